"""What X links or draws in a post: URLs, mentions, hashtags, cashtags, e-mails, emoji, line breaks.

The rules are those of X's own twitter-text 3.1, whose conformance tables are the specification. They
are scanned here label by label and run by run, never by one great pattern, so that every function is
linear in the length of the text. Emoji follow UTS #51.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import regex


class EntityKind(StrEnum):
    """What X makes of a stretch of text. A list (``@name/list``) is a mention."""

    URL = "url"
    MENTION = "mention"
    HASHTAG = "hashtag"
    CASHTAG = "cashtag"
    EMAIL = "email"
    EMOJI = "emoji"
    LINEBREAK = "linebreak"


class Entity(NamedTuple):
    """One entity; ``text[start:end]`` includes its sign (#, @, $)."""

    kind: EntityKind
    start: int
    end: int


def entities(text: str) -> tuple[Entity, ...]:
    """All entities of ``text``, in order and without overlap.

    Of two that overlap, the one that begins first stays; of two that begin together, the one first
    named in ``_PRECEDENCE``. So a URL keeps the hashtag in its fragment, an e-mail its domain.
    """
    links = urls(text)
    found = [
        *links,
        *emails(text),
        *mentions_or_lists(text),
        *_linkable_hashtags(text),
        *cashtags(text),
        *emoji(text),
        *linebreaks(text),
    ]
    found.sort(key=lambda entity: (entity.start, _PRECEDENCE[entity.kind]))
    return tuple(_first_come(found))


_PRECEDENCE = {
    EntityKind.EMAIL: 0,
    EntityKind.URL: 1,
    EntityKind.HASHTAG: 2,
    EntityKind.MENTION: 3,
    EntityKind.CASHTAG: 4,
    EntityKind.EMOJI: 5,
    EntityKind.LINEBREAK: 6,
}


def _first_come(found: Iterable[Entity]) -> Iterator[Entity]:
    """Those of the ordered entities that do not reach into one yielded before."""
    taken = 0
    for entity in found:
        if entity.start >= taken:
            yield entity
            taken = entity.end


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """``pattern``, compiled on first use: a post without links should not wait for what finds them."""
    return re.compile(pattern)


# --- hashtags, mentions, cashtags ------------------------------------------------------------------

_SIGNS = "#＃"
_TAG_SPECIALS = r"_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7"
TAG_CHARACTERS = rf"\p{{L}}\p{{M}}\p{{Nd}}{_TAG_SPECIALS}"
"""What may stand in a hashtag, for use inside a character class of the ``regex`` package."""

_GLUE = rf"[{TAG_CHARACTERS}&\p{{Cs}}--[\uFE0E\uFE0F]]"  # before a sign it leaves no tag

_LATIN_ACCENTS = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b"
    "\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_PUNCTUATION = r"!'#%&()*+,\\\-./:;<=>?@\[\]^_{|}~$"


def hashtags(text: str) -> tuple[Entity, ...]:
    """The hashtags X links: after no letter, digit or ``&``, with a letter, not inside a URL."""
    tags = _linkable_hashtags(text)
    if not tags:
        return ()
    both = sorted((*tags, *urls(text)), key=lambda entity: entity.start)
    return tuple(entity for entity in _first_come(both) if entity.kind is EntityKind.HASHTAG)


def _linkable_hashtags(text: str) -> tuple[Entity, ...]:
    """The hashtags of ``text`` before URLs are looked at."""
    if "#" not in text and "＃" not in text:
        return ()
    return tuple(_scan_hashtags(text))


def _scan_hashtags(text: str) -> Iterator[Entity]:
    taken = 0  # a tag needs a character before it that no other tag has used up
    for match in _hashtag_pattern().finditer(text):
        start, end = match.span()
        free = start == 0 or start > taken
        taken = end if free else taken
        if free and text[end : end + 1] not in ("#", "＃") and not text.startswith("://", end):
            yield Entity(EntityKind.HASHTAG, start, end)


@cache
def _hashtag_pattern() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!{_GLUE})[{_SIGNS}](?![\uFE0F\u20E3])"
        rf"[{TAG_CHARACTERS}]*[\p{{L}}\p{{M}}][{TAG_CHARACTERS}]*+",
        regex.V1,
    )


