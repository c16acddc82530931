"""``shape``: characters in a certain order, which no list of words could hold: numbers, addresses, keys, blanks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping

from tweetlint.account import Account, Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings
from tweetlint.model import Span
from tweetlint.phrase.gate import Needs, Signs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold_term
from tweetlint.text.lazy import lazy_re
from tweetlint.text.userpattern import UserPattern

_TEXTS = ("folded", "written")
_COUNTRY = "81"
_SHORTEST_NUMBER = 8
_DIGIT = lazy_re("[0-9]")


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Regular expressions, where the guards allow it.

    They read the text ``folded`` (widths and letter case made equal, addresses still there) or as ``written``.
    With ``holds``, only a text is searched that has one of these strings; with ``digits``, one that has so many,
    with ``longest``, one of no more characters, and with ``twice``, one in which so many characters in a row come
    again. With ``after``, an expression
    must begin right behind a match of one of these patterns. ``passes`` names a test of the digits found.
    What the account lists in ``contacts``, and mail at one of its ``domains``, is never a hit.
    """

    any: tuple[str, ...]
    after: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    digits: int = 0
    longest: int = 0
    twice: int = 0
    passes: str = ""
    text: str = "folded"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.any:
            raise ValueError("any = []: a rule needs at least one expression")
        if self.passes and self.passes not in _TESTS:
            raise ValueError(f'passes = "{self.passes}": write one of {", ".join(_TESTS)}')
        if self.text not in _TEXTS:
            raise ValueError(f'text = "{self.text}": write one of {", ".join(_TEXTS)}')
        if self.text == "written" and self.after:
            raise ValueError('text = "written": with after, the folded text is read')


def captures(match: Match) -> frozenset[str]:
    """``term``: what was found, as written."""
    return frozenset({"term"})


def compile_match(match: Match, build: Build) -> Shapes:
    """The check for ``match``."""
    return Shapes(match, build)


class Shapes:
    """Finds the shapes; a text without any is never tokenised for it."""

    def __init__(self, match: Match, build: Build) -> None:
        self._shapes = tuple(UserPattern(source) for source in match.any)
        self._after = PatternSet(match.after, build.vocabulary)
        self._holds = match.holds
        self._digits = match.digits
        self._longest = match.longest
        self._twice = match.twice
        self._passes = _TESTS.get(match.passes)
        self._as_written = match.text == "written"
        self._own = _Own(build.account)
        self._surroundings = Surroundings(match, build.vocabulary)

    @property
    def needs(self) -> Needs:
        """The words behind which a shape must stand, and those of the company it needs."""
        return (*self._after.needs(), *self._surroundings.needs)

    @property
    def signs(self) -> Signs | None:
        """What every text holds that is searched."""
        return (
            Signs(frozenset(self._holds)) if self._holds else Signs(frozenset("0123456789")) if self._digits else None
        )

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every shape that the guards keep; of overlapping ones the first, and there the longest."""
        text = analysis.source if self._as_written else analysis.folded.text
        if not self._worth_reading(text, analysis):
            return
        reached = -1
        for found in sorted(set(self._found(text, analysis)), key=lambda span: (span.start, -span.end)):
            if found.start < reached or not self._counts(text[found.start : found.end]):
                continue
            if self._kept(found, analysis):
                reached = found.end
                span = found if self._as_written else analysis.source_span(found.start, found.end)
                yield Hit(span, {"term": analysis.source[span.start : span.end]})

    def _worth_reading(self, text: str, analysis: Analysis) -> bool:
        if self._longest and len(text) > self._longest:
            return False
        if self._digits and _count_of_digits(analysis) < self._digits:
            return False
        if self._twice and not _comes_again(text, self._twice):
            return False
        return not self._holds or any(part in text for part in self._holds)

    def _found(self, text: str, analysis: Analysis) -> Iterator[Span]:
        if not self._after:
            for shape in self._shapes:
                yield from shape.find(text)
            return
        ends = {analysis.tokens[match.last - 1].end for match in self._after.find(analysis)}
        for place in sorted(ends):
            for shape in self._shapes:
                span = shape.at(text, place)
                if span is not None:
                    yield span

    def _counts(self, found: str) -> bool:
        """Whether its digits pass, and it is none of the account's own contacts."""
        if self._passes is not None and not self._passes(_digits(found)):
            return False
        return not self._own.has(found)

    def _kept(self, found: Span, analysis: Analysis) -> bool:
        run = self._run(found, analysis)
        return run is None or next(self._surroundings.keep([run], analysis), None) is not None

    def _run(self, found: Span, analysis: Analysis) -> PhraseMatch | None:
        """The tokens that the shape touches; None where it touches none, and no guard can say anything."""
        folded = analysis.folded
        start, end = found
        if self._as_written:
            start, end = folded.folded_index(start), folded.folded_index(end)
        begins = [token.start for token in analysis.tokens]
        first = max(bisect_right(begins, start) - 1, 0)
        last = bisect_right(begins, end - 1)
        return PhraseMatch(first, last, first, last) if first < last else None


def _comes_again(text: str, length: int) -> bool:
    """Whether any ``length`` characters in a row stand in the text more than once."""
    parts = [text[place : place + length] for place in range(len(text) - length + 1)]
    return len(set(parts)) < len(parts)


def _count_of_digits(analysis: Analysis) -> int:
    """The digits of the whole text, counted once for all shapes."""
    known = analysis.memory.get(_count_of_digits)
    if known is None:
        known = analysis.memory[_count_of_digits] = (len(_DIGIT.findall(analysis.folded.text)),)
    count: int = known[0]
    return count


class _Own:
    """The contacts that the account gives out: numbers in any notation, addresses, and mail at its domains."""

    def __init__(self, account: Account) -> None:
        contacts = [fold_term(contact) for contact in account.contacts]
        self._numbers = frozenset(n for n in map(_national, contacts) if len(n) >= _SHORTEST_NUMBER)
        self._words = frozenset(contacts)
        self._domains = tuple(fold_term(domain) for domain in account.domains)

    def has(self, found: str) -> bool:
        """Whether ``found`` is one of them."""
        found = fold_term(found)
        if found in self._words or _national(found) in self._numbers:
            return True
        _, at, host = found.rpartition("@")
        return bool(at) and any(host == domain or host.endswith(f".{domain}") for domain in self._domains)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _national(text: str) -> str:
    """The digits of a telephone number as it is dialled inside of the country."""
    digits = _digits(text)
    return f"0{digits[len(_COUNTRY) :]}" if text.startswith(f"+{_COUNTRY}") else digits


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a payment card (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return len(set(digits)) > 1 and total % 10 == 0


def my_number(digits: str) -> bool:
    """Whether twelve digits end in the check digit of an individual number (2014 ordinance no. 85, article 5)."""
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(digits[:11]), 1))
    rest = total % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


_TESTS: Mapping[str, Callable[[str], bool]] = {"luhn": luhn, "my-number": my_number}
