import importlib
import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.store.tool import add_contact, look, opened, ordinary_user, plain
from tinycrm.errors import StoreError
from tinycrm.services import undo
from tinycrm.store import Store, migrate
from tinycrm.store.audit import history_triggers
from tinycrm.store.backup import backup, backups
from tinycrm.store.connection import SCHEMA, connect, create_empty, identity, open_empty, scratch
from tinycrm.store.migrate import (
    build,
    create,
    drop_triggers,
    make_triggers,
    released_steps,
    statements,
    upgrade,
)
from tinycrm.store.reader import quoted

GIFT = """
-- Gifts; the semicolon in 'a;b' ends nothing.
CREATE TABLE gift (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT 'a;b') STRICT;
INSERT INTO gift (title) SELECT name FROM contact;
"""
FAILING = "UPDATE contact SET name = 'Changed';\nINSERT INTO nowhere VALUES (1);\n"
HANGING = "UPDATE contact SET name = 'Changed';\nINSERT INTO tag (contact_id, name) VALUES (99, 'vip');\n"
RENAMED = "ALTER TABLE contact RENAME COLUMN role TO title;\n"


@pytest.fixture
def ada(shop: Store) -> Path:
    """A shop with Ada in it, closed."""
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada", role="poet")
    return shop.path


def steps(*more: str) -> list[str]:
    return [*released_steps(), *more]


def bring_up(path: Path, *more: str, tell: Callable[[str], None] = lambda _: None) -> None:
    upgrade(path, tell, lambda: backup(path, NOW, "before-upgrade"), steps(*more))


def names(path: Path) -> list[str]:
    with closing(plain(path)) as other:
        return [name for (name,) in other.execute("SELECT name FROM contact")]


def test_a_new_shop_has_this_schema_and_its_owner_alone(tmp_path: Path) -> None:
    create(tmp_path / "shop.db")
    assert identity(tmp_path / "shop.db") == SCHEMA == len(released_steps())
    assert (tmp_path / "shop.db").stat().st_mode & 0o777 == 0o600
    assert sorted(look(tmp_path)) == ["shop.db"]


def test_a_shop_is_never_made_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("words")
    with pytest.raises(StoreError, match="is there already"):
        create(tmp_path / "shop.db")
    assert (tmp_path / "shop.db").read_text() == "words"


def test_a_shop_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "released_steps", lambda: steps(FAILING))
    with pytest.raises(StoreError, match="no such table"):
        create(tmp_path / "shop.db")
    assert look(tmp_path) == {}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with ordinary_user(), pytest.raises(StoreError, match="cannot be made"):
        create(tmp_path / "shop.db")
    tmp_path.chmod(0o700)


def test_an_old_sqlite_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"needs 3\.37"):
        create(tmp_path / "shop.db")
    assert look(tmp_path) == {}


def test_an_older_shop_is_brought_up_to_date_after_a_backup(ada: Path) -> None:
    told: list[str] = []
    bring_up(ada, GIFT, tell=told.append)
    assert identity(ada) == SCHEMA + 1
    with closing(plain(ada)) as other:
        assert other.execute("SELECT title FROM gift").fetchall() == [("Ada",)]
        there = other.execute("SELECT sql FROM sqlite_schema WHERE name GLOB 'history_*'").fetchall()
        assert {sql for (sql,) in there} == set(history_triggers(other))  # type: ignore[arg-type]  # plain
    (kept,) = backups(ada)
    assert (kept.reason, identity(kept.path), names(kept.path)) == ("before-upgrade", SCHEMA, ["Ada"])
    said = f"shop.db was brought up to date (schema {SCHEMA} to {SCHEMA + 1}); a backup of it as it was: {kept.path}"
    assert told == [said]


def test_a_shop_that_is_up_to_date_is_left_alone(ada: Path) -> None:
    before = ada.read_bytes()
    bring_up(ada)
    assert (ada.read_bytes(), backups(ada)) == (before, [])


def test_what_a_step_writes_is_no_history(ada: Path) -> None:
    bring_up(ada, "UPDATE contact SET name = 'Bea';\n", RENAMED)
    with closing(plain(ada)) as other:
        assert other.execute("SELECT count(*) FROM change").fetchone() == (1,)
        other.execute("UPDATE contact SET title = 'painter'")
        after = other.execute('SELECT "after" FROM change ORDER BY id DESC').fetchone()
        assert after == ('{"title":"painter"}',)


