"""A short run of every fuzz target, always with the same inputs; ``make fuzz`` runs longer ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from .runner import fuzz
from .targets import TARGETS, Target

EXECUTIONS = {"linter": 25, "rule": 25, "account": 60, "words": 120, "phrase": 150, "expression": 300}


@pytest.mark.parametrize("name", TARGETS)
def test_some_hundred_inputs_break_nothing(name: str, tmp_path: Path) -> None:
    """No input makes a reader, a loader, the matcher or the linter raise, lie or linger."""
    result = fuzz(TARGETS[name], tmp_path, seed=2026, executions=EXECUTIONS.get(name, 400))

    assert () == result.findings
    assert result.executions == EXECUTIONS.get(name, 400)


def test_a_break_would_be_found_and_kept(tmp_path: Path) -> None:
    """An input that fails is counted once a place, and written to a file that fails again."""

    def run(data: bytes) -> None:
        assert b"\x00" not in data

    target = Target("made-up", lambda: (b"a", b"b"), run)
    result = fuzz(target, tmp_path, seed=1, executions=500)

    assert 1 == len(result.findings)
    assert b"\x00" in result.findings[0].file.read_bytes()
    assert [result.findings[0].file] == list(tmp_path.iterdir())


def test_the_same_seed_makes_the_same_inputs(tmp_path: Path) -> None:
    """A finding of somebody else's machine can be made again."""
    runs: list[list[bytes]] = [[], []]
    for seen in runs:
        fuzz(Target("made-up", lambda: (b"abc", b"def"), seen.append), tmp_path, seed=7, executions=200)

    assert runs[0] == runs[1]
