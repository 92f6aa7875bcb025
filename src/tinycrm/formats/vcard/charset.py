"""What a file of cards is written in, looked through before anyone is taken from it."""

import codecs
from typing import NamedTuple

from tinycrm.errors import UnreadableError
from tinycrm.formats.encoding import SHOWN, Offer, known, offers, utf8, utf16
from tinycrm.formats.file import Source, chunks, head
from tinycrm.formats.vcard import content
from tinycrm.formats.vcard.card import Card, Line, cards

LINES_LIMIT = 5_000_000  # those of photos not counted

_HEAD = 64
_ENOUGH = 200  # odd lines


class Survey(NamedTuple):
    """What the cards are written in; where that is not `certain`, `offers` show the odd lines, first as they are read.

    `fallback` is the encoding for what is neither UTF-8 nor what the card says, where one was given.
    """

    encoding: str
    certain: bool = True
    offers: tuple[Offer, ...] = ()
    fallback: str = ""


def survey(source: Source, encoding: str | None = None) -> Survey:
    """Looks through the whole file.

    Raises InvalidError for an encoding that nobody knows, UnreadableError for more lines than anybody has.
    """
    is_utf8 = _look(source)
    if encoding:
        codec = known(encoding)
        return Survey(encoding, fallback="" if codec.startswith("utf") else codec)  # UTF is always found out
    if utf16(head(source, _HEAD)):
        return Survey("utf-16")
    odd = [] if is_utf8 else _odd(source)
    if not odd:
        return Survey("utf-8")
    found = offers(odd)
    return Survey(found[0].encoding, False, found)


def _look(source: Source) -> bool:
    """Whether all of it is UTF-8; UTF-16 is made so."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 0
    is_utf8 = True
    for chunk in utf8(chunks(source)):
        lines += chunk.count(b"\n") - chunk.count(b"\n ")  # photos are long, but folded
        if lines > LINES_LIMIT:
            raise UnreadableError(f"This file has more than {LINES_LIMIT:,} lines. Split it.")
        try:
            if is_utf8:
                decoder.decode(chunk)
        except UnicodeDecodeError:
            is_utf8 = False
    return is_utf8


def _odd(source: Source) -> list[tuple[int, bytes]]:
    """The first lines that are neither UTF-8 nor what they say."""
    found: list[tuple[int, bytes]] = []
    for card in cards(chunks(source)):
        if isinstance(card, Card):
            found.extend((line.number, line.raw[:SHOWN]) for line in card.lines if _is_odd(line))
        if len(found) >= _ENOUGH:
            break
    return found


def _is_odd(line: Line) -> bool:
    guesses = content.Guesses()
    parsed = None if line.raw.isascii() else content.parse(line)
    return parsed is not None and bool(content.text(parsed, guesses) and guesses)
