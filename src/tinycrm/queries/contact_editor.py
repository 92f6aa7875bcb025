"""A contact as its rows, for whoever edits it whole and must know which row is which."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.domain.field import Field
from tinycrm.queries.field import fields
from tinycrm.store.reader import Reader

Row = dict[str, Any]

# table -> the order in which its rows are shown
PARTS = {
    "email": "position, id",
    "phone": "position, id",
    "address": "position, id",
    "link": "position, id",
    "occasion": "id",
    "relative": "id",
    "tag": "name",
    "preference": "id",
    "consent": "id",
    "field_value": "id",
}


class Whole(NamedTuple):
    """The row of a contact, the rows that hang on it by their table, the name of who referred it, and the fields of
    the shop's own.
    """

    facts: Row
    parts: dict[str, list[Row]]
    referrer: str | None
    fields: Sequence[Field] = ()


def whole(reader: Reader, contact_id: int) -> Whole | None:
    """A contact with all its parts, None when it is not there."""
    facts = reader.records("SELECT * FROM contact WHERE id = ?", (contact_id,))
    if not facts:
        return None
    parts = {
        table: reader.records(f"SELECT * FROM {table} WHERE contact_id = ? ORDER BY {order}", (contact_id,))
        for table, order in PARTS.items()
    }
    referrer = reader.value("SELECT name FROM contact WHERE id = ?", (facts[0]["referred_by_id"],))
    return Whole(facts[0], parts, referrer, fields(reader))
