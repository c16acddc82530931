"""How long a post is for X, which counts neither characters nor bytes but weight.

Source: configuration v3 of twitter-text (``config/v3.json``, read 2026-11-22). After NFC every code
point weighs 2, those of Latin and its neighbours 1, a URL 23 and an emoji sequence 2, however long
they are. A post may weigh 280; half-width kana save nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from tweetlint.text.entities import Entity, EntityKind, emoji, urls
from tweetlint.text.lazy import lazy_re

WEIGHT_OF_URL = 23
WEIGHT_OF_EMOJI = 2
WEIGHT_OF_CHARACTER = 2

_LIGHT = lazy_re("[\x00-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
_UNPOSTABLE = lazy_re("[\ufffe\ufeff\uffff]")


def weighted_length(text: str) -> int:
    """The weight of ``text`` in X's units: 280 fill a post, 2 for a Japanese character."""
    return sum(stretch.weight for stretch in _stretches(unicodedata.normalize("NFC", text)))


def first_over(text: str, limit: int) -> int | None:
    """The index in ``text`` of the first character too many for ``limit``, None when all of it fits.

    A URL or emoji sequence that does not fit as a whole counts from its beginning.
    """
    composed = unicodedata.normalize("NFC", text)
    over = _first_over(composed, limit)
    return over if over is None or composed == text else _index_before_composition(text, over)


def is_postable(text: str) -> bool:
    """True when ``text`` holds none of U+FFFE, U+FEFF and U+FFFF, with which X refuses a post."""
    return _UNPOSTABLE.search(text) is None


class _Stretch(NamedTuple):
    """A part of a post with its weight: a URL, an emoji, or plain characters between them."""

    start: int
    end: int
    weight: int
    is_plain: bool


def _stretches(composed: str) -> Iterator[_Stretch]:
    """The whole of ``composed`` in order, part by part. An emoji inside a URL is part of the URL."""
    begin = 0
    for whole in sorted((*urls(composed), *emoji(composed)), key=lambda entity: entity.start):
        if whole.start < begin:
            continue
        yield _plain(composed, begin, whole.start)
        yield _Stretch(whole.start, whole.end, _weight_of_whole(composed, whole), is_plain=False)
        begin = whole.end
    yield _plain(composed, begin, len(composed))


def _plain(composed: str, start: int, end: int) -> _Stretch:
    return _Stretch(start, end, _weight(composed[start:end]), is_plain=True)


def _weight(plain: str) -> int:
    light = sum(map(len, _LIGHT.findall(plain)))
    return WEIGHT_OF_CHARACTER * len(plain) - light


def _weight_of_whole(composed: str, whole: Entity) -> int:
    if whole.kind is EntityKind.URL:
        return WEIGHT_OF_URL
    return _weight_of_emoji(composed[whole.start : whole.end])


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


def _first_over(composed: str, limit: int) -> int | None:
    left = limit
    for stretch in _stretches(composed):
        if stretch.weight > left:
            return _first_over_in_plain(composed, stretch.start, left) if stretch.is_plain else stretch.start
        left -= stretch.weight
    return None


def _first_over_in_plain(composed: str, start: int, left: int) -> int:
    while left >= 0:
        left -= _weight(composed[start])
        start += 1
    return start - 1


def _index_before_composition(text: str, composed_index: int) -> int:
    """The index in ``text`` of the cluster that became the character at ``composed_index`` in NFC."""
    start = length = 0
    for cluster in _cluster_pattern().findall(text):
        length += len(unicodedata.normalize("NFC", cluster))
        if length > composed_index:
            break
        start += len(cluster)
    return start


@cache
def _cluster_pattern() -> regex.Pattern[str]:
    """A character and all that may compose with it or change places behind it.

    The three Tibetan vowels are starters that decompose into marks.
    """
    return regex.compile(r"(?s:.)[\P{ccc=0}\p{NFC_QC=Maybe}\u0f73\u0f75\u0f81]*+")
