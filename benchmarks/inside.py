"""What is measured inside of one process: ``python -m benchmarks.inside NAME JSON`` prints figures as JSON.

Each runs in a process of its own, so that no measurement warms another, and so that the process that
starts them stays small.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.posts import ACCOUNT_FILE, NOW, Timed, posts, timed, written
from benchmarks.sampler import Sampler, function, innermost
from tweetlint import Draft, Linter, Report, Severity
from tweetlint.load.config import load_config

PRESENT = datetime.fromisoformat(NOW)
WARM_UP = 15  # posts of the first company: loads what is loaded once


def drafts_of(chosen: Sequence[Timed]) -> list[Draft]:
    """The posts as drafts with a publication time."""
    return [
        Draft(id=f"post-{number:04}", text=text, publish_at=datetime.fromisoformat(moment))
        for number, (text, moment) in enumerate(chosen)
    ]


def linter_of(account_file: Path = ACCOUNT_FILE) -> Linter:
    """A linter that has everything loaded."""
    cache = os.environ.get("TWEETLINT_CACHE")
    linter = Linter(load_config(account_file), base=account_file.parent, cache=Path(cache) if cache else None)
    linter.lint(drafts_of(_first_company()), now=PRESENT)
    return linter


def _first_company() -> tuple[Timed, ...]:
    return tuple(timed([post.text for post in written()[:WARM_UP]]))


def tokeniser() -> Callable[[Sequence[str]], None]:
    """Bare SudachiPy as it comes: each word's surface, dictionary form, normalized form and part of speech."""
    from sudachipy import Dictionary

    tokenizer = Dictionary(dict="core").tokenizer()

    def tokenise(texts: Sequence[str]) -> None:
        for text in texts:
            for m in tokenizer.tokenize(text):
                m.surface(), m.dictionary_form(), m.normalized_form(), m.part_of_speech()

    tokenise([text for text, _ in _first_company()])
    return tokenise


def seconds(work: Callable[[], object]) -> float:
    """The wall seconds of one call; garbage of earlier ones is cleared away before."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


# -- posts per second -------------------------------------------------------------------------------


def throughput(count: int, rounds: int) -> dict[str, float]:
    """One core: ``count`` made posts linted and tokenised in turns."""
    return _against_tokenising(posts(count), rounds)


def first_sight(rounds: int) -> dict[str, float]:
    """One core: the hand-written posts, no sentence twice, each seen for the first time."""
    return _against_tokenising(tuple(timed([post.text for post in written()[WARM_UP:]])), rounds)


def _against_tokenising(chosen: Sequence[Timed], rounds: int) -> dict[str, float]:
    linter, tokenise = linter_of(), tokeniser()
    drafts, texts = drafts_of(chosen), [text for text, _ in chosen]
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(seconds(lambda: tokenise(texts)))
        ours.append(seconds(lambda: linter.lint(drafts, now=PRESENT)))
    return {
        "posts": len(chosen),
        "ours": len(chosen) / statistics.median(ours),
        "bare": len(chosen) / statistics.median(theirs),
        "ratio": statistics.median(b / a for a, b in zip(ours, theirs, strict=True)),
    }


def sharing(count: int, workers: int, rounds: int) -> dict[str, float]:
    """One process against several for the same batch, everything loaded before; posts per second."""
    linter, drafts = linter_of(), drafts_of(posts(count))
    one, several = [], []
    for _ in range(rounds):
        one.append(seconds(lambda: linter.lint(drafts, now=PRESENT, workers=1)))
        several.append(seconds(lambda: linter.lint(drafts, now=PRESENT, workers=workers)))
    return {
        "one": count / statistics.median(one),
        "several": count / statistics.median(several),
        "ratio": statistics.median(a / b for a, b in zip(one, several, strict=True)),
    }


# -- growth -----------------------------------------------------------------------------------------


def by_drafts(counts: Sequence[int], rounds: int) -> dict[str, float]:
    """Milliseconds a post in batches of each size."""
    linter = linter_of()
    batches = {count: drafts_of(posts(count)) for count in counts}
    work = {str(count): partial(linter.lint, drafts, now=PRESENT) for count, drafts in batches.items()}
    return _in_turns(work, {str(count): count for count in counts}, rounds)


def by_account_file(files: Mapping[str, str], count: int, rounds: int) -> dict[str, float]:
    """Milliseconds a post with each account file."""
    drafts = drafts_of(posts(count))
    linters = {name: linter_of(Path(file)) for name, file in files.items()}
    work = {name: partial(linter.lint, drafts, now=PRESENT) for name, linter in linters.items()}
    return _in_turns(work, dict.fromkeys(files, count), rounds)


def by_length(lengths: Sequence[int], characters: int, rounds: int) -> dict[str, float]:
    """Milliseconds for 1,000 characters in posts of each length; ``characters`` are linted of each."""
    linter, tokenise = linter_of(), tokeniser()
    whole = "\n".join(text for text, _ in posts(max(characters, max(lengths)) // 30))
    work: dict[str, Callable[[], object]] = {}
    units: dict[str, float] = {}
    for length in lengths:
        starts = range(0, max(characters, length) - length + 1, length)
        texts = [whole[start : start + length] for start in starts]
        drafts = drafts_of(tuple(timed(texts)))
        work[f"{length}"] = partial(linter.lint, drafts, now=PRESENT)
        work[f"{length}.bare"] = partial(tokenise, [line for text in texts for line in _digestible(text)])
        units[f"{length}"] = units[f"{length}.bare"] = sum(map(len, texts)) / 1000
    return _in_turns(work, units, rounds)


def _digestible(text: str) -> list[str]:
    """The text, or its lines where it is longer than SudachiPy takes (49,149 bytes)."""
    return [text] if len(text.encode()) < 49_149 else text.splitlines()


def _in_turns(work: Mapping[str, Callable[[], object]], units: Mapping[str, float], rounds: int) -> dict[str, float]:
    """Milliseconds a unit of each work: the median of ``rounds``."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, call in work.items():
            found[name].append(seconds(call))
    return {name: 1000 * statistics.median(runs) / units[name] for name, runs in found.items()}


