"""Near copies are found, all of them and no others, as if each were compared with each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.text.copies import Copy, copies

SETS = st.lists(st.frozensets(st.integers(0, 12), max_size=12).map(sorted), max_size=12)


def compared(fingerprints: Sequence[Sequence[int]], similarity: float) -> list[Copy]:
    """The same the long way: each with each."""
    found = []
    for index, members in enumerate(map(set, fingerprints)):
        alike = [
            (len(members & set(other)) / len(members | set(other)), -place)
            for place, other in enumerate(fingerprints[:index])
            if members | set(other)
        ]
        best, place = max(alike, default=(0.0, 0))
        if members and best >= similarity:
            found.append(Copy(index, -place, best))
    return found


@given(SETS, st.sampled_from([0.2, 0.5, 0.6, 0.75, 0.8, 0.9, 1.0]))
def test_no_pair_is_missed(fingerprints: list[list[int]], similarity: float) -> None:
    """Whatever the sets and the limit."""
    assert compared(fingerprints, similarity) == list(copies(fingerprints, similarity))


@pytest.mark.parametrize(
    ("fingerprints", "expected"),
    [
        pytest.param([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]], [Copy(1, 0, 1.0)], id="the same"),
        pytest.param([[1, 2, 3, 4], [1, 2, 3, 4, 5]], [Copy(1, 0, 0.8)], id="just enough"),
        pytest.param([[1, 2, 3], [1, 2, 3, 4]], [], id="not enough"),
        pytest.param([[1], [1], [1]], [Copy(1, 0, 1.0), Copy(2, 0, 1.0)], id="the first of several"),
        pytest.param([[], []], [], id="empty"),
    ],
)
def test_what_is_alike(fingerprints: list[list[int]], expected: list[Copy]) -> None:
    """At the limit, above and below it."""
    assert expected == list(copies(fingerprints, 0.8))
