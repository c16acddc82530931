"""``tweetlint --version``: all editions that a report depends on."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path


def lines() -> Iterator[str]:
    """tweetlint, Python, tokenizer, dictionary and the digest of the shipped rules, a line each."""
    from tweetlint import __version__
    from tweetlint.account import Config
    from tweetlint.load.ruleset import Library
    from tweetlint.text.sudachi import editions

    tokenizer, dictionary = editions()
    yield f"tweetlint {__version__}"
    yield f"python {platform.python_version()}"
    yield tokenizer
    yield f"sudachidict {dictionary}"
    yield f"rules {Library(Config(), Path()).digest()}"
