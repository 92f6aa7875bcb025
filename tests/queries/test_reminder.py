from tests.queries import people
from tinycrm.queries import reminder
from tinycrm.store import Store


def test_open_follow_ups_the_soonest_first(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.remind(shop, ada, "2026-12-03")
    people.remind(shop, ada, "2026-12-01", "ring", due_time="15:00")
    people.remind(shop, ada, "2026-12-01", due_time="09:30")
    people.remind(shop, ada, "2026-11-01")
    people.remind(shop, people.add(shop, "Zoë"), "2026-11-01")
    people.finish(shop, 4)
    assert [each.ref for each in reminder.open_of(shop.reader, ada)] == ["f3", "f2", "f1"]
    found = reminder.reminder(shop.reader, 2)
    assert found is not None
    assert (found.due, found.due_time, found.text, found.who, found.who_ref) == (
        "2026-12-01",
        "15:00",
        "ring",
        "Ada",
        "c1",
    )
    assert bool(found.done) is False
    assert reminder.reminder(shop.reader, 9) is None
