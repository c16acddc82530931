"""``calendar``: words that weigh differently on a day on which people remember something bad.

The days are data (``dictionaries/timing/sensitive-days.toml``) and what the company adds to them
(``[[sensitive_date]]``); an ``[[event]]`` or ``[[crisis]]`` of the account file counts on its own days.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from tweetlint.account import ClockTime, Config, Context, DayOfYear, Moment, SensitiveDate, decode
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.model import Severity, Span
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.terms import Term, TermMatch, Terms, Vocabulary

_DATA = "timing/sensitive-days"
_LONGEST = 31
_SHORTEST_NAME = 2


class Days(StrEnum):
    """Which days: all of the list, those of level warning, those of mourning, or those of an event now."""

    LISTED = "listed"
    WARNING = "warning"
    MOURNING = "mourning"
    ONGOING = "ongoing"


class Judges(StrEnum):
    """What is found: the patterns, a wrong number of years in them, or the whole post at the very minute."""

    WORDS = "words"
    YEARS = "years"
    MINUTE = "minute"


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any of the patterns, on the ``days`` asked for, of one of the ``themes`` where there are any.

    ``naming`` is ``only`` where the post must name the day or event, else ``any``; ``minutes`` is how near to
    the time of the day a post is at the very minute.
    """

    any: tuple[str, ...] = ()
    days: Days = Days.LISTED
    themes: tuple[str, ...] = ()
    naming: str = "any"
    judges: Judges = Judges.WORDS
    minutes: int = 5

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.naming not in ("any", "only"):
            raise ValueError(f'naming = "{self.naming}": write any or only')
        if not self.any and self.judges is not Judges.MINUTE:
            raise ValueError("any = []: a rule needs at least one pattern")


def captures(match: Match) -> frozenset[str]:
    """``term``, the ``day`` as 3/11, the ``event`` remembered and its English name, its ``time`` and ``years``."""
    return slot_captures(match.any) | {"day", "event", "event_en", "time", "years"}


def compile_match(match: Match, build: Build) -> Calendar:
    """The check for ``match``."""
    return Calendar(match, build)


class _Remembered(NamedTuple):
    """A day with the terms that name it."""

    day: SensitiveDate
    named: Terms


class _Ongoing(NamedTuple):
    """Something that goes on: from when, until when, and the terms that name it."""

    since: Moment | None
    ends: Moment | None
    remembered: _Remembered


