"""The terminal and the environment: language, colour, width, and text that cannot act on the screen."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from tweetlint.cli.wording import Words, wording
from tweetlint.writers.style import Colour

COLOURS = ("auto", "always", "never")
_NO_LOCALE = frozenset({"", "C", "POSIX"})


def locale_language(environment: Mapping[str, str] | None = None) -> str:
    """``ja`` for a Japanese locale and where none is set, ``en`` for every other."""
    found = os.environ if environment is None else environment
    locale = next((found[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if found.get(name)), "")
    name = locale.partition(".")[0]
    return "ja" if name in _NO_LOCALE or name.lower().startswith("ja") else "en"


def reader_words(context: click.Context | None) -> Words:
    """The words in the language asked for on the command line, else in that of the locale."""
    asked = context.params.get("language") if context is not None else None
    # While options are still being read, click holds a marker for those it has not come to.
    return wording(asked if isinstance(asked, str) else locale_language())


def colour(choice: str, stream: TextIO | None = None) -> Colour:
    """Whether to write colours: as asked for, else only on a terminal that has not refused them."""
    if choice in ("always", "never"):
        return Colour(choice)
    target = sys.stdout if stream is None else stream
    refused = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    terminal = target is not None and target.isatty()
    return Colour.ALWAYS if terminal and not refused else Colour.NEVER


def columns(asked: int | None = None) -> int:
    """The width to write for: as asked for, else the terminal's, else 80."""
    return asked or shutil.get_terminal_size().columns


def painted(text: str, ink: str, colour: Colour, *, bold: bool = False) -> str:
    """``text`` in a colour, where colours are written."""
    return click.style(text, fg=ink or None, bold=bold or None) if colour is Colour.ALWAYS else text


def harmless(text: str) -> str:
    """``text`` as one line in which nothing can act on a terminal or in a CI log."""
    from tweetlint.writers.screen import inert, visible

    return inert(visible(text))


def out(text: str, colour: Colour = Colour.NEVER, end: str = "\n") -> None:
    """One line (or more) on standard output; its foreign parts are already ``harmless``.

    Raises ``OSError`` when there is no room for it, and when standard output is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    click.echo(f"{text}{end}", nl=False, color=colour is Colour.ALWAYS)


def complain(sentence: str) -> None:
    """One sentence on standard error, harmless whatever it quotes; where that is full, nobody can be told."""
    with suppress(OSError):
        click.echo(harmless(sentence), err=True)


def tolerate_narrow_encodings() -> None:
    """From now on, what the terminal's encoding lacks is written by number and raises nothing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def write_utf8() -> None:
    """From now on, standard output is UTF-8: formats for programs do not depend on the terminal."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")


def cache_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Where compiled rules are kept between runs; None when the user wants none or has no place for it.

    ``TWEETLINT_CACHE`` names the folder, or is empty for none; else it is the user's cache folder.
    """
    found = os.environ if environment is None else environment
    if "TWEETLINT_CACHE" in found:
        return Path(found["TWEETLINT_CACHE"]) if found["TWEETLINT_CACHE"] else None
    base = found.get("XDG_CACHE_HOME") or found.get("LOCALAPPDATA")
    if base:
        return Path(base) / "tweetlint"
    home = found.get("HOME") or found.get("USERPROFILE")
    return Path(home) / ".cache" / "tweetlint" if home else None
