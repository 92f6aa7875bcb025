"""What a record says of a person, checked, and in the form in which it waits in a temporary file."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tinycrm.services.load.alike import teller

_DECODE = json.JSONDecoder().raw_decode
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Part = list[Any]  # a row that hangs on a contact, its values in the order of PARTS
Parts = dict[str, list[Part]]

PARTS = {
    "email": ("label", "address", "key"),
    "phone": ("label", "number", "e164", "digits"),
    "address": ("label", "street", "city", "region", "postcode", "country"),
    "link": ("label", "url"),
    "occasion": ("name", "day"),
    "relative": ("name", "relation", "birthday"),
    "tag": ("name",),
    "preference": ("attitude", "facet", "value", "key"),
    "consent": ("purpose", "given", "day", "source"),
    "uid": ("value",),
    "property": ("line",),
    "field_value": ("field_id", "value"),
}


class Said(NamedTuple):
    """One record: the facts it states, by column, and the rows that hang on a contact.

    `name` is None where there is only a way to reach them, which `called` is then; `given` and `family` follow from
    the name. `custom` are values of the shop's own fields by their names, `referrer` is who sent them.
    """

    line: int
    name: str | None
    called: str
    kind: str
    given: str | None
    family: str | None
    facts: dict[str, Any]
    parts: Parts
    custom: dict[str, str]
    referrer: str | None

    @property
    def known_as(self) -> str:
        """What they are called in the shop when nothing else is known of them."""
        return self.name or self.called

    @property
    def told_by(self) -> str | None:
        """What tells them from others with the same email."""
        return teller(self.kind, self.name, self.facts.get("given") or self.given)

    def to_json(self) -> bytes:
        """The record as a line of a file."""
        return to_json(self)

    @staticmethod
    def from_json(line: bytes) -> "Said":
        """The record in such a line."""
        return Said(*from_json(line))


def to_json(row: Sequence[Any]) -> bytes:
    """A row as a line of a temporary file."""
    return _ENCODE(row).encode()


def from_json(line: bytes) -> Any:
    """The row in such a line."""
    return _DECODE(line.decode())[0]


# what makes a row of a contact the same as another one of theirs, as in services.contact
_SAME_BY: dict[str, Callable[[Sequence[Any]], Any]] = {
    "email": lambda row: row[2],
    "phone": lambda row: row[2] or row[3],
    "address": lambda row: tuple(row[1:]),
    "link": lambda row: row[1],
    "preference": lambda row: (row[0], row[1], row[3]),
}


def same(table: str, row: Sequence[Any]) -> Any:
    """What two rows of one contact agree in when they are the same."""
    by = _SAME_BY.get(table)
    return row[0] if by is None else by(row)


def distinct(table: str, rows: Sequence[Part]) -> list[Part]:
    """Rows without those that are the same as one before them."""
    if len(rows) < 2:
        return list(rows)
    return list({same(table, row): row for row in reversed(rows)}.values())[::-1]
