"""``spelling``: names of companies, goods and services that are written otherwise than their owners write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from string import ascii_letters

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind
from tweetlint.text.fold import fold_term
from tweetlint.text.lazy import lazy_re

_LATIN = lazy_re(r"[A-Za-z]+")
_SCRIPTS = (re.compile(r"[ァ-ヺー]"), re.compile(r"[A-Za-z0-9]"))
_ELSEWHERE = frozenset({EntityKind.URL, EntityKind.MENTION, EntityKind.EMAIL, EntityKind.CASHTAG})
_SHORTEST = 6


_Found = tuple[Span, str, str | None]


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The account's ``spellings``, and the names of the list ``names``, which may be left empty.

    Of that list, names of class ``coined`` are words of no language: another letter more or less is a slip, too.
    ``innocent`` is a list of words that look like such a slip and are none.
    """

    names: str = ""
    innocent: str = ""


def captures(match: Match) -> frozenset[str]:
    """``term`` as written, and ``right``, as it should be."""
    return frozenset({"term", "right"})


def compile_match(match: Match, build: Build) -> Spellings:
    """The check for ``match``."""
    vocabulary = build.vocabulary
    wrong = {wrong: each.right for each in build.account.spellings for wrong in each.wrong if wrong != each.right}
    names = vocabulary.words(match.names) if match.names else ()
    coined = vocabulary.words(f"{match.names}:coined") if match.names else ()
    innocent = vocabulary.words(match.innocent) if match.innocent else ()
    return Spellings(wrong, names, coined, innocent)


class Spellings:
    """Finds what is written otherwise; addresses, mentions and hashtags are left alone."""

    def __init__(
        self, wrong: dict[str, str], names: tuple[str, ...], coined: tuple[str, ...], innocent: tuple[str, ...]
    ) -> None:
        self._wrong = wrong
        self.signs = Signs(frozenset((*wrong, *(ascii_letters if names else ""))))
        longest_first = map(re.escape, sorted(wrong, key=len, reverse=True))
        self._own_words = re.compile("|".join(longest_first)) if wrong else None
        self._names = {name.casefold(): name for name in names}
        self._coined = {name.casefold(): name for name in coined if len(name) >= _SHORTEST}
        self._innocent = frozenset(map(fold_term, innocent))

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """Hits of the case ``own`` for the account's spellings; ``lower``, ``slip`` or none for the list's names."""
        text = analysis.source
        found: list[_Found] = [*self._own(text)]
        if _LATIN.search(text):
            found += self._others(text)
        for span, right, case in found:
            if not _elsewhere(span, analysis):
                yield Hit(span, {"term": text[span.start : span.end], "right": right}, case=case)

    def _own(self, text: str) -> Iterator[_Found]:
        if self._own_words is None:
            return
        for each in self._own_words.finditer(text):
            span = Span(*each.span())
            if _whole(text, span) and not self._within_right(text, span, self._wrong[each.group()]):
                yield span, self._wrong[each.group()], "own"

    def _within_right(self, text: str, span: Span, right: str) -> bool:
        """Whether the wrong spelling stands inside the right one."""
        at = text.find(right, max(0, span.end - len(right)), span.start + len(right))
        return at >= 0 and at <= span.start and span.end <= at + len(right)

    def _others(self, text: str) -> Iterator[_Found]:
        words = [Span(*each.span()) for each in _LATIN.finditer(text)]
        for span in words:
            written = text[span.start : span.end]
            right = self._names.get(written.casefold())
            if right is None:
                slip = self._slip(written)
                if slip is not None:
                    yield span, slip, "slip"
            elif written != right:
                yield span, right, "lower" if written.islower() or written.isupper() else None
        for left, second in pairwise(words):
            parted = text[left.start : left.end] + text[second.start : second.end]
            right = self._coined.get(parted.casefold()) if text[left.end : second.start] in (" ", "-") else None
            if right is not None:
                yield Span(left.start, second.end), right, "slip"

    def _slip(self, written: str) -> str | None:
        folded = written.casefold()
        if len(folded) < _SHORTEST or folded in self._innocent:
            return None
        return next((right for name, right in self._coined.items() if _one_apart(folded, name)), None)


def _one_apart(word: str, name: str) -> bool:
    """Whether one letter was put in, left out, changed, or changed places with its neighbour, behind the first."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    if len(word) == len(name):
        swapped = word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
        return word[at + 1 :] == name[at + 1 :] or swapped == name[at:]
    return word[at + 1 :] == name[at:] if len(word) > len(name) else word[at:] == name[at + 1 :]


def _whole(text: str, span: Span) -> bool:
    """Whether the letters around belong to another word."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    first, last = text[span.start], text[span.end - 1]
    neighbours = ((before, first), (last, after))
    return not any(script.match(a) and script.match(b) for script in _SCRIPTS for a, b in neighbours)


def _elsewhere(span: Span, analysis: Analysis) -> bool:
    """Whether it stands in an address, a mention or a hashtag."""
    return any(
        start < span.end and span.start < end
        for kind, start, end in analysis.entities
        if kind in _ELSEWHERE or kind is EntityKind.HASHTAG
    )
