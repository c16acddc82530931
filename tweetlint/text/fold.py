"""Folding: the text as it is matched, with an index map back to the text as it was written.

Compatibility characters, letter case and invisible characters are folded; nothing is ever searched
for again, because every folded character knows the source character it came from.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import msgspec
import regex

from tweetlint.text.lazy import lazy_regex

# Zero-width, bidi and soft-hyphen characters; U+200D only where it does not join an emoji sequence.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2800\u3164"
)
_INVISIBLE = frozenset(_UNSEEN)
_MARK = lazy_regex(r"[\p{M}ﾞﾟ゛゜]")
# Behind more than this many invisible characters a mark stands for itself; without a limit, a run of them
# would be gone over once for each.
_FURTHEST_MARK = 64
# A character with its marks, also with marks that stand behind something invisible. The spacing marks ゛ ゜
# belong to kana that can be voiced (か゛ is が); behind anything else they stand for themselves.
_CLUSTER = lazy_regex(
    rf"[うか-とは-ほウカ-トハ-ホワヰヱヲゝヽ][{_UNSEEN}\u200d]{{0,{_FURTHEST_MARK}}}[゛゜]"
    rf"|[^\p{{M}}ﾞﾟ](?:[{_UNSEEN}\u200d]{{0,{_FURTHEST_MARK}}}[\p{{M}}ﾞﾟ])*|[\p{{M}}ﾞﾟ]+",
    regex.DOTALL,
)
_EMOJI = lazy_regex(r"\p{Extended_Pictographic}")
_EMOJI_END = lazy_regex(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]")
_VARIATION = lazy_regex(r"\p{Variation_Selector}+")
_TO_COMBINING = {ord("゛"): "\u3099", ord("゜"): "\u309a"}
# NFKC spells the ellipsis as full stops, which would end sentences that go on.
_KEPT = frozenset("…‥")
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


class Folded(msgspec.Struct, frozen=True):
    """A folded text; ``origin[i]`` is the source index of folded character ``i`` (None: the same index)."""

    source: str
    text: str
    origin: tuple[int, ...] | None = None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span: it starts and ends on whole source characters."""
        if self.origin is None:
            return start, end
        if start >= end:
            return self.origin[start], self.origin[start]
        last = self.origin[end - 1]
        following = end
        while following < len(self.origin) - 1 and self.origin[following] == last:
            following += 1
        return self.origin[start], self.origin[following]

    def folded_index(self, index: int) -> int:
        """The first folded character that comes from source character ``index`` or a later one."""
        if self.origin is None:
            return index
        from bisect import bisect_left

        return min(bisect_left(self.origin, index), len(self.text))


def fold(source: str) -> Folded:
    """``source`` with width, compatibility forms, case and invisible characters folded away."""
    if _MARK.search(source) is None and "\u200d" not in source:
        text = source.translate(_FOLDED)
        if _FOLDED.changes_length.isdisjoint(source):
            return Folded(source, text)
        clusters = [(index, _FOLDED[ord(character)]) for index, character in enumerate(source)]
    else:
        clusters = [
            piece for match in _CLUSTER.finditer(source) for piece in _cluster_pieces(match[0], source, match.start())
        ]
    origin = [index for index, piece in clusters for _ in piece]
    origin.append(len(source))
    return Folded(source, "".join(piece for _, piece in clusters), tuple(origin))


@lru_cache(maxsize=1 << 16)
def fold_term(term: str) -> str:
    """``term`` folded as texts are folded, without the map; the words of all lists are remembered."""
    return fold(term).text


def fold_kana(text: str) -> str:
    """``text`` with katakana as hiragana; same length."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


def _cluster_pieces(cluster: str, source: str, index: int) -> list[tuple[int, str]]:
    if "\u200d" in cluster and not _joins_emoji(source, index + cluster.index("\u200d")):
        cluster = cluster.replace("\u200d", "")
    return [(index, _fold_cluster(cluster))]


def _joins_emoji(source: str, index: int) -> bool:
    """Whether the joiner at ``index`` stands between two emoji that folding leaves as they are (not ㊗)."""
    before, after = source[max(index - 1, 0) : index], source[index + 1 : index + 2]
    return bool(
        _EMOJI_END.match(before)
        and _EMOJI.match(after)
        and all(unicodedata.normalize("NFKC", character) == character for character in (before, after))
    )


def _fold_cluster(cluster: str) -> str:
    if cluster in _KEPT or cluster == "\u200d":
        return cluster
    if any("\ud800" <= character <= "\udfff" for character in cluster):
        return "\ufffd" * len(cluster)
    kept = _without_invisible(cluster)
    if len(kept) > 1:
        kept = kept[0] + kept[1:].translate(_TO_COMBINING)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).lower())
    # A letter has no other face: variants of 葛 are 葛, and FE0F between letters only hides them.
    plain = _VARIATION.sub("", folded) if folded[:1].isalpha() else folded
    return _without_invisible(plain)


def _without_invisible(text: str) -> str:
    return "".join(character for character in text if character not in _INVISIBLE)


class _FoldTable(dict[int, str]):
    """A table for ``str.translate`` that fills itself, and knows which characters change length."""

    def __init__(self) -> None:
        super().__init__()
        self.changes_length: set[str] = set()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self[code] = _fold_cluster(character)
        if len(folded) != 1:
            self.changes_length.add(character)
        return folded


_FOLDED = _FoldTable()
