from tests.tui.dialogs.tool import ADA, FieldSheet, form_of, got, in_loop, people, shown
from tests.tui.tool import lines, press, settled, text, typed
from tinycrm.tui.widgets.field import LineField
from tinycrm.tui.widgets.pick import Match, PickField


def who(picked: Match | None = None) -> PickField:
    return PickField("who", "who", people, picked, needed="Say who.")


@in_loop
async def test_the_whole_name_picks_whoever_alone_has_it() -> None:
    async with shown(FieldSheet.of(who(), LineField("two", "two"))) as pilot:
        await typed(pilot, "ada lovelace")
        await press(pilot, "escape", "ctrl+s")
        assert got(pilot)["who"] == list(ADA)


@in_loop
async def test_escape_closes_the_menu_before_it_closes_the_sheet() -> None:
    async with shown(FieldSheet.of(who(), LineField("two", "two"))) as pilot:
        await typed(pilot, "a")
        assert "Ana Zoltán" in text(pilot.app)
        await press(pilot, "escape")
        assert "Ana Zoltán" not in text(pilot.app)
        assert "Leave" not in text(pilot.app)


@in_loop
async def test_tab_takes_who_is_in_hand() -> None:
    async with shown(FieldSheet.of(who(), LineField("two", "two"))) as pilot:
        await typed(pilot, "an")
        await press(pilot, "tab")
        assert form_of(pilot.app).field("who").value[:2] == [2, "Ana Zoltán"]


@in_loop
async def test_typing_on_means_somebody_else() -> None:
    async with shown(FieldSheet.of(who(ADA), LineField("two", "two"))) as pilot:
        field = form_of(pilot.app).field("who")
        assert field.value == list(ADA)
        field.line.focus()
        await press(pilot, "x")
        assert field.value == "Ada Lovelacex"
        field.value = list(ADA)
        await settled(pilot)
        assert "● regular, London" in text(pilot.app)


@in_loop
async def test_several_are_not_one() -> None:
    async with shown(FieldSheet.of(who(), LineField("two", "two"))) as pilot:
        await typed(pilot, "a")
        await press(pilot, "escape", "ctrl+s")
        assert "✗ Several people" in text(pilot.app)


@in_loop
async def test_a_click_picks() -> None:
    async with shown(FieldSheet.of(who(), LineField("two", "two"))) as pilot:
        await typed(pilot, "a")
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "Ana Zoltán" in line)
        await pilot.click(offset=(line.index("Ana"), row))
        await settled(pilot)
        assert form_of(pilot.app).field("who").value[0] == 2
