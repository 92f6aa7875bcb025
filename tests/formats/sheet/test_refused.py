import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.sheet.tool import cells, opened, xlsx
from tinycrm.formats.sheet import REASON, Row, open_sheet, write_refused

TEXT = st.text(st.sampled_from("a\"',;\t|=# \n@1ü"), max_size=6)
FILES = st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=5)


def rows(data: bytes | str, *lines: int) -> list[list[str]]:
    """The file of what was refused at these lines, by the csv module."""
    sheet = opened(data)
    text = b"".join(write_refused(sheet, dict.fromkeys(lines, "bad"))).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=sheet.delimiter or ","))


def test_nothing_refused_is_a_header() -> None:
    assert rows("name,email\nAda,\n") == [["name", "email", REASON]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_sheet(delimiter: str) -> None:
    sheet = opened(f"name{delimiter}email\nAda{delimiter}x\n")
    first, second = write_refused(sheet, {2: "bad"})
    assert first == b"\xef\xbb\xbf" + delimiter.join(["name", "email", REASON]).encode() + b"\r\n"
    assert second == delimiter.join(["Ada", "x", "bad"]).encode() + b"\r\n"
    assert opened(first + second).delimiter == delimiter


def test_short_and_long_rows_have_their_reason_last() -> None:
    assert rows("name,email,city\nAda\nTom,t,York,more,\nEve,,,,\n", 2, 3, 4) == [
        ["name", "email", "city", "Column 4", REASON],
        ["Ada", "", "", "", "bad"],
        ["Tom", "t", "York", "more", "bad"],
        ["Eve", "", "", "", "bad"],
    ]


def test_a_sheet_without_a_header_gets_one() -> None:
    assert rows("Ada,a@x.org\nTom,t@x.org\n", 2) == [["Column 1", "Column 2", REASON], ["Tom", "t@x.org", "bad"]]


def test_cells_are_neither_guarded_nor_cut() -> None:
    assert rows('name,notes\n=1+1," \'x "\n', 2)[1] == ["=1+1", " 'x ", "bad"]


@pytest.mark.parametrize("line", ['"Ada,Leeds', 'Ada,"Leeds" x,"y"', '"'])
def test_bad_quotes_are_cells_to_mend(line: str) -> None:
    assert rows(f"name,city\n{line}\nTom,York\n", 2)[1][-1] == "bad"
    assert cells(f"name,city\n{line}\nTom,York\n".replace(line, "Ada,Leeds")) == [["Ada", "Leeds"], ["Tom", "York"]]


def test_a_reason_of_an_earlier_time_is_replaced() -> None:
    assert rows(f"name,{REASON},email\nAda,old,x\n", 2) == [["name", "email", REASON], ["Ada", "x", "bad"]]


@given(FILES, st.sampled_from([",", ";", "\t"]), st.booleans())
def test_every_row_comes_back_as_it_was(found: list[list[str]], delimiter: str, is_quoted: bool) -> None:
    text = StringIO(newline="")
    if is_quoted:
        csv.writer(text, delimiter=delimiter).writerows(found)
    else:
        text.write("\n".join(map(delimiter.join, found)))
    sheet = opened(f"name{delimiter}email\n{text.getvalue()}")
    known = {row.line: row.cells for row in sheet.rows() if isinstance(row, Row)}
    again = opened(b"".join(write_refused(sheet, dict.fromkeys(known, "bad"))))
    assert again.headers[:2] == ("name", "email")
    assert again.headers[-1] == REASON
    width = len(again.headers) - 1
    kept = [[*map(str.strip, cells), *[""] * width][:width] for cells in known.values()]
    read = [list(map(str.strip, row.cells)) for row in again.rows() if isinstance(row, Row)]
    assert read == [[*cells, "bad"] for cells in kept]


def test_a_workbook_becomes_text() -> None:
    sheet = open_sheet(xlsx([["Name", "Born"], ["Ada", 1815.0]]))
    assert list(sheet.every_row()) == [Row(2, ["Ada", "1815"])]
    assert list(write_refused(sheet, {2: "bad"}))[1] == b"Ada,1815,bad\r\n"
