"""What people look for."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import text as sql

from tinycrm.domain.book import CONDITIONS, PRICE_LIMIT
from tinycrm.model import column
from tinycrm.model.base import STRICT, Row


class Want(Row, table=True):
    """A book that somebody looks for: a title, or anything by an author; `max_price` in minor units, `until` a day.

    It is open until it is found or dropped; one that is found waits to be told until `told_on`.
    """

    __table_args__ = (
        CheckConstraint("title IS NOT NULL OR author IS NOT NULL"),
        Index("want_contact", "contact_id"),
        Index("want_title", "title_key", sqlite_where=sql("found_at IS NULL AND dropped_on IS NULL")),
        Index("want_author", "author_key", sqlite_where=sql("found_at IS NULL AND dropped_on IS NULL")),
        Index("want_until", "until", sqlite_where=sql("found_at IS NULL AND dropped_on IS NULL")),
        Index("want_found", "found_at", sqlite_where=sql("told_on IS NULL AND dropped_on IS NULL")),
        STRICT,
    )

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    title: str | None = column.line("title")
    author: str | None = column.line("author")
    isbn: str | None = column.text("isbn", check="isbn GLOB '97[89][0-9]*' AND length(isbn) = 13")
    edition: str | None = column.line("edition")
    condition: str | None = column.choice("condition", CONDITIONS)
    title_key: str | None = column.line("title_key", limit=400)
    author_key: str | None = column.line("author_key", limit=400)
    max_price: int | None = column.number("max_price", 0, PRICE_LIMIT)
    currency: str = column.text("currency", required=True, check="currency GLOB '[A-Z][A-Z][A-Z]'")
    until: date | None = column.day("until")
    notes: str | None = column.prose("notes")
    found_at: datetime | None = column.moment("found_at")
    told_on: date | None = column.day("told_on")
    dropped_on: date | None = column.day("dropped_on")
    created_at: datetime = column.moment("created_at", required=True)
