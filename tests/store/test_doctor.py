from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.store.spoil import change_trigger, overwrite, tangle, unhinge
from tests.store.tool import add_contact, add_interaction, look, plain
from tinycrm.errors import StoreError
from tinycrm.store import Store, doctor
from tinycrm.store.backup import backup
from tinycrm.store.connection import SCHEMA
from tinycrm.store.doctor import Finding, examine, facts, file_system, mend


@pytest.fixture
def sound(shop: Store) -> Path:
    """A shop with a little in it, and a backup of today."""
    with shop.begin("x") as tx:
        ada = add_contact(tx, "Zoë O'Brien", notes="likes Verne")
        add_interaction(tx, "2026-11-20", ada, text="wants Nana")
    backup(shop.path, NOW, "by-hand")
    return shop.path


def sql(statement: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(plain(path)) as connection:
            connection.execute(statement)

    return spoil


def widen(path: Path) -> None:
    path.chmod(0o644)


def open_folder(path: Path) -> None:
    path.parent.chmod(0o775)


SPOILT = [
    (overwrite, "trouble", "is damaged: "),
    (tangle, "trouble", "is damaged: "),
    (unhinge, "trouble", "of tag hangs on a contact that is not there"),
    (change_trigger, "trouble", "The trigger history_contact_delete was changed"),
    (sql("DROP TRIGGER said_insert_on_contact"), "trouble", "said_insert_on_contact is missing"),
    (sql("CREATE TABLE extra (id INTEGER)"), "trouble", "table extra does not belong there"),
    (sql("DELETE FROM contact_seen"), "trouble", "table contact_seen does not say"),
    (sql("UPDATE contact_seen SET day = '2020-01-01'"), "trouble", "table contact_seen does not say"),
    (sql("UPDATE contact_words SET sort_key = 'x'"), "trouble", "table contact_words does not say"),
    (
        sql("INSERT INTO contact_search (rowid, names) VALUES (9, 'noise')"),
        "trouble",
        "table contact_vocabulary does not say",
    ),
    (
        sql("INSERT INTO said_search (rowid, words) VALUES (9, 'noise')"),
        "trouble",
        "table said_vocabulary does not say",
    ),
    (sql("INSERT INTO said_search (said_search) VALUES ('delete-all')"), "trouble", "said_vocabulary"),
    (sql("UPDATE contact_search_data SET block = x'00' WHERE id > 10"), "trouble", "contact_search"),
    (sql("PRAGMA user_version = 0"), "warning", "of an older tinycrm"),
    (widen, "warning", "is open to other users (mode 644)"),
    (open_folder, "warning", "is open to other users (mode 775)"),
]


def test_a_sound_shop_has_no_findings(sound: Path, tmp_path: Path) -> None:
    before = look(tmp_path)
    assert examine(sound, NOW) == []
    assert look(tmp_path) == before


@pytest.mark.parametrize(("spoil", "level", "said"), SPOILT)
def test_what_is_wrong_is_found_and_left(
    spoil: Callable[[Path], None], level: str, said: str, sound: Path, tmp_path: Path
) -> None:
    spoil(sound)
    before = look(tmp_path)
    findings = examine(sound, NOW)
    assert [finding for finding in findings if finding.level == level and said in finding.sentence]
    assert look(tmp_path) == before


def test_troubles_come_first(sound: Path) -> None:
    widen(sound)
    unhinge(sound)
    assert [finding.level for finding in examine(sound, NOW)] == ["trouble", "trouble", "warning"][-2:]


def test_many_hanging_rows_are_counted(sound: Path) -> None:
    with closing(plain(sound)) as connection:
        for number in range(15):
            connection.execute("INSERT INTO tag (contact_id, name) VALUES (99, ?)", (f"tag {number}",))
    sentences = [finding.sentence for finding in examine(sound, NOW)]
    assert len(sentences) == doctor.NAMED_AT_MOST + 1
    assert sentences[-1] == "5 more rows hang on nothing."


def test_a_backup_has_to_be_young_and_sound(sound: Path) -> None:
    assert examine(sound, NOW + timedelta(days=7)) == []
    old = Finding("warning", "The last backup is 8 days old; `tinycrm backup now` makes one.")
    assert examine(sound, NOW + timedelta(days=8)) == [old]
    newest = backup(sound, NOW + timedelta(days=8), "by-hand")
    assert examine(sound, NOW + timedelta(days=8)) == []
    overwrite(newest)
    spoilt, still_old = examine(sound, NOW + timedelta(days=8))
    assert (spoilt.level, still_old) == ("warning", old)
    assert spoilt.sentence.startswith(f"{newest} is damaged")


def test_backups_of_a_time_still_to_come_are_named_and_count_for_nothing(sound: Path) -> None:
    ahead = backup(sound, NOW + timedelta(days=462), "daily")
    said = "says it was made at 2028-02-29 10:30, which is still to come; the clock was wrong then or is now."
    assert examine(sound, NOW) == [Finding("warning", f"{ahead} {said}")]
    eight = [each.sentence for each in examine(sound, NOW + timedelta(days=8))]
    assert eight == [f"{ahead} {said}", "The last backup is 8 days old; `tinycrm backup now` makes one."]


def test_where_all_backups_are_of_a_time_still_to_come_one_is_asked_for(shop_path: Path) -> None:
    made = [backup(shop_path, NOW + timedelta(days=number), "by-hand") for number in range(1, 13)]
    *named, more, none = [each.sentence for each in examine(shop_path, NOW)]
    assert [sentence.partition(" says ")[0] for sentence in named] == [str(each) for each in reversed(made[2:])]
    assert more == "2 more backups say they are of a time still to come."
    assert "has no other backup that could be restored; `tinycrm backup now` makes one." in none


def test_a_shop_without_a_backup_is_told(shop_path: Path) -> None:
    (finding,) = examine(shop_path, NOW)
    assert finding.level == "warning"
    assert "has no backup" in finding.sentence


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox", "Dropbox (Personal)", "OneDrive - Cozy Corner", "Google Drive", "GoogleDrive-ann@example.org",
        "My Drive", "Mobile Documents", "iCloudDrive", "pCloudDrive", "MEGA", "MEGAsync", "Nextcloud",
    ],
)  # fmt: skip
def test_a_folder_that_is_synchronised_is_told(folder: str, sound: Path, tmp_path: Path) -> None:
    place = tmp_path / folder / "crm" / "shop.db"
    place.parent.mkdir(parents=True)
    sound.rename(place)
    assert any(f"stands in {folder}," in finding.sentence for finding in examine(place, NOW))


