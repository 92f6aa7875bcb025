"""A book or a box of books came in: who should hear of it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from tinycrm.cli import arrived_call
from tinycrm.cli.arrived_file import Refusal, delivery
from tinycrm.cli.arrived_text import grouped, lines, people_lines
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import Author, Genre, Isbn, MaybeTitle, Price
from tinycrm.domain import book
from tinycrm.domain.book import CONDITIONS
from tinycrm.domain.isbn import isbn as checked
from tinycrm.domain.isbn import looks_like_isbn
from tinycrm.errors import InvalidError, NotFoundError
from tinycrm.queries import arrived as queries
from tinycrm.queries import purchase as purchases
from tinycrm.queries.arrived import Answer, Copy

LIMIT = 20
PARTLY = 6  # the exit code of a delivery of which some rows could not be read


def arrived(
    ctx: typer.Context,
    title: MaybeTitle = None,
    author: Author = None,
    isbn: Isbn = None,
    genre: Genre = None,
    price: Price = None,
    condition: Annotated[
        str | None, typer.Option("--condition", metavar="GRADE", help=", ".join(CONDITIONS) + ".")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="A list: title, author, isbn, genre, price, condition."),
    ] = None,
    called: Annotated[
        list[str] | None,
        typer.Option("--called", metavar="WHO", help="Log that you rang them about it; repeat for more."),
    ] = None,
    found: Annotated[bool, typer.Option("--found", help="Mark the wants that it meets as found.")] = False,
    message: Annotated[bool, typer.Option("--message", help="Words to send to each of them.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many for each book.")] = LIMIT,
) -> None:
    """Show who should hear of a book that came in: who wants it, and who likes its author or genre.

    \b
    tinycrm arrived "Nana" --author Zola --price 60 --condition good
    tinycrm arrived 9780306406157 --called ada
    tinycrm arrived --from box.csv
    """
    env = Env.of(ctx)
    refused: list[Refusal] = []
    if source:
        if title or any((author, isbn, genre, price, condition)):
            raise InvalidError("Either a TITLE with its options or --from FILE, not both.")
        copies, refused = delivery(env, source)
    else:
        copies = [_copy(env, " ".join(title or ()), author, isbn, genre, price, condition)]
    answers = [queries.arrived(env.reader, each, env.today, limit) for each in copies]
    done = arrived_call.carry_out(env, answers, called or [], found=found) if called or found else None
    _show(env, answers, refused, several=bool(source), message=message)
    if done:
        env.out.say(done)
    elif env.asks and env.out.words and not message:
        arrived_call.ask(env, answers)
    if refused:
        raise typer.Exit(PARTLY)


def _copy(env: Env, title: str, author: str | None, isbn: str | None, *rest: str | None) -> Copy:
    """The book that is typed; what is not said of it is taken from what was sold before.

    Raises InvalidError without a title, NotFoundError for an ISBN that tells none.
    """
    genre, price, condition = rest
    number = checked(isbn) if isbn else None
    if number is None and looks_like_isbn(title):
        title, number = "", checked(title)
    known = purchases.known(env.reader, isbn=number) if number else None
    if not title and number and not known:
        raise NotFoundError(f"No book with the ISBN {number} was sold before; say its title, and --isbn beside it.")
    if not title and not known:
        raise InvalidError('Say what came in: a TITLE or an ISBN, or --from FILE. For instance: "Nana" --author Zola')
    known = known or purchases.known(env.reader, title=title)
    written = book.author(author) if author else known.author if known else None
    return Copy(
        book.title(title) if title else known.title if known else "",
        written,
        number,
        book.genre(genre) if genre else known.genre if known and not author else None,
        book.price(price, env.config.currency) if price else None,
        book.choice(condition, CONDITIONS, "condition") if condition else None,
    )


def _show(env: Env, answers: Sequence[Answer], refused: Sequence[Refusal], *, several: bool, message: bool) -> None:
    for each in refused:
        env.out.say(f"line {each.line}: {each.why}")
    if env.out.json:
        env.out.object(_delivery(answers, refused) if several else _object(answers[0]), ())
    elif message:
        env.out.lines(line for person in grouped(answers) for line in arrived_call.message(env, person))
    elif not env.out.words:
        env.out.rows([Row(f"{each.who_ref}", each) for answer in answers for each in answer.matches], COLUMNS, "")
    elif several:
        env.out.lines(people_lines(env, answers))
    else:
        env.out.lines(lines(env, answers[0]))
    if not message and env.out.words and not any(each.matches for each in answers):
        env.out.say("Nobody is known to look for that.")


class Row:
    """A match as a row of a list, under the ref of the person."""

    def __init__(self, ref: str, match: queries.Match) -> None:
        self.ref = ref
        self.match = match

    def _asdict(self) -> dict[str, Any]:
        return {"ref": self.ref, **self.match._asdict()}


COLUMNS = (
    Column("", lambda row: row.ref),
    Column("Who", lambda row: row.match.who),
    Column("Why", lambda row: row.match.why),
    Column("Phone", lambda row: row.match.phone or ""),
    Column("Channel", lambda row: row.match.channel or ""),
    Column("Want", lambda row: row.match.want or ""),
)


def _object(answer: Answer) -> dict[str, Any]:
    """A copy with who should hear of it, as scripts see it."""
    return {
        **answer.copy._asdict(),
        "matches": [each._asdict() for each in answer.matches],
        "owners": [each._asdict() for each in answer.owners],
    }


def _delivery(answers: Sequence[Answer], refused: Sequence[Refusal]) -> dict[str, Any]:
    people = [
        {
            "who": each.who, "who_ref": each.who_ref, "phone": each.phone, "email": each.email,
            "channel": each.channel,
            "books": [{"title": copy.title, "author": copy.author, "why": match.why, "want": match.want,
                       "max_price": match.max_price} for copy, match in each.books],
        }
        for each in grouped(answers)
    ]  # fmt: skip
    books: Iterator[dict[str, Any]] = (_object(each) for each in answers)
    return {"books": list(books), "people": people, "refused": [each._asdict() for each in refused]}
