"""``register``: two manners of speech in one post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]
ENDS = """
polite = ["です", "ます", "ました"]
plain = ["である"]
doubtful = ["い", "る"]
last = ["<動詞:命令形>"]
spared = ["待てい"]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("直りました。原因は設定である。", ["原因は設定である"], id="written among polite"),
        pytest.param("直りました。早く来い", ["早く来い"], id="an imperative, read"),
        pytest.param("直りました。空は青い。", [], id="no imperative"),
        pytest.param("原因は設定である。早く来い。", [], id="one manner"),
        pytest.param("直りました。早く来い！", [], id="a cry"),
        pytest.param("直りました。早く来い😊", [], id="with an emoji"),
        pytest.param("直りました。「原因は設定である」。", [], id="quoted"),
        pytest.param("直りました。原因は設定である #お知らせ", ["原因は設定である"], id="a tag behind it"),
        pytest.param("直りました\n原因は設定である\n以上です", ["原因は設定である"], id="lines"),
        pytest.param("原因は設定であると分かりました。", [], id="inside a sentence"),
        pytest.param("直りました。待てい", [], id="spared"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_plain_sentence_among_polite_ones(run: Run, text: str, found: list[str]) -> None:
    """Sentences closed by a full stop or nothing are compared; cries, tags and quotations are not."""
    assert found == [finding.excerpt for finding in run("register", ENDS, text)]


def test_a_message_names_the_polite_end(run: Run) -> None:
    """The first polite sentence shows what the rest is compared with."""
    [finding] = run("register", ENDS, "直りました。原因は設定である。", message="{term} {polite}")

    assert "原因は設定である 直りました" == finding.message
