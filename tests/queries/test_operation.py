import pytest

from tests.queries import people
from tests.services.undo_model import bring_back, take_back
from tinycrm.queries import operation
from tinycrm.services import contact, interaction
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


def test_of_each_operation_the_first_changes(shop: Store) -> None:
    ada = people.add(shop, "Ada", phone=["1234567", "7654321"])
    people.change(shop, ada, nickname="Ace")
    first = operation.changes(shop.reader, [1, 2], 2)
    assert first == [*operation.changes(shop.reader, [1])[:2], *operation.changes(shop.reader, [2])]
    assert [each.operation_id for each in first] == [1, 1, 2]


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


def test_pages_of_history_newest_first(shop: Store) -> None:
    for name in "Ada", "Zoë", "Bo":
        people.add(shop, name)
    assert refs(operation.page(shop.reader, "", 2)) == ["o3", "o2"]
    assert refs(operation.page(shop.reader, "", 2, 2)) == ["o1"]
    assert (operation.count(shop.reader, ""), operation.count(shop.reader, " ")) == (3, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("logged", "o3 o6"),
        ("ada", "o1 o3 o4 o5 o7"),
        ("zoe", "o2 o3"),
        ("ZOË", "o2 o3"),
        ("logged ada", "o3"),
        ("visit", "o6"),
        ("vip", "o4"),
        ("tester", "o1 o2 o3 o4 o5 o6 o7"),
        ("undid", "o7"),
        ("tagged", "o4 o7"),
        ("byron", "o6"),
        ("o3", "o3"),
        ("nobody", ""),
        ("ada nobody", ""),
        ("%", ""),
        ("_", ""),
        ("'", ""),
        ("set follow-up", "o5"),
    ],
)
def test_history_is_found_by_words(shop: Store, text: str, found: str) -> None:
    ada, zoe = (_added(shop, name) for name in ("Ada", "Zoë"))  # o1 o2
    with shop.begin("log", contact=[ada, zoe], kind="call") as tx:  # o3
        interaction.log(tx, interaction.Talk("call", people.TODAY), [ada, zoe])
    with shop.begin("contact.tag", contact=[ada], tag=["vip"]) as tx:  # o4
        contact.tag(tx, [ada], ["vip"])
    people.remind(shop, ada)  # o5
    with shop.begin("log", contact=99, kind="visit") as tx:  # o6, of somebody who is deleted
        interaction.log(tx, interaction.Talk("visit", people.TODAY), [zoe])
        tx.execute("""INSERT INTO change (operation_id, "table", row_id, action, "before")
            VALUES (NULL, 'contact', 99, 'delete', '{"name": "Byron"}')""")
    with shop.begin("undo", undoes=4, contact=[ada], tag=[], of="contact.tag", operation=4) as tx:  # o7
        contact.untag(tx, [ada], ["vip"])
    wanted = found.split()
    assert sorted(refs(operation.page(shop.reader, text, 99))) == wanted
    assert operation.count(shop.reader, text) == len(wanted)


def _added(shop: Store, name: str) -> int:
    with shop.begin("contact.add") as tx:
        contact_id = people.add_in(tx, name)
        tx.refer(contact=contact_id)
    return contact_id


def test_imports_are_listed_with_what_they_did(shop: Store) -> None:
    for name in ("first.csv", "second.vcf"):
        with shop.begin("contact.import", source="import", file=name) as tx:
            people.add_in(tx, name)
            tx.refer(file=name, created=1, updated=2, unchanged=3, skipped=4, refused=5)
    people.add(shop, "Ada")
    take_back(shop, 1)
    at = "2026-11-24T10:30:00Z"
    second = ("o2", at, "tester", "second.vcf", 1, 2, 3, 4, 5, False)
    assert operation.imports(shop.reader) == [second, ("o1", at, "tester", "first.csv", 1, 2, 3, 4, 5, True)]
    assert operation.imports(shop.reader, 1) == [second]
