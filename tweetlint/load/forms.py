"""How words are written when they are inflected or spelled otherwise, as the dictionary has it.

A word of our lists is found by its dictionary form or normalized form: 取る in 取った, とった, 撮ろう. To know
before a text is tokenised that a word is not there, all the ways to write it must be known. They are read
out of the tokenizer's own dictionary once, for the words of the shipped rules, and kept in
``dictionaries/grammar/forms.txt`` with the edition they are of. ``python -m tweetlint.load.forms`` renews
that file. Words that it does not have, and all words under another edition, are still found: their texts
are tokenised first.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.words import grammar_data
from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.sudachi import dictionary_forms, editions
from tweetlint.text.terms import Spellings, Term, TermIndex, TermMatch

# Ways to write a word that begin alike in so many characters are kept as one beginning: as short as this
# keeps the file small, and longer beginnings would let hardly fewer texts through.
_TOLD_APART = 3
_FIGURES = "0123456789."
_EDITION = "# edition: "


def forms_file() -> Path:
    """Where the ways to write the shipped words are kept."""
    return shipped_dictionaries() / "grammar" / "forms.txt"


@lru_cache(maxsize=2)
def spellings(path: Path | None = None) -> Mapping[str, Spellings]:
    """How each word, in hiragana, may be written; nothing where the file is of another edition."""
    try:
        lines = (path or forms_file()).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    if f"{_EDITION}{editions().dictionary}" not in lines[:12]:
        return {}
    parted = (line.partition("\t") for line in lines if not line.startswith("# "))
    return _Listed({word: rest for word, _, rest in parted})


class _Listed(Mapping[str, Spellings]):
    """The lines of the file by their word, each taken apart when it is asked for: few of them ever are."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._opened: dict[str, Spellings] = {}

    def __getitem__(self, word: str) -> Spellings:
        spellings = self._opened.get(word)
        if spellings is None:
            reach, per_mille, *beginnings = self._lines[word].split("\t")
            spellings = self._opened[word] = Spellings(int(reach), int(per_mille), beginnings)
        return spellings

    def __contains__(self, word: object) -> bool:
        return word in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def written(words: Iterable[str]) -> dict[str, Spellings]:
    """How each of ``words`` (in hiragana) may be written."""
    wanted = sorted(set(words))
    forms = _forms_of({word[start:] for word in wanted for start in range(len(word))})
    return {word: _spellings(word, {word, *_ways(word, forms)} - {""}) for word in wanted}


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
    rest = word.rstrip(_FIGURES)
    if rest != word:  # 二十 has 20 as its normalized form
        for numeral in grammar_data("numerals")["signs"]:
            yield rest + numeral


def _spellings(word: str, ways: Collection[str]) -> Spellings:
    alike: dict[str, list[str]] = {}
    for way in ways:
        alike.setdefault(way[:_TOLD_APART], []).append(way)
    found: list[str] = []
    for beginning in sorted({_common_beginning(group) for group in alike.values()}):
        if not found or not beginning.startswith(found[-1]):
            found.append(beginning)
    reach = max(len(way) - len(b) for way in ways for b in (*found, word) if way.startswith(b))
    return Spellings(reach, 0, [beginning for beginning in found if beginning != word])


def _common_beginning(ways: Sequence[str]) -> str:
    first, last = min(ways), max(ways)
    differing = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(differing, len(first))]


def counted(table: Mapping[str, Spellings], texts: Collection[str]) -> dict[str, Spellings]:
    """The same ways to write words, with the share of ``texts`` in which each may stand."""
    index = TermIndex([Term(word, TermMatch.WORD) for word in table], table)
    found = Counter(number for text in texts for number in index.numbers_in(fold_kana(fold_term(text))))
    return {
        word: spellings._replace(per_mille=round(1000 * found[number] / len(texts)))
        for number, (word, spellings) in enumerate(table.items())
    }


def main() -> None:
    """Writes the file anew for the words of the shipped rules and the dictionary that is installed."""
    from tweetlint.load.ruleset import example_texts, shipped_words

    table = counted(written(shipped_words()), example_texts())
    header = (
        "# title: how the words of the rules are written, inflected or in other characters",
        "# licence: Apache-2.0 (facts from SudachiDict by Works Applications)",
        "# source: SudachiDict core, https://github.com/WorksApplications/SudachiDict",
        "# made by: python -m tweetlint.load.forms",
        f"{_EDITION}{editions().dictionary}",
    )
    lines = ("\t".join((word, *map(str, found[:2]), *found.beginnings)) for word, found in table.items())
    forms_file().write_text("\n".join((*header, *lines)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{forms_file()}: {len(table):,} words\n")


if __name__ == "__main__":
    main()
