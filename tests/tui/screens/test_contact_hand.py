"""Deals on a person's page, taken in hand among the facts and on the timeline."""

from pathlib import Path

import pytest

from tests.queries import people
from tests.queries.pipeline import QUOTED, day, move, start, win
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, settled, text
from tinycrm.store import Store
from tinycrm.tui.screens.contact import ContactPage


@pytest.fixture
def stocked(shop: Store) -> Path:
    """Ada has an open deal with a late step and one that is won; one deal is with nobody."""
    ada = people.add(shop, "Ada Lovelace")
    people.log(shop, "Asked for Nana.", ada, day="2026-11-10")
    start(shop, "Nana", ada, value=18000, since=30, next="quote her", next_on=day(-4), close=day(3))  # d1
    move(shop, 1, QUOTED, since=25)
    start(shop, "The Waves", ada, value=42000, since=40)  # d2
    win(shop, 2, since=8)
    start(shop, "Estate, Elm Lodge", value=100, since=1, next="ring", next_on=day(0))  # d3
    shop.close()
    return shop.path


@in_loop
async def test_a_page_shows_deals_and_the_way_they_came(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        app.open_contact(1)
        await settled(pilot)
        shown = [line.rstrip() for line in lines(app)]
        deals = shown[next(at for at, line in enumerate(shown) if line.startswith("  DEALS")) :]
        assert deals[1].startswith("  ◆ Nana")
        assert deals[1][:50].rstrip().endswith("Quoted")
        assert deals[2].startswith("  ● The Waves")
        told = [line[60:] for line in shown if "◆" in line[51:]]
        assert [line.split()[-1] for line in told] == ["d2", "d1", "d1", "d2"]
        assert "Nana: moved from Enquiry to Quoted" in text(app)
        assert text(app).index("The Waves: won") < text(app).index("Asked for Nana.") < text(app).index("Nana: moved")


@in_loop
async def test_a_deal_is_opened_from_the_timeline_and_from_the_facts(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        app.open_contact(1)
        await settled(pilot)
        await press(pilot, "down", "enter")
        assert "THE WAY IT CAME" in text(app)
        assert "The Waves" in text(app)
        await press(pilot, "escape", "tab")
        assert isinstance(app.screen, ContactPage)
        while app.screen.deal_id != 1:
            await press(pilot, "down")
        await press(pilot, "enter", "x", "ctrl+s")
        assert "lost" in text(app)
        await press(pilot, "escape", "v", "v", "v", "v", "v")
        assert app.screen.kind == "deals"
        assert "Nana: lost, too dear" in text(app)
