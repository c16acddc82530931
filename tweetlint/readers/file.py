"""What a reader is given and what it gives: the border between finding files and reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import BinaryIO, NamedTuple

from tweetlint.model import Draft, Problem


class File(NamedTuple):
    """An open file of drafts: ``path`` as messages name it, ``stream`` at its beginning.

    It can be read twice, unless it is a ``decode.Piped``.

    ``columns`` maps headers of the user's own tables to draft fields. ``zone`` is where clocks show the times that
    stand there without an offset; without one such a time is refused. ``location`` is where the file lies, for
    formats of several files; empty where it lies nowhere.
    """

    path: str
    stream: BinaryIO
    columns: Mapping[str, str] = {}
    zone: tzinfo | None = None
    location: str = ""


HALVES = ("publish_date", "publish_time")
"""What columns of a table may hold besides draft fields: the day and the time of ``publish_at``, apart."""

Reader = Callable[[File], Iterator[Draft | Problem]]
"""Drafts and problems in the order of the file; raises ``InputError`` where it cannot go on."""
