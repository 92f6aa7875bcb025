"""What was typed for a sale: books from options, lines or the editor, filled in from what was sold before."""

from collections.abc import Sequence
from typing import NamedTuple

from tinycrm.cli.env import Env
from tinycrm.domain import book as books
from tinycrm.domain.book import Book
from tinycrm.domain.clean import show_line
from tinycrm.domain.isbn import isbn, looks_like_isbn
from tinycrm.domain.money import Money
from tinycrm.errors import InvalidError, NotFoundError
from tinycrm.queries import purchase as purchases
from tinycrm.services.purchase import Item

PAGE = f"""
# One book to a line, as in: {books.EXAMPLE}
# Its title or its ISBN comes first. Lines that begin with # do not count; an empty page notes nothing.
"""


class Typed(NamedTuple):
    """The options that speak of one book, as they were typed."""

    author: str | None = None
    isbn: str | None = None
    genre: str | None = None
    price: str | None = None
    qty: str | None = None


class Basket(NamedTuple):
    """Books that were read, and the currency of their prices."""

    currency: str
    items: list[Item]


def one(env: Env, title: str, typed: Typed) -> Book:
    """The book of a title (or an ISBN in its place) and of the options.

    Raises InvalidError for a value that its option does not take.
    """
    number = isbn(typed.isbn) if typed.isbn else None
    if looks_like_isbn(title) and number is None:
        title, number = "", isbn(title)
    return Book(
        books.title(title) if title else None,
        books.author(typed.author) if typed.author else None,
        number,
        books.genre(typed.genre) if typed.genre else None,
        books.quantity(typed.qty) if typed.qty else 1,
        books.price(typed.price, env.config.currency) if typed.price else None,
    )


def page(env: Env, text: str) -> list[Book]:
    """The books of a page from the editor.

    Raises InvalidError for an empty page, and names the line that cannot be read.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                found.append(books.book(line, env.config.currency))
            except InvalidError as error:
                raise InvalidError(f"line {number}: {error}") from None
    if not found:
        raise InvalidError("Nothing was typed, so nothing was noted.")
    return found


def basket(env: Env, found: Sequence[Book], discount: str | None = None) -> Basket:
    """The books ready to be sold: what is not said of one filled in from what was sold before, what it cost asked for
    on a terminal, a discount on the whole shared out among them.

    Raises InvalidError for a price that is not said, and for prices in several currencies.
    """
    whole = [_priced(env, _filled(env, each)) for each in found]
    currencies = sorted({each.price.currency for each in whole if each.price})
    if len(currencies) > 1:
        raise InvalidError(f"One purchase has one currency; these are {' and '.join(currencies)}. Note two purchases.")
    items = [_item(each) for each in whole]
    sums = [each.quantity * each.price - each.discount for each in items]
    if discount:
        taken = books.off(discount, Money(sum(sums), currencies[0]))
        parts = books.shared(taken, sums)
        items = [each._replace(discount=each.discount + part) for each, part in zip(items, parts, strict=True)]
    return Basket(currencies[0], items)


def filled_facts(env: Env, title: str | None, number: str | None) -> purchases.Known | None:
    """What is known of a book from what was sold before, by its ISBN, else by its title."""
    by_number = purchases.known(env.reader, isbn=number) if number else None
    return by_number or (purchases.known(env.reader, title=title) if title else None)


def _filled(env: Env, found: Book) -> Book:
    known = filled_facts(env, found.title, found.isbn)
    title = found.title or (known.title if known else None)
    if title is None:
        raise NotFoundError(
            f"No book with the ISBN {found.isbn} was sold before; say its title, and --isbn {found.isbn} beside it."
        )
    if known is None or (found.author and known.author and not _same(found.author, known.author)):
        return found._replace(title=title)
    return found._replace(
        title=title,
        author=found.author or known.author,
        genre=found.genre or known.genre,
        isbn=found.isbn or (known.isbn if found.title is None else None),
    )


def _same(one: str, other: str) -> bool:
    from tinycrm.domain.title import author_key, same_author

    return same_author(author_key(one), author_key(other))


def _priced(env: Env, found: Book) -> Book:
    if found.price is not None:
        return found
    what = show_line(books.named(found.title or "", found.author), 80)
    if not (env.asks and env.out.words):
        raise InvalidError(f'Say what {what} cost: --price 12.50, or "… | 12.50" in a line; 0 where it is not known.')
    import typer

    while True:
        typed = typer.prompt(f"Price of {what}", err=True)
        try:
            return found._replace(price=books.price(str(typed), env.config.currency))
        except InvalidError as error:
            env.out.say(str(error))


def _item(found: Book) -> Item:
    assert found.title is not None
    assert found.price is not None
    whole = Money(found.quantity * found.price.minor, found.price.currency)
    taken = books.off(found.discount, whole) if found.discount else 0
    return Item(found.title, found.price.minor, found.author, found.isbn, found.genre, found.quantity, taken)
