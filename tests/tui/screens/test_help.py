from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import opened, press, text
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.help import Help, Part, in_columns
from tinycrm.tui.text import MARKS


@in_loop
async def test_every_key_and_every_mark(crm: TinyCrm) -> None:
    async with opened(crm, (140, 300)) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(crm.screen, Help)
        shown = text(crm)
        for words in ("Set a follow-up", "Finish the follow-up in hand", "Go to Contacts", "CONTACTS", "MARKS: PEOPLE"):
            assert words in shown
        assert all(mark.sign in shown for mark in MARKS.values())
        await press(pilot, "question_mark")
        assert not isinstance(crm.screen, Help)


@in_loop
async def test_it_scrolls_where_it_is_low(crm: TinyCrm) -> None:
    async with opened(crm, (80, 24)) as pilot:
        await press(pilot, "question_mark")
        assert "EVERYWHERE" in text(crm)
        await press(pilot, "end")
        assert "older ones" in text(crm) or "cut short" in text(crm)


@in_loop
async def test_columns_are_about_as_long(crm: TinyCrm) -> None:
    async with opened(crm):
        parts = [Part(str(number), [crm.pen.text("line")] * 4) for number in range(4)]
        assert len(in_columns(crm.pen, parts, 2, 20).plain.split("\n")) == 12
        assert len(in_columns(crm.pen, parts, 1, 20).plain.split("\n")) == 24
