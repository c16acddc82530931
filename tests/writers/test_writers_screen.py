"""What is printed of a draft fits the screen, stands over its marks, and does nothing there."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tweetlint.model import Span
from tweetlint.writers import screen
from tweetlint.writers.screen import Row, Snippet, cells, inert, snippet, visible, wrap

# Text as it comes, and text made of what is hard to draw.
HARD = st.text(
    st.sampled_from(
        "aあｱﾞ゙́⚡️‍👩👧🏽🇯🇵#️⃣🏴\U000e0067\U000e007f葛\U000e0100가ᄀ \t\n\r\x1b\x00\x9b\u202e\u200b\ud83d\ude00ก็नि①…[:"
    )
)
ANY = st.text() | HARD


@pytest.mark.parametrize(
    ("text", "part", "shown", "marks"),
    [
        pytest.param("abcdef", "cd", "abcdef", "  ^^", id="half width"),
        pytest.param("日本一です", "一", "日本一です", "    ^^", id="full width"),
        pytest.param("ﾊﾟﾌｪが", "が", "ﾊﾟﾌｪが", "    ^^", id="half-width kana and its mark"),
        pytest.param("か\u3099く", "く", "か\u3099く", "  ^^", id="combining voiced mark"),
        pytest.param("cafe\u0301 x", "x", "cafe\u0301 x", "     ^", id="combining accent"),
        pytest.param("👨‍👩‍👧は", "は", "👨‍👩‍👧は", "  ^^", id="emoji joined"),
        pytest.param("👍🏽は", "は", "👍🏽は", "  ^^", id="skin tone"),
        pytest.param("❄️は", "は", "❄️は", "  ^^", id="emoji by variation selector"),
        pytest.param("🇯🇵は", "は", "🇯🇵は", "  ^^", id="flag"),
        pytest.param("👨‍👩‍👧は", "👩", "👨‍👩‍👧は", "^^", id="within an emoji: all of it"),
        pytest.param("葛\U000e0100城", "城", "葛\U000e0100城", "  ^^", id="variant of a kanji"),
        pytest.param("a\tb", "b", "a   b", "    ^", id="tab"),
        pytest.param("日本\t一", "\t", "日本    一", "    ^^^^", id="tab on a stop"),
        pytest.param("死\u200bね", "\u200b", "死<U+200B>ね", "  ^^^^^^^^", id="zero-width space"),
        pytest.param("バ\u200dカ", "カ", "バ<U+200D>カ", "          ^^", id="joiner that joins nothing"),
        pytest.param("a\u200d\U000e0020b", "b", "a<U+200D><U+E0020>b", " " * 18 + "^", id="joiner before a tag"),
        pytest.param("\x1b[31m赤", "赤", "<U+001B>[31m赤", " " * 12 + "^^", id="escape sequence"),
        pytest.param("\x9b2J赤", "赤", "<U+009B>2J赤", " " * 10 + "^^", id="C1 control"),
        pytest.param("\u202e安い", "安い", "<U+202E>安い", " " * 8 + "^^^^", id="bidi override"),
        pytest.param("\ud83d安", "安", "<U+D83D>安", " " * 8 + "^^", id="half a surrogate pair"),
        pytest.param("a\x00b", "b", "a<U+0000>b", " " * 9 + "^", id="NUL"),
        pytest.param("a\u2028b", "b", "a<U+2028>b", " " * 9 + "^", id="line separator"),
        pytest.param("\u0301a", "a", "\u25cc\u0301a", " ^", id="accent on nothing"),
        pytest.param("x\U000e0041y", "y", "x<U+E0041>y", " " * 10 + "^", id="tag outside a flag"),
        pytest.param("##[group]x", "x", "##<U+005B>group]x", " " * 16 + "^", id="command of a CI log"),
    ],
)
def test_marks_stand_under_the_span(text: str, part: str, shown: str, marks: str) -> None:
    """Marks begin at the display width of what is left of the span and are as wide as it."""
    start = text.index(part)

    assert Snippet((Row(shown, marks),), 0, ()) == snippet(text, Span(start, start + len(part)), 76)


def test_ambiguous_characters_may_be_wide() -> None:
    """On a terminal that draws ① in two columns the marks move right by one."""
    row = Row("①と", "  ^^")

    assert (row,) == snippet("①と", Span(1, 2), 76, ambiguous=2).head


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((0, 0), [("あい", "^")], id="start"),
        pytest.param((2, 2), [("あい", "    ^")], id="behind a line"),
        pytest.param((2, 3), [("あい", "    ^")], id="a line break"),
        pytest.param((3, 3), [("", "^")], id="an empty line"),
        pytest.param((6, 6), [("うえ", "    ^")], id="end of text"),
        pytest.param((1, 5), [("あい", "  ^^"), ("", ""), ("うえ", "^^")], id="over an empty line"),
        pytest.param((1, 4), [("あい", "  ^^"), ("", "")], id="up to a line's beginning"),
    ],
)
def test_empty_spans_and_spans_of_lines(span: tuple[int, int], expected: list[tuple[str, str]]) -> None:
    """A span of no width is one mark where something would be put; one of many lines marks each."""
    head = snippet("あい\n\nうえ", Span(*span), 76).head

    assert [text for text, _ in expected] == [row.text for row in head]
    assert [len(marks.rstrip("^")) for _, marks in expected] == [len(row.marks.rstrip("^")) for row in head]


def test_many_lines_are_cut_in_the_middle() -> None:
    """Of a long span the first two lines and the last are shown, and how many are not."""
    rows = tuple(Row(line, "^") for line in "abf")

    assert Snippet(rows[:2], 3, rows[2:]) == snippet("a\nb\nc\nd\ne\nf", Span(0, 11), 76)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((0, 1), Row("一二三四…", "^^"), id="at the beginning"),
        pytest.param((9, 10), Row("…七八九十", "       ^^"), id="at the end"),
        pytest.param((4, 5), Row("…三四五六…", "     ^^"), id="in the middle"),
        pytest.param((2, 10), Row("…三四五六…", " ^^^^^^^^"), id="longer than the screen"),
    ],
)
def test_long_line_is_shown_around_the_span(span: tuple[int, int], expected: Row) -> None:
    """A line wider than the screen is cut on both sides, and the span begins in view (ten columns: four kanji, two …)."""  # noqa: E501
    assert (expected,) == snippet("一二三四五六七八九十", Span(*span), 10).head


@given(text=ANY, data=st.data())
def test_any_span_of_any_text(text: str, data: st.DataObject) -> None:
    """Rows fit the screen, marks lie under the text, and nothing in them acts."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    columns = data.draw(st.integers(24, 120))
    shown = snippet(text, span, columns)
    rows = [*shown.head, *shown.tail]

    assert any(row.marks for row in rows)
    for row in rows:
        row.text.encode("utf-8")

        assert not acting(row.text)
        assert 0 <= wcswidth(row.text) <= columns
        assert len(row.marks) <= max(wcswidth(row.text), columns) + 1


