"""Values that come out of the rule cache one at a time.

Of 200 checks a post needs two or three; unpickling all of them would take longer than linting the post.
Groups of terms are kept once for all values, by number.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from tweetlint.text.terms import Groups, Terms

_GROUPS = "groups"


class Shelf:
    """A row of values, some of them still packed."""

    def __init__(self, name: str, values: Sequence[object] = ()) -> None:
        self.name = name
        self._values: list[object] = list(values)
        self._packed: Sequence[bytes] = ()
        self._known: Mapping[object, object] = {}

    def append(self, value: object) -> int:
        """Puts a value at the end; its place."""
        self._values.append(value)
        return len(self._values) - 1

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place: int) -> Any:
        value = self._values[place]
        if value is _PACKED:
            value = self._values[place] = _unpickled(self._packed[place], self._known)
        return value

    def pack(self, groups: Groups) -> list[bytes]:
        """Every value, pickled by itself."""
        return [_pickled(self[place], groups) for place in range(len(self))]

    @classmethod
    def of_packed(cls, name: str, packed: Sequence[bytes], known: Mapping[object, object]) -> Shelf:
        """A shelf whose values are unpacked when they are asked for; ``known`` are those they all refer to."""
        shelf = cls(name, (_PACKED,) * len(packed))
        shelf._packed, shelf._known = packed, known
        return shelf


_PACKED = object()


def packed(value: object, groups: Groups, *shelves: Shelf) -> bytes:
    """``value``, which refers to ``groups`` and ``shelves``, with those, as bytes."""
    rows = [(shelf.name, shelf.pack(groups)) for shelf in shelves]
    core = _pickled(value, groups)
    return pickle.dumps((groups, rows, core), protocol=5)


def unpacked(data: bytes | memoryview) -> Any:
    """What was packed; raises what ``pickle`` raises for bytes that are no pickle."""
    groups, rows, core = pickle.loads(data)
    known: dict[object, object] = {_GROUPS: groups}
    for name, row in rows:
        known[name] = Shelf.of_packed(name, row, known)
    return _unpickled(core, known)


class _Pickler(pickle.Pickler):
    def __init__(self, stream: BytesIO, groups: Groups) -> None:
        super().__init__(stream, protocol=5)
        self._groups = groups

    def persistent_id(self, value: object) -> object:
        """Terms are referred to by their number, groups and shelves by name."""
        if type(value) is Terms:
            return self._groups.index(value)
        if type(value) is Shelf:
            return value.name
        return _GROUPS if value is self._groups else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: BytesIO, known: Mapping[object, object]) -> None:
        super().__init__(stream)
        self._known = known
        self._groups: Any = known[_GROUPS]

    def persistent_load(self, reference: object) -> Any:
        """The value that the reference names."""
        return self._groups[reference] if type(reference) is int else self._known[reference]


def _pickled(value: object, groups: Groups) -> bytes:
    stream = BytesIO()
    _Pickler(stream, groups).dump(value)
    return stream.getvalue()


def _unpickled(data: bytes, known: Mapping[object, object]) -> Any:
    return _Unpickler(BytesIO(data), known).load()
