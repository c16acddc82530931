"""The linter: drafts in, one report out. A check says where; everything else is stamped here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tweetlint.account import Account, Config, Context, Override
from tweetlint.kinds.base import Hit
from tweetlint.load.cache import Cache
from tweetlint.load.config import config_from, load_config
from tweetlint.load.ruleset import Block, Library, Rule, RuleSet, cached_ruleset, fill
from tweetlint.model import (
    Draft,
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
)
from tweetlint.pool import ordered_map
from tweetlint.text.analysis import Analysis
from tweetlint.text.fingerprint import fingerprint
from tweetlint.text.sudachi import editions

__all__ = ["Linted", "Linter"]


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


class _Task:
    """What is done with each draft of a batch: lint it, or say why it cannot be."""

    def __init__(self, linter: Linter, now: datetime | None) -> None:
        self._linter = linter
        self._now = now

    def __call__(self, item: Draft | Problem) -> tuple[Problem, None] | tuple[Draft, Linted]:
        if isinstance(item, Problem):
            return item, None
        account = self._linter.account_of(item)
        if isinstance(account, Problem):
            return account, None
        return item, self._linter._lint_one(item, account, self._now)


class Linter:
    """Lints drafts against the shipped rules and a company's own, as its account file says.

    The same drafts give the same report, whatever their order. No clock, network or environment is
    read: ``now`` is passed in, and without it nothing is assumed about the present. ``cache`` is a folder
    to keep compiled rules in between runs; without one they are compiled anew for each linter.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        base: Path | None = None,
        language: str | None = None,
        cache: Path | None = None,
    ) -> None:
        self.config = config or Config()
        self.language = language or self.config.language or "ja"
        self._library = Library(self.config, base or Path())
        self._cache = Cache(cache) if cache else None
        self._rulesets: dict[tuple[str, tuple[int, ...]], RuleSet] = {}

    @classmethod
    def from_file(cls, path: str | Path, *, language: str | None = None) -> Linter:
        """A linter as the account file in ``path`` wants it; raises ``TweetlintError``."""
        return cls(load_config(Path(path)), base=Path(path).parent, language=language)

    @classmethod
    def from_mapping(
        cls, settings: Mapping[str, Any], *, base: Path | None = None, language: str | None = None
    ) -> Linter:
        """A linter from what ``tweetlint.toml`` would hold; times may be datetimes or ISO strings."""
        return cls(config_from(settings), base=base, language=language)

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
        history: Iterable[Draft] = (),
        workers: int = 1,
    ) -> Report:
        """The report on ``drafts``, in their order.

        ``Problem`` values among them (inputs that could not be read) go into the report as they are.
        ``history`` holds posts already published: timeline rules look back on them, nothing else does.
        With several ``workers`` a large batch is shared among as many processes; the report is the same.
        """
        checked: list[Draft] = []
        problems: list[Problem] = []
        failures: list[Failure] = []
        unchecked: set[str] = set()
        unscheduled = 0
        rulesets: dict[int, RuleSet] = {}
        findings: list[list[Finding]] = []
        facts: list[tuple[Draft, Facts]] = []
        for item, linted in ordered_map(_Task(self, now), drafts, workers):
            if isinstance(item, Problem) or linted is None:
                problems.append(item)  # type: ignore[arg-type]
                continue
            draft, account = item, linted.account
            checked.append(draft)
            findings.append(list(linted.findings))
            facts.append((draft, linted.facts))
            failures.extend(linted.failures)
            unchecked.update(linted.unchecked)
            unscheduled += bool(linted.unchecked)
            ruleset = self._ruleset(account, draft.origin.path)
            rulesets[id(ruleset)] = ruleset
        self._timeline(facts, findings, failures, history, now)
        return Report(
            drafts=tuple(checked),
            findings=tuple(finding for each in findings for finding in each),
            failures=tuple(failures),
            problems=tuple(problems),
            notices=tuple(self._notices(rulesets.values(), unchecked, unscheduled)),
            tool=self.tool(),
        )

    def lint_one(self, draft: Draft, *, now: datetime | None = None) -> Linted:
        """The findings and facts of one draft; a pure function of the draft, the settings and ``now``."""
        account = self.account_of(draft)
        if isinstance(account, Problem):
            from tweetlint.errors import InputError

            raise InputError("", account.sentence)
        return self._lint_one(draft, account, now)

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
        for rule in ruleset.timed if draft.publish_at is None else ():
            if rule.conditions.met(context):
                unchecked.append(rule.id)
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
        return _Stamped(finding, rule.family)

    # -- timeline --------------------------------------------------------------------------------

    def _timeline(
        self,
        facts: Sequence[tuple[Draft, Facts]],
        findings: list[list[Finding]],
        failures: list[Failure],
        history: Iterable[Draft],
        now: datetime | None,
    ) -> None:
        """Adds what timeline rules find, account by account, in order of publication."""
        lines: dict[str, list[tuple[Facts, int | None]]] = {}
        seen = {draft.id for draft, _ in facts}
        for number, (_, fact) in enumerate(facts):
            lines.setdefault(fact.account or "", []).append((fact, number))
        for draft in history:
            account = self.account_of(draft)
            if draft.id not in seen and not isinstance(account, Problem):
                linted = self._lint_one(draft, account, now)
                failures.extend(linted.failures)
                lines.setdefault(linted.facts.account or "", []).append((linted.facts, None))
        for name, line in sorted(lines.items()):
            line.sort(key=_publication)
            drafts = {number: facts[number][0] for _, number in line if number is not None}
            account = next((a for a in self.config.account if a.name == name), Account(name=name or "main"))
            for rule in self._ruleset(account, None).rules:
                self._judge(rule, account, line, drafts, findings, failures, now)

    def _judge(
        self,
        rule: Rule,
        account: Account,
        line: Sequence[tuple[Facts, int | None]],
        drafts: Mapping[int, Draft],
        findings: list[list[Finding]],
        failures: list[Failure],
        now: datetime | None,
    ) -> None:
        blocks = [block for block in rule.blocks if block.timeline]
        if not blocks:
            return
        known = tuple(
            msgspec.structs.replace(fact, labels=tuple(label for label in fact.labels if label.rule == rule.id))
            for fact, _ in line
        )
        for block in blocks:
            try:
                for index, hit in block.check.judge(known):
                    number = line[index][1]
                    if number is None:
                        continue
                    draft = drafts[number]
                    context = Context(draft, account, self.config, now)
                    here = self._ruleset(account, draft.origin.path).rule(rule.id)
                    if here and here.conditions.met(context) and block.conditions.met(context):
                        finding = self._stamp(here, block, hit, draft).finding
                        findings[number].append(_waive(finding, draft, now))
            except Exception as error:  # noqa: BLE001 -- recorded, as above
                failures.append(
                    Failure(rule.id, known[0].draft_id if known else "", f"{type(error).__name__}: {error}")
                )

    # -- what could not be checked ---------------------------------------------------------------

    def _notices(self, rulesets: Iterable[RuleSet], unchecked: set[str], unscheduled: int) -> Iterator[Notice]:
        from tweetlint.load.words import wording

        said = wording("notices", "ja" if self.language == "ja" else "en")
        missing: dict[tuple[str, ...], set[str]] = {}
        for ruleset in rulesets:
            for rule, needs in ruleset.missing.items():
                missing.setdefault(needs, set()).add(rule)
        for needs, rules in sorted(missing.items()):
            yield Notice(min(rules), said["missing"].format(needs=", ".join(needs), rules=", ".join(sorted(rules))))
        if unchecked:
            said_once = said["unscheduled"].format(count=unscheduled, rules=", ".join(sorted(unchecked)))
            yield Notice(min(unchecked), said_once)


