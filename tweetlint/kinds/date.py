"""``date``: dates in the text that no calendar bears out."""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit, check_faults, grammar_of_dates, quoted_span
from tweetlint.model import Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.dates import (
    DateGrammar,
    DateMention,
    EraYear,
    impossible,
    past_deadline,
    reversed_period,
    wrong_weekday,
)

FAULTS = ("impossible", "weekday", "reversed", "deadline", "today", "era")


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which faults to look for; each is the hit's case."""

    faults: tuple[str, ...] = FAULTS

    def __post_init__(self) -> None:
        check_faults(self.faults, FAULTS)


def captures(match: Match) -> frozenset[str]:
    """``term`` as written; ``weekday`` and ``weekday_en`` of the day that is meant, and that ``day``.

    Of an impossible day its ``month`` and the ``last`` day of it; of a year written twice the ``year``, and its
    ``number`` in the ``era``.
    """
    return frozenset({"term", "weekday", "weekday_en", "day", "publish_at", "month", "last", "year", "era", "number"})


def compile_match(match: Match, build: Build) -> Dates:
    """The check for ``match``."""
    return Dates(match, build)


class Dates:
    """Finds impossible dates, wrong weekdays, periods that run backwards and deadlines that are over."""

    def __init__(self, match: Match, build: Build) -> None:
        self._faults = frozenset(match.faults)
        self._grammar = grammar_of_dates(build.data)
        units = self._grammar.units
        self.signs = Signs(frozenset((units.year, units.month, units.day, *"/.-")))
        # A date has a figure beside the sign of a year, month or day, or beside a slash, dot or hyphen.
        self._sign = f"[0-9{''.join(self._grammar.numerals.digits)}{self._grammar.numerals.ten}{units.first}] ?" + (
            f"[{units.year}{units.month}{units.day}/.-]"
        )

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every fault outside of quotations; without any time only what holds in every year."""
        text = analysis.text
        if re.search(self._sign, text) is None:
            return
        grammar = self._grammar
        mentions = grammar.mentions(text)
        reference = context.publish_at or context.now
        for fault in self._found(grammar, text, mentions, reference):
            if fault.name in self._faults and not quoted_span(analysis, fault.span):
                yield _hit(fault, analysis, grammar, reference)

    def _found(
        self,
        grammar: DateGrammar,
        text: str,
        mentions: tuple[DateMention, ...],
        reference: datetime | None,
    ) -> Iterator[_Fault]:
        for mention in mentions:
            if impossible(mention, reference):
                yield _beyond_the_month(mention, reference)
            elif (reference or mention.written_year) and wrong_weekday(mention, reference or _ANY_TIME):
                yield _Fault("weekday", mention.span, mention)
        for year in grammar.era_years(text):
            if not year.agrees:
                yield _other_year(year)
        if reference is None:
            return
        for period in grammar.periods(text, mentions):
            if reversed_period(period, reference):
                yield _Fault("reversed", period.span)
        for deadline in grammar.deadlines(text, mentions):
            if past_deadline(deadline, reference):
                yield _Fault("deadline", deadline.span, deadline.mention)
        for contradiction in grammar.contradicting_today(text, reference, mentions):
            yield _Fault("today", contradiction.span, contradiction.relative)


class _Fault(NamedTuple):
    """What was found: its name, where in the folded text, the day that is meant, the captures, and a closer case."""

    name: str
    span: Span
    mention: DateMention | None = None
    words: Mapping[str, str] = {}
    case: str | None = None


def _beyond_the_month(mention: DateMention, reference: datetime | None) -> _Fault:
    """11月31日: the month has a last day. 13月1日 is impossible without any more to say."""
    month = mention.month
    if month is None or not 1 <= month <= 12 or not mention.day or (mention.era is not None and not mention.era.exists):
        return _Fault("impossible", mention.span)
    year = mention.written_year or (reference or _ANY_TIME).year
    if mention.written_year is None and reference is not None and month < reference.month:
        year += 1
    last = monthrange(year, month)[1] if 1 <= year <= 9999 else 0
    words = {"month": str(month), "last": str(last)}
    return _Fault("impossible", mention.span, words=words, case="month-end" if last else None)


def _other_year(written: EraYear) -> _Fault:
    """2026年(令和9年): the year has a number in the era, if it is one of its years."""
    number = written.era.year + written.year - written.era.western
    if not written.era.exists or number < 1:
        return _Fault("era", written.span)
    words = {"year": str(written.year), "era": written.era.name, "number": str(number)}
    return _Fault("era", written.span, words=words, case="era-year")


# Where a year is written the reference does not matter.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def _hit(fault: _Fault, analysis: Analysis, grammar: DateGrammar, reference: datetime | None) -> Hit:
    source = analysis.source_span(fault.span.start, fault.span.end)
    words = {
        "term": analysis.source[source.start : source.end],
        "publish_at": reference.strftime("%Y-%m-%d %H:%M") if reference else "",
        **fault.words,
    }
    day = fault.mention.resolve(reference or _ANY_TIME) if fault.mention else None
    if day is not None:
        words |= {
            "day": day.isoformat(),
            "weekday": grammar.weekdays[day.weekday()][0],
            "weekday_en": day_name[day.weekday()],
        }
    return Hit(source, words, case=fault.case or fault.name)
