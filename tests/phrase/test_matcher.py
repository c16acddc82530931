"""Patterns at work: where each construct matches, and that the index never hides a match."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint.errors import PatternError
from tweetlint.phrase.matcher import PatternSet, Within, slot_capture
from tweetlint.text.analysis import Analysis

WORDS = (
    "# title: t\n# licence: MIT\n# source: s | read 2026-11-22\n"
    "term\treading\tclass\tmatch\n"
    "安い\tやすい\tprice\tword\n美味しい\tおいしい\ttaste\tword\nカス\tかす\tslur\tword\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the list ``test/words``."""
    folder = tmp_path_factory.mktemp("words")
    (folder / "test").mkdir()
    (folder / "test" / "words.tsv").write_text(WORDS, encoding="utf-8")
    return folder


def _matches(reader: Any, folder: Path, pattern: str, text: str, within: str = "sentence") -> list[str]:
    ours = reader(folder)
    patterns = PatternSet([pattern], ours.vocabulary)
    analysis = ours.read(text)
    return [_written(analysis, match.first, match.last) for match in patterns.find(analysis, Within(within))]


def _written(analysis: Analysis, first: int, last: int) -> str:
    return analysis.source[slice(*analysis.run_span(first, last))]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        # words
        ("安い", "安かった。安い", ["安かっ", "安い"]),
        ('"安い"', "安かった。安い", ["安い"]),
        ('"パン"', "ぱん", []),
        ("とても 安い", "とても安かった", ["とても安かっ"]),
        ("とても 安い", "とても、安い", []),
        ("馬鹿にする", "馬鹿にしている", ["馬鹿にし"]),
        # slots
        ("{competitor}", "ミナトコーヒーより", ["ミナトコーヒー"]),
        ("{competitor}", "ミナトコーヒー店より", ["ミナトコーヒー"]),
        ("{brand} は 安い", "アオゾラは安い", ["アオゾラは安い"]),
        ("{test/words:price}", "安くて美味しい", ["安く"]),
        ("{test/words}", "安くて美味しい", ["安く", "美味しい"]),
        ("{test/words:slur}", "カスタム", []),
        ("{test/words:slur!}", "カスタム", ["カスタム"]),
        # parts of speech
        ("<形容詞>", "とても安い店", ["安い"]),
        ("<助詞-格助詞>", "店が安いから", ["が"]),
        ("<形容詞:連用形> なる", "安くなる", ["安くなる"]),
        ("<形容詞:連用形> なる", "安いなる", []),
        # gaps
        ("より…安い", "店より少しだけ安い", ["より少しだけ安い"]),
        ("より…安い", "店より安い", ["より安い"]),
        ("より…安い", "店より高い。安い", []),
        ("より…安い", "店より高い\n安い", []),
        ("より…2安い", "店より少しだけ安い", ["より少しだけ安い"]),
        ("より…1安い", "店より少しだけ安い", []),
        ("より…0安い", "店より安い", ["より安い"]),
        ("より…安い", "店より安い、安い", ["より安い"]),
        ("より…安い", "店より店より安い", ["より店より安い", "より安い"]),
        # choices
        ("(安い|美味しい) 店", "安い店と美味しい店", ["安い店", "美味しい店"]),
        ("とても (少し)? 安い", "とても安い。とても少し安い", ["とても安い", "とても少し安い"]),
        ("(とても)? 安い", "とても安い", ["とても安い", "安い"]),
        ("店 (が 一番|…) 安い", "店が一番安い", ["店が一番安い"]),
        # edges
        ("^ 安い", "安い店。店は安い", ["安い"]),
        ("安い $", "安い店。店は安い！🎉", ["安い"]),
        ("安い $", "安い。", ["安い"]),
        ("^ 安い $", "安い", ["安い"]),
        ("^ (とても)? 安い", "とても安い。安い。少し安い", ["とても安い", "安い"]),
        ("(^|の) 安い", "安い店の安い品", ["安い", "の安い"]),
        # what is reported
        ("より…⟦安い⟧", "店より少し安い", ["安い"]),
        ("⟦{competitor}⟧…安い", "ミナトコーヒーより安い", ["ミナトコーヒー"]),
        ("より ⟦少し…⟧安い", "店より少しは安い", ["少しは"]),
        ("安い", "", []),
    ],
)
def test_where_a_pattern_matches(reader: Any, folder: Path, pattern: str, text: str, found: list[str]) -> None:
    """Each construct by itself, on texts that have it and texts that nearly do."""
    assert found == _matches(reader, folder, pattern, text)


