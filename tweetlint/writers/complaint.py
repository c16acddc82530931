"""Sentences for what was not checked: rules that failed, input that could not be read, settings missing."""

from __future__ import annotations

from collections.abc import Iterator

from tweetlint.model import Report
from tweetlint.writers.place import Owners
from tweetlint.writers.wording import Wording


def failures(report: Report, words: Wording) -> Iterator[str]:
    """One sentence a rule and error, naming the first draft it struck and how many there are."""
    owners = Owners(report)
    struck: dict[tuple[str, str], list[str]] = {}
    for failure in report.failures:
        struck.setdefault((failure.rule, failure.error), []).append(failure.draft_id)
    for (rule, error), drafts in struck.items():
        form = words.failure if len(drafts) == 1 else words.failure_many
        yield form.of(len(drafts), place=owners.name(drafts[0]), rule=rule, error=error)


def unchecked(report: Report, words: Wording) -> Iterator[str]:
    """One sentence a setting, with the rules that wait for it."""
    waiting: dict[str, list[str]] = {}
    for notice in report.notices:
        waiting.setdefault(notice.message, []).append(notice.rule)
    for message, rules in waiting.items():
        yield f"{message} ({words.comma.join(dict.fromkeys(rules))})"
