"""Who is meant: a reference, an email, a phone or words of a name, to the contacts they could be."""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.domain.clean import fold
from tinycrm.domain.noun import a
from tinycrm.domain.reach import looks_like_phone, phone_fragment
from tinycrm.errors import InvalidError
from tinycrm.queries import search
from tinycrm.store.reader import Reader

NOUNS = {
    "c": "contact",
    "i": "interaction",
    "f": "follow-up",
    "d": "deal",
    "s": "stage",
    "p": "purchase",
    "w": "want",
    "o": "operation",
}
ENOUGH = 20

_JOINED = dict.fromkeys(map(ord, "'`-"))  # what folding leaves out of plain text
_EXTENSION = r"(?i)\s*(?:;\s*ext=|,|#|\bext(?:ension)?\b\.?|\bx\.?)\s*(?=\d{1,7}$)"

_COLUMNS = """
    SELECT c.id, c.name, c.kind, c.archived, c.company,
        (SELECT city FROM address WHERE contact_id = c.id ORDER BY position, id LIMIT 1),
        coalesce((SELECT number FROM phone WHERE contact_id = c.id ORDER BY position, id LIMIT 1),
                 (SELECT address FROM email WHERE contact_id = c.id ORDER BY position, id LIMIT 1)),
        s.day
    FROM contact c LEFT JOIN contact_seen s ON s.contact_id = c.id
"""

_DEALS = """SELECT d.id, d.title, coalesce((SELECT group_concat(name, ', ') FROM (SELECT c.name FROM deal_contact x
        JOIN contact c ON c.id = x.contact_id WHERE x.deal_id = d.id ORDER BY x.position, x.id)), ''), st.name,
        d.closed_on
    FROM deal d JOIN stage st ON st.id = d.stage_id"""


class Candidate(NamedTuple):
    """Someone who could be meant, with enough to tell them apart."""

    id: int
    name: str
    kind: str
    archived: int
    company: str | None
    city: str | None
    reach: str | None
    last_interaction: str | None

    @property
    def ref(self) -> str:
        return f"c{self.id}"


class DealCandidate(NamedTuple):
    """A deal that could be meant, with enough to tell it apart."""

    id: int
    title: str
    people: str
    stage: str
    closed_on: str | None

    @property
    def ref(self) -> str:
        return f"d{self.id}"


def row_id(text: str, kind: str) -> int | None:
    """The id in a reference such as `c12` to a thing of that kind; None when `text` is no reference at all.

    Raises InvalidError for a bare number, and for a reference to another kind of thing.
    """
    found = re.fullmatch(r"([a-z]?)(\d{1,15})", text.strip().lower())
    if found is None or (not found[1] and len(found[2]) > 6):
        return None
    if not found[1]:
        raise InvalidError(f"{text} alone could be anything; did you mean {kind}{int(found[2])}?")
    if found[1] not in NOUNS:
        return None
    if found[1] != kind:
        raise InvalidError(f"{text} is {a(NOUNS[found[1]])}; what is wanted here is {a(NOUNS[kind])}, like {kind}12.")
    return int(found[2])


def contacts(reader: Reader, text: str) -> list[Candidate]:
    """Everyone `text` could mean, the likeliest first; archived ones only when nobody else is meant.

    Raises InvalidError for a bare number, a reference to something that is no contact, and a text far too long.
    """
    text = " ".join(search.checked(text.split()))
    contact_id = row_id(text, "c")
    if contact_id is not None:
        return reader.all(Candidate, _COLUMNS + " WHERE c.id = ?", (contact_id,))
    found = _by_email(reader, text) if "@" in text else _by_phone(reader, text)
    found = found or _by_name(reader, text)
    found = [each for each in found if not each.archived] or found
    same = [each for each in found if fold(each.name) == fold(text)]
    return same if len(same) == 1 and " " in fold(text) else found


def deals(reader: Reader, text: str) -> list[DealCandidate]:
    """Every deal `text` could mean: by its reference, else by words of its title and of the names of its contacts.

    Whole words come first, beginnings of words only when no deal has them whole; closed deals only when no open one is
    meant. Raises InvalidError for a bare number and a reference to something else.
    """
    text = " ".join(search.checked(text.split()))
    deal_id = row_id(text, "d")
    if deal_id is not None:
        return reader.all(DealCandidate, f"{_DEALS} WHERE d.id = ?", (deal_id,))
    words = fold(text.replace("-", " ")).split()
    every = reader.all(DealCandidate, f"{_DEALS} ORDER BY d.id") if words else []
    texts = ((f"{each.title} {each.people}", each) for each in every)
    there = [(_spaced(text), each) for text, each in texts if _may_have(text, words)]
    found = [each for spaced, each in there if all(f" {word} " in spaced for word in words)]
    found = found or [each for spaced, each in there if all(f" {word}" in spaced for word in words)]
    found = [each for each in found if each.closed_on is None] or found
    same = [each for each in found if fold(each.title) == fold(text)]
    return same if len(same) == 1 else found


