"""``register``: sentences that end in two manners in one post (です・ます beside だ・である)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.endings import Ending, endings


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Beside a sentence that ends in ``polite``, those that end in ``plain`` are of another manner.

    Both are ends as they are written, particles included. A calm sentence that ends in neither but in one of
    ``doubtful`` is read: it counts as plain where one of the patterns ``last`` stands at its end. ``spared``
    are ends that never count. Sentences with an exclamation mark, a question mark or an emoji behind them are
    cries and questions, and have their own manner.
    """

    polite: tuple[str, ...]
    plain: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """``term``: the plain sentence; ``polite``: the end of the first polite one."""
    return frozenset({"term", "polite"})


def compile_match(match: Match, build: Build) -> Register:
    """The check for ``match``."""
    if not match.polite or not match.plain:
        raise ValueError("polite, plain: write at least one end in each")
    return Register(match, build)


_SHOWN = 8


class Register:
    """Compares the ends of a post's sentences."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._never_plain = (*match.polite, *match.spared)
        self._last = PatternSet(match.last, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on each plain sentence among polite ones."""
        sentences = endings(analysis)
        if len(sentences) < 2:
            return
        match = self._match
        polite = next((s for s in sentences if s.words.endswith(match.polite)), None)
        if polite is None:
            return
        rest = [s for s in sentences if s.calm and not s.words.endswith(self._never_plain)]
        for sentence in self._plain(rest, analysis):
            span = analysis.source_span(sentence.start, sentence.end)
            words = {"term": analysis.source[span.start : span.end], "polite": polite.words[-_SHOWN:]}
            yield Hit(span, words)

    def _plain(self, sentences: Sequence[Ending], analysis: Analysis) -> Iterator[Ending]:
        read: frozenset[int] | None = None
        for sentence in sentences:
            if sentence.words.endswith(self._match.plain):
                yield sentence
            elif self._match.doubtful and sentence.words.endswith(self._match.doubtful):
                if read is None:
                    found = self._last.find(analysis)
                    read = frozenset(analysis.tokens[match.last - 1].end for match in found)
                if sentence.end in read:
                    yield sentence