@pytest.mark.parametrize(
    ("within", "text", "found"),
    [
        ("clause", "店より少し安い", ["より少し安い"]),
        ("clause", "店より高いけど安い", []),
        ("sentence", "店より高いけど安い", ["より高いけど安い"]),
        ("sentence", "店より高い。安い", []),
        ("post", "店より高い。安い", ["より高い。安い"]),
    ],
)
def test_how_far_a_pattern_reaches(reader: Any, folder: Path, within: str, text: str, found: list[str]) -> None:
    """A gap ends where ``within`` says."""
    assert found == _matches(reader, folder, "より…安い", text, within)


def test_captures_are_the_words_of_slots(reader: Any, folder: Path) -> None:
    """A slot is captured under its short name, also inside of a choice."""
    ours = reader(folder)
    patterns = PatternSet(["({competitor}|他店) より…{test/words:price}"], ours.vocabulary)
    analysis = ours.read("ミナトコーヒーよりかなり安かったです")
    [match] = patterns.find(analysis)

    assert {"competitor": "ミナトコーヒー", "words": "安かっ"} == {
        capture.name: _written(analysis, capture.first, capture.last) for capture in match.captures
    }


@pytest.mark.parametrize(
    ("slot", "name"),
    [("competitor", "competitor"), ("comparison/better", "better"), ("a/b-c:d", "b_c"), ("b-c", "b_c")],
)
def test_the_name_of_a_capture(slot: str, name: str) -> None:
    """The last part of the list's path, as a placeholder can be written."""
    assert name == slot_capture(slot)


@pytest.mark.parametrize(
    ("pattern", "position", "advice"),
    [
        ("{competiter} より", 1, "Did you mean 'competitor'?"),
        ("安い {test/word}", 4, "Did you mean 'test/words'?"),
        ("{test/words:prise}", 1, "Did you mean 'test/words:price'?"),
        ("(安い|{test/wordz!})", 5, "Did you mean 'test/words'?"),
    ],
)
def test_an_unknown_list_is_pointed_at(reader: Any, folder: Path, pattern: str, position: int, advice: str) -> None:
    """The mistake has a position and a suggestion."""
    with pytest.raises(PatternError) as raised:
        PatternSet([pattern], reader(folder).vocabulary)

    assert position == raised.value.position
    assert raised.value.what.endswith(advice)


PATTERNS = (
    "安い",
    '"店"',
    "{competitor}",
    "{test/words}",
    "{test/words:slur!}",
    "<形容詞>",
    "とても 安い",
    "より…安い",
    "より…2⟦安い⟧",
    "(とても|少し) 安い",
    "(とても)? 安い",
    "({competitor}|<名詞>) より",
    "^ 安い",
    "安い $",
    "^ (とても)? 安い $",
    "(とても|{competitor})? <助詞> …安い",
    "⟦店⟧…(安い|美味しい)",
    "<助詞> <形容詞>",
    "(^|の) 店",
    "店 (が|…2) 安い",
)
PIECES = (
    "安い",
    "安く",
    "ない",
    "とても",
    "少し",
    "店",
    "が",
    "より",
    "の",
    "ミナトコーヒー",
    "カス",
    "カスタム",
    "美味しい",
    "。",
    "、",
    "\n",
    "🎉",
    "「",
    "」",
    " ",
    "https://example.com ",
    "#安い ",
    "？",
    "か",
)


@pytest.fixture(scope="module")
def trial(reader: Any, folder: Path) -> tuple[Any, PatternSet]:
    """A reader and a set of all patterns above."""
    ours = reader(folder)
    return ours, PatternSet(PATTERNS, ours.vocabulary)


@settings(max_examples=150)
@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join), within=st.sampled_from(list(Within)))
def test_the_index_hides_nothing(trial: tuple[Any, PatternSet], text: str, within: Within) -> None:
    """The set, which tries a pattern only where a word of it was found, finds what each pattern finds alone."""
    ours, patterns = trial
    analysis = ours.read(text)
    alone = [match for pattern in patterns.patterns for match in pattern.find(analysis, within)]

    assert alone == list(patterns.find(analysis, within))


@settings(max_examples=100)
@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_start_is_never_left_out(trial: tuple[Any, PatternSet], text: str) -> None:
    """Beginning a pattern only where its first word stands finds what beginning it everywhere would."""
    ours, patterns = trial
    analysis = ours.read(text)
    for pattern in patterns.patterns:
        begun = {match.begin for match in pattern.find(analysis, Within.SENTENCE)}
        everywhere = {
            token
            for token in range(len(analysis.tokens))
            if (walked := pattern._first.walk(token, analysis.sentence_run(token)[1], analysis))
            and (walked[1] or (token, walked[0]))[0] < (walked[1] or (token, walked[0]))[1]
        }

        assert everywhere == begun, pattern.source


def test_an_empty_set_is_false_and_finds_nothing(reader: Callable[..., Any]) -> None:
    """A rule without exceptions has an empty set for them."""
    ours = reader()
    patterns = PatternSet([], ours.vocabulary)

    assert not patterns
    assert [] == list(patterns.find(ours.read("安い")))
