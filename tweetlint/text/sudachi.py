"""The one place that knows Sudachi: text in, our own tokens out.

Facts of SudachiPy 0.7 that this adapter hides: ``Dictionary.create()`` is deprecated; a tokenizer
serves one thread and does not pickle; over 49,149 bytes it raises; the IgnoreYomigana plug-in, on by
default, swallows brackets into one token; attributes cost a call each, so they are read once a word.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tweetlint.text.fold import fold_kana, fold_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sudachipy

MAX_BYTES = 49_149
_OOV_WORD = 0xF0000000
_ENDS = "。！？!?\n"
_INPUT_PLUGINS: list[dict[str, object]] = [
    {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
    {
        "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
        "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
        "replacementSymbol": "ー",
    },
]


class Token(NamedTuple):
    """A morpheme: half-open offsets into the text given, and the forms it matches by.

    ``lemmas`` are its dictionary form and normalized form, folded and in hiragana: 使えない has
    つかえる as the one and 使う as the other, so both are needed.
    """

    surface: str
    start: int
    end: int
    pos: tuple[str, ...]
    lemmas: tuple[str, ...]
    known: bool = True


class Editions(NamedTuple):
    """What did the analysing: a report is only repeatable with the same editions."""

    tokenizer: str
    dictionary: str


@lru_cache(maxsize=1)
def editions() -> Editions:
    """The versions of SudachiPy and of its core dictionary, without loading the dictionary.

    Reads the name of the installed distribution's folder: asking ``importlib.metadata`` costs as much
    as opening the dictionary.
    """
    import sudachidict_core
    import sudachipy

    folder = Path(sudachidict_core.__file__).parents[1]
    found = sorted(folder.glob("sudachidict_core-*.dist-info"))
    edition = found[-1].name.split("-")[1].removesuffix(".dist") if found else _edition_by_metadata()
    return Editions(f"sudachipy {sudachipy.__version__}", f"core {edition}")


def _edition_by_metadata() -> str:
    from importlib.metadata import version

    return version("sudachidict-core")


def dictionary_forms() -> Iterator[tuple[str, str]]:
    """Every word of the dictionary with its dictionary form and its normalized form, where they differ from it.

    Some 650,000 pairs; takes seconds. Words made while tokenising (numbers, unknown words) are not among them.
    """
    for entry in _dictionary().entries():
        surface = entry.surface()
        for lemma in {entry.dictionary_form(), entry.normalized_form()} - {surface}:
            yield surface, lemma


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in split mode C, whole and in order; any length, any Unicode text."""
    if len(text) * 4 <= MAX_BYTES or len(text.encode("utf-8", "replace")) <= MAX_BYTES:
        return tuple(_tokenize_piece(text, 0))
    tokens: list[Token] = []
    for start, end in _pieces(text):
        tokens.extend(_tokenize_piece(text[start:end], start))
    return tuple(tokens)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of at most ``MAX_BYTES`` bytes, cut after a sentence end where there is one."""
    most = MAX_BYTES // 4
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            cut = max(text.rfind(character, start, end) for character in _ENDS)
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def _tokenize_piece(text: str, shift: int) -> Iterator[Token]:
    for morpheme in _tokenizer().tokenize(text.replace("\x00", " ")):
        word = morpheme.word_id()
        if word < _OOV_WORD:
            pos, lemmas = _known_word(word, morpheme)
        else:
            pos, lemmas = morpheme.part_of_speech(), _lemmas(morpheme)
        begin, end = morpheme.begin(), morpheme.end()
        if begin < end:
            yield Token(text[begin:end], begin + shift, end + shift, pos, lemmas, word < _OOV_WORD)


_words: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _known_word(word: int, morpheme: sudachipy.Morpheme) -> tuple[tuple[str, ...], tuple[str, ...]]:
    seen = _words.get(word)
    if seen is None:
        seen = _words[word] = (tuple(morpheme.part_of_speech()), _lemmas(morpheme))
    return seen


def _lemmas(morpheme: sudachipy.Morpheme) -> tuple[str, ...]:
    dictionary = fold_kana(fold_term(morpheme.dictionary_form()))
    normalized = fold_kana(fold_term(morpheme.normalized_form()))
    return (dictionary,) if dictionary == normalized else (dictionary, normalized)


_threads = threading.local()


def _tokenizer() -> sudachipy.Tokenizer:
    tokenizer: sudachipy.Tokenizer | None = getattr(_threads, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _threads.tokenizer = _dictionary().tokenizer()
    return tokenizer


@lru_cache(maxsize=1)
def _dictionary() -> sudachipy.Dictionary:
    from sudachipy import Config, Dictionary

    return Dictionary(config=Config(system="core", inputTextPlugin=_INPUT_PLUGINS))
