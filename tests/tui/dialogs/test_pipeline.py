from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import QUOTED, day, lose, move, start, win
from tests.tui.dialogs.tool import got, in_loop, shown
from tests.tui.tool import press, text
from tests.tui.widgets.test_deal_card import STYLE
from tinycrm.queries import report
from tinycrm.store import Store
from tinycrm.tui.dialogs.pipeline import NumbersSheet

TODAY = NOW.date()
HOSTILE = "[@click=app.quit]x[/]"


def sheet(shop: Store) -> NumbersSheet:
    return NumbersSheet(report.pipeline(shop.reader, TODAY, "GBP"), STYLE, TODAY)


@in_loop
async def test_an_empty_pipeline_is_told_shortly(shop: Store) -> None:
    async with shown(sheet(shop)) as pilot:
        assert "0 open" in text(pilot.app)
        assert "DECIDED" not in text(pilot.app)
        await press(pilot, "enter", "escape")
        assert got(pilot) is None


@in_loop
async def test_all_numbers_are_there_and_lead_to_a_deal(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    start(shop, HOSTILE, ada, value=100000, since=30, close=day(3))  # stands still
    start(shop, "Two", ada, value=200000, stage=QUOTED, next="ring", close=day(30))
    start(shop, "Francs", ada, value=100, currency="EUR")
    start(shop, "Three", ada, value=30000, since=9)
    move(shop, 4, QUOTED, since=2)
    win(shop, 4)
    start(shop, "Four", ada, value=1000)
    lose(shop, 5, HOSTILE)
    async with shown(sheet(shop), (100, 50)) as pilot:
        told = [" ".join(line.split()) for line in text(pilot.app).split("\n")]
        for line in (
            "£1,100 of £3,000 asked", "Nov £100 of £1,000 ██", "Dec £1,000 of £2,000 ████████████████",
            "▵ 2 without a next step", "1 deal in another currency, not counted in", "50 % were won",
            "● 1 won £300, £300 on average", "✗ 1 lost £10", f"{HOSTILE} 1 £10", f"◌ {HOSTILE} 30 d in Enquiry",
        ):  # fmt: skip
            assert any(line in each for each in told), line
        assert any(each.startswith("Enquiry 2 £1,000 ") and "went on" in each for each in told)
        await press(pilot, "down", "enter")
        assert got(pilot) == 1
