"""What the till took: a day, a week, day by day."""

from typing import Annotated, Any

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.purchase_text import columns, sums
from tinycrm.domain.clean import show_line
from tinycrm.domain.period import Period, period
from tinycrm.errors import InvalidError
from tinycrm.queries import purchase as purchases
from tinycrm.queries.purchase import Day, Wanted


def sales(
    ctx: typer.Context,
    when: Annotated[
        str, typer.Argument(metavar="[WHEN]", help="today, yesterday, week, month, 2026-11, 2026-11-01..; else today.")
    ] = "today",
    by: Annotated[str | None, typer.Option("--by", metavar="day", help="One line for each day.")] = None,
) -> None:
    """Show what was sold: today and this week, or any days, purchase by purchase or day by day.

    \b
    tinycrm sales
    tinycrm sales month --by day
    tinycrm sales 2026-11-14
    """
    env = Env.of(ctx)
    if by not in (None, "day"):
        raise InvalidError(f"Sales are shown by day, not by {show_line(by or '', 40)!r}.")
    days = period(when, env.context.calendar(future=False))
    found = purchases.days(env.reader, days)
    if env.out.json:
        env.out.object(_object(days, found), ())
    elif by == "day":
        _by_day(env, found)
    else:
        _one_by_one(env, days, found)


def _object(days: Period, found: list[Day]) -> dict[str, Any]:
    total = purchases.together(found)._asdict()
    del total["ref"]
    first, last = (None if day is None else day.isoformat() for day in days)
    return {"first": first, "last": last, **total, "days": [_day(each) for each in found]}


def _day(day: Day) -> dict[str, Any]:
    fields = day._asdict()
    return {"day": fields.pop("ref"), **fields}


def _by_day(env: Env, found: list[Day]) -> None:
    env.out.rows(
        found,
        (
            Column("Day", lambda row: row.ref, bold=True),
            Column("Purchases", lambda row: str(row.purchases), right=True),
            Column("Books", lambda row: str(row.books), right=True),
            Column("Taken", lambda row: sums(env, row.totals), right=True),
            Column("Given back", lambda row: sums(env, row.returned) if row.returned else "", right=True),
        ),
        "Nothing was sold then.",
    )
    if found and env.out.words:
        env.out.say(_told(env, "In all", purchases.together(found)))


def _one_by_one(env: Env, days: Period, found: list[Day]) -> None:
    rows = purchases.page(env.reader, Wanted(days=days))
    env.out.rows(rows, columns(env), "Nothing was sold then.")
    if not env.out.words:
        return
    is_today = days == Period(env.today, env.today)
    if found or is_today:
        env.out.write("")
        env.out.write(_told(env, f"{'Today' if is_today else 'In all'}", purchases.together(found)))
    if is_today:
        week = purchases.days(env.reader, purchases.week(env.today, env.config.first_weekday))
        env.out.write(_told(env, "This week", purchases.together(week)))


def _told(env: Env, when: str, day: Day) -> str:
    """A day's or a week's sales in a line: "Today: 3 purchases, 5 books, £42.50"."""
    bought = f"{day.purchases:,} purchase{'s' if day.purchases != 1 else ''}"
    books = f"{day.books:,} book{'s' if day.books != 1 else ''}"
    back = f", {sums(env, day.returned)} given back" if day.returned else ""
    return f"{when}: {bought}, {books}, {sums(env, day.totals)}{back}"
