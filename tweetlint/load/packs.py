"""Packs and kinds by third parties, found by entry point and only when somebody names them.

Scanning installed distributions costs some 50 ms, so nothing is scanned for what is shipped.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

import msgspec

from tweetlint.errors import ConfigError, did_you_mean

PACKS = "tweetlint.packs"
KINDS = "tweetlint.kinds"


class Pack(msgspec.Struct, frozen=True):
    """A pack: a package with ``rules``, ``dictionaries`` and a ``profile.toml``, each where it has them."""

    rules: Path | None
    dictionaries: Path | None
    profile: Path | None


@lru_cache(maxsize=64)
def find_pack(name: str, others: tuple[str, ...] = ()) -> Pack:
    """The installed pack ``name``; ``ConfigError`` when there is none, which may mean one of ``others``."""
    module = import_module(_entry_point(PACKS, name, "extends", others))
    root = Path(str(module.__file__)).parent
    return Pack(
        rules=_existing(root / "rules"),
        dictionaries=_existing(root / "dictionaries"),
        profile=_existing(root / "profile.toml"),
    )


def find_kind(name: str) -> str:
    """The module that implements the third-party kind ``name``."""
    return _entry_point(KINDS, name, "kind")


def _existing(path: Path) -> Path | None:
    return path if path.exists() else None


def _entry_point(group: str, name: str, key: str, others: tuple[str, ...] = ()) -> str:
    from importlib.metadata import entry_points

    found = {point.name: point.value for point in entry_points(group=group)}
    if name not in found:
        advice = did_you_mean(name, {*found, *others}) or "Is the package installed?"
        raise ConfigError(key, f"there is no '{name}'.", advice)
    return found[name]
