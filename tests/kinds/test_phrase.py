"""``phrase``: patterns, and what the guards around them keep and spare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[Any, ...]]


@pytest.mark.parametrize(
    ("guards", "text", "found"),
    [
        pytest.param("", "安い店。安くない店", ["安い"], id="denied is skipped"),
        pytest.param('negated = "keep"', "安い店。安くない店", ["安い", "安く"], id="denied is kept"),
        pytest.param('negated = "only"', "安い店。安くない店", ["安く"], id="denied only"),
        pytest.param("", "「安い」店。安い", ["安い"], id="quoted is skipped"),
        pytest.param('quoted = "keep"', "「安い」店。高い", ["安い"], id="quoted is kept"),
        pytest.param('quoted = "only"', "「安い」店。安い", ["安い"], id="quoted only"),
        pytest.param("", "安いという勧誘にご注意ください", [], id="cautioned is skipped"),
        pytest.param('cautioned = "keep"', "安い話にご注意ください", ["安い"], id="cautioned is kept"),
        pytest.param('reported = "skip"', "安いらしい。安い", ["安い"], id="hearsay is skipped"),
        pytest.param('asked = "skip"', "安いですか？安い", ["安い"], id="question is skipped"),
        pytest.param('asked = "only"', "安いですか？安い", ["安い"], id="question only"),
        pytest.param('self = "skip"', "弊社は安い。他社は安い", ["安い"], id="our own is skipped"),
        pytest.param('self = "only"', "弊社は安い。安い", ["安い"], id="our own only"),
        pytest.param('unless = ["安い 店"]', "安い店。安い宿", ["安い"], id="an exception spares what it overlaps"),
        pytest.param('with_sentence = ["限定"]', "限定で安い。安い", ["安い"], id="company in the sentence"),
        pytest.param('with_post = ["限定"]', "限定です。安い", ["安い"], id="company in the post"),
        pytest.param('with_post = ["限定"]', "安い", [], id="no company"),
        pytest.param(
            'without_sentence = ["限定"]', "限定で安い。安い", ["安い"], id="no company wanted in the sentence"
        ),
        pytest.param('without_post = ["限定"]', "限定です。安い", [], id="no company wanted in the post"),
    ],
)
def test_guards(run: Run, guards: str, text: str, found: list[str]) -> None:
    """Each guard by itself, on a post that has the words twice."""
    findings = run("phrase", f'any = ["安い"]\n{guards}', text)

    assert found == [finding.excerpt for finding in findings]


def test_a_message_names_the_captures_as_written(run: Run) -> None:
    """Slots and the whole are placeholders, in the writing of the post."""
    [finding] = run(
        "phrase",
        'any = ["{competitor} より…安い"]',
        "ﾐﾅﾄｺｰﾋｰよりずっと安い！",
        message="{competitor}/{term}",
        account={"competitors": [{"name": "ミナトコーヒー"}]},
    )

    assert "ﾐﾅﾄｺｰﾋｰ/ﾐﾅﾄｺｰﾋｰよりずっと安い" == finding.message
