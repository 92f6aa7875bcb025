"""How contacts stand with the shop: what a list says of each beside their facts, for one page of them at a time."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tinycrm.domain import cadence as cadences
from tinycrm.domain import occasion
from tinycrm.queries import contact
from tinycrm.queries.contact import Chosen, Contact
from tinycrm.queries.today import AHEAD
from tinycrm.store.reader import Reader


class Standing(NamedTuple):
    """How a contact stands: `due` is the day of the first open follow-up, `birthday` that of one in the next days."""

    deceased: bool
    do_not_contact: bool
    slipping: bool
    due: str | None
    birthday: date | None


class Listed(NamedTuple):
    """A contact as a list on the screen shows it."""

    contact: Contact
    standing: Standing

    @property
    def id(self) -> int:
        return self.contact.id


class Wanted(NamedTuple):
    """What standing is judged by: the day, how 29 February is kept, and cadences by tag."""

    today: date
    leap_day: str
    cadences: Mapping[str, str]


def page(reader: Reader, chosen: Chosen, wanted: Wanted) -> list[Listed]:
    """One page of the chosen contacts, with how they stand."""
    return _listed(reader, contact.page(reader, chosen), wanted)


def some(reader: Reader, ids: Sequence[int], wanted: Wanted) -> list[Listed]:
    """The contacts with these ids, in this order, with how they stand."""
    return _listed(reader, contact.some(reader, ids), wanted)


class Look(NamedTuple):
    """A look at a list: how many there are, those from `offset` on, and where the one that was in hand stands now."""

    number: int
    offset: int
    rows: list[Listed]
    at: int


def look(reader: Reader, chosen: Chosen, wanted: Wanted, limit: int, near: tuple[int, int] | None = None) -> Look:
    """A list from its beginning, or around where a contact stood: `near` is its place and its id.

    Where that contact is in the list no more, whoever has taken the place is in hand.
    """
    number = contact.count(reader, chosen)
    place, contact_id = near or (0, 0)
    seen = _around(reader, chosen, wanted, limit, number, place)
    if near is None or any(each.id == contact_id for each in seen.rows):
        return seen._replace(at=next((seen.offset + n for n, each in enumerate(seen.rows) if each.id == contact_id), 0))
    order = contact.ordered(reader, chosen)
    if contact_id not in order:
        return seen
    return _around(reader, chosen, wanted, limit, number, order.index(contact_id))


def _around(reader: Reader, chosen: Chosen, wanted: Wanted, limit: int, number: int, place: int) -> Look:
    at = max(0, min(place, number - 1))
    offset = max(0, at - limit // 2)
    return Look(number, offset, page(reader, chosen._replace(limit=limit, offset=offset), wanted), at)


def _listed(reader: Reader, found: list[Contact], wanted: Wanted) -> list[Listed]:
    standing = _standing(reader, [each.id for each in found], wanted)
    return [Listed(each, _born(each, standing[each.id], wanted)) for each in found]


def _born(found: Contact, standing: Standing, wanted: Wanted) -> Standing:
    if found.birthday is None or standing.deceased or standing.do_not_contact:
        return standing
    following = occasion.next_on(found.birthday, wanted.today, wanted.leap_day)
    return standing._replace(birthday=following) if following <= wanted.today + timedelta(AHEAD) else standing


def _standing(reader: Reader, ids: list[int], wanted: Wanted) -> dict[int, Standing]:
    sql = """
        WITH own AS (SELECT key AS cadence, value AS latest FROM json_each(:own)),
        tagged AS (SELECT key AS tag, value AS latest FROM json_each(:tags))
        SELECT c.id, c.deceased_on IS NOT NULL, c.do_not_contact,
            c.deceased_on IS NULL AND c.do_not_contact = 0 AND c.archived = 0
                AND coalesce(s.day, substr(c.created_at, 1, 10)) <= max(
                    coalesce((SELECT latest FROM own WHERE cadence = c.cadence), ''),
                    coalesce((SELECT max(g.latest) FROM tag t JOIN tagged g ON g.tag = t.name
                        WHERE t.contact_id = c.id), '')),
            (SELECT min(due) FROM reminder WHERE contact_id = c.id AND done_at IS NULL)
        FROM json_each(:ids) j JOIN contact c ON c.id = j.value LEFT JOIN contact_seen s ON s.contact_id = c.id"""
    own = reader.values(
        "SELECT DISTINCT cadence FROM contact WHERE id IN (SELECT value FROM json_each(?)) AND cadence IS NOT NULL",
        (json.dumps(ids),),
    )
    parameters = {
        "own": json.dumps({each: _latest(each, wanted) for each in own}),
        "tags": json.dumps({tag: _latest(each, wanted) for tag, each in wanted.cadences.items()}),
        "ids": json.dumps(ids),
    }
    return dict(reader.all(_row, sql, parameters))


def _latest(cadence: str, wanted: Wanted) -> str:
    return cadences.cutoff(wanted.today, cadence).isoformat()


def _row(contact_id: int, deceased: int, do_not_contact: int, slipping: int, due: Any) -> tuple[int, Standing]:
    return contact_id, Standing(bool(deceased), bool(do_not_contact), bool(slipping), due, None)
