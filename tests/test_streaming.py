"""A batch reported draft by draft says what a batch reported at once says, and needs no more memory for more drafts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import tweetlint
from tweetlint import Draft, Linter, engine, pool
from tweetlint.account import Config
from tweetlint.load.ruleset import Library
from tweetlint.model import Checked, Event, Failure, Origin, Problem, Verdict
from tweetlint.writers import FORMATS, Style, Verbosity, complaints, write, write_each
from tweetlint.writers.complaint import Complaints

ROOT = Path(tweetlint.__file__).parent.parent
JST = timezone(timedelta(hours=9))
RULE = """\
kind = "{kind}"
severity = "{severity}"
title = {{ ja = "題", en = "title" }}
message = {{ ja = "「{{term}}」", en = "{{term}}" }}
why = {{ ja = "理由", en = "why" }}
route = "広報"
sources = [{{ title = "s", by = "b", read = 2026-11-22 }}]
match = {match}
bad = [{{ text = "⟦a⟧" }}, {{ text = "⟦a⟧" }}, {{ text = "⟦a⟧" }}]
good = [{{ text = "b", because = "x" }}, {{ text = "b", because = "x" }}, {{ text = "b", because = "x" }}]
"""
COPY = "本日は新商品の発売日です。お店でどうぞ"


@pytest.fixture
def linter(tmp_path: Path) -> Linter:
    """A rule that looks at a draft, one that looks at many, and one that waits for a time."""
    rules = {
        "house/ban": RULE.format(kind="phrase", severity="error", match='{ any = ["安い"] }'),
        "house/soft": RULE.format(kind="phrase", severity="note", match='{ any = ["珈琲"] }'),
        "house/timed": 'needs = ["publish_at"]\n'
        + RULE.format(kind="phrase", severity="note", match='{ any = ["夜"] }'),
        "flow/copy": RULE.format(kind="repetition", severity="warning", match="{}"),
    }
    for name, text in rules.items():
        path = tmp_path / "rules" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    off = dict.fromkeys(Library(Config(), tmp_path).families, "off")
    return Linter.from_mapping({"rules": ["rules"], "severity": off}, base=tmp_path)


def drafts(count: int) -> Iterator[Draft | Problem]:
    """Clean ones, ones with findings, near copies, with and without a time, and a row that could not be read."""
    for number in range(count):
        if number == 5:
            yield Problem("posts.csv:7: row 5: it is broken. Mend it.")
            continue
        text = (f"{number}番目の朝です", f"安い珈琲は{number}円です", COPY, "珈琲です")[number % 4]
        at = datetime(2026, 12, 1, 9, tzinfo=JST) + timedelta(hours=number) if number % 3 else None
        origin = Origin("posts.csv", number + 2, record=f"row {number}")
        yield Draft(id=str(number), text=text, publish_at=at, origin=origin)


def text_of(events: Iterator[Event], form: str, linter: Linter, verbosity: Verbosity) -> str:
    style = Style(verbosity=verbosity)
    return "".join(write_each(events, form, tool=linter.tool(), language="ja", style=style))


@pytest.mark.parametrize("count", [0, 1, 12, 30])
@pytest.mark.parametrize("verbosity", list(Verbosity))
@pytest.mark.parametrize("form", FORMATS)
def test_a_small_batch_is_the_same_either_way(linter: Linter, form: str, verbosity: Verbosity, count: int) -> None:
    """To the letter, in every format: its findings are printed when all are known."""
    report = linter.lint(drafts(count))
    collected = "".join(write(report, form, language="ja", style=Style(verbosity=verbosity)))

    assert collected == text_of(linter.lint_each(drafts(count)), form, linter, verbosity)


@pytest.mark.parametrize("form", FORMATS)
def test_a_large_batch_says_the_same(linter: Linter, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON to the letter; line formats the same lines, those of timeline rules behind all others."""
    report = linter.lint(drafts(30))
    collected = "".join(write(report, form, language="ja", style=Style(verbosity=Verbosity.QUIET)))
    monkeypatch.setattr(engine, "HELD", 3)
    streamed = text_of(linter.lint_each(drafts(30)), form, linter, Verbosity.QUIET)

    assert any(finding.rule == "flow/copy" for finding in report.findings)
    if form == "json":
        assert collected == streamed
    else:
        lines = streamed.splitlines()
        late = ["flow/copy" in line for line in lines if "posts.csv" in line and "7: row 5" not in line]
        assert sorted(collected.splitlines()) == sorted(lines)
        assert late == sorted(late)


