"""Reports as text, in the formats people and programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tweetlint.errors import ConfigError, did_you_mean
from tweetlint.model import Event, Report, Tool
from tweetlint.writers.style import Colour, Style, Verbosity

__all__ = ["FORMATS", "Colour", "Style", "Verbosity", "complaints", "write", "write_each"]

FORMATS: tuple[str, ...] = ("human", "json", "jsonl", "github")


def write(report: Report, format: str, *, language: str, style: Style) -> Iterator[str]:
    """``report`` as text in ``format``, piece by piece; always encodable to UTF-8.

    ``json`` holds everything; ``human`` too, in sentences. ``jsonl`` and ``github`` hold findings
    only: print ``complaints`` beside them. Raises ``ConfigError`` for a format or language unknown.
    """
    from tweetlint.writers.place import events

    return write_each(events(report), format, tool=report.tool, language=language, style=style)


def write_each(events: Iterable[Event], format: str, *, tool: Tool, language: str, style: Style) -> Iterator[str]:
    """What ``write`` gives, of events as they come from ``Linter.lint_each``; pieces are whole lines.

    All formats but ``json`` tell of a draft at once, and keep no draft.
    """
    # A format is imported when it is asked for: the human one alone needs the tables of display width.
    match format:
        case "human":
            from tweetlint.writers import human

            return human.write(events, language=language, style=style)
        case "json":
            from tweetlint.writers import json

            return json.write(events, tool)
        case "jsonl":
            from tweetlint.writers import json

            return json.write_lines(events)
        case "github":
            from tweetlint.writers import github

            return github.write(events, language=language)
    raise ConfigError("format", f"'{format}' is no format.", did_you_mean(format, FORMATS))


def complaints(report: Report, language: str) -> Iterator[str]:
    """A sentence for all that was not checked: unreadable input, failed rules, missing settings.

    Each is one line without its line break, safe to print on a terminal or into a CI log.
    """
    from tweetlint.writers.complaint import Complaints
    from tweetlint.writers.place import events

    heard = Complaints(language)
    for event in events(report):
        yield from heard.hear(event)
    yield from heard.rest()
