"""Tables: columns that line up whatever script their words are in, and the forms programs like."""

import unicodedata
from collections.abc import Iterator, Sequence

GAP = 2
NARROWEST = 4
COMFORTABLE = 26
# what a spreadsheet would take for a formula (OWASP "CSV Injection"), and the quote that disarms it
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠", "'")


def width(text: str) -> int:
    """How many cells of a terminal `text` takes (UAX #11: wide and full-width letters take two, marks none)."""
    if text.isascii():
        return len(text)
    return sum(_cells(letter) for letter in text)


def fit(text: str, cells: int) -> str:
    """`text` cut with … where it does not fit into `cells`."""
    if width(text) <= cells:
        return text
    kept, used = "", 1
    for letter in text:
        used += _cells(letter)
        if used > cells:
            break
        kept += letter
    return kept.rstrip() + "…" if cells > 0 else ""


def aligned(
    rows: Sequence[Sequence[str]], right: Sequence[bool], room: int | None, spare: Sequence[bool] = ()
) -> Iterator[list[tuple[int, str]]]:
    """The rows' cells, each with its column's number, padded to line up and cut down until all fit into `room` cells.

    Columns that hold nothing but their heading are left out. Long columns give way first, then the `spare` ones go,
    the last first; where even narrow columns do not fit, so do the others.
    """
    widths = [max(width(cell) for cell in column) if any(column[1:]) else 0 for column in zip(*rows, strict=True)]
    if room is not None:
        _narrow(widths, room, spare or [False] * len(widths))
    kept = [index for index, each in enumerate(widths) if each]
    for row in rows:
        yield [(index, _padded(fit(row[index], widths[index]), widths[index], right=right[index])) for index in kept]


def separated(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    """Comma- or tab-separated text (RFC 4180), every cell that a spreadsheet would run disarmed with a quote."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([[f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows])
    return text.getvalue().rstrip("\n")


def markdown(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) + " |"
        if number == 0:
            yield "|" + " --- |" * len(row)


def _narrow(widths: list[int], room: int, spare: Sequence[bool]) -> None:
    while _taken(widths) > room and max(widths) > COMFORTABLE:
        widths[widths.index(max(widths))] -= 1
    for index in reversed([index for index, each in enumerate(spare) if each]):
        if _taken(widths) > room:
            widths[index] = 0
    while _taken(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    while _taken(widths) > room and sum(map(bool, widths)) > 1:
        widths[max(index for index, each in enumerate(widths) if each)] = 0


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (sum(map(bool, widths)) - 1)


def _padded(cell: str, cells: int, *, right: bool) -> str:
    blanks = " " * (cells - width(cell))
    return blanks + cell if right else cell + blanks


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
