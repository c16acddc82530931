"""What all tests share: texts read with the shipped grammar, and property tests that repeat themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tweetlint.account import Account, Config, Name
from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.words import Words, word_classes
from tweetlint.text import grammar
from tweetlint.text.analysis import Analysis, Language
from tweetlint.text.grammar import Grammar
from tweetlint.text.terms import Term, TermMatch, Vocabulary

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

AOZORA = Account(
    name="main",
    brands=(Name(name="アオゾラ珈琲", aliases=("アオゾラ",)),),
    competitors=(Name(name="ミナトコーヒー"),),
)


class Reader:
    """Reads texts with the shipped grammar; knows the vocabulary that it was made with."""

    def __init__(self, *folders: Path, account: Account = AOZORA) -> None:
        self.vocabulary = Vocabulary(Words((shipped_dictionaries(), *folders), account, Config()))
        self._language: Language | None = None

    def read(self, text: str) -> Analysis:
        """The analysis of ``text``; closes the vocabulary."""
        if self._language is None:
            slots = {name: self.vocabulary.slot(name) for name in grammar.SLOTS}
            own, others = self.vocabulary.slot("brand"), self.vocabulary.slot("competitor")
            self._language = Language(self.vocabulary.index(), Grammar(word_classes()), slots, own, others)
        return Analysis(text, self._language)


@pytest.fixture(scope="session")
def reader() -> Callable[..., Reader]:
    """A fresh reader, with further folders of word lists if wanted."""
    return Reader


@pytest.fixture
def find() -> Callable[..., tuple[Analysis, list[tuple[int, int]]]]:
    """Reads a text and finds a word in it: the analysis, and the token run of each occurrence."""

    def found(text: str, word: str, match: str = "word") -> tuple[Analysis, list[tuple[int, int]]]:
        reader = Reader()
        number = reader.vocabulary.number(Term(word, TermMatch(match)))
        analysis = reader.read(text)
        return analysis, [(occurrence.first, occurrence.last) for occurrence in analysis.occurrences((number,))]

    return found


@pytest.fixture
def write_rule(tmp_path: Path) -> Callable[..., Path]:
    """Writes a rule file below ``tmp_path/rules`` and returns its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "rules" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
