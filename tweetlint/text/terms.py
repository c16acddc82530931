"""Finding words: every list and every pattern word in one index, one pass over a text for all.

The law: a word matches a run of tokens that begins and ends on token edges, when the run is written
like the word, or when all but the last token are written so and the last one's dictionary form or
normalized form completes it (馬鹿にする finds 馬鹿にしている). Kana are folded on both sides. No word is
ever tokenised by itself, so nothing depends on how a word alone would be cut.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.lazy import lazy_re
from tweetlint.text.sudachi import Token

_LONGEST_RUN = 8
# How often a term of which nothing is known stands in a post of some 40 words: by its length, and whether it
# is hiragana, as particles and endings are.
_COMMON_KANA = {1: 1.0, 2: 0.3, 3: 0.05}
_COMMON = {1: 0.3, 2: 0.01}
_RARE = 0.001


class TermMatch(StrEnum):
    """Where a term may be found.

    ``word``: by the law above. ``surface``: on token edges, written exactly so (ぱんつ, not パンツ).
    ``anywhere``: in any place, written so up to kana. ``name``: in any place, but not as part of a longer
    katakana, latin or digit run (AZ-90 is not in AZ-900).
    """

    WORD = "word"
    SURFACE = "surface"
    ANYWHERE = "anywhere"
    NAME = "name"


_MATCHES = tuple(TermMatch)
_WORD = _MATCHES.index(TermMatch.WORD)
_SURFACE = _MATCHES.index(TermMatch.SURFACE)
# Several of these in a row are one to the tokenizer (see text/sudachi.py).
_PROLONGED = lazy_re("[ー⁓〜〰-]{2,}")
_PROLONGED_AS = "ー"


class Occurrence(NamedTuple):
    """A found term: half-open character span, and the half-open run of tokens it covers."""

    start: int
    end: int
    first: int
    last: int
    term: int


class Term(NamedTuple):
    """A term as it is looked for."""

    text: str
    match: TermMatch


class Spellings(NamedTuple):
    """How a word may be written, in hiragana: as itself, or as something that has one of the ``beginnings``.

    No writing goes on for more than ``reach`` characters behind its beginning, or behind the word itself.
    ``per_mille`` says in how many of 1,000 ordinary posts it may stand.
    """

    reach: int = 0
    per_mille: int = 0
    beginnings: Sequence[str] = ()


Hit = tuple[int, int, int]
"""Where a way to write some term stands: it begins at the first place, ends at the second; its key."""


class Hits:
    """The hits in one text: ``keys`` are those that were hit, ``of`` the hits of each."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.of: dict[int, list[Hit]] = {}
        of = self.of
        for hit in hits:
            key = hit[2]
            if key in of:
                of[key].append(hit)
            else:
                of[key] = [hit]
        self.keys = frozenset(of)  # a set meets a set from the smaller side, and a dict from the larger


Stretch = tuple[int, int, int]
"""Where a term may stand: it begins at the first place, and ends between the second and the third."""


