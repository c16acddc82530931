"""TOML files of the user: read with limits, so that no file can take the memory or the stack.

``tomllib`` recurses with every ``[``, takes the square of the parts of a dotted key, and lets numbers of
more than 4,300 digits out as a plain ``ValueError``; here all of that is one sentence.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec.json

from tweetlint.errors import TweetlintError
from tweetlint.limits import LARGEST_SETTINGS, LONGEST_KEY
from tweetlint.text.lazy import lazy_regex

if TYPE_CHECKING:
    import regex

_PART = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_UNSEEN = lazy_regex(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]")
_LONG_KEY = lazy_regex(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{LONGEST_KEY}}}")


def read_settings(path: Path, error: type[TweetlintError], advice: str = "Check the path.") -> str:
    """The text of the settings file in ``path``; ``error`` when it cannot be read, is too large or no UTF-8."""
    place = str(path)
    try:
        if path.exists() and not path.is_file():
            raise error(place, "is no file.", advice)
        size = path.stat().st_size
        if size > LARGEST_SETTINGS:
            raise error(
                place, f"has {size:,} bytes; {LARGEST_SETTINGS:,} is the most.", "Divide it into several files."
            )
        return path.read_bytes()[: LARGEST_SETTINGS + 1].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as wrong:
        raise error(place, f"cannot be read ({wrong.strerror}).", advice) from wrong
    except UnicodeDecodeError as wrong:
        raise error(place, f"is not UTF-8 (byte {wrong.start}).", "Save it as UTF-8.") from wrong


def decoded(text: str, place: str, error: type[TweetlintError]) -> dict[str, Any]:
    """What ``text`` holds as TOML; ``error`` at ``place`` when it is none.

    How deep lists and tables may stand in each other is checked where the data is converted.
    """
    if _LONG_KEY.search(text):
        raise error(place, f"has {LONGEST_KEY} full stops in one key.", "Write it flatter.")
    try:
        return tomllib.loads(text)
    except RecursionError as wrong:
        raise error(place, "is nested too deeply.", "Write it flatter.") from wrong
    except ValueError as wrong:  # TOMLDecodeError, and numbers that are too long for an integer
        raise error(place, f"is not TOML: {wrong}.", "Put this right and run again.") from wrong


def quoted(text: str) -> str:
    """``text`` as a TOML string in which nothing acts; what TOML or UTF-8 does not take is replaced."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub(_by_number, msgspec.json.encode(plain).decode("utf-8"))


def _by_number(match: regex.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
