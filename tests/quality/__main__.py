"""``python -m tests.quality``: how good the rules are on labelled posts; ``--write`` renews page and baseline."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence

from tweetlint.account import Config
from tweetlint.load.ruleset import Library

from . import page
from .corpus import TESTS, Row, sets
from .figures import Figures, Wrong, figures, wrong
from .runs import Heard, hear


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints what was asked for; 1 when a rule failed."""
    options = _options(arguments)
    begin = time.perf_counter()
    chosen = {name: rows for name, rows in sets().items() if not options.set or name in options.set}
    family = options.show.partition("/")[0] if options.show else ""
    heard = measured(chosen, (family,) if family else (), options.workers, options.alone)
    broken = sorted({failure for rows in heard.values() for each in rows for failure in each.failures})
    if options.show is not None:
        for name, rows in heard.items():
            for each in wrong(rows, options.show):
                print(_told(name, each))
    else:
        found = figures(heard, all_families(chosen))
        own = page.examples() if options.write else {}
        _print(found)
        if options.write:
            _write(found, own, heard)
    print(f"{sum(map(len, chosen.values()))} posts in {time.perf_counter() - begin:.0f} s.", file=sys.stderr)
    for sentence in broken:
        print(f"failed: {sentence}", file=sys.stderr)
    return int(bool(broken))


def measured(
    chosen: Mapping[str, Sequence[Row]], families: Sequence[str] = (), workers: int = 1, alone: bool = False
) -> dict[str, tuple[Heard, ...]]:
    """What the rules say of the rows of each set."""
    heard = hear((row for rows in chosen.values() for row in rows), families=families, workers=workers, alone=alone)
    of_set = {row.id: name for name, rows in chosen.items() for row in rows}
    return {name: tuple(each for each in heard if of_set[each.row.id] == name) for name in chosen}


def all_families(chosen: Mapping[str, Iterable[Row]]) -> frozenset[str]:
    """The families of rules, and those that are labelled without there being a rule."""
    labelled = {family for rows in chosen.values() for row in rows for family in row.expect or ()}
    return Library(Config(), TESTS).families | labelled


def _write(found: Figures, own: Mapping[str, page.Examples], heard: Mapping[str, Iterable[Heard]]) -> None:
    """Renews page and baseline, saying what has become worse."""
    new = page.baseline(found)
    if page.BASELINE.exists():
        for sentence in page.worse(page.stored(), new):
            print(f"worse than before: {sentence}", file=sys.stderr)
    page.store(new)
    page.PAGE.write_text(page.page(found, own, heard), encoding="utf-8")


def _print(found: Figures) -> None:
    print("\n".join(page.family_table(found.families)))
    for name, score in found.clean.items():
        print(f"{name}: {score.alarms} of {score.unwanted} clean posts with a warning or error, {score.false} with any")


def _told(name: str, each: Wrong) -> str:
    said = ", ".join(f"{spoken.rule} ({spoken.severity.value}) 「{spoken.excerpt}」" for spoken in each.spoken)
    evidence = each.row.spans.get(each.name, "") if each.what == "missed" else said
    text = " ".join(" / ".join(each.row.texts).split())
    parts = [f"{each.what:6} {name} {each.row.id} {each.name}", text, str(evidence), each.row.note]
    return "  |  ".join(part for part in parts if part)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--show", metavar="NAME", help="print what went wrong for a family or rule, row by row")
    parser.add_argument("--set", action="append", metavar="SET", help="only this set: " + ", ".join(sets()))
    parser.add_argument("--write", action="store_true", help="renew docs/quality.md and tests/corpus/baseline.json")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (one a CPU)")
    parser.add_argument("--alone", action="store_true", help="share no linters: the same figures, slowly")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.set or ()) - set(sets()))
    if unknown:
        parser.error(f"there is no set '{unknown[0]}'; choose from {', '.join(sets())}")
    if options.write and (options.set or options.show):
        parser.error("--write needs all sets: leave --set and --show away")
    return options


if __name__ == "__main__":
    sys.exit(main())
