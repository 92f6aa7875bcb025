"""A believable bookshop to try things in."""

import shlex
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tinycrm import config, paths
from tinycrm.cli.columns import CONTACTS
from tinycrm.cli.env import Env
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import card
from tinycrm.queries.contact import Chosen

SHOWN = 10


def demo(
    ctx: typer.Context,
    people: Annotated[
        int, typer.Option("--people", min=1, max=1_000_000, metavar="N", help="How many people it knows.")
    ] = 150,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same number gives the same shop.")] = 1,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Keep it in a new file.")] = None,
) -> None:
    """Show a believable bookshop; nothing is kept unless you say where.

    \b
    tinycrm demo
    tinycrm demo --save demo.db
    tinycrm demo --people 10000 --seed 7 --save big.db
    """
    env = Env.of(ctx)
    if save is not None:
        save = paths.shop_file(save, {})
        _make(env, save, people, seed)
        env.out.done({"ref": str(save), "people": people}, f"{save} is the Cozy Corner with {people:,} people.")
        env.out.say(f"Try it: tinycrm --db {shlex.quote(str(save))} find zola")
        return
    with tempfile.TemporaryDirectory(prefix="tinycrm-") as folder:
        _make(env, Path(folder) / "demo.db", people, seed)
        _show(env)
        env.close()


def _make(env: Env, path: Path, people: int, seed: int) -> None:
    from tinycrm.services.demo import fill
    from tinycrm.store.migrate import create

    create(path)
    settings = config.Config(shop="The Cozy Corner", cadences=("first-editions 6w", "trade 3m"))
    config.replace(paths.settings_file(path), config.written(settings))
    env.named = path
    env.__dict__.pop("path", None)
    with env.store.begin("demo") as tx:
        fill(tx, people=people, seed=seed, today=env.today)


def _show(env: Env) -> None:
    from tinycrm.cli.card import lines

    rows = contacts.page(env.reader, Chosen(sort="seen", limit=SHOWN))
    if env.out.words:
        env.out.write(f"{env.config.shop} knows {contacts.count(env.reader, Chosen())} people. Those seen last:\n")
    env.out.rows(rows, CONTACTS, "")
    found = card(env.reader, 1)
    if env.out.words and found is not None:
        env.out.write("")
        env.out.lines(lines(env, found))
        env.out.say("\nNothing of this is kept; `tinycrm demo --save demo.db` keeps one to play with.")
