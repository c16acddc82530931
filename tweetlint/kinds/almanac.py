"""``almanac``: days with a name, days and years that are counted, against the calendar.

What ``date`` judges is a fault of the date itself; here a date is held against the words beside it (敬老の日の
9月14日, あと10日, 創業2011年で20周年). The words are data: ``dictionaries/timing/almanac.toml``.
"""

from __future__ import annotations

import unicodedata
from calendar import day_name, monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
import regex

from tweetlint.account import Context, Moment
from tweetlint.kinds.base import Build, Hit, check_faults, grammar_of_dates, quoted_span
from tweetlint.model import Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.dates import DateGrammar, DateMention, Unit, wrong_weekday

FAULTS = ("named", "countdown", "years", "last", "zodiac", "year", "week", "clock", "ahead")
_DATA = "timing/almanac"
_REACH = 40
_BEHIND = 24
_NIGHT = timedelta(hours=4)
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_SATURDAY, _SUNDAY = 5, 6
_RAT = 4
"""The year 4 was one of the rat."""
_NOON, _DAY, _HOUR = 12 * 60, 24 * 60, 60
Pattern = regex.Pattern[str]


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which faults to look for; each is the hit's case."""

    faults: tuple[str, ...] = FAULTS

    def __post_init__(self) -> None:
        check_faults(self.faults, FAULTS)


def captures(match: Match) -> frozenset[str]:
    """``term`` as written, the ``name`` of a day, the ``day`` or ``number`` that is right, and ``publish_at``.

    Of a date and a week that disagree, ``day`` is the date with its ``weekday``, ``right`` the day of the week.
    """
    return frozenset({"term", "name", "day", "number", "publish_at", "weekday", "weekday_en", "right"})


def compile_match(match: Match, build: Build) -> Almanac:
    """The check for ``match``."""
    return Almanac(match, build)


class _Fault(NamedTuple):
    """What was found: its case, where in the folded text, and the captures."""

    case: str
    span: Span
    words: Mapping[str, str] = {}


class _Named(NamedTuple):
    """A day with a name: on fixed days, on the nth weekday of a month, or on the dates of single years."""

    names: tuple[str, ...]
    on: frozenset[tuple[int, int]]
    nth: tuple[int, int, int] | None
    dates: frozenset[date]
    months: frozenset[int]

    def days(self, year: int) -> frozenset[date]:
        """Its days in ``year``, none where nobody wrote them down."""
        if self.nth is not None:
            month, which, weekday = self.nth
            first = (weekday - date(year, month, 1).weekday()) % 7 + 1
            return frozenset({date(year, month, first + 7 * (which - 1))})
        if self.on:
            return frozenset(date(year, month, day) for month, day in self.on)
        return frozenset(day for day in self.dates if day.year == year)

    def misses(self, day: date) -> date | None:
        """The day it really is where ``day`` is not, else None."""
        found = self.days(day.year)
        if not found or day in found or (self.months and day.month not in self.months):
            return None
        return min(found, key=lambda each: abs((each - day).days))


