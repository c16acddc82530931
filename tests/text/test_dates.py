"""Dates in posts: which figures are dates, which day they mean, and which of their faults are faults."""

from __future__ import annotations

import pickle
import time
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint.errors import DictionaryError
from tweetlint.model import Span
from tweetlint.text.dates import (
    Clock,
    DateGrammar,
    DateMention,
    Join,
    impossible,
    past_deadline,
    reversed_period,
    wrong_weekday,
)

WORDS = Path(__file__).parents[2] / "dictionaries" / "grammar" / "dates.toml"
DATA = tomllib.loads(WORDS.read_text(encoding="utf-8"))
GRAMMAR = DateGrammar.from_mapping(DATA)
JST = timezone(timedelta(hours=9))
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=JST)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
NAMES = "月火水木金土日"


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+09:00")


def only(text: str) -> DateMention:
    mentions = GRAMMAR.mentions(text)
    assert len(mentions) == 1, [text[m.span.start : m.span.end] for m in mentions]
    return mentions[0]


def excerpts(text: str) -> list[str]:
    return [text[m.span.start : m.span.end] for m in GRAMMAR.mentions(text)]


def faults(text: str, reference: datetime = TUESDAY) -> set[str]:
    """Every kind of fault that the functions together find in ``text``."""
    mentions = GRAMMAR.mentions(text)
    found = set()
    if any(impossible(m, reference) for m in mentions):
        found.add("impossible")
    if any(wrong_weekday(m, reference) for m in mentions):
        found.add("weekday")
    if any(reversed_period(p, reference) for p in GRAMMAR.periods(text, mentions)):
        found.add("reversed")
    if any(past_deadline(d, reference) for d in GRAMMAR.deadlines(text, mentions)):
        found.add("past")
    if GRAMMAR.contradicting_today(text, reference, mentions):
        found.add("today")
    if any(not pair.agrees for pair in GRAMMAR.era_years(text)):
        found.add("era")
    return found


# --- what is a date ------------------------------------------------------------------------------

