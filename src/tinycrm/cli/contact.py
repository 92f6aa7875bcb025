"""People and organisations: list, show, edit, tag, put away, delete.

\b
tinycrm contact list tag:regular
tinycrm contact edit ada --nickname Countess
"""

import re
from dataclasses import replace
from typing import Annotated, Any

import typer

from tinycrm.cli import bulk, fields
from tinycrm.cli.birthday import birthdays
from tinycrm.cli.columns import CONTACTS
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.params import DryRun, Limit, MaybeWho, Query, Where, Words, Yes
from tinycrm.cli.ref import name_of, who
from tinycrm.domain import occasion
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import Edit, edit, named
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import Card, card
from tinycrm.queries.contact import SORTS
from tinycrm.queries.contact_editor import Whole, whole
from tinycrm.queries.duplicate import alike
from tinycrm.services import contact as service

group = Commands(__doc__)
for verb in (birthdays, bulk.tag, bulk.untag, bulk.archive, bulk.unarchive, bulk.delete):
    group.command()(verb)


@group.command()
@fields.accepting(fields.ABOUT)
def add(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="NAME", help="As it is spoken: 'Ada Lovelace', or 'Lovelace, Ada'.")
    ],
    yes: Yes = False,
    **typed: Any,
) -> None:
    """Add a person or an organisation in one line.

    Someone alike who is here already is shown first; nothing is forbidden.

    \b
    tinycrm add "Ada Lovelace"
    tinycrm add "Ada Lovelace" --phone "mobile:020 7946 0018" --birthday "10 dec" --tag regular
    tinycrm contact add "Harlow Library" --organisation --email office@harlow.example
    """
    env = Env.of(ctx)
    given = fields.said(env, typed)
    change = edit(given, env.reading)
    new = Edit(named(" ".join(words), given.get("kind", "person")) | change.facts, change.added)
    if not yes:
        _ask_about_alike(env, new)
    with env.writable.begin("contact.add") as tx:
        contact_id = service.add(tx, new)
        tx.refer(contact=contact_id)
    found = card(env.reader, contact_id)
    assert found is not None
    env.out.done(found, f"Added {' · '.join(_summary(found))}. {env.undoes}")


@group.command("list")
def list_(
    ctx: typer.Context,
    query: Query = None,
    archived: Annotated[bool, typer.Option("--archived", help="Those who were put away.")] = False,
    sort: Annotated[str, typer.Option("--sort", metavar="|".join(SORTS), help="In what order.")] = "name",
    limit: Limit = None,
) -> None:
    """List people and organisations, all or those a query means (docs/filter.md).

    \b
    tinycrm contact list
    tinycrm contact list smith --sort seen
    tinycrm contact list tag:regular unseen:90d
    tinycrm contact list --format csv > contacts.csv
    """
    env = Env.of(ctx)
    if sort not in SORTS:
        raise InvalidError(f"People are sorted by {', '.join(SORTS)}, not by {show_line(sort, 40)!r}.")
    text = " ".join(query or ())
    chosen = env.chosen(text, archived=archived)._replace(sort=sort, limit=limit or env.out.page)
    rows = contacts.page(env.reader, chosen)
    env.out.rows(rows, CONTACTS, _nobody(text, archived=archived))
    if limit is None and chosen.limit == len(rows):
        total = contacts.count(env.reader, chosen)
        if total > len(rows):
            env.out.say(f"{len(rows)} of {total:,}; --limit {total} shows them all.")


@group.command()
def show(ctx: typer.Context, person: Words) -> None:
    """Show the card: everything that matters before a call; or whatever a reference means.

    \b
    tinycrm show ada
    tinycrm show i12
    tinycrm contact show c12 --json
    """
    text = " ".join(person)
    other = re.fullmatch(r"([ifdo])\d+", text.lower())
    if other is None:
        _show_card(Env.of(ctx), text)
    elif other[1] == "i":
        from tinycrm.cli import interaction

        interaction.show(ctx, text)
    elif other[1] == "f":
        from tinycrm.cli import reminder

        reminder.show(ctx, text)
    elif other[1] == "d":
        from tinycrm.cli import deal

        deal.show(ctx, text)
    else:
        from tinycrm.cli import undo

        undo.history(ctx, text)


def _show_card(env: Env, text: str) -> None:
    from tinycrm.cli.card import lines

    found = card(env.reader, who(env, text))
    assert found is not None
    env.out.object(found, lines(env, found) if env.out.words else ())


