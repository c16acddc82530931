"""Where the time goes, by looking at the running program a thousand times a second.

A sample counts for the time since the one before: a signal is answered only when a call into C returns,
so a long call is one heavy sample in the function that made it. Costs a few per cent; needs Unix.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

INTERVAL = 0.001

Stack = tuple[CodeType, ...]


class Sampler:
    """Between ``start`` and ``stop``: the seconds spent below each stack of functions, the innermost first."""

    def __init__(self) -> None:
        self.seconds: defaultdict[Stack, float] = defaultdict(float)
        self._last = 0.0

    def start(self) -> None:
        """Begins to look; the main thread only."""
        self._last = time.perf_counter()
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)

    def stop(self) -> None:
        """Looks no more."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _look(self, _: int, frame: FrameType | None) -> None:
        now = time.perf_counter()
        self.seconds[tuple(_codes(frame))] += now - self._last
        self._last = time.perf_counter()

    def total(self) -> float:
        """All seconds seen."""
        return sum(self.seconds.values())

    def by(self, name: Callable[[Stack], str]) -> dict[str, float]:
        """The seconds by what ``name`` calls each stack, the most first."""
        sums: defaultdict[str, float] = defaultdict(float)
        for stack, seconds in self.seconds.items():
            sums[name(stack)] += seconds
        return dict(sorted(sums.items(), key=lambda item: -item[1]))


def _codes(frame: FrameType | None) -> Iterator[CodeType]:
    while frame is not None:
        yield frame.f_code
        frame = frame.f_back


def module_of(code: CodeType) -> str:
    """The module of ``tweetlint`` that the function is in, or an empty string."""
    path = code.co_filename.replace("\\", "/")
    _, found, rest = path.rpartition("/tweetlint/")
    return rest.removesuffix(".py").replace("/", ".") if found else ""


def innermost(stack: Stack) -> str:
    """The module of ours that the time is spent in, or in what it called."""
    return next(filter(None, map(module_of, stack)), "elsewhere")


def function(stack: Stack) -> str:
    """The function of ours that the time is spent in, or in what it called."""
    for code in stack:
        if module := module_of(code):
            return f"{module}.{code.co_qualname.replace('.<locals>', '')}"
    return "elsewhere"


PHASES = (
    ("sudachi._dictionary", "opening Sudachi's dictionary"),
    ("sudachi", "tokenising"),
    ("load.cache", "rules out of the cache"),
    ("load", "settings, and what the rules depend on"),
    ("readers", "reading the draft"),
    ("writers", "writing the report"),
    ("text", "judging the post"),
    ("phrase", "judging the post"),
    ("kinds", "judging the post"),
    ("engine", "judging the post"),
)


def phase(stack: Stack) -> str:
    """What the program is at, as a user would call it."""
    if any(code.co_filename.startswith("<frozen importlib") for code in stack):
        return "importing modules"
    for code in stack:
        place = f"{module_of(code)}.{code.co_name}"
        for part, name in PHASES:
            if f".{part}." in f".{place}.":
                return name
    return "the command line"


def main(arguments: list[str]) -> None:
    """``python -m benchmarks.sampler ARGUMENTS…`` runs ``tweetlint ARGUMENTS…`` and tells in JSON when and how long."""
    sampler = Sampler()
    sys.argv = ["tweetlint", *arguments]
    said = sys.stdout
    began = time.monotonic()
    sampler.start()
    try:
        _run()
    except SystemExit as ended:
        if ended.code not in (0, 1, None):
            raise
    finally:
        sampler.stop()
    ended_at = time.monotonic()
    print(f"\n{_json({'began': began, 'ended': ended_at, 'phases': sampler.by(phase)})}", file=said, flush=True)


def _run() -> None:
    from tweetlint.cli import main as lint

    lint()


def _json(value: Any) -> str:
    import json

    return json.dumps(value)


if __name__ == "__main__":
    main(sys.argv[1:])
