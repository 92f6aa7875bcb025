"""A delivery from a list: its columns title, author, isbn, genre, price, condition in any order."""

from collections.abc import Mapping
from typing import NamedTuple

from tinycrm.cli.env import Env
from tinycrm.cli.load_file import given
from tinycrm.domain import book
from tinycrm.domain.book import CONDITIONS
from tinycrm.domain.clean import show_line
from tinycrm.domain.isbn import isbn, looks_like_isbn
from tinycrm.errors import InvalidError, UnreadableError
from tinycrm.queries import purchase as purchases
from tinycrm.queries.arrived import Copy

COLUMNS = ("title", "author", "isbn", "genre", "price", "condition")


class Refusal(NamedTuple):
    """A row that could not be read: its line in the file, and why."""

    line: int
    why: str


def delivery(env: Env, file: str) -> tuple[list[Copy], list[Refusal]]:
    """The books of a list, and the rows that cannot be read.

    Raises UnreadableError for a file without a column for titles or ISBNs.
    """
    from tinycrm.formats.person import Refused
    from tinycrm.formats.sheet import open_sheet

    copies: list[Copy] = []
    refused: list[Refusal] = []
    with given(file) as path:
        sheet = open_sheet(path)
        names = [each.strip().lower() for each in sheet.headers]
        if not {"title", "isbn"} & set(names):
            shown = show_line(", ".join(sheet.headers), 120)
            raise UnreadableError(f"A list has the columns {', '.join(COLUMNS)}; this one has {shown}.")
        for row in sheet.rows():
            if isinstance(row, Refused):
                refused.append(Refusal(row.line, row.reason))
                continue
            try:
                copies.append(_copy(env, dict(zip(names, (cell.strip() for cell in row.cells), strict=False))))
            except InvalidError as error:
                refused.append(Refusal(row.line, str(error)))
    return copies, refused


def _copy(env: Env, cells: Mapping[str, str]) -> Copy:
    typed = {name: cells.get(name, "") for name in COLUMNS}
    number = isbn(typed["isbn"]) if typed["isbn"] else None
    if number is None and looks_like_isbn(typed["title"]):
        number, typed["title"] = isbn(typed["title"]), ""
    known = purchases.known(env.reader, isbn=number) if number else None
    if not typed["title"] and not known:
        raise InvalidError("It has no title." if number is None else f"Nothing with the ISBN {number} was sold before.")
    author = book.author(typed["author"]) if typed["author"] else known.author if known else None
    genre = book.genre(typed["genre"]) if typed["genre"] else known.genre if known else None
    return Copy(
        book.title(typed["title"]) if typed["title"] or known is None else known.title,
        author,
        number,
        genre,
        book.price(typed["price"], env.config.currency) if typed["price"] else None,
        book.choice(typed["condition"], CONDITIONS, "condition") if typed["condition"] else None,
    )
