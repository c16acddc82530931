"""Reports as text, in the formats people and programs read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tweetlint.errors import ConfigError, did_you_mean
from tweetlint.model import Report
from tweetlint.writers.style import Colour, Style, Verbosity

__all__ = ["FORMATS", "Colour", "Style", "Verbosity", "complaints", "write"]

FORMATS: tuple[str, ...] = ("human", "json", "jsonl", "github")


def write(report: Report, format: str, *, language: str, style: Style) -> Iterator[str]:
    """``report`` as text in ``format``, piece by piece; always encodable to UTF-8.

    ``json`` holds everything; ``human`` too, in sentences. ``jsonl`` and ``github`` hold findings
    only: print ``complaints`` beside them. Raises ``ConfigError`` for a format or language unknown.
    """
    # A format is imported when it is asked for: the human one alone needs the tables of display width.
    match format:
        case "human":
            from tweetlint.writers import human

            return human.write(report, language=language, style=style)
        case "json":
            from tweetlint.writers import json

            return json.write(report)
        case "jsonl":
            from tweetlint.writers import json

            return json.write_lines(report)
        case "github":
            from tweetlint.writers import github

            return github.write(report, language=language)
    raise ConfigError("format", f"'{format}' is no format.", did_you_mean(format, FORMATS))


def complaints(report: Report, language: str) -> Iterator[str]:
    """A sentence for all that was not checked: unreadable input, failed rules, missing settings.

    Each is one line without its line break, safe to print on a terminal or into a CI log.
    """
    from tweetlint.writers.complaint import failures, unchecked
    from tweetlint.writers.screen import inert, visible
    from tweetlint.writers.wording import wording

    words = wording(language)
    problems = (problem.sentence for problem in report.problems)
    sentences = chain(problems, failures(report, words), unchecked(report, words))
    return (inert(visible(sentence)) for sentence in sentences)
