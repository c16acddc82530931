"""The example company: its archive is what its script writes, and is looked back on, not linted."""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path

import pytest

from tweetlint.model import Draft
from tweetlint.readers import read
from tweetlint.readers.discover import Archives

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def _in_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)


def test_the_archive_is_what_its_script_writes(tmp_path: Path) -> None:
    """Chance is seeded: the year is the same on every machine, and nobody changed it by hand."""
    script = runpy.run_path(str(EXAMPLES / "archive" / "make.py"))
    script["main"].__globals__["HERE"] = tmp_path
    script["main"]()
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert written == {path.name: path.read_bytes() for path in (EXAMPLES / "archive" / "data").iterdir()}


@pytest.mark.usefixtures("_in_examples")
def test_the_archive_is_no_draft_of_the_demo() -> None:
    """``make demo`` lints what is below the folder: the year that was posted is not."""
    places = {item.origin.path for item in read(["."]) if isinstance(item, Draft)}

    assert [] == [place for place in places if place and place.startswith("archive")]


@pytest.mark.usefixtures("_in_examples")
def test_the_archive_is_a_year_of_all_sorts() -> None:
    """History reads all of it: some four hundred posts of twelve months, each of them dated, nothing in the way."""
    posts = list(read(["archive/**"], archives=Archives.ALL))
    drafts = [item for item in posts if isinstance(item, Draft)]
    days = [draft.publish_at.date() for draft in drafts if draft.publish_at]

    assert len(posts) == len(drafts) == len(days)
    assert 380 <= len(drafts) <= 420
    assert (max(days) - min(days)).days > 350
    assert {"post", "reply", "quote", "repost"} == Counter(draft.kind.value for draft in drafts).keys()
