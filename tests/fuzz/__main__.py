"""``python -m tests.fuzz TARGET --seconds N --seed S``: exit status 0 nothing found, 1 something, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .runner import fuzz
from .targets import TARGETS


def main() -> int:
    """Runs the targets asked for and prints what came of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="+", choices=[*TARGETS, "all"], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, help="for each target (default: 60)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed makes the same inputs (default: 0)")
    parser.add_argument("--out", type=Path, default=Path(".fuzz"), help="where failing inputs are kept (.fuzz)")
    parser.add_argument("--input", type=Path, help="try this one file instead, with the traceback")
    parser.add_argument("--atheris", action="store_true", help="let atheris make the inputs, guided by coverage")
    options = parser.parse_args()
    names = tuple(TARGETS) if "all" in options.targets else tuple(options.targets)
    if options.input is not None:
        for name in names:
            TARGETS[name].run(options.input.read_bytes())
        return 0
    if options.atheris:
        return _with_atheris(names[0], options.out)
    found = False
    for name in names:
        result = fuzz(TARGETS[name], options.out, seed=options.seed, seconds=options.seconds)
        print(
            f"{name:10} {result.executions:9,} executions  slowest {result.slowest:5.2f} s  "
            f"{len(result.findings)} findings",
            flush=True,
        )
        for finding in result.findings:
            print(f"  {finding.what}  at {finding.where}  in {finding.file}", flush=True)
        found = found or bool(result.findings)
    return int(found)


def _with_atheris(name: str, folder: Path) -> int:
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: python -m pip install atheris", file=sys.stderr)
        return 2
    corpus = folder / f"{name}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], str(corpus)], TARGETS[name].run)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
