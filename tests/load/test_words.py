"""The names of an account are found as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tweetlint.account import Account, Config, Name
from tweetlint.load.assets import shipped_dictionaries
from tweetlint.load.words import Words


def _spellings(slot: str, account: Account, *folders: Path) -> list[str]:
    return [term.text for term in Words(folders, account, Config())[slot]]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ニコマル食品", ["ニコマル食品", "ニコマル"]),
        ("ハマナス・コーヒー", ["ハマナス・コーヒー", "ハマナス"]),
        ("ミナト・コーヒー", ["ミナト・コーヒー"]),
        ("そよかぜ銀行", ["そよかぜ銀行", "そよかぜ"]),
        ("神谷山信用金庫", ["神谷山信用金庫", "神谷山"]),
        ("さくら銀行", ["さくら銀行"]),
        ("南食堂", ["南食堂"]),
        ("ミドリ屋", ["ミドリ屋"]),
        ("食品ニコマル", ["食品ニコマル"]),
        ("ハレノヒ", ["ハレノヒ"]),
    ],
)
@pytest.mark.parametrize("slot", ["brand", "competitor", "partner"])
def test_a_company_is_also_found_without_its_trade(slot: str, name: str, found: list[str]) -> None:
    """A word of the trade at the end is left off where what stays is still a name."""
    names = (Name(name),)
    account = Account(name="main", brands=names, competitors=names, partners=names)

    assert found == _spellings(slot, account, shipped_dictionaries())


def test_aliases_are_shortened_too() -> None:
    """Every spelling that the account gives has its short form."""
    account = Account(name="main", competitors=(Name("NKM", aliases=("ニコマル食品",)),))

    assert ["NKM", "ニコマル食品", "ニコマル"] == _spellings("competitor", account, shipped_dictionaries())


def test_without_the_list_of_trades_names_stay_as_they_are() -> None:
    """No word is taken for a trade that no list calls one."""
    account = Account(name="main", brands=(Name("ニコマル食品"),))

    assert ["ニコマル食品"] == _spellings("brand", account)
