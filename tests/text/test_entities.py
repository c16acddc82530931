from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tweetlint.text.entities import (
    Entity,
    EntityKind,
    broken_hashtags,
    cashtags,
    emoji,
    entities,
    hashtags,
    linebreaks,
    mentions,
    mentions_or_lists,
    replies,
    top_level_domains,
    urls,
)

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance"
needs_conformance = pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the conformance tables are not here")


def cut(text: str, found: tuple[Entity, ...]) -> list[str]:
    return [text[entity.start : entity.end] for entity in found]


# --- URLs ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("見て https://example.com/a?b=c#d です", ["https://example.com/a?b=c#d"], id="whole"),
        pytest.param("詳細はexample.comへ", ["example.com"], id="no-protocol"),
        pytest.param("example.co.jp/aとexample.jp", ["example.co.jp/a", "example.jp"], id="two-in-a-sentence"),
        pytest.param("https://例え.みんな/", ["https://例え.みんな/"], id="idn"),
        pytest.param("例え.みんな", [], id="idn-needs-protocol"),
        pytest.param("https://xn--r8jz45g.xn--zckzah/", ["https://xn--r8jz45g.xn--zckzah/"], id="punycode"),
        pytest.param("HTTPS://Example.COM", ["HTTPS://Example.COM"], id="upper-case"),
        pytest.param("https://example.com/紅茶", ["https://example.com/"], id="path-ends-at-japanese"),
        pytest.param("https://example.com/a。", ["https://example.com/a"], id="ends-at-kuten"),
        pytest.param("https://example.com/a.", ["https://example.com/a"], id="not-the-full-stop"),
        pytest.param("（https://example.com/a）", ["https://example.com/a"], id="in-brackets"),
        pytest.param("https://example.com/a_(b)", ["https://example.com/a_(b)"], id="balanced-brackets"),
        pytest.param("(https://example.com/a)", ["https://example.com/a"], id="unbalanced-bracket"),
        pytest.param("https://example.com/a'(b)", ["https://example.com/a"], id="bracket-after-quote"),
        pytest.param("https://example.com:8080/", ["https://example.com:8080/"], id="port"),
        pytest.param("example.com?a=b", ["example.com"], id="query-needs-path-or-protocol"),
        pytest.param("https://t.co/abc-です", ["https://t.co/abc"], id="t.co-slug"),
        pytest.param("https://t.co/abc?amp=1", ["https://t.co/abc?amp=1"], id="t.co-query"),
        pytest.param("https://t.co/" + "a" * 41, [], id="t.co-slug-too-long"),
        pytest.param("https://example.invalidtld", [], id="unknown-top"),
        pytest.param("Ver.2.0 です。3.5倍", [], id="numbers"),
        pytest.param("a@example.com", [], id="not-in-e-mail"),
        pytest.param("#example.com $example.com @example.com", [], id="not-after-a-sign"),
        pytest.param("http://sub_domain.example.com", ["http://sub_domain.example.com"], id="underscore-below"),
        pytest.param("http://exam_ple.com", [], id="underscore-in-the-name"),
        pytest.param("http://-example.com http://example-.com", [], id="hyphen-at-the-edge"),
        pytest.param("http://" + "a" * 64 + ".com", [], id="label-too-long"),
        pytest.param("あ" * 70 + "example.com", [], id="label-of-a-long-sentence"),
        pytest.param("https://example.com/" + "a" * 4100, [], id="url-too-long"),
        pytest.param("ftp://example.com", [], id="other-protocol"),
        pytest.param("ñandu.com", ["andu.com"], id="second-letter-first"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_urls_are_those_x_links(text: str, expected: list[str]) -> None:
    """A URL is what X makes one, and it ends where X ends it."""
    found = urls(text)

    assert expected == cut(text, found)


def test_the_longest_top_level_domain_wins() -> None:
    """Of two top-level domains of which one begins the other, the longer one is linked."""
    text = "https://example.भारतम् https://example.भारत"
    found = urls(text)

    assert ["https://example.भारतम्", "https://example.भारत"] == cut(text, found)


def test_top_level_domains_are_lower_case_without_dots() -> None:
    """The list holds domains as they are compared, and none of its comments."""
    domains = top_level_domains()

    assert {"com", "jp", "みんな", "コム"} <= domains
    assert not [domain for domain in domains if domain != domain.lower() or not set(".# ").isdisjoint(domain)]


# --- mentions ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("@aozora と＠sakura", ["@aozora", "＠sakura"], id="both-signs"),
        pytest.param("の@aozoraに", ["@aozora"], id="in-japanese"),
        pytest.param("a@aozora", [], id="after-a-letter"),
        pytest.param("RT@aozora xRT@aozora", ["@aozora"], id="retweet"),
        pytest.param("@" + "a" * 21, ["@" + "a" * 20], id="twenty-letters"),
        pytest.param("@aozora/menu", [], id="list-is-no-user"),
        pytest.param("@aozora@sakura", [], id="too-near-an-e-mail"),
        pytest.param("@http://example.com", [], id="protocol"),
        pytest.param("@あおぞら", [], id="ascii-only"),
    ],
)
def test_mentions_are_users(text: str, expected: list[str]) -> None:
    """A mention is @ and up to twenty ASCII letters, with nothing before it that hides it."""
    found = mentions(text)

    assert expected == cut(text, found)


