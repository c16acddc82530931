"""``signals``: weak signs that add up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]

SIGNALS = """
[[match.signal]]
name = "whom"
weight = 1
needed = true
any = ["若者", "学生"]
[[match.signal]]
name = "small"
weight = 2
any = ["すら", "どうせ"]
[[match.signal]]
name = "smirk"
weight = 2
any = ["笑"]
[[match.signal]]
name = "thanks"
weight = -2
any = ["ありがとう"]
"""


@pytest.mark.parametrize(
    ("match", "text", "found"),
    [
        pytest.param("reach = 3", "若者はどうせ来る", ["若者はどうせ"], id="enough"),
        pytest.param("reach = 4", "若者はどうせ来る", [], id="too little"),
        pytest.param("reach = 4", "若者はどうせ来る笑", ["若者はどうせ来る笑"], id="more makes enough"),
        pytest.param("reach = 4", "若者はどうせ、どうせ来る", [], id="a signal counts once"),
        pytest.param("reach = 3", "雨はどうせ降る笑", [], id="what is needed is missing"),
        pytest.param("reach = 3", "若者はどうせ来る。ありがとう", [], id="something speaks against it"),
        pytest.param("reach = 3", "若者はどうせ来る笑。ありがとう", ["若者はどうせ来る笑"], id="and is outweighed"),
        pytest.param("reach = 4", "若者です。どうせ来る笑", [], id="not across sentences"),
        pytest.param('reach = 4\nwithin = "post"', "若者です。どうせ来る笑", ["どうせ来る笑"], id="across the post"),
        pytest.param('reach = 3\nwithin = "clause"', "若者だけど、どうせ来る", [], id="not across clauses"),
        pytest.param("reach = 3", "「若者はどうせ来る」", [], id="quoted"),
        pytest.param('reach = 3\nunless = ["どうせ なら"]', "若者はどうせなら来る", [], id="spared"),
        pytest.param("reach = 3", "若者はどうせ来る。学生すら来る", ["若者はどうせ", "学生すら"], id="each sentence"),
    ],
)
def test_where_signals_add_up(run: Run, match: str, text: str, found: list[str]) -> None:
    """The weights in one place reach the sum; reported is the weightiest sentence, first signal to last."""
    findings = run("signals", f"{match}\n{SIGNALS}", text)

    assert found == [finding.excerpt for finding in findings]


def test_the_same_words_never_count_twice(run: Run) -> None:
    """Of two signals that match the same words the heavier counts; only what is needed may share its words."""
    twice = SIGNALS + '[[match.signal]]\nname = "again"\nweight = 1\nany = ["どうせ", "若者"]\n'

    assert 1 == len(run("signals", f"reach = 4\n{twice}", "若者はどうせ来る"))
    assert not run("signals", f"reach = 5\n{twice}", "若者はどうせ来る")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("若者はどうせ来る", ("note", "low"), id="from note on"),
        pytest.param("学生すら笑", ("error", "high"), id="from sure on"),
    ],
)
def test_the_sum_sets_severity_and_confidence(run: Run, text: str, level: tuple[str, str]) -> None:
    """A sum below ``reach`` is a note, one from ``sure`` on is of high confidence."""
    [finding] = run("signals", f"note = 3\nreach = 4\nsure = 5\n{SIGNALS}", text)

    assert level == (finding.severity.value, finding.confidence.value)


def test_a_message_names_the_heaviest_words_in_text_order(run: Run) -> None:
    """``first`` and ``second`` say which words led to the finding."""
    [finding] = run("signals", f"reach = 5\n{SIGNALS}", "若者はどうせ来る笑", message="{first}・{second}")

    assert "どうせ・笑" == finding.message
