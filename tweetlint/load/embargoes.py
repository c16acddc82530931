"""Embargoes of the account file, of the files that it names, and of sealed ones: all that is secret.

A file outside of the repository is TOML with ``[[embargo]]`` tables, as the account file has them, or iCalendar
(``.ics``). What is wrong with one embargo or one file is told in a sentence; all others are checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tweetlint.account import Config, Embargo, KeyedEmbargo
from tweetlint.errors import ConfigError
from tweetlint.limits import LONGEST_FIELD, LONGEST_WORD, MOST_EMBARGOES, MOST_TERMS
from tweetlint.load.strict import convert
from tweetlint.load.toml import decoded, quoted, read_settings
from tweetlint.load.words import wording
from tweetlint.text.secret import SealedName, SealKey, first_named, name_of

_NAMELESS = "Choose a name that tells nothing."
_CALENDARS = frozenset({".ics", ".ical", ".ifb"})


class Gathered(NamedTuple):
    """The embargoes that can be checked, and a sentence for each thing that keeps others from it."""

    embargoes: tuple[Embargo, ...]
    faults: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    embargo: tuple[Any, ...] = ()


def gather(config: Config, base: Path, seal_key: str | None, language: str) -> Gathered:
    """All embargoes of ``config``; relative paths begin at ``base``, ``seal_key`` opens the sealed ones."""
    read = list(chain(config.embargo, *(read_embargoes(base / name) for name in config.embargoes)))
    embargoes = [each for each in read if isinstance(each, Embargo)]
    faults = [str(each) for each in read if isinstance(each, ConfigError)]
    if len(embargoes) > MOST_EMBARGOES:
        what = f"{len(embargoes):,} embargoes; {MOST_EMBARGOES:,} is the most, and those behind were not checked."
        faults.append(f"{what} Take out those that have lifted.")
        del embargoes[MOST_EMBARGOES:]
    faults += _contradictions(embargoes)
    opened, locked = _opened(embargoes, seal_key, language)
    return Gathered(opened, (*faults, *locked))


def without_secrets(config: Config) -> Config:
    """``config`` as rules are compiled, and kept on disk, with it: its embargoes have no names."""
    return msgspec.structs.replace(config, embargo=tuple(Embargo(name="", lifts=e.lifts) for e in config.embargo))


def read_embargoes(path: Path) -> Iterator[Embargo | ConfigError]:
    """The embargoes of one file, and what is wrong with it or with one of them."""
    if path.suffix.lower() in _CALENDARS:
        from tweetlint.load.icalendar import read_calendar

        yield from _usable(read_calendar(path), str(path))
        return
    try:
        text = read_settings(path, ConfigError, "Check the path of the embargo file.")
    except ConfigError as error:
        yield error
        return
    yield from usable_tables(text, str(path))


def usable_tables(text: str, place: str) -> Iterator[Embargo | ConfigError]:
    """The embargoes that the TOML ``text`` holds, and what is wrong with it or with one of them."""
    return _usable(_tables(text, place), place)


def _usable(found: Iterable[Embargo | ConfigError], place: str) -> Iterator[Embargo | ConfigError]:
    for each in found:
        try:
            if isinstance(each, Embargo):
                require_usable(each, place)
            yield each
        except ConfigError as error:
            yield error


def _tables(text: str, place: str) -> Iterator[Embargo | ConfigError]:
    """The ``[[embargo]]`` tables that the TOML ``text`` holds."""
    try:
        tables = convert(decoded(text, place, ConfigError), _File, place, ConfigError).embargo
    except ConfigError as error:
        yield error
        return
    if not tables:
        yield ConfigError(place, "holds no embargo.", "Write [[embargo]] with name, terms and lifts.")
    for number, table in enumerate(tables, 1):
        try:
            yield convert(table, Embargo, f"{place}: [[embargo]] number {number}", ConfigError)
        except ConfigError as error:
            yield error


def require_usable(embargo: Embargo, place: str) -> None:
    """Raises ``ConfigError`` for an embargo that holds nothing to look for, or no time to wait for."""
    said = first_named(embargo.name, embargo.terms) if embargo.redacted else None
    if said is not None:
        raise ConfigError(place, f"a redacted embargo says its term {said} in its public name.", _NAMELESS)
    where = f"embargo '{embargo.name[:80]}'"
    if not embargo.name.strip():
        raise ConfigError(place, "an embargo has no name.", "Write its public name, the only one ever printed.")
    if len(embargo.name) > LONGEST_FIELD:
        raise ConfigError(place, f"{where}: the name is too long.", f"Keep {LONGEST_FIELD:,} characters at most.")
    if embargo.lifts.tzinfo is None:
        what = f"{where}: lifts {embargo.lifts.isoformat()} has no time zone."
        raise ConfigError(place, what, "Write the offset, e.g. +09:00.")
    if not (embargo.terms or embargo.sealed):
        raise ConfigError(place, f"{where} has no terms.", "Write terms = […], the names that are secret.")
    if len(embargo.terms) + len(embargo.sealed) > MOST_TERMS:
        raise ConfigError(place, f"{where} has more than {MOST_TERMS} terms.", "Divide it.")
    for number, term in enumerate(embargo.terms, 1):
        if len(term) > LONGEST_WORD:
            raise ConfigError(place, f"{where}: term {number} has {len(term):,} characters.", f"Keep {LONGEST_WORD}.")
        if not name_of(term).text:
            raise ConfigError(place, f"{where}: term {number} has no letter or figure.", "Write a name there.")
    for number, sealed in enumerate(embargo.sealed, 1):
        try:
            SealedName.read(sealed)
        except ValueError as error:
            raise ConfigError(place, f"{where}: sealed name {number} {error}.", "Copy it whole.") from error


def sealed_with(key: SealKey, embargo: Embargo, place: str) -> Embargo:
    """``embargo`` with its names sealed; ``ConfigError`` for one that is too short or too long for that."""
    found = list(embargo.sealed)
    for number, term in enumerate(embargo.terms, 1):
        try:
            found.append(str(key.seal(name_of(term))))
        except ValueError as error:
            what = f"embargo '{embargo.name[:80]}': term {number} {error}."
            raise ConfigError(place, what, "Write a longer form of the name.") from error
    # Sorted, as the order of the names may tell something about them.
    return msgspec.structs.replace(embargo, terms=(), sealed=tuple(sorted(set(found))))


def rendered(embargo: Embargo) -> str:
    """A sealed embargo as it stands in a TOML file."""
    names = "".join(f"    {quoted(name)},\n" for name in embargo.sealed)
    lines = [f"name = {quoted(embargo.name)}", f"lifts = {embargo.lifts.isoformat()}", f"sealed = [\n{names}]"]
    return "\n".join(["[[embargo]]", *lines]) + "\n"


def _contradictions(embargoes: Iterable[Embargo]) -> Iterator[str]:
    """A sentence for every two embargoes that hold one name and lift at different times."""
    holders: dict[object, list[Embargo]] = {}
    for embargo in embargoes:
        for name in {*map(name_of, embargo.terms), *embargo.sealed}:
            holders.setdefault(name, []).append(embargo)
    pairs = {
        (min(a.name, b.name), max(a.name, b.name)): (a, b)
        for together in holders.values()
        for a, b in combinations(together, 2)
        if a.lifts != b.lifts
    }
    for one, other in pairs.values():
        first, last = sorted((one, other), key=lambda each: each.lifts)
        until = [f"'{each.name}' (until {each.lifts.isoformat()})" for each in (first, last)]
        yield f"embargoes {' and '.join(until)} share a term; until one of them gives it up, the later holds."


def _opened(embargoes: Iterable[Embargo], seal_key: str | None, language: str) -> tuple[tuple[Embargo, ...], list[str]]:
    """The embargoes with the key to their sealed names; a sentence for those that it does not open."""
    key = SealKey(seal_key) if seal_key is not None else None
    opened: list[Embargo] = []
    locked: dict[str, int] = {}
    for embargo in embargoes:
        ours: list[str] = []
        for text in embargo.sealed:
            sealed = SealedName.read(text)
            if key is not None and sealed.key == key.fingerprint:
                ours.append(text)
            else:
                locked[sealed.key] = locked.get(sealed.key, 0) + 1
        if ours and seal_key is not None:
            fields = msgspec.structs.asdict(embargo) | {"sealed": tuple(ours)}
            opened.append(KeyedEmbargo(**fields, key=seal_key))
        else:
            opened.append(embargo)
    said = wording("embargoes", "ja" if language == "ja" else "en")
    if key is None:
        return tuple(opened), [said["no_key"].format(count=sum(locked.values()))] if locked else []
    faults = [said["other_key"].format(count=n, found=key.fingerprint, wanted=own) for own, n in sorted(locked.items())]
    return tuple(opened), faults
