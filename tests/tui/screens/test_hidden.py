from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import opened, press, text
from tinycrm.tui.app import TinyCrm


@in_loop
async def test_everything_is_hidden_until_a_key(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "f12")
        assert text(crm).strip() == ""
        await press(pilot, "d")
        assert "quote her the Nana first edition" in text(crm)
        await press(pilot, "f12")
        await pilot.click(offset=(5, 5))
        assert "Ada Lovelace" in text(crm)