def test_what_is_derived_is_made_anew_after_the_steps(ada: Path) -> None:
    bring_up(ada, "UPDATE contact SET name = 'Bea';\n")
    with closing(plain(ada)) as other:
        found = other.execute("SELECT rowid FROM contact_search WHERE contact_search MATCH 'bea'")
        assert found.fetchall() == [(1,)]


@pytest.mark.parametrize(("step", "said"), [(FAILING, "nowhere"), (HANGING, "hang on nothing")])
def test_a_step_that_fails_changes_nothing(ada: Path, step: str, said: str) -> None:
    before = ada.read_bytes()
    with pytest.raises(StoreError, match=said):
        bring_up(ada, GIFT, step)
    assert ada.read_bytes() == before
    assert not ada.with_name("shop.db-journal").exists()


def test_a_step_that_breaks_a_rule_changes_nothing(ada: Path) -> None:
    before = ada.read_bytes()
    with pytest.raises(sqlite3.IntegrityError):
        bring_up(ada, GIFT, "UPDATE contact SET name = '';\n")
    assert ada.read_bytes() == before


def test_without_a_backup_no_step_is_taken(ada: Path) -> None:
    def fail() -> Path:
        raise StoreError("There is no room left.")

    before = ada.read_bytes()
    with pytest.raises(StoreError, match="no room"):
        upgrade(ada, lambda _: None, fail, steps(GIFT))
    assert ada.read_bytes() == before


def in_a_process(path: str) -> None:
    bring_up(Path(path), GIFT)