NO_DATES = [
    "三日月がきれいです",
    "五月病、六月病",
    "5月病に気をつけて",
    "1日1回、朝に飲みます",
    "1日3回まで",
    "1日8時間の睡眠",
    "1日10組限定",
    "24時間365日受付",
    "11/22",
    "11/22 いい夫婦",
    "1/2",
    "3/4が賛成",
    "1/2の確率で当たります",
    "2/3が満足と回答",
    "2/3は女性のお客さま",
    "1/2に薄めてください",
    "1/2カット",
    "1/3まで減らしました",
    "価格が1/2まで下がりました",
    "1/2から2/3に増やしました",
    "人口の1/2から",
    "約1/3まで",
    "材料(1/2)と水",
    "（1/3）つづきます",
    "ご案内です。2/4",
    "1/2(水・氷)",
    "1/12スケールのフィギュア",
    "1/6スケール発売",
    "24/7サポート",
    "23/24シーズン",
    "5/10点でした",
    "10/10の評価",
    "A4/5サイズ",
    "2/30の確率",
    "12/24・25",
    "12/32",
    "3.11から15年",
    "9.11",
    "バージョン12.1より",
    "ver.2026.1.3",
    "v2026.1.3を公開",
    "100均",
    "7-11時",
    "3-2で勝利",
    "1-2-3番地",
    "03-1234-5678まで",
    "0120-12-1まで",
    "¥12/1個",
    "16:9の動画",
    "18:00から21:00",
    "深夜25時からのアニメ、今週は24:59開始です",
    "22:00〜5:00",
    "正午まで",
    "令和最新版",
    "令和8年版",
    "2026年版カレンダー",
    "2026年12月",
    "12月号",
    "5/6月号",
    "12月上旬に発売",
    "12月中旬",
    "12月末頃",
    "8月生まれ",
    "3か月10日",
    "第3金曜日",
    "11月第3日曜",
    "毎月1日(ついたち)",
    "毎月25日(木)",
    "毎月末",
    "毎年12月1日",
    "例年12月1日",
    "26年12月1日",
    "翌年1月17日",
    "翌2日(水)",
    "二十日大根",
    "一日中遊べます",
    "一日一善",
    "二人で",
    "十日市場",
    "五日市",
    "八日市",
    "三月堂",
    "十日町の二日酔い",
    "日曜大工",
    "金曜まで内緒",
    "(土)日",
    "土日祝は休みです",
    "7日間",
    "12月3日間限定",
    "一月二日間",
    "3日前",
    "3日で英語がペラペラに",
    "2泊3日(月〜水)",
    "残り3日(木)",
    "あと2日",
    "3日から5日かかります",
    "1〜2日の遅れ",
    "3日制限をなくしました",
    "返品期限は7日です",
    "期間は10日です",
    "お申し込みは3日前まで",
    "11月の休診日は3日と23日です",
    "7日は七草がゆ",
    "1日〜3日",
    "3年前の今日",
    "去年の昨日",
    "明日香さんの歌",
    "明日葉の天ぷら",
    "今日子さん",
    "とうきょうの空",
    "きょうだいげんか",
    "あすなろ会",
    "全日本日曜大会",
    "日本日和",
    "来週はおやすみ",
    "https://example.com/2026/12/1/まで",
    "https://example.com/12/1まで",
    "https://example.com/?d=2026-12-1",
    "",
    "。",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_figures_and_words_that_are_no_dates_are_left_alone(text: str) -> None:
    """Lengths, fractions, scores, versions, names and times alone are no dates."""
    assert excerpts(text) == []
    assert faults(text) == set()


# (text, excerpt, (year, month, day, weekday) as written, the day meant on 2026-11-24)
DATES = [
    ("12月1日に発売", "12月1日", (None, 12, 1, None), "2026-12-01"),
    ("12月1日(火)に発売", "12月1日(火)", (None, 12, 1, TUE), "2026-12-01"),
    ("１２月１日（火）", "１２月１日（火）", (None, 12, 1, TUE), "2026-12-01"),
    ("12 月 1 日 (火)", "12 月 1 日 (火)", (None, 12, 1, TUE), "2026-12-01"),
    ("11月23日（月・祝）", "11月23日（月・祝）", (None, 11, 23, MON), "2026-11-23"),
    ("11月23日(月祝)", "11月23日(月祝)", (None, 11, 23, MON), "2026-11-23"),
    ("11月23日(祝・月)", "11月23日(祝・月)", (None, 11, 23, MON), "2026-11-23"),
    ("11月23日(祝)", "11月23日(祝)", (None, 11, 23, None), "2026-11-23"),
    ("11月23日(月・勤労感謝の日)", "11月23日(月・勤労感謝の日)", (None, 11, 23, MON), "2026-11-23"),
    ("12月1日［火］", "12月1日［火］", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日【火】", "12月1日【火】", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日(火曜)", "12月1日(火曜)", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日（火曜日）", "12月1日（火曜日）", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日火曜日", "12月1日火曜日", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日 火曜", "12月1日 火曜", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日㈫", "12月1日㈫", (None, 12, 1, TUE), "2026-12-01"),
    ("12/1㊋", "12/1㊋", (None, 12, 1, TUE), "2026-12-01"),
    ("12/1(Tue)", "12/1(Tue)", (None, 12, 1, TUE), "2026-12-01"),
    ("12.1 TUE", "12.1 TUE", (None, 12, 1, TUE), "2026-12-01"),
    ("12月1日(日本時間)", "12月1日", (None, 12, 1, None), "2026-12-01"),
    ("12月1日(土産つき)", "12月1日", (None, 12, 1, None), "2026-12-01"),
    ("12月1日(月1回)", "12月1日", (None, 12, 1, None), "2026-12-01"),
    ("12月1日(火 18:00〜)", "12月1日(火 18:00〜)", (None, 12, 1, TUE), "2026-12-01"),
    ("12/1(火)", "12/1(火)", (None, 12, 1, TUE), "2026-12-01"),
    ("１２／１（火）", "１２／１（火）", (None, 12, 1, TUE), "2026-12-01"),
    ("12/1まで", "12/1", (None, 12, 1, None), "2026-12-01"),
    ("12/1より順次", "12/1", (None, 12, 1, None), "2026-12-01"),
    ("12/1に開催", "12/1", (None, 12, 1, None), "2026-12-01"),
    ("11/22はいい夫婦の日", "11/22", (None, 11, 22, None), "2026-11-22"),
    ("1/5までのご予約", "1/5", (None, 1, 5, None), "2027-01-05"),
    ("日時:1/5", "1/5", (None, 1, 5, None), "2027-01-05"),
    ("発売日 1/5", "1/5", (None, 1, 5, None), "2027-01-05"),
    ("1/5 10:00集合", "1/5", (None, 1, 5, None), "2027-01-05"),
    ("12/1〜", "12/1", (None, 12, 1, None), "2026-12-01"),
    ("2026年12月1日", "2026年12月1日", (2026, 12, 1, None), "2026-12-01"),
    ("２０２６年１２月１日（火）", "２０２６年１２月１日（火）", (2026, 12, 1, TUE), "2026-12-01"),
    ("2026/12/1", "2026/12/1", (2026, 12, 1, None), "2026-12-01"),
    ("2026.12.1(火)", "2026.12.1(火)", (2026, 12, 1, TUE), "2026-12-01"),
    ("2026-12-01", "2026-12-01", (2026, 12, 1, None), "2026-12-01"),
    ("1995年1月17日", "1995年1月17日", (1995, 1, 17, None), "1995-01-17"),
    ("令和8年12月1日", "令和8年12月1日", (None, 12, 1, None), "2026-12-01"),
    ("令和元年5月1日(水)", "令和元年5月1日(水)", (None, 5, 1, WED), "2019-05-01"),
    ("R8.12.1", "R8.12.1", (None, 12, 1, None), "2026-12-01"),
    ("R8年12月1日", "R8年12月1日", (None, 12, 1, None), "2026-12-01"),
    ("昭和64年1月7日(土)", "昭和64年1月7日(土)", (None, 1, 7, SAT), "1989-01-07"),
    ("2026年(令和8年)12月1日", "2026年(令和8年)12月1日", (2026, 12, 1, None), "2026-12-01"),
    ("十二月一日", "十二月一日", (None, 12, 1, None), "2026-12-01"),
    ("十二月二十五日(金)", "十二月二十五日(金)", (None, 12, 25, FRI), "2026-12-25"),
    ("二〇二六年十二月三十一日", "二〇二六年十二月三十一日", (2026, 12, 31, None), "2026-12-31"),
    ("来年1月17日(日)", "来年1月17日(日)", (None, 1, 17, SUN), "2027-01-17"),
    ("昨年の12月1日(月)", "昨年の12月1日(月)", (None, 12, 1, MON), "2025-12-01"),
    ("3年前の11月24日(金)", "3年前の11月24日(金)", (None, 11, 24, FRI), "2023-11-24"),
    ("25日(水)", "25日(水)", (None, None, 25, WED), "2026-11-25"),
    ("22日17:00 開演", "22日", (None, None, 22, None), "2026-11-22"),
    ("30日(月)", "30日(月)", (None, None, 30, MON), "2026-11-30"),
    ("3日(木)", "3日(木)", (None, None, 3, THU), "2026-12-03"),
    ("31日(木)", "31日(木)", (None, None, 31, THU), "2026-12-31"),
    ("締切は30日です", "30日", (None, None, 30, None), "2026-11-30"),
    ("応募は30日まで", "30日", (None, None, 30, None), "2026-11-30"),
    ("25日必着", "25日", (None, None, 25, None), "2026-11-25"),
    ("4月末までに", "4月末", (None, 4, None, None), "2027-04-30"),
    ("12月いっぱい", "12月いっぱい", (None, 12, None, None), "2026-12-31"),
    ("本日発売", "本日", (None, None, None, None), "2026-11-24"),
    ("今日から", "今日", (None, None, None, None), "2026-11-24"),
    ("きょうは全駅で", "きょう", (None, None, None, None), "2026-11-24"),
    ("今晩お届け", "今晩", (None, None, None, None), "2026-11-24"),
    ("明日発売", "明日", (None, None, None, None), "2026-11-25"),
    ("あすの開門", "あす", (None, None, None, None), "2026-11-25"),
    ("あす全員に", "あす", (None, None, None, None), "2026-11-25"),
    ("明朝9時", "明朝", (None, None, None, None), "2026-11-25"),
    ("明後日", "明後日", (None, None, None, None), "2026-11-26"),
    ("昨日の放送", "昨日", (None, None, None, None), "2026-11-23"),
    ("昨夜の地震", "昨夜", (None, None, None, None), "2026-11-23"),
    ("一昨日の雨", "一昨日", (None, None, None, None), "2026-11-22"),
    ("本日(火)", "本日(火)", (None, None, None, TUE), "2026-11-24"),
    ("今夜0時から", "今夜", (None, None, None, None), "2026-11-25"),
    ("来週金曜", "来週金曜", (None, None, None, FRI), "2026-12-04"),
    ("先週の月曜日", "先週の月曜日", (None, None, None, MON), "2026-11-16"),
    ("来週(金)", "来週(金)", (None, None, None, FRI), "2026-12-04"),
    ("今週末", "今週末", (None, None, None, None), "2026-11-28"),
    ("月末まで", "月末", (None, None, None, None), "2026-11-30"),
    ("来月末", "来月末", (None, None, None, None), "2026-12-31"),
    ("来月1日", "来月1日", (None, None, 1, None), "2026-12-01"),
    ("先月30日(金)", "先月30日(金)", (None, None, 30, FRI), "2026-10-30"),
]


@pytest.mark.parametrize(("text", "excerpt", "written", "meant"), DATES)
def test_a_date_is_read_as_it_is_written(text: str, excerpt: str, written: tuple[int | None, ...], meant: str) -> None:
    """The span is exact, the fields are those on paper, and the day is the one a reader takes."""
    mention = only(text)

    assert text[mention.span.start : mention.span.end] == excerpt
    assert (mention.year, mention.month, mention.day, mention.weekday) == written
    assert mention.resolve(TUESDAY) == date.fromisoformat(meant)


def test_the_weekday_has_its_own_span() -> None:
    """The one sign to change is pointed at, not the whole date."""
    text = "開催は11月25日(木・大安の日)です"
    mention = only(text)

    assert mention.weekday_span == Span(10, 11)
    assert text[10] == "木"


@pytest.mark.parametrize(
    ("text", "clock", "closing", "whole"),
    [
        ("12月1日(火)18:00開演", (18, 0), None, "12月1日(火)18:00"),
        ("12月1日 18時", (18, 0), None, "12月1日 18時"),
        ("12月1日の18時半", (18, 30), None, "12月1日の18時半"),
        ("12月1日、18時30分", (18, 30), None, "12月1日、18時30分"),
        ("12月1日１８：００", (18, 0), None, "12月1日１８：００"),
        ("12月1日正午", (12, 0), None, "12月1日正午"),
        ("12月1日25時", (25, 0), None, "12月1日25時"),
        ("12月1日24:59", (24, 59), None, "12月1日24:59"),
        ("12月1日午後6時", (18, 0), None, "12月1日午後6時"),
        ("12月1日午後12時半", (12, 30), None, "12月1日午後12時半"),
        ("12月1日夜12時", (24, 0), None, "12月1日夜12時"),
        ("12月1日午前10時", (10, 0), None, "12月1日午前10時"),
        ("12/1(火)10:00〜18:00", (10, 0), Clock(18, 0), "12/1(火)10:00〜18:00"),
        ("12/1(火)午後6時〜8時", (18, 0), Clock(20, 0), "12/1(火)午後6時〜8時"),
        ("12/1(火)22:00〜翌5:00", (22, 0), Clock(29, 0), "12/1(火)22:00〜翌5:00"),
        ("12月1日(火)10時間", (None, None), None, "12月1日(火)"),
        ("12月1日(火)30時", (None, None), None, "12月1日(火)"),
        ("12月1日(火)10:75", (None, None), None, "12月1日(火)"),
    ],
)
def test_a_time_belongs_to_the_date_before_it(
    text: str, clock: tuple[int | None, int | None], closing: Clock | None, whole: str
) -> None:
    """Clock times up to 29:59 are read in all their ways; lengths and nonsense are not."""
    mention = only(text)

    assert (mention.hour, mention.minute) == clock
    assert mention.closing == closing
    assert text[mention.whole.start : mention.whole.end] == whole


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12月1日25時", "2026-12-02T01:00:00+09:00"),
        ("12月1日24:00", "2026-12-02T00:00:00+09:00"),
        ("今夜0時", "2026-11-25T00:00:00+09:00"),
        ("今夜25時", "2026-11-25T01:00:00+09:00"),
        ("今夜20時", "2026-11-24T20:00:00+09:00"),
        ("明日", "2026-11-25T00:00:00+09:00"),
    ],
)
def test_hours_after_midnight_are_the_next_day(text: str, moment: str) -> None:
    """25時 and tonight's 0時 are moments of the next day."""
    assert only(text).moment(TUESDAY) == datetime.fromisoformat(moment)