def titled(reader: Reader, words: Sequence[str], limit: int) -> list[DealCandidate]:
    """Deals with every word beginning a word of their titles: open ones first, then those closed last."""
    wanted = fold(" ".join(words).replace("-", " ")).split()
    if not wanted:
        return []
    every = reader.all(DealCandidate, f"{_DEALS} ORDER BY d.closed_on IS NOT NULL, d.closed_on DESC, d.id DESC")
    likely = ((_spaced(each.title), each) for each in every if _may_have(each.title, wanted))
    return [each for spaced, each in likely if all(f" {word}" in spaced for word in wanted)][:limit]


def _may_have(text: str, words: Sequence[str]) -> bool:
    """Whether it is worth folding a text to look for folded words in it: most plain ones are told by a look."""
    plain = text.lower().translate(_JOINED)
    return not plain.isascii() or all(word in plain for word in words)


def _spaced(text: str) -> str:
    """The folded words of a text, each between blanks; what a hyphen joins as one word and as two."""
    return f" {fold(text)} {fold(text.replace('-', ' '))} "


def alike(reader: Reader, text: str) -> list[Candidate]:
    """People whose names are nearly `text`, for a "did you mean"."""
    better = search.corrected(reader, search.searchable(text.split()), "contact_vocabulary")
    return _by_words(reader, better.words)[:3] if better else []


def _by_email(reader: Reader, text: str) -> list[Candidate]:
    where = " WHERE c.id IN (SELECT contact_id FROM email WHERE key = ?) ORDER BY c.id"
    return reader.all(Candidate, _COLUMNS + where, (text.strip().casefold(),))


def _by_phone(reader: Reader, text: str) -> list[Candidate]:
    """Whoever has that number: the same digits, or seven and more at its end; an extension counts when it is typed."""
    number, _, extension = re.sub(_EXTENSION, ";", text, count=1).partition(";")
    if not looks_like_phone(number):
        return []
    digits = phone_fragment(number)
    where = """ WHERE c.id IN (SELECT contact_id FROM phone WHERE ltrim(digits, '0') = ltrim(:digits || :extension, '0')
        OR e164 IN ('+' || :digits || :ext, :digits || :ext)
        OR (length(:digits) > 6 AND (e164 LIKE '%' || :digits || :ext OR digits LIKE '%' || :digits || :extension
            OR (:ext = '' AND e164 LIKE '%' || :digits || ';ext=%')))) ORDER BY c.id"""
    ext = f";ext={extension}" if extension else ""
    return reader.all(Candidate, _COLUMNS + where, {"digits": digits, "extension": extension, "ext": ext})


def _by_name(reader: Reader, text: str) -> list[Candidate]:
    letters = fold(text)
    if len(letters) == 1 and not search.unparted(letters):
        return _by_letter(reader, letters)
    return _by_words(reader, text.split()) if letters else []


def _by_letter(reader: Reader, letter: str) -> list[Candidate]:
    """Whoever is called by that letter and nothing else; as a part of names it is too little to mean anyone."""
    # room for a letter's accents and its full stop
    sql = """SELECT id, name, coalesce(nickname, '') FROM contact WHERE (length(name) <= 4 OR length(nickname) <= 4)
        AND id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)"""
    short = reader.all(_names, sql, (search.expression([letter], search.NAMES, beginnings=False),))
    ids = [contact_id for contact_id, name, nickname in short if letter in (fold(name), fold(nickname))]
    where = " WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.archived, s.day DESC, c.id"
    return reader.all(Candidate, _COLUMNS + where, (json.dumps(ids),))


def _names(contact_id: int, name: str, nickname: str) -> tuple[int, str, str]:
    return contact_id, name, nickname


def _by_words(reader: Reader, words: list[str]) -> list[Candidate]:
    # the hyphens of a slug stand for blanks
    letters = [part for word in words if search.unparted(word) for part in word.split("-") if part]
    parted = search.searchable([word for word in words if not search.unparted(word)])
    conditions = ["(c.name LIKE ? ESCAPE '\\' OR c.nickname LIKE ? ESCAPE '\\')" for _ in letters]
    parameters = [search.like(word) for word in letters for _ in range(2)]
    for beginnings in (False, True):
        match = search.expression(parted, search.NAMES, beginnings=beginnings)
        where = [
            *conditions,
            *(["c.id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)"] if match else []),
        ]
        sql = f"{_COLUMNS} WHERE {' AND '.join(where)} ORDER BY c.archived, s.day DESC, c.id LIMIT {ENOUGH}"
        found = reader.all(Candidate, sql, [*parameters, *([match] if match else [])])
        if found:
            return found
    return []
