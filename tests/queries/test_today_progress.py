from datetime import timedelta

from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import start, win
from tinycrm.queries import today as queries
from tinycrm.queries.today import Wanted
from tinycrm.store import Store

TODAY = NOW.date()


def day(ahead: int) -> str:
    return (TODAY + timedelta(ahead)).isoformat()


def test_counts_are_those_of_the_list(shop: Store) -> None:
    ada = people.add(shop, "Ada", birthday="24 nov")
    for ahead in (3, 0, -1, -2):
        people.remind(shop, ada, day(ahead))
    people.finish(shop, 4)
    assert queries.counts(shop.reader, Wanted(TODAY, "feb28", {})) == (1, 1, 1)
    for ahead in (1, 0, -1, -2):
        start(shop, "Nana", ada, next="ring", next_on=day(ahead))
    win(shop, 4)
    assert queries.counts(shop.reader, Wanted(TODAY, "feb28", {})) == (2, 2, 1)


def test_how_the_day_went(shop: Store) -> None:
    midnight = f"{TODAY.isoformat()}T00:00:00Z"
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    people.log(shop, None, ada, bea)
    people.log(shop, None, people.add(shop, "Dov"), day=day(-1))
    people.remind(shop, ada)
    people.remind(shop, ada, day(3), "send the list")
    people.finish(shop, 1)
    done, heard, following = queries.progress(shop.reader, TODAY, midnight)
    assert (done, heard, following and following.text) == (1, 2, "send the list")
    assert queries.progress(shop.reader, TODAY, f"{day(1)}T00:00:00Z").done == 0


def test_the_shortest_rhythm_counts(shop: Store) -> None:
    ada = people.add(shop, "Ada", cadence="6w", tag=["vip", "trade"])
    bea = people.add(shop, "Bea", tag=["trade"])
    dov = people.add(shop, "Dov")
    wanted = Wanted(TODAY, "feb28", {"vip": "3w", "trade": "3m"})
    assert queries.rhythms(shop.reader, [ada, bea, dov], wanted) == {ada: "3w", bea: "3m"}
