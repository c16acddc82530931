"""The types of ``tweetlint.toml``: who speaks, for what, and what the company knows that the draft does not.

The names are a contract; tools outside the project write these files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Annotated, Any, Self

import msgspec

from tweetlint.model import Draft, Severity


class Written:
    """A value that files write as text.

    It shows itself by what it holds, never by where it lies in memory: compiled rules are found again by what
    the account file says (``load.ruleset.cache_key``).
    """

    __slots__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(repr(getattr(self, name)) for name in self.__slots__)})"

    @classmethod
    def read(cls, value: object) -> Self:
        """The value that a TOML or ISO value names; ``ValueError`` where it names none."""
        raise NotImplementedError


class Moment(Written):
    """A point in time, or a whole day where the file names no hour (``at`` is None then)."""

    __slots__ = ("at", "day")

    def __init__(self, day: date, at: datetime | None = None) -> None:
        self.day = day
        self.at = at

    def __repr__(self) -> str:
        return f"Moment({(self.at or self.day).isoformat()})"

    def begins(self, zone: tzinfo) -> datetime:
        """The point, or the first instant of the day in ``zone``."""
        return self.at or datetime.combine(self.day, time.min, zone)

    def ends(self, zone: tzinfo) -> datetime:
        """The point, or the last instant of the day in ``zone``."""
        return self.at or datetime.combine(self.day, time.max, zone)

    @classmethod
    def read(cls, value: object) -> Moment:
        """The moment a TOML or ISO value names; ``ValueError`` for anything else or a time without offset."""
        if isinstance(value, str):
            value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError(f"{value.isoformat()} has no time zone; write the offset, e.g. +09:00")
            return cls(value.date(), value)
        if isinstance(value, date):
            return cls(value)
        raise ValueError(f"{value!r} is not a date or time; write 2026-12-01 or 2026-12-01T10:00:00+09:00")


class ClockTime(Written):
    """A time of day as people write it: ``09:45``, ``24:00``."""

    __slots__ = ("minutes",)

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes

    @classmethod
    def read(cls, value: object) -> ClockTime:
        """The time that ``value`` names; ``ValueError`` for anything but a time of day."""
        if isinstance(value, time):
            return cls(value.hour * 60 + value.minute)
        hours, colon, minutes = str(value).partition(":")
        if not (colon and hours.isdecimal() and minutes.isdecimal() and int(hours) <= 24 and int(minutes) < 60):
            raise ValueError(f"{value!r} is not a time of day; write it like 09:45")
        return cls(int(hours) * 60 + int(minutes))


class DayOfYear(Written):
    """A day that comes round every year; ``year`` is the first one, where the file names it."""

    __slots__ = ("day", "month", "year")

    def __init__(self, month: int, day: int, year: int | None = None) -> None:
        self.month = month
        self.day = day
        self.year = year

    @classmethod
    def read(cls, value: object) -> DayOfYear:
        """The day that a TOML or ISO date, or ``03-11``, names; ``ValueError`` for anything else."""
        if isinstance(value, str):
            yearly = len(value) == 5
            found = date.fromisoformat(f"2000-{value}" if yearly else value)
            return cls(found.month, found.day, None if yearly else found.year)
        if isinstance(value, date) and not isinstance(value, datetime):
            return cls(value.month, value.day, value.year)
        raise ValueError(f"{value!r} is no day; write 2011-03-11, or 03-11 where no year is meant")


class TimeZone(Written):
    """Where clocks show what a time without an offset says: an offset (``+09:00``) or a place (``Asia/Tokyo``)."""

    __slots__ = ("name", "zone")

    def __init__(self, name: str, zone: tzinfo) -> None:
        self.name = name
        self.zone = zone

    @classmethod
    def read(cls, value: object) -> TimeZone:
        """The zone that ``value`` names; ``ValueError`` for anything else.

        Japan has had no summer time since 1951, so its names need no table of time zones.
        """
        name = str(value).strip()
        if name in _JAPAN:
            return cls(name, timezone(timedelta(hours=9)))
        try:
            if name[:1] in ("+", "-", "Z"):
                offset = datetime.strptime(name, "%z").utcoffset() or timedelta(0)
                return cls(name, timezone(offset))
            from zoneinfo import ZoneInfo

            return cls(name, ZoneInfo(name))
        except (ValueError, KeyError, OSError) as error:
            raise ValueError(f"{name[:40]!r} is no time zone; write +09:00 or Asia/Tokyo") from error


_JAPAN = frozenset({"Asia/Tokyo", "Japan", "JST"})


def decode(kind: type, value: object) -> object:
    """``value`` as one of the types of this module that are written as text: the hook of every decoder."""
    if issubclass(kind, Written):
        return kind.read(value)
    raise NotImplementedError(kind)


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the account file: unknown keys are refused."""


