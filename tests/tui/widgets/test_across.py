from itertools import pairwise

import pytest

from tests.tui.widgets.test_deal_card import of
from tinycrm.queries.deal import Column
from tinycrm.tui.widgets.across import MARGIN, place, widen
from tinycrm.tui.widgets.lane import Lane


def lanes(open_ones: int = 4) -> list[Lane]:
    return [Lane(numbered(at, "open" if at < open_ones else "won")) for at in range(open_ones + 2)]


def numbered(at: int, kind: str) -> Column:
    column = of(kind=kind)
    return column._replace(stage=column.stage._replace(ref=f"s{at + 1}"))


def test_all_columns_stand_side_by_side_where_there_is_room() -> None:
    six = lanes()
    widen(six, {}, 0, 140)
    assert [lane.width for lane in six] == [26, 26, 26, 26, 14, 14]
    placed, offset = place(six, 5, 140, 0)
    assert [each.start for each in placed] == [1, 28, 55, 82, 109, 124]
    assert (placed[-1].end, offset) == (138, 0)


def test_open_ones_grow_where_there_is_more() -> None:
    six = lanes()
    widen(six, {}, 0, 150)
    assert [lane.width for lane in six] == [28, 28, 28, 28, 14, 14]
    widen(six, {}, 0, 400)
    assert six[0].width == 36


def test_closed_ones_fold_by_themselves_except_the_one_in_hand() -> None:
    six = lanes()
    widen(six, {}, 0, 100)
    assert [lane.folded for lane in six] == [False] * 4 + [True] * 2
    widen(six, {}, 4, 100)
    assert [lane.folded for lane in six] == [False] * 5 + [True]
    widen(six, {6: False}, 0, 100)
    assert [lane.folded for lane in six] == [False] * 4 + [True, False]


def test_what_the_owner_folds_stays_folded() -> None:
    six = lanes()
    widen(six, {1: True}, 0, 140)
    assert six[0].width == 3
    assert six[0].folded


@pytest.mark.parametrize("width", [30, 60, 80, 100, 119])
@pytest.mark.parametrize("held", range(6))
def test_the_one_in_hand_is_whole_and_so_is_the_first_in_sight(width: int, held: int) -> None:
    six, offset = lanes(), 0
    for each in (0, held):
        widen(six, {}, each, width)
        placed, offset = place(six, each, width, offset)
    here = next(each for each in placed if each.at == held)
    assert here.first == here.start
    if width >= 60:
        assert here.end - here.start == six[held].width
    assert placed[0].first == placed[0].start == MARGIN
    assert placed[-1].end <= width - MARGIN
    assert all(one.end < other.first for one, other in pairwise(placed))


def test_no_columns_are_no_trouble() -> None:
    widen([], {}, 0, 80)
    assert place([], 0, 80, 5) == ([], 0)
