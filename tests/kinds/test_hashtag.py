"""``hashtag``: what the writer meant as a tag and X will not link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tweetlint import Draft
from tweetlint.errors import RuleError

Run = Callable[..., tuple[Any, ...]]


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param("", "冬の一杯 #冬ギフト どうぞ", [], id="a good tag"),
        pytest.param("", "♯PR です", ["♯PR"], id="a sharp"),
        pytest.param('except = ["sharp"]', "♯PR です", [], id="an exception"),
        pytest.param("", "# 水瀬市の紅葉", ["# 水瀬市の紅葉"], id="a blank"),
        pytest.param("", "警察の#9110へ", [], id="a number to call"),
        pytest.param("", "写真は#2026へ", ["#2026へ"], id="a year"),
        pytest.param("", "♯が3つの調", [], id="the sign itself"),
        pytest.param("", "♯はちみつの日", ["♯はちみつの日"], id="a word behind a sharp"),
        pytest.param("", "", [], id="nothing"),
    ],
)
def test_broken_tags(run: Run, match: str, text: str, found: list[str]) -> None:
    """Each broken tag is reported as the writer meant it."""
    assert found == [finding.excerpt for finding in run("hashtag", match, text)]


LIST = "# title: t\n# licence: MIT\n# source: own | read 2026-11-22\nterm\treading\nフォロバ\tふぉろば\n"


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param('find = "many"', "#a #b", [], id="two"),
        pytest.param('find = "many"', "#a #b #c", [("#c", "note")], id="three"),
        pytest.param('find = "many"', "#a #b #c #d #e #f #g", [("#f #g", "error")], id="a flood"),
        pytest.param('find = "many"\nnote = 0\nmost = 0', "#a です", [("#a", "error")], id="none at all"),
        pytest.param('find = "repeated"', "#a #b #Ａ", [("#Ａ", "error")], id="once more, in another width"),
        pytest.param('find = "repeated"', "#a #ab", [], id="two tags"),
        pytest.param(
            'find = "listed"\nwords = ["house/tags"]', "#ふぉろば100 #b", [("#ふぉろば100", "error")], id="listed"
        ),
        pytest.param('find = "listed"\nwords = ["house/tags"]', "フォロバ #b", [], id="no tag"),
        pytest.param('find = "listed"\nwords = ["house/tags"]', "#フォロバ堂", [], id="our own name"),
        pytest.param('find = "any"', "a #b #c", [("#b", "error")], id="any"),
        pytest.param('find = "any"', "https://a.example.com/#b #1", [], id="no tag at all"),
    ],
)
def test_tags_that_link(run: Run, tmp_path: Path, match: str, text: str, found: list[tuple[str, str]]) -> None:
    """Too many, repeated, listed, or any."""
    path = tmp_path / "words" / "house" / "tags.tsv"
    path.parent.mkdir(parents=True)
    path.write_text(LIST, "utf-8")
    findings = run("hashtag", match, text, account={"brands": [{"name": "フォロバ堂"}]})

    assert found == [(finding.excerpt, finding.severity.value) for finding in findings]


@pytest.mark.parametrize("find", ["any", "broken"])
def test_only_what_is_boosted(run: Run, find: str) -> None:
    """``boosted`` leaves other drafts alone."""
    drafts = [Draft(id=str(boosted), text="a #b です#c", boosted=boosted) for boosted in (False, True)]
    findings = run("hashtag", f'find = "{find}"\nboosted = true', *drafts)

    assert {"True"} == {finding.draft_id for finding in findings}


@pytest.mark.parametrize(
    ("match", "sentence"),
    [
        ('except = ["sharps"]', "there is no fault 'sharps', only glued"),
        ('find = "many"\nnote = 3\nmost = 2', "note = 3, most = 2: write the smaller one as note"),
        ('find = "listed"', "name the lists for find = .listed., and for nothing else"),
        ('words = ["house/tags"]', "name the lists for find = .listed., and for nothing else"),
    ],
    ids=["a fault", "more for a note", "no list", "a list for nothing"],
)
def test_what_cannot_be_asked(run: Run, match: str, sentence: str) -> None:
    """The error says what to write instead."""
    with pytest.raises(RuleError, match=sentence):
        run("hashtag", match, "a")
