"""What is fuzzed: bytes go in, and an exception comes out where tweetlint breaks a promise."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tweetlint import Draft, Linter, Report
from tweetlint.account import Account, Config, Embargo
from tweetlint.errors import InputError, PatternError, TweetlintError
from tweetlint.kinds.embargo import EmbargoedNames
from tweetlint.limits import LONGEST_COMPLAINT, LONGEST_TEXT
from tweetlint.load.assets import shipped_dictionaries, shipped_rules
from tweetlint.load.config import load_config
from tweetlint.load.embargoes import read_embargoes
from tweetlint.load.lexicon import load_lexicon
from tweetlint.load.words import Words, word_classes
from tweetlint.model import DraftKind, Relation
from tweetlint.phrase.matcher import PatternSet, Within
from tweetlint.phrase.syntax import parse
from tweetlint.readers import read
from tweetlint.readers.file import File
from tweetlint.readers.x_archive import read as read_archive
from tweetlint.text import grammar
from tweetlint.text.analysis import Analysis, Language
from tweetlint.text.grammar import Grammar
from tweetlint.text.terms import Vocabulary
from tweetlint.text.userpattern import PatternTookTooLongError, UserPattern
from tweetlint.writers import FORMATS, Style, complaints, write

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
SETTINGS: Mapping[str, Any] = {
    "account": [
        {
            "name": "main",
            "brands": [{"name": "アオゾラ珈琲", "aliases": ["アオゾラ"]}],
            "competitors": [{"name": "ミナトコーヒー"}],
            "partners": [{"name": "ゆずと朝"}],
            "staff": ["葉山"],
            "domains": ["aozora.example"],
        }
    ],
    "embargo": [{"name": "春の新しいお店", "terms": ["みさき灯台店"], "lifts": "2026-12-15T10:00:00+09:00"}],
    "release": [{"name": "雪あかりブレンド", "on_sale": "2026-12-01T07:00:00+09:00"}],
}


class Target(NamedTuple):
    """A name, the inputs to begin with, and what is done with each input; whatever ``run`` raises is a finding."""

    name: str
    seeds: Callable[[], tuple[bytes, ...]]
    run: Callable[[bytes], None]


# -- seeds ------------------------------------------------------------------------------------------


@cache
def _files(*patterns: str) -> tuple[bytes, ...]:
    """The contents of the repository's files that ``patterns`` name."""
    return tuple(path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern)))


@cache
def _posts() -> tuple[bytes, ...]:
    """The texts of all examples of all rules, and of the example company's drafts."""
    rules = (tomllib.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("rules/[a-z]*/*.toml")))
    texts = [example.get("text", "") for rule in rules for example in (*rule.get("bad", ()), *rule.get("good", ()))]
    return tuple(text.replace("⟦", "").replace("⟧", "").encode() for text in texts if text)


@cache
def _patterns() -> tuple[bytes, ...]:
    """Patterns of the shipped rules, each above a post that it may match."""
    posts, found = _posts(), []
    for path in sorted(ROOT.glob("rules/[a-z]*/*.toml")):
        match = tomllib.loads(path.read_text("utf-8"))["match"]
        for block in match if isinstance(match, list) else [match]:
            found += [word for word in block.get("any", ()) if isinstance(word, str)]
    return tuple(f"{word}\n".encode() + posts[number % len(posts)] for number, word in enumerate(found))


@cache
def _rows() -> tuple[bytes, ...]:
    """Tables, and single posts as tables."""
    posts = (
        f'id,本文,投稿日時\n{n},"{post.decode()}",2026-12-01T10:00+09:00\n' for n, post in enumerate(_posts()[:80])
    )
    return (*_files("examples/schedule/*.csv", "examples/support/*.tsv"), *map(str.encode, posts))


@cache
def _json_lines() -> tuple[bytes, ...]:
    posts = (json.dumps({"id": str(n), "text": post.decode()}).encode() for n, post in enumerate(_posts()[:80]))
    return tuple(posts)


@cache
def _json_documents() -> tuple[bytes, ...]:
    lines = _json_lines()
    arrays = (b"[" + b",\n".join(lines[n : n + 3]) + b"]" for n in range(1, len(lines), 3))
    return (*_files("examples/**/*.json"), *arrays, b'{"drafts": [' + lines[-1] + b"]}")


@cache
def _archives() -> tuple[bytes, ...]:
    """The beginnings of an X archive: some of its posts, its list of files, and whole ones of a post each."""
    (posts,) = _files("examples/archive/data/tweets.js")
    lines = posts.split(b"\n")
    single = tuple(lines[0] + line.rstrip(b",") + b"]" for line in lines[1:40])
    return (b"\n".join(lines[:20]), *_files("examples/archive/data/manifest.js"), *single)


