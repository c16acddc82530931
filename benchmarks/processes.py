"""Whole processes, measured: wall seconds from start to exit, and the peak of memory.

What is compared is run in turns (ours, theirs, ours, theirs), so that a busy moment of the machine hits
both. This module imports nothing heavy: a process is born with its parent's peak of memory.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

Command = Callable[[int], Sequence[str]]
FINE = frozenset({0, 1})  # a report with errors in it is one that was made


class Case(NamedTuple):
    """A command to measure; ``command`` gets the number of the round, ``before`` is done unmeasured."""

    name: str
    command: Command
    environment: Mapping[str, str]
    folder: Path
    before: Callable[[], object] = lambda: None


class Run(NamedTuple):
    """One process: wall seconds, and the peak memory of it or its largest child in MB."""

    seconds: float
    megabytes: float


class Runs(NamedTuple):
    """All processes of one case, in order."""

    all: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median of the wall seconds."""
        return statistics.median(run.seconds for run in self.all)

    @property
    def megabytes(self) -> float:
        """The highest peak."""
        return max(run.megabytes for run in self.all)


def ratio(ours: Runs, theirs: Runs) -> float:
    """How many times as long ours takes: the median over pairs of neighbours in time."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(ours.all, theirs.all, strict=True))


def in_turns(cases: Sequence[Case], rounds: int, unmeasured: int = 1) -> dict[str, Runs]:
    """Every case once a round; the ``unmeasured`` rounds that go first fill the caches."""
    found: dict[str, list[Run]] = {case.name: [] for case in cases}
    for number in range(unmeasured + rounds):
        for case in cases:
            case.before()
            run = run_once(case.command(number), case.environment, case.folder)
            if number >= unmeasured:
                found[case.name].append(run)
    return {name: Runs(tuple(runs)) for name, runs in found.items()}


def run_once(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Run:
    """One process, run to its end; raises ``RuntimeError`` with its last words when it fails."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in FINE:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace")[-800:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return Run(seconds, megabytes(usage))


def output_of(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, fine: frozenset[int] = FINE
) -> tuple[str, str]:
    """Standard output and standard error of a process that ends with one of the statuses ``fine``."""
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in fine:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-800:]}")
    return done.stdout, done.stderr


def megabytes(usage: resource.struct_rusage) -> float:
    """The peak of resident memory."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def checkout() -> Path:
    """The folder that the package ``tweetlint`` is imported from, without importing it."""
    spec = find_spec("tweetlint")
    if spec is None or spec.origin is None:
        raise RuntimeError("tweetlint is not installed: run `make bench`, or set PYTHONPATH to the checkout")
    return Path(spec.origin).parents[1]


def environment(cache: Path, root: Path | None = None) -> dict[str, str]:
    """The environment of a measured process: byte-code is used, and the rule cache is ``cache``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TWEETLINT", "PYTHON"))}
    places = [str(root or checkout()), str(Path(__file__).parents[1])]
    return inherited | {"TWEETLINT_CACHE": str(cache), "PYTHONPATH": os.pathsep.join(dict.fromkeys(places))}
