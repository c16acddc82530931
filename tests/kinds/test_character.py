"""``character``: characters told by their code points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError

Run = Callable[..., tuple[Any, ...]]


def _match(*classes: str) -> str:
    return "\n".join(f"[[match.class]]\n{each}" for each in classes)


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param('any = ["①"]', "手順①と②", ["①"], id="a character"),
        pytest.param('any = ["U+2460..U+2462"]', "①②③④", ["①②③"], id="a range"),
        pytest.param('any = ["U+200B"]', "朝\u200bの豆", ["\u200b"], id="a code point"),
        pytest.param('any = ["ã‚", "ã"]', "ã‚ São", ["ã‚", "ã"], id="a sequence and a character"),
        pytest.param('any = ["!", "！"]\nleast = 3', "朝！！ 夜!！!", ["!！!"], id="as many as asked for"),
        pytest.param('any = ["ｱ"]\nleast = 2\napart = 1', "ｱaｱbbｱ", ["ｱaｱ"], id="with something between"),
        pytest.param('any = ["ｱ"]\nleast = 2\napart = 1', "ｱ\nｱ", [], id="never across lines"),
        pytest.param('any = ["ｱ"]\nonce = true', "ｱとｱ", ["ｱ"], id="once"),
        pytest.param('any = ["ｱ"]\nafter = ["U+3041..U+3096"]', "aｱ のｱ", ["ｱ"], id="behind what it needs"),
        pytest.param('any = ["ｱ"]\nafter = ["の"]', "ｱの豆", [], id="nothing stands before the first"),
        pytest.param('any = ["ｱ"]\nunless_after = ["a"]', "aｱ のｱ", ["ｱ"], id="not behind what excuses it"),
        pytest.param('any = ["ｱ"]\nunless_after = ["a"]', "aｱｱ", [], id="a stretch has one beginning"),
        pytest.param('any = ["ｱ"]\nunless_before = [")"]', "ｱ) ｱ", ["ｱ"], id="not before what excuses it"),
        pytest.param('any = ["U+3099"]', "か\u3099", ["か\u3099"], id="a mark with its letter"),
        pytest.param('any = ["U+3099"]', "\u3099", ["\u3099"], id="a mark on nothing"),
        pytest.param('any = ["👍"]', "👍🏽", [], id="an emoji is its own"),
        pytest.param('any = ["a"]', "https://a.example.com/a @a info@a.example.com", [], id="links are their own"),
        pytest.param('any = ["ｱ"]', "ｱｵｿﾞﾗ ｱ", ["ｱ"], id="not in the account's names"),
        pytest.param('any = ["ｱ"]', "", [], id="nothing"),
    ],
)
def test_where_characters_are_found(run: Run, match: str, text: str, found: list[str]) -> None:
    """Runs of the class, but for what stands around them or is somebody's name."""
    account = {"brands": [{"name": "アオゾラ", "aliases": ["ｱｵｿﾞﾗ"]}]}

    assert found == [finding.excerpt for finding in run("character", _match(match), text, account=account)]


def test_names_are_looked_at_when_asked_for(run: Run) -> None:
    """``names`` takes the account's own spellings in."""
    found = run("character", "names = true\n" + _match('any = ["ｱ"]'), "ｱｵ", account={"staff": ["ｱｵ"]})

    assert ["ｱ"] == [finding.excerpt for finding in found]


def test_an_earlier_class_comes_first(run: Run) -> None:
    """What one class has found no later one finds again."""
    match = _match('any = ["①"]\nleast = 2', 'any = ["U+2460..U+24FF"]')

    assert ["①①", "②"] == [finding.excerpt for finding in run("character", match, "①①と②")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("今日は\u200b休みです", "U+200B  今日は[U+200B]休みです"),
        ("今日は①です", "U+2460 1 今日は①です"),
    ],
    ids=["unseen", "seen"],
)
def test_messages_say_which_and_where(run: Run, text: str, message: str) -> None:
    """A character that nobody sees is shown by its code."""
    [finding] = run("character", _match('any = ["①", "U+200B"]'), text, message="{code} {plain} {near}")

    assert message == finding.message


@pytest.mark.parametrize(
    ("match", "sentence"),
    [
        ("any = []", "name a character or a range"),
        ('any = ["ｱ"]\nleast = 0', "write least from 1 and apart from 0"),
        ('any = ["ｱ"]\napart = -1', "write least from 1 and apart from 0"),
        ('any = ["U+24FF..U+2460"]', "write the lower code point first"),
        ('any = ["U+110000"]', "is no range of characters"),
        ('any = ["U+XYZ"]', "is no character: write it, or U\\+2460"),
        ('any = ["なんと長い文字列でしょう"]', "is no character"),
        ('any = ["ｱ"]\nafter = ["ああ"]', "only single characters can stand here"),
    ],
    ids=["nothing", "none", "below none", "backwards", "beyond", "no number", "a word", "a sequence before"],
)
def test_what_is_no_class(run: Run, match: str, sentence: str) -> None:
    """The error says what to write instead."""
    with pytest.raises(RuleError, match=sentence):
        run("character", _match(match), "a")
