"""``share``: how much of an account's posts is of one sort."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]
MATCH = """
clears = ["感謝"]
least = 4
window = {window}
warn = 0.3
stop = 0.5
[[match.cue]]
weight = 1.0
any = ["新商品"]
[[match.cue]]
weight = 1.0
any = ["お得"]
"""
WHOLE, HALF, NONE, CLEARED = "新商品がお得", "新商品です", "おはよう", "新商品のお得意様に感謝"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([WHOLE, WHOLE, WHOLE], None, id="too few to judge"),
        pytest.param([WHOLE, NONE, NONE, NONE], None, id="a quarter"),
        pytest.param([WHOLE, HALF, NONE, NONE, NONE], ("1", "warning", "30 30 2 5"), id="a third"),
        pytest.param([WHOLE, NONE, WHOLE, NONE], ("2", "error", "50 50 2 4"), id="half"),
        pytest.param([HALF, HALF, NONE, NONE], None, id="two halves of four"),
        pytest.param([HALF, HALF, HALF, NONE], ("2", "warning", "38 30 3 4"), id="three halves of four"),
        pytest.param([CLEARED, CLEARED, CLEARED, CLEARED], None, id="cleared"),
        pytest.param([NONE, NONE, NONE, NONE], None, id="none"),
    ],
)
def test_the_share_that_is_too_much(run: Run, texts: list[str], found: tuple[str, str, str] | None) -> None:
    """One finding, on the last post that counts: with the share, the limit, and how many of how many."""
    findings = run("share", MATCH.format(window=30), *texts, message="{share} {limit} {count} {total}")

    assert ([found] if found else []) == [(f.draft_id, f.severity.value, f.message) for f in findings]


@pytest.mark.parametrize(("window", "found"), [(30, ["3"]), (4, [])])
def test_only_the_last_posts_count(run: Run, window: int, found: list[str]) -> None:
    """What lies before the window is forgotten."""
    texts = [WHOLE, WHOLE, WHOLE, WHOLE, NONE, NONE, NONE, NONE]

    assert found == [finding.draft_id for finding in run("share", MATCH.format(window=window), *texts)]
