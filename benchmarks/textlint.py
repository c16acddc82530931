"""``textlint``: the same drafts through textlint with its Japanese rules, where Node and textlint are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import Case, in_turns, ratio
from benchmarks.results import Section, Table, mb, s, times
from benchmarks.workspace import SINGLES, Workspace

PACKAGES = (
    "textlint",
    "textlint-rule-preset-japanese",
    "textlint-rule-ja-no-inappropriate-words",
    "textlint-rule-date-weekday-mismatch",
)
RULES = {"preset-japanese": True, "ja-no-inappropriate-words": True, "date-weekday-mismatch": True}
PROBE = "この店はバカばかりです。\n2026年12月10日（金）に行います。\n寒くて起きれない。\n"
PROVED = frozenset({"ja-no-inappropriate-words", "date-weekday-mismatch", "japanese/no-dropping-the-ra"})
_CHOICE = (
    "Rules: `preset-japanese`, and of the rules that look for risky expression or mistakes of fact those that the npm "
    "registry alone can install: `ja-no-inappropriate-words` (abuse) and `date-weekday-mismatch` (dates). "
    "`no-hoso-kinshi-yogo` (words not for broadcasting) is left out: it needs a package from outside the registry."
)
_ABSENT = (
    "textlint is not on this machine, so nothing was compared. Name the folder that it is installed in "
    "(`--textlint`), or have it installed for the run (`--install-textlint`, needs npm and its registry)."
)


class Textlint(NamedTuple):
    """The command, the folder of its packages where that is known, and their versions."""

    command: tuple[str, ...]
    modules: Path | None

    def versions(self) -> Sequence[str]:
        """The packages with their versions, where their folder is known."""
        if self.modules is None:
            return ()
        files = [self.modules / name / "package.json" for name in PACKAGES]
        return [f"{path.parent.name} {json.loads(path.read_bytes())['version']}" for path in files]


def find(folder: Path | None) -> Textlint | None:
    """The textlint in ``folder``, else on the path, else none."""
    if folder is not None:
        modules = folder / "node_modules"
        script = modules / ".bin" / "textlint"
        if not script.exists():
            raise SystemExit(f"{folder}: there is no node_modules/.bin/textlint. Run npm install textlint there.")
        return Textlint((str(script),), modules)
    found = shutil.which("textlint")
    return Textlint((found,), None) if found else None


def install(folder: Path) -> Path:
    """textlint and its rules, put into ``folder`` by npm; raises ``SystemExit`` when npm cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(
            "--install-textlint: there is no npm on the path. Install Node, or name a folder (--textlint)."
        )
    command = [npm, "install", "--no-fund", "--no-audit", "--ignore-scripts", *PACKAGES]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"--install-textlint: npm failed: {done.stderr[-400:]}")
    return folder


def measure(place: Workspace, rounds: int, textlint: Textlint | None) -> Section:
    """A folder of 1,000 Markdown files, and one of them."""
    if textlint is None:
        return Section(name="textlint", title="Against textlint", how=_ABSENT)
    (place.folder / "textlintrc.json").write_text(json.dumps({"rules": RULES}), encoding="utf-8")
    _prove(place, textlint)
    count = place.thousand
    batch = [
        _case(place, "textlint", textlint, "thousand"),
        place.lint("one core", "thousand", "--workers", "1"),
        place.lint("all cores", "thousand"),
    ]
    single = [_case(place, "textlint", textlint, "dated/post-{:04}.md"), place.lint_one("one", "dated", "post-{:04}")]
    many, one = in_turns(batch, rounds), in_turns(single, 2 * rounds)
    figures = {
        "batch.seconds": many["textlint"].seconds,
        "batch.ratio": ratio(many["textlint"], many["all cores"]),
        "batch.one-core": ratio(many["textlint"], many["one core"]),
        "one.seconds": one["textlint"].seconds,
        "one.ratio": ratio(one["textlint"], one["one"]),
        "batch.megabytes": many["textlint"].megabytes,
    }
    rows = (
        (f"textlint, {count:,} files", s(many["textlint"].seconds), mb(many["textlint"].megabytes), ""),
        (
            f"tweetlint, {count:,} files, `--workers 1`",
            s(many["one core"].seconds),
            mb(many["one core"].megabytes),
            times(figures["batch.one-core"]),
        ),
        (
            f"tweetlint, {count:,} files, all cores",
            s(many["all cores"].seconds),
            mb(many["all cores"].megabytes),
            times(figures["batch.ratio"]),
        ),
        ("textlint, one file", s(one["textlint"].seconds), mb(one["textlint"].megabytes), ""),
        ("tweetlint, one file", s(one["one"].seconds), mb(one["one"].megabytes), times(figures["one.ratio"])),
    )
    versions = ", ".join(textlint.versions())
    return Section(
        name="textlint",
        title="Against textlint",
        how=(
            f"The same Markdown files, from the start of the process to its exit, in turns; medians of {rounds} "
            f"rounds. {_CHOICE}{f' Versions: {versions}.' if versions else ''} "
            "The two look for different things: this compares what waiting for each costs, no more."
        ),
        tables=(Table("", ("process", "time", "memory", "textlint's time to it"), rows),),
        figures=figures,
    )


def _case(place: Workspace, name: str, textlint: Textlint, file: str) -> Case:
    command = [*textlint.command, "--config", "textlintrc.json", "--format", "json"]
    if textlint.modules:
        command += ["--rules-base-directory", str(textlint.modules)]
    return Case(name, lambda number: [*command, file.format(number % SINGLES)], _environment(), place.folder)


def _environment() -> Mapping[str, str]:
    return dict(os.environ)


def _prove(place: Workspace, textlint: Textlint) -> None:
    """Raises ``SystemExit`` unless every one of the rules speaks where it must: rules that do not run are fast."""
    (place.folder / "probe.md").write_text(PROBE, encoding="utf-8")
    case = _case(place, "probe", textlint, "probe.md")
    done = subprocess.run(case.command(0), cwd=place.folder, capture_output=True, encoding="utf-8", check=False)
    try:
        spoke = {message["ruleId"] for file in json.loads(done.stdout) for message in file["messages"]}
    except json.JSONDecodeError:
        raise SystemExit(f"textlint does not run: {(done.stderr or done.stdout)[-400:]}") from None
    if not spoke >= PROVED:
        raise SystemExit(f"textlint's rules {', '.join(sorted(PROVED - spoke))} did not run. Install {PACKAGES[1:]}.")
