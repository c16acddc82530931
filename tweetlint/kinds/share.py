"""``share``: how much of an account's posts is of one sort, over a run of posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit, TimelineHit
from tweetlint.model import DraftKind, Facts, Label, Severity, Span
from tweetlint.phrase.gate import Needs, either
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis

_COUNTED = (DraftKind.POST, DraftKind.QUOTE, DraftKind.THREAD, DraftKind.REPLY)


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns that count ``weight`` together, however often they occur in a post."""

    weight: float
    any: tuple[str, ...]


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Posts that reach ``full`` by their cues count whole, those that reach ``soft`` count half.

    The share of the last ``window`` posts may reach ``warn`` (a warning) or ``stop`` (an error); fewer
    than ``least`` posts give no verdict. ``clears`` are patterns of posts that never count, ``kinds`` are the
    drafts that are posts here at all.
    """

    cue: tuple[Cue, ...]
    clears: tuple[str, ...] = ()
    full: float = 2.0
    soft: float = 1.0
    warn: float = 0.3
    stop: float = 0.5
    least: int = 4
    window: int = 30
    kinds: tuple[DraftKind, ...] = _COUNTED


def captures(match: Match) -> frozenset[str]:
    """``share`` and ``limit`` in per cent, ``count`` of ``total`` posts."""
    return frozenset({"term", "share", "limit", "count", "total"})


def compile_match(match: Match, build: Build) -> Share:
    """The check for ``match``."""
    if not 0 < match.soft <= match.full:
        raise ValueError(f"soft = {match.soft}, full = {match.full}: write soft above 0 and not above full")
    if not 0 < match.warn <= match.stop:
        raise ValueError(f"warn = {match.warn}, stop = {match.stop}: write warn above 0 and not above stop")
    if not 1 <= match.least <= match.window:
        raise ValueError(f"least = {match.least}, window = {match.window}: write least from 1 up to window")
    return Share(match, build)


class Share:
    """Weighs each post by its cues and judges the run of posts."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._cues = tuple((cue.weight, PatternSet(cue.any, build.vocabulary)) for cue in match.cue)
        self._clears = PatternSet(match.clears, build.vocabulary)

    @property
    def match(self) -> Match:
        """What the check weighs, and the limits of the share."""
        return self._match

    @property
    def needs(self) -> Needs:
        """A pattern of the heavy cues, where the light ones do not weigh enough without."""
        soft = self._match.soft
        heavy = [patterns for weight, patterns in self._cues if weight >= soft]
        if sum(weight for weight, _ in self._cues if weight < soft) >= soft:
            return ()
        return either([patterns.needs() for patterns in heavy])

    def observe(self, analysis: Analysis, context: Context) -> Iterator[Label]:
        """The post's weight (1 whole, 0.5 half) on the words that say so; nothing for other posts."""
        if next(self._clears.find(analysis), None):
            return
        weight, spans = 0.0, []
        for value, patterns in self._cues:
            match = next(patterns.find(analysis), None)
            if match is not None:
                weight += value
                spans.append(analysis.run_span(match.first, match.last))
        if weight >= self._match.soft:
            yield Label("", 1.0 if weight >= self._match.full else 0.5, min(spans))

    def judge(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        """A hit on each counted post of the last window when their share reaches a limit."""
        match = self._match
        counted = [i for i, fact in enumerate(facts) if fact.kind in match.kinds][-match.window :]
        if len(counted) < match.least:
            return
        weighed = [(i, label) for i in counted for label in facts[i].labels]
        share = sum(label.weight for _, label in weighed) / len(counted)
        limit = match.stop if share >= match.stop else match.warn
        if share < match.warn or not weighed:
            return
        words = {
            "share": str(round(share * 100)),
            "limit": str(round(limit * 100)),
            "count": str(len(weighed)),
            "total": str(len(counted)),
        }
        index, label = weighed[-1]
        severity = Severity.ERROR if share >= match.stop else Severity.WARNING
        yield TimelineHit(index, Hit(Span(*label.span), words, severity=severity))
