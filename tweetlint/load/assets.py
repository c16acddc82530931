"""Where the shipped rules and dictionaries are: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import tweetlint


@lru_cache(maxsize=1)
def asset_root() -> Path:
    """The folder that holds ``rules`` and ``dictionaries``."""
    package = Path(tweetlint.__file__).parent
    return package if (package / "rules").is_dir() else package.parent


def shipped_rules() -> Path:
    """The folder of the shipped rule files."""
    return asset_root() / "rules"


def shipped_dictionaries() -> Path:
    """The folder of the shipped word lists."""
    return asset_root() / "dictionaries"
