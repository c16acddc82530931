"""Regular expressions that users write: of bounded size, and stopped when they take too long.

A pattern such as ``(a+)+$`` takes longer than anybody waits for a text of thirty letters. Our own patterns
are tested to take linear time; a user's cannot be, so each search has a time limit, and one that reaches it
raises: the rule that asked is recorded as failed, and the report is not clean.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from tweetlint.errors import PatternError
from tweetlint.limits import LONGEST_REGEX, REGEX_SECONDS
from tweetlint.model import Span
from tweetlint.text.lazy import lazy_regex

# Counted repeats of counted repeats: (?:a{1000}){1000} is a short pattern and a large program.
_COUNT = lazy_regex(r"\{[ ]*(\d*)[ ]*(?:,[ ]*(\d*)[ ]*)?\}")
_MOST_REPEATS = 1_000
_DEEPEST = 20


class PatternTookTooLongError(Exception):
    """A user's expression was stopped; nothing is known about the text."""


class UserPattern:
    """A regular expression from the account file, in the syntax of the ``regex`` library.

    Raises ``PatternError`` when it is none, or too large.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled = _compiled(source)

    def search(self, text: str, seconds: float = REGEX_SECONDS) -> Span | None:
        """Where it first matches in ``text``; raises ``PatternTookTooLongError`` after ``seconds``."""
        try:
            match = self._compiled.search(text, timeout=seconds, concurrent=False)
        except TimeoutError as error:
            raise self._took_too_long(seconds) from error
        return Span(*match.span()) if match else None

    def find(self, text: str, seconds: float = REGEX_SECONDS) -> Iterator[Span]:
        """Everywhere it matches in ``text``, but for empty matches; raises like ``search``."""
        try:
            for match in self._compiled.finditer(text, timeout=seconds, concurrent=False):
                if match.end() > match.start():
                    yield Span(*match.span())
        except TimeoutError as error:
            raise self._took_too_long(seconds) from error

    def at(self, text: str, place: int, seconds: float = REGEX_SECONDS) -> Span | None:
        """Where it matches ``text`` beginning at ``place`` (behind a ``\\K``, later); raises like ``search``."""
        try:
            match = self._compiled.match(text, place, timeout=seconds, concurrent=False)
        except TimeoutError as error:
            raise self._took_too_long(seconds) from error
        return Span(*match.span()) if match and match.end() > match.start() else None

    def _took_too_long(self, seconds: float) -> PatternTookTooLongError:
        return PatternTookTooLongError(
            f"the expression '{self.source[:60]}' takes longer than {seconds:g} s with this text. Simplify it."
        )


@lru_cache(maxsize=64)
def _compiled(source: str) -> regex.Pattern[str]:
    if len(source) > LONGEST_REGEX:
        raise PatternError(source[:40], 40, f"an expression of {len(source):,} characters; {LONGEST_REGEX} is the most")
    repeats = 1
    for count in _COUNT.finditer(source):
        repeats *= max(_number(count[1]), _number(count[2]), 1)
        if repeats > _MOST_REPEATS:
            raise PatternError(source, count.start(), f"counted repeats that multiply to more than {_MOST_REPEATS:,}")
    if source.count("(") > _DEEPEST:
        raise PatternError(source, len(source), f"more than {_DEEPEST} groups")
    try:
        return regex.compile(source)
    except regex.error as error:
        raise PatternError(source, getattr(error, "pos", None) or 0, f"no regular expression: {error}") from error
    except (OverflowError, RecursionError, ValueError, KeyError, IndexError) as error:
        raise PatternError(source, 0, "no regular expression") from error


def _number(digits: str | None) -> int:
    """A count as written; a huge one where it has too many digits to be one."""
    return min(int((digits or "0")[:9]), _MOST_REPEATS + 1)
