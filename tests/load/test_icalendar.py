"""Embargoes out of calendars: what is read of an event, and what is said of a broken one."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tweetlint.account import Embargo
from tweetlint.limits import LARGEST_CALENDAR
from tweetlint.load.embargoes import read_embargoes

Read = Callable[..., tuple[list[Embargo], list[str]]]
ZONE = "X-WR-TIMEZONE:Asia/Tokyo"
TERMS = "X-TWEETLINT-TERMS:サクララテ"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a calendar of one event with these lines: its embargoes, and what is wrong, without the path."""

    def from_lines(*lines: str, outside: str = "", kind: str = "VEVENT") -> tuple[list[Embargo], list[str]]:
        event = [f"BEGIN:{kind}", "SUMMARY:春の新商品", *lines, f"END:{kind}"]
        return _whole("\r\n".join(["BEGIN:VCALENDAR", *outside.split("\n"), *event, "END:VCALENDAR", ""]), tmp_path)

    return from_lines


def _whole(text: str | bytes, folder: Path) -> tuple[list[Embargo], list[str]]:
    path = folder / "embargoes.ics"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = list(read_embargoes(path))
    faults = [str(each).removeprefix(f"{path}") for each in found if not isinstance(each, Embargo)]
    return [each for each in found if isinstance(each, Embargo)], faults


@pytest.mark.parametrize(
    ("lines", "outside", "terms", "lifts"),
    [
        pytest.param(["DTSTART:20261208T020000Z", TERMS], "", ("サクララテ",), "2026-12-08T02:00:00+00:00", id="utc"),
        pytest.param(["DTSTART;TZID=Asia/Tokyo:20261208T110000", TERMS], "", ("サクララテ",), "2026-12-08T11:00:00+09:00", id="zone"),
        pytest.param(["DTSTART:20261208T110000", TERMS], ZONE, ("サクララテ",), "2026-12-08T11:00:00+09:00", id="zone of the calendar"),
        pytest.param(["DTSTART;VALUE=DATE:20261208", TERMS], ZONE, ("サクララテ",), "2026-12-08T00:00:00+09:00", id="all day"),
        pytest.param(["DTSTART;TZID=Europe/Berlin:20260701T110000", TERMS], "", ("サクララテ",), "2026-07-01T11:00:00+02:00", id="summer"),
        pytest.param(["DTSTART;TZID=Tokyo Standard Time:20261208T110000", TERMS], "BEGIN:VTIMEZONE\nTZID:Tokyo Standard Time\nBEGIN:STANDARD\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE", ("サクララテ",), "2026-12-08T11:00:00+09:00", id="zone of the file"),
        pytest.param(["DTSTART:20261208T020000Z", "X-TWEETLINT-TERMS:サクラ", " ラテ,sak", "\tura"], "", ("サクララテ", "sakura"), "2026-12-08T02:00:00+00:00", id="folded"),
        pytest.param(["DTSTART:20261208T020000Z", "X-TWEETLINT-TERMS:a\\,b,c\\;d,e\\\\f"], "", ("a,b", "c;d", "e\\f"), "2026-12-08T02:00:00+00:00", id="escaped"),
        pytest.param(["DTSTART:20261208T020000Z", "DESCRIPTION:広報の担当\\nTerms: サクララテ、sakura\\n解禁前の語：桜便り\\nほか: 無"], "", ("サクララテ", "sakura", "桜便り"), "2026-12-08T02:00:00+00:00", id="description"),
        pytest.param(["DTSTART:20261208T020000Z", 'X-TWEETLINT-TERMS;X-A="b:c;d":サクララテ'], "", ("サクララテ",), "2026-12-08T02:00:00+00:00", id="quoted parameter"),
        pytest.param(["DTSTART:20261208T020000Z", TERMS, "BEGIN:VALARM", "X-TWEETLINT-TERMS:ほか", "END:VALARM"], "", ("サクララテ",), "2026-12-08T02:00:00+00:00", id="alarm"),
    ],
)  # fmt: skip
def test_what_an_event_says(read: Read, lines: list[str], outside: str, terms: tuple[str, ...], lifts: str) -> None:
    """Names and time, as RFC 5545 writes them; nothing is wrong."""
    embargoes, faults = read(*lines, outside=outside)

    assert ([("春の新商品", terms, lifts)], []) == ([(e.name, e.terms, e.lifts.isoformat()) for e in embargoes], faults)


def test_a_task_lifts_when_it_is_due(read: Read) -> None:
    """DUE is the time of a VTODO, whatever its start."""
    embargoes, _ = read("DTSTART:20261201T020000Z", "DUE:20261208T020000Z", TERMS, kind="VTODO")

    assert ["2026-12-08T02:00:00+00:00"] == [embargo.lifts.isoformat() for embargo in embargoes]


@pytest.mark.parametrize(("line", "redacted"), [("CLASS:PUBLIC", False), ("CLASS:PRIVATE", True), ("UID:1", True)])
def test_what_is_kept_in_a_calendar_is_redacted(read: Read, line: str, redacted: bool) -> None:
    """Unless the event says that it is public."""
    embargoes, _ = read("DTSTART:20261208T020000Z", TERMS, line)

    assert [redacted] == [embargo.redacted for embargo in embargoes]


