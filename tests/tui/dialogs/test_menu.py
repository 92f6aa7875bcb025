from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.tui.dialogs.tool import HOSTILE, got, in_loop, lookup, shown, tags
from tests.tui.tool import lines, press, text, typed
from tinycrm.domain.when import When
from tinycrm.tui.dialogs.contact_field import new_tag
from tinycrm.tui.dialogs.menu import ChooseSheet, ConfirmSheet, DaySheet, LineSheet, SnoozeSheet, TagSheet
from tinycrm.tui.widgets.choice import Option

TODAY = NOW.date()  # a Tuesday


@pytest.mark.parametrize(("keys", "days"), [(["t"], 1), (["m"], 6), (["w"], 7), (["enter"], 1), (["down", "enter"], 6)])
def test_something_is_put_off_with_one_key(keys: list[str], days: int) -> None:
    @in_loop
    async def flow() -> None:
        async with shown(SnoozeSheet(lookup(), HOSTILE), (80, 24)) as pilot:
            assert HOSTILE in text(pilot.app)
            await press(pilot, *keys)
            assert got(pilot) == When(TODAY + timedelta(days), None)

    flow()


@in_loop
async def test_another_day_is_typed_or_picked() -> None:
    async with shown(SnoozeSheet(lookup(), "send the list"), (80, 24)) as pilot:
        await press(pilot, "p")
        assert "Put off until" in text(pilot.app)
        await typed(pilot, "3 dec")
        await press(pilot, "enter")
        assert got(pilot) == When(TODAY.replace(month=12, day=3), None)
    async with shown(SnoozeSheet(lookup(), "send the list")) as pilot:
        await press(pilot, "p", "tab", "down", "right", "enter")
        assert got(pilot) == When(TODAY + timedelta(8), None)


@in_loop
async def test_a_day_takes_a_day() -> None:
    async with shown(DaySheet(lookup(), "When")) as pilot:
        await press(pilot, "ctrl+s")
        assert "✗ Say when." in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_enter_alone_deletes_nothing() -> None:
    sheet = ConfirmSheet("Delete 12 people and all that hangs on them?", [HOSTILE], key="D", word="delete")
    async with shown(sheet, (80, 24)) as pilot:
        assert "Delete 12 people" in text(pilot.app)
        assert HOSTILE in text(pilot.app)
        await press(pilot, "enter")
        assert got(pilot) == "nothing yet"
        await press(pilot, "D")
        assert got(pilot) is True


@in_loop
async def test_a_question_can_be_left_and_clicked() -> None:
    async with shown(ConfirmSheet("Take it back?", word="take back")) as pilot:
        await press(pilot, "escape")
        assert got(pilot) is None
    async with shown(ConfirmSheet("Take it back?", word="take back")) as pilot:
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "take back" in line)
        await pilot.click(offset=(line.index("take back"), row))
        await pilot.pause()
        assert got(pilot) is True


@in_loop
async def test_tags_are_completed_and_new_ones_made() -> None:
    async with shown(TagSheet("Tag 12 people", tags, new_tag)) as pilot:
        await typed(pilot, "fa")
        await press(pilot, "enter")
        await typed(pilot, "Old Maps,")
        await press(pilot, "ctrl+s")
        assert got(pilot) == ["fair-2026", "old-maps"]


@in_loop
async def test_only_tags_that_are_there_can_be_taken_off() -> None:
    async with shown(TagSheet("Untag 12 people", tags)) as pilot:
        await typed(pilot, "nosuch")
        await press(pilot, "ctrl+s")
        assert "✗" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_a_line_is_chosen_by_click() -> None:
    options = [("", Option("call", HOSTILE), ""), ("v", Option("visit", "came in"), "12")]
    async with shown(ChooseSheet("Kind", options)) as pilot:
        row = next(y for y, line in enumerate(lines(pilot.app)) if "came in" in line)
        await pilot.click(offset=(30, row))
        await pilot.pause()
        assert got(pilot) == "visit"


@in_loop
async def test_one_line_is_handed_back() -> None:
    async with shown(LineSheet("How often", "every", needed="Say how often.")) as pilot:
        await press(pilot, "enter")
        assert "✗ Say how often." in text(pilot.app)
        await typed(pilot, "6w")
        await press(pilot, "enter")
        assert got(pilot) == "6w"
