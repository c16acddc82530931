"""``emoji``: so many emoji and faces that a post is hard to listen to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import Entity, EntityKind

# A bracket with a face in it: no letters of sentences, and two marks that faces are made of.
_FACE = (
    "[(\uff08](?=[^()\uff08\uff09\n]{0,10}?[\u00b4\uff40`^\uff3e\u03c9\u2200\u25bd\u2267\u2266\u30fb\u0414;\uff1b\u00b0*\uff0a"
    "\u25d5\u02d8\u2022_\uff3f>\uff1e<\uff1c][^()\uff08\uff09\n]{0,10}[)\uff09])[^()\uff08\uff09\n\u3041-\u3096\u30a1-\u30f6\u4e00-\u9fffA-Za-z0-9]"
    "{2,14}[)\uff09]"
)


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Above ``most`` emoji in a post, from ``row`` on side by side, ``between`` words or ``faces``; 0 asks for nothing.

    Each is a case. One emoji at the beginning of a line marks an entry of a list, and does not count for ``most``.
    """

    most: int = 5
    row: int = 3
    between: int = 4
    faces: int = 3


def captures(match: Match) -> frozenset[str]:
    """``term``, and ``count``, how many there are."""
    return frozenset({"term", "count"})


def compile_match(match: Match, build: Build) -> Emoji:
    """The check for ``match``."""
    for name in Match.__struct_fields__:
        if getattr(match, name) < 0:
            raise ValueError(f"{name} = {getattr(match, name)}: write how many, or 0 for as many as one likes")
    return Emoji(match)


# Emoji among ordinary characters, and what every face ends in.
_PLAIN_EMOJI = "\u3030\u303d"
_CLOSE = ")\uff09"


class Emoji:
    """Counts emoji and faces."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self.signs = Signs(frozenset(_PLAIN_EMOJI + (_CLOSE if match.faces else "")), unusual=True)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """At most one hit on emoji, and one on faces."""
        text, match = analysis.source, self._match
        found = [entity for entity in analysis.entities if entity.kind is EntityKind.EMOJI]
        if len(found) >= _fewest(match):
            yield from self._emoji(text, found)
        if match.faces and (")" in text or "\uff09" in text):
            faces = [Span(*each.span()) for each in _faces().finditer(text)]
            if len(faces) >= match.faces:
                yield _hit(text, Span(faces[0].start, faces[-1].end), len(faces), "faces")

    def _emoji(self, text: str, found: Sequence[Entity]) -> Iterator[Hit]:
        match = self._match
        begun = {each.start for each in found}
        counted = [each for each in found if each.end in begun or not _begins_line(text, each.start)]
        inner = [each for each in found if _between_words(text, each)]
        if match.most and len(counted) > match.most:
            yield _hit(text, Span(counted[0].start, counted[-1].end), len(found), "many")
        elif match.between and len(inner) >= match.between:
            yield _hit(text, Span(inner[0].start, inner[-1].end), len(inner), "between")
        elif match.row:
            row = next((row for row in _rows(text, found) if len(row) >= match.row), None)
            if row:
                yield _hit(text, Span(row[0].start, row[-1].end), len(row), "row")


def _fewest(match: Match) -> int:
    """So many emoji there must be for any case to hold."""
    return min((count for count in (match.most and match.most + 1, match.row, match.between) if count), default=1_000)


@cache
def _faces() -> re.Pattern[str]:
    return re.compile(_FACE)


def _begins_line(text: str, start: int) -> bool:
    while start > 0 and text[start - 1] in " \u3000":
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _between_words(text: str, emoji: Entity) -> bool:
    """Whether a word stands directly before the emoji and another behind it."""
    return text[max(0, emoji.start - 1) : emoji.start].isalnum() and text[emoji.end : emoji.end + 1].isalnum()


def _rows(text: str, found: Sequence[Entity]) -> Iterator[list[Entity]]:
    """Emoji side by side that are all the same; different ones may tell a story."""
    row: list[Entity] = []
    for each in found:
        if row and (each.start != row[-1].end or _drawn(text, each) != _drawn(text, row[-1])):
            yield row
            row = []
        row.append(each)
    yield row


def _drawn(text: str, emoji: Entity) -> str:
    return text[emoji.start : emoji.end].rstrip("\ufe0f")


def _hit(text: str, span: Span, count: int, case: str) -> Hit:
    return Hit(span, {"term": text[span.start : span.end], "count": str(count)}, case=case)
