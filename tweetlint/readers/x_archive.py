"""The archive that X gives to the owner of an account: the posts of ``tweets.js`` and of its parts, post by post.

An archive is JavaScript in form only: a name, ``=``, and a JSON array, which is read piece by piece, so that its
size does not matter. What X changed when it kept the post is taken back: ``&amp;``, the addresses of t.co, and
the names before a reply, which nobody wrote. Long posts stand there with their first 280 characters.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from io import TextIOWrapper
from typing import IO, Any, BinaryIO, NamedTuple, Protocol

import msgspec

from tweetlint.errors import InputError
from tweetlint.limits import LONGEST_FIELD, LONGEST_LINE, MIB, MOST_ENTRIES
from tweetlint.model import Draft, DraftKind, Media, Origin, Problem
from tweetlint.readers import decode, x_files
from tweetlint.readers.fields import draft_of
from tweetlint.readers.file import File
from tweetlint.readers.moments import moment_of

_CHUNK = MIB
_LARGEST_LIST = 8 * MIB
"""Bytes of a manifest or index."""
_SWOLLEN = 100
"""A member of a ZIP file that unpacks to so many times its size, and to more than ``_PLAIN``, holds no posts."""
_PLAIN = 64 * MIB
_NAMED = 5
_HEAD = re.compile(r"\s{0,40}(?:window\.YTD\.\w{1,40}\.part\d{1,5}|Grailbird\.data\.\w{1,40})\s{0,40}=\s{0,40}\[")
_BETWEEN = re.compile(r"[\s,]*")
# The next post behind one that is broken: the first key of an object that is an entry of an array.
_NEXT = re.compile(
    r"(?<=[,\[])\s{0,40}\{\s{0,40}\"(?:tweet|source|created_at|edit_info|retweeted|entities|display_text_range|id_str)\""
)
_CUT = 16  # what is cut off is complained about this near to the end
_STAMP = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}) (?P<clock>\d{2}:\d{2}:\d{2})"
    r"(?P<offset> [+-]\d{4})? (?P<year>\d{4})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT = re.compile(r"https?://t\.co/\w{1,20}")
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w{1,30}/status/\d{1,25}")
_ADDRESSED = re.compile(r"(?:@\w{1,20}\s{1,9}){1,60}")
_REPOSTED = re.compile(r"RT @\w{1,20}:")
_JAPAN = timezone(timedelta(hours=9))
_HANDLE = re.compile(r"\w{1,30}")
_MEDIA = {"photo": "image", "video": "video", "animated_gif": "gif"}


class _Url(msgspec.Struct, frozen=True):
    url: str = ""
    expanded_url: str | None = None


class _Picture(msgspec.Struct, frozen=True):
    url: str = ""
    type: str = "photo"
    id_str: str = ""
    ext_alt_text: str | None = None


class _Entities(msgspec.Struct, frozen=True):
    urls: tuple[_Url, ...] = ()
    media: tuple[_Picture, ...] = ()


class _User(msgspec.Struct, frozen=True):
    id_str: str = ""


class _Tweet(msgspec.Struct, frozen=True):
    """A post as archives have it, old and new; what is not named here is nobody's business."""

    id_str: str | None = None
    id: str | int | None = None
    full_text: str | None = None
    text: str | None = None
    created_at: str | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_screen_name: str | None = None
    entities: _Entities = _Entities()
    extended_entities: _Entities = _Entities()
    retweeted_status: object = None
    user: _User = _User()


class _Named(msgspec.Struct, frozen=True):
    """A file in a manifest (``fileName``) or index (``file_name``)."""

    fileName: str = ""  # noqa: N815 -- X's name for it
    file_name: str = ""


class _Files(msgspec.Struct, frozen=True):
    files: tuple[_Named, ...] = ()


class _Manifest(msgspec.Struct, frozen=True):
    dataTypes: dict[str, _Files] = {}  # noqa: N815 -- X's name for it


class _Owner(msgspec.Struct, frozen=True):
    accountId: str = ""  # noqa: N815 -- X's name for it


class _Account(msgspec.Struct, frozen=True):
    account: _Owner = _Owner()


