"""``link``: addresses that will not open as meant, lead elsewhere, or tell more than they should."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import msgspec

from tweetlint.account import Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.model import Severity, Span
from tweetlint.phrase.gate import Signs
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind


class Fault(StrEnum):
    """What can be wrong with an address; each is a case.

    BROKEN: it was meant as an address, and X will not link it. CUT: X links only its beginning.
    INTERNAL: only people inside can open it. SESSION: it carries somebody's session or e-mail address.
    PREVIEW: it opens a page that is not public yet. LOOK_ALIKE: it nearly is one of our domains.
    SHORTENED: nobody sees where it leads. TRACKED: it says it was copied from elsewhere. PLAIN: http.
    SCHEMELESS: it has no https://. SHARED: it opens a file of a storage. TWICE: it is there already.
    """

    BROKEN = "broken"
    CUT = "cut"
    INTERNAL = "internal"
    SESSION = "session"
    PREVIEW = "preview"
    LOOK_ALIKE = "look-alike"
    SHORTENED = "shortened"
    TRACKED = "tracked"
    PLAIN = "plain"
    SCHEMELESS = "schemeless"
    SHARED = "shared"
    TWICE = "twice"


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All faults but those named in ``except``.

    Lists name hosts (``shorteners``, ``storages``), labels of hosts (``insiders``), parameters (``sessions``,
    ``previews``, ``clicks``) and what ``utm_source`` may be that is not X (``elsewhere``).
    """

    excepting: tuple[str, ...] = msgspec.field(default=(), name="except")
    shorteners: str = ""
    storages: str = ""
    insiders: str = ""
    sessions: str = ""
    previews: str = ""
    clicks: str = ""
    elsewhere: str = ""


def captures(match: Match) -> frozenset[str]:
    """``term``: the address; ``host``; ``found``: the part of it that is meant; ``own``: the domain it resembles."""
    return frozenset({"term", "host", "found", "own"})


def compile_match(match: Match, build: Build) -> Links:
    """The check for ``match``."""
    known = [fault.value for fault in Fault]
    for name in match.excepting:
        if name not in known:
            raise ValueError(f"except: there is no fault '{name}', only {', '.join(known)}")
    return Links(match, build)


_LETTER = "[A-Za-z\uff21-\uff3a\uff41-\uff5a]"
_BEFORE_SLASH = "[Ss\uff53]{0,2}[:;\uff1a\uff1b.]?[/\uff0f\\\\\u00a5\uffe5]{1,3}"
_ATTEMPT = (
    r"[Hh][Tt][Tt][Pp][Ss]?://"
    rf"|(?<!{_LETTER})(?:[Hh\uff48]{{1,2}}[Tt\uff54]{{1,3}}[Pp\uff50]{{1,2}}|[Tt]{{2}}[Pp]){_BEFORE_SLASH}"
)
_HINT = "[Pp\uff50][Ss\uff53]{0,2}[:;\uff1a\uff1b.]?[/\uff0f\\\\\u00a5\uffe5]"  # what every attempt has, and few posts
_ADDRESS = r"[ \u3000]?[A-Za-z0-9](?:\. (?=[a-z])|[A-Za-z0-9\-._~:/?#@!$&*+,;=%])*"
_ADDRESS_PART = r"[A-Za-z0-9\-._~/?#&=%]+"
_CUT_BEHIND = "[\uff1f\uff06\uff1d\uff0f\uff05\uff03]"
_NON_LATIN_PATH = "[\u30a1-\u30fa\u4e00-\u9fff][\u30a1-\u30ff\u4e00-\u9fff]*"
_NON_LATIN_VALUE = "[\u3041-\u30ff\u4e00-\u9fff]+"
_PRIVATE = (
    r"localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+"
    r"|\d{1,3}(?:\.\d{1,3}){3}|[\w\-.]+\.(?:local|internal|localdomain|lan|test|intra|corp)"
)
_SCHEME = r"[Hh][Tt][Tt][Pp][Ss]?://"
_LONGEST_STEM = 60
_SHORTEST_STEM = 5
_LONG_STEM = 9


