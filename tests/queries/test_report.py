"""An estate, a school order and the like, and every figure of the report worked out by hand beside it."""

import math
import random
import sqlite3
import statistics
from contextlib import closing
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from tests.queries.pipeline import (
    ENQUIRY,
    LOST,
    QUOTED,
    RESERVED,
    SOURCING,
    TODAY,
    WON,
    ago,
    day,
    lose,
    move,
    start,
    titles,
    win,
)
from tinycrm.domain.money import Money
from tinycrm.queries import report
from tinycrm.queries.report import Lost, Month, Pipeline, Reason, Sum, Won
from tinycrm.services import deal
from tinycrm.store import Store


def pounds(amount: float) -> Money:
    return Money(round(amount * 100), "GBP")


@pytest.fixture
def found(shop: Store) -> Pipeline:
    estate = start(shop, "The estate", value=380000, since=50, close="2027-01-10", next="see the upper rooms")
    move(shop, estate, SOURCING, since=40)  # 10 days in Enquiry; stands still since
    verne = start(shop, "Verne", value=520000, since=30, close="2026-12-01")
    move(shop, verne, QUOTED, since=10)  # 20 days in Enquiry
    with shop.begin("deal.edit") as tx:
        deal.edit(tx, verne, {"probability": 60})
    start(shop, "Tea", value=10001, since=2, close="2026-12-20")
    start(shop, "Maps", value=90000, currency="EUR", since=1)
    waves = start(shop, "Waves", value=42000, since=60)
    for stage, since in ((QUOTED, 56), (RESERVED, 40)):  # 4 days in Enquiry, 16 in Quoted
        move(shop, waves, stage, since=since)
    win(shop, waves, since=30)  # 10 days in Reserved
    win(shop, start(shop, "A gift", since=9), since=9)  # without a value; 0 days in Enquiry
    dickens = start(shop, "Dickens", value=64000, since=34)
    move(shop, dickens, QUOTED, since=26)  # 8 days in Enquiry
    lose(shop, dickens, "too dear", since=12)  # 14 days in Quoted
    lose(shop, start(shop, "Polar", value=210000, since=99), "too dear", since=90)  # 9 days in Enquiry
    lose(shop, start(shop, "Fens", value=45000, since=99), "no answer", since=95)  # 4 days in Enquiry
    return report.pipeline(shop.reader, TODAY, "GBP")


def test_what_is_open_is_added_up_plain_and_weighted(found: Pipeline) -> None:
    # 3800 × 25 % + 5200 × 60 % + 100.01 × 10 % = 950 + 3120 + 10.001; the euros are counted apart
    assert found.open == Sum(4, pounds(9100.01), pounds(4080))
    assert (found.others, found.without_next) == (1, 3)


def test_months_are_those_of_the_expected_close(found: Pipeline) -> None:
    assert found.months == [
        Month("2026-12", 2, pounds(5300.01), pounds(3130)),
        Month("2027-01", 1, pounds(3800), pounds(950)),
        Month(None, 1, pounds(0), pounds(0)),
    ]


def test_what_is_over_has_its_rate_average_and_reasons(found: Pipeline) -> None:
    assert found.won == Won(2, pounds(420), pounds(420), 40)
    assert found.lost == Lost(3, pounds(3190))
    assert found.reasons == [Reason("too dear", 2, pounds(2740)), Reason("no answer", 1, pounds(450))]


def test_stages_say_who_came_in_who_went_on_and_for_how_long_they_stayed(found: Pipeline) -> None:
    # Enquiry: 9 came, Tea and Maps are there still; of the 7 others Polar and Fens went no further: 5 of 7
    # its stays: 10, 20, 4, 0, 8, 9, 4 days, the middle one being 8
    # Quoted: Waves, Dickens and Verne came, Verne is there; Waves went on, Dickens did not; stays of 16 and 14 days
    told = {
        each.name: (each.entered, each.left, each.went_on, each.conversion, each.median_days) for each in found.stages
    }
    assert told == {
        "Enquiry": (9, 7, 5, 71, 8),
        "Sourcing": (1, 0, 0, None, None),
        "Quoted": (3, 2, 1, 50, 15),
        "Reserved": (1, 1, 1, 100, 10),
    }
    sums = {each.name: (each.deals, each.value, each.weighted) for each in found.stages}
    assert sums["Enquiry"] == (2, pounds(100.01), pounds(10))
    assert sums["Quoted"] == (1, pounds(5200), pounds(3120))
    assert [each.ref for each in found.stages] == ["s1", "s2", "s3", "s4"]


def test_what_stands_still_is_named_the_longest_first(shop: Store, found: Pipeline) -> None:
    start(shop, "Old", since=70)
    assert titles(found.rotting) == ["The estate"]
    assert titles(report.pipeline(shop.reader, TODAY, "GBP").rotting) == ["Old", "The estate"]


def test_since_a_day_only_what_is_over_since_counts(shop: Store, found: Pipeline) -> None:
    lately = report.pipeline(shop.reader, TODAY, "GBP", ago(30))
    assert (lately.won.deals, lately.lost.deals, lately.won.rate) == (2, 1, 67)
    assert lately.open == found.open
    # of stays those that ended since: 20 (Verne), 0 (the gift), 8 (Dickens)
    assert {each.name: each.median_days for each in lately.stages}["Enquiry"] == 8


