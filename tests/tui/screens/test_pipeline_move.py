from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import ENQUIRY, LOST, QUOTED, WON, start
from tinycrm.queries import deal as deals
from tinycrm.queries.deal import Column
from tinycrm.store import Store
from tinycrm.tui.screens.pipeline_move import BEHIND_ALL, Move, moved

TODAY = NOW.date()


def board(shop: Store) -> list[Column]:
    ada = people.add(shop, "Ada")
    for number, stage in enumerate((ENQUIRY, ENQUIRY, ENQUIRY, QUOTED), 1):
        start(shop, f"Deal {number}", ada, value=1000 * number, stage=stage, since=30)
    return deals.board(shop.reader, TODAY, "GBP")


def titles(columns: list[Column], stage: int) -> list[str]:
    return [card.title for card in columns[stage - 1].cards]


def test_a_card_goes_before_another_or_to_the_end(shop: Store) -> None:
    columns = board(shop)
    before = moved(columns, Move(1, ENQUIRY, QUOTED, 4), TODAY, "GBP")
    assert titles(before, ENQUIRY) == ["Deal 2", "Deal 3"]
    assert titles(before, QUOTED) == ["Deal 1", "Deal 4"]
    assert titles(moved(columns, Move(1, ENQUIRY, QUOTED, None), TODAY, "GBP"), QUOTED) == ["Deal 4", "Deal 1"]
    assert titles(moved(columns, Move(3, ENQUIRY, ENQUIRY, 1), TODAY, "GBP"), ENQUIRY) == ["Deal 3", "Deal 1", "Deal 2"]


def test_sums_and_the_card_are_those_of_the_new_stage(shop: Store) -> None:
    columns = moved(board(shop), Move(1, ENQUIRY, QUOTED, None), TODAY, "GBP")
    assert (columns[0].value.minor, columns[0].weighted.minor) == (5000, 500)
    assert (columns[2].value.minor, columns[2].weighted.minor) == (5000, 2500)
    card = columns[2].cards[-1]
    assert (card.probability, card.age_days, card.rotting, card.stage_id) == (50, 0, False, QUOTED)


def test_within_its_column_it_stays_as_old_as_it_is(shop: Store) -> None:
    card = moved(board(shop), Move(1, ENQUIRY, ENQUIRY, None), TODAY, "GBP")[0].cards[-1]
    assert (card.title, card.age_days, card.rotting) == ("Deal 1", 30, True)


def test_what_is_not_there_changes_nothing(shop: Store) -> None:
    columns = board(shop)
    assert moved(columns, Move(99, ENQUIRY, QUOTED, None), TODAY, "GBP") == columns
    assert moved(columns, Move(1, ENQUIRY, 99, None), TODAY, "GBP") == columns


def test_closed_ones_stand_on_top_of_their_column(shop: Store) -> None:
    columns = moved(board(shop), Move(1, ENQUIRY, WON, None), TODAY, "GBP")
    columns = moved(columns, Move(2, ENQUIRY, WON, None), TODAY, "GBP")
    assert titles(columns, WON) == ["Deal 2", "Deal 1"]
    assert {card.closed for card in columns[WON - 1].cards} == {TODAY.isoformat()}
    assert titles(columns, LOST) == []


def test_the_place_is_asked_for_as_it_is_then(shop: Store) -> None:
    board(shop)
    place = deals.position(shop.reader, 4)
    assert Move(1, ENQUIRY, QUOTED, 4).position(shop.reader) == place
    assert Move(1, ENQUIRY, QUOTED, 99).position(shop.reader) is None
    assert Move(1, ENQUIRY, ENQUIRY, None).position(shop.reader) == BEHIND_ALL
