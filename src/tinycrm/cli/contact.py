"""People and organisations: list, show, edit, tag, put away, delete."""

import re
from dataclasses import replace
from typing import Annotated, Any

import typer

from tinycrm.cli import fields
from tinycrm.cli.columns import CONTACTS
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import LIKE_THAT, UNDOES
from tinycrm.cli.ref import name_of, who
from tinycrm.domain import occasion
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import Edit, edit, named
from tinycrm.domain.tag import tag as read_tag
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import Card, card
from tinycrm.queries.contact import SORTS, Chosen
from tinycrm.queries.duplicate import alike
from tinycrm.services import contact as service
from tinycrm.services.contact import Hanging

group = Commands(__doc__)

Who = Annotated[str, typer.Argument(metavar="WHO", help="A name, email, phone or reference like c12.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
BulkYes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before touching several.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
People = Annotated[list[str], typer.Argument(metavar="WHO...", help="Names, emails, phones or references like c12.")]
TagWords = Annotated[
    list[str], typer.Argument(metavar="TAG...", help="Tags; references like c14 here are further people.")
]
Also = Annotated[list[str] | None, typer.Option("--with", metavar="WHO", help="A further person; repeat for more.")]


@group.command()
@fields.accepting(fields.ABOUT)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As it is spoken: 'Ada Lovelace', or 'Lovelace, Ada'.")],
    yes: Yes = False,
    **typed: Any,
) -> None:
    """Add a person or an organisation in one line.

    Someone alike who is here already is shown first; nothing is forbidden.

    \b
    tinycrm add "Ada Lovelace"
    tinycrm add "Ada Lovelace" --phone "mobile:020 7946 0018" --birthday "10 dec" --tag regular
    tinycrm add "Harlow Library" --organisation --email office@harlow.example
    """
    env = Env.of(ctx)
    given = fields.said(env, typed)
    change = edit(given, env.reading)
    new = Edit(named(name, given.get("kind", "person")) | change.facts, change.added)
    if not yes:
        _ask_about_alike(env, new)
    with env.writable.begin("contact.add") as tx:
        contact_id = service.add(tx, new)
        tx.refer(contact=contact_id)
    _answer(env, contact_id, "Added")


@group.command("list")
def list_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORD...", help="Only people with all these words.")
    ] = None,
    archived: Annotated[bool, typer.Option("--archived", help="Those who were put away.")] = False,
    sort: Annotated[str, typer.Option("--sort", metavar="|".join(SORTS), help="In what order.")] = "name",
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = None,
) -> None:
    """List people and organisations.

    \b
    tinycrm contact list
    tinycrm contact list smith --sort seen
    tinycrm contact list --format csv > contacts.csv
    """
    env = Env.of(ctx)
    if sort not in SORTS:
        raise InvalidError(f"People are sorted by {', '.join(SORTS)}, not by {show_line(sort, 40)!r}.")
    chosen = Chosen(words or (), archived, sort, limit or env.out.page)
    rows = contacts.page(env.reader, chosen)
    env.out.rows(rows, CONTACTS, _nobody(chosen))
    if limit is None and chosen.limit == len(rows):
        total = contacts.count(env.reader, chosen)
        if total > len(rows):
            env.out.say(f"{len(rows)} of {total:,}; --limit {total} shows them all.")


@group.command()
def show(ctx: typer.Context, person: Who) -> None:
    """Show the card: everything that matters before a call.

    \b
    tinycrm show ada
    tinycrm contact show c12 --json
    """
    from tinycrm.cli.card import lines

    env = Env.of(ctx)
    contact_id = who(env, person)
    found = card(env.reader, contact_id)
    assert found is not None
    env.out.object(found, lines(env, found) if env.out.words else ())


@group.command("edit")
@fields.accepting(fields.CHANGES)
def edit_(ctx: typer.Context, person: Who, **typed: Any) -> None:
    """Change what is known of someone; without options, in your editor.

    An empty value empties a field: --nickname "".

    \b
    tinycrm contact edit ada
    tinycrm contact edit ada --nickname Countess --phone "work:020 7946 0020"
    tinycrm contact edit c12 --remove-phone "020 7946 0018" --birthday "10 dec 1985"
    """
    env = Env.of(ctx)
    contact_id = who(env, person)
    given = fields.said(env, typed)
    change = _typed_change(env, contact_id, given) if given else _edited(env, contact_id)
    with env.writable.begin("contact.edit", contact=contact_id) as tx:
        service.change(tx, contact_id, change)
        changed = tx.changed
    if changed:
        _answer(env, contact_id, "Changed")
    else:
        env.out.unchanged(card(env.reader, contact_id))


