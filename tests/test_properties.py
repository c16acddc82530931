"""What holds of every text, with the shipped rules: batches, order, workers and the cache change no report."""

# ruff: noqa: E501  (pieces of texts stand in rows)

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweetlint import Draft, Linter, Report
from tweetlint.model import DraftKind, Finding, Relation

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SETTINGS = {
    "account": [
        {
            "name": "main",
            "brands": [{"name": "アオゾラ珈琲"}],
            "competitors": [{"name": "ミナトコーヒー"}],
        }
    ],
    "embargo": [{"name": "春の新しいお店", "terms": ["みさき灯台店"], "lifts": "2026-12-15T10:00:00+09:00"}],
    "release": [{"name": "雪あかりブレンド", "on_sale": "2026-12-01T07:00:00+09:00"}],
}
PIECES = (
    "死ね", "ﾀﾋね", "し\u200bね", "バカ", "ミナトコーヒーより", "安い", "まずい", "ではありません", "「", "」", "と言われた。", "雪あかりブレンド",
    "本日発売！", "12月1日(月)", "2月30日", "明日", "〜", "みさき灯台店", "#PR", "＃広告 ", "提供でいただいた", "https://例え.jp/あ ", "@ab ",
    "\n", "\r\n", "\u2028", "\x1b[2J", "\u202e", "👨‍👩‍👧", "🇯🇵", "か\u3099", "㍿", "ﷺ", "\ud800", "\x00", "、", "。", "（", "）", " ", "a",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=16).map("".join)
DRAFTS = st.builds(
    Draft,
    id=st.just("?"),
    text=TEXTS,
    publish_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    kind=st.sampled_from(DraftKind),
    relation=st.none() | st.sampled_from(Relation),
)
BATCHES = st.lists(DRAFTS, min_size=1, max_size=5).map(
    lambda drafts: [Draft(**{**_fields(draft), "id": str(number)}) for number, draft in enumerate(drafts)]
)


def _fields(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in ("id", "text", "publish_at", "kind", "relation")}


@lru_cache(maxsize=1)
def everything() -> Linter:
    """Every shipped rule at work."""
    return Linter.from_mapping(SETTINGS)


def _of_drafts(report: Report) -> list[Finding]:
    """Findings that rest on one draft: rules that look at a run of posts are asked about runs."""
    return sorted((f for f in report.findings if not f.rule.startswith("balance/")), key=str)


@settings(max_examples=40)
@given(BATCHES)
def test_findings_lie_in_their_text_and_no_rule_fails(drafts: Sequence[Draft]) -> None:
    """Every span is inside of its draft and shows what the excerpt says; no text makes a rule raise."""
    report = everything().lint(drafts, now=NOW)
    texts = {draft.id: draft.text for draft in drafts}

    assert () == report.failures
    for finding in report.findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(texts[finding.draft_id])
        assert finding.excerpt == texts[finding.draft_id][finding.span.start : finding.span.end]


@settings(max_examples=25)
@given(BATCHES)
def test_a_batch_is_its_drafts(drafts: Sequence[Draft]) -> None:
    """Linted together or one by one, each draft has the same findings."""
    together = everything().lint(drafts, now=NOW)
    apart = [finding for draft in drafts for finding in _of_drafts(everything().lint([draft], now=NOW))]

    assert _of_drafts(together) == sorted(apart, key=str)


@settings(max_examples=25)
@given(BATCHES, st.randoms(use_true_random=False))
def test_the_order_of_a_batch_changes_no_finding(drafts: Sequence[Draft], dice: random.Random) -> None:
    """Not even those that look at a run of posts: they go by the time of publication."""
    mixed = dice.sample(list(drafts), len(drafts))
    report = everything().lint(drafts, now=NOW)

    assert sorted(report.findings, key=str) == sorted(everything().lint(mixed, now=NOW).findings, key=str)


@pytest.fixture(scope="module")
def hostile_batch() -> tuple[Draft, ...]:
    """Sixty drafts of hostile pieces, always the same."""
    dice = random.Random(2026)
    texts = ("".join(dice.choices(PIECES, k=dice.randint(1, 30))) for _ in range(60))
    return tuple(
        Draft(id=str(number), text=text, publish_at=NOW + timedelta(hours=number)) for number, text in enumerate(texts)
    )


def test_workers_change_no_report(hostile_batch: Sequence[Draft], monkeypatch: pytest.MonkeyPatch) -> None:
    """Hostile drafts shared among processes come back as they would from one."""
    alone = everything().lint(hostile_batch, now=NOW)
    monkeypatch.setattr("tweetlint.pool.ordered_map.__defaults__", (10,))

    assert alone == everything().lint(hostile_batch, now=NOW, workers=2)
    assert alone.findings


def test_the_cache_changes_no_report(hostile_batch: Sequence[Draft], tmp_path: Path) -> None:
    """Rules compiled now, stored, and loaded again judge alike."""
    config = everything().config
    alone = everything().lint(hostile_batch, now=NOW)
    for _ in range(2):
        assert alone == Linter(config, cache=tmp_path).lint(hostile_batch, now=NOW)

    assert list(tmp_path.iterdir())