def _publication(entry: tuple[Facts, int | None]) -> tuple[bool, float, str]:
    """The order of a timeline: by time, drafts without one last, the draft id deciding ties."""
    fact = entry[0]
    moment = fact.publish_at.timestamp() if fact.publish_at else 0.0
    return fact.publish_at is None, moment, fact.draft_id


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
    ranked = sorted(
        stamped,
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
    for finding, family in ranked:
        spans = taken.setdefault(family, [])
        start, end = finding.span
        if any((a < end and start < b) or (a, b) == (start, end) for a, b in spans):
            continue
        spans.append(finding.span)
        kept.append(finding)
    return sorted(kept, key=lambda f: (f.span.start, f.span.end, f.rule))


_CONFIDENCE = {"low": 0, "medium": 1, "high": 2}


def _waive(finding: Finding, draft: Draft, now: datetime | None) -> Finding:
    """The finding, marked with the reason when a waiver of the draft covers it on its publication day.

    A draft without a publication time is taken to go out now, where now is known.
    """
    moment = draft.publish_at or now
    for waiver in draft.waivers:
        expired = waiver.until is not None and moment is not None and moment.date() > waiver.until
        if waiver.rule in (finding.rule, finding.rule.partition("/")[0]) and not expired:
            return msgspec.structs.replace(finding, waived=waiver.reason)
    return finding


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The highest severity among ``findings``, or None."""
    return max((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)
