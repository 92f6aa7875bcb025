import pytest

from tests.queries import people
from tinycrm.queries import timeline
from tinycrm.queries.timeline import Extent
from tinycrm.store import Store


@pytest.fixture
def shop(shop: Store) -> Store:
    """Ada's talks i1, i3, i2 from the newest on; Zoë was in i3 and has one of her own."""
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    people.log(shop, "newest", ada, day="2026-11-20")
    people.log(shop, "oldest", ada, day="2019-03-01", kind="letter")
    people.log(shop, "with Zoë", ada, zoe, day="2026-11-02", kind="visit")
    people.log(shop, "hers", zoe, kind="note")
    return shop


def refs(shop: Store, *kinds: str, limit: int | None = None, offset: int = 0) -> list[str]:
    return [each.talk.ref for each in timeline.page(shop.reader, 1, kinds, limit, offset)]


def test_pages_go_from_the_newest_to_the_oldest(shop: Store) -> None:
    assert refs(shop) == ["i1", "i3", "i2"]
    assert refs(shop, limit=2) == ["i1", "i3"]
    assert refs(shop, limit=2, offset=2) == ["i2"]


def test_kinds_narrow_it(shop: Store) -> None:
    assert refs(shop, "visit", "letter") == ["i3", "i2"]
    assert refs(shop, "note") == []


def test_its_extent(shop: Store) -> None:
    assert timeline.extent(shop.reader, 1) == Extent(3, "2019-03-01")
    assert timeline.extent(shop.reader, 1, ["call", "visit"]) == Extent(2, "2026-11-02")
    assert timeline.extent(shop.reader, 1, ["note"]) == Extent(0, None)


def test_an_entry_has_the_follow_ups_that_came_of_it_and_are_for_that_person(shop: Store) -> None:
    people.remind(shop, 1, due="2026-12-01", interaction_id=3)
    first = people.remind(shop, 1, due="2026-11-25", text="ring", interaction_id=3)
    people.remind(shop, 2, due="2026-11-26", interaction_id=3)
    people.remind(shop, 1, due="2026-11-26")
    people.finish(shop, first)
    entries = timeline.page(shop.reader, 1)
    assert [each.promises for each in entries if each.id != 3] == [[], []]
    assert [(each.ref, each.due, each.text, each.done) for each in entries[1].promises] == [
        ("f2", "2026-11-25", "ring", True),
        ("f1", "2026-12-01", None, False),
    ]
