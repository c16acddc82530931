"""Inputs from inputs: cut, repeated, spliced, and sprinkled with what programs stumble over."""

# ruff: noqa: E501  (what is hostile stands in rows)

from __future__ import annotations

from collections.abc import Sequence
from random import Random

LONGEST = 6_000
"""Bytes of an ordinary input; one in a hundred is up to ten times as long."""

HOSTILE: tuple[str, ...] = (
    "\x00", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\r", "\r\n", "\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029",
    "\u202e", "\u202c", "\u2066", "\u2069", "\u200b", "\u200d", "\u200e", "\ufeff", "\ufffe", "\uffff", "\ufe0f", "\u00ad",
    "\u3099", "\u309a", "\u0301" * 20, "ﾞ", "゛", "㍿", "㌔", "ﷺ", "İ", "ß", "ǆ", "\U000e0041", "\U0010ffff", "\ue000",
    "😀", "👨‍👩‍👧‍👦", "🇯🇵", "🇯", "1️⃣", "🏴\U000e0067\U000e0062\U000e007f", "☎️", "㊗️",
    "<script>alert(1)</script>", "<!--", "&amp;", "![x](javascript:y)", "[a](b)", "`", "```\n", "# ", "---\n", "***",
    "::error::x", "::set-output name=x::y", "##[error]x", "##vso[task]x", "=1+1", "@SUM(A1)", "-1", "+1", "\t=cmd|'/C x'!A0",
    '"', "'", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", "(", ")", "「", "」", "⟦", "⟧", "…", "…3", "|", "?", "^", "$",
    "{brand}", "{competitor!}", "{../../x}", "<動詞>", "<動詞:連用形>", "{hurtful/insult}", "%", "%s", "{0}", "{term}", "$(x)",
    "&a", "*a", "<<: *a", "!!python/object:x", "? ", "- ", ": ", ", ", "\t", "  ", "null", "true", "1e999", "NaN", "-0", "9" * 30,
    "2026-02-30", "2026-12-01T10:00:00+09:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "12月32日(月)", "2/29",
    "令和999年", "明日", "3年前の", "来週の火曜", "から", "〜", "本日発売", "死ね", "し ね", "ﾀﾋね", "バカ", "#PR", "＃広告", "@ab",
    "https://例え.jp/あ?x=1#y", "http://a.b", "a@b.c", "$ABC", "アオゾラ珈琲", "ミナトコーヒー", "より安い", "ではありません", "と言われた",
)  # fmt: skip


def mutated(seed: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """An input that looks like ``seed`` in places."""
    most = LONGEST * 10 if random.random() < 0.01 else LONGEST
    data = seed[:most]
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        data = random.choice(_WAYS)(data, others, random)[:most]
    return data


def _cut(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:start] + data[end:]


def _repeated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:end] + data[start:end][:LONGEST] * random.choice((1, 2, 7, 50, 1000)) + data[end:]


def _spliced(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    other = random.choice(others)
    start, end = _range(other, random)
    at = random.randint(0, len(data))
    return data[:at] + other[start:end] + data[random.choice((at, len(data))) :]


def _sprinkled(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    at = random.randint(0, len(data))
    piece = random.choice(HOSTILE).encode() * random.choice((1, 1, 1, 2, 30))
    return data[:at] + piece + data[at:]


def _replaced(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:start] + random.choice(HOSTILE).encode() + data[min(end, start + 12) :]


def _flipped(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    if not data:
        return bytes((random.randrange(256),))
    at = random.randrange(len(data))
    return data[:at] + bytes((random.choice((0, 10, 13, 34, 0x80, 0xFF, random.randrange(256))),)) + data[at + 1 :]


def _heaped(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Nothing but hostile pieces."""
    return "".join(random.choice(HOSTILE) for _ in range(random.randint(1, 60))).encode()


_WAYS = (_cut, _cut, _repeated, _spliced, _spliced, _sprinkled, _sprinkled, _sprinkled, _replaced, _replaced, _flipped, _heaped)  # fmt: skip


def _range(data: bytes, random: Random) -> tuple[int, int]:
    """Two places in ``data`` in order, mostly near each other, often at line ends."""
    start = random.randint(0, len(data))
    end = random.randint(start, min(len(data), start + random.choice((3, 30, 300, 6000))))
    if random.random() < 0.4:
        start = data.rfind(b"\n", 0, start) + 1
        end = data.find(b"\n", end) + 1 or end
    return start, max(start, end)
