"""Times as planning tables hold them: one cell or two, as people write them or as spreadsheets count them."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

from datetime import datetime

import pytest

from tweetlint.account import TimeZone
from tweetlint.errors import InputError
from tweetlint.model import Draft, Problem
from tweetlint.readers import read
from tweetlint.readers.moments import moment_in_cell, moment_of_cells

TOKYO = TimeZone.read("Asia/Tokyo").zone
NEW_YORK = TimeZone.read("America/New_York").zone
TEN = datetime.fromisoformat("2026-12-01T10:00:00+09:00")


@pytest.mark.parametrize(
    "cell",
    ["2026/12/01 10:00", "2026/12/1 10:00:00", "2026-12-01T10:00", "2026.12.1 10:00", "２０２６／１２／０１　１０：００",
     "2026/12/01(火) 10:00", "2026年12月1日 10時", "2026年12月1日（火）10時00分", "2026年12月1日10:00", "2026/12/01 午前10時",
     "2026/12/01 10:00 AM", "2026/12/01 10:00 +09:00", "2026/12/01 01:00Z", "46357.4166666667", "46357.416666666664"],
)  # fmt: skip
def test_one_moment_is_written_in_many_ways(cell: str) -> None:
    """Slashes, Japanese counters, full-width digits, weekdays, and the numbers of a spreadsheet are the same time."""
    assert TEN == moment_in_cell(cell, "a.csv:2", TOKYO)


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2026/12/01", "10:00"), ("2026/12/1", "10時"), ("2026年12月1日", "午前10時00分"), ("46357", "0.416666666666667"),
     ("46357", ".4166667"), ("2026/12/01(火)", "10:00:00"), ("2026/12/01 0:00:00", "10:00"), ("2026/12/01", "10:00 a.m."),
     ("2026/12/01", "2026/12/01 10:00"), ("2026/12/01 10:00", ""), ("", "2026/12/01 10:00"), ("2026/12/01", "10:00+09:00")],
)  # fmt: skip
def test_day_and_time_stand_apart(day: str, clock: str) -> None:
    """Two cells are one moment; either may hold both, as spreadsheets give them away."""
    assert TEN == moment_of_cells(day, clock, "a.csv:2", TOKYO)


@pytest.mark.parametrize("day", ["2026/12/01", "46357", "2026年12月1日(火)"])
def test_a_day_whose_time_is_not_known_yet_is_no_moment(day: str) -> None:
    """A plan often has days before it has times: the post is read, and rules say what they cannot check."""
    assert moment_of_cells(day, "", "a.csv:2", TOKYO) is None


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        pytest.param("", "10:00", "a:1: publish_at 10:00 is a time without a day. Write the day too.", id="no day"),
        pytest.param("2026/02/30", "", "a:1: publish_at 2026/02/30 is not in the calendar: day is out of range for month. Correct it.", id="no such day"),
        pytest.param("2026/12/01", "25:00", "a:1: publish_at 2026/12/01 25:00 is not in the calendar: hour must be in 0..23. Correct it.", id="no such hour"),
        pytest.param("2026/12/01", "13:00 PM", "a:1: publish_at 2026/12/01 13:00 PM is not in the calendar: hour must be in 0..12 where morning and afternoon are told. Correct it.", id="13 pm"),
        pytest.param("12/01/2026", "10:00", "a:1: publish_at '12/01/2026 10:00' has its year last, so that day and month cannot be told apart. Write it like 2026-12-01T10:00+09:00.", id="year last"),
        pytest.param("朝いち", "", "a:1: publish_at '朝いち' is no time. Write it like 2026-12-01T10:00+09:00.", id="words"),
        pytest.param("12345", "10:00", "a:1: publish_at '12345 10:00' is no time. Write it like 2026-12-01T10:00+09:00.", id="a number of 1933"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_told(day: str, clock: str, sentence: str) -> None:
    """One sentence: where, what, and how to write it."""
    with pytest.raises(InputError) as error:
        moment_of_cells(day, clock, "a:1", TOKYO)

    assert sentence == str(error.value)


@pytest.mark.parametrize(
    ("cell", "what"),
    [("2026/11/01 01:30", "comes twice"), ("2026/03/08 02:30", "does not exist")],
)
def test_an_hour_that_clocks_skip_or_repeat_is_refused(cell: str, what: str) -> None:
    """Where summer time begins or ends, nobody knows which hour is meant."""
    with pytest.raises(InputError) as error:
        moment_in_cell(cell, "a:1", NEW_YORK)

    assert f"a:1: publish_at {cell} {what} where clocks are changed that day. Write the offset, e.g. +09:00." == str(
        error.value
    )


def _times(source: str, zone: str | None) -> list[str | None]:
    items = read(["-"], stdin=source.encode(), stdin_format="csv", zone=zone and TimeZone.read(zone).zone)
    return [
        item.sentence if isinstance(item, Problem) else item.publish_at and item.publish_at.isoformat()
        for item in items
    ]


NAIVE = (
    "<stdin>:2: row 1: publish_at 2026/12/01 10:00 has no time zone. "
    'Write the offset, e.g. +09:00, or set time_zone = "Asia/Tokyo" in tweetlint.toml.'
)


@pytest.mark.parametrize(
    ("header", "row"),
    [("日付,時刻,本文", "2026/12/01,10:00,a"), ("投稿予定日,投稿時間,投稿文", "2026/12/01,10:00,a"), ("Date,Time,Message", "2026/12/01,10:00,a"),
     ("Scheduled Date,Scheduled Time,Caption", "2026/12/01,10:00,a"), ("postAtSpecificTime (YYYY-MM-DD HH:mm:ss),content", "2026/12/01 10:00,a"),
     ("Text,Posting Time", "a,2026/12/01 10:00"), ("Date/Time,Post Copy", "2026/12/01 10:00,a"), ("予約投稿日時,テキスト", "2026/12/01 10:00,a")],
)  # fmt: skip
def test_headers_of_planning_tools_are_known(header: str, row: str) -> None:
    """Japanese and English planners are read as they are; a naive time needs a zone that somebody declared."""
    source = f"{header}\n{row}\n"

    assert ["2026-12-01T10:00:00+09:00"] == _times(source, "Asia/Tokyo")
    assert ["2026-12-01T10:00:00-05:00"] == _times(source, "America/New_York")
    assert [NAIVE] == _times(source, None)


def test_a_day_of_the_post_goes_before_any_other_day() -> None:
    """A column that says of what it is the day wins over one that does not, and publish_at over both."""
    source = "日付,投稿日,時刻,投稿日時,本文\n2026/11/01,2026/12/01,10:00,,a\n2026/11/01,2026/12/01,10:00,2026-12-24T09:00+09:00,b\n"

    assert ["2026-12-01T10:00:00+09:00", "2026-12-24T09:00:00+09:00"] == _times(source, "+09:00")


@pytest.mark.parametrize("name", ["Asia/Tokio", "+25:00", "", "../../etc/passwd", "JST-9", "\0"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    """What cannot be a time zone is no time zone, whatever it leads to on the disk."""
    with pytest.raises(ValueError, match="is no time zone; write"):
        TimeZone.read(name)


def test_all_formats_understand_a_declared_zone(tmp_path: object) -> None:
    """JSON Lines are no tables, and their naive times are resolved all the same."""
    source = b'{"id": "1", "text": "a", "publish_at": "2026-12-01T10:00"}\n'
    (draft,) = read(["-"], stdin=source, stdin_format="jsonl", zone=TOKYO)

    assert isinstance(draft, Draft)
    assert draft.publish_at == TEN
