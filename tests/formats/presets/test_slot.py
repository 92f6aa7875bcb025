import pytest

from tests.formats.presets.tool import person
from tinycrm.errors import InvalidError
from tinycrm.formats.presets import fields
from tinycrm.formats.presets.slot import ADDRESS_PARTS, Slot, chosen

VALUES = {"kind": "person", "birthday": "1985-12-10", "deceased": "2020-01-01", "occasion": "2001-02-03"}
FLAGS = ("mailings", "no_mailings", "do_not_contact")


def test_every_field_has_a_word_of_help() -> None:
    names = [field.name for field in fields()]
    assert len(set(names)) == len(names)
    assert all(field.help for field in fields())


@pytest.mark.parametrize("name", [field.name for field in fields() if field.name not in ("other", "skip")])
def test_every_field_takes_a_column(name: str) -> None:
    text = "yes" if name in FLAGS else VALUES.get(name, "seven")
    empty = person({"Quux": "", "Email": "a@x.org"}, [(name, "Quux")])
    filled = person({"Quux": text, "Email": "a@x.org"}, [(name, "Quux")])
    assert empty.others == {}
    assert filled != empty
    assert "Quux" not in filled.others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phone", Slot("phone")),
        ("Phone: Mobile ", Slot("phone", label="Mobile")),
        ("do-not-contact", Slot("do_not_contact")),
        ("city:home", Slot("address", "city", "home", "home")),
        ("address", Slot("address", "whole")),
        ("likes:author", Slot("likes", label="author")),
        ("other: Shelf ", Slot("other", group="Shelf", label="Shelf")),
        ("skip", Slot("skip")),
    ],
)
def test_a_field_may_have_a_label(text: str, expected: Slot) -> None:
    assert chosen(text) == expected


def test_not_every_field_has_a_label() -> None:
    with pytest.raises(InvalidError, match="notes has no label"):
        chosen("notes:home")
    with pytest.raises(InvalidError, match="Say which value"):
        chosen("other")
    with pytest.raises(InvalidError, match='There is no field "fone"'):
        chosen("fone:home")


@pytest.mark.parametrize(
    "text", ["phone", "phone:mobile", "address", *ADDRESS_PARTS, "city:home", "tag", "likes:author", "other:shelf"]
)
def test_a_slot_is_shown_as_it_is_chosen(text: str) -> None:
    assert str(chosen(text)) == text
