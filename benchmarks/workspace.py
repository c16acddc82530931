"""The folder that everything is measured in: an account file, drafts of every form, a cache of its own."""

from __future__ import annotations

import compileall
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.posts import ACCOUNT_FILE, NOW, posts, write_lines, write_markdown, write_table
from benchmarks.processes import Case, checkout, environment, output_of

BARE = """
import sys
from sudachipy import Dictionary
tokenizer = Dictionary(dict="core").tokenizer()
for line in open(sys.argv[1], encoding="utf-8"):
    for m in tokenizer.tokenize(line.rstrip()):
        m.surface(), m.dictionary_form(), m.normalized_form(), m.part_of_speech()
"""
SINGLES = 24
LINT = (sys.executable, "-m", "tweetlint")


class Workspace:
    """Drafts below ``folder``, linted by processes whose rule cache is below it too."""

    def __init__(self, folder: Path, thousand: int = 1000, many: int = 4000) -> None:
        self.folder = folder
        self.thousand = thousand
        self.many = many
        self.environment = environment(folder / "cache")
        shutil.copy(ACCOUNT_FILE, folder)
        chosen = posts(max(thousand, many))
        (folder / "one").mkdir()
        for number, post in enumerate(chosen[:SINGLES]):
            (folder / "one" / f"{number:02}.md").write_text(f"{post.text}\n", encoding="utf-8")
            write_lines(folder / "one" / f"{number:02}.list", [post])
        write_markdown(folder / "dated", chosen[:SINGLES])
        write_markdown(folder / "thousand", chosen[:thousand])
        write_table(folder / "thousand.csv", chosen[:thousand])
        write_lines(folder / "thousand.list", chosen[:thousand])
        write_table(folder / "many.csv", chosen[:many])
        for name in ("tweetlint", "benchmarks"):
            compileall.compile_dir(str(checkout() / name), quiet=1)

    def lint(self, name: str, *arguments: str) -> Case:
        """``tweetlint check`` with these arguments."""
        command = [*LINT, "check", *arguments, "--quiet", "--now", NOW]
        return Case(name, lambda _: command, self.environment, self.folder)

    def lint_one(self, name: str, folder: str, stem: str = "{:02}") -> Case:
        """``tweetlint check`` of one draft, another one each round."""
        file = f"{folder}/{stem}.md"
        return Case(
            name,
            lambda number: [*LINT, "check", file.format(number % SINGLES), "--quiet", "--now", NOW],
            self.environment,
            self.folder,
        )

    def bare(self, name: str, file: str) -> Case:
        """A Python process that tokenises the lines of a file, one numbered by the round where it says so."""
        command = (sys.executable, "-c", BARE)
        return Case(name, lambda number: [*command, file.format(number % SINGLES)], self.environment, self.folder)

    def inside(self, name: str, **arguments: Any) -> dict[str, Any]:
        """The figures of a measurement inside of one process."""
        command = [sys.executable, "-m", "benchmarks.inside", name, json.dumps(arguments)]
        figures: dict[str, Any] = json.loads(output_of(command, self.environment, self.folder, frozenset({0}))[0])
        return figures

    def copy_without_byte_code(self) -> Mapping[str, str]:
        """The environment of a process that compiles every module of ``tweetlint`` itself, and nothing else."""
        copy = self.folder / "copy"
        for name in ("tweetlint", "rules", "dictionaries"):
            ignored = shutil.ignore_patterns("__pycache__")
            if (checkout() / name).is_dir() and not (copy / name).exists():
                shutil.copytree(checkout() / name, copy / name, ignore=ignored)
        return environment(self.folder / "cache", copy) | {"PYTHONDONTWRITEBYTECODE": "1"}
