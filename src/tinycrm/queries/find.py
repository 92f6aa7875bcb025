"""Find: one line of words over people, what was said, what people like, deals, and what was bought or is
wanted.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.domain.clean import fold
from tinycrm.domain.reach import looks_like_phone, phone_fragment
from tinycrm.queries import contact, interaction, purchase, reference, search, want
from tinycrm.queries.contact import Contact
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.purchase import Purchase
from tinycrm.queries.reference import DealCandidate
from tinycrm.store.reader import Reader

BEGINNING = 3  # characters: the beginnings of fewer are everybody's


class Found(NamedTuple):
    """What a line of words found; `fields` are people who have it in a field of the shop's own,
    `wanted` the ids of open wants.

    `corrected` holds the words used instead when nobody has those typed.
    """

    people: list[Contact]
    said: list[Interaction]
    noted: list[Contact]
    liking: list[Contact]
    deals: list[DealCandidate]
    fields: list[Contact]
    sold: list[Purchase]
    wanted: list[int]
    corrected: list[str] | None = None

    @property
    def nothing(self) -> bool:
        return not (
            self.people
            or self.said
            or self.noted
            or self.liking
            or self.deals
            or self.fields
            or self.sold
            or self.wanted
        )


def find(reader: Reader, words: Sequence[str], limit: int) -> Found:
    """Everything that `words` find, `limit` of a kind; misspelt words are corrected only when nothing was found."""
    words = search.checked(words)
    found = _find(reader, words, limit)
    if not found.nothing or looks_like_phone(" ".join(words)):
        return found
    for better in _corrections(reader, search.searchable(words)):
        if not (likely := _find(reader, better, limit)).nothing:
            return likely._replace(corrected=better)
    return found


def _corrections(reader: Reader, words: list[str]) -> list[list[str]]:
    """What the words may have been meant as, the nearest first; what was said is looked at where no name is near."""
    named = search.corrected(reader, words, "contact_vocabulary")
    if named is not None and named.distance <= 1:
        return [named.words]
    said = search.corrected(reader, words, "said_vocabulary")
    return [each.words for each in sorted((each for each in (said, named) if each), key=lambda each: each.distance)]


def _find(reader: Reader, words: Sequence[str], limit: int) -> Found:
    people = contact.some(reader, _people(reader, words, limit))
    parted = search.searchable([word for word in words if not search.unparted(word)])
    letters = [word for word in words if search.unparted(word)]
    if letters:
        said = interaction.said_like(reader, search.like(" ".join(words)), limit)
        noted = _noted_like(reader, search.like(" ".join(words)), limit)
    elif parted:
        said, noted = _said(reader, parted, limit)
    else:
        said, noted = [], []
    liking = contact.some(reader, _liking(reader, words, limit))
    deals = reference.titled(reader, words, limit)
    fields = contact.some(reader, _fielded(reader, words, limit))
    sold, wanted = purchase.titled(reader, words, limit), want.titled(reader, words, limit)
    return Found(people, said, contact.some(reader, noted), liking, deals, fields, sold, wanted)


def _people(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    whole = " ".join(words)
    found: list[int] = []
    if looks_like_phone(whole):
        found = reader.values(
            """SELECT DISTINCT contact_id FROM phone WHERE digits LIKE :part OR e164 LIKE :part
            ORDER BY contact_id LIMIT :limit""",
            {"part": f"%{phone_fragment(whole)}%", "limit": limit},
        )
    elif "@" in whole:
        found = reader.values(
            "SELECT DISTINCT contact_id FROM email WHERE key LIKE ? ESCAPE '\\' ORDER BY contact_id LIMIT ?",
            (search.like(whole.casefold()), limit),
        )
    return found or _named(reader, words, limit)


def _named(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    letters = [word for word in words if search.unparted(word)]
    parted = search.searchable([word for word in words if not search.unparted(word)])
    if not letters and not parted:
        return []
    conditions = ["(c.name LIKE ? ESCAPE '\\' OR c.nickname LIKE ? ESCAPE '\\')" for _ in letters]
    parameters: list[str | int] = [search.like(word) for word in letters for _ in range(2)]
    if not parted:
        sql = f"SELECT c.id FROM contact c WHERE {' AND '.join(conditions)} ORDER BY c.archived, c.id LIMIT ?"
        return reader.values(sql, [*parameters, limit])
    match = search.expression(parted, search.PEOPLE, beginnings=True)
    # the rank is SQLite's BM25; whoever is archived comes after the others
    sql = f"""SELECT c.id FROM (SELECT rowid, rank FROM contact_search WHERE contact_search MATCH ?
        ORDER BY rank LIMIT {limit * 20}) m JOIN contact c ON c.id = m.rowid
        {"WHERE " + " AND ".join(conditions) if conditions else ""} ORDER BY c.archived, m.rank, c.id LIMIT ?"""
    return reader.values(sql, [match, *parameters, limit])


def _said(reader: Reader, words: list[str], limit: int) -> tuple[list[Interaction], list[int]]:
    match = search.expression(words, beginnings=True)
    noted = "SELECT -rowid FROM said_search WHERE said_search MATCH ? AND rowid < 0 ORDER BY rowid LIMIT ?"
    return interaction.said(reader, match, limit), reader.values(noted, (match, limit))


def _noted_like(reader: Reader, pattern: str, limit: int) -> list[int]:
    where = "notes LIKE :pattern ESCAPE '\\' OR pinned LIKE :pattern ESCAPE '\\'"
    return reader.values(
        f"SELECT id FROM contact WHERE {where} ORDER BY id DESC LIMIT :limit",
        {"pattern": pattern, "limit": limit},
    )


def _liking(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    key = fold(" ".join(words))
    if len(key) < BEGINNING:
        return []
    sql = """SELECT DISTINCT contact_id FROM preference WHERE attitude = 'like' AND key >= ? AND key < ?
        ORDER BY contact_id LIMIT ?"""
    return reader.values(sql, (key, key + "\U0010ffff", limit))


def _fielded(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    """Who has it in a field of the shop's own, such as a membership number: the whole value first, then beginnings."""
    whole = " ".join(words)
    pattern = search.like(whole)[1:]
    sql = """SELECT v.contact_id FROM field f JOIN field_value v ON v.field_id = f.id
        WHERE f.kind IN ('text', 'number') AND v.value LIKE ? ESCAPE '\\'
        GROUP BY v.contact_id ORDER BY min(length(v.value)), v.contact_id LIMIT ?"""
    return reader.values(sql, (pattern if len(whole) >= BEGINNING else pattern[:-1], limit))
