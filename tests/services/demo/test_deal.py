from tests.services.demo.conftest import TODAY, Filled
from tinycrm.queries import deal as deals
from tinycrm.queries import report
from tinycrm.queries.deal import Wanted
from tinycrm.services.demo.deal import DEALS


def test_every_deal_is_there_with_its_people(filled: Filled) -> None:
    found = deals.page(filled(), TODAY, Wanted(status=None))
    assert sorted(each.title for each in found) == sorted(deal.title for deal in DEALS)
    assert {each.who for each in found} == {deal.who for deal in DEALS}
    assert sum(len(each.contacts) > 1 for each in found) == sum(deal.also is not None for deal in DEALS)


def test_the_board_has_something_of_everything(filled: Filled) -> None:
    board = {column.stage.name: column for column in deals.board(filled(), TODAY, "GBP")}
    assert all(column.cards for column in board.values())
    cards = [card for column in board.values() for card in column.cards]
    assert any(card.rotting for card in cards)
    assert any(card.next is None and card.closed is None for card in cards)
    assert any(card.next_on and card.next_on < TODAY.isoformat() for card in cards)


def test_the_way_of_each_deal_goes_forward_in_time(filled: Filled) -> None:
    for number in range(1, len(DEALS) + 1):
        days = [each.day for each in deals.passed(filled(), [number])]
        assert days == sorted(days)
        assert days[-1] <= TODAY.isoformat()


def test_the_report_has_figures(filled: Filled) -> None:
    found = report.pipeline(filled(), TODAY, "GBP")
    assert found.won.rate == 60
    assert len(found.months) > 2
    assert found.reasons[0].reason == "too dear"
    assert all(each.median_days is not None for each in found.stages)


def test_a_small_shop_has_the_deals_of_those_who_are_there(filled: Filled) -> None:
    assert {each.who for each in deals.page(filled(1), TODAY, Wanted(status=None))} == {"Ada Lovelace"}
