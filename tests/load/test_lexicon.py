"""A word list says where it comes from, or does not load."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tweetlint.account import Account, Config, Moment, Name, Release
from tweetlint.errors import DictionaryError
from tweetlint.kinds.base import EntryInfo
from tweetlint.load.lexicon import Entry, load_lexicon
from tweetlint.load.words import Words
from tweetlint.model import Confidence, Severity
from tweetlint.text.terms import Term, TermMatch

HEAD = "# title: t\n# licence: MIT\n# source: own | read 2026-11-22\n"
COLUMNS = "term\treading\tclass\tmatch\tseverity\tsureness\tinstead\tnote\n"


def _write(folder: Path, text: str) -> Path:
    path = folder / "list.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (
            "# title: t\n# licence: MIT\nterm\n",
            "",
            "has no '# source:' line. A list says what it is and where it comes from.",
        ),
        (
            "# licence: MIT\n# source: s\nterm\n",
            "",
            "has no '# title:' line. A list says what it is and where it comes from.",
        ),
        (
            "# title:\n# licence: MIT\n# source: s\nterm\n",
            "",
            "has no '# title:' line. A list says what it is and where it comes from.",
        ),
        (HEAD + "term\tclas\n安い\tx\n", ":4", "unknown column 'clas'. Did you mean 'class'?"),
        (HEAD + "reading\n", ":4", "the first line without # must name the columns, 'term' among them."),
        (HEAD + "term\n安い\tx\n", ":5", "has 2 cells for 1 columns. Check the tabs."),
        (
            HEAD + "term\treading\n\tやすい\n",
            ":5",
            "has no term. Write the word in the first column, or delete the line.",
        ),
        (HEAD + "term\n安い\n高い\n安い\n", ":7", "「安い」 appears twice (also line 5). Keep one."),
        (HEAD + "term\nﾊﾞｶ\nバカ\n", ":6", "「バカ」 appears twice (also line 5). Keep one."),
        (
            HEAD + "term\tmatch\n安い\twrod\n",
            ":5",
            "'wrod' is not a valid TermMatch. match: word, surface, anywhere or name; "
            "severity: note, warning or error; sureness: low, medium or high.",
        ),
        (
            HEAD + "term\tseverity\n安い\tbad\n",
            ":5",
            "'bad' is not a valid Severity. match: word, surface, anywhere or name; "
            "severity: note, warning or error; sureness: low, medium or high.",
        ),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, text: str, place: str, sentence: str) -> None:
    """The sentence names the file, and the line where there is one."""
    path = _write(tmp_path, text)
    with pytest.raises(DictionaryError) as raised:
        load_lexicon(path, "list")

    assert f"{path}{place}: {sentence}" == str(raised.value)


def test_an_entry_has_all_its_columns(tmp_path: Path) -> None:
    """Missing cells at the end of a line are empty, and comments between lines are skipped."""
    path = _write(
        tmp_path, HEAD + COLUMNS + "安い\tやすい\tprice\tsurface\terror\tlow\tお手頃\t注\n# 区切り\n\n高い\tたかい\n"
    )

    assert (
        Entry("安い", TermMatch.SURFACE, EntryInfo("price", Severity.ERROR, Confidence.LOW, "お手頃"), "やすい", 5),
        Entry("高い", TermMatch.WORD, EntryInfo(), "たかい", 8),
    ) == load_lexicon(path, "list").entries


def test_a_hash_may_be_a_word(tmp_path: Path) -> None:
    """A line that begins with # and has cells is an entry, not a comment."""
    path = _write(tmp_path, HEAD + "term\treading\n#PR\tぴーあーる\n")

    assert (Term("#PR", TermMatch.WORD),) == load_lexicon(path, "list").terms()


def test_a_later_folder_stands_in_for_an_earlier_one(tmp_path: Path) -> None:
    """A company's list of the same name replaces the shipped one; others stay."""
    for folder, word in (("a", "安い"), ("b", "高い")):
        (tmp_path / folder / "x").mkdir(parents=True)
        (tmp_path / folder / "x" / "list.tsv").write_text(HEAD + f"term\tclass\n{word}\tc\n", encoding="utf-8")
    (tmp_path / "a" / "x" / "other.tsv").write_text(HEAD + "term\n安い\n", encoding="utf-8")
    words = Words((tmp_path / "a", tmp_path / "b"), Account(name="main"), Config())

    assert [Term("高い", TermMatch.WORD)] == list(words["x/list"]) == list(words["x/list:c"])
    assert [Term("高い", TermMatch.ANYWHERE)] == list(words["x/list!"])
    assert {"x/list", "x/list:c", "x/other"} <= set(words)
    for lost in ("x/lost", "x/list:d", "lost!"):
        with pytest.raises(KeyError):
            words[lost]


def test_names_of_the_account_are_slots() -> None:
    """Every spelling of a name is one term, found as names are."""
    account = Account(
        name="main", brands=(Name(name="アオゾラ珈琲", aliases=("アオゾラ", "アオゾラ珈琲")),), staff=("森",)
    )
    config = Config(release=(Release(name="ゆきあかり", on_sale=Moment(date(2026, 12, 1)), aliases=("雪明かり",)),))
    words = Words((), account, config)

    assert [Term(name, TermMatch.NAME) for name in ("アオゾラ珈琲", "アオゾラ")] == list(words["brand"])
    assert [Term(name, TermMatch.NAME) for name in ("ゆきあかり", "雪明かり")] == list(words["product"])
    assert [Term("森", TermMatch.NAME)] == list(words["staff"])
    assert [] == list(words["competitor"])
