"""``persona``: one post against the persona, and posts against each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint import Draft, Linter

Run = Callable[..., tuple[Any, ...]]
MATCH = 'voices = "tone/first-person"\npolite = ["です", "ます", "ました"]\n'
VOICE = {"first_person": ["わたし"]}


@pytest.mark.parametrize(
    ("persona", "text", "found"),
    [
        pytest.param(VOICE, "俺が調べます", ["俺"], id="another first person"),
        pytest.param(VOICE, "私が調べます", [], id="another spelling"),
        pytest.param(VOICE, "「俺も」と言われました", [], id="quoted"),
        pytest.param({}, "俺が調べます", [], id="none is set"),
        pytest.param({"banned_endings": ["なり"]}, "焙煎日和なり〜", ["なり"], id="a banned end"),
        pytest.param({"banned_endings": ["〜ナリ"]}, "焙煎日和なり", ["なり"], id="in other kana"),
        pytest.param({"banned_endings": ["なり"]}, "なりゆきです", [], id="no end"),
        pytest.param({"forbid": ["マジ"]}, "まじで早い、マジ", ["まじ", "マジ"], id="forbidden words"),
        pytest.param({"forbid": ["マジ"]}, "「マジ」と言われました", [], id="forbidden, quoted"),
        pytest.param({"endings": ["ピヨ"]}, "直りました。どうぞ", ["どうぞ"], id="no sentence ends so"),
        pytest.param({"endings": ["ピヨ"]}, "直りました", [], id="one sentence tells nothing"),
        pytest.param({"endings": ["ピヨ"]}, "直ったぴよ。どうぞ", [], id="one does"),
        pytest.param({"endings": ["です"]}, "直りました。どうぞ", [], id="polite is polite"),
    ],
)
def test_a_post_is_held_against_the_persona(run: Run, persona: dict[str, Any], text: str, found: list[str]) -> None:
    """First persons, ends and words outside of quotations, whatever their kana."""
    assert found == [finding.excerpt for finding in run("persona", MATCH, text, account={"persona": persona})]


@pytest.mark.parametrize(
    ("texts", "account", "found"),
    [
        pytest.param(["わたしは飲む", "私は寝る", "俺は起きる"], {}, ["2"], id="two to one"),
        pytest.param(["わたしは飲む", "俺は起きる"], {}, [], id="one to one"),
        pytest.param(["わたしは飲む", "俺は寝る", "僕は起きる"], {}, [], id="nobody's voice"),
        pytest.param(["わたしは飲む", "私は寝る", "豆は起きる"], {}, [], id="one voice"),
        pytest.param(
            ["わたしは飲む", "私は寝る", "俺は起きる"], {"signature": {"members": ["佐藤"]}}, [], id="staff who sign"
        ),
    ],
)
def test_posts_in_another_voice(run: Run, texts: list[str], account: dict[str, Any], found: list[str]) -> None:
    """The voice of two thirds of the posts is the account's; the others are notes."""
    findings = run("persona", MATCH + 'find = "timeline"', *texts, account=account)

    assert found == [finding.draft_id for finding in findings]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        pytest.param("豆が届いた", ["5"], id="plain among polite"),
        pytest.param("豆が届きます", [], id="polite as the others"),
    ],
)
def test_an_author_who_writes_differently(other: str, found: list[str]) -> None:
    """The last post of the author is reported; three posts each are compared."""
    texts = [("a", "豆が届きました")] * 3 + [("b", other)] * 3
    linter = Linter.from_mapping({"account": [{"name": "main"}]})
    drafts = [Draft(id=str(number), text=text, author=author) for number, (author, text) in enumerate(texts)]
    findings = [f for f in linter.lint(drafts).findings if f.rule == "tone/persona-drift"]

    assert found == [finding.draft_id for finding in findings]
