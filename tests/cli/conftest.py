"""A small shipped set of rules to run commands against, so that no test depends on what ships."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import tweetlint
from tweetlint.cli import program
from tweetlint.load import assets, config, rulefile, words

Run = Callable[..., Result]

CHEAP = """
kind = "phrase"
severity = "error"
title = { ja = "安すぎる言葉", en = "too cheap a word" }
message = { ja = "「{term}」は避けましょう。", en = "Avoid “{term}”." }
why = { ja = "信用のためです。", en = "For the sake of trust." }
route = "広報"
[[sources]]
title = "架空の手引き"
by = "アオゾラ珈琲"
read = 2026-11-22
[match]
any = ["激安"]
[[bad]]
text = "⟦激安⟧です"
[[bad]]
text = "本日⟦激安⟧"
[[bad]]
text = "冬も⟦激安⟧でどうぞ"
[[bad]]
text = "⟦げきやす⟧です"
miss = "読みだけの表記"
[[good]]
text = "激安ではありません"
because = "打ち消し"
[[good]]
text = "「激安」と言われました"
because = "引用"
[[good]]
text = "980円です"
because = "値段"
"""
SOFT = CHEAP.replace('"error"', '"note"').replace("激安", "格安").replace("安すぎる言葉", "安めの言葉")
SECRET = """
kind = "phrase"
severity = "warning"
title = { ja = "競合の話", en = "speaks of a competitor" }
message = { ja = "「{competitor}」の話です。", en = "About “{competitor}”." }
why = { ja = "争わないためです。", en = "To keep the peace." }
needs = ["competitors"]
[[sources]]
title = "架空の手引き"
by = "アオゾラ珈琲"
read = 2026-11-22
[match]
any = ["{competitor}"]
[[bad]]
text = "⟦ミナトコーヒー⟧"
[[bad]]
text = "⟦モミジ喫茶⟧です"
[[bad]]
text = "今日は⟦モミジ喫茶⟧へ"
[[good]]
text = "もみじです"
because = "別の語"
[[good]]
text = "喫茶です"
because = "別の語"
[[good]]
text = "港です"
because = "別の語"
"""


@pytest.fixture
def shipped(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A root with three rules, and the grammar and profiles of the real one."""
    real = Path(tweetlint.__file__).parent
    real = real if (real / "rules").is_dir() else real.parent
    root = tmp_path_factory.mktemp("shipped")
    (root / "dictionaries").mkdir()
    shutil.copytree(real / "dictionaries" / "grammar", root / "dictionaries" / "grammar")
    shutil.copytree(real / "dictionaries" / "readers", root / "dictionaries" / "readers")
    (root / "rules").mkdir()
    shutil.copytree(real / "rules" / "_profiles", root / "rules" / "_profiles")
    shutil.copy(real / "rules" / "_account.toml", root / "rules")
    for name, text in (("price/cheap", CHEAP), ("price/soft", SOFT), ("names/competitor", SECRET)):
        path = root / "rules" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(assets, "asset_root", lambda: root)
    _forget()
    yield root
    _forget()


def _forget() -> None:
    for cached in (config.profiles, config.load_profile, rulefile.load_shipped_rule, words._files):
        cached.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(shipped: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, in a Japanese locale unless the environment says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: str, stdin: str | bytes | None = None, **environment: str) -> Result:
        return CliRunner().invoke(program, arguments, input=stdin, env=environment)

    return invoke
