import re
import shutil
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.store.test_migrate import GIFT
from tests.store.tool import add_contact, add_interaction, look, opened, plain
from tinycrm.errors import CrmError, RefusedError, StoreError, UnreadableError
from tinycrm.store import Store, connection, dump
from tinycrm.store.connection import SCHEMA, connect, identity, scratch
from tinycrm.store.doctor import examine
from tinycrm.store.dump import COUNTERS, count, filling, rows, snapshot, tables
from tinycrm.store.lock import Queue
from tinycrm.store.migrate import released_steps, upgrade

Content = list[tuple[str, dict[str, Any]]]
Change = Callable[[str, dict[str, Any]], dict[str, Any] | None]


@pytest.fixture
def content(shop: Store) -> Content:
    """What a shop holds in which somebody was added, talked to, changed and deleted."""
    with shop.begin("contact.add") as tx:
        # Zoë is written before the one she came through
        add_contact(tx, "Zoë Quill", referred_by_id=None, notes="likes\nNana")
        ada = add_contact(tx, "Ada")
        tx.update("contact", 1, referred_by_id=ada)
    with shop.begin("log") as tx:
        add_interaction(tx, "2026-11-24", 1, ada, text="asked for Zola")
    with shop.begin("contact.delete") as tx:
        tx.delete("contact", add_contact(tx, "Never Mind"))
    return held(shop.path)


@pytest.fixture
def empty(template: Path, tmp_path: Path) -> Path:
    """Another shop, without anything in it."""
    return Path(shutil.copy(template, tmp_path / "empty.db"))


def held(path: Path) -> Content:
    with closing(connect(path, write=False)) as shop:
        return [(table, row) for table, names in tables(shop).items() for row in rows(shop, table, names)]


def fill(path: Path, content: Content, *steps: str, schema: int = SCHEMA) -> None:
    with filling(path, schema, lambda _: None, [*released_steps(), *steps]) as shop:
        for table, row in content:
            shop.put(table, row)


def test_parents_stand_before_their_children_and_nothing_derived_at_all(shop: Store) -> None:
    found = tables(shop.reader.connection)
    order = list(found)
    references = shop.reader.all(
        lambda *row: row,
        "SELECT m.name, f.\"table\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
    )
    both = [(child, parent) for child, parent in references if child in found and child != parent]
    assert len(both) > 10
    assert [pair for pair in both if order.index(pair[0]) < order.index(pair[1])] == []
    assert order[-1] == COUNTERS
    assert {"operation", "change", "contact", "participant"} <= set(order)
    assert [name for name in order if re.search("seen|words|search|vocabulary|current", name)] == []
    assert found["tag"] == ["id", "contact_id", "name"]


def test_tables_that_hang_on_each_other_find_an_order_too() -> None:
    with closing(scratch()) as fresh:
        fresh.execute("CREATE TABLE operation (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        fresh.execute("CREATE TABLE change (id INTEGER PRIMARY KEY)")
        fresh.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id))")
        fresh.execute("CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id))")
        fresh.execute("CREATE TABLE aa (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id))")
        assert list(tables(fresh)) == ["change", "operation", "a", "b", "aa", COUNTERS]


def test_a_filled_shop_holds_the_same_rows_and_counters(content: Content, empty: Path) -> None:
    fill(empty, content)
    assert held(empty) == content
    assert (COUNTERS, {"name": "contact", "seq": 3}) in content
    assert ("change", "Never Mind") in [(table, name_in(row)) for table, row in content]


def name_in(row: dict[str, Any]) -> str | None:
    found = re.search('"name":"(.*?)"', row.get("before") or "")
    return found and found[1]


def test_a_filled_shop_is_sound_and_has_all_that_is_derived(content: Content, empty: Path) -> None:
    fill(empty, content)
    assert [each for each in examine(empty, NOW) if each.level == "trouble"] == []
    with closing(plain(empty)) as other:
        assert other.execute("SELECT rowid FROM contact_search WHERE contact_search MATCH 'quill'").fetchall() == [(1,)]
        assert other.execute("SELECT rowid FROM said_search WHERE said_search MATCH 'zola'").fetchall() == [(1,)]
        assert other.execute("SELECT contact_id FROM contact_seen").fetchall() == [(1,), (2,)]


def test_the_next_write_is_the_first_that_history_has_of_its_own(content: Content, empty: Path) -> None:
    fill(empty, content)
    store = opened(empty)
    with store.begin("contact.add") as tx:
        assert (add_contact(tx, "Bea"), tx.operation_id) == (4, 4)
    assert store.reader.values("SELECT row_id FROM change WHERE operation_id = 4") == [4]
    store.close()