class _Place(Protocol):
    """The folder in which a file of posts lies, on the disk or in a ZIP file."""

    def names(self) -> Sequence[str]:
        """The names of the files there."""

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name, seen from there."""

    def source(self, name: str) -> bytes:
        """What is in the file, if it is there and no larger than a list of files can be; else nothing."""


class _OnDisk(NamedTuple):
    folder: str

    def names(self) -> Sequence[str]:
        try:
            return os.listdir(self.folder or os.curdir)
        except OSError:
            return ()

    def holds(self, name: str) -> bool:
        return os.path.exists(os.path.join(self.folder, name))

    def source(self, name: str) -> bytes:
        try:
            with open(os.path.join(self.folder, name), "rb") as stream:
                return stream.read(_LARGEST_LIST)
        except OSError:
            return b""


class _InZip(NamedTuple):
    archive: zipfile.ZipFile
    folder: str

    def names(self) -> Sequence[str]:
        inside = [posixpath.split(name) for name in self.archive.namelist()]
        return [name for folder, name in inside if folder == self.folder and name]

    def holds(self, name: str) -> bool:
        return self._full(name) in self.archive.NameToInfo

    def source(self, name: str) -> bytes:
        try:
            with self.archive.open(self._full(name)) as stream:
                return stream.read(_LARGEST_LIST)
        except (KeyError, *_BROKEN_ZIP):
            return b""

    def _full(self, name: str) -> str:
        return posixpath.normpath(posixpath.join(self.folder, name))


_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)


class _Untimed:
    """Posts of a file without a usable time: they are read without one, and a sentence says so at the end."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._struck: dict[str, tuple[int, int]] = {}

    def add(self, fault: str, line: int) -> None:
        first, count = self._struck.get(fault, (line, 0))
        self._struck[fault] = first, count + 1

    def told(self) -> Iterator[Problem]:
        how = {
            "none": ("no time", "They are read without one: download the archive again."),
            "odd": ("a time that cannot be read", "They are read without one: download the archive again."),
            "naive": ("a time without an offset", 'They are read without one: set time_zone = "+00:00" or another.'),
        }
        for fault, (line, count) in sorted(self._struck.items()):
            what, advice = how[fault]
            posts = "1 post has" if count == 1 else f"{count:,} posts have"
            yield Problem(str(InputError(f"{self._path}:{line}", f"{posts} {what}, from here on.", advice)))


def read(file: File) -> Iterator[Draft | Problem]:
    """The posts of a file of an archive, and a sentence for each of its parts that is not there.

    Raises ``InputError`` for a file that is none of an archive.
    """
    folder, name = os.path.split(file.location or file.path)
    yield from _read(file, _OnDisk(folder), name)


def read_zip(file: File) -> Iterator[Draft | Problem]:
    """The posts of an archive as X hands it out; raises ``InputError`` for a ZIP file of anything else."""
    try:
        archive = zipfile.ZipFile(file.stream)
    except _BROKEN_ZIP as error:
        raise InputError(file.path, "this is no ZIP file, or a broken one.", "Download the archive again.") from error
    with archive:
        names = [name for name in archive.namelist() if x_files.is_part(name) and _in_data(name)]
        if not names:
            what = "no X archive in this ZIP file: nothing like data/tweets.js."
            raise InputError(file.path, what, "Save other drafts unpacked.")
        for name in sorted(
            names, key=lambda name: (posixpath.dirname(name), x_files.part_number(_base(name)) or 0, name)
        ):
            yield from _member(archive, name, file)


def _member(archive: zipfile.ZipFile, name: str, file: File) -> Iterator[Draft | Problem]:
    path = f"{file.path}/{name}"
    info = archive.getinfo(name)
    if info.file_size > max(_PLAIN, _SWOLLEN * info.compress_size):
        what = f"{info.file_size:,} bytes in {info.compress_size:,}: that is no archive of posts."
        yield Problem(str(InputError(path, what, "Unpack it and look at it first.")))
        return
    try:
        with archive.open(name) as stream:
            inner = file._replace(path=path, stream=_binary(stream))
            yield from _read(inner, _InZip(archive, posixpath.dirname(name)), _base(name))
    except InputError as error:
        yield Problem(str(error))
    except UnicodeDecodeError as error:
        yield Problem(str(decode.undecodable(error, path)))
    except _BROKEN_ZIP:
        yield Problem(str(InputError(path, "the ZIP file is broken here.", "Download the archive again.")))


def _binary(stream: IO[bytes]) -> BinaryIO:
    binary: Any = stream
    return binary  # type: ignore[no-any-return]


