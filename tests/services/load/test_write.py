from typing import Any

from tests.queries import people as shopkeeper
from tests.services.load.tool import people, quiet
from tinycrm.services.load.standing import Change
from tinycrm.services.load.write import lines, write
from tinycrm.store import Store

EMAIL = {"email": [(0, ["work", "a@x.org", "a@x.org"])]}


def new(name: str, **facts: object) -> Change:
    return Change(None, {"name": name, "kind": "person", **facts}, {}, [])


def written(shop: Store, *changes: Change) -> None:
    spool = lines(iter(changes))
    with shop.begin("contact.import") as tx:
        write(tx, spool, [], quiet)
    spool.close()


def test_new_ones_get_the_next_numbers_never_used_again(shop: Store) -> None:
    shopkeeper.add(shop, "Gone")
    shopkeeper.delete(shop, 1)
    written(shop, new("Ada", referred_by_id=-2)._replace(added=EMAIL), new("Bob"))
    assert [(each.ref, each.name, each.referred_by_ref) for each in people(shop)] == [
        ("c2", "Ada", "c3"), ("c3", "Bob", None),
    ]  # fmt: skip
    assert people(shop)[0].emails == [{"label": "work", "value": "a@x.org", "primary": True}]


def test_who_is_here_is_changed(shop: Store) -> None:
    ada = shopkeeper.add(shop, "Ada", email=["b@x.org"])
    rows: dict[str, list[tuple[int, list[Any]]]] = {"email": [(1, [None, "a@x.org", "a@x.org"])], "tag": [(0, ["vip"])]}
    written(shop, Change(ada, {"role": "poet"}, rows, [("email", 1, {"label": "home"})]))
    (found,) = people(shop)
    assert (found.role, found.tags) == ("poet", ["vip"])
    assert [(each["label"], each["value"]) for each in found.emails] == [("home", "b@x.org"), (None, "a@x.org")]


def test_every_row_has_its_history(shop: Store) -> None:
    written(shop, *(new(f"A{at}")._replace(added=EMAIL) for at in range(650)))
    sql = 'SELECT "table", count(DISTINCT row_id) FROM change WHERE operation_id = 1 GROUP BY 1 ORDER BY 1'
    assert shop.reader.all(lambda *row: row, sql) == [("contact", 650), ("email", 650)]
    assert shop.reader.value("SELECT count(*) FROM contact_words") == 650
