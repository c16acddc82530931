"""The linter: drafts in, one report out. A check says where; everything else is stamped here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from fnmatch import fnmatch
from heapq import heappush, heappushpop
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tweetlint.account import Account, Config, Context, Override
from tweetlint.kinds.base import Hit
from tweetlint.load.cache import Cache
from tweetlint.load.config import config_from, load_config
from tweetlint.load.embargoes import gather, without_secrets
from tweetlint.load.ruleset import Block, Library, Rule, RuleSet, cached_ruleset, fill
from tweetlint.load.waivers import load_waivers
from tweetlint.model import (
    WAIVER_FAULTS,
    Checked,
    Confidence,
    Draft,
    Event,
    Facts,
    Failure,
    Finding,
    Label,
    Notice,
    Problem,
    Report,
    Severity,
    Span,
    Tool,
    Waiver,
)
from tweetlint.pool import ordered_map
from tweetlint.text.analysis import Analysis
from tweetlint.text.fingerprint import fingerprint
from tweetlint.text.sudachi import editions
from tweetlint.veil import Veil

__all__ = ["Linted", "Linter"]


# Batches of so many drafts are reported when all of them are checked, larger ones draft by draft.
HELD = 400
# So many posts, the latest of a batch and its history, are at hand for timeline rules; older ones are not.
LOOK_BACK = 5_000


class Linted(NamedTuple):
    """What one draft came to: its findings, the facts timeline rules may know, and rules that raised."""

    findings: tuple[Finding, ...]
    facts: Facts
    failures: tuple[Failure, ...]
    unchecked: tuple[str, ...]
    account: Account


class _Stamped(NamedTuple):
    finding: Finding
    family: str
    last_resort: bool


class _Outcome(NamedTuple):
    """What of a draft crosses from a worker: facts only where some rule looks back on them."""

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    unchecked: tuple[str, ...]
    facts: Facts | None


class _Task:
    """What is done with each draft of a batch: lint it, or say why it cannot be."""

    def __init__(self, linter: Linter, now: datetime | None) -> None:
        self._linter = linter
        self._now = now
        self._looked_back_on: dict[str, bool] = {}

    def __call__(self, item: Draft | Problem) -> Problem | _Outcome:
        if isinstance(item, Problem):
            return item
        account = self._linter.account_of(item)
        if isinstance(account, Problem):
            return account
        linted = self._linter._lint_one(item, account, self._now)
        facts = linted.facts if self._looks_back(account) else None
        return _Outcome(linted.findings, linted.failures, linted.unchecked, facts)

    def _looks_back(self, account: Account) -> bool:
        """Whether any timeline rule is in force for the account."""
        name = account.name if self._linter.config.account else ""
        if name not in self._looked_back_on:
            rules = self._linter._ruleset(account, None).rules
            self._looked_back_on[name] = any(map(_looking_back, rules))
        return self._looked_back_on[name]


def _lost(item: Draft | Problem) -> Problem:
    """What is said of a draft on which two workers died."""
    if isinstance(item, Problem):
        return item
    return Problem(f"{item.place}: two worker processes ended on this draft. Check it by itself, with one worker.")


class _Timeline:
    """The latest posts of a batch and of the past, as facts: never more than ``LOOK_BACK`` of them."""

    def __init__(self) -> None:
        self._latest: list[_Post] = []
        self.added = 0

    def add(self, facts: Facts, checked: Checked | None) -> None:
        """One post more; ``checked`` is what came of it, None for one of the past."""
        post = _Post(_publication(facts), self.added, facts, checked)
        self.added += 1
        if len(self._latest) < LOOK_BACK:
            heappush(self._latest, post)
        else:
            heappushpop(self._latest, post)

    def ids(self) -> frozenset[str]:
        """The ids of the posts so far."""
        return frozenset(post.facts.draft_id for post in self._latest)

    def lines(self) -> Iterator[tuple[str, list[_Post]]]:
        """The posts of each account in order of publication, accounts by name."""
        by_account: dict[str, list[_Post]] = {}
        for post in sorted(self._latest):
            by_account.setdefault(post.facts.account or "", []).append(post)
        yield from sorted(by_account.items())


class _Post(NamedTuple):
    """An entry of a timeline; ``number`` tells posts apart that are published together under one id."""

    publication: tuple[bool, float, str]
    number: int
    facts: Facts
    checked: Checked | None


class _Gaps:
    """What a batch could not check for want of a setting or a time."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self._place: tuple[str | None, str | None] | None = None
        self.rulesets: dict[int, RuleSet] = {}
        self.unchecked: set[str] = set()
        self.unscheduled = 0

    def note(self, draft: Draft, unchecked: Sequence[str]) -> None:
        """One draft more, with the rules that needed its time."""
        self.unchecked.update(unchecked)
        self.unscheduled += bool(unchecked)
        place = draft.account, draft.origin.path
        if place != self._place:  # the rows of a table share both
            self._place = place
            account = self._linter.account_of(draft)
            if not isinstance(account, Problem):
                ruleset = self._linter._ruleset(account, draft.origin.path)
                self.rulesets[id(ruleset)] = ruleset


