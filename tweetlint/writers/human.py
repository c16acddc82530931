"""The report as a person reads it in a terminal: the posts, what to look at, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from tweetlint.model import Draft, Finding, Report, Severity, Span
from tweetlint.writers.complaint import failures, unchecked
from tweetlint.writers.place import Owners, Sheet, key, locate, sheets
from tweetlint.writers.screen import Row, Snippet, inert, snippet, visible, width, wrap
from tweetlint.writers.style import Colour, Style, Verbosity
from tweetlint.writers.wording import Wording, wording

_RESET = "\x1b[0m"
_BOLD, _DIM = "\x1b[1m", "\x1b[2m"
_INK = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_PROSE = 88  # columns: longer lines of prose are hard to read back
_NARROWEST = 30
_STARTS = 5


def write(report: Report, *, language: str, style: Style) -> Iterator[str]:
    """The whole report, in pieces that end in a line break."""
    page = _Page(report, wording(language), style)
    return page.brief() if style.verbosity is Verbosity.QUIET else page.full()


class _Page:
    """One report being written: what every part of it needs to know."""

    def __init__(self, report: Report, words: Wording, style: Style) -> None:
        self.report = report
        self.words = words
        self.style = style
        self.owners = Owners(report)
        self.columns = max(style.width, _NARROWEST)
        self.open = [finding for finding in report.findings if finding.waived is None]
        self.whole = not report.failures and not report.problems and bool(report.drafts)

    def full(self) -> Iterator[str]:
        """Every draft that has findings, then the summary; a single line where all is well."""
        for sheet in sheets(self.report):
            yield from self.sheet(sheet)
        if self.whole and not self.report.findings:
            yield from self.all_clear()
        else:
            yield from self.summary()

    def brief(self) -> Iterator[str]:
        """One line a finding, one for each thing that went wrong, and one at the end."""
        for finding in self.report.findings:
            words = f"{self.label(finding)}  {visible(finding.rule)}"
            yield self.line(f"{self.where(finding)}  {words}  {visible(finding.message)}")
        for sentence in self.wrong():
            yield self.line(visible(sentence))
        end = self.verdict() if self.report.findings or not self.whole else self.checked()
        if self.report.notices:
            rules = self.words.comma.join(sorted({visible(notice.rule) for notice in self.report.notices}))
            end += f"{self.words.gap}{self.words.unchecked_line}{self.words.colon}{rules}{self.words.stop}"
        yield self.line(end)

    # -- a draft -----------------------------------------------------------------------------

    def sheet(self, sheet: Sheet) -> Iterator[str]:
        """A draft's heading and its findings, a blank line behind each."""
        yield self.line(self.heading(sheet.draft))
        yield "\n"
        secret = any(finding.redacted for finding in sheet.findings)
        for finding in sheet.findings:
            yield from self.finding(sheet.draft, finding, secret)
            yield "\n"

    def heading(self, draft: Draft) -> str:
        """File or id, then account and time where the draft has them."""
        parts = [self.ink(visible(_name(draft)), _BOLD)]
        if draft.account is not None:
            parts.append(visible(draft.account))
        if draft.publish_at is not None:
            parts.append(self.time(draft.publish_at))
        return "  ".join(parts)

    def time(self, moment: datetime) -> str:
        """Day, weekday and time in the draft's own offset: a person notices a wrong weekday."""
        offset = moment.strftime("%z")
        day = f"{moment:%Y-%m-%d} ({self.words.weekdays[moment.weekday()]})"
        return f"{day} {moment:%H:%M} {offset[:3]}:{offset[3:5]}"

    def finding(self, draft: Draft, finding: Finding, secret: bool) -> Iterator[str]:
        """Title, the post's own words, message and advice; dim throughout where it is waived.

        The words of a post that holds a ``secret`` are not shown.
        """
        ink = "" if finding.waived is None else _DIM
        colour = ink or _INK[finding.severity]
        yield self.line(self.title(draft, finding, colour), indent=2)
        if not secret:
            yield from self.rows(self.seen(draft, finding), colour, ink)
        yield from self.prose(finding.message, ink=ink)
        if finding.suggest is not None:
            yield from self.prose(finding.suggest, lead="→ ", ink=ink)
        if finding.route is not None:
            yield from self.prose(f"{self.words.ask}{self.words.colon}{finding.route}", ink=_DIM)
        if finding.waived is not None:
            yield from self.prose(f"{self.words.because}{self.words.colon}{finding.waived}", ink=_DIM)

    def title(self, draft: Draft, finding: Finding, colour: str) -> str:
        """Severity (or that it is waived), rule and line:column; a doubt where the rule has one."""
        place = locate(draft, finding.span)
        parts = [self.ink(self.label(finding), colour), visible(finding.rule), f"{place.line}:{place.column}"]
        if finding.confidence == "low":
            parts.append(self.ink(self.words.low, _DIM))
        return "  ".join(parts)

    def label(self, finding: Finding) -> str:
        """How bad it is, or that somebody has taken it upon themselves."""
        return self.words.waived if finding.waived is not None else self.words.severity(finding.severity)

    def seen(self, draft: Draft, finding: Finding) -> Snippet:
        """The post's lines with the span; the excerpt alone where the report has not got the text."""
        columns, ambiguous = self.columns - len("    | "), self.style.ambiguous
        if draft.text[finding.span.start : finding.span.end] == finding.excerpt and draft.text:
            return snippet(draft.text, finding.span, columns, ambiguous)
        return snippet(finding.excerpt, Span(0, len(finding.excerpt)), columns, ambiguous)

    def rows(self, snippet: Snippet, colour: str, ink: str) -> Iterator[str]:
        """The snippet's lines, saying how many are left out."""
        yield from self.quoted(snippet.head, colour, ink)
        if snippet.omitted:
            more = self.words.more_lines.format(n=snippet.omitted)
            yield self.line(self.ink(f"| … {more}", _DIM), indent=4)
        yield from self.quoted(snippet.tail, colour, ink)

    def quoted(self, rows: Iterable[Row], colour: str, ink: str) -> Iterator[str]:
        """Rows behind a bar: ASCII, so that its width is the same on every terminal."""
        for row in rows:
            yield self.line(f"{self.ink('|', _DIM)} {self.ink(row.text, ink)}", indent=4)
            if row.marks:
                bare = row.marks.lstrip(" ")
                marks = " " * (len(row.marks) - len(bare)) + self.ink(bare, colour)
                yield self.line(f"{self.ink('|', _DIM)} {marks}", indent=4)

    # -- the summary -------------------------------------------------------------------------

    def all_clear(self) -> Iterator[str]:
        """What was checked in one line, and what was not in one line each."""
        yield self.line(self.checked())
        if self.report.notices:
            yield self.line(self.ink(f"{self.words.unchecked}{self.words.colon}".rstrip(), _DIM))
            yield from self.listed(unchecked(self.report, self.words), ink=_DIM)

    def summary(self) -> Iterator[str]:
        """What a person can do now: how bad, where to begin, whom to ask, what was not checked."""
        yield self.line(self.ink(self.words.summary, _BOLD))
        yield from self.prose(self.verdict(), indent=2)
        if self.report.drafts:
            yield from self.prose(f"{self.words.checked}{self.words.colon}{self.tally()}", indent=2)
        if self.report.findings:
            yield from self.prose(f"{self.words.counts}{self.words.colon}{self.severities()}", indent=2)
        if len(self.open) > 1:
            yield from self.section(self.words.start, self.starts())
        yield from self.section(self.words.asks, self.routes())
        yield from self.section(self.words.failed, failures(self.report, self.words))
        yield from self.section(self.words.unread, (problem.sentence for problem in self.report.problems))
        yield from self.section(self.words.unchecked, unchecked(self.report, self.words))
        if self.open:
            learn = f"tweetlint explain {self.worst_first()[0].rule}"
            yield from self.prose(f"{self.words.learn}{self.words.colon}{learn}", indent=2, ink=_DIM)

    def checked(self) -> str:
        """How many drafts were checked, and that nothing was found."""
        return self.words.clean.of(len(self.report.drafts))

    def verdict(self) -> str:
        """May these posts go out? Never yes where something was not checked."""
        if not self.report.drafts and not self.report.problems:
            return self.words.nothing
        fail_on = self.style.fail_on
        blocking = sum(finding.severity.rank >= fail_on.rank for finding in self.open)
        sentences = [self.words.blocked.of(blocking, fail_on=fail_on.value)] if blocking else []
        if not self.whole:
            sentences.append(self.words.unsure)
        return self.words.gap.join(sentences) or self.words.open.format(fail_on=fail_on.value)

    def tally(self) -> str:
        """Drafts, and how many have findings, have none, or could not be checked to the end."""
        marked = {key(self.owners.draft_of(finding)) for finding in self.open}
        failed = {failure.draft_id for failure in self.report.failures}
        drafts = self.report.drafts
        found = sum(key(draft) in marked for draft in drafts)
        broken = sum(key(draft) not in marked and draft.id in failed for draft in drafts)
        counts = (
            (self.words.with_findings, found),
            (self.words.without, len(drafts) - found - broken),
            (self.words.incomplete, broken),
        )
        parts = self.words.comma.join(phrase.of(n) for phrase, n in counts if n)
        return self.words.tally.of(len(drafts), parts=parts)

    def severities(self) -> str:
        """How many findings of each severity, under the names that settings use."""
        counts = [
            f"{self.words.severity(severity)} ({severity.value}) {self.words.count.of(n)}"
            if self.words.severity(severity) != severity.value
            else f"{severity.value} {self.words.count.of(n)}"
            for severity in _WORST_FIRST
            if (n := sum(finding.severity == severity for finding in self.open))
        ]
        waived = len(self.report.findings) - len(self.open)
        if waived:
            counts.append(f"{self.words.waived} {self.words.count.of(waived)}")
        return self.words.comma.join(counts)

    def worst_first(self) -> list[Finding]:
        """Findings that nobody waived, by severity and then as the report has them."""
        return sorted(self.open, key=lambda finding: -finding.severity.rank)

    def starts(self) -> Iterator[str]:
        """The worst places, one a line, as an editor can open them."""
        for finding in self.worst_first()[:_STARTS]:
            yield f"{self.where(finding)}  {finding.rule}"
        if len(self.open) > _STARTS:
            yield self.words.others.of(len(self.open) - _STARTS)

    def routes(self) -> Iterator[str]:
        """Each department with how much there is to ask, and about which rules."""
        rules: dict[str, list[str]] = {}
        for finding in self.worst_first():
            if finding.route is not None:
                rules.setdefault(finding.route, []).append(finding.rule)
        for route, asked in rules.items():
            about = self.words.comma.join(dict.fromkeys(asked))
            yield f"{route} {self.words.count.of(len(asked))}{self.words.colon}{about}"

    def wrong(self) -> Iterator[str]:
        """A sentence for each rule that failed and each input that could not be read."""
        yield from failures(self.report, self.words)
        yield from (problem.sentence for problem in self.report.problems)

    def where(self, finding: Finding) -> str:
        """``file:line:column``, or the draft's id with them."""
        draft = self.owners.draft_of(finding)
        place = locate(draft, finding.span)
        return f"{visible(draft.origin.path or draft.id)}:{place.line}:{place.column}"

    # -- lines -------------------------------------------------------------------------------

    def section(self, title: str, items: Iterable[str]) -> Iterator[str]:
        """A titled list, or nothing when it is empty."""
        shown = tuple(self.listed(items, indent=4))
        if shown:
            yield self.line(f"{title}{self.words.colon}".rstrip(), indent=2)
            yield from shown

    def listed(self, items: Iterable[str], *, indent: int = 2, ink: str = "") -> Iterator[str]:
        for item in items:
            yield from self.prose(item, lead="- ", indent=indent, ink=ink)

    def prose(self, text: str, *, lead: str = "", indent: int = 4, ink: str = "") -> Iterator[str]:
        """``text`` wrapped, its later lines under the first word and not under the lead."""
        hang = width(lead, self.style.ambiguous)
        room = min(self.columns, _PROSE) - indent - hang
        for number, part in enumerate(wrap(text, room, self.style.ambiguous)):
            margin = lead if number == 0 else " " * hang
            yield self.line(self.ink(f"{margin}{part}", ink), indent=indent)

    def line(self, text: str, *, indent: int = 0) -> str:
        """``text`` as a line of output, which no CI log takes for a command."""
        return inert(" " * indent + text).rstrip(" ") + "\n"

    def ink(self, text: str, code: str) -> str:
        """``text`` in a colour, if colours are wanted."""
        return f"{code}{text}{_RESET}" if code and text and self.style.colour is Colour.ALWAYS else text


def _name(draft: Draft) -> str:
    """What its writer calls the draft: file and record, and the id where it says more than they do."""
    origin = draft.origin
    if origin.path is None:
        return draft.id
    if draft.id.startswith(origin.path):
        return draft.id if origin.record is None else f"{origin.path} {origin.record}"
    return "  ".join(filter(None, (origin.path, origin.record, draft.id)))
