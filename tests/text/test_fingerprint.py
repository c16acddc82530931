"""A fingerprint is the same for the same post, and near for a near copy."""

from __future__ import annotations

import pytest

from tweetlint.text.fingerprint import LEAST_LENGTH, fingerprint


def _similarity(left: str, right: str) -> float:
    a, b = set(fingerprint(left)), set(fingerprint(right))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("本日は新商品の発売日です。お店でどうぞ", "本日は新商品の発売日です!!お店でどうぞ🎉"),
        ("本日は新商品の発売日です。お店でどうぞ", "本日は、新商品の発売日です\nお店でどうぞ"),
    ],
)
def test_marks_blanks_and_emoji_do_not_count(left: str, right: str) -> None:
    """Posts that differ in decoration only have one fingerprint."""
    assert fingerprint(left) == fingerprint(right) != ()


def test_digits_count() -> None:
    """A price or date tells two posts apart, but not far apart."""
    similarity = _similarity(
        "本日は新商品の発売日です。1個300円、お店でどうぞ", "本日は新商品の発売日です。1個450円、お店でどうぞ"
    )

    assert 0.5 < similarity < 1


def test_other_words_are_another_post() -> None:
    """Posts about different things share nearly nothing."""
    assert 0.1 > _similarity("本日は新商品の発売日です。お店でどうぞ", "焙煎機の点検のため、三時に閉めます。")


@pytest.mark.parametrize("length", [0, 1, LEAST_LENGTH - 1])
def test_a_short_text_has_no_fingerprint(length: int) -> None:
    """Greetings are alike, and nobody minds."""
    assert () == fingerprint("あいうえおかきくけこさし"[:length])


def test_a_fingerprint_is_sorted_and_without_doubles() -> None:
    """It can be compared as a set, and is the same from run to run."""
    found = fingerprint("あいうえおあいうえおあいうえお")

    assert sorted(set(found)) == list(found)
    assert 5 == len(found)
