from textual.app import ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, press, settled, typed
from tests.tui.widgets.tool import Bare
from tinycrm.tui.widgets.filter import Filter


class Search(Bare):
    """A filter; what it tells stands in `told`."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Filter("f", "name, phone …")

    def on_mount(self) -> None:
        super().on_mount()
        self.filter.query_line.focus()

    @property
    def filter(self) -> Filter:
        return self.query_one(Filter)

    def on_filter_typed(self, event: Filter.Typed) -> None:
        self.told.append(event.text)

    def on_filter_left(self) -> None:
        self.told.append("left")

    def on_filter_settled(self) -> None:
        self.told.append("settled")

    def seen(self) -> list[str]:
        return lines(self)[:3]


@in_loop
async def test_every_letter_is_told_and_so_is_leaving() -> None:
    app = Search()
    async with app.run_test(size=(40, 4)) as pilot:
        await settled(pilot)
        await typed(pilot, "ab")
        await press(pilot, "enter", "down", "escape", "escape")
        assert app.told == ["a", "ab", "settled", "left", "", "left"]


@in_loop
async def test_the_count_stands_at_the_end_of_the_line() -> None:
    app = Search()
    async with app.run_test(size=(40, 4)) as pilot:
        app.filter.count("2,318")
        await settled(pilot)
        first, second, _ = app.seen()
        assert (first.split()[0], first.endswith("2,318"), len(first)) == ("f", True, 38)
        assert second == "  " + "─" * 36


@in_loop
async def test_what_is_wrong_takes_the_place_of_the_hairline() -> None:
    app = Search()
    async with app.run_test(size=(40, 4)) as pilot:
        app.filter.wrong("No [/] such word.", 3, now=True)
        await settled(pilot)
        assert [line.rstrip() for line in app.seen()[1:]] == [" " * 7 + "^", "    No [/] such word."]
        app.filter.right()
        await settled(pilot)
        assert app.seen()[1] == "  " + "─" * 36


@in_loop
async def test_half_a_word_is_no_mistake_yet() -> None:
    app = Search()
    async with app.run_test(size=(40, 4)) as pilot:
        app.filter.wrong("No such word.", 0)
        await typed(pilot, "t")
        assert "No such word." not in "".join(app.seen())
