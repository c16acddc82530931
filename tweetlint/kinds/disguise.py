"""``disguise``: words that hide from the tokenizer: other characters, a masked one, separators between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import daachorse
import regex

from tweetlint.account import Context
from tweetlint.kinds.base import Build, EntryInfo, Guards, Hit, Surroundings
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.lazy import lazy_re
from tweetlint.text.terms import Vocabulary

_CIRCLE = "○"
_CIRCLES = lazy_re("[○〇◯●◎⚪⚫⭕]")
_MASKS = lazy_re("[○〇◯●◎⚪⚫⭕×✕✖*＊x_.]")
_AS_CIRCLE = str.maketrans(dict.fromkeys("○〇◯●◎⚪⚫⭕", _CIRCLE))
_SEPARATORS = frozenset(" \u3000・.。,、-_/|~*")
_SEPARATED = lazy_re(r"[^\W_](?:[ \u3000・.。,、\-_/|~*]{1,2}[^\W_])+")
_BARRIER = -1
_KANJI, _KATAKANA, _HIRAGANA = (regex.compile(p) for p in (r"[\p{Han}々]", r"[\p{Katakana}ー]", r"\p{Hiragana}"))
_WILD = "\0"
_SHORTEST_MASKED, _LONGEST_MASKED = 3, 10


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lists of hidden spellings, and lists of plain words that may be hidden.

    ``forms`` are looked for as they are spelled (氏ね, タヒね, ク○; any circle stands for ○), ``masked``
    words with one character masked (キ○ガイ; three characters or more), ``spaced`` words with a
    separator after every character (バ・カ). ``unless`` spares what it overlaps, as everywhere.
    """

    forms: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    spaced: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.forms or self.masked or self.spaced):
            raise ValueError("disguise looks for nothing: name a list in forms, masked or spaced")


class Found(NamedTuple):
    """A hidden word: a span of the folded text, and the plain word where it is known."""

    start: int
    end: int
    meant: str
    info: EntryInfo = EntryInfo()


def captures(match: Match) -> frozenset[str]:
    """``term`` as written, ``meant`` as it is read."""
    return frozenset({"term", "meant"})


def compile_match(match: Match, build: Build) -> Disguise:
    """The check for ``match``."""
    return Disguise(match, build)


