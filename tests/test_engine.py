"""The linter: a check says where, the engine stamps the rest, and no input makes it fall silent or over."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint import Draft, Linter, Report, Severity, Waiver
from tweetlint.account import Config, Context
from tweetlint.engine import worst
from tweetlint.errors import InputError
from tweetlint.kinds import phrase as phrase_kind
from tweetlint.kinds.base import Hit
from tweetlint.load.ruleset import Library
from tweetlint.model import DraftKind, Facts, Origin, Problem, Span
from tweetlint.text.analysis import Analysis

JST = timezone(timedelta(hours=9))
TEMPLATE = """\
severity = "error"
title = {{ ja = "題", en = "title" }}
message = {{ ja = "「{{term}}」", en = "{{term}}" }}
why = {{ ja = "理由", en = "why" }}
sources = [{{ title = "s", by = "b", read = 2026-11-22 }}]
bad = [{{ text = "⟦a⟧" }}, {{ text = "⟦a⟧" }}, {{ text = "⟦a⟧" }}]
good = [{{ text = "b", because = "x" }}, {{ text = "b", because = "x" }}, {{ text = "b", because = "x" }}]
{}
"""


@pytest.fixture
def linter(tmp_path: Path) -> Callable[..., Linter]:
    """Makes a linter of the rules given as lines of TOML, and of no others."""

    def make(rules: Mapping[str, str], **settings: Any) -> Linter:
        (tmp_path / "rules").mkdir(exist_ok=True)
        for name, lines in rules.items():
            path = tmp_path / "rules" / f"{name}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TEMPLATE.format(lines), encoding="utf-8")
        off = dict.fromkeys(Library(Config(), tmp_path).families, "off")
        severity = off | settings.pop("severity", {})
        return Linter.from_mapping({"rules": ["rules"], "severity": severity, **settings}, base=tmp_path)

    return make


def _phrase(*patterns: str) -> str:
    listed = ", ".join(f"'{pattern}'" for pattern in patterns)
    return f'kind = "phrase"\nmatch = {{ any = [{listed}], negated = "keep", quoted = "keep" }}'


def _excerpts(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.excerpt) for finding in report.findings]


# -- waivers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "publish", "now", "waived", "status"),
    [
        pytest.param(None, None, None, None, 1, id="none"),
        pytest.param(Waiver("house/ban", "引用"), None, None, "引用", 0, id="the rule"),
        pytest.param(Waiver("house", "引用"), None, None, "引用", 0, id="the family"),
        pytest.param(Waiver("house/other", "引用"), None, None, None, 1, id="another rule"),
        pytest.param(Waiver("hous", "引用"), None, None, None, 1, id="part of a name"),
        pytest.param(Waiver("house/ban", "x", until=date(2026, 12, 1)), (1, 23), None, "x", 0, id="its last day"),
        pytest.param(Waiver("house/ban", "x", until=date(2026, 12, 1)), (2, 0), None, None, 1, id="expired"),
        pytest.param(Waiver("house/ban", "x", until=date(2026, 12, 1)), None, (2, 0), None, 1, id="expired now"),
        pytest.param(Waiver("house/ban", "x", until=date(2026, 12, 1)), (1, 0), (9, 0), "x", 0, id="by publication"),
    ],
)
def test_a_waiver_marks_and_does_not_hide(
    linter: Callable[..., Linter],
    waiver: Waiver | None,
    publish: tuple[int, int] | None,
    now: tuple[int, int] | None,
    waived: str | None,
    status: int,
) -> None:
    """A waived finding stays in the report with the reason, and does not count."""
    at, present = (datetime(2026, 12, *moment, tzinfo=JST) if moment else None for moment in (publish, now))
    draft = Draft(id="1", text="安い", publish_at=at, waivers=(waiver,) if waiver else ())
    report = linter({"house/ban": _phrase("安い")}).lint([draft], now=present)

    assert [waived] == [finding.waived for finding in report.findings if finding.rule == "house/ban"]
    assert status == report.exit_status()


def test_what_is_waived_hides_nothing_else(linter: Callable[..., Linter]) -> None:
    """A waiver of the worse rule leaves the other rule of the family in force at the same place."""
    rules = {
        "house/worse": _phrase("安い 店"),
        "house/other": _phrase("安い").replace("kind", 'confidence = "low"\nkind'),
    }
    draft = Draft(id="1", text="安い店", waivers=(Waiver("house/worse", "許可"),))
    report = linter(rules).lint([draft])

    assert [("house/other", None)] == [(finding.rule, finding.waived) for finding in report.findings]


# -- one finding per place --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "text", "found"),
    [
        pytest.param({"a/x": ["安い"], "b/x": ["安い"]}, "安い", [("a/x", "安い"), ("b/x", "安い")], id="two families"),
        pytest.param({"a/x": ["安い"], "a/y": ["安い"]}, "安い", [("a/x", "安い")], id="two rules of one family"),
        pytest.param({"a/x": ["安い"], "a/y": ["安い 店"]}, "安い店", [("a/y", "安い店")], id="the longer"),
        pytest.param({"a/x": ["安い"], "a/y": ["店"]}, "安い店", [("a/x", "安い"), ("a/y", "店")], id="neighbours"),
        pytest.param({"a/x": ["安い", "安い 店"]}, "安い店", [("a/x", "安い店")], id="one rule, two patterns"),
        pytest.param({"a/x": ["安い"]}, "安い。安い", [("a/x", "安い"), ("a/x", "安い")], id="two places"),
    ],
)
def test_one_finding_per_place_and_family(
    linter: Callable[..., Linter], rules: Mapping[str, list[str]], text: str, found: list[tuple[str, str]]
) -> None:
    """What overlaps within a family is one finding, in the order of the text."""
    made = linter({name: _phrase(*patterns) for name, patterns in rules.items()})

    assert found == _excerpts(made.lint([Draft(id="1", text=text)]))


def test_the_most_severe_stays(linter: Callable[..., Linter]) -> None:
    """Severity counts more than length."""
    made = linter({"a/long": _phrase("安い 店"), "a/bad": _phrase("安い")}, severity={"a/long": "note"})

    assert [("a/bad", "安い")] == _excerpts(made.lint([Draft(id="1", text="安い店")]))


# -- accounts ---------------------------------------------------------------------------------------

ACCOUNTS = [
    {"name": "main", "handle": "@aozora", "paths": ["posts/**"]},
    {"name": "shop", "paths": ["shops/**", "*.shop.md"]},
]


@pytest.mark.parametrize(
    ("account", "path", "name"),
    [
        ("shop", None, "shop"),
        ("@aozora", None, "main"),
        ("aozora", "shops/a.md", "main"),
        (None, "shops/2026/a.md", "shop"),
        (None, "./shops/a.md", "shop"),
        (None, "shops\\a.md", "shop"),
        (None, "content/shops/a.md", "shop"),
        (None, "a.shop.md", "shop"),
        (None, "workshops/a.md", "main"),
        (None, None, "main"),
    ],
)
def test_the_account_of_a_draft(
    linter: Callable[..., Linter], account: str | None, path: str | None, name: str
) -> None:
    """The account it names, else the one whose paths it lies below, else the first."""
    found = linter({}, account=ACCOUNTS).account_of(Draft(id="1", text="", account=account, origin=Origin(path=path)))

    assert not isinstance(found, Problem)
    assert name == found.name


@pytest.mark.parametrize("account", ["nobody", "", "@", "Main"])
def test_an_account_that_is_not_there_is_a_problem(linter: Callable[..., Linter], account: str) -> None:
    """The draft is not checked as somebody else's, and the run does not look clean."""
    made = linter({"house/ban": _phrase("安い")}, account=ACCOUNTS)
    draft = Draft(id="1", text="安い", account=account)
    report = made.lint([draft, Draft(id="2", text="高い")])

    assert [f"draft 1: there is no account '{account}'. Known: main, shop."] == [p.sentence for p in report.problems]
    assert ((), 2) == (report.findings, report.exit_status())
    with pytest.raises(InputError, match="there is no account"):
        made.lint_one(draft)


