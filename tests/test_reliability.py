"""What docs/reliability.md promises is held by tests that exist, with limits that are those of the code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import regex

from tweetlint import limits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NAMED = sorted(set(regex.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
ROWS = regex.findall(r"^\| [^|]+ \| ([\d,.]+) \| `([A-Z_]+)` \|$", PAGE, flags=regex.MULTILINE)


def test_there_are_promises_and_limits() -> None:
    """The page is read as it is meant."""
    assert len(NAMED) > 30
    assert len(ROWS) > 15


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_named_exists(file: str, name: str) -> None:
    """A promise without its test is not one."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_is_named_in_full() -> None:
    """No test is named in a way that the check above would pass over."""
    assert [] == [code for code in regex.findall(r"`([^`\n]+)`", PAGE) if "::test" in code and (
        regex.fullmatch(r"tests/[\w/]+\.py::\w+", code) is None
    )]  # fmt: skip


@pytest.mark.parametrize(("figure", "name"), ROWS)
def test_every_limit_is_that_of_the_code(figure: str, name: str) -> None:
    """The table and ``limits.py`` agree."""
    assert float(figure.replace(",", "")) == getattr(limits, name)
