import json
from contextlib import closing
from typing import Any

import pytest

from tests.store.tool import add_contact, add_interaction, plain
from tinycrm.store import Store
from tinycrm.store.audit import audited_tables, columns, history_triggers
from tinycrm.store.connection import connect, scratch

Change = tuple[int | None, str, int, str, Any, Any]


def changes(shop: Store) -> list[Change]:
    sql = 'SELECT operation_id, "table", row_id, action, "before", "after" FROM change ORDER BY id'
    return shop.reader.all(change, sql)


def change(operation: int | None, table: str, row: int, action: str, before: Any, after: Any) -> Change:
    read = [None if text is None else json.loads(text) for text in (before, after)]
    return operation, table, row, action, read[0], read[1]


@pytest.fixture
def ada(shop: Store) -> int:
    with shop.begin("contact.add") as tx:
        return add_contact(tx, "Ada", birthday="--12-10")


def test_an_insert_is_named_without_an_image(shop: Store, ada: int) -> None:
    assert changes(shop) == [(1, "contact", ada, "insert", None, None)]


def test_an_update_keeps_the_changed_fields_before_and_after(shop: Store, ada: int) -> None:
    with shop.begin("contact.edit") as tx:
        tx.update("contact", ada, name="Zoë 李", role="poet", birthday=None, archived=1, kind="person")
    before = {"name": "Ada", "role": None, "birthday": "--12-10", "archived": 0}
    after = {"name": "Zoë 李", "role": "poet", "birthday": None, "archived": 1}
    assert changes(shop)[1:] == [(2, "contact", ada, "update", before, after)]


def test_a_delete_keeps_the_whole_row_and_its_cascades(shop: Store, ada: int) -> None:
    with shop.begin("contact.edit") as tx:
        tag = tx.insert("tag", contact_id=ada, name="vip")
        call = add_interaction(tx, "2026-11-24", ada, text="Nana")
        bea = add_contact(tx, "Bea", referred_by_id=ada)
    rows = {table: shop.reader.records(f"SELECT * FROM {table} WHERE id = 1")[0] for table in _TABLES}
    with shop.begin("contact.delete") as tx:
        tx.delete("contact", ada)
    gone = [each for each in changes(shop) if each[0] == 3]
    assert {(table, row, action) for _, table, row, action, *_ in gone} == {
        ("contact", ada, "delete"),
        ("tag", tag, "delete"),
        ("participant", 1, "delete"),
        ("interaction", call, "delete"),
        ("contact", bea, "update"),
    }
    for _, table, _, action, before, after in gone:
        if action == "delete":
            assert (before, after) == (rows[table], None)
        else:
            assert (before, after) == ({"referred_by_id": ada}, {"referred_by_id": None})


_TABLES = ("contact", "tag", "participant", "interaction")


def test_a_write_from_outside_is_nobodys(shop: Store, ada: int) -> None:
    with closing(plain(shop.path)) as other:
        other.execute("PRAGMA foreign_keys = ON")
        other.execute("INSERT INTO tag (contact_id, name) VALUES (?, 'vip')", (ada,))
        other.execute("UPDATE contact SET name = 'Ada L'")
        other.execute("DELETE FROM contact")
    assert sorted(each[:4] for each in changes(shop)[1:]) == [
        (None, "contact", ada, "delete"),
        (None, "contact", ada, "update"),
        (None, "tag", 1, "delete"),
        (None, "tag", 1, "insert"),
    ]


@pytest.mark.usefixtures("ada")
def test_an_update_of_nothing_is_no_change(shop: Store) -> None:
    with closing(plain(shop.path)) as other:
        other.execute("UPDATE contact SET name = name, role = NULL")
    assert len(changes(shop)) == 1


def test_an_upsert_is_an_update(shop: Store, ada: int) -> None:
    upsert = (
        "INSERT INTO consent (contact_id, purpose, given, day) VALUES (?, 'mail', ?, '2026-11-24')"
        " ON CONFLICT (contact_id, purpose) DO UPDATE SET given = excluded.given"
    )
    for given in (1, 0):
        with shop.begin("contact.edit") as tx:
            tx.execute(upsert, (ada, given))
    assert [each[1:] for each in changes(shop)[1:]] == [
        ("consent", 1, "insert", None, None),
        ("consent", 1, "update", {"given": 1}, {"given": 0}),
    ]


def test_every_table_with_rows_of_the_shops_has_its_history(shop: Store) -> None:
    with closing(connect(shop.path, write=False)) as connection:
        tables = audited_tables(connection)
        sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'history_*'"
        there = {text for (text,) in connection.execute(sql).fetchall()}
        assert there == set(history_triggers(connection))
    assert tables == sorted(
        "address consent contact deal deal_contact email field field_value interaction line link lost_reason move"
        " occasion participant phone pipeline preference property purchase relative reminder stage tag uid want".split()
    )
    assert len(there) == 3 * len(tables)


def test_an_audited_table_has_an_id_and_only_text_and_whole_numbers(shop: Store) -> None:
    """JSON rounds REAL and refuses BLOB; generated columns cannot be written back."""
    with closing(connect(shop.path, write=False)) as connection:
        for table in audited_tables(connection):
            found = connection.execute("SELECT name, type, hidden FROM pragma_table_xinfo(?)", (table,)).fetchall()
            assert ("id", "INTEGER", 0) in found, table
            assert {kind for _, kind, _ in found} <= {"INTEGER", "TEXT"}, table
            assert {hidden for *_, hidden in found} == {0}, table


def test_a_column_with_an_odd_name_is_audited_too() -> None:
    with closing(scratch()) as connection:
        connection.execute('CREATE TABLE "order" (id INTEGER PRIMARY KEY, "group" TEXT)')
        connection.execute("CREATE TABLE current_operation (operation_id INTEGER)")
        connection.execute("INSERT INTO current_operation VALUES (7)")
        connection.execute('CREATE TABLE change (operation_id, "table", row_id, action, "before", "after")')
        assert columns(connection, "order") == ["id", "group"]
        for statement in history_triggers(connection):
            connection.execute(statement)
        connection.execute("""INSERT INTO "order" ("group") VALUES ('a')""")
        connection.execute("""UPDATE "order" SET "group" = 'b'""")
        connection.execute('DELETE FROM "order"')
        assert connection.execute("SELECT * FROM change").fetchall() == [
            (7, "order", 1, "insert", None, None),
            (7, "order", 1, "update", '{"group":"a"}', '{"group":"b"}'),
            (7, "order", 1, "delete", '{"id":1,"group":"b"}', None),
        ]