class Linter:
    """Lints drafts against the shipped rules and a company's own, as its account file says.

    The same drafts give the same report, whatever their order. No clock, network or environment is
    read: ``now`` is passed in, and without it nothing is assumed about the present. ``cache`` is a folder
    to keep compiled rules in between runs; without one they are compiled anew for each linter.
    ``seal_key`` is the key that ``tweetlint seal`` made names under embargo illegible with.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        base: Path | None = None,
        language: str | None = None,
        cache: Path | None = None,
        seal_key: str | None = None,
    ) -> None:
        given = config or Config()
        self.language = language or given.language or "ja"
        gathered = gather(given, base or Path(), seal_key, self.language)
        self.config = msgspec.structs.replace(given, embargo=gathered.embargoes)
        self._faults_of_embargoes = gathered.faults
        self._library = Library(without_secrets(self.config), base or Path())
        self._cache = Cache(cache) if cache else None
        self._rulesets: dict[tuple[str, tuple[int, ...]], RuleSet] = {}
        self._waivers = load_waivers((base or Path()) / path for path in self.config.waivers)

    @classmethod
    def from_file(cls, path: str | Path, *, language: str | None = None, seal_key: str | None = None) -> Linter:
        """A linter as the account file in ``path`` wants it; raises ``TweetlintError``."""
        return cls(load_config(Path(path)), base=Path(path).parent, language=language, seal_key=seal_key)

    @classmethod
    def from_mapping(
        cls,
        settings: Mapping[str, Any],
        *,
        base: Path | None = None,
        language: str | None = None,
        seal_key: str | None = None,
    ) -> Linter:
        """A linter from what ``tweetlint.toml`` would hold; times may be datetimes or ISO strings."""
        return cls(config_from(settings), base=base, language=language, seal_key=seal_key)

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The ids of all rules within reach, in order."""
        return tuple(self._library.places)

    def tool(self) -> Tool:
        """The editions that make a report repeatable."""
        from tweetlint import __version__

        tokenizer, dictionary = editions()
        known = next((ruleset.digest for ruleset in self._rulesets.values()), None)
        return Tool(__version__, tokenizer, dictionary, known or self._library.digest)

    # -- the batch -------------------------------------------------------------------------------

    def lint(
        self,
        drafts: Iterable[Draft | Problem],
        *,
        now: datetime | None = None,
        history: Iterable[Draft | Problem] = (),
        workers: int = 1,
    ) -> Report:
        """The report on ``drafts``, in their order.

        ``Problem`` values among them (inputs that could not be read) go into the report as they are.
        ``history`` holds posts already published: timeline rules look back on them, nothing else does.
        With several ``workers`` a large batch is shared among as many processes; the report is the same.
        """
        checked: list[Draft] = []
        findings: list[list[Finding]] = []
        others: dict[type, list[Any]] = {Failure: [], Problem: [], Notice: []}
        for event in self.lint_each(drafts, now=now, history=history, workers=workers):
            if not isinstance(event, Checked):
                others[type(event)].append(event)
                continue
            if event.before is None:
                checked.append(event.draft)
                findings.append([])
            findings[event.number].extend(event.findings)
            others[Failure].extend(event.failures)
        return Report(
            drafts=tuple(checked),
            findings=tuple(finding for each in findings for finding in each),
            failures=tuple(others[Failure]),
            problems=tuple(others[Problem]),
            notices=tuple(others[Notice]),
            tool=self.tool(),
        )

    def lint_each(
        self,
        drafts: Iterable[Draft | Problem],
        *,
        now: datetime | None = None,
        history: Iterable[Draft | Problem] = (),
        workers: int = 1,
    ) -> Iterator[Event]:
        """What ``lint`` gathers, piece by piece and in the order of ``drafts``, keeping no texts.

        Of up to ``HELD`` drafts each comes once, with everything. Of more, each comes as soon as it is
        checked, and those in which a timeline rule found something come once more behind all others.
        Notices are last. No event holds a name under an embargo that wants its words kept out of reports.
        """
        yield from map(Problem, self._faults_of_embargoes)
        veil = Veil(self.config.embargo, now)
        with closing(self._each(drafts, now, history, workers)) as events:
            yield from map(veil.event, events) if veil else events

    def _each(
        self,
        drafts: Iterable[Draft | Problem],
        now: datetime | None,
        history: Iterable[Draft | Problem],
        workers: int,
    ) -> Generator[Event, None, None]:
        """The events of ``lint_each``, as the rules give them."""
        task, timeline, gaps = _Task(self, now), _Timeline(), _Gaps(self)
        held: list[Event] | None = []
        drafts = self._waivers.each(drafts)
        for event in self._checked(ordered_map(task, drafts, workers, _lost), timeline, gaps):
            if held is None:
                yield event
                continue
            held.append(event)
            if len(held) > HELD:
                yield from held
                held = None
        past = list(self._look_back(history, task, timeline, workers))
        late, failures = self._judged(timeline, now)
        if held is None:
            yield from (late[number] for number in sorted(late))
        else:
            yield from (_completed(event, late) for event in held)
        yield from past
        yield from failures
        yield from self._notices(gaps, timeline)

    def _checked(
        self, results: Iterable[tuple[Draft | Problem, Problem | _Outcome]], timeline: _Timeline, gaps: _Gaps
    ) -> Iterator[Checked | Problem]:
        """What came of each draft; ``timeline`` and ``gaps`` hear of all."""
        number = 0
        for item, outcome in results:
            if isinstance(item, Problem) or isinstance(outcome, Problem):
                yield outcome if isinstance(outcome, Problem) else item  # type: ignore[misc]
                continue
            checked = Checked(number=number, draft=item, findings=outcome.findings, failures=outcome.failures)
            number += 1
            gaps.note(item, outcome.unchecked)
            if outcome.facts is not None:
                timeline.add(outcome.facts, checked)
            yield checked

    def lint_one(self, draft: Draft, *, now: datetime | None = None) -> Linted:
        """The findings and facts of one draft; a pure function of the draft, the settings and ``now``."""
        account = self.account_of(draft)
        if isinstance(account, Problem):
            from tweetlint.errors import InputError

            raise InputError("", account.sentence)
        draft = self._waivers.of(draft)
        linted = self._lint_one(draft, account, now)
        veiled = Veil(self.config.embargo, now).event(
            Checked(number=0, draft=draft, findings=linted.findings, failures=linted.failures)
        )
        assert isinstance(veiled, Checked)
        return linted._replace(findings=veiled.findings, failures=veiled.failures)

    def account_of(self, draft: Draft) -> Account | Problem:
        """The account a draft is for: the one it names, the one its path belongs to, else the first."""
        accounts = self.config.account
        if not accounts:
            return Account(name=draft.account or "main")
        if draft.account is not None:
            for account in accounts:
                handle = (account.handle or "").lstrip("@")
                if account.name == draft.account or (handle and handle == draft.account.lstrip("@")):
                    return account
            known = ", ".join(account.name for account in accounts)
            return Problem(f"{draft.place}: there is no account '{draft.account}'. Known: {known}.")
        path = draft.origin.path
        for account in accounts:
            if path is not None and any(_below(path, pattern) for pattern in account.paths):
                return account
        return accounts[0]

    def rule(self, rule_id: str, account: Account) -> Rule | None:
        """The rule as it is in force for ``account``, with its settings; None where it is switched off."""
        return self._ruleset(account, None).rule(rule_id)

    # -- one draft -------------------------------------------------------------------------------

    def _ruleset(self, account: Account, path: str | None) -> RuleSet:
        chosen = tuple(
            number
            for number, override in enumerate(self.config.override)
            if path is not None and any(_below(path, pattern) for pattern in override.paths)
        )
        key = (account.name if self.config.account else "", chosen)
        if key not in self._rulesets:
            overrides: list[Override] = [self.config.override[number] for number in chosen]
            self._rulesets[key] = cached_ruleset(self._library, account, overrides, self._cache)
        return self._rulesets[key]

    def _lint_one(self, draft: Draft, account: Account, now: datetime | None) -> Linted:
        ruleset = self._ruleset(account, draft.origin.path)
        analysis = Analysis(draft.text, ruleset.language)
        context = Context(draft, account, self.config, now)
        stamped: list[_Stamped] = []
        labels: list[Label] = []
        failures: list[Failure] = []
        unchecked: list[str] = []
        failed: set[str] = set()
        if draft.publish_at is None:
            unchecked.extend(rule.id for rule in ruleset.timed if rule.conditions.met(context))
        for number in ruleset.gate.open(analysis):
            rule, block = ruleset.blocks[number]
            if rule.id in failed or (rule.timed and draft.publish_at is None):
                continue
            if not ((rule.always or rule.conditions.met(context)) and (block.always or block.conditions.met(context))):
                continue
            try:
                if block.timeline:
                    labels.extend(label._replace(rule=rule.id) for label in block.check.observe(analysis, context))
                else:
                    hits = block.check.check(analysis, context)
                    stamped.extend([self._stamp(rule, block, hit, draft) for hit in hits])
            except Exception as error:  # noqa: BLE001 -- recorded: a rule that raised must not look clean
                failed.add(rule.id)
                failures.append(Failure(rule.id, draft.id, f"{type(error).__name__}: {error}"))
        settled = _settle([each._replace(finding=_waive(each.finding, draft, now)) for each in stamped])
        if draft.waivers:
            idle = failed.union(unchecked)
            ready = [rule.id for rule in ruleset.rules if rule.id not in idle and not _looking_back(rule)]
            later = [rule.id for rule in ruleset.rules if _looking_back(rule)]
            faults = self._faults(draft, now, ready, later, {each.finding.rule for each in stamped})
            settled = sorted([*faults, *settled], key=_place)
        facts = _facts(draft, account, labels, analysis)
        return Linted(tuple(settled), facts, tuple(failures), tuple(unchecked), account)

    def _stamp(self, rule: Rule, block: Block, hit: Hit, draft: Draft) -> _Stamped:
        file = rule.located.file
        case = rule.case(hit.case or block.case)
        captures = hit.captures
        own = (case and case.severity) or hit.severity or block.severity or file.severity
        suggest = (case.suggest if case and case.suggest else None) or file.suggest
        message = case.message if case else file.message
        finding = Finding(
            rule=rule.id,
            severity=rule.severity or own,
            confidence=hit.confidence or block.confidence or file.confidence,
            draft_id=draft.id,
            span=hit.span,
            excerpt=draft.text[hit.span.start : hit.span.end],
            message=fill(message.of(self.language), captures),
            suggest=(fill(suggest.of(self.language), captures) or None) if suggest else None,
            route=file.route,
            origin=draft.origin,
            redacted=hit.redacted,
        )
        return _Stamped(finding, rule.family, hit.last_resort)

    def _faults(
        self, draft: Draft, now: datetime | None, ready: Sequence[str], later: Sequence[str], spoke: set[str]
    ) -> Iterator[Finding]:
        """What is wrong with the waivers of a draft: no such rule, past its day, or sets nothing aside.

        ``spoke`` are the rules that found something, of the ``ready`` ones that could. Where a rule that is to
        look back ``later`` is meant too, nobody knows yet.
        """
        known = {*self._library.ids, *self._library.families, *WAIVER_FAULTS}
        for waiver in draft.waivers:
            if waiver.rule not in known:
                yield from self._fault("waiver/unknown", waiver, draft)
            elif _expired(waiver, draft, now):
                yield from self._fault("waiver/expired", waiver, draft)
            elif _names_any(waiver, ready) and not _names_any(waiver, (*spoke, *later)):
                yield from self._fault("waiver/unused", waiver, draft)

    def _fault(self, rule: str, waiver: Waiver, draft: Draft) -> Iterator[Finding]:
        """The finding about a waiver, where the account file does not switch it off."""
        from tweetlint.load.words import wording

        level = WAIVER_FAULTS[rule].value
        path = draft.origin.path
        layers: list[Config | Override] = [self.config]
        layers += [each for each in self.config.override if path and any(_below(path, glob) for glob in each.paths)]
        for layer in layers:
            level = layer.severity.get(rule) or layer.severity.get("waiver") or level
        if level == "off":
            return
        said = wording("waivers", "ja" if self.language == "ja" else "en")[rule.partition("/")[2]]
        yield Finding(
            rule=rule,
            severity=Severity(level),
            confidence=Confidence.HIGH,
            draft_id=draft.id,
            span=Span(0, 0),
            excerpt="",
            message=said.format(rule=waiver.rule[:60], until=waiver.until),
            origin=draft.origin,
        )

    # -- timeline --------------------------------------------------------------------------------

    def _look_back(
        self, history: Iterable[Draft | Problem], task: _Task, timeline: _Timeline, workers: int
    ) -> Iterator[Problem | Failure]:
        """Adds the posts of the past to ``timeline``; those of unknown accounts are nobody's past."""
        seen = timeline.ids()
        known = (
            item
            for item in history
            if isinstance(item, Problem) or (item.id not in seen and not isinstance(self.account_of(item), Problem))
        )
        for _, outcome in ordered_map(task, known, workers, _lost):
            if isinstance(outcome, Problem):
                yield outcome
                continue
            yield from outcome.failures
            if outcome.facts is not None:
                timeline.add(outcome.facts, None)

    def _judged(self, timeline: _Timeline, now: datetime | None) -> tuple[dict[int, Checked], list[Failure]]:
        """What timeline rules find, account by account: the drafts concerned, by number, with that alone.

        A rule that raises is recorded at the first draft of the account, by itself where all are of the past.
        """
        late: dict[int, Checked] = {}
        failures: list[Failure] = []
        for name, line in timeline.lines():
            account = next((a for a in self.config.account if a.name == name), Account(name=name or "main"))
            first = next((post.checked for post in line if post.checked is not None), None)
            for rule in self._ruleset(account, None).rules:
                for block in (block for block in rule.blocks if block.timeline):
                    try:
                        for checked, finding in self._found(rule, block, account, line, now):
                            late[checked.number] = _joined(_late(late, checked), (finding,), ())
                    except Exception as error:  # noqa: BLE001 -- recorded, as above
                        failed = Failure(
                            rule.id,
                            first.draft.id if first else line[0].facts.draft_id,
                            f"{type(error).__name__}: {error}",
                        )
                        if first is None:
                            failures.append(failed)
                        else:
                            late[first.number] = _joined(_late(late, first), (), (failed,))
            for checked in (post.checked for post in line if post.checked and post.checked.draft.waivers):
                faults = tuple(self._unused_later(checked, late.get(checked.number), account, now))
                if faults:
                    late[checked.number] = _joined(_late(late, checked), faults, ())
        return late, failures

    def _unused_later(
        self, checked: Checked, late: Checked | None, account: Account, now: datetime | None
    ) -> Iterator[Finding]:
        """Waivers of timeline rules that set nothing aside, now that those have spoken."""
        draft = checked.draft
        rules = [rule.id for rule in self._ruleset(account, draft.origin.path).rules if _looking_back(rule)]
        spoke = [finding.rule for each in (checked, late) if each for finding in each.findings]
        failed = [failure.rule for each in (checked, late) if each for failure in each.failures]
        for waiver in draft.waivers:
            silent = _names_any(waiver, rules) and not _names_any(waiver, (*spoke, *failed))
            if silent and not _expired(waiver, draft, now):
                yield from self._fault("waiver/unused", waiver, draft)

    def _found(
        self, rule: Rule, block: Block, account: Account, line: Sequence[_Post], now: datetime | None
    ) -> Iterator[tuple[Checked, Finding]]:
        """What one block of a timeline rule finds, with the draft in which it does."""
        own = tuple(
            msgspec.structs.replace(
                post.facts, labels=tuple(label for label in post.facts.labels if label.rule == rule.id)
            )
            for post in line
        )
        for index, hit in block.check.judge(own):
            checked = line[index].checked
            if checked is None:
                continue
            draft = checked.draft
            context = Context(draft, account, self.config, now)
            here = self._ruleset(account, draft.origin.path).rule(rule.id)
            if here and here.conditions.met(context) and block.conditions.met(context):
                yield checked, _waive(self._stamp(here, block, hit, draft).finding, draft, now)

    # -- what could not be checked ---------------------------------------------------------------

    def _notices(self, gaps: _Gaps, timeline: _Timeline) -> Iterator[Notice]:
        from tweetlint.load.rulefile import IN_PART
        from tweetlint.load.words import wording

        said = wording("notices", "ja" if self.language == "ja" else "en")
        missing: dict[tuple[str, ...], set[str]] = {}
        for ruleset in gaps.rulesets.values():
            for rule, needs in ruleset.missing.items():
                missing.setdefault(needs, set()).add(rule)
        for needs, rules in sorted(missing.items()):
            how = "partly" if all(need.endswith(IN_PART) for need in needs) else "missing"
            names = ", ".join(need.removesuffix(IN_PART) for need in needs)
            yield Notice(min(rules), said[how].format(needs=names, rules=", ".join(sorted(rules))))
        if gaps.unchecked:
            rules_ = ", ".join(sorted(gaps.unchecked))
            yield Notice(min(gaps.unchecked), said["unscheduled"].format(count=gaps.unscheduled, rules=rules_))
        if timeline.added > LOOK_BACK:
            looking = sorted({rule.id for each in gaps.rulesets.values() for rule in each.rules if _looking_back(rule)})
            count = timeline.added - LOOK_BACK
            yield Notice(looking[0], said["look_back"].format(rules=", ".join(looking), kept=LOOK_BACK, count=count))


