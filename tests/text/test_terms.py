"""The law of matching words, in one table; nothing depends on how a word alone would be cut."""

from __future__ import annotations

import pytest

from tweetlint.text.fold import fold
from tweetlint.text.sudachi import tokenize
from tweetlint.text.terms import Term, TermIndex, TermMatch, Vocabulary


def _found(text: str, *terms: Term) -> list[str]:
    folded = fold(text)
    found = TermIndex(terms).scan(folded.text, tokenize(folded.text))
    spans = [folded.source_span(o.start, o.end) for occurrences in found.values() for o in occurrences]
    return [text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("text", "word", "match", "found"),
    [
        # a word, on token edges, however it is inflected
        ("馬鹿にしている", "馬鹿にする", "word", ["馬鹿にし"]),
        ("使えない店", "使う", "word", ["使え"]),
        ("使えない店", "使える", "word", ["使え"]),
        ("使えない店", "使えない", "word", ["使えない"]),
        ("使わない店", "使う", "word", ["使わ"]),
        ("使わない店", "使える", "word", []),
        ("安かった", "安い", "word", ["安かっ"]),
        ("一番安かった", "一番安い", "word", ["一番安かっ"]),
        ("カスだ", "カス", "word", ["カス"]),
        ("カスタム", "カス", "word", []),
        ("プレゼント", "プレゼン", "word", []),
        ("最安値", "安値", "word", []),
        ("アカウント", "カウント", "word", []),
        # width, kana and compatibility forms
        ("ﾊﾞｶ", "バカ", "word", ["ﾊﾞｶ"]),
        ("ばか", "バカ", "word", ["ばか"]),
        ("バカ", "ばか", "word", ["バカ"]),
        ("ヤバい", "やばい", "word", ["ヤバい"]),
        ("ＰＲです", "PR", "word", ["ＰＲ"]),
        ("クソだ", "糞", "word", ["クソ"]),
        ("馬鹿", "バカ", "word", []),  # lists carry the variants
        # exactly so
        ("ぱんつ", "ぱんつ", "surface", ["ぱんつ"]),
        ("パンツ", "ぱんつ", "surface", []),
        # in any place
        ("アカウント", "カウ", "anywhere", ["カウ"]),
        ("プレPRESENT", "pr", "anywhere", ["PR"]),
        # a name: not part of a longer run
        ("AZ-90を", "AZ-90", "name", ["AZ-90"]),
        ("ＡＺ－９０を", "AZ-90", "name", ["ＡＺ－９０"]),
        ("AZ-900を", "AZ-90", "name", []),
        ("ミナトより", "ミナト", "name", ["ミナト"]),
        ("ミナトコーヒーより", "ミナト", "name", []),
        ("コーヒーミナトより", "ミナト", "name", []),
        ("ミナト・コーヒー", "ミナト", "name", ["ミナト"]),
        ("㈱ミナト", "ミナト", "name", ["ミナト"]),
        ("CB社", "B社", "name", []),
        ("B社", "B社", "name", ["B社"]),
        ("", "B社", "name", []),
    ],
)
def test_the_law_of_matching(text: str, word: str, match: str, found: list[str]) -> None:
    """A word is found by its spelling or by its forms, on the edges that its way of matching asks for."""
    assert found == _found(text, Term(word, TermMatch(match)))


def test_a_word_inside_another_is_found_as_well() -> None:
    """The index reports every term; which one counts is for the rules to say."""
    words = [Term(word, TermMatch.WORD) for word in ("クソ", "野郎", "クソ野郎")]

    assert ["クソ", "クソ野郎", "野郎"] == _found("クソ野郎", *words)


def test_one_spelling_may_be_looked_for_in_several_ways() -> None:
    """Terms that fold to the same key do not hide each other."""
    words = [Term("バカ", TermMatch.ANYWHERE), Term("ばか", TermMatch.SURFACE), Term("バカ", TermMatch.WORD)]

    assert ["バカ", "バカ", "バカ"] == _found("バカルディ・バカ", *words)


def test_an_occurrence_covers_whole_tokens_even_when_it_lies_inside_one() -> None:
    """What is found anywhere points at the tokens it touches."""
    text = "新しいアカウントです"
    tokens = tokenize(text)
    [[occurrence]] = TermIndex([Term("カウ", TermMatch.ANYWHERE)]).scan(text, tokens).values()

    assert "カウ" == text[occurrence.start : occurrence.end]
    assert ["アカウント"] == [token.surface for token in tokens[occurrence.first : occurrence.last]]


@pytest.mark.parametrize("term", ["", " ", "\u200b"])
def test_a_term_of_nothing_is_never_found(term: str) -> None:
    """A term that folds to nothing matches nowhere, not everywhere."""
    assert [] == [found for found in _found("何か", Term(term, TermMatch.ANYWHERE)) if not found]


def test_no_terms_are_an_index_too() -> None:
    """A rule set without words scans without finding."""
    assert {} == TermIndex(()).scan("何か", tokenize("何か"))


def test_a_vocabulary_numbers_each_term_once() -> None:
    """The same term asked for by a slot and by a word is one term."""
    vocabulary = Vocabulary({"list": [Term("安い", TermMatch.WORD), Term("高い", TermMatch.WORD)]})

    assert vocabulary.slot("list")[1] == vocabulary.number(Term("高い", TermMatch.WORD))
    assert vocabulary.number(Term("高い", TermMatch.WORD)) != vocabulary.number(Term("高い", TermMatch.SURFACE))
    with pytest.raises(KeyError):
        vocabulary.slot("lost")
