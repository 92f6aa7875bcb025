"""Who is slipping away, compared with dateutil's months and with the shortest of everybody's cadences."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW, TESTER
from tests.domain.test_cadence import due_on
from tests.queries import people
from tinycrm.queries import today as queries
from tinycrm.queries.today import Wanted
from tinycrm.store import Store
from tinycrm.store.migrate import create

BY_TAG = {"vip": "30d", "regular": "2m"}
# ends of long and short months, in plain years and a leap year
LASTS = [date(2026, 1, 28), date(2026, 1, 31), date(2027, 12, 30), date(2028, 2, 28), date(2028, 2, 29), NOW.date()]
OWN = [None, "1d", "6w", "1m", "31d", "3m", "1y", "4y"]
TAGS = [(), ("vip",), ("regular",), ("vip", "regular")]


class Person(NamedTuple):
    """Somebody, how often they want to hear from the shop, and when they last did."""

    ref: str
    cadences: list[str]
    last: date

    def is_slipping(self, today: date) -> bool:
        return any(due_on(self.last, each) <= today for each in self.cadences)


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Person]]]:
    """A shop with everyone who can be, and what is known of them."""
    path = tmp_path_factory.mktemp("slipping") / "shop.db"
    create(path)
    store = Store.open(path, TESTER, lambda: NOW, lambda _: None)
    known = []
    for own, tags, last in product(OWN, TAGS, LASTS):
        contact_id = people.add(store, "Ada", tag=list(tags), **({"cadence": own} if own else {}))
        people.log(store, None, contact_id, day=last.isoformat())
        cadences = [*([own] if own else []), *(BY_TAG[tag] for tag in tags)]
        known.append(Person(f"c{contact_id}", cadences, last))
    yield store, known
    store.close()


def slipping(store: Store, today: date) -> set[str]:
    groups = queries.today(store.reader, Wanted(today, "feb28", BY_TAG, limit=None))
    return {item.ref for group in groups if group.key == "slipping" for item in group.items}


@given(today=st.dates(date(2026, 1, 1), date(2033, 1, 1)))
def test_whoever_falls_due_by_their_shortest_cadence_is_slipping_away(
    everyone: tuple[Store, list[Person]], today: date
) -> None:
    store, known = everyone
    assert slipping(store, today) == {person.ref for person in known if person.is_slipping(today)}


def test_everybody_slips_away_on_the_very_day(everyone: tuple[Store, list[Person]]) -> None:
    store, known = everyone
    days = {due_on(person.last, each) for person in known for each in person.cadences}
    assert len(days) > 30
    for day in days:
        for today in (day - timedelta(1), day):
            assert slipping(store, today) == {person.ref for person in known if person.is_slipping(today)}, today
