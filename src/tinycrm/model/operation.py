"""History: one operation for everything done at once, and a change for every row it touched."""

from datetime import datetime

from sqlalchemy import INTEGER, Column, Index
from sqlmodel import Field

from tinycrm.model import column
from tinycrm.model.base import STRICT, Row

SOURCES = ("cli", "tui", "import", "cron")
ACTIONS = ("insert", "update", "delete")


class Operation(Row, table=True):
    """What someone did, as a template and references, so that no name outlives its contact here."""

    __table_args__ = (Index("operation_undoes", "undoes_id"), STRICT)

    id: int | None = column.key()
    at: datetime = column.moment("at", required=True)
    source: str = column.choice("source", SOURCES, required=True)
    by: str = column.text("by", required=True)
    what: str = column.line("what", required=True)
    refs: str = column.text("refs", required=True, check="json_valid(refs)")
    undoes_id: int | None = column.reference("undoes_id", "operation", on_delete="RESTRICT")
    schema_version: int = Field(sa_column=Column("schema_version", INTEGER(), nullable=False))


class Change(Row, table=True):
    """One row touched: the fields that changed as JSON, before and after; the whole row when it was deleted."""

    __table_args__ = (
        Index("change_row", "table", "row_id"),
        Index("change_operation", "operation_id"),
        STRICT,
    )

    id: int | None = column.key()
    operation_id: int | None = column.reference("operation_id", "operation", on_delete="RESTRICT")
    table: str = column.text("table", required=True)
    row_id: int = Field(sa_column=Column("row_id", INTEGER(), nullable=False))
    action: str = column.choice("action", ACTIONS, required=True)
    before: str | None = column.text("before")
    after: str | None = column.text("after")
