"""What to show a customer who is standing there."""

from typing import Annotated

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import Who
from tinycrm.cli.ref import name_of, who
from tinycrm.domain import book
from tinycrm.queries import suggest as queries
from tinycrm.queries.suggest import Suggestion

LIMIT = 12


def suggest(
    ctx: typer.Context,
    person: Who,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = LIMIT,
) -> None:
    """Suggest what to show somebody: their wants, what people alike bought, more by their authors and of their genres.

    Never what they have already.

    \b
    tinycrm suggest ada
    """
    env = Env.of(ctx)
    contact_id = who(env, person)
    rows = queries.suggestions(env.reader, contact_id, env.today, limit)
    nothing = f"Nothing to go by yet; a purchase, a want or a liking of {name_of(env, contact_id)} helps."
    env.out.rows(rows, COLUMNS, nothing)


COLUMNS = (
    Column("", lambda row: row.ref or "", faint=True),
    Column("What", lambda row: named(row), bold=True),  # noqa: PLW0108  # it stands further down
    Column("Genre", lambda row: row.genre or "", spare=True),
    Column("Why", lambda row: row.why),
)


def named(row: Suggestion) -> str:
    """A suggested book in a few words."""
    return book.named(row.title, row.author) if row.title else f"anything by {row.author}"