def test_the_order_of_rows_does_not_matter(content: Content, empty: Path) -> None:
    fill(empty, content[::-1])
    assert held(empty) == content


def test_counters_are_never_set_back(content: Content, empty: Path) -> None:
    fill(empty, [*content, (COUNTERS, {"name": "contact", "seq": 1}), (COUNTERS, {"name": "tag", "seq": 0})])
    with closing(plain(empty)) as other:
        found = other.execute(f"SELECT name, seq FROM {COUNTERS} WHERE name IN ('contact', 'tag')").fetchall()
    assert sorted(found) == [("contact", 3), ("tag", 0)]


def test_a_shop_that_knows_anything_is_refused(shop: Store, content: Content) -> None:
    before = shop.path.read_bytes()
    with pytest.raises(RefusedError, match=r"shop\.db is not empty"):
        fill(shop.path, content)
    assert shop.path.read_bytes() == before


@pytest.mark.parametrize(
    "left",
    [
        "INSERT INTO change (\"table\", row_id, action) VALUES ('tag', 1, 'insert')",
        f"INSERT INTO operation (at, source, \"by\", what, refs, schema_version) VALUES ('{NOW:%FT%TZ}',"
        " 'cli', 'ann', 'log', '{}', 1)",
        f"INSERT INTO {COUNTERS} (name, seq) VALUES ('contact', 12)",
    ],
)
def test_a_shop_of_which_only_history_is_left_is_refused(empty: Path, left: str) -> None:
    with closing(plain(empty)) as other:
        other.execute(left)
    with pytest.raises(RefusedError, match="is not empty"):
        fill(empty, [])


def wrong(table: str, **values: Any) -> Change:
    return lambda name, row: {**row, **values} if name == table else row


def without(column: str) -> Change:
    return lambda _, row: {name: value for name, value in row.items() if name != column}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (wrong("contact", colour="red"), "contact has no column 'colour'."),
        (without("notes"), "contact lacks 'notes'."),
        (wrong("contact", id=0), "0 is no id."),
        (wrong("contact", id=-1), "-1 is no id."),
        (wrong("contact", id=None), "None is no id."),
        (wrong("contact", id="1"), "'1' is no id."),
        (wrong("contact", id=2**53), "9007199254740992 is no id."),
        (wrong("contact", id=1), "the shop cannot hold this row of contact (UNIQUE constraint failed: contact.id)."),
        (wrong("contact", kind="cat"), "the shop cannot hold this row of contact (CHECK constraint"),
        (wrong("contact", name=None), "the shop cannot hold this row of contact (NOT NULL constraint"),
        (wrong("contact", archived="yes"), "the shop cannot hold this row of contact (cannot store"),
        (wrong("contact", archived=2**70), "the shop cannot hold this row of contact (Python int too large"),
        (wrong("contact", name="\ud800"), "the shop cannot hold this row of contact ('utf-8' codec can't"),
        (
            wrong("contact", referred_by_id=77),
            "Row 1 of contact in this dump hangs on a row of contact",
        ),
        (wrong("participant", interaction_id=77), "Row 1 of participant in this dump hangs on a row of interaction"),
        (wrong("operation", refs="[]"), "Row 1 of operation in this dump does not say what was done."),
        (wrong("change", before="{"), "Row 1 of change in this dump does not say what was done."),
        (wrong("change", after="12"), "Row 1 of change in this dump does not say what was done."),
        (wrong(COUNTERS, seq="many"), "'many' cannot be the highest id of"),
        (wrong(COUNTERS, seq=-1), "-1 cannot be the highest id of"),
        (wrong(COUNTERS, name="moon"), "cannot be the highest id of 'moon'."),
    ],
)
def test_rows_that_fit_nowhere_are_named_and_nothing_is_kept(
    content: Content, empty: Path, change: Change, said: str
) -> None:
    before = look(empty.parent)
    with pytest.raises(UnreadableError) as error:
        fill(empty, [(table, changed) for table, row in content if (changed := change(table, row)) is not None])
    assert said in str(error.value)
    assert len(str(error.value)) < 200
    (empty.parent / "empty.db.lock").unlink()
    assert look(empty.parent) == before


@pytest.mark.parametrize("table", ["contact_words", "current_operation", "sqlite_schema", "moon", 'x" (id) --'])
def test_only_tables_that_are_not_derived_can_be_filled(empty: Path, table: str) -> None:
    with pytest.raises(UnreadableError, match="there is no table"):
        fill(empty, [(table, {"id": 1})])


