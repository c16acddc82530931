"""The program around the commands: help, version, lazy imports, pipes, interruption, wording."""

from __future__ import annotations

import io
import os
import re
import signal
import string
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import tweetlint
from tweetlint.cli import COMMANDS, inputs, program, terminal, wording
from tweetlint.model import Draft
from tweetlint.writers.style import Colour

Run = Callable[..., Result]
ROOT = Path(tweetlint.__file__).parent.parent


def subprocess_of(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8", "LC_ALL": ""}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        **settings,
    )


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], ("sudachipy", "daachorse", "yaml", "importlib.metadata", "tweetlint.engine")),
        (["check", "--help"], ("sudachipy", "daachorse", "yaml", "importlib.metadata")),
        (["rules"], ("sudachipy", "daachorse", "yaml", "importlib.metadata", "tweetlint.cli.check")),
        (["--version"], ("sudachipy", "daachorse", "yaml", "tweetlint.cli.check")),
        (["completion", "fish"], ("sudachipy", "daachorse", "yaml", "tweetlint.engine", "tweetlint.cli.check")),
    ],
    ids=" ".join,
)
def test_what_a_command_does_not_need_is_not_imported(
    arguments: list[str], forbidden: tuple[str, ...], tmp_path: Path
) -> None:
    """No tokenizer, automaton, YAML or metadata where nothing is linted."""
    code = (
        "import sys\nfrom tweetlint.cli import program\n"
        f"try: program.main({arguments!r})\n"
        f"except SystemExit as end: print(end.code, [n for n in {forbidden!r} if n in sys.modules])"
    )
    result = subprocess_of("-c", code, cwd=tmp_path)

    assert "0 []" == result.stdout.splitlines()[-1], result.stderr


def test_the_version_names_every_edition_that_judges(run: Run) -> None:
    """tweetlint, Python, tokenizer, dictionary with its edition, and the digest of the rules."""
    lines = run("--version").stdout.splitlines()
    patterns = (
        rf"tweetlint {re.escape(tweetlint.__version__)}",
        r"python 3\.\d+\.\d+",
        r"sudachipy \d[\d.]+",
        r"sudachidict core \d+(\.\d+)*",
        r"rules [0-9a-f]{12}",
    )

    assert [True] * 5 == [re.fullmatch(p, line) is not None for p, line in zip(patterns, lines, strict=True)]


def test_the_version_agrees_with_the_reports(run: Run) -> None:
    """A report and --version name the same tokenizer and dictionary."""
    from tweetlint.text.sudachi import editions

    tokenizer, dictionary = editions()

    assert [tokenizer, f"sudachidict {dictionary}"] == run("--version").stdout.splitlines()[2:4]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=lambda command: " ".join(command))
def test_every_option_is_explained_in_both_languages(run: Run, command: tuple[str, ...], language: str) -> None:
    """--help shows usage and a sentence for each option, within the terminal's width."""
    from tweetlint.writers.screen import width

    result = run(*command, "--help", LANG=f"{language}.UTF-8", COLUMNS="70")

    assert 0 == result.exit_code
    assert ("使い方:" if language == "ja" else "Usage:") == result.stdout.split(" ", 1)[0]
    assert max(map(width, result.stdout.splitlines())) <= 70


def test_help_lists_the_commands(run: Run) -> None:
    """With a line for each."""
    output = run("--help").stdout

    assert all(f"  {name} " in output for name in COMMANDS)


def test_no_arguments_shows_the_help_and_is_not_success(run: Run) -> None:
    """A call that did nothing must not look like a clean check."""
    result = run(LANG="en_US.UTF-8")

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("Usage: tweetlint [OPTIONS] COMMAND")


def test_an_unknown_command_is_answered_with_the_nearest(run: Run) -> None:
    """One sentence, status 2."""
    result = run("chekc", LANG="en_US.UTF-8")

    sentence = "There is no command 'chekc'. Did you mean 'check'? See tweetlint --help.\n"
    assert (2, sentence) == (result.exit_code, result.stderr)


def test_both_languages_say_the_same_things() -> None:
    """The same keys, and in each sentence the same names to fill in."""
    source = Path(wording.__file__).with_name("wording.toml").read_text(encoding="utf-8")
    catalogue = tomllib.loads(source)

    def shape(node: object) -> object:
        if isinstance(node, dict):
            return {key: shape(value) for key, value in node.items()}
        return sorted({name for _, name, _, _ in string.Formatter().parse(str(node)) if name})

    languages = {
        name: {"sentence": shape(words.pop("sentence")), "keys": keys(words)} for name, words in catalogue.items()
    }

    assert languages["ja"] == languages["en"]


