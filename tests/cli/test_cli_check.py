"""``tweetlint check``: every option, every exit status, every sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

BAD, SOFT, CLEAN = "激安です", "格安です", "980円です"


def findings(output: str) -> list[dict[str, object]]:
    """The findings of a JSON report."""
    found: list[dict[str, object]] = json.loads(output)["findings"]
    return found


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["--text", CLEAN], 0, id="clean"),
        pytest.param(["--text", SOFT], 0, id="below the default, error"),
        pytest.param(["--text", BAD], 1, id="an error"),
        pytest.param(["--text", SOFT, "--fail-on", "note"], 1, id="fail on notes"),
        pytest.param(["--text", BAD, "--severity", "price/cheap=warning"], 0, id="made a warning"),
        pytest.param(["--text", SOFT, "--severity", "price=error"], 1, id="a family made errors"),
        pytest.param(["--text", BAD, "--severity", "price/cheap=off"], 0, id="off"),
        pytest.param(["--text", BAD, "--rule", "price/soft"], 0, id="another rule alone"),
        pytest.param(["--text", BAD, "--rule", "price"], 1, id="its family alone"),
        pytest.param(["--text", CLEAN, "--text", BAD], 1, id="two texts"),
        pytest.param([], 2, id="nothing given"),
        pytest.param(["--text", " "], 2, id="an empty text"),
        pytest.param(["missing.md"], 2, id="no such file"),
        pytest.param(["--text", CLEAN, "missing.md"], 2, id="a clean text and no such file"),
        pytest.param(["--text", CLEAN, "--config", "none.toml"], 2, id="no such account file"),
        pytest.param(["--text", CLEAN, "--format", "xml"], 2, id="no such format"),
        pytest.param(["--text", CLEAN, "--quit"], 2, id="no such option"),
    ],
)
def test_the_exit_status_says_clean_findings_or_not_checked(run: Run, arguments: list[str], status: int) -> None:
    """0 nothing at or above --fail-on, 1 findings, 2 usage, settings, input, or nothing to lint."""
    result = run("check", *arguments)

    assert status == result.exit_code, result.output


@pytest.mark.parametrize(
    ("arguments", "japanese", "english"),
    [
        (
            [],
            "点検する下書きがありません。ファイルかフォルダー、標準入力なら -、"
            "文をそのまま渡すなら --text を指定してください。\n",
            "Nothing to lint: name a file or folder, - for standard input, or pass --text.\n",
        ),
        (
            ["--text", ""],
            "--text: 文が空です。投稿の文を書いてください。\n",
            "--text: the text is empty. Write a post.\n",
        ),
        (
            ["--text", "a", "--publish-at", "2026-12-01T10:00"],
            "--publish-at: 「2026-12-01T10:00」に時差がありません。+09:00 のように時差を書いてください。"
            " 使い方は tweetlint check --help で見られます。\n",
            "--publish-at: '2026-12-01T10:00' has no time zone: write the offset, e.g. +09:00."
            " See tweetlint check --help.\n",
        ),
        (
            ["--text", "a", "--now", "soon"],
            "--now: 「soon」は日時として読めません。2026-12-01T10:00:00+09:00 のように書いてください。"
            " 使い方は tweetlint check --help で見られます。\n",
            "--now: 'soon' is no time. Write it like 2026-12-01T10:00:00+09:00. See tweetlint check --help.\n",
        ),
        (
            ["--text", "a", "--columns", "本文"],
            "--columns: 「本文」は 名前=値 の形ではありません。HEADER=text のように書いてください。"
            " 使い方は tweetlint check --help で見られます。\n",
            "--columns: '本文' is not NAME=VALUE. Write it like HEADER=text. See tweetlint check --help.\n",
        ),
        (
            ["--text", "a", "--color", "red"],
            "--color: 「red」は選べません。選べるのは auto, always, never です。"
            " 使い方は tweetlint check --help で見られます。\n",
            "--color: 'red' is none of auto, always, never. See tweetlint check --help.\n",
        ),
        (
            ["--txet", "a"],
            "「--txet」というオプションはありません。 Did you mean '--text'?"
            " 使い方は tweetlint check --help で見られます。\n",
            "There is no option '--txet'. Did you mean '--text'? See tweetlint check --help.\n",
        ),
        (
            ["--text", "a", "--rule", "price/chaep"],
            "there is no rule 'price/chaep'. Did you mean 'price/cheap'?\n",
            "there is no rule 'price/chaep'. Did you mean 'price/cheap'?\n",
        ),
        (
            ["--text", "a", "--severity", "price/cheap=eror"],
            "--severity price/cheap: unknown level 'eror'. Did you mean 'error'?\n",
            "--severity price/cheap: unknown level 'eror'. Did you mean 'error'?\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_said_in_one_sentence_on_standard_error(
    run: Run, arguments: list[str], japanese: str, english: str
) -> None:
    """The sentence is in the reader's language, nothing is on standard output, and the status is 2."""
    for language, sentence in (("ja", japanese), ("en", english)):
        result = run("check", *arguments, LANG=f"{language}.UTF-8")

        assert (2, "", sentence) == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize(
    ("environment", "language", "config", "expected"),
    [
        ({}, None, None, "避けましょう"),
        ({"LANG": "C.UTF-8"}, None, None, "避けましょう"),
        ({"LANG": "ja_JP.UTF-8"}, None, None, "避けましょう"),
        ({"LANG": "en_US.UTF-8"}, None, None, "Avoid"),
        ({"LANG": "de_DE.UTF-8"}, None, None, "Avoid"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, None, None, "避けましょう"),
        ({"LANG": "en_US.UTF-8"}, None, "ja", "避けましょう"),
        ({"LANG": "ja_JP.UTF-8"}, "en", "ja", "Avoid"),
    ],
)
def test_the_language_is_asked_for_or_configured_or_the_locales(
    run: Run, folder: Path, environment: dict[str, str], language: str | None, config: str | None, expected: str
) -> None:
    """--language beats the account file, which beats the locale; without any it is Japanese."""
    if config:
        (folder / "tweetlint.toml").write_text(f'language = "{config}"\n')
    asked = ["--language", language] if language else []
    result = run("check", "--text", BAD, *asked, **environment)

    assert expected in result.stdout


