"""How a post tells that it is advertising: labels (#PR, 【広告】, a lone pr) and whole sentences.

A statement is read with its shape, because the same word is a label in one place and none in another:
#PR is, #PRESENT and 自己PR are not, 「PR」 alone on the last of ten lines is one that nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from tweetlint.model import Span
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind, HashtagFault, broken_hashtags
from tweetlint.text.lazy import lazy_regex
from tweetlint.text.terms import Occurrence, Terms, Vocabulary


class Clarity(StrEnum):
    """How well a reader understands the words: at once, perhaps, only with English, only by guessing."""

    CLEAR = "clear"
    AMBIGUOUS = "ambiguous"
    ENGLISH = "english"
    SPELLED = "spelled"


class Shape(StrEnum):
    """Where the words stand: in a tag, in a tag that is none, in brackets, heading a line, alone, in prose."""

    TAG = "tag"
    GLUED = "glued"
    SHARP = "sharp"
    BRACKET = "bracket"
    HEAD = "head"
    ALONE = "alone"
    SENTENCE = "sentence"


class Statement(NamedTuple):
    """One statement of a relation; ``span`` is in the source, with its sign or brackets."""

    span: Span
    clarity: Clarity
    shape: Shape


class Lists(NamedTuple):
    """The slots that hold the words."""

    labels: str = "disclosure/labels"
    forms: str = "disclosure/forms"


class Statements:
    """Reads the statements of a post."""

    def __init__(self, lists: Lists, vocabulary: Vocabulary) -> None:
        self._labels: dict[str, Terms] = {
            name: vocabulary.slot(f"{lists.labels}:{name}")
            for name in ("clear", "bracket", "ambiguous", "english", "spelled", "innocent")
        }
        self._sentences = vocabulary.slot(f"{lists.forms}:sentence")

    def may_be(self, analysis: Analysis) -> bool:
        """False only where ``read`` finds nothing; tells it without tokens."""
        return any(map(analysis.may_stand, (self._sentences, *self._labels.values())))

    def read(self, analysis: Analysis) -> tuple[Statement, ...]:
        """All statements of the post in the order of the text; what is denied or quoted states nothing."""
        if not self.may_be(analysis):
            return ()
        broken = _broken(analysis, self._clear_words(analysis))
        found = [*self._in_prose(analysis), *broken, *self._placed(analysis)]
        return tuple(sorted(found, key=lambda statement: statement.span))

    def _clear_words(self, analysis: Analysis) -> list[Occurrence]:
        return [o for o in analysis.occurrences(self._labels["clear"]) if _stands_alone(analysis.text, o)]

    def _in_prose(self, analysis: Analysis) -> Iterator[Statement]:
        innocent = [(o.start, o.end) for o in analysis.occurrences(self._labels["innocent"])]
        for o in analysis.occurrences(self._sentences):
            run = o.first, o.last
            if any(a < o.end and o.start < b for a, b in innocent):
                continue
            if not (analysis.denied(*run) or analysis.quoted(*run) or analysis.asked(*run)):
                yield Statement(analysis.source_span(o.start, o.end), Clarity.CLEAR, Shape.SENTENCE)

    def _placed(self, analysis: Analysis) -> Iterator[Statement]:
        """Labels by their place, the clearest reading of each stretch of text only."""
        places = _Places(analysis)
        taken = [(o.start, o.end) for o in analysis.occurrences(self._labels["innocent"])]
        for name, clarity in _READINGS:
            occurrences = sorted(analysis.occurrences(self._labels[name]), key=lambda o: o.start - o.end)
            for o in occurrences:
                if any(a < o.end and o.start < b for a, b in taken):
                    continue
                statement = places.statement(o, clarity, brackets_only=name == "bracket")
                if statement is not None:
                    taken.append((o.start, o.end))
                    yield statement


_READINGS = (
    ("clear", Clarity.CLEAR),
    ("bracket", Clarity.CLEAR),
    ("ambiguous", Clarity.AMBIGUOUS),
    ("english", Clarity.ENGLISH),
    ("spelled", Clarity.SPELLED),
)
_LONGEST_BRACKET = 40
_OPEN, _CLOSE = r"【\[(<〈《≪『〔", r"】\])>〉》≫』〕"
_BRACKET = lazy_regex(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}\n]{{1,{_LONGEST_BRACKET}}})[{_CLOSE}]")
_PART = lazy_regex(r"[^/:|・,、 #_×x&]+")
_LONG_ENGLISH = 6
_WORD = lazy_regex(r"[\p{L}\p{Nd}]")
_LABEL_ENDS = lazy_regex(r"(?![\p{L}\p{Nd}]|[ ]+[a-z0-9])")
_NO_HEAD = ("「", "“", "#", "♯")
_COLON = frozenset(":/|")


class _Places:
    """The tags, brackets and lines of a post, in positions of its folded text."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._text = analysis.text
        index = analysis.folded.folded_index
        tags = [entity for entity in analysis.entities if entity.kind is EntityKind.HASHTAG]
        self._tags = [(index(tag.start), index(tag.end)) for tag in tags]
        self._brackets = [(m.start(), m.end()) for m in _BRACKET.finditer(self._text)]

    def statement(self, o: Occurrence, clarity: Clarity, *, brackets_only: bool) -> Statement | None:
        """The label that the word is in its place, or None where it is no label."""
        if not _stands_alone(self._text, o):
            return None
        for start, end in self._tags:
            if start < o.start and o.end <= end:
                if brackets_only or not self._is_tag(o, start + 1, end, clarity):
                    return None
                return self._made(start, end, clarity, Shape.TAG)
        for start, end in self._brackets:
            if start < o.start and o.end < end and self._fills_bracket(o, start + 1, end - 1):
                named = clarity is Clarity.AMBIGUOUS and end - 1 - (start + 1) > o.end - o.start + 1
                return self._made(start, end, Clarity.CLEAR if named else clarity, Shape.BRACKET)
        return self._on_line(o, clarity)

    def _made(self, start: int, end: int, clarity: Clarity, shape: Shape) -> Statement:
        return Statement(self._analysis.source_span(start, end), clarity, shape)

    def _is_tag(self, o: Occurrence, start: int, end: int, clarity: Clarity) -> bool:
        """Whether the whole tag is the word, or ends with it (#あおば茶房アンバサダー); long English may begin it."""
        if (o.start, o.end) == (start, end):
            return True
        if clarity is Clarity.ENGLISH and o.end - o.start < _LONG_ENGLISH:
            return False
        before, after = self._text[o.start - 1], self._text[o.end : o.end + 1]
        return o.end == end or (o.start == start and after == "_") or (before == after == "_")

    def _fills_bracket(self, o: Occurrence, start: int, end: int) -> bool:
        """Whether the word ends one of the parts of what stands in the brackets."""
        parts = (m.span() for m in _PART.finditer(self._text, start, end))
        return any(a <= o.start and o.end == b for a, b in parts) or (o.start, o.end) == (start, end)

    def _on_line(self, o: Occurrence, clarity: Clarity) -> Statement | None:
        text = self._text
        begin = text.rfind("\n", 0, o.start) + 1
        newline = text.find("\n", o.end)
        end = len(text) if newline < 0 else newline
        before, after = text[begin : o.start], text[o.end : end]
        follows = after[:1]
        alone_behind = _WORD.search(after) is None
        if _WORD.search(before) is None and not before.rstrip().endswith(_NO_HEAD):
            if follows in _COLON and follows:
                told = Clarity.CLEAR if clarity is Clarity.AMBIGUOUS else clarity
                return self._made(o.start, o.end, told, Shape.HEAD)
            if alone_behind:
                at_top = begin == 0 or not text[:begin].strip()
                return self._made(o.start, o.end, clarity, Shape.HEAD if at_top else Shape.ALONE)
            if begin == 0 and clarity in (Clarity.CLEAR, Clarity.ENGLISH) and _LABEL_ENDS.match(after):
                return self._made(o.start, o.end, clarity, Shape.HEAD)
        if alone_behind and before[-1:].isspace():
            return self._made(o.start, o.end, clarity, Shape.ALONE)
        if " " in text[o.start : o.end] and clarity is Clarity.ENGLISH:
            return self._made(o.start, o.end, clarity, Shape.ALONE)
        return None


