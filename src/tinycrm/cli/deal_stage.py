"""The stages that deals pass through: add, rename, move, edit, remove.

\b
tinycrm deal stages
tinycrm deal stages add "On approval" --probability 70 --place 4
tinycrm deal stages remove Sourcing --to Enquiry
"""

from typing import Annotated, Any

import typer

from tinycrm.cli.command import Commands, Listing
from tinycrm.cli.deal_ref import one_stage
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import StageName, Why, offered
from tinycrm.cli.ref import there
from tinycrm.domain.clean import show_line
from tinycrm.domain.pipeline import COLOURS, KINDS
from tinycrm.errors import InvalidError
from tinycrm.queries import stage as queries
from tinycrm.queries.stage import Stage
from tinycrm.services import stage as service
from tinycrm.services.deal import Closing
from tinycrm.services.stage import Draft

group = Commands(__doc__, cls=Listing)

Name = Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")]
Place = Annotated[int, typer.Argument(min=1, metavar="PLACE", help="1 is the first of its kind.")]
MaybePlace = Annotated[
    int | None, typer.Option("--place", min=1, metavar="N", help="1 is the first of its kind; else the last.")
]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help=f"{', '.join(KINDS)}.")]
Probability = Annotated[
    int | None, typer.Option("--probability", metavar="PERCENT", help="How many of its deals are won.")
]
RotDays = Annotated[
    str | None, typer.Option("--rot-days", metavar="N", help="After so many days a deal stands still; '' for never.")
]
Colour = Annotated[str | None, typer.Option("--colour", metavar="COLOUR", help=f"{', '.join(COLOURS)}.")]

LIST = (
    Column("", lambda row: row.ref, faint=True),
    Column("Stage", lambda row: row.name, bold=True),
    Column("Kind", lambda row: row.kind),
    Column("Won", lambda row: f"{row.probability} %", right=True),
    Column("Still after", lambda row: f"{row.rot_days} d" if row.rot_days else "", right=True),
    Column("Colour", lambda row: row.colour or ""),
    Column("Deals", lambda row: str(row.deals), right=True),
)


@group.command("list")
def list_(ctx: typer.Context) -> None:
    """List the stages in their order, and how many deals stand in each.

    \b
    tinycrm deal stages list
    """
    env = Env.of(ctx)
    env.out.rows(queries.stages(env.reader), LIST, "There are no stages.")


@group.command()
def add(
    ctx: typer.Context,
    name: Name,
    kind: Kind = "open",
    probability: Probability = None,
    rot_days: RotDays = None,
    colour: Colour = None,
    place: MaybePlace = None,
) -> None:
    """Add a stage, after the others of its kind or at a place among them.

    \b
    tinycrm deal stages add "On approval" --probability 70 --rot-days 10 --place 4
    """
    env = Env.of(ctx)
    draft = Draft(name, kind.strip().lower(), probability, _days(rot_days), colour and colour.lower())
    with env.writable.begin("stage.add", stage=name) as tx:
        stage_id = service.add(tx, draft, place)
    made = _there(env, stage_id)
    env.out.done(made, f"Added {_words(made)}. {env.undoes}")


@group.command()
def rename(ctx: typer.Context, stage: StageName, name: Name) -> None:
    """Call a stage something else; its deals stay.

    \b
    tinycrm deal stages rename Quoted Offered
    """
    env = Env.of(ctx)
    found = one_stage(env, stage)
    _change(env, found, {"name": name}, f"Renamed {show_line(found.name, 60)} to {{}}", "stage.rename", to=name)


@group.command()
def move(ctx: typer.Context, stage: StageName, place: Place) -> None:
    """Put a stage in another place among those of its kind.

    \b
    tinycrm deal stages move Reserved 2
    """
    env = Env.of(ctx)
    found = one_stage(env, stage)
    with env.writable.begin("stage.move", stage=found.name) as tx:
        service.move(tx, found.id, place)
        changed = tx.changed
    now = _there(env, found.id)
    if changed:
        order = ", ".join(show_line(each.name, 40) for each in queries.stages(env.reader))
        env.out.done(now, f"The stages are {order} now. {env.undoes}")
    else:
        env.out.unchanged(now)


@group.command()
def edit(
    ctx: typer.Context,
    stage: StageName,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    probability: Probability = None,
    rot_days: RotDays = None,
    colour: Annotated[
        str | None, typer.Option("--colour", metavar="COLOUR", help=f"{', '.join(COLOURS)}; '' for none.")
    ] = None,
) -> None:
    """Change a stage; deals in it that have no probability of their own take the new one.

    \b
    tinycrm deal stages edit Quoted --probability 40 --rot-days 10
    """
    env = Env.of(ctx)
    found = one_stage(env, stage)
    facts: dict[str, Any] = {}
    if name is not None:
        facts["name"] = name
    if probability is not None:
        facts["probability"] = probability
    if rot_days is not None:
        facts["rot_days"] = _days(rot_days)
    if colour is not None:
        facts["colour"] = colour.lower() or None
    if not facts:
        raise InvalidError("Say what to change: --name, --probability, --rot-days or --colour.")
    _change(env, found, facts, "Changed {}", "stage.edit")


@group.command()
def remove(
    ctx: typer.Context,
    stage: StageName,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="STAGE", help="Where its deals go.", autocompletion=offered("stages")),
    ] = None,
    reason: Why = None,
) -> None:
    """Remove a stage; its deals go to another, and their history keeps it.

    \b
    tinycrm deal stages remove Sourcing --to Enquiry
    """
    env = Env.of(ctx)
    found = one_stage(env, stage)
    target = one_stage(env, to) if to else None
    if target is not None and target.kind == "lost" and found.kind != "lost" and found.deals and not reason:
        raise InvalidError(f"{show_line(target.name, 60)} is for lost deals: --reason says why they were.")
    with env.writable.begin("stage.remove", stage=found.name) as tx:
        count = service.remove(tx, found.id, target and target.id, env.today, Closing(reason=reason))
    went = f"; {count} deal{'s' if count != 1 else ''} went to {show_line(target.name, 60)}" if count and target else ""
    answer = {"ref": found.ref, "deleted": True, "deals": count}
    env.out.done(answer, f"Removed {show_line(found.name, 60)}{went}. {env.undoes}")


def _change(env: Env, found: Stage, facts: dict[str, Any], did: str, what: str, **refs: Any) -> None:
    with env.writable.begin(what, stage=found.name, **refs) as tx:
        service.edit(tx, found.id, facts)
        changed = tx.changed
    now = _there(env, found.id)
    if changed:
        env.out.done(now, f"{did.format(_words(now))}. {env.undoes}")
    else:
        env.out.unchanged(now)


def _there(env: Env, stage_id: int) -> Stage:
    found: Stage = there(queries.stage(env.reader, stage_id), f"s{stage_id}")
    return found


def _words(stage: Stage) -> str:
    still = f", still after {stage.rot_days} days" if stage.rot_days else ""
    return f"{show_line(stage.name, 60)} ({stage.ref}): {stage.kind}, {stage.probability} %{still}"


def _days(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InvalidError(f"--rot-days is a number of days, not {show_line(text, 40)!r}.")
    return int(text)
