"""The commands beside ``check``: rules, explain, tokens, try, new, init, completion."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tweetlint.load.config import load_config

Run = Callable[..., Result]


# -- rules -----------------------------------------------------------------------------------------


def test_rules_lists_id_severity_and_title(run: Run) -> None:
    """In the reader's language, in order of the id."""
    assert [
        "names/competitor  warning  競合の話",
        "price/cheap       error    安すぎる言葉",
        "price/soft        note     安めの言葉",
    ] == run("rules").stdout.splitlines()
    assert "price/cheap       error    too cheap a word" in run("rules", LANG="en_US.UTF-8").stdout


def test_rules_knows_ones_own_rules_and_levels(run: Run, folder: Path, shipped: Path) -> None:
    """The account file decides what is within reach, and how bad it is."""
    own = folder / "own" / "house" / "rule.toml"
    own.parent.mkdir(parents=True)
    own.write_text((shipped / "rules" / "price" / "cheap.toml").read_text())
    (folder / "tweetlint.toml").write_text('rules = ["own"]\n[severity]\nprice = "warning"\n"price/soft" = "off"\n')
    rows = {row["id"]: row["severity"] for row in json.loads(run("rules", "--format", "json").stdout)}

    expected = {"house/rule": "error", "names/competitor": "warning", "price/cheap": "warning", "price/soft": "off"}
    assert expected == rows


def test_rules_of_one_family(run: Run) -> None:
    """--family asks for a family that is there."""
    rows = json.loads(run("rules", "--family", "price", "--format", "json").stdout)
    unknown = run("rules", "--family", "pric")

    assert ["price/cheap", "price/soft"] == [row["id"] for row in rows]
    assert {"ja": "安すぎる言葉", "en": "too cheap a word"} == rows[0]["title"]
    assert (2, "--family: there is no family 'pric'. Did you mean 'price'?\n") == (unknown.exit_code, unknown.stderr)


# -- explain ---------------------------------------------------------------------------------------

JAPANESE = """price/cheap  error
安すぎる言葉

指摘の内容
  - 「…」は避けましょう。

理由
  信用のためです。

出典
  - 架空の手引き (アオゾラ珈琲, 2026-11-22 確認)

相談先
  広報

指摘する例
  - ⟦激安⟧です
  - 本日⟦激安⟧
  - 冬も⟦激安⟧でどうぞ

まだ見つけられない例
  - ⟦げきやす⟧です
    ← 読みだけの表記

指摘しない例
  - 激安ではありません
    ← 打ち消し
  - 「激安」と言われました
    ← 引用
  - 980円です
    ← 値段

外すには
"""


def test_explain_tells_a_person_all_about_a_rule(run: Run) -> None:
    """What, why, on whose authority, whom to ask, examples, and how to set it aside."""
    output = run("explain", "price/cheap").stdout

    assert JAPANESE == output[: len(JAPANESE)]
    assert "  - rule: price/cheap\n" in output
    assert '  "price/cheap" = "off"\n' in output


def test_explain_speaks_english(run: Run) -> None:
    """With --language, against the locale."""
    output = run("explain", "price/cheap", "--language", "en", LANG="ja_JP.UTF-8").stdout

    assert "too cheap a word\n\nWhat it says\n  - Avoid “…”.\n" in output


def test_explain_highlights_what_would_be_reported(run: Run) -> None:
    """The marks stay where colours are written."""
    assert "\x1b[31m\x1b[1m⟦激安⟧\x1b[0mです" in run("explain", "price/cheap", "--color", "always").stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("price/chaep", "there is no rule 'price/chaep'. Did you mean 'price/cheap'?\n"),
        ("price", "there is no rule 'price'. Known: price/cheap, price/soft.\n"),
        (
            "zzz",
            "there is no rule 'zzz'. Known: names/competitor, price/cheap, price/soft.\n",
        ),
    ],
)
def test_explain_answers_an_unknown_rule_with_the_nearest(run: Run, name: str, sentence: str) -> None:
    """And a family with its rules."""
    result = run("explain", name)

    assert (2, "", sentence) == (result.exit_code, result.stdout, result.stderr)


