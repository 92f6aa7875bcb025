from typing import Any

from tests.queries import people as shopkeeper
from tests.services.load.tool import prepared, quiet, someone
from tinycrm.formats.person import Person
from tinycrm.services.load.decide import Decider, match_people
from tinycrm.services.load.standing import Change
from tinycrm.store import Store


def decided(shop: Store, *records: Person, **choices: Any) -> tuple[list[Change], Decider]:
    with prepared(shop, records, **choices) as file:
        decider = Decider(shop.reader, file, match_people(shop.reader, file, quiet))
        return list(decider.changes(quiet)), decider


def test_a_new_one_comes_with_what_it_cannot_do_without(shop: Store) -> None:
    (change,), decider = decided(shop, someone(email="ada@example.org"), tags=["new"], source="fair")
    assert change.contact_id is None
    assert change.facts == {"kind": "person", "name": "ada@example.org", "source": "fair"}
    assert change.added == {"email": [(0, [None, "ada@example.org", "ada@example.org"])], "tag": [(0, ["new"])]}
    assert decider.tally.created == 1


def test_one_record_or_several_make_the_same_new_contact(shop: Store) -> None:
    plain = someone("Ada Lovelace", email="a@x.org", tags=["vip"], notes="n", source="web", role="poet")
    (alone,), _ = decided(shop, plain, tags=["vip", "new"], source="fair")
    (joined,), decider = decided(shop, plain, someone(email="a@x.org"), tags=["vip", "new"], source="fair")
    assert (alone.facts, alone.added) == (joined.facts, joined.added)
    assert (decider.tally.created, decider.tally.unchanged) == (1, 1)


def test_new_ones_refer_to_one_another_by_their_turn(shop: Store) -> None:
    ada = shopkeeper.add(shop, "Ada")
    changes, decider = decided(
        shop, someone("Bob", referred_by="Cy"), someone("Cy", referred_by="Ada"), someone("Di", referred_by="Di")
    )
    assert [change.facts.get("referred_by_id") for change in changes] == [-2, ada, None]
    assert decider.warnings == []


def test_a_name_that_two_have_is_left_out_and_told(shop: Store) -> None:
    shopkeeper.add(shop, "Cy")
    changes, decider = decided(shop, someone("Bob", referred_by="Cy"), someone("Cy", email="c@x.org"))
    assert "referred_by_id" not in changes[0].facts
    assert decider.warnings == [(2, "Sent by Cy: 2 people are called so, and the name was left out.")]


def test_who_will_be_called_otherwise_is_not_meant(shop: Store) -> None:
    shopkeeper.add(shop, "Cy", email=["c@x.org"])
    _, decider = decided(shop, someone("Bob", referred_by="Cy"), someone("Cyrus", email="c@x.org"))
    assert [sentence for _, sentence in decider.warnings] == [
        "Sent by Cy: nobody is called so, and the name was left out."
    ]


def test_new_fields_have_numbers_of_their_turn(shop: Store) -> None:
    (change,), decider = decided(shop, someone("Ada", others={"Shelf": "3", "Nr": "x"}), keep_others=True)
    assert change.added["field_value"] == [(0, [-1, "3"]), (1, [-2, "x"])]
    assert decider.used == {-1, -2}


def test_who_is_skipped_is_left_alone(shop: Store) -> None:
    shopkeeper.add(shop, "Ada", email=["a@x.org"])
    changes, decider = decided(shop, someone("Ada", email="a@x.org", role="x"), on_match="skip", tags=["new"])
    assert (changes, decider.tally.skipped) == ([], 1)
