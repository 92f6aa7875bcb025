import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formats.sheet.tool import opened, xlsx
from tinycrm.formats.person import Refused
from tinycrm.formats.sheet import Row, open_sheet


def test_a_sheet_says_what_it_is() -> None:
    sheet = opened('\ufeff"Name";"E-Mail"\r\n"Ada";"a@x.org"\r\n')
    assert (sheet.format, sheet.encoding, sheet.certain, sheet.delimiter) == ("csv", "utf-8", True, ";")
    assert (sheet.headers, sheet.header_line, sheet.notes, sheet.others) == (("Name", "E-Mail"), 1, (), ())
    assert list(sheet.rows()) == [Row(2, ["Ada", "a@x.org"])]


def test_tabs_make_another_format() -> None:
    assert opened("Name\tE-Mail\nAda\ta@x.org\n").format == "tsv"


def test_the_format_is_told_by_what_is_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(xlsx([["Name"], ["Ada"]]))
    assert open_sheet(path).format == "xlsx"
    path = tmp_path / "people.xls"
    path.write_text("Name\tCity\nAda\tLeeds\n", "utf-8")
    assert open_sheet(path).format == "tsv"


def test_rows_after_a_header_of_many_lines() -> None:
    sheet = opened('Name,"E-Mail\nof work",City\nAda,a@x.org,Leeds\n')
    assert sheet.headers == ("Name", "E-Mail of work", "City")
    assert list(sheet.rows()) == [Row(3, ["Ada", "a@x.org", "Leeds"])]


def test_the_footer_is_of_one_reading() -> None:
    sheet = opened("Name,Email,City\nAda,,\nGrand Totals (1 records)\n")
    for _ in range(2):
        assert sum(1 for _ in sheet.rows()) == 1
    assert sheet.footer == ["Grand Totals (1 records)"]


def test_an_unclosed_quote_is_told_by_its_line() -> None:
    rows = list(opened('Name,Email,City\nAda,a@x.org,Leeds\nTom,"t@x.org,York\nEve,e@x.org,Bath\n').rows())
    assert [row.line for row in rows] == [2, 3, 4]
    assert isinstance(rows[1], Refused)


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("traced")
def test_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Email,Notes\n" + "Ada,ada@x.org,likes Zola and first editions\n" * 50_000, "utf-8")
    sheet = open_sheet(path)
    tracemalloc.reset_peak()
    assert sum(1 for _ in sheet.rows()) == 50_000
    assert tracemalloc.get_traced_memory()[1] < path.stat().st_size
