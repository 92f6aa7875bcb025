from tests.formats.presets.tool import inspected, table
from tinycrm.formats.person import Refused
from tinycrm.formats.presets import Column
from tinycrm.formats.sheet.record import UNCLOSED


def column(header: str, *cells: str) -> Column:
    found = inspected(table({"Name": "x", header: ""}, *({"Name": "x", header: cell} for cell in cells)))
    return found.columns[1]


def test_every_column_is_told_of() -> None:
    data = b'Name,E-Mail,Shelf\nAda,a@x.org,\nTom,t@x.org,7\nTom,t@x.org,7\nEve,e@x.org,\nBob,"b\nZoe,z@x.org,\n'
    found = inspected(data)
    assert (found.preset, found.title, found.rows) == ("unknown", "an unknown sheet", 5)
    assert (found.refused, found.first_refused) == (1, (Refused(6, UNCLOSED),))
    assert found.columns == (
        Column("Name", 5, "name", ("Ada", "Tom", "Eve"), ()),
        Column("E-Mail", 5, "email", ("a@x.org", "t@x.org", "e@x.org"), ()),
        Column("Shelf", 2, None, ("7",), ()),
    )


def test_what_is_mapped_is_shown() -> None:
    data = table({"Name": "Ada", "Shelf": "7", "Tel": "1234567"})
    found = inspected(data, [("phone:work", "Shelf"), ("skip", "Tel")])
    assert [each.field for each in found.columns] == ["name", "phone:work", None]


def test_days_of_both_orders() -> None:
    (said,) = column("Birthday", "31/12/1990", "12/31/1990", "13/1/1990", "3/4/1990").troubles
    assert said == "both orders: 2 × day first, 1 × month first, 1 could be either"


def test_days_of_which_nothing_tells() -> None:
    assert column("Birthday", "3/4/1990", "5/6/1990").troubles == (
        "2 × the day or the month first: nothing in the column tells",
    )
    assert column("Birthday", "3/4/1990", "25/6/1990").troubles == ()


def test_what_is_no_day() -> None:
    assert column("Birthday", "soon", "TBD", "ask", "31/4/85", "31391", "1990-02-30", "0/0/00").troubles == (
        "2 × not a day, such as soon",
        "1 × a year of two digits, such as 31/4/85",
        "1 × a number of a spreadsheet, not a day, such as 31391",
        "1 × not in the calendar, such as 1990-02-30",
    )


def test_numbers_that_a_spreadsheet_has_shortened() -> None:
    (said,) = column("Record Id", "4.87688E+15", "4,87688E+15", "7").troubles
    assert said == "2 × numbers that a spreadsheet has shortened, such as 4.87688E+15: their digits are lost"
    assert column("Phone", "4.47701E+11").troubles[0].startswith("1 × numbers that a spreadsheet has shortened")


def test_phones_and_emails_and_flags() -> None:
    assert column("Phone", "447700900123.0", "ask").troubles == (
        "1 × phones that a spreadsheet took for numbers, such as 447700900123.0",
        "1 × not a phone, such as ask",
    )
    assert column("Email", "ask", "none", "a@x.org").troubles == ("1 × not an email, such as ask",)
    assert column("Newsletter", "perhaps", "yes").troubles == ("1 × neither yes nor no, such as perhaps",)


def test_braces_in_a_cell_are_only_text() -> None:
    assert column("Email", "{0} {x}").troubles == ("1 × not an email, such as {0} {x}",)
