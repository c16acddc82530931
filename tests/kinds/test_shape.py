"""``shape``: characters in a certain order are found, and the account's own are spared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tweetlint.errors import RuleError
from tweetlint.kinds.shape import luhn, my_number

Run = Callable[..., tuple[Any, ...]]

PHONE = r"any = ['0\d{2,3}-\d{3,4}-\d{3,4}']"
MAIL = r"any = ['[\w.]+@[\w.]+']"


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param(PHONE, "電話は090-1234-5678です", ["090-1234-5678"], id="where it stands"),
        pytest.param(
            PHONE, "電話は０９０-１２３４-５６７８です", ["０９０-１２３４-５６７８"], id="full-width, as written"
        ),
        pytest.param(PHONE, "電話はありません", [], id="nothing"),
        pytest.param(PHONE, "", [], id="no text"),
        pytest.param(PHONE, "「090-1234-5678」からの電話", [], id="quoted"),
        pytest.param(f'{PHONE}\nquoted = "keep"', "「090-1234-5678」から", ["090-1234-5678"], id="quoted, and kept"),
        pytest.param(f'{PHONE}\nwith_post = ["様"]', "佐藤様 090-1234-5678", ["090-1234-5678"], id="with its company"),
        pytest.param(f'{PHONE}\nwith_post = ["様"]', "受付は 090-1234-5678", [], id="without its company"),
        pytest.param(f'{PHONE}\nholds = ["電話"]', "090-1234-5678", [], id="the text does not hold what it must"),
        pytest.param("any = ['ab', 'abc', 'bcd']", "abcd", ["abc"], id="of overlapping ones the longest first"),
        pytest.param("any = ['x*']", "abc", [], id="an empty match is none"),
        pytest.param(r"any = ['id:\K\d+']", "id:12", ["12"], id="the part behind K"),
        pytest.param("any = ['＊＊']\ntext = 'written'", "＊＊と**", ["＊＊"], id="as written"),
        pytest.param("any = ['㊙']\ntext = 'written'", "これは㊙です", ["㊙"], id="as written, folded away else"),
        pytest.param(MAIL, "宛先 a.b@example.com まで", ["a.b@example.com"], id="an address is still there"),
    ],
)
def test_shapes_are_found(run: Run, match: str, text: str, found: list[str]) -> None:
    """The excerpt is what was written, where the guards allow it."""
    assert found == [finding.excerpt for finding in run("shape", match, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("注文番号 A-12 です", ["A-12"], id="behind the word"),
        pytest.param("注文番号は A-12 です", [], id="something between"),
        pytest.param("A-12 は注文番号です", [], id="before the word"),
        pytest.param("型番 A-12 です", [], id="behind another word"),
    ],
)
def test_a_shape_behind_words(run: Run, text: str, found: list[str]) -> None:
    """With ``after``, only what begins right behind the words counts."""
    match = "after = [\"注文番号\"]\nany = [' ?\\Ka-\\d+']"

    assert found == [finding.excerpt for finding in run("shape", match, text)]


@pytest.mark.parametrize(
    ("match", "text"),
    [
        pytest.param(PHONE, "電話は 090-1234-5678", id="a number"),
        pytest.param(r"any = ['\+81[\d-]+']", "電話は +81-90-1234-5678", id="a number with the country"),
        pytest.param(r"any = ['\d{11}']", "電話は ０９０１２３４５６７８", id="a number in another notation"),
        pytest.param(MAIL, "宛先は Info@gmail.com", id="an address"),
        pytest.param(MAIL, "宛先は shop@mail.aozora.example.com", id="an address at one's own domain"),
    ],
)
def test_own_contacts_are_spared(run: Run, match: str, text: str) -> None:
    """What the account gives out is no finding, however it is written; without the account it would be one."""
    account = {"contacts": ["090-1234-5678", "info@gmail.com"], "domains": ["aozora.example.com"]}

    assert 1 == len(run("shape", match, text))
    assert () == run("shape", match, text, account=account)


def test_a_domain_that_only_ends_alike_is_not_spared(run: Run) -> None:
    """notaozora.example.com is not aozora.example.com."""
    account = {"domains": ["aozora.example.com"]}

    assert 1 == len(run("shape", MAIL, "宛先は a@notaozora.example.com", account=account))


@pytest.mark.parametrize(
    ("digits", "good"),
    [("4539148803436467", True), ("4539148803436468", False), ("378282246310005", True), ("0000000000000000", False)],
)
def test_card_numbers_have_a_check_digit(digits: str, good: bool) -> None:
    """The last digit tells a card number from any other; a row of zeros is none."""
    assert good is luhn(digits)


@pytest.mark.parametrize(
    ("digits", "good"),
    [
        ("123456789018", True),
        ("123456789012", False),
        ("12345678901", False),
        ("1234567890180", False),
        ("111111111111", False),
    ],
)
def test_individual_numbers_have_a_check_digit(digits: str, good: bool) -> None:
    """Twelve digits of which the last follows from the others."""
    assert good is my_number(digits)


def test_digits_that_do_not_pass_are_no_hit(run: Run) -> None:
    """Of two numbers that look alike, the one with a right check digit is found."""
    match = "any = ['\\d{16}']\npasses = \"luhn\""
    found = run("shape", match, "4539148803436468 と 4539148803436467")

    assert ["4539148803436467"] == [finding.excerpt for finding in found]


@pytest.mark.parametrize(
    ("match", "said"),
    [
        pytest.param("any = []", "a rule needs at least one expression", id="nothing to look for"),
        pytest.param("any = ['(']", "no regular expression", id="no expression"),
        pytest.param("any = ['a']\npasses = 'isbn'", "write one of luhn, my-number", id="an unknown test"),
        pytest.param("any = ['a']\ntext = 'raw'", "write one of folded, written", id="an unknown text"),
        pytest.param("any = ['a']\ntext = 'written'\nafter = ['b']", "with after, the folded text", id="both"),
    ],
)
def test_mistakes_are_told(run: Run, match: str, said: str) -> None:
    """A rule that cannot work is refused when it is loaded."""
    with pytest.raises(RuleError, match=said):
        run("shape", match, "a")
