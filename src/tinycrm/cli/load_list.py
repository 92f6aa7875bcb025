"""What was brought in so far."""

from datetime import datetime

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import Limit
from tinycrm.queries import operation

LIST = (
    Column("", lambda row: row.ref, faint=True),
    Column("When", lambda row: datetime.fromisoformat(row.at).astimezone().strftime("%Y-%m-%d %H:%M")),
    Column("File", lambda row: row.file or "", bold=True),
    Column("Created", lambda row: f"{row.created:,}", right=True),
    Column("Updated", lambda row: f"{row.updated:,}", right=True),
    Column("Refused", lambda row: f"{row.refused:,}" if row.refused else "", right=True, spare=True),
    Column("By", lambda row: row.by, spare=True),
    Column("", lambda row: "undone" if row.undone else ""),
)


def list_(ctx: typer.Context, limit: Limit = None) -> None:
    """List what was brought in, the newest first; `undo` takes a reference of the list.

    \b
    tinycrm import list
    """
    env = Env.of(ctx)
    rows = operation.imports(env.reader, limit or env.out.page)
    env.out.rows(rows, LIST, "Nothing was brought in yet.")
