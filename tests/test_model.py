"""The types that cross a border of the house: strict on the way in, immutable, picklable."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tweetlint import Decision, Draft, Finding, PostVerdict, Report, Severity, Span, Waiver
from tweetlint.errors import InputError
from tweetlint.model import Checked, Confidence, Failure, Media, Origin, Problem, Tool

JST = timezone(timedelta(hours=9))
TOOL = Tool("0", "t", "d", "r")


def _report(*severities: tuple[Severity, str | None], **more: Any) -> Report:
    findings = tuple(
        Finding(
            rule="a/b",
            severity=severity,
            confidence=Confidence.HIGH,
            draft_id="1",
            span=Span(0, 1),
            excerpt="a",
            message="m",
            waived=waived,
        )
        for severity, waived in severities
    )
    return Report(**{"drafts": (Draft(id="1", text="a"),), "findings": findings, "tool": TOOL} | more)


@pytest.mark.parametrize(
    ("report", "fail_on", "status"),
    [
        pytest.param(_report(), "note", 0, id="clean"),
        pytest.param(_report((Severity.WARNING, None)), "error", 0, id="below"),
        pytest.param(_report((Severity.ERROR, None)), "error", 1, id="at"),
        pytest.param(_report((Severity.ERROR, None)), "note", 1, id="above"),
        pytest.param(_report((Severity.ERROR, "許可")), "note", 0, id="waived"),
        pytest.param(_report((Severity.ERROR, "許可"), (Severity.NOTE, None)), "note", 1, id="one of two waived"),
        pytest.param(_report(drafts=()), "error", 2, id="nothing to lint"),
        pytest.param(_report(failures=(Failure("a/b", "1", "x"),)), "error", 2, id="a rule raised"),
        pytest.param(_report(problems=(Problem("x"),)), "error", 2, id="unreadable"),
        pytest.param(_report((Severity.ERROR, None), problems=(Problem("x"),)), "error", 2, id="both"),
    ],
)
def test_the_exit_status(report: Report, fail_on: str, status: int) -> None:
    """0 clean, 1 findings, 2 something was not checked; a waived finding does not count."""
    assert status == report.exit_status(Severity(fail_on))


def test_severities_are_ordered_by_rank() -> None:
    """Their names are not in order; their ranks are."""
    assert [Severity.NOTE, Severity.WARNING, Severity.ERROR] == sorted(Severity, key=lambda severity: severity.rank)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"id": "1", "txt": "a"}, "draft 1: unknown field 'txt'. Did you mean 'text'?"),
        ({"id": "1"}, "draft 1: object missing required field text. The README lists the fields of a draft."),
        ({"text": "a"}, "draft ?: object missing required field id. The README lists the fields of a draft."),
        ({"id": "1", "text": 3}, "draft 1: text: expected str, got int. The README lists the fields of a draft."),
        (
            {"id": "1", "text": "a", "publish_at": "2026-12-01T10:00:00"},
            "draft 1: publish_at 2026-12-01T10:00:00 has no time zone. Write the offset, e.g. +09:00.",
        ),
        (
            {"id": "1", "text": "a", "publish_at": datetime(2026, 12, 1, 10)},
            "draft 1: publish_at 2026-12-01T10:00:00 has no time zone. Write the offset, e.g. +09:00.",
        ),
        (
            {"id": "1", "text": "a", "origin": {"path": "x"}},
            "draft 1: unknown field 'origin'.",
        ),
    ],
)
def test_a_mapping_that_is_no_draft(fields: dict[str, Any], sentence: str) -> None:
    """The sentence names the draft, the field and what to do."""
    with pytest.raises(InputError) as raised:
        Draft.from_mapping(fields)

    assert str(raised.value).startswith(sentence)


def test_an_error_names_the_place_of_the_file() -> None:
    """Where the file is known, it is named and not the id."""
    with pytest.raises(InputError, match=r"^a\.jsonl:3: unknown field 'txt'"):
        Draft.from_mapping({"id": "1", "txt": "a"}, Origin(path="a.jsonl", line=3))


def test_a_mapping_holds_what_json_and_yaml_can_say() -> None:
    """Times and days as text or values, empty fields as if they were not there."""
    fields = {
        "id": "1",
        "text": "a",
        "account": None,
        "publish_at": "2026-12-01T10:00:00+09:00",
        "kind": "reply",
        "relation": "gifted",
        "media": [{"type": "video", "alt": "x"}],
        "waivers": [{"rule": "a/b", "reason": "r", "until": "2026-12-31"}],
    }
    draft = Draft.from_mapping(fields)

    assert Draft.from_mapping(fields | {"publish_at": datetime(2026, 12, 1, 10, tzinfo=JST)}) == draft
    assert (None, (Media("video", "x"),)) == (draft.account, draft.media)
    assert (Waiver("a/b", "r", until=date(2026, 12, 31)),) == draft.waivers


def test_values_travel_between_processes() -> None:
    """Drafts and reports come back from a pickle as they were."""
    report = _report((Severity.ERROR, None))

    assert report == pickle.loads(pickle.dumps(report))


def test_values_do_not_change() -> None:
    """A draft is what it was read as."""
    with pytest.raises(AttributeError):
        Draft(id="1", text="a").text = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("found", "failed", "decision", "routes"),
    [
        pytest.param([], False, "pass", (), id="nothing"),
        pytest.param([("note", "広報", None)], False, "pass", (), id="a note"),
        pytest.param([("warning", "広報", None)], False, "review", ("広報",), id="a warning"),
        pytest.param([("error", "法務", None)], False, "block", ("法務",), id="an error"),
        pytest.param([("error", "法務", "許可")], False, "pass", (), id="waived"),
        pytest.param(
            [("warning", "CS", None), ("error", "法務", None), ("warning", "CS", None), ("error", "広報", "許可")],
            False,
            "block",
            ("法務", "CS"),
            id="whom to ask, the worst first, once",
        ),
        pytest.param([("warning", None, None)], False, "review", (), id="nobody named"),
        pytest.param([], True, "review", (), id="a rule failed"),
    ],
)
def test_what_becomes_of_a_post(
    found: list[tuple[str, str | None, str | None]], failed: bool, decision: str, routes: tuple[str, ...]
) -> None:
    """An error blocks, a warning asks for a review; what is waived and what is a note does not count."""
    draft = Draft(id="1", text="あ", origin=Origin("a.md"))
    findings = tuple(
        Finding(
            rule="a/b",
            severity=Severity(severity),
            confidence=Confidence.HIGH,
            draft_id="1",
            span=Span(0, 1),
            excerpt="あ",
            message="m",
            route=route,
            waived=waived,
            origin=draft.origin,
        )
        for severity, route, waived in found
    )
    failures = (Failure("a/b", "1", "x"),) if failed else ()
    report = Report(drafts=(draft, Draft(id="2", text="い")), findings=findings, failures=failures, tool=TOOL)
    one = Checked(number=0, draft=draft, findings=findings, failures=failures)
    late = Checked(number=0, draft=draft, before=one)

    assert report.verdicts == (
        PostVerdict(draft_id="1", decision=Decision(decision), routes=routes, origin=draft.origin),
        PostVerdict(draft_id="2", decision=Decision.PASS),
    )
    assert report.verdicts[0] == one.verdict == late.verdict
