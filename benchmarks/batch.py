"""``batch`` and ``workers``: a thousand drafts and more."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import Case, in_turns, ratio
from benchmarks.results import Section, Table, mb, s, times
from benchmarks.workspace import Workspace


def measure(place: Workspace, rounds: int) -> Section:
    """1,000 drafts as a file and as files, and posts per second on one core."""
    count = place.thousand
    cases = [
        place.bare("bare", "thousand.list"),
        place.lint("csv", "thousand.csv"),
        place.lint("csv.one", "thousand.csv", "--workers", "1"),
        place.lint("files", "thousand"),
    ]
    runs = in_turns(cases, rounds)
    titles = {
        "bare": "a Python process that tokenises them, one core",
        "csv": "`tweetlint check`, one CSV file, all cores",
        "csv.one": "the same, `--workers 1`",
        "files": "`tweetlint check`, a folder of Markdown files with front matter, all cores",
    }
    figures: dict[str, float] = {}
    rows = []
    for name, title in titles.items():
        run, against = runs[name], ratio(runs[name], runs["bare"])
        figures |= {f"{name}.seconds": run.seconds, f"{name}.megabytes": run.megabytes, f"{name}.ratio": against}
        rows.append((title, s(run.seconds), mb(run.megabytes), times(against) if name != "bare" else ""))
    speed = place.inside("throughput", count=count, rounds=rounds + 1)
    fresh = [place.inside("first_sight", rounds=1) for _ in range(rounds + 1)]
    first = {name: statistics.median(each[name] for each in fresh) for name in fresh[0]}
    figures |= {f"speed.{name}": speed[name] for name in speed} | {f"first.{name}": first[name] for name in first}
    speeds = tuple(
        (title, f"{part['ours']:,.0f}", f"{part['bare']:,.0f}", times(part["ratio"]))
        for title, part in (
            (f"{count:,} posts, again and again", speed),
            (f"{first['posts']:.0f} posts, no sentence twice, seen for the first time", first),
        )
    )
    look = place.inside("verdict", count=count)
    complaints = " ".join((*look["notices"], *look["failures"]))
    return Section(
        name="batch",
        title=f"{count:,} drafts",
        how=(
            f"{count:,} posts of {look['shortest']} to {look['longest']} characters (median {look['median']:.0f}); "
            f"{100 * look['flagged']:.1f} % of them have a finding at warning or above. All {look['rules']} rules on"
            f"{f', but: {complaints}' if complaints else ''}. Whole processes first, medians of {rounds} rounds in "
            "turns; then one process on one core that has everything loaded, tokenising and linting the same posts in "
            "turns. Linting a post includes tokenising as much of it as the rules need."
        ),
        tables=(
            Table("From start to exit", ("process", "time", "memory", "time to bare SudachiPy"), tuple(rows)),
            Table(
                "Posts per second on one core",
                ("posts", "tweetlint", "bare SudachiPy", "tweetlint to bare SudachiPy"),
                speeds,
            ),
        ),
        figures=figures,
    )


def measure_workers(place: Workspace, rounds: int) -> Section:
    """A batch so large that starting does not matter, with one worker and with as many as there are cores."""
    cores = max(2, os.cpu_count() or 1)
    count = place.many
    cases = [
        place.lint("one", "many.csv", "--workers", "1"),
        place.lint("several", "many.csv", "--workers", str(cores)),
    ]
    together = {case.name: peak_together(case) for case in cases}
    runs = in_turns(cases, rounds, unmeasured=0)
    whole = ratio(runs["one"], runs["several"])
    inside = place.inside("sharing", count=count, workers=cores, rounds=rounds)
    rows = tuple(
        (
            title,
            s(runs[name].seconds),
            f"{inside[name]:,.0f}",
            mb(runs[name].megabytes),
            mb(together[name]) if together[name] else "not known here",
        )
        for name, title in (("one", "one worker"), ("several", f"{cores} workers"))
    )
    last = (f"{cores} workers to one", times(whole), times(inside["ratio"]), "", "")
    return Section(
        name="workers",
        title="On all cores",
        how=(
            f"{count:,} drafts in one CSV file. The whole process, from start to exit, and posts per second of a "
            f"linter that has everything loaded (starting the workers and handing drafts and findings to and fro "
            f"included). Medians of {rounds} rounds in turns. Memory is the peak of the largest process, and of all "
            "processes together, where what they share counts once (PSS, sampled)."
        ),
        tables=(
            Table(
                "", ("workers", "whole process", "posts per second", "largest process", "all processes"), (*rows, last)
            ),
        ),
        figures={
            "whole": whole,
            "ratio": inside["ratio"],
            "one": inside["one"],
            "several": inside["several"],
            "megabytes": together["several"],
        },
    )


def peak_together(case: Case) -> float:
    """The peak memory in MB of a process and its children together, shared pages once; 0 where it cannot be known."""
    if not Path("/proc/self/smaps_rollup").exists():
        return 0.0
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(case.command(0), env=case.environment, cwd=case.folder, stdout=quiet, stderr=quiet)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_proportional, _family(process.pid))))
        time.sleep(0.05)
    return peak


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _proportional(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
