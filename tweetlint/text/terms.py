"""Finding words: every list and every pattern word in one index, one pass over a text for all.

The law: a word matches a run of tokens that begins and ends on token edges, when the run is written
like the word, or when all but the last token are written so and the last one's dictionary form or
normalized form completes it (馬鹿にする finds 馬鹿にしている). Kana are folded on both sides. No word is
ever tokenised by itself, so nothing depends on how a word alone would be cut.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.sudachi import Token

_LONGEST_RUN = 8
# How often a term stands in a post of some 40 words, roughly: by its length, and whether it is hiragana,
# as particles and endings are.
_COMMON_KANA = {1: 1.0, 2: 0.3, 3: 0.05}
_COMMON = {1: 0.3, 2: 0.01}
_RARE = 0.001


class TermMatch(StrEnum):
    """Where a term may be found.

    ``word``: by the law above. ``surface``: on token edges, written exactly so (ぱんつ, not パンツ).
    ``anywhere``: in any place, written so up to kana. ``name``: in any place, but not as part of a longer
    katakana, latin or digit run (AZ-90 is not in AZ-900).
    """

    WORD = "word"
    SURFACE = "surface"
    ANYWHERE = "anywhere"
    NAME = "name"


_MATCHES = tuple(TermMatch)
_WORD = _MATCHES.index(TermMatch.WORD)


class Occurrence(NamedTuple):
    """A found term: half-open character span, and the half-open run of tokens it covers."""

    start: int
    end: int
    first: int
    last: int
    term: int


class Term(NamedTuple):
    """A term as it is looked for."""

    text: str
    match: TermMatch


class TermIndex:
    """All terms of a set of rules; ``scan`` finds every one of them in a text in one pass.

    Kept as a few flat values, so that an index comes out of a cache faster than it is built: spellings
    and ways to match by term number; keys (spellings in hiragana) with the first term of each, and the
    further terms of the few keys that have several.
    """

    def __init__(
        self, terms: Sequence[Term], triggers: Mapping[int, Sequence[tuple[object, int]]] | None = None
    ) -> None:
        self.triggers = triggers or {}
        self._spelled = [fold_term(term.text) for term in terms]
        self._matches = bytes(_MATCHES.index(term.match) for term in terms)
        self._keys: list[str] = []
        self._first = array("L")
        self._further: dict[int, tuple[int, ...]] = {}
        self._key_at: dict[str, int] = {}
        for number, spelled in enumerate(self._spelled):
            self._add(number, fold_kana(spelled))
        import daachorse  # here, so that listing and explaining rules need no automaton

        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._keys) if self._keys else None

    def _add(self, number: int, key: str) -> None:
        if not key:
            return
        at = self._key_at.get(key)
        if at is None:
            self._key_at[key] = len(self._keys)
            self._keys.append(key)
            self._first.append(number)
        else:
            self._further[at] = (*self._further.get(at, ()), number)

    def __getstate__(self) -> tuple[object, ...]:
        return self.triggers, self._spelled, self._matches, self._keys, self._first, self._further, self._automaton

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.triggers, self._spelled, self._matches, self._keys, self._first, self._further, self._automaton = state
        self._key_at = dict(zip(self._keys, range(len(self._keys)), strict=True))

    def scan(self, text: str, tokens: Sequence[Token]) -> dict[int, list[Occurrence]]:
        """Every occurrence of every term in the folded ``text``, by term number, in text order."""
        found: dict[int, list[Occurrence]] = {}
        kana = fold_kana(text)
        starts = {token.start: index for index, token in enumerate(tokens)}
        ends = {token.end: index + 1 for index, token in enumerate(tokens)}
        begins = [token.start for token in tokens]
        for number, start, end in self._written(kana):
            match = _MATCHES[self._matches[number]]
            first, last = starts.get(start), ends.get(end)
            if match is TermMatch.ANYWHERE or (match is TermMatch.NAME and whole_name(text, start, end)):
                first = max(bisect_right(begins, start) - 1, 0) if first is None else first
                last = max(bisect_right(begins, end - 1), first + 1) if last is None else last
            elif (
                match is TermMatch.NAME
                or first is None
                or last is None
                or (match is TermMatch.SURFACE and text[start:end] != self._spelled[number])
            ):
                continue
            found.setdefault(number, []).append(Occurrence(start, end, first, last, number))
        for occurrence in self._inflected(kana, tokens):
            found.setdefault(occurrence.term, []).append(occurrence)
        for occurrences in found.values():
            occurrences.sort()
        return found

    def _numbers(self, key: int) -> Iterable[int]:
        further = self._further.get(key)
        return (self._first[key], *further) if further else (self._first[key],)

    def _written(self, kana: str) -> Iterable[tuple[int, int, int]]:
        if self._automaton is None:
            return
        for start, end, key in self._automaton.find_overlapping(kana):
            for number in self._numbers(key):
                yield number, start, end

    def _inflected(self, kana: str, tokens: Sequence[Token]) -> Iterable[Occurrence]:
        """Runs whose last token completes a term by its dictionary or normalized form only."""
        key_at, matches = self._key_at, self._matches
        for last, token in enumerate(tokens):
            written = kana[token.start : token.end]
            seen: set[tuple[int, int]] = set()
            for lemma in token.lemmas:
                if lemma == written:
                    continue
                for first in range(last, max(last - _LONGEST_RUN, -1), -1):
                    start = tokens[first].start
                    key = key_at.get(kana[start : token.start] + lemma)
                    for number in () if key is None else self._numbers(key):
                        if matches[number] == _WORD and (number, first) not in seen:
                            seen.add((number, first))
                            yield Occurrence(start, token.end, first, last + 1, number)


def whole_name(text: str, start: int, end: int) -> bool:
    """Whether the span is not part of a longer run of latin letters and digits, or of katakana."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return not (_same_run(before, text[start]) or _same_run(text[end - 1], after))


