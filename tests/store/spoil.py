"""Ways to spoil a shop's file, each by one thing that somebody has to notice."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.store.tool import plain
from tinycrm.store.connection import SCHEMA

Spoil = Callable[[Path], None]


def overwrite(path: Path) -> None:
    """Break the table of contacts inside a file of the right length."""
    with closing(plain(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'contact'"
        page = connection.execute(sql).fetchone()[0]
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)


def tangle(path: Path) -> None:
    """Let an index lead to the rows of another table; every page by itself is fine."""
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        other = "SELECT rootpage FROM sqlite_schema WHERE name = 'tag_name'"
        connection.execute(f"UPDATE sqlite_schema SET rootpage = ({other}) WHERE name = 'contact_referred_by'")


def unhinge(path: Path) -> None:
    """Leave a row that hangs on nothing."""
    with closing(plain(path)) as connection:
        connection.execute("INSERT INTO tag (contact_id, name) VALUES (99, 'vip')")


def add_trigger(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON contact BEGIN DELETE FROM tag; END")


def change_trigger(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("DROP TRIGGER history_contact_delete")
        sql = "CREATE TRIGGER history_contact_delete AFTER DELETE ON contact BEGIN SELECT 1; END"
        connection.execute(sql)


def add_view(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("CREATE VIEW evil AS SELECT * FROM contact")


def drop_table(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("DROP TABLE reminder")


def change_check(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, '200', '300') WHERE name = 'tag'")


def make_newer(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def make_foreign(path: Path) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA application_id = 1")


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def make_empty(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(0)


SPOILT = [
    (overwrite, "is damaged"),
    (tangle, "is damaged"),
    (unhinge, "hang on nothing"),
    (add_trigger, "trigger evil does not belong there"),
    (change_trigger, "trigger history_contact_delete was changed"),
    (add_view, "view evil does not belong there"),
    (drop_table, "index reminder_contact is missing"),
    (change_check, "table tag was changed"),
    (make_newer, "newer tinycrm"),
    (make_foreign, "is not a tinycrm shop"),
    (cut, "is damaged"),
    (make_empty, "is empty"),
    (Path.unlink, "There is no shop"),
]
