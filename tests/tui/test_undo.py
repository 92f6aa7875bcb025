from tests.tui.conftest import Rows
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import opened, press, text
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.dialogs.menu import ConfirmSheet


@in_loop
async def test_what_this_screen_did_is_taken_back_at_once(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "d", "u")
        assert "Undone: Finished f1 for Ada Lovelace · U brings it back" in text(crm)
        assert rows("SELECT count(*) FROM reminder WHERE done_at IS NOT NULL") == [(0,)]
        await press(pilot, "U")
        assert "Redone: Finished f1 for Ada Lovelace · u takes it back" in text(crm)
        assert rows("SELECT count(*) FROM reminder WHERE done_at IS NOT NULL") == [(1,)]


@in_loop
async def test_what_another_program_did_is_asked_about(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "u")
        assert isinstance(crm.screen, ConfirmSheet)
        assert "Set a follow-up for Ada Lovelace" in text(crm)
        assert "by tester (cli)" in text(crm)
        await press(pilot, "escape")
        assert rows("SELECT count(*) FROM reminder") == [(6,)]
        await press(pilot, "u", "enter")
        assert rows("SELECT count(*) FROM reminder") == [(5,)]


@in_loop
async def test_nothing_to_bring_back_is_said(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "U")
        assert "There is nothing to redo." in text(crm)


@in_loop
async def test_keys_pressed_at_once_all_count(crm: TinyCrm, rows: Rows) -> None:
    done = "SELECT count(*) FROM reminder WHERE done_at IS NOT NULL"
    async with opened(crm) as pilot:
        await press(pilot, "d", "d", "d")
        assert rows(done) == [(3,)]
        for _ in range(3):
            crm.simulate_key("u")
        await pilot.pause()
        await crm.workers.wait_for_complete()
        assert rows(done) == [(0,)]
        assert "another window" not in text(crm)