def test_a_list_is_mentioned_with_its_owner() -> None:
    """``@name/list`` is one entity; a list whose name begins with a digit is only its owner."""
    text = "@aozora/menu @aozora/7menu"
    found = mentions_or_lists(text)

    assert ["@aozora/menu", "@aozora"] == cut(text, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@aozora どうぞ", ["@aozora"]),
        ("　@aozora", ["@aozora"]),
        (".@aozora", []),
        ("@aozoraé", []),
        ("", []),
    ],
)
def test_a_reply_begins_with_the_mention(text: str, expected: list[str]) -> None:
    """Only a mention at the start, spaces apart, makes a reply."""
    found = replies(text)

    assert expected == cut(text, found)


# --- hashtags and cashtags ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("発売です。#冬のほうじ茶ラテ", ["#冬のほうじ茶ラテ"], id="after-kuten"),
        pytest.param("＃紅葉", ["＃紅葉"], id="full-width"),
        pytest.param("#新商品！", ["#新商品"], id="ends-at-mark"),
        pytest.param("#メ〜テレ #メ～テレ #お茶・お菓子", ["#メ〜テレ", "#メ～テレ", "#お茶・お菓子"], id="inside"),
        pytest.param("お茶#PR", [], id="after-a-letter"),
        pytest.param("・#PR", [], id="after-a-middle-dot"),
        pytest.param("&#PR", [], id="after-ampersand"),
        pytest.param("☕️#PR 🎉#PR", ["#PR", "#PR"], id="after-emoji"),
        pytest.param("#2026 #2026年", ["#2026年"], id="needs-a-letter"),
        pytest.param("#冬#春", [], id="glued"),
        pytest.param("https://example.com/#top", [], id="in-a-url"),
        pytest.param("#️⃣ #⃣", [], id="keycap"),
        pytest.param("##PR", ["#PR"], id="two-signs"),
        pytest.param("#http://example.com", [], id="before-a-protocol"),
        pytest.param("# PR", [], id="space"),
    ],
)
def test_hashtags_are_those_x_links(text: str, expected: list[str]) -> None:
    """A hashtag stands free, holds a letter and ends at the first character that may not be in one."""
    found = hashtags(text)

    assert expected == cut(text, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$ABC と $abc.de", ["$ABC", "$abc.de"]),
        ("$ABCDEFG", []),
        ("株$ABC", []),
        ("$100", []),
        ("$ABC。", []),
    ],
)
def test_cashtags_stand_after_a_space(text: str, expected: list[str]) -> None:
    """A cashtag has up to six letters, a space before it and a space or ASCII mark behind it."""
    found = cashtags(text)

    assert expected == cut(text, found)


