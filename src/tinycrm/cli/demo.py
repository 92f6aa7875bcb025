"""A believable bookshop to try things in."""

import shlex
import tempfile
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from tinycrm import config, paths
from tinycrm.cli.columns import CONTACTS
from tinycrm.cli.env import Env
from tinycrm.cli.init import ensure_free
from tinycrm.cli.today import as_object, gathered, told
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import card
from tinycrm.queries.contact import Chosen

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
        # it is the owner's to copy, not ours: no daily backup starts beside it
        env.close()
        del env.store
        env.out.done({"ref": str(save), "people": people}, f"{save} is the Cozy Corner with {people:,} people.")
        env.out.say(f"Try it: tinycrm --db {shlex.quote(str(save))} find zola")
        return
    with tempfile.TemporaryDirectory(prefix="tinycrm-") as folder:
        _make(env, Path(folder) / "demo.db", people, seed)
        env.throwaway = True
        _show(env)
        env.close()


def _make(env: Env, path: Path, people: int, seed: int) -> None:
    from tinycrm.services.demo import fill
    from tinycrm.store.migrate import create

    settings = paths.settings_file(path)
    ensure_free(path)
    create(path)
    try:
        shop = config.Config(shop="The Cozy Corner", cadences=("first-editions 6w", "trade 3m"))
        config.replace(settings, config.written(shop))
        env.named = path
        for known in ("path", "config"):
            env.__dict__.pop(known, None)
        with env.store.begin("demo") as tx:
            fill(tx, people=people, seed=seed, today=env.today)
    except BaseException:
        for made in (path, settings, path.with_name(f"{path.name}.lock")):
            made.unlink(missing_ok=True)
        raise


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
