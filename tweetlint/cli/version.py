"""``tweetlint --version``: all editions that a report depends on."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path


def lines() -> Iterator[str]:
    """tweetlint, Python, tokenizer, dictionary and the digest of the shipped rules, a line each."""
    from tweetlint import __version__
    from tweetlint.account import Config
    from tweetlint.load.ruleset import Library

    yield f"tweetlint {__version__}"
    yield f"python {platform.python_version()}"
    # The same as ``text.sudachi.editions`` says, without loading the tokenizer.
    yield f"sudachipy {version('sudachipy')}"
    yield f"sudachidict core {version('sudachidict-core')}"
    yield f"rules {Library(Config(), Path()).digest}"
