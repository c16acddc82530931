"""Small reports to write: drafts and the findings in them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tweetlint.model import Confidence, Draft, Finding, Report, Severity, Span, Tool

FindingIn = Callable[..., Finding]
ReportOf = Callable[..., Report]


@pytest.fixture(scope="session")
def finding_in() -> FindingIn:
    """A finding on the first occurrence of some words of a draft, or on a span of it."""

    def finding(draft: Draft, where: str | Span, **fields: object) -> Finding:
        if isinstance(where, str):
            start = draft.text.index(where)
            where = Span(start, start + len(where))
        plain = Finding(
            rule="claims/superlative",
            severity=Severity.ERROR,
            confidence=Confidence.HIGH,
            draft_id=draft.id,
            span=where,
            excerpt=draft.text[where.start : where.end],
            message="根拠を添えましょう。",
            origin=draft.origin,
        )
        return msgspec.structs.replace(plain, **fields)

    return finding


@pytest.fixture(scope="session")
def report_of() -> ReportOf:
    """A report of these drafts and findings, by a tool of no importance."""
    tool = Tool(version="0.1.0", tokenizer="sudachipy 0.7.0", dictionary="core 20261015", rules_digest="abc")

    def report(*drafts: Draft, findings: tuple[Finding, ...] = (), **fields: object) -> Report:
        plain = Report(drafts=drafts, findings=findings, tool=tool)
        return msgspec.structs.replace(plain, **fields)

    return report
