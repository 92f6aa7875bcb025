"""Records of a CSV file (RFC 4180), also where quotes are out of place: one bad quote never costs the others."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from tinycrm.formats.person import Refused
from tinycrm.formats.sheet.source import LINE_LIMIT, Line

COLUMN_LIMIT = 1_000
TOO_LONG = "This row has more than 1 MB; a row of a sheet has at most that."
TOO_WIDE = f"This row has more than {COLUMN_LIMIT:,} columns."
UNCLOSED = "A quote is opened here and never closed. Close it, or take it out."
MISPLACED = "A quote is out of place here, so the cells cannot be told apart."
AFTERMATH = "This belongs to the row above whose quote is not closed."

_QUOTES = (UNCLOSED, MISPLACED, AFTERMATH)
_SEARCHED = 8 * LINE_LIMIT  # how far the end of a quoted cell is looked for, in characters and in lines
_SEARCHED_LINES = 50_000
_CSV_LIMIT = 100_000  # below the limit that the csv module has for a field
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')
_INSIDE = re.compile(r'[^"]*+(?:""[^"]*+)*+')


class Row(NamedTuple):
    """A row of a sheet: the line that it begins at (1 is the first), and its cells as they stand."""

    line: int
    cells: list[str]


class Records:
    """The rows of lines; blank lines are left out, and what cannot be read is Refused.

    `width` is how many cells a row should have, once that is known: it tells a quote that was never closed from a
    long text. Where they are `forgiving`, a line with a bad quote is cut at every delimiter.
    """

    def __init__(self, lines: Iterator[Line], delimiter: str, *, spaced: bool = False, forgiving: bool = False) -> None:
        self.width = 0
        self._forgiving = forgiving
        self._lines = lines
        self._again: deque[Line] = deque()
        self._delimiter = delimiter
        self._spaced = spaced
        self._damaged = False

    def __iter__(self) -> Iterator[Row | Refused]:
        while (line := self._next()) is not None:
            number, text = line
            if text is None:
                yield Refused(number, TOO_LONG)
            elif text and not text.isspace():
                record = self._checked(self._record(number, text))
                is_bad = self._forgiving and isinstance(record, Refused) and record.reason in _QUOTES
                yield Row(number, forgiven(text, self._delimiter)) if is_bad else record

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _checked(self, record: Row | Refused) -> Row | Refused:
        if isinstance(record, Refused):
            return record
        if len(record.cells) > COLUMN_LIMIT:
            return Refused(record.line, TOO_WIDE)
        if self._damaged and len(record.cells) != self.width:
            return Refused(record.line, AFTERMATH)
        self._damaged = False
        return record

    def _record(self, number: int, text: str) -> Row | Refused:
        if '"' not in text:
            return Row(number, text.split(self._delimiter))
        if len(text) < _CSV_LIMIT:
            try:
                reader = csv.reader((text,), delimiter=self._delimiter, skipinitialspace=self._spaced, strict=True)
                return Row(number, next(reader))
            except csv.Error:
                pass  # more than one line, or a quote out of place
        return self._quoted(number, text)

    def _quoted(self, number: int, text: str) -> Row | Refused:
        cells = Cells(self._delimiter, spaced=self._spaced)
        cells.feed(text)
        if cells.is_misplaced:
            found = forgiven(text, self._delimiter)
            return Refused(number, MISPLACED) if self.width and len(found) != self.width else Row(number, found)
        if not cells.is_open():
            return Row(number, cells.done)
        taken = self._continue(cells)
        if cells.is_open() or cells.is_misplaced or self._swallowed(cells.done, taken):
            self._again.extendleft(reversed(taken))
            self._damaged = bool(self.width)
            return Refused(number, UNCLOSED)
        if len(text) + sum(len(line or "") for _, line in taken) > LINE_LIMIT:
            return Refused(number, TOO_LONG)
        return Row(number, cells.done)

    def _continue(self, cells: "Cells") -> list[Line]:
        """Feeds further lines while a quoted cell is open; gives back those that were taken."""
        taken: list[Line] = []
        size = 0
        while cells.is_open() and not cells.is_misplaced and size < _SEARCHED and len(taken) < _SEARCHED_LINES:
            line = self._next()
            if line is None:
                break
            taken.append(line)
            if line[1] is None:
                break
            size += len(line[1]) + 1
            cells.feed(line[1])
        return taken

    def _swallowed(self, cells: list[str], taken: list[Line]) -> bool:
        """Whether it is more likely that rows were swallowed than that a cell has these lines."""
        following = taken[0][1]
        if self.width < 2 or len(cells) == self.width or not following:
            return False
        alone = Cells(self._delimiter, spaced=self._spaced)
        alone.feed(following)
        return not alone.is_misplaced and len(alone.done) + alone.is_open() == self.width


class Cells:
    """The cells of one record while its lines come in.

    `is_misplaced` says that a quote stands where none can, and nothing more is read.
    """

    def __init__(self, delimiter: str, *, spaced: bool = False) -> None:
        self.done: list[str] = []
        self.is_misplaced = False
        self._delimiter = delimiter
        self._spaced = spaced
        self._open: list[str] | None = None

    def is_open(self) -> bool:
        """Whether a quoted cell goes on with the next line."""
        return self._open is not None

    def feed(self, line: str) -> None:
        """The next line of the record, without its end."""
        at: int | None = 0
        if self._open is not None:
            at = self._close(line)
        while at is not None:
            if self._spaced:
                at = _after_blanks(line, at)
            at = self._quoted(line, at) if line.startswith('"', at) else self._bare(line, at)

    def _close(self, line: str) -> int | None:
        assert self._open is not None
        inside = _INSIDE.match(line)
        assert inside is not None
        self._open.append(inside[0])
        if inside.end() == len(line):
            self._open.append("\n")
            return None
        cell = "".join(self._open)
        self._open = None
        return self._end(line, inside.end() + 1, cell)

    def _quoted(self, line: str, at: int) -> int | None:
        match = _QUOTED.match(line, at)
        if match is None:
            self._open = [line[at + 1 :], "\n"]
            return None
        return self._end(line, match.end(), match[1])

    def _end(self, line: str, at: int, cell: str) -> int | None:
        self.done.append(cell.replace('""', '"'))
        if at == len(line):
            return None
        if line.startswith(self._delimiter, at):
            return at + 1
        self.is_misplaced = True
        return None

    def _bare(self, line: str, at: int) -> int | None:
        end = line.find(self._delimiter, at)
        self.done.append(line[at:] if end < 0 else line[at:end])
        return None if end < 0 else end + 1


def forgiven(text: str, delimiter: str) -> list[str]:
    """The cells of one line with quotes out of place: a quoted cell ends only where a delimiter follows its quote."""
    quoted = re.compile(rf'"(.*?)"(?={re.escape(delimiter)}|$)')
    cells = []
    at = 0
    ends_are_left = True  # or every further quote would search the whole line again
    while at <= len(text):
        match = None
        if ends_are_left and text.startswith('"', at):
            match = quoted.match(text, at)
            ends_are_left = match is not None
        end = match.end() if match else text.find(delimiter, at)
        if end < 0:
            end = len(text)
        cells.append(match[1].replace('""', '"') if match else text[at:end])
        at = end + 1
    return cells


def _after_blanks(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at
