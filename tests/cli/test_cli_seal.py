"""``tweetlint seal`` and the options of ``check`` that embargoes outside of the account file have."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tweetlint.cli import program

Run = Callable[..., Result]
LIFTS = "2026-12-08T11:00:00+09:00"
TABLE = f'[[embargo]]\nname = "春の新商品"\nterms = ["サクララテ"]\nlifts = {LIFTS}\nredact = true\n'
TEXT = (
    "--text",
    "世界一のサクラ・ラテ",
    "--publish-at",
    "2026-12-01T10:00:00+09:00",
    "--now",
    "2026-12-01T09:00:00+09:00",
)
FORMS = ("human", "json", "jsonl", "github")
KEY = "a key of more than sixteen characters"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the shipped rules in an empty folder, without a key unless one is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TWEETLINT_SEAL_KEY", raising=False)

    def invoke(*arguments: str, stdin: str | None = None, **environment: str) -> Result:
        own = {"TWEETLINT_CACHE": "", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", **environment}
        return CliRunner().invoke(program, arguments, input=stdin, env=own)

    return invoke


def test_from_a_key_to_a_finding(run: Run) -> None:
    """A sealed repository is checked with the key, and nothing printed holds the name."""
    made = run("seal", "--new-key", "key")
    sealed = run("seal", "--seal-key", "key", "--name", "春の新商品", "--lifts", LIFTS, stdin="サクララテ\n\n")
    Path("tweetlint.toml").write_text(sealed.stdout, "utf-8")
    checked = [run("check", "--format", form, "--seal-key", "key", *TEXT) for form in FORMS]

    assert (0, 0) == (made.exit_code, sealed.exit_code)
    assert 0o600 == stat.S_IMODE(Path("key").stat().st_mode)
    for result in checked:
        assert 1 == result.exit_code
        assert "春の新商品" in result.output
        assert not any(name in result.output for name in ("サクララテ", "サクラ・ラテ"))


def test_without_the_key_nothing_looks_checked(run: Run) -> None:
    """Status 2 and one sentence for all drafts, in every format."""
    sealed = run("seal", "-", stdin=TABLE, TWEETLINT_SEAL_KEY=KEY)
    Path("tweetlint.toml").write_text(sealed.stdout, "utf-8")
    for form in FORMS:
        result = run("check", "--format", form, *TEXT, "--text", "b", "--rule", "timing/embargo")

        assert 2 == result.exit_code
        assert 1 == " ".join(result.output.split()).count(
            "1 sealed names under embargo were not checked: there is no key."
        )


@pytest.mark.parametrize("form", FORMS)
def test_a_redacted_name_of_a_file_outside_is_nowhere_printed(run: Run, form: str) -> None:
    """Neither by the rule nor by another one that stands on it, in no format."""
    Path("secret.toml").write_text(TABLE, "utf-8")
    result = run("check", "--embargoes", "secret.toml", "--format", form, *TEXT)

    assert 1 == result.exit_code
    assert "timing/embargo" in result.output
    assert not any(name in result.output for name in ("サクララテ", "サクラ・ラテ"))


def test_a_broken_file_is_told_and_the_rest_checked(run: Run) -> None:
    """Two files may be given; of the one that cannot be read a sentence is said."""
    Path("secret.toml").write_text(TABLE, "utf-8")
    Path("broken.ics").write_text("BEGIN:VEVENT", "utf-8")
    result = run("check", "--embargoes", "secret.toml", "--embargoes", "broken.ics", "--format", "jsonl", *TEXT)

    assert 2 == result.exit_code
    assert "timing/embargo" in result.stdout
    assert "broken.ics: is no iCalendar file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (["seal"], None, "There is nothing to seal. Name a FILE, or give --name and --lifts."),
        (["seal", "--name", "a"], None, "--name and --lifts go together, and without a FILE."),
        (["seal", "-"], TABLE, "There is no key. Make one with tweetlint seal --new-key FILE"),
        (["seal", "--seal-key", "short", "-"], TABLE, "short: the key is shorter than 16 characters. Make one with:"),
        (["seal", "--seal-key", "nowhere", "-"], TABLE, "nowhere: cannot be read (No such file or directory)."),
        (["seal", "--new-key", "short"], None, "short: "),
        (["check", "--seal-key", "short", *TEXT], None, "short: the key is shorter than 16 characters."),
    ],
)
def test_what_cannot_be_sealed_is_said(run: Run, arguments: list[str], stdin: str | None, sentence: str) -> None:
    """One sentence, status 2; a key file is never replaced."""
    Path("short").write_text("short", "utf-8")
    result = run(*arguments, stdin=stdin)

    assert (2, True) == (result.exit_code, result.stderr.startswith(sentence))
    assert "short" == Path("short").read_text("utf-8")


def test_a_name_too_short_to_seal_does_not_stop_the_others(run: Run) -> None:
    """The others are printed, the short one told without its letters, and the status is 2."""
    both = TABLE + TABLE.replace("サクララテ", "桜").replace("春の新商品", "桜色")
    result = run("seal", "-", stdin=both, TWEETLINT_SEAL_KEY=KEY)

    assert 2 == result.exit_code
    assert 1 == result.stdout.count("[[embargo]]")
    sentence = "embargo '桜色': term 1 has 1 characters; 2 to 64 can be sealed. Write a longer form of the name."
    assert f"<stdin>: {sentence}\n" == result.stderr
