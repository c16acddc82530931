"""The rules find what they found, and say no more than they said; the labelled posts are what they claim to be."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from tweetlint import Draft, Severity
from tweetlint.load.config import config_from

from . import page
from .__main__ import all_families, main, measured
from .corpus import HELD_OUT, QUIET, Row, load, sets
from .figures import Score, figures, wrong
from .learn import TAUGHT, Lesson, learn
from .runs import Heard, Spoken, hear

ALL = sets()
ROWS = [row for rows in ALL.values() for row in rows]


# -- the rules --------------------------------------------------------------------------------------


def test_no_family_finds_less_or_says_more_without_reason() -> None:
    """Recall and precision of every family are at least those of the last ``make quality``."""
    heard = measured(ALL, workers=os.cpu_count() or 1)
    found = page.baseline(figures(heard, all_families(ALL)))

    assert page.changed(page.stored(), found) == [], "labels were added or changed: run make quality"
    assert page.worse(page.stored(), found) == []
    assert [failure for rows in heard.values() for each in rows for failure in each.failures] == []


def test_the_page_shows_the_figures_that_are_held() -> None:
    """``docs/quality.md`` and ``tests/corpus/baseline.json`` were written by the same run."""
    text = page.PAGE.read_text(encoding="utf-8")

    assert "\n".join(page.family_table(page.stored().families)) in text


# -- the posts --------------------------------------------------------------------------------------


def test_every_row_has_an_id_and_a_text_of_its_own() -> None:
    """No post counts twice; a verdict on a rule may come once more with other settings."""
    ids = Counter(row.id for row in ROWS)
    texts = Counter(row.texts for row in ROWS if not row.rule)

    assert [name for name, count in ids.items() if count > 1] == []
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_row_is_of_one_of_the_two_shapes() -> None:
    """Families of a whole post, or a verdict on one rule: never both, never neither, and evidence for labels only."""
    families = all_families(ALL)
    named = {family for row in ROWS for family in (*(row.expect or ()), *row.also_ok, *row.families)}

    assert [row.id for row in ROWS if bool(row.rule) == (row.expect is not None)] == []
    assert [row.id for row in ROWS if row.label not in (0, 1)] == []
    assert [row.id for row in ROWS if set(row.expect or ()) & set(row.also_ok)] == []
    assert [row.id for row in ROWS if not all(map(row.looked_for, row.expect or ()))] == []
    assert named - families == set()


def test_every_row_is_a_draft_of_a_real_account_file() -> None:
    """Settings and drafts decode as those of a user would."""
    for row in ROWS:
        config_from(row.settings(), row.id)
        for text in row.texts:
            Draft.from_mapping({"id": row.id, "text": text, **row.draft})


def test_the_evidence_stands_in_the_post() -> None:
    """Where a label names the words it rests on, they are words of the post."""
    lost = [
        (row.id, part)
        for row in ROWS
        for span in row.spans.values()
        for part in ([span] if isinstance(span, str) else span)
        if not all(piece in row.text for piece in part.split("…"))
    ]

    assert lost == []


def test_quiet_posts_come_from_twenty_industries() -> None:
    """Ordinary posts of ordinary companies, all of them clean."""
    rows = load(QUIET)

    assert len({row.industry for row in rows}) >= 20
    assert len(rows) >= 500
    assert all(row.clean for row in rows)


# -- the measuring ----------------------------------------------------------------------------------


def test_sharing_a_linter_changes_nothing() -> None:
    """Rows of different accounts hear the same in one linter as each in its own."""
    rows = [row for row in ALL["drafts-b"] if "disparagement" in (row.expect or ())][::16]
    shared = hear(rows, families=["disparagement"])

    assert any(each.spoken for each in shared)
    assert len({str(row.account) for row in rows}) > 3
    assert shared == hear(rows, families=["disparagement"], alone=True)


def test_a_name_means_what_it_means_to_the_account_of_the_row() -> None:
    """What is a competitor to one account is nobody to another one, even if both are measured at once."""
    text = "ミナトコーヒーさんのお客さまは、味が分からないんですね。"
    rival, nobody = (
        Row(id=name, text=text, expect=(), account={"competitors": names})
        for name, names in (("rival", [{"name": "ミナトコーヒー"}]), ("nobody", []))
    )
    other = Row(id="other", text="今日は休みです。", expect=(), account={"competitors": [{"name": "モミジ喫茶"}]})
    heard = hear([rival, nobody, other], families=["disparagement"])
    named = [[each.rule for each in one.spoken if each.rule.endswith("/named-competitor")] for one in heard]

    assert [bool(rules) for rules in named] == [True, False, False]


NOTE = Spoken("hurtful/outdated-term", Severity.NOTE, "寮母")
WARNING = Spoken("hurtful/insult", Severity.WARNING, "無能")
OTHER = Spoken("timing/embargo", Severity.ERROR, "新商品")


def post(*expect: str, **fields: object) -> Row:
    return msgspec.convert({"id": "x", "text": "あ", "expect": expect, **fields}, Row)


@pytest.mark.parametrize(
    ("row", "spoken", "expected"),
    [
        (post("hurtful"), [WARNING], Score(wanted=1, found=1, warned=1)),
        (post("hurtful"), [NOTE, NOTE], Score(wanted=1, found=1)),
        (post("hurtful"), [OTHER], Score(wanted=1)),
        (post(), [WARNING, NOTE], Score(unwanted=1, false=1, alarms=1)),
        (post(), [NOTE], Score(unwanted=1, false=1)),
        (post(), [], Score(unwanted=1)),
        (post("timing", also_ok=["hurtful"]), [WARNING, OTHER], Score()),
        (post("timing", families=["timing"]), [WARNING, OTHER], Score()),
        (post(families=["timing"]), [WARNING], Score(unwanted=1, false=1, alarms=1)),
    ],
    ids=["found", "in a note", "missed", "alarm", "note", "silent", "may be raised", "not labelled", "clean is clean"],
)
def test_what_counts_for_a_family(row: Row, spoken: list[Spoken], expected: Score) -> None:
    """A label is found or missed; what is said without one is false, unless a reviewer may say it."""
    counted = figures({"set": [Heard(row, tuple(spoken), ())]}, ["hurtful", "timing"])

    assert counted.families["hurtful"] == expected


@pytest.mark.parametrize(
    ("label", "spoken", "expected"),
    [
        (1, [WARNING], []),
        (1, [NOTE], ["missed"]),
        (0, [WARNING], ["alarm"]),
        (0, [NOTE], []),
    ],
    ids=["speaks", "another speaks", "speaks in vain", "silent"],
)
def test_what_is_wrong_with_a_verdict_on_a_rule(label: int, spoken: list[Spoken], expected: list[str]) -> None:
    """Only the rule itself counts, not another one of its family."""
    heard = Heard(Row(id="r", text="あ", rule="hurtful/insult", label=label), tuple(spoken), ())

    assert [each.what for each in wrong([heard], "hurtful")] == expected


def test_rates_are_of_what_there_is() -> None:
    """Recall is of the labels, precision of what was said; nothing is no rate."""
    score = Score(wanted=4, found=3, warned=1, false=1, alarms=1)

    assert (score.recall, score.precision) == (0.75, 0.75)
    assert (score.recall_of_warnings, score.precision_of_warnings) == (0.25, 0.5)
    assert (Score().recall, Score().precision) == (None, None)


def test_what_is_worse_is_said() -> None:
    """A lower rate and more alarms about clean posts are told; a higher rate is not."""
    old = page.Baseline(
        families={"claims": Score(wanted=4, found=4, warned=4), "tone": Score(wanted=2, found=1)},
        rules={},
        clean={"quiet": Score(unwanted=5)},
    )
    new = page.Baseline(
        families={"claims": Score(wanted=4, found=3, warned=3, false=1), "tone": Score(wanted=2, found=2)},
        rules={},
        clean={"quiet": Score(unwanted=5, false=1, alarms=1)},
    )

    assert page.worse(old, new) == [
        "claims: recall fell from 1.000 to 0.75",
        "claims: precision fell from 1.000 to 0.75",
        "claims: recall of warnings fell from 1.000 to 0.75",
        "quiet: 1 clean posts with a warning or error, not 0",
    ]
    assert page.worse(new, new) == []
    assert page.changed(old, new) == []


def test_a_baseline_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is what was measured."""
    monkeypatch.setattr(page, "BASELINE", tmp_path / "baseline.json")
    made = page.Baseline(families={"tone": Score(wanted=2, found=1)}, rules={"a/b": Score()}, clean={})
    page.store(made)

    assert page.stored() == made


