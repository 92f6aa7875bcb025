from datetime import UTC, date, timedelta, timezone
from typing import Any

import pytest

from tests.conftest import NOW
from tests.queries.people import add, log, remind
from tinycrm.errors import InvalidError
from tinycrm.queries import dated
from tinycrm.queries.condition import Build, Context
from tinycrm.store import Store

CONTEXT = Context(NOW.date(), UTC)


def chosen(shop: Store, build: Build, value: str, **other: Any) -> list[int]:
    condition = build(value, CONTEXT._replace(**other))
    return shop.reader.values(f"SELECT c.id FROM contact c WHERE {condition.sql} ORDER BY c.id", condition.parameters)


def day(ago: int) -> str:
    return (NOW.date() - timedelta(ago)).isoformat()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7d", [1]),
        ("6d", []),
        (f"{day(7)}..{day(7)}", [1]),
        (f"{day(100)}..{day(50)}", [1, 2]),
        (f"{day(99)}..{day(50)}", []),
        (f"{day(100)}..", [1, 2]),
        (f"{day(99)}..", [1]),
        (f"..{day(100)}", [1, 2]),
        (f"..{day(101)}", []),
        ("never", [3]),
    ],
)
def test_seen_looks_at_every_conversation(shop: Store, value: str, expected: list[int]) -> None:
    ada, tom, mei = (add(shop, name) for name in ("Ada", "Tom", "Mei"))
    log(shop, None, ada, tom, day=day(100))
    log(shop, None, ada, day=day(7))
    assert chosen(shop, dated.seen, value) == expected
    assert chosen(shop, dated.unseen, value) == [each for each in (ada, tom, mei) if each not in expected]


def test_a_follow_up_that_is_done_is_not_due(shop: Store) -> None:
    ada, tom = add(shop, "Ada"), add(shop, "Tom")
    remind(shop, ada, due=day(1))
    remind(shop, tom, due=day(0))
    assert chosen(shop, dated.due, "overdue") == [ada]
    assert chosen(shop, dated.due, "7d") == [tom]
    with shop.begin("done") as tx:
        tx.execute("UPDATE reminder SET done_at = ? WHERE contact_id = ?", (tx.at, ada))
    assert chosen(shop, dated.due, "overdue") == []


def test_a_birthday_on_29_february_follows_the_shop(shop: Store) -> None:
    add(shop, "Zoe", birthday="29 feb")
    add(shop, "Lena", birthday="1984-02-28")
    assert chosen(shop, dated.birthday, "today", today=date(2027, 2, 28)) == [1, 2]
    assert chosen(shop, dated.birthday, "today", today=date(2028, 2, 28)) == [2]
    assert chosen(shop, dated.birthday, "today", today=date(2027, 2, 28), leap_day="mar1") == [2]
    assert chosen(shop, dated.birthday, "today", today=date(2027, 3, 1), leap_day="mar1") == [1]


def test_a_birthday_without_its_year_is_no_day_of_birth(shop: Store) -> None:
    add(shop, "Zoe", birthday="29 feb")
    add(shop, "Lena", birthday="1984-02-28")
    assert chosen(shop, dated.born, "..2000") == [2]
    assert chosen(shop, dated.born, "1985..") == []


def test_a_day_of_adding_is_the_shops_own(shop: Store) -> None:
    add(shop, "Ada")
    east = timezone(timedelta(hours=14))
    assert chosen(shop, dated.created, "2026-11-24") == [1]
    assert chosen(shop, dated.created, "2026-11-24", zone=east) == []
    assert chosen(shop, dated.created, "2026-11-25", zone=east) == [1]


@pytest.mark.parametrize("build", [dated.seen, dated.unseen, dated.created, dated.birthday, dated.born, dated.due])
def test_what_is_no_time_is_refused(build: Build) -> None:
    with pytest.raises(InvalidError):
        build("soon", CONTEXT)