# -- where the time goes ----------------------------------------------------------------------------


def profile(count: int) -> dict[str, Any]:
    """Shares of the time of a batch by module and by function, and what looking at it cost."""
    linter, drafts = linter_of(), drafts_of(posts(count))
    alone = seconds(lambda: linter.lint(drafts, now=PRESENT))
    sampler = Sampler()

    def under_watch() -> None:
        sampler.start()
        linter.lint(drafts, now=PRESENT)
        sampler.stop()

    watched = seconds(under_watch)
    total = sampler.total()
    return {
        "modules": {name: part / total for name, part in sampler.by(innermost).items()},
        "functions": {name: part / total for name, part in sampler.by(function).items()},
        "cost": watched / alone - 1,
    }


def tokenised(count: int) -> dict[str, float]:
    """How many posts were never tokenised, and how much of their text was."""
    linter, drafts = linter_of(), drafts_of(posts(count))
    untouched = characters = 0
    with _counted_tokenising() as lengths:
        for draft in drafts:
            lengths.clear()
            linter.lint_one(draft, now=PRESENT)
            untouched += not lengths
            characters += sum(lengths)
    return {"untouched": untouched / count, "text": characters / sum(len(draft.text) for draft in drafts)}


@contextmanager
def _counted_tokenising() -> Iterator[list[int]]:
    """The lengths of the texts that are tokenised, whoever imported the function under whatever name."""
    from tweetlint.text import sudachi

    original, lengths = sudachi.tokenize, []

    def counted(text: str, *arguments: Any, **options: Any) -> Any:
        lengths.append(len(text))
        return original(text, *arguments, **options)

    places = [
        (module, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("tweetlint")
        for name, value in list(vars(module).items())
        if value is original
    ]
    for module, name in places:
        setattr(module, name, counted)
    try:
        yield lengths
    finally:
        for module, name in places:
            setattr(module, name, original)


def verdict(count: int) -> dict[str, Any]:
    """What the posts are like: how many have a finding at warning or above, and which rules could not run."""
    chosen = drafts_of(posts(count))
    linter = linter_of()
    report: Report = linter.lint(chosen, now=PRESENT)
    serious = {finding.draft_id for finding in report.findings if finding.severity.rank >= Severity.WARNING.rank}
    texts = sorted(len(draft.text) for draft in chosen)
    return {
        "flagged": len(serious) / count,
        "median": statistics.median(texts),
        "shortest": texts[0],
        "longest": texts[-1],
        "rules": len(linter.rule_ids),
        "notices": [notice.message for notice in report.notices],
        "failures": [f"{failure.rule}: {failure.error}" for failure in report.failures],
    }


MEASUREMENTS: Mapping[str, Callable[..., dict[str, Any]]] = {
    work.__name__: work
    for work in (
        throughput,
        first_sight,
        sharing,
        by_drafts,
        by_account_file,
        by_length,
        profile,
        tokenised,
        verdict,
    )
}

if __name__ == "__main__":
    print(json.dumps(MEASUREMENTS[sys.argv[1]](**json.loads(sys.argv[2]))))
