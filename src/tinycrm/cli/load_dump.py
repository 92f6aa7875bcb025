"""A whole shop that `export all` wrote: reading it into an empty one, and looking at it."""

from pathlib import Path
from typing import Any

from tinycrm.cli.env import Env
from tinycrm.cli.load_answer import counted
from tinycrm.cli.load_file import called
from tinycrm.cli.load_people import Wishes
from tinycrm.cli.wrap import folded
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError
from tinycrm.formats import dump as form
from tinycrm.formats.file import chunks
from tinycrm.services import dump

SHOWN = 60


def run(env: Env, path: Path, wishes: Wishes) -> None:
    """Fill the empty shop with a dump and say what is in it.

    Raises InvalidError when something was asked for that only people have, and what `services.dump.load` raises.
    """
    asked = wishes.asked()
    if asked == ["--dry-run"]:
        raise InvalidError("A dump is read whole or not at all; `tinycrm import inspect` says what is in it.")
    if asked:
        raise InvalidError(f"This is a dump of a whole shop, read as it is; {asked[0]} is for lists of people.")
    tables = dump.load(env.store.path, chunks(path), env.out.say)
    answer = {"ref": str(env.path), "tables": tables}
    env.out.done(answer, f"{env.path} holds {held(tables)} now, with all their history.")


def inspect(env: Env, file: str, path: Path) -> None:
    """Say what is in a dump: its rows by table, its schema, when it was made.

    Raises UnreadableError that names the line when it is damaged.
    """
    header, tables = looked_at(path)
    name = called(file)
    answer = {"ref": name, "kind": "dump", "schema": header.schema, "made": header.made, "tables": tables}
    shop = show_line(str(header.settings.get("shop", "")), SHOWN)
    lines = [
        f"{name}: a whole shop{f', {shop}' if shop else ''}, with {held(tables)}",
        f"  written {header.made}, schema {header.schema}; `tinycrm import run` reads it into an empty shop",
        *(f"  {number:>9,}  {show_line(table, SHOWN)}" for table, number in tables.items() if number),
    ]
    env.out.object(answer, (part for line in lines for part in folded(env.out, line, 4)))


def looked_at(path: Path) -> tuple[form.Header, dict[str, int]]:
    """The header of a dump, and how many rows of each table there really are.

    Raises UnreadableError that names the line when it is damaged.
    """
    header, rows = form.read(chunks(path))
    tables = dict.fromkeys(header.tables, 0)
    for row in rows:
        tables[row.table] = tables.get(row.table, 0) + 1
    return header, tables


def held(tables: dict[str, Any]) -> str:
    """What a shop with these tables holds, in words."""
    return f"{counted(tables.get('contact', 0), 'contact')} and {counted(tables.get('interaction', 0), 'interaction')}"