# --- which year, which month ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reference", "meant"),
    [
        ("1月17日(日)に講演会を開きます", "2026-12-01", "2027-01-17"),
        ("12月31日", "2027-01-05", "2026-12-31"),
        ("9月25日", "2026-11-24", "2026-09-25"),
        ("9月24日", "2026-11-24", "2026-09-24"),
        ("9月21日", "2026-11-24", "2026-09-21"),
        ("9月20日", "2026-11-24", "2027-09-20"),
        ("9月20日(日)のイベントにお越しいただき、ありがとうございました", "2026-11-24", "2026-09-20"),
        ("7月4日(土)に開催した夏祭り", "2026-11-24", "2026-07-04"),
        ("1月17日(日)の講演会の受付を始めました", "2026-10-01", "2027-01-17"),
        ("2025年を振り返る：3月1日(土)", "2026-12-20", "2025-03-01"),
        ("2027年の日程：12月1日(水)", "2026-10-01", "2027-12-01"),
        ("2月29日", "2028-01-10", "2028-02-29"),
        ("26日(木)", "2026-11-28", "2026-11-26"),
        ("30日(水)", "2026-12-02", "2026-12-30"),
        ("締切は30日", "2026-12-02", "2026-12-30"),
    ],
)
def test_the_year_that_is_not_written_is_the_readers(text: str, reference: str, meant: str) -> None:
    """60 days back to 300 ahead (in the few days that are neither, the nearest); tense and context help."""
    assert GRAMMAR.mentions(text)[-1].resolve(at(reference)) == date.fromisoformat(meant)
    assert "weekday" not in faults(text, at(reference))


