"""What is done with the deal in hand: started, won, lost, reopened, deleted."""

from pathlib import Path

import pytest

from tests.queries.pipeline import TODAY
from tests.tui.board import fill, found, held, place, said
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, text, typed
from tinycrm.store import Store


@pytest.fixture
def stocked(shop: Store) -> Path:
    return fill(shop)


@in_loop
async def test_winning_asks_what_it_came_to(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "w")
        assert "£950" in text(app)
        await press(pilot, "backspace", "backspace", "backspace")
        await typed(pilot, "900")
        await press(pilot, "ctrl+s")
        deal = found(stocked, 1)
        assert (deal.status, deal.value and deal.value.minor, deal.closed) == ("won", 90000, TODAY.isoformat())
        assert "Won Woolf letters at £900 · u undoes" in said(app)
        assert held(app) == "Gift: Persuasion, 1818 set"  # the next one, not the one that is won


@in_loop
async def test_losing_asks_why(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "x", "right", "enter")
        await typed(pilot, "saw one at the fair")
        await press(pilot, "ctrl+s")
        deal = found(stocked, 1)
        assert (deal.status, deal.reason, deal.reason_words) == ("lost", "found one elsewhere", "saw one at the fair")
        await press(pilot, "end", "x", "escape")
        assert found(stocked, 3).status == "open"


@in_loop
async def test_carrying_into_won_and_lost_asks_too_and_back_reopens(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "right", "right", "L", "L", "ctrl+s")
        assert found(stocked, 5).status == "won"
        await press(pilot, "right")
        assert held(app) == "Hetzel bindings"
        await press(pilot, "J")
        assert "stand by their day" in said(app)
        await press(pilot, "L", "ctrl+s")
        assert (found(stocked, 5).status, found(stocked, 5).reason) == ("lost", "too dear")
        await press(pilot, "right", "R")
        assert found(stocked, 5).stage == "Reserved"
        assert held(app) == "Hetzel bindings"


@in_loop
async def test_a_deal_is_started_in_the_column_in_hand(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "right", "n")
        await typed(pilot, "Atlas, two volumes")
        await press(pilot, "enter")
        await typed(pilot, "Bo")
        await press(pilot, "enter", "tab")
        await typed(pilot, "1,250")
        await press(pilot, "ctrl+s")
        deal = found(stocked, 11)
        assert (deal.title, deal.stage, deal.who) == ("Atlas, two volumes", "Sourcing", "Bo Yard")
        assert deal.value is not None
        assert deal.value.minor == 125000
        assert held(app) == "Atlas, two volumes"
        assert "Started Atlas, two volumes; it has no next step yet" in said(app)


@in_loop
async def test_the_person_in_hand_is_the_deals(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "down")
        assert place(app).contact_id == 2
        await press(pilot, "D", "D")
        assert [each.id for each in place(app).columns[0].cards] == [1, 3]
        assert held(app) == "Prints"
