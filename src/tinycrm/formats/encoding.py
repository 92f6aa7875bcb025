"""Bytes to text: what a file or a value is written in, also where it does not say so, or says it wrongly."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from tinycrm.errors import InvalidError

FALLBACK = "cp1252"
SHOWN = 1_000  # bytes of a line in a preview
PREVIEW_LINES = 5

_OFFERED = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp850", "mac_roman")
_ODD_ENOUGH = 20_000  # characters that are enough to tell code pages apart
_HEAD = 64  # bytes that tell UTF-16 apart: every vCard begins with ASCII
_BOMS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Their text can look like UTF-8 or ASCII by chance, so here the file's word counts first.
_WIDE = re.compile(r"gb|big5|shift_jis|cp932|cp936|cp949|cp950|euc_|johab|iso2022|hz$")
# Python knows more than these, but its other codecs are slow, or no charsets.
_KNOWN = re.compile(
    r"utf-?8|(us-)?ascii|(iso-?)?8859-?\d+|iso-?8859-?\d+|latin-?\d+|(windows|cp|ibm)-?\d+|koi8-?[rut]|tis-?620"
    r"|mac-?\w+|macintosh|gbk?|gb-?\d+|big5(-?hkscs)?|s(hift)?[_-]?jis|euc-?(jp|kr|cn)|iso-?2022-?(jp|kr)|hz|johab"
)
_LATIN = frozenset({"iso8859-1", "ascii"})  # what says so is Windows-1252 in truth (WHATWG Encoding §4.2)


class Offer(NamedTuple):
    """How lines with other than plain letters read in one encoding: their numbers and their texts."""

    encoding: str
    lines: tuple[tuple[int, str], ...]


class Decoded(NamedTuple):
    """A text, and a sentence where it was guessed what it was written in."""

    text: str
    guess: str | None = None


def utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes without a byte order mark; UTF-16, told by its mark or its NULs, comes out as UTF-8."""
    source = iter(chunks)
    head = b""
    for chunk in source:
        head += chunk
        if len(head) >= _HEAD:
            break
    codec = utf16(head)
    if codec is None:
        yield head.removeprefix(codecs.BOM_UTF8)
        yield from source
        return
    decoder = codecs.getincrementaldecoder(codec)("replace")
    start = len(codecs.BOM_UTF16) if head[:2] in _BOMS else 0
    for chunk in chain([head[start:]], source):
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def utf16(head: bytes) -> str | None:
    """The codec of a text that begins like this, when it is UTF-16 in one of its two byte orders."""
    if head[:2] in _BOMS:
        return _BOMS[head[:2]]
    first, second = head[0:20:2], head[1:20:2]
    if len(second) > 1 and not any(second) and all(first):
        return "utf-16-le"
    if len(second) > 1 and not any(first) and all(second):
        return "utf-16-be"
    return None


def known(encoding: str) -> str:
    """The codec of an encoding that was named. Raises InvalidError when nobody knows it."""
    try:
        codec = codecs.lookup(encoding).name
        "a".encode(codec)
    except LookupError:
        raise InvalidError(f"{encoding} is not an encoding. Try utf-8, cp1252 or mac_roman.") from None
    return codec


def decode(raw: bytes, charset: str = "", fallback: str = "") -> Decoded:
    """A value's text: UTF-8 where it is valid, else what `charset` says, else `fallback`.

    Without a `fallback` it is Windows-1252, and then it says so. A wide East Asian `charset` comes before UTF-8.
    Nothing is refused; a byte that has no meaning becomes U+FFFD.
    """
    declared = _codec(charset)
    wide = declared is not None and _WIDE.match(declared) is not None
    for codec in (declared, "utf-8") if wide else ("utf-8", declared):
        try:
            return Decoded(raw.decode(codec or "utf-8"))
        except UnicodeDecodeError:
            continue
    if fallback:
        return Decoded(raw.decode(fallback, "replace"))
    return Decoded(raw.decode(FALLBACK, "replace"), _guess(charset, declared))


def is_utf8(raw: bytes) -> bool:
    """Whether it is valid UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def offers(odd: Sequence[tuple[int, bytes]]) -> tuple[Offer, ...]:
    """How odd lines, by their numbers, read in Windows-1252 and, where it is likelier, in another code page."""
    from charset_normalizer import from_bytes

    text = b"\n".join(raw for _, raw in odd)[:_ODD_ENOUGH]
    likely = from_bytes(text, cp_isolation=[FALLBACK, *_OFFERED]).best()
    first = _offer(odd, FALLBACK)
    if likely is None or likely.encoding == FALLBACK:
        return (first,)
    other = _offer(odd, likely.encoding)
    return (first,) if other.lines == first.lines else (first, other)


def _offer(odd: Sequence[tuple[int, bytes]], encoding: str) -> Offer:
    return Offer(encoding, tuple((number, raw.decode(encoding, "replace")) for number, raw in odd[:PREVIEW_LINES]))


def _codec(charset: str) -> str | None:
    if not _KNOWN.fullmatch(charset.lower()):
        return None
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return None
    return FALLBACK if name in _LATIN else name


def _guess(charset: str, declared: str | None) -> str | None:
    if declared == FALLBACK:
        return None
    if not charset:
        return "It is not UTF-8 and names no charset, so it was read as Windows-1252."
    shown = charset[:20]
    if declared is None:
        return f'Its charset "{shown}" is not known, so it was read as Windows-1252.'
    return f"It is not the {shown} that it says it is, so it was read as Windows-1252."
