"""Who has to say what stands behind a post, and what counts as having said it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from tweetlint import Draft, Finding, Linter

ALONE = "露天風呂からの眺めがよかったです"


@lru_cache
def _linter(role: str, bio: str = "") -> Linter:
    account = {"name": "main", "role": role, "bio": bio, "domains": ["minato.example.com"]}
    return Linter.from_mapping({"account": [account | {"brands": [{"name": "ミナト酒造"}]}]})


def _found(text: str, role: str, relation: str | None = None, *, bio: str = "", **fields: Any) -> list[Finding]:
    draft = Draft.from_mapping({"id": "1", "account": "main", "text": text, "relation": relation} | fields)
    report = _linter(role, bio).lint([draft])

    assert not report.failures
    return [finding for finding in report.findings if finding.rule.startswith("disclosure/")]


def _rules(findings: list[Finding]) -> list[str]:
    return [finding.rule.partition("/")[2] for finding in findings]


@pytest.mark.parametrize(
    ("role", "relation", "expected"),
    [
        ("partner", "sponsored", ["missing"]),
        ("partner", "gifted", ["missing"]),
        ("partner", "invited", ["missing"]),
        ("official", "sponsored", ["missing"]),
        ("partner", "none", []),
        ("monitor", "own", []),
        ("employee", "employee", ["missing"]),
        ("employee", None, ["missing"]),
        ("official", None, []),
        ("official", "own", []),
    ],
)
def test_the_relation_decides_and_without_one_the_role(role: str, relation: str | None, expected: list[str]) -> None:
    """The same praise of the same goods needs a disclosure from some and none from others."""
    assert _rules(_found("ミナト酒造の新酒、おいしいのでぜひ飲んでみて", role, relation)) == expected


@pytest.mark.parametrize(
    ("disclosure", "expected"),
    [
        ("#PR {}", []),
        ("＃ＰＲ {}", []),
        ("【PR】{}", []),
        ("[広告] {}", []),
        ("（広告）{}", []),
        ("＜プロモーション＞{}", []),
        ("【ミナト酒造提供】{}", []),
        ("PR：{}", []),
        ("PR {}", []),
        ("広告／{}", []),
        ("ミナト酒造から提供を受けて投稿しています。{}", []),
        ("ミナト酒造の商品モニターに協力中です。{}", []),
        ("{} #PR", []),
        ("{}", ["missing"]),
        ("#PRESENT {}", ["missing"]),
        ("自己PRです {}", ["missing"]),
        ("「広告」という歌の話。{}", ["missing"]),
        ("提供は受けていません。{}", ["missing"]),
        ("{}#PR", ["unclear"]),
        ("{} # PR", ["unclear"]),
        ("{} ♯PR", ["unclear"]),
        ("{}♯広告", ["unclear"]),
        ("{} #ad", ["unclear"]),
        ("{} (ambas.)", ["unclear"]),
        ("{} p r", ["unclear"]),
        ("{} pr", ["unclear"]),
        ("{} #提供", ["unclear"]),
        ("{} #ミナトアンバサダー", ["unclear"]),
        ("{} #酒 #宿 #湯 #PR", ["unclear"]),
        ("{} #PR #酒 #宿 #湯", []),
        ("{}\n\n\n\n#PR", ["unclear"]),
    ],
)
def test_what_counts_as_saying_it(disclosure: str, expected: list[str]) -> None:
    """A label is clear by its word, its sign and its place; a sentence by what it tells."""
    rules = _rules(_found(disclosure.format(ALONE), "partner", "sponsored"))

    assert [rule for rule in rules if rule != "contradicted"] == expected


def test_the_platforms_own_label_is_a_disclosure() -> None:
    """With the paid partnership label on, the text need not say it again."""
    assert not _found(ALONE, "partner", "sponsored", paid_label=True)


def test_an_employee_may_tell_it_in_the_profile() -> None:
    """A profile that names the company discloses; one that does not, does not."""
    text = "ミナトの新酒、おいしいのでぜひ飲んでみて"

    assert not _found(text, "employee", "employee", bio="ミナト酒造 広報部")
    assert _rules(_found(text, "employee", "employee", bio="猫とお酒が好き")) == ["missing"]


def test_a_brand_is_known_by_what_people_call_it() -> None:
    """ミナト酒造 is ミナト to its customers, and the finding spans the name with what is said of it."""
    findings = _found("晩酌はミナトの純米が最高", "employee", "employee")

    assert [finding.excerpt for finding in findings] == ["ミナトの純米が最高"]


@pytest.mark.parametrize(
    ("url", "role", "expected"),
    [
        ("https://px.a8.net/svt/ejp?a8mat=X", "official", ["affiliate"]),
        ("https://a8.net.example.com/", "official", []),
        ("https://notamzn.to/x", "official", []),
        ("https://example.com/lp?aff=1", "partner", ["affiliate"]),
        ("https://example.com/lp?aff=1", "official", []),
        ("https://example.com/lp?utm_source=x", "partner", []),
        ("https://shop.minato.example.com/?aff=1", "partner", []),
    ],
)
def test_links_that_pay(url: str, role: str, expected: list[str]) -> None:
    """Known hosts pay on every account, parameters on those of others, the company's own domains on none."""
    assert _rules(_found(f"くわしくは {url}", role)) == expected


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("#PR 案件ではありません", "partner", ["contradicted"]),
        ("#PR 案件です", "partner", []),
        ("#PR 自腹で買いました", "partner", ["contradicted"]),
        ("#PR 以前は自腹で買っていました", "partner", []),
        ("提供を受けました。報酬はもらっていません", "partner", []),
        ("回し者ではありません", "employee", ["contradicted"]),
        ("頼まれて書いているわけではありません", "employee", []),
    ],
)
def test_denials(text: str, role: str, expected: list[str]) -> None:
    """A denial contradicts what the post or the draft states; telling what one did not get does not."""
    relation = "employee" if role == "employee" else "sponsored"

    assert _rules(_found(text, role, relation)) == expected


@pytest.mark.parametrize("text", ["", " ", "#", "♯", "https://a8.net", "【】", "#PR", "🍶", "\n\n\n#", "PR", "[" * 300])
@pytest.mark.parametrize("relation", ["sponsored", "affiliate", "employee", None])
def test_no_text_is_too_odd(text: str, relation: str | None) -> None:
    """Whatever the text, no rule raises and every span lies in the text and holds something."""
    for finding in _found(text, "partner", relation):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