@pytest.mark.parametrize(
    ("text", "reference", "meant"),
    [
        ("11月7日（土）・8日（日）・14日（土）", "2026-10-01", ["2026-11-07", "2026-11-08", "2026-11-14"]),
        ("12/1(火)・2(水)・5日（土）", "2026-11-24", ["2026-12-01", "2026-12-02", "2026-12-05"]),
        ("8/22(土)・23(日)開催", "2026-07-25", ["2026-08-22", "2026-08-23"]),
        ("12/5(土)6(日)", "2026-11-24", ["2026-12-05", "2026-12-06"]),
        ("12/24・25(木・金)", "2026-11-24", ["2026-12-24", "2026-12-25"]),
        ("12月5・6日(土・日)", "2026-11-24", ["2026-12-05", "2026-12-06"]),
        ("12月1〜3日", "2026-11-24", ["2026-12-01", "2026-12-03"]),
        ("12月1日、2日の2日間", "2026-11-24", ["2026-12-01", "2026-12-02"]),
        ("12月1日、3日間", "2026-11-24", ["2026-12-01"]),
        ("12月1日から7日以内", "2026-11-24", ["2026-12-01"]),
        ("12月1日・2個セット", "2026-11-24", ["2026-12-01"]),
        ("11月30日(月)・1日(火)", "2026-11-24", ["2026-11-30", "2026-12-01"]),
        ("2027年12月5日(日)・6日(月)・1月9日(日)", "2026-11-24", ["2027-12-05", "2027-12-06", "2028-01-09"]),
        ("12月20日(日)、12月6日(日)", "2026-11-24", ["2026-12-20", "2026-12-06"]),
        ("12月5日(土)に開幕！6日(日)もどうぞ", "2026-11-24", ["2026-12-05", "2026-12-06"]),
        (
            "12月の休業日：5日(土)、6日(日)、31日(木)",
            "2026-11-02",
            ["2026-12-05", "2026-12-06", "2026-12-31"],
        ),
        ("来月の休業日は7日(月)です", "2026-11-02", ["2026-12-07"]),
        ("9月18日（金）は休講。再試験：25日（金）", "2026-09-17", ["2026-09-18", "2026-09-25"]),
    ],
)
def test_later_days_of_a_list_lean_on_the_earlier(text: str, reference: str, meant: list[str]) -> None:
    """A bare day has the month of its list, of the date before it or of the heading."""
    mentions = GRAMMAR.mentions(text)

    assert [str(m.resolve(at(reference))) for m in mentions] == meant
    assert faults(text, at(reference)) == set()


