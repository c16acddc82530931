"""What of a text is counted: its words by their normalized forms, alone and in twos.

Links, mentions, figures and Latin words say who and how much, not how something is said; they are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tweetlint.text.analysis import Analysis
from tweetlint.text.sudachi import Token

_KEY = "features"


class Feature(NamedTuple):
    """One thing to count: its ``name``, and the half-open run of tokens that it is read from."""

    name: str
    first: int
    last: int


def features(analysis: Analysis) -> tuple[Feature, ...]:
    """The features of the text, in its order; of each name the first one only.

    ``言う`` is a word, ``言う 訳`` two side by side, ``言う _ 無い`` two with one between them, and ``客 ~ 帰る`` two
    words of content with only function words between them.
    """
    found = analysis.memory.get(_KEY)
    if found is None:
        by_name: dict[str, Feature] = {}
        for feature in _read(analysis):
            by_name.setdefault(feature.name, feature)
        found = analysis.memory[_KEY] = tuple(by_name.values())
    return found


def _read(analysis: Analysis) -> Iterator[Feature]:
    words = [(index, word) for index, token in enumerate(analysis.tokens) if (word := _word(token))]
    yield from (Feature(word, index, index + 1) for index, word in words)
    yield from _twos(words, 1, " ")
    yield from _twos(words, 2, " _ ")
    is_a = analysis.language.grammar.is_a
    yield from _twos([(index, word) for index, word in words if is_a("content", analysis.tokens[index])], 1, " ~ ")


def _word(token: Token) -> str:
    """The token as it is counted; nothing for what is passed over."""
    if len(token.pos) == 1 or token.surface.isascii():
        return ""
    return token.lemmas[-1] if token.lemmas else token.surface


def _twos(words: Sequence[tuple[int, str]], apart: int, between: str) -> Iterator[Feature]:
    for (first, left), (last, right) in zip(words, words[apart:], strict=False):
        yield Feature(f"{left}{between}{right}", first, last + 1)
