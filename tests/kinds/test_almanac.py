"""``almanac``: days with a name, days and years that are counted, against the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tweetlint.errors import RuleError
from tweetlint.load.words import grammar_data

Run = Callable[..., tuple[Any, ...]]


def at(moment: str) -> dict[str, str]:
    """A draft that goes out at ``moment``."""
    return {"publish_at": f"{moment}:00+09:00"}


@pytest.mark.parametrize(
    ("moment", "text", "found"),
    [
        pytest.param("2026-11-01T10:00", "本日はハロウィン🎃お菓子をどうぞ", ["本日はハロウィン"], id="a day late"),
        pytest.param("2026-10-31T10:00", "本日はハロウィン🎃お菓子をどうぞ", [], id="on the day"),
        pytest.param("2026-11-01T00:30", "今夜はハロウィン！", [], id="in the small hours after it"),
        pytest.param("2026-10-10T10:00", "今日はハロウィンの飾りつけをします", [], id="about it only"),
        pytest.param("2026-08-20T10:00", "本日は旧暦の七夕です", [], id="in another calendar"),
        pytest.param("2026-09-08T10:00", "敬老の日の9月14日は無料です", ["敬老の日の9月14日"], id="the wrong Monday"),
        pytest.param("2026-09-08T10:00", "敬老の日の9月21日は無料です", [], id="the third Monday"),
        pytest.param("2026-09-08T10:00", "敬老の日の9月14日までにご注文ください", [], id="a deadline before it"),
        pytest.param("2026-07-10T10:00", "7月19日は海の日。灯台へ", ["7月19日は海の日"], id="the date first"),
        pytest.param(
            "2026-09-01T10:00", "9月22日（火・秋分の日）は開館", ["9月22日（火・秋分の日）"], id="in brackets"
        ),
        pytest.param("2099-09-01T10:00", "9月1日は秋分の日。開館します", [], id="a year nobody wrote down"),
        pytest.param("2026-12-01T10:00", "来年は午年！馬の絵です", ["来年は午年"], id="a sign of another year"),
        pytest.param("2026-12-01T10:00", "来年は未年！羊の絵です", [], id="the right sign"),
        pytest.param("2026-12-01T10:00", "来年は巳年生まれの方を招きます", [], id="people of a sign"),
    ],
)
def test_a_day_with_a_name_is_on_its_day(run: Run, moment: str, text: str, found: list[str]) -> None:
    """Beside 本日 and beside a date; only where the name ends its phrase."""
    findings = run("almanac", "", text, draft=at(moment))

    assert found == [finding.excerpt for finding in findings]


@pytest.mark.parametrize(
    ("moment", "text", "found"),
    [
        pytest.param("2026-03-15T09:00", "開幕まで、あと10日！3月20日（金）です", ["まで、あと10日"], id="countdown"),
        pytest.param("2026-03-10T09:00", "開幕まで、あと10日！3月20日（金）です", [], id="right countdown"),
        pytest.param("2026-03-10T09:00", "受付は残り3日！公演は3月20日（金）です", [], id="days to another day"),
        pytest.param("2026-05-16T09:00", "創業2011年、今年で20周年です", ["20周年"], id="years"),
        pytest.param("2026-05-16T09:00", "創業2011年、今年で15周年です", [], id="right years"),
        pytest.param("2026-05-16T09:00", "平成23年創業、今年で二十周年です", ["二十周年"], id="of an era, in kanji"),
        pytest.param("2026-05-16T09:00", "1926年創業、2006年に改装して今年で20周年", [], id="of two years one fits"),
        pytest.param("2026-12-13T09:00", "明日最終日！12月13日19時まで", ["明日最終日"], id="the last day"),
        pytest.param("2026-12-12T09:00", "明日最終日！12月13日19時まで", [], id="the right last day"),
        pytest.param("2026-12-12T09:00", "前売は本日まで！会期は12月20日までです", [], id="the end of something else"),
        pytest.param(
            "2027-01-01T09:00", "謹賀新年。2026年もよろしくお願いします", ["2026年"], id="a year old greeting"
        ),
        pytest.param("2027-01-01T09:00", "謹賀新年。2027年もよろしくお願いします", [], id="a greeting of this year"),
        pytest.param("2026-01-05T09:00", "昨年2024年は雪でした", ["昨年2024年"], id="a year said twice"),
        pytest.param("2026-11-14T09:00", "来週の月曜日、11月17日発売", ["来週の月曜日、11月17日"], id="weekday before"),
        pytest.param("2026-11-10T09:00", "先週末の11月14日に公開", ["先週末の11月14日"], id="last week is to come"),
        pytest.param("2026-12-01T09:00", "今月11月23日の催しです", ["今月11月23日"], id="another month"),
        pytest.param("2026-12-01T09:00", "収録は14:00〜13:00です", ["14:00〜13:00"], id="the end first"),
        pytest.param("2026-12-01T09:00", "営業は18:00〜3:00です", [], id="into the night"),
        pytest.param(
            "2026-12-01T09:00", "朝食は午前7時〜午前6時です", ["午前7時〜午前6時"], id="the end first, in words"
        ),
        pytest.param("2026-12-01T09:00", "「本日はハロウィン」という歌です", [], id="quoted"),
    ],
)
def test_what_is_counted_adds_up(run: Run, moment: str, text: str, found: list[str]) -> None:
    """Days to a date, years since a year, the year, week and hours that are named."""
    findings = run("almanac", "", text, draft=at(moment))

    assert found == [finding.excerpt for finding in findings]


@pytest.mark.parametrize(
    ("moment", "text", "found"),
    [
        ("2026-08-11T10:00", "昨夜の星空観望会、最高でした", ["昨夜の星空観望会"]),
        ("2026-08-13T10:00", "昨夜の星空観望会、最高でした", []),
        ("2026-08-11T10:00", "星空観望会は明日です", []),
        ("2026-08-11T10:00", "昨年の星空観望会は大盛況でした", []),
    ],
)
def test_nothing_is_thanked_for_before_it_was(run: Run, moment: str, text: str, found: list[str]) -> None:
    """An event of the account file that has not begun yet."""
    event = [{"name": "星空観望会", "since": "2026-08-12T19:00:00+09:00"}]
    findings = run("almanac", "", text, draft=at(moment), event=event)

    assert found == [finding.excerpt for finding in findings]


def test_an_unknown_fault_is_refused(run: Run) -> None:
    """A fault nobody can find would never be found."""
    with pytest.raises(RuleError, match='unknown "moon"'):
        run("almanac", 'faults = ["moon"]', "本日は晴れ")


def test_the_days_of_single_years_are_days() -> None:
    """All dates of the list exist, and every named day says when it is."""
    rows = grammar_data("timing/almanac")["day"]

    assert all(date.fromisoformat(day) for row in rows for day in row.get("dates", ()))
    assert all({"on", "nth", "dates"} & row.keys() for row in rows)
