import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.sheet.tool import cells, opened, refused
from tinycrm.formats.person import Refused
from tinycrm.formats.sheet.record import (
    AFTERMATH,
    COLUMN_LIMIT,
    MISPLACED,
    TOO_LONG,
    TOO_WIDE,
    UNCLOSED,
    Records,
    Row,
    forgiven,
)
from tinycrm.formats.sheet.source import LINE_LIMIT

HEADER = "name,email,notes\n"


def records(text: str, width: int = 0, *, spaced: bool = False) -> list[Row | Refused]:
    found = Records(iter(enumerate(text.split("\n"), 1)), ",", spaced=spaced)
    found.width = width
    return list(found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada,a@x.org,", ["Ada", "a@x.org", ""]),
        ('"Ada","a@x.org",""', ["Ada", "a@x.org", ""]),
        ('"Lovelace, Ada",,"said ""yes"""', ["Lovelace, Ada", "", 'said "yes"']),
        ('Ada "the countess" L,,x', ['Ada "the countess" L', "", "x"]),
        ('"Ada "the countess" L",,x', ['Ada "the countess" L', "", "x"]),
        ('5" pipe,,6"', ['5" pipe', "", '6"']),
        ('"Ada" Lovelace,,x', ['"Ada" Lovelace', "", "x"]),
    ],
)
def test_a_line_becomes_cells(line: str, expected: list[str]) -> None:
    assert records(line, 3) == [Row(1, expected)]


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\0")), min_size=2, max_size=2), max_size=5))
def test_whatever_the_csv_module_writes_is_read(rows: list[list[str]]) -> None:
    file = StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    assert [row.cells for row in records(file.getvalue(), 2) if isinstance(row, Row)] == rows


def test_a_cell_has_many_lines() -> None:
    found = records('Ada,"12 Mill Lane\nHarlow\n\nEssex",x\nTom,,y', 3)
    assert found == [Row(1, ["Ada", "12 Mill Lane\nHarlow\n\nEssex", "x"]), Row(5, ["Tom", "", "y"])]


@pytest.mark.parametrize(
    "damaged",
    [
        'Ada,"12 Mill Lane,x',
        '"Ada",a@x.org,"likes Zola',
        'Ada,a@x.org,"',
    ],
)
@pytest.mark.parametrize("after", ["Tom,t@x.org,y", '"Tom","t@x.org","y"', 'Tom,"t@x.org","y, z"'])
def test_an_unclosed_quote_costs_one_row(damaged: str, after: str) -> None:
    found = records("\n".join([damaged, after, "Eve,e@x.org,z"]), 3)
    assert found[0] == Refused(1, UNCLOSED)
    assert [(row.line, row.cells[0]) for row in found[1:] if isinstance(row, Row)] == [(2, "Tom"), (3, "Eve")]


def test_a_quote_that_another_row_seems_to_close_is_not_believed() -> None:
    between = [f"Tom{number},t@x.org,y" for number in range(50)]
    found = records("\n".join(['Ada,"12 Mill Lane,x', *between, 'Eve,e@x.org,"z']), 3)
    assert [row.line for row in found if isinstance(row, Refused)] == [1, 52]
    assert sum(isinstance(row, Row) for row in found) == 50


def test_lines_of_a_damaged_cell_become_nobody() -> None:
    found = records('Ada,"first\nsecond line\nthird, line\nTom,t@x.org,y\nEve,', 3)
    assert found == [
        Refused(1, UNCLOSED),
        Refused(2, AFTERMATH),
        Refused(3, AFTERMATH),
        Row(4, ["Tom", "t@x.org", "y"]),
        Row(5, ["Eve", ""]),
    ]


def test_a_quote_out_of_place_that_shifts_the_cells_is_refused() -> None:
    assert records('"Ada","a@x.org,"x"\n"Tom","t@x.org","y"', 3) == [
        Refused(1, MISPLACED),
        Row(2, ["Tom", "t@x.org", "y"]),
    ]


def test_blanks_before_quotes() -> None:
    assert records('Ada, "Mill Lane, 12", x', 3, spaced=True) == [Row(1, ["Ada", "Mill Lane, 12", "x"])]
    assert records('Ada, "Mill\nLane, 12",   x', 3, spaced=True) == [Row(1, ["Ada", "Mill\nLane, 12", "x"])]


def test_a_row_has_limits() -> None:
    wide = "x," * COLUMN_LIMIT + "y"
    text = HEADER + wide + "\nAda,a@x.org,x\n" + "y" * (LINE_LIMIT + 1) + "\nTom,t@x.org,y\n"
    rows = list(opened(text).rows())
    assert rows == [
        Refused(2, TOO_WIDE),
        Row(3, ["Ada", "a@x.org", "x"]),
        Refused(4, TOO_LONG),
        Row(5, ["Tom", "t@x.org", "y"]),
    ]


def test_a_cell_of_many_lines_has_limits_too() -> None:
    text = HEADER + 'Ada,a@x.org,"' + f"{'a long line of a book' * 10}\n" * (LINE_LIMIT // 200) + '"\nTom,t@x.org,y\n'
    assert refused(text) == [Refused(2, TOO_LONG)]


def test_an_endless_cell_ends() -> None:
    text = HEADER + 'Ada,a@x.org,"' + "line\n" * 100_000
    found = refused(text)
    assert found[0] == Refused(2, UNCLOSED)
    assert {each.reason for each in found[1:]} == {AFTERMATH}


@pytest.mark.parametrize("line", ['"a,', '""x""', 'x,""y""', '"a,"b', '","', '"""'])
def test_many_bad_quotes_take_no_longer_than_good_ones(line: str) -> None:
    text = HEADER + f"{line}\n" * 100_000
    assert sum(1 for _ in opened(text).rows()) > 30_000


@pytest.mark.parametrize("line", ['"a,' * 200_000, '"a"b,' * 200, '"' * 500_001, '""x' * 100_000])
def test_a_long_line_of_bad_quotes_ends(line: str) -> None:
    assert len(forgiven(line, ",")) <= len(line)
    assert len(list(opened(HEADER + line + "\nTom,t@x.org,y\n").rows())) == 2


def test_blank_lines_are_no_rows() -> None:
    assert cells(HEADER + "\n  \nAda,a@x.org,x\n,,\n\t\nTom,,\n") == [["Ada", "a@x.org", "x"], ["Tom", "", ""]]


def test_rows_may_be_ragged() -> None:
    assert cells(HEADER + "Ada\nTom,t@x.org,y,more\n") == [["Ada"], ["Tom", "t@x.org", "y", "more"]]
