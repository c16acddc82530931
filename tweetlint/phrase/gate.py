"""Which of many checks could say anything of a text: told from where words may stand, before any tokens.

A check says what words it cannot do without (``Needs``), and what strings (``Signs``). The gate knows of all
checks at once which words would open them, and looks at none that no word of the text calls for. It lets
through too many, never too few: what it holds back would have found nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """What chains belong to: under the number ``clause``, which is its alone, ``Analysis.chosen`` has its choice."""

    clause: int


Needs = tuple[Clause, ...]
"""Each of the clauses must hold; () asks for nothing."""


def either(needs: Sequence[Needs]) -> Needs:
    """What is needed where each of ``needs``, of one clause at most, is enough; () where one asks for nothing."""
    if not all(needs):
        return ()
    return (Clause(tuple(chain for (clause,) in needs for chain in clause.chains)),)


class Signs(NamedTuple):
    """What a text must hold as such: one of ``strings``, written so or folded so.

    With ``unusual``, a character that is none of ordinary Japanese posts will do as well.
    """

    strings: frozenset[str]
    unusual: bool = False


NEVER = Signs(frozenset())
"""What no text holds: for a check that the account has no use for."""


class Wants(NamedTuple):
    """All that a check cannot do without; without ``signs``, ``needs`` alone."""

    needs: Needs = ()
    signs: Signs | None = None


class _Wanted(NamedTuple):
    """A chain as the gate keeps it: by the numbers of its groups; ``first`` where it is of its check's first clause."""

    check: int
    first: bool
    across: bool
    groups: tuple[int, ...]


class _Listed(NamedTuple):
    """A clause as the gate keeps it: the numbers of its chains, and that of its owner, if it has one."""

    chains: range
    owner: int | None


class Gate:
    """The needs of some checks, by numbers: those of 500 checks are out of a cache in no time.

    A chain is looked at where a word of its rarest group is there.
    """

    def __init__(
        self, checks: Sequence[Wants | None], groups: Groups, index: TermIndex, commonness: Callable[[Terms], float]
    ) -> None:
        """The gate for ``checks``, by number; those that are None never open."""
        self._groups = groups
        needs = [each.needs if each is not None else () for each in checks]
        signs = {check: each.signs for check, each in enumerate(checks) if each is not None and each.signs is not None}
        wordless = [check for check, each in enumerate(checks) if each is not None and not each.needs]
        self._always = tuple(check for check in wordless if check not in signs)
        self._signed = _Signed(signs)
        self._wordless = frozenset(check for check in wordless if check in signs)
        self._chains: list[_Wanted] = []
        self._first: dict[int, _Listed] = {}
        self._others: dict[int, list[_Listed]] = {}
        called: dict[int, list[int]] = {}
        for check, wanted in enumerate(needs):
            if not wanted:
                continue
            first = min(wanted, key=lambda clause: sum(min(map(commonness, c.groups)) for c in clause.chains))
            for clause in (first, *(clause for clause in wanted if clause is not first)):
                listed = self._listed(check, clause, clause is first)
                for number, chain in zip(listed.chains, clause.chains, strict=True):
                    for key in index.keys_of(min(chain.groups, key=commonness)):
                        called.setdefault(key, []).append(number)
                if clause is first:
                    self._first[check] = listed
                else:
                    self._others.setdefault(check, []).append(listed)
        self._called_by = Rows.of(called.get(key, ()) for key in range(max(called, default=-1) + 1))
        self._of_key: dict[int, tuple[int, ...]] = {}
        self._keys_of: dict[int, frozenset[int]] = {}

    def _listed(self, check: int, clause: Clause, first: bool) -> _Listed:
        """Takes the clause's chains in."""
        begin, index = len(self._chains), self._groups.index
        for chain in clause.chains:
            self._chains.append(_Wanted(check, first, chain.across, tuple(map(index, chain.groups))))
        return _Listed(range(begin, len(self._chains)), clause.owner.clause if clause.owner is not None else None)

    def open(self, analysis: Analysis) -> list[int]:
        """The numbers of the checks that could find something in the text, in order."""
        there, chains = self._there(analysis), self._chains
        signed, shown = self._signed.checks, self._signed.shown(analysis)
        opened = [*self._always, *(self._wordless & shown)]
        chosen: dict[int, Sequence[int]] = {}
        for check in {chains[number].check for number in there if chains[number].first}:
            if check in signed and check not in shown:
                continue
            clauses = self._held(check, there, analysis)
            if clauses is not None:
                opened.append(check)
                chosen.update(clauses)
        analysis.chosen = chosen
        return sorted(opened)

    def _there(self, analysis: Analysis) -> list[int]:
        """The chains of each of whose groups a word may stand in the text, in order."""
        keys, keys_of, chains = analysis.hits.keys, self._keys_of, self._chains
        present: dict[int, bool] = {}
        there = []
        for number in sorted(self._called(keys)):
            for group in chains[number].groups:
                found = present.get(group)
                if found is None:
                    wanted = keys_of.get(group)
                    if wanted is None:
                        wanted = keys_of[group] = analysis.language.index.keys_of(self._groups[group])
                    found = present[group] = not wanted.isdisjoint(keys)
                if not found:
                    break
            else:
                there.append(number)
        return there

    def _held(self, check: int, there: list[int], analysis: Analysis) -> dict[int, Sequence[int]] | None:
        """For each clause of the check that has an owner, which of its chains may be there; None where one has none."""
        held: dict[int, Sequence[int]] = {}
        for clause in (self._first[check], *self._others.get(check, ())):
            begin, end = clause.chains.start, clause.chains.stop
            near = there[bisect_left(there, begin) : bisect_left(there, end)]
            found = [number - begin for number in near if self._in_order(number, analysis)]
            if not found:
                return None
            if clause.owner is not None:
                held[clause.owner] = found
        return held

    def _in_order(self, number: int, analysis: Analysis) -> bool:
        chain, known = self._chains[number], self._groups
        if len(chain.groups) == 1:
            return True
        return analysis.may_follow([known[group] for group in chain.groups], across=chain.across)

    def _called(self, keys: Iterable[int]) -> set[int]:
        """The chains of whose rarest group a word may stand in the text."""
        of_key, rows = self._of_key, self._called_by
        called: set[int] = set()
        for key in keys:
            chains = of_key.get(key)
            if chains is None:
                chains = of_key[key] = tuple(rows[key]) if key < len(rows) else ()
            if chains:
                called.update(chains)
        return called

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_of_key": {}, "_keys_of": {}}


class _Signed:
    """The signs of some checks, found in one pass."""

    def __init__(self, signs: Mapping[int, Signs]) -> None:
        self.checks = frozenset(signs)
        self._unusual = frozenset(check for check, wanted in signs.items() if wanted.unusual)
        by_string: dict[str, list[int]] = {}
        for check, wanted in signs.items():
            for string in wanted.strings:
                by_string.setdefault(string, []).append(check)
        self._checks = Rows.of(by_string.values())
        import daachorse  # here, as where the terms are

        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(by_string)) if by_string else None

    def shown(self, analysis: Analysis) -> frozenset[int]:
        """The checks of which the text has a sign."""
        found: set[int] = set()
        if self._automaton is not None:
            folded, source = analysis.folded.text, analysis.source
            text = folded if folded == source else f"{folded}\0{source}"
            for number in {number for _, _, number in self._automaton.find_overlapping(text)}:
                found.update(self._checks[number])
        if self._unusual and analysis.unusual:
            found.update(self._unusual)
        return frozenset(found)
