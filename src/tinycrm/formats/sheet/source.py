"""A sheet's text: what is none, and its lines in the encoding that they are written in."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from tinycrm.errors import UnreadableError
from tinycrm.formats.encoding import FALLBACK, SHOWN, Offer, is_utf8, known, offers, utf8, utf16
from tinycrm.formats.file import MEGABYTE, Meter, Source, chunks, head, size

FILE_LIMIT = 256 * MEGABYTE
LINE_LIMIT = MEGABYTE
LINES_LIMIT = 5_000_000
SAMPLE_LINES = 200
SAMPLE_SIZE = 2 * MEGABYTE

HEAD = 4096
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
_SINGLE_BYTES = ("cp125", "cp437", "cp85", "cp86", "iso8859", "mac-", "mac_", "koi8")


class Survey(NamedTuple):
    """What a whole text is written in, and how it begins.

    Where it is not `certain`, `offers` show what it would be in this encoding and in others.
    """

    encoding: str
    certain: bool
    offers: tuple[Offer, ...]
    sample: tuple[Line, ...]


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
        if raw is not None and not raw.isascii() and len(odd) < SAMPLE_LINES and not is_utf8(raw):
            odd.append((number, raw[:SHOWN]))
        if number > LINES_LIMIT:
            raise UnreadableError(f"This file has more than {LINES_LIMIT:,} lines. Split it.")
    sample = _sample(lines(source))
    if not odd:
        return Survey("utf-16" if utf16(head(source, HEAD)) else "utf-8", True, (), sample)
    return Survey(FALLBACK, False, offers(odd), sample)


def lines(source: Source, encoding: str | None = None, meter: Meter | None = None) -> Iterator[Line]:
    """Every line by its number (1 is the first), without its end; None for one of more than 1 MB.

    Without a given encoding a line is UTF-8 where it is valid, else cp1252. NULs are left out.
    """
    pieces = chunks(source)
    if meter is not None:
        meter.begin(size(source))
        pieces = meter.counted(pieces)
    if encoding is None:
        for number, raw in _raw_lines(utf8(pieces)):
            yield number, None if raw is None else decode(raw)
    else:
        pieces, codec = _in(pieces, encoding)
        for number, raw in _raw_lines(pieces):
            yield number, None if raw is None else _as_given(raw, codec)


def decode(raw: bytes) -> str:
    """A line's text: UTF-8 where it is valid, else cp1252."""
    try:
        return _plain(raw).decode()
    except UnicodeDecodeError:
        return _plain(raw).decode(FALLBACK, "replace")


def _as_given(raw: bytes, codec: str) -> str:
    """A line in the given encoding; in one of single bytes what is UTF-8 stays so, for files are put together."""
    if not raw.isascii() and codec.startswith(_SINGLE_BYTES) and is_utf8(raw):
        codec = "utf-8"
    return _plain(raw).decode(codec)


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


def _in(pieces: Iterator[bytes], encoding: str) -> tuple[Iterator[bytes], str]:
    """The pieces, with wide encodings as UTF-8, and the codec that their lines are to be read with."""
    codec = known(encoding)
    if not codec.startswith(("utf-16", "utf-32")):
        return (_without_bom(pieces) if codec.startswith("utf-8") else pieces), codec
    return _narrowed(pieces, codec), "utf-8"


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
