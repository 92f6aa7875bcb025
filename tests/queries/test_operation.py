from tests.queries import people
from tests.services.undo_model import bring_back, take_back
from tinycrm.queries import operation
from tinycrm.services import interaction
from tinycrm.store import Store


def refs(found: list[operation.Operation]) -> list[str]:
    return [each.ref for each in found]


def test_history_of_a_contact_holds_what_is_gone_too(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")  # o1 o2
    people.tag(shop, [ada], "vip")  # o3
    people.untag(shop, [ada], "vip")  # o4
    talk = people.log(shop, "about Nana", ada, zoe)  # o5
    with shop.begin("interaction.edit") as tx:  # o6
        interaction.change(tx, talk, {"text": "about Germinal"})
    with shop.begin("interaction.edit") as tx:  # o7
        interaction.change(tx, talk, {}, left=[ada])
    people.change(shop, zoe, referred_by_id=ada)  # o8, about Zoë
    people.change(shop, zoe, nickname="Zed")  # o9
    people.remind(shop, ada)  # o10
    mine = ["o10", "o7", "o6", "o5", "o4", "o3", "o1"]
    assert refs(operation.newest(shop.reader, contact_id=ada)) == mine
    people.delete(shop, ada)  # o11
    assert refs(operation.newest(shop.reader, contact_id=ada)) == ["o11", *mine]
    assert refs(operation.newest(shop.reader, limit=2, contact_id=ada)) == ["o11", "o10"]
    assert refs(operation.newest(shop.reader, contact_id=99)) == []
    assert "o9" in refs(operation.newest(shop.reader, contact_id=zoe))
    assert refs(operation.newest(shop.reader, limit=1)) == ["o11"]


def test_an_operation_says_who_what_and_how_much(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    people.tag(shop, [ada, zoe], "vip")
    found = operation.operation(shop.reader, 3)
    assert found == (
        "o3", "2026-11-24T10:30:00Z", "cli", "tester", "contact.tag", {"contact": [ada, zoe]}, None, False, 2,
    )  # fmt: skip
    assert operation.operation(shop.reader, 4) is None


def test_undone_is_said_of_the_operation_and_of_its_undos(shop: Store) -> None:
    def told() -> list[tuple[str, str | None, bool]]:
        return [(each.ref, each.undoes, each.undone) for each in reversed(operation.newest(shop.reader))]

    people.add(shop, "Ada")
    take_back(shop)
    assert told() == [("o1", None, True), ("o2", "o1", False)]
    bring_back(shop)
    assert told() == [("o1", None, False), ("o2", "o1", True), ("o3", "o2", False)]
    take_back(shop)
    assert [each[2] for each in told()] == [True, False, True, False]
    assert [operation.root_of(shop.reader, each) for each in (1, 2, 3, 4, 5)] == [1, 1, 1, 1, None]


def test_changes_before_and_after(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.change(shop, ada, nickname="Ace")
    people.tag(shop, [ada], "vip")
    people.untag(shop, [ada], "vip")
    assert operation.changes(shop.reader, [2, 3, 4]) == [
        (2, "contact", ada, "update", {"nickname": None}, {"nickname": "Ace"}),
        (3, "tag", 1, "insert", {}, {}),
        (4, "tag", 1, "delete", {"id": 1, "contact_id": ada, "name": "vip"}, {}),
    ]


def test_names_outlive_their_contacts(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    people.change(shop, ada, name="Ada King")
    people.delete(shop, ada)
    assert operation.names(shop.reader, [zoe, ada, 99]) == {ada: "Ada King", zoe: "Zoë"}


def test_images_are_of_rows_that_are_there(shop: Store) -> None:
    ada = people.add(shop, "Ada", tag=["vip"])
    found = operation.images(shop.reader, [("tag", 1), ("tag", 2), ("contact", ada)])
    assert found.keys() == {("tag", 1), ("contact", ada)}
    assert found["tag", 1] == {"id": 1, "contact_id": ada, "name": "vip"}
