"""``giveaway``: offers that do not say what a reader has to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]

PARTS = """
offers = ["抽選 …6 (当たる|プレゼント)"]
least = 2
note = 1
[[match.part]]
title = { ja = "期間", en = "the period" }
any = ["まで"]
[[match.part]]
title = { ja = "規約", en = "the terms" }
any = ["規約"]
linked = true
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("抽選で手ぬぐいが当たる！", [("error", "期間・規約 the period, the terms")], id="both missing"),
        pytest.param("抽選で手ぬぐいが当たる！今月末まで", [("note", "規約 the terms")], id="one missing"),
        pytest.param("抽選で当たる！規約をどうぞ", [("note", "期間 the period")], id="the other missing"),
        pytest.param("抽選で当たる！月末まで、規約はこちら", [], id="all said"),
        pytest.param("抽選で当たる！月末まで https://a.example.com/", [], id="a link leads to the terms"),
        pytest.param("抽選で当たる！ https://a.example.com/", [("note", "期間 the period")], id="a link is no period"),
        pytest.param("抽選は行いません", [], id="no offer"),
        pytest.param("抽選で当たる。抽選でプレゼント", [("error", "期間・規約 the period, the terms")], id="said once"),
        pytest.param("「抽選で当たる」と書かれた紙", [], id="quoted"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_is_missing_is_named(run: Run, text: str, found: list[tuple[str, str]]) -> None:
    """The first offer is reported with the parts that the post does not say."""
    findings = run("giveaway", PARTS, text, message="{missing} {missing_en}")

    assert found == [(finding.severity.value, finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("match", "sentence"),
    [
        (
            PARTS.replace('offers = ["抽選 …6 (当たる|プレゼント)"]', "offers = []"),
            "offers = []: a rule needs at least",
        ),
        (PARTS.replace("least = 2", "least = 3"), "note, least: write numbers in rising order, from 1 to 2."),
        (PARTS.replace("note = 1", "note = 0"), "note, least: write numbers in rising order, from 1 to 2."),
        (PARTS.replace(', en = "the period"', ""), "part: write title = { ja = …, en = … }"),
        (PARTS.replace('any = ["まで"]', "any = []"), "part 期間: write at least one pattern in any"),
    ],
)
def test_a_wrong_match_says_what_to_write(run: Run, match: str, sentence: str) -> None:
    """A key that makes no sense is refused with a sentence."""
    with pytest.raises(Exception, match=r"trial\.toml") as error:
        run("giveaway", match, "抽選で当たる", message="{missing}")

    assert sentence in str(error.value)
