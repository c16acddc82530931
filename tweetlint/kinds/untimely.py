"""``untimely``: what a post says while the company is in trouble, or while an event is on people's minds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tweetlint.account import Context, Crisis, Event, Moment
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, captured
from tweetlint.model import DraftKind
from tweetlint.phrase.gate import NEVER
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis

_ONGOING = "ongoing"
_WAITING = frozenset({DraftKind.POST, DraftKind.QUOTE, DraftKind.REPOST, DraftKind.THREAD})


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``light`` are promotion and jokes, ``grave`` the words of posts that are about the trouble.

    During a ``[[crisis]]`` light words are hits of the case ``crisis``, and a post (not a reply, apology or
    incident) without any grave word is one of the case ``chat``. During an ``[[event]]`` light words are hits
    of the case ``event``.
    """

    light: tuple[str, ...]
    grave: tuple[str, ...]


def captures(match: Match) -> frozenset[str]:
    """``term``, and the ``name`` of the crisis or event with the moment ``since`` which it goes on."""
    return frozenset({"term", "name", "since"})


def compile_match(match: Match, build: Build) -> Untimely:
    """The check for ``match``."""
    return Untimely(match, build)


class Untimely:
    """Finds posts that should have waited; an account file without crisis and event has none."""

    def __init__(self, match: Match, build: Build) -> None:
        self._crises = build.config.crisis
        self._events = build.config.event
        self.signs = None if self._crises or self._events else NEVER
        self._light = PatternSet(match.light, build.vocabulary)
        self._grave = PatternSet(match.grave, build.vocabulary)
        self._surroundings = Surroundings(match, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on the light words, or on the first sentence where nothing is said of the trouble."""
        if not (self._crises or self._events):
            return
        moment = context.publish_at or context.now
        crisis = next((each for each in self._crises if each.status == _ONGOING and _lasts(each, moment)), None)
        event = next((each for each in self._events if _lasts(each, moment)), None)
        trouble = crisis or event
        if trouble is None or not analysis.tokens:
            return
        light = min(self._surroundings.keep(self._light.find(analysis), analysis), key=_place, default=None)
        if light is not None:
            yield _hit(light, trouble, "crisis" if crisis else "event", analysis)
        elif crisis and context.draft.kind in _WAITING and next(self._grave.find(analysis), None) is None:
            first, last = analysis.sentence_run(0)
            yield _hit(PhraseMatch(first, last, first, last), crisis, "chat", analysis)


def _lasts(trouble: Crisis | Event, moment: datetime | None) -> bool:
    """Whether it goes on at ``moment``, as far as anyone can tell."""
    if moment is None:
        return True
    zone = moment.tzinfo
    assert zone is not None  # Draft refuses times without an offset
    return (trouble.since is None or trouble.since.begins(zone) <= moment) and (
        trouble.ends is None or moment <= trouble.ends.ends(zone)
    )


def _place(match: PhraseMatch) -> tuple[int, int]:
    return match.first, -match.last


def _hit(match: PhraseMatch, trouble: Crisis | Event, case: str, analysis: Analysis) -> Hit:
    words = {"term": captured(match, analysis)["term"], "name": trouble.name, "since": _written(trouble.since)}
    return Hit(analysis.run_span(match.first, match.last), words, case=case)


def _written(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return moment.at.strftime("%Y-%m-%d %H:%M") if moment.at else moment.day.isoformat()
