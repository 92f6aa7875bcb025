"""What was said and done: one interaction, a contact's timeline, the whole shop's."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.store.reader import Reader

_COLUMNS = """
    SELECT i.id, i.kind, i.day, i.text,
        (SELECT json_group_array(json_object('ref', 'c' || contact_id, 'name', name)) FROM
            (SELECT p.contact_id, c.name FROM participant p JOIN contact c ON c.id = p.contact_id
            WHERE p.interaction_id = i.id ORDER BY p.id)),
        i.direction, i.outcome, i.at
"""
_NEWEST = "ORDER BY i.day DESC, i.at DESC, i.id DESC LIMIT ? OFFSET ?"


class Interaction(NamedTuple):
    """An interaction as lists and scripts see it; `at` is UTC, and None where only the day is known."""

    ref: str
    kind: str
    day: str
    text: str | None
    who: list[dict[str, str]]
    direction: str | None
    outcome: str | None
    at: str | None

    @property
    def id(self) -> int:
        return int(self.ref[1:])


def interaction(reader: Reader, interaction_id: int) -> Interaction | None:
    """One interaction, None when it is not there."""
    return reader.one(_interaction, f"{_COLUMNS} FROM interaction i WHERE i.id = ?", (interaction_id,))


def of_contact(
    reader: Reader,
    contact_id: int,
    limit: int | None = None,
    offset: int = 0,
    kind: str | None = None,
    kinds: Sequence[str] = (),
) -> list[Interaction]:
    """A contact's interactions, newest first; of one kind, or of several, when they are given."""
    wanted = json.dumps([kind] if kind else list(kinds))
    sql = f"""{_COLUMNS} FROM participant o JOIN interaction i ON i.id = o.interaction_id
        WHERE o.contact_id = ? AND (? = '[]' OR i.kind IN (SELECT value FROM json_each(?))) {_NEWEST}"""
    return reader.all(_interaction, sql, (contact_id, wanted, wanted, -1 if limit is None else limit, offset))


def of_shop(reader: Reader, kind: str | None = None, limit: int | None = None, offset: int = 0) -> list[Interaction]:
    """Everyone's interactions, newest first; of one kind when it is given."""
    where, parameters = ("WHERE i.kind = ?", [kind]) if kind else ("", [])
    sql = f"{_COLUMNS} FROM interaction i {where} {_NEWEST}"
    return reader.all(_interaction, sql, [*parameters, -1 if limit is None else limit, offset])


def said(reader: Reader, match: str, limit: int) -> list[Interaction]:
    """Interactions whose words match a full-text expression, newest first (the latest 500 hits are looked at)."""
    sql = f"""{_COLUMNS} FROM (SELECT rowid FROM said_search WHERE said_search MATCH ? AND rowid > 0
        ORDER BY rowid DESC LIMIT 500) m JOIN interaction i ON i.id = m.rowid {_NEWEST}"""
    return reader.all(_interaction, sql, (match, limit, 0))


def said_like(reader: Reader, pattern: str, limit: int) -> list[Interaction]:
    """Interactions whose words are LIKE `pattern`, newest first."""
    sql = f"{_COLUMNS} FROM interaction i WHERE i.text LIKE ? ESCAPE '\\' {_NEWEST}"
    return reader.all(_interaction, sql, (pattern, limit, 0))


def _interaction(interaction_id: int, kind: str, day: str, text: str | None, who: str, *rest: Any) -> Interaction:
    return Interaction(f"i{interaction_id}", kind, day, text, json.loads(who), *rest)
