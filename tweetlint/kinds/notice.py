"""``notice``: whether a notice of trouble holds what its readers need."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a notice should say, by its name in ``ja`` and ``en``, and the patterns that say it."""

    ja: str
    en: str
    any: tuple[str, ...]


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hit where fewer than ``least`` of the parts are there.

    With ``about``, only posts in which one of its patterns stands are notices, and its words are reported;
    without, every draft that the conditions of the block let through is one, and its first sentence is.
    """

    part: tuple[Part, ...]
    least: int
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.least <= len(self.part):
            raise ValueError(f"least = {self.least}: write a number from 1 to {len(self.part)}, the number of parts")


def captures(match: Match) -> frozenset[str]:
    """``term``, and the names of what is not there: ``missing`` in Japanese, ``missing_en`` in English."""
    return frozenset({"term", "missing", "missing_en"})


def compile_match(match: Match, build: Build) -> Notices:
    """The check for ``match``."""
    return Notices(match, build)


class Notices:
    """Counts the parts of each notice."""

    def __init__(self, match: Match, build: Build) -> None:
        self._about = PatternSet(match.about, build.vocabulary)
        self._parts = tuple((part, PatternSet(part.any, build.vocabulary)) for part in match.part)
        self._least = match.least
        self._surroundings = Surroundings(match, build.vocabulary)

    @property
    def needs(self) -> Needs:
        """The words that make a post a notice, and of the company it needs."""
        return (*self._about.needs(), *self._surroundings.needs)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """One hit for a notice of which too many parts are missing."""
        if not analysis.tokens:
            return
        notice = next(self._surroundings.keep(self._notices(analysis), analysis), None)
        if notice is None:
            return
        missing = [part for part, patterns in self._parts if next(patterns.find(analysis), None) is None]
        if len(self._parts) - len(missing) >= self._least:
            return
        words = captured(notice, analysis)
        span = analysis.run_span(notice.first, notice.last)
        missing_en = ", ".join(part.en for part in missing)
        names = {"missing": "・".join(part.ja for part in missing), "missing_en": missing_en}
        yield Hit(span, {"term": words["term"], **names})

    def _notices(self, analysis: Analysis) -> Iterator[PhraseMatch]:
        """What makes the post a notice: the words of ``about``, or its first sentence."""
        if self._about:
            yield from self._about.find(analysis)
        else:
            first, last = analysis.sentence_run(0)
            yield PhraseMatch(first, last, first, last)
