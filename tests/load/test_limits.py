"""What a company writes (account file, rules, word lists) is data of bounded size, and reaches nothing but itself."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tweetlint import Draft, Linter
from tweetlint.errors import ConfigError, DictionaryError, RuleError, TweetlintError
from tweetlint.limits import LARGEST_SETTINGS, LARGEST_WORD_LIST, MOST_WORDS
from tweetlint.load.config import config_from, load_config
from tweetlint.load.lexicon import load_lexicon
from tweetlint.load.packs import find_kind, find_pack
from tweetlint.load.rulefile import load_rule

HEAD = """\
kind = "phrase"
severity = "warning"
title = { ja = "題", en = "title" }
message = { ja = "「{term}」", en = "{term}" }
why = { ja = "理由", en = "why" }
sources = [{ title = "s", by = "b", read = 2026-11-22 }]
bad = [{ text = "⟦安い⟧" }, { text = "⟦安い⟧よ" }, { text = "⟦安い⟧ね" }]
good = [{ text = "高い", because = "別" }, { text = "高いよ", because = "別" }, { text = "高いね", because = "別" }]
match = { any = ["安い"] }
"""


@pytest.fixture
def rule(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a rule file."""

    def write(text: str) -> Path:
        path = tmp_path / "rules" / "house" / "made-up.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def _linted(path: Path, text: str = "今日は安い") -> object:
    """What a linter with this rule alone makes of a text."""
    settings = {
        "rules": [str(path.parent.parent)],
        "severity": {
            "hurtful": "off",
            "disparagement": "off",
            "disclosure": "off",
            "timing": "off",
            "balance": "off",
            "platform": "off",
        },
    }
    return Linter.from_mapping(settings).lint([Draft(id="1", text=text)])


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('any = ["安い"]', f"any = {['安い' + str(n) for n in range(5001)]}", "match: 5,001 patterns; 5,000 is the most. Put words into a list, or divide the rule."),
        ('any = ["安い"]', f'any = ["{"安" * 2001}"]', "match: a pattern of 2,001 characters; 2,000 is the most. Divide it into several patterns."),
        ('en = "{term}"', f'en = "{"{term}" * 200}"', "a message of 1,200 characters; 1,000 is the most. Say less, and the rest in `why`."),
        ('any = ["安い"]', f'any = ["{"安い " * 65}"]', "65 steps; 64 is the most, so write several patterns (at ▸ in"),
        ('any = ["安い"]', f'any = ["{"安い … " * 9}安い"]', "9 gaps; 8 is the most, so write several patterns (at ▸ in"),
        ('any = ["安い"]', f'any = ["{"(あ|い)? " * 17}安い"]', "17 choices; 16 is the most, so write several patterns (at ▸ in"),
        ('any = ["安い"]', f'any = ["({"|".join("あ" * 501)})"]', "501 branches in one choice; 500 is the most, so write several patterns (at ▸ in"),
        ('any = ["安い"]', 'any = ["安い …201 安い"]', "a gap may span 200 words at most (at ▸ in `安い …▸201 安い`)."),
        ('any = ["安い"]', f'any = ["安い …{"9" * 1900} 安い"]', "a gap may span 200 words at most (at ▸ in"),
        ('any = ["安い"]', 'any = ["((安い|高い)|速い)"]', "a choice inside a choice; write two patterns"),
        ('any = ["安い"]', f"any = {'[' * 20}{']' * 20}", "is nested more than 16 deep. Write it flatter."),
        ('any = ["安い"]', f"any = {'[' * 100_000}", "is nested too deeply. Write it flatter."),
        ('any = ["安い"]', f"{'a.' * 50}a = 1", "has 50 full stops in one key. Write it flatter."),
        ('any = ["安い"]', f"any = {'9' * 5000}", "is not TOML: Exceeds the limit (4300 digits) for integer string conversion"),
        ("match", "#" * LARGEST_SETTINGS + "\nmatch", "bytes; 524,288 is the most. Divide it into several files."),
    ],
)  # fmt: skip
def test_a_rule_has_bounded_size(rule: Callable[[str], Path], old: str, new: str, sentence: str) -> None:
    """One sentence names the limit, in no time."""
    start = time.process_time()
    with pytest.raises(RuleError) as raised:
        _linted(rule(HEAD.replace(old, new, 1)))

    assert sentence in str(raised.value)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("example", "sentence"),
    [
        ('config = { rules = ["/etc"] }', "config.rules: an example cannot name files. Take rules out."),
        ('config = { dictionaries = ["../.."] }', "config.dictionaries: an example cannot name files. Take dictionaries out."),
        ('config = { extends = ["/etc/secret.toml"] }', "config.extends: an example cannot name files. Take extends out."),
        ('config = { kinds = ["os"] }', "config.kinds: an example cannot name files. Take kinds out."),
        ('config = { account = [{ name = "main", profile = "/x.toml" }] }', "account.profile: an example cannot name files. Take profile out."),
        ('account = { profile = "/x.toml" }', "account.profile: an example cannot name files. Take profile out."),
    ],
)  # fmt: skip
def test_an_example_reads_nothing_but_itself(rule: Callable[[str], Path], example: str, sentence: str) -> None:
    """To try a stranger's rule opens no file of his choice."""
    path = rule(HEAD.replace('{ text = "高い", because', f'{{ {example}, text = "高い", because', 1))
    with pytest.raises(RuleError) as raised:
        load_rule(path, path.parent.parent)

    assert str(raised.value).endswith(f"[[good]] number 1: {sentence}")


