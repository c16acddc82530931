"""``hashtag``: tags that X will not link as meant, and tags that are too many, begged with, or out of place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Severity, Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import Entity, EntityKind, HashtagFault, broken_hashtags
from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.lazy import lazy_re

# A short telephone number in a sentence (#9110 and a particle): nobody meant a tag. A year is no number to call.
_NUMBER_TO_CALL = lazy_re("[#\uff03](?!19|20)[0-9]{3,4}(?=[\u3041-\u3096])")

# The musical sign as the subject of a sentence: a particle, and no hiragana behind it.
_SIGN_ITSELF = lazy_re("\u266f[\u304c\u3092\u306f\u306e\u3082\u3084\u3068](?![\u3041-\u3096])")


class Find(StrEnum):
    """What a rule looks for.

    BROKEN: a tag that X will not link, or cut short; the fault is the case. MANY: more tags than are read.
    REPEATED: the same tag once more. LISTED: a word of ``words`` in a tag. ANY: any tag at all.
    """

    BROKEN = "broken"
    MANY = "many"
    REPEATED = "repeated"
    LISTED = "listed"
    ANY = "any"


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to ``find``; with ``boosted``, only in drafts that will run as an advertisement.

    broken: all faults but those named in ``except``. many: above ``note`` tags are a note, above ``most`` what the
    rule says. listed: tags with a word of the lists ``words`` in them, but for the account's own names.
    """

    find: Find = Find.BROKEN
    excepting: tuple[str, ...] = msgspec.field(default=(), name="except")
    note: int = 2
    most: int = 5
    words: tuple[str, ...] = ()
    boosted: bool = False


def captures(match: Match) -> frozenset[str]:
    """``term``: the tag, as it was meant, or the first of several; ``count`` of all tags, ``tags`` themselves."""
    return frozenset({"term", "count", "tags"})


def compile_match(match: Match, build: Build) -> Broken | Linked:
    """The check for ``match``."""
    faults = [fault.value for fault in HashtagFault]
    for name in match.excepting:
        if name not in faults:
            raise ValueError(f"except: there is no fault '{name}', only {', '.join(faults)}")
    if not 0 <= match.note <= match.most:
        raise ValueError(f"note = {match.note}, most = {match.most}: write the smaller one as note")
    if (match.find is Find.LISTED) != bool(match.words):
        raise ValueError('words: name the lists for find = "listed", and for nothing else')
    return Broken(match) if match.find is Find.BROKEN else Linked(match, build)


_SIGNS = Signs(frozenset("#\uff03\u266f"))


class Broken:
    """Finds tags that X will not link as written; the fault is the hit's case."""

    def __init__(self, match: Match) -> None:
        self.signs = _SIGNS
        self._excepting = frozenset(match.excepting)
        self._boosted = match.boosted

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every broken tag."""
        if self._boosted and not context.draft.boosted:
            return
        text = analysis.source
        for broken in broken_hashtags(text):
            if broken.fault.value in self._excepting:
                continue
            if _NUMBER_TO_CALL.match(text, broken.start) and broken.fault is HashtagFault.GLUED:
                continue
            if _SIGN_ITSELF.match(text, broken.start):
                continue
            term = text[broken.start : broken.end]
            words = {"term": term, "count": "1", "tags": term}
            yield Hit(Span(broken.start, broken.end), words, case=broken.fault.value)


class Linked:
    """Looks at the tags that X links."""

    def __init__(self, match: Match, build: Build) -> None:
        self.signs = _SIGNS
        self._match = match
        self._words = tuple(_plain(word) for name in match.words for word in build.vocabulary.words(name))
        self._own = frozenset(_plain(name) for each in build.account.brands for name in each.spellings)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """The hits of what is looked for."""
        text = analysis.source
        if ("#" not in text and "\uff03" not in text) or (self._match.boosted and not context.draft.boosted):
            return
        tags = [entity for entity in analysis.entities if entity.kind is EntityKind.HASHTAG]
        if not tags:
            return
        match self._match.find:
            case Find.MANY:
                yield from self._many(text, tags)
            case Find.REPEATED:
                yield from _hits(text, _repeated(text, tags), tags)
            case Find.LISTED:
                yield from _hits(text, self._listed(text, tags), tags)
            case _:
                yield from _hits(text, tags[:1], tags)

    def _many(self, text: str, tags: Sequence[Entity]) -> Iterator[Hit]:
        """One hit on the tags that are too many."""
        match = self._match
        if len(tags) <= match.note:
            return
        flood = len(tags) > match.most
        first = tags[match.most if flood else match.note]
        words = {**_words(text, tags), "term": text[first.start : first.end]}
        yield Hit(Span(first.start, tags[-1].end), words, severity=None if flood else Severity.NOTE)

    def _listed(self, text: str, tags: Sequence[Entity]) -> Iterator[Entity]:
        for tag in tags:
            name = _plain(text[tag.start + 1 : tag.end])
            if any(word in name for word in self._words) and name not in self._own:
                yield tag


def _repeated(text: str, tags: Sequence[Entity]) -> Iterator[Entity]:
    """The tags that stand there already, in whatever width and case."""
    seen: set[str] = set()
    for tag in tags:
        name = fold_term(text[tag.start + 1 : tag.end])
        if name in seen:
            yield tag
        seen.add(name)


def _plain(text: str) -> str:
    return fold_kana(fold_term(text))


def _hits(text: str, found: Iterable[Entity], tags: Sequence[Entity]) -> Iterator[Hit]:
    words: dict[str, str] = {}
    for tag in found:
        words = words or _words(text, tags)
        yield Hit(Span(tag.start, tag.end), {**words, "term": text[tag.start : tag.end]})


def _words(text: str, tags: Sequence[Entity]) -> dict[str, str]:
    """What is said of all tags together."""
    names = [text[each.start : each.end] for each in tags]
    return {"term": names[0], "count": str(len(tags)), "tags": " ".join(names)}
