"""``campaign``: what a post says of a campaign, against the period that the company set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from tweetlint.account import Campaign, Context
from tweetlint.kinds.base import Build, Hit, captured, grammar_of_dates
from tweetlint.model import Span
from tweetlint.phrase.gate import Chain, Clause, Needs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.dates import DateMention
from tweetlint.text.terms import Term, TermMatch, Terms

_REACH = 40


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns for a campaign that runs, that runs on however late it is, that is over, and for its start.

    ``countdown`` holds the days that are left, ``last`` says that today is the last, ``starts`` are judged by
    the date before them. A post with ``over`` speaks of the past: only ``still`` is judged then. Sentences
    with ``elsewhere`` are about another date (当選発表, 有効期限), and ``unless`` removes what it overlaps.
    """

    runs: tuple[str, ...]
    still: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    countdown: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """``term`` as written, the campaign's ``name``, the days it ``starts`` and ``ends``, ``left``, ``publish_at``."""
    return frozenset({"term", "name", "starts", "ends", "left", "publish_at"})


def compile_match(match: Match, build: Build) -> Campaigns:
    """The check for ``match``."""
    return Campaigns(match, build)


class Campaigns:
    """Finds statements about a campaign that its period does not bear out."""

    def __init__(self, match: Match, build: Build) -> None:
        vocabulary = build.vocabulary

        def numbers(*names: str | None) -> Terms:
            found = dict.fromkeys(name.lstrip("#＃") for name in names if name)
            return Terms(vocabulary.number(Term(name, TermMatch.NAME)) for name in found if name)

        self._campaigns = tuple(
            (campaign, numbers(campaign.name, campaign.hashtag, campaign.code), numbers(campaign.code))
            for campaign in build.config.campaign
        )
        self._runs = PatternSet((*match.runs, *match.still), vocabulary)
        self._still = PatternSet(match.still, vocabulary)
        self._over = PatternSet(match.over, vocabulary)
        self._starts = PatternSet(match.starts, vocabulary)
        self._countdown = PatternSet(match.countdown, vocabulary)
        self._last = PatternSet(match.last, vocabulary)
        self._elsewhere = PatternSet(match.elsewhere, vocabulary)
        self._unless = PatternSet(match.unless, vocabulary)
        self._grammar = grammar_of_dates(build.data)

    @property
    def needs(self) -> Needs:
        """The name, hashtag or code of a campaign."""
        return (Clause(tuple(Chain((names,)) for _, names, _ in self._campaigns if names)),)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """The hits of the one campaign that the post names; of several, nobody knows which is meant."""
        moment = context.publish_at
        named = [(c, code) for c, names, code in self._campaigns if analysis.occurrences(names)]
        if moment is None or len(named) != 1:
            return
        campaign, code = named[0]
        zone = moment.tzinfo
        assert zone is not None  # Draft refuses times without an offset
        over = next(self._over.find(analysis), None) is not None
        if campaign.ends is not None and moment > campaign.ends.ends(zone):
            yield from self._late(campaign, code, moment, analysis, self._still if over else self._runs, over=over)
        elif campaign.starts is not None and moment < campaign.starts.begins(zone):
            yield from self._early(campaign, code, moment, analysis)
        if not over:
            yield from self._days(campaign, moment, analysis)

    def _late(
        self,
        campaign: Campaign,
        code: Terms,
        moment: datetime,
        analysis: Analysis,
        patterns: PatternSet,
        *,
        over: bool,
    ) -> Iterator[Hit]:
        """A hit for the first words that offer what is over, else for its code."""
        match = next(self._kept(patterns, analysis), None)
        if match is not None:
            yield _hit("over", analysis.run_span(match.first, match.last), campaign, moment, analysis)
        elif code and not over:
            for found in analysis.occurrences(code)[:1]:
                yield _hit("over", analysis.run_span(found.first, found.last), campaign, moment, analysis)

    def _early(self, campaign: Campaign, code: Terms, moment: datetime, analysis: Analysis) -> Iterator[Hit]:
        """A hit for words that say it runs before it does."""
        for match in self._kept(self._runs, analysis):
            if not self._mentions(match, analysis):
                yield _hit("early", analysis.run_span(match.first, match.last), campaign, moment, analysis)
                return

    def _days(self, campaign: Campaign, moment: datetime, analysis: Analysis) -> Iterator[Hit]:
        """Hits for a countdown, a last day, a start or an end that is not the campaign's."""
        starts, ends = _day(campaign, "starts", moment), _day(campaign, "ends", moment)
        if ends is not None:
            yield from self._left(campaign, starts, ends, moment, analysis)
            for match in self._kept(self._last, analysis):
                if ends != moment.date():
                    yield _hit("end", analysis.run_span(match.first, match.last), campaign, moment, analysis)
            yield from self._ends(campaign, ends, moment, analysis)
        if starts is not None:
            for match in self._kept(self._starts, analysis):
                before = self._mentions(match, analysis)
                day = _meant(before[-1], moment) if before else None
                if day is not None and day not in (starts, ends):
                    span = analysis.run_span(match.first, match.last)
                    spoken = analysis.source_span(*before[-1].whole)
                    both = Span(min(span.start, spoken.start), max(span.end, spoken.end))
                    yield _hit("start", both, campaign, moment, analysis)

    def _left(
        self, campaign: Campaign, starts: date | None, ends: date, moment: datetime, analysis: Analysis
    ) -> Iterator[Hit]:
        """A hit for 残り3日 where neither the end nor the start is so many days away, today counted or not."""
        today = moment.date()
        right = {(day - today).days + more for day in (starts, ends) if day is not None for more in (0, 1)}
        for match in self._kept(self._countdown, analysis):
            days = _figure(captured(match, analysis)["term"])
            if days is not None and days not in right:
                yield _hit("countdown", analysis.run_span(match.first, match.last), campaign, moment, analysis)

    def _ends(self, campaign: Campaign, ends: date, moment: datetime, analysis: Analysis) -> Iterator[Hit]:
        """A hit for the only date until which the post says it runs, where it is another one."""
        text = analysis.text
        mentions = self._grammar.mentions(text)
        deadlines = [d for d in self._grammar.deadlines(text, mentions) if d.live and not self._aside(d.span, analysis)]
        days = {_meant(deadline.mention, moment) for deadline in deadlines}
        if len(days) != 1:
            return
        day = days.pop()
        if day is not None and day >= moment.date() and day != ends:
            span = deadlines[0].span
            yield _hit("end", analysis.source_span(span.start, span.end), campaign, moment, analysis)

    def _aside(self, span: Span, analysis: Analysis) -> bool:
        """Whether the date is that of something else, or quoted."""
        index = next((i for i, token in enumerate(analysis.tokens) if token.end > span.start), None)
        if index is None:
            return True
        first, last = analysis.sentence_run(index)
        if any(first <= m.first and m.last <= last for m in self._elsewhere.find(analysis)):
            return True
        return analysis.quoted(index, index + 1)

    def _kept(self, patterns: PatternSet, analysis: Analysis) -> Iterator[PhraseMatch]:
        spared = [(m.first, m.last) for m in self._unless.find(analysis)]
        for match in patterns.find(analysis):
            if any(a < match.last and match.first < b for a, b in spared):
                continue
            if analysis.quoted(match.first, match.last) or analysis.denied(match.first, match.last):
                continue
            yield match

    def _mentions(self, match: PhraseMatch, analysis: Analysis) -> list[DateMention]:
        """The dates shortly before the match in its sentence."""
        first, _ = analysis.sentence_run(match.first)
        begin, at = analysis.tokens[first].start, analysis.tokens[match.first].start
        until = analysis.tokens[match.last - 1].end
        return [
            m
            for m in self._grammar.mentions(analysis.text)
            if begin <= m.span.start < until and at - m.whole.end <= _REACH and not m.past
        ]


