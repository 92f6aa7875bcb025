import csv
import io

import pytest
from rich.cells import cell_len

from tinycrm.cli.table import aligned, fit, markdown, separated, width

NAMES = ["Ada Lovelace", "李小明", "Slavoj Žižek", "ألف", "Zoë", "Zoë", "ひらがな", "ＡＢＣ", "한국", "naïve café"]


def lines(rows: list[list[str]], room: int | None = None, right: tuple[int, ...] = ()) -> list[str]:
    number = len(rows[0])
    made = aligned(rows, [index in right for index in range(number)], room)
    return ["  ".join(cell for _, cell in line) for line in made]


@pytest.mark.parametrize("name", NAMES)
def test_width_is_what_a_terminal_takes(name: str) -> None:
    assert width(name) == cell_len(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("cells", range(1, 14))
def test_what_is_cut_fits(name: str, cells: int) -> None:
    shown = fit(name, cells)
    assert cell_len(shown) <= cells
    assert shown == name or shown.endswith("…")


def test_columns_stand_under_one_another_in_any_script() -> None:
    shown = lines([["Name", "Lives"], *([name, "Leeds"] for name in NAMES)])
    assert {cell_len(line[: line.index("L", 0)]) for line in (shown[0], *shown[2:3])} == {14}
    assert {cell_len(line.removesuffix("Leeds").removesuffix("Lives")) for line in shown} == {14}


def test_numbers_stand_to_the_right() -> None:
    assert lines([["Size"], ["7"], ["12345"]], right=(0,)) == [" Size", "    7", "12345"]


def test_empty_columns_are_left_out() -> None:
    assert lines([["Name", "Lives", "Tags"], ["Ada", "", "vip"]]) == ["Name  Tags", "Ada   vip "]


@pytest.mark.parametrize("room", [8, 12, 20, 30, 40])
def test_a_table_fits_into_its_room(room: int) -> None:
    rows = [["Name", "Lives", "Tags"], *([name * 3, "Leeds and York", "first-editions"] for name in NAMES)]
    shown = lines(rows, room)
    assert max(map(cell_len, shown)) <= room
    assert shown[0].startswith("Name")


def test_separated_values_are_read_back_and_run_nothing() -> None:
    rows = [["a", "b"], ['say "hi", Ada', "=1+1"], ["@x", "-2"], ["\tx", "plain"]]
    for delimiter in ",\t":
        found = list(csv.reader(io.StringIO(separated(rows, delimiter)), delimiter=delimiter))
        assert found == [["a", "b"], ['say "hi", Ada', "'=1+1"], ["'@x", "'-2"], ["'\tx", "plain"]]


def test_markdown_keeps_its_columns() -> None:
    assert list(markdown([["a", "b"], ["x|y", "back\\slash"]])) == [
        "| a | b |",
        "| --- | --- |",
        "| x\\|y | back\\\\slash |",
    ]