@group.command()
def tag(
    ctx: typer.Context,
    person: Who,
    words: TagWords,
    also: Also = None,
    dry_run: DryRun = False,
    yes: BulkYes = False,
) -> None:
    """Tag one person or several, with one tag or several.

    \b
    tinycrm contact tag ada regular french
    tinycrm contact tag c12 c14 c31 fair-2026
    tinycrm contact tag ada fair-2026 --with "jane smith"
    """
    _tag(Env.of(ctx), [person, *(also or ())], words, dry_run=dry_run, yes=yes, adding=True)


@group.command()
def untag(
    ctx: typer.Context,
    person: Who,
    words: TagWords,
    also: Also = None,
    dry_run: DryRun = False,
    yes: BulkYes = False,
) -> None:
    """Take tags off one person or several.

    \b
    tinycrm contact untag ada french
    tinycrm contact untag c12 c14 c31 fair-2026
    """
    _tag(Env.of(ctx), [person, *(also or ())], words, dry_run=dry_run, yes=yes, adding=False)


@group.command()
def archive(ctx: typer.Context, people: People, dry_run: DryRun = False, yes: BulkYes = False) -> None:
    """Put people away: they stay findable, and leave the lists.

    \b
    tinycrm contact archive c12 c14
    """
    _archive(Env.of(ctx), people, dry_run=dry_run, yes=yes, archived=True)


@group.command()
def unarchive(ctx: typer.Context, people: People, dry_run: DryRun = False, yes: BulkYes = False) -> None:
    """Bring people back into the lists.

    \b
    tinycrm contact unarchive c12
    """
    _archive(Env.of(ctx), people, dry_run=dry_run, yes=yes, archived=False)


@group.command()
def delete(ctx: typer.Context, person: Who, yes: Yes = False) -> None:
    """Delete someone and all that hangs on them; one undo brings it back.

    \b
    tinycrm contact delete c12
    """
    env = Env.of(ctx)
    contact_id = who(env, person)
    name, hanging = name_of(env, contact_id), service.hanging(env.reader, contact_id)
    words = _hanging_words(hanging)
    if words and not yes:
        if not env.asks:
            raise RefusedError(f"{name} has {words}; --yes deletes all of it, `tinycrm contact archive` puts it away.")
        if not env.confirm(f"{name} has {words}. Delete it all? (archiving keeps it)"):
            raise typer.Abort
    with env.writable.begin("contact.delete", contact=contact_id) as tx:
        service.delete(tx, contact_id)
    env.out.done(
        {"ref": f"c{contact_id}", "deleted": True},
        f"Deleted {name} (c{contact_id}){f' with {words}' if words else ''}. {UNDOES}",
    )


def _edited(env: Env, contact_id: int) -> Edit:
    from tinycrm.cli.contact_editor import edited

    return edited(env, contact_id)


def _typed_change(env: Env, contact_id: int, given: dict[str, Any]) -> Edit:
    change = edit(given, env.reading)
    if "name" not in given:
        return change
    kind = given.get("kind") or contacts.some(env.reader, [contact_id])[0].kind
    return replace(
        change,
        facts={**named(given["name"], kind), **change.facts, "name": named(given["name"], kind)["name"]},
    )


def _nobody(chosen: Chosen) -> str:
    if chosen.words:
        return f"Nobody here has {show_line(' '.join(chosen.words), 60)!r} in their name; `tinycrm find` looks further."
    return "Nobody is put away." if chosen.archived else 'Nobody here yet; `tinycrm add "Ada Lovelace"` is a start.'


