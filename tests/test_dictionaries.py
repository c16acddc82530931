"""Every word list that is shipped says where it comes from, is sorted, and has nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.lexicon import Lexicon, load_lexicon
from tweetlint.text.fold import fold_term

FOLDER = shipped_dictionaries()
LISTS = sorted(FOLDER.rglob("*.tsv"))
READING = regex.compile(r"(?:[^\p{Katakana}\p{Han}]|[〇ー])+")
SOURCE = regex.compile(r"\|\s*read \d{4}-\d\d-\d\d")
lists = pytest.mark.parametrize("path", LISTS, ids=[path.relative_to(FOLDER).as_posix() for path in LISTS])


def _load(path: Path) -> Lexicon:
    return load_lexicon(path, path.relative_to(FOLDER).with_suffix("").as_posix())


def test_there_are_lists() -> None:
    """The folder of this checkout, or of the wheel under test, is not empty."""
    assert len(LISTS) >= 3


@lists
def test_it_loads_and_has_words(path: Path) -> None:
    """A list has a title, a licence, a source, known columns, and at least one word."""
    assert _load(path).entries


@lists
def test_its_sources_have_the_day_they_were_read(path: Path) -> None:
    """``# source: …`` ends with the day."""
    sources = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# source:")]

    assert [] == [source for source in sources if not SOURCE.search(source)]


@lists
def test_every_word_has_a_reading_in_hiragana(path: Path) -> None:
    """A reading is hiragana, latin or symbols, so that lists can be sorted by it."""
    assert [] == [
        (entry.line, entry.term, entry.reading)
        for entry in _load(path).entries
        if not entry.reading.strip() or not READING.fullmatch(entry.reading)
    ]


@lists
def test_it_is_sorted_by_reading(path: Path) -> None:
    """A word has one place where it is looked for."""
    readings = [entry.reading for entry in _load(path).entries]
    wrong = [f"{right} after {left}" for left, right in zip(readings, sorted(readings), strict=True) if left != right]

    assert [] == wrong[:3]


@lists
def test_no_word_stands_twice_in_a_class(path: Path) -> None:
    """Words that fold to the same are the same, unless they are looked for in different ways."""
    seen: dict[tuple[str, str, str], int] = {}
    twice = []
    for entry in _load(path).entries:
        key = (fold_term(entry.term), entry.info.cls, entry.match.value)
        if key in seen:
            twice.append((entry.term, seen[key], entry.line))
        seen[key] = entry.line

    assert [] == twice


@lists
def test_no_cell_has_blanks_around_it(path: Path) -> None:
    """A blank that nobody sees would be part of a word or class."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]

    assert [] == [row for row in rows for cell in row if cell != cell.strip()]
