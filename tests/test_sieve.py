"""What is told of a text without tokens never hides what the tokens would show.

The other way to find everything is to take every word for one whose forms are unknown and to ask every
check about every text. Both ways must find the same, in the posts of the examples, in those of the rules,
in the dictionary's own words and in made-up text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint import Draft, Finding
from tweetlint.engine import Linter
from tweetlint.kinds.signals import Signals
from tweetlint.kinds.statements import Statements
from tweetlint.load.forms import forms_file, spellings, written
from tweetlint.load.ruleset import example_texts, shipped_words
from tweetlint.phrase.gate import Gate
from tweetlint.phrase.matcher import Pattern, PatternSet
from tweetlint.readers import read
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.sudachi import dictionary_forms, editions, tokenize
from tweetlint.text.terms import Placed, Spellings, Term, TermIndex, TermMatch

ROOT = Path(__file__).parents[1]
PEOPLE = {
    "account": [
        {
            "name": "main",
            "brands": [{"name": "あおば茶房"}],
            "competitors": [{"name": "ミナト珈琲", "aliases": ["ミナト"]}],
            "role": "official",
        },
        {"name": "guest", "role": "partner", "brands": [{"name": "あおば茶房"}]},
    ],
    "embargo": [{"name": "秋の新作", "terms": ["月夜ラテ"], "lifts": "2027-01-01T00:00:00+09:00"}],
    "release": [{"name": "月夜ラテ", "on_sale": "2027-01-01"}],
}


class _Everything(Gate):
    """A gate that lets every check through and chooses no patterns."""

    def __init__(self, checks: int) -> None:
        self._all = list(range(checks))

    def open(self, analysis: Analysis) -> list[int]:
        return self._all


@pytest.fixture(scope="module")
def sieving() -> Linter:
    """A linter as everybody has it."""
    return Linter.from_mapping(PEOPLE)


@pytest.fixture(scope="module")
def thorough() -> Linter:
    """A linter that knows no forms of words, so that it tokenises every text, and asks every check."""
    linter = Linter.from_mapping(PEOPLE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tweetlint.load.ruleset.spellings", dict)
        for account in linter.config.account:
            ruleset = linter._ruleset(account, None)
            key = next(key for key, known in linter._rulesets.items() if known is ruleset)
            linter._rulesets[key] = ruleset._replace(gate=_Everything(len(ruleset.blocks)))
    return linter


def _posts() -> list[str]:
    """Real Japanese: the example company's posts, those of all rules, ordinary ones, and halves of them joined."""
    read_posts = [item.text for item in read([str(ROOT / "examples")]) if isinstance(item, Draft)]
    posts = [*read_posts, *(text.replace("⟦", "").replace("⟧", "") for text in example_texts())]
    random = Random(7)
    glue = ["", "\n", "ーー", "〜〜", "…", "（笑）", " ", "😊", "二十", "ｗ", "っ", "。」", "\u200b"]
    for _ in range(150):
        one, other = random.choice(posts), random.choice(posts)
        posts.append(one[: random.randrange(60)] + random.choice(glue) + other[random.randrange(30) :])
    return posts


def _found(linter: Linter, text: str) -> list[Finding]:
    drafts = [Draft(id=name, text=text, account=name) for name in ("main", "guest")]
    return [finding for draft in drafts for finding in linter.lint_one(draft).findings]


def _found_by_trying_all(thorough: Linter, text: str) -> list[Finding]:
    with pytest.MonkeyPatch.context() as patch:
        for place, name in TOLD_WITHOUT_TOKENS:
            patch.setattr(place, name, lambda *_: True)
        patch.setattr(PatternSet, "_told_by_words", lambda patterns, _: range(len(patterns.patterns)))
        patch.setattr(Signals, "_likely", lambda signals, _: signals._for)
        return _found(thorough, text)


TOLD_WITHOUT_TOKENS = [
    (Pattern, "may_hold"),
    (Pattern, "_in_place"),
    (PatternSet, "may_match"),
    (Statements, "may_be"),
]


@pytest.mark.parametrize("part", range(4))
def test_real_posts_give_the_same_findings(sieving: Linter, thorough: Linter, part: int) -> None:
    """With the sieve and without, for every account, message and span."""
    for text in _posts()[part::4]:
        assert _found_by_trying_all(thorough, text) == _found(sieving, text)


