import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.services.load.tool import brought, people, someone
from tinycrm.services import contact
from tinycrm.services.load.said import PARTS, Said, distinct, same
from tinycrm.store import Store

ADA = Said(2, "Ada\nŁ\u2028", "", "person", "Ada", None, {"notes": "a\nb"}, {"tag": [["vip"]]}, {"nr": "1"}, None)


def test_a_record_waits_as_one_line_and_comes_back() -> None:
    assert b"\n" not in ADA.to_json()
    assert Said.from_json(ADA.to_json()) == ADA


def test_what_they_are_known_as_and_told_by() -> None:
    assert (ADA.known_as, ADA.told_by) == ("Ada\nŁ\u2028", "Ada")
    assert ADA._replace(name=None, called="ada@example.org").known_as == "ada@example.org"
    assert ADA._replace(facts={"given": "Augusta"}).told_by == "Augusta"
    assert ADA._replace(name="Mill", kind="organisation").told_by == "Mill"


@pytest.mark.parametrize("table", PARTS)
def test_rows_are_the_same_by_the_columns_that_services_compare(table: str) -> None:
    columns = PARTS[table]
    row = dict(zip(columns, map(str, range(len(columns))), strict=True))
    alone = contact.same(table, row).values()
    value = same(table, list(row.values()))
    assert (list(value) if isinstance(value, tuple) else [value]) == list(alone)


def test_the_columns_are_those_of_the_shop(shop: Store) -> None:
    with closing(sqlite3.connect(shop.path)) as connection:
        for table, columns in PARTS.items():
            there = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            assert [name for name in there if name not in ("id", "contact_id", "position")] == list(columns)


def test_of_rows_that_are_the_same_the_first_one_counts(shop: Store) -> None:
    rows: list[list[Any]] = [
        ["home", "A@x.org", "a@x.org"],
        ["work", "a@x.org", "a@x.org"],
        [None, "b@x.org", "b@x.org"],
    ]
    assert distinct("email", rows) == [rows[0], rows[2]]
    brought(shop, someone("Ada", tags=["vip", "VIP"]))
    assert people(shop)[0].tags == ["vip"]
