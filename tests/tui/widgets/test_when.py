from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.tui.dialogs.tool import FieldSheet, form_of, in_loop, lookup, shown
from tests.tui.tool import lines, press, settled, text
from tinycrm.domain.when import When
from tinycrm.tui.widgets.field import LineField
from tinycrm.tui.widgets.when import near, short

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(TODAY, None), "Tue 24 Nov, today"),
        (When(TODAY + timedelta(3), None), "Fri 27 Nov, in 3 days"),
        (When(TODAY + timedelta(3), "15:30"), "Fri 27 Nov, 15:30"),
        (When(TODAY.replace(year=2027), None), "Wed 24 Nov 2027, in 12 months"),
    ],
)
def test_a_day_beside_its_field(when: When, said: str) -> None:
    assert near(when, TODAY) == said


def test_another_year_is_said() -> None:
    assert (short(TODAY, TODAY), short(date(987, 5, 3), TODAY)) == ("Tue 24 Nov", "Thu 3 May 0987")


@in_loop
async def test_the_calendar_opens_turns_and_closes() -> None:
    field = lookup().when_field("when", "when", future=True)
    async with shown(FieldSheet.of(field, LineField("two", "two"))) as pilot:
        await press(pilot, "down")
        assert "Nov 2026" in text(pilot.app)
        await press(pilot, "pagedown", "pagedown", "pageup")
        assert "Dec 2026" in text(pilot.app)
        await press(pilot, "t", "escape")
        assert "2026" not in text(pilot.app)
        assert field.line.has_focus
        await press(pilot, "down", "down", "enter")
        assert field.value == (TODAY + timedelta(7)).isoformat()


@in_loop
async def test_a_day_is_clicked_twice_and_leaving_closes_the_calendar() -> None:
    field = lookup().when_field("when", "when", future=True)
    async with shown(FieldSheet.of(field, LineField("two", "two"))) as pilot:
        await press(pilot, "down")
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if " 30 " in line and " 26 " not in line)
        for _ in range(2):
            await pilot.click(offset=(line.index("30"), row))
            await settled(pilot)
        assert field.value == "2026-11-30"
        await press(pilot, "down")
        form_of(pilot.app).field("two").line.focus()
        await settled(pilot)
        assert "Nov 2026" not in text(pilot.app)
