"""``repetition``: posts that are nearly the same text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.account import Account, Config
from tweetlint.kinds.base import Build
from tweetlint.kinds.repetition import Match, compile_match
from tweetlint.model import DraftKind, Facts
from tweetlint.text.fingerprint import fingerprint
from tweetlint.text.terms import Vocabulary

Run = Callable[..., tuple[Any, ...]]
POST = "本日は新商品の発売日です。お店でどうぞ"
NEARLY = "本日は新商品の発売日です。お店へどうぞ"
OTHER = "焙煎機の点検のため、三時に閉めます"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([POST, POST], ["1"], id="a copy"),
        pytest.param([POST, POST + "🎉"], ["1"], id="decorated"),
        pytest.param([POST, POST, POST], ["1", "2"], id="each copy"),
        pytest.param([POST, OTHER, POST], ["2"], id="with others between"),
        pytest.param([POST, OTHER], [], id="another post"),
        pytest.param(["本日もどうぞ", "本日もどうぞ"], [], id="too short to tell"),
        pytest.param([POST + " #毎朝の一杯", POST + " #毎朝の一杯"], [], id="of a series"),
        pytest.param([POST], [], id="one alone"),
    ],
)
def test_copies_are_reported_and_originals_are_not(run: Run, texts: list[str], found: list[str]) -> None:
    """The later post is the copy; series are expected to be alike."""
    findings = run("repetition", "", *texts, account={"series": ["#毎朝の一杯"]})

    assert found == [finding.draft_id for finding in findings]


def test_a_message_names_the_earlier_post(run: Run) -> None:
    """The most similar earlier post is named, and the whole draft is reported."""
    [finding] = run("repetition", "", OTHER, POST, POST, message="{other} {similarity}")

    assert ("1 100", POST) == (finding.message, finding.excerpt)


@pytest.mark.parametrize(("similarity", "found"), [("0.5", ["1"]), ("1.0", [])])
def test_how_near_is_near(run: Run, similarity: str, found: list[str]) -> None:
    """A post with one word changed is a copy for a low threshold only."""
    assert found == [finding.draft_id for finding in run("repetition", f"similarity = {similarity}", POST, NEARLY)]


@pytest.mark.parametrize("similarity", [0.3, 0.6, 0.8, 0.95, 1.0])
def test_the_short_cut_finds_what_comparing_all_would(similarity: float) -> None:
    """Prefix filtering loses no pair."""
    words = ["本日は", "新商品の", "発売日です", "お店で", "どうぞ", "明日も", "やっています"]
    texts = ["".join(words[(i * step) % len(words)] for i in range(6)) for step in range(1, 7) for _ in range(2)]
    texts += ["".join(words[i:] + words[:i]) for i in range(len(words))]
    facts = [
        Facts(draft_id=str(n), account="main", publish_at=None, kind=DraftKind.POST, fingerprint=fingerprint(text))
        for n, text in enumerate(texts)
    ]
    check = compile_match(
        Match(similarity=similarity), Build(Vocabulary({}), Account(name="main"), Config(), lambda _: {}, lambda _: {})
    )

    def alike(left: Facts, right: Facts) -> bool:
        a, b = set(left.fingerprint), set(right.fingerprint)
        return len(a & b) / len(a | b) >= similarity

    compared = {i for i in range(len(facts)) if any(alike(facts[i], facts[j]) for j in range(i))}

    assert compared
    assert compared == {hit.draft for hit in check.judge(facts)}


@pytest.mark.parametrize("kind", [DraftKind.APOLOGY, DraftKind.INCIDENT, DraftKind.REPOST])
def test_what_has_to_be_repeated_may_be(kind: DraftKind) -> None:
    """Notices of an incident are the same on purpose."""
    facts = [
        Facts(draft_id=str(n), account="main", publish_at=None, kind=kind, fingerprint=fingerprint(POST)) for n in "12"
    ]
    check = compile_match(Match(), Build(Vocabulary({}), Account(name="main"), Config(), lambda _: {}, lambda _: {}))

    assert [] == list(check.judge(facts))
