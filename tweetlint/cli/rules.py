"""``tweetlint rules``: every rule within reach, with its severity and title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tweetlint.cli.command import Command
from tweetlint.cli.settings import (
    OneOf,
    Settings,
    colour_option,
    config_option,
    find_settings,
    language_for,
    language_option,
)
from tweetlint.cli.terminal import colour as colour_for
from tweetlint.cli.terminal import harmless, out, painted, write_utf8
from tweetlint.errors import ConfigError, did_you_mean
from tweetlint.writers.style import Colour

if TYPE_CHECKING:
    from tweetlint.load.rulefile import LocatedRule

INK = {"error": "red", "warning": "yellow", "note": "cyan", "off": "bright_black"}
_LEVEL = 9


@click.command("rules", cls=Command)
@click.option("--format", "form", type=OneOf(["human", "json"]), default="human")
@click.option("--family", metavar="FAMILY")
@config_option
@language_option
@colour_option
def command(form: str, family: str | None, config_file: Path | None, language: str | None, colour: str) -> int:
    """Lists the rules."""
    from tweetlint.load.ruleset import Library

    settings = find_settings(config_file)
    reached = Library(settings.config, settings.base).rules
    rules = sorted(_of_family(reached, family), key=lambda rule: rule.id)
    if form == "json":
        write_utf8()
        out(_json(rules, settings))
        return 0
    for line in _lines(rules, settings, language_for(language, settings.config), colour_for(colour)):
        out(line, colour_for(colour))
    return 0


def _of_family(rules: Sequence[LocatedRule], family: str | None) -> Sequence[LocatedRule]:
    if family is None:
        return rules
    chosen = [rule for rule in rules if rule.family == family]
    if not chosen:
        known = {rule.family for rule in rules}
        raise ConfigError("--family", f"there is no family '{family}'.", did_you_mean(family, known))
    return chosen


def levels(rule: LocatedRule, settings: Settings) -> tuple[str, ...]:
    """The levels that the rule has for the accounts of the account file, each once."""
    from tweetlint.account import Account
    from tweetlint.load.config import layers

    accounts = settings.config.account or (Account(name="main"),)
    found: list[str] = []
    for account in accounts:
        level: str = rule.file.severity.value
        below = layers(settings.config, account, settings.base)
        for severity in (*(layer.severity for layer in below), settings.config.severity):
            level = severity.get(rule.id) or severity.get(rule.family) or level
        found.append(level)
    return tuple(dict.fromkeys(found))


def _lines(rules: Sequence[LocatedRule], settings: Settings, language: str, colour: Colour) -> Iterator[str]:
    longest = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        level = "/".join(levels(rule, settings))
        ink = painted(level.ljust(_LEVEL), INK.get(level, ""), colour)
        yield f"{rule.id.ljust(longest)}  {ink}{harmless(rule.file.title.of(language))}"


def _json(rules: Sequence[LocatedRule], settings: Settings) -> str:
    import msgspec

    rows = [
        {
            "id": rule.id,
            "severity": "/".join(levels(rule, settings)),
            "title": {"ja": rule.file.title.ja, "en": rule.file.title.en},
        }
        for rule in rules
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode()
