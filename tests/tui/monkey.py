"""A monkey at the keyboard and the mouse: whatever it does, nothing falls over and the shop stays whole."""

import random
import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import OutOfBounds, Pilot

from tests.tui.tool import lines, made, opened, settled
from tinycrm.store.connection import connect

PLACES = ("1", "2", "3", "4", "h", "comma")
# every way to a sheet, to a place, and about in them; the two that close the screen or leave it for an editor are not
KEYS = (
    *PLACES, *"aldrsuUenftTSvpwxcmykKAi[]DX?*/ z0@:", "enter", "enter", "escape", "escape", "tab", "shift+tab", "up",
    "down", "down", "left", "right", "pageup", "pagedown", "home", "end", "space", "backspace", "delete", "ctrl+s",
    "ctrl+n", "ctrl+o", "ctrl+p", "ctrl+a", "ctrl+d", "ctrl+t", "ctrl+x", "ctrl+g", "shift+down", "shift+up",
)  # fmt: skip
NAMED = {" ": "space", "[": "left_square_bracket", "]": "right_square_bracket", "?": "question_mark", "*": "asterisk",
         "/": "slash", "@": "at", ":": "colon"}  # fmt: skip
# what must never reach a terminal: controls, C1, and letters that turn the direction of what follows
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
CLICKED = 0.2  # of all it does


async def play(path: Path, seed: int, steps: int, size: tuple[int, int] = (100, 30)) -> list[str]:
    """Press and click at random; returns what was done, for whoever has to do it again."""
    dice, done = random.Random(seed), []  # dice, not secrets
    app = made(path)
    async with opened(app, size) as pilot:
        for _ in range(steps):
            done.append(await _step(pilot, dice, size))
            if app.return_code is not None or not app.is_running:
                break
            ensure_harmless(app, size, done)
    assert app._exception is None, (app._exception, done[-20:])  # noqa: SLF001  # it is kept nowhere else
    ensure_whole(path)
    return done


async def _step(pilot: Pilot[Any], dice: random.Random, size: tuple[int, int]) -> str:
    if dice.random() < CLICKED:
        spot = dice.randrange(size[0]), dice.randrange(size[1])
        try:
            await pilot.click(offset=spot, button=dice.choice((1, 1, 1, 3)))
        except OutOfBounds:
            return "beside the screen"
        did = f"click {spot}"
    else:
        key = dice.choice(KEYS)
        await pilot.press(NAMED.get(key, key))
        did = key
    await settled(pilot)
    return did


def ensure_harmless(app: App[Any], size: tuple[int, int], done: Sequence[str] = ()) -> None:
    """Nothing harmful is drawn, and every row is exactly as wide as the screen."""
    strips = app.screen._compositor.render_strips(app.size)  # noqa: SLF001  # the one place that has the whole screen
    assert {strip.cell_length for strip in strips} <= {size[0]}, (lines(app), done[-20:])
    harm = [strip.text for strip in strips if HARMFUL.search(strip.text)]
    assert not harm, (harm, done[-20:])


def ensure_whole(path: Path) -> None:
    """The shop is whole."""
    with closing(connect(path, write=False)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
