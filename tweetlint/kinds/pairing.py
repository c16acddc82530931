"""``pairing``: things that are harmless alone and not together (a group and a trait, a rival and a slur)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, product

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet, Within
from tweetlint.text.analysis import Analysis

_MOST_PER_GROUP = 12


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One match of each group, all within the same clause, sentence or post.

    ``order``: ``given`` or ``any``. ``most`` tokens may lie between neighbours. ``report`` names the
    group whose words are reported, or ``whole`` from the first to the last.
    """

    groups: tuple[tuple[str, ...], ...]
    order: str = "given"
    most: int = 40
    report: str | int = "whole"

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.groups) < 2:
            raise ValueError("groups: a pairing needs two groups of patterns or more")
        if not all(self.groups):
            raise ValueError("groups: a group needs at least one pattern")
        if self.order not in ("given", "any"):
            raise ValueError(f'order = "{self.order}": write given or any')
        if self.report != "whole" and not (isinstance(self.report, int) and 0 <= self.report < len(self.groups)):
            raise ValueError(f'report = {self.report!r}: write "whole" or the number of a group, from 0')


def captures(match: Match) -> frozenset[str]:
    """The slots of all groups, ``term``, and ``first``, ``second`` … for the groups' words."""
    return slot_captures(*match.groups) | frozenset(_ORDINALS[: len(match.groups)])


_ORDINALS = ("first", "second", "third", "fourth")


def compile_match(match: Match, build: Build) -> Pairing:
    """The check for ``match``."""
    return Pairing(match, build)


class Pairing:
    """Finds the nearest combination for each match of the last group."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._groups = tuple(PatternSet(group, build.vocabulary) for group in match.groups)
        guards = msgspec.structs.replace(match)
        self._surroundings = Surroundings(guards, build.vocabulary)

    @property
    def needs(self) -> Needs:
        """A pattern of every group, and the company they need."""
        return (*chain.from_iterable(group.needs() for group in self._groups), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every combination that the guards keep."""
        if not all(group.may_match(analysis) for group in self._groups):
            return
        found: list[list[PhraseMatch]] = []
        for group in self._groups:
            matches = sorted(set(group.find(analysis, Within.SENTENCE)), key=lambda m: (m.begin, m.end))[
                :_MOST_PER_GROUP
            ]
            if not matches:
                return
            found.append(matches)
        combined = {self._whole(parts): parts for parts in product(*found) if self._fits(parts, analysis)}
        nearest = sorted(combined, key=lambda m: (m.end - m.begin, m.begin))
        taken: list[PhraseMatch] = []
        for match in self._surroundings.keep(nearest, analysis):
            if any(t.begin < match.end and match.begin < t.end for t in taken):
                continue
            taken.append(match)
            parts = combined[match]
            words = captured(match, analysis)
            for name, part in zip(_ORDINALS, parts, strict=False):
                words[name] = captured(part, analysis)["term"]
            if self._match.report == "whole":
                yield Hit(analysis.run_span(match.begin, match.end), words)
            else:
                part = parts[int(self._match.report)]
                yield Hit(analysis.run_span(part.first, part.last), words)

    def _whole(self, parts: Sequence[PhraseMatch]) -> PhraseMatch:
        first, last = min(p.begin for p in parts), max(p.end for p in parts)
        return PhraseMatch(first, last, first, last, tuple(c for p in parts for c in p.captures))

    def _fits(self, parts: Sequence[PhraseMatch], analysis: Analysis) -> bool:
        ordered = list(parts) if self._match.order == "given" else sorted(parts, key=lambda p: p.begin)
        for left, right in pairwise(ordered):
            if right.begin < left.end or right.begin - left.end > self._match.most:
                return False
        first, last = ordered[0].begin, ordered[-1].end - 1
        match self._match.within:
            case Within.CLAUSE:
                return analysis.clause_of[first] == analysis.clause_of[last]
            case Within.SENTENCE:
                return analysis.sentence_of[first] == analysis.sentence_of[last]
            case Within.POST:
                return True
