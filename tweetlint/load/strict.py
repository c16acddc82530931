"""Strict decoding: a mapping becomes a typed value, or one sentence says where and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args, get_origin

import msgspec
import regex

from tweetlint.account import ClockTime, Moment
from tweetlint.errors import TweetlintError, did_you_mean

T = TypeVar("T")
_UNKNOWN_FIELD = regex.compile(r"^Object contains unknown field `(?P<name>[^`]*)`(?: - at `\$(?P<path>[^`]*)`)?$")


def convert(value: object, kind: type[T], place: str, error: type[TweetlintError]) -> T:
    """``value`` as a ``kind``; raises ``error`` at ``place`` with what is wrong and what was meant."""
    try:
        return msgspec.convert(value, kind, dec_hook=_decode)
    except msgspec.ValidationError as wrong:
        what, advice = _explain(str(wrong), kind)
        raise error(place, what, advice) from wrong


def _decode(kind: type, value: object) -> object:
    if kind is Moment:
        return Moment.read(value)
    if kind is ClockTime:
        return ClockTime.read(value)
    raise NotImplementedError(kind)


def _explain(message: str, kind: type) -> tuple[str, str]:
    unknown = _UNKNOWN_FIELD.match(message)
    if unknown:
        path = (unknown["path"] or "").lstrip(".")
        within = f" in [{path}]" if path else ""
        return f"unknown key '{unknown['name']}'{within}.", did_you_mean(unknown["name"], _fields_at(kind, path))
    text, _, path = message.replace("`", "").partition(" - at $")
    text = text[:1].lower() + text[1:]
    return (f"{path.lstrip('.')}: {text}." if path else f"{text}."), "Put this right and run again."


def _fields_at(kind: Any, path: str) -> Iterable[str]:
    """The field names of the struct that ``path`` (``account[0].persona``) leads to within ``kind``."""
    for part in regex.findall(r"[^.\[\]]+", path):
        if part.isdecimal() or part == "...":
            continue
        kind = _element(kind)
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            return ()
        types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        kind = types.get(part)
    kind = _element(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [field.encode_name for field in msgspec.structs.fields(kind)]
    return ()


def _element(kind: Any) -> Any:
    """The struct inside of ``tuple[X, ...]``, ``X | None`` or ``Mapping[str, X]``; else ``kind`` itself."""
    if get_origin(kind) is None:
        return kind
    inner = [_element(argument) for argument in get_args(kind) if argument not in (type(None), Ellipsis)]
    if get_origin(kind) is not None and issubclass(get_origin(kind) or object, Mapping):
        return inner[-1]
    return inner[0]
