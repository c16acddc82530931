"""The adapter of Sudachi: any text, of any length, becomes tokens that lie on it without a gap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint.text.fold import fold
from tweetlint.text.sudachi import MAX_BYTES, editions, tokenize

PIECES = (
    "株式会社（アオゾラ）",
    "漢字（かんじ）",
    "ーーー",
    "すごーーーい",
    "〜〜",
    "--",
    "\x00",
    "か\u3099",
    "ヴ",
    "㌔",
    "1,000円",
    "👨‍👩‍👧",
    "。",
    "\n",
    "\r\n",
    "　",
    "\t",
    "İ",
    "安くない",
    "𠮷野家",
    "\ud83d",
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(categories=None)), max_size=12).map("".join)


@settings(max_examples=150)
@given(texts)
def test_tokens_cover_any_text(text: str) -> None:
    """Tokens follow each other without gap or overlap, and each is what stands at its place."""
    folded = fold(text).text
    tokens = tokenize(folded)
    ends = [0, *(token.end for token in tokens)]

    assert folded == "".join(token.surface for token in tokens)
    assert ends[:-1] == [token.start for token in tokens]
    assert all(token.surface == folded[token.start : token.end] for token in tokens)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("本日は安いです。" * 4000, id="sentences"),
        pytest.param("あ" * (MAX_BYTES // 3 + 7), id="no sentence end"),
        pytest.param("𠮷" * (MAX_BYTES // 4 + 7), id="four bytes a character"),
        pytest.param("。" + "い" * MAX_BYTES, id="one sentence end, at the beginning"),
    ],
)
def test_a_text_too_long_for_sudachi_is_read_in_pieces(text: str) -> None:
    """Positions go on counting over the cuts."""
    tokens = tokenize(text)

    assert len(text.encode()) > MAX_BYTES
    assert text == "".join(token.surface for token in tokens)
    assert all(token.surface == text[token.start : token.end] for token in tokens)


def test_long_texts_are_cut_where_a_sentence_ends() -> None:
    """The words of a long text are those of its sentences: no cut goes through a word."""
    sentence = "使えないとは限りません。"
    count = MAX_BYTES // len(sentence.encode()) + 20
    alone = [token.surface for token in tokenize(sentence)]

    assert alone * count == [token.surface for token in tokenize(sentence * count)]


def test_brackets_are_tokens() -> None:
    """No reading in brackets is swallowed by the word before it."""
    assert ["株式会社", "（", "アオゾラ", "）"] == [token.surface for token in tokenize("株式会社（アオゾラ）")]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("使えない", "使う"),
        ("使えない", "使える"),
        ("使わない", "使う"),
        ("ヤバい", "やばい"),
        ("クソだ", "糞"),
        ("ﾊﾞｶ", "ばか"),
    ],
)
def test_a_word_is_known_by_dictionary_form_and_normalized_form(text: str, lemma: str) -> None:
    """Both forms are needed, and both are folded to hiragana where they are kana."""
    first = tokenize(fold(text).text)[0]

    assert lemma in first.lemmas


def test_threads_share_the_dictionary_and_not_the_tokenizer() -> None:
    """The same texts give the same tokens from several threads at once."""
    sentences = [f"{number}番目の店は安くないです。" * 5 for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(tokenize, sentences))

    assert [tokenize(sentence) for sentence in sentences] == together


def test_editions_name_tokenizer_and_dictionary() -> None:
    """A report can say what analysed it."""
    tokenizer, dictionary = editions()

    assert tokenizer.startswith("sudachipy 0.7")
    assert dictionary.startswith("core 20")
