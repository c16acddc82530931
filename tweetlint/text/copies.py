"""Near copies among many fingerprints, without comparing each with each.

Two sets that are this alike share so much that, both sorted by one order, they share one of their first
members already. The rarest come first, so few other sets have those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil
from operator import itemgetter
from typing import NamedTuple

_BITS = 509
_ROUNDING = 1e-9


class Copy(NamedTuple):
    """The fingerprint at ``number`` is as alike as ``similarity`` to the earlier one at ``of``."""

    number: int
    of: int
    similarity: float


def copies(fingerprints: Sequence[Sequence[int]], similarity: float) -> Iterator[Copy]:
    """For each fingerprint the earlier one most like it, the first of several, if their Jaccard index suffices.

    Empty fingerprints are like nothing.
    """
    frequency = Counter(chain.from_iterable(fingerprints))
    rarest_first = sorted(frequency.items(), key=itemgetter(1, 0))
    rank = {member: place for place, (member, _) in enumerate(rarest_first)}
    sets = [frozenset(members) for members in fingerprints]
    sketches = [_sketch(members) for members in sets]
    posting: dict[int, list[int]] = {}
    for index, (members, sketch) in enumerate(zip(sets, sketches, strict=True)):
        # Of n members so many may be its own: a set that is alike shares the others, for the union has n at least.
        own = len(members) - ceil(similarity * len(members) - _ROUNDING)
        first = sorted(members, key=rank.__getitem__)[: own + 1]
        met: set[int] = set().union(*(posting[member] for member in first if member in posting))
        near = [other for other in met if (sketch & ~sketches[other]).bit_count() <= own]
        best, other = max(((_jaccard(members, sets[other]), -other) for other in near), default=(0.0, 0))
        if members and best >= similarity:
            yield Copy(index, -other, best)
        for member in first:
            posting.setdefault(member, []).append(index)


def _sketch(members: frozenset[int]) -> int:
    """A bit for each member; each bit that another sketch lacks is a member that the other set lacks."""
    bits = 0
    for member in members:
        bits |= 1 << member % _BITS
    return bits


def _jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)
