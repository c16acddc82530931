from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tweetlint.model import Draft, Problem
from tweetlint.readers import read

Reading = Callable[[str, str | bytes], list[Draft | Problem]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, so that paths in messages are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def reading(folder: Path) -> Reading:
    """Writes one file and gives what is read from it."""

    def read_file(name: str, content: str | bytes) -> list[Draft | Problem]:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read([name]))

    return read_file
