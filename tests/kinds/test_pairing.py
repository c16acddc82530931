"""``pairing``: words that are harmless alone and not together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param("", "女性は感情的だ", ["女性は感情的"], id="both"),
        pytest.param("", "女性は理性的だ", [], id="one alone"),
        pytest.param("", "感情的な女性", [], id="the other way round"),
        pytest.param('order = "any"', "感情的な女性", ["感情的な女性"], id="any order"),
        pytest.param("", "女性です。感情的だ", [], id="not across sentences"),
        pytest.param('within = "post"', "女性です。感情的だ", ["女性です。感情的"], id="across the post"),
        pytest.param('within = "clause"', "女性だけど感情的だ", [], id="not across clauses"),
        pytest.param("most = 1", "女性は感情的だ", ["女性は感情的"], id="near"),
        pytest.param("most = 1", "女性はとても感情的だ", [], id="too far"),
        pytest.param("report = 0", "女性は感情的だ", ["女性"], id="the first reported"),
        pytest.param("report = 1", "女性は感情的だ", ["感情的"], id="the second reported"),
        pytest.param("", "女性は感情的ではない", [], id="denied"),
        pytest.param("", "「女性は感情的だ」", [], id="quoted"),
        pytest.param('unless = ["感情的 労働"]', "女性は感情的労働", [], id="spared"),
        pytest.param("", "女性と女性は感情的だ", ["女性は感情的"], id="the nearest pair"),
        pytest.param("", "女性は感情的だ。男性と女性は感情的だ", ["女性は感情的", "女性は感情的"], id="each sentence"),
    ],
)
def test_where_a_pairing_is_found(run: Run, match: str, text: str, found: list[str]) -> None:
    """One match of each group, near enough, in order, in the same place."""
    findings = run("pairing", f'groups = [["女性"], ["感情的"]]\n{match}', text)

    assert found == [finding.excerpt for finding in findings]


def test_a_message_names_the_words_of_each_group(run: Run) -> None:
    """``first`` and ``second`` are the groups' words, in the order of the rule."""
    [finding] = run(
        "pairing", 'groups = [["女性"], ["感情的"]]\norder = "any"', "感情的な女性", message="{first}・{second}"
    )

    assert "女性・感情的" == finding.message
