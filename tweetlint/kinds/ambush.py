"""``ambush``: the marks of an event beside promotion, by a company that does not sponsor it."""

from __future__ import annotations

from collections.abc import Iterator

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit
from tweetlint.kinds.pairing import Match as PairingMatch
from tweetlint.kinds.pairing import Pairing
from tweetlint.phrase.gate import Needs
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold_term
from tweetlint.text.terms import Term, TermMatch, Terms


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mark of the list ``marks`` (or a pattern of ``likenesses``) and a pattern of ``promotes`` in one post.

    The classes of the list are the events: whoever is ``sponsor_of`` one of an event's marks may use them all.
    At most ``most`` tokens may lie between the two.
    """

    marks: str
    promotes: tuple[str, ...]
    likenesses: tuple[str, ...] = ()
    most: int = 40


def captures(match: Match) -> frozenset[str]:
    """``term``, ``first`` for the mark and ``second`` for the promotion."""
    return frozenset({"term", "first", "second"})


def compile_match(match: Match, build: Build) -> Ambush:
    """The check for ``match``."""
    return Ambush(match, build)


class Ambush:
    """Finds pairs of a mark and promotion, but for the events that the account sponsors."""

    def __init__(self, match: Match, build: Build) -> None:
        guards = {name: getattr(match, name) for name in Guards.__struct_fields__}
        slot = "{" + match.marks + "}"
        pairing = PairingMatch(
            groups=((slot, *match.likenesses), match.promotes), order="any", most=match.most, **guards
        )
        self._pairs = Pairing(pairing, build)
        self._sponsored = _sponsored(match.marks, build)

    @property
    def needs(self) -> Needs:
        """A mark, a word of promotion, and the company they need."""
        return self._pairs.needs

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every pair, unless the post names a mark of an event that is sponsored."""
        if self._sponsored is not None and analysis.occurrences(self._sponsored):
            return
        yield from self._pairs.check(analysis, context)


def _sponsored(marks: str, build: Build) -> Terms | None:
    """The marks of all events that the account sponsors, and the names that its file gives; None without any."""
    names = {fold_term(name) for name in build.account.sponsor_of}
    if not names:
        return None
    vocabulary = build.vocabulary
    events = [slot for slot in vocabulary.slot_names if slot.startswith(f"{marks}:")]
    allowed = [slot for slot in events if not names.isdisjoint(map(fold_term, vocabulary.words(slot)))]
    numbers = [number for slot in allowed for number in vocabulary.slot(slot)]
    given = [vocabulary.number(Term(name, TermMatch.NAME)) for name in sorted(build.account.sponsor_of)]
    return Terms((*numbers, *given))