def _stands_alone(text: str, o: Occurrence) -> bool:
    """Whether no Latin word runs on from an edge of the word: pr in ``#pr``, not in ``present``."""
    return not (_runs_on(text, o.start - 1, o.start) or _runs_on(text, o.end, o.end - 1))


def _runs_on(text: str, outside: int, inside: int) -> bool:
    if not 0 <= outside < len(text):
        return False
    out, edge = text[outside], text[inside]
    return out.isascii() and edge.isascii() and out.isalnum() and edge.isalnum()


def _broken(analysis: Analysis, words: Iterable[Occurrence]) -> Iterator[Statement]:
    """Labels meant as tags that X does not link: glued to a neighbour, parted from their sign, or with ♯."""
    source = analysis.source
    spans = {analysis.source_span(o.start, o.end) for o in words}
    for start, end in spans:
        if source.endswith(_SHARP, 0, start):
            yield Statement(Span(start - 1, end), Clarity.CLEAR, Shape.SHARP)
    for tag in broken_hashtags(source):
        pieces = _TAG_PIECE.finditer(source, tag.start, tag.end)
        if tag.fault in _GLUED and any(piece.span(1) in spans for piece in pieces):
            yield Statement(Span(tag.start, tag.end), Clarity.CLEAR, Shape.GLUED)


_SHARP = "♯"
_TAG_PIECE = lazy_regex(r"[#＃][ \u3000\xa0]*([^#＃]+)")
_GLUED = frozenset({HashtagFault.GLUED, HashtagFault.GLUED_TAGS, HashtagFault.SPACE_AFTER})
