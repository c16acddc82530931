"""The numbers of an audit: what is counted, of how many, how surely, and that no order of posts changes them."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.account import Account, TimeZone
from tweetlint.audit import Audit, audit
from tweetlint.audit.gather import purpose_of, standing_of
from tweetlint.audit.look import Weights, sentences
from tweetlint.audit.numbers import Limits, Purpose, Standing, Unit, share_of
from tweetlint.engine import Linter
from tweetlint.kinds.lack import ASIDE, ASKS, IS
from tweetlint.model import Draft, DraftKind, Problem

TOKYO = TimeZone.read("Asia/Tokyo").zone
FAMILIES = (
    "crisis",
    "disclosure",
    "disparagement",
    "hurtful",
    "platform",
    "rights",
    "secrets",
    "slips",
    "stance",
    "timing",
    "tone",
)
MAIN = {"name": "main", "topics": ["コーヒー", "焙煎"], "brands": [{"name": "アオゾラ珈琲"}]}
SETTINGS = {"account": [MAIN, {"name": "support", "purpose": "support"}], "severity": dict.fromkeys(FAMILIES, "off")}  # fmt: skip
BEGIN = datetime(2026, 1, 5, 10, tzinfo=TOKYO)  # a Monday


@pytest.fixture(scope="module")
def linter() -> Linter:
    """One with the rules on balance and claims."""
    return Linter.from_mapping(SETTINGS)


def account(linter: Linter, name: str = "main") -> Account:
    """An account of the settings."""
    return next(each for each in linter.config.account if each.name == name)


def made(linter: Linter, posts: Sequence[Draft | Problem], **options: object) -> Audit:
    """The audit of ``posts``."""
    return audit(posts, linter, account(linter), TOKYO, **options)  # type: ignore[arg-type]


def posts(*texts: str, kind: DraftKind = DraftKind.POST, days: float = 1, first: datetime = BEGIN) -> list[Draft]:
    """Posts with these texts, some days apart."""
    return [
        Draft(id=f"{kind}-{number}", text=text, kind=kind, publish_at=first + timedelta(days=days * number))
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (1, 1, 0.2065, 1.0),
        (150, 500, 0.2615, 0.3416),
    ],
)
def test_the_interval_is_wilsons(count: int, total: int, low: float, high: float) -> None:
    """Known values of the Wilson score interval at 95 %, by R's binom.confint."""
    share = share_of(count, total)

    assert (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4)) == (share.low, share.high)


@given(st.integers(1, 100_000).flatmap(lambda total: st.tuples(st.integers(0, 2 * total), st.just(total))))
def test_the_interval_holds_the_share(numbers: tuple[int, int]) -> None:
    """It lies within 0 and 1 and around the share, half posts too, and of no post it is everything."""
    share = share_of(numbers[0] / 2, numbers[1])

    assert 0 <= share.low <= share.share + 1e-4
    assert share.share - 1e-4 <= share.high <= 1
    assert (0.0, 1.0) == (share_of(0, 0).low, share_of(0, 0).high)


LIMITS = Limits("balance/self-promotion", 30, 4, warn=0.3, stop=0.5)
AIM = Limits("balance/one-way", 30, 8, aim=0.3)


@pytest.mark.parametrize(
    ("count", "total", "limits", "expected"),
    [
        pytest.param(20, 400, LIMITS, Standing.WITHIN, id="few sell"),
        pytest.param(160, 400, LIMITS, Standing.BEYOND, id="many sell"),
        pytest.param(300, 400, LIMITS, Standing.FAR_BEYOND, id="nearly all sell"),
        pytest.param(1, 4, LIMITS, Standing.UNSURE, id="four posts prove nothing"),
        pytest.param(124, 400, LIMITS, Standing.UNSURE, id="near to the limit"),
        pytest.param(200, 400, AIM, Standing.WITHIN, id="much talk"),
        pytest.param(40, 400, AIM, Standing.BEYOND, id="little talk"),
        pytest.param(2, 8, AIM, Standing.UNSURE, id="eight posts prove nothing"),
        pytest.param(0, 0, LIMITS, Standing.UNMEASURED, id="no posts"),
        pytest.param(5, 10, None, Standing.UNMEASURED, id="no rule"),
    ],
)
def test_a_share_stands_where_its_whole_interval_does(
    count: int, total: int, limits: Limits | None, expected: Standing
) -> None:
    """So many posts must be able to tell; else the audit does not."""
    assert expected == standing_of(share_of(count, total), limits)


