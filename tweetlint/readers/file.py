"""What a reader is given and what it gives: the border between finding files and reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from tweetlint.model import Draft, Problem


class File(NamedTuple):
    """An open file of drafts: ``path`` as messages name it, ``stream`` at its beginning.

    It can be read twice, unless it is a ``decode.Piped``.

    ``columns`` maps headers of the user's own tables to draft fields.
    """

    path: str
    stream: BinaryIO
    columns: Mapping[str, str] = {}


Reader = Callable[[File], Iterator[Draft | Problem]]
"""Drafts and problems in the order of the file; raises ``InputError`` where it cannot go on."""
