"""X archives: today's and those of before 2019, whole, in parts, packed, broken and hostile."""
# ruff: noqa: E501  (a row of a table stays on its line)

from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tweetlint.account import TimeZone
from tweetlint.model import Draft, DraftKind, Media, Problem
from tweetlint.readers import read
from tweetlint.readers.discover import Archives

Reading = Callable[[str, str | bytes], list[Draft | Problem]]
NEW_YORK = TimeZone.read("America/New_York").zone
STAMP = "Tue Dec 01 01:00:00 +0000 2026"


def post(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A post as an archive has it."""
    return {"id_str": str(number), "full_text": f"投稿{number}です", "created_at": STAMP} | fields


def archive(*posts: dict[str, Any], part: int = 0, wrapped: bool = True) -> str:
    """The file that holds ``posts``."""
    entries: list[dict[str, Any]] = [{"tweet": each} if wrapped else each for each in posts]
    return f"window.YTD.tweets.part{part} = {json.dumps(entries, ensure_ascii=False, indent=2)}"


def lay(folder: Path, **files: str) -> None:
    """Files by name, ``_`` for a full stop and ``__`` for a slash."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def told(items: Iterator[Draft | Problem] | list[Draft | Problem]) -> list[str]:
    """Ids and sentences, in order."""
    return [item.id if isinstance(item, Draft) else item.sentence for item in items]


@pytest.mark.parametrize("wrapped", [True, False], ids=["today", "before 2019"])
def test_a_post_becomes_the_draft_it_was(reading: Reading, wrapped: bool) -> None:
    """Text without X's escapes, its time and its number; the place is that in the file."""
    (draft,) = reading("tweets.js", archive(post(7, full_text="豆 &amp; 水 &lt;3 &amp;amp;"), wrapped=wrapped))

    assert isinstance(draft, Draft)
    assert ("7", "豆 & 水 <3 &amp;", DraftKind.POST) == (draft.id, draft.text, draft.kind)
    assert draft.publish_at is not None
    assert draft.publish_at.isoformat() == "2026-12-01T10:00:00+09:00"
    assert ("tweets.js", 2, True) == (draft.origin.path, draft.origin.line, draft.origin.escaped)


STATUS = "https://twitter.com/momiji_cafe/status/99"


@pytest.mark.parametrize(
    ("fields", "kind", "text", "answered"),
    [
        pytest.param({"full_text": "RT @momiji_cafe: 秋です"}, "repost", "RT @momiji_cafe: 秋です", None, id="repost"),
        pytest.param({"text": "秋", "full_text": None, "retweeted_status": {"id": 1}}, "repost", "秋", None, id="an old repost"),
        pytest.param(
            {"full_text": "@a @b_1 はい、どうぞ", "in_reply_to_status_id_str": "99", "in_reply_to_user_id_str": "5", "in_reply_to_screen_name": "a"},
            "reply", "はい、どうぞ", "https://x.com/a/status/99", id="reply",
        ),
        pytest.param({"full_text": "@a おはよう", "in_reply_to_user_id_str": "5", "in_reply_to_screen_name": "a"}, "reply", "おはよう", "@a", id="said to somebody"),
        pytest.param({"full_text": "@a", "in_reply_to_screen_name": "a"}, "reply", "@a", "@a", id="a name alone stays"),
        pytest.param({"full_text": "続きです", "in_reply_to_status_id_str": "98", "in_reply_to_user_id_str": "42"}, "thread", "続きです", "https://x.com/i/status/98", id="a thread of one's own"),
        pytest.param({"full_text": "すてき https://t.co/q", "entities": {"urls": [{"url": "https://t.co/q", "expanded_url": STATUS}]}}, "quote", "すてき", None, id="quote"),
        pytest.param({"full_text": "詳しくは https://t.co/u へ", "entities": {"urls": [{"url": "https://t.co/u", "expanded_url": "https://aozora.example.com/"}]}}, "post", "詳しくは https://aozora.example.com/ へ", None, id="an address is written out"),
        pytest.param({"full_text": "写真 https://t.co/m", "extended_entities": {"media": [{"url": "https://t.co/m", "type": "photo"}]}}, "post", "写真", None, id="a picture's address is none"),
        pytest.param({"full_text": "https://t.co/m", "entities": {"media": [{"url": "https://t.co/m"}]}}, "post", "https://t.co/m", None, id="a picture alone"),
        pytest.param({"full_text": "あ", "in_reply_to_screen_name": "<script>", "in_reply_to_status_id_str": "'\"", "in_reply_to_user_id_str": "1"}, "reply", "あ", None, id="names that are none"),
    ],
)  # fmt: skip
def test_what_a_post_was_for(folder: Path, fields: dict[str, Any], kind: str, text: str, answered: str | None) -> None:
    """Reposts, replies, threads and quotes are told apart, and their text is what somebody wrote."""
    lay(
        folder,
        **{
            "tweets.js": archive(post(**fields)),
            "account.js": 'window.YTD.account.part0 = [{"account": {"accountId": "42"}}]',
        },
    )
    (draft,) = read(["tweets.js"])

    assert isinstance(draft, Draft)
    assert (kind, text, answered) == (draft.kind, draft.text, draft.in_reply_to)


def test_pictures_without_a_told_text_are_no_fault(reading: Reading) -> None:
    """Most archives are silent about alternative texts: of those nothing is claimed."""
    media = [
        {"type": "photo", "ext_alt_text": "白い袋"},
        {"type": "photo"},
        {"type": "video"},
        {"type": "animated_gif"},
    ]
    (draft,) = reading("tweets.js", archive(post(extended_entities={"media": media})))

    assert isinstance(draft, Draft)
    assert (
        Media(type="image", alt="白い袋"), Media(type="archived-image"), Media(type="archived-video"), Media(type="archived-gif")
    ) == draft.media  # fmt: skip


def test_times_are_what_clocks_showed(folder: Path) -> None:
    """The archive counts in UTC; days and hours are those of Japan, or of a declared zone with its summer time."""
    stamps = ("Mon Nov 30 23:30:00 +0000 2026", "Wed Jul 01 12:00:00 +0000 2026")
    lay(folder, **{"tweets.js": archive(*(post(created_at=stamp) for stamp in stamps))})

    assert _stamps(read(["tweets.js"])) == ["2026-12-01T08:30:00+09:00", "2026-07-01T21:00:00+09:00"]
    assert _stamps(read(["tweets.js"], zone=NEW_YORK)) == ["2026-11-30T18:30:00-05:00", "2026-07-01T08:00:00-04:00"]


def _stamps(items: Iterator[Draft | Problem]) -> list[str]:
    return [item.publish_at.isoformat() for item in items if isinstance(item, Draft) and item.publish_at]


def test_posts_without_a_time_are_read_and_told_once(folder: Path) -> None:
    """None, odd and naive: a sentence each for the file, and no post is lost."""
    times = [None, "", "きのう", "Tue Dec 01 01:00:00 2026", "2026-12-01 10:00:00", "2026-12-01 10:00:00 +0900"]
    lay(folder, **{"tweets.js": archive(*(post(n, created_at=each) for n, each in enumerate(times)))})
    items = list(read(["tweets.js"]))

    assert ["0", "1", "2", "3", "4", "5"] == [item.id for item in items if isinstance(item, Draft)]
    assert [False, False, False, False, False, True] == [
        item.publish_at is not None for item in items if isinstance(item, Draft)
    ]
    assert told(items)[6:] == [
        'tweets.js:23: 2 posts have a time without an offset, from here on. They are read without one: set time_zone = "+00:00" or another.',
        "tweets.js:2: 2 posts have no time, from here on. They are read without one: download the archive again.",
        "tweets.js:16: 1 post has a time that cannot be read, from here on. They are read without one: download the archive again.",
    ]  # fmt: skip


MONTHS = 'Grailbird.data.tweets_2018_12 = \n [ {"id_str": "1", "text": "師走", "created_at": "2018-12-01 10:00:00 +0900", "user": {"id_str": "42"}} ]'


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["archive"], ["0", "1", "10"]),
        (["archive/data"], ["0", "1", "10"]),
        (["archive/data/tweets.js"], ["0", "1", "10"]),
        (["archive/data/tweets-part1.js"], ["1"]),
        (["archive/**"], ["0", "1", "10"]),
        (["."], ["a.txt"]),
    ],
)
def test_an_archive_is_read_where_it_is_named(folder: Path, paths: list[str], expected: list[str]) -> None:
    """By folder, file or glob, with all its parts in order of their numbers; below a folder of drafts it is passed over."""
    parts = {f"archive/data/tweets{f'-part{n}' if n else ''}.js": archive(post(n), part=n) for n in (10, 1, 0)}
    others = {
        "archive/data/like.js": "window.YTD.like.part0 = []",
        "archive/assets/x.js.LICENSE.txt": "MIT",
        "a.txt": "下書き",
    }
    named = json.dumps([{"fileName": f"data/tweets{n}.js"} for n in ("", "-part1", "-part10")])
    manifest = f'window.__THAR_CONFIG = {{"dataTypes": {{"tweets": {{"files": {named}}}}}}}'
    lay(folder, **parts, **others, **{"archive/data/manifest.js": manifest})

    assert expected == told(read(paths))