# -- tokens ----------------------------------------------------------------------------------------


def test_tokens_shows_lemmas_part_of_speech_and_place(run: Run) -> None:
    """One line a token, columns aligned by display width; entities below."""
    lines = run("tokens", "ｸｿだ。#春", "--language", "en").stdout.splitlines()

    assert ["surface", "lemmas", "part", "of", "speech", "sentence.clause"] == lines[0].split()
    assert ["ｸｿ", "くそ", "/", "糞", "名詞-普通名詞-一般", "1.1"] == lines[1].split()
    assert "2." in lines[4]
    assert "hashtag  4-6  #春" == lines[-1]


def test_tokens_columns_are_aligned_by_display_width(run: Run) -> None:
    """Full-width and half-width surfaces leave the same column for what follows."""
    from tweetlint.writers.screen import width

    rows = run("tokens", "アオゾラのA", "--language", "en").stdout.splitlines()
    third = [width(row[: row.index(pos)]) for row, pos in zip(rows[1:], ("名詞", "助詞", "名詞"), strict=True)]

    assert 1 == len(set(third)), rows


def test_tokens_wants_a_text(run: Run) -> None:
    """An empty one is refused in a sentence."""
    result = run("tokens", "", LANG="en_US.UTF-8")

    assert (2, "TEXT: the text is empty. Write a post.\n") == (result.exit_code, result.stderr)


# -- try -------------------------------------------------------------------------------------------


@pytest.fixture
def rule_file(run: Run, folder: Path, shipped: Path) -> Path:
    """A rule file of one's own, in the working folder."""
    path = folder / "own" / "house" / "cheap.toml"
    path.parent.mkdir(parents=True)
    path.write_text((shipped / "rules" / "price" / "cheap.toml").read_text(), encoding="utf-8")
    return path


def changed(path: Path, before: str, after: str) -> None:
    """Replaces a part of a file that is there."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_try_passes_when_every_example_does(run: Run, rule_file: Path) -> None:
    """A known miss does not count, and is shown."""
    result = run("try", str(rule_file), "--language", "en")

    assert (0, "") == (result.exit_code, result.stderr)
    assert "house/cheap  all examples pass (6/6)" == result.stdout.splitlines()[0]
    assert "bad 4  not caught yet, as its miss says" == result.stdout.splitlines()[1].strip()


def test_try_shows_what_an_example_missed(run: Run, rule_file: Path) -> None:
    """Expected and found, and the tokens; the status is 1."""
    changed(rule_file, "本日⟦激安⟧", "本⟦日激安⟧")
    result = run("try", str(rule_file), "--language", "en")

    assert 1 == result.exit_code
    assert "house/cheap  some examples fail (5/6)" in result.stdout
    assert "    expected: ⟦日激安⟧\n    found:    ⟦激安⟧\n    surface" in result.stdout
    assert "激安" in result.stdout.partition("surface")[2]


def test_try_says_which_known_misses_are_caught_now(run: Run, rule_file: Path) -> None:
    """So that the miss can be taken away."""
    changed(rule_file, 'any = ["激安"]', 'any = ["激安", "げきやす"]')
    result = run("try", str(rule_file), "--language", "en")

    assert 0 == result.exit_code
    assert "bad 4  this known miss is now caught: take its miss away." in result.stdout


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('kind = "phrase"', 'kind = "frase"', "own/house/cheap.toml: unknown kind 'frase'. Did you mean 'phrase'?"),
        ('kind = "phrase"', 'kidn = "phrase"', "own/house/cheap.toml: unknown key 'kidn'. Did you mean 'kind'?"),
        ("{term}", "{trem}", "own/house/cheap.toml: the placeholder '{trem}' is no capture. Did you mean 'term'?"),
        ('because = "値段"', "", "own/house/cheap.toml: [[good]] number 3 has no 'because'."),
    ],
)
def test_try_refuses_a_rule_that_does_not_load(
    run: Run, rule_file: Path, before: str, after: str, sentence: str
) -> None:
    """One sentence under the name the user gave the file; the status is 2."""
    changed(rule_file, before, after)
    result = run("try", "own/house/cheap.toml")

    assert 2 == result.exit_code
    assert sentence in result.stderr
    assert 1 == len(result.stderr.splitlines())


def test_try_leaves_alone_what_lies_beside_the_rule(run: Run, rule_file: Path) -> None:
    """Another file with a mistake is not this rule's fault."""
    (rule_file.parent / "broken.toml").write_text("kind =")

    assert 0 == run("try", str(rule_file)).exit_code


