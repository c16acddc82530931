"""Rule files: TOML, decoded strictly. A file with a mistake does not load, and says where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import regex

from tweetlint.errors import RuleError, did_you_mean
from tweetlint.limits import LONGEST_MESSAGE, LONGEST_PATTERN, MOST_PATTERNS, words_in
from tweetlint.load.strict import convert
from tweetlint.load.toml import decoded, read_settings
from tweetlint.model import Confidence, DraftKind, Relation, Severity
from tweetlint.text.lazy import lazy_regex

LEAST_EXAMPLES = 3
_OF_FILES = frozenset({"extends", "rules", "dictionaries", "kinds"})
NEEDS = (
    "publish_at",
    "brands",
    "competitors",
    "embargo",
    "release",
    "campaign",
    "relation",
    "listed",
    "quiet_period",
    "support_hours",
    "posting_hours",
    "topics",
    "event",
    "crisis",
)
IN_PART = "?"
"""Ends the name of a setting that only a part of a rule needs; the rest of it runs without."""
_EXAMPLES_BEGIN = lazy_regex(r"^\[\[(?:bad|good)\]\]", regex.MULTILINE)
_ID = lazy_regex(r"^[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*$")


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same text for Japanese and English readers."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        """The text in ``language``; English for every language but Japanese."""
        return self.ja if language == "ja" else self.en


class RuleSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """On whose authority: a law, guideline or guide, and the day we read it."""

    title: str
    by: str
    read: date
    url: str | None = None
    note: str | None = None


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which the rule applies, with words and a severity of its own."""

    message: Text
    suggest: Text | None = None
    severity: Severity | None = None


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A post, or a timeline of posts, with the settings that matter; ⟦ ⟧ mark what must be reported."""

    text: str | None = None
    timeline: tuple[str, ...] = ()
    because: str | None = None
    miss: str | None = None
    case: str | None = None
    draft: Mapping[str, Any] = {}
    account: Mapping[str, Any] = {}
    config: Mapping[str, Any] = {}
    now: datetime | None = None


class RuleFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as its file states it."""

    kind: str
    severity: Severity
    title: Text
    message: Text
    why: Text | str
    sources: tuple[RuleSource, ...]
    match: Mapping[str, Any] | tuple[Mapping[str, Any], ...]
    confidence: Confidence = Confidence.MEDIUM
    suggest: Text | None = None
    since: str = "0.1"
    route: str | None = None
    clauses: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    kinds: tuple[DraftKind, ...] = ()
    relations: tuple[Relation, ...] = ()
    case: Mapping[str, Case] = {}
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()

    def messages(self) -> Iterator[Text]:
        """Every text of the rule that may hold placeholders."""
        yield self.message
        if self.suggest:
            yield self.suggest
        for case in self.case.values():
            yield case.message
            if case.suggest:
                yield case.suggest


class LocatedRule(msgspec.Struct, frozen=True):
    """A rule file with its id and where it lies."""

    id: str
    path: Path
    file: RuleFile

    @property
    def family(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]


def rule_id(path: Path, folder: Path) -> str:
    """The id of the rule in ``path``: its place below ``folder``."""
    name = path.relative_to(folder).with_suffix("").as_posix()
    if not _ID.match(name):
        raise RuleError(
            str(path), f"'{name}' cannot be a rule id.", "Put the file at FAMILY/NAME.toml, both in kebab-case."
        )
    return name


def find_rules(folder: Path) -> Iterator[Path]:
    """The rule files below ``folder``, in order; names that begin with _ are not rules.

    Raises ``RuleError`` for what is called like a file and is none: a folder, a pipe, a link that leads nowhere.
    """
    for path in sorted(folder.rglob("*.toml")):
        if not path.is_file():
            raise RuleError(str(path), "is no file.", "Rename it, or take it out.")
        if not any(part.startswith("_") for part in path.relative_to(folder).parts):
            yield path


