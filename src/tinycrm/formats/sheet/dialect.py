"""What a CSV file looks like: its delimiter, and where among notes and comments its header stands."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tinycrm.errors import UnreadableError
from tinycrm.formats import header
from tinycrm.formats.person import Refused
from tinycrm.formats.sheet.record import COLUMN_LIMIT, TOO_LONG, TOO_WIDE, Records, Row
from tinycrm.formats.sheet.source import Line

DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_SPACED = re.compile(r'[,;|] +"')
_HEADER_WITHIN = 30  # rows
_ENOUGH_KNOWN = 2  # headers whose meaning is known: so many are no accident
_NEARLY = 0.6  # of the usual width: some rows are shorter, notes are much shorter
_COMMENT = "#"
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_NUMBER = re.compile(r"\+?\d[\d\s()./-]{5,}|[\d.,]+")
_FOOTER = re.compile(
    r"grand totals?\b.*|totals?( records| rows)?\W*[\d., ]*|confidential information\b.*"
    r"|copyright\b.*|©.*|generated (by|on|at)\b.*"
    r"|exported (by|on|from)\b.*|end of (file|report)\b.*|report generated\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL = re.compile(
    r"(grand |sub)?(totals?|sum|summe|gesamt|gesamtsumme|somme|suma|totaal|totale|count|anzahl)\W*", re.IGNORECASE
)
_AMOUNT = re.compile(r"[^\w+]*(?:0|0[.,]\d+|[1-9][\d.,\u00a0\u202f]*)[^\w+]*")  # no phone
FOOTER_KEPT = 100  # lines of a footer
_FOOTER_BELOW = 3  # columns: in a narrower sheet a lone cell is a row


class Dialect(NamedTuple):
    """How a CSV file is written; `spaced` when blanks stand between a delimiter and a quote."""

    delimiter: str
    spaced: bool = False


class Layout(NamedTuple):
    """Where things stand in a sheet: the header's line (0: there is none), the first row's, and the cells of a header.

    `notes` are the lines before it.
    """

    header_line: int
    first_line: int
    headers: list[str]
    notes: list[str]


def sniff(sample: Sequence[Line]) -> Dialect:
    """The delimiter of a text that begins so: where headers are known by it, else where the rows are even."""
    first = next((text for _, text in sample if text), "")
    separator = _SEPARATOR.fullmatch(first.strip())
    spaced = any(text and _SPACED.search(text) for _, text in sample)
    if separator:
        return Dialect(separator[1], spaced)
    best = max(DELIMITERS, key=lambda each: _evenness(sample, each, spaced=spaced))
    return Dialect(best, spaced)


def records_of(sample: Sequence[Line], dialect: Dialect) -> list[Row | Refused]:
    """The beginning in rows."""
    return list(Records(iter(sample), dialect.delimiter, spaced=dialect.spaced))


def layout(records: Sequence[Row | Refused]) -> Layout:
    """Finds the header among the first rows; raises UnreadableError when there is none, or it is beyond limits."""
    rows = []
    for each in records:
        if isinstance(each, Row) and any(map(str.strip, each.cells)) and not _is_preface(each):
            rows.append(each)
        elif isinstance(each, Refused) and each.reason in (TOO_LONG, TOO_WIDE) and not rows:
            raise UnreadableError(f"Line {each.line}: {each.reason}")
    if not rows:
        raise UnreadableError("There are no rows in this sheet.")
    at = _header_at(rows)
    cells, notes = _trimmed(rows[at].cells), [" ".join(filter(None, each.cells)) for each in rows[:at]]
    line = rows[at].line
    if _is_content(cells):
        return Layout(0, line, named([""] * len(cells)), notes)
    return Layout(line, line + 1, named(cells), notes)


def named(cells: Sequence[str]) -> list[str]:
    """Headers that differ: `X (2)` for a second X, `Column 5` for one without a name."""
    taken = {" ".join(cell.split()) for cell in cells}
    headers: list[str] = []
    seen: set[str] = set()
    for at, cell in enumerate(cells, 1):
        name = unique = " ".join(cell.split()) or _free(f"Column {at}", taken)
        number = 2
        while unique in seen:
            unique, number = _free(f"{name} ({number})", taken), number + 1
        seen.add(unique)
        headers.append(unique)
    return headers


def without_footer(
    rows: Iterator[Row | Refused], width: int, left_out: list[str], *, padded: bool = False
) -> Iterator[Row | Refused]:
    """The rows without empty ones, and without the totals and notices under a report; the first go to `left_out`.

    Such a line has one cell, or a total and its numbers; `padded` when all rows have the same number of cells,
    whatever is in them.
    """
    ended = False
    for row in rows:
        if isinstance(row, Refused):
            yield row
            continue
        alone = row.cells[0].strip()
        filled = any(row.cells[1:]) and any(map(str.strip, row.cells[1:]))
        if not (filled or alone):
            continue
        is_line = not filled and width >= _FOOTER_BELOW and (padded or len(row.cells) == 1)
        is_total = filled and width >= _FOOTER_BELOW and _is_total(row.cells)
        if is_total or (is_line and (ended or _FOOTER.fullmatch(alone))):
            ended = True
            left_out.extend([alone] if len(left_out) < FOOTER_KEPT else [])
        else:
            ended = ended and is_line
            yield row


def _is_total(cells: Sequence[str]) -> bool:
    """Whether a row says how much everything is together: nobody is called so, and has nothing but numbers."""
    first, *others = filter(None, map(str.strip, cells))
    return _TOTAL.fullmatch(first) is not None and all(map(_AMOUNT.fullmatch, others))


def _evenness(sample: Sequence[Line], delimiter: str, *, spaced: bool) -> float:
    rows = [each for each in records_of(sample, Dialect(delimiter, spaced)) if isinstance(each, Row)]
    if not rows:
        return 0.0
    width, count = Counter(len(row.cells) for row in rows).most_common(1)[0]
    known = max(_known(row) for row in rows[:_HEADER_WITHIN])
    wide = any(len(row.cells) > 1 for row in rows[:_HEADER_WITHIN])
    return (known if known >= _ENOUGH_KNOWN else 0) + count / len(rows) * (1 - 1 / width) + wide / 10


def _known(row: Row) -> int:
    return sum(1 for cell in row.cells[:COLUMN_LIMIT] if cell and header.is_known(cell))


def _header_at(rows: Sequence[Row]) -> int:
    extents = [len(_trimmed(row.cells)) for row in rows]
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if _known(row) >= _ENOUGH_KNOWN:
            return at
    usual = Counter(extents).most_common(1)[0][0]
    enough = max(_NEARLY * usual, 2 if max(extents) > 1 else 1)
    return next((at for at, extent in enumerate(extents[:_HEADER_WITHIN]) if extent >= enough), 0)


def _is_preface(row: Row) -> bool:
    first = row.cells[0].lstrip()
    return first.startswith(_COMMENT) or _SEPARATOR.fullmatch("".join(row.cells).strip()) is not None


def _is_content(cells: Sequence[str]) -> bool:
    known = sum(map(header.is_known, cells))
    pattern = _NUMBER if known == 0 else _EMAIL
    return known < _ENOUGH_KNOWN and any(
        pattern.fullmatch(cell.strip()) or _EMAIL.fullmatch(cell.strip()) for cell in cells
    )


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = len(cells)
    while kept and not cells[kept - 1].strip():
        kept -= 1
    return list(cells[:kept])


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    return name
