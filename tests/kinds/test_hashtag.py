"""``hashtag``: what the writer meant as a tag and X will not link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param("", "冬の一杯 #冬ギフト どうぞ", [], id="a good tag"),
        pytest.param("", "♯PR です", ["♯PR"], id="a sharp"),
        pytest.param('except = ["sharp"]', "♯PR です", [], id="an exception"),
        pytest.param("", "# 水瀬市の紅葉", ["# 水瀬市の紅葉"], id="a blank"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_broken_tags(run: Run, match: str, text: str, found: list[str]) -> None:
    """Each broken tag is reported as the writer meant it."""
    assert found == [finding.excerpt for finding in run("hashtag", match, text)]
