"""Bytes to text: what a file or a value is written in, also where it does not say so, or says it wrongly."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

FALLBACK = "cp1252"
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


def decode(raw: bytes, charset: str = "") -> Decoded:
    """A value's text: UTF-8 where it is valid, else what `charset` says, else Windows-1252, and then it says so.

    A wide East Asian `charset` comes before UTF-8. Nothing is refused; a byte that has no meaning becomes U+FFFD.
    """
    declared = _codec(charset)
    wide = declared is not None and _WIDE.match(declared) is not None
    for codec in (declared, "utf-8") if wide else ("utf-8", declared):
        try:
            return Decoded(raw.decode(codec or "utf-8"))
        except UnicodeDecodeError:
            continue
    return Decoded(raw.decode(FALLBACK, "replace"), _guess(charset, declared))


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
