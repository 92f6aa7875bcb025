"""Blocks of several lines: taking one in hand, letting go, scrolling, staying."""

from collections.abc import Iterator

from textual.app import App, ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import press, settled
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.blocks import Block, Blocks
from tinycrm.tui.widgets.line import Line

SIZE = (30, 8)


class Page(App[None]):
    """Blocks of two lines with a third behind them that is never in hand; titles cannot be taken."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Blocks(self.lay_out)

    def on_mount(self) -> None:
        for theme in themes():
            self.register_theme(theme)
        self.theme = "paper"
        self.blocks.focus()

    @property
    def blocks(self) -> Blocks:
        return self.query_one(Blocks)

    def lay_out(self, width: int) -> Iterator[Block]:
        yield Block([Line().put(2, "TITLE")])
        for name in self.names:
            lines = [Line().put(2, name), Line().put(2, f"more of {name}"), Line().put(2, "|")]
            yield Block(lines, name, name, tail=1)

    def on_blocks_opened(self, event: Blocks.Opened) -> None:
        self.told.append(f"opened {event.blocks.data}")

    def on_blocks_asked(self, event: Blocks.Asked) -> None:
        self.told.append(f"asked {event.blocks.data}")

    def on_blocks_ending(self) -> None:
        self.told.append("ending")

    def seen(self) -> list[str]:
        return [self.blocks.render_line(y).text.rstrip() for y in range(self.blocks.size.height)]


@in_loop
async def test_nothing_is_in_hand_until_the_keys_take_it() -> None:
    app = Page(["a", "b"])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.blocks.all == ["a", "b"]
        assert app.seen()[:4] == ["  TITLE", "  a", "  more of a", "  |"]
        await press(pilot, "down")
        assert app.blocks.data == "a"
        assert [line[:1] for line in app.seen()[:4]] == [" ", "▌", "▌", " "]
        await press(pilot, "up")
        assert app.blocks.data is None


@in_loop
async def test_what_is_in_hand_is_kept_in_sight_and_stays_when_laid_out_anew() -> None:
    app = Page(list("abcdef"))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, *["down"] * 5)
        assert (app.blocks.data, "▌ more of e" in app.seen()) == ("e", True)
        app.names.insert(0, "new")
        app.blocks.lay_out()
        assert app.blocks.data == "e"
        app.names.remove("e")
        app.blocks.lay_out()
        assert app.blocks.data is None
        await press(pilot, "home")
        assert app.seen()[0] == "  TITLE"
        await press(pilot, "end")
        assert app.seen()[-1] == "  |"


@in_loop
async def test_the_end_is_told_before_it_is_reached() -> None:
    app = Page([f"n{number}" for number in range(20)])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "pagedown")
        assert app.told == []
        await press(pilot, "end")
        assert app.told[-1] == "ending"


@in_loop
async def test_the_mouse_takes_opens_and_asks() -> None:
    app = Page(["a", "b"])
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.click(Blocks, offset=(4, 5))
        assert app.blocks.data == "b"
        await pilot.click(Blocks, offset=(4, 4))
        await pilot.click(Blocks, offset=(4, 1), button=3)
        assert app.told == ["opened b", "asked a"]
        for nothing in (0, 3, 7):
            await pilot.click(Blocks, offset=(4, nothing))
        assert app.blocks.data == "a"
