"""Taking an operation back, field by field, as an operation of its own; and bringing it back again the same way."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from sqlite3 import IntegrityError
from typing import Any, NamedTuple

from tinycrm.domain.noun import a, row
from tinycrm.errors import NotFoundError, RefusedError
from tinycrm.queries import operation as history
from tinycrm.queries.operation import Change, Operation
from tinycrm.store import Reader, Transaction
from tinycrm.store.audit import columns
from tinycrm.store.reader import quoted

ASK_AFTER = timedelta(days=1)
ASK_ABOVE = 20


class Plan(NamedTuple):
    """What is to be taken back or brought back: the operation, and the newest link of its chain of undos and redos."""

    operation: Operation
    tip: int
    redo: bool


def plan_undo(reader: Reader, operation_id: int | None = None) -> Plan:
    """What `undo` would take back: the newest operation, or the one that is given.

    Raises NotFoundError when there is none, RefusedError when it is undone already.
    """
    if operation_id is None:
        newest = history.newest_standing(reader)
        if newest is None:
            raise NotFoundError("There is nothing to undo.")
        return Plan(newest, history.tip_of(reader, newest.id), redo=False)
    given = history.operation(reader, operation_id)
    root = history.root_of(reader, operation_id)
    if given is None or root is None:
        raise NotFoundError(f"There is no operation o{operation_id}; `tinycrm history` lists them.")
    plan = _plan(reader, root, redo=given.what == "undo")
    if plan.redo != plan.operation.undone:
        raise RefusedError(f"o{operation_id} is undone already; `tinycrm redo` brings back what was undone last.")
    return plan


def plan_redo(reader: Reader) -> Plan:
    """What `redo` would bring back: what the newest undo that still stands took away.

    Raises NotFoundError when nothing is undone.
    """
    undone = history.newest_undone(reader)
    if undone is None:
        raise NotFoundError("There is nothing to redo.")
    return _plan(reader, undone.id, redo=True)


def plan_of(reader: Reader, operation_id: int) -> Plan:
    """What takes back the operation that is given, or brings it back when it is undone.

    Raises NotFoundError when it is not there.
    """
    root = history.root_of(reader, operation_id)
    if root is None:
        raise NotFoundError(f"There is no operation o{operation_id}.")
    operation = history.operation(reader, root)
    return _plan(reader, root, redo=operation is not None and operation.undone)


def worth_asking(plan: Plan, now: datetime, source: str) -> bool:
    """Whether whoever asks for it should say yes first: it is old, or large, or another program made it."""
    age = now - datetime.fromisoformat(plan.operation.at)
    return age > ASK_AFTER or plan.operation.records > ASK_ABOVE or plan.operation.source != source


def refs(plan: Plan) -> dict[str, Any]:
    """What the words of the undo speak of."""
    return {**plan.operation.refs, "operation": plan.operation.id, "of": plan.operation.what}


def carry_out(tx: Transaction, plan: Plan) -> None:
    """Take back the changes of the plan's newest link, the last one first.

    Raises RefusedError that names what stands in the way: a later operation that changed the same field, deleted the
    row, or hung rows on a row that would go. Rows that may be there only once (a contact's tag) are the same row.
    """
    if tx.value("SELECT 1 FROM operation WHERE undoes_id = ? AND id <> ?", (plan.tip, tx.operation_id)):
        raise RefusedError(f"{plan.operation.ref} was undone or redone in another window just now; look again.")
    changes = history.changes(tx, [plan.tip])
    _refuse_later(tx, plan, changes)
    _refuse_missing(tx, plan, changes)
    _refuse_hanging(tx, plan, changes)
    tx.execute("PRAGMA defer_foreign_keys = ON")
    for change in reversed(changes):
        _reverse(tx, plan, change)
    _refuse_orphans(tx, plan, changes)
    _refuse_losses(tx, plan, changes)


def _plan(reader: Reader, root: int, *, redo: bool) -> Plan:
    operation = history.operation(reader, root)
    assert operation is not None
    return Plan(operation, history.tip_of(reader, root), redo)


def _reverse(tx: Transaction, plan: Plan, change: Change) -> None:
    if not change.before.keys() <= set(columns(tx.connection, change.table)):
        raise RefusedError(
            f"It was made by an older tinycrm whose {change.table} had other fields, so it cannot be taken back."
        )
    if change.action == "insert":
        tx.delete(change.table, change.row_id)
        return
    try:
        if change.action == "delete":
            tx.insert(change.table, **change.before)
        else:
            tx.update(change.table, change.row_id, **change.before)
    except IntegrityError:
        raise _refusal(plan, _rival(tx, change), f"has made the same {row(change.table)} since") from None


def _refuse_later(tx: Transaction, plan: Plan, changes: Sequence[Change]) -> None:
    mine: dict[tuple[str, int], list[Change]] = {}
    for change in changes:
        mine.setdefault((change.table, change.row_id), []).append(change)
    standing: dict[int | None, bool] = {None: True}
    for later in _later(tx, plan):
        if later.operation_id not in standing:
            standing[later.operation_id] = _stands_after(tx, plan, later.operation_id)
        if standing[later.operation_id] and any(_collide(each, later) for each in mine[later.table, later.row_id]):
            raise _refusal(plan, later.operation_id, "has changed the same since")


def _later(tx: Transaction, plan: Plan) -> Iterator[Change]:
    """Changes to the same rows by operations that came after this one, and by other programs after its newest link."""
    found = tx.all(
        history.change,
        """SELECT l.operation_id, l."table", l.row_id, l.action, l."before", l."after"
        FROM change m JOIN change l ON l."table" = m."table" AND l.row_id = m.row_id
        WHERE m.operation_id = :tip AND (l.operation_id > :root OR (l.operation_id IS NULL AND l.id > m.id))
        ORDER BY l.id""",
        {"tip": plan.tip, "root": plan.operation.id},
    )
    return (later for later in found if later.operation_id != tx.operation_id)


def _stands_after(tx: Transaction, plan: Plan, operation_id: int | None) -> bool:
    root = history.root_of(tx, operation_id) if operation_id is not None else None
    if root is None or root <= plan.operation.id:
        return False
    operation = history.operation(tx, root)
    return operation is not None and not operation.undone


def _collide(mine: Change, later: Change) -> bool:
    if later.action == "delete" or mine.action == "insert":
        return True
    return bool(mine.before.keys() & later.before.keys())


def _refuse_missing(tx: Transaction, plan: Plan, changes: Sequence[Change]) -> None:
    """What an earlier operation made may be gone because that one was taken back."""
    left = {(change.table, change.row_id): change.action for change in changes}
    there = history.images(tx, left)
    for (table, row_id), action in left.items():
        if action != "delete" and (table, row_id) not in there:
            raise _refusal(plan, _last_touch(tx, table, row_id), f"deleted the {row(table)} it changed")


def _refuse_hanging(tx: Transaction, plan: Plan, changes: Sequence[Change]) -> None:
    going = _ids(change for change in changes if change.action == "insert")
    for table, column, owner in history.references(tx):
        # a link that this same operation made goes with it
        own = [c.row_id for c in changes if c.table == table and (c.action == "insert" or column in c.before)]
        for row_id in tx.values(
            f"""SELECT id FROM {quoted(table)} WHERE {quoted(column)} IN (SELECT value FROM json_each(?))
            AND id NOT IN (SELECT value FROM json_each(?))""",
            (json.dumps(going.get(owner, [])), json.dumps(own)),
        ):
            raise _refusal(plan, _hung_by(tx, table, row_id, column), f"hung {a(row(table))} on it since")


def _refuse_orphans(tx: Transaction, plan: Plan, changes: Sequence[Change]) -> None:
    back = _ids(change for change in changes if change.action != "insert")
    for table, column, owner in history.references(tx):
        for parent in tx.values(
            f"""SELECT {quoted(column)} FROM {quoted(table)} WHERE id IN (SELECT value FROM json_each(?))
            AND {quoted(column)} IS NOT NULL AND {quoted(column)} NOT IN (SELECT id FROM {quoted(owner)})""",
            (json.dumps(back.get(table, [])),),
        ):
            raise _refusal(plan, _last_touch(tx, owner, parent), f"deleted the {row(owner)} it belongs to")


def _refuse_losses(tx: Transaction, plan: Plan, changes: Sequence[Change]) -> None:
    """What goes by a rule of the file along with what is taken back was not asked for."""
    planned = {(change.table, change.row_id) for change in changes if change.action == "insert"}
    for table, row_id in tx.all(
        lambda *row: row,
        """SELECT "table", row_id FROM change WHERE operation_id = ? AND action = 'delete'""",
        (tx.operation_id,),
    ):
        if (table, row_id) not in planned:
            raise _refusal(plan, _emptied_by(tx, table, row_id), f"left nothing else to keep the {row(table)} since")


def _last_touch(tx: Transaction, table: str, row_id: int) -> int | None:
    sql = """SELECT operation_id FROM change WHERE "table" = ? AND row_id = ? ORDER BY id DESC LIMIT 1"""
    return _operation_id(tx, sql, (table, row_id))


def _hung_by(tx: Transaction, table: str, row_id: int, column: str) -> int | None:
    """Who gave this row what it holds in `column` now."""
    sql = """SELECT operation_id FROM change WHERE "table" = ? AND row_id = ?
        AND (action = 'insert' OR json_extract("after", ?) IS NOT NULL) ORDER BY id DESC LIMIT 1"""
    return _operation_id(tx, sql, (table, row_id, f'$."{column}"'))


def _emptied_by(tx: Transaction, table: str, row_id: int) -> int | None:
    """Who was the last to delete something that hung on this row."""
    links = [(child, f'$."{column}"') for child, column, owner in history.references(tx) if owner == table]
    either = " OR ".join("""("table" = ? AND json_extract("before", ?) = ?)""" for _ in links)
    sql = f"""SELECT operation_id FROM change WHERE action = 'delete' AND operation_id IS NOT ? AND ({either})
        ORDER BY id DESC LIMIT 1"""
    return _operation_id(tx, sql, [tx.operation_id, *(value for link in links for value in (*link, row_id))])


def _rival(tx: Transaction, change: Change) -> int | None:
    """Who made the row that has taken the place of the one that should come back."""
    sql = """SELECT i.name, c.name FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) c WHERE i."unique" """
    keys: dict[str, list[str]] = {"": ["id"]}
    for index, column in tx.all(lambda *pair: pair, sql, (change.table,)):
        keys.setdefault(index, []).append(column)
    there = history.images(tx, [(change.table, change.row_id)]).get((change.table, change.row_id), {})
    wanted: Mapping[str, Any] = {**there, **change.before}
    for key in keys.values():
        same = " AND ".join(f"{quoted(name)} = ?" for name in key)
        sql = f"SELECT id FROM {quoted(change.table)} WHERE {same} AND (? OR id <> ?)"
        for row_id in tx.values(sql, [*(wanted[name] for name in key), not there, change.row_id]):
            return _hung_by(tx, change.table, row_id, key[-1])
    return None


def _operation_id(tx: Transaction, sql: str, parameters: Sequence[Any]) -> int | None:
    found = tx.value(sql, parameters)
    return None if found is None else int(found)


def _refusal(plan: Plan, operation_id: int | None, did: str) -> RefusedError:
    what = "redone" if plan.redo else "undone"
    if operation_id is None:
        return RefusedError(f"{plan.operation.ref} cannot be {what}: a change from outside tinycrm {did}.")
    return RefusedError(
        f"{plan.operation.ref} cannot be {what}: o{operation_id} {did}; `tinycrm undo o{operation_id}` comes first."
    )


def _ids(changes: Iterable[Change]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for change in changes:
        found.setdefault(change.table, []).append(change.row_id)
    return found
