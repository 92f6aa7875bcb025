import pytest

from tests.queries.people import add, change
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.queries.card import Card
from tinycrm.queries.field import Listed, field, fields, listed
from tinycrm.queries.words import words
from tinycrm.services import field as service
from tinycrm.services import undo
from tinycrm.store import Store


def declare(shop: Store, name: str, kind: str = "text", *choices: str) -> int:
    with shop.begin("field.add", field=name) as tx:
        return service.declare(tx, name, kind, choices).id


def holding(shop: Store) -> list[tuple[str, str]]:
    sql = "SELECT f.name, v.value FROM field_value v JOIN field f ON f.id = v.field_id ORDER BY v.id"
    return shop.reader.all(lambda *row: row, sql)


def take_back(shop: Store) -> None:
    plan = undo.plan_undo(shop.reader)
    with shop.begin("undo", undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)


@pytest.fixture
def member(shop: Store) -> Store:
    """Ada with a membership number and a level; Bea with a number alone."""
    declare(shop, "Membership No.")
    declare(shop, "level", "choice", "bronze", "gold")
    number, level = fields(shop.reader)
    add(shop, "Ada", fields=[(number, "00123"), (level, "GOLD")])
    add(shop, "Bea", fields=[(number, "124")])
    return shop


def test_a_field_is_declared_once_after_the_others(member: Store) -> None:
    assert listed(member.reader) == [
        Listed("membership-no", "membership-no", "text", [], 2),
        Listed("level", "level", "choice", ["bronze", "gold"], 1),
    ]
    with pytest.raises(RefusedError, match="There is a field membership-no already"):
        declare(member, "Membership no")
    assert len(fields(member.reader)) == 2


@pytest.mark.parametrize(
    ("name", "kind", "choices", "said"),
    [
        ("shelf", "colour", (), "'colour' is no kind of field; the kinds are text, number, date, yes-no, choice."),
        ("shelf", "choice", (), "A choice needs its words"),
        ("shelf", "text", ("a",), "Only a field of the kind choice has choices"),
        ("shelf", "choice", ("a", "A"), "twice"),
        ("???", "text", (), "no name for a field"),
    ],
)
def test_what_makes_no_field_is_told(shop: Store, name: str, kind: str, choices: tuple[str, ...], said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        declare(shop, name, kind, *choices)


@pytest.mark.parametrize(
    "name", ["Tag", "seen", "notes", "Do not contact", "emails", "not", "ref", "mailings on", "set"]
)
def test_a_name_that_means_something_else_is_refused(shop: Store, name: str) -> None:
    with pytest.raises(RefusedError, match="means something else already"):
        declare(shop, name)
    assert fields(shop.reader) == []


def test_what_cards_and_filters_have_is_reserved() -> None:
    names = {*Card._fields, *(each.name for each in words())}
    assert {each.replace("_", "-") for each in names} <= service.reserved()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Shelf", "shelf"),
        ("Level", "level-3"),
        ("Notes", "notes-2"),
        ("???", "column"),
        ("2019", "field-2019"),
        ("A very long header that no field could be called, with its meaning", "a-very-long-header-that-no-fie"),
        ("\x1b[31m", "column"),
    ],
)
def test_any_column_of_a_sheet_finds_a_name(header: str, name: str) -> None:
    assert service.available(header, {"level", "level-2"}) == name


def test_a_field_that_is_called_something_else_keeps_its_values(member: Store) -> None:
    with member.begin("field.rename") as tx:
        assert service.rename(tx, 1, "Card") == "card"
    assert holding(member)[0] == ("card", "00123")
    take_back(member)
    assert holding(member)[0] == ("membership-no", "00123")


def test_a_field_is_not_renamed_to_what_is_taken(member: Store) -> None:
    for name in ("level", "tag"):
        with pytest.raises(RefusedError), member.begin("field.rename") as tx:
            service.rename(tx, 1, name)
    with member.begin("field.rename") as tx:
        assert service.rename(tx, 1, "Membership-No") == "membership-no"
        assert not tx.changed


def test_a_choice_that_somebody_has_stays(member: Store) -> None:
    with pytest.raises(RefusedError, match="1 contact has level gold, so it stays"), member.begin("field.edit") as tx:
        service.set_choices(tx, 2, ["bronze", "silver"])
    with member.begin("field.edit") as tx:
        assert service.set_choices(tx, 2, ["silver", "Gold"]) == ("silver", "Gold")
    assert holding(member)[1] == ("level", "Gold")
    take_back(member)
    assert holding(member)[1] == ("level", "gold")
    assert field(member.reader, "level") == (2, "level", "choice", ("bronze", "gold"))


def test_only_a_choice_has_choices(member: Store) -> None:
    with pytest.raises(InvalidError, match="Only a field of the kind choice"), member.begin("field.edit") as tx:
        service.set_choices(tx, 1, ["a"])


def test_a_field_moves_to_its_place(member: Store) -> None:
    declare(member, "shelf")
    for place, order in [(1, ["shelf", "membership-no", "level"]), (99, ["membership-no", "level", "shelf"])]:
        with member.begin("field.edit") as tx:
            service.move(tx, 3, place)
        assert [each.name for each in fields(member.reader)] == order


def test_a_field_goes_with_its_values_and_comes_back_with_them(member: Store) -> None:
    before = (holding(member), listed(member.reader))
    with member.begin("field.remove") as tx:
        assert service.remove(tx, 1) == 2
    assert holding(member) == [("level", "gold")]
    take_back(member)
    assert (holding(member), listed(member.reader)) == before


def test_declaring_is_not_taken_back_under_a_value(member: Store) -> None:
    plan = undo.plan_undo(member.reader, 2)
    with pytest.raises(RefusedError, match=r"o3 hung a value on it since"), member.begin("undo", undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)


def test_a_value_is_set_emptied_and_set_again(member: Store) -> None:
    number = fields(member.reader)[0]
    change(member, 1, fields=[(number, "7")])
    change(member, 1, fields=[(number, "")])
    assert ("membership-no", "7") not in holding(member)
    operations = member.reader.value("SELECT max(id) FROM operation")
    change(member, 1, fields=[(number, "")])
    assert member.reader.value("SELECT max(id) FROM operation") == operations
    take_back(member)
    take_back(member)
    assert holding(member)[0] == ("membership-no", "00123")


@pytest.mark.parametrize(
    "act",
    [
        lambda tx: service.rename(tx, 9, "x"),
        lambda tx: service.remove(tx, 9),
        lambda tx: service.move(tx, 9, 1),
        lambda tx: service.set_choices(tx, 9, ["a"]),
    ],
)
def test_a_field_that_went_meanwhile_is_told(member: Store, act: object) -> None:
    with pytest.raises(NotFoundError, match="removed in another window"), member.begin("field.edit") as tx:
        act(tx)  # type: ignore[operator]
