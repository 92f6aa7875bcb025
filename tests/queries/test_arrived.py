from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.queries.test_want import note
from tests.services.test_purchase import back, sell
from tinycrm.domain.money import Money
from tinycrm.queries.arrived import Answer, Copy, arrived
from tinycrm.services.purchase import Item
from tinycrm.services.want import Draft
from tinycrm.store import Store

TODAY = NOW.date()
NANA = Copy("Nana", "Émile Zola", None, "novel", Money(6000, "GBP"), "good")
WANT = Draft("GBP", "Nana", "Zola, E.")


def ask(shop: Store, copy: Copy = NANA, limit: int = 20) -> Answer:
    return arrived(shop.reader, copy, TODAY, limit)


def told(answer: Answer) -> list[tuple[str, int, str]]:
    return [(each.who, each.fit, each.why) for each in answer.matches]


def test_the_order_is_of_fit(shop: Store) -> None:
    names = ["Genre", "Author", "Other", "Anything", "Dear", "Exact"]
    ids = {name: people.add(shop, name) for name in names}
    people.change(shop, ids["Genre"], likes=["genre:Novel"])
    people.change(shop, ids["Author"], likes=["author:Zola"])
    note(shop, ids["Other"], Draft("GBP", "Germinal", "E. Zola"))
    note(shop, ids["Anything"], Draft("GBP", author="Zola"))
    note(shop, ids["Dear"], WANT._replace(max_price=1000))
    note(shop, ids["Exact"], WANT._replace(max_price=6000, condition="good"))
    answer = ask(shop)
    assert told(answer) == [
        ("Exact", 1, "wants exactly this"),
        ("Dear", 2, "wants exactly this, but only up to 10.00 GBP"),
        ("Anything", 3, "wants anything by Zola"),
        ("Other", 3, "wants Germinal by the same author"),
        ("Author", 4, "likes Zola"),
        ("Genre", 5, "likes Novel"),
    ]
    assert [each.want for each in answer.matches] == ["w4", "w3", "w2", "w1", None, None]
    assert answer.matches[0].max_price == Money(6000, "GBP")


def test_a_worse_condition_than_was_asked_for_is_said(shop: Store) -> None:
    note(shop, people.add(shop, "Ada"), WANT._replace(condition="very good", edition="first"))
    assert told(ask(shop)) == [("Ada", 2, "wants exactly this, first, but in very good condition or better")]
    assert told(ask(shop, NANA._replace(condition="fine"))) == [("Ada", 1, "wants exactly this, first")]
    assert told(ask(shop, NANA._replace(condition=None)))[0][1] == 1


@pytest.mark.parametrize(
    ("draft", "copy", "meets"),
    [
        (Draft("GBP", "The Nana"), Copy("NANA: a novel"), True),
        (Draft("GBP", "Nana", "Zola, E."), Copy("Nana", "Émile Zola"), True),
        (Draft("GBP", "Nana", "Émile Zola"), Copy("Nana", "Danielle Steel"), False),
        (Draft("GBP", "Bête humaine"), Copy("La Bete Humaine", "Zola"), True),
        (Draft("GBP", "Hobbit, The", "JRR Tolkien"), Copy("The Hobbit", "Tolkien, John R. R."), True),
        (Draft("GBP", "Whatever", isbn="9780306406157"), Copy("Nana", isbn="9780306406157"), True),
        (Draft("GBP", author="George Eliot"), Copy("Poems", "T. S. Eliot"), False),
    ],
)
def test_spelling_is_forgiven_and_others_are_not_meant(shop: Store, draft: Draft, copy: Copy, meets: bool) -> None:
    note(shop, people.add(shop, "Ada"), draft)
    assert bool(ask(shop, copy).matches) == meets


def test_what_was_bought_says_what_is_liked(shop: Store) -> None:
    ada, bea, cy = (people.add(shop, name) for name in ("Ada", "Bea", "Cy"))
    people.change(shop, ada, likes=["author:Émile Zola"])
    sell(shop, Item("Germinal", 5, "Zola", genre="novel"), Item("La Terre", 5, "É. Zola"), who=ada)
    sell(shop, Item("Germinal", 5, "Émile Zola", quantity=2), who=bea)
    for title in ("Emma", "Persuasion", "Villette"):
        sell(shop, Item(title, 5, "Someone", genre="Novel"), who=cy)
    assert told(ask(shop)) == [
        ("Ada", 4, "likes Émile Zola, bought 2 by Émile Zola"),
        ("Bea", 4, "bought 2 by Émile Zola"),
        ("Cy", 5, "bought 3 of novel"),
    ]
    assert told(ask(shop, NANA._replace(genre=None)))[-1][0] == "Bea"


def test_a_subject_in_the_title_is_liked(shop: Store) -> None:
    people.change(shop, people.add(shop, "Ada"), likes=["railways"])
    assert told(ask(shop, Copy("Railways of Wales"))) == [("Ada", 5, "likes railways")]
    assert told(ask(shop, Copy("The Railway Children"))) == []


def test_who_dislikes_it_is_not_told(shop: Store) -> None:
    ada = people.add(shop, "Ada", likes=["author:Zola"], dislikes=["genre:novel"])
    assert told(ask(shop)) == []
    note(shop, ada, WANT)
    assert told(ask(shop)) == [("Ada", 1, "wants exactly this")]


def test_owners_are_named_apart_unless_it_came_back(shop: Store) -> None:
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    for who in (ada, bea):
        people.change(shop, who, likes=["author:Zola"])
    sold = sell(shop, Item("Nana", 5, "Zola"), who=ada, day=TODAY - timedelta(5))
    sell(shop, Item("Nana", 5, "Zola"))
    answer = ask(shop)
    assert [each[0] for each in told(answer)] == ["Bea"]
    assert answer.owners == [("Ada", f"c{ada}", (TODAY - timedelta(5)).isoformat(), None)]
    made = note(shop, ada, WANT)
    assert ask(shop).owners[0].want == f"w{made}"
    back(shop, sold, 0, 1)
    answer = ask(shop)
    assert (answer.owners, told(answer)[0][0]) == ([], "Ada")


@pytest.mark.parametrize("facts", [{"do_not_contact": True}, {"deceased": "2020-01-01"}], ids=["quiet", "died"])
def test_who_is_not_to_be_rung_is_left_out(shop: Store, facts: dict[str, Any]) -> None:
    ada = people.add(shop, "Ada", likes=["author:Zola"], **facts)
    note(shop, ada, WANT)
    assert told(ask(shop)) == []


def test_wants_that_are_over_do_not_count(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    note(shop, ada, WANT._replace(until=(TODAY - timedelta(1)).isoformat()))
    assert told(ask(shop)) == []
    note(shop, ada, WANT._replace(until=TODAY.isoformat()))
    assert len(told(ask(shop))) == 1


def test_wants_are_never_cut_and_likings_are(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        ids = [people.add_in(tx, f"Person {number}", likes=["author:Zola"]) for number in range(9)]
    for who in ids[:3]:
        note(shop, who, WANT)
    assert [each[1] for each in told(ask(shop, limit=2))] == [1, 1, 1]
    assert [each[1] for each in told(ask(shop, limit=5))] == [1, 1, 1, 4, 4]
