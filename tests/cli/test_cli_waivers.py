"""``check --waivers`` and ``--add-waivers``: findings that stand today are set aside, with a reason, for good."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

BAD, SOFT = "激安です", "格安です"
ADD = ["--add-waivers", "w.toml", "--reason", "公開済み"]


def entries(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads(path.read_text(encoding="utf-8"))["waiver"]
    return found


def test_what_stands_today_is_set_aside_tomorrow(run: Run, folder: Path) -> None:
    """The first run fails as ever and writes; the next one passes, and shows the finding with its reason."""
    first = run("check", "--text", BAD, "--text", SOFT, *ADD, "--by", "佐藤", "--until", "2099-03-31")
    (entry,) = entries(folder / "w.toml")
    second = run("check", "--text", BAD, "--waivers", "w.toml", "--format", "json")
    (finding,) = json.loads(second.stdout)["findings"]

    assert (1, 0) == (first.exit_code, second.exit_code)
    assert ("price/cheap", "公開済み", "佐藤") == (entry["rule"], entry["reason"], entry["by"])
    assert "w.toml に了承を 1 件書き足しました。" in first.stderr
    assert "公開済み" == finding["waived"]
    assert ["pass"] == [draft["verdict"] for draft in json.loads(second.stdout)["drafts"]]


def test_what_is_there_stays(run: Run, folder: Path) -> None:
    """Comments and entries are kept, nothing is added twice, and --fail-on decides what is added."""
    (folder / "w.toml").write_text("# 了承の記録\n", encoding="utf-8")
    for arguments in (["--text", BAD], ["--text", BAD], ["--text", BAD, "--text", SOFT, "--fail-on", "note"]):
        run("check", *arguments, *ADD)

    assert ["price/cheap", "price/soft"] == [entry["rule"] for entry in entries(folder / "w.toml")]
    assert (folder / "w.toml").read_text(encoding="utf-8").startswith("# 了承の記録\n")


def test_a_clean_run_writes_nothing(run: Run, folder: Path) -> None:
    """Without findings there is no file."""
    result = run("check", "--text", "980円です", *ADD)

    assert 0 == result.exit_code
    assert not (folder / "w.toml").exists()


def test_what_is_said_of_waivers_is_not_waived(run: Run, folder: Path) -> None:
    """A mistake in a waiver is put right, not set aside."""
    (folder / "a.md").write_text("---\nwaivers: [{rule: price/chaep, reason: x}]\n---\n980円です\n", encoding="utf-8")
    result = run("check", "a.md", "--fail-on", "note", *ADD)

    assert 1 == result.exit_code
    assert "waiver/unknown" in result.stdout
    assert "tweetlint explain" not in result.stdout
    assert not (folder / "w.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--add-waivers", "w.toml"], "--add-waivers: 了承には理由が要ります。--reason に書いてください。\n"),
        (["--add-waivers", "w.toml", "--reason", " "], "--add-waivers: 了承には理由が要ります。"),
        (["--reason", "x"], "--reason、--by、--until は --add-waivers と一緒に使います。\n"),
        ([*ADD, "--until", "soon"], "「soon」は日付として読めません。2027-03-31 のように書いてください。"),
        (["--waivers", "none.toml"], "none.toml: cannot be read"),
        (["--waivers", "bad.toml"], "bad.toml: unknown key 'x'."),
        (["--add-waivers", "bad.toml", "--reason", "x"], "bad.toml: unknown key 'x'."),
        (["--add-waivers", "none/w.toml", "--reason", "x"], "w.toml: 書き込めません"),
    ],
    ids=["no reason", "blank", "no file", "no day", "missing", "broken", "broken to add to", "no folder"],
)
def test_mistakes_are_told_in_a_sentence(run: Run, folder: Path, arguments: list[str], sentence: str) -> None:
    """Status 2, and the file stays as it was."""
    (folder / "bad.toml").write_text("x = 1\n", encoding="utf-8")
    result = run("check", "--text", BAD, *arguments)

    assert 2 == result.exit_code
    assert sentence in result.stderr
    assert (folder / "bad.toml").read_text(encoding="utf-8") == "x = 1\n"
