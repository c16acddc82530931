"""How a report should look; decided by whoever owns the terminal, obeyed by the writers."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

from tweetlint.model import Severity


class Colour(StrEnum):
    """Whether ANSI colours are written. "Only on a terminal" is for the command line to decide."""

    ALWAYS = "always"
    NEVER = "never"


class Verbosity(StrEnum):
    """``normal`` shows the posts and a summary; ``quiet`` one line a finding and one at the end."""

    QUIET = "quiet"
    NORMAL = "normal"


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """``width`` is in terminal columns; ``ambiguous`` is how many of them characters such as ``①`` take.

    Most terminals draw East Asian *ambiguous* characters in one column, some Japanese ones in two.
    ``fail_on`` is the severity from which the summary says "not yet".
    """

    colour: Colour = Colour.NEVER
    width: int = 80
    fail_on: Severity = Severity.ERROR
    verbosity: Verbosity = Verbosity.NORMAL
    ambiguous: Literal[1, 2] = 1
