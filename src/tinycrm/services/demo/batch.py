"""Rows on their way into the shop, a few thousand at a time, so that a large one takes no more memory."""

from typing import Any

from tinycrm.store import Transaction

SIZE = 4000

# a table stands below those that its rows hang on
COLUMNS = {
    "contact": (
        "id, kind, name, given, family, nickname, pronunciation, company, role, birthday, channel, source,"
        " referred_by_id, stage, cadence, pinned, notes, do_not_contact, deceased_on, archived, created_at"
    ),
    "email": "contact_id, position, label, address, key",
    "phone": "contact_id, position, label, number, e164, digits",
    "address": "contact_id, position, label, street, city, region, postcode, country",
    "link": "contact_id, position, label, url",
    "occasion": "contact_id, name, day",
    "relative": "contact_id, name, relation, birthday",
    "tag": "contact_id, name",
    "preference": "contact_id, attitude, facet, value, key",
    "consent": "contact_id, purpose, given, day, source",
    "interaction": "id, kind, direction, day, at, text, outcome, created_at",
    "participant": "interaction_id, contact_id",
    "purchase": "id, contact_id, day, at, channel, currency, created_at",
    "want": (
        "contact_id, title, author, edition, condition, title_key, author_key, max_price, currency, until, found_at,"
        " told_on, dropped_on, created_at"
    ),
    "line": (
        "id, purchase_id, position, title, author, isbn, genre, title_key, author_key, genre_key, quantity, price,"
        " discount, returns_id"
    ),
    "deal": (
        "id, title, stage_id, position, value, currency, close, next, next_on, source, notes, closed_on, lost_reason,"
        " created_at"
    ),
    "deal_contact": "deal_id, contact_id, position",
    "move": "deal_id, from_id, stage_id, day, at, value, probability, reason",
    "reminder": "contact_id, interaction_id, due, due_time, text, done_at, created_at",
}


class Batch:
    """Collects rows by table and writes them in the order in which they hang on one another."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._waiting = 0

    def add(self, table: str, *values: Any) -> None:
        """Take a row whose values stand in the order of `COLUMNS`."""
        self._rows[table].append(values)
        self._waiting += 1

    def flush_when_full(self) -> None:
        """Write what waits once it is much; only between things that belong together."""
        if self._waiting >= SIZE:
            self.flush()

    def flush(self) -> None:
        """Write all that waits."""
        for table, rows in self._rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._tx.many(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})", rows)
                rows.clear()
        self._waiting = 0