@pytest.mark.parametrize(
    ("lines", "kept", "sentence"),
    [
        pytest.param(["DTSTART:20261208T110000", TERMS], 0, ":3: embargo '春の新商品': DTSTART has no time zone. Write Z, TZID=Asia/Tokyo, or X-WR-TIMEZONE for the whole calendar.", id="naive"),
        pytest.param(["DTSTART;VALUE=DATE:20261208", TERMS], 0, ":3: embargo '春の新商品': DTSTART has no time zone. Write Z, TZID=Asia/Tokyo, or X-WR-TIMEZONE for the whole calendar.", id="all day nowhere"),
        pytest.param(["DTSTART;TZID=../../etc/passwd:20261208T110000", TERMS], 0, ":3: embargo '春の新商品': the time zone '../../etc/passwd' is unknown. Write TZID=Asia/Tokyo, or a VTIMEZONE with one offset.", id="unknown zone"),
        pytest.param(["DTSTART:20261308T110000Z", TERMS], 0, ":3: embargo '春の新商品': DTSTART is no time. Write 20261201T100000Z.", id="no such month"),
        pytest.param([TERMS], 0, ":3: embargo '春の新商品' has no DTSTART. Write when it lifts.", id="no time"),
        pytest.param(["DTSTART:20261208T110000Z", TERMS, "RRULE:FREQ=DAILY"], 0, ":3: embargo '春の新商品' repeats (RRULE); a name can be made public only once. Write the one time at which it lifts.", id="repeats"),
        pytest.param(["DTSTART:20261208T110000Z", "DTEND:20261207T110000Z", TERMS], 1, ":3: embargo '春の新商品' ends before it begins. Until that is put right, the later holds.", id="reversed"),
        pytest.param(["DTSTART:20261208T110000Z", "STATUS:CANCELLED", TERMS], 1, ":3: embargo '春の新商品' is cancelled; it is held back until its time. Take the event out, or write when its names may be said.", id="cancelled"),
        pytest.param(["DTSTART:20261208T110000Z", "CATEGORIES:PR,Embargo"], 0, ":3: an event of the category EMBARGO lists no terms. Give it X-TWEETLINT-TERMS.", id="no terms"),
        pytest.param(["DTSTART:20261208T110000Z", "X-TWEETLINT-TERMS:★"], 0, ": embargo '春の新商品': term 1 has no letter or figure. Write a name there.", id="nothing to look for"),
        pytest.param(["DTSTART:20261208T110000", "X-TWEETLINT-TERMS:ほか,新・商品"], 0, ":3: an embargo says its term 2 in its SUMMARY, which is its public name. Choose a title that tells nothing.", id="public name"),
        pytest.param(["DTSTART:20261208T110000Z"], 0, ": holds no embargo. Give its events X-TWEETLINT-TERMS, or a line `terms: …`.", id="another's event"),
        pytest.param(["DTSTART:20261208T110000Z", TERMS, "rubbish"], 1, ":7: is no line of an iCalendar file. Export the file anew.", id="broken line"),
        pytest.param(["DTSTART:20261208T110000Z", TERMS, "END:VTODO"], 0, ":7: ends VTODO, which was not begun; what comes behind was not read. Export the file anew.", id="broken nesting"),
    ],
)  # fmt: skip
def test_one_sentence_says_what_is_wrong_with_an_event(read: Read, lines: list[str], kept: int, sentence: str) -> None:
    """What can still be checked is kept; no sentence holds a secret name."""
    embargoes, faults = read(*lines)

    assert (kept, [sentence]) == (len(embargoes), faults)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", ": is no iCalendar file: it does not begin with BEGIN:VCALENDAR. Export it as .ics.", id="empty"),
        pytest.param("<html>", ": is no iCalendar file: it does not begin with BEGIN:VCALENDAR. Export it as .ics.", id="another format"),
        pytest.param(b"BEGIN:VCALENDAR\n\xff", ": is not UTF-8 (byte 16). Save it as UTF-8.", id="encoding"),
        pytest.param(f"BEGIN:VCALENDAR\n{'x' * LARGEST_CALENDAR}", ": has more than 10,485,760 bytes. Export the embargoes alone.", id="large"),
        pytest.param(f"BEGIN:VCALENDAR\n{'x' * 200_000}", ":2: has a line of more than 100,000 characters. Shorten it, or export the embargoes alone.", id="long line"),
        pytest.param("BEGIN:VCALENDAR\n" * 50, ":17: is nested too deeply. Export the file anew.", id="deep"),
        pytest.param("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", ": ends within VEVENT. It was cut off; export the file anew.", id="cut off"),
    ],
)  # fmt: skip
def test_one_sentence_says_what_is_wrong_with_a_file(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    """Nothing is taken from what is no calendar."""
    assert ([], [sentence]) == _whole(text, tmp_path)


@pytest.mark.parametrize(
    "line", ["x\n", "BEGIN:VEVENT\nX-TWEETLINT-TERMS:a\nEND:VEVENT\n", "A;B=C;D=E;F=\n", "A:" + "\\" * 90 + "\n"]
)
def test_a_hostile_calendar_ends_soon(tmp_path: Path, line: str) -> None:
    """Ten megabytes of faults are a hundred sentences and one."""
    start = time.process_time()
    embargoes, faults = _whole("BEGIN:VCALENDAR\n" + line * (2_000_000 // len(line)), tmp_path)

    assert not embargoes
    assert len(faults) <= 101
    assert time.process_time() - start < 20
