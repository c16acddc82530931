"""Hostile drafts and file names: what comes out, on a terminal, in a CI log and for a program."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import builtins
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tweetlint.limits import LONGEST_TEXT

Run = Callable[..., Result]


def _excerpt_line(result: Result) -> str:
    """The line of the human report that shows the draft."""
    (line,) = [line for line in result.output.splitlines() if line.startswith("    | ") and "^" not in line]
    return line.removeprefix("    | ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[2J激安\x1b]0;own\x07", "<U+001B>[2J激安<U+001B>]0;own<U+0007>", id="terminal escapes"),
        pytest.param("\x9b31m激安\x85", "<U+009B>31m激安<U+0085>", id="C1 controls"),
        pytest.param("\u202e激安\u2066", "<U+202E>激安<U+2066>", id="right-to-left override"),
        pytest.param("激安<script>alert(1)</script>", "激安<script>alert(1)</script>", id="HTML"),
        pytest.param("# **激安** [x](javascript:y)", "# **激安** [x](javascript:y)", id="Markdown"),
        pytest.param("::error::激安", "::error::激安", id="workflow command"),
        pytest.param("##[error]激安 ##vso[x]", "##<U+005B>error]激安 ##vso<U+005B>x]", id="command of another runner"),
        pytest.param('=HYPERLINK("http://x.example","激安")', '=HYPERLINK("http://x.example","激安")', id="formula"),
        pytest.param("激安\u200b\ufeff\u00ad", "激安<U+200B><U+FEFF><U+00AD>", id="invisible characters"),
        pytest.param("激安" + "\u0301" * 40, "激安" + "\u0301" * 40, id="a heap of marks"),
        pytest.param("激安\U000e0041\U000e0042", "激安<U+E0041><U+E0042>", id="tag characters"),
    ],
)  # fmt: skip
def test_what_a_terminal_shows_of_a_hostile_draft(run: Run, folder: Path, text: str, shown: str) -> None:
    """Escapes, overrides and what is invisible are shown by number; everything else is text and stays as it is."""
    (folder / "a.txt").write_text(text, "utf-8")
    result = run("check", "a.txt", "--width", "400")

    assert shown == _excerpt_line(result)
    assert not [line for line in result.output.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("form", ["json", "jsonl", "github"])
@pytest.mark.parametrize(
    "text", ["\x1b[2J激安\x07\x9b", "\u202e激安", "激安\n::error::x\n##[group]y", "激安\r::error::x"]
)
def test_what_a_program_gets_of_a_hostile_draft(run: Run, folder: Path, form: str, text: str) -> None:
    """One finding, on one line, with nothing in it that acts; JSON says exactly what was written."""
    (folder / "a.txt").write_bytes(text.encode())
    result = run("check", "a.txt", "--format", form)
    raw = [character for character in "\x1b\x07\x9b\u202e\r" if character in result.stdout]

    assert [] == raw
    if form == "github":
        assert 1 == result.stdout.count("::error ")
        assert 1 == len(result.stdout.splitlines())
    else:
        finding = json.loads(result.stdout) if form == "jsonl" else json.loads(result.stdout)["findings"][0]
        assert "激安" == finding["excerpt"]
        assert text.index("激安") == finding["start"]


def test_a_formula_in_a_cell_is_text(run: Run, folder: Path) -> None:
    """A cell that a spreadsheet would calculate is a post like any other, and its excerpt is verbatim."""
    (folder / "a.csv").write_text('text\n"=1+1 激安"\n"@SUM(1) 激安"\n"\t=cmd|\' /C x\'!A0 激安"\n', "utf-8")
    found = json.loads(run("check", "a.csv", "--format", "json").stdout)

    assert [5, 8, 17] == [finding["start"] for finding in found["findings"]]


TOO_LONG = "characters, and no post has more than 100,000. Split it, or check that this file is a draft."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param("a.txt", b"a\0b", "a.txt:1: a NUL character, so this is UTF-16 without a byte order mark or no text. Save the file as UTF-8.", id="NUL"),
        pytest.param("a.csv", b"text\na\0b\n", "a.csv:2: row 1: the text holds a NUL character, which no post can. Take it out.", id="NUL in a cell"),
        pytest.param("a.json", b'{"text": "a\\u0000b"}', "a.json:1: the text holds a NUL character, which no post can. Take it out.", id="NUL in JSON"),
        pytest.param("a.json", b'{"text": "a\\ud800b"}', "a.json:1: not JSON: \\ud800 is half of a pair. Correct the line; a JSON checker shows the place.", id="a lone surrogate in JSON"),
        pytest.param("a.txt", b"a\xed\xa0\x80b", "a.txt:1: byte 0xed cannot be read as UTF-8. Save the file as UTF-8.", id="a lone surrogate in UTF-8"),
        pytest.param("a.txt", "激安です".encode() * 900_000, "a.txt: the file has more than 8,388,608 bytes, the most for one that is read as a whole. Save many posts as JSON Lines or CSV, a draft a line.", id="10 MB of one line"),
        pytest.param("a.jsonl", b'{"text": "' + b"a" * 10_000_000 + b'"}', "a.jsonl:1: a line of more than 8,388,608 characters begins here. Put each post on a line of its own.", id="10 MB of one line of JSON"),
        pytest.param("a.json", b'{"text": "' + b"a" * 10_000_000 + b'"}', f"a.json:1: the text has 10,000,000 {TOO_LONG}", id="10 MB of one text"),
        pytest.param("a.csv", b"text\n" + b"a" * 10_000_000, "a.csv:2: a line of more than 8,388,608 characters begins here. Put each post on a line of its own.", id="10 MB of one cell"),
        pytest.param("a.txt", "😀".encode() * 1_000_000, f"a.txt:1: the text has 1,000,000 {TOO_LONG}", id="a million emoji"),
        pytest.param("a.md", b"---\nid: " + b"[" * 100_000 + b"\n---\na", "a.md:2: the front matter is nested too deeply. Write `key: value` lines.", id="deep YAML"),
        pytest.param("a.md", b"---\n" + b"? " * 100_000 + b"\n---\na", "a.md:2: the front matter is nested too deeply. Write `key: value` lines.", id="deep YAML of keys"),
        pytest.param("a.json", b"[" * 1_000_000, 'a.json:1: JSON that is nested too deeply. Write an array of drafts, each {"id": …, "text": …}.', id="deep JSON"),
        pytest.param("a.jsonl", b'{"a":' * 1_000_000, 'a.jsonl:1: JSON that is nested too deeply. Write an array of drafts, each {"id": …, "text": …}.', id="deep JSON in a line"),
        pytest.param("a.md", b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n---\na", "a.md:3: the front matter has an alias (*). Write the value out; put quotes around a *.", id="YAML bomb"),
        pytest.param("a.md", b"---\nid: !!python/object/apply:os.system [x]\n---\na", "a.md:2: id is a list. Write one value: `id: …`.", id="YAML that would run code"),
        pytest.param("a.csv", b"text" + b",a" * 100_000 + b"\na\n", "a.csv:1: 100,001 columns. Keep 1,000 at most.", id="a hundred thousand columns"),
        pytest.param("a.jsonl", b'{"text": "a", "id": "' + b"a" * 5000 + b'"}', "a.jsonl:1: id has 5,000 characters. Keep 2,000 at most.", id="a long id"),
    ],
)  # fmt: skip
def test_what_is_no_draft_is_one_sentence_and_exit_status_2(
    run: Run, folder: Path, name: str, content: bytes, sentence: str
) -> None:
    """Nothing is linted in part, nothing is passed over, and it does not take long."""
    (folder / name).write_bytes(content)
    result = run("check", name, "--format", "github")

    assert (2, [sentence]) == (result.exit_code, result.stderr.splitlines())


def test_the_longest_text_is_linted(run: Run, folder: Path) -> None:
    """A text of exactly the limit is a draft."""
    (folder / "a.txt").write_text("あ" * (LONGEST_TEXT - 2) + "激安", "utf-8")
    found = json.loads(run("check", "a.txt", "--format", "json").stdout)

    assert ["激安"] == [finding["excerpt"] for finding in found["findings"] if finding["rule"] == "price/cheap"]


def test_a_table_of_rows_that_never_end_is_given_up(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that swallow all that follows are read again once each; after so much of that the table is over."""
    monkeypatch.setattr("tweetlint.readers.table.MOST_READ_AGAIN", 1 << 20)
    (folder / "a.csv").write_bytes(b"text\n" + b'a","\n' * 40_000)
    result = run("check", "a.csv", "--format", "github")

    assert 2 == result.exit_code
    assert "so many rows above are broken that reading ends here. Save the table again as CSV UTF-8." in result.stderr


