"""How the deals do: what is likely to come in, how far they get, how long they stand, why they are lost."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.deal_text import columns as deal_columns
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.queries import report as queries
from tinycrm.queries.report import Month, Pipeline

Since = Annotated[
    str | None, typer.Option("--since", metavar="WHEN", help="Of what is over, what was since then; else all of it.")
]


def hang(group: Commands) -> None:
    """Hang this report on the group of reports."""
    group.command()(pipeline)


def pipeline(ctx: typer.Context, since: Since = None) -> None:
    """Show how the deals do: forecast by month, stages, won and lost.

    \b
    tinycrm report pipeline
    tinycrm report pipeline --since "1 jan" --json
    """
    env = Env.of(ctx)
    first = env.when(since, future=False).day if since else None
    found = queries.pipeline(env.reader, env.today, env.config.currency, first)
    if env.out.json:
        env.out.object(found.as_json(), ())
    elif env.out.words:
        _show(env, found, first)
    else:
        env.out.rows(found.stages, _stages(env), "")


def _show(env: Env, found: Pipeline, since: date | None) -> None:
    head = f"The pipeline, {show_day(env.today)}"
    env.out.lines([env.out.style(head, bold=True), "", *_summary(env, found, since)])
    if found.months:
        _section(env, "BY MONTH")
        env.out.rows(found.months, _months(env), "")
    _section(env, "BY STAGE")
    env.out.rows(found.stages, _stages(env), "")
    if found.reasons:
        _section(env, "WHY DEALS WERE LOST")
        env.out.rows(found.reasons, _reasons(env), "")
    if found.rotting:
        _section(env, "STANDING STILL")
        env.out.rows(found.rotting, deal_columns(env), "")


def _summary(env: Env, found: Pipeline, since: date | None) -> Iterator[str]:
    here, won = found.open, found.won
    when = f" since {show_day(since)}" if since else ""
    asked = f"{env.money(here.value)} asked, {_count(here.deals)} open"
    yield f"Likely to come in: {env.money(here.weighted)} of {asked}"
    average = f", {env.money(won.average)} each on average" if won.average else ""
    yield f"Won{when}: {_count(won.deals)}, {env.money(won.value)}{average}"
    rate = f"; {won.rate} % of those decided were won" if won.rate is not None else ""
    yield f"Lost{when}: {_count(found.lost.deals)}, {env.money(found.lost.value)}{rate}"
    if found.without_next:
        yield f"Without a next step: {_count(found.without_next)}; `{env.command('deal list next:none')}` lists them"
    if found.others:
        yield f"In another currency, and in no sum here: {_count(found.others)}"


def _section(env: Env, title: str) -> None:
    env.out.lines(["", env.out.style(title, bold=True, faint=True)])


def _months(env: Env) -> tuple[Column, ...]:
    return (
        Column("Month", _month, bold=True),
        Column("Deals", lambda row: str(row.deals), right=True),
        Column("Value", lambda row: env.money(row.value), right=True),
        Column("Likely", lambda row: env.money(row.weighted), right=True),
    )


def _month(row: Month) -> str:
    return f"{date.fromisoformat(f'{row.month}-01'):%b %Y}" if row.month else "no day set"


def _stages(env: Env) -> tuple[Column, ...]:
    return (
        Column("Stage", lambda row: row.name, bold=True),
        Column("Deals", lambda row: str(row.deals), right=True),
        Column("Value", lambda row: env.money(row.value), right=True),
        Column("Likely", lambda row: env.money(row.weighted), right=True),
        Column("Came in", lambda row: str(row.entered), right=True),
        Column("Went on", lambda row: f"{row.conversion} %" if row.conversion is not None else "", right=True),
        Column("Stayed", lambda row: _days(row.median_days), right=True),
    )


def _reasons(env: Env) -> tuple[Column, ...]:
    return (
        Column("Reason", lambda row: show_line(row.reason, 80), bold=True),
        Column("Deals", lambda row: str(row.deals), right=True),
        Column("Value", lambda row: env.money(row.value), right=True),
    )


def _count(number: int) -> str:
    return f"{number:,} deal{'s' if number != 1 else ''}"


def _days(number: int | None) -> str:
    return "" if number is None else f"{number} d"
