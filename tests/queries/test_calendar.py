from datetime import date, timedelta

from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import start, win
from tinycrm.queries import calendar
from tinycrm.services import contact
from tinycrm.store import Store

TODAY = NOW.date()


def day(ahead: int) -> str:
    return (TODAY + timedelta(ahead)).isoformat()


def found(shop: Store, first: int, last: int, leap_day: str = "feb28") -> list[calendar.Entry]:
    return calendar.entries(shop.reader, TODAY + timedelta(first), TODAY + timedelta(last), TODAY, leap_day)


def test_follow_ups_of_these_days_alone(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    for ahead in (0, 1, 2, 3):
        people.remind(shop, ada, day(ahead))
    assert [each.ref for each in found(shop, 1, 2)] == ["f2", "f3"]


def test_what_is_late_and_open_comes_along_whatever_the_days(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    for ahead in (-40, -30, 0):
        people.remind(shop, ada, day(ahead))
    people.finish(shop, 2)
    assert [each.ref for each in found(shop, 40, 41)] == ["f1"]
    assert [(each.ref, each.done) for each in found(shop, -31, -29)] == [("f1", False), ("f2", True)]


def test_a_day_holds_what_is_to_be_done_by_its_time_then_occasions_then_what_was_done(shop: Store) -> None:
    ada = people.add(shop, "Ada", birthday="24 nov")
    for text, at in (("done", "08:00"), ("whenever", None), ("late", "15:00"), ("early", "09:30")):
        people.remind(shop, ada, text=text, due_time=at)
    people.finish(shop, 1)
    assert [each.text for each in found(shop, 0, 0)] == ["early", "late", "whenever", "birthday", "done"]


def test_a_follow_up_tells_whose_it_is_and_how_it_repeats(shop: Store) -> None:
    ada = people.add(shop, "Ada Lovelace")
    people.remind(shop, ada, text="ring", due_time="15:00", every="2w")
    assert found(shop, 0, 0) == [
        ("f1", "follow-up", "Ada Lovelace", "c1", "ring", day(0), "15:00", "2w", False, "Lovelace")
    ]
    assert (found(shop, 0, 0)[0].id, found(shop, 0, 0)[0].done is False) == (1, True)


def test_occasions_of_people_and_their_relatives(shop: Store) -> None:
    people.add(shop, "Ada", birthday="1956-11-25", occasion=["wedding: 2001-11-26"], relative=["Byron, son, 27 nov"])
    assert [(each.ref, each.kind, each.day, each.text) for each in found(shop, 0, 7)] == [
        ("c1", "birthday", day(1), "birthday, 70"),
        ("c1", "occasion", day(2), "wedding, 25 years"),
        ("c1", "birthday", day(3), "birthday of Byron, son"),
    ]


def test_those_who_died_or_are_put_away_have_no_birthday_here(shop: Store) -> None:
    for name in ("Ada", "Zoë"):
        people.add(shop, name, birthday="25 nov")
    with shop.begin("contact.archive") as tx:
        contact.archive(tx, [1], archived=True)
    assert [each.who for each in found(shop, 0, 7)] == ["Zoë"]


def test_29_february_in_a_plain_year(shop: Store) -> None:
    people.add(shop, "Ada", birthday="29 feb")

    def kept(leap_day: str) -> list[str]:
        first, last = date(2027, 2, 1), date(2027, 3, 14)
        return [each.day for each in calendar.entries(shop.reader, first, last, TODAY, leap_day)]

    assert (kept("feb28"), kept("mar1")) == (["2027-02-28"], ["2027-03-01"])


def test_open_deals_have_their_days_and_closed_ones_none(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    start(shop, "Nana", ada, next="ring", next_on=day(2), close=day(2))
    start(shop, "Maps", close=day(9))
    win(shop, start(shop, "Tea", ada, next_on=day(2)))
    found = calendar.deal_days(shop.reader, TODAY, TODAY + timedelta(7))
    assert [(each.ref, each.kind, each.who, each.who_ref, each.text, each.day) for each in found] == [
        ("d1", "next-step", "Ada", "c1", "ring: Nana", day(2)),
        ("d1", "closing", "Ada", "c1", "Nana", day(2)),
    ]
    assert [each.who for each in calendar.deal_days(shop.reader, TODAY, TODAY + timedelta(9))][-1] is None
