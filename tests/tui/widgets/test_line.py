"""Lines of cells, and words broken into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tinycrm.tui.text import Pen
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.line import Line, wrap

PAPER = {theme.name: theme for theme in themes()}["paper"]
VARIABLES = {
    "background": PAPER.background, "foreground": PAPER.foreground, "primary": PAPER.primary, "panel": PAPER.panel,
    **PAPER.variables,
}  # fmt: skip


@pytest.fixture
def pen() -> Pen:
    return Pen({name: str(value) for name, value in VARIABLES.items()})


def test_parts_stand_at_their_columns(pen: Pen) -> None:
    line = Line().put(2, "●").put(5, "李小明", "ink bold").add("x", gap=2).put_right(20, "3 d")
    assert line.strip(pen, 22).text == "  ●  李小明  x   3 d  "
    assert line.strip(pen, 22).cell_length == 22


def test_a_line_is_cut_where_its_room_ends(pen: Pen) -> None:
    assert Line().put(0, "longer than that").strip(pen, 6).text == "longer"


def test_the_bar_stands_in_the_first_column(pen: Pen) -> None:
    assert Line().put(2, "o").strip(pen, 4, "band", bar=True).text == "▌ o "


def test_nothing_in_a_text_steers_the_terminal(pen: Pen) -> None:
    shown = Line().put(0, "[b]x[/] \x1b[31m\nred\u202e").strip(pen, 40).text
    assert "[b]x[/]" in shown
    assert not set("\x1b\n\u202e") & set(shown)


def test_on_a_reversed_band_no_ink_becomes_a_ground() -> None:
    pen = Pen({name: str(value) for name, value in VARIABLES.items()}, reverse=True)
    strip = Line().put(1, "!", "rubric").strip(pen, 3, "band")
    assert {segment.style.color for segment in strip if segment.style} == {pen.style("ink").color}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("abcdefghij", ["abcdefg", "hij"]),
        ("a\n\nb", ["a", "", "b"]),
        ("", [""]),
        ("李小明李小明", ["李小明", "李小明"]),
    ],
)
def test_words_are_broken_at_blanks(text: str, lines: list[str]) -> None:
    assert wrap(text, 7) == lines


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))), st.integers(2, 30))
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
