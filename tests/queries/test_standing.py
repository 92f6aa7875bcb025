from datetime import date

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.queries.people import meaning
from tinycrm.queries import standing
from tinycrm.queries.contact import Chosen
from tinycrm.queries.standing import Look, Standing, Wanted
from tinycrm.store import Store

WANTED = Wanted(NOW.date(), "feb28", {"vip": "3w"})


def of(shop: Store, contact_id: int) -> Standing:
    return standing.some(shop.reader, [contact_id], WANTED)[0].standing


def test_the_first_open_follow_up_counts(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    assert of(shop, ada).due is None
    people.remind(shop, ada, due="2026-12-01")
    first = people.remind(shop, ada, due="2026-11-20")
    assert of(shop, ada).due == "2026-11-20"
    people.finish(shop, first)
    assert of(shop, ada).due == "2026-12-01"


@pytest.mark.parametrize(
    ("birthday", "near"),
    [("24 nov", "2026-11-24"), ("1 dec 1980", "2026-12-01"), ("2 dec", None), ("23 nov", None)],
)
def test_a_birthday_in_the_next_seven_days(shop: Store, birthday: str, near: str | None) -> None:
    born = of(shop, people.add(shop, "Ada", birthday=birthday)).birthday
    assert born == (date.fromisoformat(near) if near else None)


def test_nobody_wishes_the_dead_or_those_who_want_peace(shop: Store) -> None:
    dead = people.add(shop, "Ada", birthday="24 nov", deceased="2026-01-02", cadence="1w")
    quiet = people.add(shop, "Jun", birthday="24 nov", do_not_contact=True, cadence="1w")
    for each in (dead, quiet):
        people.log(shop, None, each, day="2026-01-01")
    assert of(shop, dead) == Standing(True, False, False, None, None)
    assert of(shop, quiet) == Standing(False, True, False, None, None)


@pytest.mark.parametrize(
    ("typed", "last", "slips"),
    [
        ({"cadence": "2w"}, "2026-11-10", True),
        ({"cadence": "2w"}, "2026-11-11", False),
        ({"tag": ["vip"]}, "2026-11-03", True),
        ({"tag": ["vip"], "cadence": "1y"}, "2026-11-03", True),
        ({"tag": ["vip"], "cadence": "1w"}, "2026-11-16", True),
        ({"tag": ["regular"]}, "2020-01-01", False),
        ({"cadence": "2w", "archived": 1}, "2020-01-01", False),
    ],
)
def test_slipping_away_by_their_shortest_cadence(shop: Store, typed: dict[str, object], last: str, slips: bool) -> None:
    ada = people.add(shop, "Ada", **typed)
    people.log(shop, None, ada, day=last)
    assert of(shop, ada).slipping is slips


def test_a_page_is_a_page_of_the_list(shop: Store) -> None:
    for name in ("Byron", "Ada", "Clara"):
        people.add(shop, name)
    found = standing.page(shop.reader, Chosen(limit=2, offset=1), WANTED)
    assert [(each.id, each.contact.name) for each in found] == [(1, "Byron"), (3, "Clara")]


@pytest.fixture
def alphabet(shop: Store) -> Store:
    """a, b, c … with the ids 1, 2, 3 …"""
    for letter in "abcdefghij":
        people.add(shop, letter)
    return shop


def look(shop: Store, near: tuple[int, int] | None, limit: int = 4, chosen: Chosen | None = None) -> Look:
    return standing.look(shop.reader, chosen or Chosen(), WANTED, limit, near)


def test_a_look_from_the_beginning(alphabet: Store) -> None:
    found = look(alphabet, None)
    assert (found.number, found.offset, found.at, [each.id for each in found.rows]) == (10, 0, 0, [1, 2, 3, 4])


def test_a_look_around_where_somebody_stood(alphabet: Store) -> None:
    found = look(alphabet, (6, 7))
    assert (found.offset, found.at, [each.id for each in found.rows]) == (4, 6, [5, 6, 7, 8])


def test_who_has_moved_within_the_list_is_found_there(alphabet: Store) -> None:
    assert look(alphabet, (0, 9)).at == 8
    people.change(alphabet, 1, name="z", given="z")
    found = look(alphabet, (0, 1))
    assert (found.at, found.rows[found.at - found.offset].id) == (9, 1)


def test_who_is_gone_leaves_their_place_to_the_next(alphabet: Store) -> None:
    people.delete(alphabet, 10)
    assert look(alphabet, (9, 10)).at == 8
    people.delete(alphabet, 4)
    found = look(alphabet, (3, 4))
    assert found.rows[found.at - found.offset].id == 5


def test_an_empty_look(shop: Store) -> None:
    assert look(shop, (5, 6), chosen=Chosen(meaning("nobody"))) == Look(0, 0, [], 0)
