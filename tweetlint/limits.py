"""How much is too much. What is beyond a limit is refused with a sentence before anything is done with it.

Each is several times what anybody writes on purpose: the longest post of X holds 25,000 characters, the
largest shipped rule 480 patterns and the largest list 1,600 words. What they are for is in SECURITY.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized

MIB = 1 << 20

# A draft, and the files of drafts that are read as a whole.
LONGEST_TEXT = 100_000
"""Characters in the text of a draft."""
LONGEST_FIELD = 2_000
"""Characters in any other word of a draft: its id, an alt text, the reason of a waiver."""
MOST_ENTRIES = 100
"""Pictures, and waivers, of a draft."""
LARGEST_POST_FILE = 8 * MIB
"""Bytes of a text or Markdown file, which holds one post or one thread."""
LARGEST_DOCUMENT = 256 * MIB
"""Bytes of a JSON document, which is held in memory; tables and JSON Lines are not."""
MOST_COLUMNS = 1_000
"""Columns of a table."""
LONGEST_LINE = 8 * MIB
"""Characters in a line of a table or of JSON Lines."""
MOST_READ_AGAIN = 32 * MIB
"""Characters of a table that are read a second time behind broken rows, all of them together."""

# What a company writes: the account file, profiles, rules and word lists.
LARGEST_SETTINGS = MIB // 2
"""Bytes of an account file, profile or rule file."""
LARGEST_CALENDAR = 10 * MIB
"""Bytes of an iCalendar file."""
MOST_EMBARGOES = 2_000
"""Embargoes of an account file and of the files that it names, all of them together."""
MOST_TERMS = 200
"""Names, in clear and sealed, of one embargo."""
DEEPEST = 16
"""Tables and lists within each other in such a file."""
LONGEST_KEY = 50
"""Full stops in a dotted key."""
MOST_PATTERNS = 5_000
"""Patterns and other words in the ``[match]`` of a rule."""
LONGEST_PATTERN = 2_000
"""Characters in one of them."""
LONGEST_MESSAGE = 1_000
"""Characters in a message or suggestion, which is said once a finding."""
MOST_STEPS = 64
"""Words, slots, gaps, choices and edges of a pattern, one after the other."""
MOST_GAPS = 8
"""Gaps of a pattern."""
MOST_CHOICES = 16
"""Choices of a pattern."""
MOST_BRANCHES = 500
"""Branches of a choice."""
LONGEST_GAP = 200
"""Words that a gap may span."""
LARGEST_WORD_LIST = 8 * MIB
"""Bytes of a word list."""
MOST_WORDS = 50_000
"""Words in it."""
LONGEST_WORD = 200
"""Characters in a word of it."""
LONGEST_REGEX = 500
"""Characters in a regular expression of the account file."""
REGEX_SECONDS = 1.0
"""Seconds that such an expression may take with one draft."""

# What is said about all that.
LONGEST_COMPLAINT = 1_000
"""Characters in what an error says is wrong: it may quote what it complains about."""


def deeper_than(value: object, most: int) -> bool:
    """Whether lists and mappings stand in ``value`` more than ``most`` deep."""
    level = [value]
    for _ in range(most + 1):
        level = [inner for outer in level for inner in _within(outer)]
        if not level:
            return False
    return True


def words_in(value: object) -> list[str]:
    """All words in lists and mappings however deep, keys left out."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            found.append(here)
        else:
            waiting.extend(_within(here))
    return found


def _within(value: object) -> Sequence[object]:
    if isinstance(value, Mapping):
        return tuple(value.values())
    return value if isinstance(value, list | tuple) else ()


def too_long(word: Sized | None, most: int) -> bool:
    """Whether there is a word (or list), and it is longer than ``most``."""
    return word is not None and len(word) > most
