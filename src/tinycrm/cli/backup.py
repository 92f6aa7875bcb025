"""Copies of the shop: make one, list, check, and go back to one.

\b
tinycrm backup now
tinycrm backup list
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import Yes
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.store import backup as backups
from tinycrm.store.backup import Backup
from tinycrm.store.transaction import stamp

group = Commands(__doc__)

Which = Annotated[
    str, typer.Argument(metavar="WHICH", help="A number of the list (1 is the newest), a name or a file.")
]

LIST = (
    Column("", lambda row: row["ref"], faint=True, right=True),
    Column("Taken", lambda row: datetime.fromisoformat(row["taken_at"]).astimezone().strftime("%Y-%m-%d %H:%M")),
    Column("Why", lambda row: row["reason"]),
    Column("Size", lambda row: f"{row['size'] / 1_000_000:.1f} MB", right=True),
    Column("File", lambda row: row["path"]),
)


@group.command()
def now(ctx: typer.Context) -> None:
    """Copy the shop now, and check the copy.

    \b
    tinycrm backup now
    """
    env = Env.of(ctx)
    path = env.store.path
    made = backups.backup(path, env.now, "by-hand")
    env.out.done({"ref": str(made), "path": str(made)}, f"Copied to {made}, and checked.")


@group.command()
def daily(ctx: typer.Context) -> None:
    """Copy the shop unless it was copied today; every command that opens it sees to that by itself.

    \b
    tinycrm backup daily
    """
    env = Env.of(ctx)
    made = backups.daily(env.store.path, env.now)
    words = f"Copied to {made}, and checked." if made else "There is a copy of today already."
    env.out.done({"ref": str(made) if made else None, "path": str(made) if made else None}, words)


@group.command("list")
def list_(ctx: typer.Context) -> None:
    """List the copies, the newest first.

    \b
    tinycrm backup list
    """
    env = Env.of(ctx)
    rows = [_row(number, each) for number, each in enumerate(backups.backups(env.path), 1)]
    env.out.rows(rows, LIST, "No copies yet; `tinycrm backup now` makes one.")


@group.command()
def verify(ctx: typer.Context, which: Which = "1") -> None:
    """Check that a copy is whole.

    \b
    tinycrm backup verify
    tinycrm backup verify 3
    """
    env = Env.of(ctx)
    path = _which(env, which)
    backups.verify(path)
    env.out.done({"ref": str(path), "ok": True}, f"{path} is whole.")


@group.command()
def restore(
    ctx: typer.Context,
    which: Which,
    yes: Yes = False,
) -> None:
    """Go back to a copy; the shop as it is now is kept beside it.

    \b
    tinycrm backup restore 1
    tinycrm backup restore backups/shop.db-20261124T103000Z-daily.db --yes
    """
    env = Env.of(ctx)
    path = _which(env, which)
    backups.verify(path)
    if not yes:
        if not env.asks:
            raise RefusedError(f"This puts {path.name} in place of {env.path}; --yes says so.")
        if not env.confirm(f"Put {path.name} in place of {env.path}? What is there now is kept."):
            raise typer.Abort
    env.close()
    kept = backups.restore(env.path, path, env.now)
    words = f" What was there is kept as {kept}." if kept else ""
    env.out.done(
        {"ref": str(env.path), "from": str(path), "kept": str(kept) if kept else None},
        f"{env.path} is {path.name} again.{words}",
    )


def _row(number: int, each: Backup) -> dict[str, object]:
    return {
        "ref": str(number),
        "taken_at": stamp(each.taken_at),
        "reason": each.reason,
        "size": each.size,
        "path": str(each.path),
    }


def _which(env: Env, which: str) -> Path:
    known = backups.backups(env.path)
    if which.isdigit():
        if not 1 <= int(which) <= len(known):
            raise NotFoundError(f"There is no copy number {which}; `tinycrm backup list` shows {len(known)}.")
        return known[int(which) - 1].path
    named = [each.path for each in known if which in (each.path.name, each.path.stem)]
    path = named[0] if named else Path(which).expanduser()
    if not path.exists():
        raise NotFoundError(f"There is no copy {which}; `tinycrm backup list` shows those there are.")
    if path.resolve() == env.path.resolve():
        raise InvalidError(f"{which} is the shop itself.")
    return path
