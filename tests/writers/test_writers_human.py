"""A person reads where, what, what to do and whom to ask; and never "fine" where something was not checked."""

from __future__ import annotations

import re
from datetime import datetime
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.errors import ConfigError
from tweetlint.model import (
    Confidence,
    Draft,
    Failure,
    Finding,
    Notice,
    Origin,
    Problem,
    Report,
    Severity,
    Span,
    Tool,
)
from tweetlint.writers import FORMATS, Colour, Style, Verbosity, write

SGR = re.compile(r"\x1b\[[0-9;]*m")
ANY = st.text(st.characters()) | st.text(st.sampled_from("あ👩\u200d🏽\ud83d\x1b[31m\x9b\u202e\u2028\x00\n\r\t:: #[e"))

SPRING = Draft(
    id="posts/spring.md",
    text="新商品です☕️\n日本一おいしいラテ、モミジ喫茶より断然お得！",
    account="main",
    publish_at=datetime.fromisoformat("2026-12-01T10:00:00+09:00"),
    origin=Origin("posts/spring.md", 5),
)
HELLO = Draft(id="hello", text="おはようございます", origin=Origin("posts.csv", 4, record="row 3"))


def text_of(report, language: str = "ja", **style: object) -> str:
    return "".join(write(report, "human", language=language, style=Style(**style)))


@pytest.fixture
def busy(finding_in, report_of):
    """Two drafts, a finding of each severity, one waived, one rule that failed, one file unread."""
    return report_of(
        SPRING,
        HELLO,
        findings=(
            finding_in(
                SPRING,
                "断然お得",
                rule="disparagement/comparison",
                severity=Severity.WARNING,
                message="「モミジ喫茶」と比べて優劣を述べています。",
                route="広報",
                confidence=Confidence.LOW,
            ),
            finding_in(
                SPRING,
                "日本一",
                message="「日本一」と言い切っています。調査を添えましょう。",
                suggest="自慢のラテ",
                route="法務",
            ),
            finding_in(SPRING, "新商品", rule="timing/new", message="発売日の前です。", waived="広報課が確認済み"),
        ),
        failures=(Failure("tone/x", "hello", "ValueError: 0"),),
        problems=(Problem("b.md: UTF-8 ではありません。UTF-8 で保存してください。"),),
        notices=(Notice("timing/embargo", "[[embargo]] を書くと、解禁前の言葉を確かめます。"),),
    )


def test_report_in_japanese(busy) -> None:
    """The whole page, as a Japanese writer reads it."""
    expected = """\
        posts/spring.md  main  2026-12-01 (火) 10:00 +09:00

          要確認  disparagement/comparison  6:18  念のため
            | 日本一おいしいラテ、モミジ喫茶より断然お得！
            |                                   ^^^^^^^^
            「モミジ喫茶」と比べて優劣を述べています。
            相談先：広報

          要修正  claims/superlative  6:1
            | 日本一おいしいラテ、モミジ喫茶より断然お得！
            | ^^^^^^
            「日本一」と言い切っています。調査を添えましょう。
            → 自慢のラテ
            相談先：法務

          了承済み  timing/new  5:1
            | 新商品です☕️
            | ^^^^^^
            発売日の前です。
            了承の理由：広報課が確認済み

          この投稿の判定：差し止め（相談先：法務、広報）

        まとめ
          投稿する前に直したい指摘が1件あります（error 以上）。確認できなかったものがあ
          るため、問題なしとは言えません。
          確認したもの：下書き2件（指摘あり 1件、確認しきれず 1件）
          指摘の内訳：要修正 (error) 1件、要確認 (warning) 1件、了承済み 1件
          投稿ごとの判定：差し止め 1件、要相談 1件
          まずここから：
            - posts/spring.md:6:1  claims/superlative
            - posts/spring.md:6:18  disparagement/comparison
          相談先ごと：
            - 法務 1件：claims/superlative
            - 広報 1件：disparagement/comparison
          最後まで動かなかったルール：
            - posts.csv:4: ルール tone/x が途中で止まりました（ValueError: 0）。この下書
              きの確認は不完全です。不具合として報告してください。
          読めなかったもの：
            - b.md: UTF-8 ではありません。UTF-8 で保存してください。
          設定がないため見ていないこと：
            - [[embargo]] を書くと、解禁前の言葉を確かめます。 (timing/embargo)
          ルールの理由と出典：tweetlint explain claims/superlative
        """

    assert dedent(expected) == text_of(busy)


