"""``python -m docs.generate``: writes ``docs/rules/`` and ``docs/coverage.md`` out of the rule files.

A test fails where a page is missing, stale or of a rule that is gone; ``make docs`` renews them all.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import msgspec
import regex

from tweetlint.account import Profile
from tweetlint.load.assets import shipped_rules
from tweetlint.load.config import load_profile, profiles
from tweetlint.load.rulefile import Example, LocatedRule, Text, find_rules, load_rule

DOCS = Path(__file__).parent
LANGUAGES = ("en", "ja")
GUIDES = {
    "000": "four ways of using it",
    "001": "how to, cases, and what to beware of",
    "002": "four steps to introduce it",
    "003": "five questions before you start",
    "004": "six tips",
}
_PLACEHOLDER = regex.compile(r"\{\w+\}")
_SPECIAL = regex.compile(r"([\\`*_\[\]<>#|~])")


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a guide asks for, and what answers it where no rule does."""

    number: int
    guide: str
    asks: str
    by: Literal["rule", "setting", "profile", "report", "people"] = "rule"
    how: str = ""


class _Clauses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    clause: tuple[Clause, ...]


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "level": "Level",
        "what": "What it says",
        "why": "Why",
        "bad": "Reported",
        "good": "Not reported",
        "missed": "Not caught yet",
        "fix": "How to put it right",
        "ask": "Whom to ask",
        "when": "When it applies",
        "settings": "Settings",
        "sources": "Sources",
        "clauses": "Clauses",
        "needs": "It needs {names} in the account file or the draft; without, the report says that it did not run.",
        "only": "Only where {key} is {values}.",
        "always": "To every draft.",
        "profile": "In the profile `{profile}`: `{level}`.",
        "value": "`{key}`: {value}",
        "how_to_set": "Thresholds, with the values that hold without a setting:",
        "read": "read {day}",
        "covers": "Answers these clauses of [the guides](../../{coverage}): {numbers}.",
        "suggest": "The report suggests:",
        "reword": "See what the finding says, and the innocent examples below.",
        "aside": "To set it aside for one draft, with a reason that stays visible, or for good:",
        "made": "Written by `make docs` out of `{path}`.",
        "index": "All rules",
        "families": "{count} rules in {families} families. A page is written out of each rule file by `make docs`.",
        "rule": "rule",
        "title": "title",
        "mark": "⟦ ⟧ marks what is reported.",
    },
    "ja": {
        "level": "重さ",
        "what": "指摘の内容",
        "why": "理由",
        "bad": "指摘する例",
        "good": "指摘しない例",
        "missed": "まだ見つけられない例",
        "fix": "直し方",
        "ask": "相談先",
        "when": "はたらくとき",
        "settings": "設定",
        "sources": "出典",
        "clauses": "手引きの項目",
        "needs": "設定ファイルか下書きに {names} が要ります。ないときは、確認していないことを結果に書きます。",
        "only": "{key} が {values} のときだけ。",
        "always": "すべての下書き。",
        "profile": "プロファイル `{profile}` では `{level}`。",
        "value": "`{key}`: {value}",
        "how_to_set": "変えられる値（設定しないときの値）:",
        "read": "{day} 確認",
        "covers": "[手引き](../../{coverage})のうち、次の項目に答えます: {numbers}。",
        "suggest": "言いかえの案:",
        "reword": "指摘の文と、下の「指摘しない例」を参考にしてください。",
        "aside": "この下書きだけ理由を残して外す、またはいつも外すには:",
        "made": "`{path}` から `make docs` で作ったページです。",
        "index": "ルールの一覧",
        "families": "{families}の種類に{count}のルールがあります。ページは `make docs` で作ります。",
        "rule": "ルール",
        "title": "題名",
        "mark": "⟦ ⟧ は指摘するところです。",
    },
}


def main() -> int:
    """Writes every page, and takes away those of rules that are gone."""
    wanted = pages()
    for path in sorted({*written(), *wanted}):
        place = DOCS / path
        if path not in wanted:
            place.unlink()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(wanted[path], encoding="utf-8")
    print(f"{len(wanted)} pages in {DOCS}")
    return 0


def pages() -> dict[str, str]:
    """Every page as it should be, by its place below ``docs``."""
    folder = shipped_rules()
    rules = [load_rule(path, folder) for path in find_rules(folder)]
    found = {"coverage.md": _page(coverage(rules, clauses()))}
    for rule in rules:
        found |= {f"rules/{rule.id}{_ending(language)}": text for language, text in pages_of(rule).items()}
    for language in LANGUAGES:
        found[f"rules/README{_ending(language)}"] = _page(index(rules, language))
    return found


