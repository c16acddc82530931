"""Files that are written whole or not at all: until the end, what was there before is still there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tweetlint.cli.wording import Words
from tweetlint.errors import ConfigError


@contextmanager
def whole_file(path: Path, words: Words) -> Iterator[Callable[[str], None]]:
    """Gives what adds text to the file ``path``, in UTF-8, which is there when all went well.

    It is written beside and put in its place at the end, with the permissions of the file that was
    there; a device or pipe is written to at once. Raises ``ConfigError`` where it cannot be written.
    """
    with _refused(path, words):
        mode = _mode(path)
        special = mode is not None and not stat.S_ISREG(mode)
        target = Path(os.path.realpath(path))
        handle, name = (os.open(path, os.O_WRONLY), "") if special else _beside(target)
        stream = open(handle, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 -- closed below

    def write(text: str) -> None:
        with _refused(path, words):
            stream.write(text)

    try:
        yield write
        with _refused(path, words):
            stream.flush()
            if not special:
                os.fsync(handle)
                stream.close()
                Path(name).chmod(_new_mode() if mode is None else stat.S_IMODE(mode))
                Path(name).replace(target)
                name = ""
    finally:
        with suppress(OSError):  # already told
            stream.close()
        if name:
            Path(name).unlink(missing_ok=True)


def _beside(target: Path) -> tuple[int, str]:
    """A new file in the folder of ``target``: a rename does not leave a file system."""
    import tempfile  # here: few runs write to a file

    return tempfile.mkstemp(dir=target.parent, prefix=".tweetlint-", suffix=".part")


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _new_mode() -> int:
    """The permissions that the user wants of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _refused(path: Path, words: Words) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConfigError(str(path), words.say("not_written", reason=error.strerror)) from error