def test_history_finds_archives_however_deep(folder: Path) -> None:
    """What history names is read wherever it lies."""
    lay(folder, **{"old/x/data/tweets.js": archive(post(1)), "old/a.txt": "下書き"})

    assert told(read(["old"], archives=Archives.ALL)) == ["old/a.txt", "1"]


def test_months_of_an_old_archive(folder: Path) -> None:
    """A file a month; what its index counts up and is not there is told by the first, and so is a month that is none."""
    index = json.dumps([{"file_name": f"data/js/tweets/2018_{month}.js"} for month in ("11", "12", "10")])
    lay(
        folder,
        **{
            "old/data/js/tweets/2018_12.js": MONTHS,
            "old/data/js/tweets/2018_13.js": MONTHS,
            "old/data/js/tweet_index.js": f"var tweet_index = {index}",
        },
    )

    assert told(read(["old"])) == [
        "old/data/js/tweets: 2 months of the archive are missing, and the posts with it: 2018_11.js, 2018_10.js. Put it there, or download the archive again.",
        "1",
        "old/data/js/tweets/2018_13.js: there is no month 13; the posts are read all the same. Rename the file, or download the archive again.",
        "1",
    ]  # fmt: skip


def test_a_missing_part_is_told(folder: Path) -> None:
    """Parts 0, 1 and 3 without 2: one sentence, and the rest is read."""
    lay(folder, **{f"a/tweets{f'-part{n}' if n else ''}.js": archive(post(n), part=n) for n in (0, 1, 3)})

    assert told(read(["a/tweets.js"])) == [
        "a: a part of the archive is missing, and the posts with it: tweets-part2.js. Put it there, or download the archive again.",
        "0", "1", "3",
    ]  # fmt: skip


