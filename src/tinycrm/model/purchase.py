"""What was sold, to whom, and what came back."""

from datetime import date, datetime

from sqlalchemy import Index

from tinycrm.domain.book import CHANNELS, MOST, PRICE_LIMIT
from tinycrm.model import column
from tinycrm.model.base import STRICT, Row


class Purchase(Row, table=True):
    """What somebody bought at once; nobody is known where there is no contact. `at` is there unless back-dated.

    The sale stays when its buyer goes, for the day's sales must be right.
    """

    __table_args__ = (
        Index("purchase_contact", "contact_id", "day"),
        Index("purchase_day", "day"),
        Index("purchase_deal", "deal_id"),
        STRICT,
    )

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", on_delete="SET NULL")
    deal_id: int | None = column.reference("deal_id", "deal", on_delete="SET NULL")
    day: date = column.day("day", required=True)
    at: datetime | None = column.moment("at")
    channel: str = column.choice("channel", CHANNELS, required=True)
    currency: str = column.text("currency", required=True, check="currency GLOB '[A-Z][A-Z][A-Z]'")
    notes: str | None = column.prose("notes")
    created_at: datetime = column.moment("created_at", required=True)


class Line(Row, table=True):
    """A book in a purchase. It came to quantity × price − discount, in minor units; `price` is for one copy.

    What came back is a line of its own that names the one it came from: fewer than no copies, or none where money was
    given back and the book kept. Keys are what a book is found again by.
    """

    __table_args__ = (
        Index("line_purchase", "purchase_id"),
        Index("line_returns", "returns_id"),
        Index("line_title", "title_key"),
        Index("line_author", "author_key"),
        Index("line_genre", "genre_key"),
        Index("line_isbn", "isbn"),
        STRICT,
    )

    id: int | None = column.key()
    purchase_id: int | None = column.reference("purchase_id", "purchase", required=True)
    position: int = column.position()
    title: str = column.line("title", required=True)
    author: str | None = column.line("author")
    isbn: str | None = column.text("isbn", check="isbn GLOB '97[89][0-9]*' AND length(isbn) = 13")
    genre: str | None = column.line("genre")
    title_key: str = column.line("title_key", required=True, limit=400)
    author_key: str | None = column.line("author_key", limit=400)
    genre_key: str | None = column.line("genre_key", limit=400)
    quantity: int = column.number("quantity", -MOST, MOST, required=True)
    price: int = column.number("price", 0, PRICE_LIMIT, required=True)
    discount: int = column.number("discount", -MOST * PRICE_LIMIT, MOST * PRICE_LIMIT, required=True)
    returns_id: int | None = column.reference("returns_id", "line", on_delete="SET NULL")
