"""``cold``: from the start of a process to its exit."""

from __future__ import annotations

import shutil
import sys

from benchmarks.processes import Case, in_turns, ratio
from benchmarks.results import Section, Table, mb, s, times
from benchmarks.workspace import LINT, Workspace

EMPTY = "an empty Python process"
BARE = "a Python process that imports SudachiPy and tokenises the post"
NAMES = {
    "help": "`tweetlint --help`",
    "rules": "`tweetlint rules`",
    "plain": "`tweetlint check`, a plain draft",
    "dated": "`tweetlint check`, a draft with a publication time: all rules on",
    "first": "the same, the first run ever: nothing in the cache",
    "uncompiled": "the same, no byte-code of tweetlint",
}


def measure(place: Workspace, rounds: int) -> Section:
    """Every case in turns, another post each round."""
    runs = in_turns(_cases(place), rounds)
    bare, empty = runs["bare"], runs["empty"]
    rows = [(EMPTY, s(empty.seconds), mb(empty.megabytes), "", ""), (BARE, s(bare.seconds), mb(bare.megabytes), "", "")]
    figures = {"bare.seconds": bare.seconds, "bare.megabytes": bare.megabytes, "empty.seconds": empty.seconds}
    for name, title in NAMES.items():
        run = runs[name]
        against, beside = ratio(run, bare), ratio(run, empty)
        rows.append((title, s(run.seconds), mb(run.megabytes), times(against), times(beside)))
        figures |= {f"{name}.seconds": run.seconds, f"{name}.megabytes": run.megabytes, f"{name}.ratio": against}
    return Section(
        name="cold",
        title="Cold start",
        how=(
            "Wall time from the start of a process to its exit, and its peak memory (resident, with what it touches "
            f"of the tokenizer's dictionary). Median of {rounds} rounds; each round runs every line once, on another "
            "post. Compiled rules are in the cache and modules are compiled, except where the line says otherwise. "
            "The ratios are to the first two lines."
        ),
        tables=(Table("", ("process", "time", "memory", "to bare SudachiPy", "to empty Python"), tuple(rows)),),
        figures=figures,
    )


def _cases(place: Workspace) -> list[Case]:
    here, usual = place.folder, place.environment
    fresh = here / "fresh"
    dated = place.lint_one("dated", "dated", "post-{:04}")
    return [
        Case("empty", lambda _: [sys.executable, "-c", "pass"], usual, here),
        place.bare("bare", "one/{:02}.list"),
        Case("help", lambda _: [*LINT, "--help"], usual, here),
        Case("rules", lambda _: [*LINT, "rules"], usual, here),
        place.lint_one("plain", "one"),
        dated,
        dated._replace(
            name="first",
            environment={**usual, "TWEETLINT_CACHE": str(fresh)},
            before=lambda: shutil.rmtree(fresh, ignore_errors=True),
        ),
        dated._replace(name="uncompiled", environment=place.copy_without_byte_code()),
    ]
