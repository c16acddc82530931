"""The measuring itself works, on sizes at which time says nothing; no figure is judged here."""

from __future__ import annotations

import argparse
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks import growth, page, textlint, where
from benchmarks.inside import MEASUREMENTS, PRESENT, drafts_of, linter_of
from benchmarks.posts import posts, sentences, write_table, written
from benchmarks.processes import Case, Run, Runs, environment, in_turns, ratio, run_once
from benchmarks.results import Machine, Results, Section, Table
from benchmarks.sampler import Sampler, function, module_of, phase
from tweetlint.readers import read
from tweetlint.text.fingerprint import fingerprint

ROOT = Path(__file__).parents[1]
TINY = program.Sizes(thousand=32, many=64, cold=1, batch=1, lengths=(100, 1_000), words=100)


# -- posts ------------------------------------------------------------------------------------------


def test_the_posts_as_written_are_many_and_few_are_doubtful() -> None:
    """Twenty industries and more, three hundred posts and more, about one in twenty with something wrong."""
    found = written()

    assert len({post.industry for post in found}) >= 20
    assert len(found) >= 300
    assert 0.03 <= sum(post.doubtful for post in found) / len(found) <= 0.07
    assert all(len(post.text) <= 140 and len(sentences(post.text)) >= 2 for post in found)


def test_no_sentence_is_written_twice() -> None:
    """Posts seen for the first time are really seen for the first time."""
    found = [sentence.strip() for post in written() for sentence in sentences(post.text)]

    assert sorted(set(found)) == sorted(found)


def test_made_posts_differ_from_each_other() -> None:
    """None is another one, or nearly so; each has the length of a post."""
    texts = [post.text for post in posts(400)]
    prints = [frozenset(fingerprint(text)) for text in texts]

    assert len(set(texts)) == 400
    assert all(40 <= len(text) <= 140 for text in texts)
    assert all(len(a & b) / len(a | b) < 0.8 for a, b in combinations(prints, 2))


def test_more_posts_than_there_are_is_an_error() -> None:
    """Posts are never repeated to make up the number."""
    with pytest.raises(ValueError, match=r"there are \d+ different posts, not 9999"):
        posts(9999)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("寒い朝です。起きました！", ["寒い朝です。", "起きました！"]),
        ("始めます。 #冬\nhttps://a.example", ["始めます。 #冬\nhttps://a.example"]),
        ("着きました。見てください🎧", ["着きました。", "見てください🎧"]),
        ("「もう？」と聞かれた。はい。", ["「もう？」", "と聞かれた。", "はい。"]),
    ],
    ids=["two", "tag and address stay", "no full stop", "quoted"],
)
def test_sentences_are_all_of_the_text(text: str, expected: list[str]) -> None:
    """Nothing is lost and what is no sentence stays with the one before it."""
    assert sentences(text) == expected
    assert "".join(sentences(text)) == text


def test_a_table_of_posts_is_read_back(tmp_path: Path) -> None:
    """What is written for measuring are drafts with the same texts and times."""
    chosen = posts(5)
    write_table(tmp_path / "posts.csv", chosen)
    found = [(d.text, d.publish_at) for d in read([str(tmp_path / "posts.csv")]) if hasattr(d, "text")]

    assert found == [(d.text, d.publish_at) for d in drafts_of(chosen)]


def test_every_rule_is_on() -> None:
    """The account file has what all shipped rules ask for: nothing is left unchecked, no rule fails."""
    report = linter_of().lint(drafts_of(posts(21)), now=PRESENT)

    assert report.notices == ()
    assert report.failures == ()


# -- processes --------------------------------------------------------------------------------------


def runs(*seconds: float) -> Runs:
    return Runs(tuple(Run(each, 10.0) for each in seconds))


def test_a_ratio_is_that_of_neighbours_in_time() -> None:
    """A round that was slow for both does not count for more."""
    assert ratio(runs(2.0, 20.0, 4.0), runs(1.0, 10.0, 1.0)) == 2.0
    assert runs(3.0, 1.0, 2.0).seconds == 2.0


def test_cases_are_run_in_turns(tmp_path: Path) -> None:
    """Ours, theirs, ours, theirs; the round that warms up is not counted."""
    order: list[str] = []

    def case(name: str) -> Case:
        command = (sys.executable, "-c", "pass")
        return Case(name, lambda _: command, environment(tmp_path), tmp_path, lambda: order.append(name))

    found = in_turns([case("ours"), case("theirs")], 2)

    assert order == ["ours", "theirs"] * 3
    assert {name: len(each.all) for name, each in found.items()} == {"ours": 2, "theirs": 2}
    assert all(run.seconds > 0 and run.megabytes > 1 for run in found["ours"].all)


