"""Waiver files are read strictly and written so that they are read back; a text is known by what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint import ConfigError, Draft, Linter, Waiver
from tweetlint.load.waivers import Asked, load_waivers, rendered, text_key
from tweetlint.model import Problem

KEY = text_key("ほんと無能ばっかり")
ENTRY = f'[[waiver]]\ntext = "{KEY}"\nrule = "hurtful/insult"\nreason = "引用"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("一行目\n二行目", "一行目\r\n二行目\n", True),
        ("おはよう", " おはよう \n", True),
        ("おはよう", "おはよう。", False),
        ("お はよう", "おはよう", False),
    ],
    ids=["line ends", "blanks around", "a full stop", "a blank inside"],
)
def test_a_text_is_known_by_what_it_says(one: str, other: str, same: bool) -> None:
    """Line ends and blanks around do not matter; every other change makes another text."""
    assert same == (text_key(one) == text_key(other))


def test_a_draft_gets_the_waivers_of_its_text(tmp_path: Path) -> None:
    """Behind its own, wherever it lies; other drafts and problems stay as they are."""
    own = Waiver("timing", "確認済み")
    found = load_waivers([written(tmp_path, ENTRY + 'by = "佐藤"\nuntil = 2027-03-31\n')])
    items = [
        Draft(id="1", text="ほんと無能ばっかり\n", waivers=(own,)),
        Draft(id="2", text="おはようございます"),
        Problem("x"),
    ]
    kept = Waiver("hurtful/insult", "引用", "佐藤", date(2027, 3, 31))

    first, *others = found.each(items)

    assert isinstance(first, Draft)
    assert (own, kept) == first.waivers
    assert items[1:] == others


def test_the_account_file_names_files_of_waivers(tmp_path: Path) -> None:
    """Seen from its own folder; a finding they name is waived, in a batch and alone."""
    written(tmp_path, ENTRY)
    account = tmp_path / "tweetlint.toml"
    account.write_text('waivers = ["waivers.toml"]\n', encoding="utf-8")
    linter = Linter.from_file(account)
    draft = Draft(id="1", text="ほんと無能ばっかり")

    assert [("hurtful/insult", "引用")] == [(f.rule, f.waived) for f in linter.lint([draft]).findings]
    assert linter.lint([draft]).findings == linter.lint_one(draft).findings
    assert "pass" == linter.lint([draft]).verdicts[0].decision


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = ", "is not TOML: Invalid value"),
        ("[[waivers]]", "unknown key 'waivers'. Did you mean 'waiver'?"),
        (ENTRY + 'who = "x"\n', "unknown key 'who' in [waiver[0]]."),
        (ENTRY.replace('reason = "引用"\n', ""), "the key 'reason' is missing."),
        (ENTRY.replace('"引用"', '" "'), "[[waiver]] number 1: reason is empty. Write reason = … there."),
        (ENTRY.replace(KEY, "おはよう"), "[[waiver]] number 1: text 'おはよう' is no key of a text."),
        (ENTRY + 'until = "soon"\n', "waiver[0].until: invalid RFC3339 encoded date."),
        (ENTRY + f'by = "{"x" * 20_000}"\n', "by has 20,000 characters."),
        (ENTRY * 51, "has more than 50 waivers. Set a family aside instead"),
    ],
    ids=["no TOML", "table", "key", "no reason", "blank reason", "no hash", "no day", "long", "many"],
)
def test_a_file_with_a_mistake_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    """One sentence says where and what."""
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as refused:
        load_waivers([path])

    assert str(refused.value).startswith(str(path))
    assert sentence in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A waiver that is not found must not look like none."""
    with pytest.raises(ConfigError, match=r"waivers\.toml: cannot be read .*Check the path of the waiver file"):
        load_waivers([tmp_path / "waivers.toml"])


@given(reason=st.text(st.characters(), min_size=1).filter(str.strip), draft=st.text(st.characters()))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, reason: str, draft: str) -> None:
    """Whatever reason and draft are called, the file holds the waiver."""
    path = tmp_path_factory.mktemp("waivers") / "waivers.toml"
    lines = "".join(rendered([Asked(KEY, "hurtful/insult", draft)], reason, "佐藤", date(2027, 3, 31)))
    path.write_bytes(lines.encode("utf-8"))
    waiver = load_waivers([path]).of(Draft(id="1", text="ほんと無能ばっかり")).waivers[0]

    assert (waiver.rule, waiver.by, waiver.until) == ("hurtful/insult", "佐藤", date(2027, 3, 31))
    assert waiver.reason.strip() != "" and len(waiver.reason) == len(reason)
