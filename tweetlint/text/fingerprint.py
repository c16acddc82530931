"""A post reduced to what makes it the same post: for finding near copies without keeping texts."""

from __future__ import annotations

import zlib

import regex

_DROPPED = regex.compile(r"[^\p{L}\p{N}]+")
LEAST_LENGTH = 12


def fingerprint(text: str) -> tuple[int, ...]:
    """The sorted hashes of the character trigrams of ``text`` (folded, entities blanked), or () when short.

    Emoji, punctuation and blanks do not count; digits do: prices and dates tell posts apart.
    """
    bare = _DROPPED.sub("", text)
    if len(bare) < LEAST_LENGTH:
        return ()
    return tuple(sorted({zlib.crc32(bare[i : i + 3].encode("utf-8", "replace")) for i in range(len(bare) - 2)}))
