import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOW
from tests.store.tool import add_contact, add_interaction, plain
from tinycrm.errors import StoreError
from tinycrm.model import Contact, Email, Interaction, Participant, Reminder
from tinycrm.store import Store, Transaction
from tinycrm.store.connection import SCHEMA
from tinycrm.store.transaction import ROWS_AT_ONCE, stamp

Doing = Callable[[Transaction], None]


def counts(store: Store) -> list[int]:
    tables = ("contact", "operation", "change")
    return [store.reader.value(f"SELECT count(*) FROM {table}") for table in tables]


def test_an_operation_says_what_who_and_when(shop: Store) -> None:
    with shop.begin("contact.add", contact=1, titles=["Nana"]) as tx:
        add_contact(tx, "Ada")
    (row,) = shop.reader.records("SELECT * FROM operation")
    assert row == {
        "id": 1,
        "at": "2026-11-24T10:30:00Z",
        "source": "cli",
        "by": "tester",
        "what": "contact.add",
        "refs": '{"contact": 1, "titles": ["Nana"]}',
        "undoes_id": None,
        "schema_version": SCHEMA,
    }


def test_an_undo_names_what_it_takes_back(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        first = add_contact(tx, "Ada")
    with shop.begin("undo", undoes=1) as tx:
        tx.delete("contact", first)
    assert shop.reader.values("SELECT undoes_id FROM operation") == [None, 1]


def run(shop: Store, *doing: Doing) -> None:
    with shop.begin("contact.add") as tx:
        for do in doing:
            do(tx)


def add_ada(tx: Transaction) -> None:
    add_contact(tx, "Ada")


def add_nobody(tx: Transaction) -> None:
    add_contact(tx, "")


def session_ada(tx: Transaction) -> None:
    tx.session.add(Contact(kind="person", name="Ada", created_at=NOW))
    tx.session.commit()


def session_robot(tx: Transaction) -> None:
    tx.session.add(Contact(kind="robot", name="R2", created_at=NOW))


def fail(_: Transaction) -> None:
    raise KeyError


def interrupt(_: Transaction) -> None:
    raise KeyboardInterrupt


def leave_no_room(tx: Transaction) -> None:
    tx.connection.execute("PRAGMA max_page_count = 1")


def add_much(tx: Transaction) -> None:
    for number in range(200):
        add_contact(tx, f"Ada {number}", notes="long " * 2000)


def session_much(tx: Transaction) -> None:
    for number in range(200):
        tx.session.add(Contact(kind="person", name=f"Ada {number}", notes="long " * 2000, created_at=NOW))


@pytest.mark.parametrize(
    ("doing", "error"),
    [
        ([add_ada, fail], KeyError),
        ([add_ada, interrupt], KeyboardInterrupt),
        ([add_ada, add_nobody], sqlite3.IntegrityError),
        ([session_ada, fail], KeyError),
        ([add_ada, session_robot], IntegrityError),
        ([leave_no_room, add_much], StoreError),
        ([leave_no_room, session_much], StoreError),
    ],
)
def test_a_body_that_fails_leaves_nothing(shop: Store, doing: list[Doing], error: type[BaseException]) -> None:
    with pytest.raises(error, match="no room left" if error is StoreError else None):
        run(shop, *doing)
    assert counts(shop) == [0, 0, 0]
    run(shop, add_ada)
    assert counts(shop) == [1, 1, 1]
    assert shop.reader.value("SELECT id FROM contact") == 1


def test_an_operation_that_changes_nothing_leaves_no_trace(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        ada = add_contact(tx, "Ada")
    before = shop.path.read_bytes()
    with shop.begin("contact.edit") as tx:
        assert tx.update("contact", ada, name="Ada")
        assert not tx.changed
    with shop.begin("contact.show") as tx:
        assert tx.value("SELECT name FROM contact") == "Ada"
    assert shop.path.read_bytes() == before


def test_rows_are_inserted_updated_and_deleted(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        ada, bea = add_contact(tx, "Ada"), add_contact(tx, "Bea")
        assert tx.update("contact", ada, name="Ada L", archived=1)
        assert tx.delete("contact", bea)
        assert not tx.update("contact", 99, name="Nobody")
        assert not tx.delete("contact", 99)
        assert tx.execute("UPDATE contact SET role = ?", ("poet",)) == 1
        tx.many("INSERT INTO tag (contact_id, name) VALUES (?, ?)", [(ada, "vip"), (ada, "regular")])
    assert shop.reader.all(tuple_of, "SELECT name, archived, role FROM contact") == [("Ada L", 1, "poet")]
    assert shop.reader.values("SELECT name FROM tag ORDER BY id") == ["vip", "regular"]


def tuple_of(*values: Any) -> tuple[Any, ...]:
    return values


def test_many_rows_are_filled_in_with_their_history(shop: Store) -> None:
    rows = [(f"name {number}", "person", "2026-11-24T10:30:00Z") for number in range(2 * ROWS_AT_ONCE + 1)]
    with shop.begin("contact.add") as tx:
        tx.fill("contact", ("name", "kind", "created_at"), rows)
        tx.fill("tag", ("contact_id", "name"), [])
    assert shop.reader.values("SELECT name FROM contact ORDER BY id") == [name for name, _, _ in rows]
    assert shop.reader.value("SELECT count(*) FROM change WHERE action = 'insert'") == len(rows)


def test_an_operation_may_come_from_elsewhere_than_the_store(shop: Store) -> None:
    for source in (None, "import"):
        with shop.begin("contact.add", source=source) as tx:
            add_contact(tx, "Ada")
    sql = 'SELECT source, "by" FROM operation ORDER BY id'
    assert shop.reader.all(lambda *row: row, sql) == [("cli", "tester"), ("import", "tester")]


def test_an_id_is_never_used_again(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        tx.delete("contact", add_contact(tx, "Ada"))
        assert add_contact(tx, "Bea") == 2


def test_a_moment_is_written_in_utc(shop: Store) -> None:
    assert stamp(datetime.fromisoformat("2026-11-24T23:30:59.999999-05:00")) == "2026-11-25T04:30:59Z"
    with shop.begin("x") as tx:
        assert (tx.now, tx.at) == (NOW, "2026-11-24T10:30:00Z")


def test_the_session_writes_in_the_same_transaction(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        ada = Contact(kind="person", name="Ada", created_at=NOW, emails=[Email(address="a@b.c", key="a@b.c")])
        tx.session.add(ada)
        tx.session.commit()
        assert tx.value("SELECT count(*) FROM email") == 1
        assert counts(shop) == [0, 0, 0]
    assert counts(shop) == [1, 1, 2]
    assert set(shop.reader.values("SELECT operation_id FROM change")) == {1}


def test_what_the_session_holds_is_sent_at_the_end(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        tx.session.add(Contact(kind="person", name="Ada", created_at=NOW))
    assert counts(shop) == [1, 1, 1]


def test_a_session_s_rollback_does_not_end_the_transaction(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada")
        tx.session.rollback()
        tx.connection.rollback()
        tx.connection.commit()
        assert tx.connection.in_transaction
        assert counts(shop) == [0, 0, 0]
    assert counts(shop) == [1, 1, 1]


def test_both_lanes_write_the_same_bytes(shop: Store) -> None:
    """Text, whole numbers, yes and no, days, moments, partial days, and nothing at all."""
    moment = datetime(2026, 11, 24, 10, 30, 5, 999, tzinfo=UTC)
    with shop.begin("plain") as tx:
        add_contact(
            tx,
            "Zoë",
            birthday="--12-10",
            deceased_on="2026-01-31",
            archived=1,
            do_not_contact=0,
            notes="a\nb",
        )
        tx.insert("email", contact_id=1, position=3, address="a@b.c", key="a@b.c")
        tx.update("contact", 1, created_at=stamp(moment))
        add_interaction(tx, "2026-11-24", 1, at=stamp(moment), text="words")
        tx.insert("reminder", contact_id=1, due="2026-12-01", due_time="09:05", after_done=1, created_at=tx.at)
    with shop.begin("session") as tx:
        zoe = Contact(
            kind="person", name="Zoë", birthday="--12-10", deceased_on=date(2026, 1, 31), archived=True,
            do_not_contact=False, notes="a\nb", created_at=moment,
            emails=[Email(position=3, address="a@b.c", key="a@b.c")],
        )  # fmt: skip
        call = Interaction(kind="call", day=date(2026, 11, 24), at=moment, text="words", created_at=NOW)
        tx.session.add_all([zoe, call])
        tx.session.flush()
        tx.session.add(Participant(interaction_id=call.id, contact_id=zoe.id))
        due = date(2026, 12, 1)
        tx.session.add(Reminder(contact_id=zoe.id, due=due, due_time="09:05", after_done=True, created_at=NOW))
    for table in ("contact", "email", "interaction", "reminder"):
        first, second = written(shop.path, table)
        assert first == second, table


def written(path: Path, table: str) -> list[tuple[str, ...]]:
    """Each row's values as SQLite would write them in a statement, types and all, but for the ids."""
    with closing(plain(path)) as connection:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        quoted = ", ".join(f"quote({name})" for name in names if not name.endswith("id"))
        return connection.execute(f"SELECT {quoted} FROM {table} ORDER BY id").fetchall()


def test_the_session_reads_back_what_the_plain_lane_wrote(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada", archived=1, deceased_on="2026-01-31")
    with shop.begin("contact.show") as tx:
        ada = tx.session.get(Contact, 1)
        assert ada is not None
        assert (ada.archived, ada.deceased_on, ada.created_at) == (True, date(2026, 1, 31), NOW)


def test_refs_are_json(shop: Store) -> None:
    with shop.begin("log.call", contacts=[1, 2], note=None) as tx:
        add_contact(tx, "Ada")
    assert json.loads(shop.reader.value("SELECT refs FROM operation")) == {"contacts": [1, 2], "note": None}
