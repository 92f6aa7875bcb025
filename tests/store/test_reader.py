from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.store.tool import add_contact
from tinycrm.errors import StoreError
from tinycrm.store import Store
from tinycrm.store.reader import Reader, quoted


class Person(NamedTuple):
    id: int
    name: str


@pytest.fixture(params=["reader", "transaction"])
def reader(shop: Store, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with shop.begin("contact.add") as tx:
        for name in ("Ada", "Bea"):
            add_contact(tx, name)
    if request.param == "reader":
        yield shop.reader
    else:
        with shop.begin("contact.edit") as tx:
            yield tx


def test_rows_come_as_what_they_fill(reader: Reader) -> None:
    sql = "SELECT id, name FROM contact WHERE id >= ? ORDER BY id"
    assert reader.all(Person, sql, (1,)) == [Person(1, "Ada"), Person(2, "Bea")]
    assert reader.all(Person, sql, (3,)) == []
    assert reader.one(Person, sql, (1,)) == Person(1, "Ada")
    assert reader.one(Person, sql, (3,)) is None


def test_values_come_bare(reader: Reader) -> None:
    assert reader.values("SELECT name FROM contact ORDER BY id") == ["Ada", "Bea"]
    assert reader.value("SELECT name FROM contact WHERE id = :id", {"id": 2}) == "Bea"
    assert reader.value("SELECT name FROM contact WHERE id = 3") is None


def test_records_come_by_their_columns_names(reader: Reader) -> None:
    sql = "SELECT id, upper(name) AS shouted FROM contact ORDER BY id"
    assert reader.records(sql) == [{"id": 1, "shouted": "ADA"}, {"id": 2, "shouted": "BEA"}]
    assert reader.records("SELECT id FROM contact WHERE false") == []


def test_an_answer_leaves_nothing_open(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        tx.many(
            "INSERT INTO contact (kind, name, created_at) VALUES ('person', ?, ?)",
            [(f"Ada {number}", tx.at) for number in range(2000)],
        )
    assert shop.reader.one(Person, "SELECT id, name FROM contact ORDER BY id") == Person(1, "Ada 0")
    assert shop.reader.value("SELECT id FROM contact") == 1
    with shop.begin("contact.edit") as tx:  # a read left open would hold up this commit
        tx.update("contact", 1, name="Bea")


@pytest.mark.parametrize("method", ["values", "value", "records"])
def test_trouble_is_told(reader: Reader, method: str) -> None:
    with pytest.raises(StoreError, match="no such table"):
        getattr(reader, method)("SELECT * FROM nowhere")


def test_a_name_is_quoted_for_a_statement() -> None:
    assert quoted('a "b" c') == '"a ""b"" c"'
