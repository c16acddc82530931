"""Work over processes comes to the same as work in one, in the same order, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tweetlint
from tweetlint import Draft, Linter, TweetlintError, pool
from tweetlint.model import Problem
from tweetlint.pool import CHUNK, ordered_map

DRAFTS = [
    Problem("lost.md: cannot be read.") if number == 7 else Draft(id=str(number), text="ほんと無能ばっかりで困ります")
    for number in range(CHUNK * 3)
]
PARENT = os.getpid()


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are worth while from the first item on."""
    monkeypatch.setattr(pool, "WORTHWHILE", 1)


def _square(number: int) -> int:
    return number * number


def _instead(number: int) -> int:
    return -number


def _die_here() -> None:
    if os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("count", [0, 1, 2, CHUNK, CHUNK * 25 + 3])
def test_results_come_in_the_order_of_the_items(eager: None, count: int) -> None:
    """Whatever worker is done first, each item comes with its result and in its place."""
    assert [(n, n * n) for n in range(count)] == list(ordered_map(_square, range(count), 2, _instead))


@settings(max_examples=15, deadline=None)
@given(count=st.integers(0, 200), workers=st.integers(1, 4), chunk=st.integers(1, 9), slow=st.sets(st.integers(0, 99)))
def test_no_number_of_workers_changes_anything(count: int, workers: int, chunk: int, slow: set[int]) -> None:
    """Nor the size of chunks, nor which of them take long."""

    def work(number: int) -> int:
        time.sleep(0.001 if number in slow else 0)
        return -number

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "WORTHWHILE", 1)
        patch.setattr(pool, "CHUNK", chunk)

        assert [(n, -n) for n in range(count)] == list(ordered_map(work, range(count), workers, _instead))


@pytest.mark.parametrize("size", [10, 300_000], ids=["small", "larger than a pipe holds"])
def test_chunks_and_results_of_any_size_pass(eager: None, size: int) -> None:
    """No end waits for the other for ever."""
    items = ["x" * size] * (CHUNK * 3)

    assert [(item, item + "y") for item in items] == list(ordered_map(_with_y, items, 2, str))


def _with_y(text: str) -> str:
    return text + "y"


def test_only_a_few_chunks_are_taken_ahead(eager: None) -> None:
    """An endless input is read as its results are taken."""
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            yield taken
            taken += 1

    results = ordered_map(_square, endless(), 2, _instead)
    for _ in range(CHUNK):
        next(results)
    results.close()  # type: ignore[attr-defined]

    assert taken <= CHUNK * pool.WINDOW * 2 + CHUNK


def test_what_a_worker_had_in_hand_is_done_again(eager: None, tmp_path: Path) -> None:
    """A worker that is killed once costs nothing."""
    flag = tmp_path / "died"

    def work(number: int) -> int:
        if number == CHUNK + 1 and not flag.exists():
            flag.touch()
            _die_here()
        return number * number

    assert [(n, n * n) for n in range(CHUNK * 4)] == list(ordered_map(work, range(CHUNK * 4), 2, _instead))
    assert flag.exists()


def _deadly(number: int) -> int:
    if number in (3, CHUNK + 1):
        _die_here()
    return number


def test_an_item_that_kills_costs_itself_only(eager: None) -> None:
    """Where a second worker dies on the same item, it is told apart from its neighbours."""
    expected = [(n, -n if n in (3, CHUNK + 1) else n) for n in range(CHUNK * 3)]

    assert expected == list(ordered_map(_deadly, range(CHUNK * 3), 2, _instead))


def _always_deadly(number: int) -> int:
    if number:
        _die_here()
    return number


def test_workers_that_all_die_come_to_an_end(eager: None) -> None:
    """No use to begin yet another."""
    with pytest.raises(TweetlintError, match="worker processes ended before their work was done"):
        list(ordered_map(_always_deadly, range(CHUNK * 3), 2, _instead))


def _impossible(number: int) -> int:
    if number == CHUNK * 2:
        raise OSError("no such number")
    return number


def test_what_raises_in_a_worker_raises_here(eager: None) -> None:
    """With what it says, and after the results before it."""
    results = ordered_map(_impossible, range(CHUNK * 5), 2, _instead)

    assert list(range(CHUNK * 2)) == [item for item, _ in islice(results, CHUNK * 2)]
    with pytest.raises(OSError, match="no such number"):
        next(results)


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda ends: ends.name)
def test_no_worker_outlives_its_parent(ends: signal.Signals, tmp_path: Path) -> None:
    """However the parent ends, and whatever the workers are busy with."""
    code = (
        "import os, time\n"
        "from tweetlint import pool\n"
        "pool.WORTHWHILE = 1\n"
        "def work(n):\n"
        f"    open(f'{tmp_path}/{{os.getpid()}}', 'w').close()\n"
        "    time.sleep(n and 600)\n"
        "list(pool.ordered_map(work, range(1000), 2, str))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(tweetlint.__file__).parent.parent)}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.DEVNULL)
    _until(lambda: len(list(tmp_path.iterdir())) == 3)
    workers = [int(path.name) for path in tmp_path.iterdir() if path.name != str(process.pid)]
    process.send_signal(ends)
    process.wait(timeout=5)

    assert 2 == len(workers)
    _until(lambda: not any(map(_runs, workers)))


def _until(so: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not so():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_report_does_not_depend_on_the_workers(eager: None) -> None:
    """Findings, failures and problems of a batch are the same from one process and from two."""
    alone = Linter().lint(DRAFTS)
    together = Linter().lint(DRAFTS, workers=2)

    assert alone == together
    assert len(alone.findings) >= len(DRAFTS) - 1
