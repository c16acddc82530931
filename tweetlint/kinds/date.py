"""``date``: dates in the text that no calendar bears out."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit, check_faults, grammar_of_dates, quoted_span
from tweetlint.model import Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.dates import (
    DateGrammar,
    DateMention,
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
    """``term`` as written; ``weekday`` and ``weekday_en`` of the day that is meant, and that ``day``."""
    return frozenset({"term", "weekday", "weekday_en", "day", "publish_at"})


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
        for fault, span, day in self._found(grammar, text, mentions, reference):
            if fault in self._faults and not quoted_span(analysis, span):
                yield _hit(fault, span, day, analysis, grammar, reference)

    def _found(
        self,
        grammar: DateGrammar,
        text: str,
        mentions: tuple[DateMention, ...],
        reference: datetime | None,
    ) -> Iterator[tuple[str, Span, DateMention | None]]:
        for mention in mentions:
            if impossible(mention, reference):
                yield "impossible", mention.span, None
            elif (reference or mention.written_year) and wrong_weekday(mention, reference or _ANY_TIME):
                yield "weekday", mention.span, mention
        for year in grammar.era_years(text):
            if not year.agrees:
                yield "era", year.span, None
        if reference is None:
            return
        for period in grammar.periods(text, mentions):
            if reversed_period(period, reference):
                yield "reversed", period.span, None
        for deadline in grammar.deadlines(text, mentions):
            if past_deadline(deadline, reference):
                yield "deadline", deadline.span, deadline.mention
        for contradiction in grammar.contradicting_today(text, reference, mentions):
            yield "today", contradiction.span, contradiction.relative


# Where a year is written the reference does not matter.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def _hit(
    fault: str,
    span: Span,
    mention: DateMention | None,
    analysis: Analysis,
    grammar: DateGrammar,
    reference: datetime | None,
) -> Hit:
    source = analysis.source_span(span.start, span.end)
    words = {
        "term": analysis.source[source.start : source.end],
        "publish_at": reference.strftime("%Y-%m-%d %H:%M") if reference else "",
    }
    day = mention.resolve(reference or _ANY_TIME) if mention else None
    if day is not None:
        words |= {
            "day": day.isoformat(),
            "weekday": grammar.weekdays[day.weekday()][0],
            "weekday_en": day_name[day.weekday()],
        }
    return Hit(source, words, case=fault)
