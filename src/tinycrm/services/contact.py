"""Adding, changing and deleting contacts."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.domain.contact import Edit, Row
from tinycrm.errors import NotFoundError
from tinycrm.store import Reader, Transaction
from tinycrm.store.reader import quoted

# what makes a row of a contact the same as another one of theirs; where nothing is said, all of it but its label
SAME_BY = {
    "email": ("key",),
    "occasion": ("name",),
    "relative": ("name",),
    "preference": ("attitude", "facet", "key"),
    "consent": ("purpose",),
    "field_value": ("field_id",),
}
EMPTIED = frozenset({"field_value"})  # what may be taken away without being there, as a fact may be emptied
POSITIONED = frozenset({"email", "phone", "address", "link"})


class Hanging(NamedTuple):
    """How much hangs on a contact and would go with it."""

    interactions: int
    shared: int
    reminders: int
    referred: int
    purchases: int = 0
    wants: int = 0


def add(tx: Transaction, edit: Edit) -> int:
    """A new contact with everything in `edit`; returns its id."""
    tx.expect("contact", *_referrer(edit))
    contact_id = tx.insert("contact", created_at=tx.at, **edit.facts)
    _add_parts(tx, contact_id, edit)
    return contact_id


def change(tx: Transaction, contact_id: int, edit: Edit) -> None:
    """Change a contact as `edit` says.

    Raises NotFoundError when a row to remove or to make primary is not there.
    """
    tx.expect("contact", contact_id, *_referrer(edit))
    if edit.facts:
        tx.update("contact", contact_id, **edit.facts)
    for table, keys in edit.removed.items():
        for key in keys:
            _remove(tx, table, contact_id, key)
    _add_parts(tx, contact_id, edit)
    for table, keys in edit.first.items():
        for key in keys:
            _make_first(tx, table, contact_id, key)


def delete(tx: Transaction, contact_ids: Sequence[int]) -> None:
    """Delete contacts and all that hangs on them."""
    tx.expect("contact", *contact_ids)
    for contact_id in contact_ids:
        tx.delete("contact", contact_id)


def tag(tx: Transaction, contact_ids: Sequence[int], names: Sequence[str]) -> int:
    """Tag contacts; returns how many tags were new to them."""
    tx.expect("contact", *contact_ids)
    sql = "INSERT INTO tag (contact_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return sum(tx.execute(sql, (contact_id, name)) for contact_id in contact_ids for name in names)


def untag(tx: Transaction, contact_ids: Sequence[int], names: Sequence[str]) -> int:
    """Take tags off contacts; returns how many there were."""
    sql = "DELETE FROM tag WHERE contact_id = ? AND name = ?"
    return sum(tx.execute(sql, (contact_id, name)) for contact_id in contact_ids for name in names)


def archive(tx: Transaction, contact_ids: Sequence[int], *, archived: bool) -> None:
    """Put contacts away, or bring them back into the lists."""
    tx.expect("contact", *contact_ids)
    for contact_id in contact_ids:
        tx.update("contact", contact_id, archived=int(archived))


def hanging(reader: Reader, contact_ids: Sequence[int]) -> Hanging:
    """What would go, or lose its link, if these contacts were deleted."""
    sql = """WITH going AS (SELECT value AS id FROM json_each(?)), talk AS (
            SELECT p.interaction_id, count(*) AS going,
                (SELECT count(*) FROM participant a WHERE a.interaction_id = p.interaction_id) AS everyone
            FROM participant p JOIN going g ON g.id = p.contact_id GROUP BY p.interaction_id)
        SELECT (SELECT count(*) FROM talk WHERE going = everyone), (SELECT count(*) FROM talk WHERE going < everyone),
            (SELECT count(*) FROM reminder WHERE contact_id IN going),
            (SELECT count(*) FROM contact WHERE referred_by_id IN going AND id NOT IN going),
            (SELECT count(*) FROM purchase WHERE contact_id IN going),
            (SELECT count(*) FROM want WHERE contact_id IN going)"""
    return reader.one(Hanging, sql, (json.dumps(list(contact_ids)),)) or Hanging(0, 0, 0, 0)


def _referrer(edit: Edit) -> list[int]:
    referrer = edit.facts.get("referred_by_id")
    return [] if referrer is None else [referrer]


def _add_parts(tx: Transaction, contact_id: int, edit: Edit) -> None:
    for table, rows in edit.added.items():
        for row in rows:
            _add_part(tx, table, contact_id, row)


def _add_part(tx: Transaction, table: str, contact_id: int, row: Row) -> None:
    """Add a row; where the contact has the same one, what is said now takes the place of what was said then."""
    there = _ids(tx, table, contact_id, same(table, row))
    if not there:
        last = {"position": _position(tx, table, contact_id, "max") + 1} if table in POSITIONED else {}
        tx.insert(table, contact_id=contact_id, **last, **row)
    else:
        said = {name: value for name, value in row.items() if value is not None and name not in same(table, row)}
        if said:
            tx.update(table, there[0], **said)


def same(table: str, row: Row) -> Row:
    """The columns that a row of the contact must agree with to be the same."""
    if table == "phone":
        return {"e164": row["e164"]} if row["e164"] else {"digits": row["digits"]}
    names = SAME_BY.get(table) or [name for name in row if name != "label"]
    return {name: row[name] for name in names}


def _remove(tx: Transaction, table: str, contact_id: int, key: Row) -> None:
    find = _ids if table in EMPTIED else _there
    for row_id in find(tx, table, contact_id, key):
        tx.delete(table, row_id)


def _make_first(tx: Transaction, table: str, contact_id: int, key: Row) -> None:
    row_id = _there(tx, table, contact_id, key)[0]
    if row_id != tx.value(f"SELECT id FROM {table} WHERE contact_id = ? ORDER BY position, id", (contact_id,)):
        tx.update(table, row_id, position=_position(tx, table, contact_id, "min") - 1)


def _position(tx: Transaction, table: str, contact_id: int, which: str) -> int:
    return int(tx.value(f"SELECT coalesce({which}(position), -1) FROM {table} WHERE contact_id = ?", (contact_id,)))


def _there(tx: Transaction, table: str, contact_id: int, key: Row) -> list[int]:
    found = _ids(tx, table, contact_id, key)
    if not found:
        words = ", ".join(str(value) for value in key.values() if value is not None)
        raise NotFoundError(f"There is no {table} {words} to be found there; nothing was changed.")
    return found


def _ids(reader: Reader, table: str, contact_id: int, key: dict[str, Any]) -> list[int]:
    same = " AND ".join(f"{quoted(name)} IS ?" for name in key)
    return reader.values(
        f"SELECT id FROM {table} WHERE contact_id = ? AND {same} ORDER BY id", (contact_id, *key.values())
    )
