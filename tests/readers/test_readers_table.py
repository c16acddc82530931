"""CSV and TSV: what a row becomes, and how a broken one costs itself only."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.errors import InputError
from tweetlint.model import Draft, DraftKind, Media, Origin, Problem, Relation, Waiver
from tweetlint.readers import read
from tweetlint.readers.table import CELL_LIMIT

Reading = Callable[[str, str | bytes], list[Draft | Problem]]
JST = timezone(timedelta(hours=9))


def sentences(items: list[Draft | Problem]) -> list[str]:
    return [item.sentence for item in items if isinstance(item, Problem)]


def texts(items: list[Draft | Problem]) -> list[str]:
    return [item.text for item in items if isinstance(item, Draft)]


def test_a_row_is_a_draft_with_japanese_headers_and_values(reading: Reading) -> None:
    """All fields of a table can be written in Japanese; columns nobody knows are the user's own notes."""
    content = (
        "管理番号,本文,投稿日時（JST）,アカウント,種別,関係,返信先,担当,広告ラベル,広告配信,備考\n"
        "A-1,こんにちは,2026/12/1 9:05 +09:00,main,返信,案件,@customer,山田,○,いいえ,急ぎ\n"
    )
    expected = Draft(
        id="A-1",
        text="こんにちは",
        account="main",
        publish_at=datetime(2026, 12, 1, 9, 5, tzinfo=JST),
        kind=DraftKind.REPLY,
        in_reply_to="@customer",
        relation=Relation.SPONSORED,
        paid_label=True,
        author="山田",
        origin=Origin("a.csv", 2, record="row 1"),
    )

    assert [expected] == reading("a.csv", content)


def test_a_row_is_a_draft_with_field_names(reading: Reading) -> None:
    """The names of JSONL work as headers; media and waivers are lines of parts between bars."""
    content = 'id,text,thread_index,media,waivers\nx,こんにちは,2,"image | 白い犬\nvideo","a/b | 調査あり ｜ 山田 | 2026-12-31"\n'
    expected = Draft(
        id="x",
        text="こんにちは",
        thread_index=2,
        media=(Media("image", "白い犬"), Media("video")),
        waivers=(Waiver("a/b", "調査あり", "山田", date(2026, 12, 31)),),
        origin=Origin("a.csv", 2, record="row 1"),
    )

    assert [expected] == reading("a.csv", content)


