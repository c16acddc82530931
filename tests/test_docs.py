"""What the documents say is so: their code runs, their settings load, their options and links exist.

A code block whose fence names a file (```` ```toml tweetlint.toml ````) is that file, in a folder of the
document's own. ``python tests/test_docs.py`` renews the output shown below the README's first command.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import msgspec
import pytest
import regex
import yaml

from tweetlint import Draft, Linter, account
from tweetlint.cli import program
from tweetlint.examples import run_examples
from tweetlint.kinds import BUILT_IN
from tweetlint.kinds.base import Guards
from tweetlint.load.config import load_config
from tweetlint.load.lexicon import COLUMNS
from tweetlint.load.packs import find_pack
from tweetlint.load.rulefile import NEEDS, RuleFile, load_rule
from tweetlint.model import DRAFT_FIELDS, Finding
from tweetlint.readers import read
from tweetlint.readers.words import field_of
from tweetlint.text.terms import TermMatch
from tweetlint.writers import FORMATS

ROOT = Path(__file__).parents[1]
LONG = "朝は豆を量り、湯をわかし、粉を平らにならし、ゆっくりと湯を注いで、香りが立つのを待ってから、カップを温めます"
READMES = ("README.md", "README.ja.md")
RULE_GUIDES = ("docs/writing-rules.md", "docs/writing-rules.ja.md")
DOCUMENTS = (
    *READMES,
    *RULE_GUIDES,
    "docs/embedding.md",
    "docs/review.md",
    "docs/review.ja.md",
    "CHANGELOG.md",
    "docs/performance.md",
)

_BLOCK = regex.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", regex.MULTILINE | regex.DOTALL)
_ROW = regex.compile(r"^\| (?P<first>[^|]+?) \|", regex.MULTILINE)
_CODE = regex.compile(r"`([^`\n]+)`")
_LINK = regex.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_OPTION = regex.compile(r"(?<![\w-])--[a-z][a-z-]*")


class Block(NamedTuple):
    """A fenced block: its language, the file it is (or an empty string), its text."""

    language: str
    file: str
    text: str


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks_of(document: str) -> list[Block]:
    return [Block(m["language"], m["file"] or "", m["text"]) for m in _BLOCK.finditer(text_of(document))]


def prose_of(document: str) -> str:
    """The document without its fenced blocks."""
    return _BLOCK.sub("", text_of(document))


def sections(document: str, level: str = "##") -> dict[str, str]:
    """The text below each heading of the level, code blocks left out."""
    parts = regex.split(rf"^{level} (.+)$", prose_of(document), flags=regex.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(section: str) -> set[str]:
    """The code words in the first cells of all tables of a section."""
    return {word for row in _ROW.finditer(section) for word in _CODE.findall(row["first"])}


def the_section(document: str, *words: str) -> str:
    """The one section that holds all of these code words in the first cells of its tables."""
    (found,) = [text for text in sections(document).values() if set(words) <= first_cells(text)]
    return found


def command_lines(document: str) -> Iterator[list[str]]:
    """Every ``tweetlint …`` and ``make …`` in the shell blocks, as words."""
    for block in blocks_of(document):
        if block.language not in ("sh", "console"):
            continue
        lines = block.text.splitlines()
        if block.language == "console":
            lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        for line in lines:
            for part in regex.split(r"\s[|>]\s", line):
                words = shlex.split(part, comments=True)
                if words and words[0] in ("tweetlint", "make"):
                    yield words


def options_of(name: str) -> set[str]:
    """The long options of a command, ``--help`` aside."""
    command = program.get_command(click.Context(program), name)
    assert command is not None
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")}


def fields_of(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct)}


# -- commands ---------------------------------------------------------------------------------------

TWEETLINT_LINES = [
    pytest.param(words, id=f"{document}: {shlex.join(words)}")
    for document in DOCUMENTS
    for words in command_lines(document)
    if words[0] == "tweetlint"
]


@pytest.mark.parametrize("words", TWEETLINT_LINES)
def test_every_command_line_parses(words: list[str]) -> None:
    """The command exists, takes these options, and takes these values for them."""
    name, *arguments = words[1:]
    command = program.get_command(click.Context(program), name)

    assert command is not None, f"there is no command {name}"
    with command.make_context(name, list(arguments), parent=click.Context(program, info_name="tweetlint")) as context:
        assert context.params


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_option_in_prose_exists(document: str) -> None:
    """An option in code in the text is one of some command."""
    known = {"--help", "--version"}.union(*(options_of(name) for name in program.modules))
    named = {option for code in _CODE.findall(prose_of(document)) for option in _OPTION.findall(code)}

    assert named - known == set()


@pytest.mark.parametrize("document", READMES)
@pytest.mark.parametrize("name", list(program.modules))
def test_the_readme_lists_every_option_of_a_command(document: str, name: str) -> None:
    """The row of the command names its options, all of them and no others."""
    (row,) = [line for line in prose_of(document).splitlines() if line.startswith(f"| `tweetlint {name}` |")]

    assert set(_OPTION.findall(row)) == options_of(name)


def test_both_readmes_mention_the_same_commands() -> None:
    """A reader of either language learns of the same commands with the same options."""

    def known(document: str) -> set[tuple[str, ...]]:
        lines = ([word for word in words if word != "--language"] for words in command_lines(document))
        return {(*words[:2], *sorted(word for word in words[2:] if word.startswith("-"))) for words in lines}

    assert known("README.md") == known("README.ja.md")


@pytest.mark.parametrize("document", READMES)
def test_every_make_target_exists(document: str) -> None:
    """``make demo`` and the like are in the Makefile."""
    targets = set(regex.findall(r"^([a-z]+):", text_of("Makefile"), flags=regex.MULTILINE))
    named = {words[1] for words in command_lines(document) if words[0] == "make"}

    assert named <= targets
    assert {"demo", "test"} <= named


# -- the run that is shown --------------------------------------------------------------------------


def shown_run(document: str) -> tuple[list[str], str]:
    """The command of the first console block that prints something, and what is shown below it."""
    block = next(block for block in blocks_of(document) if block.language == "console")
    *_, command = [line.removeprefix("$ ") for line in block.text.splitlines() if line.startswith("$ ")]
    return shlex.split(command)[1:], block.text.rpartition("$ ")[2].partition("\n")[2]


def real_run(arguments: list[str]) -> str:
    """What tweetlint prints for these arguments in ``examples``, on a terminal of 88 columns."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "88", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.run(
        [sys.executable, "-m", "tweetlint", *arguments],
        cwd=ROOT / "examples",
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return process.stdout


