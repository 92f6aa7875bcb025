import pytest

from tests.queries import people
from tests.queries.people import meaning
from tinycrm.queries import contact
from tinycrm.queries.contact import Chosen
from tinycrm.services import interaction
from tinycrm.store import Store


def names(shop: Store, chosen: Chosen) -> list[str]:
    return [each.name for each in contact.page(shop.reader, chosen)]


@pytest.fixture
def three(shop: Store) -> Store:
    """Seen in another order than they were added, and in another than their names."""
    for name in ("émile zola", "Żaneta Nowak", "Ada Lovelace"):
        people.add(shop, name)
    people.log(shop, None, 1, day="2026-11-02")
    people.log(shop, None, 2, day="2026-11-05")
    return shop


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Ada Lovelace", "émile zola", "Żaneta Nowak"]),
        ("seen", ["Żaneta Nowak", "émile zola", "Ada Lovelace"]),
        ("created", ["Ada Lovelace", "Żaneta Nowak", "émile zola"]),
    ],
)
def test_pages_are_sorted(three: Store, sort: str, order: list[str]) -> None:
    assert names(three, Chosen(sort=sort)) == order
    one_by_one = [names(three, Chosen(sort=sort, limit=1, offset=place)) for place in range(4)]
    assert one_by_one == [[order[0]], [order[1]], [order[2]], []]
    assert names(three, Chosen(sort=sort, limit=2)) == order[:2]
    assert contact.count(three.reader, Chosen(sort=sort, limit=1)) == 3


def test_those_with_the_soonest_follow_up_come_first(three: Store) -> None:
    for contact_id, due in ((1, "2026-12-01"), (2, "2026-11-20"), (2, "2027-01-01")):
        people.remind(three, contact_id, due=due)
    people.finish(three, people.remind(three, 3, due="2026-01-01"))
    assert names(three, Chosen(sort="due")) == ["Żaneta Nowak", "émile zola", "Ada Lovelace"]


@pytest.mark.parametrize("sort", contact.SORTS)
def test_ids_stand_in_the_order_of_the_pages(three: Store, sort: str) -> None:
    chosen = Chosen(sort=sort)
    assert contact.ordered(three.reader, chosen) == [each.id for each in contact.page(three.reader, chosen)]
    assert contact.ordered(three.reader, Chosen(meaning("zola"), sort=sort)) == [1]


def test_the_tags_that_some_have(three: Store) -> None:
    people.tag(three, [1, 2], "french", "vip")
    people.tag(three, [3], "woolf")
    people.untag(three, [2], "vip")
    assert contact.tags_of(three.reader, [1, 2]) == [("french", 2), ("vip", 1)]
    assert contact.tags_of(three.reader, []) == []


def test_archived_contacts_have_a_list_of_their_own(three: Store) -> None:
    people.change(three, 1, archived=1)
    assert names(three, Chosen()) == ["Ada Lovelace", "Żaneta Nowak"]
    assert names(three, Chosen(archived=True)) == ["émile zola"]
    assert [contact.count(three.reader, Chosen(archived=flag)) for flag in (False, True)] == [2, 1]


def test_a_list_of_those_with_the_words(three: Store) -> None:
    people.add(three, "李小明")
    assert names(three, Chosen(meaning("zan nowak"))) == ["Żaneta Nowak"]
    assert names(three, Chosen(meaning("小明"))) == ["李小明"]
    assert names(three, Chosen(meaning("***"))) == names(three, Chosen())


def test_digits_are_part_of_a_phone_or_of_a_name(three: Store) -> None:
    people.change(three, 1, phone=["020 7946 0018"])
    people.add(three, "Studio 946")
    assert names(three, Chosen(meaning("946"))) == ["émile zola", "Studio 946"]
    assert names(three, Chosen(meaning("7946 0018"))) == ["émile zola"]
    assert names(three, Chosen(meaning("46"))) == []
    assert names(three, Chosen(meaning("..."))) == names(three, Chosen())


def test_some_come_in_the_order_asked_for(three: Store) -> None:
    assert [each.id for each in contact.some(three.reader, [3, 99, 1])] == [3, 1]


def test_a_contact_in_a_list(shop: Store) -> None:
    people.add(
        shop,
        "Ada Lovelace",
        email=["home: ada@example.org", "work@example.org"],
        phone=["mobile: 07700 900123"],
        tag=["vip", "crime"],
        likes=["author:Zola", "maps"],
        dislikes=["genre:crime"],
        birthday="10 dec",
        stage="regular",
        company="Owl & Sons",
        address=["1 Mill Lane, Leeds, LS1 4AP", "2 Hill Road, York, YO1 7HH"],
    )
    people.log(shop, None, 1, day="2026-11-05")
    (found,) = contact.page(shop.reader, Chosen())
    assert found._asdict() == {
        "ref": "c1",
        "name": "Ada Lovelace",
        "kind": "person",
        "emails": [
            {"label": "home", "value": "ada@example.org", "primary": True},
            {"label": None, "value": "work@example.org", "primary": False},
        ],
        "phones": [{"label": "mobile", "value": "07700 900123", "primary": True}],
        "tags": ["crime", "vip"],
        "likes": ["author:Zola", "maps"],
        "birthday": "--12-10",
        "last_interaction": "2026-11-05",
        "stage": "regular",
        "company": "Owl & Sons",
        "city": "Leeds",
        "archived": False,
    }


def test_seen_follows_what_is_mended_and_deleted(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.log(shop, None, ada, day="2026-11-05")
    early = people.log(shop, None, ada, day="2026-10-01")

    def seen() -> str | None:
        return contact.some(shop.reader, [ada])[0].last_interaction

    with shop.begin("interaction.edit") as tx:
        interaction.change(tx, early, {"day": "2026-11-09"})
    assert seen() == "2026-11-09"
    with shop.begin("interaction.delete") as tx:
        interaction.delete(tx, early)
    assert seen() == "2026-11-05"
