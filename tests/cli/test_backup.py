import os
import stat
from pathlib import Path

import pytest

from tests.cli.tool import PATIENCE, Crm, Rows, called, process


@pytest.mark.usefixtures("ada")
def test_a_copy_is_made_listed_and_checked(crm: Crm, shop_path: Path) -> None:
    answer = crm("backup", "now", "--json")
    made = Path(answer.json["path"])
    assert (made.parent, made.name) == (shop_path.parent / "backups", "shop.db-20261124T103000Z-by-hand.db")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    (found,) = crm("backup", "list", "--json").json
    assert found == {"ref": "1", "taken_at": "2026-11-24T10:30:00Z", "reason": "by-hand", "size": made.stat().st_size,
                     "path": str(made)}  # fmt: skip
    assert "2026-11-24 10:30" in crm("backup", "list").out
    for which in ("1", made.name, str(made)):
        assert crm("backup", "verify", which).out == f"{made} is whole.\n"
    assert crm("backup", "verify", "--json").json == {"ref": str(made), "ok": True}


@pytest.mark.usefixtures("ada")
def test_a_damaged_copy_is_told(crm: Crm) -> None:
    made = Path(crm("backup", "now", "--json").json["path"])
    os.truncate(made, made.stat().st_size - 4096)
    for args in (["verify"], ["restore", "1", "--yes"]):
        answer = crm("backup", *args)
        assert (answer.code, answer.out, answer.err.count("\n")) == (7, "", 1)
        assert str(made) in answer.err
    assert crm("show", "ada").code == 0


@pytest.mark.usefixtures("ada")
def test_going_back_keeps_what_was_there(crm: Crm, shop_path: Path, rows: Rows) -> None:
    crm("backup", "now")
    crm("add", "Jane Smith")
    answer = crm("backup", "restore", "1")
    assert (answer.code, answer.out) == (5, "")
    assert "--yes" in answer.err
    assert rows("SELECT count(*) FROM contact") == [(2,)]
    answer = crm("backup", "restore", "1", "--yes", "--json")
    assert rows("SELECT name FROM contact") == [("Ada Lovelace",)]
    kept = answer.json["kept"]
    assert called(["--db", kept, "show", "jane", "--format", "ids"]).out == "c2\n"
    assert kept.startswith(str(shop_path))


@pytest.mark.usefixtures("ada")
def test_a_lost_shop_comes_back(crm: Crm, shop_path: Path) -> None:
    crm("backup", "now")
    shop_path.unlink()
    assert crm("backup", "list", "--format", "ids").out == "1\n"
    answer = crm("backup", "restore", "1", "--yes")
    assert (answer.code, answer.err) == (0, "")
    assert crm("show", "ada", "--format", "ids").out == "c1\n"


@pytest.mark.parametrize(
    ("args", "code"), [(["verify"], 3), (["verify", "nothing.db"], 3), (["restore", "0", "--yes"], 3)]
)
@pytest.mark.usefixtures("ada")
def test_a_copy_that_is_not_there(crm: Crm, args: list[str], code: int) -> None:
    answer = crm("backup", *args)
    assert (answer.code, answer.out, answer.err.count("\n")) == (code, "", 1)


def test_the_shop_itself_is_no_copy(crm: Crm, shop_path: Path) -> None:
    assert crm("backup", "restore", str(shop_path), "--yes").code == 2


def test_no_copies_yet(crm: Crm) -> None:
    answer = crm("backup", "list")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "No copies yet; `tinycrm backup now` makes one.\n"


@pytest.mark.usefixtures("ada")
def test_the_first_command_of_a_day_starts_a_copy(shop_path: Path) -> None:
    import time

    assert process("--db", shop_path, "show", "ada", env={"TINYCRM_NOW": ""}).code == 0
    end = time.monotonic() + PATIENCE
    while not list((shop_path.parent / "backups").glob("shop.db-*-daily.db")) and time.monotonic() < end:
        os.sched_yield()
    assert process("--db", shop_path, "backup", "verify", "1").code == 0


def test_a_day_that_has_a_copy_gets_no_other(crm: Crm) -> None:
    assert crm("backup", "daily").code == 0
    assert crm("backup", "daily").out == "There is a copy of today already.\n"
