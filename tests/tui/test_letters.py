import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tinycrm.tui.letters import OnlyAscii, ascii_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Tomás Łódź", "Tomas Lodz"), ("…", "."), ("李小", "????"), ("£640 · “x”", 'L640 . "x"'), ("plain", "plain")],
)
def test_letters(text: str, shown: str) -> None:
    assert ascii_of(text) == shown


@given(st.text(max_size=30))
def test_it_is_ascii_and_as_wide(text: str) -> None:
    shown = ascii_of(text)
    assert shown.isascii()
    assert len(shown) == sum(1 if char.isascii() else cell_len(char) for char in text) or not text.isprintable()


def test_a_line_keeps_its_style() -> None:
    found = OnlyAscii().apply([Segment("é")], Color(0, 0, 0))
    assert found == [Segment("e")]
