"""Which of many checks could say anything of a text: told from where words may stand, before any tokens.

A check says what words it cannot do without (``Needs``). The gate knows of all checks at once which words
would open them, and looks at none that no word of the text calls for. It lets through too many, never
too few: what it holds back would have found nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tweetlint.text.analysis import Analysis
from tweetlint.text.terms import Groups, Terms


class Chain(NamedTuple):
    """Words that must stand one after the other, one of each group; on one line, unless ``across`` lines."""

    groups: tuple[Terms, ...]
    across: bool = False

    def may_stand(self, analysis: Analysis) -> bool:
        """Whether the text may hold it."""
        return analysis.may_follow(self.groups, across=self.across)


Needs = tuple[tuple[Chain, ...], ...]
"""Of each member, one chain at least must be there; () asks for nothing."""


class _Wanted(NamedTuple):
    """A chain as the gate keeps it: by the numbers of its groups, with those that are found least often."""

    check: int
    rarest: int
    second: int
    across: bool
    groups: tuple[int, ...]


class Gate:
    """The needs of some checks, by numbers: those of 200 checks are out of a cache in no time.

    A chain is looked at where its rarest two groups are there; those two are its *tests*.
    """

    def __init__(self, needs: Sequence[Needs], groups: Groups, commonness: Callable[[Terms], float]) -> None:
        self._groups = groups
        self._always = tuple(check for check, wanted in enumerate(needs) if not wanted)
        self._chains: list[_Wanted] = []
        self._others: dict[int, tuple[tuple[int, ...], ...]] = {}
        self._opened_by: dict[int, list[int]] = {}
        tests: dict[int, set[int]] = {}

        def listed(check: int, chain: Chain) -> int:
            rarest, second = (sorted(chain.groups, key=commonness) * 2)[:2]
            for test in (rarest, second):
                for number in test.members:
                    tests.setdefault(number, set()).add(groups.index(test))
            numbers = tuple(map(groups.index, chain.groups))
            self._chains.append(_Wanted(check, groups.index(rarest), groups.index(second), chain.across, numbers))
            return len(self._chains) - 1

        for check, wanted in enumerate(needs):
            if not wanted:
                continue
            first = min(wanted, key=lambda clause: sum(min(map(commonness, chain.groups)) for chain in clause))
            for chain in first:
                number = listed(check, chain)
                self._opened_by.setdefault(self._chains[number].rarest, []).append(number)
            others = [clause for clause in wanted if clause is not first]
            if others:
                self._others[check] = tuple(tuple(listed(check, chain) for chain in clause) for clause in others)
        self._heads, self._tests = _flat([sorted(tests.get(n, ())) for n in range(max(tests, default=-1) + 1)])

    def open(self, analysis: Analysis) -> list[int]:
        """The numbers of the checks that could find something in the text, in order."""
        present = self._present(analysis.maybe)
        settled: dict[int, bool] = {}
        for test in self._opened_by.keys() & present:
            for number in self._opened_by[test]:
                check = self._chains[number].check
                if check not in settled and self._holds(number, present, analysis):
                    settled[check] = all(
                        any(self._holds(other, present, analysis) for other in clause)
                        for clause in self._others.get(check, ())
                    )
        return sorted((*self._always, *(check for check, passed in settled.items() if passed)))

    def _present(self, maybe: Mapping[int, object]) -> set[int]:
        """The tests of which a word may stand in the text."""
        heads, tests = self._heads, self._tests
        past = len(heads) - 1
        present: set[int] = set()
        for number in maybe:
            if number < past and heads[number] < heads[number + 1]:
                present.update(tests[heads[number] : heads[number + 1]])
        return present

    def _holds(self, number: int, present: set[int], analysis: Analysis) -> bool:
        _, rarest, second, across, groups = self._chains[number]
        if rarest not in present or second not in present:
            return False
        known = self._groups
        return len(groups) == 1 or analysis.may_follow([known[index] for index in groups], across=across)


def _flat(lists: Sequence[Sequence[int]]) -> tuple[array[int], array[int]]:
    """Some lists of numbers as one, and where each begins in it."""
    heads, numbers = array("L", [0]), array("L")
    for each in lists:
        numbers.extend(each)
        heads.append(len(numbers))
    return heads, numbers
