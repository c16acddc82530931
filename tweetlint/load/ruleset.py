"""Rule files and word lists become checks: one rule set per account and its layers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, NamedTuple

import msgspec
import regex

import tweetlint
from tweetlint.account import Account, Config, Context, Override, Profile
from tweetlint.errors import ConfigError, PatternError, RuleError, did_you_mean
from tweetlint.kinds import BUILT_IN
from tweetlint.kinds.base import AccountWantedError, Build, Check, Signed, TimelineCheck, Told, Wordy
from tweetlint.load.assets import shipped_dictionaries, shipped_rules
from tweetlint.load.cache import Cache
from tweetlint.load.config import ROLE_PROFILES, layers, profiles
from tweetlint.load.forms import spellings
from tweetlint.load.packs import find_kind, find_pack
from tweetlint.load.rulefile import IN_PART, Case, LocatedRule, find_rules, load_rule, load_shipped_rule, rule_id
from tweetlint.load.shelf import Shelf, packed, unpacked
from tweetlint.load.strict import convert
from tweetlint.load.words import Words, grammar_data, word_classes
from tweetlint.model import WAIVER_FAULTS, Confidence, DraftKind, Relation, Severity
from tweetlint.phrase.gate import Gate, Wants
from tweetlint.text import grammar as grammar_slots
from tweetlint.text.analysis import Language
from tweetlint.text.grammar import Grammar
from tweetlint.text.lazy import lazy_regex
from tweetlint.text.sudachi import editions
from tweetlint.text.terms import Groups, TermIndex, Terms, Vocabulary

_PLACEHOLDER = lazy_regex(r"\{(\w+)\}")


class Conditions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a rule, or one block of it, applies at all; an empty list asks for nothing."""

    roles: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    kinds: tuple[DraftKind, ...] = ()
    relations: tuple[Relation, ...] = ()

    def allow(self, account: Account) -> bool:
        """Whether accounts of its role and purpose are asked for at all."""
        return (not self.roles or account.role in self.roles) and (
            not self.purposes or account.purpose in self.purposes
        )

    def met(self, context: Context) -> bool:
        """Whether the draft and its account are of those asked for."""
        account, draft = context.account, context.draft
        return (
            self.allow(account)
            and (not self.industries or account.industry in self.industries)
            and (not self.kinds or draft.kind in self.kinds)
            and (not self.relations or draft.relation in self.relations)
        )


# One object for all that ask for nothing, which most are.
_ALWAYS = Conditions()


class Block:
    """One ``[match]`` block of a rule, compiled; its check comes off the shelf when it is needed.

    ``always`` says that there are no conditions on the draft.
    """

    __slots__ = ("_checks", "_place", "always", "case", "conditions", "confidence", "severity", "timeline")

    def __init__(self, checks: Shelf, compiled: _Compiled) -> None:
        self._checks = checks
        self._place = checks.append(compiled.check)
        self.always = compiled.conditions == _ALWAYS
        self.conditions = _ALWAYS if self.always else compiled.conditions
        self.case = compiled.case
        self.severity = compiled.severity
        self.confidence = compiled.confidence
        self.timeline = hasattr(compiled.check, "observe")

    @property
    def check(self) -> Any:
        """A ``Check``, or a ``TimelineCheck`` where ``timeline``."""
        return self._checks[self._place]


