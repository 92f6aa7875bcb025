"""One line of cells for lists that draw themselves: texts put at columns, as a strip in the inks of the theme."""

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui.text import Pen, plain


class Line:
    """A line in the making; what is put on it comes from left to right, and is cleaned."""

    def __init__(self) -> None:
        self._parts: list[tuple[int, str, str]] = []
        self.end = 0

    def put(self, at: int, text: str | None, ink: str = "ink") -> "Line":
        """Put a text at a column, in an ink like "soft italic"."""
        if shown := plain(text):
            self._parts.append((at, shown, ink))
            self.end = at + cell_len(shown)
        return self

    def put_right(self, end: int, text: str, ink: str = "ink") -> "Line":
        """Put a text so that it ends before the column `end`."""
        return self.put(end - cell_len(plain(text)), text, ink)

    def add(self, text: str, ink: str = "ink", gap: int = 0) -> "Line":
        """Put a text behind what stands there."""
        return self.put(self.end + gap, text, ink)

    def strip(self, pen: Pen, width: int, ground: str = "paper", *, bar: bool = False) -> Strip:
        """The line as wide as it is to be drawn; with a bar in its first column when it is in hand."""
        empty = pen.style("ink", ground)
        # on a band that is reversed, an ink would become a ground
        one_ink = ground == "band" and pen.reverse
        segments, at = (
            ([Segment(pen.sign("bar"), pen.style("green", "paper" if one_ink else ground))], 1) if bar else ([], 0)
        )
        for start, text, ink in self._parts:
            if start > at:
                segments.append(Segment(" " * (start - at), empty))
            name, _, faces = ink.partition(" ")
            segments.append(Segment(text, pen.style("ink" if one_ink else name, ground, marks=faces)))
            at = max(start, at) + cell_len(text)
        return Strip(segments, at).adjust_cell_length(width, empty)


def pen_of(widget: Widget) -> Pen:
    """The pen of the app that a widget stands in; one of the theme alone where the app has none."""
    pen = getattr(widget.app, "pen", None)
    return pen if isinstance(pen, Pen) else Pen(widget.app.theme_variables)


def wrap(text: str, width: int) -> list[str]:
    """A text as lines of so many cells: broken at blanks, and inside words that are longer than a line."""
    return [line for part in text.split("\n") for line in _wrapped(part, max(width, 2))]


def _wrapped(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for word in text.split():
        long = cell_len(word)
        if used and used + 1 + long <= width:
            line, used = f"{line} {word}", used + 1 + long
            continue
        if used:
            lines.append(line)
        *whole, line = chop_cells(word, width) if long > width else [word]
        lines += whole
        used = cell_len(line)
    return [*lines, line]
