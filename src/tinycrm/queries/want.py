"""Wants as lists, cards and scripts see them."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import money
from tinycrm.domain.money import Money
from tinycrm.domain.title import author_key, same_author, title_key
from tinycrm.store.reader import Reader

OPEN = "w.found_at IS NULL AND w.dropped_on IS NULL"
# found, and nobody has told them: no word of it, and no talk since
UNTOLD = """w.found_at IS NOT NULL AND w.told_on IS NULL AND w.dropped_on IS NULL AND NOT EXISTS (
    SELECT 1 FROM participant a JOIN interaction i ON i.id = a.interaction_id
    WHERE a.contact_id = w.contact_id AND i.created_at >= w.found_at)"""
STATUSES = {"open": OPEN, "found": UNTOLD, None: "1"}
_COLUMNS = """SELECT w.id, w.title, w.author, w.isbn, w.edition, w.condition, w.max_price, w.currency, w.until,
        c.name, 'c' || c.id, w.notes, w.found_at, w.told_on, w.dropped_on, w.created_at
    FROM want w JOIN contact c ON c.id = w.contact_id"""


class Want(NamedTuple):
    """A want as lists and scripts see it: a title, or anything by an author where it is None.

    `status` is open, found, told or dropped; an open one whose last day is over is expired.
    """

    ref: str
    title: str | None
    author: str | None
    isbn: str | None
    edition: str | None
    condition: str | None
    max_price: Money | None
    until: str | None
    who: str
    who_ref: str
    status: str
    notes: str | None
    found: str | None
    told: str | None
    dropped: str | None
    created: str

    @property
    def id(self) -> int:
        return int(self.ref[1:])

    @property
    def contact_id(self) -> int:
        return int(self.who_ref[1:])


def want(reader: Reader, want_id: int, today: date) -> Want | None:
    """One want, None when it is not there."""
    found = some(reader, [want_id], today)
    return found[0] if found else None


def some(reader: Reader, ids: Sequence[int], today: date) -> list[Want]:
    """The wants with these ids, in this order."""
    sql = f"{_COLUMNS} JOIN json_each(?) j ON j.value = w.id ORDER BY j.key"
    return _wants(reader, today, sql, (json.dumps(list(ids)),))


def page(
    reader: Reader, today: date, contact_id: int | None = None, status: str | None = "open", limit: int | None = None
) -> list[Want]:
    """Wants of everyone or of one contact, the newest first; open ones, those found but not told, or (None) all."""
    sql = f"""{_COLUMNS} WHERE {STATUSES[status]} AND (:contact IS NULL OR w.contact_id = :contact)
        ORDER BY w.created_at DESC, w.id DESC LIMIT :limit"""
    return _wants(reader, today, sql, {"contact": contact_id, "limit": -1 if limit is None else limit})


def titled(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    """The ids of open wants of a book whose title, or whose author's name, begins with these words; newest first."""
    typed = " ".join(words)
    title, author = title_key(typed), author_key(typed)
    if len(title) < 3:
        return []
    sql = f"""SELECT w.id FROM want w WHERE {OPEN} AND (w.title_key >= :title AND w.title_key < :title || char(1114111)
            OR w.author_key >= :author AND w.author_key < :author || char(1114111))
        ORDER BY w.created_at DESC, w.id DESC LIMIT :limit"""
    return reader.values(sql, {"title": title, "author": author or "\U0010ffff", "limit": limit})


def met_by(reader: Reader, contact_id: int, books: Iterable[tuple[str, str | None, str | None]]) -> list[int]:
    """The contact's wants that these books (title, author, ISBN) meet: titles that are open, or found and not told."""
    sql = """SELECT id, title_key, author_key, isbn FROM want WHERE contact_id = ? AND title_key IS NOT NULL
        AND told_on IS NULL AND dropped_on IS NULL ORDER BY id"""
    rows = reader.all(lambda *row: row, sql, (contact_id,))
    keys = [(title_key(title), author_key(author) if author else None, isbn) for title, author, isbn in books]
    return [
        want_id
        for want_id, title, author, isbn in rows
        if any(
            (isbn and isbn == other[2])
            or (title == other[0] and (not author or not other[1] or same_author(author, other[1])))
            for other in keys
        )
    ]


def _wants(reader: Reader, today: date, sql: str, parameters: Any) -> list[Want]:
    return [_want(today, *row) for row in reader.all(lambda *row: row, sql, parameters)]


def _want(today: date, want_id: int, title: str | None, author: str | None, *rest: Any) -> Want:
    isbn, edition, condition, max_price, currency, until, who, who_ref, notes, found, told, dropped, created = rest
    status = "dropped" if dropped else "told" if told else "found" if found else "open"
    if status == "open" and until and until < today.isoformat():
        status = "expired"
    return Want(
        f"w{want_id}", title, author, isbn, edition, condition, money.of(max_price, currency), until, who, who_ref,
        status, notes, found, told, dropped, created,
    )  # fmt: skip
