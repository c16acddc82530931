"""The words that tables use for fields and values, read once from ``dictionaries/readers``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tweetlint.errors import DictionaryError
from tweetlint.load.assets import shipped_dictionaries
from tweetlint.text.lazy import lazy_re

_HEADING = ["term", "reading", "class", "note"]
_REMARK = lazy_re(r"\([^()]*\)|\[[^][]*\]|\u3010[^\u3010\u3011]*\u3011")


def field_of(header: str) -> str | None:
    """The draft field that a column header names in Japanese or English, or None for any other column."""
    return _words("headers").get(plain_header(header))


def value_of(word: str) -> str:
    """The draft value that ``word`` stands for, or ``word`` itself, plainly spelt."""
    spelt = unicodedata.normalize("NFKC", word).strip().casefold()
    return _words("values").get(spelt, spelt)


def plain_header(header: str) -> str:
    """``header`` without width, case, remarks in brackets and marks: ```Text (140) *``` is ``text``."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    bare = _REMARK.sub("", folded).strip(" \t\r\n\u203b*:;.\ufeff")
    return re.sub(r"[\s-]+", "_", bare)


@cache
def _words(name: str) -> Mapping[str, str]:
    """Term to class of ``dictionaries/readers/<name>.tsv``, folded as they are looked up.

    Raises ``DictionaryError`` for a list without provenance, a broken row or a doubled term.
    """
    path = _folder() / f"{name}.tsv"
    lines = path.read_text("utf-8").splitlines()
    fold = plain_header if name == "headers" else lambda term: unicodedata.normalize("NFKC", term).casefold()
    if not any(line.startswith("# source:") for line in lines):
        raise DictionaryError(str(path), "no `# source:` line.", "Say where the words come from.")
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    if not rows or rows[0][1] != _HEADING:
        raise DictionaryError(str(path), "the columns are not the known ones.", f"Write: {' '.join(_HEADING)}.")
    words: dict[str, str] = {}
    for number, (term, *rest) in rows[1:]:
        if len(rest) < 2 or not rest[1]:
            raise DictionaryError(f"{path}:{number}", "a row without a class.", "Write term, reading and class.")
        if fold(term) in words:
            raise DictionaryError(f"{path}:{number}", f"'{term}' appears twice.", "Keep one.")
        words[fold(term)] = rest[1]
    return words


def _folder() -> Path:
    """Where the words of tables are among the shipped lists."""
    folder = shipped_dictionaries() / "readers"
    if folder.is_dir():
        return folder
    raise DictionaryError("dictionaries/readers", "the folder is missing.", "Install tweetlint again.")
