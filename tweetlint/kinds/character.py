"""``character``: characters that should not stand in a post, told by their code points.

Which ones is data: each class of a rule names characters and ranges, and how they must stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from tweetlint.account import Account, Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import ORDINARY, Analysis
from tweetlint.text.entities import EntityKind
from tweetlint.text.lazy import lazy_re

_RANGE = lazy_re(r"U\+([0-9A-F]{4,6})(?:\.\.U\+([0-9A-F]{4,6}))?")
_LAST = 0x10FFFF
_LONGEST_SEQUENCE = 8
_AROUND = 6
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_WHOLE = frozenset({EntityKind.URL, EntityKind.EMAIL, EntityKind.MENTION, EntityKind.EMOJI})


class Class(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Characters of one sort; ``case`` is that of its hits.

    ``any`` names them: a character, a short sequence, ``U+2460`` or ``U+2460..U+24FF``. ``least`` of them make
    a hit, with at most ``apart`` other characters from each to the next. ``after`` and ``unless_after`` ask what
    stands before them where they stand side by side, ``unless_before`` what stands behind; where nothing stands,
    nothing is met. With ``once`` only the first hit of a post is told.
    """

    any: tuple[str, ...]
    case: str | None = None
    least: int = 1
    apart: int = 0
    after: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    once: bool = False


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The classes, in order: what an earlier one has found is not found again.

    Characters in URLs, mentions, addresses and emoji are never meant, nor, unless ``names`` is true, those in
    names of the account.
    """

    classes: tuple[Class, ...] = msgspec.field(name="class")
    names: bool = False


def captures(match: Match) -> frozenset[str]:
    """``term``; ``code`` (U+200B) of the first of it; ``plain``, how it is plainly written; ``near``, where it is."""
    return frozenset({"term", "code", "plain", "near"})


def compile_match(match: Match, build: Build) -> Characters:
    """The check for ``match``."""
    spared = () if match.names else _names(build.account)
    return Characters(tuple(_sought(each) for each in match.classes), spared)


def _names(account: Account) -> tuple[str, ...]:
    """How the account says that names are written."""
    companies = [name for each in (account.brands, account.partners, account.competitors) for name in each]
    written = [spelling for company in companies for spelling in company.spellings]
    return (*written, *account.proper_nouns, *account.staff, *account.series)


class _Sought(NamedTuple):
    """A class ready to be looked for; ``rare`` says that it has no ordinary character."""

    wanted: Class
    unit: str
    hint: str
    probe: str
    after: str
    unless_after: str
    unless_before: str
    rare: bool

    def may_be_in(self, text: str, unusual: str) -> bool:
        """Whether enough of the class may be in a text: told quickly, as it is asked of every post."""
        if self.rare and not (unusual and _compiled(self.probe).search(unusual)):
            return False
        return _compiled(self.hint).search(text) is not None

    def may_stand(self, before: str, behind: str) -> bool:
        """Whether the characters before and behind are such as the class asks for; they may be none."""
        if self.after and not _compiled(self.after).match(before):
            return False
        if self.unless_after and _compiled(self.unless_after).match(before):
            return False
        return not (self.unless_before and _compiled(self.unless_before).match(behind))


def _sought(wanted: Class) -> _Sought:
    if wanted.least < 1 or wanted.apart < 0:
        raise ValueError(f"least = {wanted.least}, apart = {wanted.apart}: write least from 1 and apart from 0")
    if not wanted.any:
        raise ValueError("any: name a character or a range")
    rare = not any(_overlap(each, ORDINARY) for each in _ranges(wanted.any))
    after, unless_after, unless_before = map(_one, (wanted.after, wanted.unless_after, wanted.unless_before))
    unit = _either(wanted.any)
    hint = unit if wanted.apart else f"{unit}{{{wanted.least}}}"
    probe = _class(_ranges(wanted.any))
    return _Sought(wanted, unit, hint, probe, after, unless_after, unless_before, rare)


_MOST_SIGNS = 500


def _spelled(words: Sequence[str]) -> tuple[str, ...] | None:
    """Every character and sequence that ``words`` name; None where a range is too long for that."""
    single = [word for word in words if len(word) == 1 or _RANGE.fullmatch(word)]
    ranges = list(_ranges(single))
    if sum(last - first + 1 for first, last in ranges) > _MOST_SIGNS:
        return None
    return (*(set(words) - set(single)), *(chr(code) for first, last in ranges for code in range(first, last + 1)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """``pattern``, compiled on first use: an ordinary post needs none."""
    return re.compile(pattern)


def _ranges(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The code points that ``words`` name, of a sequence those of each character."""
    for word in words:
        named = _RANGE.fullmatch(word)
        if named is None:
            yield from ((ord(character), ord(character)) for character in word)
            continue
        first, last = int(named[1], 16), int(named[2] or named[1], 16)
        if not first <= last <= _LAST:
            raise ValueError(f"'{word}' is no range of characters: write the lower code point first")
        yield first, last


