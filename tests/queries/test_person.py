from tests.queries import people
from tests.queries.people import meaning
from tinycrm.formats.person import Labelled, Occasion, Postal, Relative
from tinycrm.queries.contact import Chosen
from tinycrm.queries.person import people as records
from tinycrm.store import Store


def test_everything_a_record_can_hold(shop: Store) -> None:
    ada = people.add(shop, "Ada Lovelace", nickname="Countess", birthday="10 dec 1985",
                     email=["work:a@x.org", "b@x.org"],
                     phone=["020 7946 0018"], address=["home: 1 High St, Leeds, LS1 4AB"], link=["x.org/a"],
                     occasion=["wedding: 8 jul 1999"], relative=["Tom, son, 3 may"], tag=["vip"],
                     likes=["author:Zola"],
                     notes="Two\nlines", stage="regular", mailings=True, do_not_contact=1)  # fmt: skip
    (found,) = records(shop.reader, Chosen(meaning(f"c{ada}")))
    assert (found.name, found.given, found.family, found.nickname) == ("Ada Lovelace", "Ada", "Lovelace", "Countess")
    assert found.emails == [Labelled("work", "a@x.org"), Labelled(None, "b@x.org")]
    assert found.phones == [Labelled(None, "020 7946 0018")]
    assert found.addresses == [Postal("home", "1 High St", "Leeds", None, "LS1 4AB", None)]
    assert found.links == [Labelled(None, "https://x.org/a")]
    assert found.occasions == [Occasion("wedding", "1999-07-08")]
    assert found.relatives == [Relative("Tom", "son", "--05-03")]
    assert (found.birthday, found.tags, found.likes) == ("1985-12-10", ["vip"], ["author:Zola"])
    assert (found.notes, found.stage, found.mailings, found.do_not_contact) == ("Two\nlines", "regular", True, True)


def test_many_come_in_the_order_of_their_numbers_each_with_a_uid_of_its_own(shop: Store) -> None:
    names = [f"Person {number}" for number in range(12)]
    for name in names:
        people.add(shop, name)
    found = list(records(shop.reader, Chosen()))
    assert [each.name for each in found] == names
    assert len({each.uid for each in found}) == 12
    assert [each.uid for each in records(shop.reader, Chosen())] == [each.uid for each in found]
