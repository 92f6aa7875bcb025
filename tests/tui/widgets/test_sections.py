from collections.abc import Iterable

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from tests.tui.dialogs.tool import in_loop
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.sections import Row, Section, Sections

THREE = [Row(f"r{number}", "due", f"Person {number}", "ring", "today") for number in range(3)]
LATE = Section(
    "late", "Overdue", 1, [Row("l", "late", "李小明", "ask [/] about atlases", "2 days late", "rubric")], late=True
)


class Shelf(App[None]):
    """Sections by themselves; what was opened stands in `told`."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": "#808080"}

    def compose(self) -> Iterable[Widget]:
        yield Sections()

    def on_mount(self) -> None:
        self.register_theme(themes()[0])
        self.theme = "paper"
        self.query_one(Sections).focus()

    def on_sections_opened(self, event: Sections.Opened) -> None:
        row = event.sections.row
        self.told.append(row.id if row else "")


async def shown(pilot: Pilot[None], *sections: Section) -> Sections:
    found = pilot.app.query_one(Sections)
    found.show(sections)
    await pilot.pause()
    return found


def lines(found: Sections) -> list[str]:
    return [found.render_line(y).text.rstrip() for y in range(found.size.height)]


@in_loop
async def test_a_title_a_line_and_the_edges() -> None:
    async with Shelf().run_test(size=(60, 10)) as pilot:
        found = await shown(pilot, LATE, Section("due", "Due today", 3, THREE))
        assert lines(found)[:5] == [
            "  OVERDUE ────────────────────────────────────────────── 1",
            "▌ ▲  李小明             ask [/] about atlases  2 days late",
            "",
            "  DUE TODAY ──────────────────────────────────────────── 3",
            "  □  Person 0           ring                         today",
        ]
        assert {found.render_line(y).cell_length for y in range(10)} == {60}


@in_loop
async def test_the_row_in_hand_stays_when_others_go() -> None:
    async with Shelf().run_test(size=(60, 10)) as pilot:
        found = await shown(pilot, Section("due", "Due", 3, THREE))
        await pilot.press("down")
        found.show([Section("due", "Due", 2, THREE[1:])])
        assert found.row == THREE[1]
        found.show([Section("due", "Due", 2, [THREE[0], THREE[2]])])
        assert found.row == THREE[0]
        found.show([])
        assert found.row is None


@in_loop
async def test_moving_and_opening() -> None:
    async with Shelf().run_test(size=(60, 10)) as pilot:
        found = await shown(pilot, LATE, Section("due", "Due", 3, THREE))
        await pilot.press("end")
        assert found.row == THREE[2]
        await pilot.press("down", "up", "enter", "home", "enter", "pagedown", "enter")
        assert pilot.app.told == ["r1", "l", "r2"]  # type: ignore[attr-defined]


@in_loop
async def test_folding() -> None:
    async with Shelf().run_test(size=(60, 10)) as pilot:
        found = await shown(pilot, LATE, Section("due", "Due", 3, THREE))
        await pilot.click(Sections, offset=(5, 0))
        assert [row.id for row in found.rows] == ["r0", "r1", "r2"]
        assert lines(found)[0].endswith("1…")
        found.go_to("late")
        assert found.row == LATE.rows[0]
        await pilot.press("c")
        assert len(found.rows) == 3


@in_loop
async def test_it_scrolls_to_the_row_in_hand() -> None:
    many = [Row(str(number), "due", f"Person {number}", "ring", "today") for number in range(30)]
    async with Shelf().run_test(size=(60, 10)) as pilot:
        found = await shown(pilot, Section("due", "Due", 30, many))
        await pilot.press("end")
        assert any("Person 29" in line for line in lines(found))
        await pilot.press("home")
        assert lines(found)[0].startswith("  DUE")


@in_loop
async def test_names_that_are_too_long_are_cut_last() -> None:
    async with Shelf().run_test(size=(40, 10)) as pilot:
        long = Row("x", "due", "Wolfeschlegelsteinhausen", "a long text about many things", "today")
        found = await shown(pilot, Section("due", "Due", 1, [long]))
        assert "Wolfeschlegelste…" in lines(found)[1]
        assert lines(found)[1].endswith("today")
