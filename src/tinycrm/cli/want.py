"""What people look for: note it, see who waits, say that it is found, let it go.

\b
tinycrm want add ada "Nana" --author "Émile Zola" --max-price 80 --until "in 6 months"
tinycrm want list
tinycrm want found w3
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.params import Author, Isbn, Limit, MaybeTitle, MaybeWho, WantRef, WantRefs, Who, Yes
from tinycrm.cli.ref import name_of, one_id, there, who
from tinycrm.cli.want_text import columns, in_words, lines, told
from tinycrm.domain import book, clean
from tinycrm.domain.book import CONDITIONS
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.isbn import isbn as checked
from tinycrm.domain.isbn import looks_like_isbn
from tinycrm.errors import InvalidError
from tinycrm.queries import purchase as purchases
from tinycrm.queries import want as wants
from tinycrm.queries.want import Want
from tinycrm.services import want as service
from tinycrm.services.want import Draft
from tinycrm.store import Transaction

group = Commands(__doc__)

Titled = Annotated[str | None, typer.Option("--title", metavar="TITLE", help="The title, where it is not typed plain.")]
Edition = Annotated[str | None, typer.Option("--edition", metavar="WORDS", help="First edition, signed, in French…")]
Condition = Annotated[
    str | None, typer.Option("--condition", metavar="GRADE", help=f"That or better: {', '.join(CONDITIONS)}.")
]
MaxPrice = Annotated[str | None, typer.Option("--max-price", metavar="AMOUNT", help="What they would pay.")]
Until = Annotated[str | None, typer.Option("--until", metavar="WHEN", help="How long they wait.")]
Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="All that is worth keeping.")]


@group.command()
def add(
    ctx: typer.Context,
    person: Who,
    words: MaybeTitle = None,
    title: Titled = None,
    author: Author = None,
    isbn: Isbn = None,
    edition: Edition = None,
    condition: Condition = None,
    max_price: MaxPrice = None,
    until: Until = None,
    notes: Notes = None,
    yes: Yes = False,
) -> None:
    """Note what somebody looks for: a title, or with --author alone anything by an author.

    \b
    tinycrm want add ada "Nana" --author "Émile Zola" --edition first --condition good --max-price 80
    tinycrm want add ada --author "George Sand" --until "in 6 months"
    """
    env = Env.of(ctx)
    if words and title:
        raise InvalidError("The title was said twice; --title or plain words, not both.")
    contact_id = who(env, person)
    typed = {"title": title or " ".join(words or ()), "author": author, "isbn": isbn, "edition": edition,
             "condition": condition, "max_price": max_price, "until": until, "notes": notes}  # fmt: skip
    facts = _known(env, _read(env, {name: text for name, text in typed.items() if text and text.strip()}))
    draft = Draft(**{"currency": env.config.currency, **facts})
    _ask_about_known(env, contact_id, draft, yes=yes)
    with env.writable.begin("want.add", contact=contact_id, want=0) as tx:
        want_id = service.add(tx, contact_id, draft)
        tx.refer(contact=contact_id, want=want_id)
    made = _there(env, want_id)
    env.out.done(made, f"Noted: {told(env, made)}. {env.undoes}")


@group.command("list")
def list_(
    ctx: typer.Context,
    person: MaybeWho = None,
    found: Annotated[bool, typer.Option("--found", help="Those that are found and not told yet.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Found and dropped ones too.")] = False,
    limit: Limit = None,
) -> None:
    """List what people look for, the newest first.

    \b
    tinycrm want list
    tinycrm want list ada --all
    tinycrm want list --found
    """
    env = Env.of(ctx)
    size = limit or env.out.page
    status = "found" if found else None if everything else "open"
    rows = wants.page(env.reader, env.today, who(env, person) if person else None, status, size)
    env.out.rows(rows, columns(env), 'No wants; `tinycrm want add WHO "TITLE"` notes one.')
    if limit is None and size == len(rows):
        env.out.say(f"The newest {size}; --limit {size * 10} shows more.")


@group.command()
def show(ctx: typer.Context, ref: WantRef) -> None:
    """Show one want.

    \b
    tinycrm want show w3
    """
    env = Env.of(ctx)
    row = _there(env, one_id(ref, "w"))
    env.out.object(row, lines(env, row))


@group.command()
def edit(
    ctx: typer.Context,
    ref: WantRef,
    title: Titled = None,
    author: Author = None,
    isbn: Isbn = None,
    edition: Edition = None,
    condition: Condition = None,
    max_price: MaxPrice = None,
    until: Until = None,
    notes: Notes = None,
) -> None:
    """Change a want; '' empties a field.

    \b
    tinycrm want edit w3 --max-price 100 --until ""
    """
    env = Env.of(ctx)
    row = _there(env, one_id(ref, "w"))
    typed = {"title": title, "author": author, "isbn": isbn, "edition": edition, "condition": condition,
             "max_price": max_price, "until": until, "notes": notes}  # fmt: skip
    facts = _read(env, {name: text for name, text in typed.items() if text is not None})
    if not facts:
        raise InvalidError("Say what to change, as in --max-price 100.")
    with env.writable.begin("want.edit", contact=row.contact_id, want=row.id) as tx:
        service.edit(tx, row.id, facts)
        changed = tx.changed
    now = _there(env, row.id)
    if changed:
        env.out.done(now, f"Changed: {told(env, now)}. {env.undoes}")
    else:
        env.out.unchanged(now)


@group.command()
def found(ctx: typer.Context, refs: WantRefs) -> None:
    """Say that a copy is there; `today` tells of it until they know.

    \b
    tinycrm want found w3
    """
    env = Env.of(ctx)
    _each(env, refs, "want.found", service.found, "Found")


@group.command("told")
def told_(ctx: typer.Context, refs: WantRefs) -> None:
    """Say that they know that it is here. A talk that is logged with them says so too.

    \b
    tinycrm want told w3
    """
    env = Env.of(ctx)
    _each(env, refs, "want.told", lambda tx, want_id: service.told(tx, want_id, env.today), "Told")


@group.command()
def drop(ctx: typer.Context, refs: WantRefs) -> None:
    """Let a want go: they look for it no longer.

    \b
    tinycrm want drop w3
    """
    env = Env.of(ctx)
    _each(env, refs, "want.drop", lambda tx, want_id: service.drop(tx, want_id, env.today), "Dropped")


def _each(env: Env, refs: Sequence[str], what: str, do: Callable[[Transaction, int], None], did: str) -> None:
    rows = [_there(env, one_id(ref, "w")) for ref in dict.fromkeys(refs)]
    ids = list(dict.fromkeys(each.id for each in rows))
    people = list(dict.fromkeys(each.contact_id for each in rows))
    with env.writable.begin(what, contact=people, want=ids) as tx:
        for want_id in ids:
            do(tx, want_id)
    now = wants.some(env.reader, ids, env.today)
    names = "; ".join(f"{in_words(env, each)} for {show_line(each.who, 60)} ({each.ref})" for each in now)
    env.out.written(now, f"{did}: {names}. {env.undoes}")


def _there(env: Env, want_id: int) -> Want:
    row: Want = there(wants.want(env.reader, want_id, env.today), f"w{want_id}")
    return row


def _read(env: Env, typed: dict[str, str]) -> dict[str, Any]:
    """What was typed for a want, by column; an empty text empties one."""
    read: dict[str, Callable[[str], Any]] = {
        "title": book.title,
        "author": book.author,
        "isbn": checked,
        "edition": lambda text: clean.line(text, "an edition"),
        "condition": lambda text: book.choice(text, CONDITIONS, "condition"),
        "until": lambda text: env.when(text, future=True).day.isoformat(),
        "notes": lambda text: clean.text(text, "notes"),
    }
    facts: dict[str, Any] = {}
    for name, text in typed.items():
        if name == "max_price" and text.strip():
            amount = book.price(text, env.config.currency)
            facts |= {"max_price": amount.minor, "currency": amount.currency}
        else:
            facts[name] = read[name](text) if text.strip() else None
    return facts


def _known(env: Env, facts: dict[str, Any]) -> dict[str, Any]:
    """An ISBN where a title stands as what it is, and its title and author from what was sold before."""
    if "isbn" not in facts and looks_like_isbn(facts.get("title", "")):
        facts = {**facts, "isbn": checked(facts["title"])}
        del facts["title"]
    if "isbn" in facts and "title" not in facts:
        known = purchases.known(env.reader, isbn=facts["isbn"])
        if known is None and "author" not in facts:
            raise InvalidError(f"No book with the ISBN {facts['isbn']} was sold before; say its title beside --isbn.")
        if known:
            facts = {"author": known.author, **facts, "title": known.title}
    return facts


def _ask_about_known(env: Env, contact_id: int, draft: Draft, *, yes: bool) -> None:
    """What somebody has, or wants already, is said before it is noted."""
    if draft.title is None:
        return
    person, said = name_of(env, contact_id), []
    owned = purchases.owned(env.reader, contact_id, draft.title, draft.author, draft.isbn)
    if owned:
        day = show_day(datetime.fromisoformat(owned.day).date())
        said.append(f"{person} already bought {show_line(owned.title, 80)} on {day} ({owned.ref}).")
    met = wants.met_by(env.reader, contact_id, [(draft.title, draft.author, draft.isbn)])
    if met:
        said.append(f"{person} wants it already (w{met[0]}).")
    for each in said:
        env.out.say(each)
    if said and not yes and env.asks and not env.confirm("Note it all the same?", default=True):
        raise typer.Abort
