import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.sheet.tool import cells, opened
from tinycrm.errors import UnreadableError
from tinycrm.formats.sheet.dialect import FOOTER_KEPT, named


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Name", "E-mail", "City"], ["Ada", "a@x.org", "Leeds"], ["Tom", "", ""]]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert opened(text).delimiter == delimiter
    assert cells(text) == rows[1:]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Name;Preis;Ort\nAda;1,50;Leeds\nTom;2,25;York\n", ";"),
        ('"Name, first";"Ort, Land"\n"Lovelace, Ada";"Leeds, UK"\n', ";"),
        ("name\taddress\nAda\t12 Mill Lane, Harlow, Essex\nTom\t3 High Street, York, UK\n", "\t"),
        ("sep=;\nName;Ort\nAda;Leeds\n", ";"),
        ('"sep=|"\nName|Ort\nAda|Leeds\n', "|"),
        ("sep=\t\r\nName\tOrt\r\nAda\tLeeds\r\n", "\t"),
        ("Email\nada@x.org\ntom@x.org\n", ","),
        ('Name\n"Lovelace; Ada"\n"Sawyer; Tom"\n', ","),
        ("foo,bar\n1;2,3\n4;5,6\n", ","),
    ],
)
def test_a_delimiter_inside_text_is_none(text: str, delimiter: str) -> None:
    assert opened(text).delimiter == delimiter


def test_what_stands_before_the_header_is_told() -> None:
    text = (
        "# made by a tool\n"
        "Notes:\n"
        '"This list shows people, as of today, and no one else"\n'
        "\n"
        "First Name,Last Name,URL,Email Address\n"
        "Ada,Lovelace,,a@x.org\n"
        "Tom,Sawyer,,\n"
    )
    sheet = opened(text)
    assert (sheet.header_line, sheet.headers) == (5, ("First Name", "Last Name", "URL", "Email Address"))
    assert sheet.notes == ("Notes:", "This list shows people, as of today, and no one else")
    assert [row.line for row in sheet.rows()] == [6, 7]


def test_a_header_without_known_words_is_the_first_wide_row() -> None:
    sheet = opened("our people\n\nfoo,bar,baz\na,b,c\nd,e,f\n")
    assert (sheet.header_line, sheet.headers) == (3, ("foo", "bar", "baz"))


def test_without_a_header_the_columns_are_counted() -> None:
    sheet = opened("Ada Lovelace,ada@x.org,020 7946 0018\nTom Sawyer,tom@x.org,\n")
    assert (sheet.header_line, sheet.headers) == (0, ("Column 1", "Column 2", "Column 3"))
    assert [row.line for row in sheet.rows()] == [1, 2]


def test_headers_have_names_and_differ() -> None:
    sheet = opened("Name,Phone,,Phone,Phone,Column 3, Two\tWords \nAda,1,2,3,4,5,6\n")
    assert sheet.headers == ("Name", "Phone", "Column 3'", "Phone (2)", "Phone (3)", "Column 3", "Two Words")


@given(st.lists(st.sampled_from(["", "a", "a (2)", "Column 2", " a ", "b"]), max_size=12))
def test_no_two_headers_are_the_same(found: list[str]) -> None:
    headers = named(found)
    assert len(set(headers)) == len(found)
    assert all(headers)


def test_trailing_columns_without_a_name_are_dropped() -> None:
    assert opened("Name,City,,,\nAda,Leeds,,,\n").headers == ("Name", "City")


def test_a_footer_is_left_out_and_told() -> None:
    text = (
        '"First Name","Last Name","Email"\n"Ada","Lovelace","a@x.org"\n"Tom","",""\n\n'
        '"Grand Totals (2 records)"\n"Shop customers"\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright © 2000-2026 example, inc. All rights reserved."\n'
    )
    sheet = opened(text)
    assert [row.line for row in sheet.rows()] == [2, 3]
    assert len(sheet.footer) == 4
    assert sheet.footer[1] == "Shop customers"


def test_a_name_like_a_footer_is_a_name() -> None:
    text = "Name,Email,City\nTotal Wine,,\nCopyright Books,,\nAda,,\n"
    assert [row[0] for row in cells(text)] == ["Total Wine", "Copyright Books", "Ada"]


def test_a_total_with_its_numbers_is_left_out() -> None:
    sheet = opened("Name,Given,Email,Spent\nAda,,,12\n\nTotal,800,,\nSumme:,,,£1,234.50\nPrinted on Monday\n")
    assert [row.line for row in sheet.rows()] == [2]
    assert sheet.footer == ["Total", "Summe:", "Printed on Monday"]


@pytest.mark.parametrize("row", ["Total,,t@x.org,800", "Total,020 7946 0018,,", "Total,+4420,,", "Totally,800,,"])
def test_who_is_called_total_and_can_be_reached_is_a_row(row: str) -> None:
    assert len(cells(f"Name,Phone,Email,Spent\nAda,,,12\n{row}\n")) == 2


def test_a_lone_name_is_a_row() -> None:
    assert cells("Name,Email,City\nAda\nTotals\nTom,t@x.org,York\n") == [["Ada"], ["Tom", "t@x.org", "York"]]
    assert cells("Name\nAda\nTotals\n") == [["Ada"], ["Totals"]]


def test_a_header_has_limits() -> None:
    wide = ",".join(f"c{number}" for number in range(10_000))
    with pytest.raises(UnreadableError, match="Line 2: This row has more than 1,000 columns"):
        opened(f"\n{wide}\n{wide}\n")
    with pytest.raises(UnreadableError, match="Line 1: This row has more than 1 MB"):
        opened("name," + "x" * 10_000_000 + "\nAda,x\n")


def test_a_sheet_with_a_header_only_has_no_rows() -> None:
    assert cells("Name,Email\n") == []


def test_of_a_long_footer_the_beginning_is_told() -> None:
    sheet = opened("name,email,city\nAda,a@x.org,York\nGrand totals\n" + "more\n" * 1_000)
    assert len(list(sheet.rows())) == 1
    assert len(sheet.footer) == FOOTER_KEPT
