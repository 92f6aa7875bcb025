"""The names of a list's columns, in one row; a click on one sorts by it."""

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui.widgets.line import Line, pen_of


class Heads(Widget):
    """One row that `paint(width)` draws; `sort_at(width, x)` says by what a click at a column sorts, "" for nothing."""

    DEFAULT_CSS = "Heads { height: 1; background: $background; }"

    class Sorted(Message):
        """The list is to be sorted by something else."""

        def __init__(self, sort: str) -> None:
            super().__init__()
            self.sort = sort

    def __init__(self, paint: Callable[[int], Line], sort_at: Callable[[int, int], str]) -> None:
        super().__init__()
        self._paint = paint
        self._sort_at = sort_at

    def render_line(self, y: int) -> Strip:
        """The row."""
        return self._paint(self.size.width).strip(pen_of(self), self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Sort by the column that was clicked."""
        if sort := self._sort_at(self.size.width, event.x):
            self.post_message(self.Sorted(sort))


class Hairline(Widget):
    """A hairline inside the margins."""

    DEFAULT_CSS = "Hairline { height: 1; width: 1fr; margin: 0 2; background: $background; }"

    def render_line(self, y: int) -> Strip:
        """The line."""
        pen, width = pen_of(self), self.size.width
        return Line().put(0, pen.sign("rule") * width, "rule").strip(pen, width)
