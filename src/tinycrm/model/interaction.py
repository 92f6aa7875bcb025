"""What was said or done with people, and who took part."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint

from tinycrm.domain.interaction import DIRECTIONS, KINDS
from tinycrm.model import column
from tinycrm.model.base import STRICT, Row


class Interaction(Row, table=True):
    """A call, visit, letter and so on; `at` is known only when it was logged as it happened or with a time."""

    __table_args__ = (Index("interaction_day", "day"), STRICT)

    id: int | None = column.key()
    kind: str = column.choice("kind", KINDS, required=True)
    direction: str | None = column.choice("direction", DIRECTIONS)
    day: date = column.day("day", required=True)
    at: datetime | None = column.moment("at")
    text: str | None = column.prose("text")
    outcome: str | None = column.line("outcome")
    created_at: datetime = column.moment("created_at", required=True)


class Participant(Row, table=True):
    """A contact who took part; the interaction goes with its last one."""

    __table_args__ = (
        UniqueConstraint("interaction_id", "contact_id"),
        Index("participant_contact", "contact_id"),
        STRICT,
    )

    id: int | None = column.key()
    interaction_id: int | None = column.reference("interaction_id", "interaction", required=True)
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