def test_a_deal_that_comes_back_is_counted_once(shop: Store) -> None:
    nana = start(shop, "Nana", since=20)
    for stage, since in ((QUOTED, 18), (ENQUIRY, 16), (QUOTED, 10)):
        move(shop, nana, stage, since=since)
    told = {each.name: each for each in report.pipeline(shop.reader, TODAY, "GBP").stages}
    assert (told["Enquiry"].entered, told["Enquiry"].went_on, told["Enquiry"].median_days) == (1, 1, 4)
    assert (told["Quoted"].entered, told["Quoted"].left, told["Quoted"].median_days) == (1, 0, 2)


def test_an_empty_pipeline_has_no_averages(shop: Store) -> None:
    empty = report.pipeline(shop.reader, TODAY, "GBP")
    assert (empty.open, empty.months, empty.won) == (Sum(0, pounds(0), pounds(0)), [], Won(0, pounds(0), None, None))
    assert {each.conversion for each in empty.stages} == {None}


def test_scripts_get_counts_by_that_name(found: Pipeline) -> None:
    told = found.as_json()
    assert list(told) == ["open", "months", "stages", "won", "lost", "reasons", "rotting", "without_next", "others"]
    assert told["open"] == {"count": 4, "value": pounds(9100.01), "weighted": pounds(4080)}
    assert told["months"][0]["month"] == "2026-12"
    assert list(told["reasons"][0]) == ["reason", "count", "value"]
    assert told["won"] == {"count": 2, "value": pounds(420), "average": pounds(420), "rate": 40}
    assert (told["rotting"][0]["title"], told["others"], day(0)) == ("The estate", 1, TODAY.isoformat())


REASONS = ("too dear", "no answer", "found one")


def shuffled(shop: Store) -> None:
    """Sixty deals that were moved at random, some to their end."""
    dice = random.Random(6)
    for number in range(1, 61):
        days = sorted((dice.randrange(200) for _ in range(4)), reverse=True)
        value = dice.choice((None, dice.randrange(1, 900000)))
        month = dice.choice((None, "2026-12-05", "2027-01-20", "2027-01-31"))
        start(shop, f"Deal {number}", value=value, since=days[0], close=month)
        for since in days[1 : dice.randrange(1, 4)]:
            move(shop, number, dice.choice((ENQUIRY, SOURCING, QUOTED, RESERVED)), since=since)
        end = dice.choice((win, lose, None, None))
        if end is lose:
            lose(shop, number, dice.choice(REASONS), since=days[-1])
        elif end is win:
            win(shop, number, since=days[-1])


def test_the_report_agrees_with_the_rows(shop: Store) -> None:
    """Every figure once more from the bare rows, for a pipeline that no one looked at."""
    shuffled(shop)
    told = report.pipeline(shop.reader, TODAY, "GBP")

    with closing(sqlite3.connect(shop.path)) as file:
        probability = dict(file.execute("SELECT id, probability FROM stage").fetchall())
        deals = file.execute("SELECT id, stage_id, value, close, closed_on, lost_reason FROM deal").fetchall()
        moves = file.execute("SELECT deal_id, stage_id, day FROM move ORDER BY id").fetchall()

    def added(some: list[Any]) -> tuple[int, int, int]:
        likely = sum(Fraction((value or 0) * probability[stage], 100) for _, stage, value, *_ in some)
        return len(some), sum(value or 0 for _, _, value, *_ in some), math.floor(likely + Fraction(1, 2))

    def plain(found: Any) -> tuple[int, int, int]:
        return found.deals, found.value.minor, found.weighted.minor

    standing = [each for each in deals if each[4] is None]
    assert plain(told.open) == added(standing)
    for each_month in told.months:
        due = [each for each in standing if (each[3] or "")[:7] == (each_month.month or "")]
        assert plain(each_month) == added(due)
    assert sum(each.deals for each in told.months) == len(standing)
    stays: dict[int, list[int]] = {}
    for deal_id in range(1, 61):
        steps = [(stage, date.fromisoformat(day)) for owner, stage, day in moves if owner == deal_id]
        for (stage, came), (_, left) in pairwise(steps):
            stays.setdefault(stage, []).append((left - came).days)
    for stage_id, stage in enumerate(told.stages, 1):
        assert plain(stage) == added([each for each in standing if each[1] == stage_id])
        assert stage.median_days is not None
        assert abs(stage.median_days - statistics.median(stays[stage_id])) <= 0.5  # whole days
        came_in = {owner for owner, where, _ in moves if where == stage_id}
        assert stage.entered == len(came_in)
        assert stage.left == len([each for each in deals if each[0] in came_in and each[1] != stage_id])
    won = [each for each in deals if each[1] == WON]
    lost = [each for each in deals if each[1] == LOST]
    assert (told.won.deals, told.won.value.minor) == added(won)[:2]
    assert (told.lost.deals, told.lost.value.minor) == added(lost)[:2]
    assert told.won.rate == round(100 * len(won) / (len(won) + len(lost)))
    worth = [each[2] for each in won if each[2] is not None]
    assert told.won.average is not None
    assert abs(told.won.average.minor - statistics.mean(worth)) <= 0.5  # whole pence
    assert {each.reason: (each.deals, each.value.minor) for each in told.reasons} == {
        reason: added([each for each in lost if each[5] == reason])[:2] for reason in REASONS
    }