def test_a_spreadsheet_is_refused_by_its_ending_and_never_opened(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XLSX is no format that is read, so a zip bomb with that ending stays folded."""
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 10_000_000)
    opened: list[str] = []
    really = builtins.open

    def watched(file: object, *arguments: object, **options: object) -> object:
        opened.append(str(file))
        return really(file, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(io, "open", watched)
    result = run("check", "bomb.xlsx", "--language", "en")

    assert 2 == result.exit_code
    assert "bomb.xlsx: files that end in .xlsx cannot be read." in result.output
    assert [] == [name for name in opened if name.endswith(".xlsx")]


def test_links_that_go_round_end(run: Run, folder: Path) -> None:
    """Links to a folder above, to each other and to themselves end the walk, and drafts are linted once."""
    (folder / "posts").mkdir()
    (folder / "posts" / "a.txt").write_text("激安", "utf-8")
    (folder / "posts" / "up").symlink_to("..")
    (folder / "posts" / "me").symlink_to("me")
    (folder / "posts" / "b.txt").symlink_to("c.txt")
    (folder / "posts" / "c.txt").symlink_to("b.txt")
    result = run("check", ".", "posts/**/*.txt", "--format", "json")
    found = json.loads(result.stdout)

    assert 1 == len(found["findings"])
    assert {
        "posts/b.txt: the link leads nowhere. Point it at a file, or name the file itself.",
        "posts/c.txt: the link leads nowhere. Point it at a file, or name the file itself.",
    } == {problem["sentence"] for problem in found["problems"]}
    assert 2 == result.exit_code


NAMES = ["a\n::error::x.txt", "a\r::error::x.txt", "::error::x.txt", "\x1b[2Ja.txt", "\u202ea.txt", "-rf.txt", " .txt"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["human", "json", "jsonl", "github"])
def test_a_file_name_is_only_a_name(run: Run, folder: Path, name: str, form: str) -> None:
    """Line breaks, escapes and commands in a file name add no line that acts and lose no finding."""
    (folder / name).write_text("激安", "utf-8")
    (folder / f"{name}.bad.txt").write_text("", "utf-8")
    result = run("check", ".", "--format", form)

    assert 2 == result.exit_code
    assert not [line for line in result.output.splitlines() if line.lstrip().startswith("::error::")]
    assert not [character for character in "\x1b\u202e\r" if character in result.output]
    if form == "json":
        found = json.loads(result.stdout)
        assert [name] == [finding["path"] for finding in found["findings"]]
        assert 1 == len(found["problems"])
    else:
        assert "price/cheap" in result.stdout


def test_a_file_name_that_is_no_text_is_shown_with_marks(run: Run, folder: Path) -> None:
    """Bytes in a name that are no UTF-8 are replaced where the name is shown, and the file is read."""
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as stream:
        stream.write("激安".encode())
    found = json.loads(run("check", ".", "--format", "json").stdout)

    assert ["\ufffd\ufffd.txt"] == [finding["path"] for finding in found["findings"]]
