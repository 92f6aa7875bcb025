"""Who of the people in a file is here already, and all that the shop knows of them; many at once."""

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from tinycrm.queries.person import derived_uid, shop_uuid
from tinycrm.store.reader import Reader, quoted


class Candidate(NamedTuple):
    """Someone who may be meant; `key` is by what they were found."""

    key: str
    id: int
    kind: str
    name: str
    given: str | None


_FOUND = "SELECT j.value, c.id, c.kind, c.name, c.given FROM (SELECT DISTINCT value FROM json_each(?)) j"


def by_uid(reader: Reader, uids: Collection[str]) -> list[Candidate]:
    """Those whom a file has called one of these."""
    return _candidates(reader, "JOIN uid u ON u.value = j.value JOIN contact c ON c.id = u.contact_id", uids)


def by_email(reader: Reader, keys: Collection[str]) -> list[Candidate]:
    """Those with one of these emails, as they are compared."""
    return _candidates(reader, "JOIN email e ON e.key = j.value JOIN contact c ON c.id = e.contact_id", keys)


def by_phone(reader: Reader, numbers: Collection[str]) -> list[Candidate]:
    """Those with one of these phones: E.164 with its "+", or the digits of one whose E.164 form is not known."""
    known = [number for number in numbers if number.startswith("+")]
    others = [number for number in numbers if not number.startswith("+")]
    found = _candidates(reader, "JOIN phone p ON p.e164 = j.value JOIN contact c ON c.id = p.contact_id", known)
    if others:
        sql = """SELECT p.digits, c.id, c.kind, c.name, c.given FROM phone p JOIN contact c ON c.id = p.contact_id
            WHERE p.e164 IS NULL AND p.digits IN (SELECT value FROM json_each(?)) ORDER BY c.id"""
        found += reader.all(Candidate, sql, (json.dumps(others),))
    return found


def by_name(reader: Reader, names: Collection[str]) -> list[Candidate]:
    """Those who are called exactly so, but for capitals."""
    return _candidates(reader, "JOIN contact c ON c.name = j.value COLLATE NOCASE", names)


def derived_uids(reader: Reader, wanted: Collection[str]) -> dict[str, int]:
    """Contacts by the UIDs that our own exports give them, of those that are wanted; they are stored nowhere."""
    shop = shop_uuid(reader)
    uids = ((derived_uid(shop, contact_id), contact_id) for contact_id in reader.values("SELECT id FROM contact"))
    return {bare: contact_id for uid, contact_id in uids if (bare := uid.removeprefix("urn:uuid:")) in wanted}


def newest_change(reader: Reader) -> int:
    """A number that grows with every change to the shop."""
    return int(reader.value("SELECT coalesce(max(id), 0) FROM change"))


def facts(reader: Reader, contact_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The facts of several contacts by column, under their ids."""
    sql = "SELECT * FROM contact WHERE id IN (SELECT value FROM json_each(?))"
    return {record["id"]: record for record in reader.records(sql, (json.dumps(list(contact_ids)),))}


def parts(reader: Reader, table: str, columns: Sequence[str], contact_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of a table that hang on several contacts: whose, their ids, these columns; the primary one first."""
    names = ", ".join(map(quoted, columns))
    order = "position, id" if "position" in columns else "id"
    sql = f"""SELECT contact_id, id, {names} FROM {quoted(table)}
        WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY {order}"""
    return reader.all(lambda *row: row, sql, (json.dumps(list(contact_ids)),))


def _candidates(reader: Reader, joined: str, values: Collection[str]) -> list[Candidate]:
    if not values:
        return []
    return reader.all(Candidate, f"{_FOUND} {joined} ORDER BY c.id", (json.dumps(list(values)),))
