"""Books and money that come back: each refers to the line it came from, and is a purchase below nought."""

from typing import Annotated

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.params import PurchaseRef, Quantity
from tinycrm.cli.purchase_ref import one_line, purchase_there
from tinycrm.cli.purchase_text import told
from tinycrm.domain import book, clean
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries.purchase import Line, Purchase
from tinycrm.services import purchase as service

Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="Why.")]


def hang(group: Commands) -> None:
    """Hang these commands on the group of purchases."""
    group.command("return")(return_)
    group.command()(refund)


def return_(
    ctx: typer.Context,
    ref: PurchaseRef,
    qty: Quantity = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="AMOUNT", help="What is given back; else what was paid.")
    ] = None,
    notes: Notes = None,
) -> None:
    """Take a book back, and give back what was paid for it.

    \b
    tinycrm purchase return p12
    tinycrm purchase return p12.2 --qty 1 --notes "a page is missing"
    tinycrm purchase return p12 --amount 10
    """
    env = Env.of(ctx)
    line = one_line(env, ref)
    left = line.quantity - line.returned
    if line.quantity > 0 and left == 0:
        raise RefusedError(f"{_named(line)} came back already; nothing was changed.")
    made = _take_back(env, line, book.quantity(qty) if qty else left, _amount(line, amount), notes)
    env.out.done(made, f"Taken back: {told(env, made)}. {env.undoes}")


def refund(
    ctx: typer.Context,
    ref: PurchaseRef,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="What is given back.")],
    notes: Notes = None,
) -> None:
    """Give some money back for a book that they keep.

    \b
    tinycrm purchase refund p12 2.50 --notes "the jacket was torn"
    """
    env = Env.of(ctx)
    line = one_line(env, ref)
    given = _amount(line, amount)
    if not given:
        raise InvalidError("Nothing would be given back; say how much, as in 2.50.")
    made = _take_back(env, line, 0, given, notes)
    env.out.done(made, f"Given back: {told(env, made)}. {env.undoes}")


def _take_back(env: Env, line: Line, quantity: int, amount: int | None, notes: str | None) -> Purchase:
    sold = purchase_there(env, int(line.ref[1:].partition(".")[0]))
    people = [int(sold.who_ref[1:])] if sold.who_ref else []
    what = "purchase.return" if quantity else "purchase.refund"
    said = clean.text(notes, "notes") if notes and notes.strip() else None
    with env.writable.begin(what, contact=people, purchase=sold.id) as tx:
        made = service.take_back(tx, line, quantity, amount, today=env.today, notes=said)
    return purchase_there(env, made)


def _amount(line: Line, typed: str | None) -> int | None:
    """What is given back, in minor units of the sale's currency."""
    if typed is None:
        return None
    amount = book.price(typed, line.price.currency)
    if amount.currency != line.price.currency:
        raise InvalidError(f"{line.ref} was paid in {line.price.currency}, and is given back in it.")
    return amount.minor


def _named(line: Line) -> str:
    return f"{show_line(book.named(line.title, line.author), 80)} ({line.ref})"
