import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.queries.test_want import NANA, note
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.services import want
from tinycrm.services.want import Draft
from tinycrm.store import Store

TODAY = NOW.date()


def state(shop: Store) -> tuple[object, ...]:
    return shop.reader.all(lambda *row: row, "SELECT found_at, told_on, dropped_on FROM want")[0]


def test_telling_finds_and_nothing_is_done_twice(shop: Store) -> None:
    made = note(shop, people.add(shop, "Ada"))
    with shop.begin("want.told") as tx:
        want.told(tx, made, TODAY)
        assert state(shop) == (None, None, None)
    assert state(shop) == (f"{NOW:%FT%TZ}", TODAY.isoformat(), None)
    with pytest.raises(RefusedError, match="was told"), shop.begin("want.told") as tx:
        want.told(tx, made, TODAY)
    with pytest.raises(RefusedError, match="is found"), shop.begin("want.found") as tx:
        want.found(tx, made)
    with shop.begin("want.drop") as tx:
        want.drop(tx, made, TODAY)
    with pytest.raises(RefusedError, match="was dropped"), shop.begin("want.drop") as tx:
        want.drop(tx, made, TODAY)


def test_keys_follow_what_is_changed(shop: Store) -> None:
    made = note(shop, people.add(shop, "Ada"))
    with shop.begin("want.edit") as tx:
        want.edit(tx, made, {"title": None, "author": "Sand, George"})
    assert shop.reader.all(lambda *row: row, "SELECT title_key, author_key FROM want") == [(None, "sand george")]
    with pytest.raises(InvalidError, match="a title or an author"), shop.begin("want.edit") as tx:
        want.edit(tx, made, {"author": None})


def test_a_want_goes_with_its_person(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    note(shop, ada)
    people.delete(shop, ada)
    assert shop.reader.values("SELECT id FROM want") == []
    with pytest.raises(NotFoundError), shop.begin("want.add") as tx:
        want.add(tx, ada, NANA)


def test_what_is_bought_meets_what_is_wanted(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    first, other = note(shop, ada), note(shop, ada, Draft("GBP", "Germinal"))
    with shop.begin("purchase.add") as tx:
        assert want.meet(tx, ada, [("Nana", None, None), ("Emma", None, None)], TODAY) == [first]
    sql = "SELECT id FROM want WHERE told_on IS NULL"
    assert shop.reader.values(sql) == [other]
