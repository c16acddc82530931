"""The cache saves time and nothing else: with, without and with a damaged one the rules are the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tweetlint import Draft, Linter
from tweetlint.load.cache import KEPT, Cache

DRAFT = Draft(id="1", text="ほんと無能ばっかりで困ります")


def findings(cache: Path | None) -> tuple[object, ...]:
    """What a fresh linter with this cache finds in the draft."""
    return Linter(cache=cache).lint([DRAFT]).findings


def test_a_stored_rule_set_judges_as_a_fresh_one(tmp_path: Path) -> None:
    """The first run stores, the second loads, and both find what a run without a cache finds."""
    cache = tmp_path / "cache"

    assert findings(None) == findings(cache) == findings(cache)
    assert [".rules"] == [path.suffix for path in cache.iterdir()]


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 4096], ids=["empty", "cut", "foreign"])
def test_a_damaged_file_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    """A file that is not what was stored is rebuilt, never trusted."""
    before = findings(tmp_path)
    for path in tmp_path.glob("*.rules"):
        path.write_bytes(damage)

    assert before == findings(tmp_path)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs POSIX permissions")
def test_a_file_that_others_may_write_is_not_read(tmp_path: Path) -> None:
    """Whoever can write the file could make it say anything."""
    cache = Cache(tmp_path)
    cache.store(b"value", "key")
    (path,) = tmp_path.glob("*.rules")

    assert cache.load(bytes, "key") == b"value"
    path.chmod(0o666)
    assert cache.load(bytes, "key") is None


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Without a cache everything works, only slower."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert findings(None) == findings(tmp_path / "file" / "cache")


def test_the_folder_does_not_grow_for_ever(tmp_path: Path) -> None:
    """Only the newest rule sets are kept."""
    cache = Cache(tmp_path)
    for number in range(KEPT + 5):
        cache.store(b"%d" % number, number)

    assert len(list(tmp_path.glob("*.rules"))) == KEPT
    assert cache.load(bytes, KEPT + 4) == b"%d" % (KEPT + 4)


SETTINGS = """
{"time_zone": "Asia/Tokyo",
 "account": [{"name": "a", "brands": [{"name": "みどり堂"}],
              "support_hours": {"days": "mon-fri", "from": "09:00", "to": "18:00"},
              "posting_hours": {"from": "07:00", "to": "22:00"}}],
 "sensitive_date": [{"name": "創業者の命日", "on": "05-20"}],
 "release": [{"name": "春の新作", "on_sale": "2026-12-10"}],
 "crisis": [{"name": "障害", "since": "2026-12-01T10:00:00+09:00", "status": "ongoing"}]}
"""
KEY = """
import json, sys
from tweetlint import Linter
from tweetlint.load.ruleset import cache_key
linter = Linter.from_mapping(json.loads(sys.stdin.read()))
print(ascii(repr(cache_key(linter._library, linter.config.account[0], ()))))
"""


def test_every_process_knows_the_rules_of_an_account_by_the_same_name() -> None:
    """Whatever an account file says is written alike everywhere; else no run would find what another has stored."""

    def key(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", KEY]
        return subprocess.run(command, input=SETTINGS.encode(), env=environment, check=True, capture_output=True).stdout

    assert key("1") == key("2")