@pytest.mark.parametrize(
    ("kind", "selling", "talk", "topic", "expected"),
    [
        ("repost", 1.0, IS, IS, Purpose.REPOST),
        ("incident", 0.0, 0.0, 0.0, Purpose.NOTICE),
        ("post", 1.0, ASIDE, 0.0, Purpose.NOTICE),
        ("reply", 1.0, IS, IS, Purpose.PROMOTION),
        ("reply", 0.5, IS, IS, Purpose.CONVERSATION),
        ("post", 0.5, ASKS, 0.0, Purpose.CONVERSATION),
        ("post", 0.5, 0.0, IS, Purpose.SOFT_PROMOTION),
        ("post", 0.0, 0.0, IS, Purpose.TOPIC),
        ("post", 0.0, 0.0, 0.0, Purpose.OTHER),
        ("post", None, None, None, Purpose.OTHER),
        ("quote", None, None, None, Purpose.CONVERSATION),
    ],
)
def test_each_post_has_one_purpose(
    kind: str, selling: float | None, talk: float | None, topic: float | None, expected: Purpose
) -> None:
    """The first that fits; what a rule that is off would have noted is not guessed."""
    assert expected == purpose_of(DraftKind(kind), Weights(selling, talk, topic, None))


SELLS = "新商品のドリップバッグ、発売中です。ご注文はオンラインストアからどうぞ。全品10%OFF"
ASKS_ALL = "みなさんは朝コーヒー派ですか？夜コーヒー派ですか？"
THANKS = "投票ありがとうございました。朝派が72%でした"
PLAIN = "けさは霜が降りました。あたたかくしてお過ごしください"
CLOSED = "本日は大雨のため臨時休業します"


def test_shares_are_those_of_the_timeline_rules(linter: Linter) -> None:
    """The audit counts what balance/ rules noted, of the posts that they count, and draws their limits."""
    everything = [*posts(SELLS, PLAIN, ASKS_ALL, THANKS, CLOSED), *posts("はい、どうぞ", kind=DraftKind.REPLY)]
    result = made(linter, [*everything, *posts("RT @a: 発売中です", kind=DraftKind.REPOST)])

    assert (1, 6) == (result.promotion.whole.count, result.promotion.whole.total)
    assert (3, 5) == (result.conversation.whole.count, result.conversation.whole.total)
    assert LIMITS == result.promotion.limits
    assert (AIM.rule, AIM.aim) == (result.conversation.limits and result.conversation.limits.rule, 0.3)
    assert {"repost": 1, "notice": 1, "promotion": 1, "conversation": 3, "other": 1} == {
        each.purpose.value: each.share.count for each in result.purposes if each.share.count
    }
    assert 7 == result.window.posts


def test_limits_are_those_of_the_accounts_purpose(linter: Linter) -> None:
    """An account for support may sell less; without topics nobody can tell whether a post keeps to them."""
    result = audit([Draft(id="1", text=PLAIN, account="support")], linter, account(linter, "support"), TOKYO)

    assert result.promotion.limits == msgspec.structs.replace(LIMITS, warn=0.1, stop=0.3)
    assert (None, Standing.UNMEASURED) == (result.topics.limits, result.topics.standing)


def test_questions_are_taken_up_within_a_week(linter: Linter) -> None:
    """An answer soon after counts, one before or much later does not."""
    asked = posts(ASKS_ALL, days=1, first=BEGIN + timedelta(days=1))
    soon, before, late = (posts(THANKS, first=BEGIN + timedelta(days=days)) for days in (5, 0, 9))

    assert [1, 0, 0] == [made(linter, [*asked, *each]).talk.taken_up.count for each in (soon, before, late)]


def test_hours_are_those_of_the_zone(linter: Linter) -> None:
    """A post of Sunday night in UTC is one of Monday morning in Tokyo."""
    result = made(linter, [Draft(id="1", text=PLAIN, publish_at=datetime(2026, 1, 4, 23, 30, tzinfo=UTC))])

    assert 1 == result.hours[0][8]
    assert 1 == sum(map(sum, result.hours))
    assert date(2026, 1, 5) == result.window.since


@pytest.mark.parametrize(
    ("days", "unit", "count"),
    [(20, Unit.WEEK, 3), (200, Unit.MONTH, 7), (3_000, Unit.YEAR, 9), (900_000, Unit.YEAR, 2)],
)
def test_periods_fit_the_window(linter: Linter, days: int, unit: Unit, count: int) -> None:
    """Weeks, months or years, without a gap; where there would be too many, only those with posts."""
    result = made(linter, posts(PLAIN, SELLS, days=days))

    assert (unit, count) == (result.unit, len(result.periods))
    assert list(result.periods) == sorted(result.periods)
    assert all(before < after for before, after in pairwise(result.periods))
    assert 2 == sum(result.posts)


