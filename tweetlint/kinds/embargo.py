"""``embargo``: names that must not be read before their time, however they are spelled.

Widths, case, kana, blanks, dots and hyphens do not hide a name; AZ-90 is still not AZ-900. Names are
looked for in the whole text with its hashtags and addresses, and in the alt texts of pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from tweetlint.account import Context, Embargo
from tweetlint.kinds.base import Build, Hit, captured
from tweetlint.model import Span
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold, fold_kana
from tweetlint.text.terms import whole_name

_SEPARATORS = frozenset(" \t\u3000・･.·_-‐‑–—―'’\"”“*/~〜")


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The account's embargoes; ``hints`` are patterns that tease with what is secret, ``soft`` milder ones."""

    hints: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """The embargo's public ``name``, when it ``lifts``, ``publish_at``, and ``term`` for a hint's words."""
    return frozenset({"name", "lifts", "publish_at", "term"})


def compile_match(match: Match, build: Build) -> Embargoes:
    """The check for ``match``."""
    return Embargoes(match, build)


class _Squeezed(NamedTuple):
    """A folded text in hiragana without separators; ``at[i]`` is the index of character ``i`` before."""

    text: str
    at: tuple[int, ...]


class Embargoes:
    """Finds embargoed names in drafts that go out too early, or at a time nobody said."""

    def __init__(self, match: Match, build: Build) -> None:
        self._terms = tuple(
            (embargo, squeezed)
            for embargo in build.config.embargo
            for squeezed in sorted({_squeeze(fold(term).text).text for term in embargo.terms})
            if squeezed
        )
        self._embargoes = build.config.embargo
        self._hints = (
            ("hint", PatternSet(match.hints, build.vocabulary)),
            ("soft", PatternSet(match.soft, build.vocabulary)),
        )
        self._unless = PatternSet(match.unless, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for each name that is still secret when the draft goes out, and for each hint at one."""
        pending = [e for e in self._embargoes if _pending(e, context)]
        if not pending:
            return
        named = False
        for embargo, span in self._named(analysis, pending):
            named = True
            yield _hit(embargo, span, context, "early" if context.publish_at else "unscheduled")
        for media in context.draft.media:
            for embargo in _named_in(media.alt or "", self._terms, pending):
                named = True
                yield _hit(embargo, Span(0, 0), context, "alt")
        if not named and context.publish_at is not None:
            yield from self._hinted(analysis, context, pending)

    def _named(self, analysis: Analysis, pending: list[Embargo]) -> Iterator[tuple[Embargo, Span]]:
        folded = analysis.folded
        squeezed = _squeeze(folded.text)
        for embargo, term in self._terms:
            if embargo not in pending:
                continue
            for start, end in _places(folded.text, squeezed, term):
                span = Span(*folded.source_span(start, end))
                yield embargo, Span(span.start, span.start) if embargo.redact else span

    def _hinted(self, analysis: Analysis, context: Context, pending: list[Embargo]) -> Iterator[Hit]:
        spared = [(m.first, m.last) for m in self._unless.find(analysis)]
        nearest = min(pending, key=lambda embargo: embargo.lifts)
        for case, patterns in self._hints:
            for match in patterns.find(analysis):
                if not any(a < match.last and match.first < b for a, b in spared):
                    words = _words(nearest, context) | {"term": captured(match, analysis)["term"]}
                    yield Hit(analysis.run_span(match.first, match.last), words, case=case)
                    return


def _pending(embargo: Embargo, context: Context) -> bool:
    """Whether the name is still secret when the draft goes out, as far as anyone can tell."""
    moment = context.publish_at or context.now
    return moment is None or moment < embargo.lifts


def _named_in(text: str, terms: tuple[tuple[Embargo, str], ...], pending: list[Embargo]) -> Iterator[Embargo]:
    folded = fold(text).text
    squeezed = _squeeze(folded)
    for embargo, term in terms:
        if embargo in pending and next(_places(folded, squeezed, term), None):
            yield embargo


def _squeeze(folded: str) -> _Squeezed:
    kept = [(index, character) for index, character in enumerate(fold_kana(folded)) if character not in _SEPARATORS]
    return _Squeezed("".join(character for _, character in kept), tuple(index for index, _ in kept))


def _places(folded: str, squeezed: _Squeezed, term: str) -> Iterator[tuple[int, int]]:
    """Where ``term`` stands in the folded text, not as part of a longer name."""
    start = squeezed.text.find(term)
    while start >= 0:
        begin, end = squeezed.at[start], squeezed.at[start + len(term) - 1] + 1
        if whole_name(folded, begin, end):
            yield begin, end
        start = squeezed.text.find(term, start + 1)


def _hit(embargo: Embargo, span: Span, context: Context, case: str) -> Hit:
    return Hit(span, _words(embargo, context), case=case, redacted=embargo.redact)


def _words(embargo: Embargo, context: Context) -> dict[str, str]:
    zone = (context.publish_at or embargo.lifts).tzinfo
    return {
        "name": embargo.name,
        "lifts": _moment(embargo.lifts.astimezone(zone)),
        "publish_at": _moment(context.publish_at) if context.publish_at else "",
    }


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
