"""``spelling``: names that are written otherwise than their owners write them."""

from __future__ import annotations

import pytest

from tweetlint import Draft, Linter

ACCOUNT = {"name": "a", "spellings": [{"right": "キヤノン", "wrong": ["キャノン"]}]}
LINTER = Linter.from_mapping({"account": [ACCOUNT]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("キャノンのカメラ", ["キャノン"], id="the account's own"),
        pytest.param("キャノンボール", [], id="part of another word"),
        pytest.param("Youtubeで", ["Youtube"], id="letter case"),
        pytest.param("YouTubeで", [], id="right"),
        pytest.param("GitHabで", ["GitHab"], id="another letter"),
        pytest.param("Instagarmで", ["Instagarm"], id="letters swapped"),
        pytest.param("Facebokで", ["Facebok"], id="a letter left out"),
        pytest.param("i-Phoneで", ["i-Phone"], id="parted"),
        pytest.param("#Youtube https://Youtube.com @Youtube", [], id="tags and addresses"),
    ],
)
def test_what_is_misspelt(text: str, found: list[str]) -> None:
    """The account's wrong spellings, and listed names in another case or a letter off."""
    report = LINTER.lint([Draft(id="1", text=text, account="a")])

    assert found == [f.excerpt for f in report.findings if f.rule == "rights/trademark-spelling"]
