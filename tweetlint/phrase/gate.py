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


# A group of which as many words as this stand in an ordinary post is nearly always there.
_TELLS_NOTHING = 0.7


class _Wanted(NamedTuple):
    """A chain as the gate keeps it: by the numbers of its groups, with those that are found least often."""

    check: int
    rarest: int
    second: int
    across: bool
    groups: tuple[int, ...]


class Gate:
    """The needs of some checks, by numbers: those of 200 checks are out of a cache in no time.

    A chain is looked at where its rarest two groups are there; those two (or one) are its *tests*. A clause goes by
    the number of its first chain.
    """

    def __init__(
        self, needs: Sequence[Needs], groups: Groups, index: TermIndex, commonness: Callable[[Terms], float]
    ) -> None:
        self._groups = groups
        self._always = tuple(check for check, wanted in enumerate(needs) if not wanted)
        self._chains: list[_Wanted] = []
        self._first: dict[int, int] = {}
        self._others: dict[int, tuple[range, ...]] = {}
        self._opened_by: dict[int, list[int]] = {}
        for check, wanted in enumerate(needs):
            if not wanted:
                continue
            first = min(wanted, key=lambda clause: sum(min(map(commonness, c.groups)) for c in clause.chains))
            numbers = self._listed(check, first, commonness)
            self._first[check] = numbers.start
            for number in numbers:
                self._opened_by.setdefault(self._chains[number].rarest, []).append(number)
            others = tuple(self._listed(check, clause, commonness) for clause in wanted if clause is not first)
            if others:
                self._others[check] = others
        tests: dict[int, set[int]] = {}
        for chain in self._chains:
            for test in (chain.rarest, chain.second):
                for key in index.keys_of(groups[test]):
                    tests.setdefault(key, set()).add(test)
        self._tests = Rows.of(sorted(tests.get(key, ())) for key in range(max(tests, default=-1) + 1))
        self._of_key: dict[int, Sequence[int]] = {}

    def _listed(self, check: int, clause: Clause, commonness: Callable[[Terms], float]) -> range:
        """Takes the clause's chains in; their numbers."""
        begin, index = len(self._chains), self._groups.index
        for chain in clause.chains:
            rarest, second = (sorted(chain.groups, key=commonness) * 2)[:2]
            if commonness(second) > _TELLS_NOTHING:
                second = rarest
            numbers = tuple(map(index, chain.groups))
            self._chains.append(_Wanted(check, index(rarest), index(second), chain.across, numbers))
        if clause.owner is not None:
            clause.owner.clause = begin
        return range(begin, len(self._chains))

    def open(self, analysis: Analysis) -> list[int]:
        """The numbers of the checks that could find something in the text, in order."""
        present = self._present(analysis.hits.keys)
        chains, opened_by = self._chains, self._opened_by
        likely: dict[int, list[int]] = {}
        for test in opened_by.keys() & present:
            for number in opened_by[test]:
                chain = chains[number]
                if chain.second in present:
                    likely.setdefault(chain.check, []).append(number)
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
        self, check: int, numbers: list[int], present: set[int], analysis: Analysis
    ) -> dict[int, Sequence[int]] | None:
        """For each clause of the check, which of its chains may be there; None where one has none."""
        chains = self._chains
        clauses = [(self._first[check], sorted(numbers))]
        for clause in self._others.get(check, ()):
            found = [n for n in clause if chains[n].rarest in present and chains[n].second in present]
            if not found:
                return None
            clauses.append((clause.start, found))
        held: dict[int, Sequence[int]] = {}
        for begin, found in clauses:
            held[begin] = [n - begin for n in found if len(chains[n].groups) == 1 or self._in_order(n, analysis)]
            if not held[begin]:
                return None
        return held

    def _in_order(self, number: int, analysis: Analysis) -> bool:
        known, chain = self._groups, self._chains[number]
        return analysis.may_follow([known[group] for group in chain.groups], across=chain.across)

    def _present(self, keys: Iterable[int]) -> set[int]:
        """The tests of which a word may stand in the text."""
        of_key, tests = self._of_key, self._tests
        present: set[int] = set()
        for key in keys:
            found = of_key.get(key)
            if found is None:
                found = of_key[key] = tuple(tests[key]) if key < len(tests) else ()
            if found:
                present.update(found)
        return present

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_of_key": {}}
