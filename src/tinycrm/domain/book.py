"""A book as it is sold or wanted, and how one is written in a line: "Nana | Émile Zola | 12.50 | x2 | genre:novel"."""

import re
from itertools import pairwise
from typing import NamedTuple

from tinycrm.domain import clean, money
from tinycrm.domain.isbn import isbn, looks_like_isbn
from tinycrm.domain.money import Money
from tinycrm.domain.title import author_key, title_key
from tinycrm.errors import InvalidError

CHANNELS = ("shop", "phone", "web", "fair")
CONDITIONS = ("new", "fine", "very good", "good", "fair", "poor")  # the best first, as the trade grades
MOST = 999  # copies in one line
PRICE_LIMIT = 10**12 - 1  # minor units, so that a line's sum is a number that JSON keeps exactly
KEY_LIMIT = 400
SEPARATOR = "|"
EXAMPLE = "Nana | Émile Zola | 12.50 | x2 | -10% | genre:novel"

_QUANTITY = r"(?:x|×)\s*(\d{1,4})|(\d{1,4})\s*(?:x|×)"
_SHARE = r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%"


class Book(NamedTuple):
    """A book in a line of a purchase, as it was read; `price` is for one, `discount` off the whole line, as typed."""

    title: str | None
    author: str | None = None
    isbn: str | None = None
    genre: str | None = None
    quantity: int = 1
    price: Money | None = None
    discount: str | None = None


def book(line: str, currency: str) -> Book:
    """A book from a line of parts between bars: its title or ISBN first, the others told by how they look.

    An amount is the price, x2 the quantity, -10% or -2.50 the discount, genre:novel the genre; all else the author.
    Raises InvalidError for a line without a title, and a part that comes twice.
    """
    first, *rest = (part.strip() for part in line.split(SEPARATOR))
    facts: dict[str, object] = {"isbn": isbn(first)} if looks_like_isbn(first) else {"title": title(first)}
    for part in filter(None, rest):
        name, value = _part(part, currency)
        if name in facts:
            raise InvalidError(f'"{clean.show_line(line, 80)}" has two of {name}; a line is like {EXAMPLE}.')
        facts[name] = value
    return Book(**{"title": None, **facts})  # type: ignore[arg-type]  # each part is read as its field is


def title(text: str) -> str:
    """A title as it is stored.

    Raises InvalidError for a blank one.
    """
    return clean.line(text, "a title")


def author(text: str) -> str:
    """An author as it is stored.

    Raises InvalidError for a blank one.
    """
    return clean.line(text, "an author")


def genre(text: str) -> str:
    """A genre as it is stored: in small letters, as tags are.

    Raises InvalidError for a blank one.
    """
    return clean.line(text, "a genre").lower()


def quantity(text: str) -> int:
    """How many copies.

    Raises InvalidError unless it is a whole number from 1 to 999.
    """
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST):
        raise InvalidError(f'"{clean.show_line(typed, 40)}" is no number of copies; 1 to {MOST} is.')
    return int(typed)


def price(text: str, currency: str) -> Money:
    """What one copy costs.

    Raises InvalidError for what is no amount, or more than a till can hold.
    """
    found = money.read(text, currency)
    if found.minor > PRICE_LIMIT:
        raise InvalidError(f'"{clean.show_line(text, 40)}" is more than tinycrm can count for one book.')
    return found


def choice(text: str, words: tuple[str, ...], what: str) -> str:
    """One of `words`, which may be typed by its beginning, a hyphen for a blank.

    Raises InvalidError for any other.
    """
    typed = " ".join(text.lower().replace("-", " ").split())
    found = [typed] if typed in words else [word for word in words if typed and word.startswith(typed)]
    if len(found) != 1:
        raise InvalidError(f'"{clean.show_line(text, 40)}" is no {what}; they are {", ".join(words)}.')
    return found[0]


def off(text: str, whole: Money) -> int:
    """What a discount takes off a sum, in minor units: "10%" (half a penny in the customer's favour) or an amount.

    Raises InvalidError for what is neither, for one in another currency, and for more than there is.
    """
    typed = text.strip().lstrip("-−").strip()
    share = re.fullmatch(_SHARE, typed, re.ASCII)
    if share:
        hundredths = int(share[1]) * 100 + int((share[2] or "").ljust(2, "0"))
        taken = (whole.minor * hundredths + 5000) // 10000
    else:
        amount = money.read(typed, whole.currency)
        if amount.currency != whole.currency:
            raise InvalidError(
                f'The discount "{clean.show_line(text, 40)}" is not in {whole.currency}, as the price is.'
            )
        taken = amount.minor
    if taken > whole.minor:
        raise InvalidError(f'The discount "{clean.show_line(text, 40)}" is more than the price.')
    return taken


def shared(taken: int, sums: list[int]) -> list[int]:
    """A discount on a whole purchase shared out among its lines by what they cost; the parts make the whole exactly."""
    total = sum(sums)
    if not total:
        return [0 for _ in sums]
    edges, passed = [0], 0
    for each in sums:
        passed += each
        edges.append(taken * passed // total)
    return [after - before for before, after in pairwise(edges)]


def given_back(paid: int, quantity: int, before: int, now: int) -> int:
    """What is due, in minor units, for `now` copies of `quantity` that cost `paid` in all, after `before` came back.

    However the copies come back, one by one or together, it makes exactly what was paid.
    """
    return paid * (before + now) // quantity - paid * before // quantity


def keys(title: str, author: str | None, genre: str | None) -> dict[str, str | None]:
    """The columns that books are found again by."""
    return {
        "title_key": title_key(title)[:KEY_LIMIT],
        "author_key": (author_key(author)[:KEY_LIMIT] or None) if author else None,
        "genre_key": genre_key(genre)[:KEY_LIMIT] if genre else None,
    }


def genre_key(genre: str) -> str:
    """What a genre is compared by: "Science-Fiction" is "science fiction"."""
    return clean.fold(genre.replace("-", " ")) or genre.lower()


def named(title: str, author: str | None) -> str:
    """A book in a sentence: "Nana by Émile Zola"."""
    return f"{title} by {author}" if author else title


def _part(part: str, currency: str) -> tuple[str, object]:
    """Which part of a book a piece of a line is, and its value."""
    label, colon, value = part.partition(":")
    readers = {"author": author, "genre": genre, "isbn": isbn, "qty": quantity}
    if colon and label.strip().lower() in readers:
        name = label.strip().lower()
        return ("quantity" if name == "qty" else name), readers[name](value)
    copies = re.fullmatch(_QUANTITY, part, re.IGNORECASE | re.ASCII)
    if copies:
        return "quantity", quantity(copies[1] or copies[2])
    if part[0] in "-−" and any(letter.isdigit() for letter in part):
        return "discount", part
    if looks_like_isbn(part):
        return "isbn", isbn(part)
    if any(letter.isdigit() for letter in part):
        return "price", price(part, currency)
    return "author", author(part)
