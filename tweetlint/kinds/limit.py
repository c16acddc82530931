"""``limit``: a post that is longer than X will take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Span
from tweetlint.text.analysis import Analysis
from tweetlint.text.length import first_over, weighted_length


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At most ``most`` weighted characters; 0 means the account's ``character_limit``."""

    most: int = 0


def captures(match: Match) -> frozenset[str]:
    """``length`` and ``most`` in weighted characters, ``over`` and ``full_width`` in full-width ones."""
    return frozenset({"term", "length", "most", "over", "full_width"})


def compile_match(match: Match, build: Build) -> Limit:
    """The check for ``match``."""
    if match.most < 0:
        raise ValueError(f"most = {match.most}: write a weight, or 0 for the account's own limit")
    return Limit(match.most or build.account.character_limit)


class Limit:
    """Finds where a post runs over."""

    def __init__(self, most: int) -> None:
        self._most = most

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on everything from the first character that no longer fits."""
        text = analysis.source
        if len(text) * 2 <= self._most and _weighs_by_character(text):
            return
        start = first_over(text, self._most)
        if start is None:
            return
        length = weighted_length(text)
        over = length - self._most
        yield Hit(
            Span(start, len(text)),
            {
                "term": text[start:],
                "length": str(length),
                "most": str(self._most),
                "over": str((over + 1) // 2),
                "full_width": str(self._most // 2),
            },
        )


def _weighs_by_character(text: str) -> bool:
    """Whether no character of ``text`` can weigh more than 2: there is no URL, and NFC adds nothing."""
    return "." not in text and unicodedata.is_normalized("NFC", text)
