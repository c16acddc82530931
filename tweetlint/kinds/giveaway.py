"""``giveaway``: an offer to take part in something that does not say what a reader has to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured, slot_captures
from tweetlint.model import Severity
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an offer should say: told by any of the patterns, or by a link where ``linked``.

    ``title`` is its name in Japanese and English, as a message says it. Where ``pictured``, a picture may
    say it, so a post with media is not asked for it.
    """

    title: Mapping[str, str]
    any: tuple[str, ...]
    linked: bool = False
    pictured: bool = False

    def __post_init__(self) -> None:
        if set(self.title) != {"ja", "en"}:
            raise ValueError("part: write title = { ja = …, en = … }")
        if not self.any:
            raise ValueError(f"part {self.title['ja']}: write at least one pattern in any")


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first of the ``offers`` that the guards keep, where ``least`` parts or more are missing.

    From ``note`` missing parts up to ``least`` the hit is a note.
    """

    offers: tuple[str, ...]
    part: tuple[Part, ...]
    least: int
    note: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.offers:
            raise ValueError("offers = []: a rule needs at least one pattern")
        if not 1 <= self.lowest <= self.least <= len(self.part):
            raise ValueError(f"note, least: write numbers in rising order, from 1 to {len(self.part)}")

    @property
    def lowest(self) -> int:
        """How many parts must be missing for a hit."""
        return self.least if self.note is None else self.note


def captures(match: Match) -> frozenset[str]:
    """``term``, the slots of the offers, and the ``missing`` parts (``missing_en`` in English)."""
    return slot_captures(match.offers) | {"missing", "missing_en"}


def compile_match(match: Match, build: Build) -> Giveaways:
    """The check for ``match``."""
    return Giveaways(match, build)


class Giveaways:
    """Finds offers that leave too much out."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._offers = PatternSet(match.offers, build.vocabulary)
        self._parts = tuple((part, PatternSet(part.any, build.vocabulary)) for part in match.part)
        self._surroundings = Surroundings(match, build.vocabulary)

    @property
    def needs(self) -> Needs:
        """The words of an offer, and those of the company it needs."""
        return (*self._offers.needs(self._match.within), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """One hit, on the first offer, where too much is missing."""
        offers = self._surroundings.keep(self._offers.find(analysis, self._match.within), analysis)
        offer = min(offers, key=lambda match: (match.first, -match.last), default=None)
        if offer is None:
            return
        missing = [part for part, patterns in self._parts if not _told(part, patterns, analysis, context)]
        if len(missing) >= self._match.lowest:
            yield Hit(
                analysis.run_span(offer.first, offer.last),
                captured(offer, analysis)
                | {
                    "missing": "・".join(part.title["ja"] for part in missing),
                    "missing_en": ", ".join(part.title["en"] for part in missing),
                },
                severity=Severity.NOTE if len(missing) < self._match.least else None,
            )


def _told(part: Part, patterns: PatternSet, analysis: Analysis, context: Context) -> bool:
    """Whether the post says it, or leads to where it is said."""
    if part.linked and any(entity.kind is EntityKind.URL for entity in analysis.entities):
        return True
    if part.pictured and context.draft.media:
        return True
    return next(patterns.find(analysis), None) is not None
