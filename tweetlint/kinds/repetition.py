"""``repetition``: posts that are nearly the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit, TimelineHit
from tweetlint.model import DraftKind, Facts, Label, Span
from tweetlint.text.analysis import Analysis
from tweetlint.text.copies import copies

_REPORTED = frozenset({DraftKind.POST, DraftKind.QUOTE, DraftKind.REPLY, DraftKind.THREAD})


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Posts at least this ``similarity`` (Jaccard index of character trigrams, digits kept) are copies."""

    similarity: float = 0.8


def captures(match: Match) -> frozenset[str]:
    """``other`` is the id of the earlier post, ``similarity`` in per cent, ``count`` of copies so far."""
    return frozenset({"term", "other", "similarity", "count"})


def compile_match(match: Match, build: Build) -> Repetition:
    """The check for ``match``; posts with a hashtag of the account's ``series`` are expected to be alike."""
    if not 0 < match.similarity <= 1:
        raise ValueError(f"similarity = {match.similarity}: write a number between 0 and 1, e.g. 0.8")
    return Repetition(match.similarity, frozenset(tag.lstrip("#＃") for tag in build.account.series))


class Repetition:
    """Compares each post with those before it."""

    def __init__(self, similarity: float, series: frozenset[str]) -> None:
        self._similarity = similarity
        self._series = series

    @property
    def similarity(self) -> float:
        """From which Jaccard index on posts are copies."""
        return self._similarity

    def observe(self, analysis: Analysis, context: Context) -> Iterator[Label]:
        """Nothing: every post's facts carry its fingerprint already."""
        return iter(())

    def judge(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        """A hit on each post that nearly repeats an earlier one."""
        for index, other, similarity in self._copies(facts):
            words = {"other": facts[other].draft_id, "similarity": str(round(similarity * 100)), "count": "2"}
            yield TimelineHit(index, Hit(Span(0, facts[index].length), words))

    def _copies(self, facts: Sequence[Facts]) -> Iterator[tuple[int, int, float]]:
        """Index of a copy, of the most similar earlier post, and their similarity."""
        counted = [index for index, fact in enumerate(facts) if fact.fingerprint and self._counts(fact)]
        for copy in copies([facts[index].fingerprint for index in counted], self._similarity):
            yield counted[copy.number], counted[copy.of], copy.similarity

    def _counts(self, fact: Facts) -> bool:
        return fact.kind in _REPORTED and not any(tag.lstrip("#＃") in self._series for tag in fact.hashtags)
