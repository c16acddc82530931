"""Compiled rule sets, kept between runs: compiling costs more than linting one draft.

A file is named by all that its content depends on (rule files, word lists, account file, editions), so
it is never out of date; one that is damaged, or not ours alone to write, is passed over. Nothing fails
for want of a cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEPT = 24
_CHECKSUM = 4
_DAMAGED = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError)


class Cache:
    """A folder of compiled values."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, read: Callable[[memoryview], Any], *parts: object) -> Any | None:
        """What ``read`` makes of the bytes stored under ``parts``, or None when there are none to be trusted."""
        path = self._path(parts)
        try:
            if not _ours_alone(path) or not _ours_alone(self._folder):
                return None
            data = path.read_bytes()
        except OSError:
            return None
        payload = memoryview(data)[_CHECKSUM:]
        if _checksum(payload) != data[:_CHECKSUM]:
            return None
        try:
            return read(payload)
        except _DAMAGED:
            return None

    def store(self, payload: bytes, *parts: object) -> None:
        """Keeps ``payload`` under ``parts``, whole or not at all; a folder that cannot be written is left alone."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            import tempfile  # here: runs that find what they need never store

            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_checksum(payload))
                    stream.write(payload)
                Path(name).replace(self._path(parts))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._forget_the_oldest()

    def _path(self, parts: tuple[object, ...]) -> Path:
        key = "\0".join([sys.version, *map(repr, parts)])
        return self._folder / f"{hashlib.blake2b(key.encode('utf-8', 'replace'), digest_size=16).hexdigest()}.rules"

    def _forget_the_oldest(self) -> None:
        kept = sorted(self._folder.glob("*.rules"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[KEPT:]:
            path.unlink(missing_ok=True)


def _checksum(payload: bytes | memoryview) -> bytes:
    """Tells a damaged file; a forged one is told by who may write it."""
    return zlib.crc32(payload).to_bytes(_CHECKSUM, "big")


def _ours_alone(path: Path) -> bool:
    """Whether this user owns the file and nobody else may write it (where the system can tell)."""
    if not hasattr(os, "getuid"):
        return True
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
