"""What to show a customer: their wants, then what people alike bought, and more of their authors and genres."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tinycrm.domain.book import genre_key
from tinycrm.domain.clean import fold
from tinycrm.domain.title import author_key, same_book
from tinycrm.queries import want
from tinycrm.store.reader import Reader

ALIKE = 2  # books in common that make two customers alike
NEIGHBOURS = 200
COMMON = 2_000  # sales of a book that are looked at; who else bought a bestseller says little
FAVOURITES = 3
SAID = 5  # a liking that was said counts as so many books bought


class Suggestion(NamedTuple):
    """A book to show, and why; `ref` is the want where it is one they look for, else None."""

    ref: str | None
    title: str | None
    author: str | None
    genre: str | None
    why: str


class _Book(NamedTuple):
    title_key: str
    author_key: str | None
    title: str
    author: str | None
    genre: str | None
    number: int


_SHOWN = "l.title_key, l.author_key, max(l.title), max(l.author), max(l.genre)"
_BY = " FROM purchase p JOIN line l ON l.purchase_id = p.id WHERE p.contact_id = :who"


def suggestions(reader: Reader, contact_id: int, today: date, limit: int) -> list[Suggestion]:
    """What to show somebody, the surest first; never what they bought, unless it came back or they want another."""
    kept = f"SELECT l.title_key, l.author_key{_BY} GROUP BY l.title_key, l.author_key HAVING sum(l.quantity) > 0"
    owned = reader.all(lambda *row: row, kept, _who(contact_id))
    disliked = set(
        reader.values("SELECT key FROM preference WHERE contact_id = ? AND attitude = 'dislike'", (contact_id,))
    )
    found = [
        Suggestion(each.ref, each.title, each.author, None, "they look for it")
        for each in want.page(reader, today, contact_id)
        if each.status == "open"
    ]
    seen = [(key, author) for key, author in owned]
    for why, each in _books(reader, contact_id):
        known = any(same_book(each.title_key, each.author_key, *other) for other in seen)
        if len(found) >= limit:
            break
        if not known and not disliked & {fold(each.title), fold(each.author or ""), fold(each.genre or "")}:
            seen.append((each.title_key, each.author_key))
            found.append(Suggestion(None, each.title, each.author, each.genre, why))
    return found[:limit]


def _books(reader: Reader, contact_id: int) -> Iterator[tuple[str, _Book]]:
    for each in _alike(reader, contact_id):
        yield f"{each.number} people alike bought it", each
    for favourite, rows in _of_favourites(reader, contact_id, "author"):
        yield from ((f"they like {favourite}", each) for each in rows)
    for favourite, rows in _of_favourites(reader, contact_id, "genre"):
        yield from ((f"they read {favourite}", each) for each in rows)


def _alike(reader: Reader, contact_id: int) -> list[_Book]:
    """What those bought who have at least two books in common with them; what most of them have comes first."""
    sql = f"""WITH mine AS MATERIALIZED (SELECT DISTINCT key FROM (SELECT l.title_key AS key{_BY} AND l.quantity > 0)
            WHERE (SELECT count(*) FROM (SELECT 1 FROM line o WHERE o.title_key = key LIMIT {COMMON})) < {COMMON}),
        alike AS MATERIALIZED (SELECT p.contact_id AS id FROM mine m CROSS JOIN line l ON l.title_key = m.key
            JOIN purchase p ON p.id = l.purchase_id WHERE p.contact_id <> :who AND l.quantity > 0
            GROUP BY p.contact_id HAVING count(DISTINCT l.title_key) >= {ALIKE}
            ORDER BY count(DISTINCT l.title_key) DESC, p.contact_id LIMIT {NEIGHBOURS})
        SELECT {_SHOWN}, count(DISTINCT a.id) AS number FROM alike a CROSS JOIN purchase p ON p.contact_id = a.id
            JOIN line l ON l.purchase_id = p.id WHERE l.quantity > 0
        GROUP BY l.title_key, l.author_key HAVING number > 1 ORDER BY number DESC, l.title_key LIMIT 100"""
    return reader.all(_Book, sql, _who(contact_id))


def _of_favourites(reader: Reader, contact_id: int, what: str) -> Iterator[tuple[str, list[_Book]]]:
    """Their favourite authors or genres, by what they bought and said, each with its books that sell most."""
    books = f"""SELECT {_SHOWN}, count(*) AS number FROM (SELECT * FROM line WHERE {what}_key = ? AND quantity > 0
            ORDER BY id DESC LIMIT {COMMON}) l GROUP BY l.title_key, l.author_key ORDER BY number DESC, l.title_key
        LIMIT 30"""
    for key, name in _favourites(reader, contact_id, what):
        yield name, reader.all(_Book, books, (key,))


def _favourites(reader: Reader, contact_id: int, what: str) -> list[tuple[str, str]]:
    """The keys and names of authors or genres that they like most; one that was said counts as several books."""
    bought = f"""SELECT l.{what}_key, max(l.{what}), sum(l.quantity) FROM purchase p JOIN line l ON l.purchase_id = p.id
        WHERE p.contact_id = ? AND l.{what}_key IS NOT NULL GROUP BY l.{what}_key"""
    said = "SELECT value FROM preference WHERE contact_id = ? AND attitude = 'like' AND facet = ?"
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for key, name, number in reader.all(lambda *row: row, bought, (contact_id,)):
        names[key], counts[key] = name, number
    for value in reader.values(said, (contact_id, what)):
        key = author_key(value) if what == "author" else genre_key(value)
        names[key], counts[key] = value, counts.get(key, 0) + SAID
    liked = sorted((key for key in names if key and counts[key] > 0), key=lambda key: (-counts[key], key))
    return [(key, names[key]) for key in liked[:FAVOURITES]]


def _who(contact_id: int) -> dict[str, int]:
    return {"who": contact_id}