def _same_run(left: str, right: str) -> bool:
    """Whether two neighbours are of one unbroken run: latin, digits, or katakana."""
    if not left or not right:
        return False
    if left.isascii() and right.isascii():
        return left.isalnum() and right.isalnum()
    return _katakana(left) and _katakana(right)


def _katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == "\u30fc"


class Terms(tuple[int, ...]):
    """Term numbers that are looked up together. Two are the same only when they are one object.

    Lookups by group are the innermost step of matching; hashing a long tuple there would cost more than
    the lookup itself.
    """

    @cached_property
    def members(self) -> frozenset[int]:
        """The numbers as a set."""
        return frozenset(self)

    def __reduce__(self) -> tuple[type[Terms], tuple[tuple[int, ...]]]:
        return Terms, (tuple(self),)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


def _how_common(text: str) -> float:
    kana = all("\u3041" <= character <= "\u309f" for character in text)
    return (_COMMON_KANA if kana else _COMMON).get(len(text), _RARE)


class Vocabulary:
    """Collects terms while rules are compiled; ``index()`` closes it.

    A *slot* is a named group of terms: a dictionary, a class of a dictionary, or names of the account.
    """

    def __init__(self, slots: Mapping[str, Sequence[Term]]) -> None:
        self._slots = slots
        self._numbers: dict[Term, int] = {}
        self._groups: dict[str | Term, Terms] = {}
        self._texts: list[str] = []
        self._triggers: dict[int, list[tuple[object, int]]] = {}
        self._commonness: dict[Terms, float] = {}

    @property
    def slot_names(self) -> Iterable[str]:
        """The names that ``slot`` knows."""
        return self._slots.keys()

    def number(self, term: Term) -> int:
        """The number under which ``term`` will be found."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._texts)
            self._texts.append(term.text)
        return number

    def word(self, term: Term) -> Terms:
        """The group of this one term."""
        if term not in self._groups:
            self._groups[term] = Terms((self.number(term),))
        return self._groups[term]

    def slot(self, name: str) -> Terms:
        """The numbers of a slot's terms; ``KeyError`` when there is no such slot."""
        if name not in self._groups:
            self._groups[name] = Terms(self.number(term) for term in self._slots[name])
        return self._groups[name]

    def words(self, name: str) -> tuple[str, ...]:
        """The terms of a slot as its list writes them; ``KeyError`` when there is no such slot."""
        return tuple(term.text for term in self._slots[name])

    def trigger(self, group: Terms, owner: object, item: int) -> None:
        """Has ``owner``'s ``item`` tried in the texts in which a term of ``group`` is found, and in no other."""
        for number in group.members:
            self._triggers.setdefault(number, []).append((owner, item))

    def commonness(self, group: Terms) -> float:
        """About how many of the group's terms an ordinary post holds: what is short is common."""
        known = self._commonness.get(group)
        if known is None:
            known = self._commonness[group] = sum(_how_common(self._texts[n]) for n in group)
        return known

    def index(self) -> TermIndex:
        """The index of all terms asked for so far."""
        return TermIndex(tuple(self._numbers), self._triggers)
