"""``learned``: what the words of a post weigh together."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tweetlint.account import Account, Config, Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.kinds.learned import Match, compile_match, score
from tweetlint.load.words import word_classes
from tweetlint.model import Draft
from tweetlint.text.analysis import Analysis, Language
from tweetlint.text.features import features
from tweetlint.text.grammar import Grammar
from tweetlint.text.terms import TermIndex, Vocabulary

LANGUAGE = Language(TermIndex(()), Grammar(word_classes()), {})
WEIGHTS = {"w": {"bias": -1.0, "weights": {"客": 1.0, "帰る": 1.0, "有り難い": -3.0}}}
TEXT = "雨の一日でした。客が帰った。"


def hits(text: str, **match: Any) -> list[Hit]:
    """What the check with ``WEIGHTS`` says of the text."""

    def data(name: str) -> dict[str, Any]:
        if name not in WEIGHTS:
            raise FileNotFoundError(name)
        return WEIGHTS[name]

    build = Build(Vocabulary({}), Account(name="main"), Config(), lambda _: {}, data)
    check = compile_match(Match(**{"weights": "w", "reach": 0.0, **match}), build)
    context = Context(Draft(id="1", text=text), Account(name="main"), Config(), None)
    return list(check.check(Analysis(text, LANGUAGE), context))


def test_the_heaviest_sentence_is_shown_with_its_words() -> None:
    """Where the words of a post weigh enough, the sentence is told in which they stand, and which they are."""
    [hit] = hits(TEXT)

    assert "客が帰った。" == TEXT[hit.span.start : hit.span.end]
    assert {"first": "客", "second": "帰っ"}.items() <= hit.captures.items()


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param(
            "お客さま、ありがたいことに、雨の一日もようやく終わって帰りました。", {}, id="words that speak against it"
        ),
        pytest.param(TEXT, {"reach": 9.0}, id="not heavy enough"),
        pytest.param("客が帰った", {"words": 40}, id="too few words to say anything"),
        pytest.param("", {}, id="no words"),
    ],
)
def test_nothing_is_said(text: str, match: dict[str, Any]) -> None:
    """Thanks outweigh, and short posts say too little."""
    assert [] == hits(text, **match)


def test_weights_that_are_not_there_are_a_mistake_in_the_rule() -> None:
    """The sentence names the file that is missing."""
    with pytest.raises(ValueError, match='weights = "nowhere"'):
        hits(TEXT, weights="nowhere")


def test_a_longer_post_is_not_a_worse_one() -> None:
    """The same words weigh less among more others."""
    assert score({"客": 1.0}, 0.0, 16) == 2 * score({"客": 1.0}, 0.0, 64) > 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("客が帰った。客も", ["客", "が", "帰る", "た", "。", "も"]),
        ("@aoba 20名 https://example.com", ["名"]),
    ],
)
def test_words_are_weighed_once(text: str, names: list[str]) -> None:
    """By their normalized forms; figures, links and mentions are passed over."""
    assert names == [cast("str", feature.name) for feature in features(Analysis(text, LANGUAGE))]
