"""Who should hear of a book that came in: who wants it, who wants its author, who likes what it is, who has it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tinycrm.domain import book
from tinycrm.domain.book import CONDITIONS
from tinycrm.domain.clean import fold
from tinycrm.domain.money import Money
from tinycrm.domain.title import author_key, same_author, title_key
from tinycrm.queries.want import OPEN, Want, some
from tinycrm.store.reader import Reader

# the newest sales that are looked at for who buys an author or a genre: in a large shop the older ones say little
SALES = 20_000
LEAST_OF_GENRE = 3  # books of a genre that make it a liking
LIKED = 5  # a liking that was said counts as so many books bought
_CHUNK = 200


class Copy(NamedTuple):
    """A book that came in: a title, or an ISBN that tells one; the rest as far as it is known."""

    title: str
    author: str | None = None
    isbn: str | None = None
    genre: str | None = None
    price: Money | None = None
    condition: str | None = None


class Match(NamedTuple):
    """Someone who should hear of it, and why; `want` is the ref of the want that it meets.

    `fit` says how close it is: 1 wants exactly this, 2 too, but in another price or condition, 3 wants the author,
    4 likes the author, 5 the genre or subject.
    """

    who: str
    who_ref: str
    why: str
    phone: str | None
    email: str | None
    channel: str | None
    want: str | None
    max_price: Money | None
    fit: int

    @property
    def contact_id(self) -> int:
        return int(self.who_ref[1:])


class Owner(NamedTuple):
    """Someone who has it already, bought on `date`; `want` is the ref of theirs for another."""

    who: str
    who_ref: str
    date: str
    want: str | None


class Answer(NamedTuple):
    """Who should hear of a copy, in order of fit, and who owns it."""

    copy: Copy
    matches: list[Match]
    owners: list[Owner]


class _Reason(NamedTuple):
    """Why somebody should hear of it, before it is known who they are; a higher `weight` comes first."""

    contact_id: int
    fit: int
    weight: int
    why: str
    want: Want | None = None


class _Person(NamedTuple):
    id: int
    name: str
    phone: str | None
    email: str | None
    channel: str | None


def arrived(reader: Reader, copy: Copy, today: date, limit: int) -> Answer:
    """Who should hear of a copy: all who want it or its author, and of those who like such books the first `limit`.

    Who owns it, wants no contact, died or was put away is left out.
    """
    owned = _owned(reader, copy)
    wants = list(_wants(reader, copy, today))
    reasons = _best(wants)
    if len(reasons) < limit:
        reasons = _best([*wants, *_likers(reader, copy)])
    wanting = len({each.contact_id for each in wants if each.fit < 4})
    matches = _matches(reader, [each for each in reasons if each.contact_id not in owned], max(limit, wanting))
    people = {each.id: each for each in _people(reader, list(owned), everyone=True)}
    again = {each.contact_id: each.want.ref for each in wants if each.want and each.fit < 3}
    owners = [
        Owner(people[number].name, f"c{number}", day, again.get(number))
        for number, day in owned.items()
        if number in people
    ]
    return Answer(copy, matches, sorted(owners, key=lambda each: each.date, reverse=True))


def _best(reasons: Iterable[_Reason]) -> list[_Reason]:
    """Each person once, for the best reason, those of likings put together; the best first."""
    found: dict[int, _Reason] = {}
    for each in reasons:
        there = found.get(each.contact_id)
        if there is None or (each.fit, -each.weight) < (there.fit, -there.weight):
            better, other = each, there
        else:
            better, other = there, each
        if other is not None and other.fit == better.fit and better.want is None:
            better = better._replace(weight=better.weight + other.weight, why=f"{better.why}, {other.why}")
        found[each.contact_id] = better
    return sorted(found.values(), key=lambda each: (each.fit, -each.weight, each.contact_id))


def _matches(reader: Reader, reasons: Sequence[_Reason], limit: int) -> list[Match]:
    """The first of those who may be spoken to."""
    found: list[Match] = []
    for start in range(0, len(reasons), _CHUNK):
        some_of_them = reasons[start : start + _CHUNK]
        people = {each.id: each for each in _people(reader, [each.contact_id for each in some_of_them])}
        found += [_match(people[each.contact_id], each) for each in some_of_them if each.contact_id in people]
        if len(found) >= limit:
            break
    return found[:limit]


def _match(person: _Person, reason: _Reason) -> Match:
    want = reason.want
    return Match(
        person.name, f"c{person.id}", reason.why, person.phone, person.email, person.channel,
        want.ref if want else None, want.max_price if want else None, reason.fit,
    )  # fmt: skip


def _people(reader: Reader, ids: Sequence[int], *, everyone: bool = False) -> list[_Person]:
    alive = "" if everyone else "AND c.deceased_on IS NULL AND c.do_not_contact = 0 AND c.archived = 0"
    sql = f"""SELECT c.id, c.name, (SELECT number FROM phone WHERE contact_id = c.id ORDER BY position, id LIMIT 1),
            (SELECT address FROM email WHERE contact_id = c.id ORDER BY position, id LIMIT 1), c.channel
        FROM contact c WHERE c.id IN (SELECT value FROM json_each(?)) {alive}"""
    return reader.all(_Person, sql, (json.dumps(list(ids)),)) if ids else []


def _owned(reader: Reader, copy: Copy) -> dict[int, str]:
    """Who has this book, and since when they last bought it; not who brought it back."""
    sql = """SELECT p.contact_id, l.author_key, l.isbn, l.quantity, p.day FROM line l
        JOIN purchase p ON p.id = l.purchase_id WHERE p.contact_id IS NOT NULL AND l.{} = ?"""
    title, written = title_key(copy.title), author_key(copy.author or "")
    rows = reader.all(lambda *row: row, sql.format("title_key"), (title,))
    rows = [row for row in rows if not written or not row[1] or row[2] == copy.isbn or same_author(written, row[1])]
    if copy.isbn:
        other = reader.all(lambda *row: row, f"{sql.format('isbn')} AND l.title_key <> ?", (copy.isbn, title))
        rows = [*rows, *other]
    copies: dict[int, int] = {}
    days: dict[int, str] = {}
    for contact_id, _, _, quantity, day in rows:
        copies[contact_id] = copies.get(contact_id, 0) + quantity
        if quantity > 0:
            days[contact_id] = max(day, days.get(contact_id, day))
    return {number: day for number, day in days.items() if copies[number] > 0}


def _wants(reader: Reader, copy: Copy, today: date) -> Iterator[_Reason]:
    """Open wants of this book, then of anything, or of something else, by its author."""
    title, written = title_key(copy.title), author_key(copy.author or "")
    sql = f"""SELECT w.id, w.title_key, w.author_key, w.isbn FROM want w WHERE {OPEN}
        AND (w.until IS NULL OR w.until >= :today) AND (w.title_key = :title OR w.isbn = :isbn
            OR (w.author_key >= :family AND w.author_key < :family || char(1114111)))"""
    family = written.partition(" ")[0] or "\U0010ffff"
    parameters = {"today": today.isoformat(), "title": title, "isbn": copy.isbn, "family": family}
    rows = reader.all(lambda *row: row, sql, parameters)
    exactly = {
        number
        for number, other, author, isbn in rows
        if (isbn and isbn == copy.isbn)
        or (other == title and (not author or not written or same_author(author, written)))
    }
    theirs = [row[0] for row in rows if row[0] not in exactly and row[2] and same_author(row[2], written)]
    for want in some(reader, [*sorted(exactly), *theirs], today):
        age = (today - date.fromisoformat(want.created[:10])).days
        yield _exact(want, copy, age) if want.id in exactly else _of_author(want, copy, age)


def _exact(want: Want, copy: Copy, age: int) -> _Reason:
    """That it is what they want; whoever waits longest comes first."""
    but = [f"only up to {_plain(want.max_price)}"] if want.max_price and _is_dearer(copy.price, want.max_price) else []
    if want.condition and copy.condition and CONDITIONS.index(copy.condition) > CONDITIONS.index(want.condition):
        but.append(f"in {want.condition} condition or better")
    asked = f", {want.edition}" if want.edition else ""
    why = f"wants exactly this{asked}"
    return _Reason(want.contact_id, 2 if but else 1, age, f"{why}, but {' and '.join(but)}" if but else why, want)


def _of_author(want: Want, copy: Copy, age: int) -> _Reason:
    author = want.author or copy.author
    if want.title is None:
        too_dear = want.max_price and _is_dearer(copy.price, want.max_price)
        but = f", but only up to {_plain(want.max_price)}" if want.max_price and too_dear else ""
        return _Reason(want.contact_id, 3, age if but else age + 10**6, f"wants anything by {author}{but}", want)
    return _Reason(want.contact_id, 3, age, f"wants {want.title} by the same author", want)


def _is_dearer(price: Money | None, limit: Money) -> bool:
    return price is not None and price.currency == limit.currency and price.minor > limit.minor


def _plain(amount: Money) -> str:
    from tinycrm.domain.money import decimal

    return f"{decimal(amount)} {amount.currency}"


def _likers(reader: Reader, copy: Copy) -> Iterator[_Reason]:
    """Who likes the author, then who likes the genre or a subject in the title, said or seen from what they bought."""
    disliking = set(_said(reader, copy, "dislike"))
    for contact_id, (fit, value) in _said(reader, copy, "like").items():
        if contact_id not in disliking:
            yield _Reason(contact_id, fit, LIKED, f"likes {value}")
    yield from (each for each in _bought_author(reader, copy) if each.contact_id not in disliking)
    yield from (each for each in _bought_genre(reader, copy) if each.contact_id not in disliking)


def _said(reader: Reader, copy: Copy, attitude: str) -> dict[int, tuple[int, str]]:
    """What people said they like or dislike that this copy is, the author before the genre."""
    keys = _keys(reader, copy)
    sql = """SELECT contact_id, key, value, facet FROM preference WHERE attitude = ?
        AND key IN (SELECT value FROM json_each(?))"""
    found: dict[int, tuple[int, str]] = {}
    for contact_id, key, value, facet in reader.all(lambda *row: row, sql, (attitude, json.dumps(list(keys)))):
        fit, facets = keys[key]
        if facet in facets and fit < found.get(contact_id, (9, ""))[0]:
            found[contact_id] = (fit, value)
    return found


def _keys(reader: Reader, copy: Copy) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The keys of preferences that this copy answers: how close that is, and under which facets."""
    # many people share a key: each is looked at once, stepping from key to key through the index
    sql = """WITH RECURSIVE k (key) AS (SELECT min(key) FROM preference UNION ALL
            SELECT (SELECT min(key) FROM preference p WHERE p.key > k.key) FROM k WHERE k.key IS NOT NULL)
        SELECT key, (SELECT value FROM preference p WHERE p.key = k.key LIMIT 1) FROM k WHERE key IS NOT NULL"""
    written = author_key(copy.author or "")
    genre = book.genre_key(copy.genre) if copy.genre else None
    words = f" {fold(copy.title.replace('-', ' '))} "
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for key, value in reader.all(lambda *row: row, sql):
        if written and same_author(author_key(value), written):
            found[key] = (4, ("author", "subject"))
        elif genre and key.replace("-", " ") == genre:
            found[key] = (5, ("genre", "subject"))
        elif len(key) > 2 and f" {key} " in words:
            found[key] = (5, ("subject",))
    return found


