"""Files that change under the reader, and input that can be read only once."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tweetlint.model import Draft, Problem
from tweetlint.readers import decode, read

CHANGED = "the file changed while it was read. Run again."


def rows(count: int) -> str:
    """A table whose decoding takes more than one chunk, so that it is still being read."""
    return "本文,id\n" + "".join(f"{'あ' * 300},{number}\n" for number in range(count))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5)


def append(path: Path) -> None:
    with path.open("a") as stream:
        stream.write("あとから,x\n")


def overwrite(path: Path) -> None:
    path.write_text("本文\n別のもの\n")


def replace(path: Path) -> None:
    path.with_name("new").write_bytes(path.read_bytes())
    path.with_name("new").replace(path)


def delete(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [truncate, append, overwrite, replace, delete], ids=lambda change: change.__name__)
def test_a_file_that_changes_while_it_is_read_is_a_problem(folder: Path, change: Callable[[Path], None]) -> None:
    """What was read before stands, its last draft is none, and the next file is read."""
    (folder / "a.csv").write_text(rows(5000), encoding="utf-8")
    (folder / "b.txt").write_text("おはようございます")
    items = read(["a.csv", "b.txt"])
    first = next(items)
    change(folder / "a.csv")
    *others, second, last = items

    assert isinstance(first, Draft) and isinstance(last, Draft)
    assert Problem(f"a.csv: {CHANGED}") == second
    assert "おはようございます" == last.text
    assert {300} == {len(item.text) for item in (first, *others) if isinstance(item, Draft)}


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json"])
def test_a_single_draft_is_whole_or_a_problem(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is cut off between opening and reading gives no half of a draft."""
    (folder / name).write_text('{"text": "おはようございます"}' if name == "a.json" else "おはようございます")
    text_of = decode.text_of

    def late(stream: io.BufferedIOBase, path: str, largest: int) -> str:
        truncate(folder / name)
        return text_of(stream, path, largest)  # type: ignore[arg-type]

    monkeypatch.setattr(decode, "text_of", late)

    assert f"{name}: {CHANGED}" in [item.sentence for item in read([name]) if isinstance(item, Problem)]
    assert not [item for item in read([name]) if isinstance(item, Draft)]


def test_a_file_that_goes_away_before_it_is_opened_is_told(folder: Path) -> None:
    """By its name, and the others are read."""
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("おはようございます")
    items = read(["a.txt", "b.txt"])
    next(items)
    (folder / "b.txt").unlink()

    assert [Problem("b.txt: there is no such file or folder. Did you mean 'a.txt'?")] == list(items)


class Pipe(io.RawIOBase):
    """Bytes that come once, counted as they are taken."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._parts, b"")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        self.taken += len(part)
        return len(part)


def piped(*texts: str | bytes) -> tuple[Pipe, io.BufferedReader]:
    pipe = Pipe(text.encode() if isinstance(text, str) else text for text in texts)
    return pipe, io.BufferedReader(pipe)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_pipe_is_read_as_its_drafts_are_taken(form: str) -> None:
    """Not to its end before the first."""
    line = f'{{"text": "{"あ" * 300}"}}\n' if form == "jsonl" else f"{'あ' * 300}\n"
    head = "\n" if form == "jsonl" else "本文\n"
    pipe, stream = piped(head, *[line] * 20_000)
    drafts = read(["-"], stdin=stream, stdin_format=form)
    first = next(drafts)

    assert isinstance(first, Draft)
    assert pipe.taken < 4 << 20
    assert 19_999 == len(list(drafts))
    assert pipe.taken > 17 << 20


@pytest.mark.parametrize(
    "form, content",
    [
        ("csv", rows(4000)),
        ("tsv", rows(4000).replace(",", "\t")),
        ("jsonl", "".join(f'{{"text": "{"あ" * 300}", "id": "{n}"}}\n' for n in range(4000))),
        ("json", "[" + ",".join(f'{{"text": "{"あ" * 300}", "id": "{n}"}}' for n in range(4000)) + "]"),
        ("text", "あ" * 600_000),
        ("csv", rows(2)),
        ("text", ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_a_pipe_gives_what_a_file_gives(form: str, content: str, encoding: str) -> None:
    """Whatever its size, format and encoding."""
    data = content.encode(encoding)
    _, stream = piped(*[data[i : i + 50_001] for i in range(0, len(data), 50_001)])

    assert list(read(["-"], stdin=data, stdin_format=form)) == list(read(["-"], stdin=stream, stdin_format=form))


def test_a_broken_byte_far_down_a_pipe_is_told(folder: Path) -> None:
    """The encoding is what the beginning is in; drafts before it stand."""
    _, stream = piped("本文\n", *["あ" * 300 + "\n"] * 2000, "あ".encode("cp932") + b"\n")
    *drafts, last = read(["-"], stdin=stream, stdin_format="csv")

    assert Problem("<stdin>: byte 0x82 cannot be read as UTF-8. Save the file as UTF-8.") == last
    assert len(drafts) > 1000


def test_standard_input_that_is_a_file_is_read_like_one(folder: Path) -> None:
    """From where it stands."""
    (folder / "a.csv").write_text("x\n本文\nあ\n")
    with (folder / "a.csv").open("rb") as stream:
        stream.readline()
        (draft,) = read(["-"], stdin=stream, stdin_format="csv")

    assert isinstance(draft, Draft)
    assert "あ" == draft.text
