"""What a report comes to, summed up while its drafts pass by: numbers and a few places, no drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tweetlint.model import WAIVER_FAULTS, Checked, Decision, Draft, Event, Finding, Severity
from tweetlint.writers.complaint import Gaps
from tweetlint.writers.place import locate
from tweetlint.writers.screen import visible
from tweetlint.writers.spool import Spool
from tweetlint.writers.wording import Wording

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_STARTS = 5


class Sum:
    """Everything that a summary says."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self.gaps = Gaps(words)
        self.problems: Spool[str] = Spool()
        self.drafts = 0
        self.findings = 0
        self._found = 0
        self._broken = 0
        self._open: Counter[Severity] = Counter()
        self._decided: Counter[Decision] = Counter()
        self._starts: dict[Severity, list[tuple[str, str]]] = {severity: [] for severity in _WORST_FIRST}
        self._routes: dict[Severity, Counter[tuple[str, str]]] = {severity: Counter() for severity in _WORST_FIRST}

    def add(self, event: Event) -> None:
        """One event more."""
        for sentence in self.gaps.hear(event):
            self.problems.add(sentence)
        if isinstance(event, Checked):
            self._count(event)
            for finding in event.findings:
                if finding.waived is None:
                    self._weigh(finding, event.draft)

    def _count(self, event: Checked) -> None:
        before = event.before
        self.drafts += before is None
        self.findings += len(event.findings)
        self._decided[event.verdict.decision] += 1
        if before is not None:
            self._decided[before.verdict.decision] -= 1
        was, now = _standing(before), _standing(event)
        if was != "found" and now != "clean" and was != now:
            self._found += now == "found"
            self._broken += (now == "broken") - (was == "broken")

    def _weigh(self, finding: Finding, draft: Draft) -> None:
        self._open[finding.severity] += 1
        starts = self._starts[finding.severity]
        if len(starts) < _STARTS:
            starts.append((where(draft, finding), finding.rule))
        if finding.route is not None:
            self._routes[finding.severity][finding.route, finding.rule] += 1

    @property
    def whole(self) -> bool:
        """Whether there was something to check, and all of it was."""
        return self.drafts > 0 and not self.problems and not self.gaps.failed

    @property
    def open(self) -> int:
        """How many findings nobody waived."""
        return self._open.total()

    def at_least(self, severity: Severity) -> int:
        """How many findings nobody waived are as bad as ``severity``."""
        return sum(count for each, count in self._open.items() if each.rank >= severity.rank)

    def tally(self) -> str:
        """Drafts, and how many have findings, have none, or could not be checked to the end."""
        counts = (
            (self._words.with_findings, self._found),
            (self._words.without, self.drafts - self._found - self._broken),
            (self._words.incomplete, self._broken),
        )
        parts = self._words.comma.join(phrase.of(n) for phrase, n in counts if n)
        return self._words.tally.of(self.drafts, parts=parts)

    def severities(self) -> str:
        """How many findings of each severity, under the names that settings use."""
        counts = [
            f"{self._words.severity(severity)} ({severity.value}) {self._words.count.of(n)}"
            if self._words.severity(severity) != severity.value
            else f"{severity.value} {self._words.count.of(n)}"
            for severity in _WORST_FIRST
            if (n := self._open[severity])
        ]
        waived = self.findings - self.open
        if waived:
            counts.append(f"{self._words.waived} {self._words.count.of(waived)}")
        return self._words.comma.join(counts)

    def verdicts(self) -> str:
        """How many posts are blocked, to be shown to somebody, and passed."""
        counts = ((decision, self._decided[decision]) for decision in reversed(Decision))
        return self._words.comma.join(
            f"{self._words.decision(decision)} {self._words.count.of(n)}" for decision, n in counts if n > 0
        )

    def starts(self) -> Iterator[str]:
        """The worst places, one a line, as an editor can open them."""
        worst = [start for severity in _WORST_FIRST for start in self._starts[severity]]
        yield from (f"{place}  {rule}" for place, rule in worst[:_STARTS])
        if self.open > _STARTS:
            yield self._words.others.of(self.open - _STARTS)

    def worst_rule(self) -> str:
        """The rule of the worst finding, the first of several; what is said of waivers has no rule to explain."""
        rules = (rule for severity in _WORST_FIRST for _, rule in self._starts[severity])
        return next((rule for rule in rules if rule not in WAIVER_FAULTS), "")

    def routes(self) -> Iterator[str]:
        """Each department with how much there is to ask, and about which rules, the worst first."""
        asked: dict[str, Counter[str]] = {}
        for severity in _WORST_FIRST:
            for (route, rule), count in self._routes[severity].items():
                asked.setdefault(route, Counter())[rule] += count
        for route, rules in asked.items():
            yield f"{route} {self._words.count.of(rules.total())}{self._words.colon}{self._words.comma.join(rules)}"


def _standing(event: Checked | None) -> str:
    """``found`` for a draft with findings that nobody waived, ``broken`` where a rule failed instead."""
    if event is None:
        return "clean"
    if any(finding.waived is None for finding in event.findings):
        return "found"
    return "broken" if event.failures else "clean"


def where(draft: Draft, finding: Finding) -> str:
    """``file:line:column``, or the draft's id with them."""
    place = locate(draft, finding.span)
    return f"{visible(draft.origin.path or draft.id)}:{place.line}:{place.column}"