def mentions(text: str) -> tuple[Entity, ...]:
    """The users ``text`` mentions; ``@name/list`` names a list and no user."""
    return tuple(entity for entity in mentions_or_lists(text) if "/" not in text[entity.start : entity.end])


def mentions_or_lists(text: str) -> tuple[Entity, ...]:
    """The users and the lists (``@name/list``) that ``text`` mentions."""
    if "@" not in text and "＠" not in text:
        return ()
    return tuple(_scan_mentions(text))


def _scan_mentions(text: str) -> Iterator[Entity]:
    taken = 0
    for match in _compiled(_MENTION).finditer(text):
        start, end = match.span()
        free = start == 0 or start > taken
        taken = end if free else taken
        if free and not _compiled(_NO_MENTION_BEFORE).match(text, end):
            yield Entity(EntityKind.MENTION, start, end)


# Lookbehinds have one width, hence the two for RT@name: it stands, and stands alone.
_MENTION = (
    r"(?:(?<![a-zA-Z0-9_!#$%&*@＠])|(?<=[rR][tT])(?<![a-zA-Z0-9_+~.\-][rR][tT]))"
    r"[@＠][a-zA-Z0-9_]{1,20}(?:/[a-zA-Z][a-zA-Z0-9_\-]{0,24})?"
)
_NO_MENTION_BEFORE = rf"[@＠{_LATIN_ACCENTS}]|://"
_REPLY = rf"[{_SPACES}]*+([@＠][a-zA-Z0-9_]{{1,20}})"


def replies(text: str) -> tuple[Entity, ...]:
    """The user whom ``text`` answers by beginning with a mention: one entity or none."""
    match = _compiled(_REPLY).match(text)
    if match is None or _compiled(_NO_MENTION_BEFORE).match(text, match.end()):
        return ()
    return (Entity(EntityKind.MENTION, *match.span(1)),)


def cashtags(text: str) -> tuple[Entity, ...]:
    """The stock symbols of ``text``: ``$`` after a space, up to six letters, perhaps ``.XX`` or ``_XX``."""
    if "$" not in text:
        return ()
    return tuple(Entity(EntityKind.CASHTAG, *match.span()) for match in _compiled(_CASHTAG).finditer(text))


_CASHTAG = rf"(?<![^{_SPACES}])\$[a-zA-Z]{{1,6}}(?:[._][a-zA-Z]{{1,2}})?(?=\Z|[{_SPACES}\ufeff]|[{_PUNCTUATION}])"


# --- e-mail, emoji, line breaks --------------------------------------------------------------------


def emails(text: str) -> tuple[Entity, ...]:
    """The e-mail addresses of ``text`` with an ASCII local part and a domain that exists at the top."""
    if "@" not in text or "." not in text:
        return ()
    return tuple(_scan_emails(text))


def _scan_emails(text: str) -> Iterator[Entity]:
    for match in _compiled(_EMAIL).finditer(text):
        dots = [match.start(2) + dot.start() for dot in _compiled(_DOT).finditer(match[2])]
        for dot in reversed(dots):
            end = _tld_end(text, dot + 1)
            if end is not None and end <= match.end():
                yield Entity(EntityKind.EMAIL, match.start(), end)
                break


_EMAIL = r"(?<![A-Za-z0-9._%+\-@＠#＃$&])([A-Za-z0-9][A-Za-z0-9._%+\-]*+)@([A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)++)"
_DOT = r"\."


