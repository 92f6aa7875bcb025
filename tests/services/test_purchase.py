import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, TESTER
from tests.queries import people
from tinycrm.errors import NotFoundError, RefusedError
from tinycrm.queries import purchase as queries
from tinycrm.queries.card import card
from tinycrm.services import purchase, undo
from tinycrm.services.purchase import Item, Sale
from tinycrm.store import Store
from tinycrm.store.doctor import examine

TODAY = NOW.date()
NANA = Item("Nana", 1250, "Émile Zola", None, "novel")
EMMA = Item("Emma", 600, "Jane Austen", quantity=3, discount=100)


def sell(shop: Store, *items: Item, who: int | None = None, day: date = TODAY, currency: str = "GBP") -> int:
    with shop.begin("purchase.add") as tx:
        return purchase.add(tx, Sale(currency, day.isoformat(), contact_id=who), items)


def back(shop: Store, purchase_id: int, place: int, quantity: int, amount: int | None = None) -> int:
    line = there(shop, purchase_id).lines[place]
    with shop.begin("purchase.return") as tx:
        return purchase.take_back(tx, line, quantity, amount, today=TODAY)


def there(shop: Store, purchase_id: int) -> queries.Purchase:
    found = queries.purchase(shop.reader, purchase_id)
    assert found is not None
    return found


def take_back(shop: Store, what: str = "undo") -> None:
    plan = undo.plan_undo(shop.reader) if what == "undo" else undo.plan_redo(shop.reader)
    with shop.begin(what, undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)


def spent(shop: Store, contact_id: int) -> tuple[int, int, list[Any], str | None]:
    found = card(shop.reader, contact_id)
    assert found is not None
    return found.purchases, found.books, [each.as_json()["amount"] for each in found.spent], found.last_purchase


