"""Markdown: YAML front matter between lines ``---`` at the very top, then the post, verbatim.

YAML is read for its shape alone: every value stays the word that was written until the field it
belongs to says what it means, so that ``no``, ``012`` and times without an offset hold no surprise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any, Protocol

from tweetlint.errors import InputError, did_you_mean
from tweetlint.limits import LARGEST_POST_FILE
from tweetlint.model import DRAFT_FIELDS, Draft, Origin, Problem
from tweetlint.readers import decode
from tweetlint.readers.fields import typed
from tweetlint.readers.file import File
from tweetlint.readers.text import Body, drafts_of, split_lines
from tweetlint.text.lazy import lazy_re

_FENCE = lazy_re(r"---[ \t]*\r?\n?")
_LISTS = frozenset({"media", "waivers"})
_FIELDS = DRAFT_FIELDS - {"text"}
_DEEPEST = 10


class _Node(Protocol):
    """A node of PyYAML: ``id`` is scalar, sequence or mapping, and says what ``value`` holds."""

    id: str
    tag: str
    value: Any
    start_mark: Any


def read(file: File) -> Iterator[Draft | Problem]:
    """The draft of a Markdown file, or the posts of its thread; every fault of the front matter is told."""
    matter, body = _parted(decode.text_of(file.stream, file.path, LARGEST_POST_FILE), file.path)
    fields: dict[str, object] = {}
    faults: list[Problem] = []
    for key, node in _entries(matter, file.path) if matter else ():
        try:
            _add(fields, key, node, file)
        except InputError as error:
            faults.append(Problem(str(error)))
    yield from faults or drafts_of(body, file.path, fields)


def _parted(text: str, path: str) -> tuple[str, Body]:
    """The front matter, behind one empty line for its fence so that its lines count, and the body."""
    lines = split_lines(text)
    if not lines or not _FENCE.fullmatch(lines[0]):
        return "", Body(text, 1)
    for index, line in enumerate(lines[1:], 1):
        if _FENCE.fullmatch(line):
            matter = "".join(lines[1:index])
            return f"\n{matter}" if matter.strip() else "", Body("".join(lines[index + 1 :]), index + 2)
    raise InputError(f"{path}:1", "the front matter is never closed.", "End it with a line of only ---.")


def _entries(matter: str, path: str) -> Iterator[tuple[_Node, _Node]]:
    """The keys and values of the front matter, as YAML nodes."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_bombs(yaml.parse(matter, loader), path)
        root: Any = yaml.compose(matter, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark is not None else 1
        what = f"the front matter is not YAML: {error.problem or error.context}."
        raise InputError(
            f"{path}:{line}", what, "Write `key: value` lines; put quotes around a value with : or #."
        ) from error
    except yaml.reader.ReaderError as error:
        line = matter.count("\n", 0, error.position) + 1
        what = "the front matter holds a character that YAML forbids."
        raise InputError(f"{path}:{line}", what, "Take out the invisible character.") from error
    if root is None:
        return
    if root.id != "mapping":
        raise InputError(
            f"{path}:{_line(root)}", "the front matter is no list of settings.", "Write `key: value` lines."
        )
    yield from root.value


def _refuse_bombs(events: Iterator[Any], path: str) -> None:
    """Raises for nesting and for aliases: deep YAML ends the process in libyaml, and few aliases make much YAML."""
    depth = 0
    for event in events:
        name = type(event).__name__
        if name == "AliasEvent":
            place = f"{path}:{_line(event)}"
            raise InputError(place, "the front matter has an alias (*).", "Write the value out; put quotes around a *.")
        depth += name in ("MappingStartEvent", "SequenceStartEvent")
        depth -= name in ("MappingEndEvent", "SequenceEndEvent")
        if depth > _DEEPEST:
            raise InputError(
                f"{path}:{_line(event)}", "the front matter is nested too deeply.", "Write `key: value` lines."
            )


def _add(fields: dict[str, object], key: _Node, node: _Node, file: File) -> None:
    """``fields`` holds the entry too, decoded by itself so that its own line is named when it is wrong."""
    place = f"{file.path}:{_line(key)}"
    name = _word(key)
    if name == "text":
        raise InputError(place, "'text' in the front matter.", "Write the post below the front matter.")
    if name is None or name not in _FIELDS:
        raise InputError(place, f"unknown field '{name or '?'}'.", did_you_mean(name or "", _FIELDS))
    if name in fields:
        raise InputError(place, f"'{name}' appears twice.", "Keep one.")
    value = _listed(name, node, place) if name in _LISTS else _valued(name, node, place, file.zone)
    if value is not None:
        Draft.from_mapping({"id": "", "text": "", name: value}, Origin(file.path, _line(key)))
        fields[name] = value


def _valued(name: str, node: _Node, place: str, zone: tzinfo | None) -> object:
    word = _word(node)
    if word is None:
        raise InputError(place, f"{name} is a list.", f"Write one value: `{name}: …`.")
    return None if _absent(node) else typed(name, word, place, zone)


def _listed(name: str, node: _Node, place: str) -> object:
    """The entries of ``media`` or ``waivers``: a list of settings, one level deep."""
    if _absent(node):
        return ()
    if node.id != "sequence":
        raise InputError(place, f"{name} is no list.", "Begin each entry with `- `.")
    return tuple(_entry(name, item, place) for item in node.value)


def _entry(name: str, node: _Node, place: str) -> Mapping[str, object]:
    if node.id != "mapping":
        raise InputError(place, f"an entry of {name} is no list of settings.", "Write `- key: value`.")
    entry: dict[str, object] = {}
    for key, value in node.value:
        inner, word = _word(key), _word(value)
        if inner is None or word is None:
            raise InputError(place, f"an entry of {name} is nested too deeply.", "Write `- key: value`.")
        if inner in entry:
            raise InputError(place, f"'{inner}' appears twice in an entry of {name}.", "Keep one.")
        if not _absent(value):
            entry[inner] = typed(inner, word, place)
    return entry


def _word(node: _Node) -> str | None:
    """The scalar as it was written, or None for a list or mapping."""
    return str(node.value) if node.id == "scalar" else None


def _absent(node: _Node) -> bool:
    """Whether nothing was written: ``key:``, ``key: null`` or ``key: ~``."""
    return str(node.tag) == "tag:yaml.org,2002:null"


def _line(node: _Node) -> int:
    return int(node.start_mark.line) + 1