def _looking_back(rule: Rule) -> bool:
    return any(block.timeline for block in rule.blocks)


def _completed(event: Event, late: Mapping[int, Checked]) -> Event:
    """``event`` with what came late of the same draft."""
    if not isinstance(event, Checked) or event.number not in late:
        return event
    return _joined(event, late[event.number].findings, late[event.number].failures)


def _late(late: Mapping[int, Checked], first: Checked) -> Checked:
    """What has come late of a draft so far."""
    return late.get(first.number) or Checked(number=first.number, draft=first.draft, before=first)


def _joined(checked: Checked, findings: tuple[Finding, ...], failures: tuple[Failure, ...]) -> Checked:
    return msgspec.structs.replace(checked, findings=checked.findings + findings, failures=checked.failures + failures)


def _publication(facts: Facts) -> tuple[bool, float, str]:
    """The order of a timeline: by time, drafts without one last, the draft id deciding ties."""
    moment = facts.publish_at.timestamp() if facts.publish_at else 0.0
    return facts.publish_at is None, moment, facts.draft_id


def _below(path: str, pattern: str) -> bool:
    """Whether ``path``, or the end of it, is below a glob such as ``posts/**``."""
    normal = path.replace("\\", "/").removeprefix("./")
    return fnmatch(normal, pattern) or fnmatch(normal, f"*/{pattern}")


