"""How long a post is for X, which counts neither characters nor bytes but weight.

Source: configuration v3 of twitter-text (``config/v3.json``, read 2026-11-22). After NFC every code
point weighs 2, those of Latin and its neighbours 1, a URL 23 and an emoji sequence 2, however long
they are. A post may weigh 280; half-width kana save nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from tweetlint.text.entities import emoji, urls

WEIGHT_OF_URL = 23
WEIGHT_OF_EMOJI = 2
WEIGHT_OF_CHARACTER = 2

_LIGHT = re.compile("[\x00-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
_UNPOSTABLE = re.compile("[\ufffe\ufeff\uffff]")


def weighted_length(text: str) -> int:
    """The weight of ``text`` in X's units: 280 fill a post, 2 for a Japanese character."""
    composed = unicodedata.normalize("NFC", text)
    pieces = _pieces(composed)
    whole = sum(piece.weight for piece in pieces)
    return whole + sum(_weight(composed[start:end]) for start, end in _gaps(composed, pieces))


def first_over(text: str, limit: int) -> int | None:
    """The index in ``text`` of the first character too many for ``limit``, None when all of it fits.

    A URL or emoji sequence that does not fit as a whole counts from its beginning.
    """
    composed = unicodedata.normalize("NFC", text)
    over = _first_over(composed, limit)
    if over is None or composed == text:
        return over
    return _index_before_composition(text, over)


def is_postable(text: str) -> bool:
    """True when ``text`` holds none of U+FFFE, U+FEFF and U+FFFF, with which X refuses a post."""
    return _UNPOSTABLE.search(text) is None


class _Piece(NamedTuple):
    """A stretch that counts as one."""

    start: int
    end: int
    weight: int


def _pieces(composed: str) -> tuple[_Piece, ...]:
    """The URLs, and the emoji outside them, in order."""
    found = [_Piece(url.start, url.end, WEIGHT_OF_URL) for url in urls(composed)]
    found += [_Piece(one.start, one.end, _weight_of_emoji(composed[one.start : one.end])) for one in emoji(composed)]
    found.sort()
    return tuple(_apart(found))


def _weight_of_emoji(sequence: str) -> int:
    """2, and 2 more where U+FE0F ends an emoji that is never text: twitter-text counts it apart."""
    needless = sequence.endswith("\ufe0f") and _needless_selector_pattern().search(sequence)
    return 2 * WEIGHT_OF_EMOJI if needless else WEIGHT_OF_EMOJI


@cache
def _needless_selector_pattern() -> regex.Pattern[str]:
    """An emoji without a text form and its selector. Those listed have one, and are emoji by default."""
    both = (
        r"\u231a\u231b\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5"
        r"\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2757\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f21a\U0001f22f"
    )
    return regex.compile(rf"[\p{{Emoji_Presentation}}--[{both}]]\uFE0F\Z", regex.V1)


def _apart(pieces: list[_Piece]) -> Iterator[_Piece]:
    taken = 0
    for piece in pieces:
        if piece.start >= taken:
            yield piece
            taken = piece.end


def _gaps(composed: str, pieces: tuple[_Piece, ...]) -> Iterator[tuple[int, int]]:
    """What lies before, between and after the pieces."""
    begin = 0
    for piece in pieces:
        yield begin, piece.start
        begin = piece.end
    yield begin, len(composed)


def _weight(plain: str) -> int:
    """The weight of text without URLs and emoji."""
    light = sum(map(len, _LIGHT.findall(plain)))
    return WEIGHT_OF_CHARACTER * len(plain) - light


def _first_over(composed: str, limit: int) -> int | None:
    total = 0
    for step in _steps(composed, _pieces(composed)):
        total += step.weight
        if total > limit:
            return step.start
    return None


def _steps(composed: str, pieces: tuple[_Piece, ...]) -> Iterator[_Piece]:
    """The pieces and, one by one, the characters around them."""
    for index, (begin, end) in enumerate(_gaps(composed, pieces)):
        for start in range(begin, end):
            yield _Piece(start, start + 1, _weight(composed[start]))
        yield from pieces[index : index + 1]


def _index_before_composition(text: str, composed_index: int) -> int:
    """The index in ``text`` of the cluster that became the character at ``composed_index`` in NFC."""
    length = 0
    for cluster in _cluster_pattern().finditer(text):
        length += len(unicodedata.normalize("NFC", cluster[0]))
        if length > composed_index:
            return cluster.start()
    return len(text)


@cache
def _cluster_pattern() -> regex.Pattern[str]:
    """A character and all that may compose with it or change places behind it.

    The three Tibetan vowels are starters that decompose into marks.
    """
    return regex.compile(r"(?s:.)[\P{ccc=0}\p{NFC_QC=Maybe}\u0f73\u0f75\u0f81]*+")
