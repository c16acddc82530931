"""The labelled posts of ``tests/corpus`` and the quiet ones of ``tests/quiet.jsonl``, decoded strictly.

A row is of one of two shapes: ``expect`` names the families that a careful reviewer must raise in a post
(``also_ok`` those that may be raised too, ``families`` those that were looked for, where not all were);
``rule`` and ``label`` say that one rule must speak (1) or must not (0).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

TESTS = Path(__file__).parents[1]
CORPUS = TESTS / "corpus"
QUIET = TESTS / "quiet.jsonl"
# Sets by authors who saw no rule, from which nothing is learned and whose misses nobody has worked on.
HELD_OUT = frozenset({"drafts-g", "drafts-h", "drafts-n"})


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A labelled post (or a timeline of posts) with the settings that matter.

    ``spans`` holds the evidence of each family, ``edge`` says that another reviewer could decide otherwise.
    """

    id: str
    text: str = ""
    timeline: tuple[str, ...] = ()
    expect: tuple[str, ...] | None = None
    also_ok: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    rule: str = ""
    label: int = 0
    spans: Mapping[str, str | list[str]] = {}
    account: Mapping[str, Any] = {}
    draft: Mapping[str, Any] = {}
    config: Mapping[str, Any] = {}
    industry: str = ""
    edge: bool = False
    note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The posts of the row."""
        return self.timeline or (self.text,)

    @property
    def clean(self) -> bool:
        """Whether a reviewer let the post pass."""
        return self.expect == ()

    def looked_for(self, family: str) -> bool:
        """Whether the labels of ``family`` are complete here; a clean post is clean in all respects."""
        return self.clean or not self.families or family in self.families

    def settings(self) -> dict[str, Any]:
        """What ``tweetlint.toml`` would hold."""
        account = {"name": "main", "role": "official", "purpose": "engagement", **self.account}
        return {"account": [account], **self.config}


def load(path: Path) -> tuple[Row, ...]:
    """The rows of a file."""
    decoder = msgspec.json.Decoder(Row)
    return tuple(map(decoder.decode, path.read_text(encoding="utf-8").splitlines()))


def sets() -> dict[str, tuple[Row, ...]]:
    """All sets by name: those of the corpus, then the quiet posts."""
    found = {path.stem: load(path) for path in sorted(CORPUS.glob("*.jsonl"))}
    return found | {"quiet": load(QUIET)}
