from typing import Any

from textual.app import App, ComposeResult

from tests.tui.dialogs.tool import HOSTILE, in_loop
from tests.tui.tool import lines
from tinycrm.tui.widgets.keys import Key, Keys

LEFT = [Key("^s", "save", "save"), Key("^n", "save and log another", "another"), Key("^o", "more", "more")]
RIGHT = [Key("tab", "next field", "next")]


class Row(App[None]):
    CSS = "Keys { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.keys = Keys(LEFT, RIGHT)
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.keys

    def on_keys_pressed(self, event: Keys.Pressed) -> None:
        self.told.append(event.action)


def rows(app: Any) -> list[str]:
    return [line for line in lines(app) if line]


@in_loop
async def test_keys_stand_left_and_right() -> None:
    app = Row()
    async with app.run_test(size=(70, 5)) as pilot:
        await pilot.pause()
        assert rows(app) == ["^s save   ^n save and log another   ^o more" + " " * 13 + "tab next field"]
        await pilot.click(offset=(36, 0))
        await pilot.click(offset=(60, 0))
        assert app.told == ["more", "next"]


@in_loop
async def test_from_the_right_keys_fall_away() -> None:
    app = Row()
    async with app.run_test(size=(52, 5)) as pilot:
        await pilot.pause()
        assert rows(app) == ["^s save   ^n save and log another     tab next field"]


@in_loop
async def test_a_question_takes_a_row_of_its_own_where_it_must() -> None:
    app = Row()
    async with app.run_test(size=(52, 5)) as pilot:
        app.keys.show(LEFT[:2], question=f"Is {HOSTILE} it?")
        await pilot.pause()
        assert rows(app) == [f"Is {HOSTILE} it?", "^s save   ^n save and log another"]
        await pilot.click(offset=(12, 1))
        assert app.told == ["another"]
        app.keys.show(LEFT[:1], question="Sure?")
        await pilot.pause()
        assert rows(app) == ["Sure?   ^s save"]
        await pilot.click(offset=(12, 0))
        assert app.told == ["another", "save"]


@in_loop
async def test_a_question_keeps_all_its_answers() -> None:
    app = Row()
    async with app.run_test(size=(70, 5)) as pilot:
        answers = [Key("enter", "keep a draft", "keep"), Key("D", "throw away", "drop"), Key("esc", "go on", "stay")]
        app.keys.show(answers, question="Keep what you typed?")
        await pilot.pause()
        assert rows(app) == ["Keep what you typed?   enter keep a draft   D throw away   esc go on"]
