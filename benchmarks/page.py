"""``docs/performance.md`` and the speed tables of the READMEs, written from the figures of one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.results import Results, mb, s, times

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
SECTIONS = ("cold", "batch", "workers", "growth", "where", "textlint")

_HEAD = """\
# Performance

This page is written by one run of the benchmarks, from beginning to end; nothing in it is typed in. To run them again:

```sh
make bench                                             # measures, prints, changes nothing
python -m benchmarks --only cold,batch                 # some of the measurements
python -m benchmarks --install-textlint --write        # all of them; renews this page and the READMEs' tables
python -m benchmarks --json figures.json               # every figure by its name
```

Everything is compared with something real in the same run, in turns, so that the machine's mood hits both sides. \
No test asserts a time. The posts are what companies post on an ordinary day: written for this purpose, for \
invented companies, about one in twenty with something wrong on purpose, no two near copies of each other \
(`benchmarks/posts.jsonl`, `benchmarks/posts.py`). The account file is `benchmarks/tweetlint.toml`: it has all \
that the shipped rules ask for, so that all rules are on.
"""


class Goal(NamedTuple):
    """What is asked for, the figure that tells, and whether that is enough."""

    asked: str
    figure: str
    show: Callable[[float], str]
    enough: Callable[[float], bool]


GOALS = (
    Goal("one draft from a cold start, all rules on: at most 0.30 s", "cold.dated.seconds", s, lambda v: v <= 0.30),
    Goal("the same: at most 150 MB", "cold.dated.megabytes", mb, lambda v: v <= 150),
    Goal(
        "posts per second on one core: at least those of bare SudachiPy", "batch.speed.ratio", times, lambda v: v >= 1
    ),
    Goal("the same, every sentence for the first time", "batch.first.ratio", times, lambda v: v >= 1),
    Goal("the stretch: twice those of bare SudachiPy", "batch.speed.ratio", times, lambda v: v >= 2),
    Goal("all cores against one, everything loaded: at least 1.7 ×", "workers.ratio", times, lambda v: v >= 1.7),
    Goal("the same, from start to exit", "workers.whole", times, lambda v: v >= 1.7),
    Goal("1,000 drafts: at least 20 × faster than textlint", "textlint.batch.ratio", times, lambda v: v >= 20),
    Goal(
        "cost linear in drafts: a post among 16 times as many costs at most 1.25 ×",
        "growth.drafts.ratio",
        times,
        lambda v: v <= 1.25,
    ),
    Goal(
        "flat in dictionary size: with 4 times the words a post costs at most 1.25 ×",
        "growth.words.ratio",
        times,
        lambda v: v <= 1.25,
    ),
    Goal("the same for a cold start", "growth.start.ratio", times, lambda v: v <= 1.25),
)


def lines(results: Results) -> Iterator[str]:
    """The page: what is asked for and reached, then every measurement."""
    yield _HEAD
    yield results.machine.line()
    yield ""
    yield "## Asked for and reached"
    yield ""
    yield "| asked for | measured | reached | measurement |"
    yield "|---|---:|---|---|"
    figures = results.figures
    for goal in GOALS:
        yield _goal_line(goal, figures)
    for section in results.sections:
        yield ""
        yield from section.lines()


def _goal_line(goal: Goal, figures: Mapping[str, float]) -> str:
    name = goal.figure.partition(".")[0]
    value = figures.get(goal.figure)
    if value is None:
        return f"| {goal.asked} | not measured | | `{name}` |"
    return f"| {goal.asked} | {goal.show(value)} | {'yes' if goal.enough(value) else 'no'} | `{name}` |"


def write(results: Results) -> None:
    """Renews the page and the marked tables of the READMEs; raises ``ValueError`` when measurements are missing."""
    missing = [name for name in SECTIONS if name not in {section.name for section in results.sections}]
    if missing:
        raise ValueError(f"--write needs every measurement; not made: {', '.join(missing)}")
    PAGE.write_text("\n".join(lines(results)) + "\n", encoding="utf-8")
    for name, rows in READMES.items():
        path = ROOT / name
        path.write_text(renewed(path.read_text(encoding="utf-8"), rows, results.figures), encoding="utf-8")


# -- the READMEs ------------------------------------------------------------------------------------

BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"


class Row(NamedTuple):
    """A row of a README's table: a template over what the figures show."""

    what: str
    figure: str


READMES: Mapping[str, tuple[Row, ...]] = {
    "README.md": (
        Row("what", "figure"),
        Row("one draft from a cold start, all rules on, rules in the cache", "{dated} s, {dated_mb} MB"),
        Row("the same, to a Python process that imports SudachiPy and tokenises the post", "{dated_ratio} ×"),
        Row("1,000 drafts in one CSV file, from start to exit, all cores", "{csv} s, {csv_mb} MB"),
        Row("posts per second on one core, to bare SudachiPy tokenising them", "{speed} ×"),
        Row("all cores to one, a batch of 4,000", "{workers} ×"),
        Row("1,000 drafts in 1,000 files, faster than textlint with its Japanese rules", "{textlint} ×"),
        Row("a post among 4,000, to a post among 250", "{drafts} ×"),
        Row("a post with four times the words in the dictionaries", "{words} ×"),
    ),
    "README.ja.md": (
        Row("項目", "値"),
        Row("1件、起動から終了まで、全ルール、ルールは保存済み", "{dated} 秒、{dated_mb} MB"),
        Row("同じく、SudachiPy を読み込んで同じ投稿を分かち書きするだけの処理との比", "{dated_ratio} 倍"),
        Row("CSV の1,000件、起動から終了まで、全コア", "{csv} 秒、{csv_mb} MB"),
        Row("1コアで1秒に見る投稿数、SudachiPy の分かち書きだけとの比", "{speed} 倍"),
        Row("4,000件のとき、1コアに対する全コアの速さ", "{workers} 倍"),
        Row("1,000ファイルの1,000件、textlint（日本語のルール）に対する速さ", "{textlint} 倍"),
        Row("4,000件の中の1件の手間、250件の中の1件との比", "{drafts} 倍"),
        Row("辞書の語が4倍のときの1件の手間", "{words} 倍"),
    ),
}
_SHOWN: Mapping[str, tuple[str, str]] = {
    "dated": ("cold.dated.seconds", ".2f"),
    "dated_mb": ("cold.dated.megabytes", ".0f"),
    "dated_ratio": ("cold.dated.ratio", ".1f"),
    "csv": ("batch.csv.seconds", ".2f"),
    "csv_mb": ("batch.csv.megabytes", ".0f"),
    "speed": ("batch.speed.ratio", ".2f"),
    "workers": ("workers.ratio", ".2f"),
    "textlint": ("textlint.batch.ratio", ".1f"),
    "drafts": ("growth.drafts.ratio", ".2f"),
    "words": ("growth.words.ratio", ".2f"),
}


def renewed(text: str, rows: tuple[Row, ...], figures: Mapping[str, float]) -> str:
    """``text`` with the table between the marks made anew; a row whose figures are missing is left out."""
    shown = {name: format(figures[key], form) for name, (key, form) in _SHOWN.items() if key in figures}
    head, *body = rows
    table = [f"| {head.what} | {head.figure} |", "|---|---|"]
    table += [
        f"| {row.what} | {row.figure.format_map(shown)} |"
        for row in body
        if set(re.findall(r"\{(\w+)\}", row.figure)) <= shown.keys()
    ]
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there is no place for the table: write {BEGIN} and {END} on lines of their own")
    return "\n".join([f"{before}{BEGIN}\n", *table, f"\n{END}{after}"])
