"""The house keeps its shape: imports point down, and words live outside of the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

import tweetlint

PACKAGE = Path(tweetlint.__file__).parent
# The lowest floor first. A module may import from its own floor and from lower ones.
FLOORS = (
    ("tweetlint.errors", "tweetlint.limits"),
    ("tweetlint.model",),
    ("tweetlint.account",),
    ("tweetlint.text",),
    ("tweetlint.phrase",),
    ("tweetlint.kinds",),
    ("tweetlint.load",),
    (
        "tweetlint.engine",
        "tweetlint.readers",
        "tweetlint.audit",
        "tweetlint.writers",
        "tweetlint.pool",
        "tweetlint.veil",
    ),
    ("tweetlint", "tweetlint.examples"),
    ("tweetlint.cli", "tweetlint.__main__"),
)
ONLY_IN = {"sudachipy": ("tweetlint.text.sudachi",), "click": ("tweetlint.cli",)}
# The package itself may be imported from below for its version and its place on disk, for nothing else.
HARMLESS = {"tweetlint.__version__"}
# Two letters in a row are a word; those of a character class are not.
CHARACTER_CLASS = regex.compile(r"\[[^\]]*\]")
JAPANESE = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Han}]{2,}")


def _modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found.append((".".join(part for part in parts if part != "__init__"), path))
    return found


def _floor(module: str) -> int:
    """The floor of the longest prefix of ``module`` that has one."""
    best = max(
        (
            (len(name), floor)
            for floor, names in enumerate(FLOORS)
            for name in names
            if (module + ".").startswith(name + ".")
        ),
    )
    return best[1]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name != "tweetlint")
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "tweetlint":
                yield from (f"tweetlint.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize(("module", "path"), _modules(), ids=[name for name, _ in _modules()])
def test_imports_point_down(module: str, path: Path) -> None:
    """No module imports from a floor above its own, and none from upstairs by a relative import."""
    own = [name for name in _imports(path) if name.startswith("tweetlint.") and name not in HARMLESS]

    assert [] == [name for name in own if _floor(name) > _floor(module)]


@pytest.mark.parametrize(("module", "path"), _modules(), ids=[name for name, _ in _modules()])
def test_each_library_enters_by_one_door(module: str, path: Path) -> None:
    """The tokenizer is imported in text.sudachi only, click in cli only."""
    strangers = [
        name
        for name in _imports(path)
        for library, doors in ONLY_IN.items()
        if name.partition(".")[0] == library and not any((module + ".").startswith(door + ".") for door in doors)
    ]

    assert [] == strangers


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize(("module", "path"), _modules(), ids=[name for name, _ in _modules()])
def test_no_japanese_words_in_code(module: str, path: Path) -> None:
    """A word is a line in dictionaries/, a judgement a file in rules/; code holds neither."""
    words = [(line, text) for line, text in _strings(path) if JAPANESE.search(CHARACTER_CLASS.sub("", text))]

    assert [] == words


def test_an_upward_import_would_be_seen() -> None:
    """The order of floors puts the engine above the kinds and the command line above all."""
    upwards = ["tweetlint.text.fold", "tweetlint.kinds.phrase", "tweetlint.engine", "tweetlint.cli.check"]

    assert upwards == sorted(upwards, key=_floor)
    assert len(upwards) == len({_floor(module) for module in upwards})
