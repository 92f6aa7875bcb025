"""Rows that were refused, as a CSV file to correct and bring again."""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from tinycrm.formats.sheet.reader import Sheet
from tinycrm.formats.sheet.record import COLUMN_LIMIT

REASON = "tinycrm: refused because"  # the header of the last column

_BOM = codecs.BOM_UTF8


def write_refused(sheet: Sheet, reasons: Mapping[int, str]) -> Iterator[bytes]:
    """The rows that begin at these lines, their cells as they stand, each with its reason in the last column.

    UTF-8, with the delimiter and the header of the sheet. Rows beyond the limits of a sheet are left out.
    """
    delimiter = sheet.delimiter or ","
    headers = _without(sheet.headers, sheet)
    width = max((len(cells) for _, cells in _rows(sheet, reasons)), default=0)
    headers += [f"Column {at}" for at in range(len(headers) + 1, width + 1)]
    yield _BOM + _line([*headers, REASON], delimiter)
    for line, cells in _rows(sheet, reasons):
        yield _line([*cells, *[""] * (len(headers) - len(cells)), reasons[line]], delimiter)


def _rows(sheet: Sheet, reasons: Mapping[int, str]) -> Iterator[tuple[int, list[str]]]:
    """The cells of the rows that are asked for, by their lines, without empty ones beyond the header."""
    for row in sheet.every_row():
        if row.line in reasons:
            cells = row.cells
            while len(cells) > len(sheet.headers) and not cells[-1].strip():
                cells.pop()
            if len(cells) < COLUMN_LIMIT:
                yield row.line, _without(cells, sheet)


def _without(cells: Sequence[str], sheet: Sheet) -> list[str]:
    """The cells without the reason of an earlier time."""
    at = sheet.headers.index(REASON) if REASON in sheet.headers else len(cells)
    return [*cells[:at], *cells[at + 1 :]]


def _line(cells: Sequence[str], delimiter: str) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