def test_summary_in_english(busy) -> None:
    """The same summary in English, where one finding is not two."""
    expected = """\
        Summary
          1 finding to settle before posting (error or worse). Not everything could be
          checked, so this is no clean bill.
          Checked: 2 drafts (1 with findings, 1 not fully checked)
          Findings: error 1, warning 1, waived 1
          Verdicts on posts: block 1, review 1
          Start with:
            - posts/spring.md:6:1  claims/superlative
            - posts/spring.md:6:18  disparagement/comparison
          Whom to ask:
            - 法務 1: claims/superlative
            - 広報 1: disparagement/comparison
          Rules that failed:
            - posts.csv:4: rule tone/x stopped half-way (ValueError: 0). This draft is
              not fully checked. Please report it as a bug.
          Could not be read:
            - b.md: UTF-8 ではありません。UTF-8 で保存してください。
          Not checked, for want of a setting:
            - [[embargo]] を書くと、解禁前の言葉を確かめます。 (timing/embargo)
          Why, and on whose authority: tweetlint explain claims/superlative
        """

    written = text_of(busy, "en")

    assert dedent(expected) == written[written.index("Summary") :]


def test_quiet(busy) -> None:
    """Quietly: one line a finding, one for each thing that went wrong, one to end with."""
    expected = """\
        posts/spring.md:6:18  warning  disparagement/comparison  「モミジ喫茶」と比べて優劣を述べています。
        posts/spring.md:6:1  error  claims/superlative  「日本一」と言い切っています。調査を添えましょう。
        posts/spring.md:5:1  waived  timing/new  発売日の前です。
        posts.csv:4: rule tone/x stopped half-way (ValueError: 0). This draft is not fully checked. \
Please report it as a bug.
        b.md: UTF-8 ではありません。UTF-8 で保存してください。
        1 finding to settle before posting (error or worse). Not everything could be checked, \
so this is no clean bill. Rules without their setting, not checked: timing/embargo.
        """

    assert dedent(expected) == text_of(busy, "en", verbosity=Verbosity.QUIET)


@pytest.mark.parametrize(
    ("language", "verbosity", "notices", "expected"),
    [
        ("ja", "normal", (), "下書き2件を確認しました。指摘はありません。\n"),
        ("en", "normal", (), "Checked 2 drafts: no findings.\n"),
        (
            "ja",
            "normal",
            (Notice("a/b", "[[event]] を書きましょう。"), Notice("a/c", "[[event]] を書きましょう。")),
            (
                "下書き2件を確認しました。指摘はありません。\n"
                "設定がないため見ていないこと：\n"
                "  - [[event]] を書きましょう。 (a/b、a/c)\n"
            ),
        ),
        (
            "ja",
            "quiet",
            (Notice("a/b", "x"), Notice("a/c", "y")),
            "下書き2件を確認しました。指摘はありません。設定がないため見ていないルール：a/b、a/c。\n",
        ),
    ],
    ids=["ja", "en", "with notices", "quietly with notices"],
)
def test_clean_run(report_of, language: str, verbosity: str, notices, expected: str) -> None:
    """A clean run says in a line what was checked, and what was not."""
    report = report_of(SPRING, HELLO, notices=notices)

    assert expected == text_of(report, language, verbosity=Verbosity(verbosity))


