"""The loop: make an input, try it, keep what fails."""

from __future__ import annotations

import faulthandler
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from .mutate import mutated
from .targets import Target

SLOW = 5.0
"""Seconds for one input; more is a finding."""
HUNG = 120
"""Seconds after which the process gives up and prints where it is; the input is in ``TARGET.current``."""


class Finding(NamedTuple):
    """An input that fails, kept in ``file``, and why."""

    what: str
    where: str
    file: Path


class Result(NamedTuple):
    """How many inputs were tried, the slowest in seconds, and one finding for each place that failed."""

    executions: int
    slowest: float
    findings: tuple[Finding, ...]


def fuzz(
    target: Target, folder: Path, *, seed: int, seconds: float | None = None, executions: int | None = None
) -> Result:
    """The result of trying ``target`` until time or inputs are used up; failing inputs go into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    current = folder / f"{target.name}.current"
    findings: dict[tuple[str, str], Finding] = {}
    done, slowest, began = 0, 0.0, time.monotonic()
    for data in _inputs(target, seed):
        if (executions is not None and done >= executions) or (
            seconds is not None and time.monotonic() - began >= seconds
        ):
            break
        current.write_bytes(data)
        failure, taken = _tried(target, data)
        done, slowest = done + 1, max(slowest, taken)
        if failure is not None and failure not in findings:
            file = folder / f"{target.name}-{seed}-{done}.bin"
            file.write_bytes(data)
            findings[failure] = Finding(*failure, file)
    current.unlink(missing_ok=True)
    return Result(done, slowest, tuple(findings.values()))


def _inputs(target: Target, seed: int) -> Iterator[bytes]:
    """First the seeds as they are, then what becomes of them."""
    random, seeds = Random(f"{target.name} {seed}"), target.seeds()
    order = random.sample(range(len(seeds)), len(seeds))
    yield from (seeds[index] for index in order[: min(len(order), 60)])
    while True:
        yield mutated(random.choice(seeds), seeds, random)


def _tried(target: Target, data: bytes) -> tuple[tuple[str, str] | None, float]:
    faulthandler.dump_traceback_later(HUNG, exit=True)
    start = time.process_time()
    try:
        target.run(data)
        failure = None
    except Exception as error:
        failure = (f"{type(error).__name__}: {error}"[:200], _place(error))
    finally:
        faulthandler.cancel_dump_traceback_later()
    taken = time.process_time() - start
    if failure is None and taken > SLOW:
        failure = (f"took more than {SLOW:g} s", "")
    return failure if failure is None else (_same(failure[0]), failure[1]), taken


def _same(what: str) -> str:
    """The kind of error without what differs from input to input."""
    return what.partition(":")[0] if what.partition(":")[0].endswith("Error") else what


def _place(error: BaseException) -> str:
    """The innermost line of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "tweetlint" in frame.filename or "fuzz" in frame.filename]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
