"""What the morning list tells of deals."""

from tests.queries import people
from tests.queries.pipeline import ENQUIRY, QUOTED, RESERVED, day, start, win
from tests.queries.test_today import lines, morning
from tinycrm.store import Store


def test_next_steps_are_told_when_they_are_due(shop: Store) -> None:
    ada = people.add(shop, "Ada", phone=["020 7946 0018"])
    start(shop, "Nana", ada, next="ring", next_on=day(-4))
    start(shop, "Maps", next_on=day(0))
    start(shop, "Waves", ada, next="wrap it", next_on=day(1))
    win(shop, start(shop, "Tea", ada, next="late", next_on=day(-9)))
    assert lines(shop, "steps") == [f"d1 {day(-4)} ring: Nana", f"d2 {day(0)} Maps"]
    assert lines(shop, "steps", days=1)[-1] == f"d3 {day(1)} wrap it: Waves"
    first, second = morning(shop)["steps"].items
    assert (first.who, first.who_ref, first.phone, first.kind) == ("Ada", "c1", "020 7946 0018", "next-step")
    assert (second.who, second.who_ref, second.phone, second.last) == ("Maps", "d2", None, None)


def test_deals_to_close_are_those_of_the_week_and_the_late_ones(shop: Store) -> None:
    for title, within in (("Late", -3), ("Soon", 7), ("Later", 8)):
        start(shop, title, close=day(within), next_on=day(30))
    assert lines(shop, "closing") == [f"d1 {day(-3)} Late", f"d2 {day(7)} Soon"]
    assert lines(shop, "closing", days=8)[-1] == f"d3 {day(8)} Later"


def test_deals_stand_still_until_somebody_plans_a_step(shop: Store) -> None:
    start(shop, "Old", stage=QUOTED, since=22)
    start(shop, "Young", stage=QUOTED, since=21)
    start(shop, "Planned", stage=QUOTED, since=60, next_on=day(0))
    start(shop, "Missed", stage=ENQUIRY, since=15, next_on=day(-1))
    with shop.begin("stage.edit") as tx:
        tx.update("stage", RESERVED, rot_days=None)
    start(shop, "For ever", stage=RESERVED, since=900)
    assert lines(shop, "rotting") == [f"d1 {day(-22)} Old, Quoted", f"d4 {day(-15)} Missed, Enquiry"]


def test_a_group_is_cut_and_says_how_many_there_are(shop: Store) -> None:
    for number in range(5):
        start(shop, f"Deal {number}", next_on=day(-number))
    group = morning(shop, limit=2)["steps"]
    assert (group.total, [item.ref for item in group.items]) == (5, ["d5", "d4"])
    assert len(morning(shop, limit=None)["steps"].items) == 5


def test_deals_stand_in_their_places_among_the_groups(shop: Store) -> None:
    ada = people.add(shop, "Ada", birthday="24 nov")
    people.remind(shop, ada)
    start(shop, "Nana", ada, next_on=day(0), close=day(0))
    start(shop, "Old", stage=QUOTED, since=30)
    assert list(morning(shop)) == ["today", "steps", "birthdays", "closing", "rotting"]


def test_who_is_not_to_be_rung_is_not(shop: Store) -> None:
    ada = people.add(shop, "Ada", phone=["020 7946 0018"], do_not_contact=True)
    start(shop, "Nana", ada, next_on=day(0))
    (item,) = morning(shop)["steps"].items
    assert (item.quiet, item.phone) == ("do not contact", None)
