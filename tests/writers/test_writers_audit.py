"""The page and the document of an audit: complete in both languages, and nothing in a post can act there."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import json
import re
import string
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint.account import TimeZone
from tweetlint.audit.numbers import (
    Audit,
    Conversation,
    Copies,
    Family,
    Findings,
    Found,
    Gap,
    Limits,
    Look,
    Measure,
    PeriodShare,
    Phrase,
    Purpose,
    PurposeShare,
    Repetition,
    Standing,
    Unit,
    Window,
    share_of,
)  # fmt: skip
from tweetlint.errors import ConfigError
from tweetlint.model import Confidence, DraftKind, Severity, Tool
from tweetlint.writers import audit_html, audit_json
from tweetlint.writers.markup import Markup, shown, tag
from tweetlint.writers.svg import Bar, Line, Stack, bars, grid, stacks

TOKYO = TimeZone.read("Asia/Tokyo").zone
AT = datetime(2026, 11, 20, 7, tzinfo=TOKYO)
VOID = {"meta", "br", "hr"}


def sample(text: str = "けさの一杯", *, unit: Unit = Unit.MONTH, standing: Standing = Standing.WITHIN) -> Audit:
    """An audit in which every foreign word is ``text``."""
    periods = (date(2026, 10, 1), date(2026, 11, 1))
    some = share_of(2.5, 10)

    def measure(**limits: float) -> Measure:
        over_time = (PeriodShare(periods[0], some), PeriodShare(periods[1], share_of(0, 0)))
        return Measure(Limits(text, 30, 4, **limits), standing, some, some, over_time)

    found = Found(text, Severity.ERROR, Confidence.HIGH, text, text[:3])
    return Audit(
        account=text, purpose="engagement", unit=unit, periods=periods, posts=(10, 0),
        window=Window(periods[0], periods[1], "UTC+09:00", 10, 1, 2, 3, 4, 5),
        hours=tuple(tuple(day * hour for hour in range(24)) for day in range(7)),
        promotion=measure(warn=0.3, stop=0.5), conversation=measure(aim=0.3), topics=measure(aim=0.4),
        purposes=tuple(PurposeShare(each, share_of(1, 10), (1, 0)) for each in Purpose),
        talk=Conversation(share_of(3, 10), 2, share_of(1, 3), 4, share_of(1, 4), 7),
        repetition=Repetition((Phrase(text, 3),), 10, share_of(2, 10), (Copies(text, AT, text, 2), Copies(text, None, "", 2))),
        findings=Findings(share_of(3, 10), share_of(1, 10), (Family(text, 1, 0, 2, 3, (3, 0)),), (Look(text, AT, DraftKind.POST, text, (found,)),)),
        failed=(Gap(text, 2),), untimed=(Gap(text, 1),), tool=Tool("0.1.0", "0.7", "core", "abc"),
    )  # fmt: skip


def page(audit: Audit, language: str = "ja") -> str:
    """The whole page."""
    return "".join(audit_html.write(audit, language))


class Reader(HTMLParser):
    """What a browser would see: elements that are closed in order, their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def read(source: str) -> Reader:
    """The page as read; it is closed."""
    reader = Reader()
    reader.feed(source)
    reader.close()
    assert [] == reader.open
    return reader


HOSTILE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</td></table><h1>", "</title><script>",
    "</style><script>", "]]><svg onload=x>", "&lt;b&gt;", "<!--", "a\x00b", "a\x1b[31mb", "\u202eabc\u202c", "a\u2066b\u2069", "a\u200bb",
    "\ufeff", "{name}", "%s{0}", "\u2028", "http://example.com/?a=1&b=2",
]  # fmt: skip
ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_post_acts_on_the_page(text: str) -> None:
    """Elements and attributes are those of a harmless audit; controls and overrides are shown by number."""
    plain, hostile = read(page(sample())), read(page(sample(text)))

    assert plain.elements == hostile.elements
    assert [name for name, _ in plain.attributes] == [name for name, _ in hostile.attributes]
    assert None is ACTIVE.search(page(sample(text)))
    assert not any(name.startswith("on") or name in ("href", "src", "style") for name, _ in hostile.attributes)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_out(text: str) -> None:
    """Any text at all: the page is closed, has the same elements, and is UTF-8."""
    source = page(sample(f"a{text}"))

    assert read(page(sample())).elements == read(source).elements
    assert source.encode()