WORDS = sorted({example[start : start + 6] for example in example_texts() for start in range(0, len(example), 5)})


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=12).map("".join))
def test_made_up_text_gives_the_same_findings(sieving: Linter, thorough: Linter, text: str) -> None:
    """Pieces of posts put together by chance, with any characters between."""
    assert _found_by_trying_all(thorough, text) == _found(sieving, text)


def test_no_form_of_a_listed_word_is_missed() -> None:
    """Wherever the dictionary's own forms complete a word of the rules, the sieve has let it through."""
    listed = spellings()
    terms = [Term(word, TermMatch.WORD) for word in listed]
    sieve, by_tokens = TermIndex(terms, listed), TermIndex(terms)
    lemmas = {word: fold_kana(fold_term(word)) for word in listed}
    wanted = set(lemmas.values())
    surfaces = sorted({s for s, lemma in dictionary_forms() if fold_kana(fold_term(lemma)) in wanted})
    for surface in Random(3).sample(surfaces, 4000):
        text = fold_term(f"{surface}。")
        placed = Placed(text, fold_kana(text), tokenize(text))
        keys = {key for *_, key in by_tokens.hits_by_tokens(placed)}
        found = {number for key in keys for number in by_tokens._numbers[key]}

        assert found <= sieve.numbers_in(placed.kana), surface


WRITTEN = {
    "取る": "とった",
    "馬鹿にする": "馬鹿にしている",
    "糞": "クソだ",
    "すごい": "すごーーい",
    "20": "二十",
    "使う": "使えない",
    "高い": "高すぎる",
}


@pytest.fixture(scope="module")
def ways() -> Mapping[str, Spellings]:
    """How the words above may be written, read out of the dictionary."""
    return written(fold_kana(fold_term(word)) for word in WRITTEN)


@pytest.mark.parametrize(("word", "text"), WRITTEN.items())
def test_a_word_is_let_through_however_it_is_written(ways: Mapping[str, Spellings], word: str, text: str) -> None:
    """Inflected, in other characters, with a drawn-out sound, as a numeral."""
    index = TermIndex([Term(word, TermMatch.WORD)], ways)
    folded = fold_term(text)

    unlisted = TermIndex([Term(word, TermMatch.WORD)])

    assert index.scan(folded, tokenize(folded)) == unlisted.scan(folded, tokenize(folded))
    assert {0} == index.numbers_in(fold_kana(folded))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("取る せる", "取らせる"),
        ("使う て (いる)? $", "使っている。"),
        ("^ 食べる …3 人", "食べた、その人"),
        ("<名詞> を 取る", "席を　取らない"),
        ("(取る|使う) (た)? <名詞>", "取った席"),
    ],
)
def test_a_pattern_matches_as_when_all_is_tried(reader: Callable[..., Any], pattern: str, text: str) -> None:
    """Inflected words reach farther than what tells of them."""
    made = reader()
    patterns = PatternSet([pattern], made.vocabulary)
    sieved = list(patterns.find(made.read(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pattern, "_in_place", lambda *_: True)
        patch.setattr(Pattern, "may_hold", lambda *_: True)

        assert list(patterns.find(made.read(text))) == sieved
    assert sieved


def test_all_words_of_the_shipped_rules_are_listed() -> None:
    """A word that is not makes every text be tokenised: run ``make forms`` when words have been added."""
    assert [] == sorted(set(shipped_words()) - set(spellings()))


def test_forms_of_another_edition_are_not_used(tmp_path: Path) -> None:
    """Another dictionary has other words; then every text is tokenised, and nothing is missed."""
    other = tmp_path / "forms.txt"
    other.write_text(forms_file().read_text("utf-8").replace(editions().dictionary, "core 19990101"), "utf-8")

    assert {} == spellings(other)


def test_a_post_without_a_word_of_any_rule_is_never_tokenised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cry of one letter calls for no rule, and nothing is read."""
    linter = Linter()
    calls: list[str] = []
    linter.lint([Draft(id="0", text="あ")])
    monkeypatch.setattr("tweetlint.text.analysis.tokenize", lambda text: calls.append(text) or tokenize(text))
    linter.lint([Draft(id="1", text="あ")])

    assert [] == calls


def test_words_of_a_company_are_found_by_their_forms() -> None:
    """Words that are not listed are looked for among the tokens, so none is missed."""
    term = Term("ぼったくる", TermMatch.WORD)
    text = "ぼったくられた"
    unlisted = TermIndex([term], {})

    assert ["ぼったくら"] == [text[o.start : o.end] for o in unlisted.scan(text, tokenize(text))[0]]
    assert set() == unlisted.numbers_in(text)
