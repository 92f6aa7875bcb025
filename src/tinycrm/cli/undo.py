"""Taking things back, bringing them back, and seeing what was done."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any, NamedTuple

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import Limit, OperationRef, Yes
from tinycrm.cli.ref import one_id, there, who
from tinycrm.cli.wrap import folded
from tinycrm.domain.clean import show_line
from tinycrm.domain.operation import contact_ids, in_words
from tinycrm.queries import operation as operations
from tinycrm.queries.operation import Change, Operation
from tinycrm.services import undo as service
from tinycrm.services.undo import Plan

ASK_AFTER = timedelta(days=1)
ASK_ABOVE = 20
SHOWN = 4
SHOWN_ALONE = 200
LINE_LIMIT = 160
MARGIN = 8
NARROW = 50
# columns of 0 and 1; in a row that comes or goes most say something only when they are 1
ANSWER = ("consent", "given")
FLAGS = frozenset({ANSWER, ("contact", "do_not_contact"), ("contact", "archived"), ("reminder", "after_done")})
PLUMBING = frozenset({"id", "key", "digits", "e164", "position", "created_at"})


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
    rows = _rows(env, found)
    if env.out.words:
        names = operations.names(env.reader, _concerned(rows))
        env.out.lines(line for row in rows for line in _told(env, row, names, alone=len(rows) == 1))
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
    words = _words(env, [plan.operation])[plan.operation.id]
    if _worth_asking(env, plan) and env.asks and not yes:
        verb = "Bring back" if plan.redo else "Take back"
        who, age = f"{plan.operation.by} via {plan.operation.source}", _when(plan.operation.at)
        question = f"{verb} {plan.operation.ref}: {words} ({plan.operation.records} records, {age}, {who})?"
        if not env.confirm(question):
            raise typer.Abort
    what = "redo" if plan.redo else "undo"
    refs = {**plan.operation.refs, "operation": plan.operation.id, "of": plan.operation.what}
    with env.writable.begin(what, undoes=plan.tip, **refs) as tx:
        service.carry_out(tx, plan)
        made = tx.operation_id
    other = env.command("undo" if plan.redo else "redo")
    back = f"`{other}` takes it away again." if plan.redo else f"`{other}` brings it back."
    answer = {"ref": f"o{made}", what: plan.operation.ref, "words": words}
    env.out.done(answer, f"{'Redone' if plan.redo else 'Undone'}: {words} ({plan.operation.ref}). {back}")


def _worth_asking(env: Env, plan: Plan) -> bool:
    age = env.now - datetime.fromisoformat(plan.operation.at)
    return age > ASK_AFTER or plan.operation.records > ASK_ABOVE or plan.operation.source != "cli"


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


def _rows(env: Env, found: list[Operation]) -> list[Done]:
    words = _words(env, found)
    by_operation: dict[int | None, list[Change]] = {}
    for change in operations.as_made(env.reader, operations.changes(env.reader, [each.id for each in found])):
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


def _words(env: Env, found: list[Operation]) -> dict[int, str]:
    names = operations.names(env.reader, (each_id for each in found for each_id in contact_ids(each.refs)))
    shown = {contact_id: show_line(name, 60) for contact_id, name in names.items()}
    return {each.id: show_line(in_words(each.what, each.refs, shown), 200) for each in found}


def _told(env: Env, row: Done, names: dict[int, str], *, alone: bool) -> Iterator[str]:
    undone = "  (undone)" if row.undone else ""
    through = "" if row.source == "cli" else f" via {row.source}"
    head = f"{row.ref:<6}{_when(row.at)}  {show_line(row.by, 30)}{through}"
    if len(folded(env.out, f"{head}  {row.words}{undone}")) == 1:
        yield f"{env.out.style(head, faint=True)}  {env.out.style(row.words, bold=True)}{undone}"
    else:
        yield from (env.out.style(line, faint=True) for line in folded(env.out, head))
        yield from (env.out.style(line, bold=True) for line in folded(env.out, f"{row.words}{undone}"))
    lines = [line for change in row.changes for line in _change_lines(change, names)]
    shown = SHOWN_ALONE if alone else SHOWN
    said = lines[:shown]
    if len(lines) > shown:
        all_of_it = env.command(f"history {row.ref}{' --json' if alone else ''}")
        said.append(f"… {len(lines) - shown:,} more: {all_of_it}")
    margin = MARGIN if env.out.width >= NARROW else 2
    yield from (piece for line in said for piece in folded(env.out, " " * margin + line, margin + 2))


def _change_lines(change: dict[str, Any], names: dict[int, str]) -> Iterator[str]:
    before, after = change["before"] or {}, change["after"] or {}
    what = _what(change, names)
    if change["action"] == "update":
        for field in before:
            was, now = (_value((change["table"], field), image.get(field)) for image in (before, after))
            yield show_line(f"{what}  {field}: {was} → {now}", LINE_LIMIT)
    else:
        sign, image = ("+", after) if change["action"] == "insert" else ("-", before)
        columns = [((change["table"], name), value) for name, value in image.items()]
        said = ", ".join(f"{column[1]}: {_value(column, value)}" for column, value in columns if _says(column, value))
        # a row that only ties two others together says nothing by itself
        if said or not image:
            yield show_line(f"{sign} {what}  {said}", LINE_LIMIT)


def _concerned(rows: list[Done]) -> set[int]:
    """The contacts whose rows were touched."""
    return {contact_id for row in rows for change in row.changes for contact_id in [_owner(change)] if contact_id}


def _owner(change: dict[str, Any]) -> int | None:
    if change["table"] == "contact":
        return int(change["id"])
    owner = {**(change["before"] or {}), **(change["after"] or {})}.get("contact_id")
    return None if owner is None else int(owner)


def _what(change: dict[str, Any], names: dict[int, str]) -> str:
    """The row that changed: whose it is, and which of theirs."""
    owner = _owner(change)
    whose = show_line(names.get(owner, f"c{owner}"), 40) if owner is not None else ""
    return whose if change["table"] == "contact" else f"{whose} {change['table']}".strip() + f" {change['id']}"


def _says(column: tuple[str, str], value: Any) -> bool:
    """Whether a column of a table is worth telling of a row that came or went."""
    if value is None or (value == 0 and column in FLAGS and column != ANSWER):
        return False
    return column[1] not in PLUMBING and not column[1].endswith("_id")


def _value(column: tuple[str, str], value: Any) -> str:
    if value is None:
        return "nothing"
    return ("yes" if value else "no") if column in FLAGS else str(value)


def _when(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
