"""A shop moves in as the README says: a sheet that many hands kept, the cards of two phones, and back out again."""

from pathlib import Path

import pytest

from tests.cli.moving import AGAIN, PEOPLE, REFUSED, ROWS, corrected, dirty_sheet, email, name, phone
from tests.cli.tool import Crm, Rows

TABLES = (
    "contact",
    "email",
    "phone",
    "address",
    "occasion",
    "preference",
    "tag",
    "consent",
    "uid",
    "property",
    "field",
)
RUN = ("--encoding", "cp1252", "--keep-others", "--tag", "moved-in")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with what the shop brings."""
    (tmp_path / "customers.csv").write_bytes(dirty_sheet())
    (tmp_path / "phone.vcf").write_bytes(phone())
    return tmp_path


def everything(rows: Rows) -> list[list[tuple[object, ...]]]:
    return [rows(f"SELECT * FROM {table} ORDER BY id") for table in (*TABLES, "field_value")]


def test_a_shop_moves_in(crm: Crm, rows: Rows, files: Path) -> None:
    sheet, cards, bad = (str(files / each) for each in ("customers.csv", "phone.vcf", "refused.csv"))
    crm("add", name(30), "--email", email(30), "--notes", "was here before")
    start = everything(rows)
    seen = crm("import", "inspect", sheet, "--encoding", "cp1252", "--json").json
    dry = crm("import", "run", sheet, *RUN, "--dry-run", "--json").json
    assert everything(rows) == start
    assert (seen["records"], seen["again"], seen["refused_total"]) == (ROWS, AGAIN, REFUSED)
    assert (seen["created"], seen["here"]) == (PEOPLE - 1, 1)

    done = crm("import", "run", sheet, *RUN, "--refused", bad, "--json")
    counts = [done.json[each] for each in ("created", "updated", "unchanged", "skipped", "refused_total")]
    assert (done.code, counts) == (
        6,
        [dry[each] for each in ("created", "updated", "unchanged", "skipped", "refused_total")],
    )
    assert (sum(counts), done.json["created"], done.json["refused_total"]) == (ROWS, PEOPLE - 1, REFUSED)
    assert done.json["new_fields"] == ["membership-no", "shelf"]
    card = crm("show", email(2), "--json").json
    assert (card["name"], card["birthday"], card["tags"]) == (
        "Clémence Oakapple",
        "1932-03-03",
        ["book-club", "moved-in", "regular"],
    )
    assert card["fields"] == {"membership-no": "00002", "shelf": "C2"}
    assert card["notes"] == 'Said: "no calls before ten"'
    assert crm("show", email(30), "--json").json["notes"].startswith("was here before")
    assert [each["ref"] for each in crm("find", "oakapple", "clemence", "--json").json] == [card["ref"]]
    assert crm("contact", "list", "membership-no:00002", "--json").json[0]["ref"] == card["ref"]
    moved_in = everything(rows)

    assert crm("undo", "--yes").code == 0
    assert everything(rows) == start
    again = crm("import", "run", sheet, *RUN, "--json")
    assert again.json["created"] == PEOPLE - 1
    assert [len(table) for table in everything(rows)] == [len(table) for table in moved_in]
    third = crm("import", "run", sheet, *RUN, "--json").json
    assert (third["ref"], third["created"], third["updated"]) == (None, 0, 0)

    Path(bad).write_bytes(corrected(Path(bad).read_bytes()))
    mended = crm("import", "run", bad, "--keep-others", "--tag", "moved-in", "--json")
    assert (mended.code, mended.json["created"]) == (0, REFUSED)
    assert rows("SELECT count(*) FROM contact") == [(PEOPLE + REFUSED,)]

    first = crm("import", "run", cards, "--json").json
    assert (first["refused_total"], first["photos"]) == (1, 6)
    assert (first["created"], first["updated"]) == (20, 40)
    assert crm("import", "run", cards, "--json").json["unchanged"] == 60
    assert rows("SELECT count(*) FROM property WHERE line LIKE 'X-SHOE-SIZE:%'") == [(59,)]
    listed = crm("import", "list", "--json").json
    assert [(each["file"], each["undone"]) for each in listed] == [
        ("phone.vcf", False),
        ("refused.csv", False),
        ("customers.csv", False),
        ("customers.csv", True),
    ]


def test_all_of_it_goes_out_and_back_the_same(crm: Crm, files: Path) -> None:
    crm("import", "run", str(files / "customers.csv"), *RUN)
    crm("import", "run", str(files / "phone.vcf"))
    crm("undo", "--yes")
    dump, copy = files / "shop.jsonl", str(files / "copy.db")
    assert crm("export", "all", str(dump)).code == 0
    assert crm("--db", copy, "init", "--name", "A copy").code == 0
    (files / "copy.toml").unlink()
    assert crm("--db", copy, "import", "run", str(dump)).code == 0
    again = crm("--db", copy, "export", "all", "-", env={"TINYCRM_NOW": "2027-05-05T05:05:05"}).out
    before = dump.read_text()
    assert len(before.splitlines()) > 10 * PEOPLE
    assert again.replace('"made":"2027-05-05T05:05:05Z"', '"made":"2026-11-24T10:30:00Z"', 1) == before
    assert crm("--db", copy, "redo", "--yes").code == 0
    assert len(crm("--db", copy, "import", "list", "--json").json) == 2


@pytest.mark.parametrize("ending", ["csv", "vcf"])
def test_our_own_export_brought_in_again_changes_nothing(crm: Crm, rows: Rows, files: Path, ending: str) -> None:
    crm("import", "run", str(files / "phone.vcf"))
    crm("import", "run", str(files / "customers.csv"), *RUN)
    out = str(files / f"people.{ending}")
    assert crm("export", "contacts", out).code == 0
    before = everything(rows)
    answer = crm("import", "run", out, "--json")
    assert (answer.code, answer.json["refused"], answer.json["updated"], answer.json["created"]) == (0, [], 0, 0)
    assert everything(rows) == before
