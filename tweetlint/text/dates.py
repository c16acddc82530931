"""What a post says about days: dates, weekdays, times, spans of days, deadlines.

The words are data (``dictionaries/grammar/dates.toml``); ``DateGrammar.from_mapping`` takes that file
decoded and compiles it on first use. Offsets are half-open code points of the text as it was given,
raw or NFKC-folded. Days are judged in the time zone of the reference, the moment the post goes out.

A reader of posts knows which year is meant where none is written, and so must we: ``resolve`` takes
the one occurrence from 60 days before to 300 days after the reference, and looks at what the post
says around it (a list that goes on, a heading with a month or a year, the past tense).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import msgspec
import regex

from tweetlint.errors import DictionaryError
from tweetlint.model import Span

DAYS_BACK = 60
DAYS_AHEAD = 300
LONGEST_TURN = 120
"""Days that a span without a second year may last over New Year's Eve: 12/28〜1/3, not 12/10〜12/3."""
FEW_DAYS_BACK = 7
FRACTION_LIMIT = 12
"""1/2 to 11/12 may be fractions and 10/10 a score; 11/22 hardly is one."""
LONGEST_RUN = 31
"""Dates that one list may hold together; what goes on after that stands alone."""
REACH = 200
"""Code points that a sentence's tense, or a month heading, is looked for; longer is no post."""
SATURDAY = 5
_CENTURY = 2000
LAST_HOUR = 29
"""Broadcasters and bars count on to 29:59, five hours into the next day."""
_OPENING, _CLOSING = frozenset("(（[［"), frozenset({")", "）", "]", "］"})


