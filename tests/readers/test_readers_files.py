"""Which files are read, in which order and encoding, and that nothing is ever passed over in silence."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.errors import InputError
from tweetlint.limits import LARGEST_POST_FILE
from tweetlint.model import Draft, Problem
from tweetlint.readers import FORMATS, read
from tweetlint.readers.decode import text_of

Reading = Callable[[str, str | bytes], list[Draft | Problem]]
ENDINGS = ".csv, .js, .json, .jsonl, .markdown, .md, .ndjson, .text, .tsv, .txt, .zip"


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("こんにちは", "utf-8")


def ids(items: Iterator[Draft | Problem]) -> list[str]:
    """The ids of drafts, and the sentences of problems, in order."""
    return [item.id if isinstance(item, Draft) else item.sentence for item in items]


TREE = ("posts/b.txt", "posts/a.md", "posts/2026/c.txt", "posts/2026/deep/d.markdown", "top.txt")


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["top.txt"], ["top.txt"], id="a file"),
        pytest.param(
            ["posts"],
            ["posts/2026/c.txt", "posts/2026/deep/d.markdown", "posts/a.md", "posts/b.txt"],
            id="a folder, by name",
        ),
        pytest.param(["posts/"], ["posts/2026/c.txt", "posts/2026/deep/d.markdown", "posts/a.md", "posts/b.txt"], id="slash"),
        pytest.param(
            ["."],
            ["posts/2026/c.txt", "posts/2026/deep/d.markdown", "posts/a.md", "posts/b.txt", "top.txt"],
            id="the folder one stands in",
        ),
        pytest.param(["./top.txt"], ["top.txt"], id="no dot in a name"),
        pytest.param(["top.txt", "posts/b.txt"], ["top.txt", "posts/b.txt"], id="as the user ordered them"),
        pytest.param(["posts/b.txt", "posts/../posts/b.txt", "posts/2026/.."], ["posts/b.txt", "posts/2026/../2026/c.txt",
                     "posts/2026/../2026/deep/d.markdown", "posts/2026/../a.md"], id="each file once"),
        pytest.param(["posts/*.md"], ["posts/a.md"], id="a glob"),
        pytest.param(["posts/[ab].*"], ["posts/a.md", "posts/b.txt"], id="a glob with letters"),
        pytest.param(["posts/20*"], ["posts/2026/c.txt", "posts/2026/deep/d.markdown"], id="a glob of folders"),
        pytest.param(["posts/**"], ["posts/2026/c.txt", "posts/2026/deep/d.markdown", "posts/a.md", "posts/b.txt"], id="**"),
        pytest.param(["**/*.txt"], ["posts/2026/c.txt", "posts/b.txt", "top.txt"], id="** before a name"),
        pytest.param(["posts/**/deep/*"], ["posts/2026/deep/d.markdown"], id="** before a folder"),
    ],
)  # fmt: skip
def test_paths_name_files_in_a_fixed_order(folder: Path, paths: list[str], expected: list[str]) -> None:
    """Folders and globs come sorted, so that the same tree gives the same report."""
    write(folder, *TREE)

    assert expected == ids(read(paths))


def test_a_folder_is_read_without_what_holds_no_drafts(folder: Path) -> None:
    """Hidden files, the files every repository has, word lists and other formats are passed over."""
    write(folder, "posts/a.txt", "posts/.hidden.txt", "posts/.git/x.txt", "posts/node_modules/x.md")
    write(
        folder,
        "posts/README.md",
        "posts/readme.ja.md",
        "posts/LICENSE.txt",
        "posts/package.json",
        "posts/requirements.txt",
    )
    write(folder, "posts/picture.png", "posts/tool.py", "posts/tweetlint.toml", "posts/NOTES")
    (folder / "posts/words.tsv").write_text("# title: words\nterm\nx\n")

    assert ["posts/a.txt"] == ids(read(["posts"]))


def test_a_file_that_is_named_is_read_whatever_its_name(folder: Path) -> None:
    """Who names README.md means it."""
    write(folder, "README.md", ".hidden.txt")

    assert ["README.md", ".hidden.txt"] == ids(read(["README.md", ".hidden.txt"]))


def test_loops_of_links_end(folder: Path) -> None:
    """A folder that links to its own parents is read once, by folder and by glob."""
    write(folder, "posts/a.txt")
    for name in ("here", "again"):
        (folder / "posts" / name).symlink_to(folder / "posts", target_is_directory=True)
    (folder / "posts" / "up").symlink_to(folder, target_is_directory=True)

    assert ["posts/a.txt"] == ids(read(["posts"]))
    assert ["posts/a.txt"] == ids(read(["posts/**/*.txt"]))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("missing.txt", "missing.txt: there is no such file or folder. Check the path."),
        ("draft.tx", "draft.tx: there is no such file or folder. Did you mean 'draft.txt'?"),
        (
            "draft.docx",
            f"draft.docx: files that end in .docx cannot be read. Save it as one of {ENDINGS}, "
            "or pipe it to standard input and name -.",
        ),
        (
            "DRAFT",
            f"DRAFT: a name without an ending. Save it as one of {ENDINGS}, or pipe it to standard input and name -.",
        ),
        ("empty", f"empty: the folder holds no draft. Files of drafts end in {ENDINGS}."),
        ("*.jsonl", f"*.jsonl: no draft has such a name. Files of drafts end in {ENDINGS}."),
        ("**/[z-a].txt", f"**/[z-a].txt: no draft has such a name. Files of drafts end in {ENDINGS}."),
        ("broken.txt", "broken.txt: the link leads nowhere. Point it at a file, or name the file itself."),
        ("pipe.txt", "pipe.txt: neither a file nor a folder. Pipe it to standard input and name -."),
        ("a\0b", "a\0b: there is no such file or folder. Check the path."),
    ],
)
def test_a_path_that_gives_no_draft_is_a_problem_in_its_place(folder: Path, path: str, sentence: str) -> None:
    """Whatever cannot be read is one sentence, and the next path is read all the same."""
    write(folder, "draft.txt", "draft.docx", "DRAFT", "empty/x.png")
    (folder / "broken.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "pipe.txt")

    assert [sentence, "draft.txt"] == ids(read([path, "draft.txt"]))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_a_problem(folder: Path) -> None:
    """Permissions are told, not raised."""
    write(folder, "a.txt")
    (folder / "a.txt").chmod(0)

    assert ["a.txt: cannot be read: Permission denied. Check the file and its permissions."] == ids(read(["a.txt"]))


def test_no_path_at_all_is_a_problem() -> None:
    """Nothing to lint never looks clean."""
    assert ["Nothing to lint: no file, folder or - was named. Name one."] == ids(read([]))


def test_files_are_opened_one_after_the_other(folder: Path) -> None:
    """The second file is not touched before the first one's drafts are taken."""
    write(folder, "a.txt", "b.txt")
    items = read(["a.txt", "b.txt"])
    first = next(items)
    (folder / "b.txt").write_text("あとから")
    second = next(items)

    assert isinstance(first, Draft) and isinstance(second, Draft)
    assert "あとから" == second.text


