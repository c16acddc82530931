"""All word lists within reach, as the slots that patterns name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from tweetlint.account import Account, Config, Name
from tweetlint.errors import DictionaryError
from tweetlint.kinds.base import AccountWantedError, EntryInfo
from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.lexicon import Lexicon, load_lexicon
from tweetlint.load.strict import convert
from tweetlint.text.grammar import WordClasses
from tweetlint.text.terms import Term, TermMatch, Vocabulary

ACCOUNT_SLOTS = ("brand", "competitor", "partner", "product", "staff")
_TRADE = "grammar/trade"
_SHORTEST_TRADE = 2
_SHORTEST_STEM = 3
_SHORTEST_KANA_STEM = 4


class Words(Mapping[str, Sequence[Term]]):
    """The slots of one account: dictionaries by path (``comparison/better:price``) and account names.

    A later folder's list stands in for an earlier one of the same name. Companies are also found as people
    shorten them: without the word of their trade (``grammar/trade``) at the end. Without an account there are no
    names, and asking for one raises ``AccountWantedError``.
    """

    def __init__(self, folders: Sequence[Path], account: Account | None, config: Config) -> None:
        self._files = _files(tuple(folders))
        self._nameless = account is None
        if account is None:
            account = Account(name="")
        self._names = {
            "brand": self._company_names(account.brands),
            "competitor": self._company_names(account.competitors),
            "partner": self._company_names(account.partners),
            "product": [name for release in config.release for name in (release.name, *release.aliases)],
            "staff": list(account.staff),
        }

    def _company_names(self, names: Sequence[Name]) -> list[str]:
        """All spellings of ``names``, then their short forms."""
        spellings = [spelling for name in names for spelling in name.spellings]
        if not spellings or _TRADE not in self._files:
            return spellings
        trade = [term.text for term in self.lexicon(_TRADE)[0].terms("")]
        return [*spellings, *(stem for spelling in spellings for stem in _without_trade(spelling, trade))]

    def __getitem__(self, slot: str) -> Sequence[Term]:
        name, anywhere = slot.removesuffix("!"), slot.endswith("!")
        if name in self._names:
            if self._nameless:
                raise AccountWantedError
            return [Term(spelling, TermMatch.NAME) for spelling in dict.fromkeys(self._names[name])]
        lexicon, cls = self.lexicon(name)
        terms = lexicon.terms(cls)
        return [Term(term.text, TermMatch.ANYWHERE) for term in terms] if anywhere else terms

    def lexicon(self, slot: str) -> tuple[Lexicon, str]:
        """The list and class that a slot names; ``KeyError`` where there is none."""
        name, _, cls = slot.partition(":")
        path = self._files[name]
        lexicon = load_lexicon(path, name)
        if cls and cls not in lexicon.classes():
            raise KeyError(slot)
        return lexicon, cls

    def entries(self, slot: str, vocabulary: Vocabulary) -> Mapping[int, EntryInfo]:
        """What the list says of each of the slot's terms, by the term's number in ``vocabulary``."""
        name, anywhere = slot.removesuffix("!"), slot.endswith("!")
        if name in self._names:
            return {}
        lexicon, cls = self.lexicon(name)
        return {
            vocabulary.number(Term(entry.term, TermMatch.ANYWHERE if anywhere else entry.match)): entry.info
            for entry in lexicon.of_class(cls)
        }

    def __iter__(self) -> Iterator[str]:
        yield from ACCOUNT_SLOTS
        for name, path in self._files.items():
            yield name
            yield from (f"{name}:{cls}" for cls in load_lexicon(path, name).classes())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _without_trade(name: str, trade: Sequence[str]) -> Iterator[str]:
    """``name`` without the longest word of ``trade`` at its end, where enough is left to know it by.

    Three characters are enough, four in kana: そよかぜ is a name, さくら could be any tree, and so could
    サクラ, because names are found in either kana.
    """
    endings = [word for word in trade if len(word) >= _SHORTEST_TRADE and name.endswith(word)]
    if not endings:
        return
    stem = name.removesuffix(max(endings, key=len)).rstrip("・ \u3000")
    kana = all("\u3041" <= character <= "\u30ff" for character in stem)
    if len(stem) >= (_SHORTEST_KANA_STEM if kana else _SHORTEST_STEM):
        yield stem


@lru_cache(maxsize=64)
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise DictionaryError(
                str(folder), "is not a folder of word lists.", "Check `dictionaries` in tweetlint.toml."
            )
        for path in sorted(folder.rglob("*.tsv")):
            found[path.relative_to(folder).with_suffix("").as_posix()] = path
    return found


@lru_cache(maxsize=1)
def word_classes() -> WordClasses:
    """The part-of-speech names of ``dictionaries/grammar/word-classes.toml``."""
    return convert(
        dict(grammar_data("word-classes")), WordClasses, "dictionaries/grammar/word-classes.toml", DictionaryError
    )


@lru_cache(maxsize=16)
def grammar_data(name: str) -> Mapping[str, Any]:
    """The mapping in ``dictionaries/grammar/NAME.toml``, or in ``dictionaries/FAMILY/NAME.toml``."""
    path = shipped_dictionaries() / f"{name if '/' in name else f'grammar/{name}'}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def wording(part: str, language: str) -> Mapping[str, str]:
    """What the linter says in ``language`` about ``part``."""
    text = (Path(__file__).parent / "wording.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)[part][language]
    return found
