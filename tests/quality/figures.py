"""Figures out of what was heard: how much is found, and how much of what is said is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from .corpus import Row
from .runs import Heard, Spoken


class Score(msgspec.Struct, kw_only=True):
    """Labels found and missed, and what was said without reason.

    ``found`` counts notes too, ``warned`` only what is at warning or above; ``false`` and ``alarms``
    likewise count posts about which something was said that no reviewer would say.
    """

    wanted: int = 0
    found: int = 0
    warned: int = 0
    false: int = 0
    alarms: int = 0
    unwanted: int = 0

    @property
    def recall(self) -> float | None:
        """Of the labels, the share that was found; None without any."""
        return self.found / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """Of what was said, notes too, the share that was right; None where nothing was said."""
        return self.found / (self.found + self.false) if self.found + self.false else None

    @property
    def recall_of_warnings(self) -> float | None:
        """The share of the labels that was found at warning or above."""
        return self.warned / self.wanted if self.wanted else None

    @property
    def precision_of_warnings(self) -> float | None:
        """The share of warnings and errors that was right."""
        return self.warned / (self.warned + self.alarms) if self.warned + self.alarms else None

    def count(self, wanted: bool, excused: bool, spoken: Sequence[Spoken]) -> None:
        """One more post (or one more family of a post); what may be said is neither right nor wrong."""
        loud = any(each.alarm for each in spoken)
        if wanted:
            self.wanted += 1
            self.found += bool(spoken)
            self.warned += loud
        elif not excused:
            self.unwanted += 1
            self.false += bool(spoken)
            self.alarms += loud

    def plus(self, other: Score) -> Score:
        """The sum of both."""
        mine, theirs = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        return Score(**dict(zip(self.__struct_fields__, map(sum, zip(mine, theirs, strict=True)), strict=True)))


class Wrong(NamedTuple):
    """A row that went wrong: ``missed`` or ``false`` (a note) or ``alarm``, for a family or rule."""

    what: str
    name: str
    row: Row
    spoken: tuple[Spoken, ...]


class Figures(msgspec.Struct, kw_only=True):
    """All that was counted. ``clean`` are the posts that a reviewer let pass, by set."""

    families: dict[str, Score] = {}
    rules: dict[str, Score] = {}
    sets: dict[str, Score] = {}
    industries: dict[str, Score] = {}
    clean: dict[str, Score] = {}
    clean_by_industry: dict[str, Score] = {}
    right: Counter[str] = msgspec.field(default_factory=Counter)
    astray: Counter[str] = msgspec.field(default_factory=Counter)


def figures(heard_by_set: Mapping[str, Iterable[Heard]], families: Iterable[str]) -> Figures:
    """The figures of all sets; a family has its place even if no rule of it spoke."""
    counted = Figures(families={family: Score() for family in sorted(families)})
    for name, heard in heard_by_set.items():
        for each in heard:
            if each.row.rule:
                _count_rule(counted, each)
            else:
                _count_post(counted, name, each)
    return counted


def _count_rule(counted: Figures, heard: Heard) -> None:
    """The rule itself must speak, or be silent."""
    spoken = [each for each in heard.spoken if each.rule == heard.row.rule]
    counted.rules.setdefault(heard.row.rule, Score()).count(bool(heard.row.label), False, spoken)


def _count_post(counted: Figures, name: str, heard: Heard) -> None:
    """Every family that was looked for, in the post's set and industry; and which rules spoke."""
    row = heard.row
    for family, score in counted.families.items():
        if not row.looked_for(family):
            continue
        spoken = [each for each in heard.spoken if each.family == family]
        verdict = (family in (row.expect or ()), family in row.also_ok, spoken)
        score.count(*verdict)
        counted.sets.setdefault(name, Score()).count(*verdict)
        counted.industries.setdefault(row.industry, Score()).count(*verdict)
        for rule in {each.rule for each in spoken}:
            counted.right[rule] += verdict[0]
            counted.astray[rule] += not (verdict[0] or verdict[1])
    if row.clean:
        spoken = [each for each in heard.spoken if each.family not in row.also_ok]
        counted.clean.setdefault(name, Score()).count(False, False, spoken)
        counted.clean_by_industry.setdefault(row.industry, Score()).count(False, False, spoken)


def wrong(heard: Iterable[Heard], name: str = "") -> Iterator[Wrong]:
    """The rows that went wrong, for a family or rule ``name`` (or any): what was missed and said without reason."""
    for each in heard:
        if each.row.rule:
            yield from _wrong_rule(each, name)
        else:
            yield from _wrong_post(each, name)


def _wrong_rule(heard: Heard, name: str) -> Iterator[Wrong]:
    rule = heard.row.rule
    if name not in ("", rule, rule.partition("/")[0]):
        return
    spoken = tuple(each for each in heard.spoken if each.rule == rule)
    if heard.row.label and not spoken:
        yield Wrong("missed", rule, heard.row, heard.spoken)
    if spoken and not heard.row.label:
        yield Wrong(_loudness(spoken), rule, heard.row, spoken)


def _wrong_post(heard: Heard, name: str) -> Iterator[Wrong]:
    row, family = heard.row, name.partition("/")[0]
    spoken_by: dict[str, list[Spoken]] = {wanted: [] for wanted in row.expect or ()}
    for each in heard.spoken:
        spoken_by.setdefault(each.family, []).append(each)
    for each_family, spoken in spoken_by.items():
        if family not in ("", each_family) or not row.looked_for(each_family):
            continue
        if each_family in (row.expect or ()):
            if not spoken and "/" not in name:
                yield Wrong("missed", each_family, row, ())
        elif each_family not in row.also_ok:
            said = tuple(each for each in spoken if "/" not in name or each.rule == name)
            if said:
                yield Wrong(_loudness(said), each_family, row, said)


def _loudness(spoken: Sequence[Spoken]) -> str:
    return "alarm" if any(each.alarm for each in spoken) else "false"
