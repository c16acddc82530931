"""``learned``: how much the words of a post weigh, as labelled posts have taught (``make weights``).

Rules name what is known to go wrong. What people write in everyday words has no end; here every word weighs
a little for or against, and together they may weigh enough for a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import sqrt

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings
from tweetlint.model import Confidence, Span
from tweetlint.text.analysis import Analysis
from tweetlint.text.features import Feature, features

_SCALE = 4.0
_FEW = 16


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of ``weights`` under ``dictionaries/``, and the sum that a post must ``reach``.

    Of the guards, those of the post count; the others speak of single words. A post of fewer than ``words``
    different words says too little.
    """

    weights: str
    reach: float
    words: int = 6


def captures(match: Match) -> frozenset[str]:
    """``term``: the sentence that weighs most; ``first`` and ``second``: its two weightiest words, in text order."""
    return frozenset({"term", "first", "second"})


def compile_match(match: Match, build: Build) -> Learned:
    """The check for ``match``; raises ``ValueError`` where there are no such weights."""
    try:
        data = build.data(match.weights)
    except OSError as error:
        raise ValueError(f'weights = "{match.weights}": there is no such file under dictionaries/') from error
    return Learned(match, data["bias"], data["weights"], build)


def score(found: Mapping[str, float], bias: float, count: int) -> float:
    """What the weights ``found`` in a post of ``count`` words come to."""
    return bias + scale(count) * sum(found.values())


def scale(count: int) -> float:
    """How much each of ``count`` words counts: a longer post is not a worse one, and a few words prove little."""
    return _SCALE / sqrt(max(count, _FEW))


class Learned:
    """Adds up the weights of a post."""

    def __init__(self, match: Match, bias: float, weights: Mapping[str, float], build: Build) -> None:
        self._match = match
        self._bias = bias
        self._weights = dict(weights)
        self._surroundings = Surroundings(match, build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """At most one hit, on the sentence that weighs most."""
        if len(analysis.text) < self._match.words:  # too short, told without tokens
            return
        read = features(analysis)
        if len(read) < self._match.words:
            return
        weights = self._weights
        found = {feature.name: weights[feature.name] for feature in read if feature.name in weights}
        if score(found, self._bias, len(read)) < self._match.reach or not self._surroundings.pass_post(analysis):
            return
        weighed = [(found[feature.name], feature) for feature in read if feature.name in found]
        yield _hit(weighed, analysis)


def _hit(weighed: list[tuple[float, Feature]], analysis: Analysis) -> Hit:
    """The heaviest sentence, with the two words in it that weigh most."""

    def sentence(one: tuple[float, Feature]) -> int:
        return analysis.sentence_of[one[1].token]

    in_order = sorted(weighed, key=sentence)
    heaviest = max((list(group) for _, group in groupby(in_order, sentence)), key=lambda s: sum(w for w, _ in s))
    named = sorted(feature.token for _, feature in sorted(heaviest, key=lambda one: -one[0])[:2])
    span = analysis.run_span(*analysis.sentence_run(named[0]))
    words = [_written(analysis.run_span(token, token + 1), analysis) for token in named]
    captures = {"term": _written(span, analysis), "first": words[0], "second": words[-1]}
    return Hit(span, captures, confidence=Confidence.LOW, last_resort=True)


def _written(span: Span, analysis: Analysis) -> str:
    return analysis.source[span.start : span.end]
