"""Changes on their way into the shop, many rows in one statement."""

from collections.abc import Iterator, Sequence
from typing import Any

from tinycrm.services.contact import POSITIONED
from tinycrm.services.load.report import BATCH, Progress
from tinycrm.services.load.said import PARTS, from_json, to_json
from tinycrm.services.load.spool import Spool
from tinycrm.services.load.standing import Change
from tinycrm.store import Transaction

_FACTS = (
    "kind", "name", "given", "family", "nickname", "pronunciation", "company", "role", "birthday", "channel", "source",
    "referred_by_id", "stage", "cadence", "pinned", "notes", "do_not_contact", "deceased_on",
)  # fmt: skip
_FLAGS = {"do_not_contact": 0}
_FIELD_ID = PARTS["field_value"].index("field_id")


def write(tx: Transaction, changes: Spool, new_fields: Sequence[int], tell: Progress) -> None:
    """Write all changes; `new_fields` are the ids of the fields that they call -1, -2 and so on."""
    tx.execute("PRAGMA defer_foreign_keys = ON")  # someone may have been sent by one who comes later
    writer = _Writer(tx, new_fields)
    for done, line in enumerate(changes.lines()):
        if done % BATCH == 0:
            writer.flush()
            tell("writing", done, len(changes))
        writer.take(Change(*from_json(line)))
    writer.flush()
    tell("writing", len(changes), len(changes))


class _Writer:
    """Collects rows by table; who is new gets the numbers after the highest one that was ever used."""

    def __init__(self, tx: Transaction, new_fields: Sequence[int]) -> None:
        self._tx = tx
        self._at = tx.at
        self._new_fields = new_fields
        self._last = int(tx.value("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'contact'"))
        self._before = self._last
        self._contacts: list[list[Any]] = []
        self._rows: dict[str, list[list[Any]]] = {table: [] for table in PARTS}

    def take(self, change: Change) -> None:
        """Takes the change of one contact."""
        facts = self._referring(change.facts)
        contact_id = change.contact_id
        if contact_id is None:
            self._last += 1
            contact_id = self._last
            self._contacts.append([contact_id, *map({**_FLAGS, **facts}.get, _FACTS), self._at])
        elif facts:
            self._tx.update("contact", contact_id, **facts)
        for table, row_id, values in change.updated:
            self._tx.update(table, row_id, **values)
        for table, rows in change.added.items():
            self._rows[table].extend(self._row(table, contact_id, *row) for row in rows)

    def flush(self) -> None:
        """Writes what waits, contacts first."""
        self._tx.fill("contact", ("id", *_FACTS, "created_at"), self._contacts)
        self._contacts.clear()
        for table, rows in self._rows.items():
            own = ("contact_id", "position") if table in POSITIONED else ("contact_id",)
            self._tx.fill(table, (*own, *PARTS[table]), rows)
            rows.clear()

    def _row(self, table: str, contact_id: int, position: int, values: list[Any]) -> list[Any]:
        if table == "field_value" and values[_FIELD_ID] < 0:
            values = [self._new_fields[-values[_FIELD_ID] - 1], *values[_FIELD_ID + 1 :]]
        return [contact_id, position, *values] if table in POSITIONED else [contact_id, *values]

    def _referring(self, facts: dict[str, Any]) -> dict[str, Any]:
        who = facts.get("referred_by_id")
        return {**facts, "referred_by_id": self._before - who} if who is not None and who < 0 else facts


def lines(changes: Iterator[Change]) -> Spool:
    """Changes on the disk, where they wait for the shop to be free.

    Raises StoreError when there is no room for them.
    """
    spool = Spool()
    try:
        for change in changes:
            spool.add(to_json(change))
    except BaseException:
        spool.close()
        raise
    return spool
