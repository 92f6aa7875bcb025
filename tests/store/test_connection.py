import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tests.store.tool import add_contact, look, opened, ordinary_user, plain
from tinycrm.errors import StoreError
from tinycrm.store import Author, Store
from tinycrm.store.connection import (
    APPLICATION_ID,
    PRAGMAS,
    SCHEMA,
    connect,
    create_empty,
    identity,
    make_folder,
    open_from_outside,
    scratch,
)

Maker = Callable[[Path, Path], None]


def missing(path: Path, _: Path) -> None:
    pass


def directory(path: Path, _: Path) -> None:
    path.mkdir()


def empty(path: Path, _: Path) -> None:
    path.touch()


def garbage(path: Path, _: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def short_garbage(path: Path, _: Path) -> None:
    path.write_bytes(b"x")


def sheet(path: Path, _: Path) -> None:
    path.write_text("name,email\nAda,ada@example.org\n" * 200)


def foreign(path: Path, _: Path) -> None:
    with closing(plain(path)) as other:
        other.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY)")


def foreign_wal(path: Path, _: Path) -> None:
    live = path.with_name("live.db")
    with closing(plain(live)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY)")
        for suffix in ("", "-wal"):
            shutil.copy(f"{live}{suffix}", f"{path}{suffix}")
    live.unlink()


def newer(path: Path, template: Path) -> None:
    shutil.copy(template, path)
    with closing(plain(path)) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def truncated(path: Path, template: Path) -> None:
    whole = template.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_by_a_byte(path: Path, template: Path) -> None:
    path.write_bytes(template.read_bytes()[:-1])


def pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


BAD = [
    (missing, "There is no shop"),
    (directory, "is not a file"),
    (empty, "is empty"),
    (garbage, "is not a tinycrm shop"),
    (short_garbage, "is not a tinycrm shop"),
    (sheet, "is not a tinycrm shop"),
    (foreign, "is not a tinycrm shop"),
    (foreign_wal, "is not a tinycrm shop"),
    (newer, "newer tinycrm"),
    (truncated, "is damaged"),
    (cut_by_a_byte, "is damaged"),
    (pipe, "is not a file"),
]


