import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tests.queries.test_statements import statements
from tests.queries.test_today import day, morning
from tinycrm.queries.today import Group
from tinycrm.store import Store, Transaction
from tinycrm.store.migrate import create

PEOPLE = 10_000


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of ten thousand, each with a birthday, a phone, a talk, a follow-up, a tag and often a cadence."""
    path = tmp_path_factory.mktemp("crowd") / "shop.db"
    create(path)
    store = Store.open(path, TESTER, lambda: NOW, lambda _: None)
    with store.begin("contact.add") as tx:
        fill(tx, 1, PEOPLE)
    store.close()
    return path


def fill(tx: Transaction, first: int, last: int) -> None:
    numbers = range(first, last + 1)
    born = [(date(1960, 1, 1) + timedelta(number)).isoformat() for number in numbers]
    cadences = [None if number % 3 else f"{number % 20 + 1}w" for number in numbers]
    tx.many(
        "INSERT INTO contact (id, kind, name, birthday, cadence, created_at) VALUES (?, 'person', ?, ?, ?, ?)",
        [(n, f"Ada {n}", day_, each, tx.at) for n, day_, each in zip(numbers, born, cadences, strict=True)],
    )
    tx.many("INSERT INTO phone (contact_id, number, digits) VALUES (?, '07700 900123', '1')", [(n,) for n in numbers])
    tx.many("INSERT INTO tag (contact_id, name) VALUES (?, 'vip')", [(n,) for n in numbers])
    tx.many(
        "INSERT INTO interaction (id, kind, day, text, created_at) VALUES (?, 'call', ?, 'rang', ?)",
        [(n, day(-n % 300 - 300), tx.at) for n in numbers],
    )
    tx.many("INSERT INTO participant (interaction_id, contact_id) VALUES (?, ?)", [(n, n) for n in numbers])
    tx.many(
        "INSERT INTO reminder (contact_id, due, created_at) VALUES (?, ?, ?)",
        [(n, day(n % 600 - 300), tx.at) for n in numbers],
    )


def asked(shop: Store) -> dict[str, Group]:
    return morning(shop, cadences={"vip": "3w", "regular": "6w"}, days=7)


def test_statements_do_not_grow_with_people(shop: Store, crowd: Path) -> None:
    with shop.begin("contact.add") as tx:
        fill(tx, 1, 20)
    large = Store.open(crowd, TESTER, lambda: NOW, lambda _: None)
    few = statements(shop.reader, lambda _: asked(shop))
    many = statements(large.reader, lambda _: asked(large))
    assert len(few) == len(many) <= 12
    found = asked(large)
    large.close()
    assert {key: group.total for key, group in found.items() if group.total <= 15} == {}
    assert {len(group.items) for group in found.values()} == {15}


def test_ten_thousand_people_keep_nobody_waiting(crowd: Path) -> None:
    store = Store.open(crowd, TESTER, lambda: NOW, lambda _: None)
    started = time.perf_counter()
    asked(store)
    taken = time.perf_counter() - started
    store.close()
    assert taken < 1.2
