from textual.content import Content

from tests.tui.dialogs.tool import HOSTILE, FieldSheet, in_loop, shown
from tests.tui.tool import lines, settled
from tinycrm.tui.widgets.field import LineField
from tinycrm.tui.widgets.menu import Line, Menu, title
from tinycrm.tui.widgets.words import words


def some(count: int = 3) -> list[Line]:
    return [
        title("PEOPLE", count),
        *(Line(number, words(f"{HOSTILE} {number}"), words("end")) for number in range(count)),
    ]


@in_loop
async def test_titles_cannot_be_in_hand() -> None:
    menu = Menu(some(2) + some(1))
    async with shown(FieldSheet.of(LineField("one", "one"), menu)) as pilot:
        assert menu.value == 0
        for by, value in ((1, 1), (1, 0), (1, 0), (-1, 1), (-1, 0), (-1, 0)):
            menu.action_move(by)
            assert menu.value == value
        await settled(pilot)
        first, second = (line for line in lines(pilot.app) if f"{HOSTILE} 0" in line)
        assert "▌" in first
        assert "▌" not in second


@in_loop
async def test_what_is_in_hand_stays_where_it_still_is() -> None:
    menu = Menu(some(3))
    async with shown(FieldSheet.of(LineField("one", "one"), menu)):
        menu.action_move(2)
        menu.show(some(4), keep=True)
        assert menu.value == 2
        menu.show(some(4))
        assert menu.value == 0
        menu.show([])
        assert menu.is_empty
        assert menu.value is None


@in_loop
async def test_right_edges_line_up_and_what_is_long_is_cut() -> None:
    rows = [title("ALL", 1200), Line(1, words("李小明" * 40), words("end")), Line(2, words("short"), words("x" * 200))]
    async with shown(FieldSheet.of(LineField("one", "one"), Menu(rows)), (80, 24)) as pilot:
        found = [line for line in lines(pilot.app) if any(word in line for word in ("1,200", "end", "xxx"))]
        ends = {Content(line).cell_length for line in found}
        assert len(found) == 3
        assert len(ends) == 1
        assert sum("…" in line for line in found) == 2


@in_loop
async def test_a_long_menu_scrolls_with_what_is_in_hand() -> None:
    menu = Menu(some(60))
    menu.styles.max_height = 8
    async with shown(FieldSheet.of(LineField("one", "one"), menu), (80, 24)) as pilot:
        for _ in range(40):
            menu.action_move(1)
        await settled(pilot)
        assert any(f"{HOSTILE} 40" in line for line in lines(pilot.app))
