"""The posts that are measured: those of the example company, varied so that no two are the same text."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

from tweetlint.model import Draft, Problem
from tweetlint.readers import read

EXAMPLES = Path(__file__).parents[1] / "examples"


def posts(count: int) -> list[str]:
    """``count`` different posts of ordinary length."""
    folders = [str(EXAMPLES / name) for name in ("posts", "support", "archive", "schedule")]
    texts = [item.text for item in read(folders) if isinstance(item, Draft) and not isinstance(item, Problem)]
    ordinary = [text for text in texts if 20 <= len(text) <= 280]
    return [f"{text}（{number}）" for number, text in enumerate(islice(cycle(ordinary), count), 1)]
