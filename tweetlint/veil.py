"""What a report says of drafts that hold a secret name: nothing but the public one.

A name under an embargo with ``redact = true`` may stand within the words that any other rule reports, in
the error of a rule that failed, or in the sentence about a file that could not be read. Each of those passes
here before anybody writes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from tweetlint.account import Embargo
from tweetlint.kinds.embargo import EmbargoedNames, pending_at
from tweetlint.model import Checked, Draft, Event, Failure, Finding, Notice, Problem, Span


class Veil:
    """Hides the names of some embargoes, those that want it, while they are pending; ``now`` may be unknown."""

    def __init__(self, embargoes: Iterable[Embargo], now: datetime | None) -> None:
        self._names = EmbargoedNames(embargo for embargo in embargoes if embargo.redacted)
        self._now = now

    def __bool__(self) -> bool:
        return bool(self._names)

    def event(self, event: Event) -> Event:
        """``event`` without a secret name."""
        if not self._names:
            return event
        match event:
            case Checked():
                return self._checked(event)
            case Problem():
                return Problem(self._said(event.sentence, self._now))
            case Notice():
                return Notice(event.rule, self._said(event.message, self._now))
            case Failure():
                return self._failure(event, self._now)

    def findings(self, draft: Draft, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings of a draft; where it holds a name, no text is shown, and at the name only where it begins."""
        if not findings or not self._names:
            return findings
        moment = draft.publish_at or self._now
        places = [span for embargo, span in self._names.find(draft.text) if pending_at(embargo, moment)]
        secret = bool(places) or any(finding.redacted for finding in findings)
        return tuple(self._finding(finding, places, moment, secret=secret) for finding in findings)

    def _checked(self, event: Checked) -> Checked:
        moment = event.draft.publish_at or self._now
        return msgspec.structs.replace(
            event,
            findings=self.findings(event.draft, event.findings),
            failures=tuple(self._failure(failure, moment) for failure in event.failures),
        )

    def _finding(self, finding: Finding, places: list[Span], moment: datetime | None, *, secret: bool) -> Finding:
        span = finding.span
        if any(place.start < span.end and span.start < place.end for place in places):
            finding = msgspec.structs.replace(finding, span=Span(span.start, span.start), excerpt="")
        return msgspec.structs.replace(
            finding,
            message=self._said(finding.message, moment),
            suggest=self._said(finding.suggest, moment) if finding.suggest else finding.suggest,
            waived=self._said(finding.waived, moment) if finding.waived else finding.waived,
            redacted=finding.redacted or secret,
        )

    def _failure(self, failure: Failure, moment: datetime | None) -> Failure:
        return msgspec.structs.replace(failure, error=self._said(failure.error, moment))

    def _said(self, sentence: str, moment: datetime | None) -> str:
        """``sentence`` with the public name in the place of every secret one."""
        found = {span: embargo for embargo, span in self._names.find(sentence) if pending_at(embargo, moment)}
        pieces, past = [], 0
        for (start, end), embargo in sorted(found.items(), key=lambda item: item[0]):
            if start >= past:
                pieces += [sentence[past:start], embargo.name]
                past = end
        return "".join([*pieces, sentence[past:]])
