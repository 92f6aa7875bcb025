from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import pipeline
from tinycrm.domain.pipeline import GAP, Share

PLACES = st.integers(-(2**40), 2**40)


@pytest.mark.parametrize(
    ("values", "total"),
    [([], 0), ([(10000, 50)], 5000), ([(1, 50)], 1), ([(1, 49)], 0), ([(33, 10), (33, 10)], 7), ([(500, 0)], 0)],
)
def test_weights_are_rounded_once_over_all(values: list[tuple[int, int]], total: int) -> None:
    assert pipeline.weighted(values) == total


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 100)), max_size=20))
def test_what_is_likely_is_never_more_than_what_is_asked(values: list[tuple[int, int]]) -> None:
    assert 0 <= pipeline.weighted(values) <= sum(minor for minor, _ in values)


@pytest.mark.parametrize(
    ("values", "middle", "average"),
    [([], None, None), ([7], 7, 7), ([1, 9], 5, 5), ([9, 1, 2], 2, 4), ([1, 2], 2, 2), ([1, 1, 2, 2], 2, 2)],
)
def test_the_middle_and_the_average(values: list[int], middle: int | None, average: int | None) -> None:
    assert pipeline.median(values) == middle
    assert pipeline.mean(values) == average


@pytest.mark.parametrize(("part", "whole", "percent"), [(0, 0, None), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13)])
def test_a_share_in_hundredths(part: int, whole: int, percent: int | None) -> None:
    assert Share(part, whole).percent == percent


def test_a_deal_rots_the_day_after_its_last() -> None:
    assert not pipeline.is_rotting(14, 14)
    assert pipeline.is_rotting(15, 14)
    assert not pipeline.is_rotting(9999, None)


def test_an_age_is_never_below_nought() -> None:
    assert pipeline.age("2026-11-01", date(2026, 11, 24)) == 23
    assert pipeline.age("2026-11-25", date(2026, 11, 24)) == 0


@given(PLACES, PLACES)
def test_a_place_lies_between_its_neighbours(one: int, other: int) -> None:
    low, high = sorted((one, other))
    place = pipeline.between(low, high)
    assert (place is None) if high - low < 2 else (place is not None and low < place < high)


def test_a_place_at_an_end_leaves_room() -> None:
    assert pipeline.between(None, None) == GAP
    assert pipeline.between(5, None) == 5 + GAP
    assert pipeline.between(None, 5) == 5 - GAP