def load_rule(path: Path, folder: Path) -> LocatedRule:
    """The whole rule in ``path`` with its examples, checked in every way."""
    located = _load(path, folder, read_settings(path, RuleError))
    _require_examples(located)
    return located


@lru_cache(maxsize=1024)
def load_shipped_rule(path: Path, folder: Path) -> LocatedRule:
    """A shipped rule without its examples: they were run before it was shipped, and cost time to parse."""
    text = read_settings(path, RuleError)
    examples = _EXAMPLES_BEGIN.search(text)
    return _load(path, folder, text[: examples.start()] if examples else text)


def _load(path: Path, folder: Path, text: str) -> LocatedRule:
    place = str(path)
    file = convert(decoded(text, place, RuleError), RuleFile, place, RuleError)
    for need in file.needs:
        if need.removesuffix(IN_PART) not in NEEDS:
            raise RuleError(place, f"needs: unknown '{need}'.", did_you_mean(need, NEEDS))
    if not file.sources:
        raise RuleError(place, "has no [[sources]].", "Every claim has a source with the day it was read.")
    _require_bounds(file, place)
    return LocatedRule(rule_id(path, folder), path, file)


def _require_bounds(file: RuleFile, place: str) -> None:
    """Raises for more patterns, or longer ones and longer messages, than anybody writes: they cost every draft."""
    words = words_in(file.match)
    if len(words) > MOST_PATTERNS:
        what = f"match: {len(words):,} patterns; {MOST_PATTERNS:,} is the most."
        raise RuleError(place, what, "Put words into a list, or divide the rule.")
    for word in words:
        if len(word) > LONGEST_PATTERN:
            what = f"match: a pattern of {len(word):,} characters; {LONGEST_PATTERN:,} is the most."
            raise RuleError(place, what, "Divide it into several patterns.")
    for text in (file.title, *file.messages()):
        for language in (text.ja, text.en):
            if len(language) > LONGEST_MESSAGE:
                what = f"a message of {len(language):,} characters; {LONGEST_MESSAGE:,} is the most."
                raise RuleError(place, what, "Say less, and the rest in `why`.")


def _require_own_words(example: Example, place: str) -> None:
    """Raises for an example that names files: a rule is data, and trying it reads nothing but itself."""
    for key in _OF_FILES.intersection(example.config):
        raise RuleError(place, f"config.{key}: an example cannot name files.", f"Take {key} out.")
    others = example.config.get("account", ())
    for account in (example.account, *(others if isinstance(others, list | tuple) else ())):
        if isinstance(account, Mapping) and "profile" in account:
            raise RuleError(place, "account.profile: an example cannot name files.", "Take profile out.")


def _require_examples(located: LocatedRule) -> None:
    place, file = str(located.path), located.file
    bad = [example for example in file.bad if example.miss is None]
    if len(bad) < LEAST_EXAMPLES or len(file.good) < LEAST_EXAMPLES:
        raise RuleError(
            place,
            f"has {len(bad)} [[bad]] and {len(file.good)} [[good]] examples.",
            f"At least {LEAST_EXAMPLES} of each are needed: the examples are the tests.",
        )
    for number, example in enumerate(file.good, 1):
        if not example.because:
            raise RuleError(place, f"[[good]] number {number} has no 'because'.", "Say in a few words why it is good.")
    for name, examples in (("bad", file.bad), ("good", file.good)):
        for number, example in enumerate(examples, 1):
            _require_own_words(example, f"{place}: [[{name}]] number {number}")
            if (example.text is None) == (not example.timeline):
                raise RuleError(
                    place, f"[[{name}]] number {number} needs a text or a timeline.", "Write one of the two."
                )
            for text in (example.text or "", *example.timeline):
                if regex.sub("[^⟦⟧]", "", text).replace("⟦⟧", ""):
                    raise RuleError(
                        place, f"[[{name}]] number {number} has ⟦ and ⟧ that are no pairs.", "Mark each span as ⟦…⟧."
                    )
