"""The pages that are made of the rule files are those of today's rules, and cover every clause of the guides."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from docs import generate
from tweetlint.load.assets import shipped_rules
from tweetlint.load.rulefile import find_rules, load_rule

FOLDER = shipped_rules()
RULES = [load_rule(path, FOLDER) for path in find_rules(FOLDER)]
LINK = regex.compile(r"(?<!\\)\]\((?P<target>[^)\s]+)\)")


def test_no_page_is_stale() -> None:
    """Every page is what ``make docs`` would write, none is missing and none too many."""
    wanted, written = generate.pages(), generate.written()

    assert sorted(wanted) == sorted(written), "run make docs"
    assert [name for name in wanted if wanted[name] != written[name]] == [], "run make docs"


def test_every_clause_is_there_once() -> None:
    """One hundred and fifty, in order, each saying what answers it where no rule does."""
    clauses = generate.clauses()

    assert [clause.number for clause in clauses] == list(range(1, 151))
    assert {clause.guide for clause in clauses} == set(generate.GUIDES)
    assert [clause.number for clause in clauses if (clause.by == "rule") == bool(clause.how)] == []


def test_rules_answer_clauses_that_exist() -> None:
    """A number in ``clauses`` is one of the guides'."""
    numbers = {clause.number for clause in generate.clauses()}

    assert [(rule.id, number) for rule in RULES for number in rule.file.clauses if number not in numbers] == []


def test_the_coverage_names_the_rules_that_answer() -> None:
    """The row of a clause links to each rule that claims it; the totals are of all clauses."""
    text = generate.pages()["coverage.md"]
    rows = {int(m[1]): m[0] for m in regex.finditer(r"^\| (\d+) \|.*$", text, regex.MULTILINE)}
    unnamed = [(rule.id, n) for rule in RULES for n in rule.file.clauses if f"[{rule.id}](" not in rows[n]]
    totals = [int(count) for count in regex.findall(r"^\| [a-z, ]+ \| (\d+) \|$", text, regex.MULTILINE)]

    assert unnamed == []
    assert sum(totals) == len(rows) == 150


@pytest.mark.parametrize("language", generate.LANGUAGES)
def test_a_page_holds_all_of_its_rule(language: str) -> None:
    """Title, sources, every example and why it is good, in both languages."""
    for rule in RULES:
        text = generate.pages_of(rule)[language].replace("\\", "")
        file = rule.file
        reasons = [example.because for example in file.good] + [example.miss for example in file.bad if example.miss]

        assert file.title.of(language) in text
        assert [source.title for source in file.sources if source.title not in text] == []
        assert [reason for reason in reasons if (reason or "").replace("\\", "") not in text] == []


@pytest.mark.parametrize("name", [name for name in generate.pages() if "/" not in name or "README" in name])
def test_links_lead_somewhere(name: str) -> None:
    """A link of the indexes is a file of the documents."""
    page = generate.DOCS / name
    targets = [m["target"] for m in LINK.finditer(page.read_text(encoding="utf-8"))]
    lost = [target for target in targets if "://" not in target and not (page.parent / Path(target)).exists()]

    assert targets
    assert lost == []


def test_markdown_in_a_post_is_text() -> None:
    """A post cannot change the page that shows it."""
    assert generate._plain("a_b*c* <b> [x](y) #z|") == r"a\_b\*c\* \<b\> \[x\](y) \#z\|"
