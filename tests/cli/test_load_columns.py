from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal

SHEET = "Client;Mail;Membership No.;Shelf;Empty\nAda Lovelace;ada@x.org;00017;B4;\nGrace Hopper;grace@x.org;00018;;\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet with two columns that no field has, and one that is empty."""
    path = tmp_path / "people.csv"
    path.write_text(SHEET)
    return path


def test_columns_go_where_they_are_sent(crm: Crm, rows: Rows, sheet: Path) -> None:
    crm("config", "field", "add", "card")
    answer = crm("import", "run", str(sheet), "--map", "nickname=Client", "--map", " Card = membership no. ",
                 "--map", "notes=Shelf", "--map", "skip=Mail")  # fmt: skip
    assert (answer.code, answer.err) == (0, "")
    assert rows("SELECT nickname, notes FROM contact ORDER BY id") == [("Ada Lovelace", "B4"), ("Grace Hopper", None)]
    assert rows("SELECT value FROM field_value ORDER BY id") == [("00017",), ("00018",)]
    assert rows("SELECT * FROM email") == []


def test_a_declared_field_takes_the_column_of_its_name(crm: Crm, rows: Rows, sheet: Path) -> None:
    crm("config", "field", "add", "Membership No")
    answer = crm("import", "run", str(sheet))
    assert answer.err == "Left out: Shelf (1 cell); --keep-others keeps it as a field of your own.\n"
    assert rows("SELECT value FROM field_value ORDER BY id") == [("00017",), ("00018",)]
    columns = {each["column"]: each["field"] for each in crm("import", "inspect", str(sheet), "--json").json["columns"]}
    assert columns == {
        "Client": "name",
        "Mail": "email",
        "Membership No.": "membership-no",
        "Shelf": None,
        "Empty": None,
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("name", "'name' is no pair of a field and a column, as in --map name=Client."),
        ("=Client", "'=Client' is no pair of a field and a column, as in --map name=Client."),
        ("name=", "'name=' is no pair of a field and a column, as in --map name=Client."),
        ("birthdy=Client", "There is no field 'birthdy'. Did you mean birthday?"),
        ("crad=Client", "There is no field 'crad'. Did you mean card"),
        ("q=Client", "There is no field 'q'. There are name, given,"),
        ("nickname:home=Client", "nickname has no label. Write --map nickname=COLUMN."),
        ("name=Clinet", 'There is no column "Clinet". Did you mean "Client"?'),
    ],
)
def test_a_wrong_pair_is_told_and_nothing_comes_in(crm: Crm, rows: Rows, sheet: Path, typed: str, words: str) -> None:
    crm("config", "field", "add", "card")
    for command in ("run", "inspect"):
        answer = crm("import", command, str(sheet), "--map", typed)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(words)
    assert rows("SELECT * FROM contact") == []


def test_cards_have_no_columns(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "card.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n")
    answer = crm("import", "run", str(path), "--map", "name=Client")
    assert (answer.code, answer.err) == (2, "This is vCard 3.0, which has no columns; --map is for sheets.\n")


def test_columns_without_a_field_are_asked_about_on_a_terminal(own: Path, rows: Rows, sheet: Path, crm: Crm) -> None:
    for answer, fields in (("n", []), ("y", [("membership-no",), ("shelf",)])):
        screen = Terminal("--db", own, "import", "run", sheet, columns=100)
        assert "Membership No., Shelf" in screen.until("]:")
        screen.type(answer)
        ended = screen.end()
        assert (ended.code, rows("SELECT name FROM field ORDER BY id")) == (0, fields)
        assert ("Left out: Membership No. (2 cells)" in ended.out) is (answer == "n")
    assert crm("show", "ada", "--json").json["fields"] == {"membership-no": "00017", "shelf": "B4"}
    assert Terminal("--db", own, "import", "run", sheet).end().code == 0  # all have a place by now


@pytest.mark.parametrize("option", ["--yes", "--dry-run", "--keep-others"])
def test_what_is_said_is_not_asked(own: Path, rows: Rows, sheet: Path, option: str) -> None:
    ended = Terminal("--db", own, "import", "run", sheet, option).end()
    assert (ended.code, "]:" in ended.out) == (0, False)
    assert len(rows("SELECT * FROM field")) == (2 if option == "--keep-others" else 0)


def test_many_columns_are_asked_about_in_one_breath(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("name," + ",".join(f"X{number}" for number in range(300)) + "\nAda" + ",1" * 300 + "\n")
    screen = Terminal("--db", own, "import", "run", path)
    shown = screen.until("]:")
    assert "and 288 more" in " ".join(shown.split())
    assert len(shown) < 400
    screen.type("\x04")
    assert screen.end().code == 130
