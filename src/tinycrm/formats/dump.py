"""A whole shop as lines of JSON (docs/dump.md): a header, then a line for every row, and back."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tinycrm.errors import UnreadableError

VERSION = 1
# the longest texts that a shop keeps, escaped twice in its history, are well below it
LINE_LIMIT = 8 * 2**20  # bytes
SHOWN = 40  # characters of a wrong name in a sentence

Value = int | str | None

_PLAIN = frozenset({int, str, type(None)})
_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"tinycrm"\s*:\s*"dump"')


class Header(NamedTuple):
    """The first line: the schema the rows are of, when it was made, the shop's settings, and rows by table."""

    schema: int
    made: str
    settings: dict[str, Any]
    tables: dict[str, int]


class Row(NamedTuple):
    """A row of a table, and the line of the dump it stands in."""

    line: int
    table: str
    values: dict[str, Value]


def sniff(head: bytes) -> bool:
    """Whether a file that begins like this is a dump; a hundred bytes are enough."""
    return _START.match(head) is not None


def write(header: Header, rows: Iterable[tuple[str, Mapping[str, Value]]]) -> Iterator[str]:
    """The lines of a dump, each with its end, in ASCII: no editor, mail or terminal can harm them."""
    encode = json.JSONEncoder(separators=(",", ":")).encode
    schema, made, settings, tables = header
    first = {"tinycrm": "dump", "version": VERSION, "schema": schema, "shop": settings, "made": made, "tables": tables}
    yield f"{encode(first)}\n"
    for table, values in rows:
        yield f"{encode({'table': table, 'row': values})}\n"


def read(chunks: Iterable[bytes]) -> tuple[Header, Iterator[Row]]:
    """The header of a dump and its rows, one at a time; `chunks` are its bytes, cut anywhere.

    Raises UnreadableError, the rows too, that names the line: no dump, a newer one, a line that is damaged.
    """
    lines = _objects(chunks)
    number, first = next(lines, (1, {}))
    if first.get("tinycrm") != "dump":
        raise UnreadableError("Line 1: this is no dump of a tinycrm shop.")
    return _header(number, first), (_row(*line) for line in lines)


def _header(number: int, record: dict[str, Any]) -> Header:
    version = record.get("version")
    if type(version) is int and version > VERSION:
        raise UnreadableError(
            f"This dump was written by a newer tinycrm (version {version}, this one reads {VERSION});"
            " update tinycrm to read it."
        )
    schema, made, settings, tables = (record.get(name) for name in ("schema", "made", "shop", "tables"))
    if (
        version != VERSION
        or type(schema) is not int
        or not isinstance(made, str)
        or not isinstance(settings, dict)
        or not isinstance(tables, dict)
        or any(type(count) is not int for count in tables.values())
    ):
        raise UnreadableError(f"Line {number}: the header of this dump is damaged.")
    return Header(schema, made, settings, tables)


def _row(number: int, record: dict[str, Any]) -> Row:
    table, values = record.get("table"), record.get("row")
    if len(record) != 2 or not isinstance(table, str) or not isinstance(values, dict):
        raise UnreadableError(f"Line {number}: this is no row of a table.")
    for name, value in values.items():
        if type(value) not in _PLAIN:
            raise UnreadableError(f"Line {number}: {shown(name)} is neither a text, a whole number nor null.")
    return Row(number, table, values)


def _objects(chunks: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What every line that is not blank says, with its number."""
    for number, line in enumerate(_lines(chunks), 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            if not text.strip():
                continue
            value = json.loads(text)
        except UnicodeDecodeError:
            raise UnreadableError(f"Line {number}: this is not UTF-8 text.") from None
        except (ValueError, RecursionError):
            raise UnreadableError(f"Line {number} is damaged: it is no whole line of JSON.") from None
        if not isinstance(value, dict):
            raise UnreadableError(f"Line {number}: this is no row of a table.")
        yield number, value


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file, of which no more than one is held."""
    waiting: list[bytes] = []
    size, number = 0, 1
    for chunk in chunks:
        for index, part in enumerate(chunk.split(b"\n")):
            if index:
                yield b"".join(waiting)
                waiting, size, number = [], 0, number + 1
            waiting.append(part)
            size += len(part)
            if size > LINE_LIMIT:
                raise UnreadableError(f"Line {number} is longer than {LINE_LIMIT >> 20} MB.")
    yield b"".join(waiting)


def shown(name: str) -> str:
    """A name from a dump as it stands in a sentence."""
    return repr(name if len(name) <= SHOWN else f"{name[: SHOWN - 1]}…")
