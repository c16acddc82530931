"""``overdue``: while the account is in trouble, more time between two words about it than the company promised.

A ``[[crisis]]`` with ``update_hours`` says how long people wait at most. A gap is told at the first post that goes out
when the next word is due already. Where nothing is known of the time before, because the account has no history
and no earlier word is among the drafts, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from tweetlint.account import Context, Crisis
from tweetlint.kinds.base import Build, Hit, TimelineHit
from tweetlint.model import DraftKind, Facts, Label, Span
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis

_ABOUT_IT = frozenset({DraftKind.INCIDENT, DraftKind.APOLOGY})
_PUBLIC = frozenset({DraftKind.POST, DraftKind.QUOTE, DraftKind.THREAD, DraftKind.REPOST, *_ABOUT_IT})
_ONGOING = "ongoing"


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``status`` are the words of posts that say how things stand; incidents and apologies are such posts too."""

    status: tuple[str, ...]


def captures(match: Match) -> frozenset[str]:
    """The ``name`` of the crisis, ``last`` when a word was last said, the ``hours`` since, and the ``limit``."""
    return frozenset({"term", "name", "last", "hours", "limit"})


def compile_match(match: Match, build: Build) -> Overdue:
    """The check for ``match``."""
    return Overdue(match, build)


class Overdue:
    """Finds silence; an account file without a crisis that has ``update_hours`` has none."""

    def __init__(self, match: Match, build: Build) -> None:
        self._crises = tuple(crisis for crisis in build.config.crisis if crisis.update_hours is not None)
        self._knows_the_past = bool(build.account.history)
        self._status = PatternSet(match.status, build.vocabulary)

    def observe(self, analysis: Analysis, context: Context) -> Iterator[Label]:
        """A label on each post that says how things stand."""
        if not self._crises or context.draft.publish_at is None:
            return
        if context.draft.kind in _ABOUT_IT or next(self._status.find(analysis), None) is not None:
            yield Label("", 1.0, Span(0, len(analysis.source)))

    def judge(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        """A hit on the first post behind each gap that is too long."""
        for crisis in self._crises:
            yield from self._gaps(crisis, facts)

    def _gaps(self, crisis: Crisis, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        limit = timedelta(hours=crisis.update_hours or 0)
        last: datetime | None = None
        told = False
        for index, fact in enumerate(facts):
            moment = fact.publish_at
            if moment is None or fact.kind not in _PUBLIC or not _lasts(crisis, moment):
                continue
            zone = moment.tzinfo
            assert zone is not None  # Draft refuses times without an offset
            since = last or (crisis.since.begins(zone) if self._knows_the_past else None)
            if since is not None and moment - since > limit and not told:
                told = True
                yield TimelineHit(index, Hit(Span(0, fact.length), _words(crisis, since, moment)))
            if fact.labels:
                last, told = moment, False


def _lasts(crisis: Crisis, moment: datetime) -> bool:
    zone = moment.tzinfo
    assert zone is not None  # Draft refuses times without an offset
    if moment < crisis.since.begins(zone):
        return False
    return moment <= crisis.ends.ends(zone) if crisis.ends is not None else crisis.status == _ONGOING


def _words(crisis: Crisis, since: datetime, moment: datetime) -> dict[str, str]:
    return {
        "name": crisis.name,
        "last": since.astimezone(moment.tzinfo).strftime("%Y-%m-%d %H:%M"),
        "hours": f"{(moment - since).total_seconds() / 3600:g}"[:5],
        "limit": f"{crisis.update_hours:g}",
    }
