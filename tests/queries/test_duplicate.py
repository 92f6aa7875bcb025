import pytest

from tests.queries import people
from tinycrm.queries.duplicate import Likeness, alike
from tinycrm.store import Store


@pytest.fixture
def two(shop: Store) -> Store:
    people.add(shop, "Ada Lovelace", email=["ada@x.org"], phone=["020 7946 0018"])
    people.add(shop, "李小明", phone=["12345"])
    return shop


@pytest.mark.parametrize(
    ("name", "emails", "phones", "found"),
    [
        ("Ada King", ["ada@x.org"], [], [Likeness(1, "Ada Lovelace", "email")]),
        ("Ada King", [], ["+442079460018"], [Likeness(1, "Ada Lovelace", "phone")]),
        ("Somebody", [], ["12345"], [Likeness(2, "李小明", "phone")]),
        ("Lovelace Àda", [], [], [Likeness(1, "Ada Lovelace", "name")]),
        ("李小明", [], [], [Likeness(2, "李小明", "name")]),
        ("Ada Lovelace", ["ada@x.org"], ["+442079460018"], [Likeness(1, "Ada Lovelace", "email")]),
        ("Ada", [], [], []),
        ("Ada Byron", ["other@x.org"], ["+442079460019"], []),
    ],
)
def test_who_is_alike_and_in_what(
    two: Store, name: str, emails: list[str], phones: list[str], found: list[Likeness]
) -> None:
    assert alike(two.reader, name, emails, phones) == found
