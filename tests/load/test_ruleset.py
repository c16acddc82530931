"""Layers: shipped ← profile ← project ← the overrides of a path. The table is the rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tweetlint import Draft, Linter, Severity
from tweetlint.account import Config
from tweetlint.errors import ConfigError, TweetlintError
from tweetlint.load.ruleset import Library, build_ruleset, fill
from tweetlint.model import Origin

RULE = """\
kind = "phrase"
severity = "note"
title = { ja = "題", en = "title" }
message = { ja = "{term}", en = "{term}" }
why = { ja = "理由", en = "why" }
sources = [{ title = "s", by = "b", read = 2026-11-22 }]
match = { any = ["ざんぱら…ほい"] }
bad = [{ text = "⟦ざんぱらほい⟧" }, { text = "⟦ざんぱらほい⟧よ" }, { text = "⟦ざんぱらほい⟧ね" }]
good = [{ text = "a", because = "x" }, { text = "b", because = "x" }, { text = "c", because = "x" }]
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with the rule house/trial, and profiles quiet.toml and loud.toml."""
    (tmp_path / "rules" / "house").mkdir(parents=True)
    (tmp_path / "rules" / "house" / "trial.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "quiet.toml").write_text('severity = { "house/trial" = "off" }\n', encoding="utf-8")
    (tmp_path / "loud.toml").write_text('severity = { "house/trial" = "warning" }\n', encoding="utf-8")
    (tmp_path / "post.toml").write_text('settings."house/trial" = { within = "post" }\n', encoding="utf-8")
    return tmp_path


def _linter(base: Path, settings: Mapping[str, Any]) -> Linter:
    off = dict.fromkeys(Library(Config(), base).families, "off")
    return Linter.from_mapping(
        {"rules": ["rules"], **settings, "severity": off | settings.get("severity", {})}, base=base
    )


def _level(base: Path, settings: Mapping[str, Any], text: str = "ざんぱらほい") -> str:
    draft = Draft(id="1", text=text, origin=Origin(path="support/a.md"))
    found = [finding.severity.value for finding in _linter(base, settings).lint([draft]).findings]
    return found[0] if found else "off"


def _override(**levels: str) -> dict[str, Any]:
    return {"paths": ["support/**"], "severity": {name.replace("_", "/"): level for name, level in levels.items()}}


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        pytest.param({}, "note", id="as shipped"),
        pytest.param({"extends": ["loud.toml"]}, "warning", id="a profile over the rule"),
        pytest.param({"extends": ["quiet.toml"]}, "off", id="a profile may switch it off"),
        pytest.param({"extends": ["quiet.toml", "loud.toml"]}, "warning", id="the later profile"),
        pytest.param({"severity": {"house/trial": "error"}}, "error", id="the project over the rule"),
        pytest.param({"extends": ["loud.toml"], "severity": {"house": "error"}}, "error", id="over the profile"),
        pytest.param({"extends": ["quiet.toml"], "severity": {"house/trial": "note"}}, "note", id="on again"),
        pytest.param({"severity": {"house": "off", "house/trial": "error"}}, "error", id="the id over its family"),
        pytest.param({"severity": {"house/trial": "error", "house": "off"}}, "error", id="in any order"),
        pytest.param(
            {"severity": {"house/trial": "error"}, "override": [_override(house_trial="note")]}, "note", id="a path"
        ),
        pytest.param(
            {"severity": {"house/trial": "error"}, "override": [_override(house="off")]}, "off", id="a path's family"
        ),
        pytest.param(
            {"override": [_override(house="off"), _override(house="warning")]}, "warning", id="the later path"
        ),
        pytest.param({"override": [{"paths": ["posts/**"], "severity": {"house": "off"}}]}, "note", id="another path"),
    ],
)
def test_the_severity_that_counts(base: Path, settings: Mapping[str, Any], level: str) -> None:
    """A later layer wins; within one, the rule's id wins over its family."""
    assert level == _level(base, settings)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({}, "off"),
        ({"extends": ["post.toml"]}, "note"),
        ({"settings": {"house/trial": {"within": "post"}}}, "note"),
        ({"extends": ["post.toml"], "settings": {"house/trial": {"within": "clause"}}}, "off"),
        ({"override": [{"paths": ["support/**"], "settings": {"house/trial": {"within": "post"}}}]}, "note"),
        ({"override": [{"paths": ["posts/**"], "settings": {"house/trial": {"within": "post"}}}]}, "off"),
    ],
)
def test_the_setting_that_counts(base: Path, settings: Mapping[str, Any], found: str) -> None:
    """Settings go through the same layers as severities."""
    assert found == _level(base, settings, "ざんぱら。ほい")


