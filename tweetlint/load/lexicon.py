"""Word lists: TSV files with a provenance header, decoded strictly into entries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from tweetlint.errors import DictionaryError, did_you_mean
from tweetlint.kinds.base import EntryInfo
from tweetlint.limits import LARGEST_WORD_LIST, LONGEST_WORD, MOST_WORDS
from tweetlint.model import Confidence, Severity
from tweetlint.text.fold import fold_term
from tweetlint.text.terms import Term, TermMatch

COLUMNS = ("term", "reading", "class", "match", "severity", "sureness", "instead", "source", "note")
_REQUIRED_HEADERS = ("title", "licence", "source")


class Entry(msgspec.Struct, frozen=True):
    """One line of a word list."""

    term: str
    match: TermMatch = TermMatch.WORD
    info: EntryInfo = EntryInfo()
    reading: str = ""
    line: int = 0


class Lexicon(msgspec.Struct, frozen=True, dict=True):
    """A word list and where it comes from; ``name`` is its path below the dictionary folder."""

    name: str
    title: str
    entries: tuple[Entry, ...]

    def terms(self, cls: str = "") -> tuple[Term, ...]:
        """The terms of the list, or of one class of it."""
        return tuple(Term(entry.term, entry.match) for entry in self.of_class(cls))

    def of_class(self, cls: str = "") -> tuple[Entry, ...]:
        """The entries of one class, or all."""
        return self._classes.get(cls, ()) if cls else self.entries

    def classes(self) -> frozenset[str]:
        """The classes that the list names."""
        return frozenset(self._classes)

    @cached_property
    def _classes(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.info.cls:
                found.setdefault(entry.info.cls, []).append(entry)
        return {cls: tuple(entries) for cls, entries in found.items()}


@lru_cache(maxsize=512)
def load_lexicon(path: Path, name: str) -> Lexicon:
    """The list in ``path``; ``DictionaryError`` names the file and line of the first mistake."""
    lines = _text(path).splitlines()
    headers = dict(_headers(lines))
    for required in _REQUIRED_HEADERS:
        if not headers.get(required):
            raise DictionaryError(
                str(path), f"has no '# {required}:' line.", "A list says what it is and where it comes from."
            )
    return Lexicon(name, headers["title"], tuple(_entries(path, lines)))


def _text(path: Path) -> str:
    place = str(path)
    try:
        if not path.is_file():
            raise DictionaryError(place, "is no file.", "Rename it, or take it out.")
        size = path.stat().st_size
        if size > LARGEST_WORD_LIST:
            what = f"has {size:,} bytes; {LARGEST_WORD_LIST:,} is the most."
            raise DictionaryError(place, what, "Divide it into several lists.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DictionaryError(place, f"cannot be read ({error.strerror}).", "Check its permissions.") from error
    except UnicodeDecodeError as error:
        raise DictionaryError(place, f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error


def _headers(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("#") and ":" in line:
            key, _, value = line[1:].partition(":")
            yield key.strip(), value.strip()


def _entries(path: Path, lines: list[str]) -> Iterator[Entry]:
    columns: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or (line.startswith("#") and "\t" not in line):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            _check_columns(path, number, columns)
            continue
        if len(cells) > len(columns):
            raise DictionaryError(
                f"{path}:{number}", f"has {len(cells)} cells for {len(columns)} columns.", "Check the tabs."
            )
        entry = _entry(f"{path}:{number}", dict(zip(columns, cells, strict=False)), number)
        key = (fold_term(entry.term), entry.info.cls, entry.match.value)
        if len(seen) >= MOST_WORDS:
            raise DictionaryError(
                f"{path}:{number}", f"the list has more than {MOST_WORDS:,} words.", "Divide it into several lists."
            )
        if key in seen:
            raise DictionaryError(
                f"{path}:{number}", f"「{entry.term}」 appears twice (also line {seen[key]}).", "Keep one."
            )
        seen[key] = number
        yield entry


def _check_columns(path: Path, number: int, columns: list[str]) -> None:
    for column in columns:
        if column not in COLUMNS:
            raise DictionaryError(f"{path}:{number}", f"unknown column '{column}'.", did_you_mean(column, COLUMNS))
    if "term" not in columns:
        raise DictionaryError(f"{path}:{number}", "the first line without # must name the columns, 'term' among them.")


def _entry(place: str, cells: dict[str, str], line: int) -> Entry:
    term = cells.get("term", "").strip()
    if len(term) > LONGEST_WORD:
        raise DictionaryError(
            place, f"a term of {len(term):,} characters; {LONGEST_WORD:,} is the most.", "Check the tabs."
        )
    if not term:
        raise DictionaryError(place, "has no term.", "Write the word in the first column, or delete the line.")
    try:
        match = TermMatch(cells.get("match") or "word")
        severity = Severity(cells["severity"]) if cells.get("severity") else None
        sureness = Confidence(cells["sureness"]) if cells.get("sureness") else None
    except ValueError as error:
        raise DictionaryError(
            place,
            f"{error}.",
            "match: word, surface, anywhere or name; severity: note, warning or error; sureness: low, medium or high.",
        ) from error
    info = EntryInfo(cells.get("class", ""), severity, sureness, cells.get("instead", ""))
    return Entry(term, match, info, cells.get("reading", ""), line)
