"""One post of an audit: what the rules say of it, reduced to what is counted. This is what workers do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import regex

from tweetlint.account import Account
from tweetlint.audit.numbers import Found
from tweetlint.engine import Linter
from tweetlint.kinds.lack import Lack
from tweetlint.kinds.share import Share
from tweetlint.model import Draft, DraftKind, Facts, Finding, Problem
from tweetlint.text.fingerprint import LEAST_LENGTH

PROMOTION, CONVERSATION, TOPICS = "balance/self-promotion", "balance/one-way", "balance/off-topic"
COPIES, TEMPLATES = "balance/near-duplicate", "balance/template-reply"

HEAD = 70
"""Characters of a post that are shown where it is named."""
_FOUND = 5
_SENTENCES = 40
# A line may hold several sentences; addresses, names and hashtags are no part of what is said.
_ENDS = regex.compile(r"[\n\u3002\uff01\uff1f!?]")
_ENTITIES = regex.compile(r"https?://[^\s\u3000-\u9fff]+|[@#\uff20\uff03][\w_]+")
_HALVES = regex.compile("[\ud800-\udfff]")
_MARKS = regex.compile(r"[^\p{L}\p{N}]+")


class Weights(NamedTuple):
    """What the timeline rules noted about a post; None where a rule is switched off or cannot tell.

    ``selling`` is 1 for a post that sells, 0.5 for one that sells softly. ``talk`` and ``topic`` are as ``kinds.lack``
    has them. ``template`` is 1 for a reply of set phrases alone.
    """

    selling: float | None
    talk: float | None
    topic: float | None
    template: float | None


class Seen(NamedTuple):
    """A post as it is counted; ``moment`` is its time in the zone of the audit."""

    moment: datetime | None
    facts: Facts
    weights: Weights
    severities: tuple[tuple[str, str], ...]
    found: tuple[Found, ...]
    head: str
    sentences: tuple[str, ...]
    failed: tuple[str, ...]
    untimed: tuple[str, ...]

    @property
    def order(self) -> tuple[float, str, str]:
        """What sorts posts by time, those without one first, whatever order they came in."""
        moment = float("-inf") if self.moment is None else self.moment.timestamp()
        return moment, self.facts.draft_id, self.head


class Looker:
    """Lints posts of one account and keeps of each what is counted."""

    def __init__(self, linter: Linter, account: Account, zone: tzinfo) -> None:
        self._linter = linter
        self._zone = zone
        self._shares: dict[str, Share] = {}
        self._lacks: dict[str, Lack] = {}
        for name in (PROMOTION, TEMPLATES, CONVERSATION, TOPICS):
            check = timeline_check(linter, account, name)
            if isinstance(check, Share):
                self._shares[name] = check
            elif isinstance(check, Lack) and not check.idle:
                self._lacks[name] = check

    def __call__(self, draft: Draft | Problem) -> Seen | Problem:
        """The post as it is counted; a problem stays one."""
        if isinstance(draft, Problem):
            return draft
        linted = self._linter.lint_one(draft)
        facts = linted.facts
        open_ = [finding for finding in linted.findings if finding.waived is None]
        secret = any(finding.redacted for finding in linted.findings)
        worst = sorted(
            open_, key=lambda each: (-each.severity.rank, _DOUBT[each.confidence.value], each.span, each.rule)
        )
        own = facts.kind is not DraftKind.REPOST
        return Seen(
            moment=local(draft.publish_at, self._zone),
            facts=msgspec.structs.replace(facts, draft_id=sound(facts.draft_id), labels=()),
            weights=self._weights(facts),
            severities=tuple((finding.rule.partition("/")[0], finding.severity.value) for finding in open_),
            found=tuple(_found(each, secret) for each in worst[:_FOUND]),
            head="" if secret else sound(" ".join(draft.text[: 4 * HEAD].split())[:HEAD]),
            sentences=tuple(sorted(set(sentences(draft.text)))) if own and not secret else (),
            failed=tuple(failure.rule for failure in linted.failures),
            untimed=linted.unchecked,
        )

    def _weights(self, facts: Facts) -> Weights:
        return Weights(self._share(PROMOTION, facts), self._lack(CONVERSATION, facts), self._lack(TOPICS, facts),
                       self._share(TEMPLATES, facts))  # fmt: skip

    def _share(self, rule: str, facts: Facts) -> float | None:
        """The weight of a post that the rule counts; None for one that it does not."""
        check = self._shares.get(rule)
        if check is None or facts.kind not in check.match.kinds:
            return None
        return max((label.weight for label in facts.labels if label.rule == rule), default=0.0)

    def _lack(self, rule: str, facts: Facts) -> float | None:
        check = self._lacks.get(rule)
        if check is None:
            return None
        labels = tuple(label for label in facts.labels if label.rule == rule)
        return check.weight(msgspec.structs.replace(facts, labels=labels))


_DOUBT = {"high": 0, "medium": 1, "low": 2}


def timeline_check(linter: Linter, account: Account, rule_id: str) -> object:
    """The check of a timeline rule with its settings, as the account has them; None where the rule is off."""
    rule = linter.rule(rule_id, account)
    if rule is None:
        return None
    return next((block.check for block in rule.blocks if block.timeline), None)


def local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """``moment`` as clocks show it in ``zone``; at the ends of all time, as it is."""
    if moment is None:
        return None
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.astimezone(UTC)


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text`` that are long enough to be recognised, without marks, blanks and addresses."""
    for count, part in enumerate(_ENDS.split(_ENTITIES.sub(" ", unicodedata.normalize("NFKC", text)))):
        if count == _SENTENCES:
            return
        bare = _MARKS.sub("", part[: 10 * HEAD])
        if len(bare) >= LEAST_LENGTH:
            yield sound(bare[: 2 * HEAD])


def sound(text: str) -> str:
    """``text`` with U+FFFD for each half of a character, which no strict reader of JSON or HTML accepts."""
    return _HALVES.sub("\ufffd", text)


def _found(finding: Finding, secret: bool) -> Found:
    """A finding; of a post that holds a ``secret`` no words are told."""
    excerpt = "" if secret else sound(finding.excerpt[:HEAD])
    return Found(finding.rule, finding.severity, finding.confidence, sound(finding.message), excerpt)


def fingerprint_of(draft: Draft) -> bytes:
    """What two copies of the same published post share: its time and text; without a time, its id and text."""
    moment = f"id {draft.id}" if draft.publish_at is None else repr(draft.publish_at.timestamp() // 60)
    said = f"{moment}\0{draft.text.strip()}"
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).digest()
