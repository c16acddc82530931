"""Readers: from files, folders and standard input to drafts.

A new format is a module with a reader (see ``file.Reader``) and a line in ``READERS``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from importlib import import_module
from io import BytesIO
from typing import BinaryIO, cast

from tweetlint.errors import InputError, did_you_mean
from tweetlint.model import DRAFT_FIELDS, Draft, Problem
from tweetlint.readers import decode
from tweetlint.readers.discover import STDIN, Archives, Found, found
from tweetlint.readers.file import HALVES, File, Reader

READERS: Mapping[str, tuple[str, str]] = {
    ".txt": ("text", "read"),
    ".text": ("text", "read"),
    ".md": ("markdown", "read"),
    ".markdown": ("markdown", "read"),
    ".csv": ("table", "read_csv"),
    ".tsv": ("table", "read_tsv"),
    ".json": ("json", "read_json"),
    ".jsonl": ("json", "read_jsonl"),
    ".ndjson": ("json", "read_jsonl"),
    ".js": ("x_archive", "read"),
    ".zip": ("x_archive", "read_zip"),
}
"""The reader of each file name extension: its module, which is imported when a file is its own, and its name."""

FORMATS: tuple[str, ...] = tuple(name[1:] for name, (module, _) in READERS.items() if module != "x_archive")
"""The names of formats for standard input: the extensions without their dot. Archives are many files, and no input."""


def read(
    paths: Sequence[str],
    *,
    stdin: bytes | BinaryIO | None = None,
    stdin_format: str | None = None,
    columns: Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
    archives: Archives = Archives.NAMED,
) -> Iterator[Draft | Problem]:
    """The drafts that ``paths`` name, one file at a time and in order, problems in their place.

    ``paths`` are files, folders, globs, and ``-`` for ``stdin``, which is text unless
    ``stdin_format`` says otherwise; tables and JSON lines are read from it as they are taken. A file
    that changes while it is read is a problem, and its last draft is none. ``columns`` maps headers of
    the user's tables to draft fields. Times without an offset are what clocks show in ``zone``, and are refused
    without one. ``archives`` says whether X archives are read wherever they lie, or only where they are named.
    The iterator is never empty: no draft at all is a problem. Raises ``InputError`` at once for an
    unknown format or field.
    """
    if stdin_format is not None and stdin_format not in FORMATS:
        raise InputError("standard input", f"unknown format '{stdin_format}'.", did_you_mean(stdin_format, FORMATS))
    for header, name in (columns or {}).items():
        if name not in DRAFT_FIELDS and name not in HALVES:
            advice = did_you_mean(name, (*DRAFT_FIELDS, *HALVES))
            raise InputError(f"column '{header}'", f"unknown field '{name}'.", advice)
    plain = File("", BytesIO(), columns or {}, zone)
    return _read(found(paths, READERS, archives), ", ".join(paths), stdin, f".{stdin_format or 'text'}", plain)


def _read(
    files: Iterator[Found | Problem], names: str, stdin: bytes | BinaryIO | None, stdin_extension: str, plain: File
) -> Iterator[Draft | Problem]:
    """The drafts of ``files``, each read as the ``plain`` one says."""
    nothing = True
    for file in files:
        if isinstance(file, Problem):
            items: Iterator[Draft | Problem] = iter((file,))
        elif file.location == STDIN:
            items = _drafts(_reader(stdin_extension), plain._replace(path=file.path, stream=_once(stdin or b"")))
        else:
            items = _opened(file, plain)
        for item in items:
            nothing = False
            yield item
    if nothing:
        yield Problem(f"{names}: nothing to lint. Name a file with a post.")


def _reader(extension: str) -> Reader:
    module, name = READERS[extension]
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), name)
    return reader


def _once(stdin: bytes | BinaryIO) -> BinaryIO:
    """Standard input from where it stands; what fits into memory as if it were a file."""
    if isinstance(stdin, bytes):
        return BytesIO(stdin)
    if stdin.seekable() and stdin.tell() == 0:
        return stdin
    piped = decode.Piped(stdin)
    return BytesIO(piped.head) if piped.whole else cast("BinaryIO", piped)


def _opened(file: Found, plain: File) -> Iterator[Draft | Problem]:
    try:
        before = _state(file.location)
        with open(file.location, "rb") as stream:
            last: Draft | Problem | None = None
            opened = plain._replace(path=file.path, stream=stream, location=file.location)
            for item in _drafts(_reader(file.extension), opened):
                if last is not None:
                    yield last
                last = item
        if _state(file.location) != before:
            last = _changed(file.path)
        if last is not None:
            yield last
    except OSError as error:
        yield _unreadable(file.path, error)


def _state(location: str) -> tuple[int, ...]:
    """What is another when the file was written to, replaced or deleted meanwhile."""
    try:
        status = os.stat(location)
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _changed(path: str) -> Problem:
    return Problem(f"{path}: the file changed while it was read. Run again.")


def _drafts(reader: Reader, file: File) -> Iterator[Draft | Problem]:
    """What ``reader`` gives; where it cannot go on, a problem ends the file."""
    nothing = True
    try:
        for item in reader(file):
            nothing = False
            yield item
    except InputError as error:
        yield Problem(str(error))
    except UnicodeDecodeError as error:
        piped = isinstance(file.stream, decode.Piped)
        yield Problem(str(decode.undecodable(error, file.path))) if piped else _changed(file.path)
    else:
        if nothing:
            yield Problem(f"{file.path}: no draft in this file. Write one.")


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(f"{path}: cannot be read: {error.strerror}. Check the file and its permissions.")
