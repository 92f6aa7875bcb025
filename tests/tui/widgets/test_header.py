import pytest

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, opened, press, settled, surroundings
from tinycrm.store import Store
from tinycrm.tui.app import Look, TinyCrm
from tinycrm.tui.dialogs.find import FindSheet
from tinycrm.tui.shop import Shop


@pytest.mark.parametrize(
    ("width", "first"),
    [
        (140, "Tuesday 24 November 2026    ▲ 2 overdue    □ 3 due    ✿ 1 birthday"),
        (80, "Tue 24 Nov   ▲ 2 overdue  □ 3 due  ✿ 1"),
        (40, "Tue 24 Nov"),
    ],
)
@in_loop
async def test_the_first_row_ends_at_the_margin(crm: TinyCrm, width: int, first: str) -> None:
    async with opened(crm, (width, 24)):
        assert lines(crm)[0].endswith(first)
        assert len(lines(crm)[0]) == width - 2


@in_loop
async def test_the_line_stands_under_the_place(crm: TinyCrm) -> None:
    async with opened(crm, (80, 24)):
        second, third = lines(crm)[1:3]
        assert third.index("━") == second.index("1 Today")
        assert third.count("━") == len("1 Today")
        assert len(third) == 80


@in_loop
async def test_names_fall_away_from_the_right(crm: TinyCrm) -> None:
    async with opened(crm, (24, 24)):
        assert lines(crm)[1].strip() == "1 Today 2 3 4"


@in_loop
async def test_a_shop_that_is_thrown_away_says_so(busy: Store) -> None:
    app = TinyCrm(Shop(surroundings(busy.path, throwaway=True)), Look("truecolor"))
    async with opened(app):
        assert "nothing is kept" in lines(app)[0]


@in_loop
async def test_a_place_without_a_number_is_named_while_you_are_there(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        assert "History" not in lines(crm)[1]
        await press(pilot, "h")
        second, third = lines(crm)[1:3]
        assert second.endswith("h History")
        assert third.index("━") == second.index("h History")


@in_loop
async def test_the_name_of_the_shop_leads_to_everything(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await pilot.click(offset=(4, 0))
        await settled(pilot)
        assert isinstance(crm.screen, FindSheet)
