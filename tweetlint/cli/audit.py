"""``tweetlint audit``: the published posts of an account in, one page for the monthly meeting out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date, tzinfo
from pathlib import Path

import click

from tweetlint.account import Account, Config, TimeZone
from tweetlint.cli import inputs
from tweetlint.cli.command import Command
from tweetlint.cli.settings import (
    Day,
    OneOf,
    Pairs,
    Settings,
    complete_rules,
    config_option,
    find_settings,
    language_for,
    language_option,
    with_options,
    zone_for,
    zone_option,
)
from tweetlint.cli.terminal import cache_folder, complain, out, write_utf8
from tweetlint.cli.whole import whole_file
from tweetlint.cli.wording import Words, wording
from tweetlint.engine import Linter
from tweetlint.errors import InputError
from tweetlint.model import Draft, Problem
from tweetlint.readers.discover import Archives

FORMATS = ("html", "json")
JAPAN = "Asia/Tokyo"


@click.command("audit", cls=Command)
@click.argument("paths", nargs=-1, metavar="ARCHIVE...")
@click.option("--format", "form", type=OneOf(FORMATS), default="html")
@config_option
@click.option("--account", metavar="NAME")
@click.option("--since", type=Day(), metavar="DAY")
@click.option("--until", type=Day(), metavar="DAY")
@zone_option
@click.option("--rule", "only", multiple=True, metavar="ID", shell_complete=complete_rules)
@click.option("--columns", "columns", multiple=True, type=Pairs("HEADER=text"), metavar="HEADER=FIELD")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE")
@language_option
@click.option("--workers", type=click.IntRange(min=1), metavar="N")
def command(
    paths: tuple[str, ...],
    form: str,
    config_file: Path | None,
    account: str | None,
    since: date | None,
    until: date | None,
    zone: TimeZone | None,
    only: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
    output: Path | None,
    language: str | None,
    workers: int | None,
) -> int:
    """Audits published posts; the exit status says whether all of them were read and judged."""
    from tweetlint.audit import audit

    gc.set_threshold(100_000, 50, 50)
    settings = find_settings(config_file, paths[0] if paths else "")
    language = language_for(language, settings.config)
    words = wording(language)
    if not paths:
        raise InputError("", words.say("nothing_to_audit"))
    inputs.known_account(account, settings.config)
    speaker = _account(account, settings.config)
    clocks = zone_for(zone, settings.config) or TimeZone.read(JAPAN).zone
    linter = Linter(settings.config, base=settings.base, language=language, cache=cache_folder())
    config = with_options(settings.config, linter.rule_ids, {}, only, words)
    if config is not settings.config:
        linter = Linter(config, base=settings.base, language=language, cache=cache_folder())
    result = audit(
        _posts(paths, settings, dict(columns), clocks, speaker, words),
        linter,
        speaker,
        clocks,
        since=since,
        until=until,
        workers=workers or os.cpu_count() or 1,
        hear=_tell,
    )
    if form == "json":
        from tweetlint.writers.audit_json import write as write_json

        pieces = write_json(result)
    else:
        from tweetlint.writers.audit_html import write as write_html

        pieces = write_html(result, language)
    _put(pieces, output, words)
    if not result.window.posts:
        complain(words.say("no_posts", account=speaker.name))
    return 2 if result.window.unread or result.failed or not result.window.posts else 0


def _account(asked: str | None, config: Config) -> Account:
    """The account asked for, by name or handle, else the first of the account file."""
    for each in config.account:
        if asked is None or asked in (each.name, each.handle):
            return each
    return Account(name=asked or "main")


def _posts(
    paths: tuple[str, ...],
    settings: Settings,
    columns: dict[str, str],
    clocks: tzinfo,
    speaker: Account,
    words: Words,
) -> Iterator[Draft | Problem]:
    """The posts that ``paths`` name; those that say nothing of an account are the speaker's."""
    mapped = {**settings.config.columns, **columns}
    posts = inputs.from_files(paths, settings, None, mapped, clocks, Archives.ALL)
    theirs = inputs.completed(posts, settings, inputs.Defaults(speaker.name, None))
    return inputs.counted(theirs, lambda number: words.say("progress", number=number))


def _tell(problem: Problem) -> None:
    inputs.uncounted()
    complain(problem.sentence)


def _put(pieces: Iterator[str], output: Path | None, words: Words) -> None:
    if output is not None:
        with whole_file(output, words) as add:
            for piece in pieces:
                add(piece)
        complain(words.say("audit_written", path=output))
        return
    write_utf8()
    inputs.uncounted()
    for piece in pieces:
        out(piece, end="")
