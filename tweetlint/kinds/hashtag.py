"""``hashtag``: what looks like a hashtag to the writer and is none, or is cut short, on X."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Span
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import HashtagFault, broken_hashtags


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All faults but those named in ``except``."""

    excepting: tuple[str, ...] = msgspec.field(default=(), name="except")


def captures(match: Match) -> frozenset[str]:
    """``term``: the tag as it was meant."""
    return frozenset({"term"})


def compile_match(match: Match, build: Build) -> Hashtags:
    """The check for ``match``."""
    faults = [fault.value for fault in HashtagFault]
    for name in match.excepting:
        if name not in faults:
            raise ValueError(f"except: there is no fault '{name}', only {', '.join(faults)}")
    return Hashtags(frozenset(match.excepting))


class Hashtags:
    """Finds tags that X will not link as written; the fault is the hit's case."""

    def __init__(self, excepting: frozenset[str]) -> None:
        self._excepting = excepting

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every broken tag."""
        for broken in broken_hashtags(analysis.source):
            if broken.fault.value not in self._excepting:
                words = {"term": analysis.source[broken.start : broken.end]}
                yield Hit(Span(broken.start, broken.end), words, case=broken.fault.value)
