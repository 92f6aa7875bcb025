"""Every place and every sheet, on a shop that means harm."""

from pathlib import Path

import pytest

from tests.tui.dialogs.tool import in_loop
from tests.tui.hostile import stock
from tests.tui.monkey import ensure_harmless, ensure_whole, play
from tests.tui.tool import made, opened, press

# the keys to each place and, from there, to each sheet
WAYS = (
    ("1",), ("1", "down", "l"), ("1", "s"), ("1", "r"), ("1", "enter"), ("1", "slash", "x"), ("1", "ctrl+p", "z"),
    ("2",), ("2", "down", "e"), ("2", "t"), ("2", "down", "D"), ("2", "enter"), ("2", "enter", "tab"), ("2", "a"),
    ("3",), ("4",), ("4", "v"), ("h",), ("h", "down"), ("comma",), ("question_mark",),
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop, filled once; nothing here writes to it."""
    path = tmp_path_factory.mktemp("hostile") / "shop.db"
    path.write_bytes(template.read_bytes())
    stock(path)
    return path


@pytest.mark.parametrize("size", [(140, 40), pytest.param((80, 24), marks=pytest.mark.soak)])
@in_loop
async def test_nothing_harmful_is_drawn_and_every_row_is_as_wide_as_the_screen(
    hostile: Path, size: tuple[int, int]
) -> None:
    app = made(hostile)
    async with opened(app, size) as pilot:
        for way in WAYS:
            for key in way:
                await press(pilot, key)
                ensure_harmless(app, size, way)
            await press(pilot, *["escape"] * len(way))


@in_loop
async def test_a_monkey_breaks_nothing(shop_path: Path) -> None:
    stock(shop_path)
    await play(shop_path, seed=5, steps=40)
    ensure_whole(shop_path)
