from collections.abc import Sequence
from typing import Any

import pytest

from tests.queries import people as shopkeeper
from tests.services.load.tool import prepared, someone
from tinycrm.formats.person import Person
from tinycrm.queries import match
from tinycrm.queries.match import Candidate
from tinycrm.services.load.fold import CANDIDATES
from tinycrm.services.load.target import Found, Group, Namesakes, Targets
from tinycrm.store import Store

EMAIL, PHONE = "ada@example.org", "020 7946 0018"


def found(shop: Store, *records: Person, **choices: Any) -> Sequence[int | None]:
    """The contact of each person of a file, all of whom are somebody else."""
    with prepared(shop, records, **choices) as file:
        targets = Targets(shop.reader, file)
        groups = [Group(number, [said]) for some in file.firsts() for number, said in some]
        return [contact_id for _, contact_id in targets.find(groups)]


def test_a_uid_then_an_email_then_a_phone_with_the_name(shop: Store) -> None:
    ada = shopkeeper.add(shop, "Ada Lovelace", phone=[PHONE])
    other = shopkeeper.add(shop, "Ada King", email=[EMAIL])
    with shop.begin("x") as tx:
        tx.insert("uid", contact_id=ada, value="u1")
    assert found(shop, someone("Ada Lovelace", email=EMAIL, phone=PHONE, uid="u1")) == [ada]
    assert found(shop, someone("Ada Lovelace", email=EMAIL, phone=PHONE)) == [other]
    assert found(shop, someone("Ada Lovelace", email="new@example.org", phone=PHONE)) == [ada]
    assert found(shop, someone("Ada Lovelace", role="poet")) == [None]


def test_a_phone_that_has_no_e164_is_known_by_its_digits(shop: Store) -> None:
    ada = shopkeeper.add(shop, "Ada Lovelace", phone=["7946"])
    assert found(shop, someone("Ada Lovelace", phone="79 46"), someone("Bob", phone="7946")) == [ada, None]


def test_of_several_the_same_name_then_who_was_here_first(shop: Store) -> None:
    first, second = (shopkeeper.add(shop, name, email=[EMAIL]) for name in ("Ada King", "Ada Lovelace"))
    assert found(shop, someone("Ada Lovelace", email=EMAIL, role="x")) == [second]
    assert found(shop, someone("Ada", email=EMAIL, role="x")) == [first]


@pytest.mark.parametrize(("nickname", "expected"), [("Ace", 2), ("Bee", 3), ("Cee", 1)])
def test_of_several_namesakes_the_one_who_has_everything(shop: Store, nickname: str, expected: int) -> None:
    for each in (None, "Ace", "Bee"):
        shopkeeper.add(shop, "Ada", email=[EMAIL], **({"nickname": each} if each else {}))
    assert found(shop, someone("Ada", email=EMAIL, nickname=nickname)) == [expected]


def test_a_name_alone_finds_who_has_everything_and_each_only_once(shop: Store) -> None:
    ids = [shopkeeper.add(shop, "Ada", notes=notes) for notes in ("a", "b", "a")]
    with prepared(shop, [someone("Ada", notes="a")]) as file:
        targets = Targets(shop.reader, file)
        (said,) = (said for some in file.firsts() for _, said in some)
        groups = [Group(number, [said]) for number in range(3)]
        assert [contact_id for _, contact_id in targets.find(groups)] == [ids[0], ids[2], ids[0]]
    assert found(shop, someone("Ada", notes="c"), someone("ada", notes="a")) == [None, None]


def test_a_contact_without_a_name_is_taken_by_the_first_who_has_one(shop: Store) -> None:
    nameless = shopkeeper.add(shop, "x")
    with shop.begin("x") as tx:
        tx.update("contact", nameless, name=EMAIL, given=None, family=None)
        tx.insert("email", contact_id=nameless, address=EMAIL, key=EMAIL)
    assert found(shop, someone("Ada Lovelace", email=EMAIL), someone("Bob Roe", email=EMAIL)) == [nameless, None]


def test_an_email_that_very_many_have_still_finds_the_name(shop: Store) -> None:
    with shop.begin("x") as tx:
        for at in range(2 * CANDIDATES):
            shopkeeper.add_in(tx, f"N{at:03} Roe", email=[EMAIL])
    assert found(shop, someone(f"N{CANDIDATES + 9:03} Roe", email=EMAIL)) == [CANDIDATES + 10]
    assert found(shop, someone("Zoë", email=EMAIL)) == [None]


def test_of_very_many_with_one_email_the_namesake_is_still_found(shop: Store) -> None:
    for number in range(CANDIDATES + 2):
        shopkeeper.add(shop, f"Ada Roe-{number:03}", email=[EMAIL])
    named = Found(match.by_email(shop.reader, [EMAIL])).having([EMAIL], f"Ada Roe-{CANDIDATES + 1:03}")
    assert [each.id for each in named] == [*range(1, CANDIDATES + 1), CANDIDATES + 2]
    assert Found([]).having([EMAIL], "Ada") == []


def test_namesakes_who_were_found_come_last() -> None:
    namesakes = Namesakes([Candidate("Ada", number, "person", "Ada", None) for number in (1, 2, 3)], {"Ada"})
    namesakes.take(1)
    namesakes.take(1)
    namesakes.take(9)
    assert list(namesakes.of("Ada")) == [2, 3, 1]
    assert list(namesakes.of("Bob")) == []
