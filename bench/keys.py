"""What is typed at the screen, and how long it takes until the answer is painted, all in this process."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from textual import events
from textual.pilot import Pilot

from bench.screen import COLUMNS, PATIENCE, ROWS
from bench.shop import Shop
from tinycrm.store import Author
from tinycrm.tui.app import Look, TinyCrm
from tinycrm.tui.screens.contacts import Contacts
from tinycrm.tui.shop import Shop as Opened
from tinycrm.tui.shop import Surroundings

TYPED = ("zola", "mar", "ander", "jo sm", "osei", "020 7", "leeds", "bel")
SHEETS = {"l": "the log sheet opens (`l`)", "e": "the contact sheet opens (`e`)", "slash": "find opens (`/`)"}
AGAIN = 5


class Keys(NamedTuple):
    """Seconds until the list was painted, each with what was typed so far and who came first; and by sheet."""

    filter: list[tuple[float, str, str]]
    sheets: dict[str, list[float]]


def measure(made: Shop) -> Keys:
    """Type into the filter, and open sheets."""
    return asyncio.run(_measured(made))


async def _measured(made: Shop) -> Keys:
    now = datetime.fromisoformat(f"{made.made_on}T11:30").replace(tzinfo=UTC)
    opened = Opened(Surroundings(made.path, lambda: now, UTC, Author("tui", "bench"), {"LANG": "C.UTF-8"}))
    app = TinyCrm(opened, Look("truecolor"))
    try:
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.press("2")
            await _settled(pilot)
            sheets = {name: [await _opens(pilot, key) for _ in range(AGAIN)] for key, name in SHEETS.items()}
            await pilot.press("f")
            await _settled(pilot)
            return Keys([taken for text in TYPED for taken in await _typed(pilot, text)], sheets)
    finally:
        opened.close()


async def _typed(pilot: Pilot[Any], text: str) -> list[tuple[float, str, str]]:
    place, found = pilot.app.screen, []
    assert isinstance(place, Contacts)
    place.filter.query_line.value = ""
    await _settled(pilot)
    for at, letter in enumerate(text, 1):
        taken = await _until(pilot, lambda: _shown(place), _key(letter))
        found.append((taken, text[:at], place.rows.row.contact.name if place.rows.row else ""))
        await _settled(pilot)
    return found


async def _opens(pilot: Pilot[Any], key: str) -> float:
    below = pilot.app.screen

    async def opened() -> None:
        while pilot.app.screen is below:
            await asyncio.sleep(0.0005)

    taken = await _until(pilot, opened, events.Key(key, None if len(key) > 1 else key))
    await _settled(pilot)
    await pilot.press("escape")
    await _settled(pilot)
    return taken


async def _shown(place: Contacts) -> None:
    """Wait until the list shows something else."""
    before = place.rows.shown
    while place.rows.shown == before:
        await asyncio.sleep(0.0005)


async def _until(pilot: Pilot[Any], done: Callable[[], Awaitable[None]], key: events.Key) -> float:
    waiting = asyncio.ensure_future(done())
    await asyncio.sleep(0)
    start = time.perf_counter()
    pilot.app.post_message(key)
    await asyncio.wait_for(waiting, PATIENCE)
    painted = asyncio.Event()
    pilot.app.screen.call_after_refresh(painted.set)
    await painted.wait()
    return time.perf_counter() - start


async def _settled(pilot: Pilot[Any]) -> None:
    """Wait for everything but workers that wait for a sheet."""
    for _ in range(20):
        await pilot.pause()
        busy = [each for each in pilot.app.workers if not each.is_finished and each.group != "asks"]
        if not busy:
            return
        await pilot.app.workers.wait_for_complete(busy)


def _key(letter: str) -> events.Key:
    return events.Key({" ": "space"}.get(letter, letter), letter)