@pytest.mark.parametrize(("make", "said"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_a_bad_file_is_refused_and_left_alone(make: Maker, said: str, template: Path, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    make(path, template)
    before = look(tmp_path)
    with pytest.raises(StoreError, match=said):
        opened(path)
    store = Store(path, TESTER, lambda: NOW, lambda _: None)
    with pytest.raises(StoreError, match=said):
        store.reader.value("SELECT 1")
    with pytest.raises(StoreError, match=said), store.begin("contact.add"):
        pytest.fail("a transaction began")
    assert look(tmp_path) == before


@pytest.mark.parametrize("table", ["contact", "operation"])
def test_a_page_that_was_overwritten_is_told(table: str, shop_path: Path, tmp_path: Path) -> None:
    with closing(plain(shop_path)) as other:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = other.execute(sql, (table,)).fetchone()[0]
    whole = bytearray(shop_path.read_bytes())
    whole[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    shop_path.write_bytes(whole)
    before = look(tmp_path)
    with closing(opened(shop_path)) as store, pytest.raises(StoreError, match="is damaged"):
        store.reader.values(f"SELECT * FROM {table}")
    assert look(tmp_path) == before


def test_a_read_only_file_is_read_and_not_written(shop_path: Path, tmp_path: Path) -> None:
    shop_path.chmod(0o400)
    with ordinary_user(), closing(opened(shop_path)) as store:
        assert store.reader.value("SELECT count(*) FROM contact") == 0
        with pytest.raises(StoreError, match="read-only"), store.begin("contact.add") as tx:
            add_contact(tx, "Ada")
    shop_path.chmod(0o600)
    with closing(plain(shop_path)) as other:
        assert other.execute("SELECT count(*) FROM contact").fetchone() == (0,)
    assert not (tmp_path / "shop.db-journal").exists()


def test_a_file_in_a_read_only_folder_is_read_and_not_written(shop_path: Path, tmp_path: Path) -> None:
    before = look(tmp_path)
    tmp_path.chmod(0o500)
    try:
        with ordinary_user(), closing(opened(shop_path)) as store:
            assert store.reader.value("SELECT count(*) FROM contact") == 0
            with pytest.raises(StoreError, match="cannot be written"), store.begin("contact.add"):
                pytest.fail("a transaction began")
    finally:
        tmp_path.chmod(0o700)
    assert look(tmp_path) == before


def test_a_commit_cut_short_by_a_crash_is_not_taken_for_damage(shop_path: Path, tmp_path: Path) -> None:
    """The header may already speak of pages that the file does not have yet; the journal beside it says so."""
    with closing(plain(shop_path)) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    with shop_path.open("r+b") as file:  # the page count stands at offset 28 (SQLite file format, 1.3)
        file.seek(28)
        file.write((pages + 1).to_bytes(4, "big"))
    with pytest.raises(StoreError, match="is damaged"):
        identity(shop_path)
    (tmp_path / "shop.db-journal").write_bytes(b"x")
    assert identity(shop_path) == SCHEMA


def test_a_file_that_may_not_be_read_is_told(shop_path: Path) -> None:
    shop_path.chmod(0)
    with ordinary_user(), pytest.raises(StoreError, match="may not be read by you"):
        opened(shop_path)


@pytest.mark.parametrize("write", [True, False])
def test_pragmas_are_set(shop_path: Path, write: bool) -> None:
    with closing(connect(shop_path, write=write)) as connection:
        for name, value in {**PRAGMAS, "journal_mode": "delete", "query_only": int(not write)}.items():
            assert connection.execute(f"PRAGMA {name}").fetchone() == (value,), name
    assert identity(shop_path) == SCHEMA


def test_a_pragma_that_does_not_take_is_told(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PRAGMAS, "busy_timeout", "soon")  # SQLite takes it for 0
    with pytest.raises(StoreError, match="does not take busy_timeout"):
        connect(shop_path, write=False)


def test_a_reader_cannot_write(shop_path: Path) -> None:
    refused = pytest.raises(sqlite3.OperationalError, match="readonly")
    with closing(connect(shop_path, write=False)) as connection, refused:
        connection.execute("DELETE FROM contact")


def test_the_journal_mode_of_a_shop_is_put_right(shop_path: Path, tmp_path: Path) -> None:
    with closing(plain(shop_path)) as other:
        other.execute("PRAGMA journal_mode = wal")
    with closing(connect(shop_path, write=False)):
        assert not (tmp_path / "shop.db-wal").exists()


def test_looking_at_a_shop_lets_no_lock_go(shop_path: Path) -> None:
    """Closing any descriptor of a file drops this process's locks on it, unless SQLite alone opens it."""
    attempt = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with opened(shop_path).begin("contact.add"):
        identity(shop_path)
        found = subprocess.run(
            [sys.executable, "-c", attempt, str(shop_path)], capture_output=True, text=True, check=False
        )
        assert "database is locked" in found.stderr


def test_a_growing_shop_is_never_taken_for_a_damaged_one(shop_path: Path) -> None:
    """The size and the page count are read at two moments; a commit between them must not look like a cut file."""
    grow = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "for n in range(300):\n"
        '    c.execute(\'INSERT INTO change ("table", row_id, action, "before")'
        " VALUES (?, 1, ?, hex(zeroblob(20000)))', ('contact', 'delete'))\n"
    )
    with subprocess.Popen([sys.executable, "-c", grow, str(shop_path)]) as writer:
        looked = 0
        while writer.poll() is None:
            identity(shop_path)
            looked += 1
    assert writer.returncode == 0
    assert looked > 100


def test_a_new_file_is_its_owners_alone_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "shop.db"
    before = os.umask(0)
    try:
        create_empty(path)
    finally:
        os.umask(before)
    modes = [each.stat().st_mode & 0o777 for each in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    with pytest.raises(StoreError, match="is there already"):
        create_empty(path)


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_folder(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        make_folder(tmp_path / "file" / "folder")


def test_a_name_with_odd_letters_is_only_a_name(template: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(template, tmp_path / "a?mode=memory#ü%41 .db"))
    with closing(opened(path)) as store:
        with store.begin("contact.add") as tx:
            add_contact(tx, "Ada")
        assert store.reader.values("SELECT name FROM contact") == ["Ada"]


def test_a_file_from_outside_is_only_looked_at(shop_path: Path) -> None:
    with closing(open_from_outside(shop_path)) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] > 50
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("CREATE TABLE word (id INTEGER PRIMARY KEY)")


def test_a_scratch_database_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(scratch()) as connection:
        connection.execute("CREATE TABLE word (id INTEGER PRIMARY KEY)")
    assert list(tmp_path.iterdir()) == []


def test_a_shop_says_that_it_is_one(shop_path: Path) -> None:
    with closing(plain(shop_path)) as other:
        assert other.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_authors_are_who_they_say(shop_path: Path) -> None:
    with Store.open(shop_path, Author("cron", "root"), lambda: NOW, lambda _: None).begin("x") as tx:
        add_contact(tx, "Ada")
    with closing(plain(shop_path)) as other:
        assert other.execute('SELECT source, "by" FROM operation').fetchone() == ("cron", "root")
