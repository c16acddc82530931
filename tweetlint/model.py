"""The types that cross a border of the house: what goes in, what comes out.

All are immutable and picklable. A span is half-open and counts code points of the draft's own
text: ``draft.text[span.start:span.end]`` is always the excerpt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from tweetlint.errors import InputError, did_you_mean
from tweetlint.limits import LONGEST_FIELD, LONGEST_TEXT, MOST_ENTRIES, too_long


class Severity(StrEnum):
    """How bad a finding is: ``note`` keep in mind, ``warning`` show it to somebody, ``error`` do not post."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for note, 1 for warning, 2 for error: comparable where the names are not."""
        return _RANK[self.value]


_RANK = {"note": 0, "warning": 1, "error": 2}


class Decision(StrEnum):
    """What becomes of a post: ``pass`` it may go on, ``review`` show it to somebody first, ``block`` not like this."""

    PASS = "pass"
    REVIEW = "review"
    BLOCK = "block"


class Confidence(StrEnum):
    """How likely it is that the words are meant the way the rule reads them."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class DraftKind(StrEnum):
    """What a draft is for its readers."""

    POST = "post"
    REPLY = "reply"
    QUOTE = "quote"
    REPOST = "repost"
    APOLOGY = "apology"
    INCIDENT = "incident"
    THREAD = "thread"


class Relation(StrEnum):
    """What ties the writer to the goods: the ground for or against a disclosure."""

    OWN = "own"
    EMPLOYEE = "employee"
    SPONSORED = "sponsored"
    GIFTED = "gifted"
    INVITED = "invited"
    AFFILIATE = "affiliate"
    NONE = "none"


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Media(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture or film of a draft; ``alt`` is its text for those who cannot see it."""

    type: str = "image"
    alt: str | None = None
    captions: bool = False
    decorative: bool = False


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule set aside for one draft, by somebody, for a reason, until a day (inclusive)."""

    rule: str
    reason: str
    by: str | None = None
    until: date | None = None


WAIVER_FAULTS: Mapping[str, Severity] = {
    "waiver/unknown": Severity.WARNING,
    "waiver/expired": Severity.WARNING,
    "waiver/unused": Severity.NOTE,
}
"""What the linter itself finds about waivers, and how bad it is unless the account file says otherwise."""


class Origin(msgspec.Struct, frozen=True):
    """Where a draft's text begins: file as the user named it, 1-based line and column.

    ``record`` names the place inside a table or array (``row 3``), where a line number says little.
    ``escaped`` texts are spelled differently in the file (``\\n`` in JSON): their places have no columns.
    """

    path: str | None = None
    line: int = 1
    column: int = 1
    record: str | None = None
    escaped: bool = False


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One post before the world reads it. Field names are those of JSONL and front matter."""

    id: str
    text: str
    account: str | None = None
    publish_at: datetime | None = None
    kind: DraftKind = DraftKind.POST
    in_reply_to: str | None = None
    relation: Relation | None = None
    paid_label: bool = False
    boosted: bool = False
    unsolicited: bool = False
    quotes_sponsored_post: bool = False
    thread_index: int | None = None
    media: tuple[Media, ...] = ()
    author: str | None = None
    waivers: tuple[Waiver, ...] = ()
    origin: Origin = Origin()

    def __post_init__(self) -> None:
        self._refuse_what_is_no_post()
        if self.publish_at is not None and self.publish_at.tzinfo is None:
            raise InputError(
                self.place,
                f"publish_at {self.publish_at.isoformat()} has no time zone.",
                "Write the offset, e.g. +09:00.",
            )

    def _refuse_what_is_no_post(self) -> None:
        """Raises ``InputError`` for sizes that no post has: whatever is done with a draft, it ends in time."""
        if len(self.text) > LONGEST_TEXT:
            what = f"the text has {len(self.text):,} characters, and no post has more than {LONGEST_TEXT:,}."
            raise InputError(self.place, what, "Split it, or check that this file is a draft.")
        for name in ("id", "account", "in_reply_to", "author"):
            self._refuse_long(name, getattr(self, name))
        for name, entries in (("media", self.media), ("waivers", self.waivers)):
            if too_long(entries, MOST_ENTRIES):
                raise InputError(self.place, f"{name} has {len(entries):,} entries.", f"Keep {MOST_ENTRIES} at most.")
        for media in self.media:
            self._refuse_long("alt", media.alt)
            self._refuse_long("type", media.type)
        for waiver in self.waivers:
            for name in ("rule", "reason", "by"):
                self._refuse_long(f"{name} of a waiver", getattr(waiver, name))

    def _refuse_long(self, name: str, word: str | None) -> None:
        if word is not None and too_long(word, LONGEST_FIELD):
            raise InputError(self.place, f"{name} has {len(word):,} characters.", f"Keep {LONGEST_FIELD:,} at most.")

    @property
    def place(self) -> str:
        """The draft as an error message names it: its file and line where known, else its id."""
        if self.origin.path is None:
            return f"draft {self.id}"
        return f"{self.origin.path}:{self.origin.line}"

    @classmethod
    def from_mapping(cls, fields: Mapping[str, Any], origin: Origin | None = None) -> Draft:
        """The draft that ``fields`` describes, decoded strictly.

        Times may be datetimes or ISO strings with an offset. Raises ``InputError`` for an unknown
        field, a wrong type, a missing ``id`` or ``text`` and a time without an offset.
        """
        place = (
            f"draft {fields.get('id', '?')}"
            if origin is None or origin.path is None
            else f"{origin.path}:{origin.line}"
        )
        known = DRAFT_FIELDS
        for name in fields:
            if name not in known:
                raise InputError(place, f"unknown field '{name}'.", did_you_mean(str(name), known))
        try:
            draft = msgspec.convert({key: value for key, value in fields.items() if value is not None}, cls)
        except msgspec.ValidationError as error:
            raise InputError(place, f"{_plain(error)}.", "The README lists the fields of a draft.") from error
        except InputError as error:
            raise InputError(place, error.what, error.advice) from error
        return draft if origin is None else msgspec.structs.replace(draft, origin=origin)


