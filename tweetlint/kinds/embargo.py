"""``embargo``: names that must not be read before their time, however they are spelled.

How names are recognised is told in ``tweetlint.text.secret``. They are looked for in the whole text with its
hashtags and addresses, and in the alt texts of pictures. No name is part of the compiled check, which is
kept on disk: names are taken from the context of each draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from tweetlint.account import Context, Embargo, KeyedEmbargo
from tweetlint.kinds.base import Build, Hit, captured
from tweetlint.model import Span
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import Folded
from tweetlint.text.secret import Legible, Name, SealedName, SealKey, name_of


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


class EmbargoedNames:
    """The names of some embargoes, ready to be looked for."""

    def __init__(self, embargoes: Iterable[Embargo]) -> None:
        self._clear: dict[Name, list[Embargo]] = {}
        self._sealed: dict[str, tuple[SealKey, dict[bytes, SealedName]]] = {}
        self._of_digest: dict[bytes, list[Embargo]] = {}
        for embargo in embargoes:
            for name in dict.fromkeys(map(name_of, embargo.terms)):
                if name.text:
                    self._clear.setdefault(name, []).append(embargo)
            if isinstance(embargo, KeyedEmbargo):
                _, names = self._sealed.setdefault(embargo.key, (SealKey(embargo.key), {}))
                for sealed in map(SealedName.read, embargo.sealed):
                    names[sealed.digest] = sealed
                    self._of_digest.setdefault(sealed.digest, []).append(embargo)

    def __bool__(self) -> bool:
        return bool(self._clear or self._sealed)

    def find(self, text: str | Folded) -> Iterator[tuple[Embargo, Span]]:
        """Each embargo that is named in ``text``, with the span of the source; the latest to lift comes first."""
        legible = Legible(text)
        for name, embargoes in self._clear.items():
            for span in legible.find(name):
                yield from ((embargo, span) for embargo in _latest_first(embargoes))
        for key, names in self._sealed.values():
            for digest, span in legible.find_sealed(names, key):
                yield from ((embargo, span) for embargo in _latest_first(self._of_digest[digest]))


def _latest_first(embargoes: Iterable[Embargo]) -> list[Embargo]:
    return sorted(embargoes, key=lambda embargo: embargo.lifts, reverse=True)


class Embargoes:
    """Finds embargoed names in drafts that go out too early, or at a time nobody said."""

    def __init__(self, match: Match, build: Build) -> None:
        self._hints = (
            ("hint", PatternSet(match.hints, build.vocabulary)),
            ("soft", PatternSet(match.soft, build.vocabulary)),
        )
        self._unless = PatternSet(match.unless, build.vocabulary)
        self._known: tuple[tuple[Embargo, ...], EmbargoedNames] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the names, which stay in the memory of this process."""
        return self.__dict__ | {"_known": None}

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for each name that is still secret when the draft goes out, and for each hint at one."""
        pending = [e for e in context.config.embargo if pending_at(e, context.publish_at or context.now)]
        if not pending:
            return
        secret = frozenset(map(id, pending))
        names = self._names(context.config.embargo)
        scheduled = context.publish_at is not None
        named: set[Span] = set()
        for embargo, span in names.find(analysis.folded):
            if id(embargo) in secret and span not in named:
                named.add(span)
                place = Span(span.start, span.start) if embargo.redacted else span
                yield _hit(embargo, place, context, "early" if scheduled else "unscheduled")
        for alt in (media.alt for media in context.draft.media if media.alt):
            found = next((embargo for embargo, _ in names.find(alt) if id(embargo) in secret), None)
            if found is not None:
                named.add(Span(0, 0))
                yield _hit(found, Span(0, 0), context, "alt")
        if not named and scheduled:
            yield from self._hinted(analysis, context, pending)

    def _names(self, embargoes: tuple[Embargo, ...]) -> EmbargoedNames:
        """The names of all embargoes of the account file, which is the same for many drafts."""
        if self._known is None or self._known[0] is not embargoes:
            self._known = embargoes, EmbargoedNames(embargoes)
        return self._known[1]

    def _hinted(self, analysis: Analysis, context: Context, pending: list[Embargo]) -> Iterator[Hit]:
        spared = [(m.first, m.last) for m in self._unless.find(analysis)]
        nearest = min(pending, key=lambda embargo: embargo.lifts)
        for case, patterns in self._hints:
            for match in patterns.find(analysis):
                if not any(a < match.last and match.first < b for a, b in spared):
                    words = _words(nearest, context) | {"term": captured(match, analysis)["term"]}
                    yield Hit(analysis.run_span(match.first, match.last), words, case=case)
                    return


def pending_at(embargo: Embargo, moment: datetime | None) -> bool:
    """Whether the name is still secret at ``moment``; where nobody knows the time, it is."""
    return moment is None or moment < embargo.lifts


def _hit(embargo: Embargo, span: Span, context: Context, case: str) -> Hit:
    return Hit(span, _words(embargo, context), case=case, redacted=embargo.redacted)


def _words(embargo: Embargo, context: Context) -> dict[str, str]:
    try:
        lifts = embargo.lifts.astimezone((context.publish_at or embargo.lifts).tzinfo)
    except OverflowError:  # 9999-12-31, for a name that is never to be said
        lifts = embargo.lifts
    return {
        "name": embargo.name,
        "lifts": _moment(lifts),
        "publish_at": _moment(context.publish_at) if context.publish_at else "",
    }


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