# --- emoji ---


@pytest.mark.parametrize(
    "sequence",
    [
        pytest.param("😀", id="plain"),
        pytest.param("👨‍👩‍👧‍👦", id="family"),
        pytest.param("👍🏽", id="skin-tone"),
        pytest.param("🙋🏽‍♀️", id="skin-tone-and-gender"),
        pytest.param("👩🏻‍🤝‍👨🏿", id="two-tones"),
        pytest.param("🇯🇵", id="flag"),
        pytest.param("🏴󠁧󠁢󠁥󠁮󠁧󠁿", id="tag-sequence"),
        pytest.param("🏳️‍🌈", id="flag-joined"),
        pytest.param("1️⃣", id="keycap"),
        pytest.param("#⃣", id="keycap-without-selector"),
        pytest.param("❤️", id="selector"),
        pytest.param("☀", id="text-by-default"),
        pytest.param("❤️‍🔥", id="selector-joined"),
        pytest.param("©️", id="copyright"),
        pytest.param("㊗️", id="ideograph"),
    ],
)
def test_an_emoji_sequence_is_one_entity(sequence: str) -> None:
    """Whatever its parts, a sequence is one emoji, alone and beside its like."""
    found = emoji(f"あ{sequence}い{sequence}{sequence}")

    assert [
        Entity(EntityKind.EMOJI, 1, 1 + len(sequence)),
        Entity(EntityKind.EMOJI, 2 + len(sequence), 2 + 2 * len(sequence)),
        Entity(EntityKind.EMOJI, 2 + 2 * len(sequence), 2 + 3 * len(sequence)),
    ] == list(found)


@pytest.mark.parametrize("text", ["あ1#*", "©®™", "☀︎", "★♪→", "½", "ﾊﾟ"])
def test_text_is_no_emoji(text: str) -> None:
    """Digits, signs, symbols that are not in Unicode's list and those marked as text are no emoji."""
    found = emoji(text)

    assert () == found


@pytest.mark.parametrize(("text", "expected"), [("a\nb\r\nc\rd\u2028e", [(1, 2), (3, 5), (6, 7), (8, 9)]), ("ab", [])])
def test_cr_lf_is_one_line_break(text: str, expected: list[tuple[int, int]]) -> None:
    """Each line break is one entity, of one character or of two."""
    found = linebreaks(text)

    assert expected == [(entity.start, entity.end) for entity in found]


