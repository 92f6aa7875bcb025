"""Follow-ups: what is to be done for whom, and by when."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import text as sql

from tinycrm.model import column
from tinycrm.model.base import STRICT, Row


class Reminder(Row, table=True):
    """A follow-up; whether it is due is computed when read. One that repeats is counted from its anchor."""

    __table_args__ = (
        Index("reminder_contact", "contact_id"),
        Index("reminder_deal", "deal_id"),
        Index("reminder_interaction", "interaction_id"),
        Index("reminder_open", "due", sqlite_where=sql("done_at IS NULL")),
        STRICT,
    )

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact")
    interaction_id: int | None = column.reference("interaction_id", "interaction", on_delete="SET NULL")
    due: date = column.day("due", required=True)
    due_time: str | None = column.clock("due_time")
    text: str | None = column.prose("text")
    every: str | None = column.line("every")
    after_done: bool = column.flag("after_done")
    anchor: date | None = column.day("anchor")
    until: date | None = column.day("until")
    done_at: datetime | None = column.moment("done_at")
    created_at: datetime = column.moment("created_at", required=True)
    deal_id: int | None = column.reference("deal_id", "deal", on_delete="SET NULL")
