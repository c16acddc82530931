"""The posts that are measured: those of the example company, varied so that no two are the same text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tweetlint.model import Draft, Problem
from tweetlint.readers import read

EXAMPLES = Path(__file__).parents[1] / "examples"


def posts(count: int) -> list[str]:
    """``count`` different posts of ordinary length: the beginning of one post, the end of another.

    No two are near copies of each other, as in a real month of posts.
    """
    folders = [str(EXAMPLES / name) for name in ("posts", "support", "archive", "schedule")]
    texts = [item.text for item in read(folders) if isinstance(item, Draft) and not isinstance(item, Problem)]
    ordinary = [text for text in texts if 40 <= len(text) <= 200]
    pairs = ((first, second) for step in range(1, len(ordinary)) for first, second in _apart(ordinary, step))
    return [f"{_beginning(first)}{_end(second)}" for first, second in islice(pairs, count)]


def _apart(texts: list[str], step: int) -> Iterator[tuple[str, str]]:
    return zip(texts, texts[step:] + texts[:step], strict=True)


def _beginning(text: str) -> str:
    return text[: _middle(text)]


def _end(text: str) -> str:
    return text[_middle(text) :]


def _middle(text: str) -> int:
    """Behind the sentence end nearest to the middle, or the middle itself."""
    ends = [index + 1 for index, character in enumerate(text) if character in "。！？\n"]
    return min(ends, key=lambda end: abs(end - len(text) // 2), default=len(text) // 2)
