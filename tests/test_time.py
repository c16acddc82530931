"""No text and no rule takes for ever."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tweetlint import Draft, Linter
from tweetlint.writers import FORMATS, Style, write

RULE = """\
kind = "phrase"
severity = "warning"
title = { ja = "題", en = "title" }
message = { ja = "題", en = "title" }
why = { ja = "理由", en = "why" }
sources = [{ title = "s", by = "b", read = 2026-11-22 }]
bad = [{ text = "⟦安い⟧" }, { text = "⟦安い⟧よ" }, { text = "⟦安い⟧ね" }]
good = [{ text = "高い", because = "別" }, { text = "高いよ", because = "別" }, { text = "高いね", because = "別" }]
match = { any = ["PATTERN"], within = "post" }
"""
OFF = dict.fromkeys(("hurtful", "disparagement", "disclosure", "timing", "balance", "platform"), "off")


@pytest.mark.parametrize(
    "pattern",
    ["豆 … 豆 … 豆 … 豆 … 豆 … 豆 … 豆 … 茶", "(豆|豆) " * 16 + "茶", "豆 " + "(豆)? " * 16 + "茶"],
    ids=["gaps", "choices", "what may be left out"],
)
def test_a_rule_of_many_gaps_ends(pattern: str, tmp_path: Path) -> None:
    """Over a long post of one word such a rule finds what it finds, or is recorded as failed, within seconds."""
    path = tmp_path / "rules" / "house" / "made-up.toml"
    path.parent.mkdir(parents=True)
    path.write_text(RULE.replace("PATTERN", pattern), "utf-8")
    linter = Linter.from_mapping({"rules": [str(tmp_path / "rules")], "severity": OFF})
    text = "茶" + " 豆" * 100
    linter.lint([Draft(id="0", text="今日は")])
    start = time.process_time()
    with _Deadline(start + 2.5):
        linter.lint([Draft(id="1", text=text)])

    assert time.process_time() - start < 2


class _Deadline:
    """Raises in this thread when processor time is used up, so that a test that hangs is a test that fails."""

    def __init__(self, at: float) -> None:
        self._at = at

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        self._calls = 0
        sys.settrace(self._look)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _look(self, *_: object) -> None:
        self._calls += 1
        if self._calls % 1000 == 0 and time.process_time() > self._at:
            raise AssertionError("it does not end")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("sentences", "今日は晴れました。"),
        ("no sentence", "あ"),
        ("dates", "12月1日(火)、"),
        ("hashtags", "#あ "),
        ("addresses", "https://a.co/ "),
        ("mentions", "@ab "),
        ("open brackets", "「("),
        ("marks", "か\u3099"),
        ("line breaks", "\n。"),
        ("quotation marks", "「あ」"),
        ("emoji", "😀"),
    ],
)
def test_a_long_draft_is_linted_and_written_in_time(name: str, unit: str) -> None:
    """Four times the text takes about four times as long."""
    linter = Linter()
    linter.lint([Draft(id="1", text=unit * 3)])
    short, long = _seconds(linter, unit, 1_000), _seconds(linter, unit, 4_000)

    assert long < max(8 * short, 0.4)


def _seconds(linter: Linter, unit: str, length: int) -> float:
    draft = Draft(id="1", text=(unit * (length // len(unit) + 1))[:length])
    start = time.process_time()
    report = linter.lint([draft])
    taken = time.process_time() - start
    start = time.process_time()
    for form in FORMATS:
        assert list(write(report, form, language="ja", style=Style())) or not report.findings
    return taken + (time.process_time() - start) / len(FORMATS)
