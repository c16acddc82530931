"""What the rules say of labelled posts, without compiling them once a post.

Compiling takes a second or more, and hardly two rows have the same account. But a name that a post does
not mention changes nothing in it, and the industry is looked at when a draft is judged: rows that differ
in no more than that share a linter, which knows the names of all of them. ``alone`` runs each setting by
itself; a test compares the two.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from tweetlint import Draft, Linter, Severity
from tweetlint.account import Account, Config
from tweetlint.load.config import config_from
from tweetlint.load.ruleset import Library
from tweetlint.model import Problem

from .corpus import Row

_NAMES = ("brands", "competitors", "partners")
_NAMED = ("embargo", "release")


class Spoken(NamedTuple):
    """One finding: the rule that spoke, how loud, and about what."""

    rule: str
    severity: Severity
    excerpt: str

    @property
    def family(self) -> str:
        """The first part of the rule's id."""
        return self.rule.partition("/")[0]

    @property
    def alarm(self) -> bool:
        """Whether somebody is asked to act: a note asks nobody."""
        return self.severity.rank >= Severity.WARNING.rank


class Heard(NamedTuple):
    """What came of one row."""

    row: Row
    spoken: tuple[Spoken, ...]
    failures: tuple[str, ...]


class Group(NamedTuple):
    """Rows for one linter: its settings, and the families it looks for (all when empty)."""

    settings: Mapping[str, Any]
    rows: tuple[Row, ...]
    families: tuple[str, ...]


def hear(
    rows: Iterable[Row], *, families: Sequence[str] = (), workers: int = 1, alone: bool = False
) -> tuple[Heard, ...]:
    """What the rules (of ``families``, or of all) say of the rows, in their order.

    Rows with a verdict on a rule of another family are left out.
    """
    rows = tuple(rows)
    groups = list(_groups(rows, tuple(families), alone))
    groups.sort(key=lambda group: -len(group.rows))
    if workers > 1 and len(groups) > 1:
        with ProcessPoolExecutor(min(workers, len(groups)), get_context("spawn")) as pool:
            found = [heard for each in pool.map(_of_group, groups) for heard in each]
    else:
        found = [heard for group in groups for heard in _of_group(group)]
    by_id = {heard.row.id: heard for heard in found}
    return tuple(by_id[row.id] for row in rows if row.id in by_id)


# -- groups -----------------------------------------------------------------------------------------


class _Shared:
    """Rows that share a linter so far, with all names that it knows."""

    def __init__(self, rest: Mapping[str, Any]) -> None:
        self._rest = rest
        self._rows: list[Row] = []
        self._texts: list[str] = []
        self._named: dict[str, dict[str, Any]] = {kind: {} for kind in (*_NAMES, *_NAMED)}

    def welcomes(self, row: Row) -> bool:
        """Whether no post of either side mentions a name that means something else, or nothing, to the other."""
        own, text = _named(row), _plain(row)
        for kind, table in self._named.items():
            strangers = [entry for key, entry in table.items() if key not in own[kind]]
            if any(word in text for entry in strangers for word in _spellings(entry)):
                return False
            newcomers = [entry for key, entry in own[kind].items() if key not in table]
            words = [word for entry in newcomers for word in _spellings(entry)]
            if any(word in other for word in words for other in self._texts):
                return False
        return True

    def add(self, row: Row) -> None:
        """One row more."""
        self._rows.append(row)
        self._texts.append(_plain(row))
        for kind, entries in _named(row).items():
            self._named[kind] |= entries

    def group(self, families: tuple[str, ...]) -> Group:
        """The rows, and the settings that do for all of them."""
        (account,) = self._rest["account"]
        names = {kind: list(self._named[kind].values()) for kind in _NAMES if self._named[kind]}
        named = {kind: list(self._named[kind].values()) for kind in _NAMED if self._named[kind]}
        return Group({**self._rest, **named, "account": [account | names]}, tuple(self._rows), families)


