"""``signature``: whether a post is signed as the account's ``signature`` asks."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tweetlint.account import Context, Signature
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import DraftKind, Span
from tweetlint.phrase.gate import NEVER
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind
from tweetlint.text.lazy import lazy_regex
from tweetlint.text.userpattern import UserPattern

_TAIL = frozenset({EntityKind.URL, EntityKind.HASHTAG, EntityKind.EMOJI, EntityKind.MENTION})
_NAME = lazy_regex(r"[\p{L}\p{N}\p{M}]+")


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Drafts of these ``kinds`` are signed."""

    kinds: tuple[DraftKind, ...] = (DraftKind.REPLY,)


def captures(match: Match) -> frozenset[str]:
    """``term``, and ``members``: who may sign."""
    return frozenset({"term", "members"})


def compile_match(match: Match, build: Build) -> Signed:
    """The check for ``match``; the account's ``signature.pattern`` is tried with a time limit."""
    return Signed(match, build.account.signature or Signature())


class Signed:
    """Looks for a signature at the end: in the account's pattern, or where it has none, a member's name.

    The cases are ``missing``, ``unknown`` (signed by somebody who is no member) and ``misplaced``.
    """

    def __init__(self, match: Match, signature: Signature) -> None:
        self._kinds = frozenset(match.kinds)
        self._required = signature.required
        self._pattern = UserPattern(signature.pattern) if signature.pattern else None
        self._members = signature.members
        self.signs = None if self._pattern or (self._required and self._members) else NEVER

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """At most one hit."""
        if context.draft.kind not in self._kinds or not (self._pattern or (self._required and self._members)):
            return
        text = analysis.source
        signed = self._signed(analysis)
        if signed is None:
            if self._required:
                yield self._lacking(text)
            return
        if self._required and self._members and not self._by_member(text[signed.start : signed.end]):
            yield self._hit(text, signed, "unknown")

    def _signed(self, analysis: Analysis) -> Span | None:
        """Where the signature stands; tags, links and emoji may follow it."""
        text = analysis.source.rstrip()
        bare = _without_tail(analysis)
        for each in dict.fromkeys((text, bare)):
            if self._pattern is not None:
                span = self._pattern.search(each)
                if span is not None and span.end > span.start:
                    return span
            else:
                end = next((name for name in self._members if each.rstrip(_CLOSING).endswith(name)), None)
                if end is not None:
                    stop = len(each.rstrip(_CLOSING))
                    return Span(stop - len(end), stop)
        return None

    def _by_member(self, signature: str) -> bool:
        return any(word in self._members for word in _NAME.findall(signature)) or any(
            name in signature for name in self._members if not _NAME.fullmatch(name)
        )

    def _lacking(self, text: str) -> Hit:
        """The place of a member's name that is no signature, else the end of the post."""
        for name in self._members:
            at = text.rfind(name)
            if at >= 0 and _stands_apart(text, at, at + len(name)):
                return self._hit(text, Span(at, at + len(name)), "misplaced")
        end = len(text.rstrip())
        return self._hit(text, Span(max(end - 1, 0), end), "missing")

    def _hit(self, text: str, span: Span, case: str) -> Hit:
        return Hit(span, {"term": text[span.start : span.end], "members": " ".join(self._members)}, case=case)


_CLOSING = " \u3000)）]］】」。.!！\n"
_APART = frozenset("()（）[]［］【】/／-–—:： \u3000\n")


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether the name stands between brackets, blanks, or the edges of the post, as one signs."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (not before or before in _APART) and (not after or after in _APART)


def _without_tail(analysis: Analysis) -> str:
    """The text without the tags, links and emoji at its end."""
    end = len(analysis.source.rstrip())
    for entity in reversed(analysis.entities):
        if entity.kind in _TAIL and entity.end == end:
            end = len(analysis.source[: entity.start].rstrip())
        elif entity.kind in _TAIL:
            break
    return analysis.source[:end]