class TermIndex:
    """All terms of a set of rules; one pass over a text finds where any of them may stand.

    ``hits`` needs no tokens and misses nothing that ``occurrences``, which knows them, would keep. For
    that it must know how words are written when they are inflected or spelled otherwise: ``spellings``
    holds them for words in hiragana (see ``load.forms``). Words that are not in it can only be found by
    looking at tokens; they are ``unlisted``.

    A *key* is a way to write one or several terms, or the beginning of such a way. All is kept as a few
    flat values, so that an index comes out of a cache faster than it is built.
    """

    def __init__(self, terms: Sequence[Term], spellings: Mapping[str, Spellings] | None = None) -> None:
        spelled = [fold_term(term.text) for term in terms]
        self._words = _Strings.of(map(fold_kana, spelled))
        self._matches = bytes(_MATCHES.index(term.match) for term in terms)
        self._exact = {n: spelled[n] for n, term in enumerate(terms) if term.match is TermMatch.SURFACE}
        self.unlisted: dict[str, int] = {}
        keys: dict[str, int] = {}
        numbers: list[list[int]] = []
        of_number: list[list[int]] = []
        self._reach = array("B")
        # Whether a key is of a term that may stand in any place, and not from the edge of a token on only.
        self._loose = array("B")
        for number, word in enumerate(self._words):
            ways, reach = self._ways(number, word, spellings or {})
            of_number.append([])
            for way in ways:
                key = keys.setdefault(way, len(keys))
                if key == len(numbers):
                    numbers.append([])
                    self._reach.append(0)
                    self._loose.append(0)
                numbers[key].append(number)
                of_number[number].append(key)
                self._reach[key] = max(self._reach[key], reach)
                self._loose[key] |= self._matches[number] not in (_WORD, _SURFACE)
            if ways and word in self.unlisted:
                self.unlisted[word] = keys[word]
        self._numbers = Rows.of(numbers)
        self._keys = Rows.of(of_number)
        self._groups: dict[Terms, frozenset[int]] = {}
        import daachorse  # here, so that listing and explaining rules need no automaton

        automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(keys)) if keys else None
        # Each automaton with what is added to its numbers to make them keys.
        self._automata: tuple[tuple[Any, int], ...] = ((automaton, 0),) if automaton else ()

    def __len__(self) -> int:
        return len(self._words)

    def followed_by(self, other: TermIndex) -> TermIndex:
        """An index of all terms of both; those of ``other``, and its keys, are numbered on."""
        whole = TermIndex(())
        terms, keys = len(self._words), len(self._reach)
        whole._words = self._words.followed_by(other._words)
        whole._matches = self._matches + other._matches
        whole._exact = self._exact | {number + terms: word for number, word in other._exact.items()}
        whole.unlisted = self.unlisted | {word: key + keys for word, key in other.unlisted.items()}
        whole._reach = self._reach + other._reach
        whole._loose = self._loose + other._loose
        whole._numbers = self._numbers.followed_by(other._numbers, terms)
        whole._keys = self._keys.followed_by(other._keys, keys)
        whole._automata = (*self._automata, *((automaton, first + keys) for automaton, first in other._automata))
        return whole

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_groups": {}}

    def _ways(self, number: int, word: str, spellings: Mapping[str, Spellings]) -> tuple[Sequence[str], int]:
        """What of a term to look for in a text, and how far a writing may go on behind it."""
        if not word:
            return (), 0
        if self._matches[number] != _WORD:
            return (word,), 0
        if word in spellings:
            return (word, *spellings[word].beginnings), spellings[word].reach
        self.unlisted[word] = -1
        return (word,), 0

    def hits(self, kana: str) -> list[Hit]:
        """Where keys stand in ``kana`` (folded, in hiragana); unlisted words only as they are written."""
        found = self._found(kana)
        if _PROLONGED.search(kana):
            squeezed, origin = _squeezed(kana)
            found += [(origin[s], origin[e], key) for s, e, key in self._found(squeezed)]
        return found

    def _found(self, kana: str) -> list[Hit]:
        found: list[Hit] = []
        for automaton, first in self._automata:
            hits = automaton.find_overlapping(kana)
            found += [(start, end, key + first) for start, end, key in hits] if first else hits
        return found

    def on_edges(self, hits: Iterable[Hit], edges: Container[int]) -> Iterator[Hit]:
        """The hits without those of words that would have to begin at one of the ``edges`` and do not."""
        loose = self._loose
        return (hit for hit in hits if hit[0] in edges or loose[hit[2]])

    def numbers_in(self, kana: str) -> set[int]:
        """The terms that may stand in ``kana``, but for the inflected ones among unlisted words."""
        return {number for _, _, key in self.hits(kana) for number in self._numbers[key]}

    def hits_by_tokens(self, text: Placed) -> Iterator[Hit]:
        """Where unlisted words may stand that are completed by a form of a token."""
        unlisted = self.unlisted
        for last, token in enumerate(text.tokens if unlisted else ()):
            for lemma in token.lemmas:
                for first in range(last, max(last - _LONGEST_RUN, -1), -1):
                    start = text.tokens[first].start
                    key = unlisted.get(text.kana[start : token.start] + lemma)
                    if key is not None:
                        yield start, token.end, key

    def keys_of(self, group: Terms) -> frozenset[int]:
        """The keys of the group's terms."""
        keys = self._groups.get(group)
        if keys is None:
            keys = self._groups[group] = frozenset(key for number in group.members for key in self._keys[number])
        return keys

    def stretches(self, group: Terms, hits: Hits) -> list[Stretch]:
        """Where terms of the group may stand by ``hits`` (by their keys), from left to right."""
        keys = self.keys_of(group) & hits.keys
        if not keys:
            return []
        reach, of = self._reach, hits.of
        if len(keys) == 1:  # nearly always, and mostly a single hit
            (key,) = keys
            further = reach[key]
            found = [(start, end, end + further) for start, end, _ in of[key]]
            return sorted(found) if len(found) > 1 else found
        return sorted([(start, end, end + reach[key]) for key in keys for start, end, _ in of[key]])

    def occurrences(self, group: Terms, hits: Hits, text: Placed) -> list[Occurrence]:
        """Where terms of the group stand by the law, the longer first where they start alike."""
        members, numbers = group.members, self._numbers
        keys = self.keys_of(group) & hits.keys
        wanted = {(n, start) for key in keys for n in numbers[key] if n in members for start, _, _ in hits.of[key]}
        found = [occurrence for number, start in wanted for occurrence in self._confirmed(number, start, text)]
        return sorted(set(found), key=lambda o: (o.start, -o.end, o.term))

    def _confirmed(self, number: int, start: int, text: Placed) -> Iterator[Occurrence]:
        match = self._matches[number]
        for occurrence in _FINDERS[match](self._words[number], start, text, number):
            if match != _SURFACE or text.text[occurrence.start : occurrence.end] == self._exact[number]:
                yield occurrence

    def scan(self, text: str, tokens: Sequence[Token]) -> dict[int, list[Occurrence]]:
        """Every occurrence of every term in the folded ``text``, by term number, in text order."""
        placed = Placed(text, fold_kana(text), tokens)
        hits = Hits((*self.hits(placed.kana), *self.hits_by_tokens(placed)))
        found: dict[int, list[Occurrence]] = {}
        for occurrence in self.occurrences(Terms(range(len(self._words))), hits, placed):
            found.setdefault(occurrence.term, []).append(occurrence)
        return found


