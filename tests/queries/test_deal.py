import pytest

from tests.queries import people
from tests.queries.pipeline import (
    ENQUIRY,
    LOST,
    QUOTED,
    SOURCING,
    TODAY,
    WON,
    ago,
    day,
    lose,
    move,
    start,
    the,
    titles,
    win,
)
from tinycrm.domain.money import Money
from tinycrm.queries import deal as deals
from tinycrm.queries.condition import Condition
from tinycrm.queries.deal import SORTS, Column, Wanted
from tinycrm.store import Store


@pytest.fixture
def pipeline(shop: Store) -> Store:
    """Ada (c1) and Bea (c2); three open deals, one won this month, one lost in another."""
    ada, bea = people.add(shop, "Ada Lovelace"), people.add(shop, "Bea Quill")
    start(shop, "Nana", ada, bea, value=18001, next="quote", next_on=day(-4), since=15, close=day(6))
    start(shop, "Maps", value=10000, currency="EUR", stage=SOURCING, since=30)
    start(shop, "Verne", bea, value=500000, probability=33, stage=SOURCING, since=31, notes="twelve")
    win(shop, start(shop, "Waves", ada, value=42000, since=20), since=3)
    lose(shop, start(shop, "Dickens", bea, since=60), "too dear", since=40)
    move(shop, 1, QUOTED, since=10)
    return shop


def board(shop: Store, **more: object) -> dict[str, Column]:
    found = deals.board(shop.reader, TODAY, "GBP", **more)  # type: ignore[arg-type]  # passed on
    return {column.stage.name: column for column in found}


def test_the_board_has_every_stage_with_its_cards_and_sums(pipeline: Store) -> None:
    found = board(pipeline)
    assert {name: [card.title for card in column.cards] for name, column in found.items()} == {
        "Enquiry": [], "Sourcing": ["Maps", "Verne"], "Quoted": ["Nana"], "Reserved": [], "Won": ["Waves"], "Lost": [],
    }  # fmt: skip
    sourcing = found["Sourcing"]
    assert (sourcing.value, sourcing.weighted, sourcing.others) == (Money(500000, "GBP"), Money(165000, "GBP"), 1)
    assert (found["Quoted"].value.minor, found["Quoted"].weighted.minor) == (18001, 9001)
    assert found["Won"].weighted == Money(42000, "GBP")
    assert found["Enquiry"].value == Money(0, "GBP")


def test_a_card_says_what_the_board_shows(pipeline: Store) -> None:
    (card,) = board(pipeline)["Quoted"].cards
    assert (card.ref, card.id, card.stage_id, card.who, card.who_ref) == ("d1", 1, QUOTED, "Ada Lovelace", "c1")
    assert (card.value, card.probability, card.age_days, card.rotting) == (Money(18001, "GBP"), 50, 10, False)
    assert (card.next, card.next_on, card.close, card.closed) == ("quote", day(-4), day(6), None)
    maps, verne = board(pipeline)["Sourcing"].cards
    assert (maps.rotting, maps.age_days, verne.rotting, verne.probability) == (False, 30, True, 33)
    assert (maps.who, maps.who_ref, maps.next) == (None, None, None)


def test_closed_columns_hold_this_months_the_latest_first(pipeline: Store) -> None:
    win(pipeline, start(pipeline, "Tea", value=100), since=1)
    assert [card.title for card in board(pipeline)["Won"].cards] == ["Tea", "Waves"]
    earlier = board(pipeline, closed_since=ago(50))
    assert [(card.title, card.reason, card.rotting) for card in earlier["Lost"].cards] == [
        ("Dickens", "too dear", False)
    ]


def test_a_board_of_some_deals_sums_only_those(pipeline: Store) -> None:
    some = board(pipeline, condition=Condition("d.title = ?", ("Verne",)))
    assert [len(column.cards) for column in some.values()] == [0, 1, 0, 0, 0, 0]
    assert (some["Sourcing"].others, some["Sourcing"].value.minor) == (0, 500000)


