from datetime import date

from tests.tui.conftest import Rows
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import opened, press, settled, text, typed
from tinycrm.domain.when import When
from tinycrm.tui import quick
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.contact import ContactPage


@in_loop
async def test_a_call_is_logged_with_a_follow_up(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "l")
        sheet = crm.screen
        sheet.form.field("text").value = "wants the Nana"  # type: ignore[attr-defined]
        sheet.form.field("next").value = "fri"  # type: ignore[attr-defined]
        await press(pilot, "ctrl+s")
        assert rows("SELECT kind, text, day FROM interaction ORDER BY id DESC LIMIT 1") == [
            ("call", "wants the Nana", "2026-11-24")
        ]
        assert rows("SELECT due, text, interaction_id FROM reminder ORDER BY id DESC LIMIT 1") == [
            ("2026-11-27", "wants the Nana", 3)
        ]
        assert "Logged a call with Ada Lovelace, follow-up Fri 27 Nov" in text(crm)
        assert rows("SELECT count(*) FROM operation WHERE source = 'tui'") == [(1,)]


@in_loop
async def test_a_follow_up_is_set(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "r")
        await typed(pilot, "3 dec")
        await press(pilot, "ctrl+s")
        assert rows("SELECT due, contact_id FROM reminder ORDER BY id DESC LIMIT 1") == [("2026-12-03", 1)]
        assert "Follow-up for Ada Lovelace on Thu 3 Dec 2026" in text(crm)


@in_loop
async def test_somebody_is_found_by_part_of_a_number(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "slash")
        await typed(pilot, "7946")
        await press(pilot, "enter")
        assert isinstance(crm.screen, ContactPage)
        assert "Ada Lovelace" in text(crm)


@in_loop
async def test_everyone_for_some_words(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "slash")
        await typed(pilot, "jun")
        await press(pilot, "down", "enter")
        await settled(pilot)
        assert crm.current_mode == "contacts"


@in_loop
async def test_what_sheets_may_look_up(crm: TinyCrm) -> None:
    async with opened(crm):
        look = quick.lookup(crm.shop)
        assert [each.name for each in await look.people("lov")] == ["Ada Lovelace"]
        assert [each.name for each in await look.people("0018")] == ["Ada Lovelace"]
        assert len(await look.people("")) == quick.OFFERED - 1
        assert [each.name for each in await look.similar("Ada Lovelace", [], [])] == ["Ada Lovelace"]
        assert [each.mark for each in await look.open_follow_ups(1)] == ["late", "later"]
        assert list(await look.tags("x")) == []


def test_an_hour_is_kept_in_utc() -> None:
    assert quick.placed(When(date(2026, 11, 24), "10:30")) == ("2026-11-24", "2026-11-24T10:30:00Z")
    assert quick.placed(When(date(2026, 11, 24), None)) == ("2026-11-24", None)