def _meant(mention: DateMention, moment: datetime) -> date | None:
    exact = mention.moment(moment) if mention.hour is not None else None
    return exact.date() if exact is not None else mention.resolve(moment)


def _day(campaign: Campaign, name: str, moment: datetime) -> date | None:
    zone = moment.tzinfo
    assert zone is not None
    if name == "starts":
        return campaign.starts.begins(zone).astimezone(zone).date() if campaign.starts else None
    return campaign.ends.ends(zone).astimezone(zone).date() if campaign.ends else None


def _figure(text: str) -> int | None:
    """The number in ``text``, in figures or one sign from one to ten."""
    figures = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())
    if figures:
        return int(figures) if len(figures) < 4 else None
    values = (unicodedata.numeric(character, None) for character in text)
    return next((int(value) for value in values if value is not None), None)


def _hit(case: str, span: Span, campaign: Campaign, moment: datetime, analysis: Analysis) -> Hit:
    starts, ends = _day(campaign, "starts", moment), _day(campaign, "ends", moment)
    words = {
        "term": analysis.source[span.start : span.end],
        "name": campaign.name or campaign.hashtag or campaign.code or "",
        "starts": starts.isoformat() if starts else "",
        "ends": ends.isoformat() if ends else "",
        "left": str((ends - moment.date()).days) if ends else "",
        "publish_at": moment.strftime("%Y-%m-%d %H:%M"),
    }
    return Hit(span, words, case=case)
