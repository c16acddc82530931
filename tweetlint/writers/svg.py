"""Small charts as SVG within a page: shares over time, what they are made of, and how much there is where.

Each has a title that says what it shows; the numbers themselves stand in a table beside it. Colours go by class,
so that the page's own style decides them, on the screen and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from tweetlint.writers.markup import Markup, joined, tag

WIDTH = 920
"""Units of a chart from left to right; the page scales it."""
_LEFT, _RIGHT, _TOP = 46, 12, 12
_BESIDE = 108
"""Units to the right of a chart over time, where the names of its limits stand."""
_HEIGHT = 210
_NARROW = 54  # units that the name of a period takes


class Bar(NamedTuple):
    """A share with the interval that holds it; None where there is nothing to show. ``note`` says it in words."""

    name: str
    share: float | None
    low: float
    high: float
    note: str


class Line(NamedTuple):
    """A limit across the chart."""

    at: float
    name: str
    style: str


class Stack(NamedTuple):
    """What a period is made of: parts of one, each with its class; ``note`` says it in words."""

    name: str
    parts: Sequence[tuple[str, float]]
    note: str


def bars(title: str, entries: Sequence[Bar], lines: Sequence[Line]) -> Markup:
    """A bar for each entry with a whisker for its interval, and the limits across."""
    highest = max([0.1, *(bar.high for bar in entries if bar.share is not None), *(line.at for line in lines)])
    top = min(ceil(highest * 10 + 0.5) / 10, 1.0)

    def height(share: float) -> float:
        return _TOP + _HEIGHT * (1 - min(share, top) / top)

    step = (WIDTH - _LEFT - _BESIDE) / max(len(entries), 1)
    drawn = []
    for number, bar in enumerate(entries):
        middle = _LEFT + step * (number + 0.5)
        if bar.share is None:
            continue
        half = min(step * 0.34, 26.0)
        whisker = f"M{middle:.1f} {height(bar.low):.1f}V{height(bar.high):.1f}"
        caps = "".join(f"M{middle - half / 3:.1f} {height(end):.1f}h{half / 1.5:.1f}" for end in (bar.low, bar.high))
        rest = _TOP + _HEIGHT - height(bar.share)
        drawn.append(
            tag(
                "g",
                tag("title", bar.note),
                tag("rect", class_="bar", x=middle - half, y=height(bar.share), width=half * 2, height=max(rest, 0.5)),
                tag("path", class_="whisker", d=whisker + caps),
            )
        )
    limits = [
        joined(
            tag(
                "line",
                class_=f"limit {line.style}",
                x1=_LEFT,
                x2=WIDTH - _BESIDE,
                y1=height(line.at),
                y2=height(line.at),
            ),
            tag("text", line.name, class_=f"limit-name {line.style}", x=WIDTH - _BESIDE + 6, y=height(line.at) + 4),
        )
        for line in lines
    ]
    return _chart(title, _scale(top, height), *drawn, *limits, *_names([bar.name for bar in entries], step))


def stacks(title: str, entries: Sequence[Stack]) -> Markup:
    """A column of parts for each entry, all of one height."""
    step = (WIDTH - _LEFT - _BESIDE) / max(len(entries), 1)
    drawn = []
    for number, stack in enumerate(entries):
        half = min(step * 0.4, 30.0)
        x, y = _LEFT + step * (number + 0.5) - half, float(_TOP + _HEIGHT)
        parts = []
        for name, part in stack.parts:
            y -= part * _HEIGHT
            if part > 0:
                parts.append(tag("rect", class_=f"part {name}", x=x, y=y, width=half * 2, height=part * _HEIGHT))
        drawn.append(tag("g", tag("title", stack.note), *parts))
    names = _names([stack.name for stack in entries], step)
    return _chart(title, _scale(1.0, lambda share: _TOP + _HEIGHT * (1 - share)), *drawn, *names)


def grid(title: str, rows: Sequence[tuple[str, Sequence[int]]], columns: Sequence[str], left: int = _LEFT) -> Markup:
    """A cell for each number, the darker the more; the number stands in it, and nothing where there is none."""
    most = max([1, *(value for _, values in rows for value in values)])
    step = (WIDTH - left - _RIGHT) / max(len(columns), 1)
    size = 24
    drawn = []
    for place, (name, values) in enumerate(rows):
        y = _TOP + 14 + place * size
        drawn.append(tag("text", name, class_="row", x=left - 6, y=y + size * 0.68))
        for number, value in enumerate(values):
            x = left + step * number
            shade = f"cell s{ceil(9 * value / most)}"
            drawn.append(tag("rect", class_=shade, x=x + 0.5, y=y + 0.5, width=step - 1, height=size - 1))
            if value and step >= 7 * len(str(value)):
                ink = "value light" if value > 0.55 * most else "value"
                drawn.append(tag("text", value, class_=ink, x=x + step / 2, y=y + size * 0.68))
    heads = _spread(columns, step)
    heading = [
        tag("text", columns[number], class_="axis middle", x=left + step * (number + 0.5), y=_TOP + 8)
        for number in heads
    ]
    return _figure(title, _TOP + 18 + len(rows) * size, (*heading, *drawn))


def _chart(title: str, *pieces: Markup) -> Markup:
    return _figure(title, _TOP + _HEIGHT + 26, pieces)


def _figure(title: str, height: float, pieces: Iterable[Markup]) -> Markup:
    return tag("svg", tag("title", title), *pieces, viewBox=f"0 0 {WIDTH} {height:g}", role="img", aria_label=title)


def _scale(top: float, height: object) -> Markup:
    """Lines and figures for every tenth, or every fifth of a high chart."""
    at = height
    assert callable(at)
    step = 0.1 if top <= 0.6 else 0.2
    marks = [round(step * number, 2) for number in range(round(top / step) + 1)]
    return joined(
        *(tag("line", class_="rule", x1=_LEFT, x2=WIDTH - _BESIDE, y1=at(mark), y2=at(mark)) for mark in marks),
        *(tag("text", f"{mark:.0%}", class_="axis end", x=_LEFT - 6, y=at(mark) + 4) for mark in marks),
    )


def _names(names: Sequence[str], step: float) -> Iterator[Markup]:
    for number in _spread(names, step):
        yield tag("text", names[number], class_="axis middle", x=_LEFT + step * (number + 0.5), y=_TOP + _HEIGHT + 18)


def _spread(names: Sequence[str], step: float) -> range:
    """The numbers of the names that there is room for."""
    longest = max((len(name) for name in names), default=1)
    return range(0, len(names), max(1, ceil(min(_NARROW, 9 * longest) / step)))
