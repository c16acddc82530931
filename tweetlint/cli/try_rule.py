"""``tweetlint try``: a rule file's own examples, run for anyone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tweetlint.cli.command import Command
from tweetlint.cli.settings import colour_option, config_option, find_settings, language_for, language_option
from tweetlint.cli.terminal import colour as colour_for
from tweetlint.cli.terminal import harmless, out, painted
from tweetlint.cli.tokens import analysed, table
from tweetlint.cli.wording import Words, wording
from tweetlint.errors import TweetlintError
from tweetlint.examples import Outcome, run_examples
from tweetlint.load.rulefile import LocatedRule, load_rule
from tweetlint.writers.screen import visible
from tweetlint.writers.style import Colour


@click.command("try", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="RULEFILE...")
@config_option
@language_option
@colour_option
def command(files: tuple[str, ...], config_file: Path | None, language: str | None, colour: str) -> int:
    """Runs the examples of rule files: 0 all pass, 1 some fail, 2 a file does not load."""
    failed = False
    for file in files:
        settings = find_settings(config_file, file)
        words = wording(language_for(language, settings.config))
        path = Path(os.path.abspath(file))
        rule = _load(path, file)
        outcomes = _run(rule, file, settings.config.rules, settings.config.dictionaries, settings.base)
        for line in _lines(rule, outcomes, words, colour_for(colour)):
            out(line, colour_for(colour))
        failed = failed or any(not outcome.passed and outcome.miss is None for outcome in outcomes)
    return int(failed)


def _load(path: Path, called: str) -> LocatedRule:
    """The rule, its complaints under the name that the user gave the file."""
    try:
        return load_rule(path, path.parent.parent)
    except TweetlintError as error:
        raise _renamed(error, path, called) from error


def _renamed(error: TweetlintError, path: Path, called: str) -> TweetlintError:
    return type(error)(error.place.replace(str(path), called), error.what, error.advice)


def _run(
    rule: LocatedRule, called: str, rules: tuple[str, ...], dictionaries: tuple[str, ...], base: Path
) -> list[Outcome]:
    """The outcomes, with the rule alone in a folder: what lies beside it is none of its business."""
    with TemporaryDirectory(prefix="tweetlint-") as folder:
        copy = Path(folder) / rule.path.parent.name / rule.path.name
        copy.parent.mkdir()
        shutil.copyfile(rule.path, copy)
        settings = {
            "rules": [*(str(base.absolute() / name) for name in rules), folder],
            "dictionaries": [str(base.absolute() / name) for name in dictionaries],
        }
        try:
            return list(run_examples(rule, settings, base))
        except TweetlintError as error:
            raise _renamed(error, copy, called) from error


def _lines(rule: LocatedRule, outcomes: list[Outcome], words: Words, colour: Colour) -> Iterator[str]:
    passed = sum(outcome.passed for outcome in outcomes if outcome.miss is None)
    total = sum(outcome.miss is None for outcome in outcomes)
    verdict = words.say("try_passed" if passed == total else "try_failed", passed=passed, total=total)
    ink = "green" if passed == total else "red"
    yield f"{painted(rule.id, '', colour, bold=True)}  {painted(verdict, ink, colour)}"
    for outcome in outcomes:
        if outcome.miss is not None:
            yield from _miss(outcome, words, colour)
        elif not outcome.passed:
            yield from _failure(outcome, words, colour)


def _miss(outcome: Outcome, words: Words, colour: Colour) -> Iterator[str]:
    key = "try_miss_passes" if outcome.passed else "try_miss"
    ink = "yellow" if outcome.passed else "bright_black"
    yield f"  {outcome.label}  {painted(words.say(key), ink, colour)}"
    yield f"    {harmless(outcome.text)}"


def _failure(outcome: Outcome, words: Words, colour: Colour) -> Iterator[str]:
    yield f"  {painted(outcome.label, 'red', colour)}"
    for line in outcome.text.split("\n"):
        yield f"    {harmless(line)}"
    yield f"    {words.say('try_expected')} {_listed(outcome.expected, words)}"
    yield f"    {words.say('try_found')} {_listed(outcome.found, words)}"
    if outcome.error:
        yield f"    {words.say('try_error')} {harmless(outcome.error)}"
    plain = outcome.text.translate({ord("⟦"): None, ord("⟧"): None})
    yield from (f"    {line}" for line in table(analysed(plain), words))


def _listed(excerpts: tuple[str, ...], words: Words) -> str:
    return " ".join(f"⟦{visible(excerpt)}⟧" for excerpt in excerpts) or words.say("try_nothing")
