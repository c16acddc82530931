"""``tweetlint check``: drafts in, a report out, and an exit status that other tools can trust."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from itertools import chain
from pathlib import Path

import click

from tweetlint.cli import inputs
from tweetlint.cli.command import Command
from tweetlint.cli.settings import (
    OneOf,
    Pairs,
    Settings,
    Time,
    colour_option,
    complete_rules,
    config_option,
    find_settings,
    language_for,
    language_option,
    width_option,
    with_options,
)
from tweetlint.cli.terminal import cache_folder, complain, out, write_utf8
from tweetlint.cli.terminal import colour as colour_for
from tweetlint.cli.terminal import columns as terminal_columns
from tweetlint.cli.whole import whole_file
from tweetlint.cli.wording import Words, wording
from tweetlint.engine import Linter
from tweetlint.errors import InputError
from tweetlint.model import Draft, Event, Problem, Severity, Verdict
from tweetlint.writers import FORMATS, Colour, Style, Verbosity, write_each
from tweetlint.writers.complaint import Complaints

_FINDINGS_ONLY = frozenset({"jsonl", "github"})


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--text", "texts", multiple=True, metavar="TEXT")
@click.option("--format", "form", type=OneOf(FORMATS), default="human")
@config_option
@click.option("--account", metavar="NAME")
@click.option("--publish-at", type=Time(), metavar="TIME")
@click.option("--now", type=Time(), metavar="TIME")
@click.option("--fail-on", type=OneOf([level.value for level in Severity]), default="error")
@click.option("--rule", "only", multiple=True, metavar="ID", shell_complete=complete_rules)
@click.option("--severity", "levels", multiple=True, type=Pairs("hurtful=error"), metavar="ID=LEVEL")
@click.option("--columns", "columns", multiple=True, type=Pairs("HEADER=text"), metavar="HEADER=FIELD")
@click.option("--stdin-format", metavar="FORMAT")
@click.option("--quiet", "-q", is_flag=True)
@language_option
@colour_option
@width_option
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--workers", type=click.IntRange(min=1), metavar="N")
def command(
    paths: tuple[str, ...],
    texts: tuple[str, ...],
    form: str,
    config_file: Path | None,
    account: str | None,
    publish_at: datetime | None,
    now: datetime | None,
    fail_on: str,
    only: tuple[str, ...],
    levels: tuple[tuple[str, str], ...],
    columns: tuple[tuple[str, str], ...],
    stdin_format: str | None,
    quiet: bool,
    language: str | None,
    colour: str,
    width: int | None,
    output: Path | None,
    workers: int | None,
) -> int:
    """Lints drafts; the exit status is the report's."""
    gc.set_threshold(100_000, 50, 50)  # rules live as long as the process, and drafts leave no cycles
    settings = find_settings(config_file, "" if not paths or paths[0] == "-" else paths[0])
    language = language_for(language, settings.config)
    words = wording(language)
    if not paths and not texts:
        raise InputError("", words.say("nothing_given"))
    inputs.known_account(account, settings.config)
    files = inputs.from_files(paths, settings, stdin_format, {**settings.config.columns, **dict(columns)})
    drafts = chain(inputs.typed(texts, "--text", words.say), files if paths else ())
    defaults = inputs.Defaults(account, publish_at)
    linter = _linter(settings, dict(levels), only, language)
    style = Style(
        colour=colour_for(colour) if output is None or colour == "always" else Colour.NEVER,
        width=terminal_columns(width),
        fail_on=Severity(fail_on),
        verbosity=Verbosity.QUIET if quiet else Verbosity.NORMAL,
    )
    heard = _Heard(language, aloud=form in _FINDINGS_ONLY)
    events = _events(
        linter, inputs.completed(drafts, settings, defaults), settings, now, words, workers or os.cpu_count() or 1
    )
    with closing(events):  # no worker is left when anything goes wrong
        pieces = write_each(heard.through(events), form, tool=linter.tool(), language=language, style=style)
        if output is not None:
            with whole_file(output, words) as add:
                for piece in pieces:
                    add(piece)
        else:
            if form != "human":
                write_utf8()
            for piece in pieces:
                inputs.uncounted()
                out(piece, style.colour, end="")
    heard.finish()
    return heard.verdict.exit_status(Severity(fail_on))


def _linter(settings: Settings, levels: Mapping[str, str], only: Sequence[str], language: str) -> Linter:
    """The linter that the account file and the options want."""
    cache = cache_folder()
    linter = Linter(settings.config, base=settings.base, language=language, cache=cache)
    config = with_options(settings.config, linter.rule_ids, levels, only, wording(language))
    if config is settings.config:
        return linter
    return Linter(config, base=settings.base, language=language, cache=cache)


def _events(
    linter: Linter,
    drafts: Iterator[Draft | Problem],
    settings: Settings,
    now: datetime | None,
    words: Words,
    workers: int,
) -> Generator[Event, None, None]:
    """What comes of ``drafts``; a post that is linted now is not also looked back on."""
    seen: set[str] = set()
    items = inputs.noticed(drafts, seen)
    shown = inputs.counted(items, lambda number: words.say("progress", number=number))
    present = now or datetime.now().astimezone()
    yield from linter.lint_each(shown, now=present, history=inputs.past(settings, seen), workers=workers)


class _Heard:
    """What passes by on its way to be written: the verdict on it, and the complaints where nothing else tells."""

    def __init__(self, language: str, aloud: bool) -> None:
        self.verdict = Verdict()
        self._complaints = Complaints(language) if aloud else None

    def through(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events as they are."""
        for event in events:
            self.verdict = self.verdict.after(event)
            if self._complaints is not None:
                self._say(self._complaints.hear(event))
            yield event

    def finish(self) -> None:
        """Tells what can be told at the end only."""
        if self._complaints is not None:
            self._say(self._complaints.rest())

    def _say(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            inputs.uncounted()
            complain(sentence)
