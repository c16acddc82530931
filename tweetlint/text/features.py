"""What of a text is weighed: its words by their normalized forms, once each.

Links, mentions, figures and Latin words say who and how much, not how something is said; they are passed over.
Two words side by side were tried as well, and told no more of posts that nobody had learned from.
"""

from __future__ import annotations

from typing import NamedTuple

from tweetlint.text.analysis import Analysis
from tweetlint.text.sudachi import Token

_KEY = "features"


class Feature(NamedTuple):
    """A word to weigh, and the first token that it is read from."""

    name: str
    token: int


def features(analysis: Analysis) -> tuple[Feature, ...]:
    """The words of the text, in its order; of each the first place only."""
    found = analysis.memory.get(_KEY)
    if found is None:
        first: dict[str, Feature] = {}
        for index, token in enumerate(analysis.tokens):
            word = _word(token)
            if word and word not in first:
                first[word] = Feature(word, index)
        found = analysis.memory[_KEY] = tuple(first.values())
    return found


def _word(token: Token) -> str:
    """The token as it is weighed; nothing for what is passed over."""
    if len(token.pos) == 1 or token.surface.isascii():
        return ""
    return token.lemmas[-1] if token.lemmas else token.surface
