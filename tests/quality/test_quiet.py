"""Ordinary posts stay quiet: 525 of them, from more than twenty industries, and nobody is alarmed."""

from __future__ import annotations

from .corpus import QUIET, load
from .runs import hear


def test_nothing_at_warning_or_above_is_said_about_ordinary_posts() -> None:
    """A false alarm costs a writer's trust; notes ask nobody to act."""
    alarms = [
        (each.row.id, spoken.rule, spoken.excerpt)
        for each in hear(load(QUIET))
        for spoken in each.spoken
        if spoken.alarm
    ]

    assert alarms == []
