"""The writers' own words, from ``wording.toml``, in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from tweetlint.errors import ConfigError, did_you_mean
from tweetlint.model import Decision, PostVerdict, Severity


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase that holds a number."""

    other: str
    one: str | None = None

    def of(self, n: int, **names: str) -> str:
        """The phrase for ``n``, with ``names`` filled in."""
        form = self.one if n == 1 and self.one is not None else self.other
        return form.format(n=n, **names)


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every phrase a writer needs, in one language."""

    colon: str
    comma: str
    stop: str
    gap: str
    weekdays: tuple[str, str, str, str, str, str, str]
    error: str
    warning: str
    note: str
    waived: str
    low: str
    because: str
    ask: str
    more_lines: str
    summary: str
    blocked: Counted
    open: str
    unsure: str
    nothing: str
    clean: Counted
    tally: Counted
    with_findings: Counted
    without: Counted
    incomplete: Counted
    count: Counted
    passed: str
    review: str
    block: str
    on_post: str
    routes: str
    verdicts: str
    checked: str
    counts: str
    start: str
    others: Counted
    asks: str
    failed: str
    unread: str
    unchecked: str
    unchecked_line: str
    learn: str
    failure: Counted
    failure_many: Counted

    def severity(self, severity: Severity) -> str:
        """What a severity is called."""
        match severity:
            case Severity.ERROR:
                return self.error
            case Severity.WARNING:
                return self.warning
            case Severity.NOTE:
                return self.note

    def decision(self, decision: Decision) -> str:
        """What a decision is called."""
        match decision:
            case Decision.PASS:
                return self.passed
            case Decision.REVIEW:
                return self.review
            case Decision.BLOCK:
                return self.block

    def verdict(self, verdict: PostVerdict) -> str:
        """What becomes of a post, and whom to ask, in one line."""
        called = self.decision(verdict.decision)
        ask = self.routes.format(routes=self.comma.join(verdict.routes)) if verdict.routes else ""
        return f"{self.on_post}{self.colon}{called}{ask}"


class Kinsoku(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Characters that no line may begin with (``before``) or end with (``after``)."""

    before: str
    after: str


class _Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ja: Wording
    en: Wording
    kinsoku: Kinsoku

    def languages(self) -> dict[str, Wording]:
        return {"ja": self.ja, "en": self.en}


@cache
def _catalogue() -> _Catalogue:
    source = Path(__file__).with_name("wording.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), _Catalogue)


def wording(language: str) -> Wording:
    """The phrases of ``language``; raises ``ConfigError`` for one that has none."""
    known = _catalogue().languages()
    if language not in known:
        raise ConfigError("language", f"'{language}' has no messages.", did_you_mean(language, known))
    return known[language]


def kinsoku() -> Kinsoku:
    """Where a line of Japanese must not be broken."""
    return _catalogue().kinsoku