def test_an_account_file_is_found_upward_from_the_first_path(run: Run, folder: Path) -> None:
    """Not from where one stands: the drafts' own company decides."""
    posts = folder / "company" / "posts"
    posts.mkdir(parents=True)
    (folder / "company" / "tweetlint.toml").write_text('[severity]\n"price/cheap" = "off"\n')
    (posts / "a.txt").write_text(BAD)

    assert [0, 0, 0, 1] == [
        run("check", "company/posts").exit_code,
        run("check", "company/posts/*.txt").exit_code,
        run("check", str(posts / "a.txt")).exit_code,
        run("check", "--text", BAD).exit_code,
    ]


def test_the_command_line_is_the_top_layer(run: Run, folder: Path) -> None:
    """--severity beats the account file and its per-path layers, with a family too."""
    (folder / "a.txt").write_text(BAD)
    (folder / "tweetlint.toml").write_text(
        '[severity]\n"price/cheap" = "warning"\n'
        '[[override]]\npaths = ["*.txt"]\nseverity = { "price/cheap" = "note" }\n'
    )
    levels = [
        findings(run("check", "a.txt", "--format", "json", *more).stdout)[0]["severity"]
        for more in ([], ["--severity", "price=error"], ["--severity", "price/cheap=warning"])
    ]

    assert ["note", "error", "warning"] == levels


def test_a_rule_asked_for_alone_but_switched_off_is_refused(run: Run, folder: Path) -> None:
    """A run that checks nothing does not look clean."""
    (folder / "tweetlint.toml").write_text('[severity]\n"price/cheap" = "off"\n')
    result = run("check", "--text", BAD, "--rule", "price/cheap", LANG="en_US.UTF-8")

    sentence = (
        "--rule price/cheap: the account file switches this rule off. Add --severity price/cheap=warning to run it.\n"
    )
    assert (2, sentence) == (result.exit_code, result.stderr)


