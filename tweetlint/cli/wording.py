"""What the command line says, from ``wording.toml``, in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from tweetlint.errors import ConfigError, did_you_mean

LANGUAGES = ("ja", "en")


class CommandWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command's line in the list of commands, its help, and the help of its options."""

    summary: str
    help: str
    options: Mapping[str, str] = {}


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the command line says in one language."""

    program: CommandWords
    options: Mapping[str, str]
    command: Mapping[str, CommandWords]
    sentence: Mapping[str, str]

    def say(self, key: str, **names: object) -> str:
        """The sentence ``key`` with ``names`` filled in."""
        return self.sentence[key].format(**names)


@cache
def _catalogue() -> Mapping[str, Words]:
    source = Path(__file__).with_name("wording.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), dict[str, Words])


def wording(language: str) -> Words:
    """The words in ``language``; ``ConfigError`` for one that has none."""
    if language not in LANGUAGES:
        raise ConfigError("language", f"'{language}' has no messages.", did_you_mean(language, LANGUAGES))
    return _catalogue()[language]