def test_try_finds_the_word_lists_of_the_account_file(run: Run, rule_file: Path, folder: Path) -> None:
    """The one above the rule file, wherever one stands."""
    (folder / "words" / "house").mkdir(parents=True)
    (folder / "words" / "house" / "price.tsv").write_text(
        "# title: t\n# licence: MIT\n# source: own | read 2026-11-22\nterm\treading\tmatch\n激安\tげきやす\tword\n"
    )
    (folder / "tweetlint.toml").write_text('rules = ["own"]\ndictionaries = ["words"]\n')
    changed(rule_file, 'any = ["激安"]', 'any = ["{house/price}"]')
    changed(rule_file, "{term}", "{price}")
    result = run("try", str(rule_file))

    assert 0 == result.exit_code, result.output


def test_try_without_a_file_says_how(run: Run) -> None:
    """A usage error, in the reader's language."""
    result = run("try", LANG="en_US.UTF-8")

    assert (2, "RULEFILE... is missing. See tweetlint try --help.\n") == (result.exit_code, result.stderr)


# -- new -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["phrase", "term"])
def test_a_new_rule_passes_its_own_examples(run: Run, folder: Path, kind: str) -> None:
    """Before anybody has changed it."""
    written = run("new", "house/too-cheap", "--kind", kind, "--in", "guide")
    tried = run("try", "guide/house/too-cheap.toml", "--language", "en")

    assert (0, 0) == (written.exit_code, tried.exit_code), tried.output
    assert "all examples pass (6/6)" in tried.stdout


def test_a_new_rule_goes_where_the_account_file_has_its_rules(run: Run, folder: Path) -> None:
    """Then nothing is left to do; elsewhere it says that the folder is not in use."""
    (folder / "tweetlint.toml").write_text('rules = ["guide/rules"]\n')
    (folder / "guide" / "rules").mkdir(parents=True)
    listed = run("new", "house/one", LANG="en_US.UTF-8")
    unlisted = run("new", "house/two", "--in", "other", LANG="en_US.UTF-8")

    assert (folder / "guide" / "rules" / "house" / "one.toml").is_file()
    assert "" == listed.stderr
    assert "This folder is not in use yet: add other to rules in tweetlint.toml.\n" == unlisted.stderr


@pytest.mark.parametrize("name", ["cheap", "House/Cheap", "a/b/c", "../x/y", "a/b.toml", "あ/い", ""])
def test_a_new_rule_needs_a_name_that_can_be_an_id(run: Run, folder: Path, name: str) -> None:
    """FAMILY/NAME in kebab-case; nothing is written."""
    result = run("new", name, LANG="en_US.UTF-8")

    assert (2, []) == (result.exit_code, list(folder.rglob("*")))
    assert f"'{name}' cannot be a rule id. Write FAMILY/NAME in kebab-case, like claims/too-cheap.\n" == result.stderr


def test_a_new_rule_overwrites_nothing(run: Run, folder: Path) -> None:
    """A file that is there stays as it is."""
    path = folder / "rules" / "house" / "cheap.toml"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    result = run("new", "house/cheap", LANG="en_US.UTF-8")

    assert (2, "mine") == (result.exit_code, path.read_text())
    assert "cheap.toml: is there already. Choose another name, or move it away first." in result.stderr


