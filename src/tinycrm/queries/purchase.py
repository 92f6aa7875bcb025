"""Purchases as lists, cards and scripts see them, and the books that were sold before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from tinycrm.domain import money
from tinycrm.domain.money import Money
from tinycrm.domain.period import Period
from tinycrm.domain.title import author_key, same_author, same_book, title_key
from tinycrm.store.reader import Reader

NEWEST = "ORDER BY p.day DESC, p.at DESC, p.id DESC"
AMOUNT = "(l.quantity * l.price - l.discount)"
_LINES = f"""(SELECT json_group_array(json_array(place, id, title, author, isbn, genre, quantity, price, amount, came,
        back, r_purchase, r_place)) FROM (SELECT l.position + 1 AS place, l.id, l.title, l.author, l.isbn, l.genre,
        l.quantity, l.price, {AMOUNT} AS amount,
        (SELECT -coalesce(sum(b.quantity), 0) FROM line b WHERE b.returns_id = l.id) AS came,
        (SELECT -coalesce(sum(b.quantity * b.price - b.discount), 0) FROM line b WHERE b.returns_id = l.id) AS back,
        r.purchase_id AS r_purchase, r.position + 1 AS r_place
        FROM line l LEFT JOIN line r ON r.id = l.returns_id
        WHERE l.purchase_id = p.id ORDER BY l.position, l.id))"""
# of each key that begins so the newest sales, for a popular author has written tens of thousands
_NEWEST_OF = """WITH RECURSIVE k (key, number) AS (
        SELECT min({column}), 1 FROM line WHERE {column} >= :{key} AND {column} < :{key} || char(1114111)
        UNION ALL SELECT (SELECT min({column}) FROM line l WHERE l.{column} > k.key
            AND l.{column} < :{key} || char(1114111)), number + 1 FROM k WHERE k.key IS NOT NULL AND number < 50)
    SELECT (SELECT json_group_array(purchase_id) FROM (SELECT purchase_id FROM line l WHERE l.{column} = k.key
        ORDER BY l.id DESC LIMIT :limit)) AS ids FROM k WHERE k.key IS NOT NULL"""
_COLUMNS = f"""SELECT p.id, p.day, c.name, 'c' || c.id, p.channel, p.currency, {_LINES}, p.at, p.notes,
        'd' || p.deal_id
    FROM purchase p LEFT JOIN contact c ON c.id = p.contact_id"""


@dataclass(frozen=True, slots=True)
class Line:
    """A book in a purchase: `total` is what it came to, its discount taken off; `returns` the line that came back.

    Of a line that was sold `returned` copies came back, and `refunded` of its money.
    """

    ref: str
    title: str
    author: str | None
    isbn: str | None
    genre: str | None
    quantity: int
    price: Money
    total: Money
    returned: int
    refunded: Money | None
    returns: str | None
    id: int

    def as_json(self) -> dict[str, Any]:
        """The line as scripts get it."""
        return {
            "ref": self.ref, "title": self.title, "author": self.author, "isbn": self.isbn, "genre": self.genre,
            "quantity": self.quantity, "price": self.price, "total": self.total, "returned": self.returned,
            "refunded": self.refunded, "returns": self.returns,
        }  # fmt: skip


class Purchase(NamedTuple):
    """A purchase as lists and scripts see it; nobody is known where `who` is None. `books` may be below nought, where
    books came back; `at` is UTC, and None where only the day is known.
    """

    ref: str
    day: str
    who: str | None
    who_ref: str | None
    channel: str
    books: int
    total: Money
    lines: list[Line]
    at: str | None
    notes: str | None
    deal_ref: str | None

    @property
    def id(self) -> int:
        return int(self.ref[1:])


class Known(NamedTuple):
    """A book as it was sold before."""

    title: str
    author: str | None
    isbn: str | None
    genre: str | None


class Bought(NamedTuple):
    """That somebody bought a book and has it still."""

    day: str
    title: str
    ref: str


class Day(NamedTuple):
    """A day's sales: purchases and books, what they came to in each currency, and what was given back of it.

    `ref` is the day.
    """

    ref: str
    purchases: int
    books: int
    totals: list[Money]
    returned: list[Money]


class Wanted(NamedTuple):
    """Which purchases are meant; everything that is None may be anything."""

    contact_id: int | None = None
    days: Period = Period(None, None)
    channel: str | None = None
    limit: int | None = None


def purchase(reader: Reader, purchase_id: int) -> Purchase | None:
    """One purchase, None when it is not there."""
    return reader.one(_purchase, f"{_COLUMNS} WHERE p.id = ?", (purchase_id,))


def page(reader: Reader, wanted: Wanted) -> list[Purchase]:
    """The purchases that are wanted, newest first."""
    first, last = (None if day is None else day.isoformat() for day in wanted.days)
    sql = f"""{_COLUMNS} WHERE (:contact IS NULL OR p.contact_id = :contact) AND p.day >= :first AND p.day <= :last
        AND (:channel IS NULL OR p.channel = :channel) {NEWEST} LIMIT :limit"""
    parameters = {
        "contact": wanted.contact_id, "first": first or "", "last": last or "9", "channel": wanted.channel,
        "limit": -1 if wanted.limit is None else wanted.limit,
    }  # fmt: skip
    if wanted.contact_id is not None:  # the index on contacts, where a plan for both would read everything
        sql = sql.replace("(:contact IS NULL OR p.contact_id = :contact)", "p.contact_id = :contact")
    return reader.all(_purchase, sql, parameters)


def some(reader: Reader, ids: Sequence[int]) -> list[Purchase]:
    """The purchases with these ids, in this order."""
    sql = f"{_COLUMNS} JOIN json_each(?) j ON j.value = p.id ORDER BY j.key"
    return reader.all(_purchase, sql, (json.dumps(list(ids)),))


def titled(reader: Reader, words: Sequence[str], limit: int) -> list[Purchase]:
    """The newest purchases of a book whose title, or whose author's name, begins with these words."""
    typed = " ".join(words)
    title, author = title_key(typed), author_key(typed)
    if len(title) < 3:
        return []
    newest = " UNION ALL ".join(
        f"SELECT * FROM ({_NEWEST_OF.format(column=f'{name}_key', key=name)})" for name in ("title", "author")
    )
    sql = f"""{_COLUMNS} WHERE p.id IN (SELECT j.value FROM ({newest}) x JOIN json_each(x.ids) j)
        {NEWEST} LIMIT :limit"""
    return reader.all(_purchase, sql, {"title": title, "author": author or "\U0010ffff", "limit": limit})


