import re
from pathlib import Path

import pytest

from tests.cli.moving import dirty_sheet
from tests.cli.tool import Crm, Rows, Terminal
from tests.formats.sheet.tool import ods, xlsx

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def test_a_sheet_is_told_whole(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(dirty_sheet())
    lines = crm("import", "inspect", str(path)).out.splitlines()
    assert lines[:6] == [
        "customers.csv: an unknown sheet, 800 rows",
        "  CSV, semicolons between the cells, header in line 4",
        "  above the header: The Cozy Corner",
        "  above the header: Customers, as copied from the till",
        "  below the rows: Total: 800, Printed on the laptop",
        "  not written in UTF-8, perhaps in cp1252; --encoding NAME says in what:",
    ]
    assert "     line 8: Clémence Oakapple" in "\n".join(lines)
    table = {line.split("  ")[0]: line.split() for line in lines if " %  " in line}
    assert (table["Customer name"][2:5], table["Shelf"][1:5]) == (["100", "%", "name"], ["93", "%", "left", "out"])
    assert any(line.startswith("  Birthday: both orders: ") for line in lines)
    assert any(line.startswith("  Mobile: 8 × numbers that a spreadsheet has shortened") for line in lines)


def test_an_encoding_that_is_known_is_named(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name,city\nZoë,Zürich\n".encode("utf-16"))
    found = crm("import", "inspect", str(path))
    assert "  written in utf-16" in found.out
    assert crm("import", "inspect", str(path), "--json").json["certain"] is True


def test_of_many_columns_the_first_are_told_and_a_program_gets_all(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"Column name {number}" for number in range(900)) + "\n" + ",".join("1" * 900) + "\n")
    out = crm("import", "inspect", str(path)).out
    assert "and 840 more columns; --json has all of them." in out
    assert len(out.splitlines()) < 100
    assert max(map(len, out.splitlines())) < 500
    assert len(crm("import", "inspect", str(path), "--json").json["columns"]) == 900


def test_what_stands_below_the_rows_is_told(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Email,Spent\nAda,a@x.org,3\n\nTotal,,3\nPrinted on Monday\n")
    assert "  below the rows: Total, Printed on Monday" in crm("import", "inspect", str(path)).out.splitlines()
    seen = crm("import", "inspect", str(path), "--json").json
    assert (seen["records"], seen["footer"]) == (1, ["Total", "Printed on Monday"])
    assert crm("import", "run", str(path)).err.splitlines()[-1] == "Left out below the rows: Total, Printed on Monday."


def test_columns_that_say_nothing_are_only_named(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Fax,Shelf,Row\nAda,n/a,,\nTom,-,,B\n")
    lines = crm("import", "inspect", str(path)).out.splitlines()
    assert "Empty: Fax, Shelf." in lines
    assert [line.split()[0] for line in lines if "%" in line] == ["Name", "Row"]
    assert [each["filled"] for each in crm("import", "inspect", str(path), "--json").json["columns"]] == [2, 0, 0, 1]


def test_more_columns_than_anybody_has_end_in_a_sentence(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join("x" * 10_000) + "\n" + ",".join("1" * 10_000) + "\n")
    answer = crm("import", "inspect", str(path))
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (6, "", 1)


def test_a_narrow_terminal_cuts_nothing_that_matters(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(dirty_sheet())
    ended = Terminal("--db", own, "import", "inspect", path, columns=40).end()
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 40
    heading = next(line for line in lines if line.startswith("Column"))
    assert heading.split() == ["Column", "Filled", "Goes", "to"]


@pytest.mark.parametrize("command", ["inspect", "run"])
@pytest.mark.parametrize("ending", ["csv", "vcf"])
def test_no_cell_or_header_is_obeyed(crm: Crm, own: Path, tmp_path: Path, command: str, ending: str) -> None:
    bad = "x\x1b[31m\x1b]52;c;cm0=\x07\u202e\u2066\x9b31m[/][@click=app.quit]%s{0}"
    path = tmp_path / f"people.{ending}"
    if ending == "csv":
        rows = [f"name,{bad},email,phone,birthday", *(f"{bad}{number},{bad},{bad},{bad},{bad}" for number in range(5))]
        path.write_text("\n".join([f"{bad} above", *rows, f"Ada,{bad},,,"]))
    else:
        lines = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"FN:{bad}",
            f"EMAIL:{bad}",
            f"TEL:{bad}",
            f"BDAY:{bad}",
            f"X-{bad}:{bad}",
        ]
        path.write_text("\n".join([*lines, "END:VCARD", "BEGIN:VCARD", f"NOTE:{bad}", "END:VCARD", ""]))
    for form in ("plain", "json", "csv", "tsv", "md", "ids"):
        answer = crm("import", command, str(path), "--format", form)
        assert answer.code in (0, 6), answer
        assert OBEYED.search(answer.out + answer.err) is None
    seen = Terminal("--db", own, "import", command, path, "--yes", env={"TERM": "dumb"}).end().out
    assert OBEYED.search(seen.replace("\n", "")) is None


def test_a_workbook_is_told_with_its_sheets(crm: Crm, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(xlsx([["Name", "Phone"], ["Ada", "020 7946 0018"]], [["Name"], ["Grace"], ["Edith"]]))
    first, shape, others, *_ = crm("import", "inspect", str(path)).out.splitlines()
    assert first == "people.xlsx: an unknown sheet, 1 row"
    assert shape == "  Excel, sheet One, header in line 1"
    assert others == "  further sheets in it: Two; --sheet NAME looks at one of them"
    found = crm("import", "inspect", str(path), "--sheet", "Two", "--json").json
    assert (found["sheet"], found["other_sheets"], found["encoding"], found["records"]) == ("Two", ["One"], None, 2)
    assert crm("import", "run", str(path), "--sheet", "Three").code == 3
    assert crm("import", "run", str(path), "--sheet", "Two").code == 0
    assert rows("SELECT name FROM contact") == [("Grace",), ("Edith",)]
    (tmp_path / "people.ods").write_bytes(ods([["Name"], ["Ada"]]))
    assert crm("import", "inspect", str(tmp_path / "people.ods")).out.splitlines()[1].startswith("  ODS, sheet ")
