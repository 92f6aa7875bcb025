"""A sheet's bytes: what may be opened at all, and its lines in the encoding that they are written in."""

import codecs
import re
import stat
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tinycrm.errors import InvalidError, UnreadableError
from tinycrm.formats.vcard.encoding import FALLBACK, utf8, utf16

Source = Path | bytes

MEGABYTE = 1024**2
FILE_LIMIT = 256 * MEGABYTE
LINE_LIMIT = MEGABYTE
LINES_LIMIT = 5_000_000
SAMPLE_LINES = 200
SAMPLE_SIZE = 2 * MEGABYTE
PREVIEW_LINES = 5

_CHUNK = 256 * 1024
_HEAD = 4096
_WEB = re.compile(r"https?:/", re.IGNORECASE)
_OFFERED = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp850", "mac_roman")
_SHOWN = 1_000  # bytes of a line
_ODD_ENOUGH = 20_000  # characters that are enough to tell code pages apart
_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a packed archive",
    b"7z\xbc\xaf": "a packed archive",
    b"Rar!": "a packed archive",
    b"SQLite format 3": "a database",
}
_PAGE = re.compile(rb"\s*<(!doctype html|html|table|\?xml)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS_AT_MOST = 0.05

Line = tuple[int, str | None]
RawLine = tuple[int, bytes | None]


class Offer(NamedTuple):
    """How lines with other than plain letters read in one encoding: their numbers and their texts."""

    encoding: str
    lines: tuple[tuple[int, str], ...]


class Survey(NamedTuple):
    """What a whole text is written in, and how it begins.

    Where it is not `certain`, `offers` show what it would be in this encoding and in others.
    """

    encoding: str
    certain: bool
    offers: tuple[Offer, ...]
    sample: tuple[Line, ...]


def check_path(path: Path, limit: int | None = None) -> None:
    """Raises UnreadableError for what is no plain file, is empty, or has more than `limit` bytes.

    Nothing is opened: a pipe without a writer would keep us waiting. Raises InvalidError for a web address.
    """
    if _WEB.match(str(path)):
        raise InvalidError(f"{path}: tinycrm fetches nothing from the web. Download it, then name the file.")
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path} cannot be read: {_reason(error)}.") from None
    if what := _kind(status.st_mode):
        raise UnreadableError(f"{path} is {what}, not a file. Name a file that was saved.")
    if not status.st_size:
        raise UnreadableError(f"{path} is empty.")
    if limit is not None and status.st_size > limit:
        raise UnreadableError(
            f"{path} has {status.st_size / MEGABYTE:,.0f} MB; at most {limit // MEGABYTE:,} MB are read. Split it."
        )


def head(source: Source) -> bytes:
    """The first few bytes. Raises UnreadableError when the file cannot be read."""
    for chunk in chunks(source):
        return chunk[:_HEAD]
    return b""


def chunks(source: Source) -> Iterator[bytes]:
    """The bytes in pieces. Raises UnreadableError when the file cannot be read."""
    if isinstance(source, bytes):
        yield from (source[at : at + _CHUNK] for at in range(0, len(source), _CHUNK))
        return
    try:
        with source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise UnreadableError(f"{source} cannot be read: {_reason(error)}.") from None


def refuse_what_is_no_text(beginning: bytes) -> None:
    """Raises UnreadableError for pictures, pages, archives and the like, told by how they begin."""
    for magic, what in _MAGIC.items():
        if beginning.startswith(magic):
            raise UnreadableError(f"This is {what}, not a sheet. Export it as CSV or Excel.")
    if utf16(beginning):
        return
    if _PAGE.match(beginning.removeprefix(codecs.BOM_UTF8)):
        raise UnreadableError("This is a web page, whatever its name says. Open it and save it as CSV or Excel.")
    if len(_CONTROLS.findall(beginning)) > _CONTROLS_AT_MOST * len(beginning):
        raise UnreadableError("This is no text and no sheet that tinycrm knows. Export it as CSV or Excel.")


def survey(source: Source, encoding: str | None = None) -> Survey:
    """Reads it all once to learn its encoding: UTF-8, UTF-16, else cp1252 with a preview; or the one that is given.

    Raises InvalidError for an encoding that nobody knows, UnreadableError where the given one does not fit and for more
    lines than anybody has.
    """
    if encoding is not None:
        _refuse_misfit(source, encoding)
        return Survey(encoding, True, (), _sample(lines(source, encoding)))
    odd: list[tuple[int, bytes]] = []
    for number, raw in _raw_lines(utf8(chunks(source))):
        if raw is not None and not raw.isascii() and len(odd) < SAMPLE_LINES and not _is_utf8(raw):
            odd.append((number, raw[:_SHOWN]))
        if number > LINES_LIMIT:
            raise UnreadableError(f"This file has more than {LINES_LIMIT:,} lines. Split it.")
    sample = _sample(lines(source))
    if not odd:
        return Survey("utf-16" if utf16(head(source)) else "utf-8", True, (), sample)
    return Survey(FALLBACK, False, _offers(odd), sample)


