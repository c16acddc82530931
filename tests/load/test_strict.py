"""Strict decoding names the place of a mistake and what was meant, however deep it lies."""

from __future__ import annotations

import pytest

from tweetlint.account import Config, Hours, Moment
from tweetlint.errors import ConfigError
from tweetlint.load.strict import convert


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"acount": []}, "unknown key 'acount'. Did you mean 'account'?"),
        ({"account": [{"name": "a", "handel": "x"}]}, "unknown key 'handel' in [account[0]]. Did you mean 'handle'?"),
        (
            {"account": [{"name": "a"}, {"name": "b", "persona": {"nme": "x"}}]},
            "unknown key 'nme' in [account[1].persona]. Did you mean 'name'?",
        ),
        ({"account": [{"handle": "x"}]}, "account[0]: the key 'name' is missing. Write name = … there."),
        ({"account": "main"}, "account: expected array, got str. Put this right and run again."),
        ({"severity": {"a/b": 3}}, "severity[...]: expected str, got int. Put this right and run again."),
        (
            {"release": [{"name": "a", "on_sale": "2026-12-01T10:00:00"}]},
            "release[0].on_sale: 2026-12-01T10:00:00 has no time zone; write the offset, e.g. +09:00. "
            "Put this right and run again.",
        ),
        (
            {"account": [{"name": "a", "posting_hours": {"from": "25:00", "to": "26:00"}}]},
            "account[0].posting_hours.from: '25:00' is not a time of day; write it like 09:45. "
            "Put this right and run again.",
        ),
    ],
)
def test_a_mistake_is_found_where_it_is(value: object, sentence: str) -> None:
    """The sentence has the place, the path of keys, and advice."""
    with pytest.raises(ConfigError) as raised:
        convert(value, Config, "here", ConfigError)

    assert f"here: {sentence}" == str(raised.value)


@pytest.mark.parametrize(("written", "minutes"), [("00:00", 0), ("09:45", 585), ("24:00", 1440)])
def test_a_time_of_day(written: str, minutes: int) -> None:
    """Hours run to 24:00."""
    hours = convert({"from": written, "to": "24:00"}, Hours, "here", ConfigError)

    assert minutes == hours.opens.minutes


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2026-12-01", "Moment(2026-12-01)"), ("2026-12-01T10:00:00+09:00", "Moment(2026-12-01T10:00:00+09:00)")],
)
def test_a_moment_is_a_day_or_a_point(written: str, shown: str) -> None:
    """A day without an hour stays a day."""
    assert shown == repr(convert(written, Moment, "here", ConfigError))
