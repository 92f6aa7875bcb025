"""A believable bookshop to try things in."""

import shlex
import tempfile
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from tinycrm import paths
from tinycrm.cli import ui
from tinycrm.cli.columns import CONTACTS
from tinycrm.cli.env import Env
from tinycrm.cli.today import as_object, gathered, told
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import card
from tinycrm.queries.contact import Chosen
from tinycrm.services.shop import DEMO_PEOPLE, make_demo

SHOWN = 10
LATE = 5


class Demo(NamedTuple):
    """What the demo shows, for a program."""

    ref: str
    today: dict[str, Any]
    people: list[dict[str, Any]]
    card: dict[str, Any]


def demo(
    ctx: typer.Context,
    people: Annotated[
        int, typer.Option("--people", min=1, max=1_000_000, metavar="N", help="How many people it knows.")
    ] = DEMO_PEOPLE,
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
        env.throwaway = True
        if env.out.words and ui.on_terminal():
            raise typer.Exit(ui.show(env.path, throwaway=True))
        _show(env)
        env.close()


def _make(env: Env, path: Path, people: int, seed: int) -> None:
    make_demo(path, people=people, seed=seed, author=env.author, now=lambda: env.now)
    env.named = path
    for known in ("path", "config"):
        env.__dict__.pop(known, None)


def _show(env: Env) -> None:
    """The morning list, the people seen last, and one card."""
    from tinycrm.cli.card import lines

    groups = gathered(env, env.today, LATE)
    rows = contacts.page(env.reader, Chosen(sort="seen", limit=SHOWN))
    found = card(env.reader, 1)
    assert found is not None
    if not env.out.words:
        env.out.object(Demo("demo", as_object(env.today, groups), [row._asdict() for row in rows], found._asdict()), ())
        return
    env.out.lines([*told(env, env.today, groups), ""])
    env.out.write(f"{env.config.shop} knows {contacts.count(env.reader, Chosen())} people. Those seen last:\n")
    env.out.rows(rows, CONTACTS, "")
    env.out.lines(["", *lines(env, found)])
    env.out.say("\nNothing of this is kept; `tinycrm demo --save demo.db` keeps one to play with.")
