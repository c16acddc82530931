"""Which of many checks could say anything of a text: told from where words may stand, before any tokens.

A check says what words it cannot do without (``Needs``), and what strings (``Signs``). The gate knows of all
checks at once which words would open them, and looks at none that no word of the text calls for. It lets
through too many, never too few: what it holds back would have found nothing.
"""

from __future__ import annotations

from array import array
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
    """All that a check cannot do without; without ``signs``, ``needs`` alone.

    The owners of the clauses ``told`` are told which of their chains may be there, of which there may be none.
    """

    needs: Needs = ()
    signs: Signs | None = None
    told: tuple[Clause, ...] = ()


class _Listed(NamedTuple):
    """A clause as the gate keeps it: its chains are numbered from ``begin`` to ``end``; its owner's number or -1."""

    begin: int
    end: int
    owner: int


class Gate:
    """The needs of some checks, by numbers: those of 500 checks are out of a cache in no time.

    A chain is looked at where a word of its rarest group is there. Those that a check is only told of are
    numbered behind all others.
    """

    def __init__(
        self, checks: Sequence[Wants | None], groups: Groups, index: TermIndex, commonness: Callable[[Terms], float]
    ) -> None:
        """The gate for ``checks``, by number; those that are None never open."""
        self._groups = groups
        signs = {check: each.signs for check, each in enumerate(checks) if each is not None and each.signs is not None}
        wordless = [check for check, each in enumerate(checks) if each is not None and not each.needs]
        self._always = tuple(check for check in wordless if check not in signs)
        self._signed = _Signed(signs)
        self._wordless = frozenset(check for check in wordless if check in signs)
        made = _Chains(groups, index, commonness)
        self._first: dict[int, _Listed] = {}
        self._others: dict[int, list[_Listed]] = {}
        for check, wants in enumerate(checks):
            if wants is None or not wants.needs:
                continue
            first = min(wants.needs, key=lambda clause: sum(min(map(commonness, c.groups)) for c in clause.chains))
            self._first[check] = made.listed(check, first)
            others = [made.listed(_NO_CHECK, clause) for clause in wants.needs if clause is not first]
            if others:
                self._others[check] = others
        self._wanted = len(made.opens)
        self._told = {
            check: [made.listed(_NO_CHECK, clause) for clause in wants.told]
            for check, wants in enumerate(checks)
            if wants is not None and wants.told
        }
        self._single = frozenset(n for n, row in enumerate(made.groups_of) if len(row) == 1)
        self._opens = made.opens
        self._across = bytes(made.across)
        self._groups_of = Rows.of(made.groups_of)
        self._called_by = Rows.of(made.called.get(key, ()) for key in range(max(made.called, default=-1) + 1))
        self._of_key: dict[int, tuple[int, ...]] = {}
        self._keys_of: dict[int, frozenset[int]] = {}
        self._rows: dict[int, tuple[int, ...]] = {}

    def open(self, analysis: Analysis) -> list[int]:
        """The numbers of the checks that could find something in the text, in order."""
        called = self._called(analysis.hits.keys)
        # Tokens are read anyway, of all but the shortest posts; the sooner, the less is tried in vain.
        if min(called, default=self._wanted) < self._wanted:
            analysis.narrow()
            called = self._called(analysis.hits.keys)
        present = _Present(self._groups, self._keys_of, analysis)
        in_order = sorted(called)
        told_from = bisect_left(in_order, self._wanted)
        there, opens = self._there(in_order[:told_from], present), self._opens
        signed, shown = self._signed.checks, self._signed.shown(analysis)
        opened = [*self._always, *(self._wordless & shown)]
        chosen: dict[int, Sequence[int]] = {}
        for check in {opens[number] for number in there}:
            if check == _NO_CHECK or (check in signed and check not in shown):
                continue
            clauses = self._held(check, there, analysis)
            if clauses is not None:
                opened.append(check)
                chosen.update(clauses)
                for begin, end, owner in self._told.get(check, ()):
                    near = in_order[bisect_left(in_order, begin, told_from) : bisect_left(in_order, end, told_from)]
                    chosen[owner] = [number - begin for number in self._there(near, present)]
        analysis.chosen = chosen
        return sorted(opened)

    def _there(self, called: Iterable[int], present: _Present) -> list[int]:
        """The chains among ``called`` of each of whose groups a word may stand in the text."""
        single, rows = self._single, self._rows
        there = []
        for number in called:
            if number not in single:
                groups = rows.get(number)
                if groups is None:
                    groups = rows[number] = tuple(self._groups_of[number])
                for group in groups:
                    if not present[group]:
                        break
                else:
                    there.append(number)
            else:
                there.append(number)
        return there

    def _held(self, check: int, there: list[int], analysis: Analysis) -> dict[int, Sequence[int]] | None:
        """For each clause of the check that has an owner, which of its chains may be there; None where one has none."""
        held: dict[int, Sequence[int]] = {}
        for begin, end, owner in (self._first[check], *self._others.get(check, ())):
            near = there[bisect_left(there, begin) : bisect_left(there, end)]
            found = [number - begin for number in near if self._in_order(number, analysis)]
            if not found:
                return None
            if owner >= 0:
                held[owner] = found
        return held

    def _in_order(self, number: int, analysis: Analysis) -> bool:
        if number in self._single:
            return True
        known = self._groups
        return analysis.may_follow([known[group] for group in self._rows[number]], across=bool(self._across[number]))

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
        return self.__dict__ | {"_of_key": {}, "_keys_of": {}, "_rows": {}}


_NO_CHECK = 0xFFFF_FFFF


class _Present(dict[int, bool]):
    """Of which groups, by number, a word may stand in a text: found out when it is asked for."""

    def __init__(self, groups: Groups, keys_of: dict[int, frozenset[int]], analysis: Analysis) -> None:
        super().__init__()
        self._groups = groups
        self._keys_of = keys_of
        self._index = analysis.language.index
        self._keys = analysis.hits.keys

    def __missing__(self, group: int) -> bool:
        wanted = self._keys_of.get(group)
        if wanted is None:
            wanted = self._keys_of[group] = self._index.keys_of(self._groups[group])
        found = self[group] = not wanted.isdisjoint(self._keys)
        return found


class _Chains:
    """Chains as they are numbered, with the check that each may open, and the keys of their rarest words."""

    def __init__(self, groups: Groups, index: TermIndex, commonness: Callable[[Terms], float]) -> None:
        self._groups = groups
        self._index = index
        self._commonness = commonness
        self.opens = array("I")
        self.across: list[bool] = []
        self.groups_of: list[list[int]] = []
        self.called: dict[int, list[int]] = {}

    def listed(self, check: int, clause: Clause) -> _Listed:
        """Takes the clause's chains in."""
        begin = len(self.opens)
        for number, chain in enumerate(clause.chains, begin):
            self.opens.append(check)
            self.across.append(chain.across)
            self.groups_of.append([self._groups.index(group) for group in chain.groups])
            for key in self._index.keys_of(min(chain.groups, key=self._commonness)):
                self.called.setdefault(key, []).append(number)
        return _Listed(begin, len(self.opens), clause.owner.clause if clause.owner is not None else -1)


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
            text = folded if folded == source else f"{folded}\0{source.encode('utf-8', 'replace').decode()}"
            for number in {number for _, _, number in self._automaton.find_overlapping(text)}:
                found.update(self._checks[number])
        if self._unusual and analysis.unusual:
            found.update(self._unusual)
        return frozenset(found)
