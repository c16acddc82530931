"""``tweetlint audit`` from the outside: what it reads, what it writes, and what its exit status says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
HEAD = "window.YTD.tweets.part0 = "


def lay(folder: Path, name: str = "archive/data/tweets.js", count: int = 3, **fields: str) -> None:
    """An archive of so many posts, one of them cheap."""
    stamp = {"created_at": "Mon Nov 30 23:30:00 +0000 2026"} | fields
    posts = [
        {"tweet": {"id_str": str(n), "full_text": "激安です" if n == 1 else f"投稿{n}です"} | stamp}
        for n in range(count)
    ]
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + json.dumps(posts, ensure_ascii=False), "utf-8")


def test_a_page_is_written_whole(run: Run, folder: Path) -> None:
    """Findings are no failure: the meeting is about them."""
    lay(folder)
    result = run("audit", "archive", "-o", "audit.html")

    assert 0 == result.exit_code
    assert (folder / "audit.html").read_text("utf-8").endswith("</html>\n")
    assert "激安です" in (folder / "audit.html").read_text("utf-8")


def test_numbers_as_json(run: Run, folder: Path) -> None:
    """Days are Japan's unless somebody says otherwise; the finding is counted once."""
    lay(folder)
    found = json.loads(run("audit", "archive", "--format", "json").stdout)["audit"]
    elsewhere = json.loads(run("audit", "archive", "--format", "json", "--time-zone", "+00:00").stdout)["audit"]

    assert ("2026-12-01", 3, 1) == (
        found["window"]["since"],
        found["window"]["posts"],
        found["findings"]["posts"]["count"],
    )
    assert elsewhere["window"]["since"] == "2026-11-30"


@pytest.mark.parametrize(
    ("arguments", "posts", "status"),
    [
        (["--since", "2026-12-01"], 3, 0),
        (["--until", "2026-11-30"], 0, 2),
        (["--account", "other"], 3, 0),
    ],
)
def test_days_and_accounts_are_chosen(run: Run, folder: Path, arguments: list[str], posts: int, status: int) -> None:
    """An audit of nothing is no audit."""
    lay(folder)
    result = run("audit", "archive", "--format", "json", *arguments)

    assert status == result.exit_code
    assert posts == json.loads(result.stdout)["audit"]["window"]["posts"]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(run: Run, folder: Path) -> None:
    """A missing part: one sentence, exit status 2, and a page all the same."""
    lay(folder)
    lay(folder, "archive/data/tweets-part2.js")
    result = run("audit", "archive", "-o", "audit.html")

    assert 2 == result.exit_code
    assert "archive/data: a part of the archive is missing, and the posts with it: tweets-part1.js." in result.stderr
    assert (folder / "audit.html").exists()


def test_nothing_named_and_nothing_there(run: Run, folder: Path) -> None:
    """One sentence each."""
    assert 2 == run("audit").exit_code
    assert 2 == run("audit", "nowhere").exit_code


def test_check_looks_back_on_an_archive_and_does_not_lint_it(run: Run, folder: Path) -> None:
    """The archive below a folder of drafts is the past of the account, and no draft."""
    lay(folder)
    (folder / "tweetlint.toml").write_text(
        '[[account]]\nname = "main"\nhistory = ["archive/data/tweets.js", "posts/**"]\n'
    )
    (folder / "posts").mkdir()
    (folder / "posts" / "a.txt").write_text("下書きです", "utf-8")
    result = run("check", ".", "--format", "json")

    assert 0 == result.exit_code, result.stderr
    assert ["posts/a.txt"] == [draft["id"] for draft in json.loads(result.stdout)["drafts"]]


def test_a_draft_is_no_copy_of_what_became_of_it(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its file and in the archive it was posted once; said days apart, or by another account, it is another post."""
    from tweetlint.engine import Linter

    lay(folder, count=1, full_text="豆が焼けました。")
    (folder / "tweetlint.toml").write_text(
        '[[account]]\nname = "main"\nhistory = ["archive/**"]\n[[account]]\nname = "store"\nhistory = ["store.js"]\n'
    )
    lay(folder, "store.js", count=1, full_text="豆が焼けました")
    past: list[list[str | None]] = []
    lint_each = Linter.lint_each

    def listening(self: Linter, drafts, *, now=None, history=(), workers=1):  # type: ignore[no-untyped-def]
        yield from lint_each(self, drafts, now=now)
        past.append([post.account for post in history])

    monkeypatch.setattr(Linter, "lint_each", listening)
    for moment in ("2026-12-01T08:29:00+09:00", "2026-12-03T08:29:00+09:00"):
        (folder / "a.md").write_text(f"---\npublish_at: {moment}\n---\n豆が焼けました", "utf-8")
        run("check", "a.md")

    assert [["store"], ["main", "store"]] == past


def test_a_planner_with_a_declared_zone(run: Run, folder: Path) -> None:
    """time_zone in the account file resolves naive times, and --time-zone goes before it."""
    (folder / "plan.csv").write_text("日付,時刻,本文\n2026/12/01,10:00,あ\n", "utf-8")
    naive = run("check", "plan.csv")
    (folder / "tweetlint.toml").write_text('time_zone = "Asia/Tokyo"\n')
    declared = json.loads(run("check", "plan.csv", "--format", "json").stdout)["drafts"][0]["publish_at"]
    asked = json.loads(run("check", "plan.csv", "--format", "json", "--time-zone", "-05:00").stdout)["drafts"][0][
        "publish_at"
    ]

    assert 2 == naive.exit_code
    assert ("2026-12-01T10:00:00+09:00", "2026-12-01T10:00:00-05:00") == (declared, asked)


def test_a_zone_that_is_none(run: Run, folder: Path) -> None:
    """On the command line and in the account file: where, what, and how to write it."""
    (folder / "a.txt").write_text("あ", "utf-8")
    asked = run("check", "a.txt", "--time-zone", "Tokio", "--language", "en")
    (folder / "tweetlint.toml").write_text('time_zone = "Tokio"\n')
    declared = run("check", "a.txt", "--language", "en")

    assert (2, 2) == (asked.exit_code, declared.exit_code)
    assert "--time-zone: 'Tokio' is no time zone. Write it like Asia/Tokyo or +09:00." in asked.stderr
    assert "'Tokio' is no time zone; write +09:00 or Asia/Tokyo" in declared.stderr
