"""Packs and kinds of third parties are found by entry point, and only when somebody names them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tweetlint import Draft, Linter
from tweetlint.account import Config
from tweetlint.errors import ConfigError
from tweetlint.load.packs import find_kind, find_pack
from tweetlint.load.ruleset import Library

RULE = """\
kind = "first-character"
severity = "note"
title = { ja = "題", en = "title" }
message = { ja = "{term}", en = "{term}" }
why = { ja = "理由", en = "why" }
sources = [{ title = "s", by = "b", read = 2026-11-22 }]
match = {}
bad = [{ text = "⟦あ⟧" }, { text = "⟦い⟧" }, { text = "⟦う⟧" }]
good = [{ text = "", because = "x" }, { text = "", because = "x" }, { text = "", because = "x" }]
"""
KIND = """\
import msgspec
from tweetlint.kinds.base import Hit
from tweetlint.model import Span


class Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


def captures(match):
    return frozenset({"term"})


class First:
    def check(self, analysis, context):
        yield Hit(Span(0, 1), {"term": analysis.source[:1]})


def compile_match(match, build):
    return First()
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A distribution with the pack ``tea-shops`` and the kind ``first-character``, installed."""
    package = tmp_path / "site" / "tea_shops_pack"
    (package / "rules" / "tea").mkdir(parents=True)
    (package / "rules" / "tea" / "first.toml").write_text(RULE, encoding="utf-8")
    (package / "dictionaries" / "tea").mkdir(parents=True)
    (package / "profile.toml").write_text('severity = { "tea/first" = "warning" }\n', encoding="utf-8")
    (package / "__init__.py").touch()
    (package / "first_character.py").write_text(KIND, encoding="utf-8")
    info = tmp_path / "site" / "tea_shops_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tea-shops-pack\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[tweetlint.packs]\ntea-shops = tea_shops_pack\n"
        "[tweetlint.kinds]\nfirst-character = tea_shops_pack.first_character\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    find_pack.cache_clear()
    yield package
    find_pack.cache_clear()
    for name in [name for name in sys.modules if name.startswith("tea_shops_pack")]:
        del sys.modules[name]


def test_a_pack_brings_rules_words_a_profile_and_a_kind(installed: Path) -> None:
    """``extends`` names the pack, and all that is in it takes part."""
    off = dict.fromkeys(Library(Config(), Path()).families, "off")
    linter = Linter.from_mapping({"extends": ["tea-shops"], "severity": off})
    [finding] = linter.lint([Draft(id="1", text="お茶")]).findings

    assert ("tea/first", "warning", "お") == (finding.rule, finding.severity.value, finding.excerpt)


def test_a_pack_need_not_have_everything(installed: Path) -> None:
    """A pack of words only is a pack."""
    (installed / "profile.toml").unlink()
    pack = find_pack("tea-shops")

    assert (installed / "rules", installed / "dictionaries", None) == (pack.rules, pack.dictionaries, pack.profile)


def test_what_is_not_named_takes_no_part(installed: Path) -> None:
    """An installed pack changes nothing by being installed."""
    assert "tea/first" not in Linter().rule_ids


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("tea-shop", "extends: there is no 'tea-shop'. Did you mean 'tea-shops'?"),
        ("zzz", "extends: there is no 'zzz'. Known: tea-shops."),
    ],
)
def test_a_pack_that_is_not_installed(installed: Path, name: str, sentence: str) -> None:
    """The sentence names what is there."""
    with pytest.raises(ConfigError) as raised:
        find_pack(name)

    assert sentence == str(raised.value)


def test_a_kind_is_the_module_of_its_entry_point(installed: Path) -> None:
    """A kind is found by its name."""
    assert "tea_shops_pack.first_character" == find_kind("first-character")
    with pytest.raises(ConfigError, match="there is no 'last-character'"):
        find_kind("last-character")
