"""A file of people from outside, whichever kind it is: opened once, read as often as needed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tinycrm.errors import InvalidError, UnreadableError
from tinycrm.formats import dump, presets, vcard
from tinycrm.formats.file import MEGABYTE, Meter, check_path, chunks, head, size
from tinycrm.formats.person import Person, Refused
from tinycrm.formats.presets import Mapped
from tinycrm.formats.sheet import Sheet, open_sheet, write_refused

CARDS_LIMIT = 1024 * MEGABYTE  # photos make such files large

_HEAD = 256 * 1024
_CARD_WITHIN = 4096
_DUMP_HEAD = 200
_ENDINGS = (".vcf", ".vcard")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:\"|\})")
_VERSION = re.compile(rb"^VERSION[ \t]*:[ \t]*(2\.1|3\.0|4\.0)[ \t\r]*$", re.IGNORECASE | re.MULTILINE)


class Origin:
    """A file of people: `kind` is "vcard" or "sheet", `title` says whose layout it has.

    Where the encoding is not `certain`, `offers` show the odd lines, first as they are read now. A workbook has no
    encoding ("").
    """

    def __init__(self, path: Path, known: Sheet | vcard.Survey, title: str) -> None:
        self.path = path
        self.sheet = known if isinstance(known, Sheet) else None
        self.kind = "sheet" if self.sheet else "vcard"
        self.title = title
        self.encoding = known.encoding or ""
        self.certain = known.certain
        self.offers = known.offers
        self._meter = known.meter if isinstance(known, Sheet) else Meter()
        self._fallback = "" if isinstance(known, Sheet) else known.fallback

    def people(self, mapped: Mapped = ()) -> Iterator[Person | Refused]:
        """Everyone in the file, one by one, and every record that cannot be read; from the top each time.

        Raises InvalidError for a field or a column in `mapped` that is not there.
        """
        if self.sheet is not None:
            return presets.people(self.sheet, mapped)
        _refuse_columns(mapped)
        self._meter.begin(size(self.path))
        return vcard.read(self._meter.counted(chunks(self.path)), self._fallback)

    def share(self) -> float | None:
        """How much of the file the latest `people` has read, from 0 to 1; None when it was not begun."""
        return self._meter.share()

    def refused(self, reasons: Mapping[int, str], mapped: Mapped = ()) -> Iterator[bytes]:
        """The records that begin at these lines, as they stand, each with its reason: a file to correct and read again.

        From a sheet it is a CSV file, in UTF-8, with the reasons in a last column; from cards it is cards. What is
        beyond the limits of a sheet is left out.
        """
        if self.sheet is not None:
            return write_refused(self.sheet, reasons)
        return vcard.write_refused(chunks(self.path), reasons)


def is_dump(path: Path) -> bool:
    """Whether the file is a dump of a whole shop. Raises as `open_origin` does for what is no file."""
    check_path(path)
    return dump.sniff(head(path, _DUMP_HEAD))


def open_origin(path: Path, *, encoding: str | None = None, sheet: str = "") -> Origin:
    """A file of vCards, a CSV, TSV, Excel or ODS file, told by what is in it.

    Raises UnreadableError for what is none of these, InvalidError for an encoding that nobody knows or a choice that
    the file does not have, NotFoundError for a sheet that is not in it.
    """
    if is_dump(path):
        raise UnreadableError(f"{path} is a dump of a whole shop, not a file of people.")
    check_path(path, CARDS_LIMIT)
    beginning = head(path, _HEAD)
    if _JSON.match(beginning):
        raise UnreadableError(f"{path} is JSON, which is for programs. Export vCards or CSV, and bring these in.")
    if _is_cards(path, beginning):
        if sheet:
            raise InvalidError("A file of vCards has no sheets to choose from.")
        version = _VERSION.search(beginning.replace(b"\0", b""))
        title = f"vCard {version[1].decode()}" if version else "vCard"
        return Origin(path, vcard.survey(path, encoding), title)
    opened = open_sheet(path, encoding=encoding, name=sheet)
    return Origin(path, opened, presets.title(opened.headers))


def _is_cards(path: Path, beginning: bytes) -> bool:
    """Whether to read it as cards: they begin with a card, and where something stands before it the name says so."""
    if vcard.sniff(beginning[:_CARD_WITHIN]):
        return True
    return path.suffix.lower() in _ENDINGS and vcard.sniff(beginning)


def _refuse_columns(mapped: Mapped) -> None:
    if mapped:
        raise InvalidError("A file of vCards has no columns that could go to a field.")
