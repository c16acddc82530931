"""The grammar words and word classes that the reading of a text rests on, as values made from data.

The words themselves are ``dictionaries/grammar/``; this module only names what the code asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from tweetlint.text.sudachi import Token

SELF = "grammar/people:self"
OTHERS = "grammar/people:others"
NEGATOR = "grammar/negation:negator"
CARRIER = "grammar/negation:carrier"
RHETORICAL = "grammar/negation:rhetorical"
AFFIRMING = "grammar/negation:affirming"
CAUTION = "grammar/frames:caution"
HEARSAY = "grammar/frames:hearsay"
QUESTION = "grammar/frames:question"
SLOTS = (SELF, OTHERS, NEGATOR, CARRIER, RHETORICAL, AFFIRMING, CAUTION, HEARSAY, QUESTION)


class WordClasses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part-of-speech prefixes (``助詞-接続助詞``) by the names the code uses."""

    blank: tuple[str, ...]
    punctuation: tuple[str, ...]
    clause_end: tuple[str, ...]
    clause_go_on: tuple[str, ...]
    dependent: tuple[str, ...]
    topic: tuple[str, ...]
    honorific: tuple[str, ...]
    copula: tuple[str, ...] = ()
    sentence_particle: tuple[str, ...] = ()
    possessive: tuple[str, ...] = ()


class Grammar:
    """Asks of a token's part of speech by name; answers are remembered per part of speech."""

    def __init__(self, classes: WordClasses) -> None:
        self._prefixes: Mapping[str, Sequence[tuple[str, ...]]] = {
            name: [tuple(prefix.split("-")) for prefix in getattr(classes, name)]
            for name in WordClasses.__struct_fields__
        }
        self._words = {
            name: frozenset(p[0] for p in prefixes if len(p) == 1) for name, prefixes in self._prefixes.items()
        }
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def is_a(self, name: str, token: Token) -> bool:
        """Whether the token is of the word class ``name``: its part of speech has one of the prefixes."""
        key = (name, token.pos)
        known = self._known.get(key)
        if known is None:
            known = any(token.pos[: len(prefix)] == prefix for prefix in self._prefixes[name])
            self._known[key] = known
        return known

    def is_written(self, name: str, token: Token) -> bool:
        """Whether the token is written as one of the words that the class ``name`` lists."""
        return token.surface in self._words[name]
