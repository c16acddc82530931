"""JSON and JSON lines: the three shapes, and faults by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tweetlint.model import Draft, Origin, Problem

Reading = Callable[[str, str | bytes], list[Draft | Problem]]


@pytest.mark.parametrize(
    ("content", "drafts"),
    [
        pytest.param(
            '[{"text": "一"},\n\n{"id": "x", "text": "二"}]',
            [("a.json[0]", "一", 1, "[0]"), ("x", "二", 3, "[1]")],
            id="an array",
        ),
        pytest.param(
            '{"version": 1, "drafts": [\n{"text": "一"},\n{"text": "一"}\n]}',
            [("a.json[0]", "一", 2, "[0]"), ("a.json[1]", "一", 3, "[1]")],
            id="an object with drafts",
        ),
        pytest.param('\n{"text": "一",\n"id": null}\n', [("a.json", "一", 2, None)], id="one draft"),
        pytest.param('\ufeff[{"text": "\\ud83d\\ude00"}]', [("a.json[0]", "😀", 1, "[0]")], id="escaped pair and mark"),
    ],
)
def test_json_holds_drafts_in_three_shapes(
    reading: Reading, content: str, drafts: list[tuple[str, str, int, str | None]]
) -> None:
    """A draft without an id is called after its place, and its origin is the line where it begins."""
    expected = [
        Draft(id=id, text=text, origin=Origin("a.json", line, record=record, escaped=True))
        for id, text, line, record in drafts
    ]

    assert expected == reading("a.json", content)


def test_json_times_may_leave_out_the_seconds(reading: Reading) -> None:
    """The same spellings of a time are read in JSON as in tables."""
    expected = Draft(
        id="a.json", text="一", publish_at=datetime(2026, 12, 1, 1, tzinfo=UTC), origin=Origin("a.json", escaped=True)
    )

    assert [expected] == reading("a.json", '{"text": "一", "publish_at": "2026-12-01T10:00+09:00"}')


ADVICE = "Correct the line; a JSON checker shows the place."
SHAPE = 'Write an array of drafts, each {"id": …, "text": …}.'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param("", f"a.json:1: not JSON: it breaks off. {ADVICE}", id="empty"),
        pytest.param('[{"text": "一"},\n}', f"a.json:2: not JSON: invalid character. {ADVICE}", id="malformed"),
        pytest.param('{"drafts": [\n1', f"a.json:2: not JSON: it breaks off. {ADVICE}", id="cut off"),
        pytest.param("12", f"a.json: neither an array nor an object. {SHAPE}", id="a number"),
        pytest.param("[]", f"a.json:1: an array without drafts. {SHAPE}", id="empty array"),
        pytest.param('{"drafts": []}', f"a.json:1: an array without drafts. {SHAPE}", id="empty drafts"),
        pytest.param('{"drafts": {}}', f"a.json: 'drafts' is no array. {SHAPE}", id="drafts is an object"),
        pytest.param("[" * 100_000, f"a.json:1: JSON that is nested too deeply. {SHAPE}", id="deep"),
        pytest.param('["一"]', 'a.json:1: [0]: a draft that is no object. Write {"text": …}.', id="a bare text"),
        pytest.param(
            '[{"text": " "}]',
            "a.json:1: [0]: the text is empty. Write the post, or take the draft out.",
            id="empty text",
        ),
        pytest.param(
            '[{"text": "a\\u0000"}]',
            "a.json:1: [0]: the text holds a NUL character, which no post can. Take it out.",
            id="NUL",
        ),
        pytest.param(
            '{"text": "一", "acount": "x"}',
            "a.json:1: unknown field 'acount'. Did you mean 'account'?",
            id="unknown key",
        ),
        pytest.param(
            '{"text": "一", "publish_at": "2026-12-01T10:00"}',
            'a.json:1: publish_at 2026-12-01T10:00 has no time zone. Write the offset, e.g. +09:00, or set time_zone = "Asia/Tokyo" in tweetlint.toml.',  # noqa: E501
            id="naive time",
        ),
        pytest.param(
            '{"text": 1}',
            "a.json:1: text: expected str, got int. The README lists the fields of a draft.",
            id="wrong type",
        ),
    ],
)
def test_json_that_is_wrong_says_so(reading: Reading, content: str, sentence: str) -> None:
    """Each fault is one sentence with the line."""
    assert [Problem(sentence)] == reading("a.json", content)


def test_a_wrong_draft_in_an_array_costs_itself_only(reading: Reading) -> None:
    """The drafts around a wrong one come, in their order."""
    actual = reading("a.json", '[{"text": "一"},\n{"txt": "二"},\n{"text": "三"}]')

    assert [Draft, Problem, Draft] == [type(item) for item in actual]
    assert actual[1] == Problem("a.json:2: [1]: unknown field 'txt'. Did you mean 'text'?")


def test_each_line_of_json_lines_stands_for_itself(reading: Reading) -> None:
    """A bad line is a problem in its place, blank lines are nothing, the others are drafts."""
    content = '{"text": "一"}\n\n{bad\r\n{"id": "x", "text": "\\ud800"}\r\n{"id": "x", "text": "四\u2028五"}\r\n12\n'
    expected = [
        Draft(id="a.jsonl:1", text="一", origin=Origin("a.jsonl", 1, escaped=True)),
        Problem(f"a.jsonl:3: not JSON: object keys must be strings. {ADVICE}"),
        Problem(f"a.jsonl:4: not JSON: \\ud800 is half of a pair. {ADVICE}"),
        Draft(id="x", text="四\u2028五", origin=Origin("a.jsonl", 5, escaped=True)),
        Problem('a.jsonl:6: a draft that is no object. Write {"text": …}.'),
    ]

    assert expected == reading("a.jsonl", content)