DRAFT_FIELDS = frozenset(Draft.__struct_fields__) - {"origin"}


def _plain(error: msgspec.ValidationError) -> str:
    """``Expected `str`, got `int` - at `$.text``` as ``text: expected str, got int``."""
    text, _, path = str(error).replace("`", "").partition(" - at $")
    text = text[:1].lower() + text[1:]
    return f"{path.lstrip('.')}: {text}" if path else text


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at before posting, in one draft (or, for timeline rules, around it).

    A ``redacted`` finding stands at a secret, with an empty span, or elsewhere in a draft that holds one: writers
    may print its excerpt, and must not show any more of the text.
    """

    rule: str
    severity: Severity
    confidence: Confidence
    draft_id: str
    span: Span
    excerpt: str
    message: str
    suggest: str | None = None
    route: str | None = None
    waived: str | None = None
    redacted: bool = False
    origin: Origin = Origin()


class PostVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one draft, and whom to ask (法務, 広報, …) before it goes out, the most serious first."""

    draft_id: str
    decision: Decision
    routes: tuple[str, ...] = ()
    origin: Origin = Origin()


class Failure(msgspec.Struct, frozen=True):
    """A rule that raised on a draft: the report is not clean, whatever else it says."""

    rule: str
    draft_id: str
    error: str


class Problem(msgspec.Struct, frozen=True):
    """An input that could not be read; ``sentence`` says where, what and what to do next."""

    sentence: str


class Notice(msgspec.Struct, frozen=True):
    """Something the run could not check and how to enable it, said once and not once per post."""

    rule: str
    message: str


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """One draft of a batch and what was found in it; ``number`` counts such drafts from 0.

    What can only be known when all are read comes with the draft once more: ``before`` is then what it
    came with first.
    """

    number: int
    draft: Draft
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    before: Checked | None = None

    @property
    def verdict(self) -> PostVerdict:
        """What becomes of the draft, by all that is known of it so far; what comes later never makes it milder."""
        first = self.before
        findings = self.findings if first is None else first.findings + self.findings
        failed = bool(self.failures or (first and first.failures))
        return _verdict(self.draft, findings, failed)


