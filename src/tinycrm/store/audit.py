"""History by triggers, written from the live schema, so that every write is recorded whoever makes it."""

from tinycrm.store.connection import Connection
from tinycrm.store.reader import quoted

# history itself, and what is derived from the rest
NOT_AUDITED = frozenset(
    {"operation", "change", "current_operation", "contact_seen", "contact_words", "contact_bought", "contact_spent"}
)

_PREFIX = "history_"


def audited_tables(connection: Connection) -> list[str]:
    """The tables whose rows have a history, by name."""
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    )
    return [name for (name,) in rows.fetchall() if name not in NOT_AUDITED and not name.startswith("sqlite_")]


def columns(connection: Connection, table: str) -> list[str]:
    """The columns of a table, in the file's order."""
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()]


def history_triggers(connection: Connection) -> list[str]:
    """The CREATE TRIGGER statements for every audited table as it is now."""
    return [
        statement for table in audited_tables(connection) for statement in _for_table(table, columns(connection, table))
    ]


def _for_table(table: str, names: list[str]) -> list[str]:
    data = [name for name in names if name != "id"]
    changed = " OR ".join(f"old.{quoted(name)} IS NOT new.{quoted(name)}" for name in data)
    pairs = " UNION ALL ".join(
        f"SELECT '{name}' AS field, old.{quoted(name)} AS o, new.{quoted(name)} AS n" for name in data
    )
    whole = ", ".join(f"'{name}', old.{quoted(name)}" for name in names)
    return [
        _trigger(table, "insert", "", f"'{table}', new.id, 'insert', NULL, NULL"),
        _trigger(
            table,
            "update",
            f"WHEN {changed} ",
            f"'{table}', old.id, 'update', json_group_object(field, o), json_group_object(field, n)"
            f" FROM ({pairs}) WHERE o IS NOT n",
        ),
        _trigger(table, "delete", "", f"'{table}', old.id, 'delete', json_object({whole}), NULL"),
    ]


def _trigger(table: str, action: str, condition: str, values: str) -> str:
    return (
        f"CREATE TRIGGER {quoted(f'{_PREFIX}{table}_{action}')}"
        f" AFTER {action.upper()} ON {quoted(table)} {condition}BEGIN "
        'INSERT INTO change (operation_id, "table", row_id, action, "before", "after") '
        f"SELECT (SELECT operation_id FROM current_operation), {values}; END"
    )