class Links:
    """Looks at every address of a post."""

    def __init__(self, match: Match, build: Build) -> None:
        def words(slot: str) -> frozenset[str]:
            return frozenset(word.lower() for word in build.vocabulary.words(slot)) if slot else frozenset()

        account = build.account
        self.signs = Signs(frozenset("./\uff0f\\\u00a5\uffe5"))
        self._own = tuple(_host_of(domain) for domain in account.domains)
        allowed = {_host_of(host) for host in account.shorteners} | set(self._own)
        self._wanted = frozenset(Fault) - {Fault(name) for name in match.excepting}
        self._shorteners = words(match.shorteners) - allowed
        self._storages = words(match.storages) - allowed
        self._insiders = words(match.insiders)
        self._sessions = words(match.sessions)
        self._previews = words(match.previews)
        self._clicks = words(match.clicks)
        self._elsewhere = words(match.elsewhere)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """One hit for an address: the fault that comes first in ``Fault``."""
        text = analysis.source
        links = [Span(start, end) for kind, start, end in analysis.entities if kind is EntityKind.URL]
        if _compiled(_HINT).search(text):
            yield from self._attempts(text, links)
        addresses: set[str] = set()
        for span in links:
            link = _read(text, span)
            if link is None:
                continue
            yield from self._faults(text, link, link.address in addresses)
            addresses.add(link.address)

    # -- what is no link ---------------------------------------------------------------------------

    def _attempts(self, text: str, links: Sequence[Span]) -> Iterator[Hit]:
        """Addresses that X does not link: private ones, and those with a slip of the finger."""
        for match in _compiled(_ATTEMPT).finditer(text):
            start, end = match.span()
            if any(link.start <= start < link.end for link in links):
                continue
            private = _compiled(_PRIVATE).match(text, end)
            rest = _compiled(_ADDRESS).match(text, end)
            if private and _compiled(_SCHEME).fullmatch(match[0]):
                yield from self._found(Fault.INTERNAL, text, Span(start, max(private.end(), _end(rest, end))))
            elif rest and "." in rest[0].strip("."):
                yield from self._found(
                    Fault.BROKEN, text, Span(start, start + len(text[start : rest.end()].rstrip(".,")))
                )

    # -- what is one -------------------------------------------------------------------------------

    def _faults(self, text: str, link: _Link, known: bool) -> Iterator[Hit]:
        for fault, find in self._tests(text, known):
            found = find(link)
            if found is not None and fault in self._wanted:
                severity = None if fault not in _GENTLE or self._is_ours(fault, link) else Severity.NOTE
                span = Span(link.span.start, link.span.end + (len(found) if fault is Fault.CUT else 0))
                yield from self._found(fault, text, span, link.host, found, severity)
                return

    def _tests(self, text: str, known: bool) -> tuple[tuple[Fault, Callable[[_Link], str | None]], ...]:
        return (
            (Fault.CUT, lambda link: _cut(text, link)),
            (Fault.INTERNAL, self._internal),
            (Fault.SESSION, lambda link: link.parameter(self._sessions) or link.person()),
            (Fault.PREVIEW, lambda link: link.parameter(self._previews)),
            (Fault.LOOK_ALIKE, self._resembled),
            (Fault.SHORTENED, lambda link: _listed(link, self._shorteners)),
            (Fault.TRACKED, self._tracked),
            (Fault.TWICE, lambda link: link.address if known else None),
            (Fault.PLAIN, lambda link: "http" if link.scheme == "http" else None),
            (Fault.SHARED, lambda link: _listed(link, self._storages)),
            (Fault.SCHEMELESS, lambda link: self._bare(text, link)),
        )

    def _found(
        self,
        fault: Fault,
        text: str,
        span: Span,
        host: str = "",
        found: str = "",
        severity: Severity | None = None,
    ) -> Iterator[Hit]:
        if fault in self._wanted:
            own = self._own_like(host) or ""
            words = {"term": text[span.start : span.end], "host": host, "found": found, "own": own}
            yield Hit(span, words, case=fault.value, severity=severity)

    def _is_own(self, host: str) -> bool:
        return any(host == own or host.endswith(f".{own}") for own in self._own)

    def _is_ours(self, fault: Fault, link: _Link) -> bool:
        """Whether the fault is one that we can mend: an address of ours, and not only its host as a name."""
        return self._is_own(link.host) and (fault is Fault.PLAIN or bool(link.path.strip("/")))

    def _internal(self, link: _Link) -> str | None:
        if _compiled(_PRIVATE).fullmatch(link.host):
            return link.host
        return next((label for label in link.host.replace("-", ".").split(".")[:-2] if label in self._insiders), None)

    def _tracked(self, link: _Link) -> str | None:
        clicked = link.parameter(self._clicks)
        if clicked is not None:
            return clicked
        source = link.value("utm_source")
        return source if source in self._elsewhere else None

    def _resembled(self, link: _Link) -> str | None:
        return None if self._is_own(link.host) else self._own_like(link.host)

    def _own_like(self, host: str) -> str | None:
        """The own domain that ``host`` differs from by a letter or two; None where it is one, or like none."""
        if not host or not self._own or self._is_own(host):
            return None
        shown = _drawn(host)
        for own in self._own:
            if f".{shown}".endswith(f".{_drawn(own)}"):
                return own
            stem = own.partition(".")[0]
            most = 2 if len(stem) >= _LONG_STEM else 1
            if len(stem) >= _SHORTEST_STEM and 0 < _distance(_tail(host, own), own, most) <= most:
                return own
        return None

    def _bare(self, text: str, link: _Link) -> str | None:
        """An address without https:// that is meant as one: it goes on behind the host, or is ours."""
        if link.scheme or text[: link.span.start].endswith(("{", "/", "@", "\uff20")):
            return None
        return link.host if self._is_own(link.host) or link.path.strip("/") else None


