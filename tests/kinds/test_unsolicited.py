"""``unsolicited``: replies that nobody asked for."""

from __future__ import annotations

import pytest

from tweetlint import Draft, Linter
from tweetlint.model import DraftKind

LINTER = Linter.from_mapping({"account": [{"name": "main", "competitors": [{"name": "ミナトコーヒー"}]}]})


def cases(text: str, *, unsolicited: bool = True) -> list[str]:
    """The excerpts of what ``tone/unsolicited-reply`` finds."""
    draft = Draft(id="1", text=text, kind=DraftKind.REPLY, unsolicited=unsolicited)
    return [f.excerpt for f in LINTER.lint([draft]).findings if f.rule == "tone/unsolicited-reply"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("公式サポートです。手順をご案内します", [], id="who, and help"),
        pytest.param("ふたの部品は今も販売しています", ["ふたの部品は今も販売しています"], id="nameless"),
        pytest.param("公式です。こんにちは", ["公式です。こんにちは"], id="empty"),
        pytest.param("公式サポートです。「乗り換えませんか」とは申しません。手順はこちらです", [], id="quoted"),
        pytest.param("公式サポートです。手順はこちら。ご住所を教えてください", ["ご住所を教え"], id="asks"),
    ],
)
def test_what_an_unasked_reply_may_not_do(text: str, found: list[str]) -> None:
    """It says who speaks and gives something; it does not sell, compare, ask or press."""
    assert found == cases(text)


def test_replies_to_people_who_asked_are_free() -> None:
    """Only drafts marked as unsolicited are read."""
    assert [] == cases("ふたの部品は今も販売しています", unsolicited=False)
