import unicodedata
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.text.entities import urls
from tweetlint.text.length import first_over, is_postable, weighted_length

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance"
needs_conformance = pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the conformance tables are not here")

FAMILY = "👨‍👩‍👧‍👦"
LONG_URL = "https://example.com/a/very/long/path/indeed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("abc é я", 7, id="light-letters"),
        pytest.param("あ漢カ", 6, id="japanese"),
        pytest.param("ｱｲｳ", 6, id="half-width-saves-nothing"),
        pytest.param("“a”–—", 5, id="light-punctuation"),
        pytest.param("…※→", 6, id="heavy-punctuation"),
        pytest.param("か\u3099", 2, id="composed-first"),
        pytest.param("e\u0301", 1, id="composed-first-latin"),
        pytest.param(LONG_URL, 23, id="url"),
        pytest.param("a.jp", 23, id="short-url-gains"),
        pytest.param(f"詳細は{LONG_URL}へ", 31, id="url-in-a-sentence"),
        pytest.param("https://example.invalidtld", 26, id="no-url"),
        pytest.param(FAMILY, 2, id="family"),
        pytest.param("👍🏽🇯🇵1️⃣❤️⭐️", 10, id="sequences"),
        pytest.param("✨️", 4, id="needless-selector"),
        pytest.param("©️", 2, id="copyright-as-emoji"),
        pytest.param("©", 1, id="copyright-as-text"),
        pytest.param("http://☀.example.com/", 23, id="emoji-in-url"),
        pytest.param("\ud800", 2, id="lone-surrogate"),
        pytest.param("\n", 1, id="line-break"),
    ],
)
def test_weight_is_that_of_x(text: str, expected: int) -> None:
    """Latin weighs 1, the rest 2, a URL 23 and an emoji 2, after composition."""
    weight = weighted_length(text)

    assert expected == weight


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        pytest.param("あいう", 6, None, id="fits"),
        pytest.param("あいう", 5, 2, id="third"),
        pytest.param("aあ", 2, 1, id="half-a-character"),
        pytest.param("abc", 0, 0, id="no-room"),
        pytest.param("", 0, None, id="nothing"),
        pytest.param(f"あ{LONG_URL}い", 24, 1, id="start-of-url"),
        pytest.param(f"あ{LONG_URL}い", 25, 1 + len(LONG_URL), id="behind-url"),
        pytest.param(f"ああ{FAMILY}", 5, 2, id="start-of-emoji"),
        pytest.param(f"{FAMILY}あ", 3, len(FAMILY), id="behind-emoji"),
        pytest.param("か\u3099き\u3099く", 4, 4, id="behind-decomposed"),
        pytest.param("か\u3099き\u3099く", 3, 2, id="start-of-decomposed"),
        pytest.param("\ufb2ca", 2, 0, id="start-of-what-decomposes"),
        pytest.param("\u1112\u1161\u11ab\u1100\u1173\u11af", 2, 3, id="jamo"),
        pytest.param("あ" * 141, 280, 140, id="a-post"),
    ],
)
def test_first_over_counts_in_the_text_as_given(text: str, limit: int, expected: int | None) -> None:
    """The index is that of the draft, before composition, and never inside a URL or an emoji."""
    index = first_over(text, limit)

    assert expected == index


@pytest.mark.parametrize(
    ("text", "expected"), [("お茶", True), ("\ufeffお茶", False), ("\ufffe", False), ("a\uffff", False)]
)
def test_three_characters_make_a_post_impossible(text: str, expected: bool) -> None:
    """A byte order mark or a non-character makes X refuse the post."""
    verdict = is_postable(text)

    assert expected is verdict


_PARTS = [
    "か\u3099",
    "e\u0301\u0323",
    "\u0f73",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "ש\ufb2c",
    "Å",
    "http://",
    "a.com",
    "/",
    "😀",
    "\u200d",
    "\ufe0f",
    "あ",
    " ",
    "\ud800",
]
_TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(_PARTS), max_size=20).map("".join))


@given(_TEXTS, st.integers(min_value=0, max_value=60))
def test_first_over_says_none_exactly_when_all_fits(text: str, limit: int) -> None:
    """An index inside the text is given when, and only when, the weight is over the limit."""
    index = first_over(text, limit)

    assert (weighted_length(text) > limit) is (index is not None)
    assert index is None or 0 <= index < len(text)


@given(_TEXTS)
def test_weight_does_not_depend_on_composition(text: str) -> None:
    """A post typed in one normal form weighs as much as in the other."""
    assert weighted_length(unicodedata.normalize("NFC", text)) == weighted_length(unicodedata.normalize("NFD", text))


@given(
    st.text(st.characters(exclude_characters=".", exclude_categories=["Cs"])),
    st.integers(min_value=0, max_value=60),
)
def test_what_stands_before_first_over_fits(text: str, limit: int) -> None:
    """A text without URLs, cut where it is too long, is no longer too long."""
    index = first_over(text, limit)

    assert weighted_length(text[:index]) <= limit


@pytest.mark.parametrize("unit", ["か\u3099", "\u3099", "ᅡ", "a.com ", "あ.", "😀\u200d", "\ufe0f", "ᾳ"])
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    """Ten thousand repetitions of a hostile unit take no more than a moment."""
    text = "か" + unit * 10_000
    began = perf_counter()
    first_over(text, 280)
    weighted_length(text)

    assert perf_counter() - began < 5


def _rows(section: str) -> list[Any]:
    path = CONFORMANCE / "validate.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["tests"][section] if path.is_file() else []


# Rows of the table for version 2 of the configuration, where every part of an emoji had its weight.
_BEFORE_EMOJI_COUNTED_ONCE = {"H🐱☺👨‍👩‍👧‍👦", "🙋🏽👨‍🎤"}
_WEIGHED = [
    *(row for row in _rows("WeightedTweetsCounterTest") if row["text"] not in _BEFORE_EMOJI_COUNTED_ONCE),
    *_rows("WeightedTweetsWithDiscountedEmojiCounterTest"),
    *_rows("UnicodeDirectionalMarkerCounterTest"),
] if CONFORMANCE.is_dir() else []  # fmt: skip


@needs_conformance
@pytest.mark.parametrize("row", _WEIGHED, ids=lambda row: row["description"])
def test_weight_agrees_with_twitter_text(row: Any) -> None:
    """Weight and validity are those of the table, and so is the place where a post grows too long."""
    text, expected = row["text"], row["expected"]
    weight = weighted_length(text)

    assert expected["weightedLength"] == weight
    assert expected["valid"] is (is_postable(text) and 0 < weight <= 280)
    if weight > 280:
        assert _code_points(text, expected["validRangeEnd"] + 1) == first_over(text, 280)


def _code_points(text: str, utf16_units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * utf16_units].decode("utf-16-le"))


@needs_conformance
@pytest.mark.parametrize("row", _rows("tweets"), ids=lambda row: row["description"])
def test_old_rule_of_140_agrees_with_twitter_text(row: Any) -> None:
    """With every character counting 1, 140 fill a post: URLs and refused characters are those of the table."""
    text = unicodedata.normalize("NFC", row["text"])
    found = urls(text)
    length = len(text) - sum(url.end - url.start for url in found) + 23 * len(found)

    assert row["expected"] is (is_postable(text) and 0 < length <= 140)