class Name(_Table, frozen=True):
    """A company, brand, product or person with the other ways it is written."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


class Spelling(_Table, frozen=True):
    """How a name is written, and how it is not."""

    right: str
    wrong: tuple[str, ...]


class Persona(_Table, frozen=True):
    """How the account speaks."""

    name: str | None = None
    first_person: tuple[str, ...] = ()
    formality: str = "polite"
    endings: tuple[str, ...] = ()
    banned_endings: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


class Signature(_Table, frozen=True):
    """How staff sign their posts."""

    required: bool = False
    pattern: str = ""
    members: tuple[str, ...] = ()


class Hours(_Table, frozen=True):
    """Hours of a day (``09:45``), on the days named (``mon-fri``)."""

    opens: ClockTime = msgspec.field(name="from")
    closes: ClockTime = msgspec.field(name="to")
    days: str = "mon-sun"


class Account(_Table, frozen=True):
    """One account: who speaks there, for what, about what, and whom it may name."""

    name: str
    handle: str | None = None
    paths: tuple[str, ...] = ()
    role: str = "official"
    purpose: str = "engagement"
    profile: str | None = None
    industry: str = "general"
    brands: tuple[Name, ...] = ()
    competitors: tuple[Name, ...] = ()
    partners: tuple[Name, ...] = ()
    history: tuple[str, ...] = ()
    bio: str = ""
    listed: bool = False
    domains: tuple[str, ...] = ()
    shorteners: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    sponsor_of: tuple[str, ...] = ()
    proper_nouns: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    character_limit: int = 280
    persona: Persona | None = None
    signature: Signature | None = None
    support_hours: Hours | None = None
    posting_hours: Hours | None = None


class Embargo(_Table, frozen=True):
    """Something that is secret until ``lifts``; ``name`` is the only name ever printed.

    ``terms`` are its names in clear, ``sealed`` those that ``tweetlint seal`` made illegible.
    """

    name: str
    lifts: datetime
    terms: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    redact: bool = False

    @property
    def redacted(self) -> bool:
        """Whether the draft's own words are kept out of reports too."""
        return self.redact or bool(self.sealed)


class KeyedEmbargo(Embargo, frozen=True, kw_only=True):
    """An embargo with the key of its sealed names; files never hold one."""

    key: str


class Release(_Table, frozen=True):
    """A product with the time it goes on sale, and the time its sale ends."""

    name: str
    on_sale: Moment
    ends: Moment | None = None
    aliases: tuple[str, ...] = ()


class Campaign(_Table, frozen=True):
    """A campaign with its code, hashtag, period and terms."""

    name: str = ""
    code: str | None = None
    hashtag: str | None = None
    starts: Moment | None = None
    ends: Moment | None = None
    requires_purchase: bool = False
    item_price: int | None = None
    prize_max: int | None = None
    premium: int | None = None


class QuietPeriod(_Table, frozen=True):
    """Days before results on which a listed company says nothing about them."""

    name: str
    starts: Moment
    ends: Moment


class SensitiveDate(_Table, frozen=True):
    """A day of the year on which people remember something bad; ``terms`` are the ways posts name it.

    ``level`` (note, warning) says how much a festive, violent or selling word weighs on that day, ``mourning``
    that it does so whatever the post speaks of; ``themes`` are the pictures that hurt: quake, water, fire …
    """

    name: str
    on: DayOfYear
    en: str = ""
    until: DayOfYear | None = None
    time: ClockTime | None = None
    level: Severity = Severity.WARNING
    mourning: bool = True
    themes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Event(_Table, frozen=True):
    """A disaster or dispute that is on people's minds now."""

    name: str
    terms: tuple[str, ...] = ()
    since: Moment | None = None
    ends: Moment | None = None


class Crisis(_Table, frozen=True):
    """The account is in trouble; other posts wait.

    ``update_hours`` is how long people wait for the next word at most.
    """

    name: str
    since: Moment
    status: str = "ongoing"
    terms: tuple[str, ...] = ()
    ends: Moment | None = None
    update_hours: Annotated[float, msgspec.Meta(gt=0)] | None = None


class Override(_Table, frozen=True):
    """Severities and settings for the drafts below some paths."""

    paths: tuple[str, ...]
    severity: Mapping[str, str] = {}
    settings: Mapping[str, Mapping[str, Any]] = {}


class Profile(_Table, frozen=True):
    """A ready set of severities and settings; see ``rules/_profiles``."""

    title: Mapping[str, str] = {}
    why: str = ""
    severity: Mapping[str, str] = {}
    settings: Mapping[str, Mapping[str, Any]] = {}


class Config(_Table, frozen=True):
    """The whole account file."""

    extends: tuple[str, ...] = ()
    language: str | None = None
    time_zone: TimeZone | None = None
    rules: tuple[str, ...] = ()
    dictionaries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    settings: Mapping[str, Mapping[str, Any]] = {}
    override: tuple[Override, ...] = ()
    columns: Mapping[str, str] = {}
    waivers: tuple[str, ...] = ()
    account: tuple[Account, ...] = ()
    embargoes: tuple[str, ...] = ()
    embargo: tuple[Embargo, ...] = ()
    release: tuple[Release, ...] = ()
    campaign: tuple[Campaign, ...] = ()
    quiet_period: tuple[QuietPeriod, ...] = ()
    sensitive_date: tuple[SensitiveDate, ...] = ()
    event: tuple[Event, ...] = ()
    crisis: tuple[Crisis, ...] = ()


class Context(msgspec.Struct, frozen=True):
    """What a check may know besides the text: the draft, its account, the company's dates, and now.

    ``now`` is passed in by whoever runs the linter (None: unknown); nothing below reads a clock.
    """

    draft: Draft
    account: Account
    config: Config
    now: datetime | None = None

    @property
    def publish_at(self) -> datetime | None:
        """When the draft goes out, or None when nobody said."""
        return self.draft.publish_at


LEVELS = frozenset({"off", *(severity.value for severity in Severity)})
