from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.queries.test_want import note
from tests.services.test_purchase import back, sell
from tinycrm.domain.filter import FilterError
from tinycrm.queries import contact, today
from tinycrm.queries.card import card
from tinycrm.queries.contact import Chosen
from tinycrm.queries.today import Wanted
from tinycrm.queries.words import completions
from tinycrm.services.purchase import Item
from tinycrm.services.want import Draft
from tinycrm.store import Store

TODAY = NOW.date()


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def often(shop: Store, name: str, apart: int, last: int, number: int = 6) -> int:
    """Somebody who bought so many times, so many days apart."""
    who = people.add(shop, name)
    for each in range(number):
        sell(shop, Item(f"Book {each}", 500, "Someone"), who=who, day=ago(last + apart * each))
    return who


def meant(shop: Store, query: str) -> list[str]:
    return sorted(each.name for each in contact.page(shop.reader, Chosen(people.meaning(query))))


@pytest.fixture
def buyers(shop: Store) -> Store:
    """Ada bought Zola lately and Austen long ago, Bea a novel for euros; Cy brought his back; Di looks for Emma."""
    ada, bea, cy, di = (people.add(shop, name) for name in ("Ada", "Bea", "Cy", "Di"))
    sell(shop, Item("Nana", 12000, "Émile Zola", genre="French fiction"), who=ada, day=ago(3))
    sell(shop, Item("Emma", 500, "Jane Austen"), who=ada, day=ago(400))
    sell(shop, Item("Ulysses", 3000, "James Joyce", genre="novel"), who=bea, day=ago(50), currency="EUR")
    back(shop, sell(shop, Item("Germinal", 500, "Zola"), who=cy, day=ago(9)), 0, 1)
    note(shop, di, Draft("GBP", "Emma", "Jane Austen"))
    return shop


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bought:30d", ["Ada", "Cy"]),
        (f"bought:{ago(60)}..{ago(40)}", ["Bea"]),
        ("bought:none", ["Di"]),
        ("author:zola", ["Ada", "Cy"]),
        ("author:emile-zola", ["Ada"]),
        ("not:author:zola", ["Bea", "Di"]),
        ("genre:french-fiction", ["Ada"]),
        ("genre:fiction", ["Ada"]),
        ("spent:100..", ["Ada"]),
        ("spent:125", ["Ada"]),
        ("spent:30eur", ["Bea"]),
        ("spent:..1", ["Cy"]),
        ("wants:emma", ["Di"]),
        ("wants:austen", ["Di"]),
        ("wants:any", ["Di"]),
        ("author:zola spent:100..", ["Ada"]),
    ],
)
def test_people_are_meant_by_their_books(buyers: Store, query: str, names: list[str]) -> None:
    assert meant(buyers, query) == names


@pytest.mark.parametrize("query", ["bought:moon", "spent:x", "spent:9..3", "rhythm:sometimes", "author:!!!"])
def test_what_makes_no_sense_is_refused(shop: Store, query: str) -> None:
    with pytest.raises(FilterError):
        meant(shop, query)


def test_completion_offers_what_was_sold(buyers: Store) -> None:
    assert completions(buyers.reader, "genre:n") == ["genre:novel"]
    assert completions(buyers.reader, "rhythm:l") == ["rhythm:late"]


def test_a_rhythm_is_kept_or_broken(shop: Store) -> None:
    often(shop, "Kept", 35, 60)
    late = often(shop, "Late", 35, 77)
    often(shop, "Rare", 200, 500)
    often(shop, "New", 7, 40, number=4)
    assert meant(shop, "rhythm:late") == ["Late"]
    assert meant(shop, "rhythm:kept") == ["Kept"]
    people.log(shop, "how are you", late)
    assert meant(shop, "rhythm:late") == []


def test_the_morning_tells_of_a_broken_rhythm_for_two_weeks(shop: Store) -> None:
    late = often(shop, "Late", 35, 77)
    often(shop, "Long ago", 35, 90)
    wanted = Wanted(TODAY, "feb28", {})
    (group,) = [each for each in today.today(shop.reader, wanted) if each.key == "rhythm"]
    assert [(each.who, each.kind, each.text, each.due) for each in group.items] == [
        ("Late", "rhythm", "came every 5 weeks, now 3 months", ago(77).isoformat())
    ]
    people.change(shop, late, do_not_contact=True)
    assert [each.key for each in today.today(shop.reader, wanted)] == []


def test_the_card_knows_favourites_visits_and_rhythm(shop: Store) -> None:
    who = often(shop, "Ada", 35, 3)
    sell(shop, Item("Nana", 500, "Zola", genre="Novel", quantity=2), Item("Emma", 500, "Austen"), who=who)
    people.log(shop, None, who, kind="visit")
    found = card(shop.reader, who)
    assert found is not None
    assert (found.favourite_authors, found.favourite_genres) == (["Someone", "Zola"], ["Novel"])
    assert (found.visits, found.rhythm_days) == (1, 30)