def _ask_about_alike(env: Env, new: Edit) -> None:
    """Show who is here already and might be the same; a terminal is asked, everyone else is told."""
    emails = [row["key"] for row in new.added.get("email", ())]
    phones = [row["e164"] or row["digits"] for row in new.added.get("phone", ())]
    found = alike(env.reader, new.facts["name"], emails, phones) if env.path.exists() else []
    for each in found:
        env.out.say(f"{show_line(each.name, 60)} ({each.ref}) is here already, with the same {each.alike_in}.")
    if found and env.asks and not env.confirm(f"Add {new.facts['name']} all the same?"):
        raise typer.Abort


def _answer(env: Env, contact_id: int, did: str) -> None:
    found = card(env.reader, contact_id)
    assert found is not None
    env.out.done(found, f"{did} {' · '.join(_summary(found))}. {UNDOES}")


def _summary(found: Card) -> list[str]:
    facts = [
        *(" ".join(filter(None, (each["label"], each["value"]))) for each in [*found.phones, *found.emails]),
        f"birthday {occasion.show(found.birthday)}" if found.birthday else "",
        ", ".join(found.tags),
    ]
    return [f"{found.name} ({found.ref})", *(show_line(fact, 80) for fact in facts if fact)]


def _tag(env: Env, people: list[str], words: list[str], *, dry_run: bool, yes: bool, adding: bool) -> None:
    people = [*people, *(word for word in words if re.fullmatch(r"[cC]\d+", word))]
    names = [read_tag(word) for word in words if not re.fullmatch(r"[cC]\d+", word)]
    if not names:
        raise InvalidError("Say which tag, as in `tinycrm contact tag ada regular`.")
    ids, whom = _meant(env, people)
    if not _goes_ahead(
        env, ids, f"{'tag' if adding else 'untag'} {whom}: {', '.join(names)}", dry_run=dry_run, yes=yes
    ):
        return
    with env.writable.begin("contact.tag" if adding else "contact.untag", contact=ids, tag=names) as tx:
        touched = (service.tag if adding else service.untag)(tx, ids, names)
    rows = contacts.some(env.reader, ids)
    if not touched:
        env.out.unchanged(rows, LIKE_THAT if adding else "No one of them has such a tag.")
        return
    did = "Tagged" if adding else "Untagged"
    env.out.written(rows, f"{did} {whom}: {', '.join(names)}. {UNDOES}")


def _archive(env: Env, people: list[str], *, dry_run: bool, yes: bool, archived: bool) -> None:
    ids, whom = _meant(env, people)
    if not _goes_ahead(env, ids, f"{'put away' if archived else 'bring back'} {whom}", dry_run=dry_run, yes=yes):
        return
    with env.writable.begin("contact.archive" if archived else "contact.unarchive", contact=ids) as tx:
        service.archive(tx, ids, archived=archived)
        changed = tx.changed
    rows = contacts.some(env.reader, ids)
    if not changed:
        env.out.unchanged(rows)
        return
    env.out.written(rows, f"{'Put away' if archived else 'Brought back'} {whom}. {UNDOES}")


def _meant(env: Env, people: list[str]) -> tuple[list[int], str]:
    """The ids of those who are meant, each once, and what to call them together."""
    ids = list(dict.fromkeys(who(env, each) for each in people))
    return ids, name_of(env, ids[0]) if len(ids) == 1 else f"{len(ids)} people"


def _goes_ahead(env: Env, ids: list[int], what: str, *, dry_run: bool, yes: bool) -> bool:
    """Whether `what` is to be done: a dry run only says it, and several at once want a yes."""
    if dry_run:
        env.out.unchanged(contacts.some(env.reader, ids), f"Would {what}. Nothing was changed.")
        return False
    if len(ids) > 1 and not yes:
        if not env.asks:
            raise RefusedError(f"This would {what}; --yes does it, --dry-run only says it.")
        if not env.confirm(f"{what[0].upper()}{what[1:]}?", default=True):
            raise typer.Abort
    return True


def _hanging_words(hanging: Hanging) -> str:
    parts = [
        _counted(hanging.interactions, "interaction"),
        _counted(hanging.shared, "interaction shared with others", "interactions shared with others"),
        _counted(hanging.reminders, "follow-up"),
        f"referred {_counted(hanging.referred, 'contact')}" if hanging.referred else "",
    ]
    return ", ".join(part for part in parts if part)


def _counted(number: int, one: str, many: str | None = None) -> str:
    return "" if not number else f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"