def test_rows_that_went_wrong_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """``--show`` prints id, family and words of what was missed and of what was said without reason."""
    status = main(["--show", "rights", "--set", "drafts-e", "--workers", "1"])
    lines = capsys.readouterr().out.splitlines()
    found = {row.id for row in ALL["drafts-e"] if "rights" in (row.expect or ())}

    assert status == 0
    assert all(line.startswith(("missed drafts-e e", "alarm  drafts-e e", "false  drafts-e e")) for line in lines)
    assert {line.split()[2] for line in lines if line.startswith("missed")} <= found


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--set", "drafts-z"], "there is no set 'drafts-z'; choose from"),
        (["--write", "--set", "quiet"], "--write needs all sets"),
    ],
    ids=["unknown set", "part of the page"],
)
def test_wrong_usage_is_told(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is measured or written; status 2."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err


# -- what is learned from -----------------------------------------------------------------------------


def test_nothing_is_learned_from_posts_that_are_held_out() -> None:
    """The posts to learn from are none of those whose figures are said to be of unseen posts."""
    held_out = {row.text for name in HELD_OUT for row in ALL[name]}
    taught = {text.replace("\\n", "\n") for _, _, text in _taught()}

    assert set() == taught & held_out
    assert HELD_OUT <= ALL.keys()


def test_every_post_to_learn_from_has_families_and_a_text_of_its_own() -> None:
    """A line is ``family[,family]`` or ``-``, a tabulator, and a text that stands there once."""
    families = all_families(ALL)
    lines = list(_taught())

    assert [line for line in lines if not line[1] or not line[2].strip()] == []
    assert {family for shows, _, _ in lines for family in shows.split(",")} - families == {"-"}
    assert [text for text, count in Counter(text for _, _, text in lines).items() if count > 1] == []


def _taught() -> list[tuple[str, str, str]]:
    return [line.partition("\t") for line in TAUGHT.read_text(encoding="utf-8").splitlines()]


def test_learning_tells_what_it_was_taught() -> None:
    """A word that stands in all bad posts and in no other weighs for them, and one of the others against them."""
    known = [
        Lesson("made", words, frozenset({"hurtful"} if bad else ()), frozenset(), frozenset())
        for words, bad in ((("客", "鈍い"), True), (("客", "朝"), False))
        for _ in range(20)
    ]
    weights = learn("hurtful", known)

    assert weights.words["鈍い"] > 0 > weights.words["朝"]
    assert weights == learn("hurtful", known)
    assert weights.score(known[0]) > weights.score(known[-1])
