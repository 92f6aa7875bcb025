from typing import Any

from tests.queries import people
from tinycrm.queries import card as cards
from tinycrm.queries.card import card
from tinycrm.services import field as service
from tinycrm.store import Store


def test_a_card_shows_every_field(shop: Store) -> None:
    people.add(shop, "Byron")
    facts = {
        "nickname": "Ace", "pronunciation": "AY-da", "company": "Owl & Sons", "role": "analyst", "channel": "letter",
        "source": "book fair", "stage": "regular", "pinned": "no calls before noon", "notes": "First\nSecond",
    }  # fmt: skip
    people.add(
        shop, "Ada Lovelace", **facts, birthday="1815-12-10", deceased="1852-11-27", do_not_contact=True,
        referred_by_id=1,
        email=["ada@example.org"], phone=["020 7946 0018"], address=["home: 1 Mill Lane, Leeds, LS1 4AP, England"],
        link=["blog: example.org/ada"], occasion=["wedding: 8 july 1835"], relative=["Tom, son, 12 may 1836"],
        tag=["vip"],
        likes=["author:Zola"], dislikes=["crime"], mailings=False, mailings_on="2026-11-01",
        mailings_source="at the till",
    )  # fmt: skip
    people.log(shop, None, 2, day="2026-11-05")
    found = card(shop.reader, 2)
    assert found is not None
    shown = found._asdict()
    assert shown | facts == shown
    expected = {
        "ref": "c2", "name": "Ada Lovelace", "kind": "person", "given": "Ada", "family": "Lovelace",
        "emails": [{"label": None, "value": "ada@example.org", "primary": True}],
        "phones": [{"label": None, "value": "020 7946 0018", "primary": True}],
        "addresses": [
            {"label": "home", "street": "1 Mill Lane", "city": "Leeds", "region": None, "postcode": "LS1 4AP",
             "country": "England", "primary": True},
        ],
        "links": [{"label": "blog", "value": "https://example.org/ada", "primary": True}],
        "birthday": "1815-12-10", "occasions": [{"name": "wedding", "day": "1835-07-08"}],
        "relatives": [{"name": "Tom", "relation": "son", "birthday": "1836-05-12"}],
        "tags": ["vip"], "likes": ["author:Zola"], "dislikes": ["crime"], "referred_by": "Byron",
        "referred_by_ref": "c1",
        "mailings": False, "mailings_on": "2026-11-01", "mailings_source": "at the till", "do_not_contact": True,
        "deceased": "1852-11-27", "archived": False, "created": "2026-11-24T10:30:00Z",
        "last_interaction": "2026-11-05",
        "interactions": 1,
    }  # fmt: skip
    assert shown | expected == shown


def test_a_card_has_the_fields_of_the_shops_own_in_their_order(shop: Store) -> None:
    with shop.begin("field.add") as tx:
        declared = [service.declare(tx, *each) for each in FIELDS]
        service.move(tx, declared[-1].id, 1)
    values = ("00123", "3.50", "1200", "10 dec", "yes", "gold")
    people.add(shop, "Ada", fields=list(zip(declared, values, strict=True)))
    found = card(shop.reader, 1)
    assert found is not None
    assert list(found.fields.items()) == [
        ("level", "gold"), ("membership", "00123"), ("shelf", 3.5), ("spend", 1200), ("joined", "--12-10"),
        ("vip", True),
    ]  # fmt: skip


FIELDS: list[tuple[Any, ...]] = [
    ("membership",), ("shelf", "number"), ("spend", "number"), ("joined", "date"), ("vip", "yes-no"),
    ("level", "choice", ("gold",)),
]  # fmt: skip


def test_a_card_of_somebody_new_is_empty_and_one_of_nobody_none(shop: Store) -> None:
    people.add(shop, "Ada")
    found = card(shop.reader, 1)
    assert found is not None
    told = {name for name, value in found._asdict().items() if value not in (None, [], {}, False, 0)}
    assert told == {"ref", "name", "kind", "given", "created"}
    assert card(shop.reader, 2) is None


def test_a_whole_contact_has_what_is_next_and_was_last(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
        people.log(shop, day, ada, day=day)
    people.remind(shop, ada, text="ring")
    found = cards.whole(shop.reader, ada, 2)
    assert found is not None
    assert (found.card.name, [each.text for each in found.reminders]) == ("Ada", ["ring"])
    assert [each.text for each in found.lately] == ["2026-11-03", "2026-11-02"]
    assert cards.whole(shop.reader, 99, 2) is None
