"""What the tests of painters share: a pen without an app, and lines as text."""

from collections.abc import Iterable
from typing import Any

from textual.app import App

from tinycrm.tui import theme
from tinycrm.tui.text import INKS, Pen
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.line import Line

VARIABLES = theme.themes()[0].variables | dict.fromkeys(INKS.values(), "#123456")


class Bare(App[None]):
    """An app in the theme of paper, for one widget at a time."""

    def on_mount(self) -> None:
        for each in theme.themes():
            self.register_theme(each)
        self.theme = "paper"


def pen(**options: Any) -> Pen:
    return Pen(VARIABLES, **options)


def drawn(lines: Iterable[Line], width: int, ground: str = "paper") -> list[str]:
    """The lines as they are seen, each of which must be exactly as wide as its room."""
    strips = [line.strip(pen(), width, ground) for line in lines]
    assert {strip.cell_length for strip in strips} <= {width}
    return [strip.text.rstrip() for strip in strips]


def drawn_blocks(blocks: Iterable[Block], width: int) -> list[str]:
    return drawn((line for block in blocks for line in block.lines), width)
