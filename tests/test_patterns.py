"""Every regular expression of the package takes a time that grows with the text and no faster.

All of them are found by watching ``re`` and ``regex`` in a process of its own that uses every module; a place
in the code that compiles a pattern and was not seen there fails the test too.
"""

# ruff: noqa: E501  (pieces of texts stand in rows)

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import regex

import tweetlint

PACKAGE = Path(tweetlint.__file__).parent
CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"})
WATCH = Path(__file__).parent / "watched_patterns.py"
LENGTH = 4_000
SECONDS = 0.08
"""A pattern that takes the square of the text's length needs several tenths of one for ``LENGTH`` characters."""
LONG = 20_000
LONG_SECONDS = 0.5

RUNS = (
    "a", "A", "あ", "ー", "ア", "ｱ", "漢", "1", "１", "一", "十", " ", "\u3000", "\t", "\n", "\r", "\r\n", "-", "_", ".", "/", ":",
    "@", "#", "＃", "♯", "$", "%", "&", "(", ")", "[", "]", "{", "}", "「", "」", "【", "⟦", "⟧", "\\", '"', "'", "、", "。", "・", "〜",
    "\u200d", "\ufe0f", "\u0301", "\u3099", "ﾞ", "😀", "👍🏽", "👨\u200d", "🇯", "1\ufe0f\u20e3", "\U000e0041", "\x00", "\x1b", "\ud800",
    "a.", "a-", "a_", "a ", "1/", "1/1", "1/1,", "1.", "1:", "1:00", "1月", "1月1", "1月1,", "12月1日", "12月1日(火)", "(火", "（月・",
    "2026年", "令和8年(", "令和8", "R8/", "今日", "来月", "から", "まで", "した", "締切：", "@a", "#a", "#1", "$A", "http://", "https://a.co/",
    "a.co/", "例え。jp", "a@b.c", "[[bad]]", "{a", "a-b/", "::", "##[", "\\ud800", "\\uD800\\u", " (byte 1", "()", "[]", "【】", "a|", "2026-1-1 ",
)  # fmt: skip
END = "!"
AT_ONE_PLACE = {
    "cli/new.py": "fullmatch of an id",
    "load/rulefile.py": "match of an id",
    "kinds/link.py": "match where an address begins or goes on",
    "kinds/media.py": "fullmatch of an alternative text",
    "kinds/statements.py": "match behind a label",
    "text/entities.py": "match at the beginning of a post",
}
"""Modules with a pattern that is only ever tried at one place; such a pattern may be slow in a search."""


class Seen(NamedTuple):
    """A pattern and the line that compiled it."""

    module: str
    line: int
    library: str
    source: str
    flags: int


@cache
def _seen() -> tuple[Seen, ...]:
    ran = subprocess.run([sys.executable, str(WATCH)], capture_output=True, text=True, check=False, timeout=120)
    assert 0 == ran.returncode, ran.stderr
    return tuple(Seen(*row) for row in json.loads(ran.stdout))


def _sites() -> Iterator[tuple[str, int, int]]:
    """Every call of ``re`` and ``regex`` in the package, by module and its first and last line."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re" | "regex"), attr=name)) if name in CALLS:
                    yield path.relative_to(PACKAGE).as_posix(), node.lineno, node.end_lineno or node.lineno


def test_no_pattern_of_the_package_is_left_out() -> None:
    """Each place that compiles a pattern was reached: otherwise use it in ``watched_patterns.py``."""
    seen = {(each.module, each.line) for each in _seen()}

    assert [] == [
        f"{module}:{first}"
        for module, first, last in _sites()
        if not any((module, line) in seen for line in range(first, last + 1))
    ]


MODULES = sorted({module for module, _, _ in _sites()})


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_takes_linear_time(module: str) -> None:
    """Long runs of every sort of character, and of what dates, addresses and tags are made of, are gone over quickly."""
    slow = [
        f"{each.module}:{each.line} {each.source[:80]!r} with {unit!r}…{end!r}: {taken:.2f} s"
        for each in _seen()
        if each.module == module
        for unit, end, taken in _slow(each)
    ]

    assert [] == slow


def _slow(each: Seen) -> Iterator[tuple[str, str, float]]:
    pattern: Any = (re if each.library == "re" else regex).compile(each.source, each.flags)
    if each.module in AT_ONE_PLACE and list(_places(pattern)):
        pattern = _AtOnePlace(pattern)
    yield from _places(pattern)


class _AtOnePlace(NamedTuple):
    """A pattern that is matched where it is put, and not searched for."""

    pattern: Any

    def finditer(self, text: str) -> list[object]:
        """The match at the beginning."""
        return [self.pattern.match(text), self.pattern.fullmatch(text)]


def _places(pattern: Any) -> Iterator[tuple[str, str, float]]:
    for unit in RUNS:
        text = unit * (LENGTH // len(unit)) + END
        taken = min(_seconds(pattern, text), _seconds(pattern, text)) if _seconds(pattern, text) > SECONDS else 0.0
        if taken > SECONDS:
            yield unit, END, taken
            return
    for unit in ("a", "あ", "1", " ", "\n"):
        taken = _seconds(pattern, unit * LONG)
        if taken > LONG_SECONDS:
            yield unit, f"{LONG:,}", taken
            return


def _seconds(pattern: Any, text: str) -> float:
    start = time.process_time()
    try:
        for _ in pattern.finditer(text, timeout=2.0) if isinstance(pattern, regex.Pattern) else pattern.finditer(text):
            pass
    except TimeoutError:
        return 2.0
    return time.process_time() - start


@pytest.mark.parametrize("source", ["(a+)+$", "a*[bc]", r"\s+$"])
def test_a_slow_pattern_would_be_seen(source: str) -> None:
    """The measure tells the square of a length from the length."""
    assert next(_slow(Seen("", 0, "regex", source, 0)))
