"""``growth``: what a post costs when there are more drafts, more rules, more words, longer posts."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.posts import ACCOUNT_FILE, NOW
from benchmarks.processes import Case, checkout, in_turns
from benchmarks.results import Section, Table, s, times
from benchmarks.workspace import LINT, Workspace

SHARES = (0.25, 0.5, 1.0)
FACTORS = (1, 2, 4)
_RULE = """\
kind = "term"
severity = "note"
title = { ja = "自社の言葉", en = "a word of our own" }
message = { ja = "「{term}」があります。", en = "“{term}” is here." }
why = { ja = "測るためのルールです。", en = "A rule for measuring." }
sources = [{ title = "benchmarks", by = "tweetlint", read = 2026-11-22 }]
bad = [{ text = "⟦LIST⟧" }, { text = "⟦LIST⟧です" }, { text = "これは⟦LIST⟧" }]
good = [{ text = "い", because = "ない" }, { text = "ろ", because = "ない" }, { text = "は", because = "ない" }]
[match]
words = [LISTS]
"""


def measure(place: Workspace, rounds: int, lengths: Sequence[int], again: int) -> Section:
    """Milliseconds a post for each size, the sizes in turns; ``again`` words make the dictionaries twice as large."""
    counts = sorted({place.many // 16, place.many // 4, place.many})
    drafts = place.inside("by_drafts", counts=counts, rounds=rounds)
    rules = _by_rules(place, rounds)
    words, starts = _by_words(place, rounds, again)
    length = place.inside("by_length", lengths=lengths, characters=max(lengths), rounds=rounds)
    figures = {f"drafts.{name}": value for name, value in drafts.items()}
    figures |= {f"rules.{name}": value for name, value in rules.items()}
    figures |= {f"words.{name}": value for name, value in words.items()}
    figures |= {f"start.{name}": value for name, value in starts.items()}
    figures |= {f"length.{name}": value for name, value in length.items()}
    figures |= {
        "drafts.ratio": drafts[str(counts[-1])] / drafts[str(counts[0])],
        "words.ratio": words[str(FACTORS[-1])] / words["1"],
        "start.ratio": starts[str(FACTORS[-1])] / starts["1"],
    }
    return Section(
        name="growth",
        title="Growth",
        how=(
            f"What one post costs in a linter that has everything loaded, on one core; medians of {rounds} rounds, "
            "the sizes in turns. All posts are of one account, so rules that compare posts compare all of them. "
            f"Words are added by the account file: a word list of invented words ({again:,} of them are as "
            "many again as tweetlint ships) and a rule that looks for them."
        ),
        tables=(
            _table("Drafts in one batch", "drafts", [f"{count:,}" for count in counts], drafts),
            _table("Rules switched on", "rules", [f"{share:.0%}" for share in SHARES], rules),
            _words_table(words, starts),
            _length_table(lengths, length),
        ),
        figures=figures,
    )


def _table(title: str, what: str, sizes: Sequence[str], found: dict[str, float]) -> Table:
    base = next(iter(found.values()))
    rows = [(size, f"{cost:.3f} ms", times(cost / base)) for size, cost in zip(sizes, found.values(), strict=True)]
    return Table(title, (what, "a post", "to the first line"), tuple(rows))


def _words_table(words: dict[str, float], starts: dict[str, float]) -> Table:
    rows = [
        (f"× {name}", f"{cost:.3f} ms", times(cost / words["1"]), s(starts[name]), times(starts[name] / starts["1"]))
        for name, cost in words.items()
    ]
    head = ("words", "a post", "to the first line", "cold start of one draft", "to the first line")
    return Table("Words in the dictionaries", head, tuple(rows))


def _length_table(lengths: Sequence[int], found: dict[str, float]) -> Table:
    rows = [
        (
            f"{length:,} characters",
            f"{found[str(length)]:.2f} ms",
            times(found[str(length)] / found[str(lengths[0])]),
            f"{found[f'{length}.bare']:.2f} ms",
        )
        for length in lengths
    ]
    head = ("length of a post", "1,000 characters", "to the first line", "bare SudachiPy, 1,000 characters")
    return Table("Longer posts", head, tuple(rows))


# -- rules ------------------------------------------------------------------------------------------


def _by_rules(place: Workspace, rounds: int) -> dict[str, float]:
    """Milliseconds a post with a part of the rules, evenly chosen over their names."""
    files = {}
    for share in SHARES:
        folder = place.folder / f"rules-{share:.0%}".rstrip("%")
        folder.mkdir()
        off = [rule for number, rule in enumerate(shipped_rules()) if number % 4 >= 4 * share]
        levels = "".join(f'"{rule}" = "off"\n' for rule in off)
        account = ACCOUNT_FILE.read_text(encoding="utf-8")
        (folder / "tweetlint.toml").write_text(f"{account}\n[severity]\n{levels}", encoding="utf-8")
        files[f"{share:.0%}"] = str(folder / "tweetlint.toml")
    return place.inside("by_account_file", files=files, count=place.thousand, rounds=rounds)


def shipped_rules() -> list[str]:
    """The ids of the shipped rules, in order."""
    folder = checkout() / "rules"
    if not folder.is_dir():
        folder = checkout() / "tweetlint" / "rules"
    paths = (path for path in folder.rglob("*.toml") if not any(p[0] == "_" for p in path.relative_to(folder).parts))
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in paths)


# -- words ------------------------------------------------------------------------------------------


def _by_words(place: Workspace, rounds: int, again: int) -> tuple[dict[str, float], dict[str, float]]:
    """Milliseconds a post, and seconds of a cold start from the cache, by how many times the words there are."""
    folders = {str(factor): _with_words(place.folder / f"words-{factor}", (factor - 1) * again) for factor in FACTORS}
    costs = place.inside(
        "by_account_file",
        files={name: str(folder / "tweetlint.toml") for name, folder in folders.items()},
        count=place.thousand,
        rounds=rounds,
    )
    command = [*LINT, "check", "one.md", "--quiet", "--now", NOW]
    draft = place.folder / "dated" / "post-0000.md"
    for folder in folders.values():
        shutil.copy(draft, folder / "one.md")
    cases = [Case(name, lambda _: command, place.environment, folder) for name, folder in folders.items()]
    return costs, {name: runs.seconds for name, runs in in_turns(cases, 2 * rounds + 1).items()}


# A list may have 50,000 words.
_OF_A_LIST = 40_000


def _with_words(folder: Path, count: int) -> Path:
    """A folder with an account file that has ``count`` words of its own, one at least, and a rule for them."""
    (folder / "guidelines" / "rules" / "own").mkdir(parents=True)
    (folder / "guidelines" / "words" / "own").mkdir(parents=True)
    words = invented_words(max(1, count))
    lists = [words[start : start + _OF_A_LIST] for start in range(0, len(words), _OF_A_LIST)]
    names = ", ".join(f'"own/invented-{number}"' for number in range(len(lists)))
    rule = _RULE.replace("LISTS", names).replace("LIST", words[0])
    (folder / "guidelines" / "rules" / "own" / "invented.toml").write_text(rule, encoding="utf-8")
    provenance = "# title: words invented for measuring\n# licence: MIT\n# source: generated | read 2026-11-22\n"
    for number, some in enumerate(lists):
        rows = "".join(f"{word}\t{_hiragana(word)}\tinvented\t{_match(word)}\n" for word in sorted(some, key=_hiragana))
        (folder / "guidelines" / "words" / "own" / f"invented-{number}.tsv").write_text(
            f"{provenance}term\treading\tclass\tmatch\n{rows}", encoding="utf-8"
        )
    own = 'rules = ["guidelines/rules"]\ndictionaries = ["guidelines/words"]\n'
    (folder / "tweetlint.toml").write_text(own + ACCOUNT_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def shipped_words() -> int:
    """The rows of all shipped word lists."""
    folder = checkout() / "dictionaries"
    if not folder.is_dir():
        folder = checkout() / "tweetlint" / "dictionaries"
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.tsv"))
    return sum(sum(bool(line) and line[0] != "#" for line in text.splitlines()) - 1 for text in texts)


_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


def invented_words(count: int) -> list[str]:
    """``count`` different words of five to nine letters that nobody uses; the same ones each time."""
    chance = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(chance.choices(_KANA, k=chance.randint(5, 9)))] = None
    return list(words)


def _match(word: str) -> str:
    return "anywhere" if len(word) % 2 else "word"


def _hiragana(word: str) -> str:
    return "".join(chr(ord(letter) - 0x60) for letter in word)
