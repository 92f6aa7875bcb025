from textual.app import ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, settled
from tests.tui.widgets.tool import Bare
from tinycrm.tui.widgets.heads import Hairline, Heads
from tinycrm.tui.widgets.line import Line


class Table(Bare):
    """Two columns; what was sorted by stands in `sorted`."""

    def __init__(self) -> None:
        super().__init__()
        self.sorted: list[str] = []

    def compose(self) -> ComposeResult:
        yield Heads(lambda width: Line().put(2, "Name").put_right(width - 2, "Seen"), self.sort_at)
        yield Hairline()

    def sort_at(self, width: int, x: int) -> str:
        return "name" if x < 6 else "seen" if x >= width - 6 else ""

    def on_heads_sorted(self, event: Heads.Sorted) -> None:
        self.sorted.append(event.sort)


@in_loop
async def test_a_click_on_a_name_sorts_by_it() -> None:
    app = Table()
    async with app.run_test(size=(30, 3)) as pilot:
        await settled(pilot)
        assert lines(app)[:2] == ["  Name" + " " * 18 + "Seen", "  " + "─" * 26]
        for x in (3, 15, 27):
            await pilot.click(Heads, offset=(x, 0))
        assert app.sorted == ["name", "seen"]
