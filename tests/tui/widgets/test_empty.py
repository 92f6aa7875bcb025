from collections.abc import Iterable

from textual.app import App
from textual.widget import Widget

from tests.tui.dialogs.tool import in_loop
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.empty import Empty, Lead


class Page(App[None]):
    """Empty words by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": "#808080"}

    def compose(self) -> Iterable[Widget]:
        yield Empty()

    def on_mount(self) -> None:
        self.register_theme(themes()[0])
        self.theme = "paper"
        self.query_one(Empty).say(
            "Nobody [/] here.", "Soft words.", [Lead("a", "add", "app.tell('a')"), Lead("i", "in", "")]
        )

    def action_tell(self, word: str) -> None:
        self.told.append(word)


@in_loop
async def test_it_stands_in_the_middle() -> None:
    async with Page().run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        shown = pilot.app.query_one(Empty).render().plain.split("\n")
        assert [line.strip() for line in shown if line.strip()] == [
            "❦",
            "Nobody [/] here.",
            "Soft words.",
            "a add     i in",
        ]
        sentence = next(line for line in shown if "Nobody" in line)
        assert len(sentence) - len(sentence.lstrip()) == (60 - 16) // 2


@in_loop
async def test_a_click_on_a_key_does_it() -> None:
    async with Page().run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        shown = pilot.app.query_one(Empty).render().plain.split("\n")
        row = next(number for number, line in enumerate(shown) if "a add" in line)
        await pilot.click(Empty, offset=(shown[row].index("add"), row))
        await pilot.pause()
        assert pilot.app.told == ["a"]  # type: ignore[attr-defined]


@in_loop
async def test_keys_stand_below_one_another_where_it_is_narrow() -> None:
    async with Page().run_test(size=(16, 20)) as pilot:
        await pilot.pause()
        shown = pilot.app.query_one(Empty).render().plain
        assert "a add\n" in shown