class Disguise:
    """Finds the hidden words; a text without form, mask or separated characters is never tokenised for it."""

    def __init__(self, match: Match, build: Build) -> None:
        self._forms = _Forms(match.forms, build)
        self._masked = _Masked(_words(match.masked, build.vocabulary))
        self._spaced = _Spaced(_words(match.spaced, build.vocabulary))
        self._surroundings = Surroundings(match, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every hidden word that the guards keep, in text order."""
        text = analysis.text
        found = sorted(
            {*self._forms.find(text), *self._masked.find(text), *self._spaced.find(text)},
            key=lambda f: (f.start, -f.end),
        )
        reached = -1
        for hidden in found:
            if hidden.start >= reached and self._kept(hidden, analysis):
                reached = hidden.end
                span = analysis.source_span(hidden.start, hidden.end)
                written = analysis.source[span.start : span.end]
                words = {"term": written, "meant": hidden.meant or written}
                yield Hit(span, words, severity=hidden.info.severity, confidence=hidden.info.sureness)

    def _kept(self, hidden: Found, analysis: Analysis) -> bool:
        run = _run(hidden, analysis)
        return run is not None and next(self._surroundings.keep([run], analysis), None) is not None


def _run(hidden: Found, analysis: Analysis) -> PhraseMatch | None:
    """The tokens that the hidden word touches; None where it touches none."""
    tokens = analysis.tokens
    first = max(bisect_right([token.start for token in tokens], hidden.start) - 1, 0)
    last = bisect_right([token.start for token in tokens], hidden.end - 1)
    return PhraseMatch(first, last, first, last) if first < last else None


def _words(slots: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold_term(word) for slot in slots for word in vocabulary.words(slot)))


class _Forms:
    """Spellings found wherever they are not part of a longer run of their own kind of character."""

    def __init__(self, slots: Iterable[str], build: Build) -> None:
        infos: dict[str, EntryInfo] = {}
        for slot in slots:
            entries, vocabulary = build.entries(slot), build.vocabulary
            for word, number in zip(vocabulary.words(slot), vocabulary.slot(slot), strict=True):
                infos[_one_circle(fold_term(word))] = entries.get(number, EntryInfo())
        self._infos = list(infos.items())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(infos)) if infos else None

    def find(self, text: str) -> Iterator[Found]:
        """Every form in the folded ``text``."""
        if self._automaton is None:
            return
        for start, end, key in self._automaton.find_overlapping(_one_circle(text)):
            form, info = self._infos[key]
            if _stands_alone(text, start, end):
                yield Found(start, end, info.instead or form, info)


def _one_circle(text: str) -> str:
    return text if _CIRCLES.search(text) is None else text.translate(_AS_CIRCLE)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no kanji, latin letter or digit runs into the span, and none of its own kind runs out of it.

    彼氏ね and 564円 and タヒチ hold no hidden word; マジタヒね does.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    if _alike(_KANJI, before, first) or _latin_run(before, first):
        return False
    masked_katakana = _CIRCLES.match(text[start + 1 : start + 2]) and _alike(_KATAKANA, before, first)
    if masked_katakana or _latin_run(last, after):
        return False
    ends_masked = _CIRCLES.match(last)
    return not (_alike(_KATAKANA, last if not ends_masked else first, after) or (ends_masked and _CIRCLES.match(after)))


def _alike(kind: regex.Pattern[str], left: str, right: str) -> bool:
    return bool(left and right and kind.match(left) and kind.match(right))


def _latin_run(left: str, right: str) -> bool:
    return bool(left and right and left.isascii() and right.isascii() and left.isalnum() and right.isalnum())


class _Masked:
    """Words with exactly one of their characters masked."""

    def __init__(self, words: Iterable[str]) -> None:
        self._meant: dict[str, str] = {}
        for word in words:
            key = fold_kana(word)
            if _SHORTEST_MASKED <= len(key) <= _LONGEST_MASKED:
                for place in range(len(key)):
                    self._meant.setdefault(f"{key[:place]}{_WILD}{key[place + 1 :]}", word)
        self._lengths = sorted({len(key) for key in self._meant}, reverse=True)

    def find(self, text: str) -> Iterator[Found]:
        """Every masked word in the folded ``text``."""
        if not self._meant:
            return
        kana = ""
        for mask in _MASKS.finditer(text):
            kana = kana or fold_kana(text)
            yield from self._around(kana, text, mask.start())

    def _around(self, kana: str, text: str, at: int) -> Iterator[Found]:
        for length in self._lengths:
            for start in range(max(at - length + 1, 0), min(at, len(kana) - length) + 1):
                masked = f"{kana[start:at]}{_WILD}{kana[at + 1 : start + length]}"
                meant = self._meant.get(masked)
                if meant and self._believable(text, start, start + length, at):
                    yield Found(start, start + length, meant)

    @staticmethod
    def _believable(text: str, start: int, end: int, at: int) -> bool:
        """Whether the mask hides a letter: circles may stand at an edge, other marks only inside."""
        if not _CIRCLES.match(text[at]) and at in (start, end - 1):
            return False
        if text[at] == "x" and (text[at - 1] + text[at + 1]).isascii() and len(text[start:end]) > 5:
            return False
        neighbours = text[start - 1 : start] + text[end : end + 1]
        if any(_CIRCLES.match(n) for n in neighbours):
            return False
        return not (_latin_run(text[start - 1 : start], text[start]) or _latin_run(text[end - 1], text[end : end + 1]))


class _Spaced:
    """Words with separators between all of their characters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._meant = {fold_kana(word): word for word in words if len(word) > 1}
        keys = list(self._meant)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(keys) if keys else None
        self._keys = keys

    def find(self, text: str) -> Iterator[Found]:
        """Every spelled-out word in the folded ``text``."""
        if self._automaton is None:
            return
        places: list[int] = []
        for run in _SEPARATED.finditer(text):
            places += (place for place in range(*run.span()) if text[place] not in _SEPARATORS)
            places.append(_BARRIER)
        squeezed = fold_kana("".join([text[place] if place >= 0 else "\0" for place in places]))
        for start, end, key in self._automaton.find_overlapping(squeezed):
            inside = places[start:end]
            if all(1 < right - left <= 3 for left, right in pairwise(inside)) and (
                _spelled_out(text, inside[0], inside[-1] + 1)
            ):
                yield Found(inside[0], inside[-1] + 1, self._meant[self._keys[key]])


def _spelled_out(text: str, start: int, end: int) -> bool:
    """Whether the word is no cut through other words: nothing of its own kind is glued to, or spelled on after, it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if any(_alike(kind, before, text[start]) or _alike(kind, text[end - 1], after) for kind in _KINDS):
        return False
    if not after or after not in _SEPARATORS:
        return True
    beyond, next_one = text[end + 1 : end + 2], text[end + 2 : end + 3]
    spelled_on = any(_alike(kind, text[end - 1], beyond) for kind in _KINDS)
    return not (spelled_on and (not next_one.isalpha()))


_KINDS = (_KANJI, _KATAKANA, _HIRAGANA)
