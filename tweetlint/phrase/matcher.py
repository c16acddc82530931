"""Patterns at work: compiled against a vocabulary, found in an analysis."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count
from typing import NamedTuple, Protocol

from tweetlint.errors import PatternError, did_you_mean
from tweetlint.phrase.gate import Chain, Clause, Needs
from tweetlint.phrase.syntax import ANY_LENGTH, Choice, Edge, Gap, Mark, Node, PartOfSpeech, Slot, Word, parse
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind
from tweetlint.text.lazy import lazy_regex
from tweetlint.text.sudachi import Token
from tweetlint.text.terms import Term, TermMatch, Terms, Vocabulary

# A gap without a number: long enough for any sentence a person writes, short enough to bound the search.
_FURTHEST = 40
# Letters that end no sentence behind a word, though the tokenizer calls some of them symbols; っ and 彡 may.
_LETTER = lazy_regex("[いうえか-ぢつ-ん\u4e00-\u4edc\u4ede-\u5f60\u5f62-\u65e5\u65e7-\u9fff]")


# Numbers by which pattern sets are told apart in one process, and in what was compiled there.
_clauses = count()

_ENTITIES = {kind.name: kind for kind in EntityKind}


class Within(StrEnum):
    """How far a pattern may reach."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    POST = "post"


class Capture(NamedTuple):
    """What a slot of the pattern stood for: the slot's short name and its token run."""

    name: str
    first: int
    last: int


class Match(NamedTuple):
    """A pattern found: the token run to report, the whole run, and what its slots stood for."""

    first: int
    last: int
    begin: int
    end: int
    captures: tuple[Capture, ...] = ()


class Pattern:
    """One compiled pattern; of each of ``groups`` a word must be there."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self._first = _chain(parse(source), _END, source, vocabulary)
        self.groups = tuple(self._first.needs())

    def needs(self, within: Within) -> Chain | None:
        """The words without which the pattern does not match, if there are any."""
        return Chain(self.groups, within is Within.POST) if self.groups else None

    def may_match(self, analysis: Analysis, within: Within = Within.SENTENCE) -> bool:
        """False only where the pattern does not match; tells it without tokens."""
        if within is Within.POST:
            return self.may_hold(analysis, within)
        return all(map(analysis.may_stand, self.groups)) and self._in_place(analysis, within)

    def may_hold(self, analysis: Analysis, within: Within) -> bool:
        """Whether the words that the pattern needs may be there, in their order."""
        return not self.groups or analysis.may_follow(self.groups, across=within is Within.POST)

    def _in_place(self, analysis: Analysis, within: Within) -> bool:
        """Whether the words may stand as near to each other as the pattern wants them."""
        return within is Within.POST or self._first.may(0, len(analysis.text), analysis)

    def find(self, analysis: Analysis, within: Within) -> Iterator[Match]:
        """All places where the pattern matches, the shortest match from each start, left to right."""
        if not self._in_place(analysis, within):
            return
        count = len(analysis.tokens)
        for begin in self._first.starts(analysis):
            walked = self._first.walk(begin, _limit(analysis, begin, within), analysis)
            if walked is None:
                continue
            end, marks, captures = walked
            first, last = (marks[0], marks[1]) if len(marks) == 2 else (begin, end)
            if first < last <= count:
                yield Match(first, last, begin, end, captures)


class PatternSet:
    """Several patterns, each tried only where the words may stand that it cannot do without."""

    def __init__(self, sources: Iterable[str], vocabulary: Vocabulary) -> None:
        self.patterns = tuple(Pattern(source, vocabulary) for source in sources)
        self.clause = next(_clauses)
        self._rarest = [min(p.groups, key=vocabulary.commonness, default=None) for p in self.patterns]
        self._without_words = [index for index, group in enumerate(self._rarest) if group is None]
        self._by_key: dict[int, list[int]] | None = None

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def needs(self, within: Within = Within.SENTENCE) -> Needs:
        """What a text must hold for any of the patterns to match; () without patterns, or where one needs no word."""
        chains = [pattern.needs(within) for pattern in self.patterns]
        known = tuple(chain for chain in chains if chain is not None)
        return (Clause(known, self),) if known and len(known) == len(chains) else ()

    def may_match(self, analysis: Analysis) -> bool:
        """False only where none of the patterns matches in any sentence; tells it without tokens."""
        return any(self.patterns[index].may_match(analysis) for index in self._told_by_words(analysis))

    @property
    def told(self) -> Clause:
        """The words of each pattern that needs any, for the gate to tell which of them may be there."""
        return Clause(tuple(Chain(pattern.groups) for pattern in self.patterns if pattern.groups), self)

    def may_be(self, analysis: Analysis) -> Sequence[int]:
        """The patterns, by number, of which the rarest words may be there, in order, and those that need none."""
        chosen = analysis.chosen.get(self.clause)
        if chosen is None:
            return self._told_by_words(analysis)
        if not self._without_words:
            return chosen
        wordy = [index for index, group in enumerate(self._rarest) if group is not None]
        return sorted([*(wordy[number] for number in chosen), *self._without_words])

    def _likely(self, analysis: Analysis, within: Within) -> Iterator[Pattern]:
        """The patterns whose words may be there."""
        likely = (self.patterns[index] for index in self.may_be(analysis))
        return (pattern for pattern in likely if pattern.may_hold(analysis, within))

    def _told_by_words(self, analysis: Analysis) -> list[int]:
        if self._by_key is None:
            self._by_key = self._keyed(analysis)
        by_key = self._by_key
        found = set(self._without_words)
        for key in analysis.hits.keys:
            if key in by_key:
                found.update(by_key[key])
        return sorted(found)

    def _keyed(self, analysis: Analysis) -> dict[int, list[int]]:
        keyed: dict[int, list[int]] = {}
        keys_of = analysis.language.index.keys_of
        for index, group in enumerate(self._rarest):
            for key in keys_of(group) if group is not None else ():
                keyed.setdefault(key, []).append(index)
        return keyed

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_by_key": None}

    def find(self, analysis: Analysis, within: Within = Within.SENTENCE) -> Iterator[Match]:
        """The matches of all patterns, pattern by pattern in the order they were given."""
        key = (self, within)
        matches = analysis.memory.get(key)
        if matches is None:
            found = (match for pattern in self._likely(analysis, within) for match in pattern.find(analysis, within))
            matches = analysis.memory[key] = tuple(found)
        return iter(matches)


def slot_capture(name: str) -> str:
    """The name under which a slot's words are captured: ``better`` for ``{comparison/better:price}``."""
    return name.partition(":")[0].rpartition("/")[2].replace("-", "_")


