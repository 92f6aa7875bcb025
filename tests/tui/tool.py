"""What the tests of the screens share: an app on a shop of the test's own, waiting for it, and its text as lines."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from tests.conftest import NOW
from tinycrm.store import Author
from tinycrm.tui.app import Look, TinyCrm
from tinycrm.tui.shop import Shop, Surroundings

GOLDENS = Path(__file__).parent / "goldens"
WRITE_GOLDENS = bool(os.environ.get("TINYCRM_GOLDENS"))  # asked before the tests' quiet surroundings take it away
TESTER = Author("tui", "tester")


def surroundings(path: Path, now: datetime = NOW, **options: Any) -> Surroundings:
    """What an edge would find: the tests' clock and zone, the shop's file."""
    return Surroundings(path, lambda: now, UTC, TESTER, {"LANG": "en_GB.UTF-8"}, **options)


def made(path: str | Path, theme: str = "paper", *, ascii: bool = False) -> TinyCrm:  # noqa: A002  # its one name
    """The app on a shop, for tests and for pictures."""
    shop = Shop(surroundings(Path(path)))
    shop.config = replace(shop.config, theme=theme)
    return TinyCrm(shop, Look("truecolor", ascii=ascii))


@asynccontextmanager
async def opened(app: TinyCrm, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[int]]:
    """The app running without a terminal, its first picture drawn."""
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            yield pilot
    finally:
        app.shop.close()


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until nothing is being read, written or drawn; a worker that waits for a sheet is not waited for."""
    for _ in range(50):
        await pilot.pause()
        busy = [each for each in pilot.app.workers if not each.is_finished and each.group != "asks"]
        if not busy:
            break
        await pilot.app.workers.wait_for_complete(busy)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, waiting after each."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if char == " " else char for char in text))
    await settled(pilot)


def lines(app: App[Any]) -> list[str]:
    """What stands on the screen, row by row, without blanks at the ends."""
    size = app.size
    strips = app.screen._compositor.render_strips(size)  # noqa: SLF001  # the one place that has the whole screen
    return [strip.text.replace("\u00a0", " ").rstrip() for strip in strips]


def text(app: App[Any]) -> str:
    """What stands on the screen."""
    return "\n".join(lines(app))


def said(app: TinyCrm) -> str:
    """What is told at the foot of the screen."""
    told = "\n".join(str(each.message) for each in app._notifications)  # noqa: SLF001  # no other way to them
    return told.replace("\u00a0", " ")


def same_as_golden(app: App[Any], name: str) -> None:
    """Compare the screen with `goldens/<name>.txt`; TINYCRM_GOLDENS=1 writes it anew."""
    file = GOLDENS / f"{name}.txt"
    shown = text(app) + "\n"
    if WRITE_GOLDENS:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
