from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.tui.dialogs.tool import got, in_loop, shown
from tests.tui.tool import press, text
from tinycrm.tui import theme
from tinycrm.tui.dialogs.read import ReadSheet
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.line import Line


class Counted(ReadSheet[int]):
    """So many numbers under one another."""

    heading = "Numbers"
    CSS_PATH = str(Path(theme.__file__).parent / "dialogs" / "sheet.tcss")

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def blocks(self, pen: Pen, width: int) -> Iterable[Block]:
        return [Block([Line().put(2, f"number {number}")], f"{number}", number) for number in range(1, self._count + 1)]

    def opened(self, data: Any) -> None:
        self.dismiss(data)


@in_loop
async def test_it_is_as_tall_as_what_is_read_where_there_is_room() -> None:
    async with shown(Counted(5)) as pilot:
        assert pilot.app.screen.query_one("Page").size.height == 5
    async with shown(Counted(500), (80, 20)) as pilot:
        assert pilot.app.screen.query_one("Page").size.height == 14
        assert "number 14" in text(pilot.app)


@in_loop
async def test_what_is_in_hand_is_opened_by_key_and_by_mouse() -> None:
    async with shown(Counted(5)) as pilot:
        await press(pilot, "enter")
        assert got(pilot) == "nothing yet"
        await press(pilot, "down", "down", "enter")
        assert got(pilot) == 2
    async with shown(Counted(5)) as pilot:
        await pilot.click("Page", offset=(5, 3))
        await pilot.click("Page", offset=(6, 3))
        await pilot.pause()
        assert got(pilot) == 4