def _year(linter: Linter) -> list[Draft]:
    texts = (
        SELLS,
        ASKS_ALL,
        THANKS,
        PLAIN,
        CLOSED,
        "豆は冷凍庫で保存すると香りが長持ちします",
        "世界一おいしいコーヒーです",
    )
    dice = random.Random(5)
    found = [
        Draft(
            id=str(number),
            text=f"{texts[number % 7]}{number % 11}",
            publish_at=BEGIN + timedelta(hours=dice.randint(0, 300)),
        )
        for number in range(60)
    ]
    return [
        *found,
        *posts("確認いたします。少しお待ちください", "確認いたします。少しお待ちください！", kind=DraftKind.REPLY),
        Draft(id="x", text=PLAIN),
    ]


def test_no_order_and_no_repetition_of_posts_changes_the_audit(linter: Linter) -> None:
    """The same archive shuffled, in parts, or twice over is the same archive."""
    everything = _year(linter)
    expected = made(linter, everything)
    for seed in range(3):
        shuffled = random.Random(seed).sample(everything, len(everything))

        assert expected == made(linter, shuffled)
    twice = made(linter, [*everything[30:], *everything])

    assert len(everything) - 30 == twice.window.twice
    assert expected == msgspec.structs.replace(twice, window=msgspec.structs.replace(twice.window, twice=0))


def test_workers_change_nothing(linter: Linter) -> None:
    """Several processes count as one does."""
    many = [
        Draft(id=str(number), text=f"{PLAIN}{number}", publish_at=BEGIN + timedelta(hours=number))
        for number in range(450)
    ]

    assert made(linter, many) == made(linter, many, workers=2)


def test_what_is_not_counted_is_told(linter: Linter) -> None:
    """Posts of others, of other days, without a time, and what could not be read: each has its number."""
    heard: list[Problem] = []
    others = [Draft(id="o", text=PLAIN, account="support"), Draft(id="n", text=PLAIN, account="nobody")]
    items = [*posts(PLAIN, SELLS, ASKS_ALL), *others, Problem("a.js:1: no post."), Draft(id="u", text=PLAIN)]
    result = made(linter, items, since=date(2026, 1, 6), until=date(2026, 1, 6), hear=heard.append)

    assert [Problem("a.js:1: no post.")] == heard
    assert (1, 2, 3, 1) == (result.window.posts, result.window.others, result.window.outside, result.window.unread)
    assert 1 == made(linter, items).window.undated


def test_repeated_sentences_and_copies(linter: Linter) -> None:
    """A sentence counts once a post, and from three posts on; copies are told by the first of them."""
    again = "ご来店を心よりお待ちしております。ご来店を心よりお待ちしております！"
    texts = [f"{word}の日です。{again}" for word in ("雨", "風", "雪")]
    result = made(
        linter,
        [*posts(*texts), *posts("別の話をする長めの投稿です", "別の話をする長めの投稿です！", kind=DraftKind.REPLY)],
    )

    assert [("ご来店を心よりお待ちしております", 3)] == [(each.text, each.posts) for each in result.repetition.phrases]
    assert ("reply-0", 2) in {(each.id, each.posts) for each in result.repetition.groups}


def test_a_rule_that_is_off_measures_nothing() -> None:
    """The audit says so, and claims no share of nought."""
    off = Linter.from_mapping(SETTINGS | {"severity": dict.fromkeys((*FAMILIES, "balance"), "off")})
    result = audit(posts(SELLS, PLAIN), off, account(off), TOKYO)

    assert [Standing.UNMEASURED] * 3 == [
        each.standing for each in (result.promotion, result.conversation, result.topics)
    ]
    assert (None, None) == (result.repetition.copies, result.talk.templates)


def test_the_gravest_posts_come_first(linter: Linter) -> None:
    """By severity, then sureness; a waived finding is none."""
    result = made(
        linter, [*posts(PLAIN, "世界一おいしいコーヒーです", "コーヒーを飲むだけで必ずやせます。絶対に効きます")]
    )
    ranks = [look.findings[0].severity.rank for look in result.findings.first]

    assert ranks == sorted(ranks, reverse=True)
    assert result.findings.posts.count == len(result.findings.first)
    assert 3 == result.findings.posts.total


@given(st.text(max_size=300))
def test_sentences_hold_no_marks(text: str) -> None:
    """Whatever the text: letters and figures only, and enough of them."""
    assert all(
        len(each) >= 12 and all(character.isprintable() for character in each.replace("\u200b", ""))
        for each in sentences(text)
    )


def test_times_at_the_ends_of_the_calendar(linter: Linter) -> None:
    """A hostile archive may claim any time; nothing overflows."""
    ends = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]

    assert 2 == made(linter, [Draft(id=str(end), text=PLAIN, publish_at=end) for end in ends]).window.posts
