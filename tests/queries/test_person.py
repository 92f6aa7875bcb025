import csv
import io
from typing import Literal

import pytest

from tests.queries import people
from tests.queries.people import meaning
from tinycrm.formats import presets, vcard
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.sheet import open_sheet
from tinycrm.queries.contact import Chosen
from tinycrm.queries.person import derived_uid, shop_uuid
from tinycrm.queries.person import people as records
from tinycrm.services import field as service
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


HOSTILE = {
    "membership-no": "=00123", "department": "Rare; old\nbooks", "prefix": "Dr", "größe": "a, \"b\"",
    "notes-2": "BEGIN:VCARD", "shelf": "3.5", "vip": "no",
}  # fmt: skip


def full(shop: Store) -> Person:
    """Somebody who came from a file, with something in fields of the shop's own; as a record."""
    with shop.begin("x") as tx:
        declared = [service.declare(tx, name) for name in HOSTILE]
        service.move(tx, declared[-1].id, 1)
    ada = people.add(shop, "Ada Lovelace", fields=list(zip(declared, HOSTILE.values(), strict=True)), cadence="6w",
                     mailings=True, mailings_on="1 nov 2026", mailings_source="at the till")  # fmt: skip
    with shop.begin("x") as tx:
        for value in ("ada@phone", "second"):
            tx.insert("uid", contact_id=ada, value=value)
        for line in ("X-SKYPE:ada", "item1.X-FOO;TYPE=A:1\\,2"):
            tx.insert("property", contact_id=ada, line=line)
    people.add(shop, "Bea")
    (found,) = records(shop.reader, Chosen(meaning(f"c{ada}")))
    return found


def test_what_came_with_a_file_and_the_shops_own_fields_go_out_again(shop: Store) -> None:
    found = full(shop)
    assert (found.uid, found.kept) == ("ada@phone", ["X-SKYPE:ada", "item1.X-FOO;TYPE=A:1\\,2"])
    names = ["vip", "membership-no", "Department", "Prefix", "größe", "notes-2", "shelf"]
    assert list(found.others) == names
    assert {name.lower(): value for name, value in found.others.items()} == HOSTILE
    assert (found.cadence, found.mailings_on, found.mailings_source) == ("6w", "2026-11-01", "at the till")
    bea = list(records(shop.reader, Chosen()))[1]
    assert (bea.others, bea.kept, bea.uid) == ({}, [], derived_uid(shop_uuid(shop.reader), 2))


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_card_of_ours_brings_it_all_back(shop: Store, version: Literal["3.0", "4.0"]) -> None:
    found = full(shop)
    (again,) = vcard.read(vcard.write([found], version))
    assert again == found


def test_a_sheet_of_ours_brings_it_all_back(shop: Store) -> None:
    found = full(shop)
    (again,) = presets.people(open_sheet("".join(presets.write_own([found])).encode()))
    assert again == found


def test_a_sheet_for_google_has_the_shops_own_fields(shop: Store) -> None:
    header, row = csv.reader(io.StringIO("".join(presets.write_google([full(shop)]))))
    cells = dict(zip(header, row, strict=True))
    assert cells["Organization Department"] == "Rare; old\nbooks"
    labels = [cells[f"Custom Field {number} - Label"] for number in range(1, 6)]
    assert labels == ["vip", "membership-no", "größe", "notes-2", "shelf"]


def test_many_come_in_the_order_of_their_numbers_each_with_a_uid_of_its_own(shop: Store) -> None:
    names = [f"Person {number}" for number in range(12)]
    for name in names:
        people.add(shop, name)
    found = list(records(shop.reader, Chosen()))
    assert [each.name for each in found] == names
    assert len({each.uid for each in found}) == 12
    assert [each.uid for each in records(shop.reader, Chosen())] == [each.uid for each in found]
