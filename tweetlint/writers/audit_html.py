"""An audit as one page for people who meet over it: no script, no network, to be read on a screen and on paper.

Every number stands with its denominator. What the posts say goes through ``markup``, where nothing can act.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tweetlint.audit.gather import REPEATED
from tweetlint.audit.numbers import Audit, Limits, Look, Measure, Purpose, PurposeShare, Share, Standing
from tweetlint.errors import ConfigError, did_you_mean
from tweetlint.model import Severity
from tweetlint.writers.markup import Markup, joined, tag
from tweetlint.writers.svg import Bar, Line, Stack, bars, grid, stacks
from tweetlint.writers.wording import Wording
from tweetlint.writers.wording import wording as common

_KINDS = {
    Purpose.REPOST: "repost",
    Purpose.NOTICE: "notice",
    Purpose.PROMOTION: "promotion_kind",
    Purpose.CONVERSATION: "conversation_kind",
    Purpose.SOFT_PROMOTION: "soft-promotion",
    Purpose.TOPIC: "topic",
    Purpose.OTHER: "other",
}
_FAMILIES = 13
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class _Words(msgspec.Struct, frozen=True):
    """What the page says in one language."""

    sentence: Mapping[str, str]
    family: Mapping[str, str]
    common: Wording

    def say(self, key: str, **names: object) -> str:
        """The sentence ``key`` with ``names`` filled in."""
        return self.sentence[key].format(**names)


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """All sentences of the page, by language."""
    return tomllib.loads(_beside("audit.toml"))


def _beside(name: str) -> str:
    """A file of this package."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _words(language: str) -> _Words:
    if language not in catalogue():
        raise ConfigError("language", f"'{language}' has no messages.", did_you_mean(language, catalogue()))
    found = catalogue()[language]
    sentences = {key: value for key, value in found.items() if isinstance(value, str)}
    return _Words(sentences, found["family"], common(language))


def write(audit: Audit, language: str) -> Iterator[str]:
    """The page, in pieces; raises ``ConfigError`` for a language that has no words."""
    page = _Page(audit, _words(language))
    title = f"{page.words.say('title')} {audit.account}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Markup(_beside("audit.css"))),
    )
    yield f"<!doctype html>\n{_opening('html', lang=language)}\n{head}\n<body>\n<main>\n"
    for part in page.parts():
        yield f"{part}\n"
    yield "</main>\n</body>\n</html>\n"


def _opening(name: str, **attributes: object) -> str:
    return tag(name, **attributes).removesuffix(f"</{name}>")