def test_the_manifest_knows_of_more(folder: Path) -> None:
    """What it counts up and is not there is told, also where the first part itself is missing."""
    files = [{"fileName": f"data/tweets{n}.js"} for n in ("", "-part1", "-part2")]
    manifest = "window.__THAR_CONFIG = " + json.dumps(
        {"userInfo": {}, "dataTypes": {"tweets": {"files": files}, "like": {"files": []}}}
    )
    lay(folder, **{"a/data/tweets-part1.js": archive(post(1), part=1), "a/data/manifest.js": manifest})

    assert told(read(["a"])) == [
        "a/data: 2 parts of the archive are missing, and the posts with it: tweets.js, tweets-part2.js. Put it there, or download the archive again.",
        "1",
    ]  # fmt: skip


def pack(path: Path, **members: str) -> None:
    """A ZIP file of ``members``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)


def test_a_zip_file_is_read_as_it_came(folder: Path) -> None:
    """Packed with or without a folder around it; missing parts are told there too."""
    pack(
        folder / "twitter.zip",
        **{"data/tweets.js": archive(post(1)), "data/tweets-part2.js": archive(post(2), part=2), "data/like.js": "x"},
    )
    items = list(read(["twitter.zip"]))

    assert told(items) == [
        "twitter.zip/data: a part of the archive is missing, and the posts with it: tweets-part1.js. Put it there, or download the archive again.",
        "1", "2",
    ]  # fmt: skip
    assert [item.origin.path for item in items if isinstance(item, Draft)] == [
        "twitter.zip/data/tweets.js",
        "twitter.zip/data/tweets-part2.js",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(
            b"PK\3\4...", "a.zip: this is no ZIP file, or a broken one. Download the archive again.", id="broken"
        ),
        pytest.param(b"", "a.zip: this is no ZIP file, or a broken one. Download the archive again.", id="empty"),
    ],
)
def test_a_zip_file_that_is_none(reading: Reading, content: bytes, sentence: str) -> None:
    """It is refused with a sentence."""
    assert [sentence] == told(reading("a.zip", content))


def test_other_zip_files_are_refused(folder: Path) -> None:
    """One without posts, and one that swells beyond all measure."""
    pack(folder / "other.zip", **{"a.txt": "下書き"})
    pack(folder / "bomb.zip", **{"data/tweets.js": " " * 70_000_000})

    assert told(read(["other.zip"])) == [
        "other.zip: no X archive in this ZIP file: nothing like data/tweets.js. Save other drafts unpacked."
    ]
    (sentence,) = told(read(["bomb.zip"]))
    assert sentence.startswith("bomb.zip/data/tweets.js: 70,000,000 bytes in ")


HEAD = "window.YTD.tweets.part0 = "


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("export default {}", ["tweets.js: no X archive: it does not begin like window.YTD.tweets.part0 = [. Name tweets.js, or the folder or ZIP file of the archive."], id="another script"),
        pytest.param(f"{HEAD}[ ]", ["tweets.js: no draft in this file. Write one."], id="empty"),
        pytest.param(f"{HEAD}[{{\"tweet\": {json.dumps(post(1))}}}", ["1", "tweets.js:1: the archive breaks off here. Download it again."], id="breaks off behind a post"),
        pytest.param(f"{HEAD}[\n{json.dumps({'tweet': post(1)})},\n{{\"tweet\": {{\"full_text\": \"x", ["1", "tweets.js:3: a post that is no JSON begins here: unterminated string starting at. The others are read; download it again."], id="breaks off within a post"),
        pytest.param(f"{HEAD}[\n{{\"tweet\": {{'id_str': 1}} }},\n{json.dumps({'tweet': post(2)})}\n]", ["tweets.js:2: a post that is no JSON begins here: expecting property name enclosed in double quotes. The others are read; download it again.", "2"], id="a broken post costs itself"),
        pytest.param(f"{HEAD}[{'[' * 200_000}]", ["tweets.js:1: a post that is no JSON begins here: nested too deeply. The others are read; download it again."], id="deep"),
        pytest.param(f"{HEAD}[5, {json.dumps({'tweet': {'id_str': 7, 'full_text': 'a'}})}, {json.dumps({'tweet': post(2)})}]",
                     ["tweets.js:1: no post of an archive: expected object, got int. Download it again.",
                      "tweets.js:1: no post of an archive: id_str: expected str | null, got int. Download it again.", "2"], id="no post"),
        pytest.param(f'{HEAD}[{{"tweet": {{"id_str": "1", "full_text": "\\ud83d"}}}}]', ["tweets.js:1: the text holds half of a character (a lone surrogate). Download the archive again."], id="half a character"),
        pytest.param(f'{HEAD}[{{"tweet": {{"id_str": "1", "\\ud800": "a"}}}}]', ["tweets.js:1: no post of an archive: a name in it holds half of a character. Download it again."], id="half a name"),
        pytest.param(f'{HEAD}[{{"tweet": {{"id": {"9" * 5_000}}}}}]', ["tweets.js:1: a post that is no JSON begins here: a number that is too long. The others are read; download it again."], id="a long number"),
        pytest.param(f'{HEAD}[{{"tweet": {{"id_str": "1", "full_text": "a\\u0000b"}}}}]', ["tweets.js:1: the text holds a NUL character, which no post can. Take it out."], id="NUL"),
        pytest.param(f'{HEAD}[{{"tweet": {{"id_str": "1", "full_text": " "}}}}]', ["tweets.js:1: the text is empty. Write the post, or take the draft out."], id="empty text"),
    ],
)  # fmt: skip
def test_broken_and_hostile_archives(reading: Reading, content: str, expected: list[str]) -> None:
    """One sentence for each fault, with its line; what can be read is read."""
    assert expected == told(reading("tweets.js", content))


def test_addresses_cannot_blow_a_post_up(reading: Reading) -> None:
    """Short addresses that lead to short addresses are written out once."""
    urls = [{"url": f"https://t.co/{n}", "expanded_url": f"https://t.co/{n + 1} " * 50} for n in range(40)]
    (draft,) = reading("tweets.js", archive(post(full_text="https://t.co/0 です", entities={"urls": urls})))

    assert isinstance(draft, Draft)
    assert draft.text == f"{'https://t.co/1 ' * 50} です"


def test_memory_does_not_grow_with_the_archive(folder: Path) -> None:
    """Posts are read one by one: of twenty times as many no more is held."""
    line = json.dumps({"tweet": post(full_text="あ" * 140, entities={"urls": [], "hashtags": []})})
    peaks = []
    for count in (2_000, 40_000):
        path = folder / "tweets.js"
        with path.open("w", encoding="utf-8") as file:
            file.write(HEAD + "[\n" + line)
            file.writelines(f",\n{line}" for _ in range(count - 1))
            file.write("\n]\n")
        tracemalloc.start()
        number = sum(1 for _ in read(["tweets.js"]))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert number == count

    assert peaks[1] < 2 * peaks[0] + 8_000_000


def test_the_first_posts_come_before_the_last_is_read(folder: Path) -> None:
    """A reader of a long archive need not wait for its end, broken as it may be."""
    lay(folder, **{"tweets.js": archive(*(post(n, full_text="あ" * 1_000) for n in range(2_000)))[:-50]})

    assert told(islice(read(["tweets.js"]), 3)) == ["0", "1", "2"]
