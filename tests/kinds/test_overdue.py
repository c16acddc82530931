"""``overdue``: silence during a crisis is told once a gap, and only where the past is known."""

from __future__ import annotations

from typing import Any

import pytest

from tweetlint import Draft, Linter

CRISIS = {"name": "決済障害", "since": "2026-11-24T10:00:00+09:00", "update_hours": 2}
WORD, CHAT = "【続報】復旧作業を続けています", "窓辺は日だまりです"


@pytest.mark.parametrize(
    ("history", "posts", "found"),
    [
        pytest.param(["past/*.md"], [("12:00", WORD)], [], id="in time"),
        pytest.param(["past/*.md"], [("12:01", WORD)], ["0"], id="a minute late"),
        pytest.param([], [("13:00", WORD)], [], id="nobody knows the past"),
        pytest.param([], [("11:00", WORD), ("13:30", CHAT), ("14:00", CHAT), ("15:00", WORD)], ["1"], id="once a gap"),
        pytest.param(
            [], [("11:00", WORD), ("13:30", CHAT), ("14:00", WORD), ("16:30", WORD)], ["1", "3"], id="two gaps"
        ),
        pytest.param([], [("11:00", WORD), ("12:30", CHAT), ("13:00", WORD)], [], id="chat between"),
        pytest.param(["past/*.md"], [("09:00", CHAT)], [], id="before the trouble"),
    ],
)
def test_a_gap_is_told_where_it_ends(history: list[str], posts: list[tuple[str, str]], found: list[str]) -> None:
    """The draft is the first that goes out when a word was due."""
    linter = Linter.from_mapping({"account": [{"name": "a", "history": history}], "crisis": [CRISIS]})
    drafts = [
        Draft.from_mapping({"id": str(n), "text": text, "account": "a", "publish_at": f"2026-11-24T{at}:00+09:00"})
        for n, (at, text) in enumerate(posts)
    ]

    assert found == [f.draft_id for f in linter.lint(drafts).findings if "2時間ごと" in f.message]


def test_an_interval_is_longer_than_nothing() -> None:
    """Zero hours would make every post late."""
    from tweetlint import ConfigError

    settings: dict[str, Any] = {"crisis": [CRISIS | {"update_hours": 0}]}
    with pytest.raises(ConfigError, match="update_hours"):
        Linter.from_mapping(settings)
