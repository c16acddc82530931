"""``tweetlint new``: a rule file to begin with, whose examples already pass."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from tweetlint.cli.command import Command
from tweetlint.cli.settings import OneOf, config_option, find_settings, language_for, language_option
from tweetlint.cli.terminal import complain, harmless, out
from tweetlint.cli.wording import Words, wording
from tweetlint.errors import ConfigError, RuleError

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
KINDS = ("phrase", "term")


@click.command("new", cls=Command)
@click.argument("rule", metavar="FAMILY/NAME")
@click.option("--kind", type=OneOf(KINDS), default="phrase")
@click.option("--in", "folder", type=click.Path(path_type=Path), metavar="FOLDER")
@config_option
@language_option
def command(rule: str, kind: str, folder: Path | None, config_file: Path | None, language: str | None) -> int:
    """Writes a rule file to begin with."""
    settings = find_settings(config_file)
    words = wording(language_for(language, settings.config))
    if not _ID.fullmatch(rule):
        raise RuleError("", words.say("no_rule_id", rule=rule))
    own = settings.config.rules
    folder = folder or (settings.base / own[0] if own else Path("rules"))
    path = folder / f"{rule}.toml"
    write_new(path, template(kind), words)
    out(words.say("new_written", path=harmless(str(path))))
    if folder.resolve() not in [(settings.base / name).resolve() for name in own]:
        complain(words.say("new_unlisted", folder=folder))
    return 0


def template(kind: str) -> str:
    """The text of a rule file of ``kind``, read today."""
    name = Path(__file__).with_name(f"rule.{kind}.toml.template")
    return name.read_text(encoding="utf-8").replace("TODAY", date.today().isoformat())


def write_new(path: Path, text: str, words: Words) -> None:
    """Writes a file that was not there; ``ConfigError`` when it was, or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        _create(path, data)
    except FileExistsError as error:
        raise ConfigError(str(path), words.say("file_exists")) from error
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise ConfigError(str(path), words.say("not_written", reason=reason)) from error


def _create(path: Path, data: bytes) -> None:
    """A file that was not there, whole or not at all."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            path.unlink()
            raise