def test_a_process_that_fails_is_no_measurement(tmp_path: Path) -> None:
    """What ends at once because it is broken is not fast."""
    with pytest.raises(RuntimeError, match=r"ended with 2: .*no such thing"):
        run_once(
            [sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(2)"], {}, tmp_path
        )


def test_the_measuring_process_stays_small() -> None:
    """A process inherits the peak memory of its parent: the parent must not load what it measures."""
    code = "import sys, benchmarks.__main__; print(sorted({'tweetlint', 'sudachipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.strip() == "[]"


# -- inside of one process --------------------------------------------------------------------------


def test_every_inside_measurement_gives_figures() -> None:
    """Each works on a handful of posts; shares lie between nothing and all."""
    speed = MEASUREMENTS["throughput"](count=5, rounds=1)
    length = MEASUREMENTS["by_length"](lengths=[50, 20_000], characters=100, rounds=1)
    profile = MEASUREMENTS["profile"](count=21)
    touched = MEASUREMENTS["tokenised"](count=5)

    assert set(speed) == {"posts", "ours", "bare", "ratio"}
    assert min(speed.values()) > 0
    assert set(length) == {"50", "50.bare", "20000", "20000.bare"}
    assert sum(profile["modules"].values()) == pytest.approx(1)
    assert 0 <= touched["untouched"] <= 1


def test_tokenising_is_counted_where_it_happens() -> None:
    """A post with a word of a list in it is tokenised, whichever module asks for that."""
    from benchmarks.inside import _counted_tokenising

    linter = linter_of()
    (draft, *_) = drafts_of(posts(1))
    with _counted_tokenising() as lengths:
        linter.lint_one(type(draft)(id="1", text="あの店の客は馬鹿ばかりです。"), now=PRESENT)

    assert sum(lengths) > 0


def test_the_sampler_sees_where_the_time_goes() -> None:
    """The function that works is the one that is seen, and the seconds add up."""
    from tweetlint.text.fold import fold

    sampler = Sampler()
    sampler.start()
    for _ in range(3000):
        fold("ﾀﾋね" * 50)
    sampler.stop()
    names = sampler.by(function)

    assert sampler.total() == pytest.approx(sum(names.values()))
    assert any(name.startswith("text.fold.") for name in names)
    assert module_of(fold.__code__) == "text.fold"
    assert phase((fold.__code__,)) == "judging the post"


def test_what_python_tells_of_imports_is_summed_by_package() -> None:
    """Underscores and submodules belong to their package; what nobody asked for by name is Python's."""
    errors = (
        "import time: self [us] | cumulative | imported package\n"
        "import time:       100 |        100 |   _io\n"
        "import time:       300 |        400 | regex._regex\n"
        "import time:       200 |        700 | tweetlint.model\n"
        "import time:        50 |        700 | tweetlint\n"
    )

    assert where.import_seconds(errors) == pytest.approx(
        {"Python and others": 0.0001, "regex": 0.0003, "tweetlint": 0.00025}
    )


def test_invented_words_are_different_and_always_the_same() -> None:
    """The dictionary that is added is as large as said."""
    words = growth.invented_words(500)

    assert len(set(words)) == 500
    assert words == growth.invented_words(500)
    assert growth.shipped_words() > 1000
    assert growth.shipped_rules() == sorted(linter_of().rule_ids)


# -- the whole --------------------------------------------------------------------------------------


def test_every_measurement_is_made_and_stands_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a handful of posts: each goal has its figure (but for textlint, which is absent), each table its place."""
    monkeypatch.setattr(textlint, "find", lambda folder: None)
    options = argparse.Namespace(only=page.SECTIONS, textlint=None, install_textlint=False)
    results = Results(machine=program._machine(), sections=tuple(program.run(tmp_path, options, TINY)))
    asked = {goal.figure for goal in page.GOALS} | {figure for figure, _ in page._SHOWN.values()}
    text = "\n".join(page.lines(results))

    assert tuple(section.name for section in results.sections) == page.SECTIONS
    assert {figure for figure in asked - results.figures.keys() if not figure.startswith("textlint.")} == set()
    assert results.machine.line() in text
    assert all(goal.asked in text for goal in page.GOALS)
    assert all(f"## {section.title}\n" in text for section in results.sections)
    assert all(row[0] in text for section in results.sections for table in section.tables for row in table.rows)


def test_the_page_in_the_documents_has_every_part() -> None:
    """``docs/performance.md`` was written by these measurements: it has their goals and a heading for each."""
    text = page.PAGE.read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]

    assert [goal.asked for goal in page.GOALS if goal.asked not in text] == []
    assert headings[0] == "## Asked for and reached"
    assert len(headings) == 1 + len(page.SECTIONS)


SMALL = Section(name="cold", title="Cold start", how="So.", figures={"dated.seconds": 0.25, "dated.megabytes": 151.0})
MACHINE = Machine(day="2026-11-23", processor="p", cores=2, system="s", python="3", tools="t", load=0.0)


def test_a_goal_is_reached_or_not_or_not_measured() -> None:
    """Each of the three is said."""
    results = Results(machine=MACHINE, sections=(SMALL,))
    rows = [line for line in page.lines(results) if line.startswith(("| one draft", "| the same: at most", "| 1,000"))]

    assert rows == [
        "| one draft from a cold start, all rules on: at most 0.30 s | 0.250 s | yes | `cold` |",
        "| the same: at most 150 MB | 151 MB | no | `cold` |",
        "| 1,000 drafts: at least 20 × faster than textlint | not measured | | `textlint` |",
    ]


def test_the_page_is_not_written_from_a_part() -> None:
    """Figures of different runs never stand on one page."""
    with pytest.raises(ValueError, match="not made: batch, workers, growth, where, textlint"):
        page.write(Results(machine=MACHINE, sections=(SMALL,)))


@pytest.mark.parametrize("name", list(page.READMES))
def test_the_table_of_a_readme_is_renewed_in_place(name: str) -> None:
    """Only what is between the marks changes; a row without its figures is left out; twice is once."""
    text = (ROOT / name).read_text(encoding="utf-8")
    figures = {"cold.dated.seconds": 0.25, "cold.dated.megabytes": 140.0}
    renewed = page.renewed(text, page.READMES[name], figures)
    table = renewed.partition(page.BEGIN)[2].partition(page.END)[0].strip().splitlines()

    assert renewed.partition(page.BEGIN)[0] == text.partition(page.BEGIN)[0]
    assert renewed.partition(page.END)[2] == text.partition(page.END)[2]
    assert len(table) == 3
    assert "0.25" in table[2]
    assert page.renewed(renewed, page.READMES[name], figures) == renewed


def test_a_readme_without_marks_is_refused() -> None:
    """Nothing is appended where nobody asked for it."""
    with pytest.raises(ValueError, match="write <!-- benchmarks --> and <!-- /benchmarks -->"):
        page.renewed("# t\n", page.READMES["README.md"], {})


def test_both_readmes_show_the_same_figures() -> None:
    """A reader of either language learns the same."""
    english, japanese = (page.READMES[name] for name in ("README.md", "README.ja.md"))
    names = [[part.partition("}")[0] for part in row.figure.split("{")[1:]] for row in (*english, *japanese)]

    assert names[: len(english)] == names[len(english) :]
    assert {name for row in names for name in row} == set(page._SHOWN)


def test_a_table_is_aligned() -> None:
    """Columns line up in a terminal, full-width letters counted as two."""
    table = Table("", ("what", "s"), (("あ", "1.0"), ("long name", "10.0")))

    assert list(table.lines()) == [
        "| what      |    s |",
        "|-----------|-----:|",
        "| あ        |  1.0 |",
        "| long name | 10.0 |",
    ]


# -- options ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "hot"], "there is no 'hot'"),
        (["--only", "cold", "--write"], "--write needs every measurement"),
    ],
    ids=["unknown", "a part is not written"],
)
def test_options_that_make_no_sense(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, and nothing is measured."""
    with pytest.raises(SystemExit) as ended:
        program.main(arguments)

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_textlint_that_is_absent_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No section, no figure and no page looks as if textlint had been compared."""
    monkeypatch.setenv("PATH", str(tmp_path))
    found = textlint.find(None)

    assert found is None
    with pytest.raises(SystemExit, match=r"there is no node_modules/\.bin/textlint"):
        textlint.find(tmp_path)
    with pytest.raises(SystemExit, match="there is no npm on the path"):
        textlint.install(tmp_path / "npm")