# -- status -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "level", "fail_on", "status"),
    [
        (["高い"], "error", "error", 0),
        (["安い"], "error", "error", 1),
        (["安い"], "warning", "error", 0),
        (["安い"], "warning", "warning", 1),
        (["安い"], "note", "warning", 0),
        (["安い"], "note", "note", 1),
        (["安い"], "off", "note", 0),
        ([], "error", "error", 2),
    ],
)
def test_the_exit_status(
    linter: Callable[..., Linter], texts: list[str], level: str, fail_on: str, status: int
) -> None:
    """0 nothing at or above the level, 1 something, 2 nothing to lint."""
    made = linter({"house/ban": _phrase("安い")}, severity={"house": level})
    report = made.lint(Draft(id=str(number), text=text) for number, text in enumerate(texts))

    assert status == report.exit_status(Severity(fail_on))


def test_an_unreadable_input_is_kept_and_counts(linter: Callable[..., Linter]) -> None:
    """A problem among the drafts goes into the report as it is."""
    report = linter({}).lint([Problem("a.md: is not UTF-8."), Draft(id="1", text="高い")])

    assert ((Problem("a.md: is not UTF-8."),), 2) == (report.problems, report.exit_status())


def test_a_rule_that_raises_is_recorded_and_the_batch_goes_on(
    linter: Callable[..., Linter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other drafts and rules are checked, and the run does not look clean."""

    class Broken(phrase_kind.Phrase):
        needs = ()

        def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
            if "高い" in analysis.source:
                raise RuntimeError("broken")
            yield Hit(Span(0, 1))

    monkeypatch.setattr(phrase_kind, "compile_match", Broken)
    made = linter({"house/broken": _phrase("安い")})
    report = made.lint([Draft(id="1", text="高い"), Draft(id="2", text="安い")])

    assert [("house/broken", "1", "RuntimeError: broken")] == [
        (failure.rule, failure.draft_id, failure.error) for failure in report.failures
    ]
    assert [("house/broken", "安")] == _excerpts(report)
    assert 2 == report.exit_status()


def test_the_worst_of_findings(linter: Callable[..., Linter]) -> None:
    """Of no findings there is no worst."""
    report = linter({"house/ban": _phrase("安い")}).lint([Draft(id="1", text="安い")])

    assert (Severity.ERROR, None) == (worst(report.findings), worst(()))


# -- notices, timeline ------------------------------------------------------------------------------


def test_what_could_not_be_checked_is_said_once(linter: Callable[..., Linter]) -> None:
    """Not once per post, not about rules of accounts that had no draft, and not again in the next run."""
    rule = 'needs = ["publish_at"]\n' + _phrase("安い")
    made = linter({"house/timed": rule, "house/also": rule}, language="en")
    drafts = [Draft(id=str(number), text="安い") for number in range(3)]
    timed = Draft(id="9", text="安い", publish_at=datetime(2026, 12, 1, tzinfo=JST))
    first, second = made.lint([*drafts, timed]), made.lint([timed])

    assert [
        "3 drafts have no publish_at, so house/also, house/timed did not check them. "
        "Write the time, or pass --publish-at."
    ] == [notice.message for notice in first.notices]
    assert () == second.notices


def test_timeline_rules_keep_their_conditions_and_overrides(linter: Callable[..., Linter]) -> None:
    """A copy is reported for the roles the rule asks for, with the severity of its path."""
    text = "本日は新商品の発売日です。お店でどうぞ"
    drafts = [Draft(id=str(n), text=text, origin=Origin(path=f"{folder}/{n}.md")) for n, folder in enumerate("aabc")]
    overrides = [
        {"paths": ["b/**"], "severity": {"house/copy": "note"}},
        {"paths": ["c/**"], "severity": {"house/copy": "off"}},
    ]
    rule = 'kind = "repetition"\nmatch = {}'
    found = linter({"house/copy": rule}, override=overrides).lint(drafts).findings
    other = linter({"house/copy": 'roles = ["employee"]\n' + rule}, override=overrides).lint(drafts).findings

    assert [("1", "error"), ("2", "note")] == [(finding.draft_id, finding.severity.value) for finding in found]
    assert () == other


def test_history_is_looked_back_on_and_not_reported(linter: Callable[..., Linter]) -> None:
    """A draft that repeats a published post is reported; the published post is not."""
    text = "本日は新商品の発売日です。お店でどうぞ"
    made = linter({"house/copy": 'kind = "repetition"\nmatch = {}', "house/ban": _phrase("新商品")})
    old = Draft(id="old", text=text, publish_at=datetime(2026, 11, 1, tzinfo=JST))
    new = Draft(id="new", text=text, publish_at=datetime(2026, 12, 1, tzinfo=JST))
    report = made.lint([new], history=[old, new])

    assert [("new", "house/ban"), ("new", "house/copy")] == [(f.draft_id, f.rule) for f in report.findings]
    assert (new,) == report.drafts


# -- any text ---------------------------------------------------------------------------------------

PIECES = (
    "安い",
    "ない",
    "です。",
    "！",
    "「",
    "」",
    "\n",
    "\r\n",
    "#PR ",
    "＃バカ",
    "@aozora_coffee ",
    "https://aozora.example.com/x ",
    "㈱",
    "㌔",
    "ﾊﾞｶ",
    "か\u3099",
    "死\u200bね",
    "👨‍👩‍👧",
    "🇯🇵",
    "1️⃣",
    "\ud83d",
    "\x00",
    "ミナトコーヒー",
    "より",
    "業界No.1",
    "無能",
    "本日",
    "12月31日(火)",
    "明日まで",
    "全額返金",
    "必ず痩せる",
    "プレゼント",
    "フォロー&RT",
    "在日",
    "…",
    "゛",
    "　",
    "ー",
    "クソ",
    "死ね",
    "女性",
    "ですか？",
    "0120-000-000",
    "t.co ",
    "$TSLA ",
    "a@b.jp ",
    "♯",
    "# タグ",
)
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.characters(categories=None)), max_size=16
).map("".join)
drafts = st.builds(
    Draft,
    id=st.just("1"),
    text=texts,
    kind=st.sampled_from(list(DraftKind)),
    publish_at=st.sampled_from([None, datetime(2026, 12, 31, 23, 59, tzinfo=JST)]),
)
SETTINGS: dict[str, Any] = {
    "account": [
        {
            "name": "main",
            "handle": "@aozora_coffee",
            "brands": [{"name": "アオゾラ珈琲"}],
            "competitors": [{"name": "ミナトコーヒー"}],
            "industry": "food",
        }
    ],
    "embargo": [{"name": "冬の新商品", "terms": ["サクララテ"], "lifts": "2027-01-10T10:00:00+09:00"}],
    "release": [{"name": "ゆきあかり", "on_sale": "2026-12-01"}],
}


@pytest.fixture(scope="module")
def everything() -> Linter:
    """All shipped rules, with an account that lets them run."""
    return Linter.from_mapping(SETTINGS)


@settings(max_examples=150)
@given(draft=drafts)
def test_every_finding_shows_what_stands_there(everything: Linter, draft: Draft) -> None:
    """Whatever the text: no rule raises, spans lie inside of it, and the excerpt is what stands there."""
    report = everything.lint([draft], now=datetime(2026, 12, 1, tzinfo=JST))

    assert () == report.failures
    assert all(0 <= finding.span.start <= finding.span.end <= len(draft.text) for finding in report.findings)
    assert [draft.text[slice(*finding.span)] for finding in report.findings] == [f.excerpt for f in report.findings]


@settings(max_examples=40)
@given(many=st.lists(texts, min_size=2, max_size=6), seed=st.integers(0, 99))
def test_the_order_of_drafts_changes_nothing(everything: Linter, many: list[str], seed: int) -> None:
    """Shuffled and repeated, the same drafts have the same findings, facts and notices."""
    batch = [Draft(id=f"{number}", text=text) for number, text in enumerate(many)]
    shuffled = random.Random(seed).sample(batch, len(batch))
    first, second, third = (everything.lint(each) for each in (batch, shuffled, batch))

    assert first == third
    assert set(first.findings) == set(second.findings)
    assert first.notices == second.notices


def test_facts_hold_no_text(linter: Callable[..., Linter]) -> None:
    """What timeline rules may know of a draft is its numbers, times and hashtags."""
    text = "これは誰にも言えない秘密の文章です #PR"
    facts: Facts = linter({}).lint_one(Draft(id="1", text=text)).facts

    assert ("1", len(text), ("#PR",)) == (facts.draft_id, facts.length, facts.hashtags)
    assert "秘密" not in repr(facts)


# -- what is wrong with waivers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "waiver", "severity", "expected"),
    [
        pytest.param("安い", Waiver("house/ban", "引用"), {}, [], id="in use"),
        pytest.param("安い", Waiver("house", "引用"), {}, [], id="its family in use"),
        pytest.param("高い", Waiver("house/ban", "引用"), {}, [("waiver/unused", "note")], id="sets nothing aside"),
        pytest.param("高い", Waiver("house", "引用"), {}, [("waiver/unused", "note")], id="a family unused"),
        pytest.param("高い", Waiver("house/ban", "引用"), {"house/ban": "off"}, [], id="the rule is off"),
        pytest.param("高い", Waiver("house/bann", "引用"), {}, [("waiver/unknown", "warning")], id="no such rule"),
        pytest.param("高い", Waiver("hause", "引用"), {}, [("waiver/unknown", "warning")], id="no such family"),
        pytest.param(
            "安い",
            Waiver("house/ban", "引用", until=date(2026, 12, 1)),
            {},
            [("waiver/expired", "warning")],
            id="past its day",
        ),
        pytest.param(
            "高い", Waiver("house/ban", "引用"), {"waiver/unused": "error"}, [("waiver/unused", "error")], id="set"
        ),
        pytest.param("高い", Waiver("hause", "引用"), {"waiver": "off"}, [], id="switched off"),
    ],
)
def test_a_waiver_that_does_nothing_is_found(
    linter: Callable[..., Linter],
    text: str,
    waiver: Waiver,
    severity: Mapping[str, str],
    expected: list[tuple[str, str]],
) -> None:
    """One that names no rule, is past its day, or sets nothing aside; at the level that the account file wants."""
    made = linter({"house/ban": _phrase("安い")}, severity=dict(severity))
    draft = Draft(id="1", text=text, waivers=(waiver,), publish_at=datetime(2026, 12, 2, tzinfo=JST))
    found = made.lint([draft]).findings

    assert expected == [(f.rule, f.severity.value) for f in found if f.rule.startswith("waiver/")]
    assert all((f.span, f.excerpt) == (Span(0, 0), "") for f in found if f.rule.startswith("waiver/"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["今日から新しい豆が並びました", "今日から新しい豆が並びました"], []),
        (["今日から新しい豆が並びました", "夜は少し冷えますね、温かいものを"], ["waiver/unused"]),
    ],
    ids=["in use", "unused"],
)
def test_a_waiver_of_a_rule_that_looks_back_is_judged_at_the_end(texts: list[str], expected: list[str]) -> None:
    """Only when all posts are read it is known whether it sets something aside."""
    rule = "balance/near-duplicate"
    off = dict.fromkeys(Library(Config(), Path()).families, "off") | {rule: "warning"}
    drafts = [
        Draft(id=str(n), text=text, publish_at=datetime(2026, 12, n, tzinfo=JST)) for n, text in enumerate(texts, 1)
    ]
    drafts[-1] = Draft(id="2", text=texts[-1], publish_at=drafts[-1].publish_at, waivers=(Waiver(rule, "再掲"),))
    report = Linter.from_mapping({"severity": off}).lint(drafts)

    assert expected == [finding.rule for finding in report.findings if finding.waived is None]


def test_what_the_linter_finds_of_waivers_is_no_rule(linter: Callable[..., Linter]) -> None:
    """The catalogue does not list it."""
    assert not any(name.startswith("waiver/") for name in linter({"house/ban": _phrase("安い")}).rule_ids)
