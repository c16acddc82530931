"""``where``: where the time goes, measured, for one draft and for a batch."""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Mapping

from benchmarks.posts import NOW
from benchmarks.processes import output_of
from benchmarks.results import Section, Table, percent
from benchmarks.workspace import LINT, Workspace

_IMPORT = re.compile(r"^import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)$", re.MULTILINE)
PACKAGES = ("tweetlint", "click", "msgspec", "regex", "sudachipy", "daachorse", "yaml", "wcwidth")
_MOST = 12
_START, _END = "Python's own start", "the end of the process: everything is let go"


def measure(place: Workspace, rounds: int) -> Section:
    """The phases and imports of a cold start; the modules and functions of a batch."""
    phases, wall = _phases(place, rounds)
    imports = _imports(place, rounds)
    batch = place.inside("profile", count=place.thousand)
    touched = place.inside("tokenised", count=place.thousand)
    figures = {f"phase.{name}": value for name, value in phases.items()}
    figures |= {f"import.{name}": value for name, value in imports.items()}
    figures |= {f"module.{name}": value for name, value in batch["modules"].items()}
    figures |= {"untouched": touched["untouched"], "text": touched["text"]}
    return Section(
        name="where",
        title="Where the time goes",
        how=(
            "Measured by looking at the running program a thousand times a second; a look counts for the time since "
            "the one before, under the innermost function of tweetlint. "
            f"Watching made the batch {percent(batch['cost'])} slower. "
            "Imports are told by Python itself (`-X importtime`, which makes them slower: mind the proportions). "
            f"**{percent(touched['untouched'])} of the posts were never tokenised**; the tokenizer was given "
            f"{percent(touched['text'])} of all text."
        ),
        tables=(
            Table(
                f"One draft from start to exit, {1000 * wall:.0f} ms under watch (medians of {rounds} runs)",
                ("phase", "time", "share"),
                tuple((name, f"{1000 * value:.1f} ms", percent(value / wall)) for name, value in phases.items()),
            ),
            Table(
                "Imports of one draft, by package",
                ("package", "time"),
                tuple((name, f"{1000 * value:.1f} ms") for name, value in imports.items()),
            ),
            _shares("A batch, by module", "module", batch["modules"]),
            _shares("A batch, by function", "function", batch["functions"]),
        ),
        figures=figures,
    )


def _shares(title: str, what: str, found: Mapping[str, float]) -> Table:
    rows = [(f"`{name}`", percent(share)) for name, share in list(found.items())[:_MOST]]
    rest = 1 - sum(list(found.values())[:_MOST])
    return Table(title, (what, "share"), (*rows, ("all others", percent(max(0.0, rest)))))


def _phases(place: Workspace, rounds: int) -> tuple[dict[str, float], float]:
    """Seconds of each phase and of the whole process; medians."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    walls = []
    for number in range(rounds):
        arguments = ["check", f"dated/post-{number:04}.md", "--quiet", "--now", NOW]
        command = [sys.executable, "-m", "benchmarks.sampler", *arguments]
        begin = time.monotonic()
        last_line = output_of(command, place.environment, place.folder)[0].rstrip().rpartition("\n")[2]
        end = time.monotonic()
        said = json.loads(last_line)
        walls.append(end - begin)
        ends = {_START: said["began"] - begin, _END: end - said["ended"]}
        for name, value in {**said["phases"], **ends}.items():
            found[name].append(value)
    medians = {name: statistics.median(values) for name, values in found.items() if len(values) * 2 > rounds}
    ordered = dict(sorted(medians.items(), key=lambda item: -item[1]))
    return ordered, statistics.median(walls)


def _imports(place: Workspace, rounds: int) -> dict[str, float]:
    """Seconds of importing, by top package, without what each imports in turn; medians."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    command = [LINT[0], "-X", "importtime", *LINT[1:], "check", "dated/post-0000.md", "--quiet", "--now", NOW]
    for _ in range(rounds):
        errors = output_of(command, place.environment, place.folder)[1]
        sums = import_seconds(errors)
        for name, value in sums.items():
            found[name].append(value)
    return dict(sorted(((name, statistics.median(v)) for name, v in found.items()), key=lambda item: -item[1]))


def import_seconds(errors: str) -> dict[str, float]:
    """What ``-X importtime`` wrote, summed by top package; all that is not ours or required is Python's own."""
    sums: defaultdict[str, float] = defaultdict(float)
    for microseconds, module in _IMPORT.findall(errors):
        top = module.partition(".")[0].lstrip("_")
        package = top if top in PACKAGES else "Python and others"
        sums[package] += int(microseconds) / 1_000_000
    return sums