def known(reader: Reader, *, isbn: str | None = None, title: str | None = None) -> Known | None:
    """A book as it was sold last: by its ISBN, else by its title where only one author is known to have written it."""
    if isbn is not None:
        sql = "SELECT title, author, isbn, genre FROM line WHERE isbn = ? ORDER BY id DESC LIMIT 1"
        return reader.one(Known, sql, (isbn,))
    if title is None:
        return None
    sql = "SELECT title, author, NULL, genre FROM line WHERE title_key = ? ORDER BY id DESC LIMIT 100"
    found = reader.all(Known, sql, (title_key(title),))
    written = [each for each in found if each.author]
    keys = [author_key(each.author or "") for each in written]
    if not written or not all(same_author(keys[0], key) for key in keys):
        return None
    genre = next((each.genre for each in found if each.genre), None)
    return written[0]._replace(genre=genre)


def owned(
    reader: Reader, contact_id: int, title: str, author: str | None = None, isbn: str | None = None
) -> Bought | None:
    """When somebody last bought this book, unless it came back; None when they did not."""
    sql = f"""SELECT p.day, l.title, 'p' || p.id, l.title_key, l.author_key, l.isbn FROM purchase p
        JOIN line l ON l.purchase_id = p.id
        WHERE p.contact_id = ? AND l.quantity > 0 AND (l.title_key = ? OR l.isbn = ?)
            AND l.quantity > (SELECT -coalesce(sum(b.quantity), 0) FROM line b WHERE b.returns_id = l.id) {NEWEST}"""
    key, written = title_key(title), author_key(author) if author else None
    for day, sold, ref, *keys in reader.all(lambda *row: row, sql, (contact_id, key, isbn)):
        if (isbn and keys[2] == isbn) or same_book(key, written, keys[0], keys[1]):
            return Bought(day, sold, ref)
    return None


