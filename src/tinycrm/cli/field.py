"""Fields of your own: what a contact has no place for, such as a membership number.

\b
tinycrm config field add membership
tinycrm config field list
"""

from typing import Annotated

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import DryRun, FieldName, Yes
from tinycrm.domain import field as rules
from tinycrm.domain.clean import show_line
from tinycrm.domain.field import KINDS, Field
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.queries import field as queries
from tinycrm.queries.field import Listed

group = Commands(__doc__)

NewName = Annotated[str, typer.Argument(metavar="NEW", help="What it is called from now on.")]
Choices = Annotated[
    list[str] | None, typer.Option("--choice", metavar="WORD", help="A word that a choice takes. Repeat for more.")
]
LIST = (
    Column("Field", lambda row: row.name, bold=True),
    Column("Kind", lambda row: row.kind),
    Column("People", lambda row: f"{row.contacts:,}", right=True),
    Column("Choices", lambda row: ", ".join(row.choices), faint=True),
)


@group.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as membership or 'Shelf No.'.")],
    kind: Annotated[str, typer.Option("--kind", metavar="|".join(KINDS), help="What it holds.")] = "text",
    choice: Choices = None,
) -> None:
    """Declare a field; it is then on every card, in queries, in exports and in --set.

    \b
    tinycrm config field add membership
    tinycrm config field add joined --kind date
    tinycrm config field add level --kind choice --choice bronze --choice gold
    """
    from tinycrm.services import field as service

    env = Env.of(ctx)
    new = service.proposed(name, kind.strip().lower().replace("/", "-"), choice or ())
    with env.writable.begin("field.add", field=new.name) as tx:
        service.declare(tx, name, new.kind, new.choices)
    example = {"number": "12", "date": "today", "yes-no": "yes", "choice": "WORD"}.get(new.kind, "TEXT")
    use = env.command(f"contact edit WHO --set {new.name}={example}")
    _done(env, new.name, f"Declared {new.name}, {_in_words(new)}. `{use}` fills it. {env.undoes}")


@group.command("list")
def list_(ctx: typer.Context) -> None:
    """List the fields of your own, and how many people have a value in each.

    \b
    tinycrm config field list
    tinycrm config field list --json
    """
    env = Env.of(ctx)
    empty = f"No fields of your own yet; `{env.command('config field add NAME')}` declares one."
    env.out.rows(queries.listed(env.reader), LIST, empty)


@group.command()
def rename(ctx: typer.Context, name: FieldName, new: NewName) -> None:
    """Call a field something else; its values stay.

    \b
    tinycrm config field rename membership card-number
    """
    from tinycrm.services import field as service

    env = Env.of(ctx)
    field, called = there(env, name), rules.slug(new)
    with env.writable.begin("field.rename", field=field.name, to=called) as tx:
        service.rename(tx, field.id, new)
        changed = tx.changed
    _done(env, called, f"Renamed {field.name} to {called}. {env.undoes}", changed=changed)


@group.command()
def edit(
    ctx: typer.Context,
    name: FieldName,
    choice: Choices = None,
    place: Annotated[
        int | None, typer.Option("--place", min=1, metavar="N", help="Where it stands: 1 is first.")
    ] = None,
) -> None:
    """Change the words of a choice, all of them, or where a field stands on the card.

    A word that somebody has stays.

    \b
    tinycrm config field edit level --choice bronze --choice silver --choice gold
    tinycrm config field edit membership --place 1
    """
    from tinycrm.services import field as service

    env = Env.of(ctx)
    if choice is None and place is None:
        raise InvalidError("Say what to change: --choice WORD for each word it takes, or --place N.")
    field = there(env, name)
    with env.writable.begin("field.edit", field=field.name) as tx:
        if choice is not None:
            service.set_choices(tx, field.id, choice)
        if place is not None:
            service.move(tx, field.id, place)
        changed = tx.changed
    now = there(env, field.name)
    _done(env, now.name, f"Changed {now.name}, {_in_words(now)}. {env.undoes}", changed=changed)


@group.command()
def remove(ctx: typer.Context, name: FieldName, dry_run: DryRun = False, yes: Yes = False) -> None:
    """Remove a field and all its values.

    \b
    tinycrm config field remove shelf
    tinycrm config field remove shelf --dry-run
    """
    from tinycrm.services import field as service

    env = Env.of(ctx)
    field = there(env, name)
    count = queries.contacts(env.reader, field.id)
    gone = f"{field.name}{' and its 1 value' if count == 1 else f' and its {count:,} values' if count else ''}"
    if dry_run:
        env.out.unchanged(_listed(env, field.name), f"Would remove {gone}. Nothing was changed.")
        return
    if count and not yes and not env.asks:
        raise RefusedError(f"This would remove {gone}; --yes does it, --dry-run only says it.")
    if count and not yes and not env.confirm(f"Remove {gone}?"):
        raise typer.Abort
    with env.writable.begin("field.remove", field=field.name) as tx:
        contacts = service.remove(tx, field.id)
    answer = {"ref": field.name, "deleted": True, "contacts": contacts}
    env.out.done(answer, f"Removed {gone}. {env.undoes}")


def there(env: Env, name: str) -> Field:
    """The field that is meant.

    Raises NotFoundError with the nearest name, or with how to declare it.
    """
    declared = {each.name: each for each in queries.fields(env.reader)}
    slug = rules.slug(name)
    if slug in declared:
        return declared[slug]
    import difflib

    from tinycrm.services.field import reserved

    close = difflib.get_close_matches(slug, declared, n=1)
    if slug in reserved():
        raise NotFoundError(f"{slug} is no field of your own; it has its own place, as `tinycrm add --help` shows.")
    declare = f"`{env.command(f'config field add {slug}')}` declares it."
    meant = f"; did you mean {close[0]}? Else" if close else "."
    raise NotFoundError(f"There is no field {show_line(slug, 40)}{meant} {declare}")


def _in_words(field: Field) -> str:
    kinds = {"text": "a text", "number": "a number", "date": "a date", "yes-no": "yes or no"}
    return kinds.get(field.kind) or f"a choice of {', '.join(field.choices)}"


def _done(env: Env, name: str, words: str, *, changed: bool = True) -> None:
    if changed:
        env.out.done(_listed(env, name), words)
    else:
        env.out.unchanged(_listed(env, name))


def _listed(env: Env, name: str) -> Listed:
    return next(each for each in queries.listed(env.reader) if each.name == name)
