"""What hides from the tokenizer is found where it stands, and ordinary words survive the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from tweetlint import Draft, Linter
from tweetlint.errors import RuleError

_LIST = "# title: t\n# licence: MIT\n# source: s | read 2026-11-22\nterm\treading\tinstead\n"
_FORMS = {"氏ね": "死ね", "タヒ": "死", "4ね": "死ね", "ク○": "クソ", "f*ck": "fuck"}
_PLAIN = ("キチガイ", "役立たず", "バカ", "死ね", "fuck")
_RULE = """
kind = "disguise"
severity = "warning"
title = {{ ja = "t", en = "t" }}
message = {{ ja = "{{term}} {{meant}}", en = "{{term}}={{meant}}" }}
why = {{ ja = "w", en = "w" }}
[[sources]]
title = "s"
by = "s"
read = 2026-11-22
[match]
{match}
"""
_EXAMPLES = "".join(f'[[bad]]\ntext = "⟦x⟧"\n[[good]]\ntext = "{n}"\nbecause = "b"\n' for n in range(3))
_ALL = 'forms = ["own/forms"]\nmasked = ["own/plain"]\nspaced = ["own/plain"]'


def _linter(folder: Path, match: str = _ALL) -> Linter:
    (folder / "rules/own").mkdir(parents=True)
    (folder / "words/own").mkdir(parents=True)
    (folder / "rules/own/hidden.toml").write_text(_RULE.format(match=match) + _EXAMPLES, encoding="utf-8")
    forms = "".join(f"{form}\t\t{meant}\n" for form, meant in _FORMS.items())
    (folder / "words/own/forms.tsv").write_text(_LIST + forms, encoding="utf-8")
    (folder / "words/own/plain.tsv").write_text(_LIST + "".join(f"{word}\t\t\n" for word in _PLAIN), encoding="utf-8")
    settings = folder / "tweetlint.toml"
    settings.write_text('language = "en"\nrules = ["rules"]\ndictionaries = ["words"]\n', encoding="utf-8")
    return Linter.from_file(settings)


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Linter:
    return _linter(tmp_path_factory.mktemp("disguise"))


def _found(linter: Linter, text: str) -> list[tuple[str, str]]:
    findings = linter.lint([Draft(id="1", text=text)]).findings
    return [(f.excerpt, f.message.partition("=")[2]) for f in findings if f.rule == "own/hidden"]


@pytest.mark.parametrize(
    ("text", "excerpt", "meant"),
    [
        pytest.param("横入りは氏ねと思う", "氏ね", "死ね", id="another character"),
        pytest.param("もうﾀﾋんでくれ", "ﾀﾋ", "死", id="half-width"),
        pytest.param("マジタヒね", "タヒ", "死", id="glued to katakana before"),
        pytest.param("早く４ねよ", "４ね", "死ね", id="full-width digit"),
        pytest.param("ク◯客が来た", "ク◯", "クソ", id="any circle"),
        pytest.param("なんてF*CKな日", "F*CK", "fuck", id="latin, any case"),
        pytest.param("あのキ○ガイめ", "キ○ガイ", "キチガイ", id="one masked"),
        pytest.param("あの○チガイめ", "○チガイ", "キチガイ", id="a circle at the edge"),
        pytest.param("この役×たずが", "役×たず", "役立たず", id="a cross inside"),
        pytest.param("この役\u200b○たずが", "役\u200b○たず", "役立たず", id="invisible characters"),
        pytest.param("もうバ・カだ", "バ・カ", "バカ", id="separated"),
        pytest.param("早く死.ね！", "死.ね", "死ね", id="separated after kana"),
        pytest.param("ｷ○ｶﾞｲ客", "ｷ○ｶﾞｲ", "キチガイ", id="half-width with voicing marks"),
    ],
)
def test_a_hidden_word_is_found_with_its_exact_span(linter: Linter, text: str, excerpt: str, meant: str) -> None:
    """The excerpt is what was written, and the plain word is named as its list writes it."""
    found = _found(linter, text)

    assert [(excerpt, meant)] == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("講師は山田氏ねと聞きました", id="a name before"),
        pytest.param("彼氏ね", id="part of a word"),
        pytest.param("タヒチの海", id="runs on in katakana"),
        pytest.param("14ね", id="part of a number"),
        pytest.param("ク○ームの日", id="runs on after the mask"),
        pytest.param("シク○メンの花", id="runs in before the mask"),
        pytest.param("〇月〇日、〇〇室で", id="blanks to fill in"),
        pytest.param("○○○○です", id="nothing but masks"),
        pytest.param("バ・カ・ン・ス", id="a longer word spelled out"),
        pytest.param("https://t.co/f*ck を見て", id="part of an address"),
        pytest.param("ムバ・カが好き", id="glued to its own kind before"),
        pytest.param("「氏ね」と書かれた投稿", id="quoted"),
        pytest.param("バカ。シネマ。しっかり。", id="nothing is hidden"),
    ],
)
def test_an_ordinary_word_survives(linter: Linter, text: str) -> None:
    """What only looks like a hidden word is left alone; plain words are other rules' business."""
    assert _found(linter, text) == []


def test_a_match_that_looks_for_nothing_is_refused(tmp_path: Path) -> None:
    """A rule without any list would be silent for ever, so it does not load."""
    with pytest.raises(RuleError, match="looks for nothing"):
        _linter(tmp_path, match="negated = 'keep'").lint([Draft(id="1", text="x")])
