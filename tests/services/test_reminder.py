from tests.queries import people
from tinycrm.store import Store


def test_a_follow_up_keeps_its_day_and_its_time_apart(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    talk = people.log(shop, "about Nana", ada)
    people.remind(shop, ada, "2026-12-01", "ring", due_time="15:00", interaction_id=talk)
    rows = shop.reader.records(
        "SELECT contact_id, interaction_id, due, due_time, text, done_at, created_at FROM reminder"
    )
    assert rows == [
        {"contact_id": ada, "interaction_id": talk, "due": "2026-12-01", "due_time": "15:00", "text": "ring",
         "done_at": None, "created_at": "2026-11-24T10:30:00Z"},
    ]  # fmt: skip


def test_a_follow_up_that_comes_once_is_done_now(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"))
    people.finish(shop, 1)
    assert shop.reader.values("SELECT done_at FROM reminder") == ["2026-11-24T10:30:00Z"]