@pytest.mark.parametrize("document", READMES)
def test_the_output_shown_is_that_of_a_real_run(document: str) -> None:
    """The screenful in the README is what the command prints; ``python tests/test_docs.py`` renews it."""
    arguments, shown = shown_run(document)

    assert real_run(arguments) == shown


# -- code blocks ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for the files of one document."""
    return tmp_path


def is_rule_of_the_project(path: Path) -> bool:
    """Whether a file shown is a rule that the ``tweetlint.toml`` of the same document reaches."""
    return path.suffix == ".toml" and path.parent.parent.name == "rules" and "tea-rules" not in path.parts


def unpack(document: str, folder: Path) -> list[Path]:
    """The files that a document shows, written below ``folder``."""
    paths = []
    for block in blocks_of(document):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            paths.append(path)
    return paths


@pytest.mark.parametrize("document", DOCUMENTS)
def test_settings_and_data_decode(document: str) -> None:
    """Every block of TOML, YAML and JSON is well-formed."""
    readers: dict[str, Callable[[str], object]] = {
        "toml": tomllib.loads,
        "yaml": yaml.safe_load,
        "json": msgspec.json.decode,
    }
    for block in blocks_of(document):
        if block.language in readers:
            assert readers[block.language](block.text), block.text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_files_shown_are_accepted(document: str, folder: Path) -> None:
    """Account files load with their rules and words, drafts are read, and each rule passes its examples."""
    for path in unpack(document, folder):
        if path.name == "tweetlint.toml":
            Linter.from_file(path)
        elif path.suffix == ".md":
            assert all(isinstance(item, Draft) for item in read([str(path)]))
        elif is_rule_of_the_project(path):
            config = load_config(folder / "tweetlint.toml")
            settings = {"rules": [str(path.parents[1])], "dictionaries": list(config.dictionaries)}
            rule = load_rule(path, path.parents[1])
            outcomes = run_examples(rule, settings, folder)
            wrong = [outcome for outcome in outcomes if outcome.passed == bool(outcome.miss)]

            assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_python_snippets_run(document: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The snippets of a document run, one after the other, and their assertions hold."""
    unpack(document, folder)
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for block in blocks_of(document):
        if block.language == "python" and not block.file:
            exec(compile(block.text, document, "exec"), names)


def test_the_pack_and_the_kind_work_once_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack of docs/embedding.md is found by the entry points of its pyproject.toml, and its rule passes."""
    unpack("docs/embedding.md", folder)
    site = folder / "tea-rules"
    project = tomllib.loads((site / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = site / "tea_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tea-rules\nVersion: 1.0\n", encoding="utf-8")
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in project["entry-points"].items()
    )
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    find_pack.cache_clear()
    rules = site / "tea_rules" / "rules"
    rule = load_rule(rules / "tea" / "long-sentence.toml", rules)

    wrong = [outcome for outcome in run_examples(rule, {"extends": ["tea"]}) if not outcome.passed]
    report = Linter.from_mapping({"extends": ["tea"]}).lint([Draft(id="1", text=LONG)])

    find_pack.cache_clear()
    assert wrong == []
    assert [(f.rule, f.severity.value) for f in report.findings] == [("tea/long-sentence", "warning")]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_hooks_named_are_offered(document: str) -> None:
    """A hook taken from this repository is one of ``.pre-commit-hooks.yaml``; its arguments are options."""
    offered = {hook["id"] for hook in yaml.safe_load(text_of(".pre-commit-hooks.yaml"))}
    for block in blocks_of(document):
        repositories = yaml.safe_load(block.text).get("repos", []) if block.language == "yaml" else []
        for hook in (hook for repository in repositories for hook in repository["hooks"]):
            options = {word for word in hook.get("args", []) if word.startswith("--")}

            assert hook["id"] in offered
            assert options <= options_of("check")


# -- tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", READMES)
def test_the_readme_lists_the_fields_of_a_draft(document: str) -> None:
    """All of them and no others."""
    assert first_cells(the_section(document, "publish_at", "waivers")) == DRAFT_FIELDS


@pytest.mark.parametrize("document", READMES)
def test_the_readme_lists_every_key_of_the_account_file(document: str) -> None:
    """Top level, accounts, and the tables of dates: no key is missing, none is made up."""
    section = the_section(document, "extends", "character_limit")
    tables = ("embargo", "release", "campaign", "quiet_period", "event", "crisis", "sensitive_date", "override")
    cells = first_cells(section)

    assert {word for word in cells if "[" not in word} == fields_of(account.Config) | fields_of(account.Account)
    for table in tables:
        (row,) = [line for line in section.splitlines() if line.startswith(f"| `[[{table}]]`")]
        struct = getattr(account, "".join(part.title() for part in table.split("_")))
        assert fields_of(struct) <= set(_CODE.findall(row)), table
    for struct in (account.Persona, account.Signature, account.Hours, account.Spelling):
        assert all(regex.search(rf"\b{name}\b", section) for name in fields_of(struct)), struct


@pytest.mark.parametrize("document", READMES)
def test_the_readme_knows_the_families_of_rules(document: str) -> None:
    """What is said to be looked for is what there are rules for."""
    families = {f"{path.name}/" for path in (ROOT / "rules").iterdir() if path.is_dir() and path.name[0] != "_"}

    assert first_cells(the_section(document, "hurtful/")) == families


@pytest.mark.parametrize("document", READMES)
def test_the_readme_lists_formats_and_parts_of_a_finding(document: str) -> None:
    """Every output format has a row, every extension that is read is named."""
    from tweetlint.readers import READERS
    from tweetlint.writers.json import FindingRow

    section = the_section(document, "human", "github")
    words = set(_CODE.findall(section))

    assert first_cells(section) == set(FORMATS)
    assert set(READERS) <= words
    assert fields_of(FindingRow) <= words


@pytest.mark.parametrize("document", READMES)
def test_the_japanese_headers_named_are_understood(document: str) -> None:
    """The headers that the README gives as examples are known ones."""
    named = [word for word in ("本文", "投稿日時", "アカウント", "種別", "関係性") if word in prose_of(document)]

    assert len(named) == 5
    assert all(field_of(word) for word in named)


@pytest.mark.parametrize("document", RULE_GUIDES)
def test_the_guide_lists_all_that_a_rule_may_say(document: str) -> None:
    """Keys of a rule file, guards, kinds with their keys, settings it may need, columns of word lists."""
    from importlib import import_module

    text = prose_of(document)
    prose, cells = set(_CODE.findall(text)), first_cells(text)
    rows = {kind: next(line for line in text.splitlines() if line.startswith(f"| `{kind}` |")) for kind in BUILT_IN}

    assert fields_of(RuleFile) <= cells
    assert fields_of(Guards) <= cells
    assert set(COLUMNS) <= cells
    assert {match.value for match in TermMatch} <= prose
    assert set(NEEDS) - {"relation"} <= prose
    for kind in BUILT_IN:
        schema = import_module(f"tweetlint.kinds.{kind}").Match
        own = fields_of(schema) - fields_of(Guards) if issubclass(schema, Guards) else fields_of(schema)
        keys = {"find"} if kind == "disclosure" else own
        assert all(regex.search(rf"\b{key}\b", rows[kind]) for key in keys), kind


def test_the_embedding_guide_lists_the_parts_of_a_finding() -> None:
    """``Finding(…)`` names its fields in their order."""
    (row,) = regex.findall(r"`Finding\(([^)]*)\)`", prose_of("docs/embedding.md"))

    assert tuple(row.split(", ")) == Finding.__struct_fields__


# -- links ------------------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return regex.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(document: Path) -> set[str]:
    text = _BLOCK.sub("", document.read_text(encoding="utf-8"))
    return {anchor(heading) for heading in regex.findall(r"^#+ (.+)$", text, flags=regex.MULTILINE)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_relative_links_lead_somewhere(document: str) -> None:
    """The file is there, and so is the heading."""
    for target in (match["target"] for match in _LINK.finditer(prose_of(document))):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        path = (ROOT / document).parent / name if name else ROOT / document

        assert path.exists(), target
        assert not heading or heading in anchors(path), target


def renew(document: str) -> None:
    """The output shown in ``document`` becomes that of a real run."""
    arguments, shown = shown_run(document)
    path = ROOT / document
    command = f"$ tweetlint {shlex.join(arguments)}\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{command}{shown}", f"{command}{real_run(arguments)}", 1), encoding="utf-8")


if __name__ == "__main__":
    for readme in READMES:
        renew(readme)
