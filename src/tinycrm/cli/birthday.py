"""Birthdays and other occasions to come."""

from datetime import date, timedelta
from typing import Annotated

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.domain.day import show_day
from tinycrm.domain.when import since


def birthdays(
    ctx: typer.Context,
    days: Annotated[int, typer.Option("--days", min=0, max=366, metavar="N", help="How far ahead; 0 is today.")] = 30,
) -> None:
    """List birthdays and other occasions to come, those of relatives too.

    \b
    tinycrm contact birthdays
    tinycrm contact birthdays --days 0
    """
    from tinycrm.queries import today as queries

    env = Env.of(ctx)
    last = env.today + timedelta(days=days)
    rows = queries.birthdays(env.reader, env.today, last, env.config.leap_day)
    columns = (
        Column("", lambda row: row.ref, faint=True),
        Column("Day", lambda row: row.due),
        Column("When", lambda row: since(date.fromisoformat(row.due), env.today)),
        Column("Who", lambda row: row.who, bold=True),
        Column("What", lambda row: row.text),
        Column("Reach", lambda row: row.phone or ""),
    )
    env.out.rows(rows, columns, f"No birthdays {f'until {show_day(last)}' if days else 'today'}.")
