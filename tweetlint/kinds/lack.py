"""``lack``: how little of an account's posts is of one sort, over a run of posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, comb

import msgspec

from tweetlint.account import Account, Context
from tweetlint.kinds.base import Build, Hit, TimelineHit
from tweetlint.model import DraftKind, Facts, Label, Severity, Span
from tweetlint.phrase.gate import Chain, Clause, Needs, either
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.terms import Term, TermMatch, Terms, Vocabulary

COUNTED = frozenset({DraftKind.POST, DraftKind.QUOTE, DraftKind.THREAD, DraftKind.REPLY})
"""What an account says itself; reposts, apologies and incidents count neither way."""
ASKS, IS, ASIDE = 0.5, 1.0, -1.0
"""The weight of a label: the post asks the readers something, is of the sort, or counts neither way."""
# A lack that chance alone would bring about more often than this is only a note.
_DOUBTFUL = 0.1


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Posts with one of the patterns, or of one of the ``kinds``, are of the sort that is wanted.

    ``asks`` are patterns of posts that ask the readers something: of the sort, too. ``topics`` names a list:
    the account's topics and brands count, and all words of the list's classes that hold one of them; without
    topics of the account nothing is judged then. ``aside`` are patterns of posts that count neither way.
    Of the last ``window`` posts the sort must make up ``share``, and those that ask ``asking``; fewer than
    ``least`` posts give no verdict, and a lack that may well be chance is a note. From ``unanswered`` posts on,
    one that asks wants one of the sort that does not: an answer (0: never).
    """

    any: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    topics: str = ""
    aside: tuple[str, ...] = ()
    kinds: tuple[DraftKind, ...] = ()
    share: float = 0.3
    asking: float = 0.0
    least: int = 8
    unanswered: int = 0
    window: int = 30


def captures(match: Match) -> frozenset[str]:
    """``share`` and ``limit`` in per cent, ``count`` of ``total`` posts, and how many ``more`` would do."""
    return frozenset({"term", "share", "limit", "count", "total", "more"})


def compile_match(match: Match, build: Build) -> Lack:
    """The check for ``match``."""
    if not 0 <= match.share < 1 or not 0 <= match.asking < 1:
        raise ValueError(f"share = {match.share}, asking = {match.asking}: write shares from 0 to below 1")
    if not 1 <= match.least <= match.window:
        raise ValueError(f"least = {match.least}, window = {match.window}: write least from 1 up to window")
    return Lack(match, build)


class Lack:
    """Notes which posts are of the sort, and judges the run of posts."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._patterns = PatternSet(match.any, build.vocabulary)
        self._asks = PatternSet(match.asks, build.vocabulary)
        self._aside = PatternSet(match.aside, build.vocabulary)
        self._topics = _topics(match.topics, build.account, build.vocabulary) if match.topics else Terms()
        self._idle = bool(match.topics) and not self._topics

    @property
    def match(self) -> Match:
        """What the check looks for, and the share it wants."""
        return self._match

    @property
    def idle(self) -> bool:
        """Whether nothing can be told, for want of topics."""
        return self._idle

    @property
    def needs(self) -> Needs:
        """A pattern, or a word of the topics; where there are no words for all of them, nothing can be told."""
        sets = [patterns for patterns in (self._patterns, self._asks, self._aside) if patterns]
        needs: list[Needs] = [patterns.needs() for patterns in sets]
        if self._topics:
            needs.append((Clause((Chain((self._topics,)),)),))
        return either(needs)

    def observe(self, analysis: Analysis, context: Context) -> Iterator[Label]:
        """Whether the words of the post are of the sort, ask something, or count neither way; else nothing."""
        if self._idle:
            return
        if next(self._aside.find(analysis), None):
            yield Label("", ASIDE, Span(0, 0))
        elif next(self._patterns.find(analysis), None) or (self._topics and analysis.occurrences(self._topics)):
            yield Label("", IS, Span(0, 0))
        elif next(self._asks.find(analysis), None):
            yield Label("", ASKS, Span(0, 0))

    def judge(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        """A hit on the last post that is not of the sort, when there are too few that are."""
        match = self._match
        if self._idle:
            return
        weights = [(index, self.weight(fact)) for index, fact in enumerate(facts)]
        counted = [(i, w) for i, w in weights if facts[i].kind in COUNTED and w != ASIDE][-match.window :]
        total = len(counted)
        wanted = sum(weight > 0 for _, weight in counted)
        asking = [index for index, weight in counted if weight == ASKS]
        others = [index for index, weight in counted if weight == 0]
        if not total or not others:
            return
        if total >= match.least and wanted < match.share * total:
            yield _hit(others[-1], facts, wanted, total, match.share, None, by_chance(wanted, total, match.share))
        elif match.unanswered and total >= match.unanswered and len(asking) == wanted > 0:
            if wanted < match.share * total:
                yield _hit(asking[-1], facts, wanted, total, match.share, "unanswered")
        elif total >= match.least and len(asking) < match.asking * total:
            chance = by_chance(len(asking), total, match.asking)
            yield _hit(others[-1], facts, len(asking), total, match.asking, "unasked", chance)

    def weight(self, fact: Facts) -> float:
        """What counts of a post, whose labels are this rule's alone: the label, or 1 where its kind is of the sort."""
        noted = fact.labels[0].weight if fact.labels else 0.0
        return IS if noted != ASIDE and fact.kind in self._match.kinds else noted


def by_chance(count: int, total: int, share: float) -> float:
    """How likely so few of ``total`` posts are by chance alone, where ``share`` of all posts are (binomial)."""
    return sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count + 1))


def _hit(
    index: int, facts: Sequence[Facts], count: int, total: int, limit: float, case: str | None, chance: float = 0.0
) -> TimelineHit:
    """The hit; a note where it may well be ``chance``."""
    words = {
        "share": str(round(count / total * 100)),
        "limit": str(round(limit * 100)),
        "count": str(count),
        "total": str(total),
        "more": str(max(ceil((limit * total - count) / (1 - limit) - 1e-9), 1)),
    }
    severity = Severity.NOTE if chance > _DOUBTFUL else None
    return TimelineHit(index, Hit(Span(0, facts[index].length), words, case=case, severity=severity))


def _topics(name: str, account: Account, vocabulary: Vocabulary) -> Terms:
    """What the account says it talks about, and the fields of the list that its topics are in."""
    if not account.topics:
        return Terms()
    own = (*account.topics, *(spelling for brand in account.brands for spelling in brand.spellings))
    numbers = [vocabulary.number(Term(word.lstrip("#＃"), TermMatch.ANYWHERE)) for word in (*own, *account.series)]
    fields = [slot for slot in vocabulary.slot_names if slot.startswith(f"{name}:")]
    for field in fields:
        if field.partition(":")[2] == account.industry or not set(account.topics).isdisjoint(vocabulary.words(field)):
            numbers.extend(vocabulary.slot(field))
    return Terms(dict.fromkeys(numbers))