def test_a_listed_day_carries_the_month() -> None:
    """The month a reader supplies is there to be read, and marked as not written."""
    first, second = GRAMMAR.mentions("11月7日（土）・8日（日）")

    assert (first.month, first.month_inherited) == (11, False)
    assert (second.month, second.day, second.month_inherited) == (11, 8, True)
    assert (second.join, second.after) == (Join.LIST, first)


def test_days_are_judged_in_the_zone_of_the_reference() -> None:
    """One instant is two days in two zones, and each is right at home."""
    tokyo = datetime(2026, 12, 1, 1, 0, tzinfo=JST)
    london = tokyo.astimezone(UTC)

    assert only("本日").resolve(tokyo) == date(2026, 12, 1)
    assert only("本日").resolve(london) == date(2026, 11, 30)
    assert faults("本日12月1日", tokyo) == set()
    assert faults("本日12月1日", london) == {"today"}


# --- faults --------------------------------------------------------------------------------------

FAULTS = [
    ("11月25日(木)10時より予約開始", "2026-11-24", {"weekday"}),
    ("父の日は6/21(土)！", "2026-06-08", {"weekday"}),
    ("冬のセールは1/2(金)9:00スタート", "2026-12-29", {"weekday"}),
    ("2027年1月12日（月・祝）に開催", "2026-12-01", {"weekday"}),
    ("令和9年1月12日（月）", "2026-12-01", {"weekday"}),
    ("11月7日（日）・8日（月）・14日（日）", "2026-10-01", {"weekday"}),
    ("12月5・6日(金・土)", "2026-11-24", {"weekday"}),
    ("25日(木)に発売", "2026-11-24", {"weekday"}),
    ("本日(水)オープン", "2026-11-24", {"weekday"}),
    ("今月25日(金)", "2026-11-24", {"weekday"}),
    ("昨年の12月1日(火)", "2026-11-24", {"weekday"}),
    ("11月20日(土)の会にご参加いただき、ありがとうございました", "2026-11-24", {"weekday"}),
    ("開催は2月30日（火）", "2027-01-20", {"impossible"}),
    ("11月31日に発売", "2026-11-24", {"impossible"}),
    ("9/31まで", "2026-08-24", {"impossible"}),
    ("13月1日", "2026-11-24", {"impossible"}),
    ("13/1(火)", "2026-11-24", {"impossible"}),
    ("12月0日", "2026-11-24", {"impossible"}),
    ("12/32(火)", "2026-11-24", {"impossible"}),
    ("2月29日まで", "2026-11-24", {"impossible"}),
    ("2025年2月29日", "2026-11-24", {"impossible"}),
    ("11月30日(月)・31日(火)", "2026-11-24", {"impossible"}),
    ("平成35年4月1日", "2026-11-24", {"impossible"}),
    ("会期：12月10日〜12月3日", "2026-11-24", {"reversed"}),
    ("12/10〜12/3", "2026-11-24", {"reversed"}),
    ("12月10日から12月3日まで", "2026-11-24", {"reversed"}),
    ("2026年12月10日〜2026年12月3日", "2026-11-24", {"reversed"}),
    ("12/1 18:00〜12/1 10:00", "2026-11-24", {"reversed"}),
    ("応募締切は11月20日です。奮ってご応募ください", "2026-11-24", {"past"}),
    ("【締切】11/20(金)", "2026-11-24", {"past"}),
    ("応募は10月30日（金）必着です！", "2026-11-02", {"past"}),
    ("5/7(木)正午までのご注文で当日に間に合います", "2026-05-08", {"past"}),
    ("プレゼント締切は6/28(日)23:59！", "2026-06-29", {"past"}),
    ("4月末までにご成約で半額", "2026-05-06", {"past"}),
    ("応募期間：11月1日〜11月20日", "2026-11-24", {"past"}),
    ("受付は11/20で終了", "2026-11-24", {"past"}),
    ("応募は22日まで", "2026-11-24", {"past"}),
    ("応募締切は11月20日となりました", "2026-11-24", {"past"}),
    ("11月20日まで延長しました！", "2026-11-24", {"past"}),
    ("予約受付を開始しました。締切は11月20日です", "2026-11-24", {"past"}),
    ("11月25日(木)→11月26日(木)", "2026-11-24", {"weekday"}),
    ("11月25日(木)開始、変更の受付は11月30日(月)まで", "2026-11-24", {"weekday"}),
    ("11/20(金)23:59(JST)まで", "2026-11-24", {"past"}),
    ("本日12月1日", "2026-11-30", {"today"}),
    ("本日（12/1）より", "2026-11-30", {"today"}),
    ("今日は11月22日、いい夫婦の日", "2026-11-24", {"today"}),
    ("明日7/18(土)発売です", "2026-07-16", {"today"}),
    ("昨日11月24日", "2026-11-24", {"today"}),
    ("12月1日の今日", "2026-11-30", {"today"}),
    ("2026年（令和7年）の新年会", "2026-11-24", {"era"}),
    ("令和9年(2026年)", "2026-11-24", {"era"}),
    ("令和7(2026)年度", "2026-11-24", {"era"}),
    ("平成33年（2021年）", "2026-11-24", {"era"}),
]


