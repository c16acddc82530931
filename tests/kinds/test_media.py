"""``media``: what the alternative texts of pictures tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tweetlint import Draft
from tweetlint.errors import RuleError
from tweetlint.model import Media

Run = Callable[..., tuple[Any, ...]]
CASES = "".join(
    f'[case.{name}]\nmessage = {{ ja = "{name} {{number}}/{{count}}", en = "{name}" }}\n'
    for name in ("missing", "only-there", "file-name", "bare", "short", "long", "same", "film")
)
MATCH = f'bare = ["house/bare"]\nshows = ["画像 を ご覧"]\nlongest = 40\n{CASES}'
LIST = "# title: t\n# licence: MIT\n# source: own | read 2026-11-22\nterm\treading\n商品の写真\tしょうひんのしゃしん\n"


@pytest.fixture
def words(tmp_path: Path) -> None:
    """A list of words that tell nothing."""
    path = tmp_path / "words" / "house" / "bare.tsv"
    path.parent.mkdir(parents=True)
    path.write_text(LIST, "utf-8")


def _picture(alt: str | None) -> Media:
    return Media(type="image", alt=alt)


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("text", "media", "found"),
    [
        pytest.param("新作です", (), [], id="no picture"),
        pytest.param("新作です", (_picture("白いカップに入ったほうじ茶ラテ"),), [], id="told"),
        pytest.param("新作です", (_picture(None),), ["missing 1/1"], id="none"),
        pytest.param("新作です", (_picture("  "),), ["missing 1/1"], id="blank"),
        pytest.param("新作です", (Media(decorative=True),), [], id="decoration"),
        pytest.param("新作です", (_picture("白いカップと葉"), _picture("")), ["missing 2/2"], id="the second"),
        pytest.param("新作です", (_picture(""), _picture("")), ["missing 1/2"], id="both, told once"),
        pytest.param("新作です", (_picture("IMG_1030"),), ["file-name 1/1"], id="a camera's name"),
        pytest.param("新作です", (_picture("新作 最終版.PNG"),), ["file-name 1/1"], id="a file"),
        pytest.param("新作です", (_picture("Screenshot 20261124-103000"),), ["file-name 1/1"], id="a number"),
        pytest.param("新作です", (_picture("電話は0120000000です"),), [], id="a number among words"),
        pytest.param("新作です", (_picture("商品の写真。"),), ["bare 1/1"], id="a word of the list"),
        pytest.param("新作です", (_picture("☕✨2026"),), ["bare 1/1"], id="no words"),
        pytest.param("新作です", (_picture("ラテ"),), ["short 1/1"], id="short"),
        pytest.param("新作です", (_picture("白いカップ" * 9),), ["long 1/1"], id="long"),
        pytest.param("冬の新作です！", (_picture("冬の新作です"),), ["same 1/1"], id="the post once more"),
        pytest.param("画像をご覧ください", (_picture("冬の予定表"),), ["only-there 1/1"], id="sent to the picture"),
        pytest.param("画像をご覧ください", (_picture(None),), ["only-there 1/1"], id="sent where nothing is told"),
        pytest.param(
            "画像をご覧ください", (_picture("12月の予定表。休みは24日と31日、ほかは10時から"),), [], id="told there too"
        ),
        pytest.param("新作です", (Media(type="video"),), ["film 1/1"], id="a film without captions"),
        pytest.param("新作です", (Media(type="video", captions=True),), [], id="a film with captions"),
        pytest.param("新作です", (Media(type="poll"),), [], id="something else"),
    ],
)
def test_alternative_texts(run: Run, text: str, media: tuple[Media, ...], found: list[str]) -> None:
    """The first picture with each fault."""
    findings = run("media", MATCH, Draft(id="1", text=text, media=media))

    assert found == [finding.message for finding in findings]


def test_films_can_be_left_out(run: Run) -> None:
    """``films = false`` asks for nothing."""
    found = run("media", f"films = false\n{CASES}", Draft(id="1", text="新作です", media=(Media(type="video"),)))

    assert () == found


def test_the_shortest_is_not_longer_than_the_longest(run: Run) -> None:
    """The error names both."""
    with pytest.raises(RuleError, match="shortest = 9, longest = 8: write the smaller one first"):
        run("media", "shortest = 9\nlongest = 8", "a")
