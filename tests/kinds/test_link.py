"""``link``: addresses that do not open as meant, or tell too much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tweetlint.errors import RuleError
from tweetlint.kinds.link import Fault

Run = Callable[..., tuple[Any, ...]]
CASES = "".join(
    f'[case.{fault.value}]\nmessage = {{ ja = "{fault.value} {{found}}", en = "{{host}} {{own}}" }}\n'
    for fault in Fault
)
LISTS = {
    "shorteners": "sho.jp",
    "storages": "docs.example.net/sheets",
    "insiders": "stg",
    "sessions": "token",
    "previews": "preview",
    "clicks": "fbclid",
    "elsewhere": "facebook",
}
MATCH = "\n".join(f'{name} = "house/links:{name}"' for name in LISTS) + "\n" + CASES
OURS = {"domains": ["aozora.example.com"], "shorteners": ["ao.jp"]}


@pytest.fixture(autouse=True)
def words(tmp_path: Path) -> None:
    """A list with a word for each key."""
    path = tmp_path / "words" / "house" / "links.tsv"
    path.parent.mkdir(parents=True)
    rows = "".join(f"{word}\t{word}\t{cls}\n" for cls, word in sorted(LISTS.items(), key=lambda item: item[1]))
    path.write_text(f"# title: t\n# licence: MIT\n# source: o | read 2026-11-22\nterm\treading\tclass\n{rows}", "utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("12/24は km/h で", [], id="slashes"),
        pytest.param("詳細は https://aozora.example.com/news?id=1#top へ", [], id="as it should be"),
        pytest.param("「https://」や http://○○ のように", [], id="spoken of"),
        pytest.param("https//a.example.com/x", [("broken ", "https//a.example.com/x")], id="no colon"),
        pytest.param("https:/a.example.com", [("broken ", "https:/a.example.com")], id="one slash"),
        pytest.param("htps://a.example.com.", [("broken ", "htps://a.example.com")], id="a letter too few"),
        pytest.param("https：//a.example.com", [("broken ", "https：//a.example.com")], id="a full-width colon"),
        pytest.param("xhttps://a.example.com", [("broken ", "https://a.example.com")], id="glued to a letter"),
        pytest.param("http.//ad と sftp://a.example.com", [], id="no address, or another protocol"),
        pytest.param("https://a.example.com/冬の", [("cut 冬", "https://a.example.com/冬")], id="Japanese in a path"),
        pytest.param("https://a.example.com/へ", [], id="a particle behind a slash"),
        pytest.param(
            "https://a.example.com/?q=ほうじ", [("cut ほうじ", "https://a.example.com/?q=ほうじ")], id="in a query"
        ),
        pytest.param("https://a.example.com／x", [("cut ／x", "https://a.example.com／x")], id="a full-width slash"),
        pytest.param("https://a.example.com？", [], id="a question"),
        pytest.param("http://localhost:80/a", [("internal ", "http://localhost:80/a")], id="this machine"),
        pytest.param("https://10.0.0.8/", [("internal ", "https://10.0.0.8/")], id="a private number"),
        pytest.param("https://stg.a.example.com", [("internal stg", "https://stg.a.example.com")], id="a test site"),
        pytest.param(
            "https://a.example.com/?token=1", [("session token", "https://a.example.com/?token=1")], id="a key"
        ),
        pytest.param("https://a.example.com/?token=", [], id="a key that says nothing"),
        pytest.param(
            "https://a.example.com/?m=a%40b.jp", [("session m", "https://a.example.com/?m=a%40b.jp")], id="an e-mail"
        ),
        pytest.param(
            "https://a.example.com/?preview=1",
            [("preview preview", "https://a.example.com/?preview=1")],
            id="a preview",
        ),
        pytest.param(
            "https://aozra.example.com",
            [("look-alike aozora.example.com", "https://aozra.example.com")],
            id="a letter too few in the host",
        ),
        pytest.param(
            "https://www.a0zora.example.com/a",
            [("look-alike aozora.example.com", "https://www.a0zora.example.com/a")],
            id="a digit for a letter",
        ),
        pytest.param("https://shop.aozora.example.com https://minato.example.com", [], id="ours and others"),
        pytest.param("https://sho.jp/a", [("shortened sho.jp", "https://sho.jp/a")], id="shortened"),
        pytest.param("https://ao.jp/a", [], id="shortened by us"),
        pytest.param(
            "https://b.example.jp/?fbclid=1", [("tracked fbclid", "https://b.example.jp/?fbclid=1")], id="clicked"
        ),
        pytest.param(
            "https://b.example.jp/?utm_source=Facebook",
            [("tracked facebook", "https://b.example.jp/?utm_source=Facebook")],
            id="from elsewhere",
        ),
        pytest.param("https://b.example.jp/?utm_source=x", [], id="from here"),
        pytest.param("https://b.jp/a https://www.b.jp/a/", [("twice b.jp/a?#", "https://www.b.jp/a/")], id="twice"),
        pytest.param("https://b.jp/a https://b.jp/b", [], id="two pages"),
        pytest.param("http://aozora.example.com/", [("plain http", "http://aozora.example.com/")], id="http"),
        pytest.param(
            "https://docs.example.net/sheets/d/1",
            [("shared docs.example.net/sheets", "https://docs.example.net/sheets/d/1")],
            id="a shared file",
        ),
        pytest.param("https://docs.example.net/forms/d/1", [], id="a form"),
        pytest.param("b.jp/a まで", [("schemeless b.jp", "b.jp/a")], id="no scheme"),
        pytest.param("Booking.com や {{ticket.id}}", [], id="a name, a placeholder"),
        pytest.param("info@b.jp", [], id="an e-mail address"),
    ],
)
def test_addresses(run: Run, text: str, found: list[tuple[str, str]]) -> None:
    """Case and part of each fault, and the address."""
    findings = run("link", MATCH, text, account=OURS)

    assert found == [(finding.message, finding.excerpt) for finding in findings]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("http://aozora.example.com/a", "error"),
        ("http://b.example.jp/a", "note"),
        ("aozora.example.com/a", "error"),
        ("aozora.example.com", "note"),
        ("b.example.jp/a", "note"),
    ],
    ids=["ours", "others'", "our page", "our host as a name", "others' page"],
)
def test_what_others_must_mend_is_a_note(run: Run, text: str, severity: str) -> None:
    """Nobody here can give another site https."""
    [finding] = run("link", MATCH, text, account=OURS)

    assert severity == finding.severity.value


def test_faults_can_be_left_out(run: Run) -> None:
    """The next fault of the address is told instead."""
    found = run("link", f'except = ["shortened"]\n{MATCH}', "http://sho.jp/a", account=OURS)

    assert ["plain http"] == [finding.message for finding in found]


def test_an_unknown_fault_is_an_error(run: Run) -> None:
    """The error lists the known ones."""
    with pytest.raises(RuleError, match="there is no fault 'short', only broken, cut"):
        run("link", 'except = ["short"]', "a")
