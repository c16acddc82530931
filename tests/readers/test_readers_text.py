"""Text and Markdown files: what is the post, where it begins, and what front matter may say."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest

from tweetlint.model import Draft, DraftKind, Media, Origin, Problem, Relation, Waiver

Reading = Callable[[str, str | bytes], list[Draft | Problem]]
JST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("content", "posts"),
    [
        pytest.param("おはよう", [("a.txt", "おはよう", 1, None)], id="one line without an end"),
        pytest.param(
            "おはよう\n\n二行目 \n\n",
            [("a.txt", "おはよう\n\n二行目 ", 1, None)],
            id="blank lines inside stay",
        ),
        pytest.param("\n \nおはよう\n", [("a.txt", "おはよう", 3, None)], id="blank lines before go"),
        pytest.param("  字下げ\n", [("a.txt", "  字下げ", 1, None)], id="spaces before the text stay"),
        pytest.param("一\r\n二\r\n", [("a.txt", "一\r\n二", 1, None)], id="CRLF stays inside"),
        pytest.param("一\n---\n二\n", [("a.txt#1", "一", 1, 1), ("a.txt#2", "二", 3, 2)], id="a thread"),
        pytest.param("一\r\n--- \r\n\r\n二", [("a.txt#1", "一", 1, 1), ("a.txt#2", "二", 4, 2)], id="a thread in CRLF"),
        pytest.param("一\n----\n二 ---\n", [("a.txt", "一\n----\n二 ---", 1, None)], id="only three dashes alone part"),
        pytest.param("# 見出し *強調*\n", [("a.txt", "# 見出し *強調*", 1, None)], id="marks are text"),
    ],
)
def test_a_text_file_is_one_draft_or_a_thread(
    reading: Reading, content: str, posts: list[tuple[str, str, int, int | None]]
) -> None:
    """A post is a slice of the file in whole lines; its origin says on which line it begins."""
    expected = [
        Draft(id=id, text=text, thread_index=index, origin=Origin("a.txt", line)) for id, text, line, index in posts
    ]

    assert expected == reading("a.txt", content)


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        pytest.param("", ["a.txt:1: no post in this file. Write its text."], id="an empty file"),
        pytest.param(" \n\u3000\n", ["a.txt:1: no post in this file. Write its text."], id="only blanks"),
        pytest.param(
            "一\n---\n\n---\n三",
            ["a.txt:3: post 2 of the thread is empty. Write its text, or take out one line `---`."],
            id="an empty post in a thread",
        ),
        pytest.param(
            "一\n---\n",
            ["a.txt:3: post 2 of the thread is empty. Write its text, or take out one line `---`."],
            id="a separator at the end",
        ),
        pytest.param(
            "一\n\0",
            [
                "a.txt:2: a NUL character, so this is UTF-16 without a byte order mark or no text. Save the file as UTF-8."
            ],
            id="NUL",
        ),
    ],
)
def test_a_text_file_that_is_wrong_says_so(reading: Reading, content: str, sentences: list[str]) -> None:
    """Each fault is one sentence with the line."""
    actual = [item.sentence for item in reading("a.txt", content) if isinstance(item, Problem)]

    assert sentences == actual


def test_an_empty_post_leaves_the_other_posts_of_its_thread(reading: Reading) -> None:
    """One empty post costs itself only; the others keep their numbers."""
    actual = [item.id for item in reading("a.txt", "一\n---\n\n---\n三") if isinstance(item, Draft)]

    assert ["a.txt#1", "a.txt#3"] == actual


def test_front_matter_holds_every_field_but_the_text(reading: Reading) -> None:
    """Front matter becomes the fields; the text begins on the first written line below it."""
    content = """---
id: 012
account: no
publish_at: 2026-12-01 10:00 +09:00
kind: お詫び
relation: gifted
paid_label: yes
boosted: いいえ
author: ~
media:
- {type: image, alt: 白い犬, captions: on}
- type: video
waivers:
- rule: claims/superlative
  reason: 調査あり
  by: 山田
  until: 2026-12-31
---

