"""Every way tweetlint refuses input, each as one sentence: where, what, what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from tweetlint.limits import LONGEST_COMPLAINT


class TweetlintError(Exception):
    """Something a person has to put right; ``str()`` of it is the whole sentence.

    ``place`` says where (a file, ``file:line``, an account), ``what`` says what is wrong and
    ``advice`` what to do next. ``what`` and ``advice`` carry their own full stops. All are kept short in
    the middle: they may quote what they complain about, and that may be a million characters.
    """

    def __init__(self, place: str, what: str, advice: str = "") -> None:
        super().__init__(place, what, advice)
        self.place = _shortened(place)
        self.what = _shortened(what)
        self.advice = _shortened(advice)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what} {self.advice}".rstrip()


class InputError(TweetlintError):
    """A draft, or a file of drafts, that cannot be read."""


class ConfigError(TweetlintError):
    """An account file, profile or setting that cannot be used."""


class RuleError(TweetlintError):
    """A rule file that does not load."""


class DictionaryError(TweetlintError):
    """A word list that does not load."""


class PatternError(Exception):
    """A phrase pattern that does not parse; ``position`` is a code-point offset into ``pattern``."""

    def __init__(self, pattern: str, position: int, what: str) -> None:
        super().__init__(pattern, position, what)
        self.pattern = pattern
        self.position = position
        self.what = what

    def __str__(self) -> str:
        before, after = self.pattern[: self.position], self.pattern[self.position :]
        return f"{self.what} (at ▸ in `{before}▸{after}`)"


def _shortened(sentence: str) -> str:
    """``sentence`` without its middle where it is too long to be read."""
    if len(sentence) <= LONGEST_COMPLAINT:
        return sentence
    half = LONGEST_COMPLAINT // 2
    return f"{sentence[:half]} … {sentence[-half:]}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """``Did you mean 'x'?`` for the choice nearest to ``word``, or all choices when none is near."""
    from difflib import get_close_matches

    known = sorted(choices)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known: {', '.join(known)}." if known else ""
