"""Posts in, an audit out: counted one by one as they pass, in any order, and told in a fixed one.

What is kept of each post is a few numbers. Texts are kept of the latest posts only, of the worst, and of sentences
that come again and again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from hashlib import blake2b
from heapq import heappush, heappushpop, nlargest
from typing import Any

from tweetlint.account import Account
from tweetlint.audit.look import (
    CONVERSATION,
    COPIES,
    PROMOTION,
    TEMPLATES,
    TOPICS,
    Looker,
    Seen,
    Weights,
    fingerprint_of,
    local,
    timeline_check,
)
from tweetlint.audit.numbers import (
    Audit,
    Conversation,
    Copies,
    Family,
    Findings,
    Gap,
    Limits,
    Look,
    Measure,
    PeriodShare,
    Phrase,
    Purpose,
    PurposeShare,
    Repetition,
    Share,
    Standing,
    Unit,
    Window,
    share_of,
)
from tweetlint.engine import LOOK_BACK, Linter
from tweetlint.kinds import lack, share
from tweetlint.kinds.repetition import Repetition as RepetitionCheck
from tweetlint.model import Draft, DraftKind, Facts, Problem, Severity
from tweetlint.pool import ordered_map

FIRST = 20
"""Posts to look at first."""
PHRASES = 10
"""Repeated phrases, and groups of copies, that are told."""
REPEATED = 3
"""A sentence is a repeated phrase from so many posts on."""
TAKEN_UP = 7
"""Days in which an answer to one's own question is looked for."""
_WEEKS, _YEARS = 70, 4 * 366
_MOST_PERIODS = 120
_KINDS = tuple(Purpose)


def audit(
    drafts: Iterable[Draft | Problem],
    linter: Linter,
    account: Account,
    zone: tzinfo,
    *,
    since: date | None = None,
    until: date | None = None,
    workers: int = 1,
    hear: Callable[[Problem], None] = lambda problem: None,
) -> Audit:
    """The audit of the posts of ``account`` among ``drafts``, from the day ``since`` to the day ``until``.

    Days and hours are those of ``zone``. The same posts give the same audit, whatever their order, however often
    each is there, and with however many ``workers``. Problems are told to ``hear`` as they come, and counted.
    """
    sums = _Sums()
    chosen = _chosen(drafts, linter, account, zone, (since, until), sums)
    for _, seen in ordered_map(Looker(linter, account, zone), chosen, workers, _lost):
        if isinstance(seen, Problem):
            sums.unread += 1
            hear(seen)
        else:
            sums.add(seen)
    return _told(sums, linter, account, str(zone))


def _lost(item: Draft | Problem) -> Problem:
    if isinstance(item, Problem):
        return item
    return Problem(f"{item.place}: two worker processes ended on this post. Audit it by itself, with one worker.")


def _chosen(
    drafts: Iterable[Draft | Problem],
    linter: Linter,
    account: Account,
    zone: tzinfo,
    days: tuple[date | None, date | None],
    sums: _Sums,
) -> Iterator[Draft | Problem]:
    """The posts that count, each once; the others are counted as what they are."""
    known: set[bytes] = set()
    since, until = days
    for item in drafts:
        if isinstance(item, Problem):
            yield item
            continue
        whose = linter.account_of(item)
        if isinstance(whose, Problem) or whose.name != account.name:
            sums.others += 1
            continue
        moment = local(item.publish_at, zone)
        day = None if moment is None else moment.date()
        if (since or until) and (day is None or (since and day < since) or (until and day > until)):
            sums.outside += 1
            continue
        key = fingerprint_of(item)
        if key in known:
            sums.twice += 1
            continue
        known.add(key)
        yield item


