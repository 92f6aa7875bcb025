"""A stream of bytes cut into cards: lines found, folds undone, photos left out, broken cards told apart."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from tinycrm.formats.encoding import utf8
from tinycrm.formats.person import Refused

LIMIT = 1_000_000  # bytes of a card without its photos
BINARY_KEPT = 2_000  # bytes of a photo's line that are looked at: it may be no more than a web address

REASON = b"X-TINYCRM-REFUSED:"  # says why a card was refused, in a file of such cards
BEGIN = re.compile(rb"[\x00\xef\xbb\xbf\s]*BEGIN\s*:\s*VCARD[\s\x1a]*", re.IGNORECASE)

_MARK_LENGTH = 40
_MARK = re.compile(rb"[\x00\xef\xbb\xbf\s]*(BEGIN|END)\s*:\s*VCARD[\s\x1a]*", re.IGNORECASE)
_IGNORED = b" \t\x00\x1a\xef\xbb\xbf"  # blanks, NUL, the end mark of DOS and a byte order mark
# RFC 2426, RFC 6350 and its additions, vCard 2.1
_NAMES = (
    "ADR AGENT ANNIVERSARY BDAY BEGIN BIRTHPLACE CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP CREATED DEATHDATE "
    "DEATHPLACE EMAIL END EXPERTISE FBURL FN GENDER GEO HOBBY IMPP INTEREST KEY KIND LABEL LANG LANGUAGE LOGO MAILER "
    "MEMBER N NAME NICKNAME NOTE ORG PHOTO PRODID PROFILE PRONOUNS RELATED REV ROLE SOCIALPROFILE SORT-STRING SOUND "
    "SOURCE TEL TITLE TZ UID URL VERSION XML"
)
_SURE = frozenset(name.encode() for name in [*_NAMES.split(), *_NAMES.lower().split()])
# In prose, where "PS:" may well begin a line, only what is surely the name of a property counts as one.
_PROPERTY = re.compile(rb"([\w-]+\.)?([A-Za-z][\w-]*)[ \t]*[;:]")
_PROSE = re.compile(rb"(?:[\w-]+\.)?(?:NOTE|LABEL|ADR)[;:]", re.IGNORECASE)
_BINARY = re.compile(
    rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]|[\w.-]+;(?:[^:]*;)?(?:ENCODING=B|(?:ENCODING=)?BASE64)[;:]",
    re.IGNORECASE,
)
_QUOTED = re.compile(rb"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT[^:]*:\s*(?:BEGIN\s*:\s*VCARD\s*)?", re.IGNORECASE)
_END_LENGTH = 2
_BLANK = (b" ", b"\t")
_FOLDED = 72  # a line this long was broken by a folder, not by a person

NO_END = "This card has no END:VCARD."
NO_BEGIN = "This card has no BEGIN:VCARD."
NO_CARD = "These lines are no part of a card."
TOO_BIG = "This card is larger than 1 MB without its photos."


class Line(NamedTuple):
    """A content line with its folds undone, and the number of the line it begins at."""

    number: int
    raw: bytes


class Card(NamedTuple):
    """The lines between BEGIN and END, and those of a card of an agent inside it."""

    line: int
    lines: list[Line]
    agent: list[Line]


def cards(chunks: Iterable[bytes]) -> Iterator[Card | Refused]:
    """Every card of the file, whatever stands between them; memory does not grow with the file.

    A card that has no end, no beginning or more than LIMIT bytes is Refused, and the next one is looked for.
    """
    cutter = _Cutter()
    for number, line in enumerate(physical(utf8(chunks)), 1):
        if (line or cutter.parts) and (found := cutter.take(number, line)):
            yield found
    if found := cutter.finish():
        yield found


def recorded(chunks: Iterable[bytes], wanted: Container[int]) -> Iterator[tuple[int, bytes]]:
    """The lines of those cards that begin at the wanted lines, and of what is refused, with the line they begin at."""
    cutter = _Cutter()
    for number, line in enumerate(physical(utf8(chunks)), 1):
        before = cutter.start()
        if line or cutter.parts:
            cutter.take(number, line)
        first = cutter.start() or before or number
        if first in wanted:
            yield first, line


def physical(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the file without their ends, CRLF, LF or CR; of one far beyond LIMIT only the beginning."""
    held = b""
    for chunk in chunks:
        if len(held) > LIMIT and not _ends(held[-1:]) and not _ends(chunk):
            continue
        lines = (held + chunk).splitlines(keepends=True)
        held = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        for line in lines:
            yield line.rstrip(b"\r\n")
        if len(held) > LIMIT:
            held = held[:LIMIT] + b"." + held[-1:]
    if held:
        yield held.rstrip(b"\r\n")


