"""Which of many checks could say anything of a text: told from where words may stand, before any tokens.

A check says what words it cannot do without (``Needs``). The gate knows of all checks at once which words
would open them, and looks at none that no word of the text calls for. It lets through too many, never
too few: what it holds back would have found nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from tweetlint.text.analysis import Analysis
from tweetlint.text.terms import Groups, Terms

Chain = tuple[Terms, ...]
"""Words that must stand one after the other on one line: one of each group."""

Needs = tuple[tuple[Chain, ...], ...]
"""Of each member, one chain at least must be there; () asks for nothing."""


class Gate:
    """The needs of some checks, kept as flat arrays: those of 200 checks are out of a cache in no time."""

    def __init__(self, needs: Sequence[Needs], groups: Groups, commonness: Callable[[Terms], float]) -> None:
        self._groups = groups
        self._always = tuple(check for check, wanted in enumerate(needs) if not wanted)
        chains: list[tuple[int, ...]] = []
        self._check_of = array("L")
        self._others: dict[int, tuple[tuple[tuple[int, ...], ...], ...]] = {}
        triggers: dict[int, list[int]] = {}
        for check, wanted in enumerate(needs):
            if not wanted:
                continue
            first = min(wanted, key=lambda clause: sum(min(map(commonness, chain)) for chain in clause))
            others = tuple(
                tuple(tuple(map(groups.index, chain)) for chain in clause) for clause in wanted if clause is not first
            )
            if others:
                self._others[check] = others
            for chain in first:
                for number in min(chain, key=commonness).members:
                    triggers.setdefault(number, []).append(len(chains))
                chains.append(tuple(map(groups.index, chain)))
                self._check_of.append(check)
        self._chain_heads, self._chain_groups = _flat(chains)
        listed = [triggers.get(number, ()) for number in range(max(triggers, default=-1) + 1)]
        self._trigger_heads, self._triggers = _flat(listed)

    def open(self, analysis: Analysis) -> list[int]:
        """The numbers of the checks that could find something in the text, in order."""
        heads, triggers, check_of = self._trigger_heads, self._triggers, self._check_of
        past = len(heads) - 1
        tried: set[int] = set()
        settled: dict[int, bool] = {}
        for number in analysis.maybe:
            if number >= past:
                continue
            for chain in triggers[heads[number] : heads[number + 1]]:
                if chain in tried:
                    continue
                tried.add(chain)
                check = check_of[chain]
                if check not in settled and self._fits(chain, analysis):
                    settled[check] = all(
                        any(self._holds(other, analysis) for other in clause)
                        for clause in self._others.get(check, ())
                    )
        return sorted((*self._always, *(check for check, passed in settled.items() if passed)))

    def _fits(self, chain: int, analysis: Analysis) -> bool:
        begin, end = self._chain_heads[chain], self._chain_heads[chain + 1]
        return end - begin == 1 or self._holds(self._chain_groups[begin:end], analysis)

    def _holds(self, chain: Sequence[int], analysis: Analysis) -> bool:
        groups = self._groups
        return analysis.may_follow([groups[index] for index in chain])


def _flat(lists: Sequence[Sequence[int]]) -> tuple[array[int], array[int]]:
    """Some lists of numbers as one, and where each begins in it."""
    heads, numbers = array("L", [0]), array("L")
    for each in lists:
        numbers.extend(each)
        heads.append(len(numbers))
    return heads, numbers