@pytest.mark.parametrize(
    ("form", "content", "name"),
    [
        (None, "こんにちは", "<stdin>"),
        ("text", "こんにちは", "<stdin>"),
        ("markdown", "---\nid: x\n---\nこんにちは", "x"),
        ("csv", "本文\nこんにちは", "<stdin>:1"),
        ("tsv", "本文\tid\nこんにちは\ty", "y"),
        ("json", '[{"text": "こんにちは"}]', "<stdin>[0]"),
        ("jsonl", '\n{"text": "こんにちは"}', "<stdin>:2"),
    ],
)
def test_standard_input_is_read_in_any_format(form: str | None, content: str, name: str) -> None:
    """Standard input is text unless it is said to be something else, and is called <stdin>."""
    (draft,) = read(["-"], stdin=content.encode(), stdin_format=form)

    assert isinstance(draft, Draft)
    assert (name, "こんにちは", "<stdin>") == (draft.id, draft.text, draft.origin.path)


@pytest.mark.parametrize("stdin", [None, b"", b"\n"])
def test_empty_standard_input_is_a_problem(stdin: bytes | None) -> None:
    """A pipe that carried nothing was not checked."""
    assert ["<stdin>:1: no post in this file. Write its text."] == ids(read(["-"], stdin=stdin))