def pages_of(rule: LocatedRule) -> dict[str, str]:
    """The pages of one rule, by language."""
    return {language: _page(rule_page(rule, language)) for language in LANGUAGES}


def written() -> dict[str, str]:
    """Every page that is there, by its place below ``docs``."""
    paths = [*sorted((DOCS / "rules").rglob("*.md")), DOCS / "coverage.md"]
    return {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in paths if path.exists()}


def clauses() -> tuple[Clause, ...]:
    """What the guides ask for, in order."""
    data = tomllib.loads((DOCS / "clauses.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data, _Clauses).clause


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _ending(language: str) -> str:
    return ".md" if language == "en" else f".{language}.md"


# -- a rule -----------------------------------------------------------------------------------------


def rule_page(rule: LocatedRule, language: str) -> Iterator[str]:
    """The page of one rule."""
    words, file = WORDS[language], rule.file
    other = "ja" if language == "en" else "en"
    link = {"en": "English", "ja": "日本語"}[other]
    yield f"# {rule.id}"
    yield f"\n**{file.title.of(language)}**\n"
    yield f"{words['level']}: `{file.severity.value}` · [{link}]({rule.id.partition('/')[2]}{_ending(other)})"
    yield from _section(words["what"], _messages(rule, language))
    yield from _section(words["why"], [file.why if isinstance(file.why, str) else file.why.of(language)])
    yield from _section(words["fix"], _fix(rule, language))
    yield from _section(words["bad"], [f"{words['mark']}\n", *_examples(e for e in file.bad if e.miss is None)])
    yield from _section(words["good"], _examples(file.good))
    yield from _section(words["missed"], _examples(e for e in file.bad if e.miss is not None))
    yield from _section(words["ask"], [file.route] if file.route else [])
    yield from _section(words["when"], _conditions(rule, words))
    yield from _section(words["settings"], _settings(rule, words))
    yield from _section(words["sources"], _sources(rule, words))
    numbers = ", ".join(map(str, file.clauses))
    covers = words["covers"].format(coverage="coverage.md", numbers=numbers)
    yield from _section(words["clauses"], [covers] if numbers else [])
    yield f"\n---\n\n{words['made'].format(path=f'rules/{rule.id}.toml')}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    held = list(lines)
    if held:
        yield f"\n## {title}\n"
        yield from held


def _messages(rule: LocatedRule, language: str) -> Iterator[str]:
    texts = [rule.file.message, *(case.message for case in rule.file.case.values())]
    yield from _listed(texts, language)


def _fix(rule: LocatedRule, language: str) -> Iterator[str]:
    """What the rule suggests, and how to set it aside where the words are meant."""
    words, file = WORDS[language], rule.file
    texts = [text for text in (file.suggest, *(case.suggest for case in file.case.values())) if text]
    if texts:
        yield f"{words['suggest']}\n"
        yield from _listed(texts, language)
    else:
        yield words["reword"]
    yield f"\n{words['aside']}\n"
    reason = {"en": "why", "ja": "外す理由"}[language]
    yield f'```yaml\nwaivers:\n  - rule: {rule.id}\n    reason: "{reason}"\n    until: 2027-03-31\n```\n'
    yield f'```toml\n[severity]\n"{rule.id}" = "off"\n```'


def _listed(texts: Iterable[Text], language: str) -> Iterator[str]:
    for text in dict.fromkeys(_PLACEHOLDER.sub("…", text.of(language)) for text in texts):
        yield f"- {_plain(text)}"


def _examples(examples: Iterable[Example]) -> Iterator[str]:
    """Each as a quotation; a timeline post by post, and why it is what it is."""
    for example in examples:
        posts = [_plain(text).replace("\n", "<br>") for text in example.timeline or (example.text or "",)]
        reason = example.miss or example.because
        yield f"- {' ／ '.join(posts)}" + (f" — {_plain(reason)}" if reason else "")


def _conditions(rule: LocatedRule, words: Mapping[str, str]) -> Iterator[str]:
    file = rule.file
    found = False
    for key in ("roles", "purposes", "industries", "kinds", "relations"):
        if values := getattr(file, key):
            found = True
            names = ", ".join(f"`{value}`" for value in values)
            yield f"- {words['only'].format(key=f'`{_SINGULAR[key]}`', values=names)}"
    if file.needs:
        found = True
        yield f"- {words['needs'].format(names=', '.join(f'`{need}`' for need in file.needs))}"
    if not found:
        yield words["always"]


_SINGULAR = {
    "roles": "role",
    "purposes": "purpose",
    "industries": "industry",
    "kinds": "kind",
    "relations": "relation",
}


def _settings(rule: LocatedRule, words: Mapping[str, str]) -> Iterator[str]:
    """The levels that profiles give the rule, and the numbers that can be set."""
    for name, path in profiles().items():
        profile: Profile = load_profile(path)
        level = profile.severity.get(rule.id) or profile.severity.get(rule.family)
        if level:
            yield f"- {words['profile'].format(profile=name, level=level)}\n"
    numbers = _numbers(rule)
    if numbers:
        yield f"{words['how_to_set']}\n"
        lines = "\n".join(f"{key} = {value}" for key, value in numbers.items())
        yield f'```toml\n[settings."{rule.id}"]\n{lines}\n```'


def _numbers(rule: LocatedRule) -> dict[str, int | float]:
    """The numbers of the rule's match blocks that an account file may set, with what they are without it."""
    match = rule.file.match
    found: dict[str, int | float] = {}
    for block in match if isinstance(match, tuple) else (match,):
        kind = str(block.get("kind", rule.file.kind))
        for field in msgspec.structs.fields(import_module(f"tweetlint.kinds.{kind}").Match):
            value: Any = block.get(field.encode_name, field.default)
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault(field.encode_name, value)
    return found


def _sources(rule: LocatedRule, words: Mapping[str, str]) -> Iterator[str]:
    for source in rule.file.sources:
        title = _plain(source.title)
        title = f"[{title}]({source.url})" if source.url else title
        note = f". {_plain(source.note)}" if source.note else ""
        yield f"- {title} ({source.by}, {words['read'].format(day=source.read.isoformat())}){note}"


def _plain(text: str) -> str:
    """``text`` in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


# -- the index --------------------------------------------------------------------------------------


def index(rules: Sequence[LocatedRule], language: str) -> Iterator[str]:
    """All rules by family."""
    words = WORDS[language]
    families = dict.fromkeys(rule.family for rule in rules)
    yield f"# {words['index']}\n"
    yield words["families"].format(count=len(rules), families=len(families))
    for family in families:
        yield f"\n## {family}/\n"
        yield f"| {words['rule']} | {words['level']} | {words['title']} | {words['ask']} |"
        yield "|---|---|---|---|"
        for rule in (rule for rule in rules if rule.family == family):
            file = rule.file
            link = f"[{rule.id}]({rule.id}{_ending(language)})"
            yield f"| {link} | `{file.severity.value}` | {_plain(file.title.of(language))} | {file.route or ''} |"


# -- coverage ---------------------------------------------------------------------------------------


def coverage(rules: Iterable[LocatedRule], found: Sequence[Clause]) -> Iterator[str]:
    """What becomes of each clause: the rules that answer it, what else does, or that it is left to people."""
    answers: dict[int, list[str]] = {}
    for rule in rules:
        for number in rule.file.clauses:
            answers.setdefault(number, []).append(f"[{rule.id}](rules/{rule.id}.md)")
    yield "# What the guides ask, and what becomes of it\n"
    yield (
        f"Five published Japanese guides on how a company should post ask for {len(found)} things, here in words of"
        " our own (`docs/clauses.toml`). Some can be checked in a draft: the rules that say so in their `clauses` are"
        " named. Some are a setting, a profile or a part of the report. The rest is left to people, and why is said."
        " That a clause has a rule does not say that the rule finds everything: [quality.md](quality.md) does.\n"
    )
    yield "| answered by | clauses |"
    yield "|---|---:|"
    for name, count in _totals(answers, found).items():
        yield f"| {name} | {count} |"
    for guide, title in GUIDES.items():
        yield f"\n## {guide}: {title}\n"
        yield "| clause | asks | what becomes of it |"
        yield "|---:|---|---|"
        for clause in (each for each in found if each.guide == guide):
            yield f"| {clause.number} | {clause.asks} | {_answer(clause, answers.get(clause.number, []))} |"


def _totals(answers: Mapping[int, Sequence[str]], found: Sequence[Clause]) -> dict[str, int]:
    """How many clauses there are of each sort; a rule counts before anything else."""
    sorts = ["a rule" if answers.get(each.number) else _SORTS[each.by] for each in found]
    return {name: sorts.count(name) for name in ("a rule", *_SORTS.values())}


_SORTS = {
    "setting": "a setting",
    "profile": "a profile",
    "report": "the report",
    "people": "left to people",
    "rule": "no rule yet, left to people until then",
}


def _answer(clause: Clause, rules: Sequence[str]) -> str:
    parts = [", ".join(rules)] if rules else []
    if clause.by == "people":
        parts.append(f"left to people: {clause.how}")
    elif clause.by != "rule":
        parts.append(f"{clause.by}: {clause.how}")
    return "; ".join(parts) or "no rule yet: left to people until then"


if __name__ == "__main__":
    sys.exit(main())
