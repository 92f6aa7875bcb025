from calendar import isleap
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.queries import people
from tinycrm.queries import today as queries
from tinycrm.queries.today import Group, Item, Wanted
from tinycrm.services import contact
from tinycrm.store import Store

TODAY = NOW.date()
LEAP_DAYS = ("feb28", "mar1")


def day(ahead: int) -> str:
    return (TODAY + timedelta(ahead)).isoformat()


def morning(shop: Store, today: date = TODAY, **wanted: Any) -> dict[str, Group]:
    asked = {"leap_day": "feb28", "cadences": {}, **wanted}
    return {group.key: group for group in queries.today(shop.reader, Wanted(today, **asked))}


def lines(shop: Store, key: str, today: date = TODAY, **wanted: Any) -> list[str]:
    """A group as `ref due text`, who where there is no text."""
    group = morning(shop, today, **wanted).get(key)
    return [f"{each.ref} {each.due} {each.text or each.who}" for each in group.items] if group else []


def told(shop: Store, first: date, last: date | None = None, leap_day: str = "feb28") -> list[str]:
    found = queries.birthdays(shop.reader, first, last or first, leap_day)
    return [f"{each.due} {each.who}: {each.text}" for each in found]


def put_away(shop: Store, *contact_ids: int) -> None:
    with shop.begin("contact.archive") as tx:
        contact.archive(tx, list(contact_ids), archived=True)


# follow-ups


def test_the_groups_stand_in_the_order_they_are_read(shop: Store) -> None:
    ada = people.add(shop, "Ada", cadence="1d", birthday="24 nov")
    people.log(shop, None, ada, day=day(-9))
    for ahead in (3, 0, -1):
        people.remind(shop, ada, day(ahead))
    assert list(morning(shop)) == ["overdue", "today", "birthdays", "slipping"]
    assert list(morning(shop, days=3)) == ["overdue", "today", "coming", "birthdays", "slipping"]
    assert list(morning(shop, days=2)) == ["overdue", "today", "birthdays", "slipping"]


def test_nothing_is_no_group(shop: Store) -> None:
    ada = people.add(shop, "Ada", birthday="10 jun", cadence="6w")
    people.remind(shop, ada, day(1))
    people.remind(shop, ada, day(-1))
    people.finish(shop, 2)
    assert morning(shop) == {}


