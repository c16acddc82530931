"""``quiet``: patterns of what a listed company does not say before everybody may know it.

They count in a ``[[quiet_period]]`` of the account file, or at any other time for an account that is ``listed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from tweetlint.account import Context, QuietPeriod
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis


class During(StrEnum):
    """When the patterns count: in a quiet period, or outside of one for a listed company."""

    PERIOD = "period"
    LISTED = "listed"


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any of the patterns, ``during`` a quiet period or the rest of a listed company's year."""

    any: tuple[str, ...]
    during: During = During.PERIOD


def captures(match: Match) -> frozenset[str]:
    """The slots of the patterns, ``term``, and of the period its ``name`` and the day it ``ends``."""
    return slot_captures(match.any) | {"name", "ends"}


def compile_match(match: Match, build: Build) -> Quiet:
    """The check for ``match``."""
    if not match.any:
        raise ValueError("any = []: a rule needs at least one pattern")
    return Quiet(match, build)


class Quiet:
    """Finds the patterns at a time at which they should not be posted."""

    def __init__(self, match: Match, build: Build) -> None:
        self._patterns = PatternSet(match.any, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)
        self._within = match.within
        self._during = match.during

    @property
    def needs(self) -> Needs:
        """The words of a pattern, and those of the company it needs."""
        return (*self._patterns.needs(self._within), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """The first hit that the guards keep; one is enough to ask somebody."""
        period = _period(context)
        counts = period is not None if self._during is During.PERIOD else period is None and context.account.listed
        if not counts:
            return
        for match in self._surroundings.keep(self._patterns.find(analysis, self._within), analysis):
            words = captured(match, analysis)
            if period is not None:
                words |= {"name": period.name, "ends": _last_day(period, context)}
            yield Hit(analysis.run_span(match.first, match.last), words)
            return


def _period(context: Context) -> QuietPeriod | None:
    """The quiet period in which the draft goes out, if there is one."""
    moment = context.publish_at or context.now
    if moment is None:
        return None
    return next((period for period in context.config.quiet_period if _holds(period, moment)), None)


def _holds(period: QuietPeriod, moment: datetime) -> bool:
    zone = moment.tzinfo
    assert zone is not None  # Draft refuses times without an offset
    return period.starts.begins(zone) <= moment <= period.ends.ends(zone)


def _last_day(period: QuietPeriod, context: Context) -> str:
    moment = context.publish_at or context.now
    assert moment is not None  # there is a period only where there is a time
    assert moment.tzinfo is not None  # Draft refuses times without an offset
    return period.ends.ends(moment.tzinfo).date().isoformat()
