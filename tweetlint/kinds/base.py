"""What a way of judging is: a schema for ``[match]``, and a check compiled from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable

import msgspec

from tweetlint.account import Account, Config, Context
from tweetlint.model import Confidence, Facts, Label, Severity, Span
from tweetlint.phrase.gate import Clause, Needs, Signs
from tweetlint.phrase.matcher import Match, PatternSet, Within, slot_capture
from tweetlint.phrase.syntax import Choice, Node, Slot, parse
from tweetlint.text.analysis import Analysis
from tweetlint.text.dates import DateGrammar
from tweetlint.text.terms import Vocabulary


class Hit(NamedTuple):
    """Where a rule applies, and the words it wants to name.

    ``case`` picks one of the rule's ``[case.…]`` tables (its message and severity); ``severity`` and
    ``confidence`` come from the dictionary entry that was found, and lose against settings. A
    ``redacted`` hit stands at a secret: its place is told, its words are not. One that is a ``last_resort`` is
    told only where nothing else of the rule's family is said of the draft.
    """

    span: Span
    captures: Mapping[str, str] = {}
    case: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    redacted: bool = False
    last_resort: bool = False


class TimelineHit(NamedTuple):
    """A hit on one draft among others; ``draft`` is its index in the sequence of facts given."""

    draft: int
    hit: Hit


class EntryInfo(NamedTuple):
    """What a dictionary line says of its term besides the word itself."""

    cls: str = ""
    severity: Severity | None = None
    sureness: Confidence | None = None
    instead: str = ""


class AccountWantedError(Exception):
    """A check asked who the account is while it was compiled for all accounts alike."""


class Build:
    """What a kind may use while it compiles a rule.

    Without an ``account`` the check is for every account; asking for one raises ``AccountWantedError``.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        account: Account | None,
        config: Config | None,
        entries: Callable[[str], Mapping[int, EntryInfo]],
        data: Callable[[str], Mapping[str, Any]],
    ) -> None:
        self.vocabulary = vocabulary
        self._account = account
        self._config = config
        self.entries = entries
        self.data = data

    @property
    def account(self) -> Account:
        """Whom the drafts are for."""
        if self._account is None:
            raise AccountWantedError
        return self._account

    @property
    def config(self) -> Config:
        """The whole account file."""
        if self._config is None:
            raise AccountWantedError
        return self._config


class Kind(Protocol):
    """What a module of ``tweetlint.kinds`` (or of a third party) offers.

    ``Match`` is the schema of ``[match]``; ``captures`` are the placeholders its messages may use;
    ``compile_match`` makes the check.
    """

    Match: type[msgspec.Struct]

    def captures(self, match: Any) -> frozenset[str]:
        """The names of the captures that hits of this match can have."""
        ...

    def compile_match(self, match: Any, build: Build) -> Check | TimelineCheck:
        """The check that ``match`` describes."""
        ...


class Check(Protocol):
    """A compiled rule of a per-draft kind."""

    def check(self, analysis: Analysis, context: Context) -> Iterable[Hit]:
        """Where the rule applies in this draft."""
        ...


@runtime_checkable
class Wordy(Protocol):
    """A check that can say which words it needs; others are asked about every draft, and look before they read."""

    @property
    def needs(self) -> Needs:
        """What the text must hold for ``check`` to yield anything at all."""
        ...


@runtime_checkable
class Signed(Protocol):
    """A check that can say which characters it needs; without any of them it finds nothing."""

    @property
    def signs(self) -> Signs | None:
        """The characters; None where it can do without."""
        ...


@runtime_checkable
class Told(Protocol):
    """A check that wants to hear which of its further patterns may match, which it can do without."""

    @property
    def told(self) -> tuple[Clause, ...]:
        """The patterns, as the clauses that own them."""
        ...


class TimelineCheck(Protocol):
    """A compiled rule that looks at many drafts at once, and at facts only."""

    def observe(self, analysis: Analysis, context: Context) -> Iterable[Label]:
        """What the rule has to remember of this draft."""
        ...

    def judge(self, facts: Sequence[Facts]) -> Iterable[TimelineHit]:
        """Where the rule applies among these drafts of one account, in time order."""
        ...