def test_the_page_needs_nothing_from_elsewhere() -> None:
    """No script, no link, no image, no font: a policy says so to browsers as well."""
    reader = read(page(sample()))
    outside = {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "form",
        "a",
        "base",
        "use",
        "image",
        "foreignobject",
    }

    assert outside.isdisjoint(reader.elements)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in reader.attributes
    assert "url(" not in page(sample())
    assert "@import" not in page(sample())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("standing", Standing)
def test_every_sentence_is_there(language: str, unit: Unit, standing: Standing) -> None:
    """Each unit and each standing has its words in both languages, and none is left unfilled."""
    text = " ".join(read(page(sample(unit=unit, standing=standing), language)).text)

    assert None is re.search(r"\{\w+\}", text)


def test_both_languages_hold_every_key() -> None:
    """A page in one language says no less than in the other, with the same numbers in it."""
    words = audit_html.catalogue()
    fields = [
        {
            key: {name for _, name, _, _ in string.Formatter().parse(value) if name}
            for key, value in table.items()
            if isinstance(value, str)
        }
        for table in words.values()
    ]

    assert fields[0].keys() == fields[1].keys()
    assert words["ja"]["family"].keys() == words["en"]["family"].keys()
    assert [] == [
        key
        for key, names in fields[0].items()
        if names - {"year", "short"} != fields[1][key] - {"year", "short"} and key not in ("stamp",)
    ]


def test_a_language_without_words_is_refused() -> None:
    """As every command does."""
    with pytest.raises(ConfigError):
        page(sample(), "fr")


def test_an_empty_audit_is_a_page() -> None:
    """No posts, no periods: the page says so and draws nothing that is not there."""
    empty = share_of(0, 0)
    nothing = Measure(None, Standing.UNMEASURED, empty, empty, ())
    audit = msgspec.structs.replace(
        sample(), periods=(), posts=(), window=Window(None, None, "UTC", 0, 0, 0, 0, 0, 0), hours=((0,) * 24,) * 7, promotion=nothing,
        conversation=nothing, topics=nothing, purposes=(), talk=Conversation(empty, 0, None, 0, empty, 7),
        repetition=Repetition((), 0, None, ()), findings=Findings(empty, empty, (), ()), failed=(), untimed=(),
    )  # fmt: skip

    for language in ("ja", "en"):
        assert "svg" not in read(page(audit, language)).elements


def test_every_number_stands_with_its_denominator() -> None:
    """A share is never told without how many posts it is of."""
    text = " ".join(read(page(sample())).text)

    assert "25%（2.5件／10件）" in text
    assert "30%（3件／10件）" not in text  # that one stands as count, total, then share
    assert "3件／10件" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_the_document_holds_the_same_numbers(text: str) -> None:
    """JSON without active characters, which reads back to the audit."""
    source = "".join(audit_json.write(sample(text)))

    assert None is ACTIVE.search(source.replace("\u200b", ""))  # invisible, but nothing acts
    assert 1 == json.loads(source)["version"]
    assert sample(text) == msgspec.convert(json.loads(source)["audit"], Audit)


def test_markup_is_markup_only_where_we_wrote_it() -> None:
    """Text is escaped, markup is kept, None is nothing; attributes are text."""
    assert '<b class="x&quot;">a&lt;b<i>c</i></b>' == tag("b", "a<b", None, tag("i", "c"), class_='x"', id=None)
    assert "&lt;U+202E&gt;" == shown("\u202e")
    assert isinstance(tag("br"), Markup)


@pytest.mark.parametrize("count", [0, 1, 13, 120])
def test_charts_of_any_length_stay_on_the_paper(count: int) -> None:
    """Nothing is drawn outside of the width, whatever the number of periods."""
    names = [(date(2026, 1, 1) + timedelta(days=31 * number)).isoformat()[:7] for number in range(count)]
    charts = [
        bars("t", [Bar(name, 0.5, 0.2, 1.0, name) for name in names], [Line(0.3, "30%", "warn")]),
        stacks("t", [Stack(name, [("other", 1.0)], name) for name in names]),
        grid("t", [("a", [5] * count)], names),
    ]
    for chart in charts:
        places = [float(value) for name, value in read(chart).attributes if name in ("x", "x1", "x2", "y", "y1", "y2")]
        height = float(dict(read(chart).attributes)["viewbox"].split()[3])

        assert all(-1 <= place <= 920 for place in places)
        assert all(float(value) <= height for name, value in read(chart).attributes if name in ("y", "y1", "y2"))
