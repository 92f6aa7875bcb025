"""Why deals are lost: the reasons that are offered.

\b
tinycrm deal reasons
tinycrm deal reasons add "bought at auction"
"""

from typing import Annotated

import typer

from tinycrm.cli.command import Commands, Listing
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import offered
from tinycrm.domain.clean import show_line
from tinycrm.queries import stage as queries
from tinycrm.queries.stage import Reason
from tinycrm.services import stage as service

group = Commands(__doc__, cls=Listing)

Offered = Annotated[
    str, typer.Argument(metavar="REASON", help="As it is offered now.", autocompletion=offered("reasons"))
]
Words = Annotated[str, typer.Argument(metavar="WORDS", help="As it shall be offered.")]

LIST = (
    Column("Reason", lambda row: row.name, bold=True),
    Column("Deals", lambda row: str(row.deals), right=True),
)


@group.command("list")
def list_(ctx: typer.Context) -> None:
    """List the reasons that are offered, and how many deals were lost for each.

    \b
    tinycrm deal reasons list
    """
    env = Env.of(ctx)
    env.out.rows(queries.reasons(env.reader), LIST, "No reasons are offered; `tinycrm deal reasons add` adds one.")


@group.command()
def add(ctx: typer.Context, words: Words) -> None:
    """Offer one more reason.

    \b
    tinycrm deal reasons add "bought at auction"
    """
    env = Env.of(ctx)
    with env.writable.begin("reason.add", reason=words) as tx:
        made = service.add_reason(tx, words)
    env.out.done(_listed(env, made), f"“{show_line(made, 80)}” is offered now. {env.undoes}")


@group.command()
def rename(ctx: typer.Context, reason: Offered, words: Words) -> None:
    """Spell a reason otherwise, for the deals that were lost for it too.

    \b
    tinycrm deal reasons rename "too dear" "the price"
    """
    env = Env.of(ctx)
    with env.writable.begin("reason.rename", reason=reason, to=words) as tx:
        now = service.rename_reason(tx, reason, words)
        changed = tx.changed
    if changed:
        env.out.done(_listed(env, now), f"It is “{show_line(now, 80)}” now. {env.undoes}")
    else:
        env.out.unchanged(_listed(env, now))


@group.command()
def remove(ctx: typer.Context, reason: Offered) -> None:
    """Offer a reason no longer; deals that were lost for it keep it.

    \b
    tinycrm deal reasons remove "no answer"
    """
    env = Env.of(ctx)
    with env.writable.begin("reason.remove", reason=reason) as tx:
        gone = service.remove_reason(tx, reason)
    env.out.done({"ref": gone, "deleted": True}, f"“{show_line(gone, 80)}” is offered no longer. {env.undoes}")


def _listed(env: Env, name: str) -> Reason:
    return next(each for each in queries.reasons(env.reader) if each.name == name)
