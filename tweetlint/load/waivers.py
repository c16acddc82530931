"""Waiver files: rules set aside for texts, told by what the text says and not by where it lies.

```toml
[[waiver]]
text   = "sha256:…"          # of the draft's text, as `--add-waivers` writes it
rule   = "hurtful/insult"    # or a family
reason = "…"                 # required, as in a draft
by     = "…"
until  = 2027-03-31          # inclusive
draft  = "posts/monday.md"   # for people; nothing is looked up by it
```

A text that is changed is another text: its waivers no longer hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from tweetlint.errors import ConfigError
from tweetlint.limits import LONGEST_FIELD, MOST_ENTRIES
from tweetlint.load.strict import convert
from tweetlint.load.toml import decoded, quoted, read_settings
from tweetlint.model import Draft, Problem, Waiver
from tweetlint.text.lazy import lazy_regex

_KEY = lazy_regex(r"^sha256:[0-9a-f]{24}$")


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: str
    rule: str
    reason: str
    by: str | None = None
    until: date | None = None
    draft: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    waiver: tuple[_Entry, ...] = ()


class Asked(NamedTuple):
    """A rule to be set aside for a text; ``draft`` is what people call it."""

    text: str
    rule: str
    draft: str


def text_key(text: str) -> str:
    """What a waiver file calls a text; line ends and blanks around it do not matter."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"sha256:{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


class Waivers:
    """What some waiver files hold, by text."""

    def __init__(self, by_text: Mapping[str, tuple[Waiver, ...]]) -> None:
        self._by_text = by_text

    def __bool__(self) -> bool:
        return bool(self._by_text)

    def holds(self, text: str, rule: str) -> bool:
        """Whether there is a waiver of ``rule`` for the text of that key already."""
        return any(waiver.rule == rule for waiver in self._by_text.get(text, ()))

    def of(self, draft: Draft) -> Draft:
        """The draft with the waivers that are kept for its text, behind its own."""
        found = self._by_text.get(text_key(draft.text), ()) if self._by_text else ()
        more = tuple(waiver for waiver in found if waiver not in draft.waivers)
        return msgspec.structs.replace(draft, waivers=draft.waivers + more) if more else draft

    def each(self, drafts: Iterable[Draft | Problem]) -> Iterator[Draft | Problem]:
        """The drafts with their waivers; what could not be read stays as it is."""
        return (self.of(item) if isinstance(item, Draft) else item for item in drafts)


def load_waivers(paths: Iterable[Path]) -> Waivers:
    """The waivers of all these files; ``ConfigError`` says where and what is wrong."""
    found: dict[str, tuple[Waiver, ...]] = {}
    for path in paths:
        for text, waiver in _read(path):
            found[text] = (*found.get(text, ()), waiver)
            if len(found[text]) > MOST_ENTRIES // 2:
                what = f"{text} has more than {MOST_ENTRIES // 2} waivers."
                raise ConfigError(str(path), what, "Set a family aside instead, or mend the post.")
    return Waivers(found)


def _read(path: Path) -> Iterator[tuple[str, Waiver]]:
    place = str(path)
    text = read_settings(path, ConfigError, "Check the path of the waiver file.")
    file = convert(decoded(text, place, ConfigError), _File, place, ConfigError)
    for number, entry in enumerate(file.waiver, 1):
        where = f"{place}: [[waiver]] number {number}"
        if not _KEY.match(entry.text):
            advice = "It is written by check --add-waivers: sha256: and 24 digits of the text's hash."
            raise ConfigError(where, f"text '{entry.text}' is no key of a text.", advice)
        for name in ("rule", "reason", "by"):
            value = getattr(entry, name)
            if value is not None and not value.strip():
                raise ConfigError(where, f"{name} is empty.", f"Write {name} = … there.")
            if value is not None and len(value) > LONGEST_FIELD:
                raise ConfigError(where, f"{name} has {len(value):,} characters.", f"Keep {LONGEST_FIELD:,} at most.")
        yield entry.text, Waiver(entry.rule, entry.reason, entry.by, entry.until)


def rendered(asked: Iterable[Asked], reason: str, by: str | None, until: date | None) -> Iterator[str]:
    """The entries as they stand in a waiver file."""
    for each in asked:
        lines = [f"text = {quoted(each.text)}", f"draft = {quoted(each.draft)}", f"rule = {quoted(each.rule)}"]
        lines.append(f"reason = {quoted(reason)}")
        if by is not None:
            lines.append(f"by = {quoted(by)}")
        if until is not None:
            lines.append(f"until = {until.isoformat()}")
        yield "\n".join(["[[waiver]]", *lines]) + "\n"