# -- init ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("purpose", ["engagement", "promotion", "support", "collaboration"])
def test_init_writes_an_account_file_that_loads(run: Run, folder: Path, language: str, purpose: str) -> None:
    """Without a terminal, from options alone; and check accepts it."""
    arguments = ["--yes", "--purpose", purpose, "--name", "shop", "--handle", "aozora", "--industry", "food"]
    names = ["--brand", "アオゾラ珈琲", "--brand", "雪あかり", "--competitor", "ミナトコーヒー"]
    result = run("init", *arguments, *names, "--language", language)
    config = load_config(folder / "tweetlint.toml")
    (account,) = config.account

    assert 0 == result.exit_code, result.output
    assert ("shop", "@aozora", purpose, "food") == (account.name, account.handle, account.purpose, account.industry)
    assert ["アオゾラ珈琲", "雪あかり"] == [brand.name for brand in account.brands]
    assert ["ミナトコーヒー"] == [name.name for name in account.competitors]
    assert language == config.language
    assert 0 == run("check", "--text", "980円です").exit_code


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_init_comments_out_loads_too(run: Run, folder: Path, language: str) -> None:
    """Whoever takes the # away finds a setting that works."""
    run("init", "--yes", "--language", language)
    lines = (folder / "tweetlint.toml").read_text(encoding="utf-8").splitlines()
    setting = ("# [[", "# name", "# terms", "# lifts", "# on_sale", "# starts", "# ends", "# paths", "# partners")
    more = ("# history", "# domains", "# posting_hours", "# handle", '# "platform')
    uncommented = [line.removeprefix("# ") if line.startswith(setting + more) else line for line in lines]
    (folder / "tweetlint.toml").write_text("\n".join(uncommented), encoding="utf-8")
    config = load_config(folder / "tweetlint.toml")

    assert (1, 1, 1) == (len(config.embargo), len(config.release), len(config.campaign))
    assert "@example" == config.account[0].handle


def test_init_asks_for_what_it_was_not_told(run: Run, folder: Path) -> None:
    """In order: purpose, name, handle, brands, competitors, industry."""
    result = run("init", stdin="support\nhelpdesk\n@aozora\nアオゾラ珈琲、雪あかり\nミナトコーヒー\n\n")
    (account,) = load_config(folder / "tweetlint.toml").account

    assert 0 == result.exit_code, result.output
    assert "アカウントの目的" in result.stdout
    assert ("support", "helpdesk", "@aozora", "general") == (
        account.purpose,
        account.name,
        account.handle,
        account.industry,
    )
    assert ["アオゾラ珈琲", "雪あかり"] == [brand.name for brand in account.brands]


def test_init_with_nobody_to_answer_says_how(run: Run, folder: Path) -> None:
    """No traceback, no half-written file."""
    result = run("init", stdin="support\n", LANG="en_US.UTF-8")

    assert (2, []) == (result.exit_code, list(folder.iterdir()))
    assert "There is no terminal to ask on. Pass --yes, with --purpose, --name and so on." in result.stderr


@pytest.mark.parametrize("name", ['a"b', "a\\b", "@NAME@", "a\nb = 1", "\x7f", "[x]", "'''"])
def test_init_quotes_whatever_it_is_told(run: Run, folder: Path, name: str) -> None:
    """An answer is a value, never a piece of the file."""
    result = run("init", "--yes", "--name", name, "--brand", name)
    (account,) = tomllib.loads((folder / "tweetlint.toml").read_text(encoding="utf-8"))["account"]

    assert 0 == result.exit_code, result.output
    assert (name, [{"name": name}]) == (account["name"], account["brands"])


def test_init_replaces_an_account_file_only_when_forced(run: Run, folder: Path) -> None:
    """--force says so."""
    (folder / "tweetlint.toml").write_text("# mine\n")
    refused = run("init", "--yes", LANG="en_US.UTF-8")
    kept = (folder / "tweetlint.toml").read_text()
    forced = run("init", "--yes", "--force")

    assert (2, "# mine\n", 0) == (refused.exit_code, kept, forced.exit_code)
    assert "tweetlint.toml: is there already. Pass --force to replace it.\n" == refused.stderr
    assert "main" == load_config(folder / "tweetlint.toml").account[0].name


# -- completion ------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_script_of_a_shell(run: Run, shell: str) -> None:
    """It asks tweetlint itself what may follow."""
    result = run("completion", shell)

    assert (0, "") == (result.exit_code, result.stderr)
    assert f"_TWEETLINT_COMPLETE={shell}_complete" in result.stdout
