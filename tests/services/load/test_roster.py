from tests.queries import people as shopkeeper
from tests.services.load.tool import prepared, someone
from tinycrm.queries import person
from tinycrm.queries.contact import Chosen
from tinycrm.services.load.roster import Roster
from tinycrm.store import Store


def test_contacts_come_whole(shop: Store) -> None:
    ada = shopkeeper.add(
        shop, "Ada Lovelace", email=["a@x.org", "b@x.org"], phone=["020 7946 0018"], address=["1 Mill Lane, Leeds"],
        link=["example.org"], occasion=["wedding: 3 may"], relative=["Tom, son"], tag=["vip"], likes=["author:Zola"],
        mailings=True, notes="old",
    )  # fmt: skip
    shopkeeper.add(shop, "Bob")
    (record, _) = person.people(shop.reader, Chosen())
    with prepared(shop, [record], consent="x") as file:
        for contact_id, changes in ((ada, False), (2, True)):
            standing = Roster(shop.reader).standing([contact_id])[contact_id]
            assert standing.put(file.said(0)._replace(name=None), fill=False) is changes


def test_a_new_row_comes_after_the_others(shop: Store) -> None:
    ada = shopkeeper.add(shop, "Ada", email=["a@x.org", "b@x.org"])
    shopkeeper.change(shop, ada, primary_email="b@x.org")
    with prepared(shop, [someone("Ada", email="c@x.org")]) as file:
        standing = Roster(shop.reader).standing([ada, ada])[ada]
        standing.put(file.said(0), fill=False)
    change = standing.change()
    assert change is not None
    assert change.added == {"email": [(1, [None, "c@x.org", "c@x.org"])]}
    assert Roster(shop.reader).standing([]) == {}
