"""``term``: each word of a list with its own severity, sureness and replacement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]
LIST = (
    "# title: t\n# licence: MIT\n# source: own | read 2026-11-22\n"
    "term\treading\tclass\tmatch\tseverity\tsureness\tinstead\n"
    "クソ\tくそ\tdirt\tword\tnote\tmedium\t\n"
    "クソ野郎\tくそやろう\tperson\tword\twarning\thigh\tあの人\n"
    "カウ\tかう\tcow\tanywhere\t\t\t\n"
)


@pytest.fixture
def listed(tmp_path: Path, run: Run) -> Run:
    """Runs a rule that may name the list ``house/words``."""
    (tmp_path / "words" / "house").mkdir(parents=True)
    (tmp_path / "words" / "house" / "words.tsv").write_text(LIST, encoding="utf-8")
    return run


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        ('words = ["house/words"]', "クソだ", [("クソ", "note", "medium")]),
        ('words = ["house/words"]', "クソ野郎だ", [("クソ野郎", "warning", "high")]),
        ('words = ["house/words"]', "アカウント", [("カウ", "error", "low")]),
        ('words = ["house/words:dirt"]', "クソ野郎だ", [("クソ", "note", "medium")]),
        ('words = ["house/words:dirt", "house/words:person"]', "クソ野郎", [("クソ野郎", "warning", "high")]),
        ('words = ["house/words:dirt!"]', "ホクソウ", [("クソ", "note", "medium")]),
        ('words = ["house/words"]\nunless = ["アカウント"]', "アカウント", []),
        ('words = ["house/words"]', "クソではない", []),
        ('words = ["house/words"]', "クソ。クソ", [("クソ", "note", "medium"), ("クソ", "note", "medium")]),
    ],
)
def test_words_have_their_own_weight(listed: Run, match: str, text: str, found: list[tuple[str, str, str]]) -> None:
    """The line of the list says how bad and how sure; the longest of overlapping words counts."""
    findings = listed("term", match, text)

    assert found == [(f.excerpt, f.severity.value, f.confidence.value) for f in findings]


@pytest.mark.parametrize(("text", "message"), [("ｸｿ野郎だ", "ｸｿ野郎→あの人"), ("クソだ", "クソ→")])
def test_a_message_names_the_word_and_what_to_say_instead(listed: Run, text: str, message: str) -> None:
    """The word as written; nothing where the list has no other word."""
    [finding] = listed("term", 'words = ["house/words"]', text, message="{term}→{instead}")

    assert message == finding.message


def test_settings_win_over_the_list(listed: Run) -> None:
    """A company that sets a level means all of the rule's words."""
    [finding] = listed("term", 'words = ["house/words"]', "クソだ", level="error")

    assert "error" == finding.severity.value
