from tests.conftest import NOW
from tests.queries import people
from tests.queries.test_want import note
from tests.services.test_purchase import back, sell
from tinycrm.queries.suggest import suggestions
from tinycrm.services.purchase import Item
from tinycrm.services.want import Draft
from tinycrm.store import Store

TODAY = NOW.date()
NANA, GERMINAL, TERRE = (Item(title, 500, "Zola", genre="novel") for title in ("Nana", "Germinal", "La Terre"))
EMMA, WAVES = Item("Emma", 500, "Austen", genre="classic"), Item("The Waves", 500, "Woolf", genre="classic")


def told(shop: Store, who: int, limit: int = 20) -> list[tuple[str | None, str]]:
    return [(each.title, each.why) for each in suggestions(shop.reader, who, TODAY, limit)]


def test_wants_come_first_then_people_alike_then_more_of_the_same(shop: Store) -> None:
    ada, bea, cy = (people.add(shop, name) for name in ("Ada", "Bea", "Cy"))
    sell(shop, NANA, EMMA, who=ada)
    for who in (bea, cy):
        sell(shop, NANA, EMMA, WAVES, who=who)
    sell(shop, GERMINAL)
    sell(shop, Item("Ulysses", 500, "Joyce", genre="Novel"))
    made = note(shop, ada, Draft("GBP", "Indiana", "Sand"))
    assert told(shop, ada) == [
        ("Indiana", "they look for it"),
        ("The Waves", "2 people alike bought it"),
        ("Germinal", "they like Zola"),
        ("Ulysses", "they read novel"),
    ]
    assert suggestions(shop.reader, ada, TODAY, 1)[0].ref == f"w{made}"
    assert len(told(shop, ada, 2)) == 2


def test_what_they_have_is_never_suggested_unless_it_came_back(shop: Store) -> None:
    ada = people.add(shop, "Ada", likes=["author:Zola"])
    sold = sell(shop, NANA, who=ada)
    sell(shop, Item("NANA: a novel", 500, "Zola, E."))
    assert told(shop, ada) == []
    back(shop, sold, 0, 1)
    assert [why for _, why in told(shop, ada)] == ["they like Zola"]


def test_what_they_dislike_is_left_out(shop: Store) -> None:
    ada = people.add(shop, "Ada", likes=["author:Zola"], dislikes=["genre:novel"])
    sell(shop, NANA, TERRE)
    assert told(shop, ada) == []


def test_one_book_in_common_makes_nobody_alike(shop: Store) -> None:
    ada, bea, cy = (people.add(shop, name) for name in ("Ada", "Bea", "Cy"))
    sell(shop, Item("Nana", 500), who=ada)
    for who in (bea, cy):
        sell(shop, Item("Nana", 500), Item("Emma", 500), who=who)
    assert told(shop, ada) == []
