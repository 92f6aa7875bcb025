import pytest

from tests.queries import people
from tinycrm.errors import RefusedError
from tinycrm.queries.interaction import interaction as found
from tinycrm.services import interaction
from tinycrm.services.interaction import Talk
from tinycrm.store import Store


@pytest.fixture
def both(shop: Store) -> list[int]:
    return [people.add(shop, "Ada"), people.add(shop, "Zoë")]


def who(shop: Store, interaction_id: int) -> list[str]:
    talk = found(shop.reader, interaction_id)
    return sorted(each["name"] for each in talk.who) if talk else []


def test_somebody_named_twice_took_part_once(shop: Store, both: list[int]) -> None:
    assert who(shop, people.log(shop, "about Nana", *both, both[0])) == ["Ada", "Zoë"]


def test_people_join_and_leave(shop: Store, both: list[int]) -> None:
    talk = people.log(shop, "about Nana", both[0])
    with shop.begin("interaction.edit") as tx:
        interaction.change(tx, talk, {"text": None, "outcome": "order"}, joined=both, left=both[:1])
    assert who(shop, talk) == ["Zoë"]
    mended = found(shop.reader, talk)
    assert mended is not None
    assert (mended.text, mended.outcome) == (None, "order")


def test_somebody_stays_in_it(shop: Store, both: list[int]) -> None:
    talk = people.log(shop, "about Nana", *both)
    with pytest.raises(RefusedError, match=f"i{talk} would be left without anybody"), shop.begin("x") as tx:
        interaction.change(tx, talk, {"text": "lost"}, left=both)
    assert who(shop, talk) == ["Ada", "Zoë"]
    assert shop.reader.values("SELECT text FROM interaction") == ["about Nana"]


def test_it_goes_and_the_people_stay(shop: Store, both: list[int]) -> None:
    talk = people.log(shop, "about Nana", *both)
    people.remind(shop, both[0], interaction_id=talk)
    with shop.begin("interaction.delete") as tx:
        interaction.delete(tx, talk)
    assert shop.reader.values("SELECT name FROM contact ORDER BY id") == ["Ada", "Zoë"]
    assert shop.reader.values("SELECT interaction_id FROM reminder") == [None]


def test_the_same_logged_a_moment_ago_is_known(shop: Store, both: list[int]) -> None:
    ada, zoe = both
    talk = Talk("call", people.TODAY, text="about Nana")
    logged = people.log(shop, "about Nana", ada)
    before, after = "2026-11-24T10:29:00Z", "2026-11-24T10:31:00Z"
    assert interaction.logged_lately(shop.reader, talk, ada, before) == logged
    assert interaction.logged_lately(shop.reader, talk, ada, after) is None
    assert interaction.logged_lately(shop.reader, talk, zoe, before) is None
    assert interaction.logged_lately(shop.reader, talk._replace(text=None), ada, before) is None
