from collections.abc import Callable
from typing import Any

import pytest

from tests.queries.people import READING
from tests.services.load.tool import brought, people, someone
from tinycrm.domain.field import Field
from tinycrm.services import field
from tinycrm.services.load.custom import NEW_FIELDS, Customs
from tinycrm.services.load.report import Notes
from tinycrm.store import Store

SHELF = Field(3, "shelf", "number")


def take(_what: str, read: Callable[[Any], Any], value: Any) -> Any:
    return read(value)


def kinds(*values: str) -> str:
    """The kind that a new field gets whose values these are."""
    customs = Customs([], READING, keep=True)
    for value in values:
        customs.read({"Nr": value}, take, Notes())
    (new,) = customs.new()
    assert new.name == "nr"
    return new.kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "20", "-3.5"], "number"),
        (["00123", "4"], "text"),
        (["yes", "no"], "yes-no"),
        (["yes", "1"], "text"),
        (["2020-01-02", "--12-10"], "date"),
        (["2/1/2020"], "text"),
        (["1,5"], "text"),
        (["a"], "text"),
        (["1" * 20], "text"),
    ],
)
def test_a_new_field_has_the_narrowest_kind_that_changes_nothing(values: list[str], kind: str) -> None:
    assert kinds(*values) == kind


def test_values_go_to_the_fields_of_their_names_and_the_others_are_counted() -> None:
    customs, notes = Customs([SHELF], READING, keep=False), Notes()
    for shelf in ("1", "2.50", " "):
        others = {"Shelf": shelf, "Colour": "red", "???": "x"}
        assert customs.read(others, take, notes) == ({"shelf": shelf.rstrip("0")} if shelf.strip() else {})
    assert notes.left_out == {"Colour": 3, "???": 3}
    assert customs.new() == []


def test_names_of_ours_get_another_and_the_same_one_each_time(shop: Store) -> None:
    records = [someone("Ada", others={"Email": "x", "Tags": "y", "!!!": "z", "Kind": "k"})]
    first = brought(shop, *records, keep_others=True)
    assert brought(shop, *records, keep_others=True).unchanged == 1
    assert brought(shop, *records).left_out == {}
    assert sorted(people(shop)[0].fields.values()) == ["k", "x", "y", "z"]
    assert len(first.new_fields) == 4
    assert not field.reserved() & set(first.new_fields)


def test_two_headers_of_one_name_go_to_two_fields() -> None:
    customs = Customs([SHELF], READING, keep=True)
    assert customs.read({"Shelf": "1", "shelf!": "2"}, take, Notes()) == {"shelf": "1", "shelf-2": "2"}


def test_there_are_only_so_many_new_fields() -> None:
    customs, notes = Customs([], READING, keep=True), Notes()
    customs.read({f"Column {at}": "x" for at in range(NEW_FIELDS + 5)}, take, notes)
    assert (len(customs.new()), len(notes.left_out)) == (NEW_FIELDS, 5)


def test_a_field_that_nobody_has_a_value_in_is_not_declared(shop: Store) -> None:
    record = someone("Ada", email="ada@example.org", others={"Shelf": "3"})
    brought(shop, someone("Ada", email="ada@example.org"))
    assert brought(shop, record, keep_others=True, on_match="skip").new_fields == []
    assert brought(shop, record, keep_others=True).new_fields == ["shelf"]
    assert people(shop)[0].fields == {"shelf": 3}


def test_a_value_that_a_field_does_not_take_refuses_a_row_and_goes_into_the_notes_of_a_card(shop: Store) -> None:
    with shop.begin("field.add") as tx:
        field.declare(tx, "Shelf", "number")
    record = someone("Ada", others={"Shelf": "left"})
    assert brought(shop, record).refused[0].reason == 'shelf: "left" is no number. Try 12 or 12.5.'
    assert brought(shop, record, strict=False).created == 1
    assert people(shop)[0].notes == "Shelf: left"
