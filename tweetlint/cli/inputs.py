"""What ``check`` is given, as drafts: files, standard input, text; and the posts of the past."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from fnmatch import fnmatch
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from tweetlint.account import Account, Config
from tweetlint.cli.settings import Settings
from tweetlint.errors import ConfigError, InputError, did_you_mean
from tweetlint.model import Draft, Problem
from tweetlint.readers import read
from tweetlint.readers.discover import Archives

_EVERY = 100
_NEARLY = 3_600
"""Seconds between the time in a draft and the time at which it really went out."""


class Defaults(NamedTuple):
    """What holds of drafts that do not say it themselves."""

    account: str | None
    publish_at: datetime | None


def typed(texts: Sequence[str], place: str, refusal: Callable[[str], str]) -> Iterator[Draft]:
    """The drafts typed on the command line at ``place``; ``refusal`` words what is wrong with one."""
    for number, text in enumerate(texts, 1):
        if not text.strip():
            raise InputError(place, refusal("empty_text"))
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InputError(place, refusal("broken_text")) from None
        yield Draft(id="text" if len(texts) == 1 else f"text-{number}", text=text)


def known_account(name: str | None, config: Config) -> None:
    """Refuses an account that the account file does not have."""
    names = [known for account in config.account for known in (account.name, account.handle or account.name)]
    if name is not None and names and name not in names:
        raise ConfigError("--account", f"there is no account '{name}'.", did_you_mean(name, names))


def from_files(
    paths: Sequence[str],
    settings: Settings,
    stdin_format: str | None,
    columns: Mapping[str, str],
    zone: tzinfo | None = None,
    archives: Archives = Archives.NAMED,
) -> Iterator[Draft | Problem]:
    """The drafts that ``paths`` name, without what the account file calls rules and words."""
    if "-" in paths and sys.stdin is None:
        raise InputError("<stdin>", "standard input is closed.", "Pipe the drafts in, or name a file.")
    stdin = sys.stdin.buffer if "-" in paths else None
    kept_out = tuple(_kept_out(paths, settings))
    for item in read(paths, stdin=stdin, stdin_format=stdin_format, columns=columns, zone=zone, archives=archives):
        where = item.sentence if isinstance(item, Problem) else item.origin.path or ""
        if not where.startswith(kept_out):
            yield item


def _kept_out(paths: Sequence[str], settings: Settings) -> Iterator[str]:
    """The folders of rules and words as they are called when one of ``paths`` is walked."""
    folders = [settings.base / name for name in (*settings.config.rules, *settings.config.dictionaries)]
    for path in paths:
        start = path
        while glob.has_magic(start) and not os.path.lexists(start):
            start = os.path.dirname(start)
        for folder in folders:
            within = os.path.relpath(folder, start or os.curdir)
            if os.path.isdir(start or os.curdir) and not within.startswith(os.pardir) and within != os.curdir:
                yield f"{os.path.normpath(os.path.join(start, within))}/".replace(os.sep, "/")


def completed(items: Iterable[Draft | Problem], settings: Settings, defaults: Defaults) -> Iterator[Draft | Problem]:
    """The drafts with account and time filled in where they are silent."""
    for item in items:
        if isinstance(item, Draft):
            account = item.account or defaults.account or _account_by_place(item, settings)
            item = msgspec.structs.replace(item, account=account, publish_at=item.publish_at or defaults.publish_at)
        yield item


def _account_by_place(draft: Draft, settings: Settings) -> str | None:
    """The account whose ``paths`` the file is below, seen from the account file and not from here."""
    if draft.origin.path is None or settings.file is None:
        return None
    here = os.getcwd()
    file, base = _real(draft.origin.path, here), _real(str(settings.base), here)
    place = os.path.relpath(file, base).replace(os.sep, "/")
    for account in settings.config.account:
        if any(fnmatch(place, pattern) for pattern in account.paths):
            return account.name
    return None


@lru_cache(maxsize=64)
def _real(path: str, here: str) -> str:
    """The real path that ``path`` is from the folder ``here``; a table asks once a row."""
    return os.path.realpath(os.path.join(here, path))


class Seen:
    """What was read so far: its files, and which of it was posted when, where there is a history to hold it against.

    A post is the same as another of its account, of nearly the same time, that says the same: the draft in its file,
    and what became of it in the archive.
    """

    def __init__(self, settings: Settings) -> None:
        self.files: set[str] = set()
        self._posts: dict[bytes, list[float]] | None = None
        if any(account.history for account in settings.config.account):
            self._posts = {}
            self._first = settings.config.account[0].name

    def add(self, draft: Draft) -> None:
        """One draft more."""
        self.files.add(_file(draft))
        self.is_new(draft)

    def is_new(self, draft: Draft) -> bool:
        """Whether no post so far is the same as ``draft``, which is among them from now on."""
        if self._posts is None or draft.publish_at is None:
            return True
        said = f"{draft.account or self._first}\0{''.join(filter(str.isalnum, draft.text))}"
        digest = blake2b(said.encode("utf-8", "replace"), digest_size=8).digest()
        moments = self._posts.setdefault(digest, [])
        moment = draft.publish_at.timestamp()
        if any(abs(moment - other) <= _NEARLY for other in moments):
            return False
        moments.append(moment)
        return True


def past(settings: Settings, seen: Seen, zone: tzinfo | None = None) -> Iterator[Draft | Problem]:
    """The posts that the accounts' ``history`` names, each for the account that names it.

    Posts of the files ``seen``, and posts that were seen elsewhere, are left out; they are asked for when all of
    those are.
    """
    told: set[str] = set()
    for account in settings.config.account:
        for item in _history(account, settings, zone):
            if isinstance(item, Draft):
                post = msgspec.structs.replace(item, account=item.account or account.name)
                if _file(post) not in seen.files and seen.is_new(post):
                    yield post
            elif item.sentence not in told:
                told.add(item.sentence)
                yield item


def _file(draft: Draft) -> str:
    """The real path of the file that the draft is from, whatever it was called; empty without one."""
    return _real(draft.origin.path, os.getcwd()) if draft.origin.path is not None else ""


def _history(account: Account, settings: Settings, zone: tzinfo | None) -> Iterator[Draft | Problem]:
    if not account.history:
        return iter(())
    base = glob.escape(os.path.relpath(settings.base))
    paths = [os.path.normpath(os.path.join(base, pattern)) for pattern in account.history]
    return read(paths, columns=settings.config.columns, zone=zone, archives=Archives.ALL)


def noticed(items: Iterable[Draft | Problem], seen: Seen) -> Iterator[Draft | Problem]:
    """``items`` as they are, added to ``seen``."""
    for item in items:
        if isinstance(item, Draft):
            seen.add(item)
        yield item


def counted(items: Iterable[Draft | Problem], say: Callable[[int], str]) -> Iterator[Draft | Problem]:
    """``items`` as they are; on a terminal, standard error counts them where there are many."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    number = 0
    for number, item in enumerate(items, 1):
        if number % _EVERY == 0:
            print(f"\r{say(number)}", end="", file=sys.stderr, flush=True)
        yield item
    if number >= _EVERY:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def uncounted() -> None:
    """The count is out of the way of what is printed next, where both go to a terminal."""
    if sys.stderr is not None and sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
