"""The stages as they are changed on the screen."""

from pathlib import Path

from tests.queries import people
from tests.queries.pipeline import lose, start
from tests.tui.board import said, store
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, text, typed
from tinycrm.queries import stage
from tinycrm.queries.stage import Stage
from tinycrm.store import Store

HOSTILE = "[@click=app.quit]x[/]"


def stages(path: Path) -> list[Stage]:
    shop = store(path)
    found = stage.stages(shop.reader)
    shop.close()
    return found


def names(path: Path) -> list[str]:
    return [each.name for each in stages(path)]


def reasons(path: Path) -> list[str]:
    shop = store(path)
    found = [each.name for each in stage.reasons(shop.reader)]
    shop.close()
    return found


@in_loop
async def test_a_stage_is_added_ordered_renamed_and_removed(shop: Store) -> None:
    app = made(shop.path)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "ctrl+t", "n")
        await typed(pilot, HOSTILE)
        await press(pilot, "ctrl+s", "down", "down", "down", "down", "K", "K")
        assert names(shop.path)[:4] == ["Enquiry", "Sourcing", HOSTILE, "Quoted"]
        await press(pilot, "e")
        for _ in HOSTILE:
            await pilot.press("backspace")
        await typed(pilot, "On approval")
        await press(pilot, "ctrl+s")
        assert names(shop.path)[2] == "On approval"
        await press(pilot, "D", "D")
        assert names(shop.path) == ["Enquiry", "Sourcing", "Quoted", "Reserved", "Won", "Lost"]
        await press(pilot, "escape", "u")
        assert "On approval" in text(app)


@in_loop
async def test_deals_of_a_stage_that_is_removed_go_elsewhere(shop: Store) -> None:
    start(shop, "Nana", people.add(shop, "Ada"))
    app = made(shop.path)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "ctrl+t", "D")
        assert "1 deal stands in it" in text(app)
        assert "Lost" not in text(app).split("1 deal stands")[1].split("enter choose")[0].split("│")[0]
        await press(pilot, "2")
        assert names(shop.path)[0] == "Sourcing"
        assert [each.deals for each in stages(shop.path)][:2] == [0, 1]


@in_loop
async def test_the_last_of_its_kind_stays(shop: Store) -> None:
    app = made(shop.path)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "ctrl+t", "down", "down", "down", "down", "D", "D")
        assert "only won stage" in said(app)
        assert "Won" in names(shop.path)


@in_loop
async def test_reasons_are_added_respelt_and_removed(shop: Store) -> None:
    start(shop, "Nana", people.add(shop, "Ada"))
    lose(shop, 1)
    app = made(shop.path)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "ctrl+t", "r")
        await typed(pilot, "moved away")
        await press(pilot, "ctrl+s")
        assert reasons(shop.path)[-1] == "moved away"
        await press(pilot, *["down"] * 6, "e")
        await typed(pilot, " for us")
        await press(pilot, "ctrl+s")
        assert reasons(shop.path)[0] == "too dear for us"
        await press(pilot, "D")
        assert "too dear for us" not in reasons(shop.path)
