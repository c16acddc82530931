"""How words are written when they are inflected or spelled otherwise, as the dictionary has it.

A word of our lists is found by its dictionary form or normalized form: 取る in 取った, とった, 撮ろう. To know
before a text is tokenised that a word is not there, all the ways to write it must be known. They are read
out of the tokenizer's own dictionary once, for the words of the shipped rules, and kept in
``dictionaries/grammar/forms.txt`` with the edition they are of. ``python -m tweetlint.load.forms`` renews
that file. Words that it does not have, and all words under another edition, are still found: their texts
are tokenised first.
"""

from __future__ import annotations

import os.path
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tweetlint.load.assets import shipped_dictionaries
from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.sudachi import dictionary_forms, editions

NUMERALS = "0123456789〇一二三四五六七八九十百千万億兆"
# Ways to write a word that begin alike in so many characters are kept as one beginning: as short as this
# keeps the file small, and longer beginnings would let hardly fewer texts through.
_TOLD_APART = 3
_FIGURES = re.compile(r"[0-9.]+\Z")
_EDITION = "# edition: "


def forms_file() -> Path:
    """Where the ways to write the shipped words are kept."""
    return shipped_dictionaries() / "grammar" / "forms.txt"


def spellings(path: Path | None = None) -> Mapping[str, Sequence[str]]:
    """For each word, in hiragana, the beginnings of the other ways to write it; nothing for another edition."""
    try:
        lines = (path or forms_file()).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    if f"{_EDITION}{editions().dictionary}" not in lines[:12]:
        return {}
    words = (line.split("\t") for line in lines if not line.startswith("# "))
    return {word: others for word, *others in words}


def written(words: Iterable[str]) -> dict[str, list[str]]:
    """The beginnings of all the ways to write each of ``words`` (in hiragana), its own spelling left out."""
    wanted = sorted(set(words))
    forms = _forms_of({word[start:] for word in wanted for start in range(len(word))})
    return {word: _beginnings(word, _ways(word, forms)) for word in wanted}


def _forms_of(lemmas: set[str]) -> Mapping[str, set[str]]:
    """How the dictionary writes each of ``lemmas``, both sides in hiragana."""
    forms: dict[str, set[str]] = {}
    folded: dict[str, str] = {}
    for surface, lemma in dictionary_forms():
        key = folded.get(lemma)
        if key is None:
            key = folded[lemma] = fold_kana(fold_term(lemma))
        if key in lemmas:
            forms.setdefault(key, set()).add(fold_kana(fold_term(surface)))
    return forms


def _ways(word: str, forms: Mapping[str, set[str]]) -> Iterator[str]:
    for start in range(len(word)):
        for form in forms.get(word[start:], ()):
            yield word[:start] + form
    figures = _FIGURES.search(word)
    if figures:  # 二十 has 20 as its normalized form
        for numeral in NUMERALS:
            yield word[: figures.start()] + numeral


def _beginnings(word: str, ways: Iterable[str]) -> list[str]:
    alike: dict[str, list[str]] = {}
    for way in {word, *ways} - {""}:
        alike.setdefault(way[:_TOLD_APART], []).append(way)
    found: list[str] = []
    for beginning in sorted({os.path.commonprefix(group) for group in alike.values()}):
        if not found or not beginning.startswith(found[-1]):
            found.append(beginning)
    return [beginning for beginning in found if beginning != word]


def main() -> None:
    """Writes the file anew for the words of the shipped rules and the dictionary that is installed."""
    from tweetlint.load.ruleset import shipped_words

    table = written(shipped_words())
    header = (
        "# title: 語の書かれ方 (how the words of the rules are written: inflected, in other characters)",
        "# licence: Apache-2.0 (facts from SudachiDict by Works Applications)",
        "# source: SudachiDict core, https://github.com/WorksApplications/SudachiDict",
        "# made by: python -m tweetlint.load.forms",
        f"{_EDITION}{editions().dictionary}",
    )
    lines = (*header, *("\t".join((word, *others)) for word, others in table.items()))
    forms_file().write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{forms_file()}: {len(table):,} words\n")


if __name__ == "__main__":
    main()
