"""Lines and columns are those an editor shows for the draft's file."""

from __future__ import annotations

import pytest

from tweetlint.model import Draft, Origin, Span
from tweetlint.writers.place import Owners, Place, events, lines, locate


@pytest.mark.parametrize(
    ("text", "span", "origin", "expected"),
    [
        pytest.param("あいう", (0, 1), Origin(), (1, 1, 1, 2), id="first character"),
        pytest.param("あいう", (3, 3), Origin(), (1, 4, 1, 4), id="end of text"),
        pytest.param("", (0, 0), Origin(), (1, 1, 1, 1), id="no text"),
        pytest.param("あ\nいう", (2, 4), Origin(), (2, 1, 2, 3), id="line feed"),
        pytest.param("あ\r\nいう", (3, 4), Origin(), (2, 1, 2, 2), id="carriage return and line feed"),
        pytest.param("あ\rいう", (2, 3), Origin(), (2, 1, 2, 2), id="carriage return"),
        pytest.param("a\r\nb", (2, 2), Origin(), (1, 3, 1, 3), id="inside a line break"),
        pytest.param("a\n\nb", (0, 4), Origin(), (1, 1, 3, 2), id="over lines"),
        pytest.param("a\nb", (0, 2), Origin(), (1, 1, 2, 1), id="up to and with the line break"),
        pytest.param("a\x85\u2028\x0bb", (4, 5), Origin(), (1, 5, 1, 6), id="no break to an editor"),
        pytest.param("👨‍👩‍👧だ", (5, 6), Origin(), (1, 6, 1, 7), id="code points, not what is drawn"),
        pytest.param("あい\nう", (1, 2), Origin("a", 7, 5), (7, 6, 7, 7), id="origin of the first line"),
        pytest.param("あい\nう", (3, 4), Origin("a", 7, 5), (8, 1, 8, 2), id="origin of later lines"),
        pytest.param("あ", (5, 9), Origin(), (1, 2, 1, 2), id="outside the text"),
    ],
)
def test_place_of_a_span(text: str, span: tuple[int, int], origin: Origin, expected: tuple[int, ...]) -> None:
    """A place counts lines from the origin and columns in code points; its end is exclusive."""
    draft = Draft(id="d", text=text, origin=origin)

    assert expected == locate(draft, Span(*span))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\n\rb", ["a", "", "b"]), ("\n\r", ["", "", ""])],
)
def test_lines_leave_out_their_breaks(text: str, expected: list[str]) -> None:
    """There is at least one line, and one behind every break."""
    assert expected == [text[start:end] for start, end in lines(text)]


def test_same_id_in_two_files(finding_in, report_of) -> None:
    """Drafts that share an id are told apart by where they come from."""
    first, second = (Draft(id="d", text=path, origin=Origin(path)) for path in ("a.md", "b.md"))
    finding = finding_in(second, "b")

    assert second == Owners(report_of(first, second, findings=(finding,))).draft_of(finding)


def test_finding_without_its_draft(finding_in, report_of) -> None:
    """A finding on a draft that the report does not hold is kept, behind the others, at its origin."""
    here, gone = Draft(id="here", text="あ"), Draft(id="gone", text="いう", origin=Origin("old.csv", 9))
    lost, found = finding_in(gone, "う"), finding_in(here, "あ")
    written = list(events(report_of(here, findings=(lost, found))))

    assert [("here", (found,)), ("gone", (lost,))] == [(s.draft.id, s.findings) for s in written]
    assert (9, 1, 9, 1) == locate(written[1].draft, lost.span)


def test_a_text_escaped_in_its_file_is_placed_at_its_record() -> None:
    """Line breaks of a JSON text are no lines of the file, so only the record's line is told."""
    draft = Draft(id="1", text="一\n二\n三", origin=Origin("a.jsonl", 7, escaped=True))

    assert Place(7, 1, 7, 1) == locate(draft, Span(2, 3))
