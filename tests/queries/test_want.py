from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.queries import people
from tinycrm.queries import complete
from tinycrm.queries import want as queries
from tinycrm.services import want
from tinycrm.services.want import Draft
from tinycrm.store import Store

TODAY = NOW.date()
NANA = Draft("GBP", "Nana", "Émile Zola", isbn="9780306406157")


def note(shop: Store, contact_id: int, draft: Draft = NANA) -> int:
    with shop.begin("want.add") as tx:
        return want.add(tx, contact_id, draft)


def test_a_page_is_of_somebody_and_of_a_status(shop: Store) -> None:
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    first, second, third = note(shop, ada), note(shop, bea), note(shop, bea, Draft("GBP", author="George Sand"))
    with shop.begin("want.found") as tx:
        want.found(tx, first)
        want.drop(tx, third, TODAY)
    ids = [[each.id for each in queries.page(shop.reader, TODAY, who, status)] for who, status in
           ((None, "open"), (None, "found"), (None, None), (bea, None))]  # fmt: skip
    assert ids == [[second], [first], [third, second, first], [third, second]]
    assert len(queries.page(shop.reader, TODAY, limit=1, status=None)) == 1
    assert queries.want(shop.reader, 99, TODAY) is None
    assert complete.wants(shop.reader) == [(second, "Bea: Nana"), (first, "Ada: Nana")]


def test_one_whose_last_day_is_over_is_expired(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    made = note(shop, ada, NANA._replace(until=TODAY.isoformat()))
    for day, status in ((TODAY, "open"), (TODAY + timedelta(1), "expired")):
        assert [each.status for each in queries.some(shop.reader, [made], day)] == [status]


@pytest.mark.parametrize(("words", "found"), [("nan", 1), ("zola", 1), ("Zola, E.", 1), ("na", 0), ("moon", 0)])
def test_a_want_is_found_by_how_its_title_or_author_begins(shop: Store, words: str, found: int) -> None:
    note(shop, people.add(shop, "Ada"))
    assert len(queries.titled(shop.reader, words.split(), 10)) == found


@pytest.mark.parametrize(
    ("book", "met"),
    [
        (("The Nana", "Zola, E.", None), True),
        (("Nana", None, None), True),
        (("Nana", "Danielle Steel", None), False),
        (("Another Title", None, "9780306406157"), True),
        (("Germinal", "Émile Zola", None), False),
    ],
)
def test_a_book_meets_a_want_by_title_or_number(
    shop: Store, book: tuple[str, str | None, str | None], met: bool
) -> None:
    ada = people.add(shop, "Ada")
    made = note(shop, ada)
    note(shop, ada, Draft("GBP", author="Émile Zola"))
    assert queries.met_by(shop.reader, ada, [book]) == ([made] if met else [])


def test_a_talk_since_it_was_found_tells_them(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    made = note(shop, ada)
    with shop.begin("want.found") as tx:
        want.found(tx, made)
    tx_day = (TODAY - timedelta(3)).isoformat()
    assert len(queries.page(shop.reader, TODAY, status="found")) == 1
    people.log(shop, "noted late", ada, day=tx_day)
    assert queries.page(shop.reader, TODAY, status="found") == []
