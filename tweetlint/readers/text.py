"""Plain text: one draft a file; a line of only ``---`` separates the posts of a thread.

Nothing is normalised: a draft's text is a slice of the file's characters, whole lines, so that line
and column in the text are line and column in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tweetlint.errors import InputError
from tweetlint.limits import LARGEST_POST_FILE
from tweetlint.model import Draft, Origin, Problem
from tweetlint.readers import decode
from tweetlint.readers.fields import draft_of
from tweetlint.readers.file import File
from tweetlint.text.lazy import lazy_re

_SEPARATOR = lazy_re(r"---[ \t]*\r?\n?")


class Body(NamedTuple):
    """Some text of a file and the 1-based line on which it begins."""

    text: str
    line: int


def read(file: File) -> Iterator[Draft | Problem]:
    """The draft of a text file, or the posts of its thread."""
    yield from drafts_of(Body(decode.text_of(file.stream, file.path, LARGEST_POST_FILE), 1), file.path, {})


def drafts_of(body: Body, path: str, fields: Mapping[str, object]) -> Iterator[Draft | Problem]:
    """The posts of ``body``, all with ``fields``; those of a thread are numbered in ``id#1``, ``id#2``.

    ``media`` belongs to the first post of a thread. An empty post is a problem, the others still come.
    """
    posts = tuple(_posts(body))
    name = fields.get("id", path)
    if len(posts) == 1:
        yield _draft(posts[0], path, {**fields, "id": name})
        return
    if "thread_index" in fields:
        raise InputError(path, "thread_index is set for a file that holds a thread.", "Take thread_index out.")
    for index, post in enumerate(posts, 1):
        numbered = {**fields, "id": f"{name}#{index}", "thread_index": index}
        if index > 1:
            numbered.pop("media", None)
        try:
            yield _draft(post, path, numbered)
        except InputError as error:
            yield Problem(str(error))


def _draft(post: Body, path: str, fields: Mapping[str, object]) -> Draft:
    if not post.text:
        thread = fields.get("thread_index")
        what = "no post in this file." if thread is None else f"post {thread} of the thread is empty."
        advice = "Write its text." if thread is None else "Write its text, or take out one line `---`."
        raise InputError(f"{path}:{post.line}", what, advice)
    return draft_of({**fields, "text": post.text}, Origin(path, post.line))


def _posts(body: Body) -> Iterator[Body]:
    """The posts between lines ``---``, without the blank lines around each."""
    lines: list[str] = []
    start = body.line
    for number, line in enumerate(split_lines(body.text), body.line):
        if _SEPARATOR.fullmatch(line):
            yield _trimmed(lines, start)
            lines, start = [], number + 1
        else:
            lines.append(line)
    yield _trimmed(lines, start)


def _trimmed(lines: list[str], start: int) -> Body:
    """The lines without blank ones before and after; the last line without its end."""
    written = [index for index, line in enumerate(lines) if line.strip()]
    if not written:
        return Body("", start)
    first, last = written[0], written[-1]
    text = "".join(lines[first : last + 1])
    return Body(text.removesuffix("\n").removesuffix("\r"), start + first)


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` with their ends, split at LF alone, as line numbers are counted."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
