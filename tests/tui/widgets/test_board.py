"""The board by keys and by mouse: going about, folding, lifting a card and putting it down."""

from pathlib import Path

import pytest

from tests.queries.pipeline import ENQUIRY, QUOTED
from tests.tui.board import FIRST, drag, fill, found, held, place, said, standing
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, settled, text
from tinycrm.store import Store


@pytest.fixture
def stocked(shop: Store) -> Path:
    return fill(shop)


@in_loop
async def test_a_card_is_dragged_to_a_slot_in_another_column(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        await drag(pilot, (5, FIRST), (20, 12), (60, FIRST + 3), drop=False)
        shown = lines(app)
        assert shown[FIRST + 3][56:80] == "╌" * 24  # the gap between the two cards of Quoted
        assert shown[6][56:80] == "━" * 24
        assert "━" not in shown[6][:50]
        await pilot.mouse_up(offset=(60, FIRST + 3))
        await settled(pilot)
        assert standing(stocked, QUOTED) == [["Hetzel bindings", "Woolf letters", "Nana"]]
        assert "Moved to Quoted · u undoes" in said(app)
        assert "╌" not in text(app)


@in_loop
async def test_a_card_is_dragged_within_its_column_and_to_its_end(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        await drag(pilot, (5, FIRST), (5, 30))
        assert standing(stocked, ENQUIRY) == [["Gift: Persuasion, 1818 set", "Prints", "Woolf letters"]]
        await drag(pilot, (5, FIRST), (5, FIRST + 2), (5, FIRST))
        assert standing(stocked, ENQUIRY)[0][0] == "Gift: Persuasion, 1818 set"


@in_loop
async def test_a_lifted_card_is_put_back_by_escape(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        await drag(pilot, (5, FIRST), (60, 20), drop=False)
        assert place(app).board.lift is not None
        await press(pilot, "escape")
        assert place(app).board.lift is None
        await pilot.mouse_up(offset=(60, 20))
        await settled(pilot)
        assert found(stocked, 1).stage == "Enquiry"


@in_loop
async def test_a_click_takes_a_card_another_opens_it(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        await pilot.click(offset=(60, FIRST + 4))
        await settled(pilot)
        assert held(app) == "Nana"
        await pilot.click(offset=(62, FIRST + 4))
        await settled(pilot)
        assert "THE WAY IT CAME" in text(app)


@in_loop
async def test_a_column_is_folded_by_its_key_and_by_its_head(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "c")
        assert (lane := place(app).board.lane)
        assert lane.width == 3
        assert "Woolf letters" not in text(app)
        await press(pilot, "c")
        assert "Woolf letters" in text(app)
        for _ in range(2):
            await pilot.click(offset=(60, 4))
            await settled(pilot)
        assert "Hetzel" not in text(app)


@in_loop
async def test_arrows_go_from_card_to_card_and_beside(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        assert held(app) == "Woolf letters"
        for key, title in (
            ("down", "Gift: Persuasion, 1818 set"), ("right", "Mensagem"), ("right", "Hetzel bindings"),
            ("down", "Nana"), ("left", "Mensagem"), ("end", "Mensagem"), ("left", "Woolf letters"), ("end", "Prints"),
            ("home", "Woolf letters"), ("pagedown", "Prints"), ("left", "Prints"),
        ):  # fmt: skip
            await press(pilot, key)
            assert held(app) == title, key
