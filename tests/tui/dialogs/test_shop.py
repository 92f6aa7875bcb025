from tests.tui.dialogs.tool import Desk, in_loop
from tests.tui.tool import press, settled, typed
from tinycrm.config import Config
from tinycrm.services.config import checked
from tinycrm.tui.dialogs.shop import ShopSheet


@in_loop
async def test_what_was_said_is_handed_back() -> None:
    desk = Desk(ShopSheet(Config(), checked, "shop.db"))
    async with desk.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await typed(pilot, "The Cozy Corner")
        await press(pilot, "ctrl+s")
        assert desk.got == {"shop": "The Cozy Corner", "country": "GB", "currency": "GBP", "languages": "en"}


@in_loop
async def test_a_name_is_needed_and_values_make_sense() -> None:
    sheet = ShopSheet(Config(), checked, "shop.db")
    desk = Desk(sheet)
    async with desk.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert desk.got == "nothing yet"
        sheet.form.field("shop").value = "Corner"
        sheet.form.field("currency").value = "shells"
        await press(pilot, "ctrl+s")
        assert desk.got == "nothing yet"
        sheet.form.field("currency").value = "EUR"
        await press(pilot, "ctrl+s")
        assert desk.got["currency"] == "EUR"
