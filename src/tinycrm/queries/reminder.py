"""Follow-ups as lists and cards show them."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.store.reader import Reader

_COLUMNS = """
    SELECT 'f' || r.id, r.due, r.text, c.name, 'c' || r.contact_id, r.every, r.done_at IS NOT NULL, r.due_time,
        r.after_done, r.anchor, r.until, 'i' || r.interaction_id, 'd' || r.deal_id
    FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id
"""
_SOONEST = "ORDER BY r.done_at IS NOT NULL, r.due, r.due_time, r.id"


class Reminder(NamedTuple):
    """A follow-up as lists and scripts see it; `due_time` is a local time of day."""

    ref: str
    due: str
    text: str | None
    who: str | None
    who_ref: str | None
    every: str | None
    done: bool
    due_time: str | None
    after_done: bool
    anchor: str | None
    until: str | None
    interaction_ref: str | None
    deal_ref: str | None

    @property
    def id(self) -> int:
        return int(self.ref[1:])


def reminder(reader: Reader, reminder_id: int) -> Reminder | None:
    """One follow-up, None when it is not there."""
    return reader.one(_reminder, f"{_COLUMNS} WHERE r.id = ?", (reminder_id,))


def open_of(reader: Reader, contact_id: int) -> list[Reminder]:
    """A contact's follow-ups that are not done, the soonest first."""
    return reader.all(_reminder, f"{_COLUMNS} WHERE r.contact_id = ? AND r.done_at IS NULL {_SOONEST}", (contact_id,))


def some(reader: Reader, ids: Sequence[int]) -> list[Reminder]:
    """The follow-ups with these ids, in this order."""
    sql = f"{_COLUMNS} JOIN json_each(?) j ON j.value = r.id ORDER BY j.key"
    return reader.all(_reminder, sql, (json.dumps(list(ids)),))


def page(
    reader: Reader, contact_id: int | None = None, *, done: bool = False, limit: int | None = None
) -> list[Reminder]:
    """Open follow-ups, the soonest first, of one contact when it is given; those done come after them if wanted."""
    where = "(r.done_at IS NULL OR :done) AND (:contact IS NULL OR r.contact_id = :contact)"
    parameters = {"done": done, "contact": contact_id, "limit": -1 if limit is None else limit}
    return reader.all(_reminder, f"{_COLUMNS} WHERE {where} {_SOONEST} LIMIT :limit", parameters)


def _reminder(*values: Any) -> Reminder:
    made = Reminder(*values)
    return made._replace(done=bool(made.done), after_done=bool(made.after_done))
