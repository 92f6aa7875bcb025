"""The way out of the command line: data on stdout, words about it on stderr, nothing a terminal would obey."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TextIO

from tinycrm.cli import table
from tinycrm.domain.clean import TEXT_LIMIT, show_line
from tinycrm.errors import InvalidError

FORMATS = ("table", "plain", "json", "csv", "tsv", "md", "ids")
CELL_LIMIT = 300
# our own marks, for streams that cannot say them
ASCII = str.maketrans({"★": "*", "▲": "!", "□": "o", "→": "->", "·": "-", "…": "..", "†": "+", "⊘": "/", "⏎": "/",
                       "“": '"', "”": '"', "’": "'", "✓": "x", "–": "-", "◆": "$", "≈": "~", "─": "-"})  # fmt: skip
LIKE_THAT = "It is like that already; nothing was changed."
# our own styles (ECMA-48 SGR), a run of text, or an escape that is none of ours
_PIECE = r"(\x1b\[[0-9;]*m)|([^\n\t\x1b]+|\x1b)"


class Column(NamedTuple):
    """A column of a list: its heading, what stands in it, how it is set; a spare one goes where it is narrow."""

    heading: str
    cell: Callable[[Any], str]
    right: bool = False
    bold: bool = False
    faint: bool = False
    spare: bool = False


@dataclass
class Out:
    """Where answers go, and in which form."""

    format: str | None = None

    @property
    def terminal(self) -> bool:
        """Whether a person sees stdout."""
        return sys.stdout.isatty()

    @property
    def coloured(self) -> bool:
        """Whether styles may be used."""
        return self.terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in (None, "", "dumb")

    @property
    def json(self) -> bool:
        """Whether a program reads the answer."""
        return self.format == "json"

    @property
    def words(self) -> bool:
        """Whether a person, or a program that wants plain lines, reads the answer."""
        return self.format in (None, "table", "plain")

    @property
    def width(self) -> int:
        """The columns of the terminal; piped, what a mail takes."""
        return shutil.get_terminal_size((78, 24)).columns if self.terminal else 78

    @property
    def page(self) -> int | None:
        """How many rows of a list a terminal shows at once; piped, all of them."""
        return max(shutil.get_terminal_size().lines - 3, 5) if self.terminal and self.words else None

    def rows(self, rows: Sequence[Any], columns: Sequence[Column], empty: str) -> None:
        """A list: every row a NamedTuple with a `ref`; `empty` says on stderr that there is nothing."""
        if self.json:
            self.write(rows_as_json(rows))
        elif self.format == "ids":
            self.lines(filter(None, (_fields(row)["ref"] for row in rows)))
        elif not rows and self.words:
            self.say(empty)
        else:
            cells = [[show_line(column.cell(row), self._cell_limit) for column in columns] for row in rows]
            self._table(columns, cells)

    def object(self, thing: Any, lines: Iterable[str]) -> None:
        """One thing: as JSON, its ref, a table of one row, or the lines that a person reads."""
        if self.json:
            self.write(as_json(thing))
        elif self.format == "ids":
            self.lines(filter(None, [_fields(thing)["ref"]]))
        elif self.words:
            self.lines(lines)
        else:
            self._records([thing])

    def done(self, thing: Any, words: str) -> None:
        """What a writing command did: the object written for a program, a line for a person."""
        self.object(thing, _wrapped(words, sys.stdout))

    def written(self, rows: Sequence[Any], words: str) -> None:
        """What a bulk command did: the objects written for a program, a line for a person."""
        if self.json:
            self.write(rows_as_json(rows))
        elif self.format == "ids":
            self.lines(_fields(row)["ref"] for row in rows)
        elif self.words:
            self.lines(_wrapped(words, sys.stdout))
        else:
            self._records(rows)

    def unchanged(self, thing: Any, words: str = LIKE_THAT) -> None:
        """That a writing command changed nothing: words for a person, for a program the object or list as it is."""
        self.say(words)
        if isinstance(thing, list) and not self.words:
            self.written(thing, "")
        elif not self.words:
            self.object(thing, ())

    def lines(self, lines: Iterable[str]) -> None:
        """Lines of data; each is clean already."""
        for line in lines:
            self.write(line)

    def write(self, line: str) -> None:
        """One line to stdout."""
        sys.stdout.write(encodable(harmless(line, styled=self.coloured), sys.stdout) + "\n")

    def say(self, words: str) -> None:
        """Words about the data, to stderr."""
        for line in _wrapped(harmless(words), sys.stderr):
            sys.stderr.write(encodable(line, sys.stderr) + "\n")

    def style(self, text: str, *, bold: bool = False, faint: bool = False, colour: str | None = None) -> str:
        """`text` with a style where styles may be used."""
        if not self.coloured or not text:
            return text
        import typer

        return typer.style(text, bold=bold or None, dim=faint or None, fg=colour)

    def _table(self, columns: Sequence[Column], cells: list[list[str]]) -> None:
        headings = [column.heading for column in columns]
        if not self.words:
            self._for_a_program([[heading or "Ref" for heading in headings], *cells])
        else:
            width = self.width if self.terminal and self.format != "plain" else None
            right, spare = [column.right for column in columns], [column.spare for column in columns]
            for number, line in enumerate(table.aligned([headings, *cells], right, width, spare)):
                self.write("  ".join(self._styled(cell, columns[i], number) for i, cell in line).rstrip())

    def _records(self, things: Sequence[Any]) -> None:
        """Whole objects as a table, one to a row, under the names that JSON has for their fields."""
        records = [_fields(thing) for thing in things]
        cells = [[show_line(_cell(value), self._cell_limit) for value in record.values()] for record in records]
        self._for_a_program([list(records[0]), *cells] if records else [])

    def _for_a_program(self, rows: list[list[str]]) -> None:
        if self.format == "md":
            self.lines(table.markdown(rows))
        else:
            self.write(table.separated(rows, "," if self.format == "csv" else "\t"))

    @property
    def _cell_limit(self) -> int:
        """A list that is looked at is cut, one that is kept holds every text whole."""
        return TEXT_LIMIT if self.format in ("csv", "tsv") else CELL_LIMIT

    def _styled(self, text: str, column: Column, number: int) -> str:
        return self.style(text, bold=column.bold and number > 0, faint=column.faint or number == 0)


def _wrapped(words: str, stream: TextIO) -> list[str]:
    """A sentence in lines that a terminal does not break in the middle of a word; as it is where it is not one."""
    if not stream.isatty() or words.startswith(" ") or "\n" in words:
        return [words]
    import textwrap

    columns = max(shutil.get_terminal_size().columns, 20)
    return textwrap.wrap(words, columns, break_long_words=False, break_on_hyphens=False) or [words]


def check_format(value: str | None) -> str | None:
    """The name of an output format, as it was typed.

    Raises InvalidError when there is no such format.
    """
    if value is not None and value not in FORMATS:
        raise InvalidError(f"There is no format {value!r}; the formats are {', '.join(FORMATS)}.")
    return value


def as_json(thing: Any) -> str:
    """A NamedTuple or plain value as one line of JSON; what a terminal would obey is escaped."""
    value = thing._asdict() if hasattr(thing, "_asdict") else thing
    line = json.dumps(value, ensure_ascii=not _speaks_utf8(sys.stdout), default=_plain)
    return line if harmless(line) == line else json.dumps(value, default=_plain)


def rows_as_json(rows: Iterable[Any]) -> str:
    """A JSON array with one row to a line."""
    lines = ",\n".join(as_json(row) for row in rows)
    return f"[\n{lines}\n]" if lines else "[]"


def harmless(text: str, *, styled: bool = False) -> str:
    """`text` with what a terminal would obey replaced, newlines and tabs apart; our own styles stay where `styled`."""
    if text.isprintable():
        return text
    return re.sub(_PIECE, lambda found: found[0] if styled and found[1] else show_line(found[0], len(found[0])), text)


def encodable(text: str, stream: TextIO) -> str:
    """`text` with what the stream's encoding lacks written as `\\u…` escapes."""
    if _speaks_utf8(stream):
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    encoding = stream.encoding or "ascii"
    return text.translate(ASCII).encode(encoding, "backslashreplace").decode(encoding)


def _fields(thing: Any) -> dict[str, Any]:
    fields: dict[str, Any] = thing._asdict() if hasattr(thing, "_asdict") else thing
    return fields


def _cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """What JSON has no form for, an amount, as scripts get it."""
    return value.as_json()


def _speaks_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "ascii").lower().replace("-", "") in ("utf8", "utf_8")
