import gc
from pathlib import Path

import pytest

from tests.formats.sheet.tool import FILES, cells, ods, opened, xlsx, zipped
from tinycrm.errors import NotFoundError, UnreadableError
from tinycrm.formats.person import Refused
from tinycrm.formats.sheet import Row, book, open_sheet
from tinycrm.formats.sheet.record import TOO_LONG

ROWS: list[list[str | float | bool]] = [
    ["Name", "Phone", "Newsletter", "Notes"],
    ["Änne Böhm", 4930123456.0, True, "one\r\ntwo"],
    ["", "", "", ""],
    ["Tom", "030 1234", False, 1.5],
]


def test_a_workbook_is_read_as_typed() -> None:
    sheet = opened(xlsx(ROWS))
    assert (sheet.format, sheet.encoding, sheet.certain, sheet.name) == ("xlsx", None, True, "One")
    assert sheet.headers == ("Name", "Phone", "Newsletter", "Notes")
    expected = [
        Row(2, ["Änne Böhm", "4930123456", "yes", "one\ntwo"]),
        Row(4, ["Tom", "030 1234", "no", "1.5"]),
    ]
    assert [list(sheet.rows()) for _ in range(2)] == [expected, expected]


def test_two_can_read_at_once() -> None:
    sheet = opened(xlsx(ROWS))
    assert [(one.line, two.line) for one, two in zip(sheet.rows(), sheet.rows(), strict=True)] == [(2, 2), (4, 4)]


def test_an_open_document_sheet() -> None:
    sheet = opened(ods([["Name", "Phone"], ["Änne", "030 1234"], ["Tom", 301234.0]]))
    assert (sheet.format, sheet.name) == ("ods", "People")
    assert [row.cells for row in sheet.rows() if isinstance(row, Row)] == [["Änne", "030 1234"], ["Tom", "301234"]]


def test_an_old_workbook_with_days() -> None:
    sheet = open_sheet(FILES / "people.xls")
    assert (sheet.format, sheet.name) == ("xls", "People")
    assert list(sheet.rows()) == [
        Row(2, ["Änne", "Böhm", "4930123456", "1985-12-10"]),
        Row(3, ["Tom", "Sørli", "0301234", ""]),
    ]


def test_a_file_on_disk_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "-people; rm.csv"
    path.write_bytes(xlsx(ROWS))
    assert open_sheet(path).format == "xlsx"


def test_the_first_sheet_with_cells_is_read_or_the_named_one() -> None:
    data = xlsx([["Name"], ["hidden"]], [], [["Name"], ["Ada"]], hidden=1)
    assert opened(data).name == "Three"
    assert opened(data).others == ("One", "Two")
    named = open_sheet(data, name="One")
    assert [row.cells for row in named.rows() if isinstance(row, Row)] == [["hidden"]]
    with pytest.raises(NotFoundError, match="There is no sheet named Four"):
        open_sheet(data, name="Four")


def test_notes_and_totals_in_a_workbook() -> None:
    sheet = opened(xlsx([["Our people", "", ""], ["Name", "Email", "City"], ["Ada", "", ""], ["Total: 1", "", ""]]))
    assert [row.cells[0] for row in sheet.rows() if isinstance(row, Row)] == ["Ada"]
    assert (sheet.header_line, sheet.notes, sheet.footer) == (2, ("Our people",), ["Total: 1"])


def test_numbers_that_lost_their_digits_are_not_made_up() -> None:
    assert cells(xlsx([["Name", "id"], ["Ada", 4876876000000212123.0]])) == [["Ada", "4.87687600000021E+18"]]


def test_a_row_has_limits() -> None:
    (row,) = opened(xlsx([["Name", "Notes"], ["Ada", "x" * 1_100_000]])).rows()
    assert row == Refused(2, TOO_LONG)


@pytest.mark.parametrize("far", ["XFD1", "XFD1048576", "ALK1048576", "A99999999"])
def test_a_cell_far_away_ends_in_a_sentence(far: str) -> None:
    with pytest.raises(UnreadableError, match=r"too large when it is unpacked|at most 1,000 are read|damaged"):
        opened(xlsx([["Name"], ["Ada"]], ref=far))


def test_a_bomb_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "UNPACKED_LIMIT", 1_000)
    monkeypatch.setattr(book, "Popen", None)
    with pytest.raises(UnreadableError, match="too large when it is unpacked"):
        opened(xlsx([["Name"], ["Ada" * 400]]))


def test_a_bomb_of_many_files_is_refused() -> None:
    with pytest.raises(UnreadableError, match="too large when it is unpacked"):
        opened(zipped({"xl/workbook.xml": "", **{f"{number}": "" for number in range(10_001)}}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"people.csv": "Name\nAda\n"}), "an archive, not a sheet"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (zipped({"xl/workbook.xml": "<nothing"}), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "damaged"),
        (xlsx([]), "no rows"),
        (xlsx([["", ""]]), "no rows"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        opened(data)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sheet = opened(xlsx(ROWS))
    assert sum(1 for _ in sheet.rows()) == 2
    assert list(tmp_path.iterdir()) == []
    del sheet
    gc.collect()
