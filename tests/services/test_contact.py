from typing import Any

import pytest

from tests.queries import people
from tinycrm.errors import NotFoundError
from tinycrm.queries.card import Card, card
from tinycrm.services import contact
from tinycrm.services.contact import Hanging
from tinycrm.store import Store


def ada(shop: Store) -> Card:
    found = card(shop.reader, 1)
    assert found is not None
    return found


def values(parts: list[dict[str, Any]]) -> list[tuple[str | None, str]]:
    return [(each["label"], each["value"]) for each in parts]


@pytest.fixture(autouse=True)
def _ada(shop: Store) -> None:
    people.add(
        shop, "Ada Lovelace", email=["ada@example.org", "work: al@example.org"], likes=["author:Zola"], mailings=True
    )


def test_the_same_part_is_not_added_twice_but_may_be_labelled(shop: Store) -> None:
    people.change(shop, 1, email=["ada@example.org", "home: al@example.org"], likes=["author:Zola"])
    assert values(ada(shop).emails) == [(None, "ada@example.org"), ("home", "al@example.org")]
    assert ada(shop).likes == ["author:Zola"]


def test_the_same_part_in_other_letters_is_the_same(shop: Store) -> None:
    people.change(shop, 1, email=["ADA@example.org"], likes=["author:ZOLA"])
    assert len(ada(shop).emails) == 2
    people.change(shop, 1, remove_likes=["author:zola"])
    assert ada(shop).likes == []


def test_a_newer_consent_takes_the_place_of_the_older(shop: Store) -> None:
    people.change(shop, 1, mailings=False, mailings_on="2026-11-01", mailings_source="at the till")
    found = ada(shop)
    assert (found.mailings, found.mailings_on, found.mailings_source) == (False, "2026-11-01", "at the till")
    assert shop.reader.value("SELECT count(*) FROM consent") == 1


def test_a_new_part_comes_last_and_may_be_made_the_primary_one(shop: Store) -> None:
    people.change(shop, 1, email=["third@example.org"])
    assert [value for _, value in values(ada(shop).emails)] == [
        "ada@example.org",
        "al@example.org",
        "third@example.org",
    ]
    people.change(shop, 1, primary_email="third@example.org")
    assert [value for _, value in values(ada(shop).emails)] == [
        "third@example.org",
        "ada@example.org",
        "al@example.org",
    ]


def test_parts_are_removed_and_the_next_one_becomes_primary(shop: Store) -> None:
    people.change(shop, 1, remove_email=["ada@example.org"], remove_likes=["author:Zola"])
    assert ada(shop).emails == [{"label": "work", "value": "al@example.org", "primary": True}]
    assert ada(shop).likes == []


@pytest.mark.parametrize(
    "typed", [{"remove_email": ["no@example.org"]}, {"primary_email": "no@example.org"}, {"remove_tag": ["x"]}]
)
def test_what_is_not_there_cannot_be_removed_and_nothing_is_changed(shop: Store, typed: dict[str, Any]) -> None:
    before = ada(shop)
    with pytest.raises(NotFoundError, match="nothing was changed"):
        people.change(shop, 1, nickname="Ace", **typed)
    assert ada(shop) == before


def test_an_empty_fact_is_emptied(shop: Store) -> None:
    people.change(shop, 1, nickname="Ace")
    people.change(shop, 1, nickname="")
    assert ada(shop).nickname is None


def test_tags_count_only_what_is_new_or_gone(shop: Store) -> None:
    byron = people.add(shop, "Byron", tag=["vip"])
    assert people.tag(shop, [1, byron], "vip", "crime") == 3
    assert people.untag(shop, [1, byron], "vip", "maps") == 2
    assert ada(shop).tags == ["crime"]


def test_what_hangs_on_somebody_is_counted(shop: Store) -> None:
    byron = people.add(shop, "Byron", referred_by_id=1)
    people.log(shop, None, 1)
    people.log(shop, None, 1)
    people.log(shop, None, 1, byron)
    people.remind(shop, 1)
    assert contact.hanging(shop.reader, [1]) == Hanging(interactions=2, shared=1, reminders=1, referred=1)
    assert contact.hanging(shop.reader, [byron]) == Hanging(0, 1, 0, 0)
    people.delete(shop, 1)
    assert shop.reader.values("SELECT id FROM interaction") == [3]
    assert shop.reader.values("SELECT referred_by_id FROM contact") == [None]
