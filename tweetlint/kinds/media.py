"""``media``: what a picture's alternative text tells those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Media, Span
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold_term

_PICTURES = frozenset({"image", "photo", "picture", "gif", "animated_gif"})
_FILMS = frozenset({"video", "movie"})
# A name that a camera, a telephone or a designer's folder gave: it ends as files do, or is letters with a number.
_FILE_NAME = (
    r".+\.(?:jpe?g|png|gif|webp|heic|bmp|tiff?|psd|ai|svg|mp4|mov)|(?:IMG|DSC[NF]?|PXL|MVI|GOPR|P)[_\-]?\d{3,}\w{0,40}"
)
_CODED = r"[A-Za-z0-9_\-.() ]+"
_LONG_NUMBER = r"\d{6}"


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pictures whose alternative text is missing or tells nothing; each way of that is a case.

    The lists ``bare`` hold words that alone say no more than that there is a picture. A text has ``shortest`` to
    ``longest`` characters. ``shows`` are patterns that send the reader to the picture: what it says must then be
    in its text. With ``films``, videos without captions and without text are found too.
    """

    bare: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    shortest: int = 5
    longest: int = 1000
    telling: int = 20
    films: bool = True


def captures(match: Match) -> frozenset[str]:
    """``term``: the alternative text; ``number`` and ``count`` of the picture; ``length`` of it, ``longest``."""
    return frozenset({"term", "number", "count", "length", "longest"})


def compile_match(match: Match, build: Build) -> AltTexts:
    """The check for ``match``."""
    if not 0 <= match.shortest <= match.longest:
        raise ValueError(f"shortest = {match.shortest}, longest = {match.longest}: write the smaller one first")
    return AltTexts(match, build)


class AltTexts:
    """Reads the alternative texts of a draft's pictures."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._bare = frozenset(_plain(word) for name in match.bare for word in build.vocabulary.words(name))
        self._shows = PatternSet(match.shows, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """One hit, on the draft as a whole, for the first picture with a fault of each sort."""
        media = context.draft.media
        if not media:
            return
        told: set[str] = set()
        for number, each in enumerate(media, 1):
            case = self._fault(each, analysis)
            if case is not None and case not in told:
                told.add(case)
                yield self._hit(each, number, len(media), case)

    def _hit(self, media: Media, number: int, count: int, case: str) -> Hit:
        alt = (media.alt or "").strip()
        words = {"term": alt, "number": str(number), "count": str(count), "length": str(len(alt))}
        return Hit(Span(0, 0), {**words, "longest": str(self._match.longest)}, case=case)

    def _fault(self, media: Media, analysis: Analysis) -> str | None:
        if media.decorative:
            return None
        kind, alt = media.type.lower(), (media.alt or "").strip()
        if kind in _FILMS:
            return "film" if self._match.films and not media.captions and not alt else None
        return self._picture_fault(alt, analysis) if kind in _PICTURES else None

    def _picture_fault(self, alt: str, analysis: Analysis) -> str | None:
        match = self._match
        if not alt:
            return "only-there" if self._sends_to_picture(analysis) else "missing"
        if _is_file_name(alt):
            return "file-name"
        if _plain(alt) in self._bare or not any(map(str.isalpha, alt)):
            return "bare"
        if len(alt) < match.shortest:
            return "short"
        if len(alt) > match.longest:
            return "long"
        if _plain(alt) == _plain(analysis.source):
            return "same"
        return "only-there" if len(alt) < match.telling and self._sends_to_picture(analysis) else None

    def _sends_to_picture(self, analysis: Analysis) -> bool:
        return next(self._shows.find(analysis), None) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _is_file_name(alt: str) -> bool:
    if _compiled(_FILE_NAME).fullmatch(alt):
        return True
    return bool(_compiled(_CODED).fullmatch(alt) and _compiled(_LONG_NUMBER).search(alt))


def _plain(text: str) -> str:
    """``text`` folded and without anything but its letters and digits."""
    return "".join(character for character in fold_term(text) if character.isalnum())