# -- compiling ------------------------------------------------------------------------------------


def _chain(nodes: Sequence[Node], following: _Step, source: str, vocabulary: Vocabulary) -> _Step:
    """The steps of ``nodes``, each knowing the next, the last followed by ``following``."""
    step = following
    for node in reversed(nodes):
        step = _compile(node, step, source, vocabulary)
    return step


def _compile(node: Node, following: _Step, source: str, vocabulary: Vocabulary) -> _Step:
    match node:
        case Word():
            return _Found(vocabulary.group((vocabulary.number(_term(node)),)), "", following)
        case Slot(name, anywhere):
            return _Found(_slot(name, anywhere, source, vocabulary), slot_capture(name), following)
        case Choice(branches, optional):
            whole = _ways(branches, following, source, vocabulary)
            if optional:
                return _Branches((*whole, following), None, following)
            if len(whole) == 1:
                return whole[0]
            alone = _ways(branches, _END, source, vocabulary)
            return _Branches(tuple(whole), _needed_by_each(alone, vocabulary), following)
        case PartOfSpeech():
            return _Tagged(node.prefix, node.form, following)
        case Gap(most):
            return _Apart(_FURTHEST if most == ANY_LENGTH else most, following)
        case Edge(symbol):
            return _AtEdge(symbol, following)
        case Mark():
            return _Marked(following)


def _ways(branches: Sequence[Sequence[Node]], following: _Step, source: str, vocabulary: Vocabulary) -> list[_Step]:
    """The branches of a choice as steps; those that are one word each are one step, looked up at once."""
    words = [branch[0] for branch in branches if len(branch) == 1 and isinstance(branch[0], Word)]
    steps: list[_Step] = []
    for branch in branches:
        if words and branch[0] is words[0]:
            numbers = vocabulary.group(vocabulary.number(_term(word)) for word in words)
            steps.append(_Found(numbers, "", following))
        elif len(branch) > 1 or not isinstance(branch[0], Word):
            steps.append(_chain(branch, following, source, vocabulary))
    return steps


