"""``template``: replies that could have been sent to anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError

Run = Callable[..., tuple[Any, ...]]
MATCH = """
phrases = ["お問い合わせありがとうございます", "今後の参考にいたします"]
refuses = ["規定により", "お答えできません"]
concrete = ["交換", "<名詞-数詞>"]
about = ["<名詞-普通名詞>", "<動詞-一般>"]
wants = ["ですか"]
complains = ["壊れた"]
cheers = ["🎉"]
feels = ["申し訳"]
"""
SET = "お問い合わせありがとうございます。今後の参考にいたします"


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        pytest.param("いつですか", SET, ["お問い合わせありがとうございます"], id="set phrases alone"),
        pytest.param("おいしかった", SET, [], id="nothing was asked"),
        pytest.param("いつですか", "お問い合わせありがとうございます", [], id="one of them alone"),
        pytest.param("いつですか", SET + "。金曜の夜に店の前で楽しくお待ちしています", [], id="more than set phrases"),
        pytest.param("いつですか", SET + "。交換", [], id="something is promised"),
        pytest.param("いつですか", SET + "。3日", [], id="something is named"),
        pytest.param("靴はいつですか", SET + "。靴", [], id="a word is taken up"),
        pytest.param("戻して", "規定によりお答えできません", ["規定により"], id="turned away"),
        pytest.param("壊れた", "おめでとう🎉", ["🎉"], id="cheer for somebody who complains"),
        pytest.param("壊れた", "申し訳ございません🎉", [], id="with a word of sympathy"),
        pytest.param("直った", "おめでとう🎉", [], id="cheer for somebody who is glad"),
    ],
)
def test_a_reply_takes_up_what_was_said(run: Run, asked: str, text: str, found: list[str]) -> None:
    """Set phrases, and cheer, are held against what they answer."""
    findings = run("template", MATCH, text, draft={"kind": "reply", "in_reply_to": asked})

    assert found == [finding.excerpt for finding in findings]


@pytest.mark.parametrize("draft", [{"kind": "post", "in_reply_to": "いつですか"}, {"kind": "reply"}])
def test_only_answers_are_judged(run: Run, draft: dict[str, str]) -> None:
    """A post is none, and of a reply to nobody knows what nothing can be said."""
    assert () == run("template", MATCH, SET, draft=draft)


def test_the_share_is_told(run: Run) -> None:
    """How much of the letters are set phrases."""
    draft = {"kind": "reply", "in_reply_to": "いつですか"}
    (finding,) = run("template", MATCH, SET, message="{share}", draft=draft)

    assert finding.message == "100"


def test_a_share_of_nothing_is_refused(run: Run) -> None:
    """It would make a template of every reply."""
    with pytest.raises(RuleError, match=r"share = 0\.0: write a number above 0 and up to 1"):
        run("template", MATCH + "share = 0.0", "a")
