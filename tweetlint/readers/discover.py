"""From what a user names to files, in order and one at a time: files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple

from tweetlint.errors import InputError, did_you_mean
from tweetlint.model import Problem
from tweetlint.readers import x_files

STDIN = "-"
# What a repository holds beside its drafts: by the name up to its first dot, and by the whole name.
_NO_DRAFT_STEMS = frozenset({"readme", "changelog", "contributing", "code_of_conduct", "license", "licence"})
_NO_DRAFTS = frozenset({"package.json", "package-lock.json", "tsconfig.json", "requirements.txt", "robots.txt"})
_WORD_LIST = b"# title:"
_NO_FOLDERS = frozenset({"node_modules", "__pycache__"})


class Archives(StrEnum):
    """Which X archives are read: those that are ``named`` (by file, glob, or the folder they begin in), or all.

    What an archive holds was published long ago: below a folder of drafts it is none of them.
    """

    NAMED = "named"
    ALL = "all"


class Found(NamedTuple):
    """A file to read: where it is, and as messages name it."""

    location: str
    path: str
    extension: str


def found(
    paths: Sequence[str], known: Collection[str], archives: Archives = Archives.NAMED
) -> Iterator[Found | Problem]:
    """The files that ``paths`` name, each once, folders in order of name; problems in their place.

    ``known`` are the extensions that can be read. Inside folders and globs other files are passed
    over, and so are hidden files, those that every repository has (README, LICENSE, package.json)
    and word lists. With one part of an X archive that is named come the others.
    Standard input comes as ``Found("-", …)``.
    """
    seen: set[str] = set()
    if not paths:
        yield Problem("Nothing to lint: no file, folder or - was named. Name one.")
    for path in paths:
        for file in _named(path, known, archives):
            if isinstance(file, Found):
                real = file.location if file.location == STDIN else os.path.realpath(file.location)
                if real in seen:
                    continue
                seen.add(real)
            yield file


def _named(path: str, known: Collection[str], archives: Archives) -> Iterator[Found | Problem]:
    if path == STDIN:
        yield Found(STDIN, "<stdin>", "")
    elif os.path.isdir(path):
        walked = _walk(path, known, set(), archives, top=path)
        yield from _or_none(walked, path, "the folder holds no draft.", known)
    elif os.path.lexists(path):
        yield _file(path, known)
        yield from (_file(part, known) for part in x_files.other_parts(path))
    elif glob.has_magic(path):
        yield from _or_none(_globbed(path, known), path, "no draft has such a name.", known)
    else:
        yield _problem(path, "there is no such file or folder.", _neighbour(path))


def _or_none(files: Iterator[str | Problem], path: str, what: str, known: Collection[str]) -> Iterator[Found | Problem]:
    """The files at these paths, or a problem when there are none."""
    empty = True
    for file in files:
        empty = False
        yield file if isinstance(file, Problem) else _file(file, known)
    if empty:
        yield _problem(path, what, f"Files of drafts end in {_listed(known)}.")


def _file(path: str, known: Collection[str]) -> Found | Problem:
    extension = _extension(path)
    if not os.path.lexists(path):
        return _problem(path, "the file went away while drafts were looked for.", "Run again.")
    if not os.path.exists(path):
        return _problem(path, "the link leads nowhere.", "Point it at a file, or name the file itself.")
    if not os.path.isfile(path):
        return _problem(path, "neither a file nor a folder.", "Pipe it to standard input and name -.")
    if extension not in known:
        what = f"files that end in {extension} cannot be read." if extension else "a name without an ending."
        return _problem(path, what, f"Save it as one of {_listed(known)}, or pipe it to standard input and name -.")
    return Found(path, shown(path), extension)


def _walk(
    folder: str, known: Collection[str], entered: set[str], archives: Archives, top: str = ""
) -> Iterator[str | Problem]:
    """The paths of drafts below ``folder``; ``entered`` are the real folders so far, so that loops end.

    ``top`` is the folder that the user named: an archive that begins there is named too.
    """
    wanted = archives is Archives.ALL or folder == top
    if x_files.is_root(folder):  # what else it holds is about the posts, and no draft
        if wanted:
            yield from x_files.files_of(folder)
        return
    real = os.path.realpath(folder)
    if real in entered:
        return
    entered.add(real)
    try:
        names = sorted(os.listdir(folder), key=x_files.order)
    except OSError as error:
        yield _problem(folder, f"the folder cannot be opened: {error.strerror}.", "Check its permissions.")
        return
    for name in names:
        path = name if folder == os.curdir else os.path.join(folder, name)
        if name.startswith("."):
            continue
        if os.path.isdir(path):
            if name not in _NO_FOLDERS:
                yield from _walk(path, known, entered, archives)
        elif _holds_drafts(path, known) and (wanted or not x_files.is_part(path)):
            yield path


def _globbed(pattern: str, known: Collection[str]) -> Iterator[str | Problem]:
    base, deep, rest = pattern.partition("**/")
    if deep and (not base or base.endswith("/")):
        yield from _deep(base, rest, known)
        return
    folder, name = os.path.split(pattern)
    if name in ("*", "**") and x_files.is_root(folder):
        yield from x_files.files_of(folder)
        return
    for path in sorted(glob.glob(pattern), key=x_files.order):
        if os.path.isdir(path):
            yield from _walk(path, known, set(), Archives.ALL)
        elif _holds_drafts(path, known):
            yield path


def _deep(base: str, rest: str, known: Collection[str]) -> Iterator[str | Problem]:
    """The drafts below ``base`` whose path ends as ``rest`` says; loops of links end, unlike in ``glob``."""
    for folder in sorted(glob.glob(base)) if base else [os.curdir]:
        for file in _walk(folder, known, set(), Archives.ALL):
            if isinstance(file, Problem) or _fits(_parts(file, folder), ("**", *rest.split("/"))):
                yield file


def _parts(path: str, folder: str) -> Sequence[str]:
    return os.path.relpath(path, folder).split(os.sep)


def _fits(parts: Sequence[str], patterns: Sequence[str]) -> bool:
    """Whether the folders and name of a path are what ``patterns`` say; ``**`` is any number of folders."""
    if not patterns:
        return not parts
    if patterns[0] == "**":
        return any(_fits(parts[skipped:], patterns[1:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], patterns[0]) and _fits(parts[1:], patterns[1:])


def _holds_drafts(path: str, known: Collection[str]) -> bool:
    """Whether a file that nobody named by itself is meant as drafts, by name and, for TSV, first bytes."""
    name = os.path.basename(path).casefold()
    if _extension(name) not in known or name in _NO_DRAFTS or name.partition(".")[0] in _NO_DRAFT_STEMS:
        return False
    if name.endswith(".zip") or (name.endswith(".js") and not x_files.is_part(path)):
        return False
    return not (name.endswith(".tsv") and _is_word_list(path))


def _is_word_list(path: str) -> bool:
    """Whether a TSV begins with the provenance of a dictionary, as the user's own lists beside drafts do."""
    try:
        with open(path, "rb") as stream:
            return stream.read(len(_WORD_LIST)) == _WORD_LIST
    except OSError:
        return False


def _extension(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def shown(path: str) -> str:
    """``path`` as messages and ids have it: with forward slashes, without ``./``, always printable."""
    plain = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    return plain.removeprefix("./") or plain


def _problem(path: str, what: str, advice: str) -> Problem:
    return Problem(str(InputError(shown(path), what, advice)))


def _neighbour(path: str) -> str:
    """A file beside ``path`` of nearly that name, as a question; else plain advice."""
    try:
        names = os.listdir(os.path.dirname(path) or os.curdir)
    except (OSError, ValueError):
        names = []
    near = did_you_mean(os.path.basename(path), names)
    return near if near.startswith("Did") else "Check the path."


def _listed(known: Collection[str]) -> str:
    return ", ".join(sorted(known))
