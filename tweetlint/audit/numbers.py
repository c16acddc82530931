"""What an audit says: numbers with their denominators, and how sure they are. No words for people, no presentation."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from math import sqrt

import msgspec

from tweetlint.model import Confidence, DraftKind, Severity, Tool

_Z = 1.959963984540054  # of the normal distribution: 95 of 100 lie within


class Unit(StrEnum):
    """The periods that the window is divided into."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Purpose(StrEnum):
    """What a post is for, by what the timeline rules noted about it: each post has one, the first that fits."""

    REPOST = "repost"
    NOTICE = "notice"
    PROMOTION = "promotion"
    CONVERSATION = "conversation"
    SOFT_PROMOTION = "soft-promotion"
    TOPIC = "topic"
    OTHER = "other"


class Standing(StrEnum):
    """Where a share is, as far as so many posts can tell: ``unsure`` where its interval holds a limit."""

    WITHIN = "within"
    BEYOND = "beyond"
    FAR_BEYOND = "far-beyond"
    UNSURE = "unsure"
    UNMEASURED = "unmeasured"


class Share(msgspec.Struct, frozen=True):
    """``count`` (half posts count half) of ``total`` posts, and the interval that holds the share 95 times of 100."""

    count: float
    total: int
    share: float
    low: float
    high: float


def share_of(count: float, total: int) -> Share:
    """The share with its Wilson score interval; of no posts it is 0 and may be anything.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927): unlike the textbook
    interval it holds for few posts, and for shares near 0 and 1.
    """
    if total <= 0:
        return Share(0.0, 0, 0.0, 0.0, 1.0)
    part = count / total
    middle = part + _Z * _Z / (2 * total)
    reach = _Z * sqrt(part * (1 - part) / total + _Z * _Z / (4 * total * total))
    scale = 1 + _Z * _Z / total
    low, high = max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)
    return Share(count, total, round(part, 4), round(low, 4), round(high, 4))


class PeriodShare(msgspec.Struct, frozen=True):
    """The share in one period, which begins on ``begins``."""

    begins: date
    share: Share


class Limits(msgspec.Struct, frozen=True):
    """What the account's rule says of a share: at most ``warn`` (at worst ``stop``), or at least ``aim``.

    The rule itself looks at the last ``window`` posts, and from ``least`` posts on.
    """

    rule: str
    window: int
    least: int
    warn: float | None = None
    stop: float | None = None
    aim: float | None = None


class Measure(msgspec.Struct, frozen=True):
    """A share over the whole window, over its latest posts, and over time, held against the limits of a rule.

    Without ``limits`` the rule is switched off, or lacks a setting, and nothing was measured.
    """

    limits: Limits | None
    standing: Standing
    whole: Share
    recent: Share
    periods: tuple[PeriodShare, ...]


class PurposeShare(msgspec.Struct, frozen=True):
    """How many posts are for one purpose, in all and in each period."""

    purpose: Purpose
    share: Share
    periods: tuple[int, ...]


class Conversation(msgspec.Struct, frozen=True):
    """Whom the account speaks with. How many of those who wrote to it got an answer, an archive of posts cannot tell.

    ``templates`` are the replies that are set phrases alone. ``questions`` are posts that ask the readers something;
    ``taken_up`` are those behind which an answer, thanks or a result followed within ``days``.
    """

    replies: Share
    partners: int
    templates: Share | None
    questions: int
    taken_up: Share
    days: int


class Phrase(msgspec.Struct, frozen=True):
    """A sentence, without its marks, that stands in several posts."""

    text: str
    posts: int


class Copies(msgspec.Struct, frozen=True):
    """Posts that are nearly the same as an earlier one, the first of them and how many there are."""

    id: str
    at: datetime | None
    head: str
    posts: int


class Repetition(msgspec.Struct, frozen=True):
    """What stands in post after post. Near copies are looked for among the latest ``compared`` posts only.

    ``copies`` is None where the rule is switched off.
    """

    phrases: tuple[Phrase, ...]
    compared: int
    copies: Share | None
    groups: tuple[Copies, ...]


class Family(msgspec.Struct, frozen=True):
    """The findings of a family by severity, and its posts with findings in each period."""

    family: str
    errors: int
    warnings: int
    notes: int
    posts: int
    periods: tuple[int, ...]


class Found(msgspec.Struct, frozen=True):
    """A finding; what a redacted one is about is not told."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    excerpt: str


class Look(msgspec.Struct, frozen=True):
    """A post to look at."""

    id: str
    at: datetime | None
    kind: DraftKind
    head: str
    findings: tuple[Found, ...]


class Findings(msgspec.Struct, frozen=True):
    """What the rules for single posts find, of which nobody waived anything. ``first`` are the posts to begin with."""

    posts: Share
    serious: Share
    families: tuple[Family, ...]
    first: tuple[Look, ...]


class Gap(msgspec.Struct, frozen=True):
    """A rule that stopped half-way, or that needs a time that posts do not have: on so many posts."""

    rule: str
    posts: int


class Window(msgspec.Struct, frozen=True):
    """Which posts were counted: those from the first to the last day, in ``time_zone``.

    ``undated`` posts are counted but for charts over time, ``twice`` were there again and count once, ``others``
    are of other accounts and not counted, ``outside`` are of days that nobody asked for.
    """

    since: date | None
    until: date | None
    time_zone: str
    posts: int
    undated: int
    twice: int
    others: int
    outside: int
    unread: int


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that an audit says of an account's posts."""

    account: str
    purpose: str
    window: Window
    unit: Unit
    periods: tuple[date, ...]
    posts: tuple[int, ...]
    hours: tuple[tuple[int, ...], ...]
    promotion: Measure
    conversation: Measure
    topics: Measure
    purposes: tuple[PurposeShare, ...]
    talk: Conversation
    repetition: Repetition
    findings: Findings
    failed: tuple[Gap, ...]
    untimed: tuple[Gap, ...]
    tool: Tool
