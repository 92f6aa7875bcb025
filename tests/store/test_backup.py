import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.store.tool import add_contact, look, opened, ordinary_user, plain
from tinycrm.errors import StoreError
from tinycrm.store import Store
from tinycrm.store import backup as store_backup
from tinycrm.store import connection as store_connection
from tinycrm.store.backup import backup, backups, daily, folder, restore, verify
from tinycrm.store.connection import SCHEMA

Spoil = Callable[[Path], None]


@pytest.fixture
def ada(shop: Store) -> Store:
    """The shop with Ada in it."""
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada")
    return shop


def names(path: Path) -> list[str]:
    with closing(plain(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]


def test_a_backup_holds_the_shop_and_is_its_owners_alone(ada: Store) -> None:
    before = os.umask(0)
    try:
        copy = backup(ada.path, NOW, "by-hand")
    finally:
        os.umask(before)
    assert copy == folder(ada.path) / "shop-20261124T103000Z-by-hand.db"
    assert names(copy) == ["Ada"]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert list(copy.parent.iterdir()) == [copy]
    verify(copy)


def test_a_backup_of_the_same_second_gets_a_number(ada: Store) -> None:
    made = [backup(ada.path, NOW, "by-hand").name for _ in range(3)]
    stem = "shop-20261124T103000Z-by-hand"
    assert made == [f"{stem}.db", f"{stem}-2.db", f"{stem}-3.db"]
    assert [each.path.name for each in backups(ada.path)] == made[::-1]


def test_backups_made_at_once_never_meet(ada: Store) -> None:
    made: list[Path] = []
    ready = threading.Barrier(6)

    def make() -> None:
        ready.wait()
        made.append(backup(ada.path, NOW, "by-hand"))

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 6
    assert sorted(made) == sorted(folder(ada.path).iterdir())


def test_the_settings_are_copied_too(ada: Store) -> None:
    settings = ada.path.with_suffix(".toml")
    settings.write_text('shop = "Cozy"\n')
    settings.chmod(0o644)
    copy = backup(ada.path, NOW, "by-hand").with_suffix(".toml")
    assert copy.read_text() == 'shop = "Cozy"\n'
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_made_while_someone_writes(ada: Store) -> None:
    with ada.begin("contact.add") as tx:
        add_contact(tx, "Bea")
        copy = backup(ada.path, NOW, "by-hand")
    assert names(copy) == ["Ada"]


def test_a_backup_does_not_wait_for_ever(ada: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(store_connection.PRAGMAS, "busy_timeout", 1)
    with closing(plain(ada.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="Another program is using"):
            backup(ada.path, NOW, "by-hand")
    assert backups(ada.path) == []


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


@pytest.mark.parametrize(("spoil", "said"), SPOILT, ids=lambda value: getattr(value, "__name__", ""))
def test_a_spoilt_backup_is_refused_and_nothing_touched(spoil: Spoil, said: str, ada: Store, tmp_path: Path) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    spoil(copy)
    before = look(tmp_path)
    with pytest.raises(StoreError, match=said):
        verify(copy)
    with pytest.raises(StoreError, match=said):
        restore(ada.path, copy, NOW)
    assert look(tmp_path) == before


@pytest.mark.parametrize(
    ("spoil", "said"), [(overwrite, "is damaged"), (tangle, "is damaged"), (unhinge, "hang on nothing")]
)
def test_a_damaged_shop_gives_no_backup(spoil: Spoil, said: str, ada: Store) -> None:
    spoil(ada.path)
    with pytest.raises(StoreError, match=said) as caught:
        backup(ada.path, NOW, "by-hand")
    assert ".part" not in str(caught.value)
    assert list(folder(ada.path).iterdir()) == []


@pytest.mark.parametrize("broken", ["_ensure_sound", "_copy", "_copy_settings", "_into_place"])
def test_a_backup_that_fails_leaves_nothing(ada: Store, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.path.with_suffix(".toml").write_text('shop = "Cozy"\n')

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store_backup, broken, fail)
    with pytest.raises(KeyboardInterrupt):
        backup(ada.path, NOW, "by-hand")
    assert list(folder(ada.path).iterdir()) == []


def test_a_copy_with_other_rows_is_thrown_away(ada: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([{"contact": 1}, {"contact": 0}])
    monkeypatch.setattr(store_backup, "_row_counts", lambda _: next(counts))
    with pytest.raises(StoreError, match="does not hold the same rows"):
        backup(ada.path, NOW, "by-hand")
    assert list(folder(ada.path).iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(ada: Store, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with ordinary_user(), pytest.raises(StoreError, match="cannot be made"):
            backup(ada.path, NOW, "by-hand")
    finally:
        tmp_path.chmod(0o700)
    assert not folder(ada.path).exists()


def test_a_list_has_the_newest_first_and_only_our_own(ada: Store) -> None:
    assert backups(ada.path) == []
    first = backup(ada.path, NOW, "by-hand")
    second = backup(ada.path, NOW + timedelta(days=1), "before-upgrade")
    for stray in ("shop-20261124T103000Z-by-hand.db.part", "other-20261124T103000Z-daily.db"):
        (folder(ada.path) / stray).touch()
    for stray in ("shop-20269924T103000Z-daily.db", "shop-20261124T103000Z-whim.db", "shop.db"):
        (folder(ada.path) / stray).touch()
    found = backups(ada.path)
    assert [(each.path, each.taken_at, each.reason) for each in found] == [
        (second, NOW + timedelta(days=1), "before-upgrade"),
        (first, NOW, "by-hand"),
    ]
    assert found[0].size == second.stat().st_size > 0


def test_a_restore_brings_the_copy_back_and_keeps_the_present(ada: Store, tmp_path: Path) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    with ada.begin("contact.add") as tx:
        add_contact(tx, "Bea")
    first = restore(ada.path, copy, NOW)
    second = restore(ada.path, copy, NOW)
    assert (first, second) == (tmp_path / "shop.db.before-restore", tmp_path / "shop.db.before-restore-2")
    assert names(ada.path) == ["Ada"]
    assert names(tmp_path / "shop.db.before-restore") == ["Ada", "Bea"]
    assert names(copy) == ["Ada"]
    assert ada.path.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "backups", "shop.db", "shop.db.before-restore", "shop.db.before-restore-2", "shop.db.lock"
    ]  # fmt: skip


def test_a_restored_shop_can_be_written(ada: Store) -> None:
    restore(ada.path, backup(ada.path, NOW, "by-hand"), NOW)
    with ada.begin("contact.add") as tx:
        assert add_contact(tx, "Bea") == 2


def test_a_missing_shop_is_restored_with_its_settings(ada: Store) -> None:
    settings = ada.path.with_suffix(".toml")
    settings.write_text('shop = "Cozy"\n')
    copy = backup(ada.path, NOW, "by-hand")
    ada.path.unlink()
    settings.unlink()
    assert restore(ada.path, copy, NOW) is None
    assert (names(ada.path), settings.read_text()) == (["Ada"], 'shop = "Cozy"\n')


def test_settings_that_are_there_stay(ada: Store) -> None:
    settings = ada.path.with_suffix(".toml")
    settings.write_text('shop = "Old"\n')
    copy = backup(ada.path, NOW, "by-hand")
    settings.write_text('shop = "New"\n')
    restore(ada.path, copy, NOW)
    assert settings.read_text() == 'shop = "New"\n'


@pytest.mark.parametrize("spoil", [overwrite, cut, make_empty, make_newer, make_foreign])
def test_a_damaged_shop_is_replaced_and_kept(spoil: Spoil, ada: Store) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    spoil(ada.path)
    damaged = ada.path.read_bytes()
    kept = restore(ada.path, copy, NOW)
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert names(ada.path) == ["Ada"]


def test_a_stray_journal_never_reaches_the_restored_file(ada: Store, tmp_path: Path) -> None:
    """A journal of the old file would be played into the new one."""
    copy = backup(ada.path, NOW, "by-hand")
    stray = {suffix: f"left by a crash: {suffix}".encode() for suffix in ("-journal", "-wal", "-shm")}
    ada.path.unlink()
    for suffix, content in stray.items():
        (tmp_path / f"shop.db{suffix}").write_bytes(content)
    kept = restore(ada.path, copy, NOW)
    assert kept == tmp_path / "shop.db.before-restore"
    for suffix, content in stray.items():
        assert not (tmp_path / f"shop.db{suffix}").exists()
        assert (tmp_path / f"shop.db.before-restore{suffix}").read_bytes() == content
    assert names(ada.path) == ["Ada"]
    verify(ada.path)


CRASH = (
    "import os, signal, sqlite3, sys\n"
    "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "c.execute('PRAGMA journal_mode = ' + sys.argv[2])\n"
    "c.execute('PRAGMA cache_size = 1')\n"
    "c.execute('PRAGMA foreign_keys = ON')\n"
    "if sys.argv[2] == 'wal':\n"
    "    c.execute(\"UPDATE contact SET name = 'Zed'\")\n"
    "c.execute('BEGIN IMMEDIATE')\n"
    'c.execute(\'INSERT INTO operation (at, source, "by", what, refs, schema_version)'
    " SELECT \\'2026-11-24T10:30:00Z\\', \\'cli\\', hex(zeroblob(2000)), \\'x\\', \\'{}\\', 1"
    " FROM sqlite_schema, sqlite_schema AS s LIMIT 2000')\n"
    "os.kill(os.getpid(), signal.SIGKILL)\n"
)


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_restore_over_a_crash_of_another_program(mode: str, ada: Store, tmp_path: Path) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    subprocess.run([sys.executable, "-c", CRASH, str(ada.path), mode], check=False)
    left = "-journal" if mode == "delete" else "-wal"
    assert (tmp_path / f"shop.db{left}").stat().st_size > 0
    kept = restore(ada.path, copy, NOW)
    assert kept is not None
    assert names(kept) == (["Ada"] if mode == "delete" else ["Zed"])
    assert not (tmp_path / f"shop.db{left}").exists()
    assert names(ada.path) == ["Ada"]
    verify(ada.path)


def test_a_shop_in_use_by_another_program_is_not_replaced(
    ada: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    monkeypatch.setattr(store_connection, "BUSY_MILLISECONDS", 1)
    with closing(plain(ada.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = look(tmp_path)
        with pytest.raises(StoreError, match="Another program is using"):
            restore(ada.path, copy, NOW)
        assert look(tmp_path) == before


@pytest.mark.parametrize("broken", ["_copy", "_copy_settings", "_keep_aside", "_into_place"])
def test_a_restore_that_fails_leaves_the_shop(
    broken: str, ada: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    with ada.begin("contact.add") as tx:
        add_contact(tx, "Bea")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store_backup, broken, fail)
    with pytest.raises(KeyboardInterrupt):
        restore(ada.path, copy, NOW)
    assert names(ada.path) == ["Ada", "Bea"]
    assert not (tmp_path / "shop.db.part").exists()


def test_a_restore_killed_half_way_leaves_the_old_or_the_new(ada: Store, tmp_path: Path) -> None:
    """Killed before each system call that gives a file a name or takes one away."""
    copy = backup(ada.path, NOW, "by-hand")
    with ada.begin("contact.add") as tx:
        add_contact(tx, "Bea")
    whole = tmp_path / "whole"
    shutil.copytree(tmp_path, whole, ignore=shutil.ignore_patterns("whole"))
    seen = set()
    for point in range(1, 40):
        here = tmp_path / "here"
        shutil.copytree(whole, here)
        command = [sys.executable, "-c", KILLED, str(here / "shop.db"), str(here / "backups" / copy.name)]
        done = subprocess.run([*command, str(point)], check=False)
        now_there = names(here / "shop.db")
        assert now_there in (["Ada"], ["Ada", "Bea"])
        seen.add(tuple(now_there))
        if now_there == ["Ada"]:
            assert names(here / "shop.db.before-restore") == ["Ada", "Bea"]
        assert restore(here / "shop.db", here / "backups" / copy.name, NOW) is not None
        shutil.rmtree(here)
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert seen == {("Ada",), ("Ada", "Bea")}


KILLED = (
    "import os, sys; from datetime import datetime; from pathlib import Path\n"
    "from tinycrm.store.backup import restore\n"
    "left = int(sys.argv[3])\n"
    "def audit(event, args):\n"
    "    global left\n"
    "    if event in ('os.link', 'os.rename', 'os.remove'):\n"
    "        left -= 1\n"
    "        if left == 0: os.kill(os.getpid(), 9)\n"
    "now = datetime.fromisoformat('2026-11-24T10:30:00+00:00')\n"
    "sys.addaudithook(audit)\n"
    "restore(Path(sys.argv[1]), Path(sys.argv[2]), now)\n"
)


def test_a_folder_is_no_place_for_a_shop(ada: Store, tmp_path: Path) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    (tmp_path / "dir.db").mkdir()
    with pytest.raises(StoreError, match="is not a file"):
        restore(tmp_path / "dir.db", copy, NOW)
    assert (tmp_path / "dir.db").is_dir()
    assert not (tmp_path / "dir.db.part").exists()


def test_a_link_to_a_shop_stays_a_link(ada: Store, tmp_path: Path) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    link = tmp_path / "link.db"
    link.symlink_to(ada.path)
    restore(link, copy, NOW)
    assert link.is_symlink()
    assert names(ada.path) == ["Ada"]


def test_a_disk_without_second_names_is_restored_too(ada: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    with ada.begin("contact.add") as tx:
        add_contact(tx, "Bea")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    kept = restore(ada.path, copy, NOW)
    assert kept is not None
    assert (names(kept), names(ada.path)) == (["Ada", "Bea"], ["Ada"])


def test_each_local_day_gets_one_backup(ada: Store) -> None:
    first = daily(ada.path, NOW)
    assert first is not None
    assert first.name == "shop-20261124T103000Z-daily.db"
    assert daily(ada.path, NOW + timedelta(hours=13)) is None
    second = daily(ada.path, NOW + timedelta(hours=14))
    assert [each.path for each in backups(ada.path)] == [second, first]


def test_a_backup_of_another_reason_is_todays_too(ada: Store) -> None:
    backup(ada.path, NOW, "by-hand")
    assert daily(ada.path, NOW) is None


def test_daily_backups_started_at_once_are_one(ada: Store) -> None:
    made: list[Path | None] = []
    threads = [threading.Thread(target=lambda: made.append(daily(ada.path, NOW))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(backups(ada.path)) == 1
    assert made.count(None) == 3


def test_a_shop_that_is_none_gets_no_backups_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("only words")
    with pytest.raises(StoreError, match="is not a tinycrm shop"):
        backup(tmp_path / "notes.db", NOW, "by-hand")
    with pytest.raises(StoreError, match="is not a tinycrm shop"):
        daily(tmp_path / "notes.db", NOW)
    assert sorted(look(tmp_path)) == ["notes.db"]


def test_a_backup_opens_as_a_shop(ada: Store) -> None:
    with closing(opened(backup(ada.path, NOW, "by-hand"))) as store:
        assert store.reader.values("SELECT name FROM contact") == ["Ada"]
