"""Bringing people in from phones, sheets and other programs, or a whole shop that `export all` wrote.

\b
tinycrm import inspect customers.csv
tinycrm import run customers.csv --dry-run
tinycrm import list
"""

from typing import Annotated

import typer

from tinycrm.cli import load_dump, load_people
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.load_file import given
from tinycrm.cli.load_inspect import inspect
from tinycrm.cli.load_list import list_
from tinycrm.cli.load_options import Encoding, Mapping, OfSheet, OnMatch, Source, Tags
from tinycrm.cli.load_people import Wishes
from tinycrm.cli.params import DryRun, Yes

group = Commands(__doc__)
group.command("inspect")(inspect)


@group.command()
def run(
    ctx: typer.Context,
    file: Source,
    mapping: Mapping = None,
    on_match: OnMatch = "update",
    tag: Tags = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="WORDS", help="Where they came from, for those who have none.")
    ] = None,
    dry_run: DryRun = False,
    keep_others: Annotated[
        bool, typer.Option("--keep-others", help="Keep columns without a field as fields of your own.")
    ] = False,
    refused: Annotated[
        str | None,
        typer.Option("--refused", metavar="FILE", help="Write what is refused there, to correct and bring again."),
    ] = None,
    encoding: Encoding = None,
    sheet: OfSheet = None,
    consent: Annotated[
        str | None,
        typer.Option("--consent", metavar="WORDS", help="How they agreed to mailings; else no yes is taken over."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Bring in people: vCards, CSV, Excel, ODS; or a whole shop into an empty one.

    Who is here already is found by UID, then email, then phone with the name. One undo takes all of it back.

    \b
    tinycrm import run phone.vcf
    tinycrm import run customers.csv --map name=Client --tag moved-in --dry-run
    tinycrm import run customers.csv --refused refused.csv
    tinycrm --db new.db import run shop.jsonl
    """
    from tinycrm.formats.origin import is_dump

    env = Env.of(ctx)
    env.interrupted = "Nothing was brought in."
    wishes = Wishes(
        tuple(mapping or ()), on_match, tuple(tag or ()), source, dry_run, keep_others, refused, encoding, sheet,
        consent, yes,
    )  # fmt: skip
    with given(file) as path:
        if is_dump(path):
            load_dump.run(env, path, wishes)
        else:
            load_people.run(env, file, path, wishes)


group.command("list")(list_)
