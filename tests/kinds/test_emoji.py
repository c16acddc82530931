"""``emoji``: so many that a post is hard to listen to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError

Run = Callable[..., tuple[Any, ...]]
CASES = "".join(
    f'[case.{name}]\nmessage = {{ ja = "{name} {{count}}", en = "{name}" }}\n'
    for name in ("many", "row", "between", "faces")
)


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param("", "朝です☀", [], id="one"),
        pytest.param("", "🍎 🍊 🍋 🍌 🍉", [], id="as many as one likes"),
        pytest.param("", "朝🍎 🍊 🍋 🍌 🍉 🍇", ["🍎 🍊 🍋 🍌 🍉 🍇"], id="too many"),
        pytest.param("most = 0", "🍎 🍊 🍋 🍌 🍉 🍇 🍓", [], id="any number"),
        pytest.param("most = 1\nrow = 2", "🍎 豆🍊 茶🍋", ["🍊 茶🍋"], id="the first one begins a line"),
        pytest.param("", "\n".join(f"{e} 果物" for e in "🍎🍊🍋🍌🍉🍇🍓"), [], id="entries of a list"),
        pytest.param("", "朝✨✨✨", ["✨✨✨"], id="a row"),
        pytest.param("", "朝✨🎉💖", [], id="three different ones"),
        pytest.param("", "朝☕️☕☕️", ["☕️☕☕️"], id="a row with and without its selector"),
        pytest.param("", "🇯🇵🇺🇸🇫🇷", [], id="flags"),
        pytest.param("", "春🌸の🌷花🌹見💐に", ["🌸の🌷花🌹見💐"], id="between words"),
        pytest.param("", "春🌸 の🌷。花🌹 見💐に", [], id="behind words"),
        pytest.param("", "(^^) (´ω`) (≧▽≦)", ["(^^) (´ω`) (≧▽≦)"], id="faces"),
        pytest.param("", "（税込）(月) (2026) (*) (a-b) (※1)", [], id="brackets"),
        pytest.param("", "(^^) (´ω`)", [], id="two faces"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_floods(run: Run, match: str, text: str, found: list[str]) -> None:
    """From the first to the last of what is too much."""
    findings = run("emoji", f"{match}\n{CASES}", text)

    assert found == [finding.excerpt for finding in findings]


def test_messages_count(run: Run) -> None:
    """Each way has its case and its number."""
    texts = ("🍎" * 7, "🍎🍎🍎", "(^^) (´ω`) (≧▽≦)")

    assert ["many 7", "row 3", "faces 3"] == [finding.message for finding in run("emoji", f"\n{CASES}", *texts)]


def test_a_number_below_nothing_is_an_error(run: Run) -> None:
    """The error says what 0 means."""
    with pytest.raises(RuleError, match="row = -1: write how many, or 0 for as many as one likes"):
        run("emoji", "row = -1", "a")