def _ends(data: bytes) -> bool:
    return b"\n" in data or b"\r" in data


class _Cutter:
    """Where the reading stands: outside of a card, inside one, or inside the card of an agent inside one."""

    def __init__(self) -> None:
        self.card: Card | None = None
        self.stray: int | None = None
        self._reset()

    def start(self) -> int | None:
        """The line that the record begins at which is open now."""
        return self.stray if self.card is None else self.card.line

    def _reset(self) -> None:
        self.size = 0
        self.depth = 0
        self.number = 0
        self.last = 0
        self._clear()

    def take(self, number: int, line: bytes) -> Card | Refused | None:
        """What is complete with this line."""
        is_inside = self.card is not None
        is_folded = is_inside and line[:1] in _BLANK
        if not is_folded and len(line) <= _MARK_LENGTH and (mark := _MARK.fullmatch(line)):
            return self._begin(number) if mark[1].upper() == b"BEGIN" else self._end(number)
        if is_inside and self.size <= LIMIT:
            self._go_on(number, line, is_folded)
        elif not is_inside and self.stray is None and line.strip(_IGNORED) and not line.upper().startswith(REASON):
            self.stray = number
        return None

    def _go_on(self, number: int, line: bytes, is_folded: bool) -> None:
        if self.quoted and self._soft():
            self.parts[-1] = self.parts[-1][:-1]
            self._add(line)
        elif not line:
            self.last = 0
        elif is_folded and self.parts:
            self._add(line[1:])
        elif is_folded or self._begins(line):
            self._open(number, line.lstrip())
        else:
            self._mend(line)

    def finish(self) -> Refused | None:
        """What is left at the end of the file."""
        if self.card is not None:
            return Refused(self.card.line, TOO_BIG if self.size > LIMIT else NO_END)
        return None if self.stray is None else Refused(self.stray, NO_CARD)

    def _begin(self, number: int) -> Refused | None:
        if self.card is not None and not self.depth and _AGENT.fullmatch(b"".join(self.parts)):
            self._close()
            self.depth = 1
            return None
        refused = self.finish()
        self.card, self.stray = Card(number, [], []), None
        self._reset()
        return refused

    def _end(self, number: int) -> Card | Refused | None:
        card = self.card
        if card is None:
            refused = Refused(self.stray or number, NO_BEGIN)
            self.stray = None
            return refused
        self._close()
        if self.depth:
            self.depth = 0
            return None
        self.card = None
        return Refused(card.line, TOO_BIG) if self.size > LIMIT else card

    def _open(self, number: int, line: bytes) -> None:
        self._close()
        self.number = number
        self.binary = _BINARY.match(line) is not None
        self.quoted = b";" in line and not self.binary and _QUOTED.match(line) is not None
        self._add(line)
        if not self.depth and line[-6:].upper() == b":VCARD" and _AGENT.fullmatch(line):
            self._close()
            self.depth = 1

    def _add(self, piece: bytes) -> None:
        self.last = len(piece)
        if self.binary:
            piece = piece[: BINARY_KEPT - self.held]
        if not piece:
            return
        self.held += len(piece)
        self.size += len(piece) + _END_LENGTH
        if self.size <= LIMIT:
            self.parts.append(piece)

    def _mend(self, line: bytes) -> None:
        """The rest of the line before: the fold lacks its blank, or a line break stands raw in the text."""
        if self.binary or self.last >= _FOLDED:
            self._add(line)
        else:
            self._add((b"=0A" if self.quoted else rb"\n") + line)
            self.last = len(line)

    def _close(self) -> None:
        if self.parts and self.card is not None:
            lines = self.card.agent if self.depth else self.card.lines
            lines.append(Line(self.number, b"".join(self.parts) if len(self.parts) > 1 else self.parts[0]))
        self._clear()

    def _clear(self) -> None:
        self.parts: list[bytes] = []
        self.held = 0
        self.binary = self.quoted = False

    def _begins(self, line: bytes) -> bool:
        """Whether a line without a blank before it stands for itself, and is not the rest of the one before."""
        if not self.parts:
            return True
        match = _PROPERTY.match(line)
        name = match[2] if match else b""
        if match and (name in _SURE or name[:2] in (b"X-", b"x-") or match[1]):
            return True
        if self.binary:
            return match is not None
        if _PROSE.match(self.parts[0]):
            return False
        return self.last < _FOLDED or name.isupper() or name.upper() in _SURE

    def _soft(self) -> bool:
        """Whether the line so far ends with the soft break of quoted-printable."""
        return bool(self.parts) and self.parts[-1].endswith(b"=")
