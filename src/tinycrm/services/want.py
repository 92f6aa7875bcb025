"""What people look for: noting it, finding it, telling them, letting it go."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import book
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries import want as queries
from tinycrm.store import Transaction


class Draft(NamedTuple):
    """A want to be noted: a title, or anything by an author; `max_price` in minor units, `until` a local day (ISO)."""

    currency: str
    title: str | None = None
    author: str | None = None
    isbn: str | None = None
    edition: str | None = None
    condition: str | None = None
    max_price: int | None = None
    until: str | None = None
    notes: str | None = None


def add(tx: Transaction, contact_id: int, draft: Draft) -> int:
    """Note what somebody looks for; returns its id.

    Raises InvalidError when it has neither a title nor an author.
    """
    tx.expect("contact", contact_id)
    keys = _keys(draft.title, draft.author)
    return tx.insert("want", contact_id=contact_id, created_at=tx.at, **draft._asdict(), **keys)


def edit(tx: Transaction, want_id: int, facts: Mapping[str, Any]) -> None:
    """Change a want's facts by column.

    Raises InvalidError when neither a title nor an author would be left.
    """
    tx.expect("want", want_id)
    sql = "SELECT title, author FROM want WHERE id = ?"
    title, author = tx.all(lambda *row: row, sql, (want_id,))[0]
    keys = _keys(facts.get("title", title), facts.get("author", author))
    tx.update("want", want_id, **facts, **keys)


def found(tx: Transaction, want_id: int) -> None:
    """Remember that a copy is there; the morning list tells of it until they know.

    Raises RefusedError when the want is not open.
    """
    _ensure(tx, want_id, "found_at", "dropped_on")
    tx.update("want", want_id, found_at=tx.at)


def told(tx: Transaction, want_id: int, today: date) -> None:
    """Remember that they know; a want that was open is found with it.

    Raises RefusedError when they were told before, or the want was dropped.
    """
    _ensure(tx, want_id, "told_on", "dropped_on")
    at = tx.value("SELECT found_at FROM want WHERE id = ?", (want_id,))
    tx.update("want", want_id, found_at=at or tx.at, told_on=today.isoformat())


def drop(tx: Transaction, want_id: int, today: date) -> None:
    """Let a want go: they look for it no longer.

    Raises RefusedError when it was dropped before.
    """
    _ensure(tx, want_id, "dropped_on")
    tx.update("want", want_id, dropped_on=today.isoformat())


def meet(
    tx: Transaction, contact_id: int, books: Sequence[tuple[str, str | None, str | None]], today: date
) -> list[int]:
    """Close the wants of somebody that books which they bought (title, author, ISBN) meet; returns their ids."""
    met = queries.met_by(tx, contact_id, books)
    for want_id in met:
        told(tx, want_id, today)
    return met


def _keys(title: str | None, author: str | None) -> dict[str, str | None]:
    if not title and not author:
        raise InvalidError("A want has a title or an author; say one of them.")
    keys = book.keys(title or "", author, None)
    return {"title_key": keys["title_key"] if title else None, "author_key": keys["author_key"]}


_DONE = {"found_at": "is found already", "told_on": "was told to them already", "dropped_on": "was dropped already"}


def _ensure(tx: Transaction, want_id: int, *columns: str) -> None:
    tx.expect("want", want_id)
    for column in columns:
        if tx.value(f"SELECT {column} FROM want WHERE id = ?", (want_id,)) is not None:
            raise RefusedError(f"w{want_id} {_DONE[column]}; nothing was changed.")