def test_a_sale_keeps_its_books_and_their_keys(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    sold = there(shop, sell(shop, NANA, EMMA, who=ada))
    assert (sold.who, sold.books, sold.total.minor) == ("Ada", 4, 1250 + 1800 - 100)
    sql = "SELECT title_key, author_key, genre_key, position FROM line"
    assert shop.reader.all(lambda *row: row, sql) == [
        ("nana", "zola emile", "novel", 0),
        ("emma", "austen jane", None, 1),
    ]
    assert spent(shop, ada) == (1, 4, ["29.50"], TODAY.isoformat())


def test_nobody_is_known_and_the_sale_stays_when_its_buyer_goes(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    sold = sell(shop, NANA, who=ada)
    assert there(shop, sell(shop, EMMA)).who is None
    people.delete(shop, ada)
    assert there(shop, sold).who is None
    take_back(shop)
    assert there(shop, sold).who == "Ada"
    assert spent(shop, ada) == (1, 1, ["12.50"], TODAY.isoformat())


def test_copies_come_back_for_what_was_paid(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    sold = sell(shop, EMMA, who=ada)
    amounts = [there(shop, back(shop, sold, 0, 1)).total.minor for _ in range(3)]
    assert (amounts, sum(amounts)) == ([-566, -567, -567], -1700)
    assert spent(shop, ada)[:3] == (1, 0, ["0.00"])
    line = there(shop, sold).lines[0]
    assert (line.returned, line.refunded and line.refunded.minor) == (3, 1700)
    with pytest.raises(RefusedError, match="no copy can come back; 3 of 3 did already"):
        back(shop, sold, 0, 1)


def test_money_is_given_back_for_a_book_that_is_kept(shop: Store) -> None:
    sold = sell(shop, NANA)
    given = there(shop, back(shop, sold, 0, 0, 250))
    assert (given.books, given.total.minor, given.lines[0].returns) == (0, -250, f"p{sold}.1")
    assert there(shop, back(shop, sold, 0, 1)).total.minor == -1000
    with pytest.raises(RefusedError, match="more than is left"):
        back(shop, sold, 0, 0, 1)


def test_what_came_back_does_not_come_back_again(shop: Store) -> None:
    came = back(shop, sell(shop, NANA), 0, 1)
    with pytest.raises(RefusedError, match="came back itself"):
        back(shop, came, 0, 1)
    with pytest.raises(RefusedError, match="not changed in its amounts"), shop.begin("purchase.edit") as tx:
        purchase.edit_line(tx, there(shop, came).lines[0].id, {"price": 1})


def test_a_line_is_mended_but_not_below_what_came_back(shop: Store) -> None:
    sold = sell(shop, EMMA)
    back(shop, sold, 0, 2)
    line = there(shop, sold).lines[0].id
    for facts, says in (({"quantity": 1}, "2 copies of it came back"), ({"price": 100}, "More money than that")):
        with pytest.raises(RefusedError, match=says), shop.begin("purchase.edit") as tx:
            purchase.edit_line(tx, line, facts)
    nana = there(shop, sell(shop, NANA)).lines[0].id
    with pytest.raises(RefusedError, match="more than the price"), shop.begin("purchase.edit") as tx:
        purchase.edit_line(tx, nana, {"discount": 1251})
    with shop.begin("purchase.edit") as tx:
        purchase.edit_line(tx, line, {"title": "The Emma", "author": "Austen, J.", "quantity": 4})
    assert shop.reader.one(lambda *row: row, "SELECT title_key, author_key, quantity FROM line") == (
        "emma", "austen j", 4,
    )  # fmt: skip


def test_a_purchase_goes_with_its_last_book(shop: Store) -> None:
    sold = sell(shop, NANA, EMMA)
    for _ in range(2):
        with shop.begin("purchase.delete") as tx:
            purchase.delete_line(tx, there(shop, sold).lines[0].id)
    assert queries.purchase(shop.reader, sold) is None
    with pytest.raises(NotFoundError), shop.begin("purchase.delete") as tx:
        purchase.delete(tx, sold)


def test_a_deleted_sale_comes_back_with_what_came_back_of_it(shop: Store) -> None:
    sold = sell(shop, NANA)
    came = back(shop, sold, 0, 1)
    with shop.begin("purchase.delete") as tx:
        purchase.delete(tx, sold)
    assert there(shop, came).lines[0].returns is None
    take_back(shop)
    assert there(shop, came).lines[0].returns == f"p{sold}.1"
    take_back(shop, "redo")
    assert queries.purchase(shop.reader, sold) is None


deeds = st.lists(
    st.tuples(st.sampled_from(["sell", "back", "refund", "delete", "move", "undo"]), st.integers(0, 10**6)), max_size=25
)


@given(deeds, st.sampled_from(["GBP", "EUR", "JPY"]))
@settings(deadline=None, max_examples=25)
def test_sums_are_exact_whatever_is_done(template: Path, done: list[tuple[str, int]], currency: str) -> None:
    with anew(template) as shop:
        buyers = [people.add(shop, "Ada"), people.add(shop, "Bea"), None]
        for what, number in done:
            act(shop, what, number, buyers, currency)
        assert [each for each in examine(shop.path, NOW) if each.level == "trouble"] == []
        for contact_id in buyers[:2]:
            sql = """SELECT sum(quantity * price - discount) FROM line l JOIN purchase p ON p.id = l.purchase_id
                WHERE p.contact_id = ? GROUP BY currency ORDER BY currency"""
            kept = "SELECT amount FROM contact_spent WHERE contact_id = ? ORDER BY currency"
            assert shop.reader.values(kept, (contact_id,)) == shop.reader.values(sql, (contact_id,))
        # no line gave back more than was paid for it
        sold = [line for each in queries.page(shop.reader, queries.Wanted()) for line in each.lines]
        assert all(line.quantity <= 0 or (line.refunded or line.total).minor <= line.total.minor for line in sold)


@contextmanager
def anew(template: Path) -> Iterator[Store]:
    """An empty shop for one example."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, Path(folder) / "shop.db"))
        with closing(Store.open(path, TESTER, lambda: NOW, lambda _: None)) as shop:
            yield shop


def act(shop: Store, what: str, number: int, buyers: list[int | None], currency: str) -> None:
    ids = shop.reader.values("SELECT id FROM purchase ORDER BY id")
    if what == "sell" or not ids:
        item = Item("Nana", number, "Zola", quantity=number % 7 + 1, discount=number % (number + 1) // 2)
        sell(shop, item, EMMA, who=buyers[number % 3], currency=(currency, "GBP")[number % 2])
        return
    chosen = ids[number % len(ids)]
    try:
        if what == "back":
            back(shop, chosen, 0, number % 3 + 1)
        elif what == "refund":
            back(shop, chosen, 0, 0, number % 50)
        elif what == "delete":
            with shop.begin("purchase.delete") as tx:
                purchase.delete(tx, chosen)
        elif what == "move":
            with shop.begin("purchase.edit") as tx:
                purchase.edit(tx, chosen, {"contact_id": buyers[number % 3]})
        else:
            take_back(shop)
    except RefusedError:
        pass
