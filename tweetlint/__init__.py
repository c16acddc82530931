"""tweetlint reads a company's draft before the world does.

>>> from tweetlint import Draft, Linter
>>> report = Linter().lint([Draft(id="1", text="…")])
>>> report.findings
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tweetlint.errors import ConfigError, DictionaryError, InputError, RuleError, TweetlintError
from tweetlint.model import (
    Confidence,
    Decision,
    Draft,
    DraftKind,
    Finding,
    Media,
    PostVerdict,
    Relation,
    Report,
    Severity,
    Span,
    Waiver,
)

if TYPE_CHECKING:
    from tweetlint.engine import Linter as Linter

__version__ = "0.1.0"
__all__ = [
    "Confidence",
    "ConfigError",
    "Decision",
    "DictionaryError",
    "Draft",
    "DraftKind",
    "Finding",
    "InputError",
    "Linter",
    "Media",
    "PostVerdict",
    "Relation",
    "Report",
    "RuleError",
    "Severity",
    "Span",
    "TweetlintError",
    "Waiver",
]


def __getattr__(name: str) -> object:
    """``Linter`` on first use: what only reads or writes drafts need not load the rules."""
    if name == "Linter":
        from tweetlint.engine import Linter

        return Linter
    raise AttributeError(name)
