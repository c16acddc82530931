"""``docs/quality.md`` and ``tests/corpus/baseline.json``: the figures for people, and for the test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from tweetlint.examples import run_examples
from tweetlint.load.assets import shipped_rules
from tweetlint.load.rulefile import LocatedRule, find_rules, load_rule

from .corpus import CORPUS, HELD_OUT, TESTS
from .figures import Figures, Score, wrong
from .figures import figures as scored
from .runs import Heard

PAGE = TESTS.parent / "docs" / "quality.md"
BASELINE = CORPUS / "baseline.json"
_FEW = 10
_HEAD = """\
# Quality

How much of what is wrong is found, and how much of what is said is right, on posts that were written for this \
purpose by several authors and labelled by hand. `make quality` runs every rule on all of them and renews this \
page and the figures that a test holds (`tests/corpus/baseline.json`).

```sh
make quality                                    # renews this page
python -m tests.quality                         # prints the tables and changes nothing
python -m tests.quality --show timing           # row by row: what a family missed, and said without reason
python -m tests.quality --show timing/embargo   # the same for one rule
```

All companies, people and products in the posts are made up. The rules were written with these posts at hand: \
what they do on posts that nobody here has seen is told in the README. A label is the judgement of one reviewer.

- **labels**: a reviewer said that the family must be raised in the post. **found**: some rule of the family \
spoke, be it in a note. **right**: of the posts about which the family spoke, the share where it should have.
- **warned** and **right** beside it: the same, for warnings and errors only. A note asks nobody to act.
- What a reviewer would accept but not ask for counts neither way. In some sets not all families were labelled; \
there the others are not counted.
"""


class Examples(NamedTuple):
    """How the rule's own examples went: bad ones found, good ones left alone, and the known misses."""

    title: str
    severity: str
    bad: int
    found: int
    good: int
    silent: int
    misses: tuple[tuple[str, str], ...]


def examples() -> dict[str, Examples]:
    """Every shipped rule's own examples, run."""
    folder = shipped_rules()
    return dict(_examples_of(load_rule(path, folder)) for path in find_rules(folder))


def _examples_of(rule: LocatedRule) -> tuple[str, Examples]:
    outcomes = list(run_examples(rule))
    bad = [each for each in outcomes if each.label.startswith("bad") and each.miss is None]
    good = [each for each in outcomes if each.label.startswith("good")]
    return rule.id, Examples(
        title=rule.file.title.en,
        severity=rule.file.severity.value,
        bad=len(bad),
        found=sum(each.passed for each in bad),
        good=len(good),
        silent=sum(each.passed for each in good),
        misses=tuple((each.text, each.miss) for each in outcomes if each.miss is not None),
    )


# -- the page ---------------------------------------------------------------------------------------


def page(figures: Figures, own: Mapping[str, Examples], heard: Mapping[str, Iterable[Heard]]) -> str:
    """The whole page."""
    return "\n".join(_lines(figures, own, heard)) + "\n"


def _lines(figures: Figures, own: Mapping[str, Examples], heard: Mapping[str, Iterable[Heard]]) -> Iterator[str]:
    yield _HEAD
    yield "## By family\n"
    yield from family_table(figures.families)
    held_out = {name: rows for name, rows in heard.items() if name in HELD_OUT}
    if held_out:
        yield "\n## On posts that nobody has worked on\n"
        yield (
            f"The sets {', '.join(f'`{name}`' for name in sorted(held_out))} alone. Their authors saw no rule, nothing"
            " was learned from them, and no word was added because of them; the sums from which on `learned` blocks"
            " speak were chosen with them at hand. This is about what to expect of new drafts.\n"
        )
        yield from family_table(scored(held_out, figures.families).families)
    yield "\n## By set\n"
    yield from _set_table(figures)
    yield "\n## By rule\n"
    yield (
        "**labelled**: posts with a verdict on this one rule (must speak / must not), and on how many of each it spoke."
        " **own examples**: those in the rule's file, found and left alone. **in whole posts**: how often it"
        " spoke where its family was wanted, and where it was not.\n"
    )
    yield from _rule_table(figures, own)
    yield "\n## By industry\n"
    yield from _industry_table(figures)
    yield "\n## Said about clean posts\n"
    yield "Warnings and errors about posts that the reviewer let pass.\n"
    yield from _false_alarms(heard)
    yield "\n## Known not to be seen\n"
    yield "Posts that the rules should find and do not, as the rule files say; each is a test that fails so far.\n"
    yield from _misses(own)


def family_table(families: Mapping[str, Score]) -> Iterator[str]:
    """One row a family, and all together."""
    yield "| family | labels | found | right | warned | right |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, score in families.items():
        yield f"| `{name}/` | {_shares(score)} |"
    yield f"| all | {_shares(_sum(families.values()))} |"


def _shares(score: Score) -> str:
    shares = (score.recall, score.precision, score.recall_of_warnings, score.precision_of_warnings)
    return f"{score.wanted} | " + " | ".join(map(_share, shares))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        total = total.plus(score)
    return total