class Calendar:
    """Finds words on days that they do not suit."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._patterns = PatternSet(match.any, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)
        ongoing = match.days is Days.ONGOING
        self._by_day = {} if ongoing else _by_day(match, build)
        self._ongoing = tuple(_ongoing(build.config, build.vocabulary)) if ongoing else ()

    @property
    def needs(self) -> Needs:
        """The words of a pattern, and those of the company it needs."""
        return (*self._patterns.needs(self._match.within), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """The first hit on such a day, none on all others."""
        moment = context.publish_at
        if moment is None:
            return
        remembered = self._by_day.get((moment.month, moment.day), ()) if self._by_day else self._now(moment)
        for found in remembered:
            if self._match.naming == "only" and not analysis.occurrences(found.named):
                continue
            hit = next(self._found(found.day, moment, analysis), None)
            if hit is not None:
                yield hit
                return

    def _now(self, moment: datetime) -> Iterator[_Remembered]:
        zone = moment.tzinfo
        assert zone is not None  # Draft refuses times without an offset
        for going in self._ongoing:
            begun = going.since is None or going.since.begins(zone) <= moment
            if begun and (going.ends is None or moment <= going.ends.ends(zone)):
                yield going.remembered

    def _found(self, day: SensitiveDate, moment: datetime, analysis: Analysis) -> Iterator[Hit]:
        judges = self._match.judges
        if judges is Judges.MINUTE and not _at_the_minute(day.time, moment, self._match.minutes):
            return
        if judges is Judges.MINUTE and not self._match.any:
            if self._surroundings.pass_post(analysis):
                yield Hit(Span(0, len(analysis.source)), _words(day, moment))
            return
        found = self._patterns.find(analysis, self._match.within)
        for match in self._surroundings.keep(found, analysis):
            words = captured(match, analysis)
            years = moment.year - day.on.year if day.on.year else 0
            if judges is Judges.YEARS and (years < 1 or _number(words["term"]) in (None, years)):
                continue
            yield Hit(analysis.run_span(match.first, match.last), words | _words(day, moment))


def _by_day(match: Match, build: Build) -> Mapping[tuple[int, int], tuple[_Remembered, ...]]:
    """The days that the match asks for, by month and day."""
    found: dict[tuple[int, int], tuple[_Remembered, ...]] = {}
    shipped = msgspec.convert(_rows(build.data(_DATA)), tuple[SensitiveDate, ...], dec_hook=decode)
    for day in (*build.config.sensitive_date, *shipped):
        if not _asked_for(day, match):
            continue
        remembered = _Remembered(day, _numbers((day.name, *day.terms), build.vocabulary))
        for each in _all_days(day.on, day.until):
            found[each] = (*found.get(each, ()), remembered)
    return found


def _rows(data: Mapping[str, Any]) -> Any:
    return data["day"]


def _asked_for(day: SensitiveDate, match: Match) -> bool:
    if match.days is Days.MOURNING and not day.mourning:
        return False
    if match.days is Days.WARNING and day.level is not Severity.WARNING:
        return False
    return not match.themes or any(theme in match.themes for theme in day.themes)


def _all_days(on: DayOfYear, until: DayOfYear | None) -> Iterator[tuple[int, int]]:
    """Month and day of each day from ``on`` to ``until``; 29 February comes in leap years."""
    begin = date(2000, on.month, on.day)
    end = date(2000, until.month, until.day) if until else begin
    for shift in range(min((end - begin).days, _LONGEST) + 1):
        day = begin + timedelta(days=shift)
        yield day.month, day.day


def _ongoing(config: Config, vocabulary: Vocabulary) -> Iterator[_Ongoing]:
    for event in config.event:
        yield _Ongoing(event.since, event.ends, _as_day(event.name, event.terms, vocabulary))
    for crisis in config.crisis:
        yield _Ongoing(crisis.since, crisis.ends, _as_day(crisis.name, crisis.terms, vocabulary))


def _as_day(name: str, terms: tuple[str, ...], vocabulary: Vocabulary) -> _Remembered:
    """An event as a day: posts also name it without its number."""
    names = {*(name, *terms), *(_before_figures(term) for term in (name, *terms))}
    usable = sorted(each for each in names if len(each) >= _SHORTEST_NAME)
    return _Remembered(SensitiveDate(name=name, on=DayOfYear(1, 1)), _numbers(usable, vocabulary))


def _before_figures(name: str) -> str:
    return name[: next((index for index, character in enumerate(name) if character.isdecimal()), len(name))]


def _numbers(names: tuple[str, ...] | list[str], vocabulary: Vocabulary) -> Terms:
    return Terms(vocabulary.number(Term(name, TermMatch.NAME)) for name in dict.fromkeys(names))


def _at_the_minute(time: ClockTime | None, moment: datetime, minutes: int) -> bool:
    return time is not None and abs(moment.hour * 60 + moment.minute - time.minutes) <= minutes


def _number(text: str) -> int | None:
    """The first number in ``text``, in figures or in the signs for one to ten, tens and hundreds."""
    number, digits, found = 0, 0, False
    for character in unicodedata.normalize("NFKC", text):
        value = unicodedata.numeric(character, None)
        if value is None:
            if found:
                break
        elif value >= 10:
            number, digits, found = number + (digits or 1) * int(value), 0, True
        else:
            digits, found = digits * 10 + int(value), True
    return number + digits if found else None


def _words(day: SensitiveDate, moment: datetime) -> dict[str, str]:
    return {
        "day": f"{moment.month}/{moment.day}",
        "event": day.name,
        "event_en": day.en or day.name,
        "time": f"{day.time.minutes // 60}:{day.time.minutes % 60:02}" if day.time else "",
        "years": str(moment.year - day.on.year) if day.on.year else "",
    }