@pytest.mark.parametrize("folder", ["Dropboxes", "mega books", "cloud", "drive"])
def test_a_folder_with_a_like_name_is_not(folder: str, sound: Path, tmp_path: Path) -> None:
    place = tmp_path / folder / "shop.db"
    place.parent.mkdir(mode=0o700)
    sound.rename(place)
    assert not any("stands in" in finding.sentence for finding in examine(place, NOW))


MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "server:/share /srv/share nfs4 rw 0 0\n"
    "//nas/a\\040b /mnt/a\\040b cifs rw 0 0\n"
    "/dev/sdb1 /srv/share/local ext4 rw 0 0\n"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/ann/shop.db", "ext4"),
        ("/srv/share/shop.db", "nfs4"),
        ("/srv/shared/shop.db", "ext4"),
        ("/mnt/a b/shop.db", "cifs"),
        ("/srv/share/local/shop.db", "ext4"),
    ],
)
def test_the_kind_of_disk_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind
    assert file_system(Path(path), "") == ""


def test_a_network_drive_is_told(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/share {tmp_path} fuse.sshfs rw 0 0\n")
    monkeypatch.setattr(doctor, "MOUNTS", mounts)
    (finding,) = examine(sound, NOW)
    assert finding.level == "warning"
    assert "network drive (fuse.sshfs)" in finding.sentence
    monkeypatch.setattr(doctor, "MOUNTS", tmp_path / "no mounts")
    assert examine(sound, NOW) == []


@pytest.mark.parametrize(
    "spoil",
    [
        change_trigger,
        sql("DROP TRIGGER history_contact_insert"),
        sql("CREATE TRIGGER evil AFTER INSERT ON contact BEGIN SELECT 1; END"),
        sql("DELETE FROM contact_seen"),
        sql("UPDATE contact_words SET names = 'x'"),
        sql("INSERT INTO said_search (said_search) VALUES ('delete-all')"),
        sql("UPDATE contact_search_data SET block = x'00' WHERE id > 10"),
        widen,
    ],
)
def test_what_is_derived_is_mended_and_nothing_else_touched(spoil: Callable[[Path], None], sound: Path) -> None:
    spoil(sound)
    rows = _rows(sound)
    assert mend(sound, lambda _: None)
    assert examine(sound, NOW) == []
    assert _rows(sound) == rows
    assert mend(sound, lambda _: None) == []


def _rows(path: Path) -> list[list[tuple[object, ...]]]:
    tables = ("contact", "interaction", "participant", "operation", "change")
    with closing(plain(path)) as connection:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


def test_a_mended_shop_keeps_its_history_and_its_words(sound: Path, shop: Store) -> None:
    sql("DROP TRIGGER history_contact_insert")(sound)
    sql("DELETE FROM contact_words")(sound)
    mend(sound, lambda _: None)
    with shop.begin("x") as tx:
        add_contact(tx, "Bea")
    found = shop.reader.values("SELECT rowid FROM contact_search WHERE contact_search MATCH 'obrien OR bea'")
    assert sorted(found) == [1, 2]
    assert shop.reader.value("SELECT row_id FROM change ORDER BY id DESC") == 2


def test_a_damaged_shop_is_not_mended(sound: Path) -> None:
    overwrite(sound)
    before = sound.read_bytes()
    with pytest.raises(StoreError, match="is damaged"):
        mend(sound, lambda _: None)
    assert sound.read_bytes() == before


def test_an_older_shop_is_not_mended(sound: Path) -> None:
    sql("PRAGMA user_version = 0")(sound)
    with pytest.raises(StoreError, match="older tinycrm"):
        mend(sound, lambda _: None)


def test_facts_are_the_files_own(sound: Path) -> None:
    told = dict(facts(sound))
    assert told["schema"] == str(SCHEMA)
    assert told["journal mode"] == "delete"
    assert told["contacts"] == told["interactions"] == "1"
    assert told["size"] == f"{sound.stat().st_size:,} bytes"
    assert told["last backup"] == "2026-11-24 10:30"
    assert told["SQLite"].startswith("3.")


def test_facts_of_a_new_shop(shop_path: Path) -> None:
    assert dict(facts(shop_path))["last backup"] == "none"


@pytest.mark.parametrize("look_at", [lambda path: examine(path, NOW), facts, lambda path: mend(path, print)])
def test_what_is_no_shop_is_refused(look_at: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("only words")
    with pytest.raises(StoreError, match="is not a tinycrm shop"):
        look_at(tmp_path / "notes.db")
    assert sorted(look(tmp_path)) == ["notes.db"]
