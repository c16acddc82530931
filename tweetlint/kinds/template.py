"""``template``: replies that could have been sent to anybody.

A reply is held against what it answers (``in_reply_to``): it takes up none of its words, promises nothing and
names nothing, and is made of set phrases; or it is cheerful to somebody who complains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit, captured
from tweetlint.model import DraftKind
from tweetlint.phrase.gate import Needs, either
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Set phrases, what makes a reply more than them, and what tells a complaint and cheer.

    A reply is a template when several ``phrases`` make up ``share`` of its letters, none of ``concrete`` is in it and
    none of the words that ``about`` finds are in both texts; ``wants`` are patterns of texts that ask for an answer,
    or complain (``complains``). ``cheers`` without ``feels`` are out of place there. ``refuses`` are set phrases
    that turn somebody away: they count whatever they answer.
    """

    phrases: tuple[str, ...]
    refuses: tuple[str, ...] = ()
    concrete: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    complains: tuple[str, ...] = ()
    cheers: tuple[str, ...] = ()
    feels: tuple[str, ...] = ()
    share: float = 0.6


def captures(match: Match) -> frozenset[str]:
    """``term`` as written, and the ``share`` of set phrases in per cent."""
    return frozenset({"term", "share"})


def compile_match(match: Match, build: Build) -> Template:
    """The check for ``match``."""
    if not 0 < match.share <= 1:
        raise ValueError(f"share = {match.share}: write a number above 0 and up to 1")
    return Template(match, build)


class Template:
    """Finds replies that answer nobody."""

    def __init__(self, match: Match, build: Build) -> None:
        vocabulary = build.vocabulary
        self._share = match.share
        self._refuses = PatternSet(match.refuses, vocabulary)
        self._phrases = PatternSet((*match.phrases, *match.refuses), vocabulary)
        self._concrete = PatternSet(match.concrete, vocabulary)
        self._about = PatternSet(match.about, vocabulary)
        self._wants = PatternSet((*match.wants, *match.complains), vocabulary)
        self._complains = PatternSet(match.complains, vocabulary)
        self._cheers = PatternSet(match.cheers, vocabulary)
        self._feels = PatternSet(match.feels, vocabulary)

    @property
    def needs(self) -> Needs:
        """A set phrase, or a word of cheer."""
        return either([patterns.needs() for patterns in (self._phrases, self._cheers) if patterns])

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """One hit for a reply made of set phrases, or for cheer in answer to a complaint."""
        asked = context.draft.in_reply_to
        if context.draft.kind is not DraftKind.REPLY or not asked:
            return
        other = Analysis(asked, analysis.language)
        found = list(self._phrases.find(analysis))
        share = _covered(found, analysis)
        if found and share >= self._share and not _any(self._concrete, analysis):
            refusing = _any(self._refuses, analysis)
            asking = _several(found) and _any(self._wants, other)
            if (refusing or asking) and not self._shared_words(found, analysis, other):
                first = min(found, key=lambda match: (match.first, -match.last))
                words = captured(first, analysis) | {"share": str(round(share * 100))}
                yield Hit(analysis.run_span(first.first, first.last), words, case="refused" if refusing else None)
                return
        if _any(self._complains, other) and not _any(self._feels, analysis):
            cheer = next(self._cheers.find(analysis), None)
            if cheer is not None:
                words = captured(cheer, analysis) | {"share": str(round(share * 100))}
                yield Hit(analysis.run_span(cheer.first, cheer.last), words, case="cheerful")

    def _shared_words(self, found: Iterable[PhraseMatch], analysis: Analysis, other: Analysis) -> bool:
        """Whether the reply takes up a word of what it answers, outside of its set phrases."""
        said = {index for match in found for index in range(match.first, match.last)}
        own = [m for m in self._about.find(analysis) if not any(i in said for i in range(m.first, m.last))]
        return not _words(own, analysis).isdisjoint(_words(self._about.find(other), other))


def _any(patterns: PatternSet, analysis: Analysis) -> bool:
    return next(patterns.find(analysis), None) is not None


def _several(found: Iterable[PhraseMatch]) -> bool:
    """Whether there are two set phrases at least, one behind the other: one alone may be plain thanks."""
    matches = list(found)
    return max(match.first for match in matches) >= min(match.last for match in matches)


def _covered(found: Iterable[PhraseMatch], analysis: Analysis) -> float:
    """How much of the letters of the text the matches cover."""
    said = {index for match in found for index in range(match.first, match.last)}
    lengths = [sum(map(str.isalnum, token.surface)) for token in analysis.tokens]
    whole = sum(lengths)
    return sum(lengths[index] for index in said) / whole if whole else 0.0


def _words(matches: Iterable[PhraseMatch], analysis: Analysis) -> set[str]:
    return {lemma for m in matches for token in analysis.tokens[m.first : m.last] for lemma in token.lemmas}