_GENTLE = frozenset({Fault.PLAIN, Fault.SCHEMELESS})
# Cyrillic and Greek letters, and digits, that are drawn as Latin ones.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0501\u051b\u03bf\u03b1\u03bd\u0131"
    "\u00e0\u00e1\u00e2\u00e4\u00e9\u00e8\u00ed\u00f3\u00f6\u00fc01",
    "aeopcyxisjdqoavi" + "aaaaeeioouol",
)


class _Link(NamedTuple):
    """An address taken apart; ``address`` is how it is compared with others."""

    span: Span
    scheme: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    address: str

    def parameter(self, names: frozenset[str]) -> str | None:
        """The first parameter that is one of ``names`` and says something."""
        if not self.query:
            return None
        return next((name for name, value in self.query if value and name in names), None)

    def person(self) -> str | None:
        """The first parameter that holds somebody's e-mail address."""
        return next((name for name, value in self.query if "@" in value[1:-1] and "." in value), None)

    def value(self, name: str) -> str | None:
        """What the address says of a parameter, in lower case."""
        return next((value.lower() for key, value in self.query if key == name), None)


def _read(text: str, span: Span) -> _Link | None:
    """The address at ``span``, or None where it is none."""
    written = text[span.start : span.end]
    scheme, parted, _ = written.partition("://")
    try:
        parts = urlsplit(written if parted else f"https://{written}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    query = tuple((name.lower(), value) for name, value in parse_qsl(parts.query, max_num_fields=None))
    address = f"{host.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"
    return _Link(span, scheme.lower() if parted else "", host, parts.path, query, address)


def _host_of(domain: str) -> str:
    """The host that an account file's domain means, with or without https:// and a path."""
    host = domain.lower().partition("://")[2] or domain.lower()
    return host.partition("/")[0].removeprefix("www.")


def _listed(link: _Link, hosts: frozenset[str]) -> str | None:
    """The entry of ``hosts`` that the link is of: a host, or a host with the beginning of a path."""
    host = link.host.removeprefix("www.")
    if host in hosts:
        return host
    where = f"{host}{link.path}"
    below = host.partition(".")[2]
    if below in hosts:
        return below
    return next((entry for entry in hosts if "/" in entry and where.startswith(entry)), None)


def _cut(text: str, link: _Link) -> str | None:
    """What of the address is lost behind its end, as X links no Japanese letters in a path."""
    end = link.span.end
    behind = _compiled(_CUT_BEHIND).match(text, end)
    if behind:
        part = _compiled(_ADDRESS_PART).match(text, behind.end())
        return behind[0] + part[0] if part else None
    last = text[end - 1]
    lost = None
    if last == "=":
        lost = _compiled(_NON_LATIN_VALUE).match(text, end)
    elif link.path and last in "/_-":
        lost = _compiled(_NON_LATIN_PATH).match(text, end)
    return lost[0] if lost else None


def _drawn(host: str) -> str:
    """``host`` with one letter for all that are drawn alike."""
    return host.translate(_LOOK_ALIKES).replace("rn", "m").replace("vv", "w")


def _tail(host: str, own: str) -> str:
    """The last labels of ``host``, as many as ``own`` has."""
    return ".".join(host.split(".")[-len(own.split(".")) :])


def _distance(one: str, other: str, most: int) -> int:
    """How many letters must be typed, taken out, replaced or swapped; ``most`` + 1 where it is more."""
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > _LONGEST_STEM:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]


def _end(match: re.Match[str] | None, default: int) -> int:
    return match.end() if match else default


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