Event = Checked | Problem | Failure | Notice
"""What a batch comes to, piece by piece: a ``Failure`` by itself is one on a post looked back on."""


class Verdict(msgspec.Struct, frozen=True):
    """How a batch stands: how many drafts, how much that was not checked, the worst that nobody waived."""

    drafts: int = 0
    gaps: int = 0
    worst: Severity | None = None

    def after(self, event: Event) -> Verdict:
        """The verdict with one more event."""
        match event:
            case Checked():
                new = event.before is None
                return Verdict(self.drafts + new, self.gaps + len(event.failures), _worst(event.findings, self.worst))
            case Problem() | Failure():
                return Verdict(self.drafts, self.gaps + 1, self.worst)
        return self

    def exit_status(self, fail_on: Severity = Severity.ERROR) -> int:
        """0 clean below ``fail_on``, 1 findings at or above it, 2 when something was not checked."""
        if self.gaps or not self.drafts:
            return 2
        return int(self.worst is not None and self.worst.rank >= fail_on.rank)


def _worst(findings: Iterable[Finding], than: Severity | None = None) -> Severity | None:
    """The highest severity among ``findings`` that are not waived and ``than``, or None."""
    severities = (finding.severity for finding in findings if finding.waived is None)
    return max(severities if than is None else (than, *severities), key=lambda severity: severity.rank, default=None)


def _verdict(draft: Draft, findings: Iterable[Finding], failed: bool) -> PostVerdict:
    """An error blocks, a warning asks for a review, and so does a rule that failed; waived findings and notes pass."""
    open_ = [finding for finding in findings if finding.waived is None and finding.severity is not Severity.NOTE]
    open_.sort(key=lambda finding: -finding.severity.rank)
    if open_ and open_[0].severity is Severity.ERROR:
        decision = Decision.BLOCK
    else:
        decision = Decision.REVIEW if open_ or failed else Decision.PASS
    routes = dict.fromkeys(finding.route for finding in open_ if finding.route)
    return PostVerdict(draft_id=draft.id, decision=decision, routes=tuple(routes), origin=draft.origin)


class Tool(msgspec.Struct, frozen=True):
    """What made a report: the same tool on the same drafts makes the same report."""

    version: str
    tokenizer: str
    dictionary: str
    rules_digest: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of linting some drafts, in the order of the drafts."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    tool: Tool

    def worst(self) -> Severity | None:
        """The highest severity among findings that are not waived, or None when there is none."""
        return _worst(self.findings)

    @property
    def verdicts(self) -> tuple[PostVerdict, ...]:
        """What becomes of each draft, in their order; of drafts with the same id and place, the same."""
        findings: dict[tuple[str, Origin], list[Finding]] = {}
        for finding in self.findings:
            findings.setdefault((finding.draft_id, finding.origin), []).append(finding)
        failed = {failure.draft_id for failure in self.failures}
        return tuple(
            _verdict(draft, findings.get((draft.id, draft.origin), ()), draft.id in failed) for draft in self.drafts
        )

    def exit_status(self, fail_on: Severity = Severity.ERROR) -> int:
        """0 clean below ``fail_on``, 1 findings at or above it, 2 when something was not checked."""
        gaps = len(self.failures) + len(self.problems)
        return Verdict(len(self.drafts), gaps, self.worst()).exit_status(fail_on)


class Label(NamedTuple):
    """What one timeline rule noted about one draft: a weight, and the span it rests on."""

    rule: str
    weight: float
    span: Span


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All that timeline rules may know of a draft. They never see its text."""

    draft_id: str
    account: str | None
    publish_at: datetime | None
    kind: DraftKind
    author: str | None = None
    in_reply_to: str | None = None
    length: int = 0
    labels: tuple[Label, ...] = ()
    fingerprint: tuple[int, ...] = ()
    hashtags: tuple[str, ...] = ()
