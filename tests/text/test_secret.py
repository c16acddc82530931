"""Secret names are found however they are spelled, not as part of longer ones, in clear and sealed alike."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import pytest

from tweetlint.text.secret import BUCKET, LONGEST_SEALED, Legible, SealedName, SealKey, name_of

KEY = SealKey("a key of more than sixteen characters")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        pytest.param("サクララテ", "サクララテです", ["サクララテ"], id="as it is"),
        pytest.param("サクララテ", "サ ク ラ ラ テです", ["サ ク ラ ラ テ"], id="spaced out"),
        pytest.param("サクララテ", "サ\nク\nラ\nラ\nテ", ["サ\nク\nラ\nラ\nテ"], id="one a line"),
        pytest.param("サクララテ", "ｻｸﾗﾗﾃです", ["ｻｸﾗﾗﾃ"], id="half-width"),
        pytest.param("サクララテ", "さくららてだよ", ["さくららて"], id="hiragana"),
        pytest.param("サクララテ", "サクラ・ラテ、サクラ-ラテ", ["サクラ・ラテ", "サクラ-ラテ"], id="dot and hyphen"),
        pytest.param("サクラ・ラテ", "サクララテ", ["サクララテ"], id="the term has the dot"),
        pytest.param("サクララテ", "サクラ🌸ラテ", ["サクラ🌸ラテ"], id="emoji between"),
        pytest.param("サクララテ", "サクラ\u200bラテ", ["サクラ\u200bラテ"], id="zero width"),
        pytest.param("サクララテ", "サクラーラテーー！", ["サクラーラテーー"], id="longer vowels"),
        pytest.param("サーバールーム", "サーバルーム", ["サーバルーム"], id="shorter vowels"),
        pytest.param("キャンプラテ", "キヤンプラテ", ["キヤンプラテ"], id="small kana written large"),
        pytest.param("サクララテ", "#サクララテ", ["サクララテ"], id="hashtag"),
        pytest.param("サクララテ", "サクララテセット", ["サクララテ"], id="compound"),
        pytest.param("サクララテ", "「サクラ」「ラテ」", [], id="two quoted words"),
        pytest.param("サクララテ", "サクラ、ラテ", [], id="a list"),
        pytest.param("サクララテ", "サクラのラテ", [], id="other words between"),
        pytest.param("ヨアケ", "ヨアケラテ", [], id="short within katakana"),
        pytest.param("モカ", "誰もかれも", [], id="short within hiragana"),
        pytest.param("モカ", "モカです", ["モカ"], id="short by itself"),
        pytest.param("コーラ", "こら、待て", [], id="short names keep their vowels"),
        pytest.param("朝霧", "霧の朝", [], id="kanji the other way round"),
        pytest.param("朝霧", "朝霧選手の", ["朝霧"], id="a family name"),
        pytest.param("sakura latte", "https://example.com/news/sakura-latte", ["sakura-latte"], id="slug"),
        pytest.param("サクララテ", "https://example.com/%E3%82%B5%E3%82%AF%E3%83%A9%E3%83%A9%E3%83%86?a=1", ["%E3%82%B5%E3%82%AF%E3%83%A9%E3%83%A9%E3%83%86"], id="percent signs"),
        pytest.param("サクララテ", "50%E5 %FF", [], id="percent signs of nothing"),
        pytest.param("sakura latte", "#SakuraLatteFair", ["SakuraLatte"], id="camel case"),
        pytest.param("sakura latte", "#sakuralatte2027", ["sakuralatte"], id="a year behind"),
        pytest.param("sakura latte", "sakuralattes", [], id="a longer word"),
        pytest.param("AZ-90", "az90, ＡＺ－９０, AZ‐90, A Z - 9 0", ["az90", "ＡＺ－９０", "AZ‐90", "A Z - 9 0"], id="product number"),
        pytest.param("AZ-90", "AZ-900 AZ-9.0 AZ-9 0 7AZ-90 AZ-90S XAZ-90", [], id="other product numbers"),
        pytest.param("2027-90", "202790 2027-9", [], id="figures keep their break"),
        pytest.param("2027-90", "2027/90", ["2027/90"], id="figures with another break"),
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_its_dress(term: str, text: str, found: list[str]) -> None:
    """The span is that of the source, and a sealed name is found where the clear one is."""
    clear = [text[start:end] for start, end in Legible(text).find(name_of(term))]
    sealed = KEY.seal(name_of(term))
    digests = [text[start:end] for _, (start, end) in Legible(text).find_sealed({sealed.digest: sealed}, KEY)]

    assert (found, found) == (clear, digests)


@pytest.mark.parametrize("term", ["AZ", "サクララテ", "sakura latte", "ツバキプロジェクト", "あ" * LONGEST_SEALED])
def test_a_sealed_name_tells_its_length_in_steps_only(term: str) -> None:
    """What is written down says at most how many times four characters there are, and reads back as it was."""
    name = name_of(term)
    sealed = KEY.seal(name)

    assert len(name.text) in sealed.lengths
    assert 0 == sealed.bucket % BUCKET
    assert sealed == SealedName.read(str(sealed))
    assert term not in str(sealed)


@pytest.mark.parametrize(("text", "found"), [("桜井さん", 0), ("桜の木", 1)])
def test_a_single_sign_is_found_by_itself_only(text: str, found: int) -> None:
    """Too short to be sealed, it is looked for in clear."""
    assert found == len(list(Legible(text).find(name_of("桜"))))


def test_another_key_makes_another_seal() -> None:
    """Neither the digest nor the fingerprint can be guessed from the name without the key."""
    other = SealKey("another key of more than sixteen")
    name = name_of("サクララテ")

    assert KEY.seal(name).digest != other.seal(name).digest
    assert KEY.fingerprint != other.fingerprint


@pytest.mark.parametrize("term", ["桜", "あ" * (LONGEST_SEALED + 1)])
def test_too_short_and_too_long_names_cannot_be_sealed(term: str) -> None:
    """A single letter would be found everywhere, and long windows cost more than they hide."""
    with pytest.raises(ValueError, match="2 to 64 can be sealed"):
        KEY.seal(name_of(term))


def test_a_short_key_is_refused_and_no_key_shows_itself() -> None:
    """A key that is guessed seals nothing; printed, it is its fingerprint."""
    with pytest.raises(ValueError, match="shorter than 16"):
        SealKey("   short   ")

    assert f"SealKey({KEY.fingerprint})" == repr(KEY)


@pytest.mark.parametrize(
    "text",
    ["", "v1", "v2.00000000.l8." + "0" * 32, "v1.00000000.l7." + "0" * 32, "v1.00000000.l99." + "0" * 32, "v1.00000000.x8." + "0" * 32, "サクララテ"],
)  # fmt: skip
def test_what_is_no_seal_is_refused(text: str) -> None:
    """A seal that was cut short or mistyped would find nothing."""
    with pytest.raises(ValueError, match="no sealed name"):
        SealedName.read(text)
