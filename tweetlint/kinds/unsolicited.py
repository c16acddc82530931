"""``unsolicited``: replies to people who did not ask: who speaks, and what they may not do."""

from __future__ import annotations

from collections.abc import Iterator

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured
from tweetlint.model import Span
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What such a reply may not do, by case: ``sells``, ``compares``, ``asks`` for personal matters, ``presses``.

    Without one of ``introduces`` nobody knows who speaks: the case is ``nameless``; without one of ``helps``
    the reply has nothing to give: ``empty``.
    """

    sells: tuple[str, ...]
    compares: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    presses: tuple[str, ...] = ()
    introduces: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()


_CASES = ("sells", "compares", "asks", "presses")


def captures(match: Match) -> frozenset[str]:
    """``term``."""
    return frozenset({"term"})


def compile_match(match: Match, build: Build) -> Unsolicited:
    """The check for ``match``."""
    return Unsolicited(match, build)


class Unsolicited:
    """Reads drafts that are marked ``unsolicited``, and no others."""

    def __init__(self, match: Match, build: Build) -> None:
        self._faults = tuple((case, PatternSet(getattr(match, case), build.vocabulary)) for case in _CASES)
        self._introduces = PatternSet(match.introduces, build.vocabulary)
        self._helps = PatternSet(match.helps, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """One hit for each case."""
        if not context.draft.unsolicited:
            return
        for case, patterns in self._faults:
            match = next(self._surroundings.keep(patterns.find(analysis), analysis), None) if patterns else None
            if match is not None:
                yield Hit(analysis.run_span(match.first, match.last), captured(match, analysis), case=case)
        for case, wanted in (("nameless", self._introduces), ("empty", self._helps)):
            if wanted and next(wanted.find(analysis), None) is None:
                whole = Span(0, len(analysis.source))
                yield Hit(whole, {"term": analysis.source}, case=case)
