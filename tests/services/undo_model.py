"""What a shop must hold, said in plain Python: the replay of the operations that stand, in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tinycrm.queries import operation as history
from tinycrm.services import undo
from tinycrm.store import Reader, Store
from tinycrm.store.audit import audited_tables
from tinycrm.store.connection import Connection
from tinycrm.store.reader import quoted

Key = tuple[str, int]
Row = dict[str, Any]
Content = dict[Key, Row]
Reference = tuple[str, str, str]

UNIQUE = {
    "tag": ("contact_id", "name"),
    "participant": ("interaction_id", "contact_id"),
    "preference": ("contact_id", "attitude", "facet", "key"),
    "consent": ("contact_id", "purpose"),
    "field": ("name",),
    "field_value": ("contact_id", "field_id"),
}


@dataclass(frozen=True)
class Effect:
    """What an operation did to one row, field by field; `before` is None for a new row, `after` for a deleted one."""

    before: Row | None
    after: Row | None

    @property
    def fields(self) -> set[str]:
        return set(self.before or self.after or ())


Effects = Mapping[Key, Effect]


@dataclass
class Done:
    """An operation, what it did, and the undos and redos that followed it."""

    id: int
    effects: Effects
    chain: list[int]

    @property
    def undone(self) -> bool:
        return len(self.chain) % 2 == 1


def content(reader: Reader) -> Content:
    """Every row of every table that has a history."""
    return {
        (table, row["id"]): row
        for table in audited_tables(reader.connection)
        for row in reader.records(f"SELECT * FROM {quoted(table)}")
    }


def effects(before: Content, after: Content) -> Effects:
    """The difference between two contents."""
    found: dict[Key, Effect] = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            found[key] = Effect(old, new)
        elif old != new:
            changed = [name for name in old if old[name] != new[name]]
            found[key] = Effect({name: old[name] for name in changed}, {name: new[name] for name in changed})
    return found


def applied(there: Content, changes: Effects) -> Content:
    """A content after changes; a change to a row that is not there does nothing."""
    result = {key: dict(row) for key, row in there.items()}
    for key, effect in changes.items():
        if effect.after is None:
            result.pop(key, None)
        elif effect.before is None:
            result[key] = dict(effect.after)
        elif key in result:
            result[key] |= effect.after
    return result


def replayed(start: Content, done: Iterable[Done]) -> Content:
    """What the operations that stand leave, done one after the other in a shop as it was at the start."""
    there = start
    for each in done:
        if not each.undone:
            there = applied(there, each.effects)
    return there


def backwards(changes: Effects) -> Effects:
    return {key: Effect(effect.after, effect.before) for key, effect in changes.items()}


def stands_in_the_way(one: Done, later: Iterable[Done], there: Content, references: list[Reference]) -> bool:
    """Whether `one` may not be taken back (or brought back, when it is undone).

    A later operation that stands changed the same field, deleted the row or hung rows on a row that would go; or what
    comes back belongs to a row that is gone, is there already, or would leave an interaction with nobody in it.
    """
    changes = one.effects if one.undone else backwards(one.effects)
    result = applied(there, changes)
    return (
        any(
            _collide(effect, each.effects[key])
            for key, effect in changes.items()
            for each in later
            if key in each.effects
        )
        or any(effect.before is not None and key not in there for key, effect in changes.items())
        or _hung(changes, there, references)
        or not is_sound(result, references)
    )


def _collide(mine: Effect, later: Effect) -> bool:
    return mine.after is None or later.after is None or bool(mine.fields & later.fields)


def _hung(changes: Effects, there: Content, references: list[Reference]) -> bool:
    """Whether rows that `changes` leave alone refer to a row that would go."""
    going = {key for key, effect in changes.items() if effect.after is None}
    for (table, row_id), row in there.items():
        mine = changes.get((table, row_id))
        for child, column, owner in references:
            if child == table and (owner, row[column]) in going and not (mine and column in mine.fields):
                return True
    return False


def is_sound(there: Content, references: list[Reference]) -> bool:
    """Whether every row's parents are there, nothing is there twice, and somebody took part in every interaction."""
    present = {row["interaction_id"] for (table, _), row in there.items() if table == "participant"}
    unique = [(table, *(row[name] for name in UNIQUE[table])) for (table, _), row in there.items() if table in UNIQUE]
    return (
        all(
            row[column] is None or (owner, row[column]) in there
            for (table, _), row in there.items()
            for child, column, owner in references
            if child == table
        )
        and len(unique) == len(set(unique))
        and all(row_id in present for table, row_id in there if table == "interaction")
    )


def take_back(shop: Store, operation_id: int | None = None) -> undo.Plan:
    """`undo`, or `undo o12`."""
    return carry_out(shop, undo.plan_undo(shop.reader, operation_id))


def bring_back(shop: Store) -> undo.Plan:
    """`redo`."""
    return carry_out(shop, undo.plan_redo(shop.reader))


def carry_out(shop: Store, plan: undo.Plan) -> undo.Plan:
    with shop.begin("redo" if plan.redo else "undo", undoes=plan.tip, operation=plan.operation.id) as tx:
        undo.carry_out(tx, plan)
    return plan


def newest_operation(reader: Reader) -> int:
    return int(reader.value("SELECT coalesce(max(id), 0) FROM operation"))


def derived(connection: Connection) -> list[list[Any]]:
    """Everything that triggers keep: who was seen last, and every word that finds somebody."""
    return [
        sorted(connection.execute(f"SELECT * FROM {table}").fetchall())
        for table in ("contact_seen", "contact_bought", "contact_spent", "contact_words", "temp.named", "temp.said")
    ]


def references(reader: Reader) -> list[Reference]:
    return history.references(reader)
