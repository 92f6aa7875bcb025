"""Bringing things in: a whole shop that was written by `export all`.

\b
tinycrm import run shop.jsonl
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.domain.clean import show_line
from tinycrm.errors import UnreadableError
from tinycrm.formats import dump as form
from tinycrm.services import dump

group = Commands(__doc__)

BLOCK = 65536


@group.command()
def run(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FILE", help="What `tinycrm export all` wrote.")],
) -> None:
    """Read a whole shop into an empty one: people, talks, history and all.

    \b
    tinycrm import run shop.jsonl
    tinycrm --db new.db import run shop.jsonl
    """
    env = Env.of(ctx)
    path = Path(source).expanduser()
    blocks = _blocks(path)
    first = next(blocks, b"")
    if not form.sniff(first):
        raise UnreadableError(f"{show_line(source, 200)} is no dump of a shop; docs/dump.md says what one is.")
    tables = dump.load(env.store.path, _after(first, blocks), env.out.say)
    people, talks = tables.get("contact", 0), tables.get("interaction", 0)
    answer = {"ref": str(env.path), "tables": tables}
    held = f"{people:,} contacts and {talks:,} interactions"
    env.out.done(answer, f"{env.path} holds {held} now, with all their history.")


def _blocks(path: Path) -> Iterator[bytes]:
    if not path.is_file():
        raise UnreadableError(f"{show_line(str(path), 200)} is not a file that can be read.")
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