def test_what_is_done_is_not_told(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    for ahead in (-1, -1, 0, 0, 1, 1):
        people.remind(shop, ada, day(ahead))
    for done in (1, 3, 5):
        people.finish(shop, done)
    found = morning(shop, days=1)
    assert {key: (group.total, [each.ref for each in group.items]) for key, group in found.items()} == {
        "overdue": (1, ["f2"]),
        "today": (1, ["f4"]),
        "coming": (1, ["f6"]),
    }


def test_the_longest_overdue_come_first_and_an_hour_before_none(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.remind(shop, ada, day(-1), "late")
    people.remind(shop, ada, day(-400), "very late")
    people.remind(shop, ada, day(0), "some time")
    people.remind(shop, ada, day(0), "at three", due_time="15:00")
    people.remind(shop, ada, day(0), "at nine", due_time="09:00")
    assert lines(shop, "overdue") == [f"f2 {day(-400)} very late", f"f1 {day(-1)} late"]
    assert lines(shop, "today") == [f"f5 {TODAY} at nine", f"f4 {TODAY} at three", f"f3 {TODAY} some time"]


def test_the_most_pressing_of_each_group_and_how_many_there_are(shop: Store) -> None:
    for number in range(6):
        someone = people.add(shop, f"Ada {number}", cadence="1d", birthday="24 nov")
        people.log(shop, None, someone, day=day(-9 - number))
        for ahead in (-1 - number, 0, 1):
            people.remind(shop, someone, day(ahead))
    few = morning(shop, days=1, limit=2)
    assert {key: (group.total, len(group.items)) for key, group in few.items()} == dict.fromkeys(
        ("overdue", "today", "coming", "birthdays", "slipping"), (6, 2)
    )
    assert [each.due for each in few["overdue"].items] == [day(-6), day(-5)]
    assert [each.who for each in few["slipping"].items] == ["Ada 5", "Ada 4"]
    assert {len(group.items) for group in morning(shop, days=1, limit=None).values()} == {6}


def test_who_is_told_with_how_to_reach_them_and_the_last_thing_said(shop: Store) -> None:
    ada = people.add(shop, "Ada", phone=["home:020 7946 0018", "07700 900123"], email=["ada@example.org"])
    people.log(shop, "asked about Nana", ada, day=day(-3), kind="visit", direction="in")
    people.log(shop, "older", ada, day=day(-5))
    people.remind(shop, ada, text="ring")
    (item,) = morning(shop)["today"].items
    last: dict[str, str | None] = {"day": day(-3), "kind": "visit", "direction": "in", "text": "asked about Nana"}
    assert item == Item(
        "f1", "follow-up", "Ada", "c1", "ring", day(0), None, "020 7946 0018", "ada@example.org", None, None, last
    )


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [
        ({}, None),
        ({"channel": "email"}, None),
        ({"do_not_contact": 1}, "do not contact"),
        ({"deceased": "1 nov 2026"}, "died"),
        ({"deceased": "1 nov 2026", "do_not_contact": 1}, "died"),
    ],
)
def test_who_is_not_to_be_rung_has_no_phone(shop: Store, typed: dict[str, Any], quiet: str | None) -> None:
    people.remind(shop, people.add(shop, "Ada", phone=["07700 900123"], email=["a@example.org"], **typed))
    (item,) = morning(shop)["today"].items
    reached = (None, None) if quiet else ("07700 900123", "a@example.org")
    assert (item.phone, item.email, item.quiet) == (*reached, quiet)
    assert (item.channel, item.last) == (typed.get("channel"), None)


@pytest.mark.parametrize(
    ("parents", "told_names"),
    [
        (["Tom, son, 24 nov", "Tom, son, 24 nov 2015"], 1),
        (["Anna, wife, 24 nov 1990", "Anna, granddaughter, 24 nov 2019"], 2),
    ],
)
def test_two_of_a_name_are_one_unless_their_years_differ(shop: Store, parents: list[str], told_names: int) -> None:
    for number, relative in enumerate(parents):
        people.add(shop, f"Parent {number}", relative=[relative])
    assert morning(shop)["birthdays"].total == told_names


def test_a_relative_with_a_first_name_only_is_no_contact_of_that_name(shop: Store) -> None:
    people.add(shop, "Anna", birthday="24 nov 1950")
    people.add(shop, "Tom", relative=["Anna, wife, 24 nov 1990"])
    assert morning(shop)["birthdays"].total == 2


# birthdays and other occasions


@pytest.mark.parametrize("year", [2026, 2027, 2028])
@pytest.mark.parametrize("leap_day", LEAP_DAYS)
@pytest.mark.parametrize("birthday", ["29 feb", "29 feb 1996"])
def test_a_birthday_on_29_february_is_told_once_a_year(shop: Store, year: int, leap_day: str, birthday: str) -> None:
    people.add(shop, "Ada", birthday=birthday)
    kept = date(year, 2, 29) if isleap(year) else date(year, 2, 28) if leap_day == "feb28" else date(year, 3, 1)
    words = f"{kept} Ada: birthday" + (f", {year - 1996}" if "1996" in birthday else "")
    assert told(shop, date(year, 1, 1), date(year, 12, 31), leap_day) == [words]
    days = [date(year, 2, 27) + timedelta(number) for number in range(4)]
    assert [each for each in days if told(shop, each, each, leap_day)] == [kept]


@pytest.mark.parametrize("leap_day", LEAP_DAYS)
def test_the_neighbours_of_29_february_keep_their_own_day(shop: Store, leap_day: str) -> None:
    for typed in ("28 feb", "29 feb", "1 mar"):
        people.add(shop, typed, birthday=typed)
    for year in (2027, 2028):
        found = told(shop, date(year, 2, 1), date(year, 3, 31), leap_day)
        assert len(found) == 3
        assert {f"{year}-02-28 28 feb: birthday", f"{year}-03-01 1 mar: birthday"} < {*found}


def test_over_four_years_each_birthday_comes_once_a_year(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        for month in range(1, 13):
            people.add_in(tx, f"Ada {month}", birthday=f"1999-{month:02}-28")
    found = queries.birthdays(shop.reader, date(2026, 1, 1), date(2029, 12, 31), "feb28")
    assert [each.due for each in found] == [
        f"{year}-{month:02}-28" for year in range(2026, 2030) for month in range(1, 13)
    ]


def test_seven_days_ahead_and_three_back(shop: Store) -> None:
    for ahead in range(-5, 10):
        born = TODAY + timedelta(ahead)
        people.add(shop, f"{ahead:+}", birthday=f"--{born:%m-%d}")
    assert [each.who for each in morning(shop)["birthdays"].items] == (
        ["+0", "+1", "+2", "+3", "+4", "+5", "+6", "+7", "-3", "-2", "-1"]
    )
    assert [each.who for each in morning(shop, days=9)["birthdays"].items][7:10] == ["+7", "+8", "+9"]


def test_over_the_new_year(shop: Store) -> None:
    for born in ("1990-12-29", "1990-12-30", "1990-12-31", "1990-01-01", "1990-01-05"):
        people.add(shop, born, birthday=born)
    assert lines(shop, "birthdays", date(2026, 12, 30)) == [
        "c2 2026-12-30 birthday, 36",
        "c3 2026-12-31 birthday, 36",
        "c4 2027-01-01 birthday, 37",
        "c5 2027-01-05 birthday, 37",
        "c1 2026-12-29 birthday, 36",
    ]
    assert [each[:13] for each in lines(shop, "birthdays", date(2027, 1, 2))] == [
        "c5 2027-01-05", "c2 2026-12-30", "c3 2026-12-31", "c4 2027-01-01"
    ]  # fmt: skip


def test_a_whole_year_ahead_hides_nobody_of_today(shop: Store) -> None:
    people.add(shop, "Ada", birthday="1990-11-24")
    assert lines(shop, "birthdays", days=366) == ["c1 2026-11-24 birthday, 36", "c1 2027-11-24 birthday, 37"]


@pytest.mark.parametrize(
    ("occasion", "text"),
    [
        ("wedding: 24 nov", "wedding"),
        ("wedding: 24 nov 1999", "wedding, 27 years"),
        ("wedding: 24 nov 2025", "wedding, 1 year"),
        ("opening: 24 nov 2026", "opening"),
    ],
)
def test_other_occasions_and_their_years(shop: Store, occasion: str, text: str) -> None:
    people.add(shop, "Ada", occasion=[occasion])
    (item,) = morning(shop)["birthdays"].items
    assert (item.kind, item.who, item.text, item.due) == ("occasion", "Ada", text, day(0))


def test_an_occasion_to_come_is_not_told_a_year_early(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    with shop.begin("contact.edit") as tx:
        tx.insert("occasion", contact_id=ada, name="opening", day="2027-11-24")
    assert morning(shop) == {}
    assert lines(shop, "birthdays", date(2027, 11, 20)) == ["c1 2027-11-24 opening"]


@pytest.mark.parametrize(
    ("relative", "text"),
    [
        ("Tom, son, 24 nov 2015", "birthday of Tom, son, 11"),
        ("Tom, son, 24 nov", "birthday of Tom, son"),
        ("Tom, , 24 nov", "birthday of Tom"),
        ("Tom, son, 24 nov 2026", "birthday of Tom, son"),
    ],
)
def test_a_relative_is_told_with_the_contact(shop: Store, relative: str, text: str) -> None:
    people.add(shop, "Ada", relative=[relative], phone=["07700 900123"])
    (item,) = morning(shop)["birthdays"].items
    assert (item.kind, item.who, item.who_ref, item.text, item.phone) == ("birthday", "Ada", "c1", text, "07700 900123")


def test_a_child_of_both_parents_is_told_once_with_the_year_when_one_knows_it(shop: Store) -> None:
    people.add(shop, "Ada King", relative=["Byron King, son, 24 nov", "Ralph, son, 24 nov"])
    people.add(shop, "William King", relative=["BYRON KING, son, 24 nov 2015", "Byron King, son, 25 nov"])
    assert told(shop, TODAY) == [
        f"{TODAY} Ada King: birthday of Ralph, son",
        f"{TODAY} William King: birthday of BYRON KING, son, 11",
    ]


def test_a_relative_who_is_a_contact_is_told_once(shop: Store) -> None:
    people.add(shop, "Ada King", relative=["Byron King, son, 24 nov 2015", "Zoë King, aunt, 24 nov"])
    people.add(shop, "Byron King", birthday="24 nov 2015")
    people.add(shop, "Zoe King", birthday="25 nov")
    assert told(shop, TODAY) == [
        f"{TODAY} Ada King: birthday of Zoë King, aunt",
        f"{TODAY} Byron King: birthday, 11",
    ]


SILENT: dict[str, dict[str, Any]] = {
    "deceased": {"deceased": "1 nov 2026"},
    "do not contact": {"do_not_contact": True},
    "archived": {},
}


@pytest.mark.parametrize("why", SILENT)
def test_who_is_to_be_left_alone_is_not_told_of(shop: Store, why: str) -> None:
    known: dict[str, Any] = {"birthday": "24 nov", "occasion": ["wedding: 24 nov"], "relative": ["Tom, son, 24 nov"]}
    people.add(shop, "Ada", **known, **SILENT[why], cadence="1d", tag=["vip"])
    people.add(shop, "Zoë", **known, cadence="1d", tag=["vip"])
    if why == "archived":
        put_away(shop, 1)
    later = TODAY + timedelta(1)
    assert {each[:2] for each in lines(shop, "birthdays")} == {"c2"}
    assert [each[:2] for each in lines(shop, "slipping", later, cadences={"vip": "1d"})] == ["c2"]
    # the child is told of by the other parent, the deceased not even by theirs
    assert told(shop, TODAY)[0] == f"{TODAY} Zoë: birthday"
    assert len(told(shop, TODAY)) == 3


@pytest.mark.parametrize("why", SILENT)
def test_a_relative_who_is_to_be_left_alone_is_not_told_of_either(shop: Store, why: str) -> None:
    people.add(shop, "Ada King", relative=["Byron King, son, 24 nov"])
    people.add(shop, "Byron King", birthday="24 nov", **SILENT[why])
    if why == "archived":
        put_away(shop, 2)
    assert told(shop, TODAY) == []


# keeping in touch


def test_somebody_slips_away_and_comes_back_by_a_talk_alone(shop: Store) -> None:
    ada = people.add(shop, "Ada", cadence="6w")
    people.log(shop, "about Nana", ada, day=day(-42))
    (item,) = morning(shop)["slipping"].items
    assert (item.ref, item.kind, item.who, item.text, item.due) == ("c1", "slipping", "Ada", None, day(0))
    people.log(shop, "rang", ada)
    after = TODAY + timedelta(42)
    assert morning(shop) == {}
    assert morning(shop, after - timedelta(1)) == {}
    assert lines(shop, "slipping", after) == [f"c1 {after} Ada"]
    assert lines(shop, "slipping", after + timedelta(5)) == [f"c1 {after} Ada"]


@pytest.mark.parametrize(
    ("own", "tags", "slips_after"),
    [
        ("6w", [], 42),
        (None, ["vip"], 21),
        (None, ["regular"], 42),
        (None, ["vip", "regular"], 21),
        ("2w", ["vip", "regular"], 14),
        ("1y", ["regular"], 42),
        (None, ["someone-else"], None),
        (None, [], None),
    ],
)
def test_the_shortest_cadence_wins(shop: Store, own: str | None, tags: list[str], slips_after: int | None) -> None:
    typed = {"cadence": own} if own else {}
    people.log(shop, None, people.add(shop, "Ada", tag=tags, **typed))
    people.log(shop, None, people.add(shop, "Zoë"))
    cadences = {"vip": "3w", "regular": "6w"}
    listed = [
        number for number in range(45) if morning(shop, TODAY + timedelta(number), cadences=cadences).get("slipping")
    ]
    assert listed == (list(range(slips_after, 45)) if slips_after else [])
    # all of their cadences are over, and the shortest says since when
    later = morning(shop, TODAY + timedelta(500), cadences=cadences).get("slipping")
    assert [each.due for each in later.items] == [day(slips_after or 0)] if later else slips_after is None


def test_who_never_came_in_slips_away_from_the_day_they_were_added(shop: Store) -> None:
    people.add(shop, "Ada", cadence="3w")
    assert "slipping" not in morning(shop, TODAY + timedelta(20))
    (item,) = morning(shop, TODAY + timedelta(21))["slipping"].items
    assert (item.who, item.last, item.due) == ("Ada", None, day(21))


@pytest.mark.parametrize("kind", ["call", "visit", "email", "message", "meeting", "letter", "event"])
@pytest.mark.parametrize("direction", ["in", "out"])
def test_any_interaction_counts(shop: Store, kind: str, direction: str) -> None:
    ada = people.add(shop, "Ada", cadence="1d")
    later = TODAY + timedelta(9)
    assert "slipping" in morning(shop, later)
    people.log(shop, None, ada, day=later.isoformat(), kind=kind, direction=direction)
    assert "slipping" not in morning(shop, later)


def test_who_took_part_in_it_counts_too(shop: Store) -> None:
    both = [people.add(shop, name, cadence="1d") for name in ("Ada", "Zoë")]
    later = TODAY + timedelta(9)
    people.log(shop, None, *both, day=later.isoformat())
    assert "slipping" not in morning(shop, later)


def test_who_is_most_overdue_by_their_own_cadence_comes_first(shop: Store) -> None:
    for name, cadence, ago in (("Ada", "1y", 380), ("Zoë", "2w", 60), ("Tom", "6w", 45)):
        people.log(shop, None, people.add(shop, name, cadence=cadence), day=day(-ago))
    assert lines(shop, "slipping") == [f"c2 {day(-46)} Zoë", f"c1 {day(-15)} Ada", f"c3 {day(-3)} Tom"]


@pytest.mark.parametrize(
    ("cadence", "last", "slips_on"),
    [
        ("1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("1m", date(2026, 2, 28), date(2026, 3, 28)),
        ("1y", date(2024, 2, 29), date(2025, 2, 28)),
        ("3m", date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_months_go_by_the_calendar(shop: Store, cadence: str, last: date, slips_on: date) -> None:
    people.log(shop, None, people.add(shop, "Ada", cadence=cadence), day=last.isoformat())
    assert "slipping" not in morning(shop, slips_on - timedelta(1))
    assert lines(shop, "slipping", slips_on) == [f"c1 {slips_on} Ada"]
