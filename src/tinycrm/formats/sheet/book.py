"""Excel and ODS files: checked before they are unpacked, then read by a process of its own."""

import json
import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile
from typing import IO, Any
from weakref import finalize
from zipfile import BadZipFile, ZipFile

from tinycrm.errors import CrmError, NotFoundError, UnreadableError
from tinycrm.formats.file import MEGABYTE, Meter, Source
from tinycrm.formats.person import Refused
from tinycrm.formats.sheet.record import COLUMN_LIMIT, TOO_LONG, Row
from tinycrm.formats.sheet.source import LINE_LIMIT

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UNPACKED_LIMIT = 256 * MEGABYTE
_PARTS_LIMIT = 10_000
_SECONDS = 55
_REFUSED = 3  # how the worker ends when it has said why
_PIECE = 256 * 1024
_WORKER = Path(__file__).with_name("worker.py")
_PARTS = re.compile(r"(?P<xlsx>xl/workbook\d*\.xml)|(?P<xlsb>xl/workbook\d*\.bin)|(?P<ods>content\.xml)")
_TROUBLES = {
    "password": "This file is locked with a password. Save it without one.",
    "empty": "There are no rows in this file.",
    "unreadable": "This file is damaged, or no Excel or ODS file. Open it and save it as CSV.",
    "large": "This file is too large when it is unpacked. Open it and save it as CSV.",
}


class Book:
    """A sheet of a workbook, unpacked into a file of its own that is gone when nobody reads it any more."""

    def __init__(self, unpacked: IO[bytes]) -> None:
        self._unpacked = os.dup(unpacked.fileno())
        finalize(self, os.close, self._unpacked)
        first = json.loads(next(self._lines(Meter())))
        self.name: str = first["name"]
        self.names: list[str] = first["names"]

    def rows(self, meter: Meter | None = None) -> Iterator[Row | Refused]:
        """All rows from the top, as often as wanted."""
        lines = self._lines(meter or Meter())
        next(lines)
        for number, line in enumerate(lines, 1):
            cells = json.loads(line)
            yield Refused(number, TOO_LONG) if sum(map(len, cells)) > LINE_LIMIT else Row(number, cells)

    def _lines(self, meter: Meter) -> Iterator[bytes]:
        """The lines from the top; each reader keeps its own place."""
        tail, at = b"", 0
        meter.begin(os.fstat(self._unpacked).st_size)
        while piece := os.pread(self._unpacked, _PIECE, at):
            at += len(piece)
            meter.add(len(piece))
            *lines, tail = (tail + piece).split(b"\n")
            yield from lines


def kind(source: Source, beginning: bytes) -> str | None:
    """`xlsx`, `xlsb`, `ods` or `xls` by what is in the file, whatever its name says; None for other files.

    Raises UnreadableError for other archives, and for one that would unpack to more than 256 MB.
    """
    if beginning.startswith(OLE):
        return "xls"
    if not beginning.startswith(ZIP):
        return None
    try:
        with ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, NotImplementedError):
        raise UnreadableError(_TROUBLES["unreadable"]) from None
    found = next((match.lastgroup for part in parts if (match := _PARTS.fullmatch(part.filename))), None)
    if found is None:
        raise UnreadableError("This is an archive, not a sheet. Unpack it and bring in what is inside.")
    if len(parts) > _PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise UnreadableError(_TROUBLES["large"])
    return found


def read(source: Source, name: str = "") -> Book:
    """The sheet of that name, or the first with cells.

    Raises UnreadableError for what cannot be read, NotFoundError for a name that is not there.
    """
    content = source if isinstance(source, bytes) else b""
    path = None if isinstance(source, bytes) else str(source.absolute())
    question = json.dumps({"path": path, "name": name, "columns": COLUMN_LIMIT}).encode() + b"\n"
    with TemporaryFile() as unpacked:
        ended = _unpack(question + content, unpacked)
        if ended == 0:
            return Book(unpacked)
        unpacked.seek(0)
        answer = unpacked.readline() if ended == _REFUSED else b"{}"
    raise _refusal(json.loads(answer), name, is_limited=ended < 0)


def _unpack(question: bytes, answer: IO[bytes]) -> int:
    """Asks a worker, and waits until it has ended: 0 when all rows are there."""
    with Popen([sys.executable, "-P", str(_WORKER)], stdin=PIPE, stdout=answer, stderr=DEVNULL) as worker:
        try:
            worker.communicate(question, timeout=_SECONDS)
        except TimeoutExpired:
            worker.kill()
    return worker.returncode


def _refusal(answer: dict[str, Any], name: str, *, is_limited: bool) -> CrmError:
    trouble = answer.get("trouble", "large" if is_limited else "unreadable")
    if trouble == "missing":
        return NotFoundError(f"There is no sheet named {name} in this file.")
    if trouble == "wide":
        return UnreadableError(f"This sheet has {answer['width']:,} columns; at most {COLUMN_LIMIT:,} are read.")
    return UnreadableError(_TROUBLES[trouble])