def fill_and_stop(path: Path, content: Content) -> None:
    """Put rows into a shop and be interrupted; how large the file was by then is left in the exception."""
    with filling(path, SCHEMA, lambda _: None) as shop:
        for table, row in content:
            shop.put(table, row)
        raise KeyboardInterrupt(path.stat().st_size)


def test_a_body_that_fails_leaves_the_shop_empty(content: Content, empty: Path) -> None:
    before = empty.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        fill_and_stop(empty, content)
    assert empty.read_bytes() == before
    fill(empty, content)
    assert held(empty) == content


def test_a_shop_larger_than_the_memory_it_may_take_is_all_or_nothing_too(
    content: Content, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "SPILL_PAGES", 1)
    table, row = content[0]
    many = [(table, {**row, "id": number, "referred_by_id": None, "notes": "x" * 10_000}) for number in range(1, 1000)]
    before, new = empty.read_bytes(), held(empty)
    with pytest.raises(KeyboardInterrupt) as stopped:
        fill_and_stop(empty, many)
    assert stopped.value.args[0] > len(before)
    assert (held(empty), empty.read_bytes()) == (new, before)


def test_an_older_schema_is_made_filled_and_brought_up_to_date(content: Content, empty: Path) -> None:
    """GIFT is an invented second step that makes a table and a row from every contact."""
    fill(empty, content, GIFT, schema=SCHEMA)
    assert identity(empty) == SCHEMA + 1
    with closing(plain(empty)) as other:
        assert other.execute("SELECT id, title FROM gift ORDER BY id").fetchall() == [(1, "Zoë Quill"), (2, "Ada")]
        assert other.execute("SELECT count(*) FROM change").fetchone() == (count_of(content, "change"),)
        other.execute("UPDATE gift SET title = 'A book' WHERE id = 1")
        assert other.execute('SELECT "before" FROM change ORDER BY id DESC').fetchone() == ('{"title":"Zoë Quill"}',)


def count_of(content: Content, table: str) -> int:
    return sum(name == table for name, _ in content)


def test_rows_that_a_step_puts_into_every_new_shop_are_not_in_the_way(
    content: Content, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = GIFT + "INSERT INTO gift (title) VALUES ('Voucher');\n"
    monkeypatch.setattr(connection, "SCHEMA", SCHEMA + 1)
    upgrade(empty, lambda _: None, lambda: empty, [*released_steps(), step])
    fill(empty, [*content, ("gift", {"id": 7, "title": "Own"})], step, schema=SCHEMA + 1)
    with closing(plain(empty)) as other:
        assert other.execute("SELECT id, title FROM gift").fetchall() == [(7, "Own")]
        assert other.execute("SELECT name FROM contact").fetchall() == [("Zoë Quill",), ("Ada",)]


@pytest.mark.parametrize("schema", [SCHEMA + 1, 0, -1, 10**30])
def test_a_schema_that_is_not_known_is_refused(empty: Path, schema: int) -> None:
    with pytest.raises(UnreadableError, match=f"schema {schema}, this tinycrm knows {SCHEMA}"):
        fill(empty, [], schema=schema)


def test_writers_wait_for_one_another(empty: Path, content: Content) -> None:
    new = held(empty)
    with Queue(empty, lambda _: None):
        other = threading.Thread(target=fill, args=(empty, content))
        other.start()
        other.join(0.05)
        assert held(empty) == new
    other.join()
    assert held(empty) == content


def test_a_missing_shop_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no shop"):
        fill(tmp_path / "none.db", [])
    assert look(tmp_path) == {}


def test_a_snapshot_is_of_one_moment_and_holds_nobody_up(shop: Store, content: Content) -> None:
    with snapshot(shop.reader) as copy:
        with shop.begin("contact.add") as tx:
            add_contact(tx, "Bea")
        assert count(copy, "contact") == count_of(content, "contact")
    assert count(shop.reader.connection, "contact") == count_of(content, "contact") + 1


def test_a_snapshot_of_a_busy_shop_is_a_sentence(shop: Store) -> None:
    shop.reader.connection.execute("PRAGMA busy_timeout = 10")
    with closing(plain(shop.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CrmError, match="Another program is using"), snapshot(shop.reader):
            pass
        other.execute("ROLLBACK")
    with snapshot(shop.reader) as copy:
        assert count(copy, "contact") == 0
