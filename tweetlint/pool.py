"""The same linting over processes: the same results, in the same order, sooner.

Items go out and results come back in chunks over one pipe a worker. Only a few chunks are out at a time,
so that an endless input needs no endless memory. A worker lives no longer than its pipe: it is gone as
soon as the parent is, however that one ends. Rules know nothing of it.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tweetlint.errors import TweetlintError

if TYPE_CHECKING:  # processes are for batches; one draft should not wait until their modules are there
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

# Below this many drafts, starting workers costs more than it saves.
WORTHWHILE = 400
CHUNK = 50
# Chunks that a worker has at hand, and chunks a worker that may be out or not yet be taken: while one
# is slow, the others go on, and no result waits in memory for long.
AT_HAND = 2
WINDOW = 8
# So many workers may die in one run before it is no use to begin another.
DEATHS = 20


def ordered_map(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    lost: Callable[[Item], Result],
) -> Iterator[tuple[Item, Result]]:
    """Each item with ``work`` of it, in the order of the items; in ``workers`` processes where that pays.

    ``work``, items and results must be picklable. What a worker had in hand when it died, another one
    does again, item by item; an item on which a second worker dies has the result ``lost`` of it. What
    raises in a worker raises here, behind the results before it.
    """
    remaining = iter(items)
    first = list(islice(remaining, WORTHWHILE))
    if workers < 2 or len(first) < WORTHWHILE:
        for item in chain(first, remaining):
            yield item, work(item)
        return
    yield first[0], work(first[0])  # loads what all need, so that forked workers share it
    crew = _Crew(work, lost)
    try:
        crew.hire(workers)
        yield from crew.done(_chunks(chain(first[1:], remaining)))
    finally:
        crew.dismiss()


@dataclass
class _Chunk(Generic[Item, Result]):
    """Some items in a row and the results so far.

    It is done ``singly``, item by item, once a worker has died on it; where the work ``raised`` in a worker,
    the parent does what is left.
    """

    items: Sequence[Item]
    results: list[Result] = field(default_factory=list)
    singly: bool = False
    raised: bool = False

    @property
    def rest(self) -> Sequence[Item]:
        return self.items[len(self.results) :]

    @property
    def done(self) -> bool:
        return self.raised or len(self.results) == len(self.items)


@dataclass
class _Worker(Generic[Item, Result]):
    """A process, our end of its pipe, and the chunks it has, the one in hand first."""

    process: BaseProcess
    pipe: Connection
    chunks: deque[_Chunk[Item, Result]] = field(default_factory=deque)

    def give(self, chunk: _Chunk[Item, Result]) -> None:
        self.chunks.append(chunk)
        with suppress(OSError):  # it has died, as the end of its pipe will tell
            self.pipe.send((chunk.singly, chunk.rest))

    def hear(self, results: list[Result] | None) -> None:
        """The chunk in hand has these results too, or raised."""
        chunk = self.chunks[0]
        chunk.raised = results is None
        chunk.results.extend(results or ())
        if chunk.done:
            self.chunks.popleft()


class _Crew(Generic[Item, Result]):
    """The workers of one run."""

    def __init__(self, work: Callable[[Item], Result], lost: Callable[[Item], Result]) -> None:
        self._work = work
        self._lost = lost
        self._workers: list[_Worker[Item, Result]] = []
        self._deaths = 0

    def hire(self, number: int) -> None:
        """So many workers more."""
        for _ in range(number):
            self._workers.append(self._begun())

    def dismiss(self) -> None:
        """No worker is left, whatever it was doing."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def done(self, chunks: Iterator[Sequence[Item]]) -> Iterator[tuple[Item, Result]]:
        """Every item with its result, in order."""
        out: deque[_Chunk[Item, Result]] = deque()
        while self._hand_out(chunks, out) or out:
            while out and out[0].done:
                chunk = out.popleft()
                yield from zip(chunk.items, chunk.results, strict=False)
                for item in chunk.rest:
                    yield item, self._work(item)
            if out:
                self._collect()

    def _hand_out(self, chunks: Iterator[Sequence[Item]], out: deque[_Chunk[Item, Result]]) -> bool:
        """Whether any chunk was handed out: to idle hands, while not too many wait to be taken."""
        begun = len(out)
        while len(out) < WINDOW * len(self._workers):
            idlest = min(self._workers, key=lambda worker: len(worker.chunks))
            if len(idlest.chunks) >= AT_HAND:
                break
            items = next(chunks, None)
            if items is None:
                break
            out.append(_Chunk(items))
            idlest.give(out[-1])
        return len(out) > begun

    def _collect(self) -> None:
        """Waits until a worker has something to say, and hears all that do."""
        from multiprocessing.connection import wait

        ready = wait([worker.pipe for worker in self._workers])
        for place, worker in enumerate(self._workers):
            if worker.pipe in ready:
                try:
                    reply = worker.pipe.recv_bytes()
                except (EOFError, OSError):
                    self._workers[place] = self._successor(worker)
                else:
                    worker.hear(pickle.loads(reply))

    def _successor(self, dead: _Worker[Item, Result]) -> _Worker[Item, Result]:
        """A new worker with all that the dead one had to do."""
        dead.process.kill()
        dead.process.join()
        dead.pipe.close()
        self._deaths += 1
        if self._deaths > DEATHS:
            what = f"{self._deaths} worker processes ended before their work was done."
            raise TweetlintError("", what, "See whether memory is short, or use --workers 1.")
        if dead.chunks:
            chunk = dead.chunks[0]
            if chunk.singly:
                chunk.results.append(self._lost(chunk.rest[0]))
            chunk.singly = True
        successor = self._begun()
        for chunk in dead.chunks:
            if not chunk.done:
                successor.give(chunk)
        return successor

    def _begun(self) -> _Worker[Item, Result]:
        import multiprocessing

        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        ours, its = context.Pipe()
        # A forked process holds our ends of the others' pipes, which must not outlive us.
        inherited = [*(worker.pipe for worker in self._workers), ours] if sys.platform == "linux" else []
        process = context.Process(target=_serve, args=(its, self._work, inherited), daemon=True)
        process.start()
        its.close()
        return _Worker(process, ours)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _serve(pipe: Connection, work: Callable[[Any], object], inherited: Sequence[Connection]) -> None:
    """What a worker does until its pipe ends: chunks in, results out, None for work that raised."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whatever the parent has made of it
    for strange in inherited:
        strange.close()
    gc.freeze()  # what is shared with the parent stays shared
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, inbox), daemon=True).start()
    while True:
        singly, items = pickle.loads(inbox.get())
        for part in ([item] for item in items) if singly else (items,):
            reply = _reply(work, part)
            pipe.send_bytes(reply)
            if reply == _RAISED:
                break


_RAISED = pickle.dumps(None)


def _reply(work: Callable[[Any], object], items: Sequence[object]) -> bytes:
    try:
        return pickle.dumps([work(item) for item in items], pickle.HIGHEST_PROTOCOL)
    except BaseException:  # noqa: BLE001 -- not swallowed: the parent does it again, and there it raises
        return _RAISED


def _listen(pipe: Connection, inbox: SimpleQueue[bytes]) -> None:
    """Takes in chunks at once, so that neither end waits for the other; ends the process with its pipe."""
    try:
        while True:
            inbox.put(pipe.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)