def of_deal(reader: Reader, deal_id: int) -> int | None:
    """The purchase that a deal ended in, None when there is none."""
    found = reader.value("SELECT id FROM purchase WHERE deal_id = ? ORDER BY id LIMIT 1", (deal_id,))
    return None if found is None else int(found)


def days(reader: Reader, wanted: Period) -> list[Day]:
    """The sales of each day that has some, the newest first."""
    first, last = (None if day is None else day.isoformat() for day in wanted)
    sql = f"""SELECT day, sum(purchases), sum(books), json_group_array(json_array(currency, amount, back)) FROM (
            SELECT p.day, p.currency, count(DISTINCT iif(l.quantity > 0, p.id, NULL)) AS purchases,
                sum(l.quantity) AS books, sum({AMOUNT}) AS amount,
                -coalesce(sum({AMOUNT}) FILTER (WHERE {AMOUNT} < 0), 0) AS back
            FROM purchase p JOIN line l ON l.purchase_id = p.id WHERE p.day >= ? AND p.day <= ?
            GROUP BY p.day, p.currency ORDER BY p.day, p.currency) GROUP BY day ORDER BY day DESC"""
    return reader.all(_day, sql, (first or "", last or "9"))


def together(found: Sequence[Day]) -> Day:
    """Several days' sales in one; `day` is the first of them."""
    totals: dict[str, int] = {}
    returned: dict[str, int] = {}
    for day in found:
        for sums, amounts in ((totals, day.totals), (returned, day.returned)):
            for amount in amounts:
                sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    first = min((each.ref for each in found), default="")
    return Day(
        first, sum(each.purchases for each in found), sum(each.books for each in found), _moneys(totals),
        _moneys(returned),
    )  # fmt: skip


def week(today: date, week_start: int) -> Period:
    """The shop's week up to a day."""
    return Period(today - timedelta(days=(today.weekday() - week_start) % 7), today)


def _moneys(sums: dict[str, int]) -> list[Money]:
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def _day(day: str, purchases: int, books: int, sums: str) -> Day:
    amounts = json.loads(sums)
    totals = [Money(amount, currency) for currency, amount, _ in amounts]
    return Day(day, purchases, books, totals, [Money(back, currency) for currency, _, back in amounts if back])


def _purchase(
    purchase_id: int, day: str, who: str | None, who_ref: str | None, channel: str, currency: str, *rest: Any
) -> Purchase:
    lines, at, notes, deal_ref = rest
    ref = f"p{purchase_id}"
    made = [_line(f"{ref}.{place}", currency, *row) for place, *row in json.loads(lines)]
    total = Money(sum(each.total.minor for each in made), currency)
    books = sum(each.quantity for each in made)
    return Purchase(ref, day, who, who_ref, channel, books, total, made, at, notes, deal_ref)


def _line(ref: str, currency: str, line_id: int, title: str, *rest: Any) -> Line:
    author, isbn, genre, quantity, price, amount, came, back, purchase_id, place = rest
    return Line(
        ref, title, author, isbn, genre, quantity, Money(price, currency), Money(amount, currency), came,
        money.of(back or None, currency), f"p{purchase_id}.{place}" if purchase_id else None, line_id,
    )  # fmt: skip
