"""Sales: noting them, mending them, taking books and money back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import book as books
from tinycrm.errors import RefusedError
from tinycrm.queries import purchase as queries
from tinycrm.queries.purchase import Line
from tinycrm.store import Transaction


class Item(NamedTuple):
    """A book to be sold: `price` is for one and `discount` off all of them, in minor units of the sale's currency."""

    title: str
    price: int
    author: str | None = None
    isbn: str | None = None
    genre: str | None = None
    quantity: int = 1
    discount: int = 0


class Sale(NamedTuple):
    """A purchase to be noted: `day` local (ISO), `at` UTC or None where no hour is known, `contact_id` None where
    nobody is.
    """

    currency: str
    day: str
    at: str | None = None
    channel: str = "shop"
    contact_id: int | None = None
    notes: str | None = None
    deal_id: int | None = None


def add(tx: Transaction, sale: Sale, items: Sequence[Item]) -> int:
    """Note a purchase; returns its id."""
    if sale.contact_id is not None:
        tx.expect("contact", sale.contact_id)
    purchase_id = tx.insert("purchase", created_at=tx.at, **sale._asdict())
    for item in items:
        add_line(tx, purchase_id, item)
    return purchase_id


def add_line(tx: Transaction, purchase_id: int, item: Item, returns_id: int | None = None) -> int:
    """Put a further book into a purchase, at its end; returns the line's id."""
    last = tx.value("SELECT coalesce(max(position), -1) FROM line WHERE purchase_id = ?", (purchase_id,))
    keys = books.keys(item.title, item.author, item.genre)
    return tx.insert(
        "line", purchase_id=purchase_id, position=int(last) + 1, returns_id=returns_id, **item._asdict(), **keys
    )


def edit(tx: Transaction, purchase_id: int, facts: Mapping[str, Any]) -> None:
    """Change a purchase's own facts by column; its books stay as they are."""
    tx.expect("purchase", purchase_id)
    if "contact_id" in facts and facts["contact_id"] is not None:
        tx.expect("contact", facts["contact_id"])
    if facts:
        tx.update("purchase", purchase_id, **facts)


def edit_line(tx: Transaction, line_id: int, facts: Mapping[str, Any]) -> None:
    """Change a book in a purchase by column.

    Raises RefusedError for fewer copies than came back, for less money than was given back, and for a line that came
    back itself, whose amounts follow from the sale.
    """
    tx.expect("line", line_id)
    sql = "SELECT title, author, genre, quantity, price, discount, returns_id FROM line WHERE id = ?"
    title, author, genre, quantity, price, discount, returns_id = tx.all(lambda *row: row, sql, (line_id,))[0]
    now = {"title": title, "author": author, "genre": genre, "quantity": quantity, "price": price, "discount": discount}
    now |= facts
    amounts = {"quantity", "price", "discount"} & facts.keys()
    if amounts and (returns_id is not None or quantity <= 0):
        raise RefusedError("What came back is not changed in its amounts; delete it and take the book back again.")
    if amounts:
        _check_sold(tx, line_id, now["quantity"], now["quantity"] * now["price"] - now["discount"])
    tx.update("line", line_id, **facts, **books.keys(now["title"], now["author"], now["genre"]))


def delete(tx: Transaction, purchase_id: int) -> None:
    """Delete a purchase with its books; what came back of them stays, for that money is gone from the till."""
    tx.expect("purchase", purchase_id)
    tx.delete("purchase", purchase_id)


def delete_line(tx: Transaction, line_id: int) -> None:
    """Delete a book from a purchase, and the purchase with its last one."""
    tx.expect("line", line_id)
    purchase_id = tx.value("SELECT purchase_id FROM line WHERE id = ?", (line_id,))
    tx.delete("line", line_id)
    if tx.value("SELECT 1 FROM line WHERE purchase_id = ?", (purchase_id,)) is None:
        tx.delete("purchase", purchase_id)


def take_back(
    tx: Transaction, line: Line, quantity: int, amount: int | None = None, *, today: date, notes: str | None = None
) -> int:
    """Take copies of a book back, and give back what was paid for them (else `amount`, in minor units).

    With no copies money is given back and the book is kept. It is a purchase of its own on that day, below nought;
    returns its id. Raises RefusedError for more copies, or more money, than were sold and have not come back.
    """
    tx.expect("line", line.id)
    sale_id = tx.value("SELECT purchase_id FROM line WHERE id = ?", (line.id,))
    sale = queries.purchase(tx, int(sale_id))
    assert sale is not None
    now = next(each for each in sale.lines if each.id == line.id)
    paid, refunded = now.total.minor, now.refunded.minor if now.refunded else 0
    if now.quantity <= 0:
        raise RefusedError(f"{line.ref} came back itself; only what was sold comes back.")
    if quantity > now.quantity - now.returned:
        can = _copies(now.quantity - now.returned)
        raise RefusedError(f"Of {line.ref} {can} can come back; {now.returned} of {now.quantity} did already.")
    left = paid - refunded
    if amount is None:
        amount = min(books.given_back(paid, now.quantity, now.returned, quantity), left)
    if amount > left:
        raise RefusedError(f"That is more than is left of what was paid for {line.ref}.")
    sql = "SELECT contact_id, currency, channel FROM purchase WHERE id = ?"
    contact_id, currency, channel = tx.all(lambda *row: row, sql, (sale_id,))[0]
    back = Sale(currency, today.isoformat(), tx.at, channel, contact_id, notes)
    price = now.price.minor if quantity else 0
    item = Item(now.title, price, now.author, now.isbn, now.genre, -quantity, amount - quantity * price)
    purchase_id = tx.insert("purchase", created_at=tx.at, **back._asdict())
    add_line(tx, purchase_id, item, line.id)
    return purchase_id


def _check_sold(tx: Transaction, line_id: int, quantity: int, amount: int) -> None:
    sql = """SELECT -coalesce(sum(quantity), 0), -coalesce(sum(quantity * price - discount), 0) FROM line
        WHERE returns_id = ?"""
    came, back = tx.all(lambda *row: row, sql, (line_id,))[0]
    if quantity < came:
        raise RefusedError(f"{_copies(came)} of it came back already, so it cannot have been {_copies(quantity)}.")
    if amount < 0:
        raise RefusedError("The discount is more than the price; nothing was changed.")
    if amount < back:
        raise RefusedError("More money than that was given back for it already; nothing was changed.")


def _copies(number: int) -> str:
    return "no copy" if number == 0 else f"{number} {'copy' if number == 1 else 'copies'}"
