from textual.app import ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, settled
from tests.tui.widgets.tool import Bare
from tinycrm.tui.widgets.blank import Blank, Lead


class Empty(Bare):
    """An empty place; the keys that were pressed stand in `pressed`."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield Blank()

    def on_mount(self) -> None:
        super().on_mount()
        rest = ["Start with the next person who walks in:", "a name is enough, the rest can wait."]
        leads = [Lead("a", "add someone"), Lead("esc", "back", "to the list")]
        self.query_one(Blank).say("Nobody here yet.", rest, leads)

    def on_key(self, event: object) -> None:
        self.pressed.append(event.key)  # type: ignore[attr-defined]  # a key has one


@in_loop
async def test_words_stand_in_the_middle_and_the_keys_below_where_they_begin() -> None:
    app = Empty()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = lines(app)
        first = next(number for number, line in enumerate(shown) if line)
        assert [line.strip() for line in shown[first : first + 8]] == [
            "❦", "", "Nobody here yet.", "", "Start with the next person who walks in:",
            "a name is enough, the rest can wait.", "", "a  add someone",
        ]  # fmt: skip
        assert shown[first + 7].index("a") == shown[first + 4].index("Start") == 20
        assert abs(first - (24 - first - 9)) <= 3


@in_loop
async def test_a_click_on_a_key_presses_it() -> None:
    app = Empty()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = lines(app)
        for words in ("add someone", "to the list", "Nobody"):
            await pilot.click(Blank, offset=(30, next(y for y, line in enumerate(shown) if words in line)))
            await settled(pilot)
        assert app.pressed == ["a", "escape"]


@in_loop
async def test_a_tiny_place_does_not_break() -> None:
    app = Empty()
    async with app.run_test(size=(12, 3)) as pilot:
        await settled(pilot)
        assert any(lines(app))
