"""Who is likely to be the same person as someone about to be added."""

from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.domain.clean import fold
from tinycrm.queries import search
from tinycrm.store.reader import Reader


class Likeness(NamedTuple):
    """Someone who is here already, and in what they are alike: the email, the phone or the name."""

    id: int
    name: str
    alike_in: str

    @property
    def ref(self) -> str:
        return f"c{self.id}"


def alike(reader: Reader, name: str, emails: Sequence[str], phones: Sequence[str]) -> list[Likeness]:
    """People with one of these emails (as compared) or phones (E.164, else digits), or with all words of the name."""
    found = [
        *_owners(reader, "email", "SELECT contact_id FROM email WHERE key = ?", emails),
        *_owners(reader, "phone", "SELECT contact_id FROM phone WHERE coalesce(e164, digits) = ?", phones),
        *_namesakes(reader, name),
    ]
    return list({each.id: each for each in reversed(found)}.values())[::-1]


def _owners(reader: Reader, what: str, sql: str, values: Sequence[str]) -> list[Likeness]:
    statement = f"SELECT id, name, '{what}' FROM contact WHERE id IN ({sql}) ORDER BY id LIMIT 5"
    return [each for value in values for each in reader.all(Likeness, statement, (value,))]


def _namesakes(reader: Reader, name: str) -> list[Likeness]:
    words = search.searchable(name.split())
    if any(map(search.unparted, words)):
        return reader.all(Likeness, "SELECT id, name, 'name' FROM contact WHERE name = ? ORDER BY id LIMIT 5", (name,))
    if not words:
        return []
    match = search.expression(words, search.NAMES, beginnings=False)
    sql = """SELECT c.id, c.name, 'name' FROM contact_search s JOIN contact c ON c.id = s.rowid
        WHERE contact_search MATCH ? ORDER BY c.id LIMIT 50"""
    found = reader.all(Likeness, sql, (match,))
    if len(words) == 1:  # every Ann is not like every other, but like one who is called nothing else
        found = [each for each in found if fold(each.name) == fold(name)]
    return found[:5]
