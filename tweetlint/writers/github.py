"""The report as GitHub workflow commands, which a pull request shows beside the lines of the drafts.

The runner reads a command from any line that begins with ``::``, and unescapes its data; what must
be escaped is in ``src/Runner.Common/ActionCommand.cs`` of actions/runner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tweetlint.model import Checked, Draft, Event, Finding, Severity
from tweetlint.text.lazy import lazy_re
from tweetlint.writers.place import locate
from tweetlint.writers.screen import visible
from tweetlint.writers.wording import Wording, wording

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_BREAK = lazy_re(r"([\r\n])")
_ESCAPES = {"\r": "%0D", "\n": "%0A"}


def write(events: Iterable[Event], *, language: str) -> Iterator[str]:
    """One command a finding; waived ones are notices, for they stay visible."""
    return _commands(events, wording(language))


def _commands(events: Iterable[Event], words: Wording) -> Iterator[str]:
    for event in events:
        if isinstance(event, Checked) and event.findings:
            verdict = words.verdict(event.verdict)
            yield from (_command(finding, event.draft, verdict, words) for finding in event.findings)


def _command(finding: Finding, draft: Draft, verdict: str, words: Wording) -> str:
    command = "notice" if finding.waived is not None else _COMMANDS[finding.severity]
    properties = ",".join(f"{name}={value}" for name, value in _properties(finding, draft))
    return f"::{command} {properties}::{_data(_sentences(finding, verdict, words))}\n"


def _properties(finding: Finding, draft: Draft) -> Iterator[tuple[str, str]]:
    """Place and title. The runner drops columns where the lines differ, so they are not given."""
    if draft.origin.path is not None:
        place = locate(draft, finding.span)
        yield "file", _property(draft.origin.path)
        yield "line", str(place.line)
        if place.line == place.end_line:
            yield "col", str(place.column)
        yield "endLine", str(place.end_line)
        if place.line == place.end_line:
            yield "endColumn", str(place.end_column)
        yield "title", _property(finding.rule)
    else:
        yield "title", _property(f"{finding.rule} ({finding.draft_id})")


def _sentences(finding: Finding, verdict: str, words: Wording) -> str:
    """Message, suggestion, whom to ask, waiver, and what becomes of the post, one a line."""
    parts = [finding.message]
    if finding.suggest is not None:
        parts.append(f"→ {finding.suggest}")
    if finding.route is not None:
        parts.append(f"{words.ask}{words.colon}{finding.route}")
    if finding.waived is not None:
        parts.append(f"{words.because}{words.colon}{finding.waived}")
    return "\n".join([*parts, verdict])


def _data(text: str) -> str:
    """``text`` as a command's data: its line breaks escaped, everything else that acts made visible."""
    parts = _BREAK.split(text)
    return "".join(_ESCAPES.get(part) or visible(part).replace("%", "%25") for part in parts)


def _property(text: str) -> str:
    """``text`` as a property: a file's name keeps its line breaks, for it must still be that file."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
