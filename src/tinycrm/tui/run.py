"""Opening the screen: what this terminal can show, and how it ends, by a key, by a signal, or by a mistake of ours."""

import asyncio
import gc
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress

from tinycrm.errors import CrmError
from tinycrm.tui.app import Look, TinyCrm
from tinycrm.tui.shop import Shop, Surroundings

SHOW_DEMO = -1  # what the first start ends with when it is to be looked at
COERCED = "C.UTF-8"  # what Python itself puts into LC_CTYPE where the locale is C
UNHURRIED = 3.0  # seconds after which nothing is waited for
ENDED_BY = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 130}


def run(surroundings: Surroundings) -> int:
    """Show the shop until it is closed; returns the exit code, or SHOW_DEMO when that was asked for.

    Raises CrmError for settings that make no sense.
    """
    shop = Shop(surroundings)
    try:
        app = TinyCrm(shop, look(surroundings.environ))
        asyncio.run(_shown(app, shop, surroundings))
        return app.return_value if app.return_value == SHOW_DEMO else app.return_code or 0
    finally:
        shop.close()


def look(environ: Mapping[str, str]) -> Look:
    """What the environment says of the terminal; how many colours it has is found when it is opened."""
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if environ.get("LC_CTYPE") == COERCED and environ.get("LANG") in ("C", "POSIX"):
        names.remove("LC_CTYPE")
    spoken = next((environ[name] for name in names if environ.get(name)), "")
    letters = "utf" in spoken.lower() or sys.platform == "darwin"
    filters = []
    if not letters:
        from tinycrm.tui.letters import OnlyAscii

        filters.append(OnlyAscii())
    return Look(None, bool(environ.get("NO_COLOR")), not letters or environ.get("TERM") == "linux", tuple(filters))


async def _shown(app: TinyCrm, shop: Shop, surroundings: Surroundings) -> None:
    """Run the app; a signal ends it as a key does, so that the terminal is left as it was."""
    loop = asyncio.get_running_loop()
    for number, code in ENDED_BY.items():
        loop.add_signal_handler(number, app.end, code)
    housekeeping = loop.create_task(_keep_house(shop, surroundings))
    try:
        await app.run_async()
    finally:
        housekeeping.cancel()


async def _keep_house(shop: Shop, surroundings: Surroundings) -> None:
    """The daily copy, once there is time for it; a time that is only told would stand on the copy."""
    await asyncio.sleep(UNHURRIED)
    gc.freeze()  # what was loaded to begin with stays: to go through it now and then would make a key wait
    gc.enable()
    if shop.throwaway or surroundings.environ.get("TINYCRM_NOW") or not (shop.exists and shop.config.daily_backup):
        return
    from tinycrm.store import backup

    with suppress(CrmError, OSError):  # a copy that cannot be made spoils no work; `doctor` tells of it
        await shop.call(backup.daily, shop.path, shop.now)
