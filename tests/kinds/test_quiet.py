"""``quiet``: what a listed company does not say before everybody may know it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError

Run = Callable[..., tuple[Any, ...]]
PERIOD = [{"name": "第3四半期", "starts": "2026-12-20", "ends": "2027-02-10"}]


@pytest.mark.parametrize(
    ("during", "day", "listed", "found"),
    [
        pytest.param("period", "2026-12-20", False, ["増配"], id="its first day"),
        pytest.param("period", "2027-02-10", True, ["増配"], id="its last day"),
        pytest.param("period", "2026-12-19", True, [], id="the day before"),
        pytest.param("period", "2027-02-11", True, [], id="the day after"),
        pytest.param("listed", "2026-12-19", True, ["増配"], id="outside, listed"),
        pytest.param("listed", "2026-12-20", True, [], id="inside is the other block's"),
        pytest.param("listed", "2026-12-19", False, [], id="outside, not listed"),
    ],
)
def test_patterns_count_at_their_time(run: Run, during: str, day: str, listed: bool, found: list[str]) -> None:
    """In a quiet period for everybody who has one, else for listed companies."""
    findings = run(
        "quiet",
        f'any = ["増配"]\nduring = "{during}"',
        "来期は増配です。増配しますよ",
        draft={"publish_at": f"{day}T12:00:00+09:00"},
        account={"listed": listed},
        quiet_period=PERIOD,
    )

    assert found == [finding.excerpt for finding in findings]


def test_the_message_names_the_period(run: Run) -> None:
    """Its name and last day."""
    draft = {"publish_at": "2027-01-05T12:00:00+09:00"}
    (finding,) = run("quiet", 'any = ["増配"]', "増配", message="{name} {ends}", draft=draft, quiet_period=PERIOD)

    assert finding.message == "第3四半期 2027-02-10"


def test_without_a_time_nothing_is_assumed(run: Run) -> None:
    """A draft that goes out nobody knows when is in no period."""
    assert () == run("quiet", 'any = ["増配"]', "増配", quiet_period=PERIOD)


def test_a_rule_without_patterns_is_refused(run: Run) -> None:
    """It could find nothing."""
    with pytest.raises(RuleError, match=r"any = \[\]: a rule needs at least one pattern"):
        run("quiet", "any = []", "a")
