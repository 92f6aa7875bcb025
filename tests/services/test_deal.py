import multiprocessing
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tests.queries import people
from tests.queries.pipeline import (
    ENQUIRY,
    LOSING,
    LOST,
    QUOTED,
    RESERVED,
    SOURCING,
    TODAY,
    WON,
    ago,
    columns,
    day,
    lose,
    move,
    start,
    the,
    win,
)
from tinycrm.domain.money import Money
from tinycrm.errors import NotFoundError, RefusedError
from tinycrm.queries import deal as deals
from tinycrm.services import deal, undo
from tinycrm.services.deal import Closing, Draft
from tinycrm.store import Store


@pytest.fixture
def nana(shop: Store) -> int:
    """A deal with Ada (c1), quoted ten days ago."""
    ada = people.add(shop, "Ada Lovelace")
    nana = start(shop, "Nana", ada, value=18000, since=15)
    move(shop, nana, QUOTED, since=10)
    return nana


def undone(shop: Store) -> None:
    plan = undo.plan_undo(shop.reader)
    with shop.begin("undo", undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)


def way(shop: Store, deal_id: int) -> list[tuple[str | None, str, str, int]]:
    return [(each.came_from, each.stage, each.day, each.probability) for each in deals.passed(shop.reader, [deal_id])]


def test_a_deal_starts_in_the_first_open_stage_with_its_people(shop: Store) -> None:
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    with shop.begin("deal.add") as tx:
        made = deal.add(tx, Draft("Nana", "GBP", 18000), [ada, bea, ada], TODAY)
    found = the(shop, made)
    assert (found.stage, found.status, found.value, found.probability) == ("Enquiry", "open", Money(18000, "GBP"), 10)
    assert [each["name"] for each in found.contacts] == ["Ada", "Bea"]
    assert (found.who, found.since, found.age_days, found.rotting) == ("Ada", TODAY.isoformat(), 0, False)
    assert way(shop, made) == [(None, "Enquiry", TODAY.isoformat(), 10)]


def test_a_deal_starts_in_no_stage_where_deals_end(shop: Store) -> None:
    with pytest.raises(RefusedError, match="A deal starts in an open stage, and Won is none"):
        start(shop, "Nana", stage=WON)
    with pytest.raises(NotFoundError, match="c9 was deleted"):
        start(shop, "Nana", 9)


def test_moving_writes_the_way_with_what_it_was_worth(shop: Store, nana: int) -> None:
    move(shop, nana, RESERVED)
    found = the(shop, nana)
    assert (found.stage, found.age_days) == ("Reserved", 0)
    assert way(shop, nana) == [
        (None, "Enquiry", day(-15), 10),
        ("Enquiry", "Quoted", day(-10), 50),
        ("Quoted", "Reserved", day(0), 85),
    ]
    undone(shop)
    assert (the(shop, nana).stage, the(shop, nana).age_days) == ("Quoted", 10)
    assert len(way(shop, nana)) == 2


def test_moving_to_where_it_stands_changes_nothing(shop: Store, nana: int) -> None:
    before = shop.reader.value("SELECT max(id) FROM operation")
    move(shop, nana, QUOTED)
    assert shop.reader.value("SELECT max(id) FROM operation") == before


def test_a_probability_of_its_own_lasts_until_it_is_moved(shop: Store, nana: int) -> None:
    with shop.begin("deal.edit") as tx:
        deal.edit(tx, nana, {"probability": 70})
    assert (the(shop, nana).probability, the(shop, nana).probability_own) == (70, True)
    move(shop, nana, RESERVED)
    assert (the(shop, nana).probability, the(shop, nana).probability_own) == (85, False)


def test_winning_takes_the_final_value(shop: Store, nana: int) -> None:
    with shop.begin("deal.won") as tx:
        deal.win(tx, nana, Money(17500, "GBP"), today=TODAY)
    found = the(shop, nana)
    assert (found.stage, found.status, found.value, found.probability, found.closed) == (
        "Won", "won", Money(17500, "GBP"), 100, TODAY.isoformat(),
    )  # fmt: skip
    with pytest.raises(RefusedError, match="d1 is won already"):
        win(shop, nana)