def _facts(draft: Draft, account: Account, labels: Sequence[Label], analysis: Analysis) -> Facts:
    from tweetlint.text.entities import EntityKind

    return Facts(
        draft_id=draft.id,
        account=account.name,
        publish_at=draft.publish_at,
        kind=draft.kind,
        author=draft.author,
        in_reply_to=draft.in_reply_to,
        length=len(draft.text),
        labels=tuple(labels),
        fingerprint=fingerprint(analysis.text),
        hashtags=tuple(draft.text[e.start : e.end] for e in analysis.entities if e.kind is EntityKind.HASHTAG),
    )


def _settle(stamped: Sequence[_Stamped]) -> list[Finding]:
    """One finding per place and family, the most severe that is not waived, in the order of the text."""
    told = {each.family for each in stamped if not each.last_resort}
    ranked = sorted(
        (each for each in stamped if not (each.last_resort and each.family in told)),
        key=lambda s: (
            s.finding.waived is not None,
            -s.finding.severity.rank,
            -_CONFIDENCE[s.finding.confidence.value],
            s.finding.span.start - s.finding.span.end,
            s.finding.span.start,
            s.finding.rule,
        ),
    )
    taken: dict[str, list[Span]] = {}
    kept: list[Finding] = []
    for finding, family, _ in ranked:
        spans = taken.setdefault(family, [])
        start, end = finding.span
        at = bisect_left(spans, finding.span)
        # Those taken do not overlap, so only the neighbours can be in the way.
        if any((a < end and start < b) or (a, b) == (start, end) for a, b in spans[max(at - 1, 0) : at + 1]):
            continue
        spans.insert(at, finding.span)
        kept.append(finding)
    return sorted(kept, key=_place)


