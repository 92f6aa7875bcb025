"""Reads an Excel or ODS file in a process of its own, and writes its rows as JSON lines.

A spreadsheet of a few kilobytes can unpack to hundreds of gigabytes; here it meets limits of memory and time, and
takes nobody down with it. Started as a script by `book`, so it imports nothing of tinycrm.
"""

import json
import resource
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import IO, Any

MEMORY_LIMIT = 448 * 1024**2
OUTPUT_LIMIT = 512 * 1024**2
SECONDS = 50
REFUSED = 3
MIDNIGHT = time()
EXACT = 10**15  # a number of Excel's has 15 digits that can be relied on


def limit() -> None:
    """Limits what this process may take; where the system knows no such limit, it goes on without."""
    limits = {
        resource.RLIMIT_AS: MEMORY_LIMIT,
        resource.RLIMIT_FSIZE: OUTPUT_LIMIT,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def text(value: Any) -> str:
    """A cell as the shop would have typed it: `YYYY-MM-DD`, "yes", whole numbers without a point."""
    if isinstance(value, str):
        return value.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if abs(value) < EXACT:
            return str(int(value)) if value == int(value) else repr(value)
        return f"{value:.14E}"
    if isinstance(value, datetime):
        return str(value.date() if value.time() == MIDNIGHT else value)
    return str(value)


def opened(path: str | None, rest: IO[bytes]) -> Any:
    """The workbook at `path`, whatever its name ends in; without one it is what comes after the question."""
    from python_calamine import CalamineWorkbook

    content = rest.read() if path is None else Path(path).read_bytes()
    return CalamineWorkbook.from_filelike(BytesIO(content))


def chosen(book: Any, name: str) -> Any:
    """The sheet of that name, else the first that is to be seen and has cells."""
    from python_calamine import SheetVisibleEnum

    seen = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    if name:
        return book.get_sheet_by_name(name)
    sheet = None
    for each in seen or book.sheet_names:
        sheet = book.get_sheet_by_name(each)
        if sheet.height:
            break
    return sheet


def answer(asked: IO[bytes], out: IO[str]) -> int:
    """Writes what there is, then every row, one JSON value a line; 3 when all it wrote is what is wrong.

    The question is a line of JSON: `path` (or null, then the file follows), `name` of the sheet, limit of `columns`.
    """
    question = json.loads(asked.readline())
    limit()
    from python_calamine import CalamineError, PasswordError, WorksheetNotFound

    try:
        return write(opened(question["path"], asked), question["name"], question["columns"], out)
    except PasswordError:
        return refuse("password", out)
    except WorksheetNotFound:
        return refuse("missing", out)
    except MemoryError:
        return refuse("large", out)
    except (CalamineError, OSError):
        return refuse("unreadable", out)


def write(book: Any, name: str, columns: int, out: IO[str]) -> int:
    """Writes the chosen sheet."""
    sheet = chosen(book, name)
    if sheet is None:
        return refuse("empty", out)
    if sheet.width > columns:
        return refuse("wide", out, width=sheet.width)
    out.write(json.dumps({"name": sheet.name, "names": book.sheet_names}) + "\n")
    for row in sheet.iter_rows():
        out.write(json.dumps([text(value) for value in row]) + "\n")
    return 0


def refuse(trouble: str, out: IO[str], **more: int) -> int:
    """Says what is wrong, in place of rows."""
    out.write(json.dumps({"trouble": trouble, **more}) + "\n")
    return REFUSED


if __name__ == "__main__":
    with open(0, "rb") as question, open(1, "w", encoding="ascii") as rows:  # the two ends of its pipes
        ended = answer(question, rows)
    raise SystemExit(ended)
