"""``python -m tests.quality.learn``: weighs words by the labelled posts; renews ``dictionaries/weights/``.

A logistic regression over the words of ``tweetlint.text.features``, one family against everything else, by
stochastic gradient descent with a rate of its own for every feature (AdaGrad). The sets in ``HELD_OUT`` are
never learned from: what ``docs/quality.md`` says of them is said of posts that nobody has seen.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt
from typing import NamedTuple

from tweetlint.kinds.learned import scale, score
from tweetlint.load.assets import shipped_dictionaries, shipped_rules
from tweetlint.load.rulefile import find_rules, load_rule
from tweetlint.load.words import word_classes
from tweetlint.text.analysis import Analysis, Language
from tweetlint.text.features import features
from tweetlint.text.grammar import Grammar
from tweetlint.text.terms import TermIndex

from .corpus import CORPUS, HELD_OUT, sets

TAUGHT = CORPUS / "taught.tsv"
# For claims, crisis, slips and tone it was tried too, and told hardly more than the rules do, or spoke too often.
FAMILIES = ("disparagement", "hurtful", "rights", "secrets", "stance")
_LEAST = 2
_KEPT = 3_000
_ROUNDS = 8
_RATE = 0.3
_DECAY = 2e-3
_START = 0.1
_BIAS_RATE = 0.02
_BAD_WEIGH = 2.0


class Lesson(NamedTuple):
    """A labelled post: of which set, its features, the families that it shows, and those that were looked for."""

    of: str
    features: tuple[str, ...]
    shows: frozenset[str]
    doubtful: frozenset[str]
    families: frozenset[str]

    def teaches(self, family: str) -> bool:
        """Whether it says anything of ``family``, for or against."""
        return family not in self.doubtful and (not self.families or family in self.families)


class Weights(NamedTuple):
    """What was learned of a family."""

    bias: float
    words: Mapping[str, float]

    def score(self, lesson: Lesson) -> float:
        """What a post comes to."""
        found = {name: self.words[name] for name in lesson.features if name in self.words}
        return score(found, self.bias, len(lesson.features))


def lessons() -> list[Lesson]:
    """All labelled posts, those of ``HELD_OUT`` among them; of timelines nothing is learned."""
    return [*_of_corpus(), *_of_rules(), *_taught()]


def _of_corpus() -> Iterator[Lesson]:
    for name, rows in sets().items():
        for row in rows:
            if not row.text:
                continue
            if row.rule:
                family = row.rule.partition("/")[0]
                shows, families = frozenset({family} if row.label else ()), frozenset({family})
            else:
                shows, families = frozenset(row.expect or ()), frozenset(() if row.clean else row.families)
            yield Lesson(name, _features(row.text), shows, frozenset(row.also_ok), families)


def _of_rules() -> Iterator[Lesson]:
    """The innocent examples of the rule files; the bad ones all speak of one coffee roaster, who is not to blame."""
    for path in find_rules(shipped_rules()):
        rule = load_rule(path, shipped_rules())
        families = frozenset({rule.family})
        for good in rule.file.good:
            if good.text:
                yield Lesson("rules", _features(good.text), frozenset(), frozenset(), families)


def _taught() -> Iterator[Lesson]:
    """The posts that were written to be learned from: families, or ``-``, and the text with ``\\n`` for line breaks."""
    for line in TAUGHT.read_text(encoding="utf-8").splitlines():
        shows, _, text = line.partition("\t")
        families = frozenset(() if shows == "-" else shows.split(","))
        yield Lesson("taught", _features(text.replace("\\n", "\n")), families, frozenset(), frozenset())


# Of a language nothing is asked but its word classes.
_language = Language(TermIndex(()), Grammar(word_classes()), {})


def _features(text: str) -> tuple[str, ...]:
    return tuple(feature.name for feature in features(Analysis(text, _language)))


def learn(family: str, lessons: Sequence[Lesson]) -> Weights:
    """The weights that tell the family's posts from all others; the same for the same lessons."""
    known = [lesson for lesson in lessons if lesson.teaches(family)]
    often = Counter(name for lesson in known for name in lesson.features)
    weights = {name: 0.0 for name, count in often.items() if count >= _LEAST}
    steepness = dict.fromkeys(weights, _START)
    posts = [
        ([name for name in lesson.features if name in weights], len(lesson.features), family in lesson.shows)
        for lesson in known
    ]
    bias, chance = -2.0, random.Random(1)
    for _ in range(_ROUNDS):
        chance.shuffle(posts)
        for names, count, bad in posts:
            steep = scale(count)
            total = bias + steep * sum(weights[name] for name in names)
            error = (1 / (1 + exp(-total)) - bad) * (_BAD_WEIGH if bad else 1.0)
            for name in names:
                slope = error * steep + _DECAY * weights[name]
                steepness[name] += slope * slope
                weights[name] -= _RATE * slope / sqrt(steepness[name])
            bias -= _BIAS_RATE * error
    heaviest = sorted(weights, key=lambda name: (-abs(weights[name]), name))[:_KEPT]
    return Weights(round(bias, 3), {name: round(weights[name], 2) for name in heaviest})


def write(family: str, weights: Weights) -> None:
    """Renews the family's file."""
    rows = "\n".join(f'"{_quoted(name)}" = {weight}' for name, weight in sorted(weights.words.items()))
    header = (
        f"# title: how much words weigh for {family}/, as labelled posts have taught\n"
        "# licence: MIT, own compilation\n"
        "# source: tests/corpus, all sets but those held out\n"
        "# made by: python -m tests.quality.learn\n"
    )
    path = shipped_dictionaries() / "weights" / f"{family}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{header}bias = {weights.bias}\n\n[weights]\n{rows}\n", encoding="utf-8")


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def main() -> int:
    """Learns and writes; with ``--try`` writes nothing, and prints what would be found in the sets held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", dest="only_try", action="store_true", help="write nothing; judge the sets held out")
    parser.add_argument("--family", action="append", choices=FAMILIES, help="only this family")
    options = parser.parse_args()
    known = lessons()
    taught = [lesson for lesson in known if lesson.of not in HELD_OUT]
    unseen = [lesson for lesson in known if lesson.of in HELD_OUT]
    for family in options.family or FAMILIES:
        weights = learn(family, taught)
        sys.stdout.write(f"{family}: {sum(family in lesson.shows for lesson in taught)} posts\n")
        if options.only_try:
            _try(family, weights, unseen)
        else:
            write(family, weights)
    return 0


def _try(family: str, weights: Weights, unseen: Sequence[Lesson]) -> None:
    """At each limit: how many posts of the family are found of how many, and how many others."""
    scored = [(weights.score(lesson), family in lesson.shows) for lesson in unseen if lesson.teaches(family)]
    wanted = sum(bad for _, bad in scored)
    for limit in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5):
        found = Counter(bad for total, bad in scored if total >= limit)
        sys.stdout.write(f"  at {limit}: {found[True]} of {wanted}, and {found[False]} others\n")


if __name__ == "__main__":
    sys.exit(main())