def _in_data(name: str) -> bool:
    """Whether a member of a ZIP file lies where archives keep posts, and not in what somebody packed with it."""
    folder = f"/{posixpath.dirname(name)}"
    return folder.endswith(("/data", "/data/js/tweets")) or folder == "/"


def _base(name: str) -> str:
    return posixpath.basename(name)


def _read(file: File, place: _Place, name: str) -> Iterator[Draft | Problem]:
    yield from _missing(file.path, place, name)
    own = _own_id(place)
    untimed = _Untimed(file.path)
    for item, line in _items(file.stream, file.path):
        if isinstance(item, Problem):
            yield item
            continue
        try:
            yield _draft(_tweet(item, f"{file.path}:{line}"), Origin(file.path, line, escaped=True), own, file, untimed)
        except InputError as error:
            yield Problem(str(error))
    yield from untimed.told()


# -- what is not there ---------------------------------------------------------------------------


def _missing(path: str, place: _Place, name: str) -> Iterator[Problem]:
    """One sentence for the parts or months that should be there; the first file of an archive says it."""
    here = path[: -len(name)] if path.endswith(name) else ""
    if (found := x_files.month_of(name)) is not None:
        months = sorted(other for other in place.names() if x_files.month_of(other))
        if not 1 <= found[1] <= 12:
            what = f"there is no month {found[1]:02}; the posts are read all the same."
            yield Problem(str(InputError(path, what, "Rename the file, or download the archive again.")))
        if [name] == months[:1]:
            listed = _entries(place.source("../tweet_index.js"), tuple[_Named, ...]) or ()
            yield from _told([_base(each.file_name) for each in listed], place, here, "month")
    elif x_files.part_number(name) is not None:
        parts = x_files.numbered(place.names())
        if name == (parts[0] if parts else name):
            yield from _told(_expected(place, parts or [name]), place, here, "part")


def _told(names: Iterable[str], place: _Place, here: str, what: str) -> Iterator[Problem]:
    lost = [name for name in dict.fromkeys(names) if name and not place.holds(name)]
    if not lost:
        return
    listed = ", ".join(name[:80] for name in lost[:_NAMED]) + (", …" if len(lost) > _NAMED else "")
    one = f"a {what} of the archive is" if len(lost) == 1 else f"{len(lost):,} {what}s of the archive are"
    sentence = f"{one} missing, and the posts with it: {listed}."
    yield Problem(str(InputError(here.rstrip("/") or ".", sentence, "Put it there, or download the archive again.")))


def _expected(place: _Place, parts: Sequence[str]) -> list[str]:
    """The names of the parts that the manifest counts up; without one, those that numbers leave out."""
    manifest = _entries(place.source("manifest.js"), _Manifest)
    if manifest is not None:
        for name in ("tweets", "tweet"):
            if name in manifest.dataTypes:
                return [_base(each.fileName) for each in manifest.dataTypes[name].files]
    stem = "tweets" if parts[0].startswith("tweets") else "tweet"
    there = {x_files.part_number(part) for part in parts}
    last = min(max(number for number in there if number is not None), 999)
    return [f"{stem}-part{number}.js" if number else f"{stem}.js" for number in range(last) if number not in there]


def _entries(source: bytes, kind: Any) -> Any:
    """What stands behind the first ``=`` of a small file of an archive, as a ``kind``; None where it is no such."""
    try:
        return msgspec.json.decode(source.partition(b"=")[2].strip().rstrip(b";"), type=kind)
    except (msgspec.DecodeError, RecursionError):
        return None


def _own_id(place: _Place) -> str | None:
    """The number of the account whose archive this is, where the archive tells."""
    owners = _entries(place.source("account.js"), tuple[_Account, ...])
    return (owners[0].account.accountId or None) if owners else None


# -- from characters to posts --------------------------------------------------------------------


def _items(stream: BinaryIO, path: str) -> Iterator[tuple[object, int]]:
    """The entries of the array, decoded, with the line on which each begins; problems in their place.

    Raises ``InputError`` for what is no archive.
    """
    reader = TextIOWrapper(stream, decode.encoding_of(stream, path), newline="")
    try:
        yield from _Array(reader, path).items()
    finally:
        reader.detach()  # the stream is not ours to close


