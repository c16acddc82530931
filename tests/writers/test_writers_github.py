"""Workflow commands say where a finding is, and a draft cannot add one of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.model import Draft, Origin, Severity, Span
from tweetlint.writers import Style, write

COMMAND = re.compile(r"::(error|warning|notice) [^:]*::[^\r\n]*\n")
ANY = st.text(st.characters()) | st.text(st.sampled_from("::error ##[%0A\r\n,=あ\x1b\u202e\ud83d"))


def text_of(report, language: str = "ja") -> str:
    return "".join(write(report, "github", language=language, style=Style()))


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        ({"severity": Severity.ERROR}, "error"),
        ({"severity": Severity.WARNING}, "warning"),
        ({"severity": Severity.NOTE}, "notice"),
        ({"severity": Severity.ERROR, "waived": "調査あり"}, "notice"),
    ],
    ids=["error", "warning", "note", "waived"],
)
def test_command_by_severity(finding_in, report_of, fields: dict[str, object], command: str) -> None:
    """A note, and anything waived, is a notice."""
    draft = Draft(id="d", text="日本一")

    assert text_of(report_of(draft, findings=(finding_in(draft, "日本一", **fields),))).startswith(f"::{command} ")


@pytest.mark.parametrize(
    ("path", "part", "properties"),
    [
        pytest.param("a.md", "日本一", "file=a.md,line=4,col=1,endLine=4,endColumn=4,title=r/x", id="on a line"),
        pytest.param("a.md", "。\n日", "file=a.md,line=3,endLine=4,title=r/x", id="over lines: no columns"),
        pytest.param(
            "春,a:b%.md",
            "日",
            "file=春%2Ca%3Ab%25.md,line=4,col=1,endLine=4,endColumn=2,title=r/x",
            id="path",
        ),
        pytest.param("a\r\nb", "。\n日", "file=a%0D%0Ab,line=3,endLine=4,title=r/x", id="line break in a path"),
        pytest.param("a\x1bb", "。\n日", "file=a<U+001B>b,line=3,endLine=4,title=r/x", id="escape in a path"),
        pytest.param(None, "日", "title=r/x (d)", id="no file"),
    ],
)
def test_properties(finding_in, report_of, path: str | None, part: str, properties: str) -> None:
    """Properties give the place in the file, escaped as the runner unescapes them."""
    draft = Draft(id="d", text="新商品。\n日本一", origin=Origin(path, 3))
    finding = finding_in(draft, part, rule="r/x", message="い")

    assert f"::error {properties}::い%0Aこの投稿の判定：差し止め\n" == text_of(report_of(draft, findings=(finding,)))


@pytest.mark.parametrize(
    ("language", "ask"),
    [
        ("ja", "相談先：法務%0Aこの投稿の判定：差し止め（相談先：法務）"),
        ("en", "ask: 法務%0AVerdict on this post: block (ask 法務)"),
    ],
)
def test_message_in_lines(finding_in, report_of, language: str, ask: str) -> None:
    """Message, suggestion, whom to ask and what becomes of the post are lines of one annotation."""
    draft = Draft(id="d", text="日本一")
    finding = finding_in(draft, "日本一", rule="r/x", message="100%です\r\nね", suggest="自慢の", route="法務")
    expected = f"::error title=r/x (d)::100%25です%0D%0Aね%0A→ 自慢の%0A{ask}\n"

    assert expected == text_of(report_of(draft, findings=(finding,)), language)


@given(text=ANY, path=ANY, data=st.data())
def test_no_draft_adds_a_command(finding_in, report_of, text: str, path: str, data) -> None:
    """Any text and any path make one line, which is one command, in UTF-8."""
    start = data.draw(st.integers(0, len(text)))
    draft = Draft(id=path, text=text, origin=Origin(path or None))
    finding = finding_in(draft, Span(start, len(text)), message=text, suggest=text, route=path)
    written = text_of(report_of(draft, findings=(finding,)))

    written.encode("utf-8")
    assert COMMAND.fullmatch(written)
    assert "##[" not in written
    assert not [c for c in written[:-1] if c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2028"]
