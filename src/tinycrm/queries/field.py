"""The fields that the shop has declared, and who has a value in them."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.domain.field import Field
from tinycrm.store.reader import Reader


class Listed(NamedTuple):
    """A field as lists and scripts see it; `contacts` is how many have a value in it."""

    ref: str
    name: str
    kind: str
    choices: list[str]
    contacts: int


class Held(NamedTuple):
    """Whose a value is, and what its field is called."""

    contact_id: int
    field: str


_SQL = "SELECT f.id, f.name, f.kind, f.choices FROM field f"


def fields(reader: Reader) -> list[Field]:
    """Every field, in the shop's order."""
    return reader.all(_field, f"{_SQL} ORDER BY f.position, f.id")


def field(reader: Reader, name: str) -> Field | None:
    """The field of that name, None when there is none."""
    return reader.one(_field, f"{_SQL} WHERE f.name = ?", (name,))


def listed(reader: Reader) -> list[Listed]:
    """Every field with how many contacts have a value in it, in the shop's order."""
    sql = """SELECT f.name, f.kind, f.choices, (SELECT count(*) FROM field_value WHERE field_id = f.id)
        FROM field f ORDER BY f.position, f.id"""
    return reader.all(_listed, sql)


def contacts(reader: Reader, field_id: int) -> int:
    """How many contacts have a value in a field."""
    return int(reader.value("SELECT count(*) FROM field_value WHERE field_id = ?", (field_id,)))


def used(reader: Reader, field_id: int) -> dict[str, int]:
    """The values of a field, and how many contacts have each."""
    sql = "SELECT value, count(*) FROM field_value WHERE field_id = ? GROUP BY value ORDER BY value"
    return dict(reader.all(lambda value, count: (value, count), sql, (field_id,)))


def held(reader: Reader, value_ids: Sequence[int]) -> dict[int, Held]:
    """Whose each of these values is, and of which field; also of those that are gone."""
    sql = """SELECT row_id, json_extract("before", '$.contact_id'), json_extract("before", '$.field_id') FROM change
            WHERE "table" = 'field_value' AND action = 'delete' AND row_id IN (SELECT value FROM json_each(:ids))
        UNION ALL SELECT id, contact_id, field_id FROM field_value WHERE id IN (SELECT value FROM json_each(:ids))"""
    rows = reader.all(lambda *row: row, sql, {"ids": json.dumps(list(value_ids))})
    called = names(reader) if rows else {}
    return {row_id: Held(contact_id, called.get(field_id, "value")) for row_id, contact_id, field_id in rows}


def names(reader: Reader) -> dict[int, str]:
    """What every field is called, those that were removed by the name they had last."""
    gone = """SELECT row_id, json_extract("before", '$.name') FROM change
        WHERE "table" = 'field' AND action = 'delete' ORDER BY id"""
    there = "SELECT id, name FROM field"
    return dict([*reader.all(lambda *pair: pair, gone), *reader.all(lambda *pair: pair, there)])


def _field(field_id: int, name: str, kind: str, choices: str | None) -> Field:
    return Field(field_id, name, kind, tuple(json.loads(choices or "[]")))


def _listed(name: str, kind: str, choices: str | None, contacts: int) -> Listed:
    return Listed(name, name, kind, json.loads(choices or "[]"), contacts)
