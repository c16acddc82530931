"""Prints, as JSON, every regular expression that the package compiles: module, line, library, pattern, flags.

Run by ``test_patterns.py`` in a process of its own, so that ``re`` and ``regex`` are watched before any module
of the package is imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import regex

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
SEEN: dict[tuple[str, int, str, str, int], None] = {}


def watch(library: ModuleType, name: str) -> None:
    """From now on calls of ``library.name`` from the package are noted."""
    really: Callable[..., Any] = getattr(library, name)
    plain_flags = name == "compile"

    def watched(pattern: Any, *arguments: Any, **options: Any) -> Any:
        frame = sys._getframe(1)
        file = frame.f_code.co_filename
        if "/tweetlint/" in file and isinstance(pattern, str | bytes):
            module = file.rpartition("/tweetlint/")[2]
            flags = int(options.get("flags", arguments[0] if plain_flags and arguments else 0))
            text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
            SEEN[module, frame.f_lineno, library.__name__, text, flags] = None
        return really(pattern, *arguments, **options)

    setattr(library, name, watched)


for library in (re, regex):
    for name in ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"):
        watch(library, name)

import tweetlint  # noqa: E402
from tweetlint import Draft, Linter  # noqa: E402
from tweetlint.kinds import almanac  # noqa: E402
from tweetlint.model import Media  # noqa: E402
from tweetlint.text import dates, entities, length  # noqa: E402


def use_everything() -> None:
    """Compiles what is compiled on first use."""
    for module in walk_packages(tweetlint.__path__, "tweetlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    from tweetlint.account import Config
    from tweetlint.cli.init import Answers, account_file
    from tweetlint.errors import ConfigError
    from tweetlint.examples import _case_message, run_examples
    from tweetlint.load.rulefile import load_rule
    from tweetlint.load.strict import convert
    from tweetlint.load.words import grammar_data
    from tweetlint.readers import read
    from tweetlint.text.userpattern import UserPattern

    source = Path(entities.__file__).read_text("utf-8")
    for constant in sorted(set(re.findall(r"_compiled\((_[A-Z_]+)\)", source))):
        entities._compiled(getattr(entities, constant))
    for module in (entities, length):
        for function in vars(module).values():
            if hasattr(function, "cache_info") and not function.__wrapped__.__code__.co_argcount:
                function()
    reader = dates.DateGrammar.from_mapping(grammar_data("dates"))._reader
    for value in vars(reader).values():
        if isinstance(value, dates._Pattern):
            value.match("")
    named = almanac._Words(grammar_data("timing/almanac"), dates.DateGrammar.from_mapping(grammar_data("dates")))
    for name, value in vars(almanac._Words).items():
        if isinstance(value, cached_property):
            getattr(named, name)
    Linter().lint([Draft(id="1", text="12月1日です", publish_at=datetime(2026, 12, 1, tzinfo=UTC))])
    list(read(["-"], stdin=b"id,text,thread_index\n1,a,1\n", stdin_format="csv"))
    list(read(["-"], stdin=b"a\n", stdin_format="txt"))
    Linter().lint([Draft(id="1", text="12月1日(火)です #PR")])
    odd = "か\u3099\u0300𝗡 (^^) ♯が #9110へ @ kodama_cafe https://a.stg.example.com/冬?a=1 https//a.example.com/ http://10.0.0.1/"
    media = tuple(Media(alt=alt) for alt in ("IMG_1", "2026-11"))
    Linter().lint([Draft(id="1", text=text, media=media) for text in (odd, f".@a_b {odd}")])
    rule = load_rule(ROOT / "rules" / "disclosure" / "missing.toml", ROOT / "rules")
    next(iter(run_examples(rule)))
    UserPattern("a").search("b")
    misspelt = {"name": "a", "spellings": [{"right": "b", "wrong": ["c"]}]}
    Linter.from_mapping({"account": [misspelt]}).lint([Draft(id="1", text="c", account="a")])
    cased = load_rule(ROOT / "rules" / "timing" / "release-mismatch.toml", ROOT / "rules")
    _case_message(cased, next(iter(cased.file.case)), [])
    with suppress(ConfigError):
        convert({"account": [{"name": "a", "nam": "b"}]}, Config, "", ConfigError)
    account_file(Answers(None, "official", None, None, (), (), None), "ja")


if __name__ == "__main__":
    use_everything()
    print(json.dumps([list(key) for key in SEEN]))