class _Page:
    """The sections of one page, the most important first."""

    def __init__(self, audit: Audit, words: _Words) -> None:
        self.audit = audit
        self.words = words
        self.periods = [self._period(period) for period in audit.periods]

    def parts(self) -> Iterator[Markup]:
        """The sections in order."""
        yield self._head()
        yield self._summary()
        yield self._measured("promotion", self.audit.promotion)
        yield self._hours()
        yield self._purposes()
        yield self._measured("conversation", self.audit.conversation)
        yield self._measured("topics", self.audit.topics)
        yield self._talk()
        yield self._repetition()
        yield self._findings()
        if self.audit.findings.first:
            yield self._first()
        if self.periods:
            yield self._numbers()
        yield self._method()

    # -- what it is about --------------------------------------------------------------------

    def _head(self) -> Markup:
        window = self.audit.window
        names = {"account": self.audit.account, "purpose": self._purpose(), "posts": f"{window.posts:,}"}
        if window.since is None or window.until is None:
            lead = self.words.say("lead_undated", **names)
        else:
            lead = self.words.say("lead", **names, since=self._day(window.since), until=self._day(window.until))
        zone = self.words.say("zone", zone=self.words.sentence.get(f"zone_{window.time_zone}", window.time_zone))
        return tag(
            "header", tag("h1", self.words.say("title")), tag("p", lead, class_="lead"), tag("p", zone, class_="small")
        )

    def _purpose(self) -> str:
        return self.words.sentence.get(f"purpose_{self.audit.purpose}", self.audit.purpose)

    def _summary(self) -> Markup:
        rows = [
            (measure.standing, self._standing(name, measure))
            for name, measure in (
                ("promotion", self.audit.promotion),
                ("conversation", self.audit.conversation),
                ("topics", self.audit.topics),
            )
        ]
        found = self.audit.findings
        worst = Standing.WITHIN if found.serious.count == 0 else Standing.UNSURE
        rows.append((worst, self._found_sentence()))
        items = [tag("li", text, class_=f"standing {standing.value}") for standing, text in rows]
        return self._section("summary", tag("ul", *items, class_="summary"))

    def _standing(self, name: str, measure: Measure) -> str:
        """The sentence on a share: where it stands, as far as so many posts can tell."""
        limits = measure.limits
        key = f"{name}_{measure.standing.value}"
        if limits is None or measure.standing is Standing.UNMEASURED:
            return self.words.say(f"{name}_unmeasured")
        sentence = self.words.say(
            key,
            share=_percent(measure.whole.share),
            of=self._of(measure.whole),
            range=self._range(measure.whole),
            warn=_percent(limits.warn or 0),
            stop=_percent(limits.stop or 0),
            aim=_percent(limits.aim or 0),
        )
        if measure.recent.total >= measure.whole.total:
            return sentence
        share = _percent(measure.recent.share)
        return f"{sentence} {self.words.say('recent', total=measure.recent.total, share=share)}"

    # -- shares over time --------------------------------------------------------------------

    def _measured(self, name: str, measure: Measure) -> Markup:
        if measure.limits is None or measure.standing is Standing.UNMEASURED:
            return self._section(name, tag("p", self.words.say(f"{name}_unmeasured")))
        entries = [
            Bar(
                label,
                each.share.share if each.share.total else None,
                each.share.low,
                each.share.high,
                self._note(label, each.share),
            )
            for label, each in zip(self.periods, measure.periods, strict=True)
        ]
        limits = measure.limits
        window = self.words.say("window", window=limits.window)
        title = f"{self.words.say(name)} ({self._per()})"
        chart = bars(title, entries, self._lines(limits)) if entries else None
        return self._section(
            name,
            tag("p", self._standing(name, measure), " ", window),
            chart and self._figure(chart),
            tag("p", self.words.say(f"{name}_about", **self._half(name)), class_="small"),
        )

    def _half(self, name: str) -> dict[str, str]:
        return {"half": self.words.say("half")} if name == "promotion" else {}

    def _lines(self, limits: Limits) -> list[Line]:
        found = [("warn", limits.warn), ("stop", limits.stop), ("aim", limits.aim)]
        return [Line(at, self.words.say(key, at=_percent(at)), key) for key, at in found if at is not None]

    def _numbers(self) -> Markup:
        """What the charts of shares show, in figures."""
        measured = [
            (name, measure)
            for name, measure in (
                ("promotion", self.audit.promotion),
                ("conversation", self.audit.conversation),
                ("topics", self.audit.topics),
            )
            if measure.limits is not None
        ]
        head = [self.words.say("period"), self.words.say("total"), *(self.words.say(name) for name, _ in measured)]
        body = [
            (label, f"{self.audit.posts[number]:,}", *(self._cell(each.periods[number].share) for _, each in measured))
            for number, label in enumerate(self.periods)
            if self.audit.posts[number]
        ]
        about = tag("p", self.words.say("numbers_about"), class_="small")
        return self._section("numbers", about, _table(head, body, numbers=True))

    def _cell(self, share: Share) -> Markup | str:
        if not share.total:
            return self.words.say("none")
        detail = f" {self._range(share)}, {_count(share.count)}/{share.total:,}"
        return joined(tag("b", _percent(share.share)), tag("span", detail, class_="small"))

    # -- when and what for -------------------------------------------------------------------

    def _hours(self) -> Markup:
        weekdays = self.words.common.weekdays
        hours = self.audit.hours
        most, day, hour = max((value, -day, -hour) for day, row in enumerate(hours) for hour, value in enumerate(row))
        if not most:
            return self._section("hours", tag("p", self.words.say("no_stamp")))
        busiest = self.words.say("hours_busiest", weekday=weekdays[-day], hour=-hour, n=f"{most:,}")
        rows = list(zip(weekdays, hours, strict=True))
        chart = grid(self.words.say("hours"), rows, [self.words.say("hour", hour=hour) for hour in range(24)])
        about = f"{self.words.say('hours_about')} {busiest}"
        return self._section("hours", tag("p", about), self._figure(chart))

    def _purposes(self) -> Markup:
        audit = self.audit
        found = [each for each in audit.purposes if each.share.total]
        names = {each.purpose: self.words.say(_KINDS[each.purpose]) for each in found}
        entries = [self._stack(number, found, names) for number in range(len(self.periods))]
        chart = stacks(f"{self.words.say('purposes')} ({self._per()})", entries) if entries else None
        head = [self.words.say(key) for key in ("purposes", "share", "interval_head", "count")]
        body = [
            (
                joined(tag("span", class_=f"swatch {each.purpose.value}"), tag("span", names[each.purpose])),
                _percent(each.share.share),
                self._range(each.share),
                _count(each.share.count),
            )
            for each in found
        ]
        declared = self.words.say("purposes_declared", purpose=self._purpose())
        about = tag("p", declared, " ", self.words.say("purposes_about"))
        return self._section("purposes", about, _table(head, body, numbers=True), chart and self._figure(chart))

    def _stack(self, number: int, found: Sequence[PurposeShare], names: Mapping[Purpose, str]) -> Stack:
        """What the posts of one period were for."""
        label, posts = self.periods[number], self.audit.posts[number]
        there = [(each.purpose, each.periods[number]) for each in found if each.periods[number]]
        note = ", ".join(f"{names[purpose]} {count}" for purpose, count in there)
        return Stack(label, [(purpose.value, count / posts) for purpose, count in there], f"{label}: {note}")

    # -- give and take, again and again ------------------------------------------------------

    def _talk(self) -> Markup:
        talk, say = self.audit.talk, self.words.say
        lines = []
        if talk.replies.count:
            partners = say("partners", n=f"{talk.partners:,}")
            lines.append(
                say("replies", of=self._of(talk.replies), share=self._with_range(talk.replies), partners=partners)
            )
        else:
            lines.append(say("no_replies"))
        if talk.templates is not None and talk.templates.total:
            lines.append(say("templates", of=self._of(talk.templates), share=self._with_range(talk.templates)))
        if talk.questions:
            taken = talk.taken_up
            share = self._with_range(taken)
            lines.append(
                say("questions", n=f"{talk.questions:,}", taken=_count(taken.count), share=share, days=talk.days)
            )
        else:
            lines.append(say("no_questions"))
        items = [tag("li", line) for line in lines]
        return self._section("talk", tag("ul", *items), tag("p", say("answer_rate"), class_="small"))

    def _repetition(self) -> Markup:
        found, say = self.audit.repetition, self.words.say
        if found.phrases:
            head = [say("phrase"), say("times")]
            rows = [(tag("bdi", phrase.text), f"{phrase.posts:,}") for phrase in found.phrases]
            phrases = joined(tag("p", say("phrases_about", least=REPEATED)), _table(head, rows))
        else:
            phrases = tag("p", say("no_phrases", least=REPEATED))
        if found.copies is None:
            return self._section("repetition", phrases, tag("p", say("copies_off")))
        share = self._with_range(found.copies)
        copies = say("copies", compared=f"{found.compared:,}", count=_count(found.copies.count), share=share)
        head = [say("first_of_group"), say("at"), say("times")]
        groups = [
            (self._post(group.head, group.id), self._stamp(group.at), f"{group.posts:,}") for group in found.groups
        ]
        table = _table(head, groups) if groups else None
        return self._section("repetition", phrases, tag("p", copies), table)

    # -- what the rules find -----------------------------------------------------------------

    def _found_sentence(self) -> str:
        found = self.audit.findings
        if not found.posts.count:
            return self.words.say("findings_none")
        return self.words.say(
            "findings_some",
            of=self._of(found.posts),
            share=_percent(found.posts.share),
            serious=_count(found.serious.count),
        )

    def _findings(self) -> Markup:
        found, words = self.audit.findings, self.words
        if not found.families:
            return self._section("findings", tag("p", self._found_sentence()))
        head = [
            words.say("kind_of_rule"),
            words.common.error,
            words.common.warning,
            words.common.note,
            words.say("total"),
        ]
        rows = [
            (self._family(each.family), *map(_plain, (each.errors, each.warnings, each.notes, each.posts)))
            for each in found.families
        ]
        cells = [(self._family(each.family), each.periods) for each in found.families[:_FAMILIES]]
        title = f"{words.say('findings')} ({self._per()})"
        chart = grid(title, cells, self.periods, left=190) if self.periods else None
        return self._section(
            "findings",
            tag("p", self._found_sentence()),
            _table(head, rows, numbers=True),
            tag("p", words.say("findings_about"), class_="small"),
            chart and self._figure(chart),
        )

    def _family(self, name: str) -> str:
        return self.words.family.get(name, name)

    def _first(self) -> Markup:
        first = self.audit.findings.first
        head = [self.words.say(key) for key in ("post", "what")]
        rows = [
            (joined(self._post(look.head, look.id), tag("div", self._stamp(look.at), class_="small")), self._look(look))
            for look in first
        ]
        about = tag("p", self.words.say("first_about", n=len(first)))
        return self._section("first", about, _table(head, rows, name="first"))

    def _look(self, look: Look) -> Markup:
        items = []
        for found in look.findings:
            excerpt = (
                joined(tag("q", tag("bdi", found.excerpt)), Markup(" "))
                if found.excerpt and found.excerpt not in found.message
                else None
            )
            label = tag("b", self._severity(found.severity), class_=found.severity.value)
            items.append(tag("li", label, " ", excerpt, found.message, " ", tag("code", found.rule)))
        return tag("ul", *items, class_="plain")

    def _severity(self, severity: Severity) -> str:
        return self.words.common.severity(severity)

    # -- how it was counted ------------------------------------------------------------------

    def _method(self) -> Markup:
        window, say, tool = self.audit.window, self.words.say, self.audit.tool
        lines = [say("interval")]
        counted = {key: getattr(window, key) for key in ("undated", "twice", "others", "outside", "unread")}
        lines += [say(key, n=f"{number:,}") for key, number in counted.items() if number]
        lines += [say("failed", rule=gap.rule, n=f"{gap.posts:,}") for gap in self.audit.failed]
        if self.audit.untimed:
            lines.append(say("untimed", rules=self.words.common.comma.join(gap.rule for gap in self.audit.untimed)))
        lines.append(say("editions", version=tool.version, dictionary=tool.dictionary, rules=tool.rules_digest))
        return self._section("method", tag("ul", *(tag("li", line) for line in lines), class_="small"))

    # -- small pieces ------------------------------------------------------------------------

    def _section(self, name: str, *pieces: Markup | None) -> Markup:
        return tag("section", tag("h2", self.words.say(name)), *pieces, id=name)

    def _figure(self, chart: Markup) -> Markup:
        return tag("figure", chart)

    def _per(self) -> str:
        return self.words.say(f"per_{self.audit.unit.value}")

    def _post(self, head: str, id: str) -> Markup:
        words = tag("bdi", head) if head else tag("i", self.words.say("hidden"))
        return joined(words, tag("div", tag("code", id), class_="small"))

    def _note(self, label: str, share: Share) -> str:
        return f"{label}: {self._with_range(share)} {self._of(share)}"

    def _with_range(self, share: Share) -> str:
        return f"{_percent(share.share)}, {self._range(share)}" if share.total else self.words.say("none")

    def _range(self, share: Share) -> str:
        return self.words.say("range", low=_percent(share.low), high=_percent(share.high))

    def _of(self, share: Share) -> str:
        return self.words.say("of", count=_count(share.count), total=f"{share.total:,}")

    def _day(self, day: date) -> str:
        return self.words.say("day", year=day.year, month=day.month, day=day.day)

    def _period(self, day: date) -> str:
        names = {"year": day.year, "short": f"{day.year % 100:02}", "month": day.month, "day": day.day}
        return self.words.say(f"period_{self.audit.unit.value}", **names)

    def _stamp(self, moment: datetime | None) -> str:
        if moment is None:
            return self.words.say("no_stamp")
        weekday = self.words.common.weekdays[moment.weekday()]
        names = {"year": moment.year, "month": moment.month, "day": moment.day}
        return self.words.say("stamp", **names, weekday=weekday, time=f"{moment:%H:%M}")


def _table(head: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: bool = False, name: str = "") -> Markup:
    """A table; with ``numbers`` all columns but the first are set to the right."""
    body = [tag("tr", *(tag("td", cell) for cell in row)) for row in rows]
    style = " ".join(filter(None, (name, "figures" if numbers else "")))
    columns = tag("thead", tag("tr", *(tag("th", word) for word in head)))
    return tag("table", columns, tag("tbody", *body), class_=style or None)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def _count(count: float) -> str:
    """A count of posts, half ones with their half."""
    return f"{count:,.0f}" if count == int(count) else f"{count:,.1f}"


def _plain(count: int) -> str:
    return f"{count:,}" if count else ""
