"""The report for programs: one JSON document, or one finding a line.

The names are a contract with tools outside the project. Both forms are valid UTF-8 and hold no
control characters, whatever the drafts hold: what could act on a terminal is written as ``\\uXXXX``,
and half a surrogate pair, which no strict reader accepts, as U+FFFD (one for one, so that offsets stay).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import chain
from operator import itemgetter

import msgspec

from tweetlint.model import (
    Checked,
    Confidence,
    Decision,
    Draft,
    Event,
    Failure,
    Finding,
    Notice,
    Problem,
    Severity,
    Tool,
)
from tweetlint.text.lazy import lazy_re
from tweetlint.writers.place import locate
from tweetlint.writers.spool import Spool

VERSION = 1
"""Of the document: it grows when a field changes its meaning or goes, not when one is added."""

# Raw in a JSON string these are legal and still act: DEL and C1, marks and overrides of direction,
# line and paragraph separators; "##[" and "##vso[" begin a command in a CI log.
_ACTIVE = lazy_re("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|(?<=##)\\[|(?<=##vso)\\[")
_SURROGATE = lazy_re("[\ud800-\udfff]")


class DraftRow(msgspec.Struct, frozen=True):
    """A draft that was checked; ``findings`` counts them, waived ones too; ``routes`` are whom to ask."""

    id: str
    path: str | None
    line: int
    record: str | None
    account: str | None
    publish_at: datetime | None
    findings: int
    verdict: Decision
    routes: tuple[str, ...]


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


class LineRow(FindingRow, frozen=True):
    """A finding by itself, with the ``verdict`` on its draft: of several lines of a draft, the last knows most."""

    verdict: Decision
    routes: tuple[str, ...]


class FailureRow(msgspec.Struct, frozen=True):
    """A rule that raised on a draft."""

    rule: str
    draft: str
    error: str


def write(events: Iterable[Event], tool: Tool) -> Iterator[str]:
    """One document, a row a line; the report is complete when the last piece is.

    It is one value, so it begins when all drafts are checked; until then its rows wait in temporary files.
    """
    rows = _Rows(events)
    yield f'{{"version":{VERSION},\n"tool":{_encode(tool)}'
    for name, lines in rows.lists():
        yield f',\n"{name}":['
        for number, line in enumerate(lines):
            yield f"{',' if number else ''}\n{line}"
        yield "]"
    yield "}\n"


def write_lines(events: Iterable[Event]) -> Iterator[str]:
    """One finding a line. Failures and problems are no findings: ``complaints`` tells those."""
    for event in events:
        if isinstance(event, Checked) and event.findings:
            verdict = event.verdict
            for finding in event.findings:
                fields = msgspec.structs.asdict(_finding(finding, event.draft))
                row = LineRow(**fields, verdict=verdict.decision, routes=verdict.routes)
                yield f"{_encode(row)}\n"


class _Rows:
    """The rows of all lists, in the order of the drafts, also of what came late."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._drafts: Spool[DraftRow] = Spool()
        self._found: Spool[tuple[int, tuple[str, ...]]] = Spool()
        self._failed: Spool[tuple[int, tuple[str, ...]]] = Spool()
        self._problems: Spool[str] = Spool()
        self._bare: list[str] = []
        self._notices: list[str] = []
        self._late: dict[int, Checked] = {}
        for event in events:
            self._add(event)

    def _add(self, event: Event) -> None:
        match event:
            case Checked(before=None):
                self._drafts.add(_draft(event))
                if event.findings:
                    self._found.add((event.number, tuple(_findings(event))))
                if event.failures:
                    self._failed.add((event.number, tuple(_failures(event))))
            case Checked():
                self._late[event.number] = event
            case Problem():
                self._problems.add(_encode(event))
            case Failure():
                self._bare.append(_encode(_failure(event)))
            case Notice():
                self._notices.append(_encode(event))

    def lists(self) -> Iterator[tuple[str, Iterable[str]]]:
        """The lists of the document by name."""
        late = [self._late[number] for number in sorted(self._late)]
        yield "drafts", self._counted()
        yield "findings", _merged(self._found, ((event.number, tuple(_findings(event))) for event in late))
        failed = _merged(self._failed, ((event.number, tuple(_failures(event))) for event in late))
        yield "failures", chain(failed, self._bare)
        yield "problems", self._problems
        yield "notices", self._notices

    def _counted(self) -> Iterator[str]:
        """The rows of drafts with all of their findings counted."""
        for number, row in enumerate(self._drafts):
            if more := self._late.get(number):
                found, verdict = row.findings + len(more.findings), more.verdict
                row = msgspec.structs.replace(row, findings=found, verdict=verdict.decision, routes=verdict.routes)
            yield _encode(row)


def _merged(first: Iterable[tuple[int, tuple[str, ...]]], late: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[str]:
    """The lines of both in the order of their drafts; what came late is behind what came first."""
    return (line for _, lines in merge(first, late, key=itemgetter(0)) for line in lines)


def _draft(event: Checked) -> DraftRow:
    draft, origin, verdict = event.draft, event.draft.origin, event.verdict
    return DraftRow(
        id=draft.id,
        path=origin.path,
        line=origin.line,
        record=origin.record,
        account=draft.account,
        publish_at=draft.publish_at,
        findings=len(event.findings),
        verdict=verdict.decision,
        routes=verdict.routes,
    )


def _findings(event: Checked) -> Iterator[str]:
    return (_encode(_finding(finding, event.draft)) for finding in event.findings)


def _failures(event: Checked) -> Iterator[str]:
    return (_encode(_failure(failure)) for failure in event.failures)


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
    return inactive(line.decode("utf-8"))


def inactive(line: str) -> str:
    """JSON in which nothing acts on a terminal or in a CI log: the same value, spelt otherwise."""
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _whole(row: msgspec.Struct) -> msgspec.Struct:
    """``row`` with U+FFFD for each lone surrogate in its strings."""
    return type(row)(*map(_readable, msgspec.structs.astuple(row)))


def _readable(value: object) -> object:
    """``value`` with U+FFFD for each lone surrogate of a string, or of the strings of a tuple."""
    if isinstance(value, tuple):
        return tuple(map(_readable, value))
    return _SURROGATE.sub("\ufffd", value) if type(value) is str else value
