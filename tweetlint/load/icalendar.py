"""Embargoes out of an iCalendar file (RFC 5545): what lifts when, under which public name, and which names are secret.

An event (``VEVENT``, or ``VTODO`` with ``DUE``) is an embargo when it lists secret names: in the property
``X-TWEETLINT-TERMS`` (a list with commas), or on lines of its ``DESCRIPTION`` that begin with ``terms:`` or
one of the other words of ``wording.toml``. All other events are other people's; only one of the category
``EMBARGO`` must list some. ``SUMMARY`` is the public name, ``DTSTART`` or ``DUE`` when it lifts. A day
without an hour begins at midnight of the calendar's zone (``X-WR-TIMEZONE``). What was secret enough to be kept outside
of the account file is redacted, unless the event says ``CLASS:PUBLIC``.

Of the format only that is read: no library, as a calendar is data of strangers and nine properties matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import regex

from tweetlint.account import Embargo
from tweetlint.errors import ConfigError
from tweetlint.limits import DEEPEST, LARGEST_CALENDAR, LONGEST_FIELD, MOST_TERMS
from tweetlint.load.words import wording
from tweetlint.text.secret import first_named

_LONGEST_LINE = 100_000
_MOST_FAULTS = 100
_PARAMETERS = r"(?:;[A-Za-z0-9-]+=(?:\"[^\"]*+\"|[^\";:]*+))*+"
_LINE = regex.compile(rf"(?P<name>[A-Za-z0-9-]+)(?P<parameters>{_PARAMETERS}):(?P<value>.*)", regex.DOTALL)
_PARAMETER = regex.compile(r";(?P<name>[A-Za-z0-9-]+)=(?P<value>\"[^\"]*+\"|[^\";:]*+)")
_TIME = regex.compile(r"(?P<day>[0-9]{8})(?:T(?P<clock>[0-9]{6})(?P<utc>Z)?)?")
_OFFSET = regex.compile(r"(?P<sign>[+-])(?P<hours>[0-9]{2})(?P<minutes>[0-9]{2})(?:[0-9]{2})?")
_ESCAPE = regex.compile(r"\\(.)", regex.DOTALL)
_BETWEEN_TERMS = regex.compile(r"(?<!\\)[,、，]")
_WANTED = frozenset({"VEVENT", "VTODO"})
_REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")
_READ = ("SUMMARY", "DESCRIPTION", "CATEGORIES", "CLASS", "STATUS", "DTSTART", "DTEND", "DUE", "X-TWEETLINT-TERMS")
_KEPT = frozenset((*_READ, *_REPEATING))


class _Property(NamedTuple):
    name: str
    parameters: Mapping[str, str]
    value: str


class _Event(NamedTuple):
    """An event as it stands in the file, from ``line`` on."""

    line: int
    properties: tuple[_Property, ...]

    def first(self, name: str) -> _Property | None:
        """The first property of that name."""
        return next((each for each in self.properties if each.name == name), None)

    def text(self, name: str) -> str:
        """The first property of that name as the text it writes; empty where there is none."""
        found = self.first(name)
        return _unescaped(found.value).strip() if found else ""


def read_calendar(path: Path) -> Iterator[Embargo | ConfigError]:
    """The embargoes of the iCalendar file ``path``, and what is wrong with it or with one of its events."""
    place = str(path)
    faults = 0
    try:
        for found in _embargoes(_contents(path), place):
            yield found
            faults += isinstance(found, ConfigError)
            if faults == _MOST_FAULTS:
                raise ConfigError(
                    place, f"has {faults} faults; what comes behind was not read.", "Put them right first."
                )
    except ConfigError as error:
        yield error


def _contents(path: Path) -> str:
    place = str(path)
    try:
        if path.exists() and not path.is_file():
            raise ConfigError(place, "is no file.", "Check the path.")
        with path.open("rb") as stream:
            data = stream.read(LARGEST_CALENDAR + 1)
    except OSError as error:
        raise ConfigError(place, f"cannot be read ({error.strerror}).", "Check the path.") from error
    if len(data) > LARGEST_CALENDAR:
        raise ConfigError(place, f"has more than {LARGEST_CALENDAR:,} bytes.", "Export the embargoes alone.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(place, f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error


def _unfolded(text: str, place: str) -> Iterator[tuple[int, str]]:
    """The content lines with the numbers of the lines they begin on; folded ones in one piece (section 3.1)."""
    number, size = 0, 0
    held: list[str] = []
    for index, read in enumerate(StringIO(text, newline=None), 1):
        line = read.rstrip("\n")
        if held and line[:1] in (" ", "\t"):
            held.append(line[1:])
            size += len(line) - 1
        else:
            if held:
                yield number, "".join(held)
            number, held, size = index, [line] if line else [], len(line)
        if size > _LONGEST_LINE:
            what = f"has a line of more than {_LONGEST_LINE:,} characters."
            raise ConfigError(f"{place}:{number}", what, "Shorten it, or export the embargoes alone.")
    if held:
        yield number, "".join(held)


def _embargoes(text: str, place: str) -> Iterator[Embargo | ConfigError]:
    """The file is gone over twice, for zones may be defined behind the events that use them; little is kept of it."""
    first = next(_unfolded(text, place), (1, ""))
    if first[1].strip().upper() != "BEGIN:VCALENDAR":
        raise ConfigError(place, "is no iCalendar file: it does not begin with BEGIN:VCALENDAR.", "Export it as .ics.")
    zones = _Zones(each for _, line in _unfolded(text, place) if (each := _property(line)) is not None)
    count = 0
    for event in _events(text, place):
        for found in [event] if isinstance(event, ConfigError) else _embargo(event, zones, place):
            count += 1
            yield found
    if not count:
        yield ConfigError(place, "holds no embargo.", "Give its events X-TWEETLINT-TERMS, or a line `terms: …`.")


def _property(line: str) -> _Property | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    parameters = {m["name"].upper(): m["value"].strip('"') for m in _PARAMETER.finditer(match["parameters"])}
    return _Property(match["name"].upper(), parameters, match["value"])


def _events(text: str, place: str) -> Iterator[_Event | ConfigError]:
    """The events and tasks without what stands within them (alarms), and where the file is broken."""
    within: list[str] = []
    begun, own = 0, list[_Property]()
    for number, line in _unfolded(text, place):
        each = _property(line)
        if each is None:
            yield ConfigError(f"{place}:{number}", "is no line of an iCalendar file.", "Export the file anew.")
            continue
        value = each.value.strip().upper()
        if each.name == "BEGIN":
            within.append(value)
            if len(within) > DEEPEST:
                raise ConfigError(f"{place}:{number}", "is nested too deeply.", "Export the file anew.")
            begun, own = (number, []) if len(within) == 2 else (begun, own)
        elif each.name == "END":
            if not within or within.pop() != value:
                what = f"ends {value[:40]}, which was not begun; what comes behind was not read."
                raise ConfigError(f"{place}:{number}", what, "Export the file anew.")
            if value in _WANTED and len(within) == 1:
                yield _Event(begun, tuple(own))
        elif each.name in _KEPT and len(within) == 2 and within[1] in _WANTED:
            own.append(each)
    if within:
        yield ConfigError(place, f"ends within {within[-1][:40]}.", "It was cut off; export the file anew.")


def _embargo(event: _Event, zones: _Zones, place: str) -> Iterator[Embargo | ConfigError]:
    """The embargo that an event is, with what is wrong with it; nothing for events that are none."""
    where = f"{place}:{event.line}"
    terms = tuple(dict.fromkeys(islice(_terms(event), MOST_TERMS + 1)))
    if not terms:
        if "EMBARGO" in {each.strip().upper() for each in event.text("CATEGORIES").split(",")}:
            yield ConfigError(where, "an event of the category EMBARGO lists no terms.", "Give it X-TWEETLINT-TERMS.")
        return
    name = " ".join(event.text("SUMMARY").split())
    if not name:
        yield ConfigError(where, "an embargo has no SUMMARY, which is its public name.", "Give the event a title.")
        return
    redact = event.text("CLASS").upper() != "PUBLIC"
    said = first_named(name, terms) if redact else None
    if said is not None:
        what = f"an embargo says its term {said} in its SUMMARY, which is its public name."
        yield ConfigError(where, what, "Choose a title that tells nothing.")
        return
    if len(name) > LONGEST_FIELD:
        yield ConfigError(where, f"SUMMARY has {len(name):,} characters.", f"Keep {LONGEST_FIELD:,} at most.")
        return
    if any(event.first(each) is not None for each in _REPEATING):
        what = f"embargo '{name}' repeats (RRULE); a name can be made public only once."
        yield ConfigError(where, what, "Write the one time at which it lifts.")
        return
    when = event.first("DUE") or event.first("DTSTART")
    lifts = zones.moment(when, where, name) if when else None
    if not isinstance(lifts, datetime):
        yield lifts or ConfigError(where, f"embargo '{name}' has no DTSTART.", "Write when it lifts.")
        return
    until = event.first("DTEND")
    ends = zones.moment(until, where, name) if until else None
    if isinstance(ends, datetime) and ends < lifts:
        yield ConfigError(
            where, f"embargo '{name}' ends before it begins.", "Until that is put right, the later holds."
        )
    if event.text("STATUS").upper() == "CANCELLED":
        what = f"embargo '{name}' is cancelled; it is held back until its time."
        yield ConfigError(where, what, "Take the event out, or write when its names may be said.")
    yield Embargo(name=name, terms=terms, lifts=lifts, redact=redact)


def _terms(event: _Event) -> Iterator[str]:
    """The secret names that an event lists."""
    lists = [each.value for each in event.properties if each.name == "X-TWEETLINT-TERMS"]
    leads = {lead for language in ("ja", "en") for lead in wording("calendar", language)["terms"].split()}
    for line in event.text("DESCRIPTION").split("\n"):
        lead, colon, rest = line.replace("：", ":", 1).partition(":")
        if colon and lead.strip().lower() in leads:
            lists.append(rest)
    for each in lists:
        yield from (term for part in _BETWEEN_TERMS.split(each) if (term := _unescaped(part).strip()))


def _unescaped(value: str) -> str:
    """The text that a value writes: ``\\n``, ``\\,``, ``\\;`` and ``\\\\`` (section 3.3.11)."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