def _set_table(figures: Figures) -> Iterator[str]:
    yield "| set | labels | found | right | warned | right | clean posts | with a warning or error |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, score in figures.sets.items():
        clean = figures.clean.get(name, Score())
        yield f"| `{name}` | {_shares(score)} | {clean.unwanted} | {clean.alarms} |"


def _rule_table(figures: Figures, own: Mapping[str, Examples]) -> Iterator[str]:
    yield "| rule | level | labelled | spoke | own examples | in whole posts | known misses |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for rule in sorted({*own, *figures.rules}):
        score = figures.rules.get(rule, Score())
        labelled, spoke = f"{score.wanted} / {score.unwanted}", f"{score.found} / {score.false}"
        if rule in own:
            mine = own[rule]
            went = f"{mine.found} of {mine.bad}, {mine.silent} of {mine.good}"
            in_posts = f"{figures.right[rule]} / {figures.astray[rule]}"
            yield f"| `{rule}` | {mine.severity} | {labelled} | {spoke} | {went} | {in_posts} | {len(mine.misses)} |"
        else:
            yield f"| `{rule}` | no rule yet | {labelled} | | | | |"


def _industry_table(figures: Figures) -> Iterator[str]:
    yield "| industry | labels | found | right | warned | right | clean posts | with a warning or error |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    posts = {name: figures.clean_by_industry.get(name, Score()) for name in figures.industries}
    many = [name for name in posts if posts[name].unwanted + figures.industries[name].wanted >= _FEW]
    few = [name for name in posts if name not in many]
    for name in sorted(many):
        yield f"| {name} | {_shares(figures.industries[name])} | {posts[name].unwanted} | {posts[name].alarms} |"
    if few:
        clean = _sum(posts[name] for name in few)
        shares = _shares(_sum(figures.industries[name] for name in few))
        yield f"| {len(few)} with fewer posts | {shares} | {clean.unwanted} | {clean.alarms} |"


def _false_alarms(heard: Mapping[str, Iterable[Heard]]) -> Iterator[str]:
    found = [each for rows in heard.values() for each in wrong(rows) if each.what == "alarm" and each.row.clean]
    if not found:
        yield "None."
        return
    yield "| post | rule | about |"
    yield "|---|---|---|"
    for each in found:
        for spoken in each.spoken:
            if spoken.alarm:
                yield f"| {each.row.id} | `{spoken.rule}` | {_cell(spoken.excerpt)} |"


def _misses(own: Mapping[str, Examples]) -> Iterator[str]:
    yield "| rule | post | why |"
    yield "|---|---|---|"
    for rule, mine in sorted(own.items()):
        for text, why in mine.misses:
            yield f"| `{rule}` | {_cell(text)} | {_cell(why)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


# -- the baseline -----------------------------------------------------------------------------------


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of the last ``make quality`` that must not become worse."""

    families: Mapping[str, Score]
    rules: Mapping[str, Score]
    clean: Mapping[str, Score]


def baseline(figures: Figures) -> Baseline:
    """What of the figures is held."""
    return Baseline(families=figures.families, rules=figures.rules, clean=figures.clean)


def stored() -> Baseline:
    """The figures of the last ``make quality``."""
    return msgspec.json.decode(BASELINE.read_bytes(), type=Baseline)


def store(new: Baseline) -> None:
    """Keeps ``new``, a score a line."""
    parts = []
    for name in Baseline.__struct_fields__:
        scores = getattr(new, name)
        rows = [f"    {_json(key)}: {_json(score)}" for key, score in sorted(scores.items())]
        parts.append(f"  {_json(name)}: {{\n" + ",\n".join(rows) + "\n  }")
    BASELINE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def worse(old: Baseline, new: Baseline) -> list[str]:
    """A sentence for each family whose recall or precision is lower than it was, and for clean posts now flagged."""
    found = []
    for family, was in old.families.items():
        now = new.families.get(family, Score())
        for name in ("recall", "precision", "recall_of_warnings", "precision_of_warnings"):
            before, after = getattr(was, name), getattr(now, name)
            if before is not None and (after is None or after < before):
                found.append(f"{family}: {name.replace('_', ' ')} fell from {before:.3f} to {_share(after)}")
    for name, was in old.clean.items():
        now = new.clean.get(name, Score())
        if now.alarms > was.alarms:
            found.append(f"{name}: {now.alarms} clean posts with a warning or error, not {was.alarms}")
    return found


def changed(old: Baseline, new: Baseline) -> Sequence[str]:
    """The sets, families and rules whose labels are not those that the old figures were counted on."""
    found = []
    for name in Baseline.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        for key in sorted({*before, *after}):
            was, now = before.get(key, Score()), after.get(key, Score())
            if (was.wanted, was.unwanted) != (now.wanted, now.unwanted):
                found.append(key)
    return found
