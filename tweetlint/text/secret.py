"""Names that must not be read: found however they are spelled, in clear or by keyed digests.

A text is read as a person would who knows the name: width, letter case, kana, invisible characters, blanks,
dots, hyphens, emoji and percent signs of an address do not hide it. Of names of ``LOOSE`` characters or more
the lengths of vowels and the size of kana do not matter either. AZ-90 is still not AZ-900, AZ-9.0 or 7AZ-90.

A sealed name is the BLAKE2b digest (RFC 7693, keyed) of the name so read. It tells neither the name nor its
exact length, only how many times ``BUCKET`` characters it has at most; every run of so many characters of a
draft is digested and looked up. What that protects against, and what not, is in ``docs/embargoes.md``.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import regex

from tweetlint.model import Span
from tweetlint.text.fold import Folded, fold, fold_kana

LOOSE = 4
"""Characters from which on a name is recognised without the lengths of its vowels; shorter ones are other words."""
EMBEDDED = 5
"""Characters from which on a name is seen inside of a longer katakana word, or before figures."""
BUCKET = 4
"""A sealed name tells its length in steps of so many characters."""
SHORTEST_SEALED = 2
LONGEST_SEALED = 64
"""Characters of a name as it is read; longer windows would cost more than they hide."""
SHORTEST_KEY = 16
"""Characters of a key; shorter ones are guessed."""

_SEPARATING = frozenset(" \t\r\n・･.·_'’\"”“*/~〜=+|\\^`")
_SEPARATING_KINDS = frozenset({"Zs", "Pd", "Pc", "So", "Sk", "Me"})
_BLANK = frozenset(" \t\u3000・･")
_LONG = "ー"
_SMALL = {
    code: unicodedata.lookup(name.replace(" SMALL", ""))
    for code in range(0x3041, 0x3097)
    if " SMALL" in (name := unicodedata.name(chr(code)))
}
_DIGIT_BREAK = "\x1f"
_PERCENT = regex.compile(r"(?:%[0-9a-f]{2})++")
_SEALED = regex.compile(r"v1\.(?P<key>[0-9a-f]{8})\.(?P<form>[el])(?P<bucket>[0-9]{1,2})\.(?P<digest>[0-9a-f]{32})")


class Name(NamedTuple):
    """A name as it is looked for; ``loose`` says that lengths of vowels and sizes of kana are gone from it."""

    text: str
    loose: bool


class _Squeezed(NamedTuple):
    """A text without separators; ``at[i]`` is where character ``i`` stands in the text with them."""

    text: str
    at: tuple[int, ...]


class Legible:
    """A text as names are looked for in it."""

    def __init__(self, source: str | Folded) -> None:
        self._folded = fold(source) if isinstance(source, str) else source
        self._text, self._begins, self._ends = _spelled_out(self._folded.text)
        self._exact = _squeeze(self._text)
        self._loose = _loosened(self._exact)

    def find(self, name: Name) -> Iterator[Span]:
        """Where ``name`` stands in the source, not as part of a longer one."""
        squeezed = self._loose if name.loose else self._exact
        start = squeezed.text.find(name.text)
        while start >= 0:
            if span := self._span(squeezed, start, start + len(name.text), loose=name.loose):
                yield span
            start = squeezed.text.find(name.text, start + 1)

    def find_sealed(self, names: Mapping[bytes, SealedName], key: SealKey) -> Iterator[tuple[bytes, Span]]:
        """The digests of ``names`` with where their names stand; ``key`` is what they were sealed with."""
        for loose in (False, True):
            squeezed = self._loose if loose else self._exact
            for length in sorted({n for name in names.values() if name.loose is loose for n in name.lengths}):
                for start, digest in enumerate(key.digests(squeezed.text, length, loose=loose)):
                    if digest in names and (span := self._span(squeezed, start, start + length, loose=loose)):
                        yield digest, span

    def _span(self, squeezed: _Squeezed, start: int, end: int, *, loose: bool) -> Span | None:
        """The source span of the squeezed one, or None where a longer name goes on around it."""
        begin, stop = squeezed.at[start], squeezed.at[end - 1] + 1
        while loose and self._text[stop : stop + 1] == _LONG:
            stop += 1
        if not self._whole(begin, stop, squeezed.text[start:end]):
            return None
        return Span(*self._folded.source_span(self._begins[begin], self._ends[stop - 1]))

    def _whole(self, begin: int, stop: int, name: str) -> bool:
        before, after = self._text[begin - 1 : begin] if begin else "", self._text[stop : stop + 1]
        return not (
            self._goes_on(before, self._text[begin], begin, name)
            or self._goes_on(self._text[stop - 1], after, stop, name)
        )

    def _goes_on(self, left: str, right: str, joint: int, name: str) -> bool:
        """Whether the name is part of something longer at the ``joint`` between these two characters."""
        if not left or not right:
            return False
        if left.isascii() and right.isascii():
            if not (left.isalnum() and right.isalnum()):
                return False
            return len(name) <= EMBEDDED or not ((left.isalpha() and right.isdigit()) or self._camel(joint))
        if _katakana(left) and _katakana(right):
            return len(name) < EMBEDDED
        if _hiragana(left) and _hiragana(right):
            return len(name) < LOOSE and all(map(_hiragana, name))
        return len(name) == 1 and _han(left) and _han(right)

    def _camel(self, joint: int) -> bool:
        """Whether a new word begins there in the source: SakuraLatte|Fair."""
        source = self._folded.source
        at = self._folded.source_span(self._begins[joint], self._ends[joint])[0]
        return 0 < at < len(source) and source[at].isupper() and source[at - 1].islower()


class SealedName(NamedTuple):
    """A sealed name: the fingerprint of its key, its form and how long it can be, and its digest."""

    key: str
    loose: bool
    bucket: int
    digest: bytes

    @property
    def lengths(self) -> range:
        """The lengths it may have."""
        return range(max(self.bucket - BUCKET + 1, SHORTEST_SEALED), self.bucket + 1)

    def __str__(self) -> str:
        return f"v1.{self.key}.{'l' if self.loose else 'e'}{self.bucket}.{self.digest.hex()}"

    @classmethod
    def read(cls, text: str) -> SealedName:
        """The sealed name that ``text`` writes; ``ValueError`` for anything else."""
        match = _SEALED.fullmatch(text)
        if match is None or not 0 < int(match["bucket"]) <= LONGEST_SEALED or int(match["bucket"]) % BUCKET:
            raise ValueError("is no sealed name; tweetlint seal writes them")
        return cls(match["key"], match["form"] == "l", int(match["bucket"]), bytes.fromhex(match["digest"]))


class SealKey:
    """A secret key for names; it shows itself by its fingerprint only."""

    __slots__ = ("_key", "fingerprint")

    def __init__(self, key: str) -> None:
        """``ValueError`` for a key of less than ``SHORTEST_KEY`` characters."""
        if len(key.strip()) < SHORTEST_KEY:
            raise ValueError(f"is shorter than {SHORTEST_KEY} characters")
        self._key = hashlib.blake2b(key.strip().encode("utf-8", "replace"), person=b"tweetlint-seal-1").digest()
        self.fingerprint = hashlib.blake2b(key=self._key, digest_size=4).hexdigest()

    def __repr__(self) -> str:
        return f"SealKey({self.fingerprint})"

    def seal(self, name: Name) -> SealedName:
        """``name``, sealed; ``ValueError`` for one that is too short or too long to be looked for."""
        length = len(name.text)
        if not SHORTEST_SEALED <= length <= LONGEST_SEALED:
            raise ValueError(f"has {length} characters; {SHORTEST_SEALED} to {LONGEST_SEALED} can be sealed")
        (digest,) = self.digests(name.text, length, loose=name.loose)
        return SealedName(self.fingerprint, name.loose, -(-length // BUCKET) * BUCKET, digest)

    def digests(self, text: str, length: int, *, loose: bool) -> Iterator[bytes]:
        """The digest of every run of ``length`` characters of ``text``: 128 bits that say nothing without the key."""
        form = hashlib.blake2b(key=self._key, digest_size=16, person=b"loose" if loose else b"exact")
        written = text.encode("utf-32-le", "replace")
        for start in range(0, len(written) - 4 * length + 1, 4):
            state = form.copy()
            state.update(written[start : start + 4 * length])
            yield state.digest()


def name_of(term: str) -> Name:
    """How ``term`` is looked for; its text is empty where nothing is left to look for."""
    exact = _squeeze(_spelled_out(fold(term).text)[0])
    loose = _loosened(exact)
    return Name(loose.text, loose=True) if len(loose.text) >= LOOSE else Name(exact.text, loose=False)


def first_named(text: str, terms: Iterable[str]) -> int | None:
    """The number, from 1, of the first of ``terms`` that ``text`` names; None where it names none."""
    legible = Legible(text)
    names = ((number, name_of(term)) for number, term in enumerate(terms, 1))
    return next((number for number, name in names if name.text and next(legible.find(name), None)), None)


def _spelled_out(folded: str) -> tuple[str, list[int], list[int]]:
    """The text with percent signs of addresses read as UTF-8, and where each character begins and ends in it."""
    if "%" not in folded:
        return folded, list(range(len(folded))), list(range(1, len(folded) + 1))
    pieces: list[tuple[str, int, int]] = []
    past = 0
    for match in _PERCENT.finditer(folded):
        pieces += [(folded[i], i, i + 1) for i in range(past, match.start())]
        pieces += _decoded(match[0], match.start())
        past = match.end()
    pieces += [(folded[i], i, i + 1) for i in range(past, len(folded))]
    return "".join(c for c, _, _ in pieces), [b for _, b, _ in pieces], [e for _, _, e in pieces]


def _decoded(escapes: str, start: int) -> Iterable[tuple[str, int, int]]:
    """The characters that a run of percent signs writes, as many of them as are UTF-8."""
    written = bytes.fromhex(escapes.replace("%", "")).decode("utf-8", "replace")
    if "\ufffd" in written:
        return [(character, start + i, start + i + 1) for i, character in enumerate(escapes)]
    found = []
    for character in written:
        end = start + 3 * len(character.encode("utf-8"))
        found += [(each, start, end) for each in fold(character).text]
        start = end
    return found


def _squeeze(text: str) -> _Squeezed:
    """``text`` in hiragana without separators; between two figures they leave a break, unless all is spaced out."""
    kept: list[str] = []
    at: list[int] = []
    for index, character in enumerate(fold_kana(text)):
        if _separates(character):
            continue
        figures = kept and character.isdigit() and kept[-1].isdigit() and at[-1] + 1 < index
        if figures and not _spaced_out(text, at[-1], index):
            kept.append(_DIGIT_BREAK)
            at.append(index - 1)
        kept.append(character)
        at.append(index)
    return _Squeezed("".join(kept), tuple(at))


def _spaced_out(text: str, one: int, other: int) -> bool:
    """Whether figures are blanked out like all around them: A Z - 9 0."""
    return one > 0 and text[one - 1] in _BLANK and all(character in _BLANK for character in text[one + 1 : other])


def _loosened(exact: _Squeezed) -> _Squeezed:
    kept = [(character, index) for character, index in zip(exact.text, exact.at, strict=True) if character != _LONG]
    return _Squeezed("".join(character for character, _ in kept).translate(_SMALL), tuple(index for _, index in kept))


class _Kinds(dict[str, bool]):
    """Whether a character separates, remembered."""

    def __missing__(self, character: str) -> bool:
        found = self[character] = character in _SEPARATING or unicodedata.category(character) in _SEPARATING_KINDS
        return found


_separates = _Kinds().__getitem__


def _katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == _LONG


def _hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u3096"


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character == "々"
