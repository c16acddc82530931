"""Running a rule's own examples: the tests of every rule, and what ``tweetlint try`` shows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tweetlint.account import Account
from tweetlint.engine import Linter
from tweetlint.load.assets import shipped_rules
from tweetlint.load.rulefile import Example, LocatedRule
from tweetlint.model import Draft, Finding

_OPEN, _CLOSE = "⟦", "⟧"


class Outcome(NamedTuple):
    """One example run: what was expected, what was found, and whether that is the same."""

    label: str
    text: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    passed: bool
    miss: str | None
    tokens: str
    error: str = ""


def run_examples(
    rule: LocatedRule, settings: Mapping[str, Any] | None = None, base: Path | None = None
) -> Iterator[Outcome]:
    """The outcome of every example of ``rule``, bad ones first.

    ``settings`` (what ``tweetlint.toml`` would hold) carries the folders of rules and words that a
    company's own rule needs; ``base`` is where relative folders begin.
    """
    linters = _Linters(rule.id, settings or {}, base)
    for name, examples in (("bad", rule.file.bad), ("good", rule.file.good)):
        for number, example in enumerate(examples, 1):
            yield _run(rule, f"{name} {number}", example, linters.linter(example))


class _Linters:
    """Linters with only the one rule on; examples with the same settings share one."""

    def __init__(self, rule: str, settings: Mapping[str, Any], base: Path | None) -> None:
        self._rule = rule
        self._settings = settings
        self._base = base
        self._made: dict[str, Linter] = {}

    def linter(self, example: Example) -> Linter:
        """The linter for an example."""
        settings = {**self._settings, "account": [_account() | dict(example.account)], **example.config}
        key = repr(settings)
        if key not in self._made:
            alone = settings | {"severity": {}, "override": []}
            known = Linter.from_mapping(alone, base=self._base).rule_ids
            others = {name: "off" for name in known if name != self._rule}
            self._made[key] = Linter.from_mapping(alone | {"severity": others}, base=self._base)
        return self._made[key]


def _run(rule: LocatedRule, label: str, example: Example, linter: Linter) -> Outcome:
    texts = example.timeline or (example.text or "",)
    marked = [_unmark(text) for text in texts]
    drafts = [
        Draft.from_mapping({"id": str(i), "account": "main", "text": plain} | dict(example.draft))
        for i, (plain, _) in enumerate(marked)
    ]
    report = linter.lint(drafts, now=example.now)
    findings = [finding for finding in report.findings if finding.rule == rule.id]
    expected = tuple(excerpt for _, excerpts in marked for excerpt in excerpts.values())
    found = tuple(finding.excerpt for finding in findings)
    errors = "; ".join(failure.error for failure in report.failures if failure.rule == rule.id)
    right = _same_places(findings, marked) and not errors
    if label.startswith("bad") and not any(spans for _, spans in marked):
        right = bool(findings) and not errors
    if example.case is not None and right:
        right = _case_message(rule, example.case, findings)
    return Outcome(label, "\n".join(texts), expected, found, right, example.miss, _tokens(linter, drafts[0]), errors)


def _same_places(findings: list[Finding], marked: list[tuple[str, dict[tuple[int, int], str]]]) -> bool:
    wanted = {(str(i), *span) for i, (_, spans) in enumerate(marked) for span in spans}
    return wanted == {(finding.draft_id, *finding.span) for finding in findings}


def _case_message(rule: LocatedRule, case: str, findings: list[Finding]) -> bool:
    """Whether every finding speaks with the case's message: its words outside of placeholders are all there."""
    import regex

    pieces = regex.split(r"\{\w+\}", rule.file.case[case].message.ja)
    return all(all(piece in finding.message for piece in pieces) for finding in findings)


def _unmark(text: str) -> tuple[str, dict[tuple[int, int], str]]:
    """The text without ⟦ ⟧, and the spans they marked with their excerpts."""
    plain, spans, start = "", {}, 0
    for character in text:
        if character == _OPEN:
            start = len(plain)
        elif character == _CLOSE:
            spans[start, len(plain)] = plain[start:]
        else:
            plain += character
    return plain, spans


def _tokens(linter: Linter, draft: Draft) -> str:
    from tweetlint.text.fold import fold
    from tweetlint.text.sudachi import tokenize

    return " ".join(f"{token.surface}/{token.pos[0]}" for token in tokenize(fold(draft.text[:300]).text))


@lru_cache(maxsize=1)
def _account() -> dict[str, Any]:
    """The fictional account of ``rules/_account.toml``, its values checked."""
    data = tomllib.loads((shipped_rules() / "_account.toml").read_text(encoding="utf-8"))
    msgspec.convert(data, Account)
    return data


__all__ = ["Outcome", "run_examples"]
