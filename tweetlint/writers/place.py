"""Where a span is in the file a person opens: lines and columns from code-point offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from tweetlint.model import Checked, Draft, Event, Failure, Finding, Origin, Report, Span
from tweetlint.text.lazy import lazy_re

_BREAK = lazy_re(r"\r\n|\n|\r")


class Place(NamedTuple):
    """1-based lines and columns; columns count code points, and the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@lru_cache(maxsize=16)
def lines(text: str) -> tuple[Span, ...]:
    """The lines of ``text`` without their breaks; at least one, the last may be empty.

    Only ``\\n``, ``\\r\\n`` and ``\\r`` break lines, as in editors: ``str.splitlines`` knows eight more.
    The last few texts are remembered: every finding of a draft asks for the lines of the same one.
    """
    starts, ends = [0], []
    for match in _BREAK.finditer(text):
        ends.append(match.start())
        starts.append(match.end())
    return tuple(map(Span, starts, [*ends, len(text)]))


def line_at(found: Sequence[Span], position: int) -> int:
    """The index of the line that ``position`` is on, or behind the break of; ``found`` are all lines of the text."""
    return max(bisect_right(found, position, key=_start) - 1, 0)


def _start(line: Span) -> int:
    return line.start


def locate(draft: Draft, span: Span) -> Place:
    """The place of ``span`` in the draft's file; what lies outside the text is moved to its edge.

    Of an escaped text only the line of its record is known.
    """
    if draft.origin.escaped:
        line, column = draft.origin.line, draft.origin.column
        return Place(line, column, line, column)
    return Place(*_point(draft, span.start), *_point(draft, span.end))


def _point(draft: Draft, position: int) -> tuple[int, int]:
    """Line and column of one code point: only the text's first line begins at the origin's column."""
    position = min(max(position, 0), len(draft.text))
    found = lines(draft.text)
    index = line_at(found, position)
    margin = draft.origin.column if index == 0 else 1
    return draft.origin.line + index, margin + position - found[index].start


Key = tuple[str, Origin]


def key(draft: Draft) -> Key:
    """What tells a draft from the others of a report: ids alone may repeat from file to file."""
    return draft.id, draft.origin


class Owners:
    """Which draft of a report a finding is about."""

    def __init__(self, report: Report) -> None:
        self._by_place = {key(draft): draft for draft in report.drafts}
        self._by_id = {draft.id: draft for draft in reversed(report.drafts)}

    def draft_of(self, finding: Finding) -> Draft:
        """The finding's draft; one without text where the report holds none, so that nothing is lost."""
        exact = self._by_place.get((finding.draft_id, finding.origin))
        known = exact or self._by_id.get(finding.draft_id)
        return known or Draft(id=finding.draft_id, text="", origin=finding.origin)

    def of_id(self, draft_id: str) -> Key | None:
        """The first draft of that id, or None."""
        draft = self._by_id.get(draft_id)
        return None if draft is None else key(draft)


def events(report: Report) -> Iterator[Event]:
    """``report`` as the pieces of which it was made, each finding and failure with its draft.

    Drafts of which the report has findings only come last, their texts empty.
    """
    owners = Owners(report)
    drafts = {key(draft): draft for draft in report.drafts}
    findings: dict[Key, list[Finding]] = {}
    for finding in report.findings:
        draft = owners.draft_of(finding)
        findings.setdefault(key(drafts.setdefault(key(draft), draft)), []).append(finding)
    failures: dict[Key | None, list[Failure]] = {}
    for failure in report.failures:
        failures.setdefault(owners.of_id(failure.draft_id), []).append(failure)
    gone = [draft for name, draft in drafts.items() if owners.of_id(draft.id) is None and name in findings]
    for number, draft in enumerate(report.drafts):
        found, failed = findings.pop(key(draft), ()), failures.pop(key(draft), ())
        yield Checked(number=number, draft=draft, findings=tuple(found), failures=tuple(failed))
    for number, draft in enumerate(gone, len(report.drafts)):
        one = Checked(number=number, draft=draft, findings=tuple(findings[key(draft)]))
        yield msgspec.structs.replace(one, before=one)  # not one of the drafts that are counted
    yield from report.problems
    yield from failures.get(None, ())
    yield from report.notices