def test_a_deal_is_told_whole(pipeline: Store) -> None:
    assert the(pipeline, 3)._asdict() == {
        "ref": "d3", "title": "Verne", "stage": "Sourcing", "value": Money(500000, "GBP"), "probability": 33,
        "close": None, "who": "Bea Quill", "next": None, "next_on": None, "who_ref": "c2", "stage_ref": "s2",
        "status": "open", "since": day(-31), "age_days": 31, "rotting": True, "closed": None, "reason": None,
        "reason_words": None, "contacts": [{"ref": "c2", "name": "Bea Quill"}], "probability_own": True,
        "source": None, "notes": "twelve", "created": "2026-11-24T10:30:00Z", "currency": "GBP",
    }  # fmt: skip
    assert (the(pipeline, 5).status, the(pipeline, 5).age_days, the(pipeline, 5).rotting) == ("lost", 40, False)
    assert deals.deal(pipeline.reader, 99, TODAY) is None


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("open", ["Maps", "Verne", "Nana"]),
        ("won", ["Waves"]),
        ("lost", ["Dickens"]),
        ("closed", ["Waves", "Dickens"]),
        (None, ["Maps", "Verne", "Nana", "Waves", "Dickens"]),
    ],
)
def test_a_list_is_of_one_status_or_of_any(pipeline: Store, status: str | None, wanted: list[str]) -> None:
    assert titles(deals.page(pipeline.reader, TODAY, Wanted(status=status))) == wanted


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("value", ["Verne", "Nana", "Maps"]),
        ("close", ["Nana", "Maps", "Verne"]),
        ("next", ["Nana", "Maps", "Verne"]),
        ("created", ["Verne", "Maps", "Nana"]),
        ("title", ["Maps", "Nana", "Verne"]),
        ("stage", ["Maps", "Verne", "Nana"]),
    ],
)
def test_a_list_has_its_order(pipeline: Store, sort: str, wanted: list[str]) -> None:
    assert sort in SORTS
    assert titles(deals.page(pipeline.reader, TODAY, Wanted(sort=sort))) == wanted
    assert titles(deals.page(pipeline.reader, TODAY, Wanted(sort=sort, limit=1))) == wanted[:1]


def test_a_contacts_deals_are_the_open_ones_then_those_closed_last(pipeline: Store) -> None:
    assert titles(deals.of_contact(pipeline.reader, 2, TODAY)) == ["Verne", "Nana", "Dickens"]
    assert titles(deals.of_contact(pipeline.reader, 1, TODAY)) == ["Nana", "Waves"]


def test_some_come_in_the_order_they_are_asked_for(pipeline: Store) -> None:
    assert titles(deals.some(pipeline.reader, [5, 1, 99], TODAY)) == ["Dickens", "Nana"]


def test_the_way_says_from_where_and_what_it_was_worth(pipeline: Store) -> None:
    first, second = deals.passed(pipeline.reader, [5])
    assert (first.came_from, first.was_open, first.stage, first.day) == (None, False, "Enquiry", day(-60))
    assert second.as_json() == {
        "day": day(-40), "at": "2026-11-24T10:30:00Z", "stage": "Lost", "from": "Enquiry", "value": None,
        "probability": 0, "reason": "too dear",
    }  # fmt: skip


def test_follow_ups_on_a_deal_are_counted_while_open(pipeline: Store) -> None:
    number = people.remind(pipeline, 1)
    with pipeline.begin("x") as tx:
        tx.update("reminder", number, deal_id=1)
    assert deals.follow_ups(pipeline.reader, 1) == 1
    people.finish(pipeline, number)
    assert deals.follow_ups(pipeline.reader, 1) == 0


def test_the_cards_of_a_stage_that_is_over_are_all_there(pipeline: Store) -> None:
    assert [card.title for card in deals.cards(pipeline.reader, LOST, TODAY)] == ["Dickens"]
    assert [card.title for card in deals.cards(pipeline.reader, WON, TODAY)] == ["Waves"]
    assert deals.cards(pipeline.reader, ENQUIRY, TODAY) == []
