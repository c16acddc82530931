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


@pytest.mark.parametrize("source", ["(a+)+$", "(a|aa)+$", r"(\w+\s?)+$", "(?=(a+)+$)", "(?b)(?:a+b+){e<=9}", "(?R)"])
def test_an_expression_that_takes_too_long_is_stopped(source: str) -> None:
    """The search raises after its time: nothing hangs, and nothing looks clean."""
    start = time.monotonic()
    with pytest.raises(PatternTookTooLongError, match=r"takes longer than 0\.1 s with this text\. Simplify it\."):
        UserPattern(source).search("a" * 20_000 + "!", 0.1)

    assert time.monotonic() - start < 5


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