class _Array:
    """A JSON array that is read by chunks: what stands in memory is a chunk and the entry that goes over its end."""

    def __init__(self, reader: TextIOWrapper, path: str) -> None:
        self._reader = reader
        self._path = path
        self._text = reader.read(_CHUNK)
        self._at = 0
        self._line = 1
        self._ended = not self._text

    def items(self) -> Iterator[tuple[object, int]]:
        head = _HEAD.match(self._text)
        if head is None:
            what = "no X archive: it does not begin like window.YTD.tweets.part0 = [."
            raise InputError(self._path, what, "Name tweets.js, or the folder or ZIP file of the archive.")
        self._go_to(head.end())
        decoder = json.JSONDecoder()
        while self._next_entry():
            try:
                item, end = decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._may_be_cut(error) and self._more():
                    continue
                yield self._broken(error.msg), self._line
                if not self._skip():
                    return
                continue
            except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of digits
                reason = "nested too deeply" if isinstance(error, RecursionError) else "a number that is too long"
                yield self._broken(reason), self._line
                if not self._skip():
                    return
                continue
            yield item, self._line
            self._go_to(end)

    def _next_entry(self) -> bool:
        """Whether another entry begins here; raises ``InputError`` where the array breaks off."""
        while True:
            between = _BETWEEN.match(self._text, self._at)
            self._go_to(between.end() if between else self._at)
            if self._at < len(self._text):
                return self._text[self._at] != "]"
            if not self._more():
                what = "the archive breaks off here."
                raise InputError(f"{self._path}:{self._line}", what, "Download it again.")

    def _go_to(self, position: int) -> None:
        self._line += self._text.count("\n", self._at, position)
        self._at = position

    def _more(self) -> bool:
        """Whether there was more to read; what has been gone over is let go."""
        chunk = self._reader.read(_CHUNK)
        self._text = self._text[self._at :] + chunk
        self._at = 0
        return bool(chunk)

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether the fault may be that the chunk ends here."""
        near = error.pos >= len(self._text) - _CUT or error.msg.startswith(("Unterminated", "Invalid \\uXXXX"))
        return near and len(self._text) - self._at <= LONGEST_LINE

    def _broken(self, reason: str) -> Problem:
        what = f"a post that is no JSON begins here: {reason[:1].lower()}{reason[1:]}."
        return Problem(str(InputError(f"{self._path}:{self._line}", what, "The others are read; download it again.")))

    def _skip(self) -> bool:
        """Whether there is another post behind the broken one, which is where we stand then."""
        self._go_to(min(self._at + 1, len(self._text)))
        while True:
            following = _NEXT.search(self._text, self._at)
            if following is not None:
                self._go_to(following.end() - len(following[0].lstrip()))
                return True
            self._go_to(max(self._at, len(self._text) - 200))
            if not self._more():
                return False


def _tweet(item: object, place: str) -> _Tweet:
    """The post, out of its wrapping; raises ``InputError`` for anything else."""
    if isinstance(item, dict) and isinstance(item.get("tweet"), dict):
        item = item["tweet"]
    try:
        return msgspec.convert(item, _Tweet)
    except UnicodeEncodeError as error:
        half = "no post of an archive: a name in it holds half of a character."
        raise InputError(place, half, "Download it again.") from error
    except msgspec.ValidationError as error:
        what = str(error).replace("`", "").partition(" - at ")
        where = what[2].removeprefix("$.")
        raise InputError(
            place,
            f"no post of an archive: {where}{': ' * bool(where)}{what[0][:1].lower()}{what[0][1:]}.",
            "Download it again.",
        ) from error


# -- from posts to drafts ------------------------------------------------------------------------


def _draft(tweet: _Tweet, origin: Origin, own: str | None, file: File, untimed: _Untimed) -> Draft:
    """The draft that the post once was."""
    kind = _kind(tweet, own or tweet.user.id_str or None)
    fields: dict[str, object] = {
        "id": tweet.id_str or str(tweet.id or f"{origin.path}:{origin.line}"),
        "text": _text(tweet, kind),
        "kind": kind,
        "in_reply_to": _answered(tweet) if kind in (DraftKind.REPLY, DraftKind.THREAD) else None,
        "media": tuple(_media(_pictures(tweet))),
    }
    place = f"{origin.path}:{origin.line}"
    for name in ("id", "text"):
        try:
            str(fields[name]).encode()
        except UnicodeEncodeError as error:
            what = f"the {name} holds half of a character (a lone surrogate)."
            raise InputError(place, what, "Download the archive again.") from error
    draft = draft_of(fields, origin)
    return msgspec.structs.replace(draft, publish_at=_publication(tweet, origin, file.zone, untimed))


def _kind(tweet: _Tweet, own: str | None) -> DraftKind:
    written = tweet.full_text or tweet.text or ""
    if tweet.retweeted_status is not None or _REPOSTED.match(written):
        return DraftKind.REPOST
    if tweet.in_reply_to_user_id_str is not None and tweet.in_reply_to_user_id_str == own:
        return DraftKind.THREAD
    if tweet.in_reply_to_status_id_str or tweet.in_reply_to_user_id_str or tweet.in_reply_to_screen_name:
        return DraftKind.REPLY
    return DraftKind.QUOTE if any(_quoted(tweet)) else DraftKind.POST


def _quoted(tweet: _Tweet) -> Iterator[_Url]:
    """The addresses in the post that are posts themselves."""
    return (each for each in tweet.entities.urls if each.expanded_url and _STATUS.match(each.expanded_url))


def _text(tweet: _Tweet, kind: DraftKind) -> str:
    """What was written: without the address of a picture or of a quoted post, and without the names before a reply.

    Where nothing is left, the post is what the archive says.
    """
    kept = tweet.full_text if tweet.full_text is not None else tweet.text or ""
    whole = kept.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    long = {each.url: each.expanded_url or each.url for each in tweet.entities.urls[:MOST_ENTRIES]}
    text = whole
    for tail in (*(each.url for each in _pictures(tweet)), *(each.url for each in _quoted(tweet))):
        if tail and text.rstrip().endswith(tail):
            text = text.rstrip().removesuffix(tail).rstrip()
    if kind is DraftKind.REPLY and (named := _ADDRESSED.match(text)) is not None:
        text = text[named.end() :]
    if not text.strip():
        text = whole
    return _SHORT.sub(lambda found: long.get(found[0], found[0])[:LONGEST_FIELD], text)


def _pictures(tweet: _Tweet) -> tuple[_Picture, ...]:
    return (tweet.extended_entities.media or tweet.entities.media)[:MOST_ENTRIES]


def _media(pictures: Iterable[_Picture]) -> Iterator[Media]:
    """The pictures; what alternative text one had is rarely told, and a picture of which it is not is no fault."""
    for each in pictures:
        name = _MEDIA.get(each.type, "image")
        if each.ext_alt_text is not None:
            yield Media(type=name, alt=each.ext_alt_text[:LONGEST_FIELD])
        else:
            yield Media(type=f"archived-{name}")


def _answered(tweet: _Tweet) -> str | None:
    """The address of the post that is answered, or the handle of whom it is said to."""
    name, status = tweet.in_reply_to_screen_name, tweet.in_reply_to_status_id_str
    handle = name if name and _HANDLE.fullmatch(name) else None
    if status and status.isdecimal() and len(status) <= 25:
        return f"https://x.com/{handle or 'i'}/status/{status}"
    return f"@{handle}" if handle else None


def _publication(tweet: _Tweet, origin: Origin, zone: tzinfo | None, untimed: _Untimed) -> datetime | None:
    """When it was posted, as clocks showed it in ``zone`` or else in Japan; None where the archive does not tell.

    X counts in UTC, where nobody's office is: rules on days and hours would judge those of others.
    """
    if not (tweet.created_at or "").strip():
        untimed.add("none", origin.line)
        return None
    word = _as_iso(tweet.created_at or "")
    try:
        moment = moment_of(word, "", zone)
    except InputError as error:
        untimed.add("naive" if "time zone" in error.what else "odd", origin.line)
        return None
    return _in(moment, zone or _JAPAN)


def _in(moment: datetime, zone: tzinfo) -> datetime:
    """``moment`` as clocks show it in ``zone``; at the ends of all time, as it is."""
    try:
        there = moment.astimezone(zone)
    except OverflowError:
        return moment
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0)))


def _as_iso(word: str) -> str:
    """``Tue Dec 01 01:00:00 +0000 2026`` as ``2026-12-01 01:00:00 +0000``; what is written otherwise, as it is."""
    match = _STAMP.fullmatch(word)
    if match is None or match["month"] not in _MONTHS:
        return word
    month = _MONTHS.index(match["month"]) + 1
    return f"{match['year']}-{month}-{match['day']} {match['clock']}{match['offset'] or ''}"
