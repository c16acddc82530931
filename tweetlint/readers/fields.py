"""From words to the typed fields of a draft, the same way for table cells and front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import tzinfo

import msgspec

from tweetlint.errors import InputError, did_you_mean
from tweetlint.model import Draft, DraftKind, Media, Origin, Relation
from tweetlint.readers.words import value_of

_TRUE, _FALSE = frozenset({"true"}), frozenset({"false", "none"})
_CHOICES: Mapping[str, Iterable[str]] = {"kind": tuple(DraftKind), "relation": tuple(Relation)}
_FLAGS = frozenset(
    field.name for kind in (Draft, Media) for field in msgspec.structs.fields(kind) if field.type is bool
)


def draft_of(fields: Mapping[str, object], origin: Origin, zone: tzinfo | None = None) -> Draft:
    """The draft that ``fields`` describes, at ``origin``.

    Times may be words; without an offset they are what clocks show in ``zone``. Raises ``InputError`` for an
    empty text and for all that a draft refuses.
    """
    place = f"{origin.path}:{origin.line}"
    moment = fields.get("publish_at")
    if isinstance(moment, str):
        from tweetlint.readers.moments import moment_of  # here: many drafts have no time, and no need of its patterns

        fields = {**fields, "publish_at": moment_of(moment, place, zone)}
    draft = Draft.from_mapping(fields, origin)
    if not draft.text.strip():
        raise InputError(place, "the text is empty.", "Write the post, or take the draft out.")
    if "\0" in draft.text:
        raise InputError(place, "the text holds a NUL character, which no post can.", "Take it out.")
    return draft


def typed(name: str, word: str, place: str, zone: tzinfo | None = None) -> object:
    """What ``word`` means as the draft field ``name``: a choice, a yes or no, a number, a time, or itself.

    Raises ``InputError`` for a word that means nothing there.
    """
    if name in _CHOICES:
        return _choice(name, word, place)
    if name in _FLAGS:
        return _flag(name, word, place)
    if name == "publish_at":
        from tweetlint.readers.moments import moment_of

        return moment_of(word, place, zone)
    if name == "thread_index":
        return _number(name, word, place)
    return word


def _choice(name: str, word: str, place: str) -> str:
    value = value_of(word)
    if value not in _CHOICES[name]:
        raise InputError(place, f"unknown {name} '{short(word)}'.", did_you_mean(value, _CHOICES[name]))
    return value


def _flag(name: str, word: str, place: str) -> bool:
    value = value_of(word)
    if value not in _TRUE | _FALSE:
        raise InputError(place, f"{name} '{short(word)}' is neither yes nor no.", "Write true or false.")
    return value in _TRUE


def _number(name: str, word: str, place: str) -> int:
    digits = unicodedata.normalize("NFKC", word).strip()
    if re.fullmatch(r"[0-9]{1,9}", digits) is None:
        raise InputError(place, f"{name} '{short(word)}' is no whole number.", "Write 1, 2, 3 and so on.")
    return int(digits)


def short(word: str) -> str:
    """``word`` as a sentence can hold it: one line, not long."""
    line = " ".join(word.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
