import os
import shutil
import threading
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.store.spoil import SPOILT, Spoil, overwrite, tangle, unhinge
from tests.store.tool import add_contact, look, names, opened, ordinary_user, plain
from tinycrm.errors import StoreError
from tinycrm.store import Store
from tinycrm.store import backup as store_backup
from tinycrm.store import connection as store_connection
from tinycrm.store.backup import backup, backups, daily, due, folder, restore, verify


def test_a_backup_holds_the_shop_and_is_its_owners_alone(ada: Store) -> None:
    before = os.umask(0)
    try:
        copy = backup(ada.path, NOW, "by-hand")
    finally:
        os.umask(before)
    assert copy == folder(ada.path) / "shop.db-20261124T103000Z-by-hand.db"
    assert names(copy) == ["Ada"]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert list(copy.parent.iterdir()) == [copy]
    verify(copy)


def test_a_backup_of_the_same_second_gets_a_number(ada: Store) -> None:
    made = [backup(ada.path, NOW, "by-hand").name for _ in range(3)]
    stem = "shop.db-20261124T103000Z-by-hand"
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
    for stray in ("shop.db-20261124T103000Z-by-hand.db.part", "other.db-20261124T103000Z-daily.db"):
        (folder(ada.path) / stray).touch()
    for stray in ("shop.db-20269924T103000Z-daily.db", "shop.db-20261124T103000Z-whim.db", "shop.db"):
        (folder(ada.path) / stray).touch()
    found = backups(ada.path)
    assert [(each.path, each.taken_at, each.reason) for each in found] == [
        (second, NOW + timedelta(days=1), "before-upgrade"),
        (first, NOW, "by-hand"),
    ]
    assert found[0].size == second.stat().st_size > 0


def test_each_local_day_gets_one_backup(ada: Store) -> None:
    first = daily(ada.path, NOW)
    assert first is not None
    assert first.name == "shop.db-20261124T103000Z-daily.db"
    assert daily(ada.path, NOW + timedelta(hours=13)) is None
    second = daily(ada.path, NOW + timedelta(hours=14))
    assert [each.path for each in backups(ada.path)] == [second, first]


def test_a_day_is_the_local_one_of_the_clock(ada: Store) -> None:
    sydney = timezone(timedelta(hours=11))
    evening = datetime(2026, 11, 24, 23, 30, tzinfo=sydney)
    assert due(ada.path, evening)
    backup(ada.path, evening, "by-hand")
    assert not due(ada.path, evening + timedelta(minutes=29))
    assert due(ada.path, evening + timedelta(minutes=31))


def test_a_backup_of_a_time_still_to_come_is_not_todays(ada: Store) -> None:
    ahead = backup(ada.path, NOW + timedelta(days=460), "daily")
    assert due(ada.path, NOW)
    made = daily(ada.path, NOW)
    assert [each.path for each in backups(ada.path)] == [ahead, made]
    assert not due(ada.path, NOW)
    assert due(ada.path, NOW + timedelta(days=1))


def test_shops_whose_names_begin_alike_keep_their_backups_apart(ada: Store) -> None:
    paths = [ada.path.with_name(name) for name in ("shop", "shop.crm", "shop.crm.db", "shop.db-copy")]
    for path in paths:
        shutil.copy(ada.path, path)
    made = {path: backup(path, NOW, "by-hand") for path in (ada.path, *paths)}
    assert len(set(made.values())) == len(made)
    for path, copy in made.items():
        assert [each.path for each in backups(path)] == [copy]
        assert not due(path, NOW)


OLD, YOUNG = 3700, 3500


def leave(path: Path, name: str, seconds: int) -> Path:
    """A file as a copy that was killed leaves it, touched last so many seconds before now."""
    folder(path).mkdir(mode=0o700, exist_ok=True)
    left = folder(path) / name
    left.write_bytes(b"half")
    touched = time.time() - seconds
    os.utime(left, (touched, touched))
    return left


def test_what_killed_backups_left_is_swept_away(ada: Store) -> None:
    name = "shop.db-20261123T103000Z-daily"
    for ending in (".db.part", ".db.part-journal", ".toml"):
        leave(ada.path, f"{name}{ending}", OLD)
    leave(ada.path, "shop.db-20261122T103000Z-before-upgrade-2.db.part-journal", OLD)
    copy = backup(ada.path, NOW, "by-hand")
    assert list(folder(ada.path).iterdir()) == [copy]


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("shop.db-20261123T103000Z-daily.db.part", YOUNG),
        ("shop.crm-20261123T103000Z-daily.db.part", OLD),
        ("shop.db-20261123T103000Z-daily.db", OLD),
        ("shop.db-20261123T103000Z-daily.toml", OLD),
        ("shop.db-20261123T103000Z-whim.db.part", OLD),
        ("shop.db.part", OLD),
    ],
)
def test_what_may_be_in_use_or_is_not_of_this_shop_stays(ada: Store, name: str, seconds: int) -> None:
    left = leave(ada.path, name, seconds)
    copy = backup(ada.path, NOW + timedelta(days=900), "by-hand")
    assert sorted(folder(ada.path).iterdir()) == sorted([copy, left])


def test_the_files_of_a_backup_are_swept_together_or_not_at_all(ada: Store) -> None:
    name = "shop.db-20261123T103000Z-daily"
    left = [leave(ada.path, f"{name}.db.part-journal", OLD), leave(ada.path, f"{name}.toml", OLD)]
    left.append(leave(ada.path, f"{name}.db.part", YOUNG))
    copy = backup(ada.path, NOW, "by-hand")
    assert sorted(folder(ada.path).iterdir()) == sorted([copy, *left])


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
