"""Which files of an X archive hold posts, by their names and where they lie.

Today's archives keep them in ``data/tweets.js`` and, where they are many, ``data/tweets-part1.js`` and so on
(``tweet.js`` before 2022); those of before 2019 keep a file a month, ``data/js/tweets/2018_12.js``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

_PART = re.compile(r"tweets?(?:-part(?P<number>\d{1,5}))?\.js")
_MONTH = re.compile(r"(?P<year>\d{4})_(?P<month>\d{2})\.js")
_PLACES = ("data", os.path.join("data", "js", "tweets"))


def part_number(name: str) -> int | None:
    """The number of the part that a file of this name is, 0 for the first; None for any other file."""
    match = _PART.fullmatch(name)
    return None if match is None else int(match["number"] or 0)


def month_of(name: str) -> tuple[int, int] | None:
    """The year and month that a file of this name holds (the month may be none); None for any other file."""
    match = _MONTH.fullmatch(name)
    return None if match is None else (int(match["year"]), int(match["month"]))


def is_part(path: str) -> bool:
    """Whether a file of this path holds posts of an archive."""
    folder, name = os.path.split(path)
    if part_number(name) is not None:
        return True
    parents = folder.replace(os.sep, "/").split("/")[-2:]
    return month_of(name) is not None and (parents[-1] == "tweets" or not folder)


def is_root(folder: str) -> bool:
    """Whether an unpacked archive is in ``folder``, its posts further below."""
    return any(_parts_in(os.path.join(folder, place)) for place in _PLACES)


def files_of(folder: str) -> Iterator[str]:
    """The paths of the files of posts of the archive in ``folder``."""
    for place in _PLACES:
        inner = os.path.normpath(os.path.join(folder, place))
        yield from (os.path.join(inner, name) for name in _parts_in(inner))


def other_parts(path: str) -> Iterator[str]:
    """The paths of the parts beside the first one, where ``path`` is that."""
    folder, name = os.path.split(path)
    if part_number(name) == 0:
        yield from (os.path.join(folder, other) for other in numbered(_names(folder)) if other != name)


def order(path: str) -> tuple[str, int]:
    """What sorts paths by name, and parts of an archive by their numbers."""
    folder, name = os.path.split(path)
    number = part_number(name)
    return (path, 0) if number is None else (os.path.join(folder, "tweet"), number)


def numbered(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are parts, in the order of their numbers."""
    return sorted((name for name in names if part_number(name) is not None), key=lambda name: (part_number(name), name))


def _parts_in(folder: str) -> list[str]:
    names = _names(folder)
    months = folder.endswith("tweets")
    return sorted(name for name in names if month_of(name)) if months else numbered(names)


def _names(folder: str) -> list[str]:
    """The names of the files in ``folder``; none where it cannot be opened."""
    try:
        return os.listdir(folder or os.curdir)
    except (OSError, ValueError):
        return []
