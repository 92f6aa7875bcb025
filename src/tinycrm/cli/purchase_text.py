"""Purchases in words: as columns of a list, as lines about one, and what is said of one that was written."""

from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.domain import book
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.money import Money
from tinycrm.queries.purchase import Line, Purchase

LINE_LIMIT = 400
NOBODY = "nobody known"


def columns(env: Env) -> tuple[Column, ...]:
    """A list of purchases; amounts are written as the shop does."""
    return (
        Column("", lambda row: row.ref, faint=True),
        Column("Day", lambda row: row.day),
        Column("Who", lambda row: row.who or "", bold=True),
        Column("What", lambda row: books(row.lines)),
        Column("Where", lambda row: row.channel, spare=True),
        Column("Total", lambda row: env.money(row.total, pence=True), right=True),
    )


def books(lines: Sequence[Line]) -> str:
    """The books of a purchase in a line: "Nana by Émile Zola, 2 × Germinal"."""
    return ", ".join(in_words(each) for each in lines)


def in_words(line: Line) -> str:
    """A book of a purchase in a few words; of one that came back, that it did."""
    named = book.named(line.title, line.author)
    if line.quantity == 0:
        return f"money back for {named}"
    copies = f"{abs(line.quantity)} × " if abs(line.quantity) > 1 else ""
    return f"{copies}{named}" if line.quantity > 0 else f"{copies}{named} came back"


def told(env: Env, found: Purchase) -> str:
    """A purchase in a sentence: "Ada Lovelace bought Nana by Émile Zola, £12.50 (p12)"."""
    who = show_line(found.who or "Nobody known", 60)
    what = books(found.lines) if len(found.lines) < 3 else f"{found.books} books"
    said = f"{who} bought {what}" if found.books > 0 else f"{who}: {what}"
    return f"{show_line(said, 200)}, {env.money(found.total, pence=True)} ({found.ref})"


def lines(env: Env, found: Purchase) -> Iterator[str]:
    """A purchase as a person reads it: whose and when, then book by book."""
    who = f"{show_line(found.who, 120)} ({found.who_ref})" if found.who else NOBODY
    day = show_day(date.fromisoformat(found.day))
    yield f"{env.out.style(who, bold=True)}  {found.ref}"
    yield f"{day}, {found.channel}{f', {found.deal_ref}' if found.deal_ref else ''}"
    yield ""
    for line in found.lines:
        yield from _line(env, line)
    if len(found.lines) > 1:
        yield f"  {'total':<8}{env.money(found.total, pence=True)}"
    if found.notes:
        yield ""
        yield from (f"  {show_line(line, LINE_LIMIT)}" for line in found.notes.split("\n"))


def sums(env: Env, amounts: Sequence[Money]) -> str:
    """Amounts of several currencies in a line, the shop's first; nothing at all is nought of the shop's."""
    ordered = sorted(amounts, key=lambda each: (each.currency != env.config.currency, each.currency))
    return " + ".join(env.money(each, pence=True) for each in ordered) or env.money(
        Money(0, env.config.currency), pence=True
    )


def _line(env: Env, line: Line) -> Iterator[str]:
    facts = [line.genre, line.isbn and f"ISBN {line.isbn}"]
    known = "".join(f"  {each}" for each in facts if each)
    said = f"  {line.ref:<8}{in_words(line)}  {env.money(line.total, pence=True)}{_price(env, line)}{known}"
    yield show_line(said, LINE_LIMIT)
    back = [f"{line.returned} came back"] if line.returned else []
    back += [f"{env.money(line.refunded, pence=True)} given back"] if line.refunded else []
    if line.returns:
        back.append(f"of {line.returns}")
    if back:
        yield f"  {'':<8}{', '.join(back)}"


def _price(env: Env, line: Line) -> str:
    """What stands behind a line's sum where it is not the price of one copy."""
    if line.quantity <= 0:
        return ""
    off = line.quantity * line.price.minor - line.total.minor
    parts = [f"{env.money(line.price, pence=True)} each"] if line.quantity > 1 else []
    parts += [f"{env.money(Money(off, line.price.currency), pence=True)} off"] if off else []
    return f" ({', '.join(parts)})" if parts else ""