class Almanac:
    """Finds named days, countdowns, anniversaries, years and hours that the calendar does not bear out."""

    def __init__(self, match: Match, build: Build) -> None:
        self._faults = frozenset(match.faults)
        self._grammar: DateGrammar = grammar_of_dates(build.data)
        self._data = build.data(_DATA)
        signs = (name for row in self._data["day"] for name in row["names"])
        self._signs = frozenset((*signs, *self._data["signs"], ":", self._grammar.units.hour))
        config = build.config
        coming = [(event.name, event.terms, event.since) for event in config.event]
        coming += [(each.name, (), each.starts) for each in config.campaign]
        self._coming = tuple(
            (tuple(name for name in (name, *terms) if name), since) for name, terms, since in coming if since
        )

    @property
    def signs(self) -> Signs | None:
        """A word of any of the faults, where nothing is known of what is to come."""
        return None if self._coming else Signs(self._signs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every fault outside of quotations."""
        text = analysis.text
        reference = context.publish_at or context.now
        if reference is None:
            return
        if not _FIRST_YEAR < reference.year < _LAST_YEAR:  # weeks go on beyond the calendar
            return
        seen: list[Span] = []
        for fault in self._found(text, reference):
            if fault.case not in self._faults or any(
                fault.span.start < s.end and s.start < fault.span.end for s in seen
            ):
                continue
            if quoted_span(analysis, fault.span):
                continue
            seen.append(fault.span)
            source = analysis.source_span(fault.span.start, fault.span.end)
            term = analysis.source[source.start : source.end]
            moment = reference.strftime("%Y-%m-%d %H:%M")
            yield Hit(source, {"term": term, "publish_at": moment, **fault.words}, case=fault.case)

    @cached_property
    def _words(self) -> _Words:
        return _Words(self._data, self._grammar)

    def _found(self, text: str, reference: datetime) -> Iterator[_Fault]:
        words, data = self._words, self._data
        mentions = self._grammar.mentions(text)
        if mentions and _holds(text, words.named):
            yield from self._named(text, mentions, reference)
        if _holds(text, data["countdown"]["heads"]):
            yield from self._countdown(text, mentions, reference)
        if _holds(text, data["years"]["anniversary"]):
            yield from self._years(text, reference)
        if mentions and _holds(text, (*data["last"]["words"], *data["last"]["strong"])):
            yield from self._last(text, mentions, reference)
        if _holds(text, words.signs):
            yield from self._zodiac(text, reference)
        if _holds(text, (*words.year_words, *data["year_words"]["greetings"])):
            yield from self._year(text, reference)
        if mentions or _holds(text, (*words.weeks, *data["weeks"]["nth"])):
            yield from self._weeks(text, mentions, reference)
        if _holds(text, data["clock"]["spans"]):
            yield from self._clock(text)
        yield from self._ahead(text, reference)

    # --- days with a name ----------------------------------------------------------------------------

    def _named(self, text: str, mentions: Sequence[DateMention], reference: datetime) -> Iterator[_Fault]:
        """敬老の日の9月14日, 9月14日は敬老の日, 本日はハロウィン."""
        words = self._words
        for mention in mentions:
            if mention.withdrawn or _is_of_many(mention, mentions):
                continue
            if mention.relative is not None and mention.relative.unit is Unit.DAY:
                found = words.after_day_word.match(text, mention.span.end) or words.before(
                    words.name_then_word, text, mention.span.start
                )
                days = _relative_days(mention, reference)
            elif mention.day is not None and mention.month is not None:
                found = self._beside(text, mention)
                days = mention.choices(reference)
            else:
                continue
            if found is None:
                continue
            named = words.named[found["name"]]
            right = [named.misses(day) for day in days]
            if right and all(right) and right[0] is not None:
                span = Span(min(found.start("name"), mention.span.start), max(found.end("name"), mention.span.end))
                yield _Fault("named", span, {"name": found["name"], "day": right[0].isoformat()})

    def _beside(self, text: str, mention: DateMention) -> regex.Match[str] | None:
        words = self._words
        bracket = words.bracketed.search(text, mention.span.start, min(len(text), mention.span.end + 14))
        if bracket is not None and bracket.start() <= mention.span.end + 1:
            return bracket
        before = words.before(words.name_then_date, text, mention.span.start)
        if before is not None:
            loose = before["link"] in words.strong_links
            follows = words.limit.match(text, mention.span.end) if loose else None
            ends = loose or words.name_end.match(text, mention.span.end)
            return before if follows is None and ends else None
        return words.date_then_name.match(text, mention.whole.end)

    # --- days and years that are counted ---------------------------------------------------------------

    def _countdown(self, text: str, mentions: Sequence[DateMention], reference: datetime) -> Iterator[_Fault]:
        """オープンまであと10日 beside the only date of the post, which is not so far away."""
        today = reference.date()
        yield from self._countdown_to_name(text, today)
        dated = [m for m in mentions if m.relative is None and m.day is not None and m.month is not None]
        firsts = [m for m in dated if m.after is None]
        if len(firsts) != 1:
            return
        days = [day for m in dated if (day := m.resolve(reference)) is not None]
        if len(days) != len(dated) or any(day < today for day in days):
            return
        deadlines = [d.mention for d in self._grammar.deadlines(text, mentions)]
        words = self._words
        for match in words.count.finditer(text):
            number = _number(match["number"])
            until = match["until"] is not None and match["of"] is None
            arrives = text[match.end() : dated[0].span.start] in words.arrivals and match.end() <= dated[0].span.start
            if number is None or not (until or arrives or dated[-1] in deadlines):
                continue
            left = [(day - today).days for day in days]
            if all(number not in (each, each + 1) for each in left):
                yield _Fault(
                    "countdown", Span(*match.span()), {"number": str(left[0] if until or arrives else left[-1])}
                )

    def _countdown_to_name(self, text: str, today: date) -> Iterator[_Fault]:
        """クリスマスまであと20日, counted from the day of the post with it or without."""
        words = self._words
        for match in words.count_to_name.finditer(text):
            number = _number(match["number"])
            row = words.named[match["name"]]
            days = sorted(day for year in (today.year, today.year + 1) for day in row.days(year) if day >= today)
            near = [day for day in days if (day - days[0]).days <= 1]
            left = [(day - today).days for day in near]
            if number is not None and left and all(number not in (each, each + 1) for each in left):
                yield _Fault("countdown", Span(*match.span()), {"number": str(left[-1])})

    def _years(self, text: str, reference: datetime) -> Iterator[_Fault]:
        """創業2011年、今年で20周年: a founding year and an anniversary that lie two years apart or more."""
        words = self._words
        counted = list(words.anniversary.finditer(text))
        if len(counted) != 1 or not words.now.search(text):
            return
        number = _number(counted[0]["number"])
        years = [self._western(m) for m in words.written_year.finditer(text)]
        founded = [self._western(m) for m in words.founded.finditer(text)]
        if number is None or not founded:
            return
        ages = [reference.year - year for year in years if year is not None]
        if any(age < 0 or abs(age - number) <= 1 for age in ages) or len(ages) != len(years):
            return
        last = founded[-1]
        if last is not None and last < reference.year:
            yield _Fault("years", Span(*counted[0].span()), {"number": str(reference.year - last)})

    def _western(self, match: regex.Match[str]) -> int | None:
        if match["year"]:
            return int(match["year"])
        first, _ = self._grammar.eras[match["era"]]
        number = 1 if match["era_year"] == self._grammar.units.first else _number(match["era_year"])
        return None if number is None else first + number - 1

    # --- the last day, the year, the week -----------------------------------------------------------------

    def _last(self, text: str, mentions: Sequence[DateMention], reference: datetime) -> Iterator[_Fault]:
        """いよいよ明日最終日 beside the only date, a deadline, which is not tomorrow."""
        words = self._words
        dated = [m for m in mentions if m.relative is None and m.day is not None and m.month is not None]
        spoken = [m for m in mentions if m.relative is not None and m.relative.unit is Unit.DAY]
        if not dated or len(spoken) != 1 or sum(m.after is None for m in dated) != 1:
            return
        last, word = dated[-1], spoken[0]
        match = words.last.match(text, word.span.end)
        meant = last.resolve(reference)
        if match is None or meant is None or meant in _relative_days(word, reference):
            return
        deadlines = self._grammar.deadlines(text, mentions)
        if not any(d.mention == last and d.live for d in deadlines) and not words.closes.match(text, last.whole.end):
            return
        between = text[min(match.end(), last.whole.end) : max(match.start(), dated[0].span.start)]
        if len(between) > _REACH or words.topic in between:
            return
        yield _Fault("last", Span(word.span.start, match.end()), {"day": meant.isoformat()})

    def _zodiac(self, text: str, reference: datetime) -> Iterator[_Fault]:
        """2026年は巳年."""
        words = self._words
        for match in words.zodiac.finditer(text):
            year = int(match["year"]) if match["year"] else reference.year + words.year_words[match["word"]]
            right = words.signs[(year - _RAT) % len(words.signs)]
            if match["sign"] != right:
                yield _Fault("zodiac", Span(*match.span()), {"name": right})

    def _year(self, text: str, reference: datetime) -> Iterator[_Fault]:
        """昨年2024年, 今年は令和7年, あけましておめでとうございます。2025年も in 2026."""
        words = self._words
        for match in words.said_year.finditer(text):
            meant = reference.year + words.year_words[match["word"]]
            if (year := self._western(match)) is not None and year != meant:
                yield _Fault("year", Span(*match.span()), {"number": str(meant)})
        if not words.greeting.search(text):
            return
        meant = (reference + timedelta(days=20)).year
        for match in words.wished.finditer(text):
            if (year := self._western(match)) is not None and year != meant:
                yield _Fault("year", Span(match.start(), match.end("shown")), {"number": str(meant)})

    def _weeks(self, text: str, mentions: Sequence[DateMention], reference: datetime) -> Iterator[_Fault]:
        """来週の月曜日、11月17日; 先週末の11月14日 before that day; 来月11月3日 in November; 第2土曜の12月13日."""
        words = self._words
        for mention in mentions:
            meant = mention.resolve(reference)
            dated = mention.relative is None and mention.day is not None and mention.month is not None
            if not dated or meant is None or mention.withdrawn:
                continue
            match = words.before(words.week, text, mention.span.start)
            behind = words.behind_date.match(text, mention.whole.end) if match is None else None
            if match is not None:
                right = self._day_of_week(match, mention, meant, reference)
                span = Span(match.start(), mention.span.end)
            elif behind is not None and (behind["nth"] or mention.weekday is None):
                right = self._day_of_week(behind, mention, meant, reference)
                span = Span(mention.span.start, behind.end())
            else:
                continue
            if right is not None and right != meant:
                yield _Fault("week", span, self._both(meant, right))
        for match in words.bare_day_of_week.finditer(text):
            days = self._week_days(match, reference)
            if all(day.day != int(match["day"]) for day in days):
                yield _Fault("week", Span(*match.span()), self._both(None, days[0]))
        for match in words.bare_day_of_month.finditer(text):
            month = DateMention(span=Span(*match.span()), month=int(match["month"]), day=1).resolve(reference)
            weekday = words.weekdays.index(match["weekday"])
            right = _of_month(self._ordinals(match), weekday, month.replace(day=int(match["day"]))) if month else None
            if right is not None and right.day != int(match["day"]):
                yield _Fault("week", Span(*match.span()), self._both(None, right))

    def _day_of_week(
        self, match: regex.Match[str], mention: DateMention, meant: date, reference: datetime
    ) -> date | None:
        """The day that the words before a date mean; ``meant`` itself, or None, where they agree with it."""
        words = self._words
        named = match.groupdict()
        if named["nth"]:
            return _of_month(self._ordinals(match), words.weekdays.index(match["weekday"]), meant)
        if named.get("week"):
            days = self._week_days(match, reference)
            begins = days[0] - timedelta(days=days[0].weekday())
            if match["weekday"] and mention.weekday is None:
                return meant if meant in days else days[0]
            if begins - timedelta(days=1) <= meant <= begins + timedelta(days=7):
                return None
            return days[0] if match["weekday"] or match["noun"] else begins + timedelta(days=meant.weekday())
        if named.get("month_word"):
            months = reference.year * 12 + reference.month - 1 + words.months[match["month_word"]]
            if mention.month == months % 12 + 1:
                return None
            year, month = divmod(months, 12)
            return date(year, month + 1, min(meant.day, monthrange(year, month + 1)[1]))
        if mention.weekday is not None:
            return None
        weekday = words.weekdays.index(match["weekday"])
        if wrong_weekday(msgspec.structs.replace(mention, weekday=weekday), reference) is None:
            return None
        return meant + timedelta(days=(weekday - meant.weekday() + 3) % 7 - 3)

    def _week_days(self, match: regex.Match[str], reference: datetime) -> tuple[date, ...]:
        """The days that 来週金曜 may be, of weeks that begin on Monday or Sunday; of a weekend its Saturday."""
        words = self._words
        monday = reference.date() - timedelta(days=reference.weekday())
        weekday = words.weekdays.index(match["weekday"]) if match["weekday"] else _SATURDAY
        day = monday + timedelta(weeks=words.weeks[match["week"]], days=weekday)
        if weekday != _SUNDAY:
            # On a Sunday the week that follows may be the one that begins today.
            return (day, day + timedelta(weeks=1)) if reference.weekday() == _SUNDAY else (day,)
        return (day, day - timedelta(weeks=1))

    def _ordinals(self, match: regex.Match[str]) -> frozenset[int]:
        """The numbers of 第1・第3水曜."""
        return frozenset(number for nth in match.captures("nth") if (number := _number(nth)) is not None)

    def _both(self, meant: date | None, right: date) -> dict[str, str]:
        """The day that the date is with its weekday, and the one that the other words mean."""
        shown = meant or right
        return {
            "day": shown.isoformat(),
            "weekday": self._words.weekdays[shown.weekday()],
            "weekday_en": day_name[shown.weekday()],
            "right": right.isoformat(),
        }

    # --- hours, and what has not been yet --------------------------------------------------------------------

    def _clock(self, text: str) -> Iterator[_Fault]:
        """14:00〜13:00, 午前7時〜午前6時30分."""
        words = self._words
        if words.overnight.search(text):
            return
        for match in words.hours.finditer(text):
            half, other = match["half"], match["half2"]
            start = int(match["hour"]) * _HOUR + int(match["minute"] or 0)
            end = int(match["hour2"]) * _HOUR + int(match["minute2"] or 0)
            if half and other:
                start += _NOON if half in words.afternoon and start < _NOON else 0
                end += _NOON if other in words.afternoon and end < _NOON else 0
            elif half or other or start <= _NOON or not (match["colon"] and match["colon2"]):
                continue
            if end < start and end + _DAY - start >= words.longest * _HOUR:
                yield _Fault("clock", Span(*match.span()))

    def _ahead(self, text: str, reference: datetime) -> Iterator[_Fault]:
        """昨夜の星空観望会 before it has begun."""
        words = self._words
        for names, since in self._coming:
            zone = reference.tzinfo
            name = next((name for name in names if name in text), None)
            if name is None or zone is None or since.begins(zone) <= reference or words.aside.search(text):
                continue
            at = text.index(name)
            ago = words.ago.search(text, max(0, at - 6), at + len(name))
            thanks = words.thanks.search(text)
            found = ago or thanks
            if found is not None:
                span = Span(found.start(), found.end()) if thanks is found else Span(found.start(), at + len(name))
                yield _Fault("ahead", span, {"name": name, "day": _day(since, reference)})


def _day(since: Moment, reference: datetime) -> str:
    zone = reference.tzinfo
    assert zone is not None
    return since.begins(zone).astimezone(zone).date().isoformat()


def _relative_days(mention: DateMention, reference: datetime) -> tuple[date, ...]:
    """The day that 本日 and the like are; in the small hours that before it too."""
    assert mention.relative is not None
    days = (reference.date(), (reference - _NIGHT).date())
    return tuple(dict.fromkeys(day + timedelta(days=mention.relative.shift) for day in days))


def _is_of_many(mention: DateMention, mentions: Iterable[DateMention]) -> bool:
    """Whether the day is one of a list, or of a span."""
    return mention.after is not None or any(other.after == mention for other in mentions)


def _holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text: told at once, where compiling an expression takes longer."""
    return any(word in text for word in words)


def _of_month(ordinals: Iterable[int], weekday: int, meant: date) -> date | None:
    """``meant`` where it is such a weekday of its month (the second Saturday), else the nearest that is; None: none."""
    first = (weekday - meant.replace(day=1).weekday()) % 7 + 1
    last = monthrange(meant.year, meant.month)[1]
    days = [day for nth in ordinals if (day := first + 7 * (nth - 1)) <= last]
    return meant.replace(day=min(days, key=lambda day: abs(day - meant.day))) if days else None


def _number(text: str) -> int | None:
    """The number that figures or the signs for one to hundreds write."""
    if text.isdecimal():
        return int(text)
    number, digits = 0, 0
    for character in text:
        value = unicodedata.numeric(character, None)
        if value is None:
            return None
        if value >= 10:
            number, digits = number + (digits or 1) * int(value), 0
        else:
            digits = digits * 10 + int(value)
    return number + digits


def _any(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(regex.escape(word, literal_spaces=True) for word in ordered)})"


