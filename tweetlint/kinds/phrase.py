"""``phrase``: patterns of the phrase language, with exceptions and guards."""

from __future__ import annotations

from collections.abc import Iterator

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any of the patterns, where the guards allow it."""

    any: tuple[str, ...]


def captures(match: Match) -> frozenset[str]:
    """The slots of the patterns, and ``term``."""
    return slot_captures(match.any)


def compile_match(match: Match, build: Build) -> Phrase:
    """The check for ``match``."""
    if not match.any:
        raise ValueError("any = []: a rule needs at least one pattern")
    return Phrase(match, build)


class Phrase:
    """Finds the patterns."""

    def __init__(self, match: Match, build: Build) -> None:
        self._patterns = PatternSet(match.any, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)
        self._within = match.within

    @property
    def needs(self) -> Needs:
        """The words of a pattern, and those of the company it needs."""
        return (*self._patterns.needs(self._within), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every match that the guards keep."""
        for match in self._surroundings.keep(self._patterns.find(analysis, self._within), analysis):
            yield Hit(analysis.run_span(match.first, match.last), captured(match, analysis))