def _bought_author(reader: Reader, copy: Copy) -> Iterator[_Reason]:
    written = author_key(copy.author or "")
    if not written:
        return
    family = written.partition(" ")[0]
    sql = "SELECT DISTINCT author_key FROM line WHERE author_key >= ? AND author_key < ? || char(1114111)"
    keys = [key for key in reader.values(sql, (family, family)) if same_author(key, written)]
    for contact_id, number in _buyers(reader, "author_key", keys):
        yield _Reason(contact_id, 4, number, f"bought {number} by {copy.author}")


def _bought_genre(reader: Reader, copy: Copy) -> Iterator[_Reason]:
    if copy.genre:
        for contact_id, number in _buyers(reader, "genre_key", [book.genre_key(copy.genre)]):
            if number >= LEAST_OF_GENRE:
                yield _Reason(contact_id, 5, number, f"bought {number} of {copy.genre}")


def _buyers(reader: Reader, column: str, keys: Sequence[str]) -> list[tuple[int, int]]:
    """Who bought books with these keys among the newest sales, and how many they kept."""
    found: dict[int, int] = {}
    for key in keys:
        sql = f"""SELECT p.contact_id, sum(l.quantity) FROM
                (SELECT purchase_id, quantity FROM line WHERE {column} = ? ORDER BY id DESC LIMIT {SALES}) l
            JOIN purchase p ON p.id = l.purchase_id WHERE p.contact_id IS NOT NULL GROUP BY p.contact_id"""
        for contact_id, number in reader.all(lambda *row: row, sql, (key,)):
            found[contact_id] = found.get(contact_id, 0) + number
    return [(contact_id, number) for contact_id, number in found.items() if number > 0]
