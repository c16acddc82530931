"""``signature``: whether a post is signed as the account asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint import Draft, Linter

Run = Callable[..., tuple[Any, ...]]
MATCH = 'kinds = ["post"]'
SIGNED = {"required": True, "pattern": "[（(]([^）)]+)[）)]$", "members": ["佐藤", "AK"]}


@pytest.mark.parametrize(
    ("signature", "text", "found"),
    [
        pytest.param(SIGNED, "送りました（佐藤）", [], id="signed"),
        pytest.param(SIGNED, "送りました（AK）\n", [], id="blanks behind"),
        pytest.param(SIGNED, "送りました（佐藤） #豆 🎉", [], id="tags and emoji behind"),
        pytest.param(SIGNED, "送りました（担当:佐藤）", [], id="with more in it"),
        pytest.param(SIGNED, "送りました（田中）", ["（田中）"], id="nobody's name"),
        pytest.param(SIGNED, "送りました", ["た"], id="not signed"),
        pytest.param(SIGNED, "（佐藤）送りました", ["佐藤"], id="at the wrong end"),
        pytest.param(SIGNED, "送りました 佐藤", ["佐藤"], id="in the wrong form"),
        pytest.param(SIGNED, "佐藤錦を送りました", ["た"], id="a name in a word"),
        pytest.param(SIGNED | {"required": False}, "送りました", [], id="not required"),
        pytest.param(SIGNED | {"required": False}, "1袋980円（税込）", [], id="brackets that are none"),
        pytest.param({"required": True, "members": ["佐藤"]}, "送りました。佐藤", [], id="a name without a pattern"),
        pytest.param({"required": True, "members": ["佐藤"]}, "送りました", ["た"], id="and none"),
        pytest.param({"required": True}, "送りました", [], id="nothing to compare with"),
    ],
)
def test_who_signed(run: Run, signature: dict[str, Any], text: str, found: list[str]) -> None:
    """The signature stands at the end, in its form, with the name of a member."""
    findings = run("signature", MATCH, text, account={"signature": signature})

    assert found == [finding.excerpt for finding in findings]


def test_posts_are_not_signed_by_themselves(run: Run) -> None:
    """Unless the rule says otherwise, replies are."""
    assert () == run("signature", "", "送りました", account={"signature": SIGNED})


def test_a_pattern_that_takes_too_long_is_a_failure() -> None:
    """An expression that nobody waits for does not stop the run, and the report is not clean."""
    signature = {"required": True, "pattern": "(a|aa)+$", "members": ["a"]}
    linter = Linter.from_mapping({"account": [{"name": "main", "signature": signature}]})

    report = linter.lint([Draft(id="1", kind="reply", text="a" * 1_000 + "!")])

    assert [("tone/signature", "1")] == [(failure.rule, failure.draft_id) for failure in report.failures]
