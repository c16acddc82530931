"""The account file: found, decoded strictly, and layered over profiles and packs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from tweetlint.account import LEVELS, Account, Config, Profile
from tweetlint.errors import ConfigError, PatternError, did_you_mean
from tweetlint.load.assets import shipped_rules
from tweetlint.load.embargoes import require_usable
from tweetlint.load.strict import convert
from tweetlint.load.toml import decoded, read_settings
from tweetlint.text.userpattern import UserPattern

FILE_NAME = "tweetlint.toml"


def find_config(start: Path) -> Path | None:
    """The account file of ``start`` or of the nearest folder above: tweetlint.toml, or pyproject.toml's table."""
    for folder in (start, *start.parents):
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return candidate
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.tweetlint" in project.read_text(encoding="utf-8", errors="replace"):
            return project
    return None


def load_config(path: Path) -> Config:
    """The account file in ``path``; ``ConfigError`` says where and what is wrong."""
    data = decoded(read_settings(path, ConfigError), str(path), ConfigError)
    if path.name == "pyproject.toml":
        tool = data.get("tool")
        data = tool.get("tweetlint", {}) if isinstance(tool, dict) else {}
    return config_from(data, str(path))


def config_from(data: Mapping[str, Any], place: str = FILE_NAME) -> Config:
    """The account file that ``data`` holds, decoded strictly and checked for sense."""
    config = convert(data, Config, place, ConfigError)
    names = [account.name for account in config.account]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(place, f"two accounts are called '{name}'.", "Give each account its own name.")
    for severity in (config.severity, *(override.severity for override in config.override)):
        for rule, level in severity.items():
            if level not in LEVELS:
                raise ConfigError(place, f"severity of '{rule}': unknown level '{level}'.", did_you_mean(level, LEVELS))
    if config.language not in (None, *LANGUAGES):
        raise ConfigError(place, f"language: unknown '{config.language}'.", did_you_mean(config.language, LANGUAGES))
    for embargo in config.embargo:
        require_usable(embargo, place)
    for account in config.account:
        _require_usable_pattern(account, place)
        profile_names = profiles()
        if account.character_limit < 1:
            raise ConfigError(
                place,
                f"account '{account.name}': character_limit is {account.character_limit}.",
                "Write how much weight a post may have, e.g. 280.",
            )
        if account.profile is not None and not (account.profile in profile_names or account.profile.endswith(".toml")):
            raise ConfigError(
                place,
                f"account '{account.name}': unknown profile '{account.profile}'.",
                did_you_mean(account.profile, profile_names),
            )
        if account.purpose not in profile_names:
            raise ConfigError(
                place,
                f"account '{account.name}': unknown purpose '{account.purpose}'.",
                did_you_mean(account.purpose, profile_names),
            )
        if account.role not in ROLE_PROFILES:
            raise ConfigError(
                place,
                f"account '{account.name}': unknown role '{account.role}'.",
                did_you_mean(account.role, ROLE_PROFILES),
            )
    return config


def _require_usable_pattern(account: Account, place: str) -> None:
    if account.signature is None or not account.signature.pattern:
        return
    try:
        UserPattern(account.signature.pattern)
    except PatternError as error:
        where = f"account '{account.name}': signature.pattern"
        raise ConfigError(place, f"{where}: {error}.", "It is a regular expression, e.g. ^[A-Z]{2}$.") from error


LANGUAGES = ("ja", "en")
ROLE_PROFILES = {"official": None, "employee": "employee", "partner": "partner", "monitor": "partner"}


@lru_cache(maxsize=1)
def profiles() -> dict[str, Path]:
    """The shipped profiles by name."""
    return {path.stem: path for path in sorted((shipped_rules() / "_profiles").glob("*.toml"))}


def layers(config: Config, account: Account, base: Path) -> tuple[Profile, ...]:
    """What is laid over the shipped rules for ``account``, the first lowest: purpose, role, ``extends``, profile."""
    found = [load_profile(profiles()[account.purpose])] if account.purpose in profiles() else []
    role = ROLE_PROFILES.get(account.role)
    if role:
        found.append(load_profile(profiles()[role]))
    for name in (*config.extends, *([account.profile] if account.profile else [])):
        if name in profiles():
            found.append(load_profile(profiles()[name]))
        elif name.endswith(".toml"):
            found.append(load_profile(base / name))
    return tuple(found)


@lru_cache(maxsize=64)
def load_profile(path: Path) -> Profile:
    """The profile in ``path``."""
    text = read_settings(path, ConfigError, "Check `extends` in tweetlint.toml.")
    return convert(decoded(text, str(path), ConfigError), Profile, str(path), ConfigError)