def emoji(text: str) -> tuple[Entity, ...]:
    """The emoji of ``text``, each sequence (family, flag, skin tone, keycap) being one.

    Symbols that are text by default (☀ ☎ ✔) count, as X draws them in colour, unless U+FE0E follows;
    © ® ™ ♟ count with U+FE0F only.
    """
    first = _compiled(_MAYBE_EMOJI).search(text)
    if first is None:
        return ()
    begin = max(0, first.start() - 2)  # a keycap shows itself by its third character
    return tuple(Entity(EntityKind.EMOJI, *match.span()) for match in _emoji_pattern().finditer(text, begin))


# Below U+203C only (c) and (r) are emoji, and they need U+FE0F as a digit needs U+20E3.
_MAYBE_EMOJI = "[\u203c\u2049\u20e3\u2139-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]"


@cache
def _emoji_pattern() -> regex.Pattern[str]:
    flag = r"\p{RI}\p{RI}"
    keycap = r"[0-9#*]\uFE0F?\u20E3"
    shy = r"[\u00A9\u00AE\u2122\u265F]\uFE0F"
    tags = r"\p{Emoji}[\U000E0020-\U000E007E]++\U000E007F"
    toned = r"\p{EBase}\uFE0F?\p{EMod}"
    plain = r"[\p{Emoji}--[0-9#*\u00A9\u00AE\u2122\u265F\p{RI}]](?:\uFE0F|(?!\uFE0E))"
    joined = r"[\p{Emoji}--[0-9#*]](?:\p{EMod}\uFE0F?|\uFE0F)?"
    element = rf"(?:{tags}|{toned}|{shy}|{plain})"
    return regex.compile(rf"{flag}|{keycap}|{element}(?:\u200D{joined})*+|\p{{RI}}", regex.V1)


def linebreaks(text: str) -> tuple[Entity, ...]:
    """The line breaks of ``text``; CR LF is one."""
    return tuple(Entity(EntityKind.LINEBREAK, *match.span()) for match in _compiled(_LINEBREAK).finditer(text))


_LINEBREAK = "\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]"


# --- URLs ------------------------------------------------------------------------------------------
#
# A host lies in one run of characters that may stand in a domain, which is nearly everything but ASCII
# punctuation and spaces: a whole Japanese sentence is a label. The longest chain of labels before a
# top-level domain wins. Without https:// only the ASCII domains inside it are linked.


def urls(text: str) -> tuple[Entity, ...]:
    """The URLs X links, with or without ``https://``; each counts 23 however long it is."""
    if "." not in text or _compiled(_MAYBE_HOST).search(text) is None:
        return ()
    return tuple(_scan_urls(text))


_BLOCKED = "\ufffe\ufeff\uffff"
_DIRECTIONAL = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_RUN = rf"[^!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${_SPACES}{_BLOCKED}{_DIRECTIONAL}]+"
_MAYBE_HOST = rf"[^{_PUNCTUATION}{_SPACES}]\.(?:[A-Za-z]{{2}}|[^\x00-\x7f])"
_NO_URL_AFTER = rf"[A-Za-z0-9@＠$#＃{_BLOCKED}]"
_PROTOCOL = r"[hH][tT][tT][pP][sS]?://"
_PORT = r":[0-9]++"

_CYRILLIC = "\u0400-\u04ff"
_PATH_ENDS = rf"+\-a-zA-Z{_CYRILLIC}0-9=_#/{_LATIN_ACCENTS}"
_PATH_MIDDLES = r"!*';:,.$%\[\]\u2013~@|&"
_PATH_ANY = rf"[{_PATH_ENDS}{_PATH_MIDDLES}]"
_PARENTHESES = rf"\((?:{_PATH_ANY}++|{_PATH_ANY}*+\({_PATH_ANY}++\){_PATH_ANY}*+)\)"
_PATH = rf"/(?:(?:[{_PATH_MIDDLES}]++|{_PARENTHESES})*+[{_PATH_ENDS}]++)*+(?:{_PARENTHESES})*+"
_QUERY = r"\?[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]++"
_NO_QUERY_END = "!?*'@();:+$%[].,~|"
_SHORTENED = r"(?ai:https?://t\.co/([a-z0-9]++))"
_LONGEST_SLUG = 40
_LONGEST_URL = 4096
_LONGEST_LABEL = 63


