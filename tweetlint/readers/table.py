"""Tables: one draft a row, in CSV or TSV as Excel saves them, read record by record.

A broken record costs itself only: reading goes on at the physical line after its first one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from itertools import islice
from typing import NamedTuple

from tweetlint.errors import InputError
from tweetlint.limits import MOST_COLUMNS, MOST_READ_AGAIN
from tweetlint.model import DRAFT_FIELDS, Draft, Origin, Problem
from tweetlint.readers import decode
from tweetlint.readers.fields import draft_of, short, typed
from tweetlint.readers.file import HALVES, File
from tweetlint.readers.moments import moment_in_cell, moment_of_cells
from tweetlint.readers.words import field_of, plain_header

CELL_LIMIT = 1 << 20
"""Characters in one cell; a longer one is taken for a quote that was never closed."""

_LISTS: Mapping[str, Sequence[str]] = {"media": ("type", "alt"), "waivers": ("rule", "reason", "by", "until")}
_BARS = str.maketrans("\uff5c", "|")


class _Record(NamedTuple):
    """The cells of one row and the physical line on which it begins."""

    cells: Sequence[str]
    line: int


class _Columns(NamedTuple):
    """Which cell is which draft field, and how many cells a row has."""

    fields: Mapping[str, int]
    width: int


def read_csv(file: File) -> Iterator[Draft | Problem]:
    """The drafts of a comma-separated table; with tabs where its header has tabs and no comma."""
    yield from _drafts(file, ",")


def read_tsv(file: File) -> Iterator[Draft | Problem]:
    """The drafts of a tab-separated table."""
    yield from _drafts(file, "\t")


def _drafts(file: File, delimiter: str) -> Iterator[Draft | Problem]:
    records = _records(_Lines(decode.lines_of(file.stream, file.path, newline="")), delimiter, file.path)
    header = next((record for record in records if isinstance(record, Problem) or _written(record)), None)
    if header is None:
        raise InputError(
            file.path, "the table is empty.", "Write a header with a column text, and a row for each post."
        )
    if isinstance(header, Problem):
        yield header
        return
    columns = _columns(header, file)
    row, astray = 0, False
    for record in records:
        if isinstance(record, Problem):
            row, astray = row + 1, True
            yield record
        elif astray and len(record.cells) != columns.width:
            if _written(record):
                yield _lost(record, columns, file.path)
        else:
            row, astray = row + 1, False
            if _written(record):
                origin = Origin(file.path, record.line, record=f"row {row}")
                yield _draft_or_problem(record, columns, origin, row, file.zone)
    if row == 0:
        yield Problem(f"{file.path}: the table has a header and no rows. Write a row for each post.")


def _written(record: _Record) -> bool:
    return any(cell.strip() for cell in record.cells)


def _lost(record: _Record, columns: _Columns, path: str) -> Problem:
    what = f"{len(record.cells)} cells after a broken row, but the header has {columns.width}."
    return Problem(str(InputError(f"{path}:{record.line}", what, "Put the broken row above right first.")))


def _draft_or_problem(
    record: _Record, columns: _Columns, origin: Origin, row: int, zone: tzinfo | None
) -> Draft | Problem:
    try:
        return _draft(record, columns, origin, row, zone)
    except InputError as error:
        return Problem(str(InputError(error.place, f"row {row}: {error.what}", error.advice)))


def _draft(record: _Record, columns: _Columns, origin: Origin, row: int, zone: tzinfo | None) -> Draft:
    place = f"{origin.path}:{origin.line}"
    if any(cell.strip() for cell in record.cells[columns.width :]):
        what = f"{len(record.cells)} cells, but the header has {columns.width}."
        raise InputError(place, what, "Put quotes around a text that holds the separator.")
    fields: dict[str, object] = {"id": f"{origin.path}:{row}", "text": ""}
    for name, index in columns.fields.items():
        cell = record.cells[index] if index < len(record.cells) else ""
        if name == "text":
            fields[name] = cell
        elif cell.strip():
            fields[name] = _cell(name, cell.strip(), place, zone)
    day, clock = (str(fields.pop(half, "")) for half in HALVES)
    if "publish_at" not in fields and (day or clock):
        fields["publish_at"] = moment_of_cells(day, clock, place, zone)
    return draft_of(fields, origin, zone)


def _cell(name: str, cell: str, place: str, zone: tzinfo | None) -> object:
    """The value of a cell; ``media`` and ``waivers`` are lines of parts between bars."""
    if name in HALVES:
        return cell
    if name == "publish_at":
        return moment_in_cell(cell, place, zone)
    if name not in _LISTS:
        return typed(name, cell, place)
    return tuple(_entry(name, line, place) for line in cell.splitlines() if line.strip())


def _entry(name: str, line: str, place: str) -> Mapping[str, str]:
    parts = [part.strip() for part in line.translate(_BARS).split("|")]
    keys = _LISTS[name]
    if len(parts) > len(keys):
        raise InputError(place, f"{name} has a line of {len(parts)} parts.", f"Write: {' | '.join(keys)}.")
    return {key: part for key, part in zip(keys, parts, strict=False) if part}


def _columns(header: _Record, file: File) -> _Columns:
    """The columns that ``header`` names: the user's own words first, then field names, then known words.

    Raises ``InputError`` when two columns have an equal claim to a field, and when none is the text.
    """
    place = f"{file.path}:{header.line}"
    if any("\0" in cell for cell in header.cells):
        raise decode.nul_found(place)
    if len(header.cells) > MOST_COLUMNS:
        raise InputError(place, f"{len(header.cells):,} columns.", f"Keep {MOST_COLUMNS:,} at most.")
    own = {plain_header(word): name for word, name in file.columns.items()}
    fields: dict[str, int] = {}
    for claim in (own.get, _exact, _clear, _loose):
        found: dict[str, int] = {}
        for index, cell in enumerate(header.cells):
            name = claim(plain_header(cell))
            if name is None or name in fields or index in fields.values():
                continue
            if name in found:
                first = short(header.cells[found[name]])
                raise InputError(
                    place,
                    f"the columns '{first}' and '{short(cell)}' both mean {name}.",
                    _mapping(cell, name),
                )
            found[name] = index
        fields |= found
    if "text" not in fields:
        named = [short(cell) for cell in header.cells if cell.strip()][:20]
        seen = ", ".join(f"'{name}'" for name in named)
        raise InputError(place, f"no column is the text of the post among {seen}.", _mapping(named[0], "text"))
    return _Columns(fields, max(index for index, cell in enumerate(header.cells, 1) if cell.strip()))


def _exact(header: str) -> str | None:
    return header if header in DRAFT_FIELDS or header in HALVES else None


def _clear(header: str) -> str | None:
    name = field_of(header)
    return None if name in _LOOSE else name


def _loose(header: str) -> str | None:
    """A day or time that does not say what of: of the post, where no other column is."""
    return _LOOSE.get(field_of(header) or "")


_LOOSE = {"date": "publish_date", "time": "publish_time"}


def _mapping(header: str, name: str) -> str:
    return f'Rename one to {name}, or map it: columns = {{ "{short(header)}" = "{name}" }}.'


class _Lines:
    """Lines for ``csv.reader`` that can be given back: those since the record began are kept."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self.taken: list[str] = []
        self.begun = 1
        self.given_back = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """The next line begins a record."""
        self.begun += len(self.taken)
        self.taken.clear()

    def give_back(self) -> None:
        """All lines taken since the record began come again, but for its first.

        ``given_back`` counts their characters: a table in which each row breaks off at its end is read once
        a row, and the time that takes grows with the square of its size.
        """
        self.given_back += sum(map(len, self.taken[1:]))
        self._again.extend(reversed(self.taken[1:]))
        del self.taken[1:]

    def peek(self) -> str:
        """The next line, which stays the next; empty at the end."""
        if not self._again:
            self._again.extend(islice(self._lines, 1))
        return self._again[-1] if self._again else ""


