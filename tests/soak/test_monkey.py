"""Thousands of keys and clicks at random, over all places and sheets, on a shop that means harm."""

from pathlib import Path

import pytest

from tests.tui.dialogs.tool import in_loop
from tests.tui.hostile import stock
from tests.tui.monkey import play

pytestmark = pytest.mark.soak
STEPS = 1000


@pytest.mark.parametrize("size", [(140, 40), (100, 30), (80, 24), (50, 12)])
@pytest.mark.parametrize("seed", [1, 2])
@in_loop
async def test_a_monkey_breaks_nothing(shop_path: Path, seed: int, size: tuple[int, int]) -> None:
    stock(shop_path)
    await play(shop_path, seed, STEPS, size)
