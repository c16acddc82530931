"""``limit``: where a post runs over what X will take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]


@pytest.mark.parametrize(
    ("match", "account", "text", "found"),
    [
        pytest.param("", {}, "あ" * 140, [], id="full"),
        pytest.param("", {}, "あ" * 141, ["あ"], id="one too many"),
        pytest.param("", {}, "a" * 281, ["a"], id="latin"),
        pytest.param("", {}, "ｱ" * 141, ["ｱ"], id="half-width kana save nothing"),
        pytest.param("", {}, "か\u3099" * 140, [], id="decomposed kana"),
        pytest.param("", {}, "👨‍👩‍👧" * 140, [], id="an emoji weighs two"),
        pytest.param("", {}, "a.jp " * 11 + "あ" * 8, [], id="links that fit"),
        pytest.param("", {}, "a.jp " * 11 + "あ" * 9, ["あ"], id="short links weigh 23"),
        pytest.param("", {"character_limit": 8}, "限定公開です", ["です"], id="the account's limit"),
        pytest.param("most = 8", {"character_limit": 25000}, "限定公開です", ["です"], id="the rule's limit"),
        pytest.param("", {}, "", [], id="nothing"),
    ],
)
def test_what_is_too_much(run: Run, match: str, account: dict[str, Any], text: str, found: list[str]) -> None:
    """Everything from the first character that no longer fits."""
    assert found == [finding.excerpt for finding in run("limit", match, text, account=account)]


def test_a_message_counts_in_full_width_characters(run: Run) -> None:
    """``over`` rounds up: half a character too many is one too many."""
    [finding] = run("limit", "", "あ" * 140 + "a", message="{length} {most} {over} {full_width}")

    assert "281 280 1 140" == finding.message
