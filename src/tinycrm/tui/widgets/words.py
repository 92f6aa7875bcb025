"""Words and marks in the inks of the theme at hand, as content that a change of theme repaints."""

from typing import cast

from textual.content import Content
from textual.widget import Widget

from tinycrm.tui.text import INKS, MARKS, Pen, plain


def words(text: str | None, ink: str = "ink") -> Content:
    """A text of the shop in an ink, as in "soft italic"; nothing in it is read as markup."""
    return Content.styled(plain(text), style(ink))


def style(ink: str) -> str:
    """The style of an ink, for content."""
    return " ".join(f"${INKS[word]}" if word in INKS else word for word in ink.split())


def sign(widget: Widget, name: str) -> str:
    """A mark as the terminal of this widget shows it."""
    pen = cast("Pen | None", getattr(widget.app, "pen", None))
    return pen.sign(name) if pen else MARKS[name].sign


def mark(widget: Widget, name: str, ink: str = "") -> Content:
    """A mark in its ink, or in another."""
    return Content.styled(sign(widget, name), style(ink or MARKS[name].ink))


def ground(widget: Widget, ink: str) -> str:
    """The style of a ground that stands under words; where colours are few a band is reversed."""
    if widget.app.native_ansi_color:
        return "reverse" if ink == "band" else ""
    return f"on ${INKS[ink]}"