class _Strings(Sequence[str]):
    """Many short strings as one long one: read back in no time, and cut out one by one."""

    def __init__(self, whole: str, heads: array[int]) -> None:
        self._whole = whole
        self._heads = heads

    @classmethod
    def of(cls, strings: Iterable[str]) -> _Strings:
        """The same strings."""
        kept, heads = [], array("I", [0])
        for string in strings:
            kept.append(string)
            heads.append(heads[-1] + len(string))
        return cls("".join(kept), heads)

    def followed_by(self, other: _Strings) -> _Strings:
        """These strings and then the others."""
        shifted = array("I", [head + self._heads[-1] for head in other._heads[1:]])
        return _Strings(self._whole + other._whole, self._heads + shifted)

    def __len__(self) -> int:
        return len(self._heads) - 1

    def __getitem__(self, number: Any) -> Any:
        return self._whole[self._heads[number] : self._heads[number + 1]]


class Rows(Sequence[Sequence[int]]):
    """Many short rows of numbers as two flat arrays."""

    def __init__(self, heads: array[int], numbers: array[int]) -> None:
        self._heads = heads
        self._row_numbers = numbers

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> Rows:
        """The same rows."""
        heads, numbers = array("I", [0]), array("I")
        for row in rows:
            numbers.extend(row)
            heads.append(len(numbers))
        return cls(heads, numbers)

    def followed_by(self, other: Rows, shift: int) -> Rows:
        """These rows and then those of ``other``, to whose numbers ``shift`` is added."""
        heads = self._heads + array("I", [head + self._heads[-1] for head in other._heads[1:]])
        return Rows(heads, self._row_numbers + array("I", [number + shift for number in other._row_numbers]))

    def __len__(self) -> int:
        return len(self._heads) - 1

    def __getitem__(self, row: Any) -> Any:
        return self._row_numbers[self._heads[row] : self._heads[row + 1]]


