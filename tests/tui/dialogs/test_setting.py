from tests.tui.dialogs.tool import got, in_loop, shown
from tests.tui.tool import press, text, typed
from tinycrm.errors import RefusedError
from tinycrm.tui.dialogs.setting import Declared, FieldSheet, KeySheet, ThemeSheet


@in_loop
async def test_a_theme_is_worn_while_it_is_chosen() -> None:
    worn: list[str] = []
    async with shown(ThemeSheet(("paper", "lamplight", "plain"), "lamplight", worn.append), (80, 24)) as pilot:
        assert text(pilot.app).index("lamplight") < text(pilot.app).index("paper")
        await press(pilot, "down", "down", "up")
        assert worn == ["paper", "plain", "paper"]
        await press(pilot, "enter")
        assert got(pilot) == "paper"


@in_loop
async def test_a_theme_that_is_left_is_taken_off() -> None:
    worn: list[str] = []
    async with shown(ThemeSheet(("paper", "lamplight"), "paper", worn.append), (80, 24)) as pilot:
        await press(pilot, "down", "escape")
        assert worn == ["lamplight", "paper"]
        assert got(pilot) is None


def judge(key: str) -> None:
    if key == "d":
        raise RefusedError("d is taken.")


@in_loop
async def test_a_key_is_pressed_until_it_is_free() -> None:
    async with shown(KeySheet("Undo [b]", "u", judge), (80, 24)) as pilot:
        assert "Undo [b]" in text(pilot.app)
        assert "Now u. Press the key you want." in text(pilot.app)
        await press(pilot, "d")
        assert "d is taken." in text(pilot.app)
        await press(pilot, "ctrl+x")
        assert got(pilot) == "ctrl+x"


@in_loop
async def test_a_key_may_be_left_as_it_is() -> None:
    async with shown(KeySheet("Undo", "u", judge), (80, 24)) as pilot:
        await press(pilot, "escape")
        assert got(pilot) is None


@in_loop
async def test_a_field_has_a_name_and_takes_something() -> None:
    async with shown(FieldSheet(), (80, 24)) as pilot:
        await typed(pilot, "Membership No.")
        assert "membership-no" in text(pilot.app)
        await press(pilot, "tab", "right", "ctrl+s")
        assert got(pilot) == Declared("Membership No.", "number", ())


@in_loop
async def test_a_choice_has_its_words() -> None:
    async with shown(FieldSheet(), (80, 24)) as pilot:
        await press(pilot, "ctrl+s")
        assert "Give it a name." in text(pilot.app)
        await typed(pilot, "card")
        assert "choices" not in text(pilot.app)
        await press(pilot, "tab", "left", "tab")
        await typed(pilot, "gold, gold")
        await press(pilot, "ctrl+s")
        assert '"gold" is there twice' in text(pilot.app)
        await press(pilot, *["backspace"] * 4)
        await typed(pilot, "silver")
        await press(pilot, "ctrl+s")
        assert got(pilot) == Declared("card", "choice", ("gold", "silver"))