@pytest.mark.parametrize("verbosity", list(Verbosity))
@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        ({"failures": (Failure("tone/x", "hello", "KeyError: 1"),)}, "問題なしとは言えません。"),
        ({"problems": (Problem("b.md: 読めません。"),)}, "問題なしとは言えません。"),
        ({"drafts": ()}, "確認する下書きがありませんでした。"),
    ],
    ids=["failed rule", "unread file", "nothing to lint"],
)
def test_what_was_not_checked_is_not_clean(report_of, gap, sentence: str, verbosity: Verbosity) -> None:
    """No page says "no findings" where the exit status is 2."""
    report = report_of(HELLO)
    written = text_of(
        type(report)(**{"drafts": (HELLO,), "findings": (), "tool": report.tool} | gap), verbosity=verbosity
    )

    assert sentence in written
    assert "指摘はありません" not in written


@pytest.mark.parametrize(
    ("fail_on", "verdict"),
    [
        (Severity.ERROR, "Nothing here stops a post (no finding of error or worse)."),
        (Severity.WARNING, "1 finding to settle before posting (warning or worse)."),
        (Severity.NOTE, "2 findings to settle before posting (note or worse)."),
    ],
)
def test_verdict_follows_fail_on(finding_in, report_of, fail_on: Severity, verdict: str) -> None:
    """What stops a post is what the exit status counts; waived findings do not."""
    severities = (Severity.WARNING, Severity.NOTE)
    findings = tuple(finding_in(HELLO, "お", severity=severity) for severity in severities)
    waived = finding_in(HELLO, "お", waived="確認済み")
    written = text_of(report_of(HELLO, findings=(*findings, waived)), "en", fail_on=fail_on)

    assert f"  {verdict}\n" in written


@pytest.mark.parametrize(
    ("draft", "heading"),
    [
        (Draft(id="d", text="あ"), "d"),
        (Draft(id="a.md", text="あ", origin=Origin("a.md")), "a.md"),
        (Draft(id="a.md#2", text="あ", origin=Origin("a.md", 9)), "a.md#2"),
        (Draft(id="a.csv:3", text="あ", origin=Origin("a.csv", 9, record="row 3")), "a.csv row 3"),
        (Draft(id="p7", text="あ", origin=Origin("a.csv", 9, record="row 3")), "a.csv  row 3  p7"),
        (Draft(id="p7", text="あ", account="main", origin=Origin("a.md")), "a.md  p7  main"),
        (Draft(id="a\n::error::b", text="あ"), "a<U+000A>::error::b"),
        (Draft(id="::error::b", text="あ"), "<U+003A>:error::b"),
    ],
    ids=["id", "file", "thread", "row", "row with an id", "file with an id", "line break", "command"],
)
def test_heading(finding_in, report_of, draft: Draft, heading: str) -> None:
    """A draft is headed by what its writer calls it, once."""
    written = text_of(report_of(draft, findings=(finding_in(draft, "あ"),)))

    assert heading == written.splitlines()[0]


def test_worst_come_first_and_few(finding_in, report_of) -> None:
    """The places to begin with are five, errors before warnings before notes, and the rest is counted."""
    draft = Draft(id="d", text="一二三四五六七")
    order = ["note", "warning", "error", "note", "warning", "error", "error"]
    findings = tuple(
        finding_in(draft, Span(place, place + 1), severity=Severity(severity), rule="r")
        for place, severity in enumerate(order)
    )
    written = text_of(report_of(draft, findings=findings), "en")
    starts = re.findall(r"    - (.*)\n", written.partition("Start with:\n")[2])

    assert ["d:1:3  r", "d:1:6  r", "d:1:7  r", "d:1:2  r", "d:1:5  r", "and 2 more"] == starts


def test_finding_without_text(finding_in, report_of) -> None:
    """A finding whose draft the report does not hold shows its excerpt."""
    gone = Draft(id="gone", text="これは日本一です")
    written = text_of(report_of(HELLO, findings=(finding_in(gone, "日本一"),)))

    assert "gone\n\n  要修正  claims/superlative  1:1\n    | 日本一\n    | ^^^^^^\n" in written


