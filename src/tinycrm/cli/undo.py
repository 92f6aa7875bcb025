"""Taking things back, bringing them back, and seeing what was done."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Annotated, Any, NamedTuple

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import Limit, OperationRef, Yes
from tinycrm.cli.ref import one_id, there, who
from tinycrm.cli.wrap import folded
from tinycrm.domain.clean import show_line
from tinycrm.queries import operation as operations
from tinycrm.queries.change import Amounts, Told, concerned, currencies, held, told
from tinycrm.queries.operation import Change, Operation
from tinycrm.services import undo as service
from tinycrm.services.undo import Plan

SHOWN = 4
SHOWN_ALONE = 200
READ = 500  # changes of an operation: more than is ever shown
LINE_LIMIT = 160
MARGIN = 8
NARROW = 50


def undo(ctx: typer.Context, ref: OperationRef = None, yes: Yes = False) -> None:
    """Take back what was done last, or one operation out of the middle.

    \b
    tinycrm undo
    tinycrm undo o15
    """
    env = Env.of(ctx)
    _carry_out(env, service.plan_undo(env.reader, one_id(ref, "o") if ref else None), yes=yes)


def redo(ctx: typer.Context, yes: Yes = False) -> None:
    """Bring back what was undone last.

    \b
    tinycrm redo
    """
    env = Env.of(ctx)
    _carry_out(env, service.plan_redo(env.reader), yes=yes)


def history(
    ctx: typer.Context,
    person: Annotated[
        str | None, typer.Argument(metavar="WHO|REF", help="Of one person, or one operation like o15.")
    ] = None,
    limit: Limit = None,
) -> None:
    """Show what was done, by whom, and what it changed from what to what.

    \b
    tinycrm history
    tinycrm history c12
    tinycrm history o15
    """
    env = Env.of(ctx)
    found = _found(env, person, limit or env.out.page)
    alone = person is not None and len(found) == 1 and found[0].ref == person.strip().lower()
    rows = _rows(env, found, READ if env.out.words else None)
    if env.out.words:
        changes = [_read(change) for row in rows for change in row.changes]
        values = held(env.reader, changes)
        names = operations.names(env.reader, concerned(changes, values))
        amounts = Amounts(env.money_style, currencies(env.reader, changes))
        tell = partial(told, names=names, amounts=amounts, values=values)
        env.out.lines(line for row in rows for line in _told(env, row, tell, alone=alone))
        if not rows:
            env.out.say("Nothing was done yet.")
    else:
        env.out.rows(rows, LIST, "")


class Done(NamedTuple):
    """An operation as scripts see it: in words, and with what it changed."""

    ref: str
    at: str
    by: str
    source: str
    what: str
    words: str
    undoes: str | None
    undone: bool
    records: int
    changes: list[dict[str, Any]]


LIST = (
    Column("", lambda row: row.ref, faint=True),
    Column("When", lambda row: row.at),
    Column("By", lambda row: row.by),
    Column("What", lambda row: row.words, bold=True),
)


def _carry_out(env: Env, plan: Plan, *, yes: bool) -> None:
    words = operations.words(env.reader, [plan.operation])[plan.operation.id]
    if service.worth_asking(plan, env.now, "cli") and env.asks and not yes:
        verb = "Bring back" if plan.redo else "Take back"
        who, age = f"{plan.operation.by} via {plan.operation.source}", _when(plan.operation.at)
        question = f"{verb} {plan.operation.ref}: {words} ({plan.operation.records:,} records, {age}, {who})?"
        if not env.confirm(question):
            raise typer.Abort
    what = "redo" if plan.redo else "undo"
    with env.writable.begin(what, undoes=plan.tip, **service.refs(plan)) as tx:
        service.carry_out(tx, plan)
        made = tx.operation_id
    other = env.command("undo" if plan.redo else "redo")
    back = f"`{other}` takes it away again." if plan.redo else f"`{other}` brings it back."
    answer = {"ref": f"o{made}", what: plan.operation.ref, "words": words}
    env.out.done(answer, f"{'Redone' if plan.redo else 'Undone'}: {words} ({plan.operation.ref}). {back}")


def _found(env: Env, person: str | None, limit: int | None) -> list[Operation]:
    if person is None:
        return operations.newest(env.reader, limit)
    if re.fullmatch(r"[oO]\d+", person.strip()):
        return [there(operations.operation(env.reader, one_id(person, "o")), f"operation {person}")]
    contact_id = _ever(env, person)
    return operations.newest(env.reader, limit, contact_id=contact_id) or there(None, f"c{contact_id}")


def _ever(env: Env, person: str) -> int:
    """The contact that is meant; by its reference even when it is deleted."""
    deleted = re.fullmatch(r"[cC](\d+)", person.strip())
    return int(deleted[1]) if deleted else who(env, person)


def _rows(env: Env, found: list[Operation], most: int | None) -> list[Done]:
    """The operations with what they changed, of each at most so much."""
    words = operations.words(env.reader, found)
    by_operation: dict[int | None, list[Change]] = {}
    for change in operations.as_made(env.reader, operations.changes(env.reader, [each.id for each in found], most)):
        by_operation.setdefault(change.operation_id, []).append(change)
    return [
        Done(
            each.ref, each.at, each.by, each.source, each.what, words[each.id], each.undoes, each.undone, each.records,
            [_change(change) for change in by_operation.get(each.id, [])],
        )
        for each in found
    ]  # fmt: skip


def _change(change: Change) -> dict[str, Any]:
    """A change as scripts see it."""
    return {
        "table": change.table,
        "id": change.row_id,
        "action": change.action,
        "before": change.before or None,
        "after": change.after or None,
    }


def _read(change: dict[str, Any]) -> Change:
    """The change that scripts see so."""
    before, after = change["before"] or {}, change["after"] or {}
    return Change(None, change["table"], change["id"], change["action"], before, after)


def _told(env: Env, row: Done, tell: Callable[[Change], Iterator[Told]], *, alone: bool) -> Iterator[str]:
    undone = "  (undone)" if row.undone else ""
    through = "" if row.source == "cli" else f" via {row.source}"
    head = f"{row.ref:<6}{_when(row.at)}  {show_line(row.by, 30)}{through}"
    if len(folded(env.out, f"{head}  {row.words}{undone}")) == 1:
        yield f"{env.out.style(head, faint=True)}  {env.out.style(row.words, bold=True)}{undone}"
    else:
        yield from (env.out.style(line, faint=True) for line in folded(env.out, head))
        yield from (env.out.style(line, bold=True) for line in folded(env.out, f"{row.words}{undone}"))
    lines = [_change_line(line) for change in row.changes for line in tell(_read(change))]
    shown = SHOWN_ALONE if alone else SHOWN
    said = lines[:shown]
    if len(lines) > shown:
        all_of_it = env.command(f"history {row.ref}{' --json' if alone else ''}")
        more = f"{row.records:,} records" if len(row.changes) == READ else f"{len(lines) - shown:,} more"
        said.append(f"… {more}: {all_of_it}")
    margin = MARGIN if env.out.width >= NARROW else 2
    yield from (piece for line in said for piece in folded(env.out, " " * margin + line, margin + 2))


def _change_line(told: Told) -> str:
    if told.sign:
        return show_line(f"{told.sign} {told.what}  {told.said}", LINE_LIMIT)
    return show_line(f"{told.what}  {told.said}: {told.was} → {told.now}", LINE_LIMIT)


def _when(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
