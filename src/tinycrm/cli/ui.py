"""The one door from the command line to the full-screen shop; no typer here, for the first picture waits for it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tinycrm import paths
from tinycrm.cli import clock
from tinycrm.domain.clean import show_line
from tinycrm.errors import CrmError
from tinycrm.store.connection import known

if TYPE_CHECKING:
    from tinycrm.tui.shop import Surroundings

SENTENCE_LIMIT = 1000


def wanted(args: Sequence[str]) -> bool:
    """Whether the command line asks for the screen: it names no command, at most a file."""
    return not args or (len(args) == 2 and args[0] == "--db") or (len(args) == 1 and args[0].startswith("--db="))


def on_terminal() -> bool:
    """Whether there is a terminal to draw on and to type at."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"


def main(args: Sequence[str]) -> int:
    """Open the shop that the command line names; returns the exit code."""
    named = Path(args[-1].removeprefix("--db=")) if args else None
    try:
        path = paths.shop_file(named, os.environ)
        if path.exists() or path != paths.default_shop_file():
            known(path)  # what cannot be opened is told before anything is drawn
        return show(path)
    except CrmError as error:
        print(show_line(str(error), SENTENCE_LIMIT), file=sys.stderr)
        return error.exit_code


def show(path: Path, *, throwaway: bool = False) -> int:
    """Show a shop until it is closed; returns the exit code.

    Raises CrmError for settings that make no sense.
    """
    import gc

    gc.disable()  # nothing that is loaded to begin with is garbage; once there is time, tui/run.py enables it again
    from tinycrm.tui.run import SHOW_DEMO, run

    code = run(_surroundings(path, throwaway=throwaway))
    return _show_demo() if code == SHOW_DEMO else code


def _show_demo() -> int:
    """Show a believable shop that goes when it is closed."""
    import tempfile

    from tinycrm.services.shop import DEMO_PEOPLE, make_demo

    environ = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="tinycrm-") as folder:
        path = Path(folder) / "demo.db"
        author = clock.author("cli", environ)
        make_demo(path, people=DEMO_PEOPLE, seed=1, author=author, now=lambda: clock.now(environ))
        return show(path, throwaway=True)


def _surroundings(path: Path, *, throwaway: bool) -> "Surroundings":
    from tinycrm.tui.shop import Surroundings

    environ = dict(os.environ)
    moment = clock.now(environ)  # a wrong TINYCRM_NOW is told before anything is drawn
    told = bool(environ.get("TINYCRM_NOW"))
    return Surroundings(
        path,
        (lambda: moment) if told else (lambda: clock.now(environ)),
        clock.LocalZone(),
        clock.author("tui", environ),
        environ,
        throwaway,
    )
