"""Contacts as the plain records that exporters write."""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tinycrm.formats.person import AFTER, BEFORE, DEPARTMENT, Labelled, Occasion, Person, Postal, Relative
from tinycrm.queries import contact
from tinycrm.queries.card import Card, cards
from tinycrm.queries.contact import Chosen
from tinycrm.store import Reader

PAGE = 500

_PLACED = {each.lower(): each for each in (DEPARTMENT, BEFORE, AFTER)}


class Extras(NamedTuple):
    """What only files tell of: a UID that came with them, values of the shop's own fields, vCard lines to be kept."""

    uid: str | None
    fields: dict[str, str]
    kept: list[str]


def people(reader: Reader, chosen: Chosen) -> Iterator[Person]:
    """The chosen contacts, in the order of their numbers, a page of them at a time."""
    ids = contact.ids(reader, chosen)
    shop = shop_uuid(reader)
    for start in range(0, len(ids), PAGE):
        page = ids[start : start + PAGE]
        for card, extras in zip(cards(reader, page), _extras(reader, page), strict=True):
            yield person(card, shop, extras)


def person(card: Card, shop: uuid.UUID, extras: Extras) -> Person:
    """A contact as a record; a UID that it came with stays its own, else `derived_uid` is."""
    return Person(
        uid=extras.uid or derived_uid(shop, card.id),
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
        cadence=card.cadence,
        mailings_on=card.mailings_on,
        mailings_source=card.mailings_source,
        others={_PLACED.get(name, name): value for name, value in extras.fields.items()},
        kept=extras.kept,
    )


def derived_uid(shop: uuid.UUID, contact_id: int) -> str:
    """The UID of a contact that came with none: of the shop's and its number, so it stays the same (RFC 9562, 5.5)."""
    return f"urn:uuid:{uuid.uuid5(shop, f'c{contact_id}')}"


def shop_uuid(reader: Reader) -> uuid.UUID:
    """What tells this shop from every other: the first thing that was done in it."""
    first = reader.all(lambda *row: row, 'SELECT at, "by", what, refs FROM operation ORDER BY id LIMIT 1')
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(first))


def _extras(reader: Reader, contact_ids: Sequence[int]) -> list[Extras]:
    """Those of several contacts, in this order."""
    sql = """SELECT (SELECT value FROM uid WHERE contact_id = j.value ORDER BY id LIMIT 1),
            (SELECT json_group_array(json_array(name, value)) FROM
                (SELECT f.name, v.value FROM field_value v JOIN field f ON f.id = v.field_id
                WHERE v.contact_id = j.value ORDER BY f.position, f.id)),
            (SELECT json_group_array(line) FROM (SELECT line FROM property WHERE contact_id = j.value ORDER BY id))
        FROM json_each(?) j ORDER BY j.key"""
    return reader.all(_row, sql, (json.dumps(list(contact_ids)),))


def _row(uid: str | None, fields: str, kept: str) -> Extras:
    return Extras(uid, dict(json.loads(fields)), json.loads(kept))
