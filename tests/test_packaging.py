"""What is shipped works where it is shipped to: a wheel in an empty environment, a hook in a strange repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IN_CHECKOUT = (ROOT / ".git").exists() and shutil.which("git") is not None

pytestmark = pytest.mark.skipif(not IN_CHECKOUT, reason="needs the project's git checkout")


def run(command: Sequence[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The finished process; its output is text."""
    return subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an empty environment into which the built wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    run([sys.executable, "-m", "venv", str(folder / "env")], folder)
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = run(install, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return binaries


def test_the_installed_wheel_passes_every_rule_example(installed: Path, tmp_path: Path) -> None:
    """Away from the checkout, the rules that came with the wheel pass their own examples."""
    where = run([str(installed / "python"), "-c", "import tweetlint; print(tweetlint.__file__)"], tmp_path)
    package = Path(where.stdout.strip()).parent
    rules = sorted(str(path) for path in (package / "rules").glob("[!_]*/*.toml"))

    tried = run([str(installed / "tweetlint"), "try", *rules], tmp_path, LC_ALL="C.UTF-8")

    assert ROOT not in package.parents
    assert len(rules) == len(sorted((ROOT / "rules").glob("[!_]*/*.toml")))
    assert tried.returncode == 0, tried.stdout[-3000:] + tried.stderr


def test_the_installed_library_finds_an_insult(installed: Path, tmp_path: Path) -> None:
    """The library reports a finding with its span, as the README shows."""
    code = (
        "from tweetlint import Linter, Draft; "
        "print(Linter().lint([Draft(id='1', text='他社のクソみたいな製品とは違います')]).findings)"
    )

    printed = run([str(installed / "python"), "-c", code], tmp_path, PYTHONIOENCODING="utf-8")

    assert "Span(start=" in printed.stdout, printed.stderr


GOOD = "焼きたてのスコーンが並びました。本日は18時までです。\n"
BAD = "クレームの電話をする暇があるなら説明書を読めばいいのに。ほんと無能ばっかり\n"


@pytest.mark.parametrize(("text", "status"), [(GOOD, 0), (BAD, 1)], ids=["good", "bad"])
def test_the_pre_commit_hook_judges_a_strange_repository(
    text: str, status: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """``pre-commit try-repo`` passes on a good draft and fails on a bad one, naming the rule."""
    for command in (["git", "init", "-q"], ["git", "config", "user.email", "a@example.com"]):
        assert run(command, tmp_path).returncode == 0
    (tmp_path / "post.md").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("# 下書き置き場\n", encoding="utf-8")
    run(["git", "add", "."], tmp_path)
    home = tmp_path_factory.getbasetemp() / "pre-commit-home"

    tried = run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "tweetlint", "--all-files", "--verbose"],
        tmp_path,
        PRE_COMMIT_HOME=str(home),
        LC_ALL="C.UTF-8",
    )

    assert tried.returncode == status, tried.stdout + tried.stderr
    assert ("hurtful/insult" in tried.stdout) == (status == 1)