# --- all together ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "@aozora さん\n#紅茶 https://example.com/#a 🎉 $ABC",
            [
                "mention @aozora",
                "linebreak \n",
                "hashtag #紅茶",
                "url https://example.com/#a",
                "emoji 🎉",
                "cashtag $ABC",
            ],
            id="one-of-each",
        ),
        pytest.param("mail info@example.com", ["email info@example.com"], id="e-mail"),
        pytest.param("info@example.comまで", ["email info@example.com"], id="e-mail-ends-at-japanese"),
        pytest.param("www.example.com@example.jp", ["email www.example.com@example.jp"], id="e-mail-beats-url"),
        pytest.param(
            "https://example.com/?m=a@example.jp", ["url https://example.com/?m=a@example.jp"], id="url-first"
        ),
        pytest.param("info@example.invalidtld", [], id="e-mail-needs-a-domain"),
        pytest.param("http://✪df.ws/", ["url http://✪df.ws/"], id="symbol-in-url"),
        pytest.param("http://☀.example.com/", ["url http://☀.example.com/"], id="url-beats-emoji"),
        pytest.param("@aozora/menu", ["mention @aozora/menu"], id="list"),
        pytest.param("#test.com", ["hashtag #test"], id="hashtag-beats-url"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_entities_give_each_stretch_to_one_kind(text: str, expected: list[str]) -> None:
    """Of two that overlap the one that begins first stays."""
    found = entities(text)

    assert expected == [f"{entity.kind} {text[entity.start : entity.end]}" for entity in found]


_PARTS = [
    "http://",
    "example",
    ".com",
    ".みんな",
    "t.co/",
    "@a",
    "#",
    "＃",
    "♯",
    "タグ",
    "1",
    "&",
    "-",
    "_",
    "/",
    "(",
    ")",
]
_MORE = [
    "😀",
    "\u200d",
    "\ufe0f",
    "\u20e3",
    "🇯",
    "🏽",
    "\ud800",
    "\n",
    "\r",
    " ",
    "　",
    "。",
    "$AB",
    "\U000e0067",
    "か\u3099",
]
_TEXTS = st.one_of(
    st.text(), st.text(st.characters()), st.lists(st.sampled_from(_PARTS + _MORE), max_size=30).map("".join)
)


@given(_TEXTS)
def test_entities_lie_in_order_inside_any_text(text: str) -> None:
    """Whatever the text, spans are inside it, not empty, ordered and apart."""
    found = entities(text)
    edges = [edge for entity in found for edge in (entity.start, entity.end)]

    assert sorted(edges) == edges
    assert all(0 <= entity.start < entity.end <= len(text) for entity in found)


@given(_TEXTS)
def test_no_function_fails_on_any_text(text: str) -> None:
    """Every extractor returns ordered spans inside the text, lone surrogates or not."""
    for extract in (
        urls,
        mentions,
        mentions_or_lists,
        replies,
        hashtags,
        cashtags,
        emoji,
        linebreaks,
        broken_hashtags,
    ):
        edges = [edge for found in extract(text) for edge in (found.start, found.end)]

        assert sorted(edges) == edges
        assert all(0 <= edge <= len(text) for edge in edges)


@given(_TEXTS)
def test_a_linked_hashtag_is_broken_only_where_it_is_cut(text: str) -> None:
    """What X links whole is never reported."""
    whole = {(tag.start, tag.end) for tag in hashtags(text)}
    reported = {(broken.start, broken.end) for broken in broken_hashtags(text)}

    assert not whole & reported


_HOSTILE = (
    *("a.", "あ.", "é.", "a.com", "a_.", "xn--.", "http://", "/a.com", "https://t.co/a "),
    *("(a", "'(a)", "@a", "a@", "a@b.", "C#", "\ud800#a.com"),
    *("#", "#1", "#a", "#a-a", "♯a ", "# "),
    *("😀\u200d", "🇯", "\U0001f3f4\U000e0067", "1\ufe0f\u20e3"),
)


@pytest.mark.parametrize("unit", _HOSTILE)
@pytest.mark.parametrize("head", ["", "https://example.com/", "https://example.com?", "#", "a@"])
def test_time_grows_no_faster_than_the_text(head: str, unit: str) -> None:
    """Ten thousand repetitions of a hostile unit take no more than a moment."""
    text = head + unit * 10_000
    began = perf_counter()
    entities(text)
    broken_hashtags(text)

    assert perf_counter() - began < 5


# --- broken hashtags ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("お買いもの#ポチモール", "glued #ポチモール", id="glued"),
        pytest.param("とろけました#PR", "glued #PR", id="glued-latin"),
        pytest.param("とろけました＃ＰＲ", "glued ＃ＰＲ", id="glued-full-width"),
        pytest.param("・#お茶", "glued #お茶", id="glued-to-bullet"),
        pytest.param("第1#紅茶", "glued #紅茶", id="glued-to-digit"),
        pytest.param("1️⃣#PR", "glued #PR", id="glued-to-keycap"),
        pytest.param("お茶&#お菓子", "glued #お菓子", id="glued-to-ampersand"),
        pytest.param("プランA#PR", "glued #PR", id="glued-to-one-letter"),
        pytest.param("投稿は #2026 を", "digits-only #2026", id="digits"),
        pytest.param("＃２０２６", "digits-only ＃２０２６", id="digits-full-width"),
        pytest.param("#2026-2027", "digits-only #2026-2027", id="digits-and-hyphen"),
        pytest.param("#紅茶 #2", "digits-only #2", id="digits-among-tags"),
        pytest.param("#9110 #紅茶", "digits-only #9110", id="telephone-among-tags"),
        pytest.param("# 水瀬市の紅葉", "space-after # 水瀬市の紅葉", id="space"),
        pytest.param("#　水瀬市の紅葉", "space-after #　水瀬市の紅葉", id="space-full-width"),
        pytest.param("秋です。# 紅葉 よ", "space-after # 紅葉", id="space-after-kuten"),
        pytest.param("#冬ギフト#ほうじ茶ラテ", "glued-tags #冬ギフト#ほうじ茶ラテ", id="two-tags"),
        pytest.param("#冬#春#夏 へ", "glued-tags #冬#春#夏", id="three-tags"),
        pytest.param("#紅茶#", "glued-tags #紅茶#", id="sign-behind"),
        pytest.param("♯PR", "sharp ♯PR", id="sharp"),
        pytest.param("です。♯広告", "sharp ♯広告", id="sharp-japanese"),
        pytest.param("#お茶&お菓子 の", "cut #お茶&お菓子", id="cut-ampersand"),
        pytest.param("#引越し-見積もり", "cut #引越し-見積もり", id="cut-hyphen"),
        pytest.param("#ねむり-くま", "cut #ねむり-くま", id="cut-hyphen-kana"),
        pytest.param("#お茶×お菓子", "cut #お茶×お菓子", id="cut-times"),
        pytest.param("#Q&A-集 は", "cut #Q&A-集", id="cut-twice"),
        pytest.param("#Node.js入門", "cut #Node.js入門", id="cut-dot"),
        pytest.param("#果汁100%ジュース", "cut #果汁100%ジュース", id="cut-percent"),
        pytest.param("#50%OFF", "cut #50%OFF", id="cut-percent-after-digits"),
    ],
)
def test_a_tag_x_does_not_link_as_meant_is_reported(text: str, expected: str) -> None:
    """The fault is named and the span is the tag as meant, from its sign on."""
    found = broken_hashtags(text)

    assert [expected] == [f"{broken.fault} {text[broken.start : broken.end]}" for broken in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("発売です。#冬のほうじ茶ラテ", id="plain"),
        pytest.param("#お茶、#菓子。「#紅茶」（#緑茶）#煎茶/#番茶！#抹茶", id="punctuation"),
        pytest.param("#メ〜テレ と #お茶・お菓子", id="may-be-inside"),
        pytest.param("https://example.com/#access へ", id="in-a-url"),
        pytest.param("https://example.com#access へ", id="behind-a-url"),
        pytest.param("index.html#top docs/page#top", id="behind-a-path"),
        pytest.param("第2話 #2 を公開", id="numbering"),
        pytest.param("#1位 獲得", id="rank"),
        pytest.param("PR#123 と issue#2045", id="ticket"),
        pytest.param("C#の使い方、C# 入門、F#m7 と A#", id="language-and-notes"),
        pytest.param("♯2つ、F♯、♭と♯系", id="music"),
        pytest.param("*1234# または 1#を押して", id="telephone-menu"),
        pytest.param("*#06#", id="telephone-code"),
        pytest.param("#9110 #7119 #8000 へ", id="telephone"),
        pytest.param("#️⃣ と 2️⃣", id="keycap"),
        pytest.param("🎉#PR ☕️#広告", id="after-emoji"),
        pytest.param("## 見出し", id="two-signs"),
        pytest.param("#\n紅葉", id="line-break"),
        pytest.param("# 1 # https://example.com/", id="space-before-no-word"),
        pytest.param("&#39; &#x3042;", id="character-reference"),
        pytest.param("#紅茶-https://example.com/", id="url-behind-a-hyphen"),
        pytest.param("#紅茶 - 公式", id="dash-with-spaces"),
        pytest.param("#__ #", id="nothing-to-read"),
        pytest.param("ふつうの文です", id="no-sign"),
    ],
)
def test_what_is_linked_or_no_tag_is_not_reported(text: str) -> None:
    """Tags that X links whole, and signs that mean no tag, are in order."""
    found = broken_hashtags(text)

    assert () == found