def test_losing_needs_a_reason_and_spells_it_as_it_is_offered(shop: Store, nana: int) -> None:
    with pytest.raises(RefusedError, match="A lost deal needs a reason"):
        move(shop, nana, LOST)
    lose(shop, nana, "Too  Dear", "would have paid 120")
    found = the(shop, nana)
    assert (found.status, found.reason, found.reason_words) == ("lost", "too dear", "would have paid 120")
    assert (found.probability, found.closed) == (0, TODAY.isoformat())
    with pytest.raises(RefusedError, match="d1 is lost already"):
        lose(shop, nana)


def test_a_reason_in_other_words_is_kept_as_it_is(shop: Store, nana: int) -> None:
    lose(shop, nana, "her aunt had one")
    assert the(shop, nana).reason == "her aunt had one"


def test_reopening_goes_back_to_where_it_was(shop: Store, nana: int) -> None:
    lose(shop, nana)
    with shop.begin("deal.reopen") as tx:
        assert deal.reopen(tx, nana, today=TODAY).name == "Quoted"
    found = the(shop, nana)
    assert (found.stage, found.status, found.closed, found.reason, found.probability) == (
        "Quoted", "open", None, None, 50,
    )  # fmt: skip
    assert [stage for _, stage, *_ in way(shop, nana)] == ["Enquiry", "Quoted", "Lost", "Quoted"]
    assert deals.passed(shop.reader, [nana])[2].reason == "too dear"
    with pytest.raises(RefusedError, match="d1 is open"), shop.begin("deal.reopen") as tx:
        deal.reopen(tx, nana, today=TODAY)


def test_moving_out_of_an_end_reopens_and_into_another_ends_anew(shop: Store, nana: int) -> None:
    move(shop, nana, WON)
    assert the(shop, nana).status == "won"
    move(shop, nana, LOST, closing=LOSING)
    assert (the(shop, nana).status, the(shop, nana).reason) == ("lost", "too dear")
    move(shop, nana, SOURCING)
    assert (the(shop, nana).status, the(shop, nana).closed, the(shop, nana).reason) == ("open", None, None)


def test_all_of_it_is_undone_step_by_step(shop: Store, nana: int) -> None:
    start_row = shop.reader.records("SELECT * FROM deal")
    move(shop, nana, RESERVED)
    lose(shop, nana)
    with shop.begin("deal.reopen") as tx:
        deal.reopen(tx, nana, today=TODAY)
    win(shop, nana)
    with shop.begin("deal.delete") as tx:
        deal.delete(tx, nana)
    for _ in range(5):
        undone(shop)
    assert shop.reader.records("SELECT * FROM deal") == start_row
    assert [stage for _, stage, *_ in way(shop, nana)] == ["Enquiry", "Quoted"]


def test_a_card_that_was_moved_meanwhile_stays_and_the_second_is_told(shop: Store, nana: int) -> None:
    win(shop, nana)
    with pytest.raises(RefusedError) as refused:
        move(shop, nana, RESERVED, expect_stage=QUOTED)
    assert str(refused.value) == (
        "This card was moved to Won in another window. Put back there; move it again if you meant it."
    )
    assert the(shop, nana).stage == "Won"
    with pytest.raises(RefusedError, match="moved to Won"), shop.begin("deal.lost") as tx:
        deal.lose(tx, nana, "too dear", today=TODAY, expect_stage=QUOTED)


def moves(path: str, to: int, told: "multiprocessing.Queue[str]") -> None:
    store = Store.open(Path(path), TESTER, lambda: NOW, lambda _: None)
    try:
        move(store, 1, to, expect_stage=QUOTED)
        told.put("moved")
    except RefusedError as error:
        told.put(str(error))


