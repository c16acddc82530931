"""Every rule proves itself on its own examples, with exact spans."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tweetlint.errors import RuleError
from tweetlint.examples import Outcome, run_examples
from tweetlint.load.assets import shipped_rules
from tweetlint.load.rulefile import LocatedRule, find_rules, load_rule

FOLDER = shipped_rules()
PATHS = list(find_rules(FOLDER))


def _loadable() -> list[LocatedRule]:
    """The rules that load; ``test_every_rule_loads`` speaks of the others."""
    rules = []
    for path in PATHS:
        with contextlib.suppress(RuleError):
            rules.append(load_rule(path, FOLDER))
    return rules


RULES = _loadable()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_rule_loads(path: Path) -> None:
    """A shipped rule has every required part, and at least three examples of each sort."""
    rule = load_rule(path, FOLDER)

    assert rule.id == path.relative_to(FOLDER).with_suffix("").as_posix()


def _examples() -> list[object]:
    cases: list[object] = []
    for rule in RULES:
        for number, outcome in enumerate(run_examples(rule)):
            marks = [pytest.mark.xfail(strict=True, reason=outcome.miss)] if outcome.miss else []
            cases.append(pytest.param(rule, outcome, id=f"{rule.id} {outcome.label} ({number})", marks=marks))
    return cases


@pytest.mark.parametrize(("rule", "outcome"), _examples())
def test_every_example_reports_exactly_its_marked_spans(rule: LocatedRule, outcome: Outcome) -> None:
    """A bad example is reported at its ⟦ ⟧ and nowhere else; a good one not at all."""
    assert not outcome.error, outcome.error
    assert outcome.passed, f"\n{outcome.text}\nexpected {outcome.expected}\nfound    {outcome.found}\n{outcome.tokens}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself_in_both_languages(rule: LocatedRule) -> None:
    """Title, message, reason and suggestion stand in Japanese and in English."""
    file = rule.file
    texts = [file.title, file.why, *file.messages()]

    assert all(not isinstance(text, str) and text.ja.strip() and text.en.strip() for text in texts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_message_leaves_the_law_to_the_reason(rule: LocatedRule) -> None:
    """A message speaks to the writer and never pronounces a verdict of law."""
    verdict = "違" + "法"

    assert not [text.ja for text in rule.file.messages() if verdict in text.ja]


def test_the_folder_of_rules_is_the_repositorys() -> None:
    """The tests run the rules of this checkout, or of the wheel under test."""
    assert (FOLDER / "_account.toml").is_file()
    assert Path(FOLDER).name == "rules"