class _Line:
    """A share: how much counts, of how many, in all, in each period, and in the latest posts."""

    def __init__(self, window: int) -> None:
        self.count = 0.0
        self.total = 0
        self.periods: dict[tuple[Unit, date], list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._window = window
        self._latest: list[tuple[tuple[float, str, str], int, float]] = []

    def add(self, seen: Seen, weight: float) -> None:
        """One post more that counts ``weight``."""
        self.count += weight
        self.total += 1
        for key in _periods(seen.moment):
            sums = self.periods[key]
            sums[0] += weight
            sums[1] += 1
        _keep(self._latest, (seen.order, 0, weight), self._window)

    def recent(self) -> Share:
        """The share in the latest posts, as many as the rule looks at."""
        return share_of(sum(weight for _, _, weight in self._latest), len(self._latest))


class _Sums:
    """All that is counted while posts pass by."""

    def __init__(self) -> None:
        self.posts = self.undated = self.unread = self.twice = self.others = self.outside = 0
        self.first: date | None = None
        self.last: date | None = None
        self.at: Counter[tuple[Unit, date]] = Counter()
        self.hours: Counter[tuple[int, int]] = Counter()
        self.promotion, self.conversation, self.topics = _Line(30), _Line(30), _Line(30)
        self.templates = _Line(30)
        self.purposes: Counter[Purpose] = Counter()
        self.purposes_at: Counter[tuple[Purpose, Unit, date]] = Counter()
        self.replies = 0
        self.partners: set[bytes] = set()
        self.asked: list[float] = []
        self.answered: list[float] = []
        self.sentences: Counter[bytes] = Counter()
        self.repeated: dict[bytes, str] = {}
        self.latest: list[tuple[tuple[float, str, str], int, Seen]] = []
        self.found = self.serious = 0
        self.families: Counter[tuple[str, str]] = Counter()
        self.families_posts: Counter[str] = Counter()
        self.families_at: Counter[tuple[str, Unit, date]] = Counter()
        self.worst: list[tuple[Any, int, Seen]] = []
        self.failed: Counter[str] = Counter()
        self.untimed: Counter[str] = Counter()

    def add(self, seen: Seen) -> None:
        """One post more."""
        self.posts += 1
        self._date(seen)
        self._weigh(seen)
        self._talk(seen)
        self._repeat(seen)
        self._find(seen)
        self.failed.update(seen.failed)
        self.untimed.update(seen.untimed)

    def _date(self, seen: Seen) -> None:
        moment = seen.moment
        if moment is None:
            self.undated += 1
            return
        day = moment.date()
        self.first = day if self.first is None else min(self.first, day)
        self.last = day if self.last is None else max(self.last, day)
        self.hours[moment.weekday(), moment.hour] += 1
        self.at.update(_periods(moment))

    def _weigh(self, seen: Seen) -> None:
        weights, kind = seen.weights, seen.facts.kind
        if weights.selling is not None:
            self.promotion.add(seen, weights.selling)
        for line, weight in ((self.conversation, weights.talk), (self.topics, weights.topic)):
            if weight is not None and weight != lack.ASIDE and kind in lack.COUNTED:
                line.add(seen, float(weight > 0))
        if weights.template is not None:
            self.templates.add(seen, float(weights.template > 0))
        purpose = purpose_of(kind, weights)
        self.purposes[purpose] += 1
        self.purposes_at.update((purpose, *key) for key in _periods(seen.moment))

    def _talk(self, seen: Seen) -> None:
        kind, talk = seen.facts.kind, seen.weights.talk
        if kind is DraftKind.REPLY:
            self.replies += 1
            if seen.facts.in_reply_to:
                self.partners.add(_digest(_partner(seen.facts.in_reply_to)))
        if seen.moment is not None:
            if talk == lack.ASKS:
                self.asked.append(seen.moment.timestamp())
            elif talk == lack.IS:
                self.answered.append(seen.moment.timestamp())

    def _repeat(self, seen: Seen) -> None:
        for sentence in seen.sentences:
            key = _digest(sentence)
            self.sentences[key] += 1
            if self.sentences[key] == REPEATED:
                self.repeated[key] = sentence
        if seen.facts.fingerprint:
            _keep(self.latest, (seen.order, self.posts, seen), LOOK_BACK)

    def _find(self, seen: Seen) -> None:
        if not seen.severities:
            return
        self.found += 1
        self.serious += any(severity != Severity.NOTE.value for _, severity in seen.severities)
        self.families.update(seen.severities)
        for family in {family for family, _ in seen.severities}:
            self.families_posts[family] += 1
            self.families_at.update((family, *key) for key in _periods(seen.moment))
        ranks = [_RANKS[severity] for _, severity in seen.severities]
        sureness = max(_SURE[each.confidence.value] for each in seen.found if each.severity.rank == max(ranks))
        _keep(
            self.worst, ((max(ranks), sureness, sum(rank > 0 for rank in ranks), *seen.order), self.posts, seen), FIRST
        )


_RANKS = {severity.value: severity.rank for severity in Severity}
_SURE = {"low": 0, "medium": 1, "high": 2}


def purpose_of(kind: DraftKind, weights: Weights) -> Purpose:
    """What a post is for: the first that fits of repost, notice, promotion, conversation, soft promotion and topic.

    A reply that sells is promotion, as the share of self-promotion counts it.
    """
    if kind is DraftKind.REPOST:
        return Purpose.REPOST
    if kind in (DraftKind.APOLOGY, DraftKind.INCIDENT) or weights.talk == lack.ASIDE:
        return Purpose.NOTICE
    if weights.selling == 1:
        return Purpose.PROMOTION
    if kind in (DraftKind.REPLY, DraftKind.QUOTE) or (weights.talk or 0) > 0:
        return Purpose.CONVERSATION
    if (weights.selling or 0) > 0:
        return Purpose.SOFT_PROMOTION
    return Purpose.TOPIC if (weights.topic or 0) > 0 else Purpose.OTHER


def _periods(moment: datetime | None) -> tuple[tuple[Unit, date], ...]:
    """The week, month and year of ``moment``, by their first days; the first days of all time have no Monday."""
    if moment is None:
        return ()
    day = moment.date()
    monday = day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
    return (Unit.WEEK, monday), (Unit.MONTH, day.replace(day=1)), (Unit.YEAR, day.replace(month=1, day=1))


def _keep(heap: list[Any], entry: Any, most: int) -> None:
    """``heap`` holds the ``most`` highest entries."""
    if len(heap) < most:
        heappush(heap, entry)
    else:
        heappushpop(heap, entry)


def _digest(word: str) -> bytes:
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _partner(asked: str) -> str:
    """Whom a reply is for: the account in the address of a post, else what was said."""
    if asked.startswith("https://x.com/") and asked.count("/") >= 5:
        name = asked.split("/")[3]
        return asked if name == "i" else f"@{name}"
    return asked


# -- from sums to numbers ------------------------------------------------------------------------


def _told(sums: _Sums, linter: Linter, account: Account, zone: str) -> Audit:
    unit = _unit(sums.first, sums.last)
    periods = _between(sums, unit)
    limits = {name: _limits(linter, account, name) for name in (PROMOTION, CONVERSATION, TOPICS)}
    return Audit(
        account=account.name,
        purpose=account.purpose,
        window=Window(
            since=sums.first,
            until=sums.last,
            time_zone=zone,
            posts=sums.posts,
            undated=sums.undated,
            twice=sums.twice,
            others=sums.others,
            outside=sums.outside,
            unread=sums.unread,
        ),
        unit=unit,
        periods=periods,
        posts=tuple(sums.at[unit, period] for period in periods),
        hours=tuple(tuple(sums.hours[day, hour] for hour in range(24)) for day in range(7)),
        promotion=_measure(sums.promotion, limits[PROMOTION], unit, periods),
        conversation=_measure(sums.conversation, limits[CONVERSATION], unit, periods),
        topics=_measure(sums.topics, limits[TOPICS], unit, periods),
        purposes=tuple(
            PurposeShare(
                purpose,
                share_of(sums.purposes[purpose], sums.posts),
                tuple(sums.purposes_at[purpose, unit, period] for period in periods),
            )
            for purpose in _KINDS
        ),
        talk=_talk(sums, timeline_check(linter, account, TEMPLATES) is not None),
        repetition=_repetition(sums, timeline_check(linter, account, COPIES)),
        findings=_findings(sums, unit, periods),
        failed=_gaps(sums.failed),
        untimed=_gaps(sums.untimed),
        tool=linter.tool(),
    )


def _unit(first: date | None, last: date | None) -> Unit:
    """Weeks for a few of them, years for many, months for what is between."""
    if first is None or last is None:
        return Unit.MONTH
    span = (last - first).days
    return Unit.WEEK if span <= _WEEKS else Unit.YEAR if span > _YEARS else Unit.MONTH


def _between(sums: _Sums, unit: Unit) -> tuple[date, ...]:
    """The periods from the first to the last, those without posts too; of very many, the latest that have posts."""
    there = sorted(period for each, period in sums.at if each is unit)
    if not there:
        return ()
    found = [there[0]]
    while found[-1] < there[-1] and len(found) < _MOST_PERIODS:
        found.append(_next(found[-1], unit))
    return tuple(found) if found[-1] >= there[-1] else tuple(there[-_MOST_PERIODS:])


def _next(period: date, unit: Unit) -> date:
    match unit:
        case Unit.WEEK:
            return period + timedelta(days=7)
        case Unit.MONTH:
            return (period.replace(day=28) + timedelta(days=4)).replace(day=1)
        case Unit.YEAR:
            return period.replace(year=period.year + 1)


def _limits(linter: Linter, account: Account, rule: str) -> Limits | None:
    """What the rule says of its share; None where it is off, or cannot tell."""
    check = timeline_check(linter, account, rule)
    if isinstance(check, share.Share):
        match = check.match
        return Limits(rule, match.window, match.least, warn=match.warn, stop=match.stop)
    if isinstance(check, lack.Lack) and not check.idle:
        wanted = check.match
        return Limits(rule, wanted.window, wanted.least, aim=wanted.share)
    return None


def _measure(line: _Line, limits: Limits | None, unit: Unit, periods: Sequence[date]) -> Measure:
    whole = share_of(line.count, line.total)
    over_time = tuple(PeriodShare(period, share_of(*_pair(line.periods, unit, period))) for period in periods)
    return Measure(limits, standing_of(whole, limits), whole, line.recent(), over_time)


def _pair(periods: Mapping[tuple[Unit, date], Sequence[float]], unit: Unit, period: date) -> tuple[float, int]:
    count, total = periods.get((unit, period), (0.0, 0.0))
    return count, int(total)


def standing_of(share: Share, limits: Limits | None) -> Standing:
    """Where the share is: on one side of a limit only where its whole interval is."""
    if limits is None or share.total == 0:
        return Standing.UNMEASURED
    if limits.aim is not None:
        if share.low >= limits.aim:
            return Standing.WITHIN
        return Standing.BEYOND if share.high < limits.aim else Standing.UNSURE
    warn, stop = limits.warn or 0.0, limits.stop or 1.0
    if share.low >= stop:
        return Standing.FAR_BEYOND
    if share.low >= warn:
        return Standing.BEYOND
    return Standing.WITHIN if share.high < warn else Standing.UNSURE


def _talk(sums: _Sums, templates: bool) -> Conversation:
    answered = sorted(sums.answered)
    reach = timedelta(days=TAKEN_UP).total_seconds()
    taken = 0
    for moment in sums.asked:
        following = bisect_right(answered, moment)
        taken += following < len(answered) and answered[following] <= moment + reach
    own = sums.posts - sums.purposes[Purpose.REPOST]
    return Conversation(
        replies=share_of(sums.replies, own),
        partners=len(sums.partners),
        templates=share_of(sums.templates.count, sums.templates.total) if templates else None,
        questions=len(sums.asked),
        taken_up=share_of(taken, len(sums.asked)),
        days=TAKEN_UP,
    )


def _repetition(sums: _Sums, check: object) -> Repetition:
    told = sorted(
        ((sums.sentences[key], text) for key, text in sums.repeated.items()), key=lambda each: (-each[0], each[1])
    )
    phrases = tuple(Phrase(text, posts) for posts, text in told[:PHRASES])
    latest = [seen for _, _, seen in sorted(sums.latest, key=lambda entry: (entry[0], entry[1]))]
    if not isinstance(check, RepetitionCheck):
        return Repetition(phrases, len(latest), None, ())
    groups: dict[int, list[int]] = {}
    group_of: dict[int, int] = {}
    facts: list[Facts] = [seen.facts for seen in latest]
    places = {fact.draft_id: place for place, fact in reversed(list(enumerate(facts)))}
    for hit in check.judge(facts):
        earlier = places[hit.hit.captures["other"]]
        begun = group_of.get(earlier, earlier)
        group_of[hit.draft] = begun
        groups.setdefault(begun, [begun]).append(hit.draft)
    largest = nlargest(PHRASES, groups.items(), key=lambda each: (len(each[1]), -each[0]))
    told_groups = tuple(
        Copies(latest[first].facts.draft_id, latest[first].moment, latest[first].head, len(members))
        for first, members in largest
    )
    return Repetition(phrases, len(latest), share_of(len(group_of), len(latest)), told_groups)


def _findings(sums: _Sums, unit: Unit, periods: Sequence[date]) -> Findings:
    worst = [seen for _, _, seen in sorted(sums.worst, key=lambda entry: entry[0], reverse=True)]
    families = sorted({family for family, _ in sums.families}, key=lambda name: (-sums.families_posts[name], name))
    return Findings(
        posts=share_of(sums.found, sums.posts),
        serious=share_of(sums.serious, sums.posts),
        families=tuple(
            Family(
                family,
                errors=sums.families[family, Severity.ERROR.value],
                warnings=sums.families[family, Severity.WARNING.value],
                notes=sums.families[family, Severity.NOTE.value],
                posts=sums.families_posts[family],
                periods=tuple(sums.families_at[family, unit, period] for period in periods),
            )
            for family in families
        ),
        first=tuple(Look(seen.facts.draft_id, seen.moment, seen.facts.kind, seen.head, seen.found) for seen in worst),
    )


def _gaps(rules: Counter[str]) -> tuple[Gap, ...]:
    return tuple(Gap(rule, count) for rule, count in sorted(rules.items()))
