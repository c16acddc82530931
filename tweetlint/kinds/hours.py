"""``hours``: what is posted when nobody is there to answer, or when everybody sleeps.

Where jpholiday is installed, staff that work on weekdays only are off on the national holidays of Japan too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from tweetlint.account import Context, Hours
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.model import DraftKind, Span
from tweetlint.phrase.gate import NEVER, Needs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SUNDAY = 6
_URGENT = frozenset({DraftKind.APOLOGY, DraftKind.INCIDENT})


class Which(StrEnum):
    """The hours of the account that count."""

    SUPPORT = "support"
    POSTING = "posting"


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any of the patterns outside of the account's ``hours``; without patterns the whole post.

    An apology or an incident report goes out at any time.
    """

    any: tuple[str, ...] = ()
    hours: Which = Which.SUPPORT


def captures(match: Match) -> frozenset[str]:
    """The slots of the patterns, ``term``, the hours (``days``, ``opens``, ``closes``) and ``publish_at``."""
    return slot_captures(match.any) | {"days", "opens", "closes", "publish_at"}


def compile_match(match: Match, build: Build) -> OutOfHours:
    """The check for ``match``; raises ``ValueError`` for days that no week has."""
    account = build.account
    hours = account.support_hours if match.hours is Which.SUPPORT else account.posting_hours
    return OutOfHours(match, build, hours)


class OutOfHours:
    """Finds the patterns in drafts that go out outside of some hours."""

    def __init__(self, match: Match, build: Build, hours: Hours | None) -> None:
        self._patterns = PatternSet(match.any, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)
        self._within = match.within
        self._hours = hours
        self.signs = None if hours else NEVER
        self._days = _days(hours.days) if hours else frozenset()
        self._off_on_holidays = match.hours is Which.SUPPORT and _SUNDAY not in self._days

    @property
    def needs(self) -> Needs:
        """The words of a pattern, and those of the company it needs."""
        return (*self._patterns.needs(self._within), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """The first hit that the guards keep, where the draft goes out outside of the hours."""
        hours, moment = self._hours, context.publish_at
        if hours is None or moment is None or context.draft.kind in _URGENT or self._open(hours, moment):
            return
        words = {
            "days": hours.days,
            "opens": _clock(hours.opens.minutes),
            "closes": _clock(hours.closes.minutes),
            "publish_at": moment.strftime("%Y-%m-%d %H:%M"),
        }
        if not self._patterns:
            if self._surroundings.pass_post(analysis):
                yield Hit(Span(0, len(analysis.source)), words)
            return
        for match in self._surroundings.keep(self._patterns.find(analysis, self._within), analysis):
            yield Hit(analysis.run_span(match.first, match.last), captured(match, analysis) | words)
            return

    def _open(self, hours: Hours, moment: datetime) -> bool:
        """Whether ``moment`` is within the hours; those of an evening may go on past midnight."""
        minute = moment.hour * 60 + moment.minute
        opens, closes = hours.opens.minutes, hours.closes.minutes
        if opens < closes:
            return opens <= minute < closes and self._works_on(moment.date())
        if minute >= opens:
            return self._works_on(moment.date())
        return minute < closes and self._works_on(moment.date() - timedelta(days=1))

    def _works_on(self, day: date) -> bool:
        return day.weekday() in self._days and not (self._off_on_holidays and _holiday(day))


def _days(text: str) -> frozenset[int]:
    """The weekdays that ``mon-fri`` or ``mon,wed,sat-sun`` names, Monday being 0."""
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        last = last if dash else first
        if first not in _WEEK or last not in _WEEK:
            raise ValueError(f'days = "{text}": write mon-fri, or mon,wed,fri')
        begin, end = _WEEK.index(first), _WEEK.index(last)
        found.update(range(begin, end + 1) if begin <= end else (*range(begin, 7), *range(end + 1)))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _holiday(day: date) -> bool:
    """Whether ``day`` is a national holiday of Japan; False where nobody can tell."""
    try:
        import jpholiday
    except ModuleNotFoundError:
        return False
    return bool(jpholiday.is_holiday(day))


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
