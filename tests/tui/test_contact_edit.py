from datetime import date
from typing import Any

import pytest

from tinycrm.domain.contact import Edit, Reading, edit, named
from tinycrm.errors import InvalidError
from tinycrm.queries.contact_editor import Whole, whole
from tinycrm.services import contact as service
from tinycrm.services import field as own_fields
from tinycrm.store import Store
from tinycrm.tui.contact_edit import change, values

READING = Reading(date(2026, 11, 24), "GB", True)
ADA = {
    "email": ["ada@example.org", "work: office@example.org"],
    "phone": ["mobile: 07700 900123", "020 7946 0018"],
    "address": ["home: 12 Lamb Street, Leeds, LS1 4AB, UK"],
    "occasion": ["wedding: 3 may 1999"],
    "relative": ["Tom, son, 3 may 2015"],
    "tag": ["regular", "french"],
    "likes": ["author:Zola"],
    "birthday": "10 dec",
    "cadence": "6w",
    "mailings": True,
    "mailings_source": "at the till",
}


def there(shop: Store) -> Whole:
    with shop.begin("contact.add") as tx:
        fields = edit(ADA, READING)
        made = service.add(tx, Edit(named("Ada Lovelace", "person") | fields.facts, fields.added))
    found = whole(shop.reader, made)
    assert found
    return found


def saved(shop: Store, before: Whole, typed: dict[str, Any]) -> Whole:
    with shop.begin("contact.edit") as tx:
        service.change(tx, before.facts["id"], change(before, typed, READING))
    found = whole(shop.reader, before.facts["id"])
    assert found
    return found


def texts(found: Whole, name: str) -> list[str]:
    return [text for _, text in values(found)[name]]


def test_nothing_typed_changes_nothing(shop: Store) -> None:
    assert change(there(shop), {}, READING) == Edit()


def test_what_stands_in_the_fields_reads_as_itself(shop: Store) -> None:
    before = there(shop)
    shown = values(before)
    assert shown["birthday"] == "10 Dec"
    assert shown["tag"] == [["french", "french"], ["regular", "regular"]]
    assert (shown["mailings"], shown["mailings_on"], shown["mailings_source"]) == (True, "24 Nov 2026", "at the till")
    after = saved(shop, before, {name: value for name, value in shown.items() if value})
    assert {**values(after), "mailings_on": ""} == {**shown, "mailings_on": ""}


def test_facts_change_and_empty(shop: Store) -> None:
    after = saved(shop, there(shop), {"name": "Ada King", "nickname": "Countess", "cadence": "", "stage": "regular"})
    facts = after.facts
    assert (facts["name"], facts["family"], facts["nickname"], facts["cadence"]) == (
        "Ada King",
        "King",
        "Countess",
        None,
    )
    assert facts["stage"] == "regular"


def test_lines_are_added_taken_away_mended_and_put_first(shop: Store) -> None:
    before = there(shop)
    (first, second) = values(before)["phone"]
    after = saved(shop, before, {"phone": [second, [None, "shop: 01632 960001"], first]})
    assert texts(after, "phone") == ["020 7946 0018", "shop: 01632 960001", "mobile: 07700 900123"]
    (first, *_) = values(after)["phone"]
    assert texts(saved(shop, after, {"phone": [first]}), "phone") == ["020 7946 0018"]


def test_a_new_label_is_the_same_row(shop: Store) -> None:
    before = there(shop)
    (first, second) = values(before)["email"]
    typed = {"email": [[first[0], "private: ada@example.org"], second]}
    assert change(before, typed, READING).removed == {}
    after = saved(shop, before, typed)
    assert texts(after, "email") == ["private: ada@example.org", "work: office@example.org"]
    assert values(after)["email"][0][0] == first[0]


def test_a_label_that_was_taken_off_is_gone(shop: Store) -> None:
    before = there(shop)
    first, second = values(before)["email"]
    after = saved(shop, before, {"email": [first, [second[0], "office@example.org"]]})
    assert texts(after, "email") == ["ada@example.org", "office@example.org"]


def test_tags_and_likes(shop: Store) -> None:
    before = there(shop)
    after = saved(shop, before, {"tag": [["french", "french"], ["vip", "vip"]], "likes": []})
    assert [row["name"] for row in after.parts["tag"]] == ["french", "vip"]
    assert after.parts["preference"] == []


def test_a_new_answer_about_mailings_is_given_today_and_not_as_the_old_one_was(shop: Store) -> None:
    after = saved(shop, there(shop), {"mailings": False})
    (row,) = after.parts["consent"]
    assert (row["given"], row["day"], row["source"]) == (0, "2026-11-24", None)
    assert saved(shop, after, {"mailings": None}).parts["consent"] == []


def test_fields_of_the_shops_own(shop: Store) -> None:
    with shop.begin("field.add") as tx:
        number = own_fields.declare(tx, "membership", "number")
        flag = own_fields.declare(tx, "vip", "yes-no")
    before = there(shop)
    ids = {each.name: f"own-{each.id}" for each in before.fields}
    assert number != flag
    after = saved(shop, before, {ids["membership"]: "12.50", ids["vip"]: True})
    assert (values(after)[ids["membership"]], values(after)[ids["vip"]]) == ("12.5", True)
    assert saved(shop, after, {ids["membership"]: "", ids["vip"]: None}).parts["field_value"] == []


def test_what_makes_no_sense_is_refused(shop: Store) -> None:
    with pytest.raises(InvalidError, match="not an email"):
        change(there(shop), {"email": [[None, "ada@"]]}, READING)
    with pytest.raises(InvalidError, match="blank"):
        change(there(shop), {"name": " "}, READING)
