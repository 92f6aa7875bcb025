"""One contact whole: every field under its option's name, and what is next and was last."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.domain import money, rhythm
from tinycrm.domain.field import plain
from tinycrm.domain.money import Money
from tinycrm.queries import interaction, reminder
from tinycrm.queries.contact import DISLIKES, EMAILS, LABELLED, LIKES, PHONES, TAGS, labelled
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.reminder import Reminder
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
    fields: dict[str, Any]
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
    deals: list[dict[str, Any]]
    purchases: int
    books: int
    spent: list[Money]
    last_purchase: str | None
    wants: list[dict[str, Any]]
    visits: int
    favourite_authors: list[str]
    favourite_genres: list[str]
    rhythm_days: int | None

    @property
    def id(self) -> int:
        return int(self.ref[1:])


class Whole(NamedTuple):
    """A contact with what is next and what was last."""

    card: Card
    reminders: list[Reminder]
    lately: list[Interaction]


_JSON = ("occasions", "relatives", "tags", "likes", "dislikes", "favourite_authors", "favourite_genres")
_FIELDS, _DEALS = Card._fields.index("fields"), Card._fields.index("deals")
_WANTS = Card._fields.index("wants")
_LABELLED = ("emails", "phones", "addresses", "links")
# what they bought twice at least and kept, the most first
_FAVOURITE = """(SELECT json_group_array(what) FROM (SELECT max(l.{what}) AS what FROM purchase p
    JOIN line l ON l.purchase_id = p.id WHERE p.contact_id = c.id AND l.{what}_key IS NOT NULL GROUP BY l.{what}_key
    HAVING sum(l.quantity) > 1 ORDER BY sum(l.quantity) DESC, max(p.day) DESC LIMIT 3))"""
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
        {TAGS}, {LIKES}, {DISLIKES},
        (SELECT json_group_array(json_array(name, kind, value)) FROM
            (SELECT f.name, f.kind, v.value FROM field_value v JOIN field f ON f.id = v.field_id
            WHERE v.contact_id = c.id ORDER BY f.position, f.id)), c.channel, c.source,
        (SELECT name FROM contact WHERE id = c.referred_by_id), 'c' || c.referred_by_id,
        c.stage, c.cadence, c.pinned, c.notes, m.given, m.day, m.source,
        c.do_not_contact, c.deceased_on, c.archived, c.created_at, s.day,
        (SELECT count(*) FROM participant WHERE contact_id = c.id),
        (SELECT json_group_array(json_object('ref', 'd' || id, 'title', title, 'stage', stage, 'status', kind,
                'value', value, 'currency', currency, 'next', next, 'next_on', next_on, 'closed', closed_on)) FROM
            (SELECT d.id, d.title, st.name AS stage, st.kind, d.value, d.currency, d.next, d.next_on, d.closed_on
            FROM deal_contact x JOIN deal d ON d.id = x.deal_id JOIN stage st ON st.id = d.stage_id
            WHERE x.contact_id = c.id ORDER BY d.closed_on IS NOT NULL, d.closed_on DESC, d.id)),
        coalesce(b.purchases, 0), coalesce(b.books, 0),
        (SELECT json_group_array(json_array(amount, currency)) FROM
            (SELECT amount, currency FROM contact_spent WHERE contact_id = c.id ORDER BY currency)), b.last,
        (SELECT json_group_array(json_object('ref', 'w' || id, 'title', title, 'author', author, 'edition', edition,
                'condition', condition, 'max_price', max_price, 'currency', currency, 'until', until, 'found',
                found_at IS NOT NULL)) FROM
            (SELECT * FROM want WHERE contact_id = c.id AND told_on IS NULL AND dropped_on IS NULL ORDER BY id DESC)),
        (SELECT count(*) FROM participant p JOIN interaction i ON i.id = p.interaction_id
            WHERE p.contact_id = c.id AND i.kind = 'visit'),
        {_FAVOURITE.format(what="author")}, {_FAVOURITE.format(what="genre")},
        json_array(b.days, CAST(julianday(b.last) - julianday(b.first) AS INTEGER))
    FROM contact c LEFT JOIN contact_seen s ON s.contact_id = c.id
        LEFT JOIN contact_bought b ON b.contact_id = c.id
        LEFT JOIN consent m ON m.contact_id = c.id AND m.purpose = 'mailings'
"""


def card(reader: Reader, contact_id: int) -> Card | None:
    """The whole contact, None when it is not there."""
    return reader.one(_card, f"{_SQL} WHERE c.id = ?", (contact_id,))


def whole(reader: Reader, contact_id: int, lately: int) -> Whole | None:
    """A contact with its open follow-ups and its last few interactions, None when it is not there."""
    found = card(reader, contact_id)
    if found is None:
        return None
    return Whole(found, reminder.open_of(reader, contact_id), interaction.of_contact(reader, contact_id, lately))


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
        fields={name: plain(kind, value) for name, kind, value in json.loads(values[_FIELDS])},
        **lists,
        **{name: json.loads(getattr(found, name)) for name in _JSON},
        deals=[_deal(**each) for each in json.loads(values[_DEALS])],
        wants=[_want(**each) for each in json.loads(values[_WANTS])],
        rhythm_days=_rhythm(*json.loads(str(found.rhythm_days))),
        spent=[Money(amount, currency) for amount, currency in json.loads(str(found.spent))],
    )


def _rhythm(days: int | None, span: int | None) -> int | None:
    return rhythm.rhythm(days or 0, span or 0)


def _want(max_price: int | None, currency: str, found: int, **rest: Any) -> dict[str, Any]:
    return {**rest, "max_price": money.of(max_price, currency), "found": bool(found)}


def _deal(value: int | None, currency: str, **rest: Any) -> dict[str, Any]:
    return {**rest, "value": money.of(value, currency)}
