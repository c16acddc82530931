"""``embargo``: names are held back until their time, in texts, threads and alt texts, and hints at them noticed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tweetlint import Draft, Linter
from tweetlint.account import Account, KeyedEmbargo
from tweetlint.load.embargoes import sealed_with
from tweetlint.text.secret import SealKey

Run = Callable[..., tuple[Any, ...]]
SPRING = {"name": "春の新商品", "terms": ["サクララテ", "AZ-90"], "lifts": "2026-12-08T11:00:00+09:00"}
BEFORE = {"publish_at": "2026-12-08T10:59:59+09:00"}
KEY = "a key of more than sixteen characters"


@pytest.mark.parametrize(
    ("text", "draft", "found"),
    [
        pytest.param("サクララテ", BEFORE, ["サクララテ"], id="a second before"),
        pytest.param("サクララテ", {"publish_at": "2026-12-08T02:00:00+00:00"}, [], id="lifted, in another zone"),
        pytest.param("サクララテ", {}, ["サクララテ"], id="nobody knows when"),
        pytest.param("サクララテとAZ90", BEFORE, ["サクララテ", "AZ90"], id="both names"),
        pytest.param("新しい豆です", BEFORE, [], id="not named"),
        pytest.param(
            "豆です", BEFORE | {"media": [{"alt": "sakura"}, {"alt": "さくら ラテの袋"}]}, [""], id="alt text"
        ),
    ],
)
def test_a_name_waits_for_its_time(run: Run, text: str, draft: dict[str, Any], found: list[str]) -> None:
    """The span is the name as written; in an alt text it has no place in the post."""
    findings = run("embargo", "", text, draft=draft, embargo=[SPRING])

    assert found == [finding.excerpt for finding in findings]


def test_of_two_embargoes_on_a_name_the_later_holds(run: Run) -> None:
    """A name that one of them has let go is held back by the other."""
    later = SPRING | {"name": "別の発表", "lifts": "2026-12-20T11:00:00+09:00"}
    both = {"message": "{name}", "embargo": [SPRING, later]}
    found = run("embargo", "", "サクララテ", draft=BEFORE, **both)
    after = run("embargo", "", "サクララテ", draft={"publish_at": "2026-12-09T00:00:00+09:00"}, **both)

    assert ["別の発表"] == [finding.message for finding in found]
    assert ["別の発表"] == [finding.message for finding in after]


def test_a_name_that_is_never_to_be_said(run: Run) -> None:
    """The last day of the calendar is a time like any other."""
    never = SPRING | {"lifts": "9999-12-31T23:59:59+00:00"}

    assert 1 == len(run("embargo", "", "サクララテ", draft=BEFORE, embargo=[never]))


def test_every_post_of_a_thread_is_read(tmp_path: Path) -> None:
    """The second post of a Markdown file goes out at the time of the first."""
    from tweetlint.readers import read

    path = tmp_path / "thread.md"
    path.write_text(
        "---\npublish_at: 2026-12-01T10:00:00+09:00\n---\nおはようございます\n\n---\n\nサクララテです\n", "utf-8"
    )
    report = Linter.from_mapping({"embargo": [SPRING]}).lint(read([str(path)]))

    assert ["サクララテ"] == [f.excerpt for f in report.findings if f.rule == "timing/embargo"]


def _linted(text: str, **embargo: Any) -> tuple[Any, ...]:
    linter = Linter.from_mapping({"embargo": [SPRING | embargo]})
    return linter.lint([Draft.from_mapping({"id": "1", "text": text, **BEFORE})]).findings


def test_other_rules_do_not_print_a_redacted_name() -> None:
    """A finding over the name loses its span, its message has the public name, and its neighbours hide the text."""
    text = "世界一のサクララテです。12月8日(月)発売"
    shown, hidden = _linted(text), _linted(text, redact=True)

    assert len(shown) == len(hidden) > 1
    assert any("サクララテ" in finding.excerpt for finding in shown)
    assert not any("サクララテ" in f"{finding.excerpt}{finding.message}{finding.suggest}" for finding in hidden)
    assert all(finding.redacted for finding in hidden)
    assert all(text[f.span.start : f.span.end] == f.excerpt for f in hidden)


def test_no_name_is_kept_on_disk(tmp_path: Path) -> None:
    """The cache of compiled rules, and the compiled check itself, are written without names."""
    settings = {"embargo": [SPRING | {"terms": ["ヨアケノヒミツ"]}]}
    from tweetlint.load.config import config_from

    linter = Linter(config_from(settings), cache=tmp_path / "cache")
    report = linter.lint([Draft.from_mapping({"id": "1", "text": "よあけのひみつ", **BEFORE})])
    kept = [path.read_bytes() for path in (tmp_path / "cache").iterdir()]
    rule = linter._ruleset(Account(name="main"), None).rule("timing/embargo")
    assert rule is not None
    check = rule.blocks[0].check

    assert ["timing/embargo"] == [finding.rule for finding in report.findings]
    assert kept
    for data in (*kept, pickle.dumps(check)):
        assert not any(name.encode() in data for name in ("ヨアケノヒミツ", "よあけのひみつ"))


def test_sealed_names_are_found_with_their_key() -> None:
    """They are always redacted; with no key or another the report says once that they were not checked."""
    from tweetlint.load.config import config_from

    embargo = config_from({"embargo": [SPRING]}).embargo[0]
    sealed = {**SPRING, "terms": [], "sealed": list(sealed_with(SealKey(KEY), embargo, "").sealed)}
    draft = Draft.from_mapping({"id": "1", "text": "サクラ・ラテと AZ-900", **BEFORE})
    with_key = Linter.from_mapping({"embargo": [sealed]}, seal_key=KEY)
    without = Linter.from_mapping({"embargo": [sealed]}, language="en").lint([draft, draft])
    wrong = Linter.from_mapping({"embargo": [sealed]}, language="en", seal_key=KEY[::-1]).lint([draft])

    report = with_key.lint([draft])
    assert [("timing/embargo", "", True, 0)] == [(f.rule, f.excerpt, f.redacted, f.span.start) for f in report.findings]
    assert () == report.problems
    no_key = "there is no key. Give it in TWEETLINT_SEAL_KEY or with --seal-key."
    assert [f"2 sealed names under embargo were not checked: {no_key}"] == [p.sentence for p in without.problems]
    assert () == without.findings
    assert ["are sealed with another key"] == [
        p.sentence[p.sentence.index("are sealed") :][:27] for p in wrong.problems
    ]
    assert isinstance(with_key.config.embargo[0], KeyedEmbargo)


def test_no_file_holds_a_key() -> None:
    """A key beside the seals would open them."""
    from tweetlint.errors import ConfigError

    with pytest.raises(ConfigError, match=r"unknown key 'key' in \[embargo"):
        Linter.from_mapping({"embargo": [SPRING | {"key": KEY}]})
