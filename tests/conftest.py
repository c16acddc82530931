"""What all tests share: texts read with the shipped grammar, and property tests that repeat themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tweetlint import Draft, Finding, Linter
from tweetlint.account import Account, Config, Name
from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.forms import spellings
from tweetlint.load.ruleset import Library
from tweetlint.load.words import Words, word_classes
from tweetlint.text import grammar
from tweetlint.text.analysis import Analysis, Language
from tweetlint.text.grammar import Grammar
from tweetlint.text.terms import Term, TermMatch, Terms, Vocabulary

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
        self.vocabulary = Vocabulary(Words((shipped_dictionaries(), *folders), account, Config()), spellings())
        self._language: Language | None = None

    def read(self, text: str) -> Analysis:
        """The analysis of ``text``; closes the vocabulary."""
        if self._language is None:
            slots = {name: self.vocabulary.slot(name) for name in grammar.SLOTS}
            ours = Terms((*slots[grammar.SELF], *self.vocabulary.slot("brand")))
            others = Terms((*slots[grammar.OTHERS], *self.vocabulary.slot("competitor")))
            self._language = Language(self.vocabulary.index(), Grammar(word_classes()), slots, ours, others)
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
        return analysis, [(occurrence.first, occurrence.last) for occurrence in analysis.occurrences(Terms((number,)))]

    return found


RULE = """\
{lines}
severity = "error"
confidence = "low"
title = {{ ja = "題", en = "title" }}
message = {{ ja = "{message}", en = "{message}" }}
why = {{ ja = "理由", en = "why" }}
sources = [{{ title = "s", by = "b", read = 2026-11-22 }}]
bad = [{{ text = "⟦a⟧" }}, {{ text = "⟦a⟧" }}, {{ text = "⟦a⟧" }}]
good = [{{ text = "b", because = "x" }}, {{ text = "b", because = "x" }}, {{ text = "b", because = "x" }}]
[match]
{match}
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[Finding, ...]]:
    """Runs one rule over some texts or drafts: ``run(kind, match, text, …)`` gives the findings in order.

    ``draft`` holds what all texts have besides their text, ``account`` and the rest what the account file holds.
    """

    def found(
        kind: str, match: str, *texts: str | Draft, message: str = "{term}", **settings: Any
    ) -> tuple[Finding, ...]:
        path = tmp_path / "rules" / "house" / "trial.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "\n".join([f'kind = "{kind}"', settings.pop("lines", "")])
        path.write_text(RULE.format(lines=lines, message=message, match=match), "utf-8")
        off = dict.fromkeys(Library(Config(), tmp_path).families, "off")
        off |= {"house": settings.pop("level")} if "level" in settings else {}
        account = {"name": "main", **settings.pop("account", {})}
        draft = settings.pop("draft", {})
        words = {"dictionaries": ["words"]} if (tmp_path / "words").is_dir() else {}
        linter = Linter.from_mapping(
            {"rules": ["rules"], "severity": off, "account": [account], **words, **settings}, base=tmp_path
        )
        drafts = (
            text if isinstance(text, Draft) else Draft.from_mapping({"id": str(number), "text": text, **draft})
            for number, text in enumerate(texts)
        )
        return linter.lint(drafts).findings

    return found
