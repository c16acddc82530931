"""The account file on the command line: found, read, and laid over by options."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
import msgspec

from tweetlint.account import LEVELS, Config, Override, TimeZone
from tweetlint.cli.terminal import COLOURS, locale_language, reader_words
from tweetlint.cli.wording import LANGUAGES, Words
from tweetlint.errors import ConfigError, TweetlintError, did_you_mean

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Settings(NamedTuple):
    """An account file, decoded; ``base`` is where its relative paths begin."""

    config: Config
    base: Path
    file: Path | None


def config_option(function: Decorated) -> Decorated:
    """``--config FILE``."""
    return click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE")(function)


def language_option(function: Decorated) -> Decorated:
    """``--language``, read first, so that whatever is wrong is said in it."""
    return click.option("--language", type=OneOf(LANGUAGES), is_eager=True)(function)


def colour_option(function: Decorated) -> Decorated:
    """``--color``."""
    return click.option("--color", "colour", type=OneOf(COLOURS), default="auto")(function)


def width_option(function: Decorated) -> Decorated:
    """``--width``, in terminal columns."""
    return click.option("--width", type=click.IntRange(min=20), metavar="COLUMNS")(function)


def zone_option(function: Decorated) -> Decorated:
    """``--time-zone``, where clocks show the times that stand in files without an offset."""
    return click.option("--time-zone", "zone", type=Zone(), metavar="ZONE")(function)


def zone_for(asked: TimeZone | None, config: Config) -> tzinfo | None:
    """The time zone asked for, else the account file's; None where neither says one."""
    named = asked or config.time_zone
    return None if named is None else named.zone


SEAL_KEY = "TWEETLINT_SEAL_KEY"
"""The environment variable that holds the key of sealed names."""


def seal_key_option(function: Decorated) -> Decorated:
    """``--seal-key FILE``."""
    return click.option("--seal-key", "key_file", type=click.Path(path_type=Path), metavar="FILE")(function)


def seal_key(key_file: Path | None, environment: Mapping[str, str] | None = None) -> str | None:
    """The key of sealed names: of the file, else of the environment; None where there is none.

    Raises ``ConfigError`` for a file that cannot be read, and for a key too short to keep a secret.
    """
    found = os.environ if environment is None else environment
    if key_file is None and not found.get(SEAL_KEY):
        return None
    from tweetlint.load.toml import read_settings
    from tweetlint.text.secret import SealKey

    place = SEAL_KEY if key_file is None else str(key_file)
    key = found[SEAL_KEY] if key_file is None else read_settings(key_file, ConfigError, "Check --seal-key.")
    try:
        SealKey(key)
    except ValueError as error:
        raise ConfigError(place, f"the key {error}.", "Make one with: tweetlint seal --new-key FILE.") from error
    return key.strip()


def find_settings(config_file: Path | None, near: str = "") -> Settings:
    """The account file named, else the one of the folder ``near`` or above, else an empty one."""
    from tweetlint.load.config import find_config, load_config

    file = config_file or find_config(_folder(near))
    if file is None:
        return Settings(Config(), Path(), None)
    return Settings(load_config(file), file.parent, file)


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The rules within reach whose id begins so; none where the account file has a mistake."""
    from tweetlint.load.ruleset import Library

    try:
        settings = find_settings(ctx.params.get("config_file"))
        ids = Library(settings.config, settings.base).ids
    except TweetlintError:
        return []
    return sorted(name for name in ids if name.startswith(incomplete))


def _folder(near: str) -> Path:
    """The folder that a path or glob stands in, absolute."""
    while glob.has_magic(near) and not os.path.lexists(near):
        near = os.path.dirname(near)
    path = Path(os.path.abspath(near))
    return path if path.is_dir() else path.parent


def language_for(asked: str | None, config: Config) -> str:
    """The language of messages: asked for, else the account file's, else the locale's."""
    return asked or config.language or locale_language()


class Time(click.ParamType[datetime]):
    """A point in time with its offset, in ISO 8601."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The time; a sentence for anything else and for a time without an offset."""
        if isinstance(value, datetime):
            return value
        words = reader_words(ctx)
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(words.say("no_time", value=value), param, ctx)
        if moment.tzinfo is None:
            self.fail(words.say("naive_time", value=value), param, ctx)
        return moment


class Zone(click.ParamType[TimeZone]):
    """A time zone: an offset, or a place."""

    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> TimeZone:
        """The zone; a sentence for anything else."""
        try:
            return value if isinstance(value, TimeZone) else TimeZone.read(value)
        except ValueError:
            self.fail(reader_words(ctx).say("no_zone", value=str(value)[:60]), param, ctx)


class Day(click.ParamType[date]):
    """A day in ISO 8601."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a sentence for anything else."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(reader_words(ctx).say("no_day", value=value), param, ctx)


class OneOf(click.Choice[str]):
    """One of some words."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """A sentence that lists the words."""
        return reader_words(ctx).say("no_choice", value=value, choices=", ".join(map(str, self.choices)))


class Pairs(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``; the last ``=`` divides."""

    name = "pair"

    def __init__(self, example: str) -> None:
        self.example = example

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Name and value, neither empty."""
        name, equals, given = str(value).rpartition("=")
        if not (name and equals and given):
            self.fail(reader_words(ctx).say("no_pair", value=value, example=self.example), param, ctx)
        return name, given


def with_options(
    config: Config, rules: Sequence[str], levels: Mapping[str, str], only: Sequence[str], words: Words
) -> Config:
    """``config`` with the levels of the command line above every layer of it.

    ``rules`` are the ids within reach; where ``only`` names some rules or families, all others are off.
    """
    if not levels and not only:
        return config
    for name in (*levels, *only):
        _known(name, rules)
    for name, level in levels.items():
        if level not in LEVELS:
            raise ConfigError(f"--severity {name}", f"unknown level '{level}'.", did_you_mean(level, LEVELS))
    _switched_off(config, levels, only, words)
    asked = {rule: _level(rule, levels, only) for rule in rules}
    top = {rule: level for rule, level in asked.items() if level is not None}
    # The project's own layer as well: a per-path layer is not asked about drafts without a path.
    return msgspec.structs.replace(
        config,
        severity={**config.severity, **top},
        override=(*config.override, Override(paths=("*",), severity=top)),
    )


def _level(rule: str, levels: Mapping[str, str], only: Sequence[str]) -> str | None:
    family = rule.partition("/")[0]
    if only and rule not in only and family not in only:
        return "off"
    return levels.get(rule) or levels.get(family)


def _known(name: str, rules: Sequence[str]) -> None:
    known = {*rules, *(rule.partition("/")[0] for rule in rules)}
    if name not in known:
        raise ConfigError("", f"there is no rule '{name}'.", did_you_mean(name, known))


def _switched_off(config: Config, levels: Mapping[str, str], only: Sequence[str], words: Words) -> None:
    """Refuses to run one rule alone that the account file has switched off: nothing would be checked."""
    for rule in only:
        if config.severity.get(rule) == "off" and rule not in levels:
            raise ConfigError(f"--rule {rule}", words.say("rule_is_off", rule=rule))
