"""Deals from anywhere: in the morning list, in the calendar, half typed, changed by others meanwhile."""

from pathlib import Path

import pytest

from tests.queries import people
from tests.queries.pipeline import QUOTED, day, move, start, win
from tests.tui.board import found, said, store
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, text, typed
from tinycrm.domain.money import Money
from tinycrm.queries import stage as stages
from tinycrm.services import deal as service
from tinycrm.services import undo
from tinycrm.store import Store
from tinycrm.tui.screens.calendar import Calendar
from tinycrm.tui.screens.today import Today


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
async def test_the_morning_tells_what_deals_want_and_opens_them(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        assert isinstance(app.screen, Today)
        shown = text(app)
        assert "DEALS: NEXT STEPS" in shown
        assert "One person is waiting to hear from you." in shown
        assert "DEALS: TO CLOSE SOON" in shown
        first = next(line for line in lines(app) if "quote her: Nana" in line)
        assert "◆" in first
        assert "4 days late" in first
        assert (app.screen.deal_id, app.screen.contact_id) == (1, 1)
        await press(pilot, "down")
        assert (app.screen.deal_id, app.screen.contact_id) == (3, None)  # the deal is with nobody
        await press(pilot, "d")
        assert "enter opens the deal" in text(app)
        await press(pilot, "enter")
        assert "THE WAY IT CAME" in text(app)


@in_loop
async def test_the_calendar_has_steps_and_closes_of_deals(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "4")
        assert isinstance(app.screen, Calendar)
        assert "ring: Estate" in text(app)
        await press(pilot, "tab", "enter")
        assert "Estate, Elm Lodge" in text(app)
        assert "THE WAY IT CAME" in text(app)
        await press(pilot, "escape", "shift+tab", "right", "right", "right")
        assert "to close: Nana" in text(app)


@in_loop
async def test_a_deal_that_was_half_typed_is_taken_up_again(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "n")
        await typed(pilot, "Atlas")
        await press(pilot, "escape", "enter", "1", "ctrl+o")
        assert "Atlas" in text(app)
        await press(pilot, "ctrl+s")
        assert found(stocked, 4).title == "Atlas"


@in_loop
async def test_what_was_changed_elsewhere_meanwhile_is_not_written_over(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "e")
        await typed(pilot, " by post")
        other = store(stocked)
        with other.begin("deal.edit", deal=3) as tx:
            service.edit(tx, 3, {"value": 200})
        other.close()
        await press(pilot, "ctrl+s")
        assert "was changed in another window meanwhile" in said(app)
        assert found(stocked, 3).title == "Estate, Elm Lodge"
        await press(pilot, "escape", "e", "ctrl+s")
        assert found(stocked, 3).title == "Estate, Elm Lodge by post"
        assert found(stocked, 3).value == Money(200, "GBP")


@in_loop
async def test_a_reason_of_ones_own_is_offered_from_then_on(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "x", "left", "tab")
        await typed(pilot, "moved away")
        await press(pilot, "tab", "right", "ctrl+s")
        assert found(stocked, 3).reason == "moved away"
        other = store(stocked)
        assert "moved away" in [each.name for each in stages.reasons(other.reader)]
        other.close()
        await press(pilot, "u")
        assert found(stocked, 3).status == "open"


@in_loop
async def test_a_deal_that_is_gone_is_said(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        for key in ("enter", "e", "w", "x", "D"):
            await press(pilot, "3")
            other = store(stocked)
            with other.begin("deal.delete", deal=3) as tx:
                service.delete(tx, 3)
            await press(pilot, key)
            assert "was deleted in another window" in said(app), key
            plan = undo.plan_undo(other.reader)
            with other.begin("undo", undoes=plan.tip) as tx:
                undo.carry_out(tx, plan)
            other.close()
            app.touched()
            await press(pilot, "home")
