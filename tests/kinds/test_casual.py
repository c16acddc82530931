"""``casual``: what is too free for a polite account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]
MATCH = """
any = ["おけまる"]
ends = ["だよ", "だね"]
spared = ["そうだね"]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("おけまる、直します", ["おけまる"], id="a word"),
        pytest.param("「おけまる」と言われました", [], id="quoted"),
        pytest.param("逆だよ〜！直します", ["だよ"], id="an end, drawn out"),
        pytest.param("逆だよーっ", ["だよ"], id="stretched"),
        pytest.param("そうだね。直します", [], id="spared"),
        pytest.param("だよりを出しました", [], id="no end"),
        pytest.param("直します #逆だよ", [], id="a tag"),
    ],
)
def test_what_is_too_free(run: Run, text: str, found: list[str]) -> None:
    """Words with the guards of a phrase, and ends of sentences as written."""
    assert found == [finding.excerpt for finding in run("casual", MATCH, text)]


@pytest.mark.parametrize(
    ("formality", "count"), [("formal", 1), ("polite", 1), ("casual", 0), ("character", 0)], ids=str
)
def test_a_persona_may_speak_freely(run: Run, formality: str, count: int) -> None:
    """The rule is for polite and formal accounts, unless it says otherwise."""
    account = {"persona": {"formality": formality}}

    assert count == len(run("casual", MATCH, "おけまる、直します", account=account))
