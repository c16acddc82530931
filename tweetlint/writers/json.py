"""The report for programs: one JSON document, or one finding a line.

The names are a contract with tools outside the project. Both forms are valid UTF-8 and hold no
control characters, whatever the drafts hold: what could act on a terminal is written as ``\\uXXXX``,
and half a surrogate pair, which no strict reader accepts, as U+FFFD (one for one, so that offsets stay).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from tweetlint.model import Confidence, Draft, Failure, Finding, Report, Severity
from tweetlint.writers.place import Owners, key, locate

VERSION = 1
"""Of the document: it grows when a field changes its meaning or goes, not when one is added."""

# Raw in a JSON string these are legal and still act: DEL and C1, marks and overrides of direction,
# line and paragraph separators; "##[" and "##vso[" begin a command in a CI log.
_ACTIVE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|(?<=##)\\[|(?<=##vso)\\[")
_SURROGATE = re.compile("[\ud800-\udfff]")


class DraftRow(msgspec.Struct, frozen=True):
    """A draft that was checked; ``findings`` counts them, waived ones too."""

    id: str
    path: str | None
    line: int
    record: str | None
    account: str | None
    publish_at: datetime | None
    findings: int


class FindingRow(msgspec.Struct, frozen=True):
    """A finding. ``start`` and ``end`` count code points of the draft's text; ends are exclusive.

    Lines and columns are 1-based in the file ``path``.
    """

    draft: str
    path: str | None
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    excerpt: str
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    suggest: str | None
    route: str | None
    waived: str | None


class FailureRow(msgspec.Struct, frozen=True):
    """A rule that raised on a draft."""

    rule: str
    draft: str
    error: str


def write(report: Report) -> Iterator[str]:
    """One document, a row a line; the report is complete when the last piece is."""
    yield f'{{"version":{VERSION},\n"tool":{_encode(report.tool)}'
    for name, rows in _lists(report):
        yield f',\n"{name}":['
        for number, row in enumerate(rows):
            yield f"{',' if number else ''}\n{_encode(row)}"
        yield "]"
    yield "}\n"


def write_lines(report: Report) -> Iterator[str]:
    """One finding a line. Failures and problems are no findings: ``complaints`` tells those."""
    owners = Owners(report)
    for finding in report.findings:
        yield f"{_encode(_finding(finding, owners.draft_of(finding)))}\n"


def _lists(report: Report) -> Iterator[tuple[str, Iterable[msgspec.Struct]]]:
    owners = Owners(report)
    yield "drafts", _drafts(report, owners)
    yield "findings", (_finding(finding, owners.draft_of(finding)) for finding in report.findings)
    yield "failures", map(_failure, report.failures)
    yield "problems", report.problems
    yield "notices", report.notices


def _drafts(report: Report, owners: Owners) -> Iterator[DraftRow]:
    drafts = map(owners.draft_of, report.findings)
    counts = Counter(map(key, drafts))
    for draft in report.drafts:
        origin = draft.origin
        found = counts[key(draft)]
        yield DraftRow(draft.id, origin.path, origin.line, origin.record, draft.account, draft.publish_at, found)


def _finding(finding: Finding, draft: Draft) -> FindingRow:
    place = locate(draft, finding.span)
    return FindingRow(
        draft=finding.draft_id,
        path=draft.origin.path,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        start=finding.span.start,
        end=finding.span.end,
        excerpt=finding.excerpt,
        rule=finding.rule,
        severity=finding.severity,
        confidence=finding.confidence,
        message=finding.message,
        suggest=finding.suggest,
        route=finding.route,
        waived=finding.waived,
    )


def _failure(failure: Failure) -> FailureRow:
    return FailureRow(failure.rule, failure.draft_id, failure.error)


def _encode(row: msgspec.Struct) -> str:
    """``row`` as one line of JSON in which nothing acts."""
    try:
        line = msgspec.json.encode(row)
    except UnicodeEncodeError:
        line = msgspec.json.encode(_whole(row))
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", line.decode("utf-8"))


def _whole(row: msgspec.Struct) -> msgspec.Struct:
    """``row`` with U+FFFD for each lone surrogate in its strings."""
    fields = (_SURROGATE.sub("\ufffd", v) if type(v) is str else v for v in msgspec.structs.astuple(row))
    return type(row)(*fields)