def test_a_draft_without_an_account_is_read_for_the_one_named(run: Run, folder: Path) -> None:
    """--account fills in, and never overrides what a draft says of itself."""
    (folder / "tweetlint.toml").write_text(
        '[[account]]\nname = "main"\n[[account]]\nname = "b"\ncompetitors = [{ name = "ミナトコーヒー" }]\n'
    )
    (folder / "a.md").write_text("---\naccount: main\n---\nミナトコーヒーです\n")

    def reported(*arguments: str) -> list[object]:
        output = run("check", *arguments, "--format", "json").stdout
        return [finding["rule"] for finding in findings(output)]

    assert [] == reported("--text", "ミナトコーヒーです")
    assert ["names/competitor"] == reported("--text", "ミナトコーヒーです", "--account", "b")
    assert [] == reported("a.md", "--account", "b")


def test_an_unknown_account_is_refused(run: Run, folder: Path) -> None:
    """With the nearest name."""
    (folder / "tweetlint.toml").write_text('[[account]]\nname = "main"\n')
    result = run("check", "--text", "a", "--account", "mian")

    assert (2, "--account: there is no account 'mian'. Did you mean 'main'?\n") == (result.exit_code, result.stderr)


def test_the_place_of_a_file_decides_its_account_wherever_one_stands(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``paths`` are below the account file, also for a draft named from inside of such a folder."""
    (folder / "tweetlint.toml").write_text(
        '[[account]]\nname = "main"\n[[account]]\nname = "b"\npaths = ["b/**"]\n'
        'competitors = [{ name = "ミナトコーヒー" }]\n'
    )
    (folder / "b").mkdir()
    (folder / "b" / "a.txt").write_text("ミナトコーヒーです")
    from_above = run("check", "b", "--format", "json").stdout
    monkeypatch.chdir(folder / "b")
    from_inside = run("check", "a.txt", "--format", "json").stdout

    assert ["names/competitor"] == [finding["rule"] for finding in findings(from_above)]
    assert ["names/competitor"] == [finding["rule"] for finding in findings(from_inside)]


def test_a_draft_without_a_time_goes_out_at_the_one_named(run: Run) -> None:
    """--publish-at fills in."""
    moment = "2026-12-01T10:00:00+09:00"
    output = run("check", "--text", BAD, "--publish-at", moment, "--language", "en").stdout

    assert "2026-12-01 (Tue) 10:00 +09:00" in output


def test_standard_input_is_text_unless_told_otherwise(run: Run) -> None:
    """``-`` reads it; --stdin-format says what it is."""
    lines = '{"id": "1", "text": "激安です"}\n{"id": "2", "text": "激安です"}\n'

    assert 1 == len(findings(run("check", "-", "--format", "json", stdin=BAD).stdout))
    as_lines = run("check", "-", "--stdin-format", "jsonl", "--format", "json", stdin=lines)
    assert ["1", "2"] == [finding["draft"] for finding in findings(as_lines.stdout)]


@pytest.mark.parametrize("where", ["command line", "account file"])
def test_columns_of_a_table_can_be_mapped(run: Run, folder: Path, where: str) -> None:
    """With --columns or ``columns`` in the account file."""
    (folder / "a.csv").write_text("ことば,メモ\n激安です,x\n")
    options = ["--columns", "ことば=text"]
    if where == "account file":
        (folder / "tweetlint.toml").write_text('[columns]\n"ことば" = "text"\n')
        options = []
    output = run("check", "a.csv", "--format", "json", *options).stdout

    assert ["激安"] == [finding["excerpt"] for finding in findings(output)]


def test_quiet_prints_one_line_a_finding_and_one_at_the_end(run: Run, folder: Path) -> None:
    """-q is for people who scroll."""
    (folder / "a.txt").write_text(BAD)

    assert 2 == len(run("check", "a.txt", "-q").stdout.splitlines())


@pytest.mark.parametrize(
    ("choice", "environment", "coloured"),
    [
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
        ("auto", {}, False),
    ],
)
def test_colour_is_for_terminals_or_whoever_asks(
    run: Run, choice: str, environment: dict[str, str], coloured: bool
) -> None:
    """Auto writes none where standard output is no terminal."""
    output = run("check", "--text", BAD, "--color", choice, **environment).stdout

    assert coloured == ("\x1b[" in output)


def test_width_is_kept(run: Run) -> None:
    """No line is wider than --width columns."""
    from tweetlint.writers.screen import width

    output = run("check", "--text", "激安です" * 40, "--width", "40").stdout

    assert max(map(width, output.splitlines())) <= 40


@pytest.mark.parametrize("form", ["jsonl", "github"])
def test_formats_of_findings_alone_leave_complaints_to_standard_error(run: Run, folder: Path, form: str) -> None:
    """What could not be read is said there, and the status is 2 whatever was found."""
    (folder / "a.txt").write_text(BAD)
    result = run("check", "a.txt", "gone.txt", "--format", form)

    assert 2 == result.exit_code
    assert 1 == len(result.stdout.splitlines())
    assert "gone.txt: there is no such file or folder." in result.stderr


def test_a_setting_that_a_rule_waits_for_is_said_once(run: Run, folder: Path) -> None:
    """On standard error for formats that hold findings alone."""
    (folder / "a.txt").write_text(CLEAN)
    (folder / "b.txt").write_text(CLEAN)
    result = run("check", "a.txt", "b.txt", "--format", "jsonl")

    assert (0, "", 1) == (result.exit_code, result.stdout, result.stderr.count("names/competitor は確認していません"))


def test_a_clean_json_report_is_a_report(run: Run) -> None:
    """Programs get the document whatever was found."""
    document = json.loads(run("check", "--text", CLEAN, "--format", "json").stdout)

    assert [] == document["findings"]
    assert 1 == len(document["drafts"])


def test_folders_of_rules_and_words_hold_no_drafts(run: Run, folder: Path) -> None:
    """They are passed over in a walk, and read when named by themselves."""
    (folder / "tweetlint.toml").write_text('rules = ["guide/rules"]\ndictionaries = ["guide/words"]\n')
    for name in ("guide/rules", "guide/words", "posts"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.md").write_text(BAD)
        (folder / name / "broken.json").write_text("{" if name != "posts" else '{"id": "1", "text": "a"}')
    walked = run("check", ".", "--format", "json")

    assert ["posts/a.md"] == [finding["path"] for finding in findings(walked.stdout)]
    assert 1 == walked.exit_code
    assert 2 == run("check", "guide/words").exit_code


def test_history_that_cannot_be_read_is_a_problem(run: Run, folder: Path) -> None:
    """Timeline rules that look back on nothing must not look clean."""
    (folder / "tweetlint.toml").write_text('[[account]]\nname = "main"\nhistory = ["archive/**"]\n')
    result = run("check", "--text", CLEAN)

    assert 2 == result.exit_code
    assert "archive/**: no draft has such a name." in result.stdout


def test_history_is_looked_back_on_and_a_post_counts_once(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A post both linted and in the history is not a repetition of itself, however it is named."""
    from tweetlint.engine import Linter

    (folder / "posts").mkdir()
    for name in ("a", "b"):
        (folder / "posts" / f"{name}.txt").write_text(f"{name}です")
    (folder / "tweetlint.toml").write_text('[[account]]\nname = "main"\nhistory = ["posts/*"]\n')
    past: list[list[str]] = []
    lint_each = Linter.lint_each

    def listening(self: Linter, drafts, *, now=None, history=(), workers=1):  # type: ignore[no-untyped-def]
        yield from lint_each(self, drafts, now=now)
        past.append([draft.text for draft in history])

    monkeypatch.setattr(Linter, "lint_each", listening)
    run("check", str(folder / "posts" / "a.txt"))
    run("check", "posts")
    run("check", "--text", CLEAN)

    assert [["bです"], [], ["aです", "bです"]] == past


def test_hostile_text_never_reaches_the_terminal(run: Run, folder: Path) -> None:
    """Neither from arguments nor from file names nor from drafts."""
    escape = "\x1b]0;owned\x07"
    (folder / "a\x1b[31m.txt").write_text(f"激安{escape}です")
    outputs = [
        run("check", "."),
        run("check", f"{escape}.txt"),
        run("check", "--text", "a", "--account", escape, "--publish-at", escape),
        run("check", "--text", "a", "--rule", escape),
        run("check", f"--{escape}"),
        run(escape),
        run("explain", escape),
        run("tokens", escape),
        run("try", escape),
        run("new", escape),
    ]

    assert [] == [result.output for result in outputs if "\x1b" in result.output or "\x07" in result.output]


def test_a_draft_cannot_give_commands_to_a_ci_log(run: Run) -> None:
    """A sentence on standard error that begins with :: is shown by number."""
    result = run("check", "::error::x", "--format", "github")

    assert not [line for line in result.output.splitlines() if line.lstrip().startswith("::error::x")]