@pytest.mark.parametrize(
    "header",
    [
        "text",
        "TEXT",
        " Text ",
        "ｔｅｘｔ",
        "本文",
        "本文（140字以内）",
        "本文※",
        "【必須】本文",
        "ツイート本文",
        "投稿文",
        "Post Text",
        "post-text",
    ],
)
def test_the_text_column_has_many_names(reading: Reading, header: str) -> None:
    """Width, case, remarks in brackets and marks do not matter in a header."""
    assert ["やあ"] == texts(reading("a.csv", f"メモ,{header}\n1,やあ\n"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("本文,ID\r\nやあ\u3000①,1\r\n".encode(), id="UTF-8"),
        pytest.param("本文,ID\r\nやあ\u3000①,1\r\n".encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param("本文,ID\r\nやあ\u3000①,1\r\n".encode("cp932"), id="CP932"),
        pytest.param("本文\tID\r\nやあ\u3000①\t1\r\n".encode("utf-16"), id="Excel Unicode text"),
        pytest.param("本文,ID\rやあ\u3000①,1\r".encode(), id="CR"),
        pytest.param("\n\n本文,ID\n\nやあ\u3000①,1".encode(), id="empty lines around"),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(reading: Reading, content: bytes) -> None:
    """Encodings and line ends of common programs give the same draft."""
    assert [("1", "やあ\u3000①")] == [(d.id, d.text) for d in reading("a.csv", content) if isinstance(d, Draft)]


def test_lines_are_those_of_the_file_and_rows_those_of_the_sheet(reading: Reading) -> None:
    """A quoted line break counts as a line, an empty row as a row, and neither is a draft by itself."""
    actual = reading("a.csv", '本文,ID\n"一\n二",\n,\n\n三,\n')
    expected = [
        Draft(id="a.csv:1", text="一\n二", origin=Origin("a.csv", 2, record="row 1")),
        Draft(id="a.csv:4", text="三", origin=Origin("a.csv", 6, record="row 4")),
    ]

    assert expected == actual


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",main,,", "row 1: the text is empty. Write the post, or take the draft out."),
        (
            "あ,,2026/12/01 10:00,",
            'row 1: publish_at 2026/12/01 10:00 has no time zone. Write the offset, e.g. +09:00, or set time_zone = "Asia/Tokyo" in tweetlint.toml.',
        ),
        (
            "あ,,2026-12-01,",
            "row 1: publish_at 2026-12-01 is a day without a time. Write it like 2026-12-01T10:00+09:00.",
        ),
        (
            "あ,,2026-12-01T25:00Z,",
            "row 1: publish_at 2026-12-01T25:00Z is not in the calendar: hour must be in 0..23. Correct it.",
        ),
        ("あ,,来週,", "row 1: publish_at '来週' is no time. Write it like 2026-12-01T10:00+09:00."),
        (
            "あ,,,謎",
            "row 1: unknown relation '謎'. Known: affiliate, employee, gifted, invited, none, own, sponsored.",
        ),
        (
            "あ,b,c,d,e",
            "row 1: 5 cells, but the header has 4. Put quotes around a text that holds the separator.",
        ),
        ("あ\0,,,", "row 1: the text holds a NUL character, which no post can. Take it out."),
    ],
)
def test_a_bad_row_is_one_sentence_and_the_next_row_a_draft(reading: Reading, row: str, sentence: str) -> None:
    """A bad cell names its line and row; reading goes on."""
    actual = reading("a.csv", f"本文,アカウント,投稿日時,関係\n{row}\n次,,,\n")

    assert ([f"a.csv:2: {sentence}"], ["次"]) == (sentences(actual), texts(actual))


@pytest.mark.parametrize(
    ("broken", "sentence", "kept"),
    [
        pytest.param(
            '1,"よ"い\n2,次\n',
            'a.csv:2: a row begins here in which text follows a closing quote. Write a quote inside a cell twice: "".',
            ["次", "終"],
            id="text after a quote",
        ),
        pytest.param(
            '1,"よい\n2,次\n',
            'a.csv:2: a row begins here in which a quote is never closed. Close it with ".',
            ["次", "終"],
            id="a quote never closed",
        ),
        pytest.param(
            f'1,"{"あ" * CELL_LIMIT}い\n2,次\n',
            "a.csv:2: a cell longer than 1,048,576 characters begins here, so a quote is probably not closed. "
            'Close it with ".',
            ["次", "終"],
            id="a cell without end",
        ),
    ],
)
def test_a_broken_record_costs_itself_only(reading: Reading, broken: str, sentence: str, kept: list[str]) -> None:
    """Reading goes on at the line after the broken record's first one."""
    actual = reading("a.csv", f"ID,本文\n{broken}3,終\n")

    assert ([sentence], kept) == (sentences(actual), texts(actual))


