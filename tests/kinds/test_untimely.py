"""``untimely``: what a post says while there is trouble."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tweetlint import Draft, Linter

NOON = datetime.fromisoformat("2026-11-20T12:00:00+09:00")
BEGUN = {"name": "障害", "since": "2026-11-20T10:00:00+09:00"}


@pytest.mark.parametrize(
    ("setting", "text", "found"),
    [
        pytest.param({"crisis": [BEGUN]}, "新作のセールです", ["error"], id="promotion"),
        pytest.param({"crisis": [BEGUN]}, "窓辺は日だまりです", ["warning"], id="chat"),
        pytest.param({"crisis": [BEGUN]}, "復旧は13時の見込みです", [], id="about the trouble"),
        pytest.param({"crisis": [BEGUN | {"status": "resolved"}]}, "新作のセールです", [], id="resolved"),
        pytest.param({"crisis": [BEGUN | {"ends": "2026-11-20T11:00:00+09:00"}]}, "新作のセールです", [], id="over"),
        pytest.param({"crisis": [BEGUN | {"since": "2026-11-21"}]}, "新作のセールです", [], id="not yet"),
        pytest.param({"event": [BEGUN]}, "新作のセールです", ["warning"], id="promotion during an event"),
        pytest.param({"event": [BEGUN]}, "窓辺は日だまりです", [], id="chat during an event"),
        pytest.param({}, "新作のセールです", [], id="no trouble"),
    ],
)
def test_what_waits(setting: dict[str, Any], text: str, found: list[str]) -> None:
    """During a crisis everything waits that is not about it; during an event, promotion."""
    linter = Linter.from_mapping({"account": [{"name": "a"}], **setting})
    report = linter.lint([Draft(id="1", text=text, account="a", publish_at=NOON)])

    assert found == [f.severity.value for f in report.findings if f.rule == "crisis/untimely-post"]