@pytest.mark.parametrize(("text", "day", "expected"), FAULTS)
def test_a_fault_is_found(text: str, day: str, expected: set[str]) -> None:
    """Wrong weekdays, days no calendar has, spans that end first, deadlines gone by, a wrong today."""
    assert faults(text, at(day)) == expected


FAULTLESS = [
    ("1月17日(日)に講演会を開きます", "2026-12-01"),
    ("8月9日(月)は定休日です", "2027-08-09"),
    ("7/9(木)に当店をご利用のお客様へ", "2026-07-11"),
    ("10/12(月・祝)23:59まで", "2026-10-07"),
    ("12月5日(土・日)", "2026-11-24"),
    ("2月29日(火)", "2028-01-20"),
    ("2月29日生まれの方", "2026-11-24"),
    ("うるう年の2月29日", "2026-11-24"),
    ("2024年2月29日", "2026-11-24"),
    ("12/28〜1/3", "2026-12-01"),
    ("12/28(月)〜1/3(日)", "2026-12-01"),
    ("12/28〜1/3", "2026-03-05"),
    ("2026年12月28日〜1月3日", "2026-12-01"),
    ("12月28日〜翌年1月3日", "2026-12-01"),
    ("12月28日〜翌1月3日(日)", "2026-12-01"),
    ("12月10日(木)から13日(日)まで", "2026-11-24"),
    ("12月30日〜3日", "2026-12-01"),
    ("10月17日（土）〜11月15日（日）", "2026-10-16"),
    ("12/1(火)22:00〜5:00", "2026-11-24"),
    ("11月20日の放送をご覧いただき、ありがとうございました", "2026-11-24"),
    ("11月20日(金)までのたくさんのご応募、ありがとうございました", "2026-11-24"),
    ("キャンペーンは4月30日（木）で終了しました", "2026-05-06"),
    ("応募期間：11/1(日)〜11/20(金)。たくさんのご応募ありがとうございました", "2026-11-24"),
    ("11月20日までにご応募いただいた方から抽選で", "2026-11-24"),
    ("11/20(金)までに購入した方全員に発送します", "2026-11-24"),
    ("5/20(水) 14:30に終了しました", "2026-05-20"),
    ("賞味期限：2026年11月20日のロットを回収します", "2026-11-24"),
    ("消費期限が11/20(金)までの商品", "2026-11-24"),
    ("応募は11月24日まで", "2026-11-24"),
    ("11/24(火)9:00〜18:00まで", "2026-11-24"),
    ("本日23:59まで", "2026-11-24"),
    ("昨日までの暑さ", "2026-11-24"),
    ("応募期間は11月1日から", "2026-11-24"),
    ("11月20日から12月1日まで", "2026-11-24"),
    ("本日、12月8日発売の新商品を発表しました", "2026-11-24"),
    ("本日は12月8日(火)発売の新商品をご紹介", "2026-11-24"),
    ("本日より12月1日まで", "2026-11-24"),
    ("「本日発売」の旗を作っています。出番は12月1日です", "2026-11-27"),
    ("発売日は12月1日、本日予約開始です", "2026-11-24"),
    ("本日5/22(金)はお休み、明日5/23(土)は開店", "2026-05-22"),
    ("本日3月11日は", "2026-03-11"),
    ("【訂正】11月25日(木)→11月25日(水)", "2026-11-24"),
    ("誤：11月25日(木) 正：11月25日(水)", "2026-11-24"),
    ("11月25日(木)ではなく11月25日(水)です", "2026-11-24"),
    ("11月31日とありますが、正しくは11月30日です", "2026-11-24"),
    ("日程を12月10日から12月3日に変更します", "2026-11-24"),
    ("締切を11月20日→12月4日に延長", "2026-11-24"),
    ("11月20日（金）締切でしたが、11月30日（月）まで延長します", "2026-11-24"),
    ("7日(土)のお礼。ご来場ありがとうございました", "2026-11-24"),
    ("12/30(水)まで営業、12/31(木)〜1/3(日)休業、1/4(月)より営業", "2026-12-20"),
    ("2026.12.5 sat - 12.6 sun", "2026-11-24"),
    ("11/1(月)〜2/29(火)", "2027-11-01"),
    ("2026年(令和8年)12月1日", "2026-11-24"),
    ("令和8(2026)年度", "2026-11-24"),
    ("2019年（平成31年）と令和元年(2019年)", "2026-11-24"),
    ("深夜25時からのアニメ、12月1日24:59開始です", "2026-11-24"),
]


@pytest.mark.parametrize(("text", "day"), FAULTLESS)
def test_a_date_in_order_is_no_fault(text: str, day: str) -> None:
    """A date that is right, over and thanked for, or about something else is left alone."""
    assert faults(text, at(day)) == set()


def test_the_weekday_that_it_really_is() -> None:
    """The writer is told the day meant, so that the right weekday can be named."""
    wrong = wrong_weekday(only("11月25日(木)"), TUESDAY)

    assert wrong == date(2026, 11, 25)
    assert NAMES[wrong.weekday()] == "水"


