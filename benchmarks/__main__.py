"""``python -m benchmarks``: speed and memory as ratios, measured in one run; nothing is asserted."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks import batch, cold, growth, page, textlint, where
from benchmarks.results import Machine, Results, Section
from benchmarks.workspace import Workspace


class Sizes(NamedTuple):
    """How much is measured: drafts, rounds, characters of a post, words that are as many again."""

    thousand: int = 1000
    many: int = 4000
    cold: int = 9
    batch: int = 2
    lengths: tuple[int, ...] = (100, 1_000, 10_000, 25_000)
    words: int = 0


USUAL = Sizes()


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints every measurement as it is made, then writes what was asked for."""
    options = _options(arguments)
    begin = time.perf_counter()
    machine = _machine()
    print(f"{machine.line()}\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        sections = []
        for section in run(Path(name), options):
            print("\n".join(section.lines()), end="\n\n", flush=True)
            sections.append(section)
    results = Results(machine=machine, sections=tuple(sections))
    print(f"Measured in {time.perf_counter() - begin:.0f} s.")
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2))
    if options.write:
        page.write(results)


def run(folder: Path, options: argparse.Namespace, sizes: Sizes = USUAL) -> Iterator[Section]:
    """The measurements that the options name, in the order of the page."""
    place = Workspace(folder, sizes.thousand, sizes.many)
    measurements: dict[str, Callable[[], Section]] = {
        "cold": lambda: cold.measure(place, sizes.cold),
        "batch": lambda: batch.measure(place, sizes.batch),
        "workers": lambda: batch.measure_workers(place, sizes.batch),
        "growth": lambda: growth.measure(place, sizes.batch, sizes.lengths, sizes.words or growth.shipped_words()),
        "where": lambda: where.measure(place, sizes.cold),
        "textlint": lambda: textlint.measure(place, sizes.batch, _textlint(folder, options)),
    }
    for name, measure in measurements.items():
        if name in options.only:
            yield measure()


def _textlint(folder: Path, options: argparse.Namespace) -> textlint.Textlint | None:
    if options.install_textlint:
        return textlint.find(textlint.install(folder / "npm"))
    return textlint.find(options.textlint)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", type=_names, default=page.SECTIONS, metavar="NAMES", help=f"some of {','.join(page.SECTIONS)}"
    )
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md and the READMEs' tables")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every figure by its name")
    parser.add_argument("--textlint", type=Path, metavar="DIR", help="the folder that textlint is installed in")
    parser.add_argument("--install-textlint", action="store_true", help="have npm install textlint for this run")
    options = parser.parse_args(arguments)
    if options.write and set(options.only) != set(page.SECTIONS):
        parser.error("--write needs every measurement: leave --only away")
    options.textlint = options.textlint and options.textlint.resolve()
    return options


def _names(given: str) -> tuple[str, ...]:
    names = tuple(given.split(","))
    for name in names:
        if name not in page.SECTIONS:
            raise argparse.ArgumentTypeError(f"there is no '{name}'; choose from {', '.join(page.SECTIONS)}")
    return names


def _machine() -> Machine:
    return Machine(
        day=date.today().isoformat(),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        system=platform.system(),
        python=platform.python_version(),
        tools=", ".join(f"{name} {version(name)}" for name in ("SudachiPy", "SudachiDict-core")),
        load=os.getloadavg()[0],
    )


def _processor() -> str:
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
