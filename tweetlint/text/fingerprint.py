"""A post reduced to what makes it the same post: for finding near copies without keeping texts."""

from __future__ import annotations

from zlib import crc32

from tweetlint.text.lazy import lazy_regex

_DROPPED = lazy_regex(r"[^\p{L}\p{N}]+")
LEAST_LENGTH = 12
_CHARACTER = 4  # bytes
_TRIGRAM = 3 * _CHARACTER


def fingerprint(text: str) -> tuple[int, ...]:
    """The sorted hashes of the character trigrams of ``text`` (folded, entities blanked), or () when short.

    Emoji, punctuation and blanks do not count; digits do: prices and dates tell posts apart.
    """
    bare = _DROPPED.sub("", text)
    if len(bare) < LEAST_LENGTH:
        return ()
    coded = memoryview(bare.encode("utf-32-le", "replace"))
    return tuple(sorted({crc32(coded[i : i + _TRIGRAM]) for i in range(0, len(coded) - _TRIGRAM + 1, _CHARACTER)}))
