"""``term``: the words of dictionaries, each with its own severity, sureness and replacement."""

from __future__ import annotations

from collections.abc import Iterator

from tweetlint.account import Context
from tweetlint.kinds.base import Build, EntryInfo, Guards, Hit, Surroundings, captured
from tweetlint.phrase.gate import Chain, Clause, Needs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.text.analysis import Analysis
from tweetlint.text.terms import Occurrence
from tweetlint.text.terms import Terms as Group


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any word of the lists named in ``words``, where the guards allow it."""

    words: tuple[str, ...]


def captures(match: Match) -> frozenset[str]:
    """``term``, and ``instead`` from the dictionary."""
    return frozenset({"term", "instead"})


def compile_match(match: Match, build: Build) -> Terms:
    """The check for ``match``."""
    if not match.words:
        raise ValueError("words = []: a rule needs at least one list")
    return Terms(match, build)


class Terms:
    """Finds the words; of overlapping words the longest."""

    def __init__(self, match: Match, build: Build) -> None:
        self._entries: dict[int, EntryInfo] = {}
        self._numbers = Group(number for slot in match.words for number in build.vocabulary.slot(slot))
        for slot in match.words:
            self._entries.update(build.entries(slot))
        self._surroundings = Surroundings(match, build.vocabulary)

    @property
    def needs(self) -> Needs:
        """One of the words, and those of the company it needs."""
        return (Clause((Chain((self._numbers,)),)), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every word that the guards keep."""
        occurrences = list(_longest(analysis.occurrences(self._numbers)))
        by_run = {(o.first, o.last): o for o in occurrences}
        matches = (PhraseMatch(o.first, o.last, o.first, o.last) for o in occurrences)
        for match in self._surroundings.keep(matches, analysis):
            occurrence = by_run[match.first, match.last]
            info = self._entries.get(occurrence.term, EntryInfo())
            span = analysis.source_span(occurrence.start, occurrence.end)
            words = captured(match, analysis) | {
                "instead": info.instead,
                "term": analysis.source[span.start : span.end],
            }
            yield Hit(span, words, severity=info.severity, confidence=info.sureness)


def _longest(occurrences: list[Occurrence]) -> Iterator[Occurrence]:
    """The occurrences without those that lie inside of a longer one."""
    reached = -1
    for occurrence in occurrences:
        if occurrence.end > reached:
            yield occurrence
            reached = occurrence.end
