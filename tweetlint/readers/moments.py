"""From words to moments: a day and a time as people and spreadsheets write them, and where clocks show it."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from tweetlint.errors import InputError
from tweetlint.readers.fields import short

# Year, month and day with -, / or ., or with the Japanese counters; a remark such as the weekday may follow.
_DAY = r"(?P<year>\d{4})(?:[-/.]|\u5e74)(?P<month>\d{1,2})(?:[-/.]|\u6708)(?P<day>\d{1,2})\u65e5?(?: ?\([^()]{1,8}\))?"
# Morning and afternoon stand before the hour in Japanese, behind the minutes in English.
_CLOCK = (
    r"(?:\u5348(?P<half>[\u524d\u5f8c]) ?)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6})\d*)?)?"
    r"|\u6642(?:(?P<minutes>\d{1,2})\u5206|(?P<thirty>\u534a))?)"
    r"(?: ?(?P<english>[AaPp])\.?[Mm]\.?)?"
)
_OFFSET = r"(?P<offset>[Zz]|[+-]\d{2}:?\d{2})"
_MOMENT = re.compile(rf"{_DAY}(?:(?:[Tt]|\s+|(?<=[\u65e5)])){_CLOCK})?\s*{_OFFSET}?")
_TIME = re.compile(rf"{_CLOCK}\s*{_OFFSET}?")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d).*", re.DOTALL)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:\.(?P<part>\d{1,17}))?")
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00)?$")
_PART = re.compile(r"0?\.\d{1,17}")
# A spreadsheet counts days from here: it takes 1900 for a leap year, so what is right holds from March 1900 on.
_FIRST = datetime(1899, 12, 30)
_SERIALS = range(36_526, 73_051)  # the years 2000 to 2099
_EXAMPLE = "2026-12-01T10:00+09:00"
_WITHOUT_ZONE = 'Write the offset, e.g. +09:00, or set time_zone = "Asia/Tokyo" in tweetlint.toml.'
_AFTERNOON = frozenset({"\u5f8c", "p", "P"})


def moment_of(word: str, place: str, zone: tzinfo | None = None) -> datetime:
    """The moment that ``word`` names: a day, a time and an offset, as in ISO 8601, with slashes, or in Japanese.

    A time without an offset is what clocks show in ``zone``. Raises ``InputError`` for a day without a time, for a
    time without an offset where there is no zone, and for anything else.
    """
    match = _MOMENT.fullmatch(_plain(word))
    if match is None:
        raise _no_time(word, place)
    if match["hour"] is None:
        raise InputError(place, f"publish_at {short(word)} is a day without a time.", f"Write it like {_EXAMPLE}.")
    try:
        moment = datetime.combine(_day(match), _clock(match))
        if match["offset"] is not None:
            return moment.replace(tzinfo=_offset(match["offset"]))
    except ValueError as error:
        raise _not_in_calendar(word, place, error) from error
    if zone is None:
        raise InputError(place, f"publish_at {short(word)} has no time zone.", _WITHOUT_ZONE)
    return _shown(moment, zone, word, place)


def moment_in_cell(word: str, place: str, zone: tzinfo | None = None) -> datetime:
    """As ``moment_of``, of a table's cell: the serial number of a spreadsheet is a time too."""
    return moment_of(_of_serial(word), place, zone)


def moment_of_cells(day: str, clock: str, place: str, zone: tzinfo | None = None) -> datetime | None:
    """The moment of a day and a time in cells of their own; None for a day whose time is not yet known.

    Either cell may hold both. Raises ``InputError`` as ``moment_of`` does, and for a time without a day.
    """
    day, clock = _of_serial(day), _of_part(clock)
    if not clock:
        match = _MOMENT.fullmatch(_plain(day))
        if match is not None and match["hour"] is None:
            try:
                _day(match)
            except ValueError as error:
                raise _not_in_calendar(day, place, error) from error
            return None
        return moment_of(day, place, zone)
    if not day:
        if _TIME.fullmatch(_plain(clock)):
            raise InputError(place, f"publish_at {short(clock)} is a time without a day.", "Write the day too.")
        return moment_of(clock, place, zone)
    whole = _MOMENT.fullmatch(_plain(clock))
    if whole is not None and whole["hour"] is not None:  # a spreadsheet's time cell holds a day of its own
        clock = _plain(clock)[whole.end("day") :].lstrip("Tt \u65e5")
    midnight = _MIDNIGHT.sub("", _plain(day))  # and its day cell a time
    return moment_of(f"{midnight} {clock}", place, zone)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip()


def _no_time(word: str, place: str) -> InputError:
    if _YEAR_LAST.fullmatch(_plain(word)):
        what = f"publish_at '{short(word)}' has its year last, so that day and month cannot be told apart."
        return InputError(place, what, f"Write it like {_EXAMPLE}.")
    return InputError(place, f"publish_at '{short(word)}' is no time.", f"Write it like {_EXAMPLE}.")


def _not_in_calendar(word: str, place: str, error: ValueError) -> InputError:
    return InputError(place, f"publish_at {short(word)} is not in the calendar: {error}.", "Correct it.")


def _day(match: re.Match[str]) -> date:
    """The day; raises ``ValueError`` for one that no calendar has."""
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _clock(match: re.Match[str]) -> time:
    """The time of day; raises ``ValueError`` for one that no clock shows."""
    hour = int(match["hour"])
    half = match["half"] or match["english"]
    if half is not None:
        if hour > 12:
            raise ValueError("hour must be in 0..12 where morning and afternoon are told")
        hour = hour % 12 + 12 * (half in _AFTERNOON)
    fraction = int((match["fraction"] or "0").ljust(6, "0"))
    minute = 30 if match["thirty"] else int(match["minute"] or match["minutes"] or 0)
    return time(hour, minute, int(match["second"] or 0), fraction)


def _offset(written: str) -> timezone:
    """The offset; raises ``ValueError`` for a day or more."""
    if written in "Zz":
        return UTC
    digits = written[1:].replace(":", "")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-distance if written[0] == "-" else distance)


def _shown(moment: datetime, zone: tzinfo, word: str, place: str) -> datetime:
    """``moment`` as clocks show it in ``zone``, with the offset of that day.

    Raises ``InputError`` for an hour that the change to summer time leaves out, and for one that comes twice.
    """
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    there = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if first != second or there != moment or first is None:
        how = "comes twice" if there == moment else "does not exist"
        what = f"publish_at {short(word)} {how} where clocks are changed that day."
        raise InputError(place, what, "Write the offset, e.g. +09:00.")
    return moment.replace(tzinfo=timezone(first))


def _of_serial(word: str) -> str:
    """A spreadsheet's number for a day, with the part of it that has gone, as people write it; else ``word``."""
    match = _SERIAL.fullmatch(_plain(word))
    if match is None or int(match["days"]) not in _SERIALS:
        return word.strip()
    day = _FIRST + timedelta(days=int(match["days"]))
    if match["part"] is None:
        return day.date().isoformat()
    return f"{day.date().isoformat()} {_time_of_part(float('0.' + match['part']))}"


def _of_part(word: str) -> str:
    """A spreadsheet's number for a time of day, as people write it; else ``word``."""
    plain = _plain(word)
    return _time_of_part(float(plain)) if _PART.fullmatch(plain) else _of_serial(word)


def _time_of_part(part: float) -> str:
    """The time when so much of a day has gone, to the second; the last instant of a day stays in it."""
    seconds = min(round(part * 86_400), 86_399)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
