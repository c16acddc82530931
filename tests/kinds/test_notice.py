"""``notice``: whether a notice of trouble holds what its readers need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]

PARTS = """\
part = [
  { ja = "時刻", en = "time", any = ["時"] },
  { ja = "原因", en = "cause", any = ["原因"] },
]
least = 1
"""


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param("", "止まりました。すみません", ["止まりました。"], id="nothing is said"),
        pytest.param("", "10時に止まりました", [], id="enough is said"),
        pytest.param('about = ["止まる"]', "すみません、止まりました", ["止まり"], id="a notice by its words"),
        pytest.param('about = ["止まる"]', "動きました", [], id="no notice"),
        pytest.param("", "", [], id="no text"),
    ],
)
def test_where_a_notice_lacks_too_much(run: Run, match: str, text: str, found: list[str]) -> None:
    """Fewer parts than ``least`` are a hit on the first sentence, or on the words of ``about``."""
    findings = run("notice", PARTS + match, text)

    assert found == [finding.excerpt for finding in findings]


def test_a_message_names_what_is_missing(run: Run) -> None:
    """``missing`` lists the parts in Japanese."""
    [finding] = run("notice", PARTS, "止まりました", message="{missing}")

    assert "時刻・原因" == finding.message
