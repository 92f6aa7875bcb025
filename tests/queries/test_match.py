from tests.queries import people
from tinycrm.queries import match, person
from tinycrm.queries.contact import Chosen
from tinycrm.store import Store


def found(candidates: list[match.Candidate]) -> list[tuple[str, int]]:
    return [(each.key, each.id) for each in candidates]


def test_contacts_are_found_by_what_they_have(shop: Store) -> None:
    ada = people.add(shop, "Ada Lovelace", email=["Ada@x.org"], phone=["020 7946 0018", "7946"])
    bob = people.add(shop, "Bob", email=["ada@x.org"])
    with shop.begin("x") as tx:
        tx.insert("uid", contact_id=bob, value="u1")
    reader = shop.reader
    assert found(match.by_email(reader, ["ada@x.org", "b@x.org"])) == [("ada@x.org", ada), ("ada@x.org", bob)]
    assert found(match.by_phone(reader, ["+442079460018", "7946", "02079460018"])) == [
        ("+442079460018", ada), ("7946", ada),
    ]  # fmt: skip
    assert found(match.by_uid(reader, {"u1", "u2"})) == [("u1", bob)]
    assert found(match.by_name(reader, ["bob", "Ada"])) == [("bob", bob)]
    assert match.by_email(reader, ["ada@x.org"])[0] == match.Candidate(
        "ada@x.org", ada, "person", "Ada Lovelace", "Ada"
    )
    assert match.by_email(reader, []) == match.by_phone(reader, []) == []


def test_the_uids_of_our_exports_are_worked_out(shop: Store) -> None:
    ids = [people.add(shop, name) for name in ("Ada", "Bob")]
    uids = [(each.uid or "").removeprefix("urn:uuid:") for each in person.people(shop.reader, Chosen())]
    assert match.derived_uids(shop.reader, {uids[1], "x"}) == {uids[1]: ids[1]}


def test_every_change_makes_a_higher_number(shop: Store) -> None:
    assert match.newest_change(shop.reader) == 0
    people.add(shop, "Ada")
    first = match.newest_change(shop.reader)
    people.change(shop, 1, nickname="Ace")
    assert match.newest_change(shop.reader) > first > 0


def test_contacts_whole(shop: Store) -> None:
    ada = people.add(shop, "Ada", email=["b@x.org", "a@x.org"])
    people.change(shop, ada, primary_email="a@x.org")
    assert match.facts(shop.reader, [ada, 99])[ada]["name"] == "Ada"
    assert match.parts(shop.reader, "email", ("position", "key"), [ada]) == [
        (ada, 2, -1, "a@x.org"), (ada, 1, 0, "b@x.org"),
    ]  # fmt: skip