class _Host(NamedTuple):
    """A domain as far as it is linked: where it begins, where its top-level domain ends."""

    start: int
    end: int


def _scan_urls(text: str) -> Iterator[Entity]:
    taken = 0
    for run in _compiled(_RUN).finditer(text):
        if run.end() <= taken or text.find(".", run.start(), run.end()) < 0:
            continue
        labels = _Labels(text, run.start(), run.end())
        begin = _protocol_start(text, run.start(), taken)
        if begin is not None:
            host = labels.host_at_start()
            if host is not None:
                taken = _tail(text, host.end)
                yield from _with_protocol(text, begin, host, taken)
        while (host := labels.next_host(taken)) is not None:
            taken = _tail(text, host.end)
            yield from _without_protocol(text, host, taken)


def _protocol_start(text: str, host: int, taken: int) -> int | None:
    """Where the ``https://`` before ``host`` begins, None where there is none that counts."""
    for length in (8, 7):
        start = host - length
        if start >= taken and _compiled(_PROTOCOL).fullmatch(text, start, host) and _may_begin(text, start, taken):
            return start
    return None


def _may_begin(text: str, start: int, taken: int) -> bool:
    """True where a URL may begin: at the start, or after a free character that is no letter or sign.

    X looks at UTF-16: the first half of an emoji stands before the second and is no letter either.
    """
    if start == 0 or text[start] > "\uffff":
        return True
    return start > taken and _compiled(_NO_URL_AFTER).match(text, start - 1) is None


