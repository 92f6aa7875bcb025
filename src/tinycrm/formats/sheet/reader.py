"""Opens a sheet, CSV or Excel, and reads its rows as often as wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tinycrm.errors import InvalidError
from tinycrm.formats.encoding import Offer
from tinycrm.formats.file import Meter, Source, check_path, head
from tinycrm.formats.person import Refused
from tinycrm.formats.sheet import book, dialect, source
from tinycrm.formats.sheet.book import Book
from tinycrm.formats.sheet.dialect import Dialect
from tinycrm.formats.sheet.record import Records, Row

_HEADER_ROWS = 60
_COMMA = Dialect(",")


@dataclass(frozen=True)
class Sheet:
    """A sheet whose header is known: `format` is csv, tsv, xlsx, xlsb, xls or ods.

    Where the encoding is not `certain`, `offers` show the odd lines, first as they are read now. `header_line` is 0
    where no header was found; the columns are then called `Column 1` and so on. `notes` stand before the header,
    `others` are the names of further sheets in the file.
    """

    format: str
    headers: tuple[str, ...]
    header_line: int
    encoding: str | None = None
    certain: bool = True
    offers: tuple[Offer, ...] = ()
    delimiter: str | None = None
    name: str | None = None
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    footer: list[str] = field(default_factory=list)  # what was left out at the end, once it was read
    meter: Meter = field(default_factory=Meter, compare=False)  # how far the latest reading of `rows` has come
    _first_line: int = 1
    _book: Book | None = None
    _source: Source = b""
    _encoding: str | None = None
    _dialect: Dialect = _COMMA

    def rows(self) -> Iterator[Row | Refused]:
        """The rows below the header, one by one; empty ones and a footer are left out."""
        self.footer.clear()
        width = len(self.headers)
        return dialect.without_footer(self._below(), width, self.footer, padded=self._book is not None)

    def every_row(self) -> Iterator[Row]:
        """The rows, also those that cannot be read for a quote out of place: they are cut at every delimiter.

        What is beyond the limits of a sheet is left out.
        """
        return (row for row in self._below(forgiving=True) if isinstance(row, Row))

    def _below(self, *, forgiving: bool = False) -> Iterator[Row | Refused]:
        if self._book is not None:
            yield from (each for each in self._book.rows(self.meter) if each.line >= self._first_line)
            return
        lines = source.lines(self._source, self._encoding, self.meter)
        how = self._dialect
        records = Records(lines, how.delimiter, spaced=how.spaced, forgiving=forgiving)
        for record in records:
            if record.line >= self._first_line and record.line != self.header_line:
                yield record
                break
            if record.line == self.header_line and isinstance(record, Row):
                records.width = len(record.cells)
        yield from records


def open_sheet(origin: Path | bytes, *, encoding: str | None = None, name: str = "") -> Sheet:
    """A CSV, TSV, Excel or ODS file, told by what is in it; `name` is one of several sheets in a file.

    Raises UnreadableError for what is no sheet or beyond the limits, InvalidError for an unknown encoding or a choice
    that this kind of file does not have, NotFoundError for a sheet that is not in the file.
    """
    if isinstance(origin, Path):
        check_path(origin, source.FILE_LIMIT)
    beginning = head(origin, source.HEAD)
    kind = book.kind(origin, beginning)
    if kind is not None:
        if encoding is not None:
            raise InvalidError("An Excel or ODS file has no encoding to choose.")
        return _open_book(origin, kind, name)
    if name:
        raise InvalidError("A CSV file has no sheets to choose from.")
    source.refuse_what_is_no_text(beginning)
    return _open_text(origin, encoding)


def _open_book(origin: Source, kind: str, name: str) -> Sheet:
    opened = book.read(origin, name)
    layout = dialect.layout(list(islice(opened.rows(), _HEADER_ROWS)))
    return Sheet(
        kind,
        tuple(layout.headers),
        layout.header_line,
        name=opened.name,
        others=tuple(each for each in opened.names if each != opened.name),
        notes=tuple(layout.notes),
        _first_line=layout.first_line,
        _book=opened,
    )


def _open_text(origin: Source, encoding: str | None) -> Sheet:
    survey = source.survey(origin, encoding)
    how = dialect.sniff(survey.sample)
    layout = dialect.layout(dialect.records_of(survey.sample, how))
    return Sheet(
        "tsv" if how.delimiter == "\t" else "csv",
        tuple(layout.headers),
        layout.header_line,
        survey.encoding,
        survey.certain,
        survey.offers,
        how.delimiter,
        notes=tuple(layout.notes),
        _first_line=layout.first_line,
        _source=origin,
        _encoding=encoding,
        _dialect=how,
    )
