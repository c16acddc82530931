"""``mention``: who reads a post that begins with a mention, and who is shown to everybody by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import DraftKind, Severity, Span
from tweetlint.phrase.gate import Signs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import Entity, EntityKind

_SIGNS = ("@", "\uff20")
_DOTTED = r"([.\uff0e\u3002\u30fb\uff65]\s?[@\uff20][A-Za-z0-9_]{1,20})"
_PARTED = r"(?<![A-Za-z0-9_.])[@\uff20][ \u3000]{1,3}[a-z][a-z0-9_]{3,19}(?! ?[A-Za-z0-9_.])"
_FIRST_OF_TEXT = (DraftKind.POST, DraftKind.QUOTE)


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Posts that begin with a mention, show a person to all by a dot before it, or mention more than ``most``.

    ``spoken_to`` are patterns that follow a handle that is spoken to or quoted, not only named: with a dot before
    it, that is a warning in a post, where no pattern of ``unless`` thanks them; in a reply the dot alone is.
    """

    most: int = 3
    spoken_to: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """``term``: the mention or mentions; ``count`` of them."""
    return frozenset({"term", "count"})


def compile_match(match: Match, build: Build) -> Mentions:
    """The check for ``match``."""
    if match.most < 1:
        raise ValueError(f"most = {match.most}: write how many mentions there may be, from 1")
    return Mentions(match, build)


class Mentions:
    """Looks at the mentions of a post."""

    def __init__(self, match: Match, build: Build) -> None:
        self.signs = Signs(frozenset(_SIGNS))
        self._most = match.most
        self._spoken_to = PatternSet(match.spoken_to, build.vocabulary)
        self._unless = PatternSet(match.unless, build.vocabulary)
        self._own = (build.account.handle or "").lstrip("@").lower()

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """Hits with the cases ``many``, ``dotted``, ``leading``, ``parted``."""
        text = analysis.source
        if "@" not in text and _SIGNS[1] not in text:
            return
        found = [entity for entity in analysis.entities if entity.kind is EntityKind.MENTION]
        kind = context.draft.kind
        if found and kind is not DraftKind.REPOST:
            yield from self._crowd(text, found, kind)
            yield from self._beginning(analysis, found[0], kind)
        parted = _compiled(_PARTED).search(text)
        if parted:
            yield _hit(text, Span(*parted.span()), 1, "parted")

    def _crowd(self, text: str, found: Sequence[Entity], kind: DraftKind) -> Iterator[Hit]:
        """Too many mentions: side by side they call people, apart they may be a list of who takes part."""
        if len(found) <= self._most or kind is DraftKind.REPLY:
            return
        row = _longest_row(text, found)
        severity = None if len(row) > self._most else Severity.NOTE
        shown = row if severity is None else found
        yield _hit(text, Span(shown[0].start, shown[-1].end), len(found), "many", severity)

    def _beginning(self, analysis: Analysis, first: Entity, kind: DraftKind) -> Iterator[Hit]:
        text = analysis.source
        dotted = _compiled(_DOTTED).match(text, len(text) - len(text.lstrip()))
        if dotted:
            if text[first.start + 1 : first.end].lower() != self._own:
                exposes = kind is DraftKind.REPLY or self._speaks_to(analysis, first)
                yield _hit(text, Span(*dotted.span(1)), 1, "dotted", None if exposes else Severity.NOTE)
        elif kind in _FIRST_OF_TEXT and not text[: first.start].strip():
            yield _hit(text, Span(first.start, first.end), 1, "leading")

    def _speaks_to(self, analysis: Analysis, mention: Entity) -> bool:
        """Whether what follows the mention at once speaks to the person or repeats their words."""
        text, behind = analysis.source, mention.end
        while text[behind : behind + 1].isspace():
            behind += 1
        if next(self._unless.find(analysis), None):
            return False
        return any(
            analysis.run_span(found.first, found.last).start == behind for found in self._spoken_to.find(analysis)
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _longest_row(text: str, found: Sequence[Entity]) -> list[Entity]:
    """The mentions with nothing but blanks between them."""
    rows: list[list[Entity]] = [[]]
    for each in found:
        if rows[-1] and text[rows[-1][-1].end : each.start].strip(" \u3000\u3001,"):
            rows.append([])
        rows[-1].append(each)
    return max(rows, key=len)


def _hit(text: str, span: Span, count: int, case: str, severity: Severity | None = None) -> Hit:
    return Hit(span, {"term": text[span.start : span.end], "count": str(count)}, case=case, severity=severity)
