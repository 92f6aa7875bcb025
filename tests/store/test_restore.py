import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.store.spoil import Spoil, cut, make_empty, make_foreign, make_newer, overwrite
from tests.store.tool import add_contact, look, names, opened, plain
from tinycrm.errors import StoreError
from tinycrm.store import Store
from tinycrm.store import backup as store_backup
from tinycrm.store import connection as store_connection
from tinycrm.store.backup import backup, restore, verify


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
    with closing(opened(ada.path)) as store, store.begin("contact.add") as tx:
        assert add_contact(tx, "Bea") == 2


def test_what_a_killed_restore_left_is_gone_after_the_next(ada: Store, tmp_path: Path) -> None:
    copy = backup(ada.path, NOW, "by-hand")
    for left in ("shop.db.part", "shop.db.part-journal"):
        (tmp_path / left).write_bytes(b"half")
    restore(ada.path, copy, NOW)
    assert names(ada.path) == ["Ada"]
    assert list(tmp_path.glob("*.part*")) == []


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
