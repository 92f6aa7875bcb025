"""Cards that were refused, as a file to correct and bring again."""

from collections.abc import Iterable, Iterator, Mapping

from tinycrm.formats.vcard.card import BEGIN, REASON, recorded
from tinycrm.formats.vcard.content import escape


def write_refused(chunks: Iterable[bytes], reasons: Mapping[int, str]) -> Iterator[bytes]:
    """The lines of the cards that begin at these lines, as they stand, each card with its reason as a property.

    UTF-16 comes out as UTF-8; what is too long for a line of a card is cut as it is for the reader.
    """
    told = 0
    for first, line in recorded(chunks, reasons):
        if line.upper().startswith(REASON):
            continue
        begins = BEGIN.fullmatch(line) is not None
        if first != told and not begins:
            yield _reason(reasons[first])
        yield line + b"\r\n"
        if first != told and begins:
            yield _reason(reasons[first])
        told = first


def _reason(sentence: str) -> bytes:
    return REASON + escape(sentence).encode("utf-8", "replace") + b"\r\n"
