"""The phrase language: what a pattern says, as a value.

    安い            a word: by surface, dictionary form or normalized form, on token edges
    "安い"          exactly this, on token edges
    {comparison/better}   any word of a dictionary; {comparison/better:price} of one of its classes
    {competitor}    a name of the account
    {hurtful/slur!} any word of a dictionary, also inside of tokens
    <動詞> <形容詞:連用形>  a token by part of speech, and by conjugation form
    …  …3           a gap of any length, or of at most 3 tokens, within the sentence
    (a|b)  (a|b)?   one of several; or none
    ^  $            the edges of the sentence
    ⟦ ⟧            the part to report, where it is not the whole

Blanks separate neighbours. Nothing nests; composition is at rule level.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from tweetlint.errors import PatternError
from tweetlint.limits import (
    LONGEST_GAP,
    LONGEST_PATTERN,
    MOST_BRANCHES,
    MOST_CHOICES,
    MOST_GAPS,
    MOST_STEPS,
)

ANY_LENGTH = -1
_MOST_DIGITS = 6
_SPECIAL = set('"{}<>…()|?^$⟦⟧ \u3000\t')


class Word(msgspec.Struct, frozen=True):
    """A word by the law of ``text.terms``; ``exact`` words match their own spelling only."""

    text: str
    exact: bool


class Slot(msgspec.Struct, frozen=True):
    """A word of the named list; ``anywhere`` also inside of tokens."""

    name: str
    anywhere: bool


class PartOfSpeech(msgspec.Struct, frozen=True):
    """A token by part-of-speech prefix, and by the beginning of its conjugation form when given."""

    prefix: tuple[str, ...]
    form: str


class Gap(msgspec.Struct, frozen=True):
    """At most ``most`` tokens of anything (``ANY_LENGTH``: to the end of the sentence)."""

    most: int


class Choice(msgspec.Struct, frozen=True):
    """One of several sequences, or none of them where ``optional``."""

    branches: tuple[tuple[Node, ...], ...]
    optional: bool


class Edge(msgspec.Struct, frozen=True):
    """The first (``^``) or last (``$``) edge of a sentence."""

    symbol: str


class Mark(msgspec.Struct, frozen=True):
    """Where the reported part begins (⟦) or ends (⟧)."""

    symbol: str


Node = Word | Slot | PartOfSpeech | Gap | Choice | Edge | Mark


@lru_cache(maxsize=8192)
def parse(pattern: str) -> tuple[Node, ...]:
    """The nodes of ``pattern``; raises ``PatternError`` with the position of the mistake."""
    if len(pattern) > LONGEST_PATTERN:
        what = f"a pattern of {len(pattern):,} characters; {LONGEST_PATTERN:,} is the most"
        raise PatternError(pattern[:40], 40, what)
    parser = _Parser(pattern)
    nodes = tuple(parser.sequence(inside_choice=False))
    if not any(isinstance(node, Word | Slot | PartOfSpeech | Choice) for node in nodes):
        raise PatternError(pattern, 0, "a pattern must name at least one word")
    if all(isinstance(node, Gap | Edge | Mark) or (isinstance(node, Choice) and node.optional) for node in nodes):
        raise PatternError(pattern, 0, "a pattern must name at least one word that cannot be left out")
    if isinstance(nodes[0], Gap) or isinstance(nodes[-1], Gap):
        raise PatternError(
            pattern, 0 if isinstance(nodes[0], Gap) else len(pattern), "a gap must stand between two words"
        )
    _check_marks(pattern, nodes, parser.marks)
    _check_size(pattern, nodes)
    return nodes


def _check_size(pattern: str, nodes: tuple[Node, ...]) -> None:
    """Raises for a pattern with more steps, gaps or choices than a sentence has parts: each multiplies the search."""
    choices = [node for node in nodes if isinstance(node, Choice)]
    longest = max((len(branch) for choice in choices for branch in choice.branches), default=0)
    inner = [node for choice in choices for branch in choice.branches for node in branch]
    gaps = sum(isinstance(node, Gap) for node in (*nodes, *inner))
    widest = max((len(choice.branches) for choice in choices), default=0)
    for name, count, most in (
        ("steps", max(len(nodes), longest), MOST_STEPS),
        ("gaps", gaps, MOST_GAPS),
        ("choices", len(choices), MOST_CHOICES),
        ("branches in one choice", widest, MOST_BRANCHES),
    ):
        if count > most:
            raise PatternError(pattern, len(pattern), f"{count} {name}; {most} is the most, so write several patterns")


def _check_marks(pattern: str, nodes: tuple[Node, ...], places: list[int]) -> None:
    """Raises at the first mark that is not one of a single pair ⟦ ⟧ around something."""
    wanted = "⟦⟧"
    for number, place in enumerate(places):
        if wanted[number : number + 1] != pattern[place]:
            raise PatternError(pattern, place, "⟦ and ⟧ must stand once each, in this order")
    if len(places) == 1:
        raise PatternError(pattern, places[0], "⟦ and ⟧ must stand once each, in this order")
    if any(isinstance(left, Mark) and isinstance(right, Mark) for left, right in pairwise(nodes)):
        raise PatternError(pattern, places[0], "⟦ and ⟧ must have a word between them")


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.marks: list[int] = []

    def sequence(self, *, inside_choice: bool) -> Iterator[Node]:
        while self.at < len(self.pattern):
            character = self.pattern[self.at]
            match character:
                case " " | "\u3000" | "\t":
                    self.at += 1
                case "|" | ")":
                    if not inside_choice:
                        raise self.wrong(f"'{character}' without '('")
                    return
                case '"':
                    yield Word(self.until('"'), exact=True)
                case "{":
                    yield self.slot()
                case "<":
                    yield self.part_of_speech()
                case "…":
                    yield self.gap()
                case "(":
                    if inside_choice:
                        raise self.wrong("a choice inside a choice; write two patterns")
                    yield self.choice()
                case "^" | "$":
                    self.at += 1
                    yield Edge(character)
                case "⟦" | "⟧":
                    if inside_choice:
                        raise self.wrong("⟦ and ⟧ must stand outside of a choice")
                    self.marks.append(self.at)
                    self.at += 1
                    yield Mark(character)
                case "}" | ">" | "?":
                    raise self.wrong(f"'{character}' without its opening; write \"{character}\" for the mark itself")
                case _:
                    yield Word(self.word(), exact=False)

    def word(self) -> str:
        start = self.at
        while self.at < len(self.pattern) and self.pattern[self.at] not in _SPECIAL:
            self.at += 1
        return self.pattern[start : self.at]

    def until(self, closing: str) -> str:
        end = self.pattern.find(closing, self.at + 1)
        if end < 0:
            raise self.wrong(f"no closing '{closing}'")
        inner = self.pattern[self.at + 1 : end]
        if not inner.strip():
            raise self.wrong(f"nothing before '{closing}'")
        self.at = end + 1
        return inner

    def slot(self) -> Slot:
        start = self.at
        name = self.until("}")
        if name == "!":
            raise PatternError(self.pattern, start, "nothing before '}'")
        return Slot(name.removesuffix("!"), anywhere=name.endswith("!"))

    def part_of_speech(self) -> PartOfSpeech:
        start = self.at
        tag, _, form = self.until(">").partition(":")
        if not tag:
            raise PatternError(self.pattern, start, "nothing before '>'")
        return PartOfSpeech(tuple(tag.split("-")), form)

    def gap(self) -> Gap:
        self.at += 1
        start = self.at
        while self.at < len(self.pattern) and self.pattern[self.at].isdecimal():
            self.at += 1
        digits = self.pattern[start : self.at]
        if len(digits) > _MOST_DIGITS or int(digits or 0) > LONGEST_GAP:
            raise PatternError(self.pattern, start, f"a gap may span {LONGEST_GAP} words at most")
        return Gap(int(digits) if digits else ANY_LENGTH)

    def choice(self) -> Choice:
        opened = self.at
        branches: list[tuple[Node, ...]] = []
        while True:
            self.at += 1
            branch = tuple(self.sequence(inside_choice=True))
            if not branch:
                raise self.wrong("an empty branch; write (a|b)? for a choice that may be left out")
            branches.append(branch)
            if self.at >= len(self.pattern):
                self.at = opened
                raise self.wrong("'(' without ')'")
            if self.pattern[self.at] == ")":
                break
        self.at += 1
        optional = self.at < len(self.pattern) and self.pattern[self.at] == "?"
        self.at += optional
        return Choice(tuple(branches), optional)

    def wrong(self, what: str) -> PatternError:
        return PatternError(self.pattern, self.at, what)
