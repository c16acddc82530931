"""``premium``: prizes and gifts that are worth more than what has to be bought allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]

MATCH = """
draws = ["抽選"]
gifts = ["もれなく"]
bought = ["<名詞-数詞> 円 以上"]
given = ["<名詞-数詞> 円 分"]
unless = ["割引"]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("500円以上で抽選、1万円分の券", [], id="20 times"),
        pytest.param("500円以上で抽選、10,001円分の券", ["10,001円分: 500 10,001 10,000"], id="over 20 times"),
        pytest.param("5,000円以上で抽選、10万円分の券", [], id="the highest prize"),
        pytest.param(
            "5,000円以上で抽選、11万円分の券", ["11万円分: 5,000 110,000 100,000"], id="over the highest prize"
        ),
        pytest.param("500円以上でもれなく200円分", [], id="a small gift"),
        pytest.param("500円以上でもれなく300円分", ["300円分: 500 300 200"], id="over a small gift"),
        pytest.param("2,000円以上でもれなく400円分", [], id="a fifth"),
        pytest.param("2,000円以上でもれなく500円分", ["500円分: 2,000 500 400"], id="over a fifth"),
        pytest.param("500円以上でもれなく300円分の割引", [], id="a discount is no gift"),
        pytest.param("抽選で1万円分の券", [], id="nothing to buy"),
        pytest.param("500円以上の本と300円分の菓子", [], id="no offer"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_the_post_says_is_held_against_the_caps(run: Run, text: str, found: list[str]) -> None:
    """The amounts are read from the post where the account file names no campaign."""
    findings = run("premium", MATCH, text, message="{term}: {price} {worth} {cap}")

    assert found == [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("campaign", "text", "found"),
    [
        pytest.param({"item_price": 150, "prize_max": 50_000}, "抽選です", ["抽選: 3,000"], id="a prize"),
        pytest.param({"item_price": 150, "prize_max": 3_000}, "抽選です", [], id="a prize at the cap"),
        pytest.param({"item_price": 500, "premium": 201}, "もれなく", ["もれなく: 200"], id="a gift"),
        pytest.param({"item_price": 500, "premium": 100}, "もれなく", [], id="a small gift"),
        pytest.param({"prize_max": 50_000}, "抽選です", [], id="no price"),
        pytest.param({"item_price": 150, "prize_max": 50_000}, "お知らせです", [], id="no offer"),
    ],
)
def test_what_the_account_file_says_of_the_campaign_counts(
    run: Run, campaign: dict[str, Any], text: str, found: list[str]
) -> None:
    """The only campaign with a purchase is the one that is meant."""
    settings = {"campaign": [{"name": "夏のくじ", "requires_purchase": True, **campaign}]}
    findings = run("premium", MATCH, text, message="{term}: {cap}", **settings)

    assert found == [finding.message for finding in findings]


def test_of_several_campaigns_the_named_one_is_meant(run: Run) -> None:
    """A post that names none of them is judged by its own words."""
    settings = {
        "campaign": [
            {"name": "夏のくじ", "requires_purchase": True, "item_price": 150, "prize_max": 50_000},
            {"name": "冬", "hashtag": "#冬のくじ", "requires_purchase": True, "item_price": 150, "prize_max": 3_000},
        ]
    }
    texts = ("夏のくじの抽選", "抽選です #冬のくじ", "抽選です")
    findings = run("premium", MATCH, *texts, **settings)

    assert ["0"] == [finding.draft_id for finding in findings]
