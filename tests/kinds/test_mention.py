"""``mention``: who reads a post that begins with one, and who is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint import Draft
from tweetlint.errors import RuleError
from tweetlint.model import DraftKind

Run = Callable[..., tuple[Any, ...]]
CASES = "".join(
    f'[case.{name}]\nmessage = {{ ja = "{name} {{count}}", en = "{name}" }}\n'
    for name in ("leading", "dotted", "many", "parted")
)
MATCH = f'spoken_to = ["(さん|様) (、|から)"]\nunless = ["ありがとう"]\n{CASES}'


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        pytest.param("post", "@a_b さんの店です", [("leading 1", "error")], id="it begins with one"),
        pytest.param("post", "\n＠a_b さんの店です", [("leading 1", "error")], id="behind a line break"),
        pytest.param("quote", "@a_b さんの店です", [("leading 1", "error")], id="a quote"),
        pytest.param("reply", "@a_b ありがとうございます", [], id="a reply"),
        pytest.param("repost", "@a_b さんの店です", [], id="a repost"),
        pytest.param("post", "店は @a_b さんです", [], id="behind words"),
        pytest.param("post", ".@a_b さんの犬です", [("dotted 1", "note")], id="named"),
        pytest.param("post", ".@a_b さんから届きました", [("dotted 1", "error")], id="quoted"),
        pytest.param("post", ".@a_b 様、事実ではありません", [("dotted 1", "error")], id="spoken to"),
        pytest.param("post", ".@a_b さん、ありがとうございます", [("dotted 1", "note")], id="thanked"),
        pytest.param("post", ".@a_b さんの件。c様、お待ちください", [("dotted 1", "note")], id="others are spoken to"),
        pytest.param("reply", ".@a_b ご確認ください", [("dotted 1", "error")], id="a reply for all"),
        pytest.param("reply", ".@Ours さん、どうぞ", [], id="ourselves"),
        pytest.param("post", "皆さん @a @b @c @d", [("many 4", "error")], id="called side by side"),
        pytest.param("post", "出演: @a / @b / @c / @d", [("many 4", "note")], id="a list"),
        pytest.param("post", "皆さん @a @b @c", [], id="three"),
        pytest.param("reply", "@a @b @c @d @e", [], id="a conversation"),
        pytest.param("post", "店は @ aoi_cafe さん", [("parted 1", "error")], id="a gap"),
        pytest.param("post", "10時 @ Minase Hall にて", [], id="a place"),
        pytest.param("post", "a@b.example.com へ", [], id="an address"),
        pytest.param("post", "", [], id="nothing"),
    ],
)
def test_mentions(run: Run, kind: str, text: str, found: list[tuple[str, str]]) -> None:
    """The case, the number of mentions, and whether it is more than a note."""
    draft = Draft(id="1", text=text, kind=DraftKind(kind))
    findings = run("mention", MATCH, draft, account={"handle": "@ours"})

    assert found == [(finding.message, finding.severity.value) for finding in findings]


def test_no_mention_at_all_cannot_be_asked_for(run: Run) -> None:
    """The error says from where on."""
    with pytest.raises(RuleError, match="most = 0: write how many mentions there may be, from 1"):
        run("mention", "most = 0", "a")
