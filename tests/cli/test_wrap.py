import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.cli.table import width
from tinycrm.cli.wrap import wrapped

TEXTS = st.text(st.sampled_from("ab zé小明ا\u0301 "), max_size=80)


@pytest.mark.parametrize(
    ("text", "cells", "margin", "lines"),
    [
        ("", 20, 0, [""]),
        ("asked about Nana", 20, 0, ["asked about Nana"]),
        ("asked about Nana", 16, 0, ["asked about Nana"]),
        ("asked about Nana", 15, 0, ["asked about", "Nana"]),
        ("asked about Nana", 12, 4, ["asked about", "    Nana"]),
        ("phone    020 7946 0018", 18, 9, ["phone    020 7946", "         0018"]),
        ("  indented words", 10, 0, ["  indented", "words"]),
        ("李小明李小明 李", 6, 0, ["李小明", "李小明", "李"]),
        ("abcdefghij", 4, 0, ["abcd", "efgh", "ij"]),
        ("asked about", 8, 7, ["asked", "about"]),
        ("abcdef", 1, 0, ["abcd", "ef"]),
    ],
)
def test_lines_are_folded(text: str, cells: int, margin: int, lines: list[str]) -> None:
    assert wrapped(text, cells, margin) == lines


@given(TEXTS, st.integers(4, 30), st.integers(0, 12))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, cells: int, margin: int) -> None:
    lines = wrapped(text, cells, margin)
    assert max(map(width, lines)) <= cells
    assert "".join("".join(lines).split()) == "".join(text.split())
