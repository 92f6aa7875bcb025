import pytest

from tests.tui.widgets.test_deal_card import VARIABLES
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.likely import _ROWS, Numbers, Share, stay

PEN = Pen(VARIABLES)
MONTHS = [Share("Nov", "£1,240", 41), Share("Dec", "£3,020", 100), Share("Jan", "£8", 1)]
SOME = Numbers("£5,127", "£11,985", 13, MONTHS, 1, 2, 61, "nine days in Quoted, as a rule")


def rows(numbers: Numbers, width: int) -> list[str]:
    return [row(numbers, PEN, width).strip(PEN, width).text for row in _ROWS]


def test_three_rows_tell_it() -> None:
    title, sums, rates = rows(SOME, 140)
    assert title.startswith("  LIKELY TO COME IN ───")
    assert title.rstrip().endswith("─ 13 open")
    assert "£5,127  of £11,985 asked" in sums
    assert "Nov £1,240 ████   Dec £3,020 ██████████   Jan £8 █" in sums
    assert sums.rstrip().endswith("◌ 1 standing still")
    assert "61 %  of those decided were won" in rates
    assert "nine days in Quoted, as a rule" in rates
    assert rates.rstrip().endswith("▵ 2 without a next step")


def test_what_is_nought_is_left_out() -> None:
    bare = SOME._replace(months=[], still=0, stepless=0, won=None, stay="")
    assert [row.split() for row in rows(bare, 100)[1:]] == [["£5,127", "of", "£11,985", "asked"], []]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100])
def test_it_stays_inside(width: int) -> None:
    assert [row(SOME, PEN, width).end for row in _ROWS[1:] if row(SOME, PEN, width).end > max(width, 40)] == []


def test_a_stay_is_said_in_words() -> None:
    assert stay("Quoted", 9) == "nine days in Quoted, as a rule"
    assert stay("Quoted", 1) == "one day in Quoted, as a rule"
    assert stay("Quoted", None) == ""
