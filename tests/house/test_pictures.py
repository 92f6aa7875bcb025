"""The README's pictures: there for both themes, shown, and fetching nothing."""

import re
from xml.etree import ElementTree

import pytest

from bench import pictures
from tests.house.tree import ROOT

FILES = [f"{picture.name}-{theme}.svg" for picture in pictures.PICTURES for theme in pictures.THEMES]


def test_each_picture_is_drawn_in_both_themes() -> None:
    assert sorted(file.name for file in pictures.FOLDER.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_picture_stands_by_itself(name: str) -> None:
    drawn = (pictures.FOLDER / name).read_text("utf-8")
    assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314  # our own
    assert "The&#160;Cozy&#160;Corner" in drawn
    assert not re.search(r"url\((?!#)|href=|@import|@font-face|/tmp/|[/]hom[e]/", drawn)


def test_fonts_and_remarks_are_taken_out() -> None:
    drawn = '<svg><!-- made by --><style>@font-face { src: url("x") } a { font-family: Fira Code, mono; }</style></svg>'
    assert pictures.by_itself(drawn) == f"<svg><style>a {{ font-family: {pictures.FONTS}; }}</style></svg>"


def test_what_the_readme_shows_is_there() -> None:
    shown = re.findall(r"docs/pictures/([\w.-]+)", (ROOT / "README.md").read_text("utf-8"))
    assert shown
    assert set(shown) <= set(FILES)
