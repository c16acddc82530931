"""``tweetlint init``: an account file to begin with, from a few questions or from options."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import click

from tweetlint.cli.command import Command
from tweetlint.cli.settings import OneOf, language_option
from tweetlint.cli.terminal import harmless, locale_language, out
from tweetlint.cli.whole import whole_file
from tweetlint.cli.wording import Words, wording
from tweetlint.errors import ConfigError
from tweetlint.load.config import FILE_NAME, config_from

PURPOSES = ("engagement", "promotion", "support", "collaboration")
ROLES = ("official", "employee", "partner", "monitor")


class Answers(NamedTuple):
    """What an account is, as far as anybody has said."""

    purpose: str | None
    role: str
    name: str | None
    handle: str | None
    brands: tuple[str, ...]
    competitors: tuple[str, ...]
    industry: str | None


@click.command("init", cls=Command)
@click.option("--purpose", type=OneOf(PURPOSES))
@click.option("--role", type=OneOf(ROLES), default="official")
@click.option("--name", metavar="NAME")
@click.option("--handle", metavar="@HANDLE")
@click.option("--brand", "brands", multiple=True, metavar="NAME")
@click.option("--competitor", "competitors", multiple=True, metavar="NAME")
@click.option("--industry", metavar="INDUSTRY")
@click.option("--yes", "-y", is_flag=True)
@click.option("--force", is_flag=True)
@language_option
def command(
    purpose: str | None,
    role: str,
    name: str | None,
    handle: str | None,
    brands: tuple[str, ...],
    competitors: tuple[str, ...],
    industry: str | None,
    yes: bool,
    force: bool,
    language: str | None,
) -> int:
    """Writes tweetlint.toml in this folder."""
    language = language or locale_language()
    words = wording(language)
    path = Path(FILE_NAME)
    if path.exists() and not force:
        raise ConfigError(FILE_NAME, words.say("config_exists"))
    answers = Answers(purpose, role, name, handle, brands, competitors, industry)
    text = account_file(answers if yes else _asked(answers, words), language)
    config_from(tomllib.loads(text), FILE_NAME)
    with whole_file(path, words) as add:
        add(text)
    out(words.say("init_written", path=harmless(FILE_NAME)))
    return 0


def account_file(answers: Answers, language: str) -> str:
    """The text of an account file with these answers, its other settings as comments to uncomment."""
    template = Path(__file__).with_name(f"init.{language}.toml.template").read_text(encoding="utf-8")
    handle = answers.handle and f"@{answers.handle.lstrip('@')}"
    values = {
        "LANGUAGE": language,
        "NAME": _quoted(answers.name or "main"),
        "HANDLE": f"handle   = {_quoted(handle)}" if handle else '# handle = "@example"',
        "ROLE": _quoted(answers.role),
        "PURPOSE": _quoted(answers.purpose or PURPOSES[0]),
        "INDUSTRY": _quoted(answers.industry or "general"),
        "BRANDS": _names(answers.brands),
        "COMPETITORS": _names(answers.competitors),
    }
    # One pass: what an answer holds is never taken for a key.
    return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], template)


def _asked(answers: Answers, words: Words) -> Answers:
    """The answers, each that is missing asked for."""
    try:
        return Answers(
            purpose=answers.purpose
            or click.prompt(words.say("ask_purpose"), type=OneOf(PURPOSES), default=PURPOSES[0]),
            role=answers.role,
            name=answers.name or click.prompt(words.say("ask_name"), default="main"),
            handle=answers.handle or click.prompt(words.say("ask_handle"), default="", show_default=False),
            brands=answers.brands or _list(words.say("ask_brands")),
            competitors=answers.competitors or _list(words.say("ask_competitors")),
            industry=answers.industry or click.prompt(words.say("ask_industry"), default="general"),
        )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise ConfigError("", words.say("nobody_answers")) from None


def _list(question: str) -> tuple[str, ...]:
    answer = click.prompt(question, default="", show_default=False)
    for comma in "\u3001\uff0c":
        answer = answer.replace(comma, ",")
    return tuple(name.strip() for name in answer.split(",") if name.strip())


def _names(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"{{ name = {_quoted(name)} }}" for name in names) + "]"


def _quoted(text: str) -> str:
    """``text`` as a TOML string: like JSON's, but DEL is escaped too."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ConfigError("", f"{text!r} is not valid UTF-8.", "Type it again.") from None
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