def test_a_setting_that_no_block_knows_is_refused(base: Path) -> None:
    """A setting that would change nothing is a mistake."""
    linter = _linter(base, {"settings": {"house/trial": {"wihtin": "post"}}})
    with pytest.raises(ConfigError) as raised:
        linter.lint([Draft(id="1", text="a")])

    assert "tweetlint.toml: settings of 'house/trial': unknown key 'wihtin'. Did you mean 'within'?" == str(
        raised.value
    )


def test_a_companys_rule_stands_in_for_the_shipped_one(base: Path) -> None:
    """A rule of the same id replaces, in place, and the number of rules stays."""
    (base / "rules" / "platform").mkdir()
    (base / "rules" / "platform" / "length.toml").write_text(RULE, encoding="utf-8")
    shipped, own = Library(Config(), base), Library(Config(rules=("rules",)), base)

    assert {"house/trial"} == own.ids - shipped.ids
    assert [base / "rules"] == [rule.path.parents[1] for rule in own.rules if rule.id == "platform/length"]


def test_missing_settings_switch_a_rule_off_and_are_remembered(base: Path) -> None:
    """A rule that needs what the account file does not say is not run, and the run says so once."""
    path = base / "rules" / "house" / "trial.toml"
    path.write_text('needs = ["competitors", "embargo"]\n' + RULE, encoding="utf-8")
    linter = _linter(base, {"language": "en", "severity": {"house": "error"}})
    report = linter.lint([Draft(id=str(number), text="ざんぱらほい") for number in range(5)])

    assert () == report.findings
    assert ["house/trial did not run: tweetlint.toml sets no competitors, embargo. Set it to enable them."] == [
        notice.message for notice in report.notices
    ]


@pytest.mark.parametrize(
    ("template", "captures", "text"),
    [
        ("「{term}」", {"term": "安い"}, "「安い」"),
        ("{a}{b}", {"a": "1"}, "1"),
        ("{term}", {"term": "一\n二\t三"}, "一 二 三"),
        ("{term}", {"term": "あ" * 60}, "あ" * 60),
        ("{term}", {"term": "あ" * 61}, "あ" * 59 + "…"),
        ("{term}", {"term": "{other}"}, "{other}"),
    ],
)
def test_placeholders_are_filled(template: str, captures: Mapping[str, str], text: str) -> None:
    """Captures stand on one line, are cut at 60 characters, and are never filled themselves."""
    assert text == fill(template, captures)


def test_the_digest_follows_the_content(base: Path) -> None:
    """The same rules have the same digest; a changed word list has another."""
    (base / "words" / "house").mkdir(parents=True)
    words = base / "words" / "house" / "x.tsv"
    words.write_text("# title: t\n# licence: l\n# source: s\nterm\na\n", encoding="utf-8")
    config = Config(rules=("rules",), dictionaries=("words",))
    first, second = Library(config, base).digest, Library(config, base).digest
    words.write_text("# title: t\n# licence: l\n# source: s\nterm\nb\n", encoding="utf-8")

    assert first == second != Library(config, base).digest


def test_severities_are_those_of_the_model() -> None:
    """What a layer may say is off, or a severity."""
    from tweetlint.account import LEVELS

    assert {"off", *(severity.value for severity in Severity)} == LEVELS


def test_a_folder_of_words_that_is_not_there(base: Path) -> None:
    """A wrong folder is said to be one."""
    with pytest.raises(
        TweetlintError, match=r"is not a folder of word lists\. Check `dictionaries` in tweetlint\.toml\."
    ):
        _linter(base, {"dictionaries": ["lost"]}).lint([Draft(id="1", text="a")])


def test_accounts_share_the_checks_that_name_nobody() -> None:
    """A second account's rules are compiled only where they name it; both find what one linter alone would."""
    first = Linter.from_mapping({"account": [{"name": "a", "brands": [{"name": "ホシゾラ書店"}]}]})
    second = Linter.from_mapping({"account": [{"name": "a", "competitors": [{"name": "ホシゾラ書店"}]}]})
    draft = Draft(id="1", text="ホシゾラ書店の品ぞろえは最低。店員は役立たずです")
    found = [[(f.rule, f.span) for f in linter.lint([draft]).findings] for linter in (first, second)]
    again = Linter.from_mapping({"account": [{"name": "a", "brands": [{"name": "ホシゾラ書店"}]}]})
    blocks = [
        {id(block.check) for _, block in build_ruleset(Library(linter.config, Path()), linter.config.account[0]).blocks}
        for linter in (first, second)
    ]

    assert found[0] != found[1]
    assert found[0] == [(f.rule, f.span) for f in again.lint([draft]).findings]
    assert len(blocks[0] & blocks[1]) > len(blocks[0] - blocks[1])