# -- what must hold ---------------------------------------------------------------------------------


def _require_sentence(sentence: str) -> None:
    """An error can be read, printed and is not as long as what it complains about."""
    sentence.encode("utf-8", "surrogateescape")
    assert sentence.strip(), "an error says nothing"
    assert len(sentence) < 4 * LONGEST_COMPLAINT, f"an error of {len(sentence)} characters"


def require_sound(report: Report, languages: Sequence[str] = ("ja", "en")) -> None:
    """Findings lie in their drafts, and every format writes all of it as text that a parser takes."""
    texts = {draft.id: draft.text for draft in report.drafts}
    assert not report.failures, report.failures[0].error
    for finding in report.findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(texts[finding.draft_id]), f"{finding.rule} at {finding.span}"
        assert texts[finding.draft_id][start:end] == finding.excerpt, f"{finding.rule} shows something else"
    for form in FORMATS:
        for language in languages:
            written = "".join(write(report, form, language=language, style=Style()))
            written.encode("utf-8")
            assert "\x1b" not in written and "\x00" not in written, f"{form} writes control characters"
            if form == "json":
                json.loads(written)
    for sentence in complaints(report, "ja"):
        assert "\n" not in sentence


# -- the targets ------------------------------------------------------------------------------------


def _archive(data: bytes) -> None:
    """The posts of an archive are drafts, or a sentence says why not."""
    try:
        items = list(read_archive(File("archive/tweets.js", BytesIO(data))))
    except InputError as error:
        _require_sentence(str(error))
        return
    for item in items:
        if isinstance(item, Draft):
            assert item.text.strip() and "\0" not in item.text
            item.text.encode("utf-8")
        else:
            _require_sentence(item.sentence)


def _reader(form: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        items = list(read(["-"], stdin=data, stdin_format=form))
        assert items, "nothing came of the input"
        lines = data.count(b"\n") + data.count(b"\r") + 1
        for item in items:
            if isinstance(item, Draft):
                assert item.text.strip() and "\0" not in item.text and len(item.text) <= LONGEST_TEXT
                assert 1 <= item.origin.line <= lines, f"line {item.origin.line} of {lines}"
                item.text.encode("utf-8")
            else:
                _require_sentence(item.sentence)

    return run


@cache
def _slots() -> Words:
    return Words((shipped_dictionaries(),), Account(name="main"), Config())


def _phrase(data: bytes) -> None:
    pattern, _, text = data.decode("utf-8", "replace").partition("\n")
    try:
        parse(pattern)
        vocabulary = Vocabulary(_slots())
        patterns = PatternSet([pattern], vocabulary)
    except PatternError as error:
        assert 0 <= error.position <= len(error.pattern)  # noqa: PT017
        _require_sentence(str(error)[:LONGEST_COMPLAINT])
        return
    numbers = {name: vocabulary.slot(name) for name in grammar.SLOTS}
    analysis = Analysis(text[:LONGEST_TEXT], Language(vocabulary.index(), Grammar(word_classes()), numbers))
    for within in Within:
        for match in patterns.find(analysis, within):
            assert 0 <= match.begin <= match.first < match.last <= match.end <= len(analysis.tokens)


_fresh = count()


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="tweetlint-fuzz-")


def _written(data: bytes, name: str) -> Path:
    """A new file with ``data``: what was read once is remembered by its path."""
    path = Path(_folder().name) / str(next(_fresh)) / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def _removed(path: Path, levels: int) -> None:
    path.unlink()
    for _ in range(levels):
        path = path.parent
        path.rmdir()


@cache
def _families() -> tuple[str, ...]:
    return tuple(path.name for path in shipped_rules().iterdir() if path.is_dir() and path.name[0] != "_")


def _rule(data: bytes) -> None:
    path = _written(data, "fuzz/made-up.toml")
    off = dict.fromkeys(_families(), "off")
    settings = {**SETTINGS, "rules": [str(path.parent.parent)], "severity": off}
    try:
        Linter.from_mapping(settings).lint(_drafts("今日は安くて速い！ミナトコーヒーより #PR 12/1(火)"), now=NOW)
    except TweetlintError as error:
        _require_sentence(str(error))
    finally:
        _removed(path, 2)


def _account(data: bytes) -> None:
    path = _written(data, "tweetlint.toml")
    try:
        config = load_config(path)
        if config.rules or config.dictionaries or config.extends or any(a.profile for a in config.account):
            return  # names of files and packs: anything may be there
        off = {family: "off" for family in _families() if family not in ("timing", "platform")}
        config = msgspec.structs.replace(config, severity=off, settings={}, override=())
        Linter(config, base=path.parent).lint(_drafts("アオゾラ珈琲の雪あかり、本日発売！"), now=NOW)
    except TweetlintError as error:
        _require_sentence(str(error))
    finally:
        _removed(path, 1)


