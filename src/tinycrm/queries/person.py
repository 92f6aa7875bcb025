"""Contacts as the plain records that exporters write."""

import json
import uuid
from collections.abc import Iterator

from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.queries import contact
from tinycrm.queries.card import Card, cards
from tinycrm.queries.contact import Chosen
from tinycrm.store import Reader

PAGE = 500


def people(reader: Reader, chosen: Chosen) -> Iterator[Person]:
    """The chosen contacts, in the order of their numbers, a page of them at a time."""
    ids = contact.ids(reader, chosen)
    shop = _shop(reader)
    for start in range(0, len(ids), PAGE):
        for card in cards(reader, ids[start : start + PAGE]):
            yield person(card, shop)


def person(card: Card, shop: uuid.UUID) -> Person:
    """A contact as a record; its UID is made of the shop's and its own number, so it stays the same (RFC 9562, 5.5)."""
    return Person(
        uid=f"urn:uuid:{uuid.uuid5(shop, card.ref)}",
        name=card.name,
        kind=card.kind,
        given=card.given,
        family=card.family,
        nickname=card.nickname,
        pronunciation=card.pronunciation,
        company=card.company,
        role=card.role,
        birthday=card.birthday,
        deceased_on=card.deceased,
        emails=[Labelled(each["label"], each["value"]) for each in card.emails],
        phones=[Labelled(each["label"], each["value"]) for each in card.phones],
        links=[Labelled(each["label"], each["value"]) for each in card.links],
        addresses=[Postal(*(each[part] for part in Postal._fields)) for each in card.addresses],
        occasions=[Occasion(each["name"], each["day"]) for each in card.occasions],
        relatives=[Relative(each["name"], each["relation"], each["birthday"]) for each in card.relatives],
        tags=card.tags,
        likes=card.likes,
        dislikes=card.dislikes,
        notes=card.notes,
        pinned=card.pinned,
        channel=card.channel,
        stage=card.stage,
        source=card.source,
        referred_by=card.referred_by,
        mailings=card.mailings,
        do_not_contact=card.do_not_contact or None,
    )


def _shop(reader: Reader) -> uuid.UUID:
    """What tells this shop from every other: the first thing that was done in it."""
    first = reader.all(lambda *row: row, 'SELECT at, "by", what, refs FROM operation ORDER BY id LIMIT 1')
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(first))
