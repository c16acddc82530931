"""The words of tables: each stands for something a draft has."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

from pathlib import Path

import pytest

from tweetlint.errors import DictionaryError
from tweetlint.model import DRAFT_FIELDS, DraftKind, Relation
from tweetlint.readers import words
from tweetlint.readers.file import HALVES

HEAD = "# source: own\nterm\treading\tclass\tnote\n"


def test_every_header_word_names_a_field() -> None:
    """A header that named no field, nor the day or time of one, would hide a column."""
    assert set(words._words("headers").values()) <= {*DRAFT_FIELDS, *HALVES, "date", "time"}


def test_every_value_word_stands_for_a_value() -> None:
    """Kinds, relations, yes and no: nothing else can be meant by a word in a cell."""
    assert set(words._words("values").values()) <= {*DraftKind, *Relation, "true", "false"}


@pytest.mark.parametrize(
    ("word", "value"),
    [("○", "true"), ("〇", "true"), ("×", "false"), ("はい", "true"), ("ＴＲＵＥ", "true"), ("１", "true"), ("なし", "none"),
     ("お詫び", "apology"), ("障害", "incident"), ("案件", "sponsored"), ("アフィリエイト", "affiliate"), ("Reply", "reply"), ("謎", "謎")],
)  # fmt: skip
def test_a_word_in_a_cell_is_read_without_width_and_case(word: str, value: str) -> None:
    """Words nobody knows stay what they are, so that the error can name them."""
    assert value == words.value_of(word)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("term\treading\tclass\tnote\n", "no `# source:` line. Say where the words come from."),
        ("# source: own\nterm\tclass\n", "the columns are not the known ones. Write: term reading class note."),
        (f"{HEAD}本文\tほんぶん\n", "a row without a class. Write term, reading and class."),
        (f"{HEAD}No.\tno\tid\nno\tno\tid\n", "'no' appears twice. Keep one."),
    ],
)
def test_a_word_list_that_is_wrong_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, sentence: str
) -> None:
    """A broken list is told with its file, not read in part."""
    (tmp_path / "headers.tsv").write_text(content, "utf-8")
    monkeypatch.setattr(words, "_folder", lambda: tmp_path)
    with pytest.raises(DictionaryError) as raised:
        words._words.__wrapped__("headers")

    assert str(raised.value).endswith(sentence)
