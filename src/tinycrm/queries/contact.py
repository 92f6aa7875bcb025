"""Contacts as lists show them, and one contact whole."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.queries.condition import EVERYONE, Condition
from tinycrm.store.reader import Reader

_DUE = "(SELECT min(due) FROM reminder WHERE contact_id = c.id AND done_at IS NULL)"
SORTS = {
    "name": "w.sort_key, w.contact_id",
    "seen": "s.day IS NULL, s.day DESC, w.sort_key, c.id",
    "due": f"coalesce({_DUE}, '9999'), w.sort_key, c.id",
    "created": "c.created_at DESC, c.id DESC",
}

LABELLED = """(SELECT json_group_array(json_object('label', label, 'value', {value})) FROM
    (SELECT * FROM {table} WHERE contact_id = c.id ORDER BY position, id))"""
_LISTED = "(SELECT json_group_array({value}) FROM (SELECT * FROM {table} WHERE contact_id = c.id{where} ORDER BY id))"
_FACET = "CASE facet WHEN 'subject' THEN value ELSE facet || ':' || value END"
EMAILS = LABELLED.format(table="email", value="address")
PHONES = LABELLED.format(table="phone", value="number")
TAGS = "(SELECT json_group_array(name) FROM (SELECT name FROM tag WHERE contact_id = c.id ORDER BY name))"
LIKES, DISLIKES = (
    _LISTED.format(table="preference", value=_FACET, where=f" AND attitude = '{attitude}'")
    for attitude in ("like", "dislike")
)
_COLUMNS = f"""
    SELECT c.id, c.name, c.kind, {EMAILS}, {PHONES}, {TAGS}, {LIKES}, c.birthday, s.day, c.stage, c.company,
        (SELECT city FROM address WHERE contact_id = c.id ORDER BY position, id LIMIT 1), c.archived
"""
_JOINS = "JOIN contact_words w ON w.contact_id = c.id LEFT JOIN contact_seen s ON s.contact_id = c.id"
_BY_NAME = "contact_words w CROSS JOIN contact c ON c.id = w.contact_id LEFT JOIN contact_seen s ON s.contact_id = c.id"


class Contact(NamedTuple):
    """A contact as lists and scripts see it."""

    ref: str
    name: str
    kind: str
    emails: list[dict[str, Any]]
    phones: list[dict[str, Any]]
    tags: list[str]
    likes: list[str]
    birthday: str | None
    last_interaction: str | None
    stage: str | None
    company: str | None
    city: str | None
    archived: bool

    @property
    def id(self) -> int:
        return int(self.ref[1:])


class Chosen(NamedTuple):
    """Which contacts are meant: by a condition on `c`, put away or not (None: either), and in what order."""

    condition: Condition = EVERYONE
    archived: bool | None = False
    sort: str = "name"
    limit: int | None = None
    offset: int = 0


def page(reader: Reader, chosen: Chosen) -> list[Contact]:
    """The chosen contacts, one page of them."""
    where, parameters = _where(chosen)
    order = SORTS[chosen.sort]
    # the page is cut out first, so that only its rows are filled
    sql = f"{_COLUMNS} FROM ({_cut(chosen, where)}) cut JOIN contact c ON c.id = cut.id {_JOINS} ORDER BY {order}"
    return reader.all(_contact, sql, [*parameters, -1 if chosen.limit is None else chosen.limit, chosen.offset])


def count(reader: Reader, chosen: Chosen) -> int:
    """How many contacts are chosen, on all pages together."""
    where, parameters = _where(chosen)
    return int(reader.value(f"SELECT count(*) FROM contact c WHERE {where}", parameters))


def ids(reader: Reader, chosen: Chosen) -> list[int]:
    """The ids of the chosen contacts."""
    where, parameters = _where(chosen)
    return reader.values(f"SELECT c.id FROM contact c WHERE {where} ORDER BY c.id", parameters)


def ordered(reader: Reader, chosen: Chosen) -> list[int]:
    """The ids of the chosen contacts, in the order of their pages."""
    where, parameters = _where(chosen)
    return reader.values(
        _cut(chosen, where), [*parameters, -1 if chosen.limit is None else chosen.limit, chosen.offset]
    )


def some(reader: Reader, ids: Sequence[int]) -> list[Contact]:
    """The contacts with these ids, in this order."""
    sql = f"{_COLUMNS} FROM json_each(?) j JOIN contact c ON c.id = j.value {_JOINS} ORDER BY j.key"
    return reader.all(_contact, sql, (json.dumps(list(ids)),)) if ids else []


def name(reader: Reader, contact_id: int) -> str:
    """What a contact is called; empty when it is not there."""
    return str(reader.value("SELECT name FROM contact WHERE id = ?", (contact_id,)) or "")


def tags_of(reader: Reader, ids: Sequence[int]) -> list[tuple[str, int]]:
    """The tags that some of these contacts have, by name, with how many have them."""
    sql = """SELECT name, count(*) FROM tag WHERE contact_id IN (SELECT value FROM json_each(?))
        GROUP BY name ORDER BY name"""
    return reader.all(lambda name, number: (name, number), sql, (json.dumps(list(ids)),))


def _cut(chosen: Chosen, where: str) -> str:
    """A statement for the ids of a page; by name it is read off an index."""
    tables = _BY_NAME if chosen.sort == "name" else f"contact c {_JOINS}"
    return f"SELECT c.id FROM {tables} WHERE {where} ORDER BY {SORTS[chosen.sort]} LIMIT ? OFFSET ?"


def _where(chosen: Chosen) -> tuple[str, list[str | int]]:
    sql, parameters = chosen.condition
    if chosen.archived is None:
        return sql, list(parameters)
    return f"c.archived = ? AND ({sql})", [int(chosen.archived), *parameters]


def _contact(contact_id: int, name: str, kind: str, *values: Any) -> Contact:
    emails, phones, tags, likes, birthday, seen, stage, company, city, archived = values
    return Contact(
        f"c{contact_id}",
        name,
        kind,
        labelled(emails),
        labelled(phones),
        json.loads(tags),
        json.loads(likes),
        birthday,
        seen,
        stage,
        company,
        city,
        bool(archived),
    )


def labelled(array: str) -> list[dict[str, Any]]:
    """What a contact is reached by, from SQL's JSON: the first one is the primary one."""
    rows: list[dict[str, Any]] = json.loads(array)
    return [{**row, "primary": position == 0} for position, row in enumerate(rows)]
