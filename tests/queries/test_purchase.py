from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.services.test_purchase import EMMA, NANA, back, sell
from tinycrm.domain.period import Period
from tinycrm.queries import complete, purchase
from tinycrm.queries.purchase import Known, Wanted
from tinycrm.services.purchase import Item
from tinycrm.store import Store

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(1)


def refs(found: list[purchase.Purchase]) -> list[str]:
    return [each.ref for each in found]


def test_a_page_is_of_somebody_of_days_and_of_a_channel(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    sell(shop, NANA, who=ada)
    sell(shop, EMMA, day=YESTERDAY)
    assert refs(purchase.page(shop.reader, Wanted())) == ["p1", "p2"]
    assert refs(purchase.page(shop.reader, Wanted(ada))) == ["p1"]
    assert refs(purchase.page(shop.reader, Wanted(days=Period(None, YESTERDAY)))) == ["p2"]
    assert refs(purchase.page(shop.reader, Wanted(channel="fair"))) == []
    assert refs(purchase.page(shop.reader, Wanted(limit=1))) == ["p1"]
    assert refs(purchase.some(shop.reader, [2, 1, 7])) == ["p2", "p1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("nana", 1), ("the nan", 1), ("zola", 1), ("ZOLA, E.", 1), ("Émile Zola", 1), ("na", 0), ("moon", 0), ("!!!", 0)],
)
def test_a_book_is_found_by_how_its_title_or_author_begins(shop: Store, words: str, found: int) -> None:
    sell(shop, NANA, EMMA)
    assert len(purchase.titled(shop.reader, words.split(), 10)) == found


def test_what_is_known_of_a_book_is_what_was_sold_last(shop: Store) -> None:
    number = "9780306406157"
    sell(shop, Item("Nana", 5, "Zola", number), Item("Nana: a novel", 5, "Émile Zola", None, "novel"))
    assert purchase.known(shop.reader, isbn=number) == Known("Nana", "Zola", number, None)
    assert purchase.known(shop.reader, title="NANA") == Known("Nana: a novel", "Émile Zola", None, "novel")
    sell(shop, Item("Nana", 5, "Someone Else"))
    assert purchase.known(shop.reader, title="NANA") is None
    assert purchase.known(shop.reader) is None


def test_who_has_a_book_bought_it_and_did_not_bring_it_back(shop: Store) -> None:
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    sold = sell(shop, NANA, who=ada, day=YESTERDAY)
    found = purchase.owned(shop.reader, ada, "The Nana", "Zola, E.")
    assert found == (YESTERDAY.isoformat(), "Nana", f"p{sold}")
    assert purchase.owned(shop.reader, bea, "Nana") is None
    assert purchase.owned(shop.reader, ada, "Nana", "Steel") is None
    back(shop, sold, 0, 1)
    assert purchase.owned(shop.reader, ada, "Nana") is None


def test_days_add_up_each_currency_for_itself(shop: Store) -> None:
    sold = sell(shop, NANA)
    sell(shop, Item("Emma", 500), currency="EUR")
    sell(shop, Item("Emma", 300), day=YESTERDAY)
    back(shop, sold, 0, 0, 250)
    today, yesterday = purchase.days(shop.reader, Period(YESTERDAY, TODAY))
    amounts = [(each.minor, each.currency) for each in today.totals]
    assert (today.ref, today.purchases, today.books, amounts) == (
        TODAY.isoformat(), 2, 2, [(500, "EUR"), (1000, "GBP")],
    )  # fmt: skip
    assert [(each.minor, each.currency) for each in today.returned] == [(250, "GBP")]
    both = purchase.together([today, yesterday])
    assert (both.ref, both.purchases, [each.minor for each in both.totals]) == (YESTERDAY.isoformat(), 3, [500, 1300])


def test_a_week_begins_where_the_shop_says(shop: Store) -> None:
    assert shop.path.exists()
    assert purchase.week(TODAY, 0) == Period(YESTERDAY, TODAY)
    assert purchase.week(TODAY, 1) == Period(TODAY, TODAY)


def test_completion_offers_what_was_sold(shop: Store) -> None:
    sell(shop, NANA, EMMA, Item("The Émigrés", 5, "Zola, É.", genre="essays"))
    assert complete.titles(shop.reader, "") == ["The Émigrés", "Emma", "Nana"]
    assert complete.titles(shop.reader, "the em") == ["The Émigrés", "Emma"]
    assert complete.titles(shop.reader, "The Émi") == ["The Émigrés"]
    assert complete.authors(shop.reader, "Jane A") == ["Jane Austen"]
    assert complete.authors(shop.reader, "zol") == ["Zola, É.", "Émile Zola"]
    assert complete.genres(shop.reader, "n") == ["novel"]
    assert complete.purchases(shop.reader) == [(1, f"{TODAY} Nana")]
