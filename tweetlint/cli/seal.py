"""``tweetlint seal``: names under embargo made illegible, so that a repository of drafts need not hold them."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from tweetlint.account import Embargo
from tweetlint.cli.command import Command
from tweetlint.cli.settings import Time, language_option, seal_key, seal_key_option
from tweetlint.cli.terminal import complain, locale_language, out, write_utf8
from tweetlint.cli.whole import whole_file
from tweetlint.cli.wording import Words, wording
from tweetlint.errors import ConfigError, InputError
from tweetlint.limits import LARGEST_SETTINGS

_STDIN = "<stdin>"


@click.command("seal", cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--name", metavar="NAME")
@click.option("--lifts", type=Time(), metavar="TIME")
@seal_key_option
@click.option("--new-key", type=click.Path(path_type=Path), metavar="FILE")
@language_option
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE")
def command(
    files: tuple[str, ...],
    name: str | None,
    lifts: datetime | None,
    key_file: Path | None,
    new_key: Path | None,
    language: str | None,
    output: Path | None,
) -> int:
    """Seals names; 2 where one could not be."""
    words = wording(language or locale_language())
    if new_key is not None:
        _make_key(new_key, words)
        if not files and name is None:
            return 0
    if (name is None) is not (lifts is None) or (name is not None and files):
        raise InputError("", words.say("name_and_lifts"))
    if not files and name is None:
        raise InputError("", words.say("nothing_to_seal"))
    key = seal_key(new_key or key_file)
    if key is None:
        raise ConfigError("", words.say("no_seal_key"))
    found = _listed(name, lifts) if name is not None and lifts is not None else _read(files)
    tables, faults = _sealed(found, key)
    for fault in faults:
        complain(fault)
    text = "\n".join(tables)
    if text and output is not None:
        with whole_file(output, words) as add:
            add(text)
    elif text:
        write_utf8()
        out(text, end="")
    return 2 if faults else 0


def _sealed(found: Iterable[tuple[str, Embargo | ConfigError]], key: str) -> tuple[list[str], list[str]]:
    """The sealed embargoes as TOML, and what is wrong with those that cannot be sealed."""
    from tweetlint.load.embargoes import rendered, sealed_with
    from tweetlint.text.secret import SealKey

    tables: list[str] = []
    faults: list[str] = []
    for place, each in found:
        try:
            if isinstance(each, ConfigError):
                raise each
            tables.append(rendered(sealed_with(SealKey(key), each, place)))
        except ConfigError as error:
            faults.append(str(error))
    return tables, faults


def _read(files: Sequence[str]) -> Iterator[tuple[str, Embargo | ConfigError]]:
    """The embargoes of the files, each with its place."""
    from tweetlint.load.embargoes import read_embargoes, usable_tables

    for file in files:
        found = usable_tables(_standard_input(), _STDIN) if file == "-" else read_embargoes(Path(file))
        yield from ((_STDIN if file == "-" else file, each) for each in found)


def _listed(name: str, lifts: datetime) -> Iterator[tuple[str, Embargo | ConfigError]]:
    """The embargo whose names stand on standard input, one a line."""
    from tweetlint.load.embargoes import require_usable

    terms = tuple(term for line in _standard_input().splitlines() if (term := line.strip()))
    embargo = Embargo(name=name, lifts=lifts, terms=terms)
    require_usable(embargo, _STDIN)
    yield _STDIN, embargo


def _standard_input() -> str:
    if sys.stdin is None:
        raise InputError(_STDIN, "standard input is closed.", "Pipe the names in, or name a file.")
    data = sys.stdin.buffer.read(LARGEST_SETTINGS + 1)
    if len(data) > LARGEST_SETTINGS:
        raise InputError(_STDIN, f"has more than {LARGEST_SETTINGS:,} bytes.", "Divide it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_STDIN, f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error


def _make_key(file: Path, words: Words) -> None:
    """A new key in ``file``, for its owner alone; a file that is there is never replaced."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(f"{secrets.token_urlsafe(32)}\n")
    except FileExistsError as error:
        raise ConfigError(str(file), words.say("file_exists")) from error
    except OSError as error:
        raise ConfigError(str(file), words.say("not_written", reason=error.strerror)) from error
    complain(words.say("key_written", path=file))
