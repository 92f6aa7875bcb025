"""Sales mended and deleted: the whole purchase, or one book in it."""

from typing import Annotated, Any

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.params import (
    Author,
    Channel,
    Discount,
    Genre,
    Isbn,
    Lines,
    Price,
    PurchaseRef,
    Quantity,
    SoldOn,
    Yes,
)
from tinycrm.cli.purchase_read import basket
from tinycrm.cli.purchase_ref import meant, one_line, purchase_there
from tinycrm.cli.purchase_text import in_words, told
from tinycrm.cli.ref import who
from tinycrm.domain import book, clean
from tinycrm.domain.book import CHANNELS
from tinycrm.domain.clean import show_line
from tinycrm.domain.isbn import isbn as checked
from tinycrm.domain.money import Money
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries.purchase import Line, Purchase
from tinycrm.services import purchase as service


def hang(group: Commands) -> None:
    """Hang these commands on the group of purchases."""
    group.command()(edit)
    group.command()(delete)


def edit(
    ctx: typer.Context,
    ref: PurchaseRef,
    buyer: Annotated[
        str | None, typer.Option("--who", metavar="WHO", help="Who bought it; - where nobody is known.")
    ] = None,
    day: SoldOn = None,
    channel: Channel = None,
    notes: Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="'' empties them.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Another title.")] = None,
    author: Author = None,
    isbn: Isbn = None,
    genre: Genre = None,
    price: Price = None,
    qty: Quantity = None,
    discount: Discount = None,
    line: Lines = None,
) -> None:
    """Change a purchase, or a book in it (p12.2); '' empties a field, --line adds a book.

    \b
    tinycrm purchase edit p12 --who ada --date yesterday
    tinycrm purchase edit p12.2 --price 8 --genre novel
    tinycrm purchase edit p12 --line "Germinal | Émile Zola | 8"
    """
    env = Env.of(ctx)
    found = meant(env, ref)
    facts = _facts(env, buyer, day, channel, notes)
    typed = {"title": title, "author": author, "isbn": isbn, "genre": genre, "price": price, "quantity": qty,
             "discount": discount}  # fmt: skip
    said = {name: text for name, text in typed.items() if text is not None}
    target = one_line(env, ref) if said else None
    changes = _book_facts(found.purchase, target, said) if target else {}
    more = basket(env, [book.book(each, env.config.currency) for each in line]) if line else None
    if more and more.currency != found.purchase.total.currency:
        raise InvalidError(f"{found.purchase.ref} is in {found.purchase.total.currency}; note another purchase.")
    if not (facts or changes or more):
        raise InvalidError("Say what to change, as in --date yesterday or --price 8.")
    with env.writable.begin("purchase.edit", **_refs(found.purchase)) as tx:
        service.edit(tx, found.purchase.id, facts)
        if target:
            service.edit_line(tx, target.id, changes)
        for each in more.items if more else ():
            service.add_line(tx, found.purchase.id, each)
        changed = tx.changed
    now = purchase_there(env, found.purchase.id)
    if changed:
        env.out.done(now, f"Changed: {told(env, now)}. {env.undoes}")
    else:
        env.out.unchanged(now)


def delete(ctx: typer.Context, ref: PurchaseRef, yes: Yes = False) -> None:
    """Delete a purchase, or one book of it (p12.2); one undo brings it back.

    \b
    tinycrm purchase delete p12
    tinycrm purchase delete p12.2
    """
    env = Env.of(ctx)
    found = meant(env, ref)
    lines = [found.line] if found.line else found.purchase.lines
    back = sum(1 for each in lines if each.returned or each.refunded)
    what = show_line(in_words(found.line), 80) if found.line else told(env, found.purchase)
    if back and not yes and not env.asks:
        raise RefusedError(f"Of {found.purchase.ref} something came back, which would stay; --yes deletes it.")
    if back and not yes and not env.confirm(f"Delete {what}? What came back of it stays."):
        raise typer.Abort
    with env.writable.begin("purchase.delete", **_refs(found.purchase)) as tx:
        if found.line:
            service.delete_line(tx, found.line.id)
        else:
            service.delete(tx, found.purchase.id)
    gone = found.line.ref if found.line else found.purchase.ref
    env.out.done({"ref": gone, "deleted": True}, f"Deleted: {what}. {env.undoes}")


def _refs(found: Purchase) -> dict[str, Any]:
    return {"purchase": found.id, "contact": [int(found.who_ref[1:])] if found.who_ref else []}


def _facts(env: Env, buyer: str | None, day: str | None, channel: str | None, notes: str | None) -> dict[str, Any]:
    from tinycrm.cli.purchase import NOBODY, placed

    facts: dict[str, Any] = {}
    if buyer is not None:
        facts["contact_id"] = None if buyer == NOBODY else who(env, buyer)
    if day is not None:
        facts["day"], facts["at"] = placed(env, day)
    if channel is not None:
        facts["channel"] = book.choice(channel, CHANNELS, "channel")
    if notes is not None:
        facts["notes"] = clean.text(notes, "notes") if notes.strip() else None
    return facts


def _book_facts(found: Purchase, line: Line, said: dict[str, str]) -> dict[str, Any]:
    """What was typed of a book, by column; a discount that was there goes on as it is."""
    readers = {"title": book.title, "author": book.author, "isbn": checked, "genre": book.genre,
               "quantity": book.quantity}  # fmt: skip
    facts: dict[str, Any] = {}
    for name in said.keys() & readers.keys():
        empties = not said[name].strip() and name not in ("title", "quantity")
        facts[name] = None if empties else readers[name](said[name])
    currency = found.total.currency
    if "price" in said:
        amount = book.price(said["price"], currency)
        if amount.currency != currency:
            raise InvalidError(f"{found.ref} is in {currency}; a price in {amount.currency} wants another purchase.")
        facts["price"] = amount.minor
    if "discount" in said:
        whole = facts.get("quantity", line.quantity) * facts.get("price", line.price.minor)
        facts["discount"] = book.off(said["discount"], Money(whole, currency)) if said["discount"].strip() else 0
    return facts