class Rule:
    """A rule ready to run, with all that the engine stamps on its hits.

    ``always`` says that there are no conditions on the draft, ``timed`` that it needs a publication time.
    """

    __slots__ = ("_files", "_place", "always", "blocks", "conditions", "id", "severity", "timed")

    def __init__(
        self,
        files: Shelf,
        located: LocatedRule,
        severity: Severity | None,
        conditions: Conditions,
        blocks: tuple[Block, ...],
    ) -> None:
        self._files = files
        self._place = files.append(located)
        self.id = located.id
        self.severity = severity
        self.always = conditions == _ALWAYS
        self.conditions = _ALWAYS if self.always else conditions
        self.blocks = blocks
        self.timed = "publish_at" in located.file.needs

    @property
    def located(self) -> LocatedRule:
        """The rule's file and where it lies."""
        found: LocatedRule = self._files[self._place]
        return found

    @property
    def family(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    def case(self, name: str | None) -> Case | None:
        """The named case of the rule, if it has one."""
        return self.located.file.case.get(name) if name else None


class RuleSet(NamedTuple):
    """Everything needed to lint the drafts of one account.

    ``gate`` knows which of ``blocks``, all those of all rules in order, could say anything of a text;
    ``timed`` are the rules that need a publication time. ``digest`` is that of the files it was made of.
    """

    rules: tuple[Rule, ...]
    blocks: tuple[tuple[Rule, Block], ...]
    gate: Gate
    language: Language
    missing: Mapping[str, tuple[str, ...]]
    timed: tuple[Rule, ...]
    digest: str

    def rule(self, name: str) -> Rule | None:
        """The rule with this id, if it is switched on here."""
        return next((rule for rule in self.rules if rule.id == name), None)


class Library:
    """The rule files and folders of words that a configuration reaches."""

    def __init__(self, config: Config, base: Path) -> None:
        self.config = config
        self.base = base
        shipped = tuple(profiles())
        packs = [find_pack(name, shipped) for name in config.extends if name not in shipped and name[-5:] != ".toml"]
        self.rule_folders = (*(p.rules for p in packs if p.rules), *(base / folder for folder in config.rules))
        self.dictionary_folders = (
            shipped_dictionaries(),
            *(p.dictionaries for p in packs if p.dictionaries),
            *(base / folder for folder in config.dictionaries),
        )
        self.pack_profiles = tuple(p.profile for p in packs if p.profile)
        self.places = _places(self.rule_folders)
        own = {name: None for fault in WAIVER_FAULTS for name in (fault, fault.partition("/")[0])}
        _check_names((config, *config.override), self.ids, self.families | own.keys())

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all rules within reach."""
        return frozenset(self.places)

    @property
    def families(self) -> frozenset[str]:
        """The families that the rules within reach belong to."""
        return frozenset(name.partition("/")[0] for name in self.places)

    @cached_property
    def rules(self) -> tuple[LocatedRule, ...]:
        """All rules within reach, the shipped ones first; a company's own rule replaces one of the same id."""
        shipped = shipped_rules()
        return tuple(
            load_shipped_rule(path, folder) if folder == shipped else load_rule(path, folder)
            for path, folder in self.places.values()
        )

    @cached_property
    def digest(self) -> str:
        """A short digest of all rule files and word lists: the same digest judges alike."""
        digest = hashlib.sha256()
        for path in self._files:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    @cached_property
    def stamps(self) -> tuple[tuple[str, int, int], ...]:
        """All files that rules are made of, with size and time of change: sooner known than what they hold."""
        return tuple(_stamp(path) for path in (*self._files, *self.pack_profiles))

    @cached_property
    def stamps_of_words(self) -> tuple[tuple[str, int, int], ...]:
        """The same of the word lists alone."""
        return tuple(_stamp(path) for path in self._word_files)

    @cached_property
    def _word_files(self) -> tuple[Path, ...]:
        words = [path for folder in self.dictionary_folders for path in sorted(folder.rglob("*"))]
        return tuple(path for path in words if path.is_file())

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        rules = [path for folder in (shipped_rules(), *self.rule_folders) for path in sorted(folder.rglob("*.toml"))]
        return (*(path for path in rules if path.is_file()), *self._word_files)


def _stamp(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_size, status.st_mtime_ns


def _places(folders: Sequence[Path]) -> dict[str, tuple[Path, Path]]:
    """Where each rule within reach lies: its file and the folder that its id begins at, by id."""
    places: dict[str, tuple[Path, Path]] = {}
    for folder in (shipped_rules(), *folders):
        if not folder.is_dir():
            raise ConfigError("rules", f"{folder} is not a folder of rules.", "Check `rules` in tweetlint.toml.")
        places |= {rule_id(path, folder): (path, folder) for path in find_rules(folder)}
    return places


def cached_ruleset(library: Library, account: Account, overrides: Sequence[Override], cache: Cache | None) -> RuleSet:
    """The rules for ``account``, out of the cache where they are there."""
    if cache is None:
        return build_ruleset(library, account, overrides)
    key = cache_key(library, account, overrides)
    ruleset = cache.load(unpacked, *key)
    if not isinstance(ruleset, RuleSet):
        build = _Build(library, account, overrides)
        ruleset = build.ruleset()
        cache.store(packed(ruleset, build.groups, build.checks, build.files), *key)
    return ruleset


def cache_key(library: Library, account: Account, overrides: Sequence[Override]) -> tuple[object, ...]:
    """All that the compiled rules depend on; every part is written alike in every process."""
    found = layers(library.config, account, library.base)
    return editions(), _code(), library.stamps, library.config, account, tuple(overrides), found


@lru_cache(maxsize=1)
def _code() -> tuple[str, int]:
    """The version, and when the package's newest module was written: compiled rules hold its objects."""
    package = Path(tweetlint.__file__).parent
    return tweetlint.__version__, max(path.stat().st_mtime_ns for path in package.rglob("*.py"))


def build_ruleset(library: Library, account: Account, overrides: Sequence[Override] = ()) -> RuleSet:
    """The rules for ``account``: shipped ← profile or pack ← project ← per-path overrides."""
    return _Build(library, account, overrides).ruleset()


def shipped_words() -> Iterator[str]:
    """The words, in hiragana, that the shipped rules look for by their forms, whoever the account is."""
    library = Library(Config(), Path())
    words = Words(library.dictionary_folders, Account(name="main"), Config())
    vocabulary = Vocabulary(words)
    _Build(library, Account(name="main"), (), vocabulary).compile_all()
    for slot in words:  # those of the grammar among them
        vocabulary.slot(slot)
    return vocabulary.inflected()


def example_texts() -> tuple[str, ...]:
    """The texts of all examples of the shipped rules: what ordinary posts, and bad ones, are written like."""
    folder = shipped_rules()
    rules = [load_rule(path, folder) for path in find_rules(folder)]
    examples = [example for rule in rules for example in (*rule.file.bad, *rule.file.good)]
    return tuple(text for example in examples for text in (example.text, *example.timeline) if text)


class _Shared:
    """What the rule sets of all accounts have in common: the checks of shipped rules that name nobody.

    Its terms and their keys keep their numbers; what one account adds is numbered on behind them.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        words = Words(folders, None, Config())
        self.vocabulary = Vocabulary(words, spellings())
        entries = partial(words.entries, vocabulary=self.vocabulary)
        self._build = Build(self.vocabulary, None, None, entries, grammar_data)
        self._checks: dict[tuple[str, int, str], _Compiled | None] = {}
        self._index: TermIndex | None = None

    def compiled(self, source: _Source) -> _Compiled | None:
        """The block's check; None where it is another for each account."""
        key = (source.place, source.number, repr(source.settings))
        if key not in self._checks:
            try:
                self._checks[key] = _check(source, self._build)
            except AccountWantedError:
                self._checks[key] = None
        return self._checks[key]

    @property
    def index(self) -> TermIndex:
        """The index of its vocabulary."""
        self._index = self.vocabulary.index(self._index)
        return self._index


@lru_cache(maxsize=2)
def _shared(folders: tuple[Path, ...], stamps: tuple[tuple[str, int, int], ...]) -> _Shared:
    return _Shared(folders)


_compiling = Lock()


class _Build:
    """One rule set in the making."""

    def __init__(
        self,
        library: Library,
        account: Account,
        overrides: Sequence[Override],
        vocabulary: Vocabulary | None = None,
    ) -> None:
        config = library.config
        self._library = library
        self._account = account
        self._layers: list[Profile | Config | Override] = [*layers(config, account, library.base)]
        self._layers += [_pack_profile(path) for path in library.pack_profiles]
        self._layers += [config, *overrides]
        self._words = Words(library.dictionary_folders, account, config)
        self._vocabulary = vocabulary or Vocabulary(self._words, spellings())
        self._known: TermIndex | None = None
        self._ready: dict[tuple[str, int], _Compiled] = {}
        self.groups = Groups()
        self.checks = Shelf("checks")
        self.files = Shelf("files")

    @property
    def _build(self) -> Build:
        entries = partial(self._words.entries, vocabulary=self._vocabulary)
        return Build(self._vocabulary, self._account, self._library.config, entries, grammar_data)

    def ruleset(self) -> RuleSet:
        """The rules that are switched on, compiled."""
        chosen, missing = [], {}
        for located in self._library.rules:
            severity = _severity(located, self._layers)
            if severity == "off":
                continue
            lacking = tuple(need for need in located.file.needs if not _has(need, self._account, self._library.config))
            if lacking:
                missing[located.id] = lacking
            if any(not need.endswith(IN_PART) for need in lacking):
                continue
            chosen.append((located, severity))
        self._share([located for located, _ in chosen])
        rules = [self._compile(located, severity) for located, severity in chosen]
        language = self._language()
        blocks = tuple((rule, block) for rule in rules for block in rule.blocks)
        wanted = [self._wanted(rule, block) for rule, block in blocks]
        return RuleSet(
            rules=tuple(rules),
            blocks=blocks,
            gate=Gate(wanted, self.groups, language.index, self._vocabulary.commonness),
            language=language,
            missing=missing,
            timed=tuple(rule for rule in rules if rule.timed),
            digest=self._library.digest,
        )

    def _wanted(self, rule: Rule, block: Block) -> Wants | None:
        """What a draft must hold for the block to be asked; None where the account's drafts are no concern of it."""
        if not (rule.conditions.allow(self._account) and block.conditions.allow(self._account)):
            return None
        check = block.check
        return Wants(
            check.needs if isinstance(check, Wordy) else (),
            check.signs if isinstance(check, Signed) else None,
            check.told if isinstance(check, Told) else (),
        )

    def compile_all(self) -> None:
        """Compiles every rule within reach, whether it is switched on or not."""
        for located in self._library.rules:
            self._compile(located, None)

    def _share(self, rules: Sequence[LocatedRule]) -> None:
        """Takes from what all accounts share the checks of ``rules`` that are there, and its vocabulary behind them."""
        shipped = str(shipped_rules())
        with _compiling:
            shared = _shared(self._library.dictionary_folders, self._library.stamps_of_words)
            for located in rules:
                if not str(located.path).startswith(shipped):
                    continue
                for source in _sources(located, _settings(located.id, self._layers)):
                    compiled = shared.compiled(source)
                    if compiled is not None:
                        self._ready[source.place, source.number] = compiled
            for slot in grammar_slots.SLOTS:
                shared.vocabulary.slot(slot)
            self._known = shared.index
            self._vocabulary = shared.vocabulary.fork(self._words)

    def _compile(self, located: LocatedRule, severity: str | None) -> Rule:
        settings = _settings(located.id, self._layers)
        return _compile(located, severity, settings, self._block, self.files)

    def _block(self, source: _Source) -> tuple[Block, frozenset[str]]:
        compiled = self._ready.get((source.place, source.number)) or _check(source, self._build)
        return Block(self.checks, compiled), compiled.captures

    def _language(self) -> Language:
        vocabulary = self._vocabulary
        slots = {name: vocabulary.slot(name) for name in grammar_slots.SLOTS}
        ours = Terms((*slots[grammar_slots.SELF], *vocabulary.slot("brand")))
        others = Terms((*slots[grammar_slots.OTHERS], *vocabulary.slot("competitor"), *vocabulary.slot("partner")))
        return Language(vocabulary.index(self._known), _grammar(), slots, ours, others)


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    return Grammar(word_classes())


def _pack_profile(path: Path) -> Profile:
    from tweetlint.load.config import load_profile

    return load_profile(path)


def _check_names(layers: Sequence[Config | Override], ids: frozenset[str], families: frozenset[str]) -> None:
    """Refuses severities and settings of rules that are nowhere; a profile may speak of those."""
    known = ids | families
    for layer in layers:
        for name in layer.severity:
            if name not in known:
                raise ConfigError("tweetlint.toml", f"severity: there is no rule '{name}'.", did_you_mean(name, known))
        for name in layer.settings:
            if name not in ids:
                raise ConfigError("tweetlint.toml", f"settings: there is no rule '{name}'.", did_you_mean(name, ids))


def _severity(located: LocatedRule, found: Sequence[Profile | Config | Override]) -> str | None:
    """The level that the layers set for the rule; a later layer wins, and the rule's id wins over its family."""
    level: str | None = None
    for layer in found:
        level = layer.severity.get(located.id) or layer.severity.get(located.family) or level
    return level


def _settings(rule: str, found: Sequence[Profile | Config | Override]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in found:
        merged.update(layer.settings.get(rule, {}))
    return merged


def _has(need: str, account: Account, config: Config) -> bool:
    """Whether a setting is there; what belongs to the draft is looked for in each draft."""
    match need.removesuffix(IN_PART):
        case "brands":
            return bool(account.brands)
        case "competitors":
            return bool(account.competitors)
        case "embargo":
            return bool(config.embargo)
        case "release":
            return bool(config.release)
        case "campaign":
            return bool(config.campaign)
        case "listed":
            return account.listed
        case "quiet_period":  # only a listed company has one
            return bool(config.quiet_period) or not account.listed
        case "support_hours":  # only who answers customers is away at times
            return account.support_hours is not None or account.purpose != "support"
        case "posting_hours":
            return account.posting_hours is not None
        case "topics":
            return bool(account.topics)
        case "event":
            return bool(config.event)
        case "crisis":
            return bool(config.crisis)
        case _:
            return True


def _compile(
    located: LocatedRule,
    severity: str | None,
    settings: Mapping[str, Any],
    compiled: Callable[[_Source], tuple[Block, frozenset[str]]],
    files: Shelf,
) -> Rule:
    file, place = located.file, str(located.path)
    sources = _sources(located, settings)
    _check_values("roles", file.roles, ROLE_PROFILES, place)
    _check_values("purposes", file.purposes, profiles(), place)
    _check_settings(located, sources, settings)
    names: set[str] = set()
    blocks = []
    for source in sources:
        block, captures = compiled(source)
        if block.case and block.case not in file.case:
            advice = did_you_mean(block.case, file.case) or f"Write a [case.{block.case}] table."
            raise RuleError(source.where, f"there is no case '{block.case}'.", advice)
        names |= captures
        blocks.append(block)
    for text in file.messages():
        for language in (text.ja, text.en):
            for name in _PLACEHOLDER.findall(language):
                if name not in names:
                    raise RuleError(place, f"the placeholder '{{{name}}}' is no capture.", did_you_mean(name, names))
    conditions = Conditions(
        roles=file.roles, purposes=file.purposes, industries=file.industries, kinds=file.kinds, relations=file.relations
    )
    level = Severity(severity) if severity else None
    return Rule(files, located, level, conditions, tuple(blocks))


class _Source(NamedTuple):
    """A ``[match]`` block as its file has it: the ``number``-th of the rule in ``place``, with its settings."""

    place: str
    number: int
    where: str
    kind: str
    fields: Mapping[str, Any]
    settings: Mapping[str, Any]


def _sources(located: LocatedRule, settings: Mapping[str, Any]) -> list[_Source]:
    file, place = located.file, str(located.path)
    blocks = file.match if isinstance(file.match, tuple) else (file.match,)
    sources = []
    for number, block in enumerate(blocks):
        where = place if len(blocks) == 1 else f"{place}: match block {number + 1}"
        sources.append(_Source(place, number, where, str(block.get("kind", file.kind)), block, settings))
    return sources


def _check_values(key: str, values: Iterable[str], known: Iterable[str], place: str) -> None:
    for value in values:
        if value not in known:
            raise RuleError(place, f"{key}: unknown '{value}'.", did_you_mean(value, known))


def _check_settings(located: LocatedRule, sources: Iterable[_Source], settings: Mapping[str, Any]) -> None:
    """Refuses settings that no block of the rule knows: they would change nothing, silently."""
    known: set[str] = set()
    for source in sources if settings else ():
        schema = _kind(source.kind, str(located.path)).Match
        known |= _fields(schema)
    for key in settings:
        if key not in known:
            raise ConfigError(
                "tweetlint.toml", f"settings of '{located.id}': unknown key '{key}'.", did_you_mean(key, known)
            )


class _Compiled(NamedTuple):
    """A compiled ``[match]`` block, before it has a place on a shelf."""

    check: Check | TimelineCheck
    captures: frozenset[str]
    conditions: Conditions
    case: str | None
    severity: Severity | None
    confidence: Confidence | None


def _check(source: _Source, build: Build) -> _Compiled:
    """The block compiled; raises ``RuleError``."""
    place, fields = source.where, dict(source.fields)
    fields.pop("kind", None)
    case = fields.pop("case", None)
    severity = convert(fields.pop("severity", None), Severity | None, place, RuleError)  # type: ignore[arg-type]
    confidence = convert(fields.pop("confidence", None), Confidence | None, place, RuleError)  # type: ignore[arg-type]
    conditions = convert(fields.pop("when", {}), Conditions, f"{place}: when", RuleError)
    _check_values("roles", conditions.roles, ROLE_PROFILES, f"{place}: when")
    _check_values("purposes", conditions.purposes, profiles(), f"{place}: when")
    kind = _kind(source.kind, place)
    schema: type[msgspec.Struct] = kind.Match
    known = _fields(schema)
    fields |= {key: value for key, value in source.settings.items() if key in known}
    match = convert(fields, schema, f"{place}: match", RuleError)
    try:
        captures: frozenset[str] = kind.captures(match)
        check: Check | TimelineCheck = kind.compile_match(match, build)
    except PatternError as error:
        raise RuleError(place, f"{error}.", "See 'The phrase language' in the README.") from error
    except KeyError as error:
        known_slots = [slot for slot in build.vocabulary.slot_names if not slot.endswith("!")]
        raise RuleError(place, f"there is no list {error}.", did_you_mean(str(error.args[0]), known_slots)) from error
    except ValueError as error:
        raise RuleError(place, f"{error}.", "Put this right and run again.") from error
    return _Compiled(check, captures, conditions, case, severity, confidence)


@lru_cache(maxsize=64)
def _fields(schema: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(schema))


def _kind(name: str, place: str) -> ModuleType:
    if name in BUILT_IN:
        return import_module(f"tweetlint.kinds.{name}")
    try:
        return import_module(find_kind(name))
    except ConfigError as error:
        raise RuleError(place, f"unknown kind '{name}'.", did_you_mean(name, BUILT_IN)) from error


def fill(template: str, captures: Mapping[str, str]) -> str:
    """``template`` with ``{name}`` replaced by the capture, on one line and at most 60 characters each."""

    def value(match: regex.Match[str]) -> str:
        words = " ".join(captures.get(match[1], "").split())
        return words if len(words) <= 60 else f"{words[:59]}…"

    return _PLACEHOLDER.sub(value, template)
