"""From bytes to characters: strict tries in a fixed order, never a replacement character.

A byte order mark decides; else UTF-8, else CP932 (what Excel in Japan saves as "CSV") or EUC-JP.
Only one chunk is held in memory, so that tables of any size can be decoded while they are read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import SEEK_END, BufferedReader, BytesIO, RawIOBase, TextIOWrapper
from typing import Any, BinaryIO, NamedTuple, cast

from tweetlint.errors import InputError
from tweetlint.limits import LONGEST_LINE
from tweetlint.text.lazy import lazy_re

_CHUNK = 1 << 20
# The UTF-32 mark begins with the UTF-16 one, so it comes first. The codecs named here eat the mark.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPOKEN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "cp932": "CP932",
    "euc_jp": "EUC-JP",
}
# Python's cp932 also lets the bytes 80, A0, FD, FE and FF pass, which no Windows program writes.
_NOT_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
# UTF-8 kana begin E3 81, E3 82 and E3 83: read as CP932 they are these three rare kanji.
_UTF8_READ_AS_CP932 = re.compile("[\u7e3a\u7e67\u7e5d]")
_HIRAGANA = lazy_re("[\u3041-\u3093]")
_KANA = lazy_re("[\u3041-\u30fe]")
_SAVE = "Save the file as UTF-8."


class _Trial(NamedTuple):
    """How far an encoding carried: ``bad`` is the first byte it cannot read (None: all), on ``line``.

    ``utf8_kana`` counts, up to where it fails, kana if this is UTF-8 and what CP932 makes of them.
    """

    encoding: str
    line: int
    bad: int | None
    hiragana: bool
    utf8_kana: int

    @property
    def good(self) -> bool:
        return self.bad is None


def encoding_of(stream: BinaryIO, path: str) -> str:
    """The Python codec that reads all of ``stream``, which is left at its beginning.

    Raises ``InputError`` with the line of the first byte that the best candidate cannot read.
    """
    head = stream.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _trusted(_try(stream, encoding), path)
    utf8 = _try(stream, "utf-8")
    if utf8.good:
        return _trusted(utf8, path)
    cp932, euc_jp = _try(stream, "cp932"), _try(stream, "euc_jp")
    if utf8.utf8_kana >= 2 or cp932.utf8_kana >= 3:
        return _trusted(utf8, path)  # UTF-8 with a broken byte, which CP932 would read as rare kanji
    if euc_jp.good and (euc_jp.hiragana or not cp932.good):
        # EUC-JP often decodes as CP932 too, into half-width kana; CP932 with hiragana never as EUC-JP.
        return _trusted(euc_jp, path)
    if cp932.good:
        return _trusted(cp932, path)
    return _trusted(max(utf8, cp932, euc_jp, key=lambda trial: trial.line), path)


def text_of(stream: BinaryIO, path: str, largest: int) -> str:
    """All characters of ``stream``, line ends as they are, without a byte order mark.

    Raises ``InputError`` when no encoding reads it, when it holds NUL characters or more than ``largest`` bytes.
    """
    if not stream.seekable():
        stream = BytesIO(BufferedReader(cast("RawIOBase", stream)).read(largest + 1))
    _refuse_large(stream, path, largest)
    encoding = encoding_of(stream, path)
    text = stream.read().decode(encoding)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise nul_found(f"{path}:{line}")
    return text


def lines_of(stream: BinaryIO, path: str, *, newline: str) -> Iterator[str]:
    """The lines of ``stream`` with their ends, decoded while they are read.

    ``newline`` is that of ``open()``: ``""`` splits at CR, LF and CRLF, ``"\\n"`` at LF only. What cannot be
    read twice is decoded as its beginning wants it, and raises ``UnicodeDecodeError`` where that fails.
    """
    encoding = _encoding_of_head(stream.head, path) if isinstance(stream, Piped) else encoding_of(stream, path)
    raw: Any = BufferedReader(stream, _CHUNK) if isinstance(stream, Piped) else stream
    reader = TextIOWrapper(raw, encoding, newline=newline)
    try:
        for number, line in enumerate(iter(partial(reader.readline, LONGEST_LINE + 1), ""), 1):
            if len(line) > LONGEST_LINE:
                what = f"a line of more than {LONGEST_LINE:,} characters begins here."
                raise InputError(f"{path}:{number}", what, "Put each post on a line of its own.")
            yield line
    finally:
        with suppress(ValueError):  # closed already
            reader.detach()  # the stream is not ours to close


class Piped(RawIOBase):
    """A stream that can be read only once, of which the ``head`` is known."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head = stream.read(_CHUNK)
        self._rest = stream
        self._taken = 0

    @property
    def whole(self) -> bool:
        """Whether the head is all there is."""
        return len(self.head) < _CHUNK

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills ``buffer`` from the head, then from what follows."""
        part = self.head[self._taken : self._taken + len(buffer)] or self._rest.read(len(buffer))
        self._taken += len(part)
        buffer[: len(part)] = part
        return len(part)


def undecodable(error: UnicodeDecodeError, path: str) -> InputError:
    """The error for a byte far behind the beginning of a stream that can be read only once."""
    name = _SPOKEN.get(error.encoding.replace("-sig", ""), error.encoding)
    return InputError(path, f"byte 0x{error.object[error.start]:02x} cannot be read as {name}.", _SAVE)


def _encoding_of_head(head: bytes, path: str) -> str:
    """The codec for a stream that begins with ``head``; as ``encoding_of`` for the whole lines of it."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    return encoding_of(BytesIO(head[: head.rfind(b"\n") + 1] or head), path)


def _refuse_large(stream: BinaryIO, path: str, largest: int) -> None:
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    if size > largest:
        what = f"the file has more than {largest:,} bytes, the most for one that is read as a whole."
        raise InputError(path, what, "Save many posts as JSON Lines or CSV, a draft a line.")


def nul_found(place: str) -> InputError:
    """The error for a NUL character: UTF-16 without its mark, or no text at all."""
    return InputError(place, "a NUL character, so this is UTF-16 without a byte order mark or no text.", _SAVE)


def _trusted(trial: _Trial, path: str) -> str:
    if trial.bad is None:
        return trial.encoding
    name = _SPOKEN[trial.encoding]
    raise InputError(f"{path}:{trial.line}", f"byte 0x{trial.bad:02x} cannot be read as {name}.", _SAVE)


def _try(stream: BinaryIO, encoding: str) -> _Trial:
    decoder = codecs.getincrementaldecoder(encoding)()
    line, utf8_kana, hiragana = 1, 0, False
    trace = {"utf-8": _KANA, "cp932": _UTF8_READ_AS_CP932}.get(encoding)
    bad: int | None = None
    stream.seek(0)
    while bad is None:
        chunk = stream.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            bad = error.object[error.start]
            text = error.object[: error.start].decode(encoding, errors="replace")
        if encoding == "cp932" and bad is None and (stray := _NOT_CP932.search(text)):
            bad = stray[0].encode("cp932")[0]
            text = text[: stray.start()]
        line += text.count("\n")
        if trace is not None and utf8_kana < 3:
            utf8_kana += len(trace.findall(text))
        hiragana = hiragana or _HIRAGANA.search(text) is not None
        if not chunk:
            break
    stream.seek(0)
    return _Trial(encoding, line, bad, hiragana, utf8_kana)