@pytest.mark.parametrize(
    ("text", "excerpt", "live", "ends"),
    [
        ("応募締切は11月20日です", "応募締切は11月20日", True, "2026-11-20T23:59:59+09:00"),
        ("ご注文は5/7(木)正午までの分です", "5/7(木)正午まで", True, "2027-05-07T12:00:00+09:00"),
        ("6/28(日)23:59", None, None, None),
        ("締切6/28(日)23:59！", "締切6/28(日)23:59", True, "2027-06-28T23:59:00+09:00"),
        ("12月1日25時まで", "12月1日25時まで", True, "2026-12-02T01:00:00+09:00"),
        ("12/1(火)10:00〜18:00まで", "12/1(火)10:00〜18:00まで", True, "2026-12-01T18:00:00+09:00"),
        ("会期：12/1(火)〜12/5(土)", "会期：12/1(火)〜12/5(土)", True, "2026-12-05T23:59:59+09:00"),
        ("12/1(火)〜12/5(土)", None, None, None),
        ("12/1(火)に締め切ります", "12/1(火)に締め切", True, "2026-12-01T23:59:59+09:00"),
        ("12月20日(当日消印有効)", "12月20日(当日消印", True, "2026-12-20T23:59:59+09:00"),
        ("11月20日(金)で終了しました", "11月20日(金)で終了", False, "2026-11-20T23:59:59+09:00"),
        ("2月30日まで", "2月30日まで", True, None),
        ("12月1日に発売", None, None, None),
        ("昨日まで", None, None, None),
    ],
)
def test_a_deadline_is_a_date_with_words_of_ending(
    text: str, excerpt: str | None, live: bool | None, ends: str | None
) -> None:
    """The span covers the words that make it one; without a time the whole day counts."""
    deadlines = GRAMMAR.deadlines(text)
    found = [(text[d.span.start : d.span.end], d.live, d.ends(TUESDAY)) for d in deadlines]

    assert found == ([] if excerpt is None else [(excerpt, live, datetime.fromisoformat(ends) if ends else None)])


@pytest.mark.parametrize(
    ("clock", "over"), [("11:59", False), ("12:00", False), ("12:01", True)], ids=["before", "at", "after"]
)
def test_a_deadline_with_a_time_ends_at_that_time(clock: str, over: bool) -> None:
    """Noon itself is still in time."""
    (deadline,) = GRAMMAR.deadlines("5/7(木)正午まで")

    assert past_deadline(deadline, at("2026-05-07", clock)) is over


def test_29_february_without_year_or_reference_passes() -> None:
    """Nobody can say without a year whether it has that day."""
    mention = only("2月29日(木)")

    assert not impossible(mention)
    assert impossible(mention, TUESDAY)
    assert wrong_weekday(mention, TUESDAY) is None


def test_a_contradiction_covers_both_words() -> None:
    """The writer sees 本日 and the date together."""
    text = "お知らせ：本日12月1日(火)より"
    (found,) = GRAMMAR.contradicting_today(text, at("2026-11-30"))

    assert text[found.span.start : found.span.end] == "本日12月1日(火)"


# --- the grammar itself --------------------------------------------------------------------------


def test_a_grammar_is_a_value() -> None:
    """Compiled patterns are no part of it: it pickles, and equals its copy, after use too."""
    GRAMMAR.mentions("12月1日")
    copy = pickle.loads(pickle.dumps(GRAMMAR))

    assert copy == GRAMMAR
    assert copy.mentions("12月1日") == GRAMMAR.mentions("12月1日")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weekday": []}, "dates.toml: Object contains unknown field `weekday`. Put that entry right."),
        ({"weekdays": [["月"]]}, "dates.toml: weekdays has 1 rows. Write seven, Monday first."),
        (
            {"holidays": "祝"},
            "dates.toml: Expected `array`, got `str` - at `$.holidays`. Put that entry right.",
        ),
    ],
)
def test_a_grammar_that_does_not_fit_is_refused(change: dict[str, object], sentence: str) -> None:
    """A typo in the file is an error that names the file and the entry."""
    with pytest.raises(DictionaryError) as caught:
        DateGrammar.from_mapping(DATA | change, "dates.toml")

    assert str(caught.value) == sentence


# --- properties ----------------------------------------------------------------------------------

PIECES = [
    *"0123456789１２月日年時分半/／.-:：・、〜~()（）【】 　\n。！火水木金土",
    *"一二三十〇元", "令和", "R", "本日", "明日", "来週", "来月", "今月末", "曜日", "祝",
    "まで", "から", "締切",
    "2026年", "12月", "1日", "12/1", "(火)", "2月29日", "ました", "翌", "前", "あ",
    "😀", "\u3099", "²", "٣", "㈪",
]  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_harm(text: str) -> None:
    """Nothing raises, spans lie inside the text, in order, one after another."""
    mentions = GRAMMAR.mentions(text)
    ends = [0]
    for mention in mentions:
        assert ends[-1] <= mention.span.start < mention.span.end <= mention.whole.end <= len(text)
        ends.append(mention.whole.end)
        for inner in (mention.weekday_span, mention.time_span):
            assert inner is None or mention.span.start <= inner.start < inner.end <= mention.whole.end
        mention.moment(TUESDAY)
    for deadline in GRAMMAR.deadlines(text):
        assert 0 <= deadline.span.start < deadline.span.end <= len(text)
    faults(text)


def kanji(number: int) -> str:
    signs = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else signs[tens] + "十") + (signs[ones] if ones else "")