def test_the_rest_of_a_broken_record_is_told_and_never_linted(reading: Reading) -> None:
    """Lines that cannot be told from the broken record are problems until a whole row comes."""
    actual = reading("a.csv", 'ID,本文\n1,"一\n二"三\n\n2,次\n')
    lost = "a.csv:3: 1 cells after a broken row, but the header has 2. Put the broken row above right first."

    assert lost == sentences(actual)[1]
    assert ["次"] == texts(actual)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(
            "",
            "a.csv: the table is empty. Write a header with a column text, and a row for each post.",
            id="empty",
        ),
        pytest.param(
            "本文,ID\n", "a.csv: the table has a header and no rows. Write a row for each post.", id="no rows"
        ),
        pytest.param("本文,ID\n,\n", "a.csv: no draft in this file. Write one.", id="only empty rows"),
        pytest.param(
            "日付,ネタ,\n1,あ\n",
            "a.csv:1: no column is the text of the post among '日付', 'ネタ'. "
            'Rename one to text, or map it: columns = { "日付" = "text" }.',
            id="no text column",
        ),
        pytest.param(
            "本文,テキスト\nあ,い\n",
            "a.csv:1: the columns '本文' and 'テキスト' both mean text. "
            'Rename one to text, or map it: columns = { "テキスト" = "text" }.',
            id="two text columns",
        ),
        pytest.param(
            "t\0e\0x\0t\0\n",
            "a.csv:1: a NUL character, so this is UTF-16 without a byte order mark or no text. Save the file as UTF-8.",
            id="UTF-16 without a mark",
        ),
    ],
)
def test_a_table_that_is_wrong_says_so(reading: Reading, content: str, sentence: str) -> None:
    """A table without a header that can be used is one sentence."""
    assert [Problem(sentence)] == reading("a.csv", content)


def test_a_field_name_wins_over_a_word_for_it(reading: Reading) -> None:
    """Of the columns text and 本文, text is the text: it is the name the documentation gives."""
    assert ["い"] == texts(reading("a.csv", "本文,text\nあ,い\n"))


@pytest.mark.parametrize("header", ["ネタ", "ネタ（案）", " ネタ "])
def test_the_users_own_column_wins_over_all(header: str) -> None:
    """``columns`` names the text column whatever else the table holds."""
    stdin = f"text,{header}\nあ,い\n".encode()

    assert ["い"] == texts(list(read(["-"], stdin=stdin, stdin_format="csv", columns={"ネタ": "text"})))


def test_a_mapping_to_no_field_is_refused_at_once() -> None:
    """A misspelt field in ``columns`` is an error before anything is read."""
    with pytest.raises(InputError) as raised:
        read([], columns={"ネタ": "txt"})

    assert "column 'ネタ': unknown field 'txt'. Did you mean 'text'?" == str(raised.value)


@pytest.mark.parametrize(
    ("word", "moment"),
    [
        ("2026-12-01T10:00:00+09:00", datetime(2026, 12, 1, 10, tzinfo=JST)),
        ("2026-12-01T10:00+0900", datetime(2026, 12, 1, 10, tzinfo=JST)),
        ("2026-12-01 10:00 +09:00", datetime(2026, 12, 1, 10, tzinfo=JST)),
        ("2026/12/1 9:05:07+09:00", datetime(2026, 12, 1, 9, 5, 7, tzinfo=JST)),
        ("２０２６/12/01 10:00+09:00", datetime(2026, 12, 1, 10, tzinfo=JST)),
        ("2026-12-01T01:00:00.250Z", datetime(2026, 12, 1, 1, 0, 0, 250000, tzinfo=UTC)),
        (
            "2026-12-01T10:00-03:30",
            datetime(2026, 12, 1, 10, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
        ),
    ],
)
def test_a_time_with_an_offset_is_read(reading: Reading, word: str, moment: datetime) -> None:
    """Spreadsheets' spellings of a day are read when the offset is there."""
    (draft,) = reading("a.tsv", f"本文\t投稿日時\nあ\t{word}\n")

    assert isinstance(draft, Draft)
    assert moment == draft.publish_at
    assert draft.publish_at is not None and moment.utcoffset() == draft.publish_at.utcoffset()


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["csv", "tsv"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_text_written_by_the_csv_module_comes_back(posts: list[str], form: str, encoding: str) -> None:
    """Any text, line breaks and quotes included, is the draft's text character by character."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, dialect="excel" if form == "csv" else "excel-tab")
    writer.writerows([("id", "text"), *((str(number), post) for number, post in enumerate(posts))])
    actual = list(read(["-"], stdin=table.getvalue().encode(encoding), stdin_format=form))

    assert posts == texts(actual)
    assert [] == sentences(actual)
