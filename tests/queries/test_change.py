from typing import Any

import pytest

from tests.queries import people
from tests.queries.pipeline import start
from tinycrm.domain.money import style
from tinycrm.queries import operation
from tinycrm.queries.change import Amounts, Told, concerned, currencies, held, told
from tinycrm.queries.field import Held
from tinycrm.queries.operation import Change
from tinycrm.services import deal
from tinycrm.services import field as service
from tinycrm.store import Store

NAMES = {1: "Ada"}
AMOUNTS = Amounts(style("", "GBP", "GB"))


def change(
    table: str, action: str, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> Change:
    return Change(9, table, 1, action, before or {}, after or {})


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (
            change("contact", "update", {"name": "Ada", "nickname": None}, {"name": "Ada L", "nickname": "Al"}),
            [Told("", "Ada", "name", "Ada", "Ada L"), Told("", "Ada", "nickname", "nothing", "Al")],
        ),
        (
            change("contact", "update", {"archived": 0}, {"archived": 1}),
            [Told("", "Ada", "archived", "no", "yes")],
        ),
        (
            change("tag", "insert", after={"id": 1, "contact_id": 1, "name": "vip"}),
            [Told("+", "Ada tag 1", "name: vip")],
        ),
        (
            change("email", "delete", {"contact_id": 2, "address": "a@b.example", "key": "a@b.example", "label": None}),
            [Told("-", "c2 email 1", "address: a@b.example")],
        ),
        (change("consent", "insert", after={"contact_id": 1, "given": 0}), [Told("+", "Ada consent 1", "given: no")]),
        (change("contact", "insert", after={"name": "Ada", "archived": 0}), [Told("+", "Ada", "name: Ada")]),
        (change("participant", "insert", after={"id": 1, "contact_id": 1, "interaction_id": 1}), []),
        (change("interaction", "insert"), [Told("+", "interaction 1", "")]),
        (
            change("deal", "update", {"value": 520000}, {"value": None}),
            [Told("", "deal 1", "value", "£5,200", "nothing")],
        ),
        (
            change("deal", "update", {"value": 950, "currency": "GBP"}, {"value": 1100, "currency": "EUR"}),
            [Told("", "deal 1", "value", "£9.50", "€11"), Told("", "deal 1", "currency", "GBP", "EUR")],
        ),
        (
            change("line", "insert", after={"price": 350, "discount": 0}),
            [Told("+", "book 1", "price: £3.50, discount: £0")],
        ),
        (
            change("want", "delete", {"max_price": 0, "currency": "JPY"}),
            [Told("-", "want 1", "max_price: ¥0, currency: JPY")],
        ),
    ],
)
def test_a_change_in_words(found: Change, lines: list[Told]) -> None:
    assert list(told(found, NAMES, AMOUNTS)) == lines


def test_whose_rows_were_touched() -> None:
    touched = [
        change("contact", "update", {"name": "A"}, {"name": "B"}),
        change("tag", "delete", {"contact_id": 7, "name": "vip"}),
        change("interaction", "insert", after={"kind": "call"}),
    ]
    assert concerned(touched) == {1, 7}


def test_a_value_of_a_field_of_the_shops_own_is_told_by_the_name_of_the_field() -> None:
    values = {1: Held(1, "shelf")}
    changed = change("field_value", "update", {"value": "3"}, {"value": "4"})
    assert list(told(changed, NAMES, AMOUNTS, values)) == [Told("", "Ada shelf", "value", "3", "4")]
    assert concerned([changed], values) == {1}
    assert list(told(changed, NAMES, AMOUNTS)) == [Told("", "value 1", "value", "3", "4")]


def test_whose_values_were_touched(shop: Store) -> None:
    with shop.begin("field.add") as tx:
        shelf = service.declare(tx, "shelf")
    people.add(shop, "Ada", fields=[(shelf, "3")])
    assert held(shop.reader, operation.changes(shop.reader, [2])) == {1: Held(1, "shelf")}
    assert held(shop.reader, operation.changes(shop.reader, [1])) == {}


def test_a_name_cannot_steer_a_terminal() -> None:
    assert next(told(change("contact", "delete", {"name": "x"}), {1: "a\x1b[2Jb"}, AMOUNTS)).what.isprintable()


def test_amounts_are_in_the_currency_of_their_row_or_of_its_deal(shop: Store) -> None:
    start(shop, "Nana", value=18000, currency="EUR")
    with shop.begin("deal.edit") as tx:
        deal.edit(tx, 1, {"value": 17500})
    for operation_id in (1, 2):
        changes = operation.as_made(shop.reader, operation.changes(shop.reader, [operation_id]))
        amounts = Amounts(AMOUNTS.style, currencies(shop.reader, changes))
        said = " ".join(f"{line.said} {line.was} {line.now}" for each in changes for line in told(each, {}, amounts))
        assert said.count("€") == 2
        assert "£" not in said
    assert said == "value €180 €175"
    assert set(currencies(shop.reader, operation.changes(shop.reader, [2]))) == {("deal", 1)}


def test_amounts_of_what_was_deleted_keep_their_currency(shop: Store) -> None:
    start(shop, "Nana", value=18000, currency="EUR")
    with shop.begin("deal.delete") as tx:
        deal.delete(tx, 1)
    changes = operation.changes(shop.reader, [2])
    assert currencies(shop.reader, changes) == {("deal", 1): "EUR", ("move", 1): "EUR"}