def test_of_two_programs_that_move_a_card_one_does_and_the_other_is_told(shop: Store, nana: int) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    both = [context.Process(target=moves, args=(str(shop.path), to, told)) for to in (SOURCING, RESERVED)]
    for process in both:
        process.start()
    answers = sorted(told.get(timeout=30) for _ in both)
    for process in both:
        process.join()
    assert answers[1] == "moved"
    assert answers[0].startswith(f"This card was moved to {the(shop, nana).stage} in another window.")
    assert len(way(shop, nana)) == 3


def test_a_deal_or_a_stage_that_is_gone_is_told(shop: Store, nana: int) -> None:
    with pytest.raises(NotFoundError, match="d7 was deleted in another window"):
        move(shop, 7, QUOTED)
    with pytest.raises(RefusedError, match="That stage was removed"):
        move(shop, nana, 99)


def test_cards_keep_the_order_they_are_put_in(shop: Store) -> None:
    for title in "ABCD":
        start(shop, title)
    assert columns(shop, ENQUIRY) == [["A", "B", "C", "D"]]
    places = {card.title: card.position for card in deals.cards(shop.reader, ENQUIRY, TODAY)}
    move(shop, 4, ENQUIRY, places["B"])
    assert columns(shop, ENQUIRY) == [["A", "D", "B", "C"]]
    move(shop, 1, ENQUIRY, places["C"])
    assert columns(shop, ENQUIRY) == [["D", "B", "A", "C"]]
    move(shop, 2, SOURCING)
    move(shop, 3, SOURCING, places["B"] - 10**9)
    assert columns(shop, ENQUIRY, SOURCING) == [["D", "A"], ["C", "B"]]
    undone(shop)
    assert columns(shop, ENQUIRY, SOURCING) == [["D", "A", "C"], ["B"]]


def test_putting_a_card_elsewhere_touches_no_other(shop: Store) -> None:
    for title in "ABC":
        start(shop, title)
    first = deals.cards(shop.reader, ENQUIRY, TODAY)[0]
    move(shop, 3, ENQUIRY, first.position)
    newest = shop.reader.value("SELECT max(operation_id) FROM change")
    assert shop.reader.values("SELECT row_id FROM change WHERE operation_id = ?", (newest,)) == [3]


def test_where_there_is_no_room_it_is_made(shop: Store) -> None:
    for title in "ABC":
        start(shop, title)
    with shop.begin("deal.edit") as tx:
        for number in (1, 2):
            tx.update("deal", number, position=number)
    move(shop, 3, ENQUIRY, 2)
    assert columns(shop, ENQUIRY) == [["A", "C", "B"]]
    places = [card.position for card in deals.cards(shop.reader, ENQUIRY, TODAY)]
    assert min(b - a for a, b in pairwise(places)) > 1000


def test_editing_says_who_joins_and_who_leaves(shop: Store, nana: int) -> None:
    bea = people.add(shop, "Bea")
    with shop.begin("deal.edit") as tx:
        deal.edit(tx, nana, {"next": "ring"}, [bea, bea], [1])
    found = the(shop, nana)
    assert ([each["ref"] for each in found.contacts], found.next) == (["c2"], "ring")


def test_a_deal_stays_when_its_person_goes_and_comes_back_to_them(shop: Store, nana: int) -> None:
    people.delete(shop, 1)
    assert (the(shop, nana).who, the(shop, nana).contacts) == (None, [])
    undone(shop)
    assert the(shop, nana).who == "Ada Lovelace"


def test_a_follow_up_stays_without_the_deal_that_is_deleted(shop: Store, nana: int) -> None:
    people.remind(shop, 1)
    with shop.begin("reminder.edit") as tx:
        tx.update("reminder", 1, deal_id=nana)
    with shop.begin("deal.delete") as tx:
        deal.delete(tx, nana)
    assert shop.reader.values("SELECT deal_id FROM reminder") == [None]
    undone(shop)
    assert shop.reader.values("SELECT deal_id FROM reminder") == [nana]


def test_a_closing_of_another_currency_is_kept(shop: Store, nana: int) -> None:
    move(shop, nana, WON, closing=Closing(Money(20000, "EUR")), since=1)
    assert (the(shop, nana).value, the(shop, nana).closed) == (Money(20000, "EUR"), ago(1).isoformat())