def _overlap(one: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(first <= one[1] and one[0] <= last for first, last in others)


def _either(words: Sequence[str]) -> str:
    """Any of the words as part of an expression, sequences before single characters."""
    sequences = [word for word in words if len(word) > 1 and _RANGE.fullmatch(word) is None]
    for word in sequences:
        if len(word) > _LONGEST_SEQUENCE or word.startswith("U+"):
            raise ValueError(f"'{word}' is no character: write it, or U+2460, or U+2460..U+24FF")
    single = [word for word in words if word not in sequences]
    choices = [re.escape(word) for word in sorted(sequences, key=len, reverse=True)]
    return f"(?:{'|'.join([*choices, *([_one(single)] if single else [])])})"


def _one(words: Sequence[str]) -> str:
    """A character class of single characters and ranges; nothing for no words."""
    if not words:
        return ""
    ranges = list(_ranges(words))
    if len(ranges) != len(words):
        raise ValueError(f"'{next(word for word in words if len(word) > 1)}': only single characters can stand here")
    return _class(ranges)


def _class(ranges: Iterable[tuple[int, int]]) -> str:
    return f"[{''.join(f'{_escaped(first)}-{_escaped(last)}' for first, last in ranges)}]"


def _escaped(code: int) -> str:
    return f"\\U{code:08x}"


class Characters:
    """Finds runs of the classes' characters."""

    def __init__(self, classes: tuple[_Sought, ...], spared: tuple[str, ...]) -> None:
        self._classes = classes
        self._spared = spared
        rare = [one for each in classes if each.rare for one in _ranges(each.wanted.any)]
        self._rare = _class(rare) if all(each.rare for each in classes) else ""
        common = [_spelled(each.wanted.any) for each in classes if not each.rare]
        strings = None if any(each is None for each in common) else frozenset(s for each in common for s in each or ())
        self.signs = None if strings is None else Signs(strings, unusual=bool(rare))

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every run, those of an earlier class first."""
        unusual = analysis.unusual
        if self._rare and not (unusual and _compiled(self._rare).search(unusual)):
            return
        taken: set[int] = set()
        for sought in self._classes:
            if not sought.may_be_in(analysis.source, unusual):
                continue
            for span in self._runs(sought, analysis):
                if taken.isdisjoint(range(*span)):
                    taken.update(range(*span))
                    yield Hit(span, _words(analysis.source, span, sought), case=sought.wanted.case)
                    if sought.wanted.once:
                        break

    def _runs(self, sought: _Sought, analysis: Analysis) -> Iterator[Span]:
        """Where enough of the class stand close together."""
        text, wanted = analysis.source, sought.wanted
        run: list[tuple[int, int]] = []
        for start, end in self._units(sought, analysis):
            if run and (start - run[-1][1] > wanted.apart or "\n" in text[run[-1][1] : start]):
                yield from _run(run, wanted.least, text)
                run = []
            run.append((start, end))
        yield from _run(run, wanted.least, text)

    def _units(self, sought: _Sought, analysis: Analysis) -> Iterator[tuple[int, int]]:
        """Where characters of the class stand that nothing around them excuses."""
        text = analysis.source
        excused: set[int] | None = None
        for stretch in _compiled(f"(?:{sought.unit})+").finditer(text):
            first, last = stretch.span()
            if not sought.may_stand(text[max(0, first - 1) : first], text[last : last + 1]):
                continue
            if excused is None:
                excused = {place for begin, end in self._excused(analysis) for place in range(begin, end)}
            for unit in _compiled(sought.unit).finditer(text, first, last):
                if unit.start() not in excused or unit.end() - 1 not in excused:
                    yield unit.span()

    def _excused(self, analysis: Analysis) -> Iterator[tuple[int, int]]:
        """The places whose characters are nobody's choice: links, emoji and names."""
        for kind, start, end in analysis.entities:
            if kind in _WHOLE:
                yield start, end
        for name in self._spared:
            start = analysis.source.find(name) if name else -1
            while start >= 0:
                yield start, start + len(name)
                start = analysis.source.find(name, start + len(name))


def _run(units: Sequence[tuple[int, int]], least: int, text: str) -> Iterator[Span]:
    """The span of a run that is long enough, with the letter that a mark at its beginning stands on."""
    if len(units) >= least and units:
        start = units[0][0]
        while start > 0 and text[start - 1] != "\n" and unicodedata.category(text[start])[0] == "M":
            start -= 1
        yield Span(start, units[-1][1])


def _words(text: str, span: Span, sought: _Sought) -> dict[str, str]:
    written = text[span.start : span.end]
    first = _compiled(sought.unit).search(written)
    code = f"U+{ord(first[0][0]):04X}" if first else ""
    plain = "".join(c for c in unicodedata.normalize("NFKC", written) if unicodedata.category(c) not in _UNSEEN)
    before, behind = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    shown = written if plain else f"[{code}]"
    return {"term": written, "code": code, "plain": plain, "near": f"{before}{shown}{behind}"}
