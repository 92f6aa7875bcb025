from tests.tui.widgets.test_deal_card import card, of, painter
from tinycrm.queries.deal import Card
from tinycrm.tui.widgets.lane import GAP, Lane, Spot

WIDTH = 26


def lane(count: int, cursor: int = 0) -> Lane:
    """Cards of three lines with a gap before each."""
    made = Lane(of(*(named(number) for number in range(count))))
    made.width = WIDTH
    made.take(cursor)
    return made


def named(number: int) -> Card:
    return card(ref=f"d{number + 1}", title=f"Deal {number}")


def test_cards_stand_whole_under_one_another() -> None:
    paint, all_of_them = painter(), lane(3)
    assert all_of_them.seen(paint, 12) == 3
    assert all_of_them.spots(paint, 20)[:5] == [Spot(0, GAP), Spot(0, 0), Spot(0, 1), Spot(0, 2), Spot(1, GAP)]
    assert all_of_them.spots(paint, 20)[-1] == Spot(3, GAP)
    assert all_of_them.more(paint, 12) == (0, 0)


def test_what_does_not_fit_is_counted_on_the_last_row() -> None:
    paint, many = painter(), lane(10)
    assert many.seen(paint, 12) == 2
    assert many.more(paint, 12) == (0, 8)
    assert many.seen(paint, 2) == 1


def test_the_card_in_hand_comes_into_sight_and_no_room_is_left_empty() -> None:
    paint, many = painter(), lane(10, cursor=5)
    many.settle(paint, 12)
    assert many.top == 4
    many.take(9)
    many.settle(paint, 12)
    assert many.top == 7
    many.take(0)
    many.settle(paint, 12)
    assert many.top == 0
    many.take(9)
    many.settle(paint, 100)
    assert many.top == 0


def test_the_cursor_stays_on_a_card_that_there_is() -> None:
    some = lane(3)
    some.take(9)
    assert some.cursor == 2
    some.take(-4)
    assert some.cursor == 0
    none = lane(0, cursor=4)
    assert (none.cursor, none.card) == (0, None)


def test_the_upper_half_of_a_card_is_before_it_the_lower_behind_it() -> None:
    paint, three = painter(), lane(3)
    assert [three.slot(paint, 30, row) for row in range(6)] == [0, 0, 0, 1, 1, 1]
    assert three.slot(paint, 30, 29) == 3
    assert three.slot(paint, 30, -5) == 0
    assert lane(0).slot(paint, 30, 7) == 0


def test_the_nearest_card_is_the_one_beside() -> None:
    paint, three = painter(), lane(3)
    assert [three.row_of(paint, 30, each) for each in range(3)] == [1, 5, 9]
    assert [three.nearest(paint, 30, row) for row in (0, 4, 6, 30)] == [0, 1, 1, 2]
    assert three.index(2) == 1
    assert three.index(77) is None


def test_scrolling_stops_at_the_ends() -> None:
    three = lane(3)
    three.scroll(-1)
    assert three.top == 0
    three.scroll(9)
    assert three.top == 2
