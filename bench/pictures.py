"""The pictures of the README: `python -m bench.pictures` draws the demo shop's screens anew into docs/pictures/."""

import asyncio
import re
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from tinycrm.services.shop import make_demo
from tinycrm.store import Author
from tinycrm.tui.app import Look, TinyCrm
from tinycrm.tui.shop import Shop, Surroundings

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
THEMES = ("paper", "lamplight")
NOW = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)
PEOPLE, SEED = 400, 1
OWNER = Author("tui", "owner")
FONTS = '"Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace'
REST = 0.2  # seconds; a card follows the cursor when that rests
LARGE, MIDDLE = (140, 40), (100, 30)


class Picture(NamedTuple):
    """What it is called, how large its terminal is, and what is pressed before it is taken; "…" is typed."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()


PICTURES = (
    Picture("today", LARGE),
    Picture("contacts", LARGE, ("2", "f", "…seen:90d", "down")),
    Picture("contact", LARGE, ("2", "enter")),
    Picture("pipeline", LARGE, ("3", "right", "right")),
    Picture("calendar", LARGE, ("4",)),
    Picture(
        "log",
        MIDDLE,
        ("l", "tab", "tab", "…Wants the Nana if the foxing is light.", "tab", "tab", "…fri", "tab", "…send the quote"),
    ),
)


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "shop.db"
        make_demo(path, people=PEOPLE, seed=SEED, author=OWNER, now=lambda: NOW)
        for theme in THEMES:
            for picture in PICTURES:
                with tempfile.TemporaryDirectory() as folder:  # one of its own, for drafts stand beside the shop
                    shop = Path(shutil.copy(path, folder))
                    shutil.copy(path.with_suffix(".toml"), folder)
                    drawn = asyncio.run(_taken(shop, picture, theme))
                (FOLDER / f"{picture.name}-{theme}.svg").write_text(drawn, encoding="utf-8")


async def _taken(path: Path, picture: Picture, theme: str) -> str:
    shop = Shop(Surroundings(path, lambda: NOW, UTC, OWNER, {"LANG": "en_GB.UTF-8"}))
    shop.config = replace(shop.config, theme=theme)
    app = TinyCrm(shop, Look("truecolor"))
    try:
        async with app.run_test(size=picture.size) as pilot:
            await _settled(pilot)
            for key in picture.keys:
                await pilot.press(*("space" if letter == " " else letter for letter in key.removeprefix("…"))
                                  if key.startswith("…") else (key,))  # fmt: skip
                await _settled(pilot)
            return by_itself(app.export_screenshot())
    finally:
        shop.close()


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until all is read and drawn; what asks is not waited for."""
    await pilot.pause(REST)
    while busy := [each for each in pilot.app.workers if not each.is_finished and each.group != "asks"]:
        await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause(REST)


def by_itself(svg: str) -> str:
    """A picture that fetches no fonts, and keeps its blanks."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?(?:Fira Code|arial)[^;]*;", f"font-family: {FONTS};", svg)
    return svg.replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    main()