def _groups(rows: Sequence[Row], families: tuple[str, ...], alone: bool) -> Iterator[Group]:
    """The rows in groups; those with a verdict on one rule need its family only."""
    judged = [row for row in rows if not row.rule]
    if alone:
        yield from _equal(judged, families)
    else:
        yield from _sharing(judged, families)
    asked: dict[str, list[Row]] = {}
    for row in rows:
        family = row.rule.partition("/")[0]
        if family and (not families or family in families):
            asked.setdefault(family, []).append(row)
    for family, found in asked.items():
        yield from _equal(found, (family,))


def _equal(rows: Iterable[Row], families: tuple[str, ...]) -> Iterator[Group]:
    """Rows with the very same settings."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_key(row.settings()), []).append(row)
    for same in found.values():
        yield Group(same[0].settings(), tuple(same), families)


def _sharing(rows: Iterable[Row], families: tuple[str, ...]) -> Iterator[Group]:
    """Rows that differ in names they do not mention, and in their industry."""
    found: dict[str, list[_Shared]] = {}
    for row in rows:
        settings = row.settings()
        (account,) = settings["account"]
        rest = {key: value for key, value in settings.items() if key not in _NAMED}
        rest["account"] = [{k: v for k, v in account.items() if k not in (*_NAMES, "industry")}]
        sharing = found.setdefault(_key(rest), [])
        shared = next((each for each in sharing if each.welcomes(row)), None)
        if shared is None:
            shared = _Shared(rest)
            sharing.append(shared)
        shared.add(row)
    for sharing in found.values():
        yield from (shared.group(families) for shared in sharing)


def _key(settings: object) -> str:
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)


def _named(row: Row) -> dict[str, dict[str, Any]]:
    """The entries of the row's lists of names, by what they say."""
    (account,) = row.settings()["account"]
    lists = {kind: account.get(kind, ()) for kind in _NAMES} | {kind: row.config.get(kind, ()) for kind in _NAMED}
    return {kind: {_key(entry): entry for entry in entries} for kind, entries in lists.items()}


def _spellings(entry: Mapping[str, Any]) -> Iterator[str]:
    words = entry["terms"] if "terms" in entry else [entry["name"], *entry.get("aliases", ())]
    return map(_folded, words)


def _plain(row: Row) -> str:
    return _folded("\n".join([*row.texts, str(row.draft)]))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


# -- one group --------------------------------------------------------------------------------------


class _ForEach(Linter):
    """A linter whose drafts are for ``own``, an account that its compiled rules do for."""

    own: Account

    def compile(self) -> None:
        """Has the rules compiled, once, for the account that knows all names."""
        (self.own,) = self.config.account
        self.lint_one(Draft(id="0", text="."))

    def account_of(self, draft: Draft) -> Account | Problem:
        """The row's own account, with its industry and its names."""
        return self.own


def _of_group(group: Group) -> list[Heard]:
    """What the linter of the group says of its rows."""
    library = Library(Config(), Path())
    chosen = [family for family in group.families if family in library.families]
    if group.families and not chosen:
        return [Heard(row, (), ()) for row in group.rows]
    off = {family: "off" for family in sorted(library.families) if chosen and family not in chosen}
    linter = _ForEach(config_from({**group.settings, "severity": off}))
    linter.compile()
    needs = {rule.id: rule.file.needs for rule in library.rules}
    return [_of_row(row, linter, needs) for row in group.rows]


def _of_row(row: Row, linter: _ForEach, needs: Mapping[str, Sequence[str]]) -> Heard:
    """What is said of one row; rules that its own settings would not have switched on are not heard."""
    settings = row.settings()
    (linter.own,) = config_from(settings, row.id).account
    given = {**settings, **settings["account"][0]}
    known = {*Account.__struct_fields__, *Config.__struct_fields__}
    report = linter.lint(
        Draft.from_mapping({"id": str(number), "account": "main", "text": text, **row.draft})
        for number, text in enumerate(row.texts)
    )
    spoken = [
        Spoken(finding.rule, finding.severity, finding.excerpt)
        for finding in report.findings
        if all(given.get(need) for need in needs[finding.rule] if need in known)
    ]
    failures = [f"{failure.rule}: {failure.error}" for failure in report.failures]
    return Heard(row, tuple(spoken), (*failures, *(problem.sentence for problem in report.problems)))