お待たせしました。
"""
    expected = Draft(
        id="012",
        text="お待たせしました。",
        account="no",
        publish_at=datetime(2026, 12, 1, 10, tzinfo=JST),
        kind=DraftKind.APOLOGY,
        relation=Relation.GIFTED,
        paid_label=True,
        media=(Media("image", "白い犬", captions=True), Media("video")),
        waivers=(Waiver("claims/superlative", "調査あり", "山田", date(2026, 12, 31)),),
        origin=Origin("a.md", 20),
    )

    assert [expected] == reading("a.md", content)


@pytest.mark.parametrize(
    ("content", "text", "line"),
    [
        pytest.param("こんにちは", "こんにちは", 1, id="no front matter"),
        pytest.param("---\n---\nこんにちは", "こんにちは", 3, id="empty front matter"),
        pytest.param("---\n# 覚え\n---\nこんにちは", "こんにちは", 4, id="only a comment"),
        pytest.param("---\r\naccount:\r\n---\r\n\r\nこん\r\nにちは\r\n", "こん\r\nにちは", 5, id="CRLF"),
        pytest.param("\ufeff---\naccount:\n---\nこんにちは", "こんにちは", 4, id="byte order mark"),
    ],
)
def test_a_markdown_file_is_its_body_verbatim(reading: Reading, content: str, text: str, line: int) -> None:
    """What stands below the front matter is the text, character by character."""
    expected = Draft(id="a.md", text=text, origin=Origin("a.md", line))

    assert [expected] == reading("a.md", content)


def test_a_thread_shares_its_front_matter(reading: Reading) -> None:
    """All posts of a thread have its fields and its id with a number; the media belong to the first."""
    content = "---\nid: x\naccount: main\nmedia: [{alt: 犬}]\n---\n一\n---\n二\n"
    first, second = Origin("a.md", 6), Origin("a.md", 8)
    expected = [
        Draft(id="x#1", text="一", account="main", thread_index=1, media=(Media(alt="犬"),), origin=first),
        Draft(id="x#2", text="二", account="main", thread_index=2, origin=second),
    ]

    assert expected == reading("a.md", content)


KNOWN = (
    "Known: account, author, boosted, id, in_reply_to, kind, media, paid_label, publish_at, "
    "quotes_sponsored_post, relation, thread_index, unsolicited, waivers."
)


@pytest.mark.parametrize(
    ("matter", "sentence"),
    [
        ("acount: main", "a.md:2: unknown field 'acount'. Did you mean 'account'?"),
        ("xyz: 1", f"a.md:2: unknown field 'xyz'. {KNOWN}"),
        ("origin: x", "a.md:2: unknown field 'origin'. " + KNOWN),
        ("? [a, b]\n: 1", f"a.md:2: unknown field '?'. {KNOWN}"),
        ("text: x", "a.md:2: 'text' in the front matter. Write the post below the front matter."),
        ("account: a\naccount: b", "a.md:3: 'account' appears twice. Keep one."),
        ("account: [a]", "a.md:2: account is a list. Write one value: `account: …`."),
        (
            "publish_at: 2026-12-01T10:00:00",
            'a.md:2: publish_at 2026-12-01T10:00:00 has no time zone. Write the offset, e.g. +09:00, or set time_zone = "Asia/Tokyo" in tweetlint.toml.',
        ),
        (
            "publish_at: 2026-12-01",
            "a.md:2: publish_at 2026-12-01 is a day without a time. Write it like 2026-12-01T10:00+09:00.",
        ),
        ("publish_at: 明日", "a.md:2: publish_at '明日' is no time. Write it like 2026-12-01T10:00+09:00."),
        ("kind: repply", "a.md:2: unknown kind 'repply'. Did you mean 'reply'?"),
        ("boosted: maybe", "a.md:2: boosted 'maybe' is neither yes nor no. Write true or false."),
        ("thread_index: 一", "a.md:2: thread_index '一' is no whole number. Write 1, 2, 3 and so on."),
        ("media: x.png", "a.md:2: media is no list. Begin each entry with `- `."),
        ("media: [x.png]", "a.md:2: an entry of media is no list of settings. Write `- key: value`."),
        ("media: [{alt: [x]}]", "a.md:2: an entry of media is nested too deeply. Write `- key: value`."),
        ("media: &a [*a]", "a.md:2: the front matter has an alias (*). Write the value out; put quotes around a *."),
        (
            "waivers: [{rule: a/b, rule: a/c}]",
            "a.md:2: 'rule' appears twice in an entry of waivers. Keep one.",
        ),
        ("- a", "a.md:2: the front matter is no list of settings. Write `key: value` lines."),
        ("こんにちは", "a.md:2: the front matter is no list of settings. Write `key: value` lines."),
        (
            "account: a: b",
            "a.md:2: the front matter is not YAML: mapping values are not allowed in this context. "
            "Write `key: value` lines; put quotes around a value with : or #.",
        ),
        (
            "account: \x07",
            "a.md:2: the front matter holds a character that YAML forbids. Take out the invisible character.",
        ),
    ],
)
def test_front_matter_that_is_wrong_names_its_line(reading: Reading, matter: str, sentence: str) -> None:
    """A fault of the front matter is one sentence with its line, and no draft comes of the file."""
    assert [Problem(sentence)] == reading("a.md", f"---\n{matter}\n---\nこんにちは")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "---\naccount: a\nこんにちは",
            "a.md:1: the front matter is never closed. End it with a line of only ---.",
        ),
        ("---\naccount: a\n---\n", "a.md:4: no post in this file. Write its text."),
        (
            "---\nthread_index: 1\n---\n一\n---\n二",
            "a.md: thread_index is set for a file that holds a thread. Take thread_index out.",
        ),
    ],
)
def test_a_markdown_file_that_is_wrong_says_so(reading: Reading, content: str, sentence: str) -> None:
    """What is wrong around the body is one sentence too."""
    assert [Problem(sentence)] == reading("a.md", content)


def test_a_waiver_without_a_reason_is_refused(reading: Reading) -> None:
    """A waiver says why; the sentence names the entry and what it lacks."""
    actual = reading("a.md", "---\nwaivers: [{rule: a/b}]\n---\nこんにちは")

    assert len(actual) == 1 and isinstance(actual[0], Problem)
    assert "a.md:2: waivers[0]: object missing required field reason." in actual[0].sentence


def test_all_faults_of_front_matter_are_told_at_once(reading: Reading) -> None:
    """Nobody has to run the linter once for each fault."""
    actual = reading("a.md", "---\nkind: x\naccount: main\nfoo: 1\nboosted: x\n---\nこんにちは")

    assert ["a.md:2", "a.md:4", "a.md:5"] == [str(item.sentence)[:6] for item in actual if isinstance(item, Problem)]
