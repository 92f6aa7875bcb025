import pytest

from tests.queries import people
from tinycrm.queries import complete
from tinycrm.store import Store


@pytest.fixture
def three(shop: Store) -> Store:
    ada = people.add(shop, "Ada Lovelace", tag=["regular"])
    people.add(shop, "Adèle O'Brien", tag=["regular", "red"])
    people.add(shop, "李小明")
    people.log(shop, "about Nana", ada)
    people.remind(shop, ada, text="ring her")
    return shop


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ad", ["Ada Lovelace", "Adèle O'Brien"]),
        ("ada-lo", ["Ada Lovelace"]),
        ("obr", ["Adèle O'Brien"]),
        ("xyz", []),
        ("", ["Ada Lovelace", "Adèle O'Brien", "李小明"]),
    ],
)
def test_people_by_how_their_words_begin(three: Store, text: str, names: list[str]) -> None:
    assert [name for _, name in complete.people(three.reader, text)] == names


def test_who_is_put_away_is_not_offered(three: Store) -> None:
    with three.begin("contact.archive") as tx:
        tx.update("contact", 1, archived=1)
    assert [name for _, name in complete.people(three.reader, "ad")] == ["Adèle O'Brien"]


def test_references(three: Store) -> None:
    assert complete.contacts_by_id(three.reader, "2") == [(2, "Adèle O'Brien")]
    assert [number for number, _ in complete.open_reminders(three.reader)] == [1]
    assert [number for number, _ in complete.newest_interactions(three.reader)] == [1]
    assert [number for number, _ in complete.newest_operations(three.reader)] == [5, 4, 3, 2, 1]


def test_a_follow_up_that_is_done_is_not_offered(three: Store) -> None:
    people.finish(three, 1)
    assert complete.open_reminders(three.reader) == []


def test_tags_with_how_many_have_them(three: Store) -> None:
    assert complete.tags(three.reader, "re") == [("red", 1), ("regular", 2)]
    assert complete.tags(three.reader, "reg") == [("regular", 2)]
