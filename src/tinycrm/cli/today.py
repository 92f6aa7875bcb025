"""The morning list, on the terminal, in a mail, or as a note on the desktop."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from tinycrm.cli.cadence import by_tag
from tinycrm.cli.clock import FIRST_YEAR, LAST_YEAR
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.table import fit
from tinycrm.cli.table import width as cells
from tinycrm.domain import interaction as words
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.when import When, show_when, since
from tinycrm.errors import InvalidError
from tinycrm.queries import today as queries
from tinycrm.queries.today import Group, Item, Wanted

SOMETHING_DUE = 10
WIDEST = 100
NARROW = 60
MARGIN = 8
TITLES = {
    "overdue": "OVERDUE",
    "today": "TODAY",
    "coming": "COMING",
    "steps": "NEXT STEPS OF DEALS",
    "found": "FOUND FOR THEM, NOT YET TOLD",
    "birthdays": "BIRTHDAYS",
    "slipping": "SLIPPING AWAY",
    "rhythm": "RHYTHM BROKEN",
    "closing": "DEALS TO CLOSE",
    "rotting": "DEALS STANDING STILL",
    "expiring": "WANTS RUNNING OUT",
}

COLUMNS = (
    Column("", lambda row: row.ref, faint=True),
    Column("Kind", lambda row: row.kind),
    Column("Due", lambda row: row.due),
    Column("Who", lambda row: row.who, bold=True),
    Column("What", lambda row: row.text or ""),
    Column("Reach", lambda row: reach_of(row)),  # noqa: PLW0108  # it stands further down
)


def today(
    ctx: typer.Context,
    days: Annotated[
        int, typer.Option("--days", min=0, max=366, metavar="N", help="Follow-ups of the next N days too.")
    ] = 0,
    day: Annotated[str | None, typer.Option("--date", metavar="DAY", help="As if it were that day.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of each group, not only the most pressing.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 10 when something is due.")] = False,
    once: Annotated[
        bool, typer.Option("--once", help="Only the first time each day: for a shell's start file.")
    ] = False,
    notify: Annotated[bool, typer.Option("--notify", help="As a notification on the desktop.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="Print what to install for a list every morning.")] = False,
) -> None:
    """Show who is waiting to hear from you: late, due, birthdays, people slipping away, deals, wants.

    With nothing to say and no terminal it prints nothing.

    \b
    tinycrm today
    tinycrm today --days 7
    tinycrm today --cron
    """
    env = Env.of(ctx)
    if cron:
        from tinycrm.cli.schedule import schedule

        schedule(env)
        return
    when = _day(env, day) if day else env.today
    if once and not day and env.told_today(when):
        return
    groups = gathered(env, when, None if everything else env.config.today_limit, days)
    if notify:
        from tinycrm.cli.notify import notify as send

        send(env, groups)
    if env.out.json or not notify:
        _show(env, when, groups)
    if once and not day:
        env.tell_today(when)
    if exit_code and any(group.key in ("overdue", "today", "steps") for group in groups):
        raise typer.Exit(SOMETHING_DUE)


def _day(env: Env, text: str) -> date:
    day = env.day(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidError(f"{show_line(text, 40)!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def gathered(env: Env, day: date, limit: int | None, days: int = 0) -> list[Group]:
    """The groups of a day's list, `limit` items of each, with the follow-ups of the next `days` days."""
    wanted = Wanted(day, env.config.leap_day, by_tag(env), limit, days)
    return queries.today(env.reader, wanted)


def _show(env: Env, day: date, groups: list[Group]) -> None:
    if env.out.json:
        env.out.object(as_object(day, groups), ())
    elif env.out.words:
        env.out.lines(told(env, day, groups))
    else:
        env.out.rows([item for group in groups for item in group.items], COLUMNS, "")


def as_object(day: date, groups: list[Group]) -> dict[str, Any]:
    """The list as scripts see it."""
    items = [[item._asdict() for item in group.items] for group in groups]
    shown = [{"key": each.key, "total": each.total, "items": rows} for each, rows in zip(groups, items, strict=True)]
    return {"date": day.isoformat(), "groups": shown}


def told(env: Env, day: date, groups: list[Group]) -> Iterator[str]:
    """The list as a person reads it; where nobody looks at a terminal, an empty one is no line at all."""
    if not groups:
        if env.out.terminal:
            yield "Nothing due today. A good day to ring someone you have not seen for a while."
        return
    width = min(env.out.width, WIDEST)
    today = f", {show_day(day)}"
    yield fit(show_line(env.config.shop, 200), max(width - len(today), MARGIN)) + today
    for group in groups:
        yield ""
        yield env.out.style(f"{TITLES[group.key]}  {group.total}", bold=True)
        for item in group.items:
            yield from _item(env, day, group.key, item, width)
        if group.total > len(group.items):
            yield env.out.style(f"  {group.total - len(group.items):,} more: {env.command('today --all')}", faint=True)


def _item(env: Env, day: date, key: str, item: Item, width: int) -> Iterator[str]:
    about, narrow = _when(day, key, item), width < NARROW
    ref, who = f"  {item.ref:<5} ", show_line(item.who, 60)
    what = f": {show_line(item.text, 400)}" if item.text else ""
    line = fit(f"{ref}{who}{what}", width if narrow else width - len(about) - 2)
    shown = line.removeprefix(ref)
    styled = env.out.style(shown[: len(who)], bold=True) + shown[len(who) :]
    yield f"{ref}{styled}" if narrow else f"{ref}{styled}{' ' * (width - cells(line) - len(about))}{about}"
    parts = (about if narrow else "", _reach(item), _last(day, key, item))
    detail = " · ".join(part for part in parts if part)
    if detail:
        yield env.out.style(fit(" " * MARGIN + detail, width), faint=True)


def _reach(item: Item) -> str:
    if item.quiet:
        return f"{'†' if item.quiet == 'died' else '⊘'} {item.quiet}"
    prefers = f" (prefers {item.channel})" if item.channel and item.channel != "phone" else ""
    return f"{show_line(reach_of(item), 60)}{prefers}" if reach_of(item) else prefers.strip(" ()")


def reach_of(item: Item) -> str:
    """How to reach someone: the email of those who prefer it, else the phone, else the email."""
    first, second = (item.email, item.phone) if item.channel == "email" else (item.phone, item.email)
    return first or second or ""


def _last(day: date, key: str, item: Item) -> str:
    if item.last is None:
        return ""
    told = words.told(str(item.last["kind"]), item.last["direction"])
    # of those slipping away the line above says it already
    ago = "" if key == "slipping" else f" {since(date.fromisoformat(str(item.last['day'])), day)}"
    said = f": {show_line(item.last['text'], 200)}" if item.last["text"] else ""
    return f"{told}{ago}{said}"


def _when(day: date, key: str, item: Item) -> str:
    due = date.fromisoformat(item.due)
    apart = (due - day).days
    if key == "overdue":
        return f"{-apart} day{'s' if apart != -1 else ''} late"
    if key == "today":
        return item.due_time or "today"
    if key == "rotting":
        return f"{-apart} days"
    if key in ("steps", "closing") and apart < 0:
        return f"{-apart} day{'s' if apart != -1 else ''} late"
    if key in ("slipping", "rhythm"):
        return since(date.fromisoformat(str(item.last["day"])), day) if item.last else "never"
    if apart > 1:
        return show_when(When(due, item.due_time))
    return since(due, day) + (f", {item.due_time}" if item.due_time else "")
