"""Text on a terminal: how wide it is, what may not act there, where it is cut and wrapped.

A draft is foreign text. An escape sequence in it could repaint the screen, a bidi override could
make it read as its opposite, and inside a CI log a line could be taken for a command. Such
characters are shown by number, ``<U+202E>``, and do nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, groupby
from typing import NamedTuple

import regex

from tweetlint.model import Span
from tweetlint.text.lazy import lazy_regex
from tweetlint.writers.place import line_at, lines
from tweetlint.writers.wording import kinsoku

# Controls, formats, surrogates, separators and what is invisible by default. Joiners, variation
# selectors and tags are judged within their emoji. "##[" and "##vso[" begin a command anywhere in a
# line of a GitHub or Azure log.
_HIDDEN = lazy_regex(
    r"[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]"
    r"--[\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]]"
    r"|(?<=\#\#)\[|(?<=\#\#vso)\[",
    regex.V1,
)
_JOINER = "\u200d"
_TAGS = ("\U000e0020", "\U000e007f")
_BLACK_FLAG = "\U0001f3f4"
_DOTTED_CIRCLE = "\u25cc"
_DRAWS_NOTHING_ALONE = ("Cf", "Mn", "Mc", "Me")
_TAB = 4
_FEW_LINES = 4
_REACH = 2  # code points looked at on each side of a span, for each column of the screen
_DIGITS = "0123456789"  # a number stays with its counter
_ELLIPSIS = "…"


class Cell(NamedTuple):
    """What a terminal draws as one piece: ``source`` in the text, as ``shown``, ``width`` columns wide."""

    source: Span
    shown: str
    width: int


class Row(NamedTuple):
    """A line of a draft as it is printed, and the marks below it that show the span."""

    text: str
    marks: str


class Snippet(NamedTuple):
    """The lines of a draft that a span touches; ``omitted`` of them are left out between head and tail."""

    head: tuple[Row, ...]
    omitted: int
    tail: tuple[Row, ...]


def numbered(character: str) -> str:
    """A character by its number: ``<U+202E>``."""
    return f"<U+{ord(character):04X}>"


def visible(text: str) -> str:
    """``text`` on one line, with everything that could act or hide shown by number."""
    return "".join(shown for _, _, shown in _pieces(text))


def inert(line: str) -> str:
    """``line`` such that no CI log takes it for a command: those begin with ``::`` after any spaces."""
    bare = line.lstrip()
    return line if not bare.startswith("::") else line[: -len(bare)] + numbered(":") + bare[1:]


# Characters that stand alone and are one column wide (ASCII) or two in every terminal (kana, kanji, full
# width): for them nobody needs to be asked, and wcwidth need not be imported.
_PLAIN = lazy_regex("[ -~\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff60]*")


@lru_cache(maxsize=4096)
def width(shown: str, ambiguous: int = 1) -> int:
    """The columns that ``shown`` takes; it holds no control characters."""
    if _PLAIN.fullmatch(shown):
        return sum(1 if character < "\x7f" else 2 for character in shown)
    from wcwidth import wcswidth

    return int(wcswidth(shown, ambiguous_width=ambiguous))


def cells(text: str, ambiguous: int = 1) -> tuple[Cell, ...]:
    """``text`` cell by cell, without gaps: graphemes, tabs as spaces, what could act or hide by number."""
    return tuple(_cells(text, ambiguous))


def snippet(text: str, span: Span, columns: int, ambiguous: int = 1) -> Snippet:
    """What to print of ``text`` so that ``span`` is seen, no row wider than ``columns``.

    A span of many lines is shown by its first two and its last; an empty one, or one that holds line
    breaks only, by a single mark at its start.
    """
    found = lines(text)
    first, last = line_at(found, span.start), line_at(found, span.end - 1)
    touched = [line for line in found[first : last + 1] if line.start < span.end and span.start < line.end]
    if not touched or span.start == span.end:
        touched, span = [found[first]], _point(found[first], span.start)
    rows = [_row(text, line, span, columns, ambiguous) for line in _ends(touched)]
    if len(touched) <= _FEW_LINES:
        return Snippet(tuple(rows), 0, ())
    return Snippet(tuple(rows[:-1]), len(touched) - len(rows), (rows[-1],))


def wrap(text: str, columns: int, ambiguous: int = 1) -> Iterator[str]:
    """``text`` in visible lines of at most ``columns``, broken where Japanese and English may be."""
    for line in lines(text):
        row = cells(text[line.start : line.end].replace("\t", " "), ambiguous)
        while row:
            cut = _break(row, columns)
            yield "".join(cell.shown for cell in row[:cut]).rstrip(" ")
            row = tuple(dropwhile(lambda cell: cell.shown == " ", row[cut:]))


def _pieces(text: str) -> Iterator[tuple[int, str, str]]:
    """Graphemes and single hidden characters: position, source, as shown."""
    position = 0
    for match in _HIDDEN.finditer(text):
        yield from _graphemes(text[position : match.start()], position)
        yield match.start(), match[0], numbered(match[0])
        position = match.end()
    yield from _graphemes(text[position:], position)


def _graphemes(text: str, position: int) -> Iterator[tuple[int, str, str]]:
    if _PLAIN.fullmatch(text):
        yield from ((index, character, character) for index, character in enumerate(text, position))
        return
    from wcwidth import iter_graphemes

    for grapheme in iter_graphemes(text):
        for piece, shown in _drawn(grapheme):
            yield position, piece, shown
            position += len(piece)


@lru_cache(maxsize=4096)
def _drawn(grapheme: str) -> tuple[tuple[str, str], ...]:
    """A grapheme, apart from the joiners and tags in it that build no emoji; each with what is shown."""
    return tuple(_parts(grapheme))


def _parts(grapheme: str) -> Iterator[tuple[str, str]]:
    for builds, places in groupby(range(len(grapheme)), lambda index: _builds(grapheme, index)):
        part = "".join(grapheme[index] for index in places)
        if not builds:
            yield from ((character, numbered(character)) for character in part)
        elif unicodedata.category(part[0])[0] == "M":
            yield part, _DOTTED_CIRCLE + part
        else:
            yield part, part


def _builds(grapheme: str, index: int) -> bool:
    """Whether the character at ``index`` is visible, or needed by the emoji around it."""
    character = grapheme[index]
    if character == _JOINER:
        after = grapheme[index + 1 : index + 2]
        return index > 0 and after != "" and unicodedata.category(after) not in _DRAWS_NOTHING_ALONE
    if _TAGS[0] <= character <= _TAGS[1]:
        return grapheme[0] == _BLACK_FLAG
    return True


def _cells(text: str, ambiguous: int) -> Iterator[Cell]:
    column = 0
    for start, piece, visibly in _pieces(text):
        shown = " " * (_TAB - column % _TAB) if piece == "\t" else visibly
        cell = Cell(Span(start, start + len(piece)), shown, width(shown, ambiguous))
        column += cell.width
        yield cell


def _ends(touched: Sequence[Span]) -> Sequence[Span]:
    return touched if len(touched) <= _FEW_LINES else [*touched[:2], touched[-1]]


def _point(line: Span, position: int) -> Span:
    """The one place at ``position``, which may be just behind the line."""
    position = min(max(position, line.start), line.end)
    return Span(position, position + 1)


def _row(text: str, line: Span, span: Span, columns: int, ambiguous: int) -> Row:
    part = _near(line, span, _REACH * columns)
    row = cells(text[part.start : part.end], ambiguous)
    if span.start == line.end:
        row = (*row, Cell(Span(line.end - part.start, line.end - part.start + 1), " ", 1))
    marked = [
        index
        for index, cell in enumerate(row)
        if part.start + cell.source.start < span.end and span.start < part.start + cell.source.end
    ]
    if not marked:
        return Row("", "")
    ellipsis = width(_ELLIPSIS, ambiguous)
    room = columns if part == line else columns - 2 * ellipsis
    if sum(cell.width for cell in row) <= room:
        view = range(len(row))
    else:
        view = _window(row, range(marked[0], marked[-1] + 1), columns - 2 * ellipsis)
    left = _ELLIPSIS if view.start > 0 or part.start > line.start else ""
    right = _ELLIPSIS if view.stop < len(row) or part.end < line.end else ""
    before = len(left) * ellipsis + sum(cell.width for cell in row[view.start : marked[0]])
    below = sum(cell.width for cell in row[marked[0] : min(marked[-1] + 1, view.stop)])
    shown = "".join(cell.shown for cell in row[view.start : view.stop])
    return Row(f"{left}{shown}{right}".rstrip(" "), " " * before + "^" * max(below, 1))


def _near(line: Span, span: Span, reach: int) -> Span:
    """The part of ``line`` that a row around the beginning of ``span`` can show.

    A line may be as long as the draft; laying all of it out once a finding would take for ever.
    """
    begin = min(max(span.start, line.start), line.end)
    return Span(max(line.start, begin - reach), min(line.end, begin + reach))


def _window(row: Sequence[Cell], marked: range, columns: int) -> range:
    """The cells to show in ``columns``: as much of the marked ones as fits, then what is around them on both sides."""
    room = columns - row[marked.start].width
    first, last = marked.start, marked.start + 1
    while last < marked.stop and row[last].width <= room:
        room -= row[last].width
        last += 1
    while (first > 0 and row[first - 1].width <= room) or (last < len(row) and row[last].width <= room):
        if first > 0 and row[first - 1].width <= room:
            first -= 1
            room -= row[first].width
        if last < len(row) and row[last].width <= room:
            room -= row[last].width
            last += 1
    return range(first, last)


def _break(row: Sequence[Cell], columns: int) -> int:
    """How many cells of ``row`` make a line; at least one, and not within an English word if it can be."""
    used, may = 0, 0
    for index, cell in enumerate(row):
        used += cell.width
        if index and _may_break(row[index - 1], cell):
            may = index
        if used > columns and cell.shown != " ":
            return may or max(index, 1)
    return len(row)


def _may_break(before: Cell, after: Cell) -> bool:
    if after.shown in kinsoku().before or before.shown in kinsoku().after or before.shown in _DIGITS:
        return False
    return before.shown == " " or (after.shown != " " and 2 in (before.width, after.width))