# --- conformance ---


def _rows(name: str, *sections: str) -> list[Any]:
    path = CONFORMANCE / name
    if not path.is_file():
        return []
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    return [row for section in sections or tests for row in tests[section]]


def _disagreements(rows: list[Any], extract: Any, sign: int) -> list[str]:
    return [
        row["text"]
        for row in rows
        if [word[sign:] for word in cut(row["text"], extract(row["text"]))] != row["expected"]
    ]


@needs_conformance
@pytest.mark.parametrize(
    ("sections", "extract", "sign"),
    [
        (("urls", "tco_urls_with_params"), urls, 0),
        (("hashtags", "hashtags_from_astral"), hashtags, 1),
        (("mentions",), mentions, 1),
        (("cashtags",), cashtags, 1),
    ],
)
def test_words_agree_with_twitter_text(sections: tuple[str, ...], extract: Any, sign: int) -> None:
    """Every row of the table gives the words the table gives."""
    rows = _rows("extract.yml", *sections)

    assert rows
    assert [] == _disagreements(rows, extract, sign)


@needs_conformance
@pytest.mark.parametrize(
    ("section", "extract"),
    [
        ("urls_with_indices", urls),
        ("urls_with_directional_markers", urls),
        ("hashtags_with_indices", hashtags),
        ("mentions_with_indices", mentions),
        ("mentions_or_lists_with_indices", mentions_or_lists),
        ("cashtags_with_indices", cashtags),
    ],
)
def test_indices_agree_with_twitter_text(section: str, extract: Any) -> None:
    """Every row of the table gives the places the table gives."""
    expected = {
        row["text"]: [tuple(entity["indices"]) for entity in row["expected"]] for row in _rows("extract.yml", section)
    }

    assert expected
    assert expected == {text: [(entity.start, entity.end) for entity in extract(text)] for text in expected}


