"""Deals in words: as columns of a list, as lines about one, and what is said of one that was written."""

from collections.abc import Iterator
from datetime import date

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.when import since
from tinycrm.queries.deal import Card, Deal, Passed

LINE_LIMIT = 400


def columns(env: Env) -> tuple[Column, ...]:
    """A list of deals; amounts are written as the shop does."""
    return (
        Column("", lambda row: row.ref, faint=True),
        Column("Title", lambda row: row.title, bold=True),
        Column("Who", lambda row: row.who or ""),
        Column("Stage", lambda row: row.stage),
        Column("Value", lambda row: env.money(row.value), right=True),
        Column("Odds", lambda row: f"{row.probability} %" if row.status == "open" else "", right=True, spare=True),
        Column("Closes", lambda row: row.closed or row.close or "", spare=True),
        Column("Next", next_words, spare=True),
        Column("Age", lambda row: age_words(row) if row.status == "open" else "", right=True),
    )


def age_words(row: Deal | Card) -> str:
    """How long it has stood in its stage: "23 d", marked when that is too long."""
    return f"{'! ' if row.rotting else ''}{row.age_days} d"


def next_words(row: Deal) -> str:
    """The next step with its day; that there is none is said of an open deal only."""
    if row.status != "open":
        return row.reason or ""
    if not row.next and not row.next_on:
        return "no next step"
    return " ".join(part for part in (row.next_on, row.next) if part)


def name(found: Deal) -> str:
    """A deal in a sentence: "Nana, first edition (d3)"."""
    return f"{show_line(found.title, 80)} ({found.ref})"


def facts(env: Env, found: Deal) -> str:
    """What is known of a deal, in a few words: who, value, stage."""
    likely = f"{found.probability} %" if found.status == "open" else ""
    parts = [
        found.who and show_line(found.who, 60),
        env.money(found.value),
        f"{show_line(found.stage, 40)} {likely}".strip(),
    ]
    return ", ".join(part for part in parts if part)


def lines(env: Env, found: Deal, passed: list[Passed]) -> Iterator[str]:
    """A deal as a person reads it, with the way it came."""
    yield f"{env.out.style(show_line(found.title, 200), bold=True)}  {found.ref}"
    for label, fact in _facts(env, found):
        if fact:
            yield f"{env.out.style(f'{label:<10}', faint=True)} {show_line(fact, LINE_LIMIT)}"
    for line in (found.notes or "").split("\n"):
        if line:
            yield f"  {show_line(line, LINE_LIMIT)}"
    yield ""
    for each in passed:
        yield f"  {show_day(date.fromisoformat(each.day))}  {passed_words(env, each)}"


def _facts(env: Env, found: Deal) -> Iterator[tuple[str, str]]:
    own = ", its own" if found.probability_own else ""
    stood = f"{'! ' if found.rotting else ''}{found.age_days} day{'s' if found.age_days != 1 else ''}"
    yield "stage", f"{found.stage}, {found.probability} %{own}, {stood}" if found.status == "open" else found.stage
    yield "value", env.money(found.value)
    yield "with", ", ".join(f"{each['name']} ({each['ref']})" for each in found.contacts)
    yield "next", f"{next_words(found)}" if found.status == "open" else ""
    yield "closes", show_day(date.fromisoformat(found.close)) if found.close and not found.closed else ""
    yield "closed", _day(env, found.closed)
    yield "reason", ": ".join(part for part in (found.reason, found.reason_words) if part)
    yield "source", found.source or ""


def passed_words(env: Env, each: Passed) -> str:
    """One step on a deal's way: "Moved from Enquiry to Quoted", "Lost: too dear"."""
    worth = f", {env.money(each.value)}" if each.value else ""
    if each.came_from is None:
        return f"Started in {show_line(each.stage, 60)}{worth}"
    if each.kind == "lost":
        return show_line(f"Lost{worth}{': ' + each.reason if each.reason else ''}", LINE_LIMIT)
    if each.kind == "won":
        return f"Won{worth}"
    verb = "Moved" if each.was_open else "Reopened"
    return f"{verb} from {show_line(each.came_from, 60)} to {show_line(each.stage, 60)}{worth}"


def _day(env: Env, day: str | None) -> str:
    if day is None:
        return ""
    then = date.fromisoformat(day)
    return f"{show_day(then)}, {since(then, env.today)}"