def keys(node: object) -> object:
    """The keys of nested tables."""
    return {key: keys(value) for key, value in node.items()} if isinstance(node, dict) else None


def test_every_command_has_words() -> None:
    """And no words are left of a command that is gone."""
    assert set(COMMANDS) == set(wording.wording("ja").command)


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """``tweetlint … | head`` is quiet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tweetlint", "explain", "platform/length"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (141, b"") == (process.wait(timeout=60), said)


def test_an_interrupted_run_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C needs no explanation."""
    from tweetlint.engine import Linter

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Linter, "lint_each", interrupted)
    result = run("check", "--text", "a")

    assert (130, "") == (result.exit_code, result.output.strip())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_waiting_run_can_be_interrupted(tmp_path: Path) -> None:
    """Also while it waits for standard input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tweetlint", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert (130, b"") == (process.returncode, said.strip())


def test_the_module_is_the_program(tmp_path: Path) -> None:
    """``python -m tweetlint`` works where the script is not on the path."""
    result = subprocess_of("-m", "tweetlint", "--help", cwd=tmp_path)

    assert (0, "Usage: tweetlint") == (result.returncode, result.stdout[:16])


def test_a_western_terminal_gets_numbers_and_no_traceback(tmp_path: Path) -> None:
    """What an encoding lacks is escaped; formats for programs stay UTF-8."""
    code = "import sys; sys.stdout.reconfigure(encoding='latin-1'); from tweetlint.cli import main; main()"
    result = subprocess_of("-c", code, "explain", "platform/length", "--language", "ja", cwd=tmp_path)

    assert 0 == result.returncode, result.stderr
    assert "\\u" in result.stdout


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    """An argument typed in another encoding is said to be so."""
    result = subprocess.run(
        [sys.executable, "-m", "tweetlint", "check", "--text", "激安".encode("cp932")],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "en_US.UTF-8", "PYTHONUTF8": "1"},
        cwd=tmp_path,
    )

    assert 2 == result.returncode
    assert b"--text: the text is not UTF-8. Save it in a file and name that." == result.stderr.strip()


def test_a_shell_can_complete_commands() -> None:
    """The names of all commands that begin so."""
    from click.shell_completion import BashComplete

    complete = BashComplete(program, {}, "tweetlint", "_TWEETLINT_COMPLETE")

    assert ["tokens", "try"] == [item.value for item in complete.get_completions([], "t")]


def test_a_shell_can_complete_rules(run: Run) -> None:
    """For explain and --rule, as the account file has them within reach."""
    from click.shell_completion import BashComplete

    complete = BashComplete(program, {}, "tweetlint", "_TWEETLINT_COMPLETE")

    assert ["price/cheap", "price/soft"] == [c.value for c in complete.get_completions(["explain"], "pri")]
    assert ["names/competitor"] == [c.value for c in complete.get_completions(["check", "--rule"], "n")]


def test_formats_for_programs_are_utf8_on_every_terminal(tmp_path: Path) -> None:
    """Whatever encoding standard output has."""
    code = "import sys; sys.stdout.reconfigure(encoding='latin-1'); from tweetlint.cli import main; main()"
    result = subprocess_of("-c", code, "rules", "--format", "json", "--family", "platform", cwd=tmp_path)

    assert "文字数" in result.stdout


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "stream", "expected"),
    [
        ({}, Terminal(), Colour.ALWAYS),
        ({}, io.StringIO(), Colour.NEVER),
        ({"NO_COLOR": "1"}, Terminal(), Colour.NEVER),
        ({"NO_COLOR": ""}, Terminal(), Colour.ALWAYS),
        ({"TERM": "dumb"}, Terminal(), Colour.NEVER),
    ],
)
def test_auto_colours_a_terminal_that_has_not_refused(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], stream: io.StringIO, expected: Colour
) -> None:
    """NO_COLOR counts when it is not empty; a dumb terminal gets none."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert expected == terminal.colour("auto", stream)


@pytest.mark.parametrize(
    ("stream", "number", "expected"),
    [
        (Terminal(), 250, "\r100…\r200…\r\x1b[K"),
        (Terminal(), 99, ""),
        (io.StringIO(), 250, ""),
    ],
    ids=["many on a terminal", "few on a terminal", "many in a log"],
)
def test_long_batches_are_counted_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, number: int, expected: str
) -> None:
    """The count goes away when it is done, and nothing is lost on the way."""
    monkeypatch.setattr(sys, "stderr", stream)
    drafts = [Draft(id=str(index), text="a") for index in range(number)]
    passed_on = list(inputs.counted(drafts, lambda count: f"{count}…"))

    assert (drafts, expected) == (passed_on, stream.getvalue())