class _Zones:
    """What the times of a calendar are counted in."""

    def __init__(self, properties: Iterable[_Property]) -> None:
        self._calendar: str | None = None
        offsets: dict[str, set[str]] = {}
        within, name = False, ""
        for each in properties:
            if each.name in ("BEGIN", "END") and each.value.strip().upper() == "VTIMEZONE":
                within, name = each.name == "BEGIN", ""
            elif within and each.name == "TZID":
                name = each.value.strip()
            elif within and each.name == "TZOFFSETTO":
                offsets.setdefault(name, set()).add(each.value.strip())
            elif each.name == "X-WR-TIMEZONE":
                self._calendar = self._calendar or each.value.strip()
        self._own = dict(_fixed(offsets))

    def moment(self, written: _Property, where: str, name: str) -> datetime | ConfigError:
        """The point in time that a property writes, or what is wrong with it."""
        match = _TIME.fullmatch(written.value.strip())
        try:
            found = datetime.strptime(f"{match['day']}{match['clock'] or '000000'}", "%Y%m%d%H%M%S") if match else None
        except ValueError:
            found = None
        if match is None or found is None:
            return ConfigError(where, f"embargo '{name}': {written.name} is no time.", "Write 20261201T100000Z.")
        named = "UTC" if match["utc"] else written.parameters.get("TZID") or self._calendar
        if named is None:
            advice = "Write Z, TZID=Asia/Tokyo, or X-WR-TIMEZONE for the whole calendar."
            return ConfigError(where, f"embargo '{name}': {written.name} has no time zone.", advice)
        zone = self._zone(named)
        if zone is None:
            advice = "Write TZID=Asia/Tokyo, or a VTIMEZONE with one offset."
            return ConfigError(where, f"embargo '{name}': the time zone '{named[:60]}' is unknown.", advice)
        # A moment of its own, so that no arithmetic depends on the tables of zones.
        return found.replace(tzinfo=timezone(found.replace(tzinfo=zone).utcoffset() or timedelta()))

    def _zone(self, name: str) -> tzinfo | None:
        """The zone of that name: the world's, else the file's own where that has a single offset."""
        if name in self._own:
            return self._own[name]
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(name)
        except (OSError, ValueError, KeyError):  # unknown, or a path
            return None


def _fixed(offsets: Mapping[str, set[str]]) -> Iterator[tuple[str, tzinfo]]:
    """The zones that the file itself defines, those that have one offset the year round."""
    for name, written in offsets.items():
        match = _OFFSET.fullmatch(next(iter(written))) if len(written) == 1 else None
        if match is not None:
            length = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
            if length < timedelta(days=1):
                yield name, timezone(-length if match["sign"] == "-" else length)