@given(ANY)
def test_cells_cover_the_text(text: str) -> None:
    """Cells follow each other without a gap, and are together as wide as the line they make."""
    row = cells(text)

    assert text == "".join(text[cell.source.start : cell.source.end] for cell in row)
    assert wcswidth("".join(cell.shown for cell in row)) == sum(cell.width for cell in row)


@given(ANY, st.integers(10, 90))
def test_wrapped_lines_fit(text: str, columns: int) -> None:
    """Wrapping loses nothing but spaces, and no line is wider than asked."""
    line = text.translate({ord(blank): " " for blank in "\r\n\t"})
    wrapped = list(wrap(line, columns))

    assert visible(line).replace(" ", "") == "".join(wrapped).replace(" ", "")
    assert all(wcswidth(line) <= columns for line in wrapped)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        pytest.param("これは長い文です。", 10, ["これは長い", "文です。"], id="anywhere in Japanese"),
        pytest.param("これは長い。です", 10, ["これは長", "い。です"], id="no full stop at a beginning"),
        pytest.param("これは長「い」", 10, ["これは長", "「い」"], id="no bracket left open at an end"),
        pytest.param("one two three", 9, ["one two", "three"], id="between English words"),
        pytest.param("onetwothree", 5, ["onetw", "othre", "e"], id="a word too long"),
        pytest.param("あわせて 12件です", 12, ["あわせて", "12件です"], id="number and counter"),
        pytest.param("a\nb", 9, ["a", "b"], id="its own line breaks"),
        pytest.param("", 9, [], id="nothing"),
    ],
)
def test_wrap_breaks_where_a_typesetter_would(text: str, columns: int, expected: list[str]) -> None:
    """Japanese breaks between characters but not before 。 or after 「; English between words."""
    assert expected == list(wrap(text, columns))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("::error::x", "<U+003A>:error::x"),
        ("  ::error::x", "  <U+003A>:error::x"),
        ("\u3000::error::x", "\u3000<U+003A>:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("", ""),
    ],
)
def test_no_line_is_a_command(line: str, expected: str) -> None:
    """A line that a GitHub runner would obey is not one any more."""
    assert expected == inert(line)


def acting(text: str) -> list[str]:
    """Characters that do something on a terminal; joiners and tags do not where they build an emoji."""
    kinds = {character: unicodedata.category(character) for character in text}
    emoji = {"\u200d", *map(chr, range(0xE0020, 0xE0080))}
    return [c for c, kind in kinds.items() if kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in emoji]


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF), max_size=12))
def test_the_short_way_to_a_width_is_no_other_width(text: str) -> None:
    """Characters that are measured without wcwidth are as wide as wcwidth says."""
    plain = "".join(character for character in text if screen._PLAIN.fullmatch(character))

    assert wcswidth(plain) == screen.width(plain)
