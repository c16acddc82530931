"""Embargoes out of files beside the account file: what is read, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tweetlint import Draft, Linter
from tweetlint.account import Embargo
from tweetlint.errors import ConfigError
from tweetlint.load.embargoes import read_embargoes, rendered, sealed_with, usable_tables
from tweetlint.text.secret import SealKey

GOOD = '[[embargo]]\nname = "春"\nterms = ["サクララテ"]\nlifts = 2026-12-08T11:00:00+09:00\n'
KEY = SealKey("a key of more than sixteen characters")


@pytest.mark.parametrize(
    ("text", "names", "sentences"),
    [
        pytest.param(GOOD, ["春"], [], id="good"),
        pytest.param("", [], ["f: holds no embargo. Write [[embargo]] with name, terms and lifts."], id="empty"),
        pytest.param(
            GOOD + GOOD.replace("+09:00", "").replace("春", "夏"),
            ["春"],
            ["f: embargo '夏': lifts 2026-12-08T11:00:00 has no time zone. Write the offset, e.g. +09:00."],
            id="naive",
        ),
        pytest.param(
            GOOD.replace("terms", "trems") + GOOD,
            ["春"],
            ["f: [[embargo]] number 1: unknown key 'trems'. Did you mean 'terms'?"],
            id="unknown key",
        ),
        pytest.param(
            '[[embargo]]\nname = "春"\nlifts = 2026-12-08T11:00:00+09:00\n' + GOOD,
            ["春"],
            ["f: embargo '春' has no terms. Write terms = […], the names that are secret."],
            id="no terms",
        ),
        pytest.param(
            GOOD.replace("サクララテ", "・") + GOOD,
            ["春"],
            ["f: embargo '春': term 1 has no letter or figure. Write a name there."],
            id="nothing to look for",
        ),
        pytest.param(
            GOOD.replace('"春"', '"春のさくらラテ"') + "redact = true\n" + GOOD,
            ["春"],
            ["f: a redacted embargo says its term 1 in its public name. Choose a name that tells nothing."],
            id="public name",
        ),
        pytest.param(
            GOOD.replace("terms", "sealed") + GOOD,
            ["春"],
            ["f: embargo '春': sealed name 1 is no sealed name; tweetlint seal writes them. Copy it whole."],
            id="no seal",
        ),
        pytest.param("[[account]]\n" + GOOD, [], ["f: unknown key 'account'. Known: embargo."], id="another table"),
    ],
)
def test_each_embargo_by_itself(text: str, names: list[str], sentences: list[str]) -> None:
    """One that is wrong is told in a sentence without its terms, and the others are kept."""
    found = list(usable_tables(text, "f"))

    assert names == [each.name for each in found if isinstance(each, Embargo)]
    assert sentences == [str(each) for each in found if isinstance(each, ConfigError)]
    assert not any("サクララテ" in sentence for sentence in sentences)


def test_files_that_the_account_file_names(tmp_path: Path) -> None:
    """Paths begin at the account file; a missing one is a problem of the report, and the rest is checked."""
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "a.toml").write_text(GOOD, "utf-8")
    linter = Linter.from_mapping({"embargoes": ["private/a.toml", "private/b.toml"]}, base=tmp_path)
    report = linter.lint([Draft.from_mapping({"id": "1", "text": "サクララテ", "publish_at": "2026-12-01T00:00:00Z"})])

    assert ["timing/embargo"] == [finding.rule for finding in report.findings]
    missing = "cannot be read (No such file or directory). Check the path of the embargo file."
    assert [f"{tmp_path}/private/b.toml: {missing}"] == [problem.sentence for problem in report.problems]


def test_a_name_that_lifts_twice_is_told() -> None:
    """Two embargoes that hold one name contradict each other; the sentence has the public names alone."""
    table = {"name": "春", "terms": ["サクララテ", "a-1"], "lifts": "2026-12-08T11:00:00+09:00"}
    later = {"name": "夏", "terms": ["さくら・らて", "A1"], "lifts": "2026-12-20T11:00:00+09:00"}
    same = table | {"name": "同じ日"}
    problems = Linter.from_mapping({"embargo": [later, table, same | {"terms": ["ほか"]}]}).lint([]).problems

    assert [
        "embargoes '春' (until 2026-12-08T11:00:00+09:00) and '夏' (until 2026-12-20T11:00:00+09:00) share a term; "
        "until one of them gives it up, the later holds."
    ] == [problem.sentence for problem in problems]
    assert () == Linter.from_mapping({"embargo": [table, same]}).lint([]).problems


def test_a_sealed_embargo_reads_back(tmp_path: Path) -> None:
    """What is written is an embargo file without the name, whatever the public name holds."""
    (embargo,) = usable_tables(GOOD.replace("春", '春 \\"\\u001b[31m'), "f")
    assert isinstance(embargo, Embargo)
    sealed = sealed_with(KEY, embargo, "f")
    path = tmp_path / "sealed.toml"
    path.write_text(rendered(sealed), "utf-8")

    assert [sealed] == list(read_embargoes(path))
    assert not {"サクララテ", "\x1b"} & set(rendered(sealed).split('"'))
