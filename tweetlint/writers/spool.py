"""What has to wait until the end: in memory while it is little, in a temporary file from then on."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar

Value = TypeVar("Value")
_IN_MEMORY = 1 << 20


class Spool(Generic[Value]):
    """Values in the order in which they were added. The file has no name, so that it goes with the process."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, prefix="tweetlint-")  # noqa: SIM115 -- lives as long as we
        self._count = 0

    def add(self, value: Value) -> None:
        """One value more; raises ``OSError`` when there is no room for it."""
        try:
            pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError:
            with suppress(OSError):  # what could not be written would be tried, and told, again
                self._file.close()
            raise
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Value]:
        self._file.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._file)
