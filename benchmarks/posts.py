"""The posts that are measured: what companies post on an ordinary day, about one in twenty with something wrong.

``posts.jsonl`` holds posts written by hand for this purpose: invented companies, one industry each, no
sentence twice. More are made of sentences of two posts of the same company, so that no two are near copies.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ACCOUNT_FILE = HERE / "tweetlint.toml"
FIRST = datetime(2026, 11, 24, 8, 0, tzinfo=timezone(timedelta(hours=9)))
NOW = "2026-11-24T07:00:00+09:00"
_DAYS = 28
_LEAST = 40
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_SENTENCE = re.compile(r".+?(?:[。！？!?]+[」』）)]*|\n+|$)\s*", re.DOTALL)


class Post(NamedTuple):
    """A post as written: who posts it, its text, and whether something is wrong with it on purpose."""

    company: str
    industry: str
    text: str
    doubtful: bool = False


class Timed(NamedTuple):
    """A text and when it goes out."""

    text: str
    publish_at: str


@lru_cache(maxsize=1)
def written() -> tuple[Post, ...]:
    """The posts written by hand, company by company."""
    with (HERE / "posts.jsonl").open(encoding="utf-8") as stream:
        return tuple(Post(**json.loads(line)) for line in stream)


def posts(count: int) -> tuple[Timed, ...]:
    """``count`` different posts, the companies taking turns; raises ``ValueError`` when there are not so many."""
    made = tuple(timed(list(islice(_joined(), count))))
    if len(made) < count:
        raise ValueError(f"there are {len(made)} different posts, not {count}")
    return made


def timed(texts: Sequence[str]) -> Iterator[Timed]:
    """The texts spread over four weeks, in the daytime."""
    for number, text in enumerate(texts):
        later, day = divmod(number, _DAYS)
        yield Timed(text, (FIRST + timedelta(days=day, minutes=5 * later)).isoformat())


def _joined() -> Iterator[str]:
    """The beginning of one post and the end of another of the same company, each pair of posts once.

    What comes out shorter than posts are is left out.
    """
    companies = [[post.text for post in group] for _, group in groupby(written(), key=lambda post: post.company)]
    most = max(map(len, companies))
    for step in range(1, most):
        for number in range(most):
            for texts in companies:
                if step < len(texts) and number < len(texts):
                    text = _beginning(texts[number]) + _end(texts[(number + step) % len(texts)])
                    if len(text) >= _LEAST:
                        yield text


def _beginning(text: str) -> str:
    """All but the last sentence, which a hashtag or an address ends with."""
    return "".join(sentences(text)[:-1])


def _end(text: str) -> str:
    """All but the first sentence."""
    return "".join(sentences(text)[1:])


def sentences(text: str) -> list[str]:
    """The sentences of ``text``; what is no sentence (a hashtag, an address, an emoji) goes with the one before."""
    found: list[str] = []
    for piece in _SENTENCE.findall(text):
        if found and (piece.startswith(("#", "http")) or not _KANA.search(piece)):
            found[-1] += piece
        else:
            found.append(piece)
    return found


# -- as files ---------------------------------------------------------------------------------------


def write_markdown(folder: Path, chosen: Sequence[Timed]) -> None:
    """One draft a file, its publication time in the front matter."""
    folder.mkdir(parents=True)
    for number, (text, moment) in enumerate(chosen):
        draft = f"---\npublish_at: {moment}\n---\n{text}\n"
        (folder / f"post-{number:04}.md").write_text(draft, encoding="utf-8")


def write_table(path: Path, chosen: Sequence[Timed]) -> None:
    """One draft a row of a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("text", "publish_at"), *chosen])


def write_lines(path: Path, chosen: Sequence[Timed]) -> None:
    """One text a line, for bare tokenisation."""
    path.write_text("".join(f"{' '.join(text.split())}\n" for text, _ in chosen), encoding="utf-8")
