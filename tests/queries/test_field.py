from tests.queries.people import add, change, delete
from tinycrm.domain.field import Field
from tinycrm.queries.field import Held, contacts, field, fields, held, names, used
from tinycrm.services import field as service
from tinycrm.store import Store


def shelves(shop: Store) -> Field:
    """A shop where Ada and Bea have a shelf, Cleo none; joined stands before it."""
    with shop.begin("field.add") as tx:
        shelf = service.declare(tx, "shelf", "number")
        joined = service.declare(tx, "joined", "date")
        service.move(tx, joined.id, 1)
    for name, value in [("Ada", "3"), ("Bea", "3"), ("Cleo", "")]:
        add(shop, name, fields=[(shelf, value)])
    return shelf


def test_fields_stand_in_the_shops_order(shop: Store) -> None:
    assert fields(shop.reader) == []
    shelves(shop)
    assert fields(shop.reader) == [Field(2, "joined", "date", ()), Field(1, "shelf", "number", ())]
    assert field(shop.reader, "shelf") == Field(1, "shelf", "number")
    assert field(shop.reader, "Shelf") is None


def test_who_has_what_is_counted(shop: Store) -> None:
    shelf = shelves(shop)
    assert (contacts(shop.reader, shelf.id), contacts(shop.reader, 2)) == (2, 0)
    assert used(shop.reader, shelf.id) == {"3": 2}
    change(shop, 2, fields=[(shelf, "4")])
    assert used(shop.reader, shelf.id) == {"3": 1, "4": 1}


def test_values_that_are_gone_still_have_their_owner_and_field(shop: Store) -> None:
    shelves(shop)
    delete(shop, 1)
    with shop.begin("field.remove") as tx:
        service.remove(tx, 1)
    assert held(shop.reader, [1, 2, 99]) == {1: Held(1, "shelf"), 2: Held(2, "shelf")}
    assert names(shop.reader) == {1: "shelf", 2: "joined"}
