import pytest

from tests.conftest import NOW
from tests.tui.dialogs.tool import FieldSheet, in_loop, lookup, shown
from tests.tui.tool import text
from tinycrm.errors import InvalidError


@in_loop
async def test_days_are_read_on_the_side_that_is_meant() -> None:
    look = lookup()
    assert look.today == NOW.date()
    ahead, behind = await look.day(future=True)("fri"), await look.day(future=False)("fri")
    assert ahead
    assert behind
    assert (ahead.said, behind.said) == ("Fri 27 Nov, in 3 days", "Fri 20 Nov, 4 days ago")
    with pytest.raises(InvalidError):
        await look.day(future=True)("yesterday")


@in_loop
async def test_a_field_for_a_day_shows_what_is_meant() -> None:
    async with shown(FieldSheet.of(lookup().when_field("when", "when", "3 dec", future=True))) as pilot:
        assert "✓ Thu 3 Dec, in 9 days" in text(pilot.app)
