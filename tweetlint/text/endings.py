"""How the sentences of a text end, told without tokens.

What is quoted or bracketed, hashtags, links and mentions say nothing of the writer's own manner and are
passed over.
"""

from __future__ import annotations

from typing import NamedTuple

from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind
from tweetlint.text.lazy import lazy_regex

_SENTENCE = lazy_regex(r"[^。．!?\n\r]+")
_ASIDE = frozenset("「『“‘(【《〈")
_LIGHT = "!"
_PLAIN_MARKS = frozenset("。．")
_STRETCHED = lazy_regex(r"[ーっッ]")
_PASSED = frozenset({EntityKind.URL, EntityKind.MENTION, EntityKind.EMAIL, EntityKind.CASHTAG, EntityKind.HASHTAG})
_KEY = "sentence endings"


class Ending(NamedTuple):
    """One sentence: its words from ``start`` to ``end`` of the folded text, and the ``words`` themselves.

    Marks, emoji and stretched sounds behind the last word are not part of it; ``calm`` says that it is closed
    by a full stop or by nothing, and not by an emoji or a mark of feeling.
    """

    start: int
    end: int
    words: str
    calm: bool


def endings(analysis: Analysis) -> tuple[Ending, ...]:
    """The sentences of the text that have words of their own, in order."""
    found = analysis.memory.get(_KEY)
    if found is None:
        found = analysis.memory[_KEY] = tuple(_read(_own_words(analysis)))
    return found


def _read(text: str) -> list[Ending]:
    read = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end > start and not (text[end - 1].isalnum() and not _STRETCHED.match(text, end - 1)):
            end -= 1
        while start < end and not text[start].isalnum():
            start += 1
        if start < end:
            behind = text[match.end() : match.end() + 1]
            read.append(Ending(start, end, text[start:end], not behind or behind in _PLAIN_MARKS or behind.isspace()))
    return read


def _own_words(analysis: Analysis) -> str:
    """The folded text with all that is not the writer's own sentence blanked; an emoji ends a sentence."""
    text, index = analysis.text, analysis.folded.folded_index
    for entity in analysis.entities:
        first, last = index(entity.start), index(entity.end)
        if entity.kind in _PASSED:
            text = f"{text[:first]}{' ' * (last - first)}{text[last:]}"
        elif entity.kind is EntityKind.EMOJI:
            text = f"{text[:first]}{_LIGHT * (last - first)}{text[last:]}"
    for start, end, opening in analysis.brackets:
        if opening in _ASIDE:
            text = f"{text[: start - 1]}{' ' * (end - start + 2)}{text[end + 1 :]}"
    return text
