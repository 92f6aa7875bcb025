"""The agenda by itself: rows in sections, one in hand."""

import pytest
from textual.app import App, ComposeResult

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.agenda import Agenda, Row, Section

HOSTILE = "[@click=app.quit]x[/]"
DAY = Section(
    "Tuesday 24",
    [Row(1, "due", "Winifred Ashe", "the Colonel’s library", "14:30"), Row(2, "birthday", HOSTILE, "birthday, 70")],
    heads=True,
)
BEFORE = Section("still open from before", [Row(3, "late", "Ada Lovelace", "quote the Nana", "4 days late", late=True)])


class Wall(App[None]):
    """An agenda on the wall; what it tells stands in `told`."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Agenda()

    def on_mount(self) -> None:
        for theme in themes():
            self.register_theme(theme)
        self.theme = "paper"
        self.agenda.show([DAY, BEFORE])
        self.agenda.focus()

    @property
    def agenda(self) -> Agenda:
        return self.query_one(Agenda)

    def on_agenda_opened(self) -> None:
        row = self.agenda.row
        self.told.append(f"opened {row.key}" if row else "nothing")

    def on_agenda_asked(self) -> None:
        self.told.append("asked")


@in_loop
async def test_a_slim_one_has_two_lines_a_row() -> None:
    app = Wall()
    async with app.run_test(size=(40, 20)):
        shown = lines(app)
    assert shown[:10] == [
        "  Tuesday 24                         2",
        "",
        "▌ □ Winifred Ashe",
        "▌   14:30, the Colonel’s library",
        f"  ✿ {HOSTILE}",
        "    birthday, 70",
        "",
        "  STILL OPEN FROM BEFORE ─────────── 1",
        "  ▲ Ada Lovelace",
        "    4 days late, quote the Nana",
    ]


@in_loop
async def test_a_wide_one_has_one() -> None:
    app = Wall()
    async with app.run_test(size=(80, 9)):
        shown = lines(app)
    assert shown[1] == "▌ □  Winifred Ashe         the Colonel’s library                         14:30"
    assert shown[4] == "  ▲  Ada Lovelace          quote the Nana                          4 days late"
    assert shown[0].startswith("  TUESDAY 24 ────")
    assert shown[3].endswith("─ 1")


@in_loop
async def test_keys_and_the_mouse_take_a_row_in_hand_and_open_it() -> None:
    app = Wall()
    async with app.run_test(size=(80, 9)) as pilot:
        await pilot.press("down", "down", "down", "up", "enter")
        await pilot.click(Agenda, offset=(10, 1))
        assert app.agenda.row == DAY.rows[0]
        await pilot.click(Agenda, offset=(10, 1))
        await pilot.click(Agenda, offset=(10, 2), button=3)
        await pilot.click(Agenda, offset=(10, 0))
    assert app.told == ["opened 2", "opened 1", "asked"]


@pytest.mark.parametrize(("anew", "held"), [(False, 3), (True, 9)])
def test_the_row_in_hand_stays_unless_it_is_shown_anew(anew: bool, held: int) -> None:
    @in_loop
    async def flow() -> None:
        app = Wall()
        async with app.run_test(size=(80, 9)) as pilot:
            app.agenda.hold(3)
            app.agenda.show([Section("Wednesday", [Row(9, "due", "Bo", "")]), BEFORE], anew=anew)
            await pilot.pause()
            assert app.agenda.row is not None
            assert app.agenda.row.key == held

    flow()


@in_loop
async def test_the_cursor_stays_on_its_line_when_the_row_is_gone() -> None:
    app = Wall()
    async with app.run_test(size=(80, 9)) as pilot:
        app.agenda.hold(2)
        app.agenda.show([Section("Tuesday", [DAY.rows[0]]), BEFORE])
        await pilot.pause()
        assert app.agenda.row == BEFORE.rows[0]
        app.agenda.show([Section("Tuesday", [], "Nothing on this day.")])
        await pilot.pause()
        assert app.agenda.rows == []
        assert lines(app)[1] == "  Nothing on this day."
        await pilot.press("enter", "down")
    assert app.told == []


@in_loop
async def test_what_is_in_hand_stays_in_sight() -> None:
    app = Wall()
    async with app.run_test(size=(80, 5)) as pilot:
        app.agenda.show([Section("Tuesday", [Row(100 + at, "due", f"Person {at}", "") for at in range(20)])])
        await pilot.press(*["down"] * 12)
        await pilot.pause()
        assert "Person 12" in "\n".join(lines(app))
        await pilot.press(*["up"] * 12)
        await pilot.pause()
        assert lines(app)[0].startswith("  TUESDAY")