def _place(finding: Finding) -> tuple[int, int, str]:
    """The order of findings: that of the text, the rule deciding ties."""
    return finding.span.start, finding.span.end, finding.rule


_CONFIDENCE = {"low": 0, "medium": 1, "high": 2}


def _waive(finding: Finding, draft: Draft, now: datetime | None) -> Finding:
    """The finding, marked with the reason when a waiver of the draft covers it on its publication day.

    A draft without a publication time is taken to go out now, where now is known.
    """
    for waiver in draft.waivers:
        if _covers(waiver, finding.rule) and not _expired(waiver, draft, now):
            return msgspec.structs.replace(finding, waived=waiver.reason)
    return finding


def _covers(waiver: Waiver, rule: str) -> bool:
    """Whether the waiver names the rule or its family."""
    return waiver.rule in (rule, rule.partition("/")[0])


def _names_any(waiver: Waiver, rules: Iterable[str]) -> bool:
    """Whether the waiver covers one of the rules."""
    return any(_covers(waiver, rule) for rule in rules)


def _expired(waiver: Waiver, draft: Draft, now: datetime | None) -> bool:
    """Whether the draft goes out after the waiver's last day."""
    moment = draft.publish_at or now
    return waiver.until is not None and moment is not None and moment.date() > waiver.until


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The highest severity among ``findings``, or None."""
    return max((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)
