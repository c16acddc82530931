"""Strict decoding: a mapping becomes a typed value, or one sentence says where and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

import msgspec
import regex

from tweetlint.account import decode
from tweetlint.errors import TweetlintError, did_you_mean
from tweetlint.limits import DEEPEST, deeper_than
from tweetlint.text.lazy import lazy_regex

T = TypeVar("T")
_MISSING_FIELD = lazy_regex(r"^Object missing required field (?P<name>\S+)$")
_INVALID_ENUM = lazy_regex(r"^Invalid enum value '(?P<value>[^']*)'$")
_UNKNOWN_FIELD = lazy_regex(r"^Object contains unknown field `(?P<name>[^`]*)`(?: - at `\$(?P<path>[^`]*)`)?$")


def convert(value: object, kind: type[T], place: str, error: type[TweetlintError]) -> T:
    """``value`` as a ``kind``; raises ``error`` at ``place`` with what is wrong and what was meant."""
    if deeper_than(value, DEEPEST):
        raise error(place, f"is nested more than {DEEPEST} deep.", "Write it flatter.")
    try:
        return msgspec.convert(value, kind, dec_hook=decode)
    except msgspec.ValidationError as wrong:
        what, advice = _explain(str(wrong), kind)
        raise error(place, what, advice) from wrong


def _explain(message: str, kind: type) -> tuple[str, str]:
    unknown = _UNKNOWN_FIELD.match(message)
    if unknown:
        path = (unknown["path"] or "").lstrip(".")
        within = f" in [{path}]" if path else ""
        return f"unknown key '{unknown['name']}'{within}.", did_you_mean(unknown["name"], _fields_at(kind, path))
    text, _, path = message.replace("`", "").partition(" - at $")
    path = path.lstrip(".")
    where = f"{path}: " if path else ""
    missing = _MISSING_FIELD.match(text)
    if missing:
        return f"{where}the key '{missing['name']}' is missing.", f"Write {missing['name']} = … there."
    invalid = _INVALID_ENUM.match(text)
    if invalid:
        return f"{where}unknown value '{invalid['value']}'.", did_you_mean(invalid["value"], _members_at(kind, path))
    return f"{where}{text[:1].lower()}{text[1:]}.", "Put this right and run again."


def _fields_at(kind: Any, path: str) -> Iterable[str]:
    """The field names of the struct that ``path`` (``account[0].persona``) leads to within ``kind``."""
    found = _type_at(kind, path)
    if isinstance(found, type) and issubclass(found, msgspec.Struct):
        return [field.encode_name for field in msgspec.structs.fields(found)]
    return ()


def _members_at(kind: Any, path: str) -> Iterable[str]:
    """The values of the enumeration that ``path`` leads to within ``kind``."""
    found = _type_at(kind, path)
    return [str(member.value) for member in found] if isinstance(found, type) and issubclass(found, Enum) else ()


def _type_at(kind: Any, path: str) -> Any:
    """The type that ``path`` leads to within ``kind``; None where it leads nowhere."""
    for part in regex.findall(r"[^.\[\]]+", path):
        if part.isdecimal() or part == "...":
            continue
        kind = _element(kind)
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            return None
        types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        kind = types.get(part)
    return _element(kind)


def _element(kind: Any) -> Any:
    """The struct inside of ``tuple[X, ...]``, ``X | None`` or ``Mapping[str, X]``; else ``kind`` itself."""
    if get_origin(kind) is None:
        return kind
    inner = [_element(argument) for argument in get_args(kind) if argument not in (type(None), Ellipsis)]
    if get_origin(kind) is not None and issubclass(get_origin(kind) or object, Mapping):
        return inner[-1]
    return inner[0]
