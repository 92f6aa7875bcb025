import shlex
from pathlib import Path

import pytest

from tests.cli.moving import dirty_sheet, phone
from tests.cli.tool import Crm, Rows, process

TABLES = ("contact", "email", "phone", "field", "operation", "change")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_bytes(dirty_sheet())
    return path


def test_a_sheet_is_looked_at_without_a_shop_and_none_is_made(crm: Crm, sheet: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    answer = crm("--db", str(tmp_path / "none.db"), "import", "inspect", str(sheet))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(
        "customers.csv: an unknown sheet, 800 rows\n  CSV, semicolons between the cells, header in"
    )
    assert f"There is no shop at {tmp_path / 'none.db'} to compare it with" in answer.out
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_is_written_to_a_shop_that_is_there(crm: Crm, rows: Rows, sheet: Path, shop_path: Path) -> None:
    before = shop_path.read_bytes()
    answer = crm("import", "inspect", str(sheet))
    assert answer.code == 0
    assert shop_path.read_bytes() == before
    assert [rows(f"SELECT * FROM {table}") for table in TABLES] == [[]] * len(TABLES)


def test_it_says_who_is_here_already(crm: Crm, tmp_path: Path, shop_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,email,nickname,shelf\nAda Lovelace,ada@x.org,Nan,B4\nGrace,grace@x.org,,\nNew,,,\n")
    crm("add", "Ada Lovelace", "--email", "ada@x.org")
    crm("add", "Grace", "--email", "grace@x.org")
    found = crm("import", "inspect", str(path), "--json").json
    assert (found["created"], found["updated"], found["unchanged"], found["records"]) == (1, 1, 1, 3)
    assert (found["here"], found["again"], found["shop"]) == (2, 0, str(shop_path))
    assert found["left_out"] == {"shelf": 1}
    words = crm("import", "inspect", str(path)).out.splitlines()
    assert "It would bring: 1 created, 1 updated, 1 unchanged. 2 of them are here already." in words
    assert "Left out: shelf (1 cell); --keep-others keeps it as a field of your own." in words
    assert words[-1] == f"`tinycrm import run {path}` brings them in; nothing was changed so far."


def test_the_command_that_brings_it_in_has_what_was_typed(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "my people.csv"
    path.write_bytes("Who,Town\nZoë,Köln\n".encode("cp1252"))
    typed = (str(path), "--encoding", "cp1252", "--map", "name=Who")
    said = crm("import", "inspect", *typed).out.splitlines()[-1]
    command = said.split("`")[1]
    assert command == f"tinycrm import run '{path}' --encoding cp1252 --map name=Who"
    assert crm(*shlex.split(command)[1:]).code == 0


def test_a_sheet_of_nobody_is_told_how_to_name_people(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Guest,Town,Phone\nAda,York,\nTom,Leeds,\n")
    for command in ("inspect", "run"):
        answer = crm("import", command, str(path))
        assert "`--map name=COLUMN` says which" in answer.out + answer.err
    assert "says which" not in crm("import", "run", str(path), "--map", "name=Guest").err
    path.write_text("Guest,Town,Phone\nAda,York,ask\n")
    assert "says which" not in crm("import", "run", str(path)).err


def test_cards_are_counted_and_the_bad_ones_named(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "phone.vcf"
    path.write_bytes(phone())
    for place in ([], ["--db", str(tmp_path / "none.db")]):
        found = crm(*place, "import", "inspect", str(path), "--json").json
        assert (found["kind"], found["format"], found["title"]) == ("vcard", "vcard", "vCard 3.0")
        assert (found["records"], found["refused_total"], found["columns"]) == (61, 1, [])
        assert [each["reason"] for each in found["refused"]] == ["This card has no name, company, email or phone."]


def test_a_shop_that_cannot_be_read_is_told(crm: Crm, sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no shop at all")
    answer = crm("--db", str(tmp_path / "bad.db"), "import", "inspect", str(sheet))
    assert (answer.code, answer.out) == (7, "")


def test_columns_are_tried_as_they_are_sent(crm: Crm, sheet: Path) -> None:
    found = crm("import", "inspect", str(sheet), "--map", "pinned=Remarks", "--map", "skip=Street", "--json").json
    fields = {each["column"]: each["field"] for each in found["columns"]}
    assert (fields["Remarks"], fields["Street"], fields["Shelf"]) == ("pinned", None, None)


def test_a_pipe_that_ends_early_is_no_trouble(own: Path, sheet: Path) -> None:
    answer = process("--db", own, "import", "inspect", "-", stdin=sheet.read_bytes())
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("standard input: an unknown sheet, 800 rows")
    assert "`tinycrm" not in answer.out
