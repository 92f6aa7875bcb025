"""The long list by itself: what it draws, fetches, and does with keys and the mouse."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.dialogs.tool import in_loop
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.line import Line
from tinycrm.tui.widgets.rows import PAGE, Rows

SIZE = (40, 10)


class Person(NamedTuple):
    id: int
    name: str


class Shelf(App[None]):
    """A list of `number` people; what was fetched and told stands in `fetched` and `told`."""

    def __init__(self, number: int = 3, first: str = "Person") -> None:
        super().__init__()
        self.people = [Person(at * 10, f"{first} {at}") for at in range(number)]
        self.fetched: list[tuple[int, int]] = []
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Rows(self.fetch, self.paint)

    def on_mount(self) -> None:
        for theme in themes():
            self.register_theme(theme)
        self.theme = "paper"
        self.rows.show(len(self.people), self.people[:PAGE])
        self.rows.focus()

    @property
    def rows(self) -> Rows[Person]:
        return self.query_one(Rows)

    async def fetch(self, offset: int, limit: int) -> Sequence[Person]:
        self.fetched.append((offset, limit))
        return self.people[offset : offset + limit]

    def paint(self, row: Person, width: int, marked: bool) -> Line:
        return Line().put(2, "x" if marked else "o").put(5, row.name).put_right(width - 2, f"{row.id}")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        if type(event) is Rows.Moved:
            row = event.rows.row
            self.told.append(row.name if row else "nobody")

    def on_rows_opened(self) -> None:
        self.told.append(f"opened {self.rows.row and self.rows.row.name}")

    def on_rows_asked(self) -> None:
        self.told.append(f"asked {self.rows.row and self.rows.row.name}")

    def seen(self) -> list[str]:
        return [self.rows.render_line(y).text for y in range(self.rows.size.height)]


def style(app: Shelf) -> Style | None:
    """How the second line begins."""
    return next(iter(app.rows.render_line(1))).style


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@in_loop
async def test_lines_stand_on_the_grid_and_the_bar_beside_the_one_in_hand() -> None:
    app = Shelf()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.seen()[:4] == [
            "▌ o  Person 0                        0  ",
            "  o  Person 1                       10  ",
            "  o  Person 2                       20  ",
            " " * 40,
        ]
        await pilot.press("down")
        assert [line[0] for line in app.seen()[:3]] == [" ", "▌", " "]
        app.set_focus(None)
        await pilot.pause()
        assert [line[0] for line in app.seen()[:3]] == [" ", " ", " "]


@in_loop
async def test_wide_letters_do_not_push_what_comes_after_off_its_column() -> None:
    app = Shelf(1)
    app.people = [Person(7, "李小明 [b]x[/] \x1b[31m")]
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        strip = app.rows.render_line(0)
        assert strip.cell_length == 40
        assert strip.text.rstrip().endswith("7")
        assert "[b]x[/]" in strip.text
        assert "\x1b" not in strip.text


@in_loop
async def test_only_pages_that_are_looked_at_are_fetched() -> None:
    app = Shelf(100_000)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.fetched == []
        await pilot.press("end")
        await settled(pilot)
        assert app.fetched == [(99_960, PAGE)]
        assert app.rows.row == Person(999_990, "Person 99999")
        assert "Person 99999" in app.seen()[-1]
        assert app.told[-1] == "Person 99999"
        await pilot.press("home", "pagedown")
        assert (app.rows.cursor, len(app.fetched)) == (9, 1)


@in_loop
async def test_the_cursor_stays_inside() -> None:
    app = Shelf(2)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("up", "up")
        assert app.rows.cursor == 0
        await pilot.press("down", "down", "down")
        assert app.rows.cursor == 1
        app.rows.show(0)
        await settled(pilot)
        assert (app.rows.cursor, app.rows.row, app.told[-1]) == (0, None, "nobody")


@in_loop
async def test_space_marks_and_goes_on_shift_sweeps() -> None:
    app = Shelf(6)
    async with app.run_test(size=SIZE) as pilot:
        app.rows.action_mark()
        assert (app.rows.marked, app.rows.cursor) == ({0}, 1)
        await pilot.press("shift+down", "shift+down")
        assert (app.rows.marked, app.rows.cursor) == ({0, 10, 20, 30}, 3)
        await pilot.press("up")
        app.rows.action_mark()
        assert app.rows.marked == {0, 10, 30}
        assert [line[2] for line in app.seen()[:5]] == ["x", "x", "o", "x", "o"]


@in_loop
async def test_the_mouse_takes_opens_marks_and_asks() -> None:
    app = Shelf(6)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(Rows, offset=(8, 2))
        assert (app.rows.cursor, app.told[-1]) == (2, "Person 2")
        await pilot.click(Rows, offset=(8, 2))
        assert app.told[-1] == "opened Person 2"
        await pilot.click(Rows, offset=(8, 4), times=2)
        assert app.told[-1] == "opened Person 4"
        await pilot.click(Rows, offset=(2, 1))
        assert app.rows.marked == {10}
        await pilot.click(Rows, offset=(8, 3), shift=True)
        assert app.rows.marked == {10, 20, 30}
        await pilot.click(Rows, offset=(8, 1), control=True)
        assert app.rows.marked == {20, 30}
        await pilot.click(Rows, offset=(8, 5), button=3)
        assert app.told[-1] == "asked Person 5"
        await pilot.click(Rows, offset=(8, 8))
        assert app.rows.cursor == 5


@in_loop
async def test_what_is_listed_anew_keeps_the_cursor_on_its_line() -> None:
    app = Shelf(200)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown", "pagedown", "up", "up")
        assert (app.rows.cursor, app.rows.line) == (16, 7)
        app.rows.show(150, app.people[50:150], 50, cursor=70, line=app.rows.line)
        assert (app.rows.cursor, app.rows.line) == (70, 7)
        await settled(pilot)
        assert app.rows.row == app.people[70]


@in_loop
async def test_a_late_answer_to_an_older_list_is_thrown_away() -> None:
    app = Shelf(1_000)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        app.rows.show(1, [Person(1, "The only one")])
        await settled(pilot)
        assert app.rows.at(999) is None
        assert app.seen()[0].startswith("▌ o  The only one")


@in_loop
async def test_another_theme_draws_every_line_anew() -> None:
    app = Shelf()
    async with app.run_test(size=SIZE) as pilot:
        before = style(app)
        app.theme = "lamplight"
        await pilot.pause()
        after = style(app)
        assert before is not None
        assert after is not None
        assert before.bgcolor != after.bgcolor


@in_loop
async def test_the_row_under_the_mouse_lies_on_a_panel() -> None:
    app = Shelf()
    async with app.run_test(size=SIZE) as pilot:
        calm = style(app)
        await pilot.hover(Rows, offset=(8, 1))
        assert style(app) != calm
        await pilot.hover(Rows, offset=(8, 2))
        assert style(app) == calm
