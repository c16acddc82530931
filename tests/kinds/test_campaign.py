"""``campaign``: what a post says of a campaign, against its period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]
CAMPAIGN = [
    {
        "name": "冬の豆まつり",
        "code": "MAME26",
        "hashtag": "#冬豆",
        "starts": "2026-11-20",
        "ends": "2026-12-20T23:59:59+09:00",
    }
]
MATCH = """
runs = ["開催中", "応募してね"]
still = ["今からでも"]
over = ["終了しました", "ありがとうございました"]
starts = ["スタート", "開始"]
countdown = ["(残り|あと) <名詞-数詞> 日"]
last = ["(本日|今日) (が)? 最終日"]
elsewhere = ["当選"]
unless = ["前回 …8 開催中"]
"""


@pytest.mark.parametrize(
    ("day", "text", "found"),
    [
        pytest.param("2026-12-21", "冬の豆まつり、開催中", ["開催中"], id="over"),
        pytest.param("2026-12-20", "冬の豆まつり、開催中", [], id="its last day"),
        pytest.param("2026-12-21", "#冬豆 をつけて応募してね", ["応募してね"], id="by its hashtag"),
        pytest.param("2026-12-21", "合言葉は MAME26 です", ["MAME26"], id="its code alone"),
        pytest.param("2026-12-21", "MAME26 は終了しました", [], id="its code, over"),
        pytest.param("2026-12-21", "冬の豆まつりは終了しました。開催中は大雪でした", [], id="speaks of the past"),
        pytest.param("2026-12-21", "冬の豆まつりは終了しました。今からでも", ["今からでも"], id="over, and still"),
        pytest.param("2026-12-21", "冬の豆まつりの思い出", [], id="only named"),
        pytest.param("2026-12-21", "夏の豆まつり、開催中", [], id="another one"),
        pytest.param("2026-11-19", "冬の豆まつり、開催中", ["開催中"], id="not begun"),
        pytest.param("2026-11-19", "前回の冬の豆まつり、開催中の写真です", [], id="the one before"),
        pytest.param("2026-11-19", "冬の豆まつり、明日スタート", [], id="begins tomorrow"),
        pytest.param("2026-11-19", "冬の豆まつり、本日スタート", ["本日スタート"], id="does not begin today"),
        pytest.param("2026-11-20", "冬の豆まつり、本日スタート", [], id="begins today"),
        pytest.param("2026-12-17", "冬の豆まつり、残り3日", [], id="three days left"),
        pytest.param("2026-12-18", "冬の豆まつり、残り3日", [], id="three days left with today"),
        pytest.param("2026-12-16", "冬の豆まつり、残り3日", ["残り3日"], id="four days left"),
        pytest.param("2026-12-16", "冬の豆まつり、残り三日", ["残り三日"], id="in words"),
        pytest.param("2026-11-17", "冬の豆まつりまで、あと3日", [], id="three days to its start"),
        pytest.param("2026-12-19", "冬の豆まつり、本日最終日", ["本日最終日"], id="not the last day"),
        pytest.param("2026-12-20", "冬の豆まつり、本日最終日", [], id="the last day"),
        pytest.param("2026-12-01", "冬の豆まつりは12月20日まで", [], id="its end"),
        pytest.param("2026-12-01", "冬の豆まつりは12月25日まで", ["12月25日まで"], id="another end"),
        pytest.param("2026-12-01", "冬の豆まつりの当選の連絡は12月25日まで", [], id="the end of something else"),
        pytest.param("2026-12-21", "「冬の豆まつり、開催中」ののぼりを片づけました", [], id="quoted"),
    ],
)
def test_a_campaign_has_its_period(run: Run, day: str, text: str, found: list[str]) -> None:
    """What is offered outside of it, and days that are not its own, are found."""
    findings = run("campaign", MATCH, text, draft={"publish_at": f"{day}T09:00:00+09:00"}, campaign=CAMPAIGN)

    assert found == [finding.excerpt for finding in findings]


def test_of_two_campaigns_nobody_knows_which_is_meant(run: Run) -> None:
    """A post that names both is left alone."""
    both = [*CAMPAIGN, {"name": "春の豆まつり", "starts": "2027-03-01", "ends": "2027-03-20"}]
    draft = {"publish_at": "2027-03-02T09:00:00+09:00"}

    assert () == run("campaign", MATCH, "冬の豆まつりに続き、春の豆まつりを開催中", draft=draft, campaign=both)


def test_the_message_tells_the_period(run: Run) -> None:
    """Name, both days, the days left and the time of the post."""
    message = "{term}|{name}|{starts}|{ends}|{left}|{publish_at}"
    draft = {"publish_at": "2026-12-16T09:00:00+09:00"}
    (finding,) = run("campaign", MATCH, "冬の豆まつり、残り3日", message=message, draft=draft, campaign=CAMPAIGN)

    assert finding.message == "残り3日|冬の豆まつり|2026-11-20|2026-12-20|4|2026-12-16 09:00"