class _Words:
    """The words of the data file; each pattern is compiled when it is first tried."""

    def __init__(self, data: Mapping[str, Any], grammar: DateGrammar) -> None:
        self._data = data
        self._unit = grammar.units
        self.year_words: Mapping[str, int] = data["year_words"]["words"]
        self.weeks: Mapping[str, int] = data["weeks"]["words"]
        self.months: Mapping[str, int] = data["weeks"]["months"]
        self.signs: Sequence[str] = data["zodiac"]["signs"]
        self.afternoon = frozenset(data["clock"]["afternoon"])
        self.longest: int = data["clock"]["longest"]
        self.topic: str = data["topic"]
        self.arrivals = frozenset(data["countdown"]["arrivals"])
        self.strong_links = frozenset(data["strong_links"])
        self.weekdays = tuple(row[0] for row in grammar.weekdays)
        kanji = f"{''.join(grammar.numerals.digits)}{grammar.numerals.ten}"
        self._number = f"(?:[0-9]{{1,4}}|[{kanji}{data['hundred']}]{{1,5}})"
        eras = _any(era for era in grammar.eras if not era.isascii())
        self._written = (
            f"(?:(?P<year>(?:19|20)[0-9]{{2}})|(?P<era>{eras})(?P<era_year>[0-9]{{1,2}}|{grammar.units.first}"
            f"|[{kanji}]{{1,3}})){grammar.units.year}"
        )
        self.named = {name: row for row in map(_row, data["day"]) for name in row.names}
        self._ends = f"(?:(?={_any(data['name_ends'])})|(?=[^\\w・/&~〜(])|$)"

    def before(self, pattern: Pattern, text: str, end: int) -> regex.Match[str] | None:
        """The match that ends at ``end``; patterns for it end with ``$``."""
        return pattern.search(text, max(0, end - _BEHIND), end)

    # --- names -----------------------------------------------------------------------------------------

    @cached_property
    def _name(self) -> str:
        elsewhen = "".join(f"(?<!{regex.escape(word)})" for word in self._data["elsewhen"])
        return f"(?<![\\p{{Han}}\\p{{Katakana}}ー・]){elsewhen}(?P<name>{_any(self.named)})"

    @cached_property
    def after_day_word(self) -> Pattern:
        return regex.compile(f"{_any(self._data['day_links'])}{{0,4}}+(?P<name>{_any(self.named)}){self._ends}")

    @cached_property
    def name_then_word(self) -> Pattern:
        return regex.compile(f"{self._name}{_any(self._data['strong_links'])}$")

    @cached_property
    def name_then_date(self) -> Pattern:
        return regex.compile(f"{self._name}(?P<link>{_any(self._data['name_links'])})$")

    @cached_property
    def date_then_name(self) -> Pattern:
        return regex.compile(f"{_any(self._data['date_links'])}(?P<name>{_any(self.named)}){self._ends}")

    @cached_property
    def bracketed(self) -> Pattern:
        return regex.compile(f"[(][^()\\n]{{0,4}}?(?P<name>{_any(self.named)})[)]")

    @cached_property
    def limit(self) -> Pattern:
        return regex.compile(f"[^。!?\\n]{{0,3}}?{_any(self._data['limits'])}")

    @cached_property
    def name_end(self) -> Pattern:
        return regex.compile(self._ends)

    # --- counting --------------------------------------------------------------------------------------

    @cached_property
    def count(self) -> Pattern:
        words = self._data["countdown"]
        return regex.compile(
            f"(?:(?P<of>{_any(words['ends'])})[^。!?\\n]{{0,3}}?)?(?P<until>{_any(words['until'])})?[、, 　]?"
            f"{_any(words['heads'])}{_any(words['more'])}?(?P<number>{self._number}){self._unit.day}"
            f"(?!{_any(words['not_after'])})"
        )

    @cached_property
    def count_to_name(self) -> Pattern:
        words = self._data["countdown"]
        return regex.compile(
            f"{self._name}{_any(words['until'])}[、, 　]?(?:{_any(words['heads'])}{_any(words['more'])}?)"
            f"(?P<number>{self._number}){self._unit.day}(?!{_any(words['not_after'])})"
        )

    @cached_property
    def anniversary(self) -> Pattern:
        return regex.compile(f"(?P<number>{self._number}){_any(self._data['years']['anniversary'])}")

    @cached_property
    def now(self) -> Pattern:
        return regex.compile(_any(self._data["years"]["marks"]))

    @cached_property
    def written_year(self) -> Pattern:
        return regex.compile(f"{self._written}(?!{_any(self._data['years']['not_after'])})")

    @cached_property
    def founded(self) -> Pattern:
        founded = _any(self._data["years"]["founded"])
        near = "[^。!?\\n0-9]"
        return regex.compile(f"{founded}{near}{{0,3}}?{self._written}|{self._written}{near}{{0,8}}?{founded}")

    # --- days, years, weeks ----------------------------------------------------------------------------

    @cached_property
    def last(self) -> Pattern:
        words = self._data["last"]
        return regex.compile(
            f"{_any(words['links'])}{{0,3}}+{_any(words['words'])}|[^。!?\\n0-9]{{0,14}}?{_any(words['strong'])}"
        )

    @cached_property
    def closes(self) -> Pattern:
        return regex.compile(f"{_any(self._data['last']['closes'])}")

    @cached_property
    def zodiac(self) -> Pattern:
        words = self._data["zodiac"]
        year = f"(?:(?P<year>20[0-9]{{2}}){self._unit.year}|(?P<word>{_any(self.year_words)}))"
        sign = f"(?P<sign>[{''.join(self.signs)}])"
        return regex.compile(
            f"{year}{_any(words['links'])}?{sign}{_any(words['year'])}(?!{_any(words['not_after'])})"
            f"|{year}{_any(words['sign_of'])}{sign}(?!\\w{{2}})"
        )

    @cached_property
    def said_year(self) -> Pattern:
        words, years = self._data["year_words"], self._data["years"]
        tight = _any(each for each in words["links"] if each != self.topic)
        return regex.compile(
            f"(?P<word>{_any(self.year_words)})(?:{tight}{self._written}(?!{_any(years['not_after'])})"
            f"|{regex.escape(self.topic)}{self._written}(?={_any(words['phrase_ends'])}|$))"
        )

    @cached_property
    def greeting(self) -> Pattern:
        return regex.compile(_any(self._data["year_words"]["greetings"]))

    @cached_property
    def wished(self) -> Pattern:
        return regex.compile(f"(?P<shown>{self._written}){_any(self._data['year_words']['wishes'])}")

    @cached_property
    def _weekday(self) -> str:
        return f"(?P<weekday>[{''.join(self.weekdays)}]){_any(self._data['weeks']['weekday_ends'])}"

    @cached_property
    def _nth(self) -> str:
        words = self._data["weeks"]
        one = f"{_any(words['nth'])}(?P<nth>[1-5{words['numerals']}])"
        return f"{one}(?:{_any(words['nth_links'])}(?:{one}|(?P<nth>[1-5{words['numerals']}]))){{0,3}}{self._weekday}"

    @cached_property
    def week(self) -> Pattern:
        words = self._data["weeks"]
        link, of = _any(words["links"]), f"(?:{regex.escape(self._unit.of)})?"
        return regex.compile(
            f"(?:(?P<week>{_any(self.weeks)})(?:(?P<noun>{_any(words['nouns'])})|{of}{self._weekday})?{link}"
            f"|(?P<month_word>{_any(self.months)}){link}|{_any(words['named'])}{self._weekday}{link}"
            f"|{self._nth}{link}|(?<![\\w・]){self._weekday}(?:{regex.escape(self._unit.of)}|[(]))$"
        )

    @cached_property
    def behind_date(self) -> Pattern:
        words = self._data["weeks"]
        return regex.compile(
            f"{_any(words['nth_after'])}{self._nth}|[、,] ?{self._weekday}(?={_any(words['phrase_ends'])}|$)"
        )

    @cached_property
    def bare_day_of_month(self) -> Pattern:
        words = self._data["weeks"]
        return regex.compile(
            f"(?<![0-9])(?P<month>[1-9]|1[0-2]){self._unit.month}{self._unit.of}{self._nth}{_any(words['links'])}"
            f"(?P<day>[1-9]|1[0-9]|2[0-8]){self._unit.day}(?!{_any(words['not_after'])})"
        )

    @cached_property
    def bare_day_of_week(self) -> Pattern:
        words = self._data["weeks"]
        of = f"(?:{regex.escape(self._unit.of)})?"
        return regex.compile(
            f"(?P<week>{_any(self.weeks)}){of}{self._weekday}{_any(words['links'])}(?P<day>[1-9]|[12][0-9]|3[01])"
            f"{self._unit.day}(?!{_any(words['not_after'])})"
        )

    # --- hours, and what has not been yet ----------------------------------------------------------------

    @cached_property
    def hours(self) -> Pattern:
        words = self._data["clock"]
        half = _any((*words["forenoon"], *words["afternoon"]))

        def clock(number: str) -> str:
            return (
                f"(?P<half{number}>{half})?[ 　]?(?P<hour{number}>[0-9]{{1,2}})(?:(?P<colon{number}>:)"
                f"(?P<minute{number}>[0-9]{{2}})|{self._unit.hour}(?:(?P<minute{number}>[0-9]{{1,2}}){self._unit.minute})?)"
            )

        return regex.compile(f"(?<![0-9:]){clock('')}[ 　]?{_any(words['spans'])}[ 　]?{clock('2')}(?![0-9:])")

    @cached_property
    def overnight(self) -> Pattern:
        return regex.compile(_any(self._data["clock"]["overnight"]))

    @cached_property
    def ago(self) -> Pattern:
        return regex.compile(f"{_any(self._data['ahead']['ago'])}{regex.escape(self._unit.of)}?")

    @cached_property
    def thanks(self) -> Pattern:
        return regex.compile(_any(self._data["ahead"]["thanks"]))

    @cached_property
    def aside(self) -> Pattern:
        return regex.compile(_any(self._data["ahead"]["aside"]))


def _row(row: Mapping[str, Any]) -> _Named:
    days = (each.split("-") for each in row.get("on", ()))
    nth = row.get("nth")
    return _Named(
        tuple(row["names"]),
        frozenset((int(month), int(day)) for month, day in days),
        (nth[0], nth[1], nth[2]) if nth else None,
        frozenset(map(date.fromisoformat, row.get("dates", ()))),
        frozenset(row.get("months", ())),
    )