@group.command("edit")
@fields.accepting(fields.CHANGES)
def edit_(
    ctx: typer.Context,
    person: MaybeWho = None,
    where: Where = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    **typed: Any,
) -> None:
    """Change what is known of someone, or of all that a query means; without options, in your editor.

    An empty value empties a field: --nickname "".

    \b
    tinycrm contact edit ada
    tinycrm contact edit ada --nickname Countess --phone "work:020 7946 0020"
    tinycrm contact edit --where tag:vip --cadence 3w
    tinycrm contact edit ada --set membership=123
    tinycrm contact edit c12 --remove-phone "020 7946 0018" --birthday "10 dec 1985"
    """
    env = Env.of(ctx)
    ids = bulk.meant(env, [person] if person else [], where)
    given = fields.said(env, typed, ids)
    if where is not None:
        _edit_all(env, ids, given, dry_run=dry_run, yes=yes)
        return
    (contact_id,) = ids
    change = _typed_change(env, contact_id, given) if given else Edit()
    if dry_run:
        bulk.goes_ahead(env, ids, f"change {bulk.called(env, ids)}", dry_run=True, yes=yes)
        return
    if given:
        before = _save(env, contact_id, change)
    else:
        from tinycrm.cli.contact_editor import saved

        before = saved(env, contact_id, lambda change, seen: _save(env, contact_id, change, seen))
    _tell_changed(env, contact_id, before)


def _tell_changed(env: Env, contact_id: int, before: Card | None) -> None:
    from tinycrm.cli.contact_answer import changed
    from tinycrm.queries.field import fields as declared

    after = card(env.reader, contact_id)
    assert after is not None
    if before is None:
        env.out.unchanged(after)
    else:
        env.out.done(after, f"Changed {changed(before, after, declared(env.reader))}. {env.undoes}")


def _edit_all(env: Env, ids: list[int], given: dict[str, Any], *, dry_run: bool, yes: bool) -> None:
    if not given or "name" in given:
        raise InvalidError("Say what to change in all of them, as in --cadence 6w; a name is changed one by one.")
    change, whom = edit(given, env.reading), bulk.called(env, ids)
    if not bulk.goes_ahead(env, ids, f"change {whom}", dry_run=dry_run, yes=yes):
        return
    with env.writable.begin("contact.edit", contact=ids) as tx:
        for contact_id in ids:
            service.change(tx, contact_id, change)
        changed = tx.changed
    rows = contacts.some(env.reader, ids)
    if changed:
        env.out.written(rows, f"Changed {whom}. {env.undoes}")
    else:
        env.out.unchanged(rows)


def _save(env: Env, contact_id: int, change: Edit, seen: Whole | None = None) -> Card | None:
    """Save a change; one that was typed while looking at `seen` only where the contact still is like that.

    Returns the card as it was before; None when nothing is different now.
    """
    with env.writable.begin("contact.edit", contact=contact_id) as tx:
        if seen is not None and whole(tx, contact_id) != seen:
            raise RefusedError(f"{name_of(env, contact_id)} was changed in another window just now; look again.")
        before = card(tx, contact_id)
        service.change(tx, contact_id, change)
        return before if tx.changed else None


def _typed_change(env: Env, contact_id: int, given: dict[str, Any]) -> Edit:
    change = edit(given, env.reading)
    if "name" not in given:
        return change
    kind = given.get("kind") or contacts.some(env.reader, [contact_id])[0].kind
    return replace(
        change,
        facts={**named(given["name"], kind), **change.facts, "name": named(given["name"], kind)["name"]},
    )


def _nobody(query: str, *, archived: bool) -> str:
    if query:
        return f"Nobody here is meant by “{show_line(query, 60)}”; `tinycrm find` looks further."
    return "Nobody is put away." if archived else 'Nobody here yet; `tinycrm add "Ada Lovelace"` is a start.'


def _ask_about_alike(env: Env, new: Edit) -> None:
    """Show who is here already and might be the same; a terminal is asked, everyone else is told."""
    emails = [row["key"] for row in new.added.get("email", ())]
    phones = [row["e164"] or row["digits"] for row in new.added.get("phone", ())]
    found = alike(env.reader, new.facts["name"], emails, phones) if env.path.exists() else []
    for each in found:
        env.out.say(f"{show_line(each.name, 60)} ({each.ref}) is here already, with the same {each.alike_in}.")
    if found and env.asks and not env.confirm(f"Add {new.facts['name']} all the same?"):
        raise typer.Abort


def _summary(found: Card) -> list[str]:
    facts = [
        *(" ".join(filter(None, (each["label"], each["value"]))) for each in [*found.phones, *found.emails]),
        f"birthday {occasion.show(found.birthday)}" if found.birthday else "",
        ", ".join(found.tags),
    ]
    return [f"{found.name} ({found.ref})", *(show_line(fact, 80) for fact in facts if fact)]