class _Labels:
    """The dot-separated labels of one run, and which chains of them lead to a top-level domain."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.bounds = _split(text, start, end)
        count = len(self.bounds)
        self.tld = [None, *(_tld_end(text, begin) for begin, _ in self.bounds[1:])]
        self.farthest: list[int | None] = [None] * count
        for index in range(count - 2, 0, -1):
            self.farthest[index - 1] = self._reach(index)
        self.label = 0

    def _reach(self, index: int) -> int | None:
        """The label of the last top-level domain that a chain through the whole label ``index`` reaches."""
        begin, end = self.bounds[index]
        if begin == end or self.text[begin] in "-_" or self.text[end - 1] in "-_":
            return None
        beyond = self.farthest[index]
        if beyond is not None:
            return beyond
        names_domain = self.tld[index + 1] is not None and self.text.find("_", begin, end) < 0
        return index + 1 if names_domain else None

    def host_at_start(self) -> _Host | None:
        """The host that begins with the run itself."""
        begin, end = self.bounds[0]
        if begin == end or len(self.bounds) == 1 or self.text[begin] in "-_" or self.text[end - 1] in "-_":
            return None
        return self._host(0, begin)

    def next_host(self, taken: int) -> _Host | None:
        """The next host that begins where a URL may begin, after ``taken``."""
        while self.label < len(self.bounds) - 1:
            label = self.label
            begin, end = self.bounds[label]
            host = self._host_within(label, max(begin, taken), end, taken)
            if host is not None:
                return host
            self.label += 1
        return None

    def _host_within(self, label: int, begin: int, end: int, taken: int) -> _Host | None:
        if begin >= end or self.text[end - 1] in "-_":
            return None
        if self.farthest[label] is None:
            if self.tld[label + 1] is None:
                return None
            begin = max(begin, self.text.rfind("_", begin, end) + 1)
        for start in range(begin, end):
            if self.text[start] not in "-_" and _may_begin(self.text, start, taken):
                return self._host(label, self._second_rather_than_first(start, end))
        return None

    def _second_rather_than_first(self, start: int, end: int) -> int:
        """At the very start X tries the second character first: of ``ñandu.com`` it links ``andu.com``."""
        if start > 0 or end < 2 or self.text[1] in "-_" or _compiled(_NO_URL_AFTER).match(self.text, 0):
            return start
        return 1

    def _host(self, label: int, start: int) -> _Host | None:
        last = self.farthest[label]
        if last is None and self.text.find("_", start, self.bounds[label][1]) < 0:
            last = label + 1
        end = None if last is None else self.tld[last]
        return None if end is None else _Host(start, end)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    bounds = []
    while (dot := text.find(".", start, end)) >= 0:
        bounds.append((start, dot))
        start = dot + 1
    bounds.append((start, end))
    return bounds


def _tail(text: str, end: int) -> int:
    """Where the URL ends whose host ends at ``end``: after port, path and query, if any."""
    return _query_end(text, _path_end(text, _port_end(text, end)))


def _port_end(text: str, end: int) -> int:
    port = _compiled(_PORT).match(text, end)
    return port.end() if port else end


def _path_end(text: str, end: int) -> int:
    path = _compiled(_PATH).match(text, end)
    return path.end() if path else end


def _query_end(text: str, end: int) -> int:
    query = _compiled(_QUERY).match(text, end)
    length = len(query[0].rstrip(_NO_QUERY_END)) if query else 0
    return end + length


def _with_protocol(text: str, start: int, host: _Host, end: int) -> Iterator[Entity]:
    protocol = host.start - start
    if not _resolvable(text[host.start : host.end]) or protocol + _units(text[start:end]) > _LONGEST_URL:
        return
    short = _compiled(_SHORTENED).match(text, start, end)
    if short is None:
        yield Entity(EntityKind.URL, start, end)
    elif len(short[1]) <= _LONGEST_SLUG:
        yield Entity(EntityKind.URL, start, min(end, _query_end(text, short.end())))


def _without_protocol(text: str, host: _Host, end: int) -> Iterator[Entity]:
    if host.start > 0 and text[host.start - 1] in "-_./":
        return
    if not _resolvable(text[host.start : host.end]) or len("https://") + _units(text[host.start : end]) > _LONGEST_URL:
        return
    domains = list(_ascii_domains(text, host))
    path_start = _port_end(text, host.end)
    if domains and text.startswith("/", path_start):
        domains[-1] = _Host(domains[-1].start, end)
    for domain in domains:
        yield Entity(EntityKind.URL, domain.start, domain.end)


def _ascii_domains(text: str, host: _Host) -> Iterator[_Host]:
    """The domains written in Latin letters inside a host that may hold half a sentence."""
    chain: int | None = None
    found: _Host | None = None
    taken = host.start
    for begin, end in _split(text, host.start, host.end)[:-1]:
        letters = _ascii_start(text, max(begin, taken), end)
        if letters is None or letters > begin or chain is None:
            if found is not None:
                yield found
                taken, found = found.end, None
                letters = _ascii_start(text, max(begin, taken), end)
            chain = letters
        tld = _tld_end(text, end + 1, host.end)
        if chain is not None and tld is not None:
            found = _Host(chain, tld)
    if found is not None:
        yield found


def _ascii_start(text: str, begin: int, end: int) -> int | None:
    """Where the Latin letters begin with which ``text[begin:end]`` ends."""
    start = end
    while start > begin and _compiled(_LATIN).match(text, start - 1):
        start -= 1
    return start if start < end else None


_LATIN = rf"[\-a-zA-Z0-9{_LATIN_ACCENTS}]"


def _resolvable(domain: str) -> bool:
    """True when every label fits a DNS label once encoded, so that X takes the domain for one."""
    if domain.startswith("xn--") and next(_ascii_domains(domain, _Host(0, len(domain))), None) is None:
        return False
    return all(_encoded_length(label) <= _LONGEST_LABEL for label in domain.split("."))


def _encoded_length(label: str) -> int:
    """The length of a label in punycode; the ideographic full stops in it separate, as IDNA has it."""
    if len(label) > _LONGEST_LABEL or label.isascii():
        return len(label)
    return len(".".join(_encoded(part) for part in _compiled(_IDEOGRAPHIC_STOPS).split(label)))


def _encoded(part: str) -> str:
    return part if part.isascii() else f"xn--{part.encode('punycode').decode('ascii')}"


_IDEOGRAPHIC_STOPS = "[\u3002\uff0e\uff61]"


def _units(text: str) -> int:
    """The length of ``text`` in UTF-16, which is what X counts against the longest URL."""
    return len(text) + sum(character > "\uffff" for character in text)


_TLD_LETTERS = r"[A-Za-z]++(?![0-9@+\-])"
_PUNYCODE = r"[Xx][Nn]--[\-0-9a-zA-Z]+"
_TLD_MAY_END = r"\Z|[^0-9a-zA-Z@+\-]"


def _tld_end(text: str, start: int, end: int | None = None) -> int | None:
    """Where the top-level domain that begins at ``start`` ends, None where none begins.

    Nothing beyond ``end`` is looked at.
    """
    limit = len(text) if end is None else end
    letters = _compiled(_TLD_LETTERS).match(text, start, limit)
    if letters and letters[0].lower() in top_level_domains():
        return letters.end()
    for domain in _mixed_domains().get(text[start : start + 1].lower(), ()):
        stop = start + len(domain)
        if stop <= limit and text[start:stop].lower() == domain and _compiled(_TLD_MAY_END).match(text, stop, limit):
            return stop
    punycode = _compiled(_PUNYCODE).match(text, start, limit)
    return punycode.end() if punycode else None


@cache
def top_level_domains() -> frozenset[str]:
    """The top-level domains X knows, lower case, without dots; read on first use."""
    lines = Path(__file__).with_name("tlds.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(domain for line in lines if not line.startswith("#") for domain in line.split())


@cache
def _mixed_domains() -> dict[str, tuple[str, ...]]:
    """The top-level domains that are not all ASCII, longest first, by their first letter."""
    domains = sorted((d for d in top_level_domains() if not d.isascii()), key=lambda d: (d[0], -len(d)))
    return {first: tuple(same) for first, same in groupby(domains, key=lambda d: d[0])}


# --- hashtags that do not come out as meant ----------------------------------------------------------


class HashtagFault(StrEnum):
    """Why X links no tag, or half a tag, where the writer evidently meant a whole one.

    GLUED: the sign follows a letter, a digit or ``&`` at once (お買いもの#ポチモール).
    GLUED_TAGS: a sign follows a tag at once, and X links neither (#冬ギフト#ほうじ茶ラテ).
    DIGITS_ONLY: a tag needs a letter (#2026).
    SPACE_AFTER: a space parts the sign from its word (# 水瀬市の紅葉).
    SHARP: the sign is that of music (♯PR).
    CUT: X ends the tag at a symbol in its middle (#お茶&お菓子).
    """

    GLUED = "glued"
    GLUED_TAGS = "glued-tags"
    DIGITS_ONLY = "digits-only"
    SPACE_AFTER = "space-after"
    SHARP = "sharp"
    CUT = "cut"


class BrokenHashtag(NamedTuple):
    """A tag that X will not link as meant; ``text[start:end]`` is what was meant, from its sign on.

    Of tags glued to one another the span is the whole chain.
    """

    fault: HashtagFault
    start: int
    end: int


def broken_hashtags(text: str) -> tuple[BrokenHashtag, ...]:
    """The places, in order, where a writer meant a hashtag that X will not link or will cut short.

    Not meant as tags: what lies in a URL or e-mail, a fragment behind a path, C# and F#m, #1 and #2 as
    numbering, #9110 and other short telephone numbers, the # one presses on a telephone.
    """
    if "#" not in text and "＃" not in text and "♯" not in text:
        return ()
    return tuple(_scan_broken(text))


class _Attempt(NamedTuple):
    """A sign and what follows it: X reads on to ``read``, the writer meant to go on to ``end``."""

    start: int
    read: int
    end: int
    sign: str
    lettered: bool

    @property
    def is_bare(self) -> bool:
        """True when nothing follows the sign that X could read."""
        return self.read == self.start + 1


def _scan_broken(text: str) -> Iterator[BrokenHashtag]:
    linked = {index for link in (*urls(text), *emails(text)) for index in range(link.start, link.end + 1)}
    attempts = [attempt for attempt in _attempts(text) if attempt.start not in linked]
    index = 0
    while index < len(attempts):
        end = _chain_end(attempts, index)
        fault = _fault(text, attempts, index, end)
        if fault is not None and fault.end - 1 not in linked:
            yield fault
        index = end


def _attempts(text: str) -> Iterator[_Attempt]:
    for match in _attempt_pattern().finditer(text):
        lettered = _letter_pattern().search(match["body"]) is not None
        yield _Attempt(match.start(), match.end("body"), match.end(), match["sign"], lettered)


def _chain_end(attempts: list[_Attempt], index: int) -> int:
    """The index behind the last of the attempts that hang together with the one at ``index``."""
    end = index + 1
    while end < len(attempts) and _joined(attempts[end - 1], attempts[end]):
        end += 1
    return end


def _joined(left: _Attempt, right: _Attempt) -> bool:
    return left.end == right.start and not left.is_bare and "♯" not in (left.sign, right.sign)


def _fault(text: str, attempts: list[_Attempt], index: int, chain_end: int) -> BrokenHashtag | None:
    attempt = attempts[index]
    if attempt.sign == "♯":
        return _sharp_fault(text, attempt)
    if attempt.is_bare:
        return _space_fault(text, attempt)
    if _is_no_tag(text, attempt):
        return None
    chain = attempts[index:chain_end]
    if len(chain) > 1 and any(link.lettered for link in chain):
        return BrokenHashtag(HashtagFault.GLUED_TAGS, attempt.start, chain[-1].end)
    if not attempt.lettered:
        return _digits_fault(text, attempts, index)
    if _is_glued(text, attempt.start):
        return BrokenHashtag(HashtagFault.GLUED, attempt.start, attempt.end)
    if attempt.end > attempt.read:
        return BrokenHashtag(HashtagFault.CUT, attempt.start, attempt.end)
    return None


def _is_glued(text: str, start: int) -> bool:
    """True when X sees no tag at ``start`` for the character before it."""
    return _glue_pattern().match(text, max(0, start - 1), start) is not None


def _is_no_tag(text: str, attempt: _Attempt) -> bool:
    """True for C#, F#m, ``page.html#top``, ``*1234#`` and ``&#x3042;``."""
    before, after = _lead(text, attempt), text[attempt.start + 1 : attempt.end]
    if _compiled(_NOTE_OR_LANGUAGE).search(before) and _compiled(_AFTER_NOTE_OR_LANGUAGE).match(after):
        return True
    if _compiled(_PRESSED_BEFORE).search(before) and (
        before.rstrip(_ANY_DIGIT).endswith("*") or _is_hiragana(after[0])
    ):
        return True
    return bool(_compiled(_PATH_BEFORE).search(before)) or (before.endswith("&") and text.startswith(";", attempt.end))


def _lead(text: str, attempt: _Attempt) -> str:
    """What stands before the sign, as far back as one need look."""
    return text[max(0, attempt.start - _WINDOW) : attempt.start]


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def _sharp_fault(text: str, attempt: _Attempt) -> BrokenHashtag | None:
    is_music = _compiled(_MUSIC).search(_lead(text, attempt) + text[attempt.start : attempt.end + _WINDOW])
    counts_sharps = _digit_pattern().match(text, attempt.start + 1)
    if not attempt.lettered or _is_glued(text, attempt.start) or is_music or counts_sharps:
        return None
    return BrokenHashtag(HashtagFault.SHARP, attempt.start, attempt.end)


def _space_fault(text: str, attempt: _Attempt) -> BrokenHashtag | None:
    if _is_glued(text, attempt.start) or _lead(text, attempt).endswith(("#", "＃", "*")):
        return None
    word = _spaced_word_pattern().match(text, attempt.start + 1)
    return BrokenHashtag(HashtagFault.SPACE_AFTER, attempt.start, word.end()) if word else None


def _digits_fault(text: str, attempts: list[_Attempt], index: int) -> BrokenHashtag | None:
    attempt = attempts[index]
    is_pressed = _lead(text, attempt).endswith("*") or text.startswith(("*", "#", "＃"), attempt.end)
    if is_pressed or _is_glued(text, attempt.start):
        return None
    digits = len(_digit_pattern().findall(text, attempt.start, attempt.read))
    is_long = digits >= _FEWEST_DIGITS
    if _letter_pattern().search(text, attempt.read, attempt.end):
        is_meant = is_long or text[attempt.read] in "%％"
        return BrokenHashtag(HashtagFault.CUT, attempt.start, attempt.end) if is_meant else None
    is_number_to_call = _short_number_pattern().fullmatch(text, attempt.start + 1, attempt.end) is not None
    if digits and (_beside_tag(text, attempts, index) or (is_long and not is_number_to_call)):
        return BrokenHashtag(HashtagFault.DIGITS_ONLY, attempt.start, attempt.end)
    return None


def _beside_tag(text: str, attempts: list[_Attempt], index: int) -> bool:
    """True when only space lies between the attempt and a tag with a letter before or behind it."""
    here = attempts[index]
    before = index > 0 and attempts[index - 1].lettered and text[attempts[index - 1].end : here.start].isspace()
    after = attempts[index + 1 : index + 2]
    return before or any(tag.lettered and text[here.end : tag.start].isspace() for tag in after)


_FEWEST_DIGITS = 3
_WINDOW = 64
_ANY_DIGIT = "0123456789０１２３４５６７８９"
_NOTE_OR_LANGUAGE = r"(?<![A-Za-z0-9#＃])[A-GJQa-gＡ-Ｇ]\Z"
_AFTER_NOTE_OR_LANGUAGE = r"(?:maj|min|dim|sus|aug|add|[mM0-9])*+(?![A-Za-z])"
_PRESSED_BEFORE = r"[0-9０-９]\Z"
_PATH_BEFORE = r"[./][A-Za-z0-9_~\-]+\Z"
_MUSIC = r"[A-GＡ-Ｇ]♯|[♭♮]"

_CUTS = (
    rf"(?:[&＆\-－‐‑−+＋×%％](?!https?://)[{TAG_CHARACTERS}]++|(?<=[A-Za-z0-9])[.'’](?=[A-Za-z])[{TAG_CHARACTERS}]++)*+"
)


@cache
def _attempt_pattern() -> regex.Pattern[str]:
    """A sign (no keycap), the body X reads, and symbols with more of the body behind them."""
    return regex.compile(
        rf"(?<sign>[{_SIGNS}♯])(?![\uFE0F\u20E3])(?:(?<body>[{TAG_CHARACTERS}]++){_CUTS}|(?<body>))", regex.V1
    )


@cache
def _spaced_word_pattern() -> regex.Pattern[str]:
    return regex.compile(rf"[ \u3000\xa0]{{1,2}}\p{{L}}[{TAG_CHARACTERS}]*+{_CUTS}", regex.V1)


@cache
def _glue_pattern() -> regex.Pattern[str]:
    return regex.compile(_GLUE, regex.V1)


@cache
def _letter_pattern() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\p{M}]")


@cache
def _digit_pattern() -> regex.Pattern[str]:
    return regex.compile(r"\p{Nd}")


@cache
def _short_number_pattern() -> regex.Pattern[str]:
    """The Japanese numbers one dials with a #: 7119 for an ambulance, 9110 for the police."""
    return regex.compile(r"[7-9７-９]\p{Nd}{3}")