class Placed:
    """A folded text, the same in hiragana, and its tokens by their edges."""

    def __init__(self, text: str, kana: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.kana = kana
        self.tokens = tokens
        self.first = {token.start: index for index, token in enumerate(tokens)}
        self.last = {token.end: index + 1 for index, token in enumerate(tokens)}

    @cached_property
    def begins(self) -> list[int]:
        """Where the tokens begin."""
        return [token.start for token in self.tokens]


def _on_edges(word: str, start: int, text: Placed, number: int) -> Iterator[Occurrence]:
    """The word as it is written, from the edge of a token to the edge of another."""
    first, last = text.first.get(start), text.last.get(start + len(word))
    if first is not None and last is not None and text.kana.startswith(word, start):
        yield Occurrence(start, start + len(word), first, last, number)


def _by_forms(word: str, start: int, text: Placed, number: int) -> Iterator[Occurrence]:
    """The word on edges, written so or completed by a form of its last token."""
    yield from _on_edges(word, start, text, number)
    first = text.first.get(start)
    if first is None:
        return
    kana = text.kana
    for last in range(first, min(first + _LONGEST_RUN, len(text.tokens))):
        token = text.tokens[last]
        lead = token.start - start
        if lead >= len(word) or not kana.startswith(word[:lead], start):
            return
        rest = word[lead:]
        if rest in token.lemmas and rest != kana[token.start : token.end]:
            yield Occurrence(start, token.end, first, last + 1, number)


def _anywhere(word: str, start: int, text: Placed, number: int) -> Iterator[Occurrence]:
    """The word as it is written, in any place; its run is of the tokens that it touches."""
    end = start + len(word)
    if text.kana.startswith(word, start):
        first, last = text.first.get(start), text.last.get(end)
        first = max(bisect_right(text.begins, start) - 1, 0) if first is None else first
        last = max(bisect_right(text.begins, end - 1), first + 1) if last is None else last
        yield Occurrence(start, end, first, last, number)


def _as_name(word: str, start: int, text: Placed, number: int) -> Iterator[Occurrence]:
    """The word as it is written, where it is no part of a longer name."""
    for occurrence in _anywhere(word, start, text, number):
        if whole_name(text.text, occurrence.start, occurrence.end):
            yield occurrence


_FINDERS = tuple(
    {
        TermMatch.WORD: _by_forms,
        TermMatch.SURFACE: _on_edges,
        TermMatch.ANYWHERE: _anywhere,
        TermMatch.NAME: _as_name,
    }[match]
    for match in _MATCHES
)


def _squeezed(kana: str) -> tuple[str, list[int]]:
    """``kana`` with runs of prolonged sound marks as one, as the tokenizer reads them, and where each was."""
    pieces: list[str] = []
    origin: list[int] = []
    reached = 0
    for run in _PROLONGED.finditer(kana):
        pieces += (kana[reached : run.start()], _PROLONGED_AS)
        origin += (*range(reached, run.start()), run.start())
        reached = run.end()
    pieces.append(kana[reached:])
    origin += range(reached, len(kana) + 1)
    return "".join(pieces), origin


def whole_name(text: str, start: int, end: int) -> bool:
    """Whether the span is not part of a longer run of latin letters and digits, or of katakana."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return not (_same_run(before, text[start]) or _same_run(text[end - 1], after))


def _same_run(left: str, right: str) -> bool:
    """Whether two neighbours are of one unbroken run: latin, digits, or katakana."""
    if not left or not right:
        return False
    if left.isascii() and right.isascii():
        return left.isalnum() and right.isalnum()
    return _katakana(left) and _katakana(right)


def _katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == "\u30fc"


class Terms(tuple[int, ...]):
    """Term numbers that are looked up together. Two are the same only when they are one object.

    Lookups by group are the innermost step of matching; hashing a long tuple there would cost more than
    the lookup itself.
    """

    @cached_property
    def members(self) -> frozenset[int]:
        """The numbers as a set."""
        return frozenset(self)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


class Groups:
    """Groups of terms by a number of their own, so that they are kept once and come out of a cache one by one."""

    def __init__(self) -> None:
        self._heads = array("I", [0])
        self._numbers = array("I")
        self._opened: dict[int, Terms] = {}
        self._index: dict[Terms, int] = {}

    def __getitem__(self, index: int) -> Terms:
        group = self._opened.get(index)
        if group is None:
            group = Terms(self._numbers[self._heads[index] : self._heads[index + 1]])
            self._opened[index] = group
        return group

    def index(self, group: Terms) -> int:
        """The number of ``group``, which gets one now if it has none."""
        index = self._index.get(group)
        if index is None:
            index = self._index[group] = len(self._heads) - 1
            self._opened[index] = group
            self._numbers.extend(group)
            self._heads.append(len(self._numbers))
        return index

    def __getstate__(self) -> tuple[array[int], array[int]]:
        return self._heads, self._numbers

    def __setstate__(self, state: tuple[array[int], array[int]]) -> None:
        self._heads, self._numbers = state
        self._opened, self._index = {}, {}


class Vocabulary:
    """Collects terms while rules are compiled; ``index()`` closes it.

    A *slot* is a named group of terms: a dictionary, a class of a dictionary, or names of the account.
    """

    def __init__(self, slots: Mapping[str, Sequence[Term]], spellings: Mapping[str, Spellings] | None = None) -> None:
        self._slots = slots
        self._spellings = spellings or {}
        self._numbers: dict[Term, int] = {}
        self._slot_groups: dict[str, Terms] = {}
        self._groups: dict[tuple[int, ...], Terms] = {}
        self._common: list[float] = []
        self._commonness: dict[Terms, float] = {}

    @property
    def slot_names(self) -> Iterable[str]:
        """The names that ``slot`` knows."""
        return self._slots.keys()

    def number(self, term: Term) -> int:
        """The number under which ``term`` will be found."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._common)
            self._common.append(self._how_common(fold_kana(fold_term(term.text))))
        return number

    def group(self, numbers: Iterable[int]) -> Terms:
        """The group of these terms: one object for the same terms, so that they are looked up once in a text."""
        members = tuple(sorted(set(numbers)))
        known = self._groups.get(members)
        if known is None:
            known = self._groups[members] = Terms(members)
        return known

    def slot(self, name: str) -> Terms:
        """The numbers of a slot's terms; ``KeyError`` when there is no such slot."""
        if name not in self._slot_groups:
            self._slot_groups[name] = Terms(self.number(term) for term in self._slots[name])
        return self._slot_groups[name]

    def words(self, name: str) -> tuple[str, ...]:
        """The terms of a slot as its list writes them; ``KeyError`` when there is no such slot."""
        return tuple(term.text for term in self._slots[name])

    def inflected(self) -> Iterator[str]:
        """The words, in hiragana, that are found by their forms too."""
        return (fold_kana(fold_term(term.text)) for term in self._numbers if term.match is TermMatch.WORD)

    def commonness(self, group: Terms) -> float:
        """About how many of the group's terms an ordinary post holds."""
        known = self._commonness.get(group)
        if known is None:
            known = self._commonness[group] = sum(self._common[number] for number in group.members)
        return known

    def _how_common(self, word: str) -> float:
        """In how many of all posts a word may stand: as counted, or by its length and whether it is hiragana."""
        counted = self._spellings.get(word)
        if counted is not None:
            return max(counted.per_mille / 1000, _RARE)
        kana = all("\u3041" <= character <= "\u309f" for character in word)
        return (_COMMON_KANA if kana else _COMMON).get(len(word), _RARE)

    def fork(self, slots: Mapping[str, Sequence[Term]]) -> Vocabulary:
        """A vocabulary of its own that knows all terms of this one by the same numbers; ``slots`` are its own."""
        other = Vocabulary(slots, self._spellings)
        other._numbers, other._common = dict(self._numbers), list(self._common)
        other._slot_groups, other._groups = dict(self._slot_groups), dict(self._groups)
        other._commonness = dict(self._commonness)
        return other

    def index(self, known: TermIndex | None = None) -> TermIndex:
        """The index of all terms asked for so far; ``known`` is that of the first of them."""
        if known is None:
            return TermIndex(tuple(self._numbers), self._spellings)
        if len(known) == len(self._numbers):
            return known
        return known.followed_by(TermIndex(tuple(self._numbers)[len(known) :], self._spellings))
