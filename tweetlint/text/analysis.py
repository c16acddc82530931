"""A text as the rules see it: entities, tokens, sentences, clauses, and what holds of a span.

Everything is computed when first asked for. Inside, positions are those of the folded text; what
leaves through ``source_span`` are positions of the text as written.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, groupby
from typing import Any

from tweetlint.model import Span
from tweetlint.text import grammar as names
from tweetlint.text.entities import Entity, EntityKind, entities
from tweetlint.text.fold import Folded, fold, fold_kana
from tweetlint.text.grammar import Grammar
from tweetlint.text.lazy import lazy_re, lazy_regex
from tweetlint.text.sudachi import Token, tokenize
from tweetlint.text.terms import Hits, Occurrence, Placed, Stretch, TermIndex, Terms

_ENDERS = frozenset("。!?．｡♪☆★")
_OPENING = {"「": "」", "『": "』", "“": "”", "(": ")", "〈": "〉", "《": "》", "【": "】", "‘": "’"}
_QUOTES = frozenset("「『“‘")
_CLAUSE_MARKS = frozenset("、,・:;；，")
_BLANKED = frozenset({EntityKind.URL, EntityKind.MENTION, EntityKind.EMAIL, EntityKind.CASHTAG})
_NO_WORD_BEFORE = lazy_re(r"(?<!\w)")
# The code points that nearly all posts are made of.
ORDINARY = (
    (0x09, 0x0A),
    (0x0D, 0x0D),
    (0x20, 0x7E),
    (0x2014, 0x2015),
    (0x2026, 0x2026),
    (0x3000, 0x3096),
    (0x309B, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xFF01, 0xFF20),
    (0xFF5E, 0xFF5E),
)
_UNUSUAL = lazy_regex(f"[^{''.join(f'{chr(first)}-{chr(last)}' for first, last in ORDINARY)}]+")
_NEGATION_REACH = 14
_CAUTION_REACH = 12
_PEOPLE_REACH = 4


@dataclass(frozen=True)
class Language:
    """What it takes to read a text: the words to find, their grammar, who we are and who others are."""

    index: TermIndex
    grammar: Grammar
    slots: Mapping[str, Terms]
    ours: Terms = field(default_factory=Terms)
    others: Terms = field(default_factory=Terms)


class Analysis:
    """One text, read lazily. Spans given to its questions are token runs ``first, last`` (half-open).

    ``memory`` holds what pattern sets found in this text, so that each is searched for once; ``chosen`` are
    the patterns of a set that may match, where the gate has told (see ``phrase.gate``); ``hopeless`` are
    steps of patterns with the places from which they have been tried in vain.
    """

    def __init__(self, source: str, language: Language) -> None:
        self.source = source
        self.language = language
        self._stretches: dict[Terms, list[Stretch]] = {}
        self._found: dict[Terms, list[Occurrence]] = {}
        self.hopeless: set[tuple[int, int, int]] = set()
        self.chosen: Mapping[int, Sequence[int]] = {}
        self._by_first: dict[Terms, dict[int, list[int]]] = {}
        self.memory: dict[object, tuple[Any, ...]] = {}

    # -- positions -------------------------------------------------------------------------------

    @cached_property
    def folded(self) -> Folded:
        """The folded text with its map back."""
        return fold(self.source)

    def source_span(self, start: int, end: int) -> Span:
        """The span of the text as written for a span of the folded text."""
        return Span(*self.folded.source_span(start, end))

    def run_span(self, first: int, last: int) -> Span:
        """The span of the text as written for a run of tokens."""
        return self.source_span(self.tokens[first].start, self.tokens[last - 1].end)

    # -- entities, tokens ------------------------------------------------------------------------

    @cached_property
    def unusual(self) -> str:
        """The characters of the source that are not ``ORDINARY``; of most posts none."""
        return "".join(_UNUSUAL.findall(self.source))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """URLs, mentions, hashtags and the like, in source positions."""
        return entities(self.source)

    @cached_property
    def text(self) -> str:
        """The folded text with URLs, mentions and addresses blanked and the # of hashtags taken off."""
        return self._masked[0]

    @cached_property
    def _masked(self) -> tuple[str, tuple[tuple[int, int, str], ...]]:
        folded = self.folded
        text, marks = folded.text, []
        for kind, start, end in self.entities:
            if kind is EntityKind.LINEBREAK:
                continue
            first, last = folded.folded_index(start), folded.folded_index(end)
            if kind in _BLANKED:
                text = text[:first] + " " * (last - first) + text[last:]
                marks.append((first, last, kind.name))
            elif kind is EntityKind.HASHTAG:
                text = text[:first] + " " + text[first + 1 :]
                marks.append((first, last, kind.name))
            elif kind is EntityKind.EMOJI:
                marks.append((first, last, kind.name))
        return text, tuple(marks)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The morphemes without blanks; a URL, mention, address or emoji is one token of its own kind."""
        text, marks = self._masked
        is_a = self.language.grammar.is_a
        morphemes = [token for token in tokenize(text) if not is_a("blank", token)]
        whole = [mark for mark in marks if mark[2] != EntityKind.HASHTAG.name and mark[1] > mark[0]]
        if not whole:
            return tuple(morphemes)
        begins = [begin for begin, _, _ in whole]
        outside = [t for t in morphemes if not _inside(t, whole, begins)]
        entity_tokens = [Token(self.folded.text[a:b], a, b, (kind,), ()) for a, b, kind in whole]
        return tuple(sorted([*outside, *entity_tokens], key=lambda token: token.start))

    @cached_property
    def hits(self) -> Hits:
        """Where terms of the language may stand: more than are there, never less.

        No tokens are needed for it, unless the language has words whose forms are not listed.
        """
        index = self.language.index
        found = index.hits(self._kana)
        return Hits((*found, *index.hits_by_tokens(self._placed)) if index.unlisted else found)

    def narrow(self) -> None:
        """Takes those of the ``hits`` away that begin inside of a token: most are, where tokens are read anyway."""
        hits = chain.from_iterable(self.hits.of.values())
        self.hits = Hits(self.language.index.on_edges(hits, self._placed.first))
        self._stretches.clear()

    @cached_property
    def _kana(self) -> str:
        return fold_kana(self.text)

    @cached_property
    def _placed(self) -> Placed:
        return Placed(self.text, self._kana, self.tokens)

    def may_stand(self, group: Terms) -> list[Stretch]:
        """Where terms of the group may stand, from left to right."""
        stretches = self._stretches.get(group)
        if stretches is None:
            stretches = self._stretches[group] = self.language.index.stretches(group, self.hits)
        return stretches

    def may_follow(self, groups: Sequence[Terms], *, across: bool) -> bool:
        """Whether a term of each of the groups may stand here one after the other, on one line or ``across`` lines."""
        places = []
        for group in groups:
            found = self.may_stand(group)
            if not found:
                return False
            places.append(found)
        if len(places) < 2:
            return True
        lines = ((0, len(self.text)),) if across else self.lines
        return any(_in_order(places, begin, end) for begin, end in lines)

    def line_end(self, place: int) -> int:
        """The end of the line that ``place`` is in; no sentence goes on behind it."""
        return next((end for _, end in self.lines if place <= end), len(self.text))

    def may_hold(self, kind: EntityKind) -> bool:
        """Whether the text holds an entity of this kind."""
        return any(entity.kind is kind for entity in self.entities)

    def behind_blanks(self, place: int) -> int:
        """The first place from ``place`` on that holds no blank."""
        text = self.text
        while place < len(text) and text[place].isspace():
            place += 1
        return place

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """The parts of the text that no sentence crosses: its lines, where no quotation runs over several."""
        text = self.text
        if "\n" not in text or not _QUOTES.isdisjoint(text):
            return ((0, len(text)),)
        ends = [*(index for index, character in enumerate(text) if character == "\n"), len(text)]
        return tuple(zip([0, *ends], ends, strict=False))

    @cached_property
    def openings(self) -> list[int]:
        """Where a sentence may begin, told without tokens: wherever no letter or digit stands before, in order."""
        return [match.start() for match in _NO_WORD_BEFORE.finditer(self.text)]

    def occurrences(self, group: Terms) -> list[Occurrence]:
        """The occurrences of any of these terms, in text order, the longer first where they start alike."""
        found = self._found.get(group)
        if found is None:
            found = []
            if self.may_stand(group):
                found = self.language.index.occurrences(group, self.hits, self._placed)
            self._found[group] = found
        return found

    def runs_from(self, numbers: Terms) -> dict[int, list[int]]:
        """For each token where one of these terms starts, the ends of the runs, longest first."""
        runs = self._by_first.get(numbers)
        if runs is None:
            runs = {}
            for occurrence in self.occurrences(numbers):
                ends = runs.setdefault(occurrence.first, [])
                if occurrence.last not in ends:
                    ends.append(occurrence.last)
            for ends in runs.values():
                ends.sort(reverse=True)
            self._by_first[numbers] = runs
        return runs

    # -- sentences, clauses ----------------------------------------------------------------------

    @cached_property
    def brackets(self) -> tuple[tuple[int, int, str], ...]:
        """Closed bracket pairs: span inside them, half-open, and the opening bracket."""
        open_ones: list[tuple[int, str]] = []
        pairs: list[tuple[int, int, str]] = []
        for index, character in enumerate(self.text):
            if character in _OPENING:
                open_ones.append((index, character))
            elif character in _OPENING.values():
                for depth in range(len(open_ones) - 1, max(len(open_ones) - 9, -1), -1):
                    start, opening = open_ones[depth]
                    if _OPENING[opening] == character:
                        pairs.append((start + 1, index, opening))
                        del open_ones[depth:]
                        break
        return tuple(sorted(pairs))

    @cached_property
    def _quotations(self) -> tuple[list[int], list[int]]:
        """Where quotations begin, in order, and how far the widest goes on that has begun by then."""
        inside = [(begin, end) for begin, end, opening in self.brackets if opening in _QUOTES]
        return [begin for begin, _ in inside], list(accumulate((end for _, end in inside), max))

    def _in_one_quotation(self, start: int, end: int) -> bool:
        """Whether a quotation holds both places, and so all between them."""
        begins, ends = self._quotations
        at = bisect_right(begins, start)
        return at > 0 and end <= ends[at - 1]

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The number of the sentence of each token."""
        numbers, number, ended = [], 0, False
        previous: Token | None = None
        for token in self.tokens:
            if previous is not None and not self._in_one_quotation(previous.start, token.start + 1):
                gap = self.folded.text[previous.end : token.start]
                if "\n" in gap or "\r" in gap or (ended and not self._continues(token)):
                    number += 1
                    ended = False
            numbers.append(number)
            ended = self._ends_sentence(token) or (ended and self._closes_brackets(token))
            previous = token
        return tuple(numbers)

    def _ends_sentence(self, token: Token) -> bool:
        return token.surface[-1:] in _ENDERS or token.pos == (EntityKind.EMOJI.name,) or token.surface == "】"

    def _continues(self, token: Token) -> bool:
        """Whether a token after a sentence end belongs before it, or shows that it was no end (モーニング娘。が)."""
        return (
            self._closes_brackets(token)
            or self._ends_sentence(token)
            or self.language.grammar.is_a("clause_go_on", token)
        )

    def _closes_brackets(self, token: Token) -> bool:
        return token.surface in _OPENING.values()

    @cached_property
    def clause_of(self) -> tuple[int, ...]:
        """The number of the clause of each token; a clause never crosses a sentence end."""
        numbers, number = [], 0
        previous: Token | None = None
        for index, token in enumerate(self.tokens):
            if previous is not None and (
                self.sentence_of[index] != self.sentence_of[index - 1]
                or previous.surface in _CLAUSE_MARKS
                or (token.start > previous.end)
                or self._ends_clause(index - 1)
            ):
                number += 1
            numbers.append(number)
            previous = token
        return tuple(numbers)

    def sentence_run(self, index: int) -> tuple[int, int]:
        """The token run of the sentence that token ``index`` is in."""
        return self._sentence_runs[index]

    def clause_run(self, index: int) -> tuple[int, int]:
        """The token run of the clause that token ``index`` is in."""
        return self._clause_runs[index]

    @cached_property
    def _sentence_runs(self) -> list[tuple[int, int]]:
        return _runs(self.sentence_of)

    @cached_property
    def _clause_runs(self) -> list[tuple[int, int]]:
        return _runs(self.clause_of)

    # -- what holds of a span ---------------------------------------------------------------------

    def quoted(self, first: int, last: int) -> bool:
        """Whether the run stands inside quotation marks, as somebody's words or a title."""
        return self._in_one_quotation(self.tokens[first].start, self.tokens[last - 1].end)

    def denied(self, first: int, last: int) -> bool:
        """Whether the predicate that the run belongs to is negated (and not as a rhetorical question)."""
        tokens, grammar = self.tokens, self.language.grammar
        negators = self.runs_from(self.language.slots[names.NEGATOR])
        carriers = self.runs_from(self.language.slots[names.CARRIER])
        affirming = self.runs_from(self.language.slots[names.AFFIRMING])
        end = min(self.sentence_run(last - 1)[1], last + _NEGATION_REACH)
        negations, index = 0, self._predicate(last, end)
        while index < end:
            if index in affirming:
                return False
            if index in negators:
                index = negators[index][0]
                negations += not self._rhetorical(index)
            elif index in carriers:
                index = carriers[index][0]
            elif grammar.is_a("dependent", tokens[index]):
                if self._ends_clause(index) and not (index + 1 < end and grammar.is_a("copula", tokens[index + 1])):
                    break
                index += 1
            else:
                break
        return negations % 2 == 1

    def _predicate(self, last: int, end: int) -> int:
        """Where what is said of a run begins: after closing brackets and a comma that a particle follows."""
        index, tokens = last, self.tokens
        while index < end and tokens[index].surface in _OPENING.values():
            index += 1
        if index < end and tokens[index].surface in _CLAUSE_MARKS:
            index += 1
        return index if index < end and self.language.grammar.is_a("dependent", tokens[index]) else last

    def _ends_clause(self, index: int) -> bool:
        """Whether token ``index`` is a particle that ends a clause."""
        token, grammar = self.tokens[index], self.language.grammar
        return grammar.is_a("clause_end", token) and not grammar.is_written("clause_go_on", token)

    def _rhetorical(self, after: int) -> bool:
        """Whether what follows a negator turns it into a question that expects yes: it ends the sentence."""
        runs = self.runs_from(self.language.slots[names.RHETORICAL]).get(after, ())
        return any(self._closes(end) for end in runs)

    def _closes(self, index: int) -> bool:
        """Whether nothing, a mark, an emoji, a final particle or the と of a thought stands at ``index``."""
        if index >= self.sentence_run(index - 1)[1]:
            return True
        token, grammar = self.tokens[index], self.language.grammar
        return (
            grammar.is_a("punctuation", token)
            or grammar.is_a("sentence_particle", token)
            or len(token.pos) == 1
            or grammar.is_written("sentence_particle", token)
        )

    def cautioned(self, first: int, last: int) -> bool:
        """Whether the sentence warns of the thing: 〜にご注意, 〜を防ぐ, 〜という勧誘."""
        return self._follows(names.CAUTION, last, _CAUTION_REACH)

    def reported(self, first: int, last: int) -> bool:
        """Whether the run is told as what others say: 〜と言われた, 〜らしい."""
        return self._follows(names.HEARSAY, last, _CAUTION_REACH)

    def asked(self, first: int, last: int) -> bool:
        """Whether the run's sentence is a question."""
        start, end = self.sentence_run(last - 1)
        runs = self.runs_from(self.language.slots[names.QUESTION])
        return any(index in runs for index in range(max(start, end - 4), end))

    def _follows(self, slot: str, last: int, reach: int) -> bool:
        end = min(self.sentence_run(last - 1)[1], last + reach)
        runs = self.runs_from(self.language.slots[slot])
        return any(index in runs for index in range(last, end))

    @cached_property
    def _people(self) -> dict[int, bool]:
        """At which tokens somebody is named, and whether it is our own side.

        Longer names win (中の人 over 人), and whoever belongs to others is not ours (他社の社長).
        """
        language = self.language
        people: dict[int, bool] = {}
        reached, strangers_end = 0, -1
        named = [*self.occurrences(language.ours), *self.occurrences(language.others)]
        for occurrence in sorted(named, key=lambda o: (o.start, -o.end, o.term)):
            if occurrence.end <= reached:
                continue
            reached, first = occurrence.end, occurrence.first
            owned = first == strangers_end + 1 and language.grammar.is_written("possessive", self.tokens[strangers_end])
            people[first] = occurrence.term in language.ours.members and not owned
            strangers_end = -1 if people[first] else occurrence.last
        return people

    def about_self(self, first: int, last: int) -> bool:
        """Whether the run speaks of the writer's own side: the nearest person or company named is us."""
        begin, end = self.sentence_run(first)
        people = self._people
        after = range(last, min(end, last + _PEOPLE_REACH))
        before = range(first, begin - 1, -1)
        return next((people[index] for index in (*after, *before) if index in people), False)


def _in_order(places: Sequence[Sequence[Stretch]], begin: int, end: int) -> bool:
    """Whether stretches can be taken from ``places``, one of each and each behind the last, from begin to end."""
    reached = begin
    for each in places:
        at = bisect_left(each, (reached, 0, 0))
        if at == len(each) or each[at][0] >= end:
            return False
        reached = each[at][0] + 1
    return True


def _inside(token: Token, marks: Sequence[tuple[int, int, str]], begins: Sequence[int]) -> bool:
    """Whether the token overlaps one of the marks, which do not overlap each other and begin at ``begins``."""
    at = bisect_left(begins, token.end)
    return at > 0 and token.start < marks[at - 1][1]


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """For each index, the half-open run of equal neighbours that it is in."""
    runs: list[tuple[int, int]] = []
    for _, group in groupby(numbers):
        length = sum(1 for _ in group)
        runs.extend([(len(runs), len(runs) + length)] * length)
    return runs
