from tests.tui.dialogs.tool import HOSTILE, FieldSheet, form_of, got, in_loop, shown
from tests.tui.tool import press, settled, text, typed
from tinycrm.errors import InvalidError
from tinycrm.tui.widgets.field import LineField, checked
from tinycrm.tui.widgets.several import SeveralField


def read(text: str) -> None:
    if text == "wrong":
        raise InvalidError("That is wrong.")


def phones(*there: tuple[int, str]) -> SeveralField:
    return SeveralField("phone", "phone", there, moves=True, check=checked(read), hint="mobile: …")


@in_loop
async def test_an_empty_line_always_waits_at_the_end() -> None:
    async with shown(FieldSheet.of(phones(), LineField("two", "two"))) as pilot:
        await typed(pilot, "first")
        await press(pilot, "enter")
        await typed(pilot, "second")
        await press(pilot, "enter", "enter")
        await typed(pilot, "on")
        assert form_of(pilot.app).values == {"phone": [[None, "first"], [None, "second"]], "two": "on"}


@in_loop
async def test_the_arrows_go_from_line_to_line() -> None:
    async with shown(FieldSheet.of(phones((1, "one"), (2, "two")))) as pilot:
        await press(pilot, "shift+tab", "shift+tab")
        form_of(pilot.app).field("phone").entries[0].line.focus()
        await press(pilot, "down", "x", "up", "y")
        assert form_of(pilot.app).values["phone"] == [[1, "oney"], [2, "twox"]]


@in_loop
async def test_a_line_goes_and_another_comes_first() -> None:
    async with shown(FieldSheet.of(phones((1, "one"), (2, "two"), (3, "three")))) as pilot:
        field = form_of(pilot.app).field("phone")
        field.entries[2].line.focus()
        await press(pilot, "ctrl+t")
        assert [key for key, _ in field.value] == [3, 1, 2]
        await press(pilot, "ctrl+d")
        assert [key for key, _ in field.value] == [1, 2]
        assert field.entries[0].line.has_focus


@in_loop
async def test_each_line_is_judged() -> None:
    async with shown(FieldSheet.of(phones((1, "one"), (2, "wrong")))) as pilot:
        await press(pilot, "ctrl+s")
        assert "✗ That is wrong." in text(pilot.app)
        assert got(pilot) == "nothing yet"
        field = form_of(pilot.app).field("phone")
        assert [entry.has_class("-wrong") for entry in field.entries] == [False, True, False]
        field.entries[1].line.value = HOSTILE
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"phone": [[1, "one"], [2, HOSTILE]]}


@in_loop
async def test_all_lines_can_be_put_in_at_once() -> None:
    field = phones((1, "one"))
    async with shown(FieldSheet.of(field)) as pilot:
        field.value = [[1, "one"], [None, "new"]]
        await settled(pilot)
        assert field.value == [[1, "one"], [None, "new"]]
        assert "new" in text(pilot.app)