class Guards(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every textual kind can be told about the surroundings of a hit.

    ``unless`` removes the hits it overlaps; the ``with``/``without`` keys ask for, or forbid, company in
    the sentence or the post. ``negated``, ``quoted``, ``cautioned``, ``reported``, ``asked`` and ``self``
    are ``skip``, ``keep`` or ``only``: what to do with hits of which this holds.
    """

    unless: tuple[str, ...] = ()
    with_sentence: tuple[str, ...] = ()
    with_post: tuple[str, ...] = ()
    without_sentence: tuple[str, ...] = ()
    without_post: tuple[str, ...] = ()
    negated: str = "skip"
    quoted: str = "skip"
    cautioned: str = "skip"
    reported: str = "keep"
    asked: str = "keep"
    about_self: str = msgspec.field(default="keep", name="self")
    within: Within = Within.SENTENCE

    def __post_init__(self) -> None:
        for name in ("negated", "quoted", "cautioned", "reported", "asked", "about_self"):
            value = getattr(self, name)
            if value not in ("skip", "keep", "only"):
                raise ValueError(f'{"self" if name == "about_self" else name} = "{value}": write skip, keep or only')


class Surroundings:
    """The compiled guards of a rule."""

    def __init__(self, guards: Guards, vocabulary: Vocabulary) -> None:
        self._unless = PatternSet(guards.unless, vocabulary)
        self._with_sentence = PatternSet(guards.with_sentence, vocabulary)
        self._with_post = PatternSet(guards.with_post, vocabulary)
        self._without_sentence = PatternSet(guards.without_sentence, vocabulary)
        self._without_post = PatternSet(guards.without_post, vocabulary)
        self._properties = tuple(
            (question, wanted == "only")
            for question, wanted in (
                (Analysis.quoted, guards.quoted),
                (Analysis.denied, guards.negated),
                (Analysis.cautioned, guards.cautioned),
                (Analysis.reported, guards.reported),
                (Analysis.asked, guards.asked),
                (Analysis.about_self, guards.about_self),
            )
            if wanted != "keep"
        )

    @property
    def needs(self) -> Needs:
        """The words without which no match is kept."""
        return (*self._with_sentence.needs(), *self._with_post.needs())

    def pass_post(self, analysis: Analysis) -> bool:
        """Whether the post as a whole is one the rule speaks about."""
        if self._with_post and next(self._with_post.find(analysis), None) is None:
            return False
        return not self._without_post or next(self._without_post.find(analysis), None) is None

    def keep(self, matches: Iterable[Match], analysis: Analysis) -> Iterator[Match]:
        """The matches whose surroundings allow them."""
        spared: list[tuple[int, int]] | None = None
        for match in matches:
            if spared is None:
                if not self.pass_post(analysis):
                    return
                spared = [(m.first, m.last) for m in self._unless.find(analysis)]
            if any(a < match.last and match.first < b for a, b in spared):
                continue
            if all(question(analysis, match.first, match.last) is wanted for question, wanted in self._properties) and (
                self._pass_sentence(match, analysis)
            ):
                yield match

    def _pass_sentence(self, match: Match, analysis: Analysis) -> bool:
        first, last = analysis.sentence_run(match.first)[0], analysis.sentence_run(match.last - 1)[1]
        if self._with_sentence and not _any_inside(self._with_sentence, first, last, analysis):
            return False
        return not (self._without_sentence and _any_inside(self._without_sentence, first, last, analysis))


def _any_inside(patterns: PatternSet, first: int, last: int, analysis: Analysis) -> bool:
    return any(first <= m.first and m.last <= last for m in patterns.find(analysis))


def check_faults(faults: Iterable[str], known: Sequence[str]) -> None:
    """Raises ``ValueError`` for a fault that a kind does not look for."""
    for fault in faults:
        if fault not in known:
            raise ValueError(f'faults: unknown "{fault}"; write some of {", ".join(known)}')


def quoted_span(analysis: Analysis, span: Span) -> bool:
    """Whether the span of the folded text stands in quotation marks; told without tokens."""
    return any(a <= span.start and span.end <= b and opening in "「『“" for a, b, opening in analysis.brackets)


def grammar_of_dates(data: Callable[[str], Mapping[str, Any]]) -> DateGrammar:
    """The grammar of dates, made on first use: most posts of most accounts name none."""
    words = data("dates")
    grammar = _date_grammars.get(id(words))
    if grammar is None:
        grammar = _date_grammars[id(words)] = DateGrammar.from_mapping(words)
    return grammar


_date_grammars: dict[int, DateGrammar] = {}


def slot_captures(*pattern_groups: Iterable[str]) -> frozenset[str]:
    """``term`` and the short names of all slots that the patterns name."""
    names = {"term"}
    for patterns in pattern_groups:
        for pattern in patterns:
            names.update(_slot_names(parse(pattern)))
    return frozenset(names)


def _slot_names(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Slot):
            yield slot_capture(node.name)
        elif isinstance(node, Choice):
            for branch in node.branches:
                yield from _slot_names(branch)


def captured(match: Match, analysis: Analysis) -> dict[str, str]:
    """The captures of a match as written in the source, with ``term`` for the whole reported part."""
    words = {c.name: _written(analysis, c.first, c.last) for c in reversed(match.captures)}
    words["term"] = _written(analysis, match.first, match.last)
    return words


def _written(analysis: Analysis, first: int, last: int) -> str:
    span = analysis.run_span(first, last)
    return analysis.source[span.start : span.end]