def _records(lines: _Lines, delimiter: str, path: str) -> Iterator[_Record | Problem]:
    """The records of a table, and a problem for each that is broken."""
    csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))
    if delimiter == ",":
        delimiter = _delimiter(lines)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Problem(str(_broken(str(error), f"{path}:{lines.begun}")))
            lines.give_back()
            if lines.given_back > MOST_READ_AGAIN:
                what = "so many rows above are broken that reading ends here."
                raise InputError(f"{path}:{lines.begun}", what, "Save the table again as CSV UTF-8.") from error
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        if cells is None:
            return
        yield _Record(cells, lines.begun)


def _delimiter(lines: _Lines) -> str:
    """A tab where the first line has tabs and no comma, as in what spreadsheets copy; else a comma."""
    first = lines.peek()
    return "\t" if "\t" in first and "," not in first else ","


def _broken(error: str, place: str) -> InputError:
    if "field limit" in error:
        what = f"a cell longer than {CELL_LIMIT:,} characters begins here, so a quote is probably not closed."
        return InputError(place, what, 'Close it with ".')
    if "expected after" in error:
        what = "a row begins here in which text follows a closing quote."
        return InputError(place, what, 'Write a quote inside a cell twice: "".')
    if "unexpected end" in error:
        return InputError(place, "a row begins here in which a quote is never closed.", 'Close it with ".')
    return InputError(place, f"a row that is no CSV begins here: {error}.", "Save the table again as CSV UTF-8.")
