"""``calendar``: words that weigh differently on a day of remembrance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError
from tweetlint.load.words import grammar_data

Run = Callable[..., tuple[Any, ...]]
OWN = [{"name": "倉庫の火災", "on": "2018-02-03", "time": "13:20", "terms": ["倉庫火災"]}]
WORDS = 'any = ["乾杯"]'


def at(moment: str) -> dict[str, str]:
    """A draft that goes out at ``moment``."""
    return {"publish_at": f"{moment}:00+09:00"}


@pytest.mark.parametrize(
    ("moment", "match", "text", "found"),
    [
        pytest.param("2027-03-11T09:00", WORDS, "みんなで乾杯", ["乾杯"], id="on the day"),
        pytest.param("2027-03-12T09:00", WORDS, "みんなで乾杯", [], id="on the day after"),
        pytest.param("2027-03-11T09:00", WORDS, "定休日です", [], id="other words"),
        pytest.param("2027-03-11T09:00", WORDS + "\nwithout_post = ['黙とう']", "黙とうの後に乾杯", [], id="a guard"),
        pytest.param("2027-02-03T09:00", WORDS, "みんなで乾杯", ["乾杯"], id="a day of the company's own"),
        pytest.param("2027-04-15T09:00", WORDS, "みんなで乾杯", ["乾杯"], id="inside of several days"),
        pytest.param("2027-09-01T09:00", WORDS + '\ndays = "warning"', "乾杯", [], id="a day of a lower level"),
        pytest.param("2027-08-12T09:00", WORDS + '\ndays = "mourning"', "乾杯", [], id="a day without mourning"),
        pytest.param("2027-08-12T09:00", WORDS + '\nthemes = ["water"]', "みんなで乾杯", [], id="another theme"),
        pytest.param("2027-08-12T09:00", WORDS + '\nthemes = ["crash"]', "みんなで乾杯", ["乾杯"], id="its theme"),
        pytest.param("2027-08-15T09:00", WORDS + '\nnaming = "only"', "終戦の日に乾杯", ["乾杯"], id="named"),
        pytest.param("2027-08-15T09:00", WORDS + '\nnaming = "only"', "夏の日に乾杯", [], id="not named"),
        pytest.param("2027-02-03T09:00", WORDS + '\nnaming = "only"', "倉庫火災の日に乾杯", ["乾杯"], id="own name"),
        pytest.param("2027-03-11T14:44", 'judges = "minute"', "新作です", ["新作です"], id="at the minute"),
        pytest.param("2027-03-11T14:30", 'judges = "minute"', "新作です", [], id="a quarter of an hour before"),
        pytest.param(
            "2027-03-11T14:44", 'judges = "minute"\nwithout_post = ["黙とう"]', "黙とうします", [], id="silence kept"
        ),
    ],
)
def test_words_count_on_their_days(run: Run, moment: str, match: str, text: str, found: list[str]) -> None:
    """Only on the days asked for, shipped or the company's own."""
    findings = run("calendar", match, text, draft=at(moment), sensitive_date=OWN)

    assert found == [finding.excerpt for finding in findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("震災から16年", []),
        ("震災から15年", ["震災から15年"]),
        ("震災から十六年", []),
        ("震災から十五年", ["震災から十五年"]),
        ("震災から２０年", ["震災から２０年"]),
        ("震災から何年", []),
    ],
)
def test_the_years_since_are_counted(run: Run, text: str, found: list[str]) -> None:
    """2027 is the sixteenth year after 2011, in figures or in words."""
    match = 'judges = "years"\nany = ["震災 から <名詞-数詞> 年"]'
    findings = run("calendar", match, text, draft=at("2027-03-11T09:00"))

    assert found == [finding.excerpt for finding in findings]


@pytest.mark.parametrize(
    ("settings", "text", "found"),
    [
        ({"event": [{"name": "台風18号", "since": "2026-09-11", "ends": "2026-09-13"}]}, "台風に乾杯", ["乾杯"]),
        ({"event": [{"name": "台風18号", "since": "2026-09-11", "ends": "2026-09-13"}]}, "新作に乾杯", []),
        ({"event": [{"name": "台風18号", "since": "2026-09-13", "ends": "2026-09-14"}]}, "台風に乾杯", []),
        ({"event": [{"name": "台風18号", "since": "2026-09-10", "ends": "2026-09-11"}]}, "台風に乾杯", []),
        ({"crisis": [{"name": "障害", "since": "2026-09-11", "terms": ["決済"]}]}, "決済に乾杯", ["乾杯"]),
        ({}, "台風に乾杯", []),
    ],
)
def test_what_goes_on_counts_while_it_does(run: Run, settings: dict[str, Any], text: str, found: list[str]) -> None:
    """An event or crisis of the account file has days, too; posts name it without its number."""
    match = WORDS + '\ndays = "ongoing"\nnaming = "only"'
    findings = run("calendar", match, text, draft=at("2026-09-12T09:00"), **settings)

    assert found == [finding.excerpt for finding in findings]


def test_the_message_names_the_day(run: Run) -> None:
    """Day, event, English name, time and years can be told."""
    message = "{term} {day} {event} {event_en} {time} {years}"
    (finding,) = run("calendar", WORDS, "乾杯", message=message, draft=at("2027-01-17T09:00"))

    assert finding.message == "乾杯 1/17 阪神・淡路大震災 the Great Hanshin-Awaji Earthquake 5:46 32"


@pytest.mark.parametrize(
    ("match", "said"),
    [
        ("any = []", "any = []: a rule needs at least one pattern"),
        ('any = ["a"]\nnaming = "never"', 'naming = "never": write any or only'),
        ('any = ["a"]\ndays = "all"', "unknown value 'all'"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, match: str, said: str) -> None:
    """A rule without patterns, or with an unknown way of judging, does not load."""
    with pytest.raises(RuleError, match=said.replace("[", r"\[")):
        run("calendar", match, "a")


def test_the_shipped_days_are_in_order_of_the_year() -> None:
    """So a day has one place where it is looked for; each has a name in both languages."""
    days = grammar_data("timing/sensitive-days")["day"]
    written = [day["on"] if isinstance(day["on"], str) else day["on"].strftime("%m-%d") for day in days]

    assert len(days) >= 30
    assert written == sorted(written)
    assert all(day["name"] and day["en"] for day in days)
