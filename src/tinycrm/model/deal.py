"""Deals, the stages they pass through, and how they did."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import text as sql

from tinycrm.domain.money import LIMIT
from tinycrm.domain.pipeline import COLOURS, KINDS
from tinycrm.model import column
from tinycrm.model.base import STRICT, Row


class Pipeline(Row, table=True):
    """A way that deals go, stage by stage; there is one."""

    __table_args__ = (UniqueConstraint("name"), STRICT)

    id: int | None = column.key()
    name: str = column.line("name", required=True, limit=40)


class Stage(Row, table=True):
    """Where a deal can stand; one that was removed stays for the history of those that stood there."""

    __table_args__ = (Index("stage_pipeline", "pipeline_id"), STRICT)

    id: int | None = column.key()
    pipeline_id: int | None = column.reference("pipeline_id", "pipeline", required=True, on_delete="RESTRICT")
    name: str = column.line("name", required=True, limit=40)
    kind: str = column.choice("kind", KINDS, required=True)
    position: int = column.position()
    probability: int = column.number("probability", 0, 100, required=True)
    rot_days: int | None = column.number("rot_days", 1, 9999)
    colour: str | None = column.choice("colour", COLOURS)
    removed: bool = column.flag("removed")


class LostReason(Row, table=True):
    """What is offered when a deal is lost; a deal keeps the words themselves."""

    __tablename__ = "lost_reason"
    __table_args__ = (UniqueConstraint("name"), STRICT)

    id: int | None = column.key()
    name: str = column.line("name", required=True)
    position: int = column.position()


class Deal(Row, table=True):
    """Something that may be sold or bought. `value` is in minor units; `probability` is its own, else its stage's.

    `closed_on` is the day it was won or lost, and stands exactly while its stage is no open one.
    """

    __table_args__ = (
        Index("deal_stage", "stage_id", "position"),
        Index("deal_next", "next_on", sqlite_where=sql("closed_on IS NULL")),
        Index("deal_close", "close", sqlite_where=sql("closed_on IS NULL")),
        STRICT,
    )

    id: int | None = column.key()
    title: str = column.line("title", required=True)
    stage_id: int | None = column.reference("stage_id", "stage", required=True, on_delete="RESTRICT")
    position: int = column.position()
    value: int | None = column.number("value", 0, LIMIT)
    currency: str = column.text("currency", required=True, check="currency GLOB '[A-Z][A-Z][A-Z]'")
    probability: int | None = column.number("probability", 0, 100)
    close: date | None = column.day("close")
    next: str | None = column.line("next")
    next_on: date | None = column.day("next_on")
    source: str | None = column.line("source")
    notes: str | None = column.prose("notes")
    closed_on: date | None = column.day("closed_on")
    lost_reason: str | None = column.line("lost_reason")
    lost_words: str | None = column.prose("lost_words")
    created_at: datetime = column.moment("created_at", required=True)


class DealContact(Row, table=True):
    """Whom a deal is with; the lowest position, then the oldest, comes first."""

    __tablename__ = "deal_contact"
    __table_args__ = (
        UniqueConstraint("deal_id", "contact_id"),
        Index("deal_contact_contact", "contact_id"),
        STRICT,
    )

    id: int | None = column.key()
    deal_id: int | None = column.reference("deal_id", "deal", required=True)
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    position: int = column.position()


class Move(Row, table=True):
    """That a deal came into a stage: from where, when (`at` unless back-dated), and what it was worth then."""

    __table_args__ = (
        Index("move_deal", "deal_id"),
        Index("move_from", "from_id"),
        Index("move_stage", "stage_id"),
        STRICT,
    )

    id: int | None = column.key()
    deal_id: int | None = column.reference("deal_id", "deal", required=True)
    from_id: int | None = column.reference("from_id", "stage", on_delete="RESTRICT")
    stage_id: int | None = column.reference("stage_id", "stage", required=True, on_delete="RESTRICT")
    day: date = column.day("day", required=True)
    at: datetime | None = column.moment("at")
    value: int | None = column.number("value", 0, LIMIT)
    probability: int = column.number("probability", 0, 100, required=True)
    reason: str | None = column.line("reason")
