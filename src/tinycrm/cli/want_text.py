"""Wants in words: as columns of a list, as lines about one, and what is said of one that was written."""

from collections.abc import Iterator
from datetime import date, datetime

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.domain import book
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.queries.want import Want

LINE_LIMIT = 400


def columns(env: Env) -> tuple[Column, ...]:
    """A list of wants; amounts are written as the shop does."""
    return (
        Column("", lambda row: row.ref, faint=True),
        Column("Who", lambda row: row.who, bold=True),
        Column("What", lambda row: named(row)),  # noqa: PLW0108  # it stands further down
        Column("How", lambda row: ", ".join(filter(None, (row.edition, row.condition))), spare=True),
        Column("Up to", lambda row: env.money(row.max_price), right=True),
        Column("Until", lambda row: row.until or "", spare=True),
        Column("", lambda row: "" if row.status == "open" else row.status),
    )


def named(row: Want) -> str:
    """What is wanted: "Nana by Émile Zola", or "anything by Émile Zola"."""
    return book.named(row.title, row.author) if row.title else f"anything by {row.author}"


def in_words(env: Env, row: Want) -> str:
    """A want in a line: "Nana by Émile Zola, first edition, good or better, up to £80, until Sat 5 Dec 2026"."""
    parts = [
        named(row),
        row.edition,
        row.condition if row.condition in (None, "new") else f"{row.condition} or better",
        f"up to {env.money(row.max_price)}" if row.max_price else None,
        f"until {show_day(date.fromisoformat(row.until))}" if row.until else None,
    ]
    return show_line(", ".join(part for part in parts if part), LINE_LIMIT)


def told(env: Env, row: Want) -> str:
    """A want in a sentence: "Ada Lovelace wants Nana by Émile Zola (w3)"."""
    return f"{show_line(row.who, 60)} wants {in_words(env, row)} ({row.ref})"


def lines(env: Env, row: Want) -> Iterator[str]:
    """A want as a person reads it."""
    yield f"{env.out.style(show_line(named(row), 200), bold=True)}  {row.ref}"
    facts = {
        "for": f"{row.who} ({row.who_ref})",
        "status": row.status,
        "edition": row.edition,
        "condition": row.condition,
        "ISBN": row.isbn,
        "up to": env.money(row.max_price),
        "until": _day(row.until),
        "since": _local(row.created),
        "found": _local(row.found),
        "told": _day(row.told),
        "dropped": _day(row.dropped),
        "notes": row.notes,
    }
    for label, fact in facts.items():
        if fact:
            yield f"{env.out.style(f'{label:<10}', faint=True)} {show_line(fact, LINE_LIMIT)}"


def _day(day: str | None) -> str:
    return show_day(date.fromisoformat(day)) if day else ""


def _local(moment: str | None) -> str:
    return show_day(datetime.fromisoformat(moment).astimezone().date()) if moment else ""
