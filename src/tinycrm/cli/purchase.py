"""What was sold: note a sale, mend it, take a book or money back.

\b
tinycrm purchase add ada "Nana" --author "Émile Zola" --price 12.50
tinycrm purchase add - "A Room of One's Own" --price 4
tinycrm purchase list ada
tinycrm purchase return p12
"""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from tinycrm.cli import purchase_back, purchase_edit
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.params import (
    Author,
    Buyer,
    Channel,
    Discount,
    Genre,
    Isbn,
    Limit,
    Lines,
    MaybeTitle,
    MaybeWho,
    Price,
    PurchaseRef,
    Quantity,
    SoldOn,
    Yes,
)
from tinycrm.cli.purchase_read import PAGE as EMPTY_PAGE
from tinycrm.cli.purchase_read import Basket, Typed, basket, one, page
from tinycrm.cli.purchase_ref import meant, purchase_there
from tinycrm.cli.purchase_text import columns, lines, told
from tinycrm.cli.ref import name_of, who
from tinycrm.domain import book, clean
from tinycrm.domain.book import CHANNELS
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.period import Period, period
from tinycrm.domain.when import When
from tinycrm.errors import InvalidError
from tinycrm.queries import purchase as purchases
from tinycrm.queries.purchase import Wanted
from tinycrm.services import purchase as service
from tinycrm.services import want as wants
from tinycrm.services.purchase import Sale
from tinycrm.store import Transaction
from tinycrm.store.transaction import stamp

group = Commands(__doc__)

NOBODY = "-"


@group.command()
def add(
    ctx: typer.Context,
    buyer: Buyer,
    title: MaybeTitle = None,
    author: Author = None,
    isbn: Isbn = None,
    genre: Genre = None,
    price: Price = None,
    qty: Quantity = None,
    line: Lines = None,
    discount: Discount = None,
    channel: Channel = None,
    day: SoldOn = None,
    deal: Annotated[str | None, typer.Option("--deal", metavar="DEAL", help="The deal that ends in it.")] = None,
    notes: Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="All that is worth keeping.")] = None,
    yes: Yes = False,
) -> None:
    """Note what somebody bought; - where nobody is known.

    An ISBN may stand where a title does; what was sold before fills in its title, author and genre. Without a title and
    without --line your editor opens on a terminal.

    \b
    tinycrm purchase add ada "Nana" --author "Émile Zola" --genre novel --price 12.50
    tinycrm purchase add ada --line "Germinal | Zola, E. | 8" --line "Emma | Austen | 6 | x2"
    tinycrm purchase add - 9780306406157 --price 4 --channel fair --date sat
    """
    env = Env.of(ctx)
    typed = Typed(author, isbn, genre, price, qty)
    if any(typed) and not title:
        raise InvalidError("--author, --isbn, --genre, --price and --qty say more of a TITLE; say which.")
    contact_id = None if buyer == NOBODY else who(env, buyer)
    place = placed(env, day)
    facts: dict[str, Any] = {"day": place[0], "at": place[1], "contact_id": contact_id}
    facts["channel"] = book.choice(channel, CHANNELS, "channel") if channel else CHANNELS[0]
    facts["deal_id"] = _deal(env, deal) if deal else None
    facts["notes"] = clean.text(notes, "notes") if notes and notes.strip() else None

    def save(found: list[book.Book]) -> int:
        read = basket(env, found, discount)
        _ask_about_owned(env, contact_id, read, yes=yes)
        return _save(env, Sale(read.currency, **facts), read)

    given = [one(env, " ".join(title), typed)] if title else []
    given += [book.book(each, env.config.currency) for each in line or ()]
    if given:
        purchase_id = save(given)
    elif env.asks:
        from tinycrm.cli.editor import edited_as

        purchase_id = edited_as(env, EMPTY_PAGE, ".txt", lambda text: save(page(env, text)), "a TITLE or --line")
    else:
        raise InvalidError(f'Say what was bought: a TITLE, or --line "{book.EXAMPLE}".')
    made = purchase_there(env, purchase_id)
    env.out.done(made, f"Noted: {told(env, made)}{_back_dated(env, made.day)}. {env.undoes}")


