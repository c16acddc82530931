"""What a measurement hands over: figures by name, and the tables that a person reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import msgspec


class Table(msgspec.Struct, frozen=True):
    """A table as it is printed; the first column names what was measured."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> Iterator[str]:
        """The table in Markdown, its columns aligned so that it can be read in a terminal too."""
        columns = list(zip(self.head, *self.rows, strict=True))
        widths = [max(3, *map(_width, column)) for column in columns]
        yield _line(self.head, widths)
        yield "|".join(
            ["", *(f"{'-' * (width + 1)}{'-' if number == 0 else ':'}" for number, width in enumerate(widths)), ""]
        )
        for row in self.rows:
            yield _line(row, widths)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    parts = [f"{cells[0]}{first}", *(f"{space}{cell}" for cell, space in zip(cells[1:], others, strict=True))]
    return f"| {' | '.join(parts)} |"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement: its name, how it was done, its tables, and its figures by name."""

    name: str
    title: str
    how: str
    tables: tuple[Table, ...] = ()
    figures: Mapping[str, float] = {}

    def lines(self) -> Iterator[str]:
        """The section in Markdown."""
        yield f"## {self.title}"
        yield ""
        yield f"Measurement `{self.name}`. {self.how}"
        for table in self.tables:
            yield ""
            if table.title:
                yield f"**{table.title}**"
                yield ""
            yield from table.lines()


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured on, and with."""

    day: str
    processor: str
    cores: int
    system: str
    python: str
    tools: str
    load: float

    def line(self) -> str:
        """The machine in one line, with a warning where it had other work to do."""
        busy = self.load > self.cores / 4
        warning = " **The machine was busy with other work: times are too long, and several workers look idle.**"
        return (
            f"{self.day}: {self.processor}, {self.cores} cores, {self.system}, Python {self.python}, {self.tools}; "
            f"load average before the run {self.load:.2f}.{warning if busy else ''}"
        )


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the benchmarks."""

    machine: Machine
    sections: tuple[Section, ...]

    @property
    def figures(self) -> dict[str, float]:
        """Every figure of the run, by the name of its section and its own."""
        return {f"{part.name}.{name}": value for part in self.sections for name, value in part.figures.items()}


def s(seconds: float) -> str:
    """Seconds."""
    return f"{seconds:.3f} s" if seconds < 10 else f"{seconds:.1f} s"


def mb(megabytes: float) -> str:
    """Megabytes."""
    return f"{megabytes:.0f} MB"


def times(ratio: float) -> str:
    """A ratio."""
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def percent(share: float) -> str:
    """A share of the whole."""
    return f"{100 * share:.1f} %"
