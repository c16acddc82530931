"""Labelled posts about days: every fault is found, nothing else is said, and the right weekday is named.

``dates.jsonl`` holds posts of our own, half of them without a fault; ``faults`` are the words at which one must be
reported, ``says`` the weekday that the message and its suggestion must name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tweetlint import Draft, Linter

POSTS = [json.loads(line) for line in (Path(__file__).parent / "dates.jsonl").read_text("utf-8").splitlines()]
RULES = ("timing/date-inconsistency", "timing/release-mismatch", "timing/expired-campaign")


@lru_cache(maxsize=32)
def _linter(settings: str) -> Linter:
    given = {"account": [{"name": "main", "industry": "food"}], **json.loads(settings)}
    ids = Linter.from_mapping(given).rule_ids
    return Linter.from_mapping(given | {"severity": {name: "off" for name in ids if name not in RULES}})


def _spoken(post: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    draft = Draft.from_mapping({"id": "1", "text": post["text"], "publish_at": post["publish_at"]})
    for finding in _linter(json.dumps(post.get("settings", {}))).lint([draft]).findings:
        yield finding.span.start, finding.span.end, f"{finding.message} {finding.suggest}"


@pytest.mark.parametrize(
    "post", POSTS, ids=[f"{n}-{post['text'][:18]}".replace("\n", " ") for n, post in enumerate(POSTS)]
)
def test_a_post_about_days(post: dict[str, Any]) -> None:
    """As many findings as faults, each at its words."""
    spoken = list(_spoken(post))

    assert len(post["faults"]) == len(spoken), spoken
    for fault in post["faults"]:
        begin = post["text"].index(fault["at"])
        here = [said for start, end, said in spoken if start < begin + len(fault["at"]) and begin < end]
        assert any(f"「{fault['says']}」" in said for said in here) if "says" in fault else here


def test_the_posts_are_of_both_kinds() -> None:
    """A rule that says nothing, or something of every post, would fail half of them."""
    faulty = sum(bool(post["faults"]) for post in POSTS)

    assert len(POSTS) / 3 < faulty < len(POSTS) * 2 / 3
