"""The report as a person reads it in a terminal: the posts, what to look at, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from tweetlint.model import Checked, Decision, Draft, Event, Finding, PostVerdict, Severity, Span
from tweetlint.writers.place import locate
from tweetlint.writers.screen import Row, Snippet, inert, snippet, visible, width, wrap
from tweetlint.writers.style import Colour, Style, Verbosity
from tweetlint.writers.sum import Sum, where
from tweetlint.writers.wording import Wording, wording

_RESET = "\x1b[0m"
_BOLD, _DIM = "\x1b[1m", "\x1b[2m"
_INK = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}
_DECIDED = {
    Decision.BLOCK: _INK[Severity.ERROR],
    Decision.REVIEW: _INK[Severity.WARNING],
    Decision.PASS: _DIM,
}
_PROSE = 88  # columns: longer lines of prose are hard to read back
_NARROWEST = 30


def write(events: Iterable[Event], *, language: str, style: Style) -> Iterator[str]:
    """The whole report, in pieces that end in a line break: a draft's as soon as it comes, then the summary."""
    page = _Page(wording(language), style)
    return page.brief(events) if style.verbosity is Verbosity.QUIET else page.full(events)


class _Page:
    """One report being written: what every part of it needs to know."""

    def __init__(self, words: Wording, style: Style) -> None:
        self.words = words
        self.style = style
        self.columns = max(style.width, _NARROWEST)
        self.sum = Sum(words)

    def full(self, events: Iterable[Event]) -> Iterator[str]:
        """Every draft that has findings, then the summary; a single line where all is well."""
        for event in events:
            self.sum.add(event)
            if isinstance(event, Checked) and event.findings:
                yield "".join(self.sheet(event.draft, event.findings, event.verdict))
        if self.sum.whole and not self.sum.findings:
            yield from self.all_clear()
        else:
            yield from self.summary()

    def brief(self, events: Iterable[Event]) -> Iterator[str]:
        """One line a finding, one for each thing that went wrong, and one at the end."""
        for event in events:
            self.sum.add(event)
            if isinstance(event, Checked):
                yield from (self.row(event.draft, finding) for finding in event.findings)
        for sentence in chain(self.sum.gaps.failures(), self.sum.problems):
            yield self.line(visible(sentence))
        end = self.verdict() if self.sum.findings or not self.sum.whole else self.checked()
        if notices := self.sum.gaps.notices:
            rules = self.words.comma.join(sorted({visible(notice.rule) for notice in notices}))
            end += f"{self.words.gap}{self.words.unchecked_line}{self.words.colon}{rules}{self.words.stop}"
        yield self.line(end)

    def row(self, draft: Draft, finding: Finding) -> str:
        """A finding on one line."""
        words = f"{self.label(finding)}  {visible(finding.rule)}"
        return self.line(f"{where(draft, finding)}  {words}  {visible(finding.message)}")

    # -- a draft -----------------------------------------------------------------------------

    def sheet(self, draft: Draft, findings: Sequence[Finding], verdict: PostVerdict) -> Iterator[str]:
        """A draft's heading and its findings, a blank line behind each, then what becomes of it."""
        yield self.line(self.heading(draft))
        yield "\n"
        secret = any(finding.redacted for finding in findings)
        for finding in findings:
            yield from self.finding(draft, finding, secret)
            yield "\n"
        ink = _DECIDED[verdict.decision]
        yield from self.prose(visible(self.words.verdict(verdict)), indent=2, ink=ink)
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
        first, _, rest = draft.text.partition("\n")
        if first and rest and finding.span == Span(0, len(draft.text)):  # the post as such: its first line says which
            (head,) = snippet(first, Span(0, len(first)), columns, ambiguous).head
            return Snippet((head._replace(marks=""),), rest.count("\n") + 1, ())
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
        if self.sum.gaps.notices:
            yield self.line(self.ink(f"{self.words.unchecked}{self.words.colon}".rstrip(), _DIM))
            yield from self.listed(self.sum.gaps.unchecked(), ink=_DIM)

    def summary(self) -> Iterator[str]:
        """What a person can do now: how bad, where to begin, whom to ask, what was not checked."""
        yield self.line(self.ink(self.words.summary, _BOLD))
        yield from self.prose(self.verdict(), indent=2)
        if self.sum.drafts:
            yield from self.prose(f"{self.words.checked}{self.words.colon}{self.sum.tally()}", indent=2)
        if self.sum.findings:
            yield from self.prose(f"{self.words.counts}{self.words.colon}{self.sum.severities()}", indent=2)
            yield from self.prose(f"{self.words.verdicts}{self.words.colon}{self.sum.verdicts()}", indent=2)
        if self.sum.open > 1:
            yield from self.section(self.words.start, self.sum.starts())
        yield from self.section(self.words.asks, self.sum.routes())
        yield from self.section(self.words.failed, self.sum.gaps.failures())
        yield from self.section(self.words.unread, self.sum.problems)
        yield from self.section(self.words.unchecked, self.sum.gaps.unchecked())
        if rule := self.sum.worst_rule():
            learn = f"tweetlint explain {rule}"
            yield from self.prose(f"{self.words.learn}{self.words.colon}{learn}", indent=2, ink=_DIM)

    def checked(self) -> str:
        """How many drafts were checked, and that nothing was found."""
        return self.words.clean.of(self.sum.drafts)

    def verdict(self) -> str:
        """May these posts go out? Never yes where something was not checked."""
        if not self.sum.drafts and not self.sum.problems:
            return self.words.nothing
        fail_on = self.style.fail_on
        blocking = self.sum.at_least(fail_on)
        sentences = [self.words.blocked.of(blocking, fail_on=fail_on.value)] if blocking else []
        if not self.sum.whole:
            sentences.append(self.words.unsure)
        return self.words.gap.join(sentences) or self.words.open.format(fail_on=fail_on.value)

    # -- lines -------------------------------------------------------------------------------

    def section(self, title: str, items: Iterable[str]) -> Iterator[str]:
        """A titled list, or nothing when it is empty."""
        for number, shown in enumerate(self.listed(items, indent=4)):
            if number == 0:
                yield self.line(f"{title}{self.words.colon}".rstrip(), indent=2)
            yield shown

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
