"""A place's first line by itself."""

from textual.app import App, ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines
from tinycrm.tui.text import Pen
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.heading import Heading, Word

WORDS = (Word("‹", "app.go(-1)"), Word("›", "app.go(1)", "pgdn", gap=1), Word("month", "app.go(0)", chosen=True, gap=3))


class Wall(App[None]):
    """A heading on the wall."""

    def __init__(self) -> None:
        super().__init__()
        self.gone: list[int] = []

    def compose(self) -> ComposeResult:
        yield Heading(lambda: Pen(self.theme_variables))

    def on_mount(self) -> None:
        for theme in themes():
            self.register_theme(theme)
        self.theme = "paper"

    def action_go(self, by: int) -> None:
        self.gone.append(by)


@in_loop
async def test_words_stand_at_the_right_and_do_something() -> None:
    app = Wall()
    async with app.run_test(size=(40, 3)) as pilot:
        heading = app.query_one(Heading)
        heading.show("November [b]", WORDS, "said")
        await pilot.pause()
        assert lines(app)[0] == "November [b]  said           ‹ ›   month"
        for x in (0, 29, 31, 32, 37):
            await pilot.click(Heading, offset=(x, 0))
        await pilot.hover(Heading, offset=(31, 0))
        await pilot.pause()
        assert (app.gone, heading.tooltip) == ([-1, 1, 0], "pgdn")


@in_loop
async def test_words_fall_away_where_there_is_no_room() -> None:
    app = Wall()
    async with app.run_test(size=(16, 3)) as pilot:
        app.query_one(Heading).show("November", WORDS)
        await pilot.pause()
        assert lines(app)[0] == "November   month"