def test_colour_only_paints(busy) -> None:
    """Colours add escape codes and change nothing else; without them there is no code at all."""
    plain = text_of(busy)
    painted = text_of(busy, colour=Colour.ALWAYS)

    assert "\x1b" not in plain
    assert plain == SGR.sub("", painted)
    assert "\x1b[1;31m要修正\x1b[0m" in painted
    assert "\x1b[2m了承済み\x1b[0m" in painted


def test_colour_ends_with_its_line(busy) -> None:
    """Every line that turns a colour on turns it off."""
    for line in text_of(busy, colour=Colour.ALWAYS).splitlines():
        codes = SGR.findall(line)

        assert ["\x1b[0m"] * (len(codes) // 2) == codes[1::2]


@given(
    text=ANY,
    name=ANY,
    data=st.data(),
    style=st.builds(
        Style, colour=st.sampled_from(Colour), width=st.integers(1, 99), verbosity=st.sampled_from(Verbosity)
    ),
)
def test_nothing_in_a_draft_acts(finding_in, report_of, text: str, name: str, data, style: Style) -> None:
    """Any text under any name prints as UTF-8, without controls of its own and without a command."""
    start = data.draw(st.integers(0, len(text)))
    draft = Draft(id=name, text=text, account=name, origin=Origin(name, record=name))
    span = Span(start, data.draw(st.integers(start, len(text))))
    finding = finding_in(draft, span, message=text, suggest=text, route=name, waived=data.draw(st.none() | ANY))
    report = report_of(
        draft,
        findings=(finding,),
        failures=(Failure(name, name, text),),
        problems=(Problem(text),),
        notices=(Notice(name, text),),
    )
    written = "".join(write(report, "human", language="ja", style=style))
    bare = SGR.sub("", written) if style.colour is Colour.ALWAYS else written

    written.encode("utf-8")
    assert not [c for c in bare if c != "\n" and (c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2028")]
    assert not [line for line in written.split("\n") if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize(
    ("format", "language", "sentence"),
    [
        ("jason", "ja", "format: 'jason' is no format. Did you mean 'json'?"),
        ("human", "fr", "language: 'fr' has no messages. Known: en, ja."),
        ("github", "fr", "language: 'fr' has no messages. Known: en, ja."),
    ],
)
def test_unknown_names_are_refused(report_of, format: str, language: str, sentence: str) -> None:
    """A format or language that does not exist is refused before anything is written."""
    with pytest.raises(ConfigError) as refused:
        write(report_of(), format, language=language, style=Style())

    assert sentence == str(refused.value)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_writes_text(busy, format: str) -> None:
    """Each format that is named exists, and ends its last line."""
    assert "".join(write(busy, format, language="en", style=Style())).endswith("\n")


def test_the_words_of_a_redacted_finding_are_not_shown() -> None:
    """Where a finding stands at a secret, no line of the post is printed, for no finding of that post."""
    draft = Draft(id="1", text="夜明けブレンドのご案内です")
    secret = Finding(
        rule="timing/embargo", severity=Severity.ERROR, confidence=Confidence.HIGH, draft_id="1",
        span=Span(0, 0), excerpt="", message="「春の新商品」はまだ公開できません。", redacted=True,
    )  # fmt: skip
    report = Report(drafts=(draft,), findings=(secret,), tool=Tool("0", "", "", ""))

    printed = "".join(write(report, "human", language="ja", style=Style()))

    assert "夜明け" not in printed
    assert "春の新商品" in printed


def test_a_finding_on_the_post_as_such_shows_its_first_line(finding_in, report_of) -> None:
    """Where the span is the whole post, marks below every line would say nothing."""
    draft = Draft(id="a", text="一行目です\n二行目です\n三行目です")
    text = text_of(report_of(draft, findings=(finding_in(draft, Span(0, len(draft.text))),)), "ja")

    assert "| 一行目です" in text
    assert "二行目" not in text
    assert "^" not in text
