"""The account file is found, read strictly, and checked for sense."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tweetlint import Linter
from tweetlint.account import Account, Config
from tweetlint.errors import ConfigError, TweetlintError
from tweetlint.load.config import config_from, find_config, layers, load_config, load_profile


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"account": [{"name": "a"}, {"name": "a"}]}, "two accounts are called 'a'. Give each account its own name."),
        (
            {"account": [{"name": "a", "purpose": "promo"}]},
            "account 'a': unknown purpose 'promo'. Did you mean 'promotion'?",
        ),
        (
            {"account": [{"name": "a", "role": "offical"}]},
            "account 'a': unknown role 'offical'. Did you mean 'official'?",
        ),
        (
            {"account": [{"name": "a", "profile": "crysis"}]},
            "account 'a': unknown profile 'crysis'. Did you mean 'crisis'?",
        ),
        (
            {"account": [{"name": "a", "character_limit": 0}]},
            "account 'a': character_limit is 0. Write how much weight a post may have, e.g. 280.",
        ),
        (
            {"severity": {"hurtful/insult": "warn"}},
            "severity of 'hurtful/insult': unknown level 'warn'. Did you mean 'warning'?",
        ),
        (
            {"override": [{"paths": ["x/**"], "severity": {"hurtful": "of"}}]},
            "severity of 'hurtful': unknown level 'of'. Did you mean 'off'?",
        ),
        ({"language": "jp"}, "language: unknown 'jp'. Known: en, ja."),
        (
            {"embargo": [{"name": "春", "terms": ["x"], "lifts": datetime(2026, 12, 1, 10)}]},
            "embargo '春': lifts 2026-12-01T10:00:00 has no time zone. Write the offset, e.g. +09:00.",
        ),
        (
            {"embargo": [{"name": "春", "terms": ["x"], "lifts": "2026-12-01T10:00:00"}]},
            "embargo '春': lifts 2026-12-01T10:00:00 has no time zone. Write the offset, e.g. +09:00.",
        ),
    ],
)
def test_an_account_file_without_sense_is_refused(settings: dict[str, Any], sentence: str) -> None:
    """One sentence says what is wrong and what to do."""
    with pytest.raises(ConfigError) as raised:
        config_from(settings)

    assert f"tweetlint.toml: {sentence}" == str(raised.value)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"severity": {"platform/lenght": "off"}},
            "tweetlint.toml: severity: there is no rule 'platform/lenght'. Did you mean 'platform/length'?",
        ),
        (
            {"severity": {"platfrom": "off"}},
            "tweetlint.toml: severity: there is no rule 'platfrom'. Did you mean 'platform'?",
        ),
        (
            {"override": [{"paths": ["never/**"], "severity": {"platform/lenght": "off"}}]},
            "tweetlint.toml: severity: there is no rule 'platform/lenght'. Did you mean 'platform/length'?",
        ),
        (
            {"settings": {"platform/lenght": {"most": 1}}},
            "tweetlint.toml: settings: there is no rule 'platform/lenght'. Did you mean 'platform/length'?",
        ),
        ({"extends": ["promotio"]}, "extends: there is no 'promotio'. Did you mean 'promotion'?"),
        ({"rules": ["lost"]}, "rules: BASE/lost is not a folder of rules. Check `rules` in tweetlint.toml."),
    ],
)
def test_an_account_file_that_names_what_is_not_there(tmp_path: Path, settings: dict[str, Any], sentence: str) -> None:
    """What it names is looked for at once, not when the first draft comes that needs it."""
    with pytest.raises(TweetlintError) as raised:
        Linter.from_mapping(settings, base=tmp_path)

    assert sentence == str(raised.value).replace(str(tmp_path), "BASE")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "tweetlint.toml",
            b"language = ",
            "is not TOML: Invalid value (at end of document). Put this right and run again.",
        ),
        ("tweetlint.toml", b"language = '\x83'", "is not UTF-8 (byte 12). Save it as UTF-8."),
        ("tweetlint.toml", b"langage = 'ja'", "unknown key 'langage'. Did you mean 'language'?"),
        ("pyproject.toml", b"[tool.tweetlint]\nlangage = 'ja'", "unknown key 'langage'. Did you mean 'language'?"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    """The sentence begins with the file."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        load_config(path)

    assert f"{path}: {sentence}" == str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong path is said to be one."""
    with pytest.raises(ConfigError, match=r"cannot be read \(No such file or directory\)\. Check the path\."):
        load_config(tmp_path / "tweetlint.toml")


def test_the_nearest_account_file_counts(tmp_path: Path) -> None:
    """tweetlint.toml wins over pyproject.toml beside it, and a nearer folder over a farther one."""
    near = tmp_path / "a" / "b"
    near.mkdir(parents=True)
    (tmp_path / "tweetlint.toml").touch()
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    first = find_config(near)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.tweetlint]\n", encoding="utf-8")
    second = find_config(near)
    (tmp_path / "a" / "tweetlint.toml").touch()
    third = find_config(near)

    assert [tmp_path / "tweetlint.toml", tmp_path / "a" / "pyproject.toml", tmp_path / "a" / "tweetlint.toml"] == [
        first,
        second,
        third,
    ]


def test_the_same_settings_in_any_file(tmp_path: Path) -> None:
    """tweetlint.toml, pyproject.toml and a mapping say the same."""
    text = 'language = "en"\n[[account]]\nname = "main"\n'
    (tmp_path / "tweetlint.toml").write_text("\ufeff" + text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.tweetlint]\nlanguage = "en"\n[[tool.tweetlint.account]]\nname = "main"\n', encoding="utf-8"
    )
    mapping = config_from({"language": "en", "account": [{"name": "main"}]})

    assert mapping == load_config(tmp_path / "tweetlint.toml") == load_config(tmp_path / "pyproject.toml")


@pytest.mark.parametrize(
    ("account", "extends", "titles"),
    [
        (Account(name="a"), (), ["engagement"]),
        (Account(name="a", purpose="promotion"), (), ["promotion"]),
        (Account(name="a", role="employee"), (), ["engagement", "employee"]),
        (Account(name="a", role="monitor"), ("crisis",), ["engagement", "partner", "crisis"]),
        (Account(name="a", profile="crisis"), ("promotion",), ["engagement", "promotion", "crisis"]),
    ],
)
def test_the_profiles_of_an_account(
    tmp_path: Path, account: Account, extends: tuple[str, ...], titles: list[str]
) -> None:
    """Purpose, then role, then what the file extends, then the account's own profile."""
    from tweetlint.load.config import profiles

    found = layers(Config(extends=extends), account, tmp_path)

    assert [load_profile(profiles()[title]) for title in titles] == list(found)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("why =", "is not TOML: Invalid value (at end of document). Put this right and run again."),
        ("sevrity = {}", "unknown key 'sevrity'. Did you mean 'severity'?"),
    ],
)
def test_a_profile_with_a_mistake(tmp_path: Path, text: str, sentence: str) -> None:
    """A company's own profile is read as strictly as its account file."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        layers(Config(extends=("own.toml",)), Account(name="a"), tmp_path)

    assert f"{path}: {sentence}" == str(raised.value)
