"""Follow-ups as lists and cards show them."""

from typing import NamedTuple

from tinycrm.store.reader import Reader

_COLUMNS = """
    SELECT 'f' || r.id, r.due, r.text, c.name, 'c' || r.contact_id, r.every, r.done_at IS NOT NULL, r.due_time,
        CASE WHEN r.interaction_id IS NOT NULL THEN 'i' || r.interaction_id END
    FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id
"""


class Reminder(NamedTuple):
    """A follow-up as lists and scripts see it."""

    ref: str
    due: str
    text: str | None
    who: str | None
    who_ref: str | None
    every: str | None
    done: int
    due_time: str | None
    interaction_ref: str | None

    @property
    def id(self) -> int:
        return int(self.ref[1:])


def open_of(reader: Reader, contact_id: int) -> list[Reminder]:
    """A contact's follow-ups that are not done, the soonest first."""
    where = "WHERE r.contact_id = ? AND r.done_at IS NULL ORDER BY r.due, r.due_time, r.id"
    return reader.all(Reminder, _COLUMNS + where, (contact_id,))


def reminder(reader: Reader, reminder_id: int) -> Reminder | None:
    """One follow-up, None when it is not there."""
    return reader.one(Reminder, _COLUMNS + "WHERE r.id = ?", (reminder_id,))