def _words(data: bytes) -> None:
    path = _written(data, "made/up.tsv")
    try:
        lexicon = load_lexicon(path, "made/up")
        words = Words((shipped_dictionaries(), path.parent.parent), Account(name="main"), Config())
        vocabulary = Vocabulary(words)
        vocabulary.slot("made/up")
        vocabulary.slot("made/up!")
        numbers = {name: vocabulary.slot(name) for name in grammar.SLOTS}
        language = Language(vocabulary.index(), Grammar(word_classes()), numbers)
        text = "".join(entry.term for entry in lexicon.entries[:20])
        analysis = Analysis(text, language)
        for found in language.index.scan(analysis.text, analysis.tokens).values():
            assert all(0 <= each.start <= each.end for each in found)
    except TweetlintError as error:
        _require_sentence(str(error))
    finally:
        load_lexicon.cache_clear()
        _removed(path, 2)


def _expression(data: bytes) -> None:
    pattern, _, text = data.decode("utf-8", "replace").partition("\n")
    try:
        UserPattern(pattern).search(text, 0.2)
    except (PatternError, PatternTookTooLongError) as error:
        _require_sentence(str(error)[:LONGEST_COMPLAINT])


_CALENDAR = """\
BEGIN:VCALENDAR
X-WR-TIMEZONE:Asia/Tokyo
BEGIN:VEVENT
DTSTART;TZID=Asia/Tokyo:20261208T110000
DTEND;VALUE=DATE:20261209
SUMMARY:春の\\,
 新商品
DESCRIPTION:担当\\nterms: サクララテ、A-1
X-TWEETLINT-TERMS:さくら,b\\,c
END:VEVENT
END:VCALENDAR
""".encode()


def _calendar(data: bytes) -> None:
    path = _written(data, "embargoes.ics")
    text = "サクララテとA-1、b,cです"
    try:
        found = list(read_embargoes(path))
        for each in found:
            if isinstance(each, TweetlintError):
                _require_sentence(str(each))
        names = EmbargoedNames(each for each in found if isinstance(each, Embargo))
        assert all(0 <= start < end <= len(text) for _, (start, end) in names.find(text))
    finally:
        _removed(path, 1)


@lru_cache(maxsize=1)
def linter() -> Linter:
    """A linter with every rule at work."""
    return Linter.from_mapping(SETTINGS)


def _drafts(text: str, choice: int = 0) -> Iterator[Draft]:
    """One post with a text, of one of several kinds."""
    times = (
        None,
        NOW,
        datetime(2026, 12, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    )
    kinds, relations = tuple(DraftKind), (None, *Relation)
    yield Draft(
        id="1",
        text=text,
        publish_at=times[choice % len(times)],
        kind=kinds[choice // 5 % len(kinds)],
        relation=relations[choice // 35 % len(relations)],
    )


def lint_anything(data: bytes) -> None:
    """Any text is linted, and the report is sound in every format."""
    text = _text(data)
    try:
        drafts: Iterable[Draft] = list(_drafts(text, sum(data[:64])))
    except InputError as error:
        _require_sentence(str(error))
        return
    require_sound(linter().lint(drafts, now=NOW), ("ja", "en")[len(data) % 2 :][:1])


def _text(data: bytes) -> str:
    """``data`` as text, lone surrogates and all."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("text", _posts, _reader("txt")),
        Target("markdown", lambda: (*_files("examples/posts/**/*.md"), *_posts()[:20]), _reader("md")),
        Target("csv", _rows, _reader("csv")),
        Target("tsv", _rows, _reader("tsv")),
        Target("json", _json_documents, _reader("json")),
        Target("jsonl", _json_lines, _reader("jsonl")),
        Target("x_archive", _archives, _archive),
        Target("phrase", _patterns, _phrase),
        Target("rule", lambda: _files("rules/[a-z]*/*.toml", "examples/guidelines/rules/**/*.toml"), _rule),
        Target(
            "account", lambda: _files("examples/tweetlint.toml", "rules/_*/*.toml", "rules/_account.toml"), _account
        ),
        Target("words", lambda: _files("dictionaries/[a-z]*/*.tsv", "examples/guidelines/words/**/*.tsv"), _words),
        Target("calendar", lambda: (_CALENDAR,), _calendar),
        Target("expression", _patterns, _expression),
        Target("linter", _posts, lint_anything),
    )
}