def lines(source: Source, encoding: str | None = None) -> Iterator[Line]:
    """Every line by its number (1 is the first), without its end; None for one of more than 1 MB.

    Without a given encoding a line is UTF-8 where it is valid, else cp1252. NULs are left out.
    """
    if encoding is None:
        for number, raw in _raw_lines(utf8(chunks(source))):
            yield number, None if raw is None else decode(raw)
    else:
        pieces, codec = _in(source, encoding)
        for number, raw in _raw_lines(pieces):
            yield number, None if raw is None else _plain(raw).decode(codec)


def decode(raw: bytes) -> str:
    """A line's text: UTF-8 where it is valid, else cp1252."""
    try:
        return _plain(raw).decode()
    except UnicodeDecodeError:
        return _plain(raw).decode(FALLBACK, "replace")


def _raw_lines(pieces: Iterable[bytes]) -> Iterator[RawLine]:
    number, tail, too_long = 0, b"", False
    for piece in chain(pieces, (b"\n",)):  # the last line may have no end; an empty one too many does no harm
        data = tail + piece
        held = b""
        if b"\r" in data:
            held = b"\r" if data.endswith(b"\r") else b""  # its LF may come with the next piece
            data = data[: len(data) - len(held)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        rows = data.split(b"\n")
        tail = rows.pop()
        for row in rows:
            number += 1
            yield number, None if too_long or len(row) > LINE_LIMIT else row
            too_long = False
        if len(tail) > LINE_LIMIT:
            tail, too_long = b"", True
        tail += held


def _plain(raw: bytes) -> bytes:
    return raw.replace(b"\0", b"") if b"\0" in raw else raw


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _offers(odd: list[tuple[int, bytes]]) -> tuple[Offer, ...]:
    from charset_normalizer import from_bytes

    text = b"\n".join(raw for _, raw in odd)[:_ODD_ENOUGH]
    likely = from_bytes(text, cp_isolation=[FALLBACK, *_OFFERED]).best()
    first = _offer(odd, FALLBACK)
    if likely is None or likely.encoding == FALLBACK:
        return (first,)
    other = _offer(odd, likely.encoding)
    return (first,) if other.lines == first.lines else (first, other)


def _offer(odd: list[tuple[int, bytes]], encoding: str) -> Offer:
    return Offer(encoding, tuple((number, raw.decode(encoding, "replace")) for number, raw in odd[:PREVIEW_LINES]))


def _in(source: Source, encoding: str) -> tuple[Iterator[bytes], str]:
    """The pieces, with wide encodings as UTF-8, and the codec that their lines are to be read with."""
    try:
        codec = codecs.lookup(encoding).name
        "a".encode(codec)
    except LookupError:
        raise InvalidError(f"{encoding} is not an encoding. Try utf-8, cp1252 or mac_roman.") from None
    if not codec.startswith(("utf-16", "utf-32")):
        without = chunks(source)
        return (_without_bom(without) if codec.startswith("utf-8") else without), codec
    return _narrowed(chunks(source), codec), "utf-8"


def _without_bom(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.removeprefix(codecs.BOM_UTF8)
        break
    yield from pieces


def _narrowed(pieces: Iterator[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def _refuse_misfit(source: Source, encoding: str) -> None:
    number = 0
    try:
        for number, _ in lines(source, encoding):
            if number > LINES_LIMIT:
                raise UnreadableError(f"This file has more than {LINES_LIMIT:,} lines. Split it.")
    except UnicodeError:
        where = f"Line {number + 1} is not written in {encoding}."
        raise UnreadableError(f"{where} Leave the encoding to tinycrm to find out.") from None


def _sample(all_lines: Iterator[Line]) -> tuple[Line, ...]:
    taken: list[Line] = []
    size = 0
    for number, text in all_lines:
        size += len(text or "")
        if number > SAMPLE_LINES or size > SAMPLE_SIZE:
            break
        taken.append((number, text))
    return tuple(taken)


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"


def _reason(error: Exception) -> str:
    return ((error.strerror if isinstance(error, OSError) else None) or str(error)).lower()
