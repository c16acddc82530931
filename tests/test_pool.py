"""Work over processes comes to the same as work in one, in the same order."""

from __future__ import annotations

import os

import pytest

from tweetlint import Draft, Linter, TweetlintError
from tweetlint.model import Problem
from tweetlint.pool import CHUNK, ordered_map

DRAFTS = [
    Problem("lost.md: cannot be read.") if number == 7 else Draft(id=str(number), text="ほんと無能ばっかりで困ります")
    for number in range(CHUNK * 3)
]


def _square(number: int) -> int:
    return number * number


def _die(number: int) -> int:
    if number == CHUNK + 1:
        os._exit(1)
    return number


@pytest.mark.parametrize("count", [0, 1, CHUNK, CHUNK * 5 + 3])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    """Whatever worker is done first, the results are those of a plain map."""
    assert list(map(_square, range(count))) == list(ordered_map(_square, range(count), 2, worthwhile=1))


def test_a_worker_that_dies_is_a_sentence() -> None:
    """Nothing looks finished that is not."""
    with pytest.raises(TweetlintError, match="a worker process ended"):
        list(ordered_map(_die, range(CHUNK * 4), 2, worthwhile=1))


def test_a_report_does_not_depend_on_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings, failures and problems of a batch are the same from one process and from two."""
    alone = Linter().lint(DRAFTS)
    monkeypatch.setattr("tweetlint.pool.WORTHWHILE", 10)
    monkeypatch.setattr("tweetlint.pool.ordered_map.__defaults__", (10,))
    together = Linter().lint(DRAFTS, workers=2)

    assert alone == together
    assert len(alone.findings) >= len(DRAFTS) - 1
