import unicodedata

import pytest
from rich.cells import cell_len
from rich.text import Text

from tinycrm.tui import theme
from tinycrm.tui.text import INKS, MARKS, Pen, cut, filled, plain

VARIABLES = theme.themes()[0].variables | dict.fromkeys(INKS.values(), "#123456")


@pytest.fixture
def pen() -> Pen:
    return Pen(VARIABLES)


def test_every_mark_takes_one_cell() -> None:
    assert {name: mark.sign for name, mark in MARKS.items() if cell_len(mark.sign) != 1} == {}
    assert {name for name, mark in MARKS.items() if not mark.ascii.isascii()} == set()
    assert {mark.ink for mark in MARKS.values()} <= INKS.keys()


def test_no_mark_is_one_that_terminals_draw_as_a_picture() -> None:
    assert [name for name, mark in MARKS.items() if unicodedata.east_asian_width(mark.sign) == "W"] == []
    assert not set("☎✉✏‼⚠▶⏰") & {mark.sign for mark in MARKS.values()}


def test_a_kind_of_talk_has_its_mark() -> None:
    from tinycrm.domain.interaction import KINDS

    assert set(KINDS) <= MARKS.keys()


def test_nothing_steers_the_terminal() -> None:
    assert plain("a\x1b[31m\u202eb\nc") == "a\ufffd[31m\ufffdb⏎c"
    assert plain(None) == ""


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Ada", 5, "Ada"),
        ("Ada Lovelace", 7, "Ada Lo…"),
        ("Ada Lovelace", 5, "Ada…"),
        ("李小明先生", 6, "李小…"),
        ("Ada", 0, ""),
    ],
)
def test_a_text_is_cut_to_cells(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown
    assert cell_len(cut(text, cells)) <= cells
    assert cell_len(filled(text, cells)) == cells


def test_markup_is_shown_as_it_is(pen: Pen) -> None:
    assert pen.text("[@click=app.quit]x[/]").plain == "[@click=app.quit]x[/]"


def test_a_title_fills_its_line(pen: Pen) -> None:
    shown = pen.title("Overdue", 30, "3", late=True)
    assert shown.cell_len == 30
    assert shown.plain.startswith("OVERDUE ──")
    assert shown.plain.endswith("── 3")


def test_left_and_right_stand_at_the_edges(pen: Pen) -> None:
    assert pen.spread(Text("Ada"), Text("today"), 12).plain == "Ada    today"
    assert pen.spread(Text("Ada Lovelace"), Text("today"), 12).plain == "Ada…   today"
    assert pen.spread(Text("Ada Lovelace"), Text(), 8).plain == "Ada Lov…"


def test_ascii_has_other_signs() -> None:
    pen = Pen(VARIABLES, ascii=True)
    assert (pen.sign("late"), pen.end, pen.rule(3).plain) == ("!", "..", "---")


def test_where_colours_are_few_the_band_is_reversed() -> None:
    assert Pen(VARIABLES, reverse=True).style("ink", "band").reverse
    assert not Pen(VARIABLES).style("ink", "band").reverse


def test_a_foreign_theme_may_say_auto() -> None:
    pen = Pen(VARIABLES | {"text-muted": "auto 60%", "background": "#000000"})
    red, green, blue = pen.color("soft").rgb
    assert red == green == blue > 100
