"""A contact's timeline, page by page: what was said and done, the follow-ups that came of it, steps of deals, and
what was bought and wanted.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.queries import interaction
from tinycrm.queries.interaction import Interaction
from tinycrm.store.reader import Reader


class Promise(NamedTuple):
    """A follow-up that came of an interaction."""

    interaction_id: int
    ref: str
    due: str
    text: str | None
    done: bool


class Entry(NamedTuple):
    """An interaction in a timeline, with the follow-ups that came of it."""

    talk: Interaction
    promises: list[Promise]

    @property
    def id(self) -> int:
        return self.talk.id


class Extent(NamedTuple):
    """How many entries a timeline has, and the day of its first."""

    number: int
    first: str | None


def extent(reader: Reader, contact_id: int, kinds: Sequence[str] = ()) -> Extent:
    """How long a contact's timeline is; of some kinds of interaction when they are given."""
    sql = """SELECT count(*), min(i.day) FROM participant p JOIN interaction i ON i.id = p.interaction_id
        WHERE p.contact_id = ? AND (? = '[]' OR i.kind IN (SELECT value FROM json_each(?)))"""
    wanted = json.dumps(list(kinds))
    return reader.one(Extent, sql, (contact_id, wanted, wanted)) or Extent(0, None)


def page(
    reader: Reader, contact_id: int, kinds: Sequence[str] = (), limit: int | None = None, offset: int = 0
) -> list[Entry]:
    """A contact's timeline, newest first; of some kinds of interaction when they are given."""
    talks = interaction.of_contact(reader, contact_id, limit, offset, kinds=kinds)
    sql = """SELECT interaction_id, 'f' || id, due, text, done_at IS NOT NULL FROM reminder
        WHERE interaction_id IN (SELECT value FROM json_each(?)) AND contact_id = ? ORDER BY due, id"""
    promises = reader.all(Promise, sql, (json.dumps([each.id for each in talks]), contact_id))
    return [
        Entry(each, [made._replace(done=bool(made.done)) for made in promises if made.interaction_id == each.id])
        for each in talks
    ]


def steps(reader: Reader, contact_id: int | None = None, limit: int | None = None) -> list[Interaction]:
    """How deals went, newest first, of one contact when it is given: rows like those of interactions, of the kind
    `deal`, whose `ref` is the deal's.
    """
    whose = "WHERE m.deal_id IN (SELECT deal_id FROM deal_contact WHERE contact_id = :contact)" if contact_id else ""
    sql = f"""SELECT 'd' || d.id, 'deal', m.day,
            d.title || CASE WHEN f.id IS NULL THEN ': started in ' || s.name
                WHEN s.kind = 'won' THEN ': won'
                WHEN s.kind = 'lost' THEN ': lost' || coalesce(', ' || m.reason, '')
                ELSE iif(f.kind = 'open', ': moved from ', ': reopened from ') || f.name || ' to ' || s.name END,
            (SELECT json_group_array(json_object('ref', 'c' || id, 'name', name)) FROM
                (SELECT c.id, c.name FROM deal_contact x JOIN contact c ON c.id = x.contact_id WHERE x.deal_id = d.id
                ORDER BY x.position, x.id)), NULL, NULL, m.at
        FROM move m JOIN deal d ON d.id = m.deal_id JOIN stage s ON s.id = m.stage_id
            LEFT JOIN stage f ON f.id = m.from_id {whose} ORDER BY m.day DESC, m.at DESC, m.id DESC LIMIT :limit"""
    parameters = {"contact": contact_id, "limit": -1 if limit is None else limit}
    found = reader.all(Interaction, sql, parameters)
    return [each._replace(who=json.loads(str(each.who))) for each in found]


def sold(reader: Reader, contact_id: int | None = None, limit: int | None = None) -> list[Interaction]:
    """What was bought, newest first, of one contact when it is given: rows like those of interactions, of the kind
    `purchase`, whose `ref` is the purchase's.
    """
    whose = "WHERE p.contact_id = :contact" if contact_id else ""
    sql = f"""SELECT 'p' || p.id, 'purchase', p.day,
            (SELECT group_concat(words, ', ') FROM (SELECT
                CASE WHEN quantity = 0 THEN 'money back for ' WHEN abs(quantity) > 1 THEN abs(quantity) || ' × ' ELSE ''
                END || title || coalesce(' by ' || author, '') || iif(quantity < 0, ' came back', '') AS words
                FROM line WHERE purchase_id = p.id ORDER BY position, id)),
            iif(c.id IS NULL, '[]', json_array(json_object('ref', 'c' || c.id, 'name', c.name))), NULL, NULL, p.at
        FROM purchase p LEFT JOIN contact c ON c.id = p.contact_id {whose}
        ORDER BY p.day DESC, p.at DESC, p.id DESC LIMIT :limit"""
    found = reader.all(Interaction, sql, {"contact": contact_id, "limit": -1 if limit is None else limit})
    return [each._replace(who=json.loads(str(each.who))) for each in found]


def wanted(reader: Reader, contact_id: int | None = None, limit: int | None = None) -> list[Interaction]:
    """What people asked to be found, newest first, of one contact when it is given: rows like those of interactions,
    of the kind `want`, whose `ref` is the want's.
    """
    whose = "WHERE w.contact_id = :contact" if contact_id else ""
    sql = f"""SELECT 'w' || w.id, 'want', substr(w.created_at, 1, 10),
            coalesce(w.title || coalesce(' by ' || w.author, ''), 'anything by ' || w.author),
            json_array(json_object('ref', 'c' || c.id, 'name', c.name)), NULL, NULL, w.created_at
        FROM want w JOIN contact c ON c.id = w.contact_id {whose} ORDER BY w.created_at DESC, w.id DESC LIMIT :limit"""
    found = reader.all(Interaction, sql, {"contact": contact_id, "limit": -1 if limit is None else limit})
    return [each._replace(who=json.loads(str(each.who))) for each in found]


def mixed(reader: Reader, contact_id: int | None = None, limit: int | None = None) -> list[Interaction]:
    """What was said, done, bought and wanted, and how deals went, newest first; of one contact when it is given."""
    if contact_id is None:
        talks = interaction.of_shop(reader, limit=limit)
    else:
        talks = interaction.of_contact(reader, contact_id, limit)
    every = [*talks, *(row for rows in (steps, sold, wanted) for row in rows(reader, contact_id, limit))]
    return sorted(every, key=lambda each: (each.day, each.at or ""), reverse=True)[:limit]
