"""``lack``: how little of an account's posts is of one sort."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError
from tweetlint.kinds.lack import by_chance
from tweetlint.model import Severity

Run = Callable[..., tuple[Any, ...]]
MATCH = """
any = ["お礼"]
asks = ["どちら派"]
aside = ["障害"]
kinds = ["quote"]
share = 0.5
least = 4
window = {window}
{more}
"""
WANTED, ASKS, ASIDE, OTHER = "お礼です", "どちら派ですか", "障害です", "おはよう"


def lack(run: Run, *texts: str, window: int = 30, more: str = "", **settings: Any) -> list[tuple[str, str]]:
    """Draft and message of each finding."""
    message = "{share} {limit} {count} {total} {more}"
    match = MATCH.format(window=window, more=more)
    return [(f.draft_id, f.message) for f in run("lack", match, *texts, message=message, **settings)]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([OTHER] * 3, [], id="too few to judge"),
        pytest.param([OTHER] * 4, [("3", "0 50 0 4 4")], id="none at all"),
        pytest.param([OTHER, OTHER, OTHER, WANTED], [("2", "25 50 1 4 2")], id="on the last of the others"),
        pytest.param([OTHER, WANTED, OTHER, WANTED], [], id="half"),
        pytest.param([OTHER, ASKS, OTHER, WANTED], [], id="who asks talks, too"),
        pytest.param([OTHER, OTHER, OTHER, ASIDE], [], id="what stands aside is no post"),
        pytest.param([WANTED] * 4, [], id="all"),
    ],
)
def test_the_share_that_is_too_little(run: Run, texts: list[str], found: list[tuple[str, str]]) -> None:
    """One finding: the share, the aim, how many of how many, and how many more would do."""
    assert found == lack(run, *texts)


@pytest.mark.parametrize(("window", "found"), [(30, []), (4, ["7"])])
def test_only_the_last_posts_count(run: Run, window: int, found: list[str]) -> None:
    """What lies before the window is forgotten."""
    texts = [WANTED] * 4 + [OTHER] * 4

    assert found == [draft for draft, _ in lack(run, *texts, window=window)]


def test_drafts_of_a_kind_are_of_the_sort(run: Run) -> None:
    """Whatever they say."""
    assert [] == lack(run, *[OTHER] * 4, draft={"kind": "quote"})


@pytest.mark.parametrize(
    ("texts", "more", "found"),
    [
        pytest.param([OTHER, OTHER, ASKS], "unanswered = 3", ["2"], id="asks, never answers"),
        pytest.param([OTHER, OTHER, ASKS, WANTED], "unanswered = 3", [], id="asks and answers"),
        pytest.param([OTHER, ASKS, ASKS], "unanswered = 3", [], id="enough of it"),
        pytest.param([OTHER, OTHER, OTHER], "unanswered = 3", [], id="asks nothing"),
        pytest.param([OTHER, OTHER, ASKS], "", [], id="not asked for"),
        pytest.param([OTHER, WANTED, OTHER, WANTED], "asking = 0.25", ["2"], id="never asks"),
        pytest.param([OTHER, ASKS, OTHER, WANTED], "asking = 0.25", [], id="asks often enough"),
    ],
)
def test_who_asks_wants_to_hear(run: Run, texts: list[str], more: str, found: list[str]) -> None:
    """A question that nobody answers, and no question at all, can be told, too."""
    assert found == [draft for draft, _ in lack(run, *texts, more=more)]


@pytest.mark.parametrize(
    ("topics", "found"),
    [
        pytest.param([], [], id="no topics, no verdict"),
        pytest.param(["朝"], [], id="the words themselves"),
        pytest.param(["夜"], ["3"], id="other words"),
        pytest.param(["焙煎"], [], id="words of the same field"),
        pytest.param(["靴"], ["3"], id="words of another field"),
    ],
)
def test_topics_are_those_of_the_account(run: Run, topics: list[str], found: list[str]) -> None:
    """Its own words, and all of the fields of the list that they are in."""
    match = 'topics = "balance/topics"\nshare = 0.5\nleast = 4'
    texts = ["朝の味噌汁", "朝のパン", "朝の豆腐", "星を見た"]

    assert found == [f.draft_id for f in run("lack", match, *texts, account={"topics": topics})]


@pytest.mark.parametrize(
    ("match", "said"),
    [
        ("share = 1.0", "share = 1.0, asking = 0.0: write shares from 0 to below 1"),
        ("least = 9\nwindow = 8", "least = 9, window = 8: write least from 1 up to window"),
    ],
)
def test_shares_that_nobody_reaches_are_refused(run: Run, match: str, said: str) -> None:
    """The sentence names the values."""
    with pytest.raises(RuleError, match=said):
        run("lack", match, "a")


@pytest.mark.parametrize(
    ("count", "total", "share", "expected"),
    [(0, 8, 0.3, 0.0576), (2, 9, 0.3, 0.4628), (10, 10, 0.3, 1.0), (0, 5, 0.0, 1.0)],
)
def test_the_chance_is_that_of_as_few_or_fewer(count: int, total: int, share: float, expected: float) -> None:
    """The lower tail of the binomial distribution, the count itself included."""
    assert by_chance(count, total, share) == pytest.approx(expected, abs=1e-4)


def test_a_lack_that_may_be_chance_is_a_note(run: Run) -> None:
    """Two of nine posts say little about an aim of 30 %; none of nine says enough."""
    match = 'any = ["ありがとう"]\nshare = 0.3\nleast = 8'
    silent = ["豆の話をします"] * 9
    few = run("lack", match, *["ありがとう"] * 2, *silent[2:])
    none = run("lack", match, *silent)

    assert [Severity.NOTE] == [finding.severity for finding in few]
    assert [Severity.ERROR] == [finding.severity for finding in none]  # what the trial rule says
