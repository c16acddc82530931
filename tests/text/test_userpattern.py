"""Regular expressions of users: of bounded size, and stopped in time."""

from __future__ import annotations

import time

import pytest

from tweetlint.errors import PatternError
from tweetlint.model import Span
from tweetlint.text.userpattern import PatternTookTooLongError, UserPattern


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"\(([A-Z]{2})\)$", "またどうぞ (HY)", Span(6, 10)),
        (r"^/\p{Han}+$", "/葉山", Span(0, 3)),
        ("葉山", "森", None),
    ],
)
def test_an_expression_finds_what_it_says(source: str, text: str, found: Span | None) -> None:
    """The syntax is that of the ``regex`` library."""
    assert found == UserPattern(source).search(text)


def test_all_that_an_expression_matches_is_found() -> None:
    """In order, without overlap, and without empty matches."""
    assert [Span(0, 2), Span(3, 4)] == list(UserPattern(r"\d*").find("12a3"))


@pytest.mark.parametrize(
    ("source", "place", "found"),
    [(r"\d+", 1, Span(1, 3)), (r"a\K\d+", 0, Span(1, 3)), (r"\d+", 0, None), (r"\d*", 0, None)],
    ids=["at the place", "behind what is left out", "not at the place", "an empty match"],
)
def test_an_expression_is_tried_at_a_place(source: str, place: int, found: Span | None) -> None:
    """It is matched there and searched for nowhere else."""
    assert found == UserPattern(source).at("a12", place)


@pytest.mark.parametrize("source", ["(a+)+$", "(a|aa)+$", r"(\w+\s?)+$", "(?=(a+)+$)", "(?b)(?:a+b+){e<=9}", "(?R)"])
def test_an_expression_that_takes_too_long_is_stopped(source: str) -> None:
    """The search raises after its time: nothing hangs, and nothing looks clean."""
    start = time.monotonic()
    with pytest.raises(PatternTookTooLongError, match=r"takes longer than 0\.1 s with this text\. Simplify it\."):
        UserPattern(source).search("a" * 20_000 + "!", 0.1)

    assert time.monotonic() - start < 5


def test_every_way_of_looking_is_stopped() -> None:
    """All matches, and one at a place, are bounded like the first one."""
    slow = UserPattern("(a+)+$")
    with pytest.raises(PatternTookTooLongError):
        list(slow.find("a" * 20_000 + "!", 0.1))
    with pytest.raises(PatternTookTooLongError):
        slow.at("a" * 20_000 + "!", 0, 0.1)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("(", "no regular expression: missing ) at position 1"),
        ("a" * 501, "an expression of 501 characters; 500 is the most"),
        ("a{1001}", "counted repeats that multiply to more than 1,000"),
        ("(?:a{40}){40}", "counted repeats that multiply to more than 1,000"),
        ("(?:a{ 40 }){ , 40 }", "counted repeats that multiply to more than 1,000"),
        ("a{99999999999999999999}", "counted repeats that multiply to more than 1,000"),
        ("(" * 21 + ")" * 21, "more than 20 groups"),
        (r"\L<x>", "no regular expression: undefined named list"),
    ],
)
def test_an_expression_that_is_none_or_too_large_is_refused(source: str, what: str) -> None:
    """One sentence says what is wrong before the expression meets a text."""
    with pytest.raises(PatternError) as raised:
        UserPattern(source)

    assert what in str(raised.value)
