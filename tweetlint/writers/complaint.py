"""Sentences for what was not checked: rules that failed, input that could not be read, settings missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tweetlint.model import Checked, Event, Failure, Notice, Problem
from tweetlint.writers.screen import inert, visible
from tweetlint.writers.wording import Wording, wording


class Gaps:
    """What went wrong in a batch, gathered while its events pass by. Problems are passed on, not kept."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._struck: dict[tuple[str, str], tuple[str, int]] = {}
        self.notices: list[Notice] = []

    def hear(self, event: Event) -> Iterator[str]:
        """The sentence of a problem; all else is told at the end."""
        match event:
            case Checked():
                for failure in event.failures:
                    self._strike(failure, event.draft.place)
            case Failure():
                self._strike(event, f"draft {event.draft_id}")
            case Notice():
                self.notices.append(event)
            case Problem():
                yield event.sentence

    def _strike(self, failure: Failure, place: str) -> None:
        first, count = self._struck.get((failure.rule, failure.error), (place, 0))
        self._struck[failure.rule, failure.error] = first, count + 1

    @property
    def failed(self) -> bool:
        """Whether any rule failed."""
        return bool(self._struck)

    def failures(self) -> Iterator[str]:
        """One sentence a rule and error, naming the first draft it struck and how many there are."""
        for (rule, error), (place, count) in self._struck.items():
            form = self._words.failure if count == 1 else self._words.failure_many
            yield form.of(count, place=place, rule=rule, error=error)

    def unchecked(self) -> Iterator[str]:
        """One sentence a setting, with the rules that wait for it."""
        waiting: dict[str, list[str]] = {}
        for notice in self.notices:
            waiting.setdefault(notice.message, []).append(notice.rule)
        for message, rules in waiting.items():
            yield f"{message} ({self._words.comma.join(dict.fromkeys(rules))})"


class Complaints:
    """The same as lines, safe to print on a terminal or into a CI log."""

    def __init__(self, language: str) -> None:
        self._gaps = Gaps(wording(language))

    def hear(self, event: Event) -> Iterator[str]:
        """The line of a problem; all else is told at the end."""
        return map(_harmless, self._gaps.hear(event))

    def rest(self) -> Iterator[str]:
        """The lines of rules that failed and of settings that are missing."""
        return map(_harmless, chain(self._gaps.failures(), self._gaps.unchecked()))


def _harmless(sentence: str) -> str:
    return inert(visible(sentence))