@pytest.mark.parametrize(
    "slot", ["{../../../etc/passwd}", "{/etc/passwd}", "{house/../grammar/frames}", "{./people/sorts}"]
)
def test_a_slot_is_a_name_and_no_path(rule: Callable[[str], Path], slot: str) -> None:
    """Lists are looked up among those found below the folders of words; ``..`` leads nowhere."""
    with pytest.raises(RuleError, match="there is no list"):
        _linted(rule(HEAD.replace("安い", slot, 1).replace('any = ["安い"]', f'any = ["{slot}"]')))


@pytest.mark.parametrize(
    "kind", ["os", "subprocess", "tweetlint.cli.init", "../phrase", "phrase.x", "base", "", "/tmp/x"]
)
def test_a_rule_imports_no_module(rule: Callable[[str], Path], kind: str) -> None:
    """A kind is one of ours, or an entry point of an installed package: never a module that a rule file names."""
    before = set(sys.modules)
    with pytest.raises(RuleError, match="unknown kind"):
        _linted(rule(HEAD.replace('"phrase"', f'"{kind}"')))

    assert [] == [name for name in set(sys.modules) - before if kind and name.startswith(kind)]


@pytest.mark.parametrize("name", ["os", "tweetlint.load", "..", "/etc"])
def test_packs_and_kinds_are_installed_packages(name: str) -> None:
    """What no installed package offers by entry point is refused, whatever could be imported."""
    with pytest.raises(ConfigError, match="there is no"):
        find_pack(name)
    with pytest.raises(ConfigError, match="there is no"):
        find_kind(name)


@pytest.mark.parametrize(
    "template", ["{term.__class__}", "{term!r}", "{0.__init__}", "{term:>99999999}", "%(term)s", "{{term}}"]
)
def test_a_message_formats_nothing(rule: Callable[[str], Path], template: str) -> None:
    """Placeholders are names and nothing else: no attribute, no conversion, no width is looked at."""
    path = rule(HEAD.replace('en = "{term}"', f'en = "{template}"').replace('ja = "「{term}」"', f'ja = "{template}"'))
    report = _linted(path)

    assert template.replace("{term}", "安い") == report.findings[0].message  # type: ignore[attr-defined]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("what", ["folder", "pipe", "link to nothing", "link to itself", "device"])
def test_what_is_called_like_a_rule_and_is_no_file(rule: Callable[[str], Path], what: str) -> None:
    """A folder, a pipe that nobody writes to, a dead link and a device are refused and not waited for."""
    odd = rule(HEAD).with_name("odd.toml")
    _make(odd, what)
    with pytest.raises(TweetlintError, match=r"odd\.toml: is no file\. Rename it, or take it out\."):
        _linted(odd)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("what", ["folder", "pipe", "link to nothing", "link to itself", "device"])
