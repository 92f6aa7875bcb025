"""What a shop's file must consist of, table by table and trigger by trigger, and where one differs."""

from contextlib import closing

from tinycrm.store.connection import SCHEMA, Connection, scratch
from tinycrm.store.migrate import build, released_steps, statements

Shape = dict[tuple[str, str], str]


def differences(connection: Connection, version: int) -> list[str]:
    """What is missing, changed or too many in a database that says it has schema `version`; one phrase each.

    The triggers of an older schema are not compared: they are dropped before its next write, unread.
    """
    there, wanted = _shape(connection), _promised(version)
    if version < SCHEMA:
        there = {key: sql for key, sql in there.items() if key[0] != "trigger"}
    both = wanted.keys() & there.keys()
    changed = [key for key in both if wanted[key] != there[key]]
    return [
        *(f"{kind} {name} is missing" for kind, name in sorted(wanted.keys() - both)),
        *(f"{kind} {name} does not belong there" for kind, name in sorted(there.keys() - both)),
        *(f"{kind} {name} was changed" for kind, name in sorted(changed)),
    ]


def _promised(version: int) -> Shape:
    steps = released_steps()[:version]
    with closing(scratch()) as fresh:
        if version == SCHEMA:
            build(fresh, steps)
        else:
            for step in steps:
                for statement in statements(step):
                    fresh.execute(statement)
        return _shape(fresh)


def _shape(connection: Connection) -> Shape:
    """Every CREATE text by kind and name; what ANALYZE leaves is anyone's right to make."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat*'"
    return {
        (kind, name): f"{table} {' '.join((text or '').split())}"
        for kind, name, table, text in connection.execute(sql).fetchall()
    }
