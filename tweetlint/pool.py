"""The same linting over processes: the same results, in the same order, sooner.

A linter is handed to each worker once; drafts go out and results come back in chunks, and both are
plain values. Rules know nothing of it.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar, cast

from tweetlint.errors import TweetlintError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Below this many drafts, starting workers costs more than it saves.
WORTHWHILE = 400
CHUNK = 50


def ordered_map(
    work: Callable[[Item], Result], items: Iterable[Item], workers: int, worthwhile: int = WORTHWHILE
) -> Iterator[Result]:
    """``work`` of every item, in the order of the items; in ``workers`` processes where that pays.

    ``work``, items and results must be picklable. Raises ``TweetlintError`` when a worker dies.
    """
    remaining = iter(items)
    first = list(islice(remaining, worthwhile))
    if workers < 2 or len(first) < worthwhile:
        yield from map(work, chain(first, remaining))
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    yield work(first.pop(0))  # loads what all need, so that forked workers share it
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_remember, initargs=(work,)) as pool:
            for results in pool.map(_work_on, _chunks(chain(first, remaining))):
                yield from cast("list[Result]", results)
    except BrokenProcessPool as error:
        what = "a worker process ended before its work was done."
        raise TweetlintError("", what, "Run again, or with --workers 1.") from error


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


_remembered: list[Callable[..., object]] = []


def _remember(work: Callable[..., object]) -> None:
    _remembered[:] = [work]


def _work_on(chunk: Sequence[object]) -> list[object]:
    (work,) = _remembered
    return [work(item) for item in chunk]
