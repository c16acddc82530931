"""``tweetlint explain``: one whole rule, for a person who asks why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import regex

from tweetlint.cli.command import Command
from tweetlint.cli.rules import INK, levels
from tweetlint.cli.settings import (
    Settings,
    colour_option,
    complete_rules,
    config_option,
    find_settings,
    language_for,
    language_option,
    width_option,
)
from tweetlint.cli.terminal import colour as colour_for
from tweetlint.cli.terminal import columns, out, painted
from tweetlint.cli.wording import Words, wording
from tweetlint.errors import RuleError, did_you_mean
from tweetlint.load.rulefile import Example, LocatedRule, RuleFile, Text, load_rule
from tweetlint.load.ruleset import Library
from tweetlint.writers.screen import visible, wrap
from tweetlint.writers.style import Colour

_MARKED = regex.compile(r"⟦[^⟧]*⟧")
_PLACEHOLDER = regex.compile(r"\{\w+\}")
_PROSE = 88


@click.command("explain", cls=Command)
@click.argument("rule", shell_complete=complete_rules)
@config_option
@language_option
@colour_option
@width_option
def command(rule: str, config_file: Path | None, language: str | None, colour: str, width: int | None) -> int:
    """Explains a rule."""
    settings = find_settings(config_file)
    language = language_for(language, settings.config)
    located = _whole(rule, Library(settings.config, settings.base))
    page = _Page(located, language, wording(language), colour_for(colour), min(columns(width), _PROSE))
    for line in page.lines(settings):
        out(line, page.colour)
    return 0


def _whole(name: str, library: Library) -> LocatedRule:
    """The rule with its examples; an unknown name is answered with the nearest, a family with its rules."""
    found = next((rule for rule in library.rules if rule.id == name), None)
    if found is None:
        family = [rule.id for rule in library.rules if rule.family == name.rstrip("/")]
        known = f"Known: {', '.join(family)}." if family else did_you_mean(name, library.ids)
        raise RuleError("", f"there is no rule '{name}'.", known)
    return load_rule(found.path, found.path.parent.parent)


class _Page:
    """One rule being explained."""

    def __init__(self, rule: LocatedRule, language: str, words: Words, colour: Colour, width: int) -> None:
        self.rule = rule
        self.language = language
        self.words = words
        self.colour = colour
        self.width = width

    def lines(self, settings: Settings) -> Iterator[str]:
        """Title, what, why, sources, whom to ask, examples, and the way to set it aside."""
        file = self.rule.file
        level = "/".join(levels(self.rule, settings))
        yield f"{self.strong(self.rule.id)}  {painted(level, INK.get(level, ''), self.colour)}"
        yield from self.prose(file.title.of(self.language), indent=0)
        yield from self.section("what", self.messages(file))
        yield from self.section("why", self.prose(_text(file.why, self.language)))
        yield from self.section("sources", self.sources(file))
        if file.route:
            yield from self.section("ask", self.prose(file.route))
        yield from self.section("bad", self.examples([e for e in file.bad if e.miss is None]))
        yield from self.section("missed", self.examples([e for e in file.bad if e.miss is not None]))
        yield from self.section("good", self.examples(file.good))
        yield from self.section("aside", self.aside())

    def section(self, title: str, lines: Iterator[str]) -> Iterator[str]:
        """A titled part, or nothing when it is empty."""
        held = list(lines)
        if held:
            yield ""
            yield self.strong(self.words.say(f"explain_{title}"))
            yield from held

    def messages(self, file: RuleFile) -> Iterator[str]:
        """What the rule says, with … for the words of a draft."""
        for text in dict.fromkeys(text.of(self.language) for text in file.messages()):
            yield from self.prose(_PLACEHOLDER.sub("…", text), lead="- ")

    def sources(self, file: RuleFile) -> Iterator[str]:
        """On whose authority, with the day it was read."""
        for source in file.sources:
            read = self.words.say("read_on", day=source.read.isoformat())
            parts = [f"{source.title} ({source.by}, {read})", source.url, source.note]
            yield from self.prose("  ".join(part for part in parts if part), lead="- ")

    def examples(self, examples: Sequence[Example]) -> Iterator[str]:
        """Examples with their marks highlighted, and why each is what it is."""
        for example in examples:
            reason = example.miss or example.because
            for number, text in enumerate(example.timeline or (example.text or "",)):
                shown = self.prose(text, lead="- " if number == 0 else "  ")
                yield from (self.highlighted(line) for line in shown)
            if reason:
                yield from self.prose(reason, lead="  ← ")

    def aside(self) -> Iterator[str]:
        """How to waive the rule for a draft, and how to switch it off: as lines to copy."""
        for line in self.words.say("set_aside", rule=self.rule.id).strip("\n").split("\n"):
            yield f"  {line}".rstrip()

    def highlighted(self, line: str) -> str:
        """The line with what is between ⟦ ⟧ in colour."""
        return _MARKED.sub(lambda match: painted(match[0], "red", self.colour, bold=True), line)

    def prose(self, text: str, *, lead: str = "", indent: int = 2) -> Iterator[str]:
        """``text`` wrapped and harmless, later lines below the first."""
        for line in wrap(text, self.width - indent - len(lead)):
            yield f"{' ' * indent}{lead}{line}" if indent or lead else line
            lead = " " * len(lead)

    def strong(self, text: str) -> str:
        """A heading."""
        return painted(visible(text), "", self.colour, bold=True)


def _text(text: Text | str, language: str) -> str:
    return text if isinstance(text, str) else text.of(language)