def _term(word: Word) -> Term:
    return Term(word.text, TermMatch.SURFACE if word.exact else TermMatch.WORD)


def _needed_by_each(branches: Sequence[_Step], vocabulary: Vocabulary) -> Terms | None:
    """Terms of which one must be found whichever branch is taken, rare ones; None when a branch needs none."""
    needed = [min(branch.needs(), key=vocabulary.commonness, default=None) for branch in branches]
    if any(group is None for group in needed):
        return None
    return vocabulary.group(number for group in needed if group for number in group)


def _slot(name: str, anywhere: bool, source: str, vocabulary: Vocabulary) -> Terms:
    try:
        return vocabulary.slot(f"{name}!" if anywhere else name)
    except KeyError:
        known = (known for known in vocabulary.slot_names if not known.endswith("!"))
        what = f"there is no list '{name}'. {did_you_mean(name, known)}"
        raise PatternError(source, source.find(name), what) from None


# -- finding --------------------------------------------------------------------------------------

_Walked = tuple[int, tuple[int, ...], tuple[Capture, ...]]


class _Step(Protocol):
    """One step of a pattern: where it may stand, and what has to come after it.

    Steps are named tuples: they come out of a cache several times faster than other objects. Those that
    try several ways remember from where all were in vain, so that no pattern takes time without end.
    """

    def needs(self) -> Iterator[Terms]:
        """Groups of terms of which one each must be found, here and later."""
        ...

    def starts(self, analysis: Analysis) -> Iterable[int]:
        """The tokens at which the step could begin."""
        ...

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        """Whether the step might begin between two places of the text, told without tokens: rather yes than no."""
        ...

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        """Where the pattern ends when this step begins at ``token``, with marks and captures; None: nowhere."""
        ...


def _anywhere(analysis: Analysis) -> Iterable[int]:
    return range(len(analysis.tokens))


class _End(NamedTuple):
    """Behind the last step."""

    def needs(self) -> Iterator[Terms]:
        return iter(())

    def starts(self, analysis: Analysis) -> Iterable[int]:
        return _anywhere(analysis)

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        return True

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        return token, (), ()


_END = _End()


class _Found(NamedTuple):
    """One of some terms; ``name`` is the slot they came from, or empty for a word."""

    numbers: Terms
    name: str
    following: _Step

    def needs(self) -> Iterator[Terms]:
        yield self.numbers
        yield from self.following.needs()

    def starts(self, analysis: Analysis) -> Iterable[int]:
        return analysis.runs_from(self.numbers)

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        stretches = analysis.may_stand(self.numbers)
        following = self.following
        for place in range(bisect_left(stretches, (low, 0, 0)), len(stretches)):
            start, end, furthest = stretches[place]
            if start > high:
                return False
            if following is _END or following.may(end, analysis.behind_blanks(furthest), analysis):
                return True
        return False

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        for end in analysis.runs_from(self.numbers).get(token, ()):
            if end <= limit and (rest := self.following.walk(end, limit, analysis)):
                if self.name:
                    return rest[0], rest[1], (Capture(self.name, token, end), *rest[2])
                return rest
        return None


class _Branches(NamedTuple):
    """One of several sequences, each leading on to what follows; the last is empty where ``optional``.

    ``needed`` is a group of terms of which one must be found whatever branch is taken, if there is one.
    """

    whole: tuple[_Step, ...]
    needed: Terms | None
    following: _Step

    def needs(self) -> Iterator[Terms]:
        if self.needed is not None:
            yield self.needed
        yield from self.following.needs()

    def starts(self, analysis: Analysis) -> Iterable[int]:
        if any(type(branch) is not _Found for branch in self.whole):
            return _anywhere(analysis)
        return sorted({token for branch in self.whole for token in branch.starts(analysis)})

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        tried = ~id(self), low, high
        if tried in analysis.hopeless:
            return False
        if any(branch.may(low, high, analysis) for branch in self.whole):
            return True
        analysis.hopeless.add(tried)
        return False

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        tried = id(self), token, limit
        if tried in analysis.hopeless:
            return None
        for branch in self.whole:
            if rest := branch.walk(token, limit, analysis):
                return rest
        analysis.hopeless.add(tried)
        return None


