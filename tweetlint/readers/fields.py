"""From words to the typed fields of a draft, the same way for table cells and front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone

import msgspec

from tweetlint.errors import InputError, did_you_mean
from tweetlint.model import Draft, DraftKind, Media, Origin, Relation
from tweetlint.readers.words import value_of
from tweetlint.text.lazy import lazy_re

_MOMENT = lazy_re(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6})\d*)?)?)?"
    r"\s*(?P<offset>[Zz]|[+-]\d{2}:?\d{2})?"
)
_EXAMPLE = "2026-12-01T10:00+09:00"
_TRUE, _FALSE = frozenset({"true"}), frozenset({"false", "none"})
_CHOICES: Mapping[str, Iterable[str]] = {"kind": tuple(DraftKind), "relation": tuple(Relation)}
_FLAGS = frozenset(
    field.name for kind in (Draft, Media) for field in msgspec.structs.fields(kind) if field.type is bool
)


def draft_of(fields: Mapping[str, object], origin: Origin) -> Draft:
    """The draft that ``fields`` describes, at ``origin``.

    Times may be words. Raises ``InputError`` for an empty text and for all that a draft refuses.
    """
    place = f"{origin.path}:{origin.line}"
    moment = fields.get("publish_at")
    if isinstance(moment, str):
        fields = {**fields, "publish_at": moment_of(moment, place)}
    draft = Draft.from_mapping(fields, origin)
    if not draft.text.strip():
        raise InputError(place, "the text is empty.", "Write the post, or take the draft out.")
    if "\0" in draft.text:
        raise InputError(place, "the text holds a NUL character, which no post can.", "Take it out.")
    return draft


def typed(name: str, word: str, place: str) -> object:
    """What ``word`` means as the draft field ``name``: a choice, a yes or no, a number, a time, or itself.

    Raises ``InputError`` for a word that means nothing there.
    """
    if name in _CHOICES:
        return _choice(name, word, place)
    if name in _FLAGS:
        return _flag(name, word, place)
    if name == "publish_at":
        return moment_of(word, place)
    if name == "thread_index":
        return _number(name, word, place)
    return word


def moment_of(word: str, place: str) -> datetime:
    """The moment that ``word`` names: a day, a time and an offset, as in ISO 8601 or with slashes.

    Raises ``InputError`` for a day without a time, a time without an offset, and anything else.
    """
    match = _MOMENT.fullmatch(unicodedata.normalize("NFKC", word).strip())
    if match is None:
        raise InputError(place, f"publish_at '{short(word)}' is no time.", f"Write it like {_EXAMPLE}.")
    if match["hour"] is None:
        raise InputError(place, f"publish_at {short(word)} is a day without a time.", f"Write it like {_EXAMPLE}.")
    if match["offset"] is None:
        raise InputError(place, f"publish_at {short(word)} has no time zone.", "Write the offset, e.g. +09:00.")
    try:
        return datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            int(match["second"] or 0),
            int((match["fraction"] or "0").ljust(6, "0")),
            _offset(match["offset"]),
        )
    except ValueError as error:
        raise InputError(place, f"publish_at {short(word)} is not in the calendar: {error}.", "Correct it.") from error


def _offset(written: str) -> timezone:
    if written in "Zz":
        return UTC
    digits = written[1:].replace(":", "")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-distance if written[0] == "-" else distance)


def _choice(name: str, word: str, place: str) -> str:
    value = value_of(word)
    if value not in _CHOICES[name]:
        raise InputError(place, f"unknown {name} '{short(word)}'.", did_you_mean(value, _CHOICES[name]))
    return value


def _flag(name: str, word: str, place: str) -> bool:
    value = value_of(word)
    if value not in _TRUE | _FALSE:
        raise InputError(place, f"{name} '{short(word)}' is neither yes nor no.", "Write true or false.")
    return value in _TRUE


def _number(name: str, word: str, place: str) -> int:
    digits = unicodedata.normalize("NFKC", word).strip()
    if re.fullmatch(r"[0-9]{1,9}", digits) is None:
        raise InputError(place, f"{name} '{short(word)}' is no whole number.", "Write 1, 2, 3 and so on.")
    return int(digits)


def short(word: str) -> str:
    """``word`` as a sentence can hold it: one line, not long."""
    line = " ".join(word.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