def test_an_unknown_format_is_refused_at_once() -> None:
    """A misspelt format is an error before anything is read."""
    with pytest.raises(InputError) as raised:
        read(["-"], stdin=b"", stdin_format="jsn")

    assert "standard input: unknown format 'jsn'. Did you mean 'json'?" == str(raised.value)


TEXT = "おはようございます、①番の髙橋です。〜♪"


def test_an_encoding_is_told_over_several_chunks() -> None:
    """A character that two chunks share is read."""
    text = "a" + "あ" * 2_000_000

    assert text == text_of(BytesIO(text.encode("cp932")), "a.txt", LARGEST_POST_FILE)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(TEXT.encode(), TEXT, id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), TEXT, id="UTF-8 with a mark"),
        pytest.param(TEXT.encode("utf-16"), TEXT, id="UTF-16"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, id="UTF-16 big-endian"),
        pytest.param(TEXT.encode("utf-32"), TEXT, id="UTF-32"),
        pytest.param("おはよう、①番の髙橋です".encode("cp932"), "おはよう、①番の髙橋です", id="CP932"),
        pytest.param("ｱｲｽｺｰﾋｰ 半額".encode("cp932"), "ｱｲｽｺｰﾋｰ 半額", id="CP932 in half-width kana"),
        pytest.param("おはようございます、山田です。".encode("euc_jp"), "おはようございます、山田です。", id="EUC-JP"),
    ],
)
def test_common_encodings_are_told_apart(reading: Reading, content: bytes, text: str) -> None:
    """A file is read as it was written, by strict tries."""
    (draft,) = reading("a.txt", content)

    assert isinstance(draft, Draft)
    assert text == draft.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param("一\n二".encode() + b"\xff", "a.txt:2: byte 0xff cannot be read as UTF-8.", id="a stray byte in UTF-8"),
        pytest.param("がが".encode() + b"\xe3\x81", "a.txt:1: byte 0xe3 cannot be read as UTF-8.", id="UTF-8 cut off"),
        pytest.param("一行\n二行\n".encode("cp932") + b"\x81", "a.txt:3: byte 0x81 cannot be read as CP932.", id="CP932 cut off"),
        pytest.param(b"\xff\xfea\0b", "a.txt:1: byte 0x62 cannot be read as UTF-16.", id="UTF-16 cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "a.txt:3: a NUL character, so this is UTF-16 without a byte order mark or no text.",
                     id="a picture"),
    ],
)  # fmt: skip
def test_bytes_that_no_encoding_reads_name_their_line(reading: Reading, content: bytes, sentence: str) -> None:
    """The best candidate's first bad byte is named, and the way out."""
    assert [Problem(f"{sentence} Save the file as UTF-8.")] == reading("a.txt", content)


PIECES = st.sampled_from(
    [b"---\n", b"\n", b"\r\n", b"\r", b",", b"\t", b'"', b"text,id\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"[", b"{", b"}]",
     b'{"text":', b'"a"', b"\\ud800", b"id: ", b"media: ", b"- ", b"&a ", b"*a", b"!!int ", b"{", b"? ", b"2026-13-45",
     "本文".encode(), "本文".encode("cp932"), "本文".encode("euc_jp"), b"publish_at: ", b"\x85", b"\xe2\x80\xa8"]
)  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=3), max_size=30).map(b"".join), st.sampled_from(FORMATS))
def test_any_bytes_give_drafts_or_problems(content: bytes, form: str) -> None:
    """No input raises, none is silent, and each problem is a sentence that names its file."""
    items = list(read(["-"], stdin=content, stdin_format=form))

    assert items
    for item in items:
        if isinstance(item, Problem):
            assert item.sentence.startswith("<stdin>")
            assert item.sentence.endswith((".", "?"))
        else:
            assert item.text.strip()
            item.text.encode()


@given(st.text(st.sampled_from("あa \t\u3000\r\n-#:"), max_size=40), st.sampled_from(["txt", "md"]))
def test_a_text_begins_in_the_file_where_its_origin_says(content: str, form: str) -> None:
    """Line and column of a finding in the text are line and column in the file."""
    lines = content.split("\n")
    for item in read(["-"], stdin=content.encode(), stdin_format=form):
        if isinstance(item, Draft):
            written = "\n".join(lines[item.origin.line - 1 :])

            assert item.origin.column == 1
            assert written.startswith(item.text)