class _Tagged(NamedTuple):
    """A token by its part of speech."""

    prefix: tuple[str, ...]
    form: str
    following: _Step

    def needs(self) -> Iterator[Terms]:
        return self.following.needs()

    def starts(self, analysis: Analysis) -> Iterable[int]:
        return _anywhere(analysis)

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        kind = _ENTITIES.get(self.prefix[0])
        if kind is not None and not analysis.may_hold(kind):
            return False
        return self.following.may(low + 1, max(analysis.line_end(low), high), analysis)

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        if token < limit and _is(analysis.tokens[token], self.prefix, self.form):
            return self.following.walk(token + 1, limit, analysis)
        return None


class _Apart(NamedTuple):
    """A gap of at most ``most`` tokens."""

    most: int
    following: _Step

    def needs(self) -> Iterator[Terms]:
        return self.following.needs()

    def starts(self, analysis: Analysis) -> Iterable[int]:
        return _anywhere(analysis)

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        tried = ~id(self), low, high
        if tried in analysis.hopeless:
            return False
        if self.following.may(low, max(analysis.line_end(low), high), analysis):
            return True
        analysis.hopeless.add(tried)
        return False

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        tried = id(self), token, limit
        if tried in analysis.hopeless:
            return None
        following = self.following
        for start in self._beginnings(token, min(limit, token + self.most), analysis):
            if rest := following.walk(start, limit, analysis):
                return rest
        analysis.hopeless.add(tried)
        return None

    def _beginnings(self, token: int, furthest: int, analysis: Analysis) -> Iterable[int]:
        """The tokens at which what follows may begin."""
        if type(self.following) is _Found:
            return [start for start in analysis.runs_from(self.following.numbers) if token <= start <= furthest]
        return range(token, furthest + 1)


class _AtEdge(NamedTuple):
    """The first (``^``) or last (``$``) edge of a sentence."""

    symbol: str
    following: _Step

    def needs(self) -> Iterator[Terms]:
        return self.following.needs()

    def starts(self, analysis: Analysis) -> Iterable[int]:
        return sorted({first for first, _ in map(analysis.sentence_run, range(len(analysis.tokens)))})

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        if self.symbol == "^":
            openings = analysis.openings
            following, behind = self.following, analysis.behind_blanks
            within = openings[bisect_left(openings, low) : bisect_right(openings, high)]
            return any(following.may(place, behind(place), analysis) for place in within)
        text = analysis.text
        return any(not _LETTER.match(text, place) for place in range(low, high + 1))

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        if self.symbol == "^":
            here = token < len(analysis.tokens) and token == analysis.sentence_run(token)[0]
        else:
            here = _at_sentence_end(token, analysis)
        return self.following.walk(token, limit, analysis) if here else None


class _Marked(NamedTuple):
    """Where the reported part begins or ends."""

    following: _Step

    def needs(self) -> Iterator[Terms]:
        return self.following.needs()

    def starts(self, analysis: Analysis) -> Iterable[int]:
        return self.following.starts(analysis)

    def may(self, low: int, high: int, analysis: Analysis) -> bool:
        return self.following.may(low, high, analysis)

    def walk(self, token: int, limit: int, analysis: Analysis) -> _Walked | None:
        rest = self.following.walk(token, limit, analysis)
        return rest and (rest[0], (token, *rest[1]), rest[2])


def _limit(analysis: Analysis, begin: int, within: Within) -> int:
    match within:
        case Within.CLAUSE:
            return analysis.clause_run(begin)[1]
        case Within.SENTENCE:
            return analysis.sentence_run(begin)[1]
        case Within.POST:
            return len(analysis.tokens)


def _at_sentence_end(token: int, analysis: Analysis) -> bool:
    """Whether nothing but punctuation and emoji stands between ``token`` and the end of its sentence."""
    if token == 0:
        return False
    end = analysis.sentence_run(token - 1)[1]
    is_a, tokens = analysis.language.grammar.is_a, analysis.tokens
    return all(
        len(tokens[i].pos) == 1 or (is_a("punctuation", tokens[i]) and not _LETTER.match(tokens[i].surface))
        for i in range(token, end)
    )


def _is(token: Token, prefix: tuple[str, ...], form: str) -> bool:
    if token.pos[: len(prefix)] != prefix:
        return False
    return not form or any(tag.startswith(form) for tag in token.pos[4:])