def test_two_programs_upgrade_at_once_and_one_does_it(ada: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=in_a_process, args=(str(ada),)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    with closing(plain(ada)) as other:
        assert other.execute("SELECT title FROM gift").fetchall() == [("Ada",)]
    assert len(backups(ada)) == 1


def test_opening_an_older_shop_upgrades_it(ada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "released_steps", lambda: steps(GIFT))
    for module in ("", ".connection", ".transaction"):
        monkeypatch.setattr(importlib.import_module(f"tinycrm.store{module}"), "SCHEMA", SCHEMA + 1)
    shop = opened(ada)
    with shop.begin("contact.edit") as tx:
        tx.update("contact", 1, name="Bea")
    assert shop.reader.values("SELECT title FROM gift") == ["Ada"]
    assert shop.reader.values("SELECT schema_version FROM operation ORDER BY id") == [SCHEMA, SCHEMA + 1]
    shop.close()


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A shop as the first released schema has it: Ada, who was renamed, and Bea, deleted."""
    path = tmp_path / "first.db"
    create_empty(path)
    with closing(open_empty(path)) as connection:
        build(connection, released_steps()[:1])
    with closing(plain(path)) as other:
        other.execute("PRAGMA foreign_keys = ON")
        for number, (what, *doing) in enumerate(FIRST, 1):
            row = (number, f"{NOW:%FT%TZ}", "cli", "tester", what, "{}", None, 1)
            other.execute("INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            other.execute("UPDATE current_operation SET operation_id = ?", (number,))
            for statement in doing:
                other.execute(statement)
        other.execute("UPDATE current_operation SET operation_id = NULL")
    return path


FIRST = [
    ("contact.add", "INSERT INTO contact (kind, name, created_at) VALUES ('person', 'Ada', '2026-11-24T10:30:00Z')",
     "INSERT INTO tag (contact_id, name) VALUES (1, 'vip')"),
    ("contact.add", "INSERT INTO contact (kind, name, created_at) VALUES ('person', 'Bea', '2026-11-24T10:30:00Z')"),
    ("contact.edit", "UPDATE contact SET name = 'Ada L' WHERE id = 1"),
    ("contact.delete", "DELETE FROM contact WHERE id = 2"),
]  # fmt: skip


def undone(shop: Store) -> str:
    """Take back what was done last; returns what that was."""
    plan = undo.plan_undo(shop.reader)
    with shop.begin("undo", undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)
    return plan.operation.what


def test_the_first_released_schema_is_brought_up_to_date_with_its_rows_and_history(first: Path) -> None:
    assert identity(first) == 1
    shop = opened(first)
    assert identity(first) == SCHEMA
    (kept,) = backups(first)
    assert (kept.reason, identity(kept.path), names(kept.path)) == ("before-upgrade", 1, ["Ada L"])
    with closing(plain(first)) as there, closing(scratch()) as fresh:
        build(fresh, released_steps())
        sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
        assert there.execute(sql).fetchall() == fresh.execute(sql).fetchall()
    assert shop.reader.values("SELECT name FROM tag") == ["vip"]
    assert shop.reader.value("SELECT count(*) FROM change") == 5
    shop.close()


def test_what_was_done_in_the_first_released_schema_is_undone_in_this_one(first: Path) -> None:
    shop = opened(first)
    assert [undone(shop) for _ in range(2)] == ["contact.delete", "contact.edit"]
    assert shop.reader.values("SELECT name FROM contact ORDER BY id") == ["Ada", "Bea"]
    with shop.begin("field.add") as tx:
        tx.insert("field", name="shelf", kind="text")
        tx.insert("field_value", contact_id=1, field_id=1, value="3")
    assert [undone(shop) for _ in range(3)] == ["field.add", "contact.add", "contact.add"]
    assert shop.reader.values("SELECT name FROM contact") == []
    with shop.begin("contact.add") as tx:
        assert add_contact(tx, "Cleo") == 3
    shop.close()


def test_ids_stay_used_up_over_a_rebuilt_table(ada: Path) -> None:
    with opened(ada).begin("contact.delete") as tx:
        tx.delete("contact", 1)
    bring_up(ada, GIFT)
    with closing(plain(ada)) as other:
        sql = "INSERT INTO contact (kind, name, created_at) VALUES ('person', 'Bea', '2026-11-24T10:30:00Z')"
        assert other.execute(sql).lastrowid == 2


def test_a_script_is_taken_apart_at_its_statements_ends() -> None:
    script = (
        "CREATE TABLE a (b TEXT DEFAULT 'x;y'); -- not; here\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\n  SELECT 1;\nEND;\n"
        "SELECT ';\n;';\n"
    )
    assert [each.split()[:2] for each in statements(script)] == [
        ["CREATE", "TABLE"],
        ["CREATE", "TRIGGER"],
        ["SELECT", "';"],
    ]


def test_every_statement_of_a_released_step_is_run() -> None:
    """A last statement without its end would be left out in silence."""
    for step in released_steps():
        assert "".join(statements(step)).strip() == step.strip()


def test_triggers_can_be_switched_off_inside_a_transaction(ada: Path) -> None:
    with closing(connect(ada, write=True)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        drop_triggers(writer)
        writer.execute("UPDATE contact SET name = 'Bea'")
        make_triggers(writer)
        writer.execute("UPDATE contact SET name = 'Cleo'")
        writer.execute("COMMIT")
        befores = writer.execute('SELECT "before" FROM change ORDER BY id').fetchall()
        assert befores == [(None,), ('{"name":"Bea"}',)]


def test_a_build_makes_the_same_shop_every_time() -> None:
    shapes = []
    for _ in range(2):
        with closing(scratch()) as fresh:
            build(fresh, released_steps())
            shapes.append(fresh.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall())
            assert all(fresh.execute(f"SELECT * FROM {quoted(table)}") for table in ("contact", "operation"))
    assert shapes[0] == shapes[1]


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A shop as the second schema has it: Ada with a follow-up, which was put off."""
    path = tmp_path / "second.db"
    create_empty(path)
    with closing(open_empty(path)) as connection:
        build(connection, released_steps()[:2])
    with closing(plain(path)) as other:
        other.execute(FIRST[0][1])
        other.execute(
            "INSERT INTO operation VALUES (1, '2026-11-24T10:30:00Z', 'cli', 'tester', 'snooze', '{}', NULL, 2)"
        )
        other.execute(
            "INSERT INTO reminder (contact_id, due, created_at) VALUES (1, '2026-12-01', '2026-11-24T10:30:00Z')"
        )
        other.execute("UPDATE current_operation SET operation_id = 1")
        other.execute("UPDATE reminder SET due = '2026-12-08'")
        other.execute("UPDATE current_operation SET operation_id = NULL")
    return path


def test_an_older_shop_gets_the_stages_and_its_follow_ups_may_hang_on_deals(second: Path) -> None:
    shop = opened(second)
    names = shop.reader.values("SELECT name FROM stage ORDER BY position")
    assert names == ["Enquiry", "Sourcing", "Quoted", "Reserved", "Won", "Lost"]
    assert shop.reader.value("SELECT count(*) FROM lost_reason") == 5
    assert shop.reader.records("SELECT due, deal_id FROM reminder") == [{"due": "2026-12-08", "deal_id": None}]
    assert undone(shop) == "snooze"
    assert shop.reader.values("SELECT due FROM reminder") == ["2026-12-01"]
    shop.close()
