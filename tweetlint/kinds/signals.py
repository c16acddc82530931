"""``signals``: weak signs that say nothing alone and much together (a group, a sneer, a rhetorical question)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.model import Confidence, Severity
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet, Within
from tweetlint.text.analysis import Analysis

_ORDINALS = ("first", "second")


class Signal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns that add ``weight`` once, however many of them match.

    Without a ``needed`` signal there is no hit. A weight below 0 speaks against a hit and is looked for in
    the whole post.
    """

    name: str
    weight: float
    any: tuple[str, ...]
    needed: bool = False


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hit where the weights of the signals within the same clause, sentence or post add up to ``reach``.

    From ``note`` up to ``reach`` the hit is a note; from ``sure`` on its confidence is high. The guards
    choose among the matches of the signals that speak for a hit.
    """

    signal: tuple[Signal, ...]
    reach: float
    note: float | None = None
    sure: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        names = [signal.name for signal in self.signal]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"signal: there are two signals named {name}")
        for signal in self.signal:
            if not signal.any or not signal.weight:
                raise ValueError(f"signal {signal.name}: write a weight other than 0 and at least one pattern in any")
            if signal.needed and signal.weight < 0:
                raise ValueError(f"signal {signal.name}: what speaks against a hit cannot be needed")
        if not any(signal.needed for signal in self.signal):
            raise ValueError("signal: write needed = true in at least one signal")
        if self.lowest <= max(signal.weight for signal in self.signal):
            raise ValueError(f"reach = {self.reach}, note = {self.note}: one signal alone would be a hit")
        if not self.lowest <= self.reach <= self.highest:
            raise ValueError("note, reach, sure: write them in rising order")
        if self.reach > sum(signal.weight for signal in self.signal if signal.weight > 0):
            raise ValueError(f"reach = {self.reach}: all signals together do not reach it")

    @property
    def lowest(self) -> float:
        """The sum from which on there is a hit."""
        return self.reach if self.note is None else self.note

    @property
    def highest(self) -> float:
        """The sum from which on the hit is sure."""
        return float("inf") if self.sure is None else self.sure


def captures(match: Match) -> frozenset[str]:
    """``term``, the slots, and ``first`` and ``second``, the words of the two heaviest signals in text order."""
    patterns = [signal.any for signal in match.signal if signal.weight > 0]
    return slot_captures(*patterns) | frozenset(_ORDINALS)


def compile_match(match: Match, build: Build) -> Signals:
    """The check for ``match``."""
    return Signals(match, build)


class _Compiled(NamedTuple):
    weight: float
    needed: bool
    patterns: PatternSet


class _Found(NamedTuple):
    """What a signal found in one place, and the one match that counts."""

    signal: _Compiled
    match: PhraseMatch


class Signals:
    """Adds up the signals of each place; the same words never count for two of them."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        compiled = [_Compiled(s.weight, s.needed, PatternSet(s.any, build.vocabulary)) for s in match.signal]
        self._for = tuple(sorted((s for s in compiled if s.weight > 0), key=lambda s: (not s.needed, -s.weight)))
        self._against = tuple(s for s in compiled if s.weight < 0)
        self._surroundings = Surroundings(match, build.vocabulary)
        self._by_key: dict[int, list[tuple[int, int]]] | None = None

    @property
    def needs(self) -> Needs:
        """The words of each needed signal, and of the company it needs."""
        needed = (signal.patterns.needs() for signal in self._for if signal.needed)
        return (*chain.from_iterable(needed), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every place whose signals add up."""
        least = self._match.lowest
        places = sorted(self._places(analysis, self._likely(analysis)).items())
        sums = [(found, sum(f.signal.weight for f in found)) for found in (self._counted(each) for _, each in places)]
        reaching = [(found, total) for found, total in sums if len(found) > 1 and total >= least]
        against = sum(s.weight for s in self._against if next(s.patterns.find(analysis), None)) if reaching else 0.0
        for found, total in reaching:
            if total + against >= least:
                yield self._hit(found, total + against, analysis)

    def _likely(self, analysis: Analysis) -> Sequence[_Compiled]:
        """The signals that may be there, told without tokens; none where they are too few for a hit."""
        told = self._told_by_words(analysis)
        left = sum(self._for[number].weight for number in told)
        if left < self._match.lowest or any(s.needed for n, s in enumerate(self._for) if n not in told):
            return ()
        likely = []
        for number in sorted(told):
            signal = self._for[number]
            if any(signal.patterns.patterns[index].may_match(analysis) for index in told[number]):
                likely.append(signal)
                continue
            left -= signal.weight
            if signal.needed or left < self._match.lowest:
                return ()
        return likely

    def _told_by_words(self, analysis: Analysis) -> dict[int, set[int]]:
        """The signals of which a word may be there, or that need none, and which of their patterns may be it."""
        if self._by_key is None:
            self._by_key = {}
            for number, signal in enumerate(self._for):
                for key, index in signal.patterns.keys(analysis):
                    self._by_key.setdefault(key, []).append((number, index))
        told = {n: set(s.patterns.without_words) for n, s in enumerate(self._for) if s.patterns.without_words}
        by_key = self._by_key
        for key in analysis.hits.keys:
            for number, index in by_key.get(key, ()):
                if number in told:
                    told[number].add(index)
                else:
                    told[number] = {index}
        return told

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_by_key": None}

    def _places(self, analysis: Analysis, likely: Sequence[_Compiled]) -> dict[int, dict[_Compiled, list[PhraseMatch]]]:
        """For each place what the ``likely`` signals found there, left to right; nothing where none can be a hit."""
        places: dict[int, dict[_Compiled, list[PhraseMatch]]] = {}
        left = sum(signal.weight for signal in likely)
        for signal in likely:
            reach = Within.CLAUSE if self._match.within is Within.CLAUSE else Within.SENTENCE
            matches = sorted(set(self._surroundings.keep(signal.patterns.find(analysis, reach), analysis)))
            for match in matches:
                places.setdefault(self._place(match, analysis), {}).setdefault(signal, []).append(match)
            if not matches:
                left -= signal.weight
                if signal.needed or left < self._match.lowest:
                    return {}
        return places

    def _place(self, match: PhraseMatch, analysis: Analysis) -> int:
        match self._match.within:
            case Within.CLAUSE:
                return analysis.clause_of[match.first]
            case Within.SENTENCE:
                return analysis.sentence_of[match.first]
            case Within.POST:
                return 0

    def _counted(self, matches: Mapping[_Compiled, Sequence[PhraseMatch]]) -> tuple[_Found, ...]:
        """One match of each signal, the heavier ones first served; nothing where a needed one is missing.

        What is needed says whom or what the rest is about, and may share its words.
        """
        found: list[_Found] = []
        for signal in self._for:
            free = [m for m in matches.get(signal, ()) if signal.needed or not _shares(m, found)]
            if free:
                found.append(_Found(signal, free[0]))
            elif signal.needed:
                return ()
        return tuple(found)

    def _hit(self, found: Sequence[_Found], total: float, analysis: Analysis) -> Hit:
        """The words of the weightiest sentence, from the first signal to the last."""
        by_sentence: dict[int, list[_Found]] = {}
        for one in found:
            by_sentence.setdefault(analysis.sentence_of[one.match.first], []).append(one)
        reported = max(by_sentence.values(), key=lambda some: sum(f.signal.weight for f in some))
        first, last = min(f.match.first for f in reported), max(f.match.last for f in reported)
        words: dict[str, str] = {}
        for one in found:
            words |= captured(one.match, analysis)
        heaviest = sorted(found, key=lambda f: -f.signal.weight)[: len(_ORDINALS)]
        for name, one in zip(_ORDINALS, sorted(heaviest, key=lambda f: f.match.first), strict=False):
            words[name] = captured(one.match, analysis)["term"]
        words["term"] = captured(PhraseMatch(first, last, first, last), analysis)["term"]
        return Hit(
            analysis.run_span(first, last),
            words,
            severity=Severity.NOTE if total < self._match.reach else None,
            confidence=Confidence.HIGH if total >= self._match.highest else None,
        )


def _shares(match: PhraseMatch, found: Sequence[_Found]) -> bool:
    """Whether a signal that is not needed has counted some of these words already."""
    return any(m.first < match.last and match.first < m.last for s, m in found if not s.needed)