def wide(text: str) -> str:
    return text.translate({ord(a): b for a, b in zip("0123456789()/", "０１２３４５６７８９（）／", strict=True)})


STYLES = {
    "{m}月{d}日({w})": False,
    "{m}月{d}日（{w}曜）": False,
    "{m}月{d}日 {w}曜日": False,
    "{m}月{d}日（{w}・祝）": False,
    "{m:02}/{d:02}({w})": False,
    "{m}/{d}[{w}]": False,
    "{m}.{d}({w})": False,
    "{mk}月{dk}日（{w}）": False,
    "{m}/{d} {e}.": False,
    "{y}年{m}月{d}日({w})": True,
    "{y}/{m}/{d}({w})": True,
    "{y}.{m:02}.{d:02} ({w})": True,
    "{y}-{m:02}-{d:02}({w})": True,
    "令和{r}年{m}月{d}日({w})": True,
    "R{r}.{m}.{d}({w})": True,
    "{y}年（令和{r}年）{m}月{d}日（{w}曜日）": True,
}
ENGLISH = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def styled(style: str, day: date, weekday: int) -> str:
    return style.format(
        y=day.year, m=day.month, d=day.day, r=day.year - 2018, w=NAMES[weekday], e=ENGLISH[weekday],
        mk=kanji(day.month), dk=kanji(day.day),
    )  # fmt: skip


@given(
    day=st.dates(date(2024, 3, 1), date(2031, 12, 31)),
    ahead=st.integers(-60, 300),
    style=st.sampled_from(sorted(STYLES)),
    turn=st.integers(0, 6),
    full_width=st.booleans(),
    before=st.sampled_from(["", "開催は", "【", "お知らせ\n", "😀", "新商品は"]),
    after=st.sampled_from(["", "に開催", "です！", " 10時〜", "より発売", "まで", "】"]),
)
@settings(max_examples=600, deadline=None)
def test_every_style_is_read_back_and_judged(
    day: date, ahead: int, style: str, turn: int, full_width: bool, before: str, after: str
) -> None:
    """A date is read back from every way to write it, and its weekday is reported exactly when wrong."""
    reference = datetime(day.year, day.month, day.day, 12, tzinfo=JST) - timedelta(days=ahead)
    weekday = (day.weekday() + turn) % 7
    written = styled(style, day, weekday)
    text = before + (wide(written) if full_width else written) + after
    mention = only(text)

    assert mention.span == Span(len(before), len(before) + len(written))
    assert mention.resolve(reference) == day
    assert mention.weekday == weekday
    assert wrong_weekday(mention, reference) == (day if turn else None)
    assert not impossible(mention, reference)


@given(today=st.dates(date(2024, 3, 1), date(2031, 12, 31)), ahead=st.integers(0, 20), turn=st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_a_bare_day_is_the_next_one(today: date, ahead: int, turn: int) -> None:
    """25日(金) is the next 25th, and its weekday is reported exactly when wrong."""
    day = today + timedelta(days=ahead)
    reference = datetime(today.year, today.month, today.day, 12, tzinfo=JST)
    mention = only(f"{day.day}日({NAMES[(day.weekday() + turn) % 7]})")

    assert mention.resolve(reference) == day
    assert wrong_weekday(mention, reference) == (day if turn else None)


@given(
    start=st.dates(date(2024, 3, 1), date(2031, 12, 31)),
    length=st.integers(0, 120),
    ahead=st.integers(-30, 150),
)
@settings(max_examples=200, deadline=None)
def test_a_span_up_to_120_days_is_never_reversed(start: date, length: int, ahead: int) -> None:
    """Over New Year's Eve too, with right weekdays and no year written."""
    end = start + timedelta(days=length)
    reference = datetime(start.year, start.month, start.day, 12, tzinfo=JST) - timedelta(days=ahead)
    text = "〜".join(styled("{m}/{d}({w})", day, day.weekday()) for day in (start, end))
    (period,) = GRAMMAR.periods(text)

    assert (period.start.resolve(reference), period.end.resolve(reference)) == (start, end)
    assert not reversed_period(period, reference)


# --- speed ---------------------------------------------------------------------------------------


def test_an_ordinary_post_is_read_in_no_time() -> None:
    """A hundred signs with prices and hours but no date take some 20 µs; five times that is a fault."""
    post = "新しい季節のメニューができました。店主のおすすめは窓際の席です。今週も皆さまをお待ちしております。" * 2
    post = post[:70] + "価格は1,280円、先着100名さま、10時から18時まで。"
    best = min(_seconds(post, 300) for _ in range(7)) / 300

    assert GRAMMAR.mentions(post) == ()
    assert best < 100e-6


def _seconds(text: str, times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        GRAMMAR.mentions(text)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "piece",
    ["1", "0.", "1/", "1・", "12月", "12月1・", "１日", "一", "2026年(", "12/1(", "(月・", "締切：",
     "1日から",
     "12月1日", "12月1日、", "5日(月)", "2月29日", "平成", "本日", " "],
)  # fmt: skip
def test_long_strings_do_not_make_the_patterns_run_away(piece: str) -> None:
    """Ten thousand signs of anything take less than two seconds, and nest nothing too deep to judge."""
    text = piece * (10_000 // len(piece))
    start = time.perf_counter()
    faults(text)

    assert time.perf_counter() - start < 2
