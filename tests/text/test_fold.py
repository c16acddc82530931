"""Folding: what is matched is what was meant, and every position leads back to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint.text.fold import fold, fold_kana, fold_term

PIECES = (
    "㈱",
    "㌔",
    "ﾊﾞ",
    "ﾊ",
    "ﾞ",
    "か\u3099",
    "か゛",
    "゛",
    "\u3099",
    "\u200b",
    "\u200d",
    "\u00ad",
    "\ufe0f",
    "\u034f",
    "👨‍👩‍👧",
    "👍🏽",
    "❤️‍🔥",
    "🇯🇵",
    "1️⃣",
    "㊗",
    "\ud83d",
    "\udc4d",
    "Ａ",
    "İ",
    "ß",
    "ﬁ",
    "…",
    "！",
    "①",
    "バカ",
    "\x00",
    "\r\n",
    "葛\U000e0100",
    "\uffa0",
    "\u115f",
    "ᄀ",
    "ᅡ",
    "한",
    "e\u0301",
    "ﷺ",
    "Σ",
    "ς",
    "　",
)
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(categories=None), st.text(max_size=4)), max_size=10
).map("".join)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("ＡＢＣ", "abc", id="wide latin"),
        pytest.param("㈱アオゾラ", "(株)アオゾラ", id="one character of three"),
        pytest.param("㌔", "キロ", id="square kana"),
        pytest.param("ﾊﾞｶ", "バカ", id="half-width kana with its mark"),
        pytest.param("か\u3099", "が", id="decomposed"),
        pytest.param("か゛", "が", id="spacing voiced mark after a kana that has a voice"),
        pytest.param("ハ゜ン", "パン", id="spacing half-voiced mark"),
        pytest.param("あ゛", "あ \u3099", id="spacing mark after a kana without a voice"),
        pytest.param("゛", " \u3099", id="lone mark"),
        pytest.param("ハ\u200bﾞカ", "バカ", id="mark behind a zero-width space"),
        pytest.param("死\u200bね", "死ね", id="zero-width space"),
        pytest.param("死\u200dね", "死ね", id="joiner between letters"),
        pytest.param("4\u200d4", "44", id="joiner between digits"),
        pytest.param("死\ufe0fね", "死ね", id="variation selector on a letter"),
        pytest.param("葛\U000e0100城", "葛城", id="ideographic variant"),
        pytest.param("か\u200d\u3099", "が", id="joiner before a mark"),
        pytest.param("👨‍👩‍👧", "👨‍👩‍👧", id="emoji joined"),
        pytest.param("❤️‍🔥", "❤️‍🔥", id="emoji joined after a selector"),
        pytest.param("👍🏽\u200dね", "👍🏽ね", id="joiner from emoji to letter"),
        pytest.param("㊗\u200d㊗", "祝祝", id="joiner between emoji that fold to letters"),
        pytest.param("そして…", "そして…", id="an ellipsis is no three full stops"),
        pytest.param("\ud83d", "\ufffd", id="lone surrogate"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_written_one_way_is_matched_another(written: str, folded: str) -> None:
    """Width, compatibility forms, case and invisible characters make no difference to matching."""
    assert folded == fold(written).text


@pytest.mark.parametrize(
    ("written", "sought", "excerpt"),
    [
        ("㈱アオゾラ", "株", "㈱"),
        ("㈱アオゾラ", "アオゾラ", "アオゾラ"),
        ("5㌔です", "キ", "㌔"),
        ("5㌔です", "ロで", "㌔で"),
        ("この ﾊﾞｶ です", "バカ", "ﾊﾞｶ"),
        ("か\u3099んばれ", "が", "か\u3099"),
        ("か゛んばれ", "がん", "か゛ん"),
        ("あ、死\u200bねよ", "死ね", "死\u200bね"),
        ("👨‍👩‍👧㌔", "キロ", "㌔"),
        ("İstanbul", "i̇", "İ"),
        ("\ud83dバカ", "バカ", "バカ"),
    ],
)
def test_a_folded_span_is_the_whole_characters_it_came_from(written: str, sought: str, excerpt: str) -> None:
    """The source span of a word found in the folded text is the word as written, no half characters."""
    folded = fold(written)
    at = folded.text.index(sought)
    start, end = folded.source_span(at, at + len(sought))

    assert excerpt == written[start:end]


@settings(max_examples=300, deadline=None)
@given(texts)
def test_folding_is_done_once(text: str) -> None:
    """Folding a folded text changes nothing."""
    once = fold(text).text

    assert once == fold(once).text


@settings(max_examples=300, deadline=None)
@given(texts)
def test_any_text_folds_to_one_that_can_be_written_out(text: str) -> None:
    """No text raises, and the folded text is valid UTF-8 even when the source is not."""
    assert fold(text).text.encode("utf-8").decode("utf-8") == fold_term(text)


@settings(max_examples=300, deadline=None)
@given(texts, st.data())
def test_spans_lead_back_in_order(text: str, data: st.DataObject) -> None:
    """Source spans lie inside the source, are never empty for something, keep order, and cover their parts."""
    folded = fold(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(folded.text)), min_size=3, max_size=3)))
    first, middle, last = cuts
    left, right, whole = (
        folded.source_span(first, middle),
        folded.source_span(middle, last),
        folded.source_span(first, last),
    )

    assert all(0 <= start <= end <= len(text) for start, end in (left, right, whole))
    assert (whole[0] < whole[1]) == (first < last)
    assert left[0] <= right[0]
    if first < middle < last:
        assert whole == (left[0], right[1])


@settings(max_examples=200, deadline=None)
@given(texts)
def test_every_source_character_has_a_folded_place(text: str) -> None:
    """``folded_index`` never decreases, and lies within the folded text."""
    folded = fold(text)
    places = [folded.folded_index(index) for index in range(len(text) + 1)]

    assert sorted(places) == places
    assert all(0 <= place <= len(folded.text) for place in places)
    assert len(folded.text) == places[-1]


def test_kana_fold_to_hiragana_and_nothing_else_moves() -> None:
    """Katakana become hiragana one for one; the long mark, han and latin stay."""
    assert "ばか・うぉーくvゔ漢abc" == fold_kana("バカ・ウォークvヴ漢abc")
