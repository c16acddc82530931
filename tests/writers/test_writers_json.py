"""The JSON forms say exactly what the report holds, under the names that other tools use."""

from __future__ import annotations

import json
from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.model import Checked, Draft, Failure, Notice, Origin, Problem, Severity, Span, Tool
from tweetlint.writers import Style, complaints, write, write_each

ANY = st.text(st.characters()) | st.text(st.sampled_from('あ👩\u200d\ud83d\ude00\x1b\x9b\u202e\u2028\x00\n\r"\\#[v so'))


def text_of(report, format: str) -> str:
    return "".join(write(report, format, language="ja", style=Style()))


def test_document(finding_in, report_of) -> None:
    """One document holds the tool, drafts, findings and all that was not checked."""
    draft = Draft(
        id="spring",
        text="新商品です。\n日本一おいしい",
        account="main",
        publish_at=datetime.fromisoformat("2026-12-01T10:00:00+09:00"),
        origin=Origin("posts/spring.md", 5),
    )
    quiet = Draft(id="quiet", text="おはようございます", origin=Origin("posts.csv", 2, record="row 1"))
    report = report_of(
        draft,
        quiet,
        findings=(finding_in(draft, "日本一", suggest="自慢の", route="法務", waived="調査あり"),),
        failures=(Failure("tone/x", "quiet", "ValueError: 0"),),
        problems=(Problem("b.md: not UTF-8. Save it as UTF-8."),),
        notices=(Notice("timing/embargo", "Write [[embargo]]."),),
    )
    expected = {
        "version": 1,
        "tool": {
            "version": "0.1.0",
            "tokenizer": "sudachipy 0.7.0",
            "dictionary": "core 20261015",
            "rules_digest": "abc",
        },
        "drafts": [
            {
                "id": "spring",
                "path": "posts/spring.md",
                "line": 5,
                "record": None,
                "account": "main",
                "publish_at": "2026-12-01T10:00:00+09:00",
                "findings": 1,
                "verdict": "pass",
                "routes": [],
            },
            {
                "id": "quiet",
                "path": "posts.csv",
                "line": 2,
                "record": "row 1",
                "account": None,
                "publish_at": None,
                "findings": 0,
                "verdict": "review",
                "routes": [],
            },
        ],
        "findings": [
            {
                "draft": "spring",
                "path": "posts/spring.md",
                "line": 6,
                "column": 1,
                "end_line": 6,
                "end_column": 4,
                "start": 7,
                "end": 10,
                "excerpt": "日本一",
                "rule": "claims/superlative",
                "severity": "error",
                "confidence": "high",
                "message": "根拠を添えましょう。",
                "suggest": "自慢の",
                "route": "法務",
                "waived": "調査あり",
            }
        ],
        "failures": [{"rule": "tone/x", "draft": "quiet", "error": "ValueError: 0"}],
        "problems": [{"sentence": "b.md: not UTF-8. Save it as UTF-8."}],
        "notices": [{"rule": "timing/embargo", "message": "Write [[embargo]]."}],
    }

    assert expected == json.loads(text_of(report, "json"))
    assert [row | {"verdict": "pass", "routes": []} for row in expected["findings"]] == [
        json.loads(line) for line in text_of(report, "jsonl").splitlines()
    ]


def test_empty_report(report_of) -> None:
    """A report of nothing is a document all the same, and no lines."""
    document = json.loads(text_of(report_of(), "json"))

    assert [[]] * 5 == [document[key] for key in ("drafts", "findings", "failures", "problems", "notices")]
    assert "" == text_of(report_of(), "jsonl")


def test_the_verdict_knows_what_came_late(finding_in) -> None:
    """In the document a draft has the verdict of all its findings; of its lines, the last one has."""
    draft = Draft(id="1", text="日本一")
    first = Checked(number=0, draft=draft, findings=(finding_in(draft, "日", severity=Severity.WARNING, route="広報"),))
    late = Checked(number=0, draft=draft, findings=(finding_in(draft, "本", route="法務"),), before=first)
    tool = Tool(version="0.1.0", tokenizer="t", dictionary="d", rules_digest="abc")

    def written(format: str) -> str:
        return "".join(write_each([first, late], format, tool=tool, language="ja", style=Style()))

    (row,) = json.loads(written("json"))["drafts"]
    lines = [json.loads(line) for line in written("jsonl").splitlines()]

    assert ("block", ["法務", "広報"]) == (row["verdict"], row["routes"])
    assert [("review", ["広報"]), ("block", ["法務", "広報"])] == [(line["verdict"], line["routes"]) for line in lines]


@given(text=ANY, id=ANY, data=st.data())
def test_excerpt_is_the_span_of_the_text(finding_in, report_of, text: str, id: str, data) -> None:
    """Whatever the draft holds, a strict reader decodes ``excerpt == text[start:end]``, and nothing acts."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    draft = Draft(id=id, text=text, origin=Origin(id))
    written = text_of(report_of(draft, findings=(finding_in(draft, Span(start, end), message=text),)), "json")
    row = msgspec.json.decode(written.encode("utf-8"))["findings"][0]
    readable = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)

    assert (readable[start:end], readable) == (row["excerpt"], row["message"])
    assert (start, end) == (row["start"], row["end"])
    assert not [c for c in written if c != "\n" and (c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2028")]
    assert "##[" not in written


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param(
            "ja",
            [
                "b.md: 読めません<U+001B>。",
                (
                    "a.md:3: ルール tone/x が途中で止まりました（ValueError: 0）。"
                    "この下書きの確認は不完全です。不具合として報告してください。"
                ),
                (
                    "a.md:3 ほか、あわせて下書き2件: ルール tone/y が途中で止まりました（KeyError: 1）。"
                    "これらの確認は不完全です。不具合として報告してください。"
                ),
                "brands を書きましょう。 (claims/x、claims/y)",
            ],
            id="ja",
        ),
        pytest.param(
            "en",
            [
                "b.md: 読めません<U+001B>。",
                (
                    "a.md:3: rule tone/x stopped half-way (ValueError: 0). "
                    "This draft is not fully checked. Please report it as a bug."
                ),
                (
                    "a.md:3 and others, 2 drafts in all: rule tone/y stopped half-way (KeyError: 1). "
                    "They are not fully checked. Please report it as a bug."
                ),
                "brands を書きましょう。 (claims/x, claims/y)",
            ],
            id="en",
        ),
    ],
)
def test_complaints(report_of, language: str, expected: list[str]) -> None:
    """What a format of findings alone leaves out is told in sentences, each thing once."""
    report = report_of(
        Draft(id="a", text="", origin=Origin("a.md", 3)),
        Draft(id="b", text=""),
        failures=(
            Failure("tone/x", "a", "ValueError: 0"),
            Failure("tone/y", "a", "KeyError: 1"),
            Failure("tone/y", "b", "KeyError: 1"),
        ),
        problems=(Problem("b.md: 読めません\x1b。"),),
        notices=(
            Notice("claims/x", "brands を書きましょう。"),
            Notice("claims/y", "brands を書きましょう。"),
        ),
    )

    assert expected == list(complaints(report, language))


def test_severities_by_their_names(finding_in, report_of) -> None:
    """A finding keeps the severity the engine stamped on it."""
    draft = Draft(id="d", text="あ")
    findings = tuple(finding_in(draft, "あ", severity=severity) for severity in Severity)
    lines = text_of(report_of(draft, findings=findings), "jsonl").splitlines()

    assert ["note", "warning", "error"] == [json.loads(line)["severity"] for line in lines]
