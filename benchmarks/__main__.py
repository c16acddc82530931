"""``python -m benchmarks``: cold start, one draft, a thousand drafts, and posts per second, as ratios."""

from __future__ import annotations

import compileall
import csv
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tweetlint
from benchmarks.posts import posts
from tweetlint import Draft, Linter
from tweetlint.text.sudachi import editions

BARE = """
import sys
from sudachipy import Dictionary
tokenizer = Dictionary(dict="core").tokenizer()
for line in open(sys.argv[1], encoding="utf-8"):
    for m in tokenizer.tokenize(line.rstrip()):
        m.surface(), m.dictionary_form(), m.normalized_form(), m.part_of_speech()
"""
ROUNDS = 7


def main() -> None:
    """Prints every measurement; nothing is asserted."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {', '.join(editions())}\n")
    package = Path(tweetlint.__file__).parent
    compileall.compile_dir(str(package), quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = folder / "one.md"
        one.write_text(posts(1)[0], encoding="utf-8")
        thousand = posts(1000)
        table = folder / "thousand.csv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([["text"], *([text] for text in thousand)])
        line, lines = folder / "one.txt", folder / "thousand.txt"
        line.write_text(" ".join(thousand[0].split()), encoding="utf-8")
        lines.write_text("\n".join(" ".join(text.split()) for text in thousand), encoding="utf-8")
        compiled = dict(os.environ, PYTHONDONTWRITEBYTECODE="")
        plain = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONPYCACHEPREFIX=str(folder / "nothing"))
        _processes("one draft", [str(one)], str(line), compiled)
        _processes("one draft, no byte-code", [str(one)], str(line), plain)
        _processes("1,000 drafts in one CSV", [str(table)], str(lines), compiled)
        _throughput(thousand)


def _processes(title: str, arguments: Sequence[str], bare_input: str, environment: dict[str, str]) -> None:
    lint = [sys.executable, "-m", "tweetlint", "check", *arguments, "--quiet"]
    bare = [sys.executable, "-c", BARE, bare_input]
    ours = [_run(lint, environment) for _ in range(ROUNDS)]
    theirs = [_run(bare, environment) for _ in range(ROUNDS)]
    seconds, reference = (statistics.median(t for t, _ in runs) for runs in (ours, theirs))
    memory = max(m for _, m in ours)
    ratio = f"bare SudachiPy process {reference:.3f} s; ratio {seconds / reference:.2f}"
    print(f"{title}: {seconds:.3f} s, {memory:.0f} MB; {ratio}")


def _run(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall seconds and peak MB of one process."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - begin, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _throughput(texts: Sequence[str]) -> None:
    from sudachipy import Dictionary

    tokenizer = Dictionary(dict="core").tokenizer()

    def bare() -> None:
        for text in texts:
            for m in tokenizer.tokenize(text):
                m.surface(), m.dictionary_form(), m.normalized_form(), m.part_of_speech()

    linter = Linter()
    drafts = [Draft(id=str(number), text=text) for number, text in enumerate(texts)]
    ours, theirs = [], []
    for _ in range(5):
        theirs.append(_seconds(bare))
        ours.append(_seconds(lambda: linter.lint(drafts)))
    mine, reference = len(texts) / min(ours), len(texts) / min(theirs)
    print(f"posts per second: {mine:,.0f}; bare SudachiPy {reference:,.0f}; ratio {mine / reference:.2f}")


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
