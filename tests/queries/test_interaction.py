from tests.queries import people
from tinycrm.queries import interaction
from tinycrm.store import Store


def refs(found: list[interaction.Interaction]) -> list[str]:
    return [each.ref for each in found]


def test_a_timeline_goes_by_the_day_it_happened_not_the_day_it_was_typed(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    people.log(shop, "today, no hour", ada)
    people.log(shop, "long ago", ada, day="2026-03-01")
    people.log(shop, "today at ten", ada, at="2026-11-24T10:00:00Z")
    people.log(shop, "today at nine", ada, zoe, at="2026-11-24T09:00:00Z", kind="visit")
    people.log(shop, "yesterday", zoe, day="2026-11-23")
    people.log(shop, "also long ago", ada, day="2026-03-01")
    order = ["i3", "i4", "i1", "i5", "i6", "i2"]
    assert refs(interaction.of_shop(shop.reader)) == order
    assert refs(interaction.of_contact(shop.reader, ada)) == [ref for ref in order if ref != "i5"]
    assert refs(interaction.of_contact(shop.reader, zoe)) == ["i4", "i5"]
    assert refs(interaction.of_shop(shop.reader, limit=2, offset=3)) == ["i5", "i6"]
    assert refs(interaction.of_contact(shop.reader, ada, limit=2, offset=1)) == ["i4", "i1"]
    assert refs(interaction.of_shop(shop.reader, kind="visit")) == ["i4"]
    assert refs(interaction.of_contact(shop.reader, ada, kind="visit")) == ["i4"]
    assert refs(interaction.of_contact(shop.reader, ada, kinds=["visit", "note"])) == ["i4"]


def test_an_interaction_names_everybody_in_it(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    people.log(shop, "about Nana", zoe, ada, direction="in", outcome="order", at="2026-11-24T10:00:00Z")
    found = interaction.interaction(shop.reader, 1)
    who = [{"ref": "c2", "name": "Zoë"}, {"ref": "c1", "name": "Ada"}]
    assert found is not None
    assert sorted(found.who, key=str) == sorted(who, key=str)
    assert found._replace(who=[]) == (
        "i1", "call", "2026-11-24", "about Nana", [], "in", "order", "2026-11-24T10:00:00Z",
    )  # fmt: skip
    assert interaction.interaction(shop.reader, 2) is None
