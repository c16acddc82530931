"""``casual``: words and sentence ends that are too free for an account that speaks politely."""

from __future__ import annotations

from collections.abc import Iterator

from tweetlint.account import Account, Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.phrase.gate import NEVER, Needs, Signs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.endings import endings

_POLITE = "polite"


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any of the patterns, where the guards allow it, and sentences that end in one of ``ends`` as written.

    Only for accounts whose ``persona.formality`` is one of ``formality``; it is ``polite`` where none is set.
    """

    formality: tuple[str, ...] = (_POLITE, "formal")
    any: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """The slots of the patterns, and ``term``."""
    return slot_captures(match.any)


def compile_match(match: Match, build: Build) -> Casual:
    """The check for ``match``."""
    if not match.any and not match.ends:
        raise ValueError("any, ends: write at least one pattern or end")
    return Casual(match, build)


def formality_of(account: Account) -> str:
    """How freely the account speaks, as its persona says."""
    return account.persona.formality if account.persona else _POLITE


class Casual:
    """Finds what is too free; nothing in the posts of accounts that may speak so."""

    def __init__(self, match: Match, build: Build) -> None:
        self._concerned = formality_of(build.account) in match.formality
        self._patterns = PatternSet(match.any, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)
        self._within = match.within
        self._ends = match.ends
        self._spared = match.spared

    @property
    def needs(self) -> Needs:
        """The words of a pattern, where no end of a sentence is meant."""
        return () if self._ends else (*self._patterns.needs(self._within), *self._surroundings.needs)

    @property
    def signs(self) -> Signs | None:
        """One of the ends, where nothing else is meant."""
        if not self._concerned:
            return NEVER
        return None if self._patterns else Signs(frozenset(self._ends))

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every match that the guards keep, and for every such end."""
        if not self._concerned:
            return
        if self._patterns:
            for match in self._surroundings.keep(self._patterns.find(analysis, self._within), analysis):
                yield Hit(analysis.run_span(match.first, match.last), captured(match, analysis))
        for sentence in endings(analysis) if self._ends else ():
            end = next((end for end in self._ends if sentence.words.endswith(end)), None)
            if end is not None and not (self._spared and sentence.words.endswith(self._spared)):
                span = analysis.source_span(sentence.end - len(end), sentence.end)
                yield Hit(span, {"term": analysis.source[span.start : span.end]})
