"""``ambush``: an event's marks beside promotion."""

from __future__ import annotations

import pytest

from tweetlint import Draft, Linter


@pytest.mark.parametrize(
    ("sponsored", "text", "found"),
    [
        pytest.param([], "オリンピック記念セール", True, id="no sponsor"),
        pytest.param(["五輪"], "オリンピック記念セール", False, id="a sponsor, by another mark"),
        pytest.param(["万博"], "オリンピック記念セール", True, id="sponsor of another event"),
        pytest.param([], "昨夜のオリンピックを見ました", False, id="no promotion"),
    ],
)
def test_who_may_use_a_mark(sponsored: list[str], text: str, found: bool) -> None:
    """Whoever sponsors an event may use all of its marks."""
    linter = Linter.from_mapping({"account": [{"name": "a", "sponsor_of": sponsored}]})
    report = linter.lint([Draft(id="1", text=text, account="a")])

    assert found is any(f.rule == "rights/ambush-marketing" for f in report.findings)
