from textual.app import App, ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines
from tests.tui.widgets.test_deal_card import STYLE, TODAY, VARIABLES, card, of
from tinycrm.queries.deal import Column
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.board import Board
from tinycrm.tui.widgets.columns import Lift
from tinycrm.tui.widgets.deal_card import Painter


class Desk(App[None]):
    """An app with nothing but a board."""

    def compose(self) -> ComposeResult:
        yield Board()

    @property
    def board(self) -> Board:
        return self.query_one(Board)


def numbered(at: int, cards: int, kind: str = "open") -> Column:
    column = of(*(card(ref=f"d{10 * at + n}", title=f"Deal {10 * at + n}") for n in range(cards)), kind=kind)
    return column._replace(stage=column.stage._replace(ref=f"s{at}", name=f"Stage {at}"))


def filled(app: Desk, columns: int = 3, cards: int = 12) -> None:
    app.board.show([numbered(at, cards) for at in range(1, columns + 1)], Painter(Pen(VARIABLES), TODAY, STYLE))
    app.board.focus()


@in_loop
async def test_nothing_is_drawn_before_there_is_something() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)):
        assert "".join(lines(app)) == ""
        app.board.show([], Painter(Pen(VARIABLES), TODAY, STYLE))
        assert app.board.card is None


@in_loop
async def test_the_head_stands_above_and_what_is_out_of_sight_is_counted() -> None:
    app = Desk()
    async with app.run_test(size=(100, 24)) as pilot:
        filled(app)
        await pilot.pause()
        shown = lines(app)
        assert shown[0].count("Stage") == 3
        assert shown[2].startswith("  ━━━")
        assert shown[-1].split("│")[0].strip() == "7 more ▾"
        await pilot.press("end")
        await pilot.pause()
        assert "7 ▴" in lines(app)[2]
        assert "Deal 21" in lines(app)[-4]


@in_loop
async def test_the_bar_is_there_only_with_the_focus() -> None:
    app = Desk()
    async with app.run_test(size=(100, 24)) as pilot:
        filled(app)
        await pilot.pause()
        assert [line[1] for line in lines(app)[4:8]] == ["▌", "▌", "▌", " "]
        app.set_focus(None)
        await pilot.pause()
        assert "▌" not in "".join(lines(app))


@in_loop
async def test_a_lifted_card_has_its_slot_and_its_target() -> None:
    app = Desk()
    async with app.run_test(size=(100, 24)) as pilot:
        filled(app, cards=2)
        app.board.lift = Lift(10, 0, 2, 1)
        app.board.lay_out()
        await pilot.pause()
        shown = lines(app)
        assert "╌" in shown[7]
        assert shown[2].index("━") > 54
        assert "▌" not in "".join(shown)


@in_loop
async def test_a_narrow_board_says_where_there_is_more() -> None:
    app = Desk()
    async with app.run_test(size=(60, 24)) as pilot:
        filled(app, columns=4, cards=1)
        await pilot.pause()
        assert lines(app)[0].endswith("›")
        await pilot.press("right", "right", "right")
        await pilot.pause()
        assert lines(app)[0].startswith("‹")
        assert not lines(app)[0].endswith("›")


@in_loop
async def test_it_stands_any_size() -> None:
    for size in ((1, 1), (5, 3), (20, 6), (300, 100)):
        app = Desk()
        async with app.run_test(size=size) as pilot:
            filled(app)
            await pilot.press("right", "down", "end", "left")
            await pilot.pause()
            assert app.board.card is not None
