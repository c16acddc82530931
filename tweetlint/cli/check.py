"""``tweetlint check``: drafts in, a report out, and an exit status that other tools can trust."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import click
import msgspec

from tweetlint.account import TimeZone
from tweetlint.cli import inputs
from tweetlint.cli.command import Command
from tweetlint.cli.settings import (
    Day,
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
    seal_key,
    seal_key_option,
    width_option,
    with_options,
    zone_for,
    zone_option,
)
from tweetlint.cli.terminal import cache_folder, complain, out, write_utf8
from tweetlint.cli.terminal import colour as colour_for
from tweetlint.cli.terminal import columns as terminal_columns
from tweetlint.cli.whole import whole_file
from tweetlint.cli.wording import Words, wording
from tweetlint.engine import Linter
from tweetlint.errors import ConfigError, InputError
from tweetlint.load.toml import read_settings
from tweetlint.load.waivers import Asked, rendered, text_key
from tweetlint.model import WAIVER_FAULTS, Checked, Draft, Event, Problem, Severity, Verdict
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
@zone_option
@click.option("--fail-on", type=OneOf([level.value for level in Severity]), default="error")
@click.option("--rule", "only", multiple=True, metavar="ID", shell_complete=complete_rules)
@click.option("--severity", "levels", multiple=True, type=Pairs("hurtful=error"), metavar="ID=LEVEL")
@click.option("--columns", "columns", multiple=True, type=Pairs("HEADER=text"), metavar="HEADER=FIELD")
@click.option("--stdin-format", metavar="FORMAT")
@click.option("--waivers", "waiver_file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--add-waivers", "added_to", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--reason", metavar="TEXT")
@click.option("--by", metavar="NAME")
@click.option("--until", type=Day(), metavar="DAY")
@click.option("--embargoes", "embargo_files", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
@seal_key_option
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
    zone: TimeZone | None,
    fail_on: str,
    only: tuple[str, ...],
    levels: tuple[tuple[str, str], ...],
    columns: tuple[tuple[str, str], ...],
    stdin_format: str | None,
    waiver_file: Path | None,
    added_to: Path | None,
    reason: str | None,
    by: str | None,
    until: date | None,
    embargo_files: tuple[Path, ...],
    key_file: Path | None,
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
    adding = _Adding(added_to, reason, by, until, Severity(fail_on), words)
    settings = _with_waivers(settings, (waiver_file, adding.readable()))
    settings = _with_embargoes(settings, embargo_files)
    clocks = zone_for(zone, settings.config)
    files = inputs.from_files(paths, settings, stdin_format, {**settings.config.columns, **dict(columns)}, clocks)
    drafts = chain(inputs.typed(texts, "--text", words.say), files if paths else ())
    defaults = inputs.Defaults(account, publish_at)
    linter = _linter(settings, dict(levels), only, language, seal_key(key_file))
    style = Style(
        colour=colour_for(colour) if output is None or colour == "always" else Colour.NEVER,
        width=terminal_columns(width),
        fail_on=Severity(fail_on),
        verbosity=Verbosity.QUIET if quiet else Verbosity.NORMAL,
    )
    heard = _Heard(language, adding, aloud=form in _FINDINGS_ONLY)
    seen = inputs.Seen(settings)
    events = _events(
        linter,
        inputs.noticed(inputs.completed(drafts, settings, defaults), seen),
        inputs.past(settings, seen, clocks),
        now,
        words,
        workers or os.cpu_count() or 1,
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
    adding.write()
    return heard.verdict.exit_status(Severity(fail_on))


def _linter(
    settings: Settings, levels: Mapping[str, str], only: Sequence[str], language: str, key: str | None
) -> Linter:
    """The linter that the account file and the options want."""
    cache = cache_folder()
    linter = Linter(settings.config, base=settings.base, language=language, cache=cache, seal_key=key)
    config = with_options(settings.config, (*linter.rule_ids, *WAIVER_FAULTS), levels, only, wording(language))
    if config is settings.config:
        return linter
    return Linter(config, base=settings.base, language=language, cache=cache, seal_key=key)


def _with_waivers(settings: Settings, files: Iterable[Path | None]) -> Settings:
    """The settings with these waiver files too, seen from here and not from the account file."""
    found = [os.path.abspath(file) for file in files if file is not None]
    if not found:
        return settings
    config = msgspec.structs.replace(settings.config, waivers=(*settings.config.waivers, *dict.fromkeys(found)))
    return settings._replace(config=config)


def _with_embargoes(settings: Settings, files: Iterable[Path]) -> Settings:
    """The settings with these files of embargoes too, seen from here and not from the account file."""
    found = [os.path.abspath(file) for file in files]
    if not found:
        return settings
    config = msgspec.structs.replace(settings.config, embargoes=(*settings.config.embargoes, *dict.fromkeys(found)))
    return settings._replace(config=config)


class _Adding:
    """What ``--add-waivers`` adds to its file: a waiver for each finding that would fail the run."""

    def __init__(
        self, file: Path | None, reason: str | None, by: str | None, until: date | None, from_: Severity, words: Words
    ) -> None:
        if file is None and (reason or by or until):
            raise ConfigError("", words.say("nothing_to_add"))
        if file is not None and not (reason or "").strip():
            raise ConfigError("--add-waivers", words.say("no_reason"))
        self._file = file
        self._said = (reason or "", by, until)
        self._from = from_
        self._words = words
        self._asked: dict[tuple[str, str], Asked] = {}

    def readable(self) -> Path | None:
        """The file, where it is there: what it holds already holds."""
        return self._file if self._file is not None and self._file.exists() else None

    def hear(self, event: Event) -> None:
        """One event more."""
        if self._file is None or not isinstance(event, Checked):
            return
        for finding in event.findings:
            standing = finding.waived is None and finding.severity.rank >= self._from.rank
            if standing and finding.rule not in WAIVER_FAULTS:
                key = text_key(event.draft.text)
                self._asked[key, finding.rule] = Asked(key, finding.rule, event.draft.origin.path or event.draft.id)

    def write(self) -> None:
        """Adds them behind what the file holds, whole or not at all; a file without anything new is left alone."""
        if self._file is None:
            return
        if self._asked:
            there = read_settings(self._file, ConfigError) if self._file.exists() else ""
            asked = [self._asked[key] for key in sorted(self._asked)]
            with whole_file(self._file, self._words) as add:
                add("\n".join([*([f"{there.rstrip()}\n"] if there.strip() else []), *rendered(asked, *self._said)]))
        complain(self._words.say("waivers_added", number=len(self._asked), path=self._file))


def _events(
    linter: Linter,
    drafts: Iterator[Draft | Problem],
    past: Iterator[Draft | Problem],
    now: datetime | None,
    words: Words,
    workers: int,
) -> Generator[Event, None, None]:
    """What comes of ``drafts``; a post that is linted now is not also looked back on."""
    shown = inputs.counted(drafts, lambda number: words.say("progress", number=number))
    present = now or datetime.now().astimezone()
    yield from linter.lint_each(shown, now=present, history=past, workers=workers)


class _Heard:
    """What passes by on its way to be written: the verdict on it, and the complaints where nothing else tells."""

    def __init__(self, language: str, adding: _Adding, aloud: bool) -> None:
        self._adding = adding
        self.verdict = Verdict()
        self._complaints = Complaints(language) if aloud else None

    def through(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events as they are."""
        for event in events:
            self.verdict = self.verdict.after(event)
            self._adding.hear(event)
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
