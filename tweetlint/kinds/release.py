"""``release``: what a post says of a product's sale, against the day that the company set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from tweetlint.account import Context, Release
from tweetlint.kinds.base import Build, Hit, grammar_of_dates
from tweetlint.model import Span
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.dates import DateMention
from tweetlint.text.terms import Term, TermMatch, Terms

_REACH = 40


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns for the start of a sale, for being on sale, and for a sale still to come.

    ``starts`` are judged by the date that stands before or after them in the sentence (本日…発売);
    ``on_sale`` and ``coming`` by the time of the post. ``unless`` removes what it overlaps.
    """

    starts: tuple[str, ...]
    on_sale: tuple[str, ...]
    coming: tuple[str, ...]
    unless: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """``term`` as written, the product's ``name``, its day ``on_sale`` and ``ends``, and ``publish_at``."""
    return frozenset({"term", "name", "on_sale", "ends", "publish_at"})


def compile_match(match: Match, build: Build) -> Releases:
    """The check for ``match``."""
    return Releases(match, build)


class Releases:
    """Finds statements about a sale that the time of the post does not bear out."""

    def __init__(self, match: Match, build: Build) -> None:
        vocabulary = build.vocabulary
        self._releases = tuple(
            (
                release,
                Terms(vocabulary.number(Term(name, TermMatch.NAME)) for name in (release.name, *release.aliases)),
            )
            for release in build.config.release
        )
        self._starts = PatternSet(match.starts, vocabulary)
        self._on_sale = PatternSet(match.on_sale, vocabulary)
        self._coming = PatternSet(match.coming, vocabulary)
        self._unless = PatternSet(match.unless, vocabulary)
        self._grammar = grammar_of_dates(build.data)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for each statement that does not fit, when the post names one product of the list."""
        moment = context.publish_at
        named = [release for release, numbers in self._releases if analysis.occurrences(numbers)]
        if moment is None or not named:
            return
        spared = [(m.first, m.last) for m in self._unless.find(analysis)]
        for statement, patterns in (("starts", self._starts), ("on", self._on_sale), ("coming", self._coming)):
            for match in patterns.find(analysis):
                if any(a < match.last and match.first < b for a, b in spared):
                    continue
                if analysis.quoted(match.first, match.last) or analysis.denied(match.first, match.last):
                    continue
                release = self._meant(match, named, analysis)
                if release is not None:
                    yield from self._judge(statement, match, release, moment, analysis)

    def _meant(self, match: PhraseMatch, named: list[Release], analysis: Analysis) -> Release | None:
        """The product of the statement: the only one of the post, or the only one of the sentence."""
        if len(named) == 1:
            return named[0]
        first, last = analysis.sentence_run(match.first)
        here = [
            release
            for release, numbers in self._releases
            if any(first <= o.first < last for o in analysis.occurrences(numbers))
        ]
        return here[0] if len(here) == 1 else None

    def _judge(
        self, statement: str, match: PhraseMatch, release: Release, moment: datetime, analysis: Analysis
    ) -> Iterator[Hit]:
        zone = moment.tzinfo
        assert zone is not None  # Draft refuses times without an offset
        begins = release.on_sale.begins(zone)
        span = analysis.run_span(match.first, match.last)
        match statement:
            case "on" if moment < begins:
                yield _hit("early", span, release, moment, analysis)
            case "on" if release.ends is not None and moment > release.ends.ends(zone):
                yield _hit("over", span, release, moment, analysis)
            case "coming" if moment >= begins and self._day_near(match, analysis) is None:
                yield _hit("late", span, release, moment, analysis)
            case "starts":
                mention = self._day_near(match, analysis)
                day = _day(mention, moment) if mention else None
                if mention is not None and day is not None and day != begins.astimezone(zone).date():
                    spoken = analysis.source_span(*mention.whole)
                    both = Span(min(span.start, spoken.start), max(span.end, spoken.end))
                    yield _hit("day", both, release, moment, analysis)

    def _day_near(self, match: PhraseMatch, analysis: Analysis) -> DateMention | None:
        """The date that the statement is about: the nearest in its sentence, one before it first."""
        first, last = analysis.sentence_run(match.first)
        tokens = analysis.tokens
        begin, end = tokens[first].start, tokens[last - 1].end
        at, until = tokens[match.first].start, tokens[match.last - 1].end
        mentions = [
            m
            for m in self._grammar.mentions(analysis.text)
            if begin <= m.span.start and m.span.end <= end and not m.past
        ]
        before = [m for m in mentions if m.span.start < until and at - m.whole.end <= _REACH]
        after = [m for m in mentions if m.span.start >= until and m.span.start - until <= _REACH // 4]
        return before[-1] if before else (after[0] if after else None)


def _day(mention: DateMention, moment: datetime) -> date | None:
    """The day that the mention means at ``moment``; midnight of an evening is the next day."""
    exact = mention.moment(moment) if mention.hour is not None else None
    return exact.date() if exact is not None else mention.resolve(moment)


def _hit(case: str, span: Span, release: Release, moment: datetime, analysis: Analysis) -> Hit:
    zone = moment.tzinfo
    assert zone is not None
    words = {
        "term": analysis.source[span.start : span.end],
        "name": release.name,
        "on_sale": release.on_sale.begins(zone).strftime("%Y-%m-%d"),
        "ends": release.ends.ends(zone).strftime("%Y-%m-%d") if release.ends else "",
        "publish_at": moment.strftime("%Y-%m-%d %H:%M"),
    }
    return Hit(span, words, case=case)
