"""``tweetlint tokens``: a text as the rules see it, for whoever writes one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from tweetlint.account import Account, Config
from tweetlint.cli.command import Command
from tweetlint.cli.inputs import typed
from tweetlint.cli.settings import language_option
from tweetlint.cli.terminal import out, reader_words
from tweetlint.cli.wording import Words
from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.words import Words as WordLists
from tweetlint.load.words import word_classes
from tweetlint.text.analysis import Analysis, Language
from tweetlint.text.grammar import SLOTS, Grammar
from tweetlint.text.terms import Vocabulary
from tweetlint.writers.screen import visible, width


@click.command("tokens", cls=Command)
@click.argument("text")
@language_option
@click.pass_context
def command(context: click.Context, text: str, language: str | None) -> int:
    """Shows tokens, sentences, clauses and entities."""
    words = reader_words(context)
    (draft,) = typed((text,), "TEXT", words.say)
    for line in _lines(analysed(draft.text), words):
        out(line)
    return 0


def analysed(text: str) -> Analysis:
    """``text`` under the shipped grammar, without any rule."""
    vocabulary = Vocabulary(WordLists((shipped_dictionaries(),), Account(name="main"), Config()))
    slots = {name: vocabulary.slot(name) for name in SLOTS}
    return Analysis(text, Language(vocabulary.index(), Grammar(word_classes()), slots))


def table(analysis: Analysis, words: Words) -> Iterator[str]:
    """A line a token: surface, lemmas, part of speech, and sentence.clause counted from 1."""
    heading = tuple(words.say(f"token_{name}") for name in ("surface", "lemmas", "pos", "clause"))
    rows = [heading]
    for index, token in enumerate(analysis.tokens):
        start, end = analysis.run_span(index, index + 1)
        lemmas, pos = " / ".join(token.lemmas), "-".join(part for part in token.pos if part != "*")
        place = f"{analysis.sentence_of[index] + 1}.{analysis.clause_of[index] + 1}"
        rows.append((analysis.source[start:end], lemmas, pos, place))
    yield from aligned([tuple(visible(cell) for cell in row) for row in rows])


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their columns one below the other, by display width."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _lines(analysis: Analysis, words: Words) -> Iterator[str]:
    yield from table(analysis, words)
    found = [entity for entity in analysis.entities if entity.kind.value != "linebreak"]
    if found:
        yield ""
        yield from aligned(
            [(e.kind.value, f"{e.start}-{e.end}", visible(analysis.source[e.start : e.end])) for e in found]
        )
