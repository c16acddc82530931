"""Which of many checks could say anything of a text: told from where words may stand, before any tokens.

A check says what words it cannot do without (``Needs``). The gate knows of all checks at once which words
would open them, and looks at none that no word of the text calls for. It lets through too many, never
too few: what it holds back would have found nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from tweetlint.text.analysis import Analysis
from tweetlint.text.terms import Groups, Rows, TermIndex, Terms


class Chain(NamedTuple):
    """Words that must stand one after the other, one of each group; on one line, unless ``across`` lines."""

    groups: tuple[Terms, ...]
    across: bool = False

    def may_stand(self, analysis: Analysis) -> bool:
        """Whether the text may hold it."""
        return analysis.may_follow(self.groups, across=self.across)


class Clause(NamedTuple):
    """Some chains of which one at least must be there; ``owner`` is told which of them may be."""

    chains: tuple[Chain, ...]
    owner: Owner | None = None


class Owner(Protocol):
    """What chains belong to: ``clause`` becomes the number under which ``Analysis.chosen`` has its choice."""

    clause: int


Needs = tuple[Clause, ...]
"""Each of the clauses must hold; () asks for nothing."""


class _Wanted(NamedTuple):
    """A chain as the gate keeps it: by the numbers of its groups; ``rarest`` is the one that is found least often."""

    check: int
    rarest: int
    across: bool
    groups: tuple[int, ...]


class _Told(NamedTuple):
    """What one key tells: the groups that have it, as bits, and the chains whose rarest group has it."""

    groups: int
    chains: tuple[int, ...]


class Gate:
    """The needs of some checks, by numbers: those of 200 checks are out of a cache in no time.

    A chain is looked at where a word of its rarest group is there, and then one of each other group. A clause goes
    by the number of its first chain.
    """

    def __init__(
        self, needs: Sequence[Needs], groups: Groups, index: TermIndex, commonness: Callable[[Terms], float]
    ) -> None:
        self._groups = groups
        self._always = tuple(check for check, wanted in enumerate(needs) if not wanted)
        self._chains: list[_Wanted] = []
        self._first: dict[int, int] = {}
        self._others: dict[int, tuple[range, ...]] = {}
        opened_by: dict[int, list[int]] = {}
        for check, wanted in enumerate(needs):
            if not wanted:
                continue
            first = min(wanted, key=lambda clause: sum(min(map(commonness, c.groups)) for c in clause.chains))
            numbers = self._listed(check, first, commonness)
            self._first[check] = numbers.start
            for number in numbers:
                opened_by.setdefault(self._chains[number].rarest, []).append(number)
            others = tuple(self._listed(check, clause, commonness) for clause in wanted if clause is not first)
            if others:
                self._others[check] = others
        having: dict[int, list[int]] = {}
        opening: dict[int, list[int]] = {}
        for group in sorted({group for chain in self._chains for group in chain.groups}):
            called = opened_by.get(group)
            for key in index.keys_of(groups[group]):
                having.setdefault(key, []).append(group)
                if called:
                    opening.setdefault(key, []).extend(called)
        keys = range(max(having, default=-1) + 1)
        self._having = Rows.of(having.get(key, ()) for key in keys)
        self._opening = Rows.of(sorted(opening.get(key, ())) for key in keys)
        self._told: dict[int, _Told] = {}
        self._wanted: dict[int, int] = {}

    def _listed(self, check: int, clause: Clause, commonness: Callable[[Terms], float]) -> range:
        """Takes the clause's chains in; their numbers."""
        begin, index = len(self._chains), self._groups.index
        for chain in clause.chains:
            rarest = index(min(chain.groups, key=commonness))
            self._chains.append(_Wanted(check, rarest, chain.across, tuple(map(index, chain.groups))))
        if clause.owner is not None:
            clause.owner.clause = begin
        return range(begin, len(self._chains))

    def open(self, analysis: Analysis) -> list[int]:
        """The numbers of the checks that could find something in the text, in order."""
        present, called = self._present(analysis.hits.keys)
        likely: dict[int, list[int]] = {}
        for number in sorted(called):
            if self._all_there(number, present):
                likely.setdefault(self._chains[number].check, []).append(number)
        opened = list(self._always)
        chosen: dict[int, Sequence[int]] = {}
        for check, numbers in likely.items():
            clauses = self._held(check, numbers, present, analysis)
            if clauses:
                opened.append(check)
                chosen.update(clauses)
        analysis.chosen = chosen
        return sorted(opened)

    def _held(
        self, check: int, numbers: list[int], present: int, analysis: Analysis
    ) -> dict[int, Sequence[int]] | None:
        """For each clause of the check, which of its chains may be there; None where one has none."""
        clauses = [(self._first[check], numbers)]
        for clause in self._others.get(check, ()):
            found = [number for number in clause if self._all_there(number, present)]
            if not found:
                return None
            clauses.append((clause.start, found))
        held: dict[int, Sequence[int]] = {}
        for begin, found in clauses:
            in_order = [number - begin for number in found if self._in_order(number, analysis)]
            if not in_order:
                return None
            held[begin] = in_order
        return held

    def _all_there(self, number: int, present: int) -> bool:
        """Whether of each group of the chain a word is ``present``."""
        wanted = self._wanted.get(number)
        if wanted is None:
            wanted = self._wanted[number] = _bits(self._chains[number].groups)
        return wanted & present == wanted

    def _in_order(self, number: int, analysis: Analysis) -> bool:
        chain = self._chains[number]
        if len(chain.groups) == 1:
            return True
        known = self._groups
        return analysis.may_follow([known[group] for group in chain.groups], across=chain.across)

    def _present(self, keys: Iterable[int]) -> tuple[int, set[int]]:
        """The groups of which a word may stand in the text, as bits, and the chains that they call for."""
        told, present, called = self._told, 0, set[int]()
        for key in keys:
            known = told.get(key)
            if known is None:
                known = told[key] = self._tell(key)
            present |= known.groups
            if known.chains:
                called.update(known.chains)
        return present, called

    def _tell(self, key: int) -> _Told:
        if key >= len(self._having):
            return _Told(0, ())
        return _Told(_bits(self._having[key]), tuple(self._opening[key]))

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_told": {}, "_wanted": {}}


def _bits(numbers: Iterable[int]) -> int:
    """A number with these bits set."""
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits
