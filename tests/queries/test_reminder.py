import pytest

from tests.queries import people
from tinycrm.queries import reminder
from tinycrm.store import Store


@pytest.fixture
def filled(shop: Store) -> Store:
    """Four follow-ups of Ada's, the last of them done, and one of Zoë's."""
    ada = people.add(shop, "Ada")
    people.remind(shop, ada, "2026-12-03")
    people.remind(shop, ada, "2026-12-01", "ring", due_time="15:00")
    people.remind(shop, ada, "2026-12-01", due_time="09:30")
    people.remind(shop, ada, "2026-11-01")
    people.remind(shop, people.add(shop, "Zoë"), "2026-11-02")
    people.finish(shop, 4)
    return shop


def test_open_follow_ups_the_soonest_first(filled: Store) -> None:
    assert [each.ref for each in reminder.open_of(filled.reader, 1)] == ["f3", "f2", "f1"]


def test_one_follow_up(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    talk = people.log(shop, "about Nana", ada)
    people.remind(shop, ada, "2026-12-01", "ring", due_time="15:00", interaction_id=talk)
    found = reminder.reminder(shop.reader, 1)
    assert found is not None
    assert found._asdict() == {
        "ref": "f1", "due": "2026-12-01", "text": "ring", "who": "Ada", "who_ref": "c1", "every": None, "done": False,
        "due_time": "15:00", "after_done": False, "anchor": None, "until": None, "interaction_ref": f"i{talk}",
        "deal_ref": None,
    }  # fmt: skip
    assert (found.done, found.after_done, found.id) == (False, False, 1)
    assert reminder.reminder(shop.reader, 9) is None


def test_yes_and_no_are_true_and_false(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), every="2w", after_done=True)
    people.remind(shop, 1)
    people.finish(shop, 2)
    assert [(each.after_done is True, each.done is True) for each in reminder.page(shop.reader, done=True)] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ({}, "f5 f3 f2 f1"),
        ({"contact_id": 1}, "f3 f2 f1"),
        ({"contact_id": 2}, "f5"),
        ({"contact_id": 3}, ""),
        ({"done": True}, "f5 f3 f2 f1 f4"),
        ({"contact_id": 1, "done": True}, "f3 f2 f1 f4"),
        ({"limit": 2}, "f5 f3"),
    ],
)
def test_a_page_of_them(filled: Store, asked: dict[str, int], refs: str) -> None:
    contact_id, done, limit = asked.get("contact_id"), bool(asked.get("done")), asked.get("limit")
    assert " ".join(each.ref for each in reminder.page(filled.reader, contact_id, done=done, limit=limit)) == refs


def test_some_in_the_order_they_are_asked_for(filled: Store) -> None:
    assert [each.ref for each in reminder.some(filled.reader, [4, 1, 99, 5])] == ["f4", "f1", "f5"]
