"""One contact whole: every field under its option's name, and what is next and was last."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.queries.contact import DISLIKES, EMAILS, LABELLED, LIKES, PHONES, TAGS, labelled
from tinycrm.store.reader import Reader


class Card(NamedTuple):
    """Everything that is known of a contact; lists are empty and facts None where nothing is."""

    ref: str
    name: str
    kind: str
    given: str | None
    family: str | None
    nickname: str | None
    pronunciation: str | None
    company: str | None
    role: str | None
    emails: list[dict[str, Any]]
    phones: list[dict[str, Any]]
    addresses: list[dict[str, Any]]
    links: list[dict[str, Any]]
    birthday: str | None
    occasions: list[dict[str, Any]]
    relatives: list[dict[str, Any]]
    tags: list[str]
    likes: list[str]
    dislikes: list[str]
    channel: str | None
    source: str | None
    referred_by: str | None
    referred_by_ref: str | None
    stage: str | None
    cadence: str | None
    pinned: str | None
    notes: str | None
    mailings: bool | None
    mailings_on: str | None
    mailings_source: str | None
    do_not_contact: bool
    deceased: str | None
    archived: bool
    created: str
    last_interaction: str | None
    interactions: int

    @property
    def id(self) -> int:
        return int(self.ref[1:])


_JSON = ("occasions", "relatives", "tags", "likes", "dislikes")
_LABELLED = ("emails", "phones", "addresses", "links")
_SQL = f"""
    SELECT 'c' || c.id, c.name, c.kind, c.given, c.family, c.nickname, c.pronunciation, c.company, c.role,
        {EMAILS}, {PHONES},
        (SELECT json_group_array(json_object('label', label, 'street', street, 'city', city, 'region', region,
            'postcode', postcode, 'country', country)) FROM
            (SELECT * FROM address WHERE contact_id = c.id ORDER BY position, id)),
        {LABELLED.format(table="link", value="url")}, c.birthday,
        (SELECT json_group_array(json_object('name', name, 'day', day)) FROM
            (SELECT * FROM occasion WHERE contact_id = c.id ORDER BY id)),
        (SELECT json_group_array(json_object('name', name, 'relation', relation, 'birthday', birthday)) FROM
            (SELECT * FROM relative WHERE contact_id = c.id ORDER BY id)),
        {TAGS}, {LIKES}, {DISLIKES}, c.channel, c.source,
        (SELECT name FROM contact WHERE id = c.referred_by_id), 'c' || c.referred_by_id,
        c.stage, c.cadence, c.pinned, c.notes, m.given, m.day, m.source,
        c.do_not_contact, c.deceased_on, c.archived, c.created_at, s.day,
        (SELECT count(*) FROM participant WHERE contact_id = c.id)
    FROM contact c LEFT JOIN contact_seen s ON s.contact_id = c.id
        LEFT JOIN consent m ON m.contact_id = c.id AND m.purpose = 'mailings'
"""


def card(reader: Reader, contact_id: int) -> Card | None:
    """The whole contact, None when it is not there."""
    return reader.one(_card, f"{_SQL} WHERE c.id = ?", (contact_id,))


def cards(reader: Reader, contact_ids: Sequence[int]) -> list[Card]:
    """Several whole contacts, in this order."""
    sql = f"{_SQL} JOIN json_each(?) j ON j.value = c.id ORDER BY j.key"
    return reader.all(_card, sql, (json.dumps(list(contact_ids)),))


def _card(*values: Any) -> Card:
    found = Card(*values)
    lists: dict[str, Any] = {name: labelled(getattr(found, name)) for name in _LABELLED}
    return found._replace(
        mailings=None if found.mailings is None else bool(found.mailings),
        do_not_contact=bool(found.do_not_contact),
        archived=bool(found.archived),
        **lists,
        **{name: json.loads(getattr(found, name)) for name in _JSON},
    )