def test_what_is_called_like_a_word_list_and_is_no_file(tmp_path: Path, what: str) -> None:
    """The same for lists."""
    odd = tmp_path / "odd.tsv"
    _make(odd, what)
    with pytest.raises(DictionaryError, match=r"odd\.tsv: is no file\. Rename it, or take it out\."):
        load_lexicon(odd, "odd")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("what", ["folder", "pipe", "device"])
def test_what_is_called_like_an_account_file_and_is_no_file(tmp_path: Path, what: str) -> None:
    """The same for the account file."""
    odd = tmp_path / "odd.toml"
    _make(odd, what)
    with pytest.raises(ConfigError, match=r"odd\.toml: is no file\. Check the path\."):
        load_config(odd)


def _make(path: Path, what: str) -> None:
    match what:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to nothing":
            path.symlink_to("nothing")
        case "link to itself":
            path.symlink_to(path)
        case "device":
            path.symlink_to("/dev/zero")


LIST = "# title: t\n# licence: MIT\n# source: s | read 2026-11-22\nterm\treading\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (LIST + "安" * 201 + "\tやす\n", ":5: a term of 201 characters; 200 is the most. Check the tabs."),
        (LIST + "".join(f"安{n}\tやす\n" for n in range(MOST_WORDS + 1)), "the list has more than 50,000 words. Divide it into several lists."),
        (LIST + "#" * LARGEST_WORD_LIST, "8,388,608 is the most. Divide it into several lists."),
    ],
    ids=["a long word", "many words", "a large file"],
)  # fmt: skip
def test_a_word_list_has_bounded_size(tmp_path: Path, text: str, sentence: str) -> None:
    """One sentence names the limit."""
    path = tmp_path / "list.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(DictionaryError) as raised:
        load_lexicon(path, "list")

    assert str(raised.value).endswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = " + "[" * 100_000, "is nested too deeply. Write it flatter."),
        ("a = " + "[" * 20 + "]" * 20, "is nested more than 16 deep. Write it flatter."),
        ("a = " + "9" * 5000, "is not TOML: Exceeds the limit (4300 digits)"),
        (".".join(["a"] * 51) + " = 1", "has 50 full stops in one key. Write it flatter."),
        ("#" * (LARGEST_SETTINGS + 1), "has 524,289 bytes; 524,288 is the most. Divide it into several files."),
        ('[[account]]\nname = "a"\nsignature = { pattern = "(" }', "account 'a': signature.pattern: no regular expression: missing ) at position 1 (at ▸ in `(▸`). It is a regular expression, e.g. ^[A-Z]{2}$."),
        (f"[severity]\n{'a' * 100_000} = 'warning'", "severity: there is no rule 'aaa"),
    ],
)  # fmt: skip
def test_an_account_file_has_bounded_size(tmp_path: Path, text: str, sentence: str) -> None:
    """One sentence names the limit, and is short itself."""
    path = tmp_path / "tweetlint.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        Linter.from_file(path)

    assert sentence in str(raised.value)
    assert len(str(raised.value)) < 3_500


def test_settings_from_a_program_are_bounded_too() -> None:
    """What comes as a mapping is checked like a file."""
    deep: dict[str, object] = {}
    for _ in range(2000):
        deep = {"a": deep}
    with pytest.raises(ConfigError, match="is nested more than 16 deep"):
        config_from({"settings": deep})


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\ntweetlint = 1", "[[tool]]\n[tool.x]"])
def test_a_project_file_with_something_else_under_tool(tmp_path: Path, text: str) -> None:
    """Another shape is a sentence or no settings, never a traceback."""
    path = tmp_path / "pyproject.toml"
    path.write_text(text, "utf-8")
    try:
        assert () == load_config(path).account
    except ConfigError as error:
        assert "pyproject.toml" in str(error)  # noqa: PT017
