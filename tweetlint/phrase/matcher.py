"""Patterns at work: compiled against a vocabulary, found in an analysis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from tweetlint.errors import PatternError, did_you_mean
from tweetlint.phrase.syntax import ANY_LENGTH, Choice, Edge, Gap, Mark, Node, PartOfSpeech, Slot, Word, parse
from tweetlint.text.analysis import Analysis
from tweetlint.text.sudachi import Token
from tweetlint.text.terms import Term, TermMatch, Vocabulary

# A gap without a number: long enough for any sentence a person writes, short enough to bound the search.
_FURTHEST = 40


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


class _Found(NamedTuple):
    """Terms to be found; ``name`` is the slot they came from, or empty for a word."""

    numbers: tuple[int, ...]
    name: str


class _Branches(NamedTuple):
    """One of several sequences of steps."""

    branches: tuple[tuple[_Step, ...], ...]


_Step = _Found | _Branches | PartOfSpeech | Gap | Edge | Mark


class Pattern:
    """One compiled pattern."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self.steps = tuple(_compile(node, source, vocabulary) for node in parse(source))
        self.trigger = _trigger(self.steps)

    def find(self, analysis: Analysis, within: Within) -> Iterator[Match]:
        """All places where the pattern matches, the shortest match from each start, left to right."""
        tokens = analysis.tokens
        for begin in _starts(self.steps, analysis):
            limit = _limit(analysis, begin, within)
            walked = _walk(self.steps, 0, begin, limit, analysis)
            if walked is None:
                continue
            end, marks, captures = walked
            first, last = (marks[0], marks[1]) if len(marks) == 2 else (begin, end)
            if first < last <= len(tokens):
                yield Match(first, last, begin, end, captures)


class PatternSet:
    """Several patterns, tried only where a word that each cannot do without was found."""

    def __init__(self, sources: Iterable[str], vocabulary: Vocabulary) -> None:
        self.patterns = tuple(Pattern(source, vocabulary) for source in sources)
        self._triggered: dict[int, list[int]] = {}
        self._always: list[int] = []
        for index, pattern in enumerate(self.patterns):
            if pattern.trigger is None:
                self._always.append(index)
            for number in pattern.trigger or ():
                self._triggered.setdefault(number, []).append(index)

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def find(self, analysis: Analysis, within: Within = Within.SENTENCE) -> Iterator[Match]:
        """The matches of all patterns, pattern by pattern in the order they were given."""
        if not self.patterns:
            return
        found = analysis.found
        chosen = set(self._always)
        if len(found) < len(self._triggered):
            for number in found:
                chosen.update(self._triggered.get(number, ()))
        else:
            for number, indexes in self._triggered.items():
                if number in found:
                    chosen.update(indexes)
        for index in sorted(chosen):
            yield from self.patterns[index].find(analysis, within)


def slot_capture(name: str) -> str:
    """The name under which a slot's words are captured: ``better`` for ``{comparison/better:price}``."""
    return name.partition(":")[0].rpartition("/")[2].replace("-", "_")


# -- compiling ------------------------------------------------------------------------------------


def _compile(node: Node, source: str, vocabulary: Vocabulary) -> _Step:
    match node:
        case Word(text, exact):
            return _Found((vocabulary.number(Term(text, TermMatch.SURFACE if exact else TermMatch.WORD)),), "")
        case Slot(name, anywhere):
            try:
                numbers = vocabulary.slot(f"{name}!" if anywhere else name)
            except KeyError:
                known = (known for known in vocabulary.slot_names if not known.endswith("!"))
                raise PatternError(
                    source, source.find(name), f"there is no list '{name}'. {did_you_mean(name, known)}"
                ) from None
            return _Found(numbers, slot_capture(name))
        case Choice(branches, optional):
            compiled = tuple(tuple(_compile(inner, source, vocabulary) for inner in branch) for branch in branches)
            return _Branches((*compiled, ()) if optional else compiled)
        case _:
            return node


def _trigger(steps: Sequence[_Step]) -> tuple[int, ...] | None:
    """The smallest group of terms of which one must be found for the steps to match; None: no such group."""
    best: tuple[int, ...] | None = None
    for step in steps:
        if isinstance(step, _Found):
            numbers: tuple[int, ...] | None = step.numbers
        elif isinstance(step, _Branches):
            triggers = [_trigger(branch) for branch in step.branches]
            numbers = None if any(t is None for t in triggers) else tuple(n for t in triggers for n in t or ())
        else:
            continue
        if numbers is not None and (best is None or len(numbers) < len(best)):
            best = numbers
    return best


# -- finding --------------------------------------------------------------------------------------

_Walked = tuple[int, tuple[int, ...], tuple[Capture, ...]]


def _starts(steps: Sequence[_Step], analysis: Analysis) -> Iterable[int]:
    """The tokens at which the steps could begin."""
    first = next(step for step in steps if not isinstance(step, Mark))
    if isinstance(first, _Found):
        return sorted(analysis.runs_from(first.numbers))
    return range(len(analysis.tokens))


def _limit(analysis: Analysis, begin: int, within: Within) -> int:
    match within:
        case Within.CLAUSE:
            return analysis.clause_run(begin)[1]
        case Within.SENTENCE:
            return analysis.sentence_run(begin)[1]
        case Within.POST:
            return len(analysis.tokens)


def _walk(steps: Sequence[_Step], at: int, token: int, limit: int, analysis: Analysis) -> _Walked | None:
    """Where the steps from ``at`` end when they begin at ``token``, with marks and captures; None: nowhere."""
    if at == len(steps):
        return token, (), ()
    step = steps[at]
    match step:
        case _Found(numbers, name):
            for end in analysis.runs_from(numbers).get(token, ()):
                if end <= limit and (rest := _walk(steps, at + 1, end, limit, analysis)):
                    if name:
                        return rest[0], rest[1], (Capture(name, token, end), *rest[2])
                    return rest
            return None
        case PartOfSpeech():
            if token < limit and _is(analysis.tokens[token], step):
                return _walk(steps, at + 1, token + 1, limit, analysis)
            return None
        case Gap(most):
            furthest = min(limit, token + (_FURTHEST if most == ANY_LENGTH else most))
            for start in range(token, furthest + 1):
                if rest := _walk(steps, at + 1, start, limit, analysis):
                    return rest
            return None
        case Edge("^"):
            if token < len(analysis.tokens) and token == analysis.sentence_run(token)[0]:
                return _walk(steps, at + 1, token, limit, analysis)
            return None
        case Edge():
            if _at_sentence_end(token, analysis):
                return _walk(steps, at + 1, token, limit, analysis)
            return None
        case Mark():
            rest = _walk(steps, at + 1, token, limit, analysis)
            return rest and (rest[0], (token, *rest[1]), rest[2])
        case _Branches(branches):
            for branch in branches:
                if rest := _walk((*branch, *steps[at + 1 :]), 0, token, limit, analysis):
                    return rest
            return None
    raise AssertionError(step)


def _at_sentence_end(token: int, analysis: Analysis) -> bool:
    """Whether nothing but punctuation and emoji stands between ``token`` and the end of its sentence."""
    if token == 0:
        return False
    end = analysis.sentence_run(token - 1)[1]
    return all(
        analysis.language.grammar.is_a("punctuation", analysis.tokens[i]) or len(analysis.tokens[i].pos) == 1
        for i in range(token, end)
    )


def _is(token: Token, wanted: PartOfSpeech) -> bool:
    if token.pos[: len(wanted.prefix)] != wanted.prefix:
        return False
    return not wanted.form or any(tag.startswith(wanted.form) for tag in token.pos[4:])