def test_the_summary_counts_a_draft_that_comes_twice_once(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts, those with findings, severities and the verdict are those of the whole report."""
    report = linter.lint(drafts(30))
    whole = "".join(write(report, "human", language="en", style=Style())).partition("Summary\n")[2]
    monkeypatch.setattr(engine, "HELD", 3)
    events = list(linter.lint_each(drafts(30)))
    pieces = write_each(events, "human", tool=linter.tool(), language="en", style=Style())
    verdict = Verdict()
    for event in events:
        verdict = verdict.after(event)

    assert any(isinstance(event, Checked) and event.before is not None for event in events)
    assert whole == "".join(pieces).partition("Summary\n")[2]
    assert (report.exit_status(), len(report.drafts)) == (verdict.exit_status(), verdict.drafts)


def test_complaints_come_at_once(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that cannot be read is told before the next draft; the rest as for the whole report."""
    monkeypatch.setattr(engine, "HELD", 3)
    heard = Complaints("en")
    said = [[*heard.hear(event)] for event in linter.lint_each(drafts(30))]

    assert ["posts.csv:7: row 5: it is broken. Mend it."] == said[5]
    assert list(complaints(linter.lint(drafts(30)), "en")) == [*chain.from_iterable(said), *heard.rest()]


def test_drafts_come_as_they_are_checked(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large batch is not read to its end before the first draft is reported."""
    monkeypatch.setattr(engine, "HELD", 3)
    monkeypatch.setattr(pool, "WORTHWHILE", 1)
    taken = 0

    def counted() -> Iterator[Draft | Problem]:
        nonlocal taken
        for draft in drafts(1000):
            taken += 1
            yield draft

    next(linter.lint_each(counted()))

    assert taken <= 5


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_no_number_of_workers_changes_the_events(linter: Linter, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same pieces in the same order."""
    monkeypatch.setattr(engine, "HELD", 3)
    alone = list(linter.lint_each(drafts(200)))
    monkeypatch.setattr(pool, "WORTHWHILE", 1)
    monkeypatch.setattr(pool, "CHUNK", 7)

    assert alone == list(linter.lint_each(drafts(200), workers=workers))


def test_a_draft_that_kills_workers_is_a_problem(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, the others are checked, and the report is not clean."""
    parent, task = os.getpid(), engine._Task.__call__

    def deadly(self: engine._Task, item: Draft | Problem) -> Any:
        if isinstance(item, Draft) and item.id == "60" and os.getpid() != parent:
            os._exit(1)
        return task(self, item)

    monkeypatch.setattr(engine._Task, "__call__", deadly)
    monkeypatch.setattr(pool, "WORTHWHILE", 1)
    report = linter.lint(drafts(200), workers=2)

    said = "posts.csv:62: two worker processes ended on this draft. Check it by itself, with one worker."
    assert (198, 2) == (len(report.drafts), report.exit_status())
    assert said == report.problems[-1].sentence


def test_timeline_rules_see_the_latest_posts_and_say_so(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the order of drafts; of older ones a notice tells."""
    monkeypatch.setattr(engine, "LOOK_BACK", 10)
    batch = [item for item in drafts(31) if isinstance(item, Draft) and item.publish_at]
    forth, back = linter.lint(batch), linter.lint(batch[::-1])

    def found(report: Any) -> set[tuple[str, str]]:
        return {(finding.draft_id, finding.rule) for finding in report.findings}

    assert found(forth) == found(back)
    assert {"26"} == {name for name, rule in found(forth) if rule == "flow/copy"}
    assert [
        "flow/copy は新しいほうから 10 件を見比べ、それより前の 9 件とは見比べていません。"
        "期間を分けて点検すると、すべて見比べられます。"
    ] == [notice.message for notice in forth.notices]


def test_history_that_cannot_be_read_is_in_the_report(linter: Linter) -> None:
    """Behind all drafts; timeline rules that look back on less than they should must not look clean."""
    report = linter.lint([Draft(id="1", text="朝です")], history=[Problem("old.csv: gone.")])

    assert ((Problem("old.csv: gone."),), 2) == (report.problems, report.exit_status())


def test_a_timeline_rule_that_raises_is_recorded_once(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the first draft of the account, or by itself where there are only posts of the past."""
    from tweetlint.kinds.repetition import Repetition

    def broken(*_: object) -> Iterator[Any]:
        raise KeyError("x")

    monkeypatch.setattr(Repetition, "judge", broken)
    old = Draft(id="old", text=COPY, account="main")
    mixed = linter.lint([Draft(id="a", text="朝です", account="main"), Draft(id="b", text="昼です", account="main")])
    past = linter.lint([Draft(id="a", text="朝です", account="other")], history=[old])

    assert (Failure("flow/copy", "a", "KeyError: 'x'"),) == mixed.failures
    assert {("old", "flow/copy"), ("a", "flow/copy")} == {(f.draft_id, f.rule) for f in past.failures}


PEAK = """
import resource, sys
from tweetlint.cli import program
try: program.main(sys.argv[1:])
except SystemExit as end:
    assert not end.code
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in KB on Linux")
@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_memory_does_not_grow_with_the_drafts(tmp_path: Path, suffix: str, way: str) -> None:
    """60 MB of drafts need hardly more than 3 MB of them: they are forgotten once they are told."""
    off = "".join(f'"{family}" = "off"\n' for family in Library(Config(), tmp_path).families)
    (tmp_path / "tweetlint.toml").write_text(f"[severity]\n{off}")
    few, many = (_peak(tmp_path, suffix, way, megabytes) for megabytes in (3, 60))

    assert many - few < 10, (few, many)


def _peak(folder: Path, suffix: str, way: str, megabytes: int) -> int:
    """MB that the program had at most, for short posts with much beside the text."""
    path, bulk = folder / f"posts.{suffix}", "あ" * 2000
    line: Callable[[int], str] = {
        "jsonl": lambda n: json.dumps({"text": f"{n}です", "media": [{"alt": bulk}]}, ensure_ascii=False),
        "csv": lambda n: f"{n}です,{bulk}",
    }[suffix]
    with path.open("w", encoding="utf-8") as stream:
        stream.write("text,alt_text\n" if suffix == "csv" else "")
        stream.writelines(f"{line(n)}\n" for n in range(megabytes * 1_000_000 // 6000))
    arguments = [path.name] if way == "file" else ["-", "--stdin-format", suffix]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(["cat", str(path)], stdout=subprocess.PIPE) as source:
        result = subprocess.run(
            [sys.executable, "-c", PEAK, "check", *arguments, "--workers", "1", "--format", "jsonl"],
            stdin=source.stdout,
            capture_output=True,
            env=environment,
            cwd=folder,
            text=True,
        )
    *errors, peak = result.stderr.splitlines()

    assert ("", []) == (result.stdout, errors)
    return int(peak)
