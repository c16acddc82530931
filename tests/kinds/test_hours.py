"""``hours``: what is posted when nobody is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError
from tweetlint.kinds import hours

Run = Callable[..., tuple[Any, ...]]
DAY = {"from": "09:00", "to": "18:00", "days": "mon-fri"}
NIGHT = {"from": "20:00", "to": "02:00", "days": "fri,sat"}


@pytest.fixture(autouse=True)
def holiday(monkeypatch: pytest.MonkeyPatch) -> None:
    """23 November 2026, a Monday, is the holiday of these tests, whatever is installed."""
    monkeypatch.setattr(hours, "_holiday", lambda day: day.isoformat() == "2026-11-23")


@pytest.mark.parametrize(
    ("open_hours", "moment", "found"),
    [
        pytest.param(DAY, "2026-11-24T09:00", [], id="they begin"),
        pytest.param(DAY, "2026-11-24T17:59", [], id="they end soon"),
        pytest.param(DAY, "2026-11-24T18:00", ["すぐ返事します"], id="they have ended"),
        pytest.param(DAY, "2026-11-24T08:59", ["すぐ返事します"], id="they have not begun"),
        pytest.param(DAY, "2026-11-28T12:00", ["すぐ返事します"], id="Saturday"),
        pytest.param(DAY, "2026-11-23T12:00", ["すぐ返事します"], id="a holiday"),
        pytest.param({**DAY, "days": "mon-sun"}, "2026-11-23T12:00", [], id="staff that work on holidays"),
        pytest.param({**DAY, "days": "sat-mon"}, "2026-11-29T12:00", [], id="days over the weekend"),
        pytest.param(NIGHT, "2026-11-28T01:00", [], id="Friday's night"),
        pytest.param(NIGHT, "2026-11-29T02:00", ["すぐ返事します"], id="after Saturday's night"),
        pytest.param(NIGHT, "2026-11-27T01:00", ["すぐ返事します"], id="Thursday's night"),
        pytest.param({**DAY, "to": "24:00"}, "2026-11-24T23:59", [], id="until midnight"),
        pytest.param(None, "2026-11-24T23:59", [], id="no hours"),
    ],
)
def test_hours_have_days_and_ends(run: Run, open_hours: dict[str, str] | None, moment: str, found: list[str]) -> None:
    """Outside of them the patterns are found."""
    account = {"support_hours": open_hours} if open_hours else {}
    draft = {"publish_at": f"{moment}:00+09:00"}
    findings = run("hours", 'any = ["すぐ 返事 します"]', "すぐ返事します", account=account, draft=draft)

    assert found == [finding.excerpt for finding in findings]


@pytest.mark.parametrize(
    ("match", "kind", "found"),
    [
        ('hours = "posting"', "post", ["おはよう"]),
        ('hours = "posting"\nwithout_post = ["おはよう"]', "post", []),
        ('hours = "posting"', "incident", []),
        ('hours = "posting"', "apology", []),
        ('hours = "support"', "post", []),
    ],
)
def test_without_patterns_it_is_the_post(run: Run, match: str, kind: str, found: list[str]) -> None:
    """The whole of it, unless it is urgent."""
    draft = {"publish_at": "2026-11-24T03:00:00+09:00", "kind": kind}
    findings = run("hours", match, "おはよう", account={"posting_hours": {"from": "07:00", "to": "22:00"}}, draft=draft)

    assert found == [finding.excerpt for finding in findings]


def test_the_message_tells_the_hours(run: Run) -> None:
    """Days, both ends and the time of the post."""
    message = "{days} {opens} {closes} {publish_at}"
    draft = {"publish_at": "2026-11-24T18:30:00+09:00"}
    (finding,) = run("hours", 'any = ["即答"]', "即答", message=message, account={"support_hours": DAY}, draft=draft)

    assert finding.message == "mon-fri 9:00 18:00 2026-11-24 18:30"


@pytest.mark.parametrize("days", ["monday", "mon-", "平日", ""])
def test_days_of_no_week_are_refused(run: Run, days: str) -> None:
    """The sentence shows how to write them."""
    with pytest.raises(RuleError, match="write mon-fri, or mon,wed,fri"):
        run("hours", 'any = ["即答"]', "即答", account={"support_hours": {**DAY, "days": days}})