@needs_conformance
def test_replies_agree_with_twitter_text() -> None:
    """Every row of the table gives the user the table gives, or none."""
    expected = {row["text"]: [row["expected"]] if row["expected"] else [] for row in _rows("extract.yml", "replies")}

    assert expected
    assert expected == {text: [name[1:] for name in cut(text, replies(text))] for text in expected}


@needs_conformance
def test_top_level_domains_agree_with_twitter_text() -> None:
    """Every top-level domain of the table is linked."""
    rows = _rows("tlds.yml")

    assert len(rows) > 1500
    assert [] == _disagreements(rows, urls, 0)


# That table asks what may be a URL by RFC 3986. X links less: no user names, no addresses in numbers,
# and not the + that ends a query.
_VALID_BUT_NOT_LINKED = {
    "http://user:PASSW0RD@example.com:8080/login.php",
    "http://192.168.0.1/index.html?src=asdf",
    "http://[3ffe:1900:4545:3:200:f8ff:fe21:67cf]:80/index.html",
    "http://example.com?foo=$bar.;baz?BAZ&c=d-#top/?stories+",
}


@needs_conformance
@pytest.mark.parametrize(
    ("sections", "extract"),
    [
        (("urls", "urls_without_protocol"), urls),
        (("hashtags",), hashtags),
        (("usernames",), mentions),
    ],
)
def test_validity_agrees_with_twitter_text(sections: tuple[str, ...], extract: Any) -> None:
    """A text is valid of its kind when it is one such entity from end to end."""
    expected = {
        row["text"]: row["expected"]
        for row in _rows("validate.yml", *sections)
        if row["text"] not in _VALID_BUT_NOT_LINKED
    }

    assert expected
    assert expected == {text: cut(text, extract(text)) == [text] for text in expected}


@needs_conformance
def test_lists_agree_with_twitter_text() -> None:
    """A valid list is one mention from end to end, with a slash in it."""
    expected = {row["text"]: row["expected"] for row in _rows("validate.yml", "lists")}

    assert expected
    assert expected == {text: cut(text, mentions_or_lists(text)) == [text] and "/" in text for text in expected}
