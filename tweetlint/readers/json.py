"""JSON: an array of drafts, an object with ``drafts``, one draft, or one draft a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import TypeVar

import msgspec

from tweetlint.errors import InputError
from tweetlint.limits import LARGEST_DOCUMENT
from tweetlint.model import Draft, Origin, Problem
from tweetlint.readers import decode
from tweetlint.readers.fields import draft_of
from tweetlint.readers.file import File
from tweetlint.text.lazy import lazy_re

_BYTE = lazy_re(r" ?\(byte (\d+)\)")
_EACH = 'Write an array of drafts, each {"id": …, "text": …}.'
# msgspec names the fault of a surrogate without its other half by what happens to follow it.
_HALF_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")
_BLANKS = b" \t\r\n"
_Shape = TypeVar("_Shape")


def read_json(file: File) -> Iterator[Draft | Problem]:
    """The drafts of a JSON document; a draft that is wrong costs itself only."""
    source = decode.text_of(file.stream, file.path, LARGEST_DOCUMENT).encode()
    start = len(source) - len(source.lstrip(_BLANKS))
    match source[start : start + 1]:
        case b"[":
            yield from _items(source, start, file)
        case b"{":
            members = _decoded(source, file.path, 1, dict[str, msgspec.Raw])
            array = bytes(members.get("drafts", b""))
            if "drafts" not in members:
                yield _draft_or_problem(
                    source[start:], file.path, Origin(file.path, _line(source, start), escaped=True), file.zone
                )
            elif not array.startswith(b"["):
                raise InputError(file.path, "'drafts' is no array.", _EACH)
            else:
                yield from _items(source[: source.find(array) + len(array)], source.find(array), file)
        case _:
            _decoded(source, file.path, 1, object)
            raise InputError(file.path, "neither an array nor an object.", _EACH)


def read_jsonl(file: File) -> Iterator[Draft | Problem]:
    """The drafts of a file of JSON lines; blank lines are allowed."""
    for number, line in enumerate(decode.lines_of(file.stream, file.path, newline="\n"), 1):
        if line.strip():
            yield _draft_or_problem(
                line.encode(), f"{file.path}:{number}", Origin(file.path, number, escaped=True), file.zone
            )


def _items(source: bytes, start: int, file: File) -> Iterator[Draft | Problem]:
    """The drafts of the array that ``source`` holds from ``start`` on."""
    path = file.path
    raw = _decoded(source[start:], path, _line(source, start), list[msgspec.Raw])
    items = [bytes(item) for item in raw]
    if not items:
        raise InputError(f"{path}:{_line(source, start)}", "an array without drafts.", _EACH)
    end, line, counted = start, 1, 0
    for index, item in enumerate(items):
        # Between two items are only a comma and blanks, so the next occurrence is the item itself.
        begin = source.find(item, end)
        line, counted, end = line + source.count(b"\n", counted, begin), begin, begin + len(item)
        origin = Origin(path, line, record=f"[{index}]", escaped=True)
        yield _draft_or_problem(item, f"{path}[{index}]", origin, file.zone)


def _draft_or_problem(source: bytes, name: str, origin: Origin, zone: tzinfo | None) -> Draft | Problem:
    try:
        return _draft(_decoded(source, origin.path or "", origin.line, object), name, origin, zone)
    except InputError as error:
        what = f"{origin.record}: {error.what}" if origin.record else error.what
        return Problem(str(InputError(error.place, what, error.advice)))


def _draft(value: object, name: str, origin: Origin, zone: tzinfo | None) -> Draft:
    """The draft of a decoded object, called ``name`` when it brings no id."""
    if not isinstance(value, Mapping):
        raise InputError(f"{origin.path}:{origin.line}", "a draft that is no object.", 'Write {"text": …}.')
    given = value.get("id")
    return draft_of({**value, "id": name if given is None else given}, origin, zone)


def _decoded(source: bytes, path: str, first_line: int, shape: type[_Shape]) -> _Shape:
    """The JSON value of ``source``, which begins on ``first_line``; a fault names its line."""
    try:
        return msgspec.json.decode(source, type=shape)
    except msgspec.DecodeError as error:
        raise _malformed(error, source, path, first_line) from error
    except RecursionError as error:
        raise InputError(f"{path}:{first_line}", "JSON that is nested too deeply.", _EACH) from error


def _malformed(error: msgspec.DecodeError, source: bytes, path: str, first_line: int) -> InputError:
    reason = _BYTE.sub("", str(error)).removeprefix("JSON is malformed: ")
    if half := _HALF_PAIR.search(source):
        byte, reason = half.start(), f"{half[0].decode()} is half of a pair"
    elif at := _BYTE.search(str(error)):
        byte = int(at[1])
    else:
        byte, reason = len(source.rstrip()), "it breaks off"
    place = f"{path}:{first_line - 1 + _line(source, byte)}"
    return InputError(place, f"not JSON: {reason}.", "Correct the line; a JSON checker shows the place.")


def _line(source: bytes, offset: int) -> int:
    return source.count(b"\n", 0, max(offset, 0)) + 1