@group.command("list")
def list_(
    ctx: typer.Context,
    person: MaybeWho = None,
    days: Annotated[
        str | None, typer.Option("--when", metavar="PERIOD", help="today, 7d, month, 2026-01..2026-03; else ever.")
    ] = None,
    channel: Channel = None,
    limit: Limit = None,
) -> None:
    """List purchases, newest first.

    \b
    tinycrm purchase list
    tinycrm purchase list ada --when this-year
    tinycrm purchase list --channel fair --json
    """
    env = Env.of(ctx)
    size = limit or env.out.page
    where = book.choice(channel, CHANNELS, "channel") if channel else None
    wanted = Wanted(who(env, person) if person else None, span(env, days), where, size)
    rows = purchases.page(env.reader, wanted)
    env.out.rows(rows, columns(env), 'No purchases; `tinycrm purchase add WHO "TITLE" --price 5` notes one.')
    if limit is None and size == len(rows):
        env.out.say(f"The newest {size}; --limit {size * 10} shows more.")


@group.command()
def show(ctx: typer.Context, ref: PurchaseRef) -> None:
    """Show one purchase, book by book.

    \b
    tinycrm purchase show p12
    """
    env = Env.of(ctx)
    found = meant(env, ref).purchase
    env.out.object(found, lines(env, found))


purchase_edit.hang(group)
purchase_back.hang(group)


def span(env: Env, text: str | None) -> Period:
    """The days that a period means: none is all.

    Raises InvalidError for what is no time.
    """
    return period(text, env.context.calendar(future=False)) if text else Period(None, None)


def placed(env: Env, day: str | None) -> tuple[str, str | None]:
    """The local day of a sale, and its moment in UTC where an hour is known.

    Raises InvalidError for what is no day, and for one to come.
    """
    moment = env.when(day, future=False) if day else When(env.today, f"{env.now:%H:%M}")
    if moment.time is None:
        return moment.day.isoformat(), None
    # the zone as it is on that day, which need not be summer time because today is
    return moment.day.isoformat(), stamp(datetime.fromisoformat(f"{moment.day}T{moment.time}").astimezone())


def _deal(env: Env, text: str) -> int:
    """The deal that is meant; what it came to is told where it is in another purchase already."""
    from tinycrm.cli.deal_ref import one_deal

    found = one_deal(env, text)
    before = purchases.of_deal(env.reader, found.id)
    if before is not None:
        env.out.say(f"{found.ref} ended in p{before} already.")
    return found.id


def _save(env: Env, sale: Sale, read: Basket) -> int:
    people = [] if sale.contact_id is None else [sale.contact_id]
    with env.writable.begin("purchase.add", contact=people, purchase=0) as tx:
        purchase_id = service.add(tx, sale, read.items)
        met = _meet(tx, sale.contact_id, read, env.today)
        tx.refer(contact=people, purchase=purchase_id)
    if met:
        refs = ", ".join(f"w{each}" for each in met)
        env.out.say(f"They wanted it: {refs} {'is' if len(met) == 1 else 'are'} done with.")
    return purchase_id


def _meet(tx: Transaction, contact_id: int | None, read: Basket, today: date) -> list[int]:
    """The wants that are met by what was bought, closed."""
    if contact_id is None:
        return []
    return wants.meet(tx, contact_id, [(each.title, each.author, each.isbn) for each in read.items], today)


def _ask_about_owned(env: Env, contact_id: int | None, read: Basket, *, yes: bool) -> None:
    """What somebody has already they may not want twice: it is said before the sale is noted."""
    if contact_id is None:
        return
    owned = [purchases.owned(env.reader, contact_id, each.title, each.author, each.isbn) for each in read.items]
    for each in filter(None, owned):
        day = show_day(datetime.fromisoformat(each.day).date())
        env.out.say(f"{name_of(env, contact_id)} already bought {show_line(each.title, 80)} on {day} ({each.ref}).")
    if any(owned) and not yes and env.asks and not env.confirm("Note it all the same?", default=True):
        raise typer.Abort


def _back_dated(env: Env, day: str) -> str:
    return "" if day == env.today.isoformat() else f" on {show_day(datetime.fromisoformat(day).date())}"
