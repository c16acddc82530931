"""An audit for programs: one JSON document with every number, its denominator and its interval."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tweetlint.audit.numbers import Audit
from tweetlint.writers.json import inactive

VERSION = 1
"""Of the document: it grows when a field changes its meaning or goes, not when one is added."""


class _Document(msgspec.Struct, frozen=True):
    version: int
    audit: Audit


def write(audit: Audit) -> Iterator[str]:
    """The document, in valid UTF-8 and without control characters, whatever the posts hold."""
    source = msgspec.json.format(msgspec.json.encode(_Document(VERSION, audit)), indent=2)
    yield inactive(source.decode()) + "\n"
