from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import opened, press, text, typed
from tinycrm.tui import palette
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.contact import ContactPage


@in_loop
async def test_every_binding_with_a_name_is_there_once(crm: TinyCrm) -> None:
    async with opened(crm):
        assert crm.visible_place is not None
        found = [each.words for each in palette.commands(crm.visible_place)]
        assert {"Finish the follow-up in hand", "Set a follow-up", "Go to Contacts", "Theme: lamplight"} <= set(found)
        assert len(found) == len(set(found))
        assert not [each for each in found if "-256" in each]


@in_loop
async def test_a_command_is_done(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, "lamplight")
        await press(pilot, "enter")
        assert crm.theme == "lamplight"


@in_loop
async def test_a_command_of_the_place_is_done(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, "finish the")
        await press(pilot, "enter")
        assert "Done: quote her" in text(crm)


@in_loop
async def test_a_person_is_opened(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, "watanabe")
        await press(pilot, "enter")
        assert isinstance(crm.screen, ContactPage)