class Unit(StrEnum):
    """What a relative expression counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Join(StrEnum):
    """How a date goes on from the one before it: one more of a list, or the end of a span."""

    LIST = "list"
    SPAN = "span"


class Relative(NamedTuple):
    """So many units from the reference: 明日 is 1 day, 先月 -1 month. ``night`` marks 今夜 and the like."""

    unit: Unit
    shift: int
    night: bool = False


class Era(NamedTuple):
    """A year of a Japanese era as written (令和8年); ``western`` is the same year in the western calendar."""

    name: str
    year: int
    western: int
    exists: bool


class Clock(NamedTuple):
    """A time of day; hours count on from 24 for those of the next day."""

    hour: int
    minute: int

    @property
    def length(self) -> timedelta:
        """How long after midnight this is."""
        return timedelta(hours=self.hour, minutes=self.minute)


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """A day that a post names, field by field as written; None where it is not.

    ``span`` covers the date and its weekday in brackets, ``whole`` its time too. A later day of a
    list (11月7日・8日) carries the month of the list. ``month_end`` is True for 4月末 and 今月末.
    ``after`` is the date this one goes on from and ``join`` how; ``near`` is an earlier date or month
    heading that a bare day leans on; ``hint_year`` the last year the post wrote before it; ``past``
    says that its sentence goes on in the past tense, in its main clause or in one before a noun.
    ``withdrawn`` marks a date that the post takes back (正しくは11月25日, 10日から3日に変更).
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    weekday_span: Span | None = None
    era: Era | None = None
    hour: int | None = None
    minute: int | None = None
    time_span: Span | None = None
    closing: Clock | None = None
    relative: Relative | None = None
    month_end: bool = False
    month_inherited: bool = False
    any_year: bool = False
    past: bool = False
    withdrawn: bool = False
    join: Join | None = None
    after: DateMention | None = None
    near: DateMention | None = None
    hint_year: int | None = None

    @property
    def whole(self) -> Span:
        """The span of date, weekday and time together."""
        return Span(self.span.start, self.time_span.end if self.time_span else self.span.end)

    @property
    def written_year(self) -> int | None:
        """The western year that is written, in figures or as a year of an era."""
        if self.year is not None:
            return self.year
        return self.era.western if self.era else None

    def resolve(self, reference: datetime) -> date | None:
        """The day that is meant by a post of ``reference``, or None when there is no such day.

        Where the wording leaves two (the past tense, a bare day), the weekday decides.
        """
        choices = self.choices(reference)
        matching = (day for day in choices if self.weekday is None or day.weekday() == self.weekday)
        return next(matching, choices[0] if choices else None)

    def choices(self, reference: datetime) -> tuple[date, ...]:
        """The days that may be meant, the likeliest first; more than one only where the wording allows."""
        return tuple(dict.fromkeys(day for day in self._choices(reference) if day is not None))

    def moment(self, reference: datetime) -> datetime | None:
        """When the named time begins, in the zone of the reference; midnight where no time is written."""
        return self._at(Clock(self.hour or 0, self.minute or 0), reference)

    def last_moment(self, reference: datetime) -> datetime | None:
        """The last second that still belongs to it: the written time, or 23:59:59 of the day."""
        if self.closing is not None:
            return self._at(self.closing, reference)
        if self.hour is not None:
            return self.moment(reference)
        return self._at(Clock(23, 59), reference, seconds=59)

    def _at(self, clock: Clock, reference: datetime, seconds: int = 0) -> datetime | None:
        day = self._written_day(reference)
        if day is None:
            return None
        try:
            midnight = datetime.combine(day, time(0), tzinfo=reference.tzinfo)
            return midnight + clock.length + timedelta(seconds=seconds, days=int(self._after_midnight(clock)))
        except OverflowError:
            return None

    def _written_day(self, reference: datetime) -> date | None:
        """The day whose hours are counted: for 今夜0時 still today."""
        if self.relative is not None and self.relative.unit is Unit.DAY:
            return _shifted(reference.date(), self.relative.shift)
        return self.resolve(reference)

    def _after_midnight(self, clock: Clock) -> bool:
        """True for 今夜0時: the night's small hours belong to the next day."""
        return self.relative is not None and self.relative.night and clock.hour < 5 and self.hour is not None

    def _choices(self, reference: datetime) -> Iterator[date | None]:
        today = reference.date()
        match self.relative:
            case Relative(Unit.DAY, shift):
                turned = self.hour is not None and self.relative.night and (self.hour < 5 or self.hour >= 24)
                yield _shifted(today, shift + int(turned))
            case Relative(Unit.WEEK, shift):
                weekday = self.weekday if self.weekday is not None else SATURDAY
                yield _shifted(today, 7 * shift - today.weekday() + weekday)
            case Relative(Unit.MONTH, shift):
                months = today.year * 12 + today.month - 1 + shift
                yield self._in(months // 12, months % 12 + 1)
            case Relative(Unit.YEAR, shift):
                yield self._in(today.year + shift, self.month)
            case _:
                yield from self._absolute(reference)

    def _absolute(self, reference: datetime) -> Iterator[date | None]:
        if self.written_year is not None:
            yield self._in(self.written_year, self.month)
        elif self.after is not None and (start := self.after.resolve(reference)) is not None:
            yield from self._going_on(start)
        elif self.month is not None:
            yield from self._nearest_years(reference.date())
        elif self.near is not None:
            yield from self._leaning(self.near, reference)
            yield from self._nearest_months(reference.date())
        else:
            yield from self._nearest_months(reference.date())

    def _going_on(self, start: date) -> Iterator[date | None]:
        """The days for a date without a year (or month) that continues ``start``."""
        same = self._in(start.year, self.month or start.month)
        if same is not None and same >= start:
            yield same
        elif self.month_inherited:
            if same is not None:
                yield self._in(start.year + start.month // 12, start.month % 12 + 1)
            yield same
        else:
            turned = self._in(start.year + 1, self.month)
            yield turned if turned is not None and (turned - start).days <= LONGEST_TURN else same

    def _nearest_years(self, today: date) -> Iterator[date | None]:
        """The day in the year that lies within -60/+300 days; in the past tense also in one 300 days back."""
        years = (today.year - 1, today.year, today.year + 1)
        found = [(year, day) for year in years if (day := self._standing_in(year)) is not None]
        if not found:
            return
        by_distance = sorted(found, key=lambda pair: abs((pair[1] - today).days))
        back = DAYS_AHEAD if self.past else DAYS_BACK
        inside = [pair for pair in by_distance if -back <= (pair[1] - today).days <= DAYS_AHEAD]
        for year, _ in inside or by_distance[:1]:
            yield self._in(year, self.month)
        if self.hint_year is not None:
            yield self._in(self.hint_year, self.month)

    def _leaning(self, near: DateMention, reference: datetime) -> Iterator[date | None]:
        """The first such day from an earlier date of the post on, or in the month that it named."""
        if near.day is None and near.relative is None:
            yield from msgspec.structs.replace(self, month=near.month, near=None)._absolute(reference)
        elif near.day is None:
            yield from msgspec.structs.replace(self, relative=near.relative, near=None)._choices(reference)
        elif (start := near.resolve(reference)) is not None:
            yield from msgspec.structs.replace(self, month=start.month, month_inherited=True)._going_on(start)

    def _nearest_months(self, today: date) -> Iterator[date | None]:
        """A bare day: this month's unless it is over by more than a few days, else the next that has it."""
        if self.day is None:
            return
        months = today.year * 12 + today.month - 1
        days = [self._in(month // 12, month % 12 + 1) for month in range(months - 1, months + 3)]
        this = days[1]
        if self.past:
            yield from (day for day in reversed(days[:2]) if day is not None and day <= today)
        if this is not None and (today - this).days <= FEW_DAYS_BACK:
            yield this
        if this is None or this < today:
            yield next((day for day in days[2:] if day is not None), None)

    def _in(self, year: int, month: int | None) -> date | None:
        """Its day in that year and month, None when they have no such day."""
        if month is None or not (1 <= month <= 12 and 1 <= year <= 9999):
            return None
        last = monthrange(year, month)[1]
        day = last if self.month_end else self.day
        return date(year, month, day) if day is not None and 1 <= day <= last else None

    def _standing_in(self, year: int) -> date | None:
        """Its day, or 28 February for the 29th: the year of 2月29日 is chosen before it is judged."""
        if self.month == 2 and self.day == 29:
            return date(year, 2, 28) if 1 <= year <= 9999 else None
        return self._in(year, self.month)


class Period(NamedTuple):
    """Two dates with a mark of a span between them."""

    start: DateMention
    end: DateMention

    @property
    def span(self) -> Span:
        """From the first date to the end of the second, times included."""
        return Span(self.start.span.start, self.end.whole.end)


class Deadline(msgspec.Struct, frozen=True):
    """A date until which something can be done; ``span`` covers the date and the words that say so.

    ``live`` is False where the post speaks of it as over (…までのご応募、ありがとうございました).
    """

    mention: DateMention
    span: Span
    live: bool

    def ends(self, reference: datetime) -> datetime | None:
        """The last moment: the written time, or 23:59:59 of the day; None for a day that does not exist."""
        return self.mention.last_moment(reference)


class Contradiction(NamedTuple):
    """本日12月1日 in a post of another day: the two say the same day and do not agree."""

    relative: DateMention
    explicit: DateMention
    span: Span


class EraYear(NamedTuple):
    """One year written twice: 2026年(令和8年)."""

    span: Span
    year: int
    era: Era

    @property
    def agrees(self) -> bool:
        """True when both are the same year."""
        return self.era.western == self.year and self.era.exists


def impossible(mention: DateMention, reference: datetime | None = None) -> bool:
    """True for a day no calendar has: 2月30日, 13月1日, 平成35年4月1日, 2月29日 of a common year.

    That year is the written one, or the one that ``reference`` makes of it; without either it passes.
    """
    if mention.month is None or mention.day is None or mention.withdrawn:
        return False
    if mention.era is not None and not mention.era.exists:
        return True
    if not 1 <= mention.month <= 12 or not 1 <= mention.day <= monthrange(2000, mention.month)[1]:
        return True
    if (mention.month, mention.day) != (2, 29) or (mention.any_year and mention.written_year is None):
        return False
    if mention.written_year is not None:
        return not isleap(mention.written_year)
    return reference is not None and not mention.choices(reference)


def wrong_weekday(mention: DateMention, reference: datetime) -> date | None:
    """The day that is meant when its written weekday is wrong (ask it for the right one), else None."""
    if mention.weekday is None or mention.withdrawn:
        return None
    meant = mention.resolve(reference)
    return meant if meant is not None and meant.weekday() != mention.weekday else None


def reversed_period(period: Period, reference: datetime) -> bool:
    """True when the end comes before the start: 12月10日〜12月3日, 12/1 18:00〜12/1 10:00."""
    if period.start.withdrawn or period.end.withdrawn:
        return False
    start, end = period.start.resolve(reference), period.end.resolve(reference)
    if start is None or end is None or start != end:
        return start is not None and end is not None and end < start
    if period.start.hour is None or period.end.hour is None:
        return False
    return Clock(period.end.hour, period.end.minute or 0) < Clock(period.start.hour, period.start.minute or 0)


def past_deadline(deadline: Deadline, reference: datetime) -> bool:
    """True when a live deadline is over at ``reference``."""
    ends = deadline.ends(reference) if deadline.live else None
    return ends is not None and ends < reference


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The counters of dates and times, one word each."""

    year: str
    month: str
    day: str
    hour: str
    minute: str
    half: str
    fiscal: str
    first: str
    of: str
    span: str


class Numerals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kanji numerals: ``digits`` from zero to nine, other zeros, and the ten."""

    digits: tuple[str, ...]
    zeros: tuple[str, ...]
    ten: str


class RelativeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that count from the day of the post, each with how far it counts."""

    days: dict[str, int]
    kana_days: dict[str, int]
    kana_follow: tuple[str, ...]
    nights: tuple[str, ...]
    weeks: dict[str, int]
    week_ends: tuple[str, ...]
    months: dict[str, int]
    month_ends: tuple[str, ...]
    bare_month_ends: tuple[str, ...]
    years: dict[str, int]
    years_ago: tuple[str, ...]
    following_years: tuple[str, ...]
    elsewhen: tuple[str, ...]
    name_tails: tuple[str, ...]


class ClockWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the clock: halves of the day and the hours they add (12 of ``nights`` is 24), noon, about."""

    halves: dict[str, int]
    nights: tuple[str, ...]
    noon: tuple[str, ...]
    about: tuple[str, ...]


class NotADate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What beside figures makes them a length, a rank, a rate or a fraction."""

    day_tails: tuple[str, ...]
    dated_tails: tuple[str, ...]
    day_heads: tuple[str, ...]
    month_heads: tuple[str, ...]
    month_end_heads: tuple[str, ...]
    any_year_tails: tuple[str, ...]
    any_year_words: tuple[str, ...]
    absent_tails: tuple[str, ...]
    fraction_tails: tuple[str, ...]
    fraction_heads: tuple[str, ...]


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What beside a slash date or a bare day makes it a date."""

    after: tuple[str, ...]
    after_links: tuple[str, ...]
    after_weak: tuple[str, ...]
    before: tuple[str, ...]
    before_links: tuple[str, ...]
    before_day: tuple[str, ...]
    after_day: tuple[str, ...]
    subjects: tuple[str, ...]
    subject_ends: tuple[str, ...]


class Joins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands between the days of a list and between the ends of a span."""

    lists: tuple[str, ...]
    spans: tuple[str, ...]
    next_words: tuple[str, ...]


class DeadlineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a date a deadline, behind and before it (but 賞味期限); ``periods`` precede a span."""

    after: tuple[str, ...]
    after_links: tuple[str, ...]
    before: tuple[str, ...]
    not_after: tuple[str, ...]
    periods: tuple[str, ...]


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signs that a sentence speaks of the past, those that only look so, and farewells of a whole post."""

    past: tuple[str, ...]
    past_at_end: tuple[str, ...]
    past_before_noun: tuple[str, ...]
    announcing: tuple[str, ...]
    closing: tuple[str, ...]


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a post takes a date back: in a post with one of ``words``, a link to the next date does so.

    ``always`` do so in any post, and so do ``moved`` behind the second date of 10日から3日に変更.
    """

    words: tuple[str, ...]
    links: tuple[str, ...]
    always: tuple[str, ...]
    moved: tuple[str, ...]


class Apposition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand between two names of the same day."""

    between: tuple[str, ...]
    between_at_end: tuple[str, ...]
    reversed: tuple[str, ...]
    phrase_ends: tuple[str, ...]


class DateGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How posts write dates: the words of ``dates.toml``, and the reading of a text by them.

    Immutable; the patterns are compiled on first use and are no part of its value.
    """

    weekdays: tuple[tuple[str, ...], ...]
    weekday_ends: tuple[str, ...]
    holidays: tuple[str, ...]
    bracket_ends: tuple[str, ...]
    units: Units
    numerals: Numerals
    eras: dict[str, tuple[int, int]]
    relative: RelativeWords
    clock: ClockWords
    not_a_date: NotADate
    cues: Cues
    joins: Joins
    deadline_words: DeadlineWords = msgspec.field(name="deadlines")
    tense: Tense
    corrections: Corrections
    apposition: Apposition

    @classmethod
    def from_mapping(cls, data: Mapping[str, object], place: str = "grammar/dates") -> DateGrammar:
        """The grammar that ``data`` holds, decoded strictly; ``place`` is named when it does not fit."""
        try:
            grammar = msgspec.convert(data, cls)
        except msgspec.ValidationError as error:
            raise DictionaryError(place, f"{error}.", "Put that entry right.") from error
        if len(grammar.weekdays) != 7:
            rows = len(grammar.weekdays)
            raise DictionaryError(place, f"weekdays has {rows} rows.", "Write seven, Monday first.")
        if len(grammar.numerals.digits) != 10:
            raise DictionaryError(place, "numerals.digits needs ten signs.", "Write them from zero to nine.")
        return grammar

    def mentions(self, text: str) -> tuple[DateMention, ...]:
        """Every day that ``text`` names, in order, none overlapping another."""
        if not self._reader.may_hold_dates(text):
            return ()
        found = list(self._reader.read(text))
        return tuple(self._reader.without_withdrawn(text, found))

    def periods(self, text: str, among: Sequence[DateMention] | None = None) -> tuple[Period, ...]:
        """The spans of days in ``text``; ``among`` are its mentions where they are known already."""
        found = self.mentions(text) if among is None else among
        return tuple(Period(one, other) for one, other in pairwise(found) if other.join is Join.SPAN)

    def deadlines(self, text: str, among: Sequence[DateMention] | None = None) -> tuple[Deadline, ...]:
        """The dates in ``text`` until which something can be done; of a list or a span the last day."""
        found = self.mentions(text) if among is None else among
        return tuple(self._reader.deadlines(text, found)) if found else ()

    def appositions(
        self, text: str, among: Sequence[DateMention] | None = None
    ) -> tuple[tuple[DateMention, DateMention], ...]:
        """Pairs (relative, explicit) of neighbours that name one day twice: 本日12月1日, 明日（12/2）."""
        found = self.mentions(text) if among is None else among
        return tuple(self._reader.appositions(text, found))

    def contradicting_today(
        self, text: str, reference: datetime, among: Sequence[DateMention] | None = None
    ) -> tuple[Contradiction, ...]:
        """Where 本日, 明日 and the like stand with a date that they are not at ``reference``."""
        pairs = self.appositions(text, among)
        return tuple(
            Contradiction(relative, explicit, _cover(relative.span, explicit.span))
            for relative, explicit in pairs
            if _disagree(relative, explicit, reference)
        )

    def era_years(self, text: str) -> tuple[EraYear, ...]:
        """The years that ``text`` writes in both calendars side by side."""
        return tuple(self._reader.era_years(text))

    @cached_property
    def _reader(self) -> _Reader:
        return _Reader(self)


def _cover(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _disagree(relative: DateMention, explicit: DateMention, reference: datetime) -> bool:
    """True when the written parts of ``explicit`` are not those of the day that ``relative`` is."""
    today = reference.date()
    day = _shifted(today, relative.relative.shift) if relative.relative else None
    if day is None:
        return False
    year, month = explicit.written_year, explicit.month
    written = (year or day.year, day.month if month is None else month, explicit.day)
    return written != (day.year, day.month, day.day)


_NUM = "[0-9０-９]"
_SP = "[ 　\\u00a0]"
_OPEN = "[(（\\[［【〈《<＜]"
_CLOSE = "[)）\\]］】〉》>＞]"
_HYPHENS = ("-", "－")
_SENTENCE_END = "。．！？!?\n"


def _any(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first; one that matches nothing when there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    escaped = "|".join(regex.escape(word, literal_spaces=True) for word in ordered)
    return f"(?:{escaped})" if ordered else "(?!)"


def _starting(words: Iterable[str]) -> str:
    """A look ahead at the first signs of ``words``: it spares the engine every other place of the text."""
    return f"(?=[{''.join(sorted({regex.escape(word[0]) for word in words}))}])"


class _Head(NamedTuple):
    """Where a date begins: the match and the shape that made it."""

    start: int
    shape: str
    match: regex.Match[str]


class _WholeText(NamedTuple):
    """What a text as a whole says of each of its dates, found out once.

    ``years`` are those written alone, and ``year_ends`` where each ends.
    """

    takes_leave: bool
    speaks_of_leap_years: bool
    year_ends: tuple[int, ...]
    years: tuple[int, ...]

    def year_before(self, start: int) -> int | None:
        """The last year written before ``start``."""
        index = bisect_right(self.year_ends, start)
        return self.years[index - 1] if index else None


class _Pattern:
    """A pattern that is compiled when it is first tried: most posts need few of them, and compiling is slow."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile(self._source, self._flags)

    def match(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The match that begins at ``start``."""
        return self._compiled.match(text, start, len(text) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match at ``start`` or later."""
        return self._compiled.search(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The match of everything from ``start`` to ``end``."""
        return self._compiled.fullmatch(text, start, len(text) if end is None else end)

    def sub(self, replacement: str, text: str) -> str:
        """``text`` with every match replaced."""
        return self._compiled.sub(replacement, text)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """All matches."""
        return self._compiled.finditer(text, start, len(text) if end is None else end)


class _Reader:
    """The compiled patterns of a grammar, and the walk over a text with them."""

    def __init__(self, grammar: DateGrammar) -> None:
        self._g = grammar
        self._weekday_of = {word: index for index, row in enumerate(grammar.weekdays) for word in row}
        digits = {sign: value for value, sign in enumerate(grammar.numerals.digits)}
        self._digit_of = digits | dict.fromkeys(grammar.numerals.zeros, 0)
        relative = grammar.relative
        self._days = relative.days | relative.kana_days
        self._build()

    def _build(self) -> None:
        g, u, r = self._g, self._g.units, self._g.relative
        self._day_words = (*r.days, *r.kana_days, *r.weeks)
        self._month_words = (*r.months, *r.bare_month_ends)
        day_digits = "".join(map(regex.escape, self._digit_of))
        kanji = f"[{day_digits}{regex.escape(g.numerals.ten)}]"
        month, day, year = regex.escape(u.month), regex.escape(u.day), regex.escape(u.year)
        of, first = regex.escape(u.of), regex.escape(u.first)
        lists, spans = _any(g.joins.lists), _any(g.joins.spans)
        figures = [*"0123456789０１２３４５６７８９", *self._digit_of, g.numerals.ten]

        def figures_or(words: Iterable[str]) -> str:
            return _starting([*figures, *words])

        number = f"(?:{_NUM}{{1,2}}|{kanji}{{1,3}}|{first})"
        era_year = f"(?P<era>{_any(g.eras)}){_SP}?(?P<era_year>{number}){year}"
        in_brackets = f"(?:{_OPEN}[^()（）\\n]{{2,8}}{_CLOSE})?"
        years = (
            f"(?:(?:{era_year}|(?P<year>{_NUM}{{4}}|[{day_digits}]{{4}}){year}){in_brackets}{_SP}?{of}?{_SP}?"
            f"|(?P<year_word>{_any(r.years)}){of}?{_SP}?"
            f"|(?P<ago>{_NUM}{{1,3}}){_any(r.years_ago)}{_SP}?"
            f"|(?P<following>{_any(r.following_years)})"
            f"|(?<!{_any(g.not_a_date.month_heads)}))"
        )
        self._written = _Pattern(
            f"{figures_or([*g.eras, *r.years, *r.following_years])}(?<!{_NUM}|{kanji}){years}"
            f"(?:(?P<month>{_NUM}{{1,2}}){_SP}?{month}{_SP}?"
            f"(?:(?P<day>{_NUM}{{1,2}})(?:{_SP}?(?P<join>{lists}|{spans}){_SP}?(?P<day>{_NUM}{{1,2}}))*+{_SP}?{day}"
            f"|{of}?(?P<month_end>{_any(r.month_ends)})(?!{_any(g.clock.about)}))"
            f"|(?P<month>{kanji}{{1,2}}){month}(?P<day>{kanji}{{1,3}}){day})"
            f"(?!{_any(g.not_a_date.dated_tails)})"
        )
        letters = _any(letter for name in g.eras if name.isascii() for letter in (name, name.lower()))
        signs = _starting([*"0123456789０１２３４５６７８９", *g.eras, *map(str.lower, g.eras)])
        self._numeric = _Pattern(
            f"{signs}(?<![0-9０-９./=_%&@#])(?:"
            f"(?<![A-Za-z])(?:(?P<year>(?:19|20|21|１９|２０|２１){_NUM}{{2}}|{_NUM}{{2}})|(?P<era>{letters})(?P<era_year>{_NUM}{{1,2}}))"
            f"(?P<sep>[/／.．\\-－])(?P<month>{_NUM}{{1,2}})(?P=sep)(?P<day>{_NUM}{{1,2}})"
            f"|(?P<month>{_NUM}{{1,2}})[/／](?P<day>{_NUM}{{1,2}})"
            f"(?:{_SP}?(?P<join>[・･、,，&＆]){_SP}?(?P<day>{_NUM}{{1,2}})(?![0-9０-９/／.．:：]))*"
            f"|(?P<month>{_NUM}{{1,2}})(?P<dot>[.．])(?P<day>{_NUM}{{1,2}}))"
            f"(?![0-9０-９%％/／]|[.．]{_NUM})"
        )
        self._bare = _Pattern(
            f"{figures_or(self._month_words)}(?:(?P<month_word>{_any(r.months)})(?:{of}?{_SP}?(?P<day>{_NUM}{{1,2}}|{kanji}{{1,3}}){day}"
            f"|{of}?(?P<month_end>{_any(r.month_ends)})(?!{_any(g.clock.about)}))"
            f"|(?<![\\p{{Han}}0-9０-９]|{_any(g.not_a_date.month_end_heads)})"
            f"(?P<month_end>{_any(r.bare_month_ends)})"
            f"|(?<!{_NUM}|{kanji}|{month}{_SP}?|{_NUM}[:：]|[./+＋]|[-−]|{_any(g.not_a_date.day_heads)})"
            f"(?P<day>{_NUM}{{1,2}}|(?P<kanji>{kanji}{{1,3}})){day})"
        )
        not_after = f"(?<!(?<!{_NUM}){day})(?<!{_any(r.elsewhen)})"
        kana = "[\\p{Hiragana}\\p{Katakana}ー]"
        self._relative = _Pattern(
            f"{not_after}(?:(?P<day_word>{_any(r.days)})(?!{_any(r.name_tails)})"
            f"|(?<!{kana})(?P<day_word>{_any(r.kana_days)})(?=$|(?!{kana}|\\p{{Han}})|\\p{{Han}}|{_any(r.kana_follow)})"
            f"|(?P<week_word>{_any(r.weeks)})(?:(?P<week_end>{_any(r.week_ends)})"
            f"|{of}?(?P<weekday>{_any(row[0] for row in g.weekdays)}){_any(g.weekday_ends)}"
            f"|{_OPEN}(?P<weekday>{_any(row[0] for row in g.weekdays)}){_any(g.weekday_ends)}?{_CLOSE}))"
        )
        self._build_tails(lists, spans, kanji, day)
        self._build_cues()
        self._heading = _Pattern(
            f"(?:(?<!{_NUM}|{kanji})(?P<month>{_NUM}{{1,2}}|{kanji}{{1,2}}){month}(?![\\p{{L}}--{of}]?{day})"
            f"|(?P<month_word>{_any(r.months)}))",
            regex.V1,
        )
        self._year_alone = _Pattern(f"(?<!{_NUM})({_NUM}{{4}}){year}")
        # Plain signs without context, by the standard library: several times faster at finding nothing.
        self._figure = re.compile(_NUM)
        self._numeral = re.compile(f"{kanji}(?:{month}|{day})")
        self._separator = re.compile(f"{_NUM}[/／.．－-]{_NUM}")
        self._day_word = re.compile(_any(self._day_words))
        self._month_word = re.compile(_any(self._month_words))
        fiscal = f"(?:{regex.escape(u.fiscal)})?"
        plain = f"(?P<year>{_NUM}{{4}})"
        era = f"(?P<era>{_any(g.eras)}){_SP}?(?P<era_year>{number})"
        self._both_years = _Pattern(
            f"(?<!{_NUM})(?:{plain}(?:{year}{fiscal})?{_SP}?[(（/／・]{_SP}?{era}(?:{year}{fiscal}|(?=[)）]))"
            f"|{era}(?:{year}{fiscal})?{_SP}?[(（/／・]{_SP}?{plain}(?:{year}{fiscal}|(?=[)）]{year})))"
        )

    def _build_tails(self, lists: str, spans: str, kanji: str, day: str) -> None:
        g, u = self._g, self._g.units
        kanji_days = _any(row[0] for row in g.weekdays)
        signs = _any(word for row in g.weekdays for word in row[1:] if not word.isascii())
        english = f"(?i:{_any(word for row in g.weekdays for word in row if word.isascii())})(?![A-Za-z])\\.?"
        ends = _any(g.weekday_ends)
        named = f"(?:(?P<weekday>{kanji_days}){ends}?|(?P<weekday>{signs})|(?P<weekday>{english}))"
        holiday = _any(g.holidays)
        gap = "[・･、,，/／ 　]?"
        inside = "[^()（）\\[\\]【】\\n]"
        company = f"[・･、,，/／ 　]{inside}{{0,10}}?(?:{_any(g.bracket_ends)}|{_NUM})|(?={_NUM}{{1,2}}[:：])"
        self._bracket = _Pattern(
            f"{_SP}?{_OPEN}{_SP}?(?:{holiday}{gap})?{named}(?:{gap}(?:{named}|{holiday})){{0,6}}"
            f"{_SP}?(?:(?:{company}){inside}{{0,8}})?{_CLOSE}"
            f"|{_SP}?(?P<weekday>{kanji_days}){_any(g.weekday_ends)}"
            f"|{_SP}?(?P<weekday>{signs})|{_SP}?(?P<weekday>{english})"
            f"|{_SP}?{_OPEN}{_SP}?(?P<holiday>{holiday}){_SP}?{_CLOSE}"
        )
        hour, minute, length = map(regex.escape, (u.hour, u.minute, u.span))
        exact = (
            f"(?:(?P<half>{_any(g.clock.halves)}){_SP}?)?(?:(?P<hour>{_NUM}{{1,2}})"
            f"(?:[:：](?P<minute>{_NUM}{{2}})(?![0-9０-９:：])"
            f"|{hour}(?!{length})(?:(?P<minute>{_NUM}{{1,2}}){minute}(?!{length})|(?P<thirty>{regex.escape(u.half)}))?)"
            f"|(?P<noon>{_any(g.clock.noon)}))"
        )
        self._clock = _Pattern(f"(?:{_SP}{{0,2}}|{_SP}?[、,]{_SP}?|{regex.escape(u.of)}){exact}")
        next_word = f"(?:{_any(g.joins.next_words)})?"
        self._closing = _Pattern(f"(?:{_any(g.clock.about)})?{_SP}?{spans}{_SP}?{next_word}{exact}")
        self._joined = _Pattern(
            f"\\s{{0,2}}(?:(?P<span>{spans})|(?P<list>{lists}))\\s{{0,2}}{next_word}|(?P<list>{_SP}?)"
        )
        self._going_on = _Pattern(
            f"{_SP}?(?:(?P<span>{spans})|(?P<list>{lists}))?{_SP}?(?:{next_word})?"
            f"(?P<day>{_NUM}{{1,2}}|{kanji}{{1,3}})(?:(?P<unit>{day})|(?![0-9０-９/／.．:：]))"
        )
        time_or_date = f"[:：/／]|{hour}(?!{length})|{regex.escape(u.month)}"
        self._length = _Pattern(f"{_any(g.not_a_date.day_tails)}|{_SP}?{_NUM}+(?!{_NUM}|{time_or_date})")

    def _build_cues(self) -> None:
        g, c = self._g, self._g.cues
        spans = _any(word for word in g.joins.spans if not regex.search(r"\p{Hiragana}", word))
        links = _any(c.before_links)
        words = _any(self._days)
        self._cue_after = _Pattern(f"{_SP}?{_any(c.after_links)}{_SP}?{_OPEN}?(?P<word>{_any(c.after)})")
        self._cue_weak = _Pattern(f"{_SP}?{_any(c.after_weak)}")
        self._cue_span = _Pattern(f"{_SP}?{spans}")
        self._cue_peer = _Pattern(
            f"{_SP}?(?:{_any(g.joins.spans)}){_SP}?(?:{_any(g.joins.next_words)})?({_NUM}{{1,2}})[/／]({_NUM}{{1,2}})(?!{_NUM})"
        )
        self._cue_before = _Pattern(f"(?:{_any(c.before)}{links}{{0,3}}|{words}[ 　(（]?)\\Z")
        self._cue_before_day = _Pattern(f"(?:{_any(c.before_day)}{links}{{0,3}}|{words}[(（]?)\\Z")
        self._cue_after_day = _Pattern(f"{_SP}?{_OPEN}?{_any(c.after_day)}")
        self._subject = _Pattern(f"{_any(c.subjects)}{links}{{1,2}}\\Z")
        self._subject_end = _Pattern(f"{_SP}?{_any(c.subject_ends)}")
        cues = _any([*c.after, *c.after_weak])
        self._fraction_tail = _Pattern(f"{cues}?{_any(g.not_a_date.fraction_tails)}")
        self._fraction_head = _Pattern(f"{_any(g.not_a_date.fraction_heads)}\\Z")
        d, t = g.deadline_words, g.tense
        subject = f"(?:{_any(c.subjects)}{regex.escape(g.units.of)}?)?"
        self._deadline_before = _Pattern(f"{subject}{_any(d.before)}{links}{{0,3}}\\Z")
        self._product_before = _Pattern(f"{_any(d.not_after)}{_any(d.before)}{links}{{0,3}}\\Z")
        self._period_before = _Pattern(f"{subject}{_any(d.periods)}{links}{{0,3}}\\Z")
        self._deadline_after = _Pattern(
            f"(?:[(（][A-Z]{{2,4}}[)）])?{_SP}?{_any(d.after_links)}?{_SP}?{_any(d.after_links)}?[※(（【\\[]?{subject}{_any(d.after)}"
        )
        self._sentence_rest = _Pattern(f"[^{_SENTENCE_END}]{{0,{REACH}}}+")
        self._clause_rest = _Pattern("[^、，,]*+.?")
        self._past = _Pattern(f"{_any(t.past)}|{_any(t.past_at_end)}(?=[、，,]|\\Z)")
        self._past_clause = _Pattern(f"{_any(t.past_before_noun)}(?=[\\p{{Han}}\\p{{Katakana}}「『A-Z])")
        self._announcing = _Pattern(_any(t.announcing))
        self._closing_words = _Pattern(_any(t.closing))
        self._correcting = _Pattern(_any(g.corrections.words))
        self._corrected_by = _Pattern(_any(g.corrections.links))
        self._taken_back = _Pattern(_any(g.corrections.always))
        self._moved = _Pattern(_any(g.corrections.moved))
        self._absent = _Pattern(_any(g.not_a_date.absent_tails))
        self._any_year_after = _Pattern(_any(g.not_a_date.any_year_tails))
        self._any_year_in = _Pattern(_any(g.not_a_date.any_year_words))
        a = g.apposition
        self._between = frozenset(a.between)
        self._between_at_end = frozenset(a.between_at_end)
        self._between_reversed = frozenset(a.reversed)
        self._phrase_end = _Pattern(f"{_any(a.phrase_ends)}|\\Z")

    # --- reading -------------------------------------------------------------------------------

    def may_hold_dates(self, text: str) -> bool:
        """False for a text without a figure, a numeral before a counter, or a relative word."""
        words = self._day_word.search(text) or self._month_word.search(text)
        return words is not None or self._has_figures(text)

    def _has_figures(self, text: str) -> bool:
        if self._figure.search(text):
            return True
        return (self._g.units.month in text or self._g.units.day in text) and bool(self._numeral.search(text))

    def read(self, text: str) -> Iterator[DateMention]:
        """The mentions of ``text`` in order."""
        whole = self._whole_text(text)
        previous: DateMention | None = None
        leaning_on: DateMention | None = None
        cursor = 0
        for head in self._heads(text):
            if head.start < cursor:
                continue
            found = self._begin(head, text, previous)
            if not found:
                continue
            hint = whole.year_before(head.start)
            found = self._with_surroundings(found, text, whole, hint, leaning_on)
            found.extend(self._continue(found[-1], text, whole, hint))
            yield from found
            previous = found[-1]
            cursor = previous.whole.end
            if previous.month is not None:
                leaning_on = previous

    def _whole_text(self, text: str) -> _WholeText:
        years = [(m.end(), self._number(m[1])) for m in self._year_alone.finditer(text)]
        return _WholeText(
            takes_leave=self._closing_words.search(text) is not None,
            speaks_of_leap_years=self._any_year_in.search(text) is not None,
            year_ends=tuple(end for end, _ in years),
            years=tuple(year for _, year in years),
        )

    def _heads(self, text: str) -> list[_Head]:
        """Where dates may begin, from the left; a shape is looked for only where its signs are."""
        shapes: list[tuple[str, _Pattern]] = []
        figures = self._has_figures(text)
        if figures and self._g.units.month in text:
            shapes.append(("written", self._written))
        if figures and self._separator.search(text):
            shapes.append(("numeric", self._numeric))
        if (figures and self._g.units.day in text) or self._month_word.search(text):
            shapes.append(("bare", self._bare))
        heads = [_Head(m.start(), shape, m) for shape, pattern in shapes for m in pattern.finditer(text)]
        for word in self._day_word.finditer(text):
            relative = self._relative.match(text, word.start())
            if relative is not None:
                heads.append(_Head(word.start(), "relative", relative))
        return sorted(heads, key=lambda head: (head.start, -head.match.end()))

    def _begin(self, head: _Head, text: str, previous: DateMention | None) -> list[DateMention]:
        """The mentions that a head makes (several for 12月5・6日), or none when it is no date after all."""
        after, join = self._join_to(previous, text, head.start)
        match head.shape:
            case "written":
                return self._begin_written(head.match, text, after, join)
            case "numeric":
                return self._begin_numeric(head.match, text, after, join)
            case "bare":
                return self._begin_bare(head.match, text)
            case _:
                return [self._begin_relative(head.match, text)]

    def _join_to(self, previous: DateMention | None, text: str, start: int) -> tuple[DateMention | None, Join | None]:
        """The mention before, when only a joining word lies between."""
        if previous is None or _run_length(previous) >= LONGEST_RUN:
            return None, None
        between = self._joined.fullmatch(text, previous.whole.end, start)
        if between is None or not between[0].strip():
            return None, None
        return previous, Join.SPAN if between["span"] else Join.LIST

    def _begin_written(
        self, match: regex.Match[str], text: str, after: DateMention | None, join: Join | None
    ) -> list[DateMention]:
        if match["following"] and join is not Join.SPAN:
            return []
        base = DateMention(
            span=Span(match.start(), match.end()),
            year=self._number(match["year"]) if match["year"] else None,
            month=self._number(match["month"]),
            era=self._era(match),
            relative=self._year_shift(match),
            month_end=match["month_end"] is not None,
            after=after,
            join=join,
        )
        return self._days_of(match, base, text)

    def _begin_numeric(
        self, match: regex.Match[str], text: str, after: DateMention | None, join: Join | None
    ) -> list[DateMention]:
        base = DateMention(
            span=Span(match.start(), match.end()),
            year=self._full_year(match["year"]) if match["year"] else None,
            month=self._number(match["month"]),
            era=self._era(match),
            after=after,
            join=join,
        )
        found = self._days_of(match, base, text)
        if match["year"] and len(match["year"]) == 2:
            return found if self._has_weekday(found) and self._plausible(found[0]) else []
        if base.written_year is not None or self._has_weekday(found):
            if match["sep"] in _HYPHENS and not self._has_weekday(found) and not _could_be_day(found[0]):
                return []  # 2026-12-32 is a code of something; 2026/12/32 a slip
            return found if match["dot"] is None or self._plausible(found[0]) else []
        if match["dot"] is not None:
            return []
        return found if self._cued(found, match, text) else []

    def _full_year(self, figures: str) -> int:
        """The year that four figures write, or two of this century."""
        year = self._number(figures)
        return year + _CENTURY if len(figures) == 2 else year

    def _has_weekday(self, found: Sequence[DateMention]) -> bool:
        return any(mention.weekday_span is not None for mention in found)

    def _plausible(self, mention: DateMention) -> bool:
        month, day = mention.month or 0, mention.day or 0
        return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]

    def _cued(self, found: Sequence[DateMention], match: regex.Match[str], text: str) -> bool:
        """True when something beside a slash date without a weekday says that it is a date."""
        first, last = found[0], found[-1]
        if not (1 <= (first.month or 0) <= 12 and 1 <= (first.day or 0) <= 31):
            return False
        start, end = match.start(), last.span.end
        if first.hour is not None or last.hour is not None:
            return True
        if self._cue_before.search(text, max(0, start - 24), start):
            return True
        fraction = _could_be_fraction(first.month or 0, first.day or 0)
        if first.join is Join.SPAN and first.after is not None and first.after.month is not None:
            return True
        peer = self._cue_peer.match(text, end)
        if peer is not None:
            return not fraction or not _could_be_fraction(self._number(peer[1]), self._number(peer[2]))
        if fraction and self._fraction_tail.match(text, end):
            return False
        strong = self._cue_after.match(text, end)
        if strong is not None:
            return not (fraction and self._fraction_head.search(text, max(0, start - 4), start))
        if fraction or not self._plausible(first):
            return False
        return self._cue_span.match(text, end) is not None or self._cue_weak.match(text, end) is not None

    def _begin_bare(self, match: regex.Match[str], text: str) -> list[DateMention]:
        month_word = match["month_word"]
        relative = Relative(Unit.MONTH, self._g.relative.months[month_word]) if month_word else None
        if match["month_end"]:
            relative = relative or Relative(Unit.MONTH, 0)
            base = DateMention(span=Span(match.start(), match.end()), relative=relative, month_end=True)
            return [self._with_tail(base, text)]
        day = self._number(match["day"])
        base = DateMention(span=Span(match.start(), match.end()), day=day, relative=relative)
        mention = self._with_tail(base, text)
        if not 1 <= day <= 31 or not self._is_a_day(mention, match, text):
            return []
        return [mention]

    def _is_a_day(self, mention: DateMention, match: regex.Match[str], text: str) -> bool:
        """True when the figures before 日 name a day and not a number of days."""
        if mention.weekday_span is not None:
            return True
        end = match.end()
        if self._length.match(text, end) and mention.hour is None:
            return False
        if mention.relative is not None:
            return True
        if match["kanji"]:
            return False
        if mention.hour is not None or self._cue_after_day.match(text, end):
            return True
        before = max(0, match.start() - 24)
        if self._cue_before_day.search(text, before, match.start()):
            return True
        return (
            self._subject_end.match(text, mention.whole.end) is not None
            and self._subject.search(text, before, match.start()) is not None
        )

    def _begin_relative(self, match: regex.Match[str], text: str) -> DateMention:
        span = Span(match.start(), match.end())
        if match["week_word"]:
            weekday = self._weekday_of[match["weekday"]] if match["weekday"] else None
            base = DateMention(
                span=span,
                relative=Relative(Unit.WEEK, self._g.relative.weeks[match["week_word"]]),
                weekday=weekday,
                weekday_span=Span(*match.span("weekday")) if match["weekday"] else None,
            )
            return self._with_clock(base, text)
        word = match["day_word"]
        relative = Relative(Unit.DAY, self._days[word], word in self._g.relative.nights)
        return self._with_tail(DateMention(span=span, relative=relative), text)

    # --- what follows the figures ----------------------------------------------------------------

    def _days_of(self, match: regex.Match[str], base: DateMention, text: str) -> list[DateMention]:
        """One mention for each day of a head; a bracket with as many weekdays gives each its own."""
        days = match.spans("day")
        if len(days) < 2:
            day = self._number(match["day"]) if days else None
            return [self._with_tail(msgspec.structs.replace(base, day=day), text)]
        bracket = self._bracket.match(text, match.end())
        weekdays = bracket.spans("weekday") if bracket is not None else []
        joins = match.captures("join")
        found: list[DateMention] = []
        for index, (start, end) in enumerate(days):
            weekday = weekdays[index] if len(weekdays) == len(days) else None
            mention = msgspec.structs.replace(
                base,
                day=self._number(text[start:end]),
                span=Span(base.span.start if index == 0 else start, end),
                weekday=self._weekday_of[_bare(text[slice(*weekday)])] if weekday else None,
                weekday_span=Span(*weekday) if weekday else None,
            )
            if found:
                join = Join.SPAN if joins[index - 1] in self._g.joins.spans else Join.LIST
                mention = msgspec.structs.replace(mention, after=found[-1], join=join, month_inherited=True)
            found.append(mention)
        close = bracket.end() if bracket is not None else match.end()
        last = msgspec.structs.replace(found[-1], span=Span(found[-1].span.start, close))
        return [*found[:-1], self._with_clock(last, text)]

    def _with_tail(self, mention: DateMention, text: str) -> DateMention:
        """The mention with the weekday and the time that stand behind it."""
        bracket = self._bracket.match(text, mention.span.end)
        if bracket is None:
            return self._with_clock(mention, text)
        weekdays = bracket.spans("weekday")
        single = weekdays[0] if len(weekdays) == 1 else None
        covered = (weekdays[0][0], weekdays[-1][1]) if weekdays else bracket.span()
        return self._with_clock(
            msgspec.structs.replace(
                mention,
                span=Span(mention.span.start, bracket.end()),
                weekday=self._weekday_of[_bare(text[slice(*single)])] if single else None,
                weekday_span=Span(*covered),
            ),
            text,
        )

    def _with_clock(self, mention: DateMention, text: str) -> DateMention:
        begin = self._clock.match(text, mention.span.end)
        opening = self._clock_of(begin) if begin is not None else None
        if begin is None or opening is None:
            return mention
        until = self._closing.match(text, begin.end())
        closing = self._closing_of(begin, opening, until) if until is not None else None
        end = until.end() if until is not None and closing is not None else begin.end()
        start = begin.start(next(group for group in ("half", "noon", "hour") if begin[group]))
        return msgspec.structs.replace(
            mention, hour=opening.hour, minute=opening.minute, closing=closing, time_span=Span(start, end)
        )

    def _closing_of(self, begin: regex.Match[str], opening: Clock, until: regex.Match[str]) -> Clock | None:
        """The end of a span of hours; after ``opening``: 午後6時〜8時 ends at 20, 22:00〜5:00 at 29."""
        closing = self._clock_of(until)
        if closing is None or closing >= opening:
            return closing
        afternoon = Clock(closing.hour + 12, closing.minute)
        if begin["half"] and not until["half"] and afternoon > opening:
            return afternoon
        return Clock(closing.hour + 24, closing.minute)

    def _clock_of(self, match: regex.Match[str]) -> Clock | None:
        """The time of a match; None for 30時 or 10:75."""
        if match["noon"]:
            hour, minute = 12, 0
        else:
            hour = self._number(match["hour"])
            minute = 30 if match["thirty"] else self._number(match["minute"]) if match["minute"] else 0
        if match["half"] and hour <= 12:
            hour = self._half_day(match["half"], hour)
        if hour > LAST_HOUR or minute > 59:
            return None
        return Clock(hour, minute)

    def _half_day(self, word: str, hour: int) -> int:
        """The hour of the 24 that 午後6時 or 夜12時 is."""
        if hour == 12:
            return 24 if word in self._g.clock.nights else 12
        return hour + self._g.clock.halves[word]

    def _continue(self, mention: DateMention, text: str, whole: _WholeText, hint: int | None) -> Iterator[DateMention]:
        """The bare days that go on a list or a span: ・8日（月）, 〜15日."""
        while mention.day is not None and not _is_day_word(mention) and _run_length(mention) < LONGEST_RUN:
            match = self._going_on.match(text, mention.whole.end)
            if match is None:
                return
            item = DateMention(
                span=Span(match.start("day"), match.end()),
                month=mention.month,
                day=self._number(match["day"]),
                after=mention,
                join=Join.SPAN if match["span"] else Join.LIST,
                month_inherited=True,
            )
            item = self._with_tail(item, text)
            if item.weekday_span is None and not self._is_a_later_day(item, match, text):
                return
            mention = self._with_surroundings([item], text, whole, hint, None)[0]
            yield mention

    def _is_a_later_day(self, item: DateMention, match: regex.Match[str], text: str) -> bool:
        """True when figures without a weekday after a date are one more day, not a number of days."""
        if not match["unit"] or not (match["span"] or match["list"]):
            return False
        return item.hour is not None or self._length.match(text, match.end()) is None

    def _with_surroundings(
        self,
        found: list[DateMention],
        text: str,
        whole: _WholeText,
        hint: int | None,
        leaning_on: DateMention | None,
    ) -> list[DateMention]:
        """The mentions with what the text around them says of their year and month."""
        last = found[-1]
        rest = self._rest_of_sentence(text, last.whole.end)
        past = self._speaks_of_past(rest) or self._past_clause.search(rest) is not None or whole.takes_leave
        any_year = self._any_year_after.match(text, last.whole.end) is not None or (
            last.month == 2 and last.day == 29 and whole.speaks_of_leap_years
        )
        leans = last.month is None and last.relative is None and last.after is None
        near = self._heading_before(text, found[0].span.start, leaning_on) if leans else None
        return [
            msgspec.structs.replace(
                mention,
                past=past,
                any_year=any_year,
                hint_year=hint,
                near=near,
            )
            for mention in found
        ]

    def _heading_before(self, text: str, start: int, leaning_on: DateMention | None) -> DateMention | None:
        """The last month named before ``start``, or the last date when that stands nearer."""
        since = leaning_on.whole.end if leaning_on is not None else 0
        headings = list(self._heading.finditer(text, max(since, start - REACH), start))
        if not headings:
            return leaning_on
        heading = headings[-1]
        span = Span(heading.start(), heading.end())
        if heading["month_word"]:
            shift = self._g.relative.months[heading["month_word"]]
            return DateMention(span=span, relative=Relative(Unit.MONTH, shift))
        month = self._number(heading["month"])
        return DateMention(span=span, month=month) if 1 <= month <= 12 else leaning_on

    def _rest_of_sentence(self, text: str, start: int) -> str:
        match = self._sentence_rest.match(text, start)
        return match[0] if match is not None else ""

    def _is_over(self, text: str, start: int) -> bool:
        """True when what follows a deadline speaks of it as past: …までに応募した方, …で終了しました."""
        rest = self._rest_of_sentence(text, start)
        if self._speaks_of_past(rest):
            return True
        clause = self._clause_rest.match(rest)
        return clause is not None and self._past_clause.search(clause[0]) is not None

    def _speaks_of_past(self, rest: str) -> bool:
        return self._past.search(self._announcing.sub("", rest)) is not None

    def without_withdrawn(self, text: str, mentions: Sequence[DateMention]) -> Iterator[DateMention]:
        """The mentions, those marked that the next one takes the place of."""
        mentions = [
            msgspec.structs.replace(each, withdrawn=True) if self._absent.match(text, each.whole.end) else each
            for each in mentions
        ]
        if len(mentions) < 2:
            yield from mentions
            return
        correcting = self._correcting.search(text) is not None
        for one, other in pairwise(mentions):
            between = one.whole.end, other.span.start
            withdrawn = (
                self._taken_back.search(text, *between) is not None
                or (correcting and self._corrected_by.search(text, *between) is not None)
                or (other.join is Join.SPAN and self._moved.match(text, other.whole.end) is not None)
            )
            yield msgspec.structs.replace(one, withdrawn=True) if withdrawn else one
        yield mentions[-1]

    # --- deadlines, appositions, eras --------------------------------------------------------------

    def deadlines(self, text: str, mentions: Sequence[DateMention]) -> Iterator[Deadline]:
        """The deadlines among ``mentions`` of ``text``."""
        over = self._closing_words.search(text) is not None
        for chain in _chains(mentions):
            last = chain[-1]
            if last.withdrawn:
                continue
            if last.relative is not None and last.relative.unit is Unit.DAY and last.relative.shift < 0:
                continue
            start = chain[0].span.start
            window = max(0, start - 24)
            if self._product_before.search(text, window, start):
                continue
            lead = self._deadline_before.search(text, window, start)
            if lead is None and last.join is Join.SPAN:
                lead = self._period_before.search(text, window, start)
            tail = self._deadline_after.match(text, last.whole.end)
            if lead is None and tail is None:
                continue
            if tail is None and self._cue_span.match(text, last.whole.end):
                continue
            begin = lead.start() if lead is not None else last.span.start
            end = tail.end() if tail is not None else last.whole.end
            yield Deadline(last, Span(begin, end), live=not (over or self._is_over(text, last.whole.end)))

    def appositions(self, text: str, mentions: Sequence[DateMention]) -> Iterator[tuple[DateMention, DateMention]]:
        """Neighbours of which one is 本日 or the like, the other a date, with only a link between."""
        for one, other in pairwise(mentions):
            between = text[one.whole.end : other.span.start]
            if _is_day_word(one) and _is_dated(other):
                ends = self._phrase_end.match(text, other.whole.end) is not None
                if between in self._between or (between in self._between_at_end and ends):
                    yield one, other
            elif _is_dated(one) and _is_day_word(other) and between in self._between_reversed:
                yield other, one

    def era_years(self, text: str) -> Iterator[EraYear]:
        """The years written in both calendars."""
        for match in self._both_years.finditer(text):
            era = self._era(match)
            if era is not None:
                start, end = match.span()
                closed = text[end : end + 1] in _CLOSING and any(c in _OPENING for c in match[0])
                yield EraYear(Span(start, end + closed), self._number(match["year"]), era)

    # --- figures -------------------------------------------------------------------------------------

    def _era(self, match: regex.Match[str]) -> Era | None:
        name = match["era"]
        if not name:
            return None
        name = name if name in self._g.eras else name.upper()  # folded: r8.12.1
        first, last = self._g.eras[name]
        year = 1 if match["era_year"] == self._g.units.first else self._number(match["era_year"])
        return Era(name, year, first + year - 1, exists=year >= 1 and (last == 0 or year <= last))

    def _year_shift(self, match: regex.Match[str]) -> Relative | None:
        if match["year_word"]:
            return Relative(Unit.YEAR, self._g.relative.years[match["year_word"]])
        return Relative(Unit.YEAR, -self._number(match["ago"])) if match["ago"] else None

    def _number(self, figures: str) -> int:
        """The value of Arabic figures of either width, or of kanji numerals with or without the ten."""
        if figures.isdecimal():
            return int(figures)
        ten = self._g.numerals.ten
        if ten in figures:
            tens, _, ones = figures.partition(ten)
            return (self._digits(tens) if tens else 1) * 10 + self._digits(ones.replace(ten, ""))
        return self._digits(figures)

    def _digits(self, signs: str) -> int:
        value = 0
        for sign in signs:
            value = value * 10 + self._digit_of.get(sign, 0)
        return value


def _bare(weekday: str) -> str:
    """An English weekday as the grammar lists it: small letters, no full stop."""
    return weekday.rstrip(".").lower()


def _could_be_day(mention: DateMention) -> bool:
    return 1 <= (mention.month or 0) <= 12 and 1 <= (mention.day or 0) <= 31


def _could_be_fraction(month: int, day: int) -> bool:
    return month <= day <= FRACTION_LIMIT


def _run_length(mention: DateMention) -> int:
    """How many dates a list or a span holds together up to this one."""
    length = 1
    while mention.after is not None:
        mention, length = mention.after, length + 1
    return length


def _is_day_word(mention: DateMention) -> bool:
    return mention.relative is not None and mention.relative.unit is Unit.DAY


def _is_dated(mention: DateMention) -> bool:
    return mention.day is not None and mention.relative is None


def _chains(mentions: Sequence[DateMention]) -> Iterator[list[DateMention]]:
    """The mentions in runs that a list or a span holds together."""
    chain: list[DateMention] = []
    for mention in mentions:
        if chain and mention.after is None:
            yield chain
            chain = []
        chain.append(mention)
    if chain:
        yield chain
