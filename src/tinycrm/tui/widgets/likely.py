"""What is likely to come in, in three rows under the board."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui import words
from tinycrm.tui.text import Pen, cut, plain
from tinycrm.tui.widgets.line import Line, pen_of

LEFT, MARGIN = 2, 2
MIDDLE = 40
BAR = 10  # cells of the longest bar


class Share(NamedTuple):
    """What is likely to come in in a month, and that in hundredths of the best month's."""

    month: str
    amount: str
    percent: int


class Numbers(NamedTuple):
    """How the deals do, in words: what is likely and what is asked, how many are open, stand still, have no next step,
    were won (per cent of those decided), and a sentence about the column in hand.
    """

    likely: str
    asked: str
    open: int
    months: Sequence[Share]
    still: int
    stepless: int
    won: int | None
    stay: str


class Likely(Widget):
    """The rows; nothing until there is something to tell."""

    DEFAULT_CSS = "Likely { height: 3; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self.numbers: Numbers | None = None

    def show(self, numbers: Numbers | None) -> None:
        """Tell these."""
        if numbers != self.numbers:
            self.numbers = numbers
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row."""
        pen, width = pen_of(self), self.size.width
        line = Line()
        if self.numbers is not None and y < len(_ROWS):
            line = _ROWS[y](self.numbers, pen, width)
        return line.strip(pen, width)


def _title(numbers: Numbers, pen: Pen, width: int) -> Line:
    end = f"{numbers.open:,} open"
    line = Line().put(LEFT, "LIKELY TO COME IN", "soft bold")
    rule = width - MARGIN - line.end - 1 - cell_len(end) - 1
    return line.add(pen.sign("rule") * max(rule, 0), "rule", gap=1).put_right(width - MARGIN, end, "faint")


def _sums(numbers: Numbers, pen: Pen, width: int) -> Line:
    line = Line().put(LEFT, numbers.likely, "ink bold").add(f"of {numbers.asked} asked", "soft", gap=2)
    still = f"{numbers.still:,} standing still" if numbers.still else ""
    end = width - MARGIN - (cell_len(still) + 2 if still else 0)
    at = max(MIDDLE, line.end + 3)
    for month in numbers.months:
        bar = pen.sign("share") * max(round(BAR * month.percent / 100), 1)
        if at + cell_len(f"{month.month} {month.amount} {bar}") > end - 3:
            break
        line.put(at, month.month, "soft").add(month.amount, "ink", gap=1).add(bar, "green", gap=1)
        at = line.end + 3
    return _flagged(line, pen, width, "still", still)


def _rates(numbers: Numbers, pen: Pen, width: int) -> Line:
    line = Line()
    if numbers.won is not None:
        line.put(LEFT, f"{numbers.won} %", "ink bold").add("of those decided were won", "soft", gap=2)
    without = f"{numbers.stepless:,} without a next step" if numbers.stepless else ""
    end = width - MARGIN - (cell_len(without) + 2 if without else 0)
    at = max(MIDDLE, line.end + 3)
    if end - at > len("nine days") * 2:
        line.put(at, cut(plain(numbers.stay), end - at - 3, pen.end), "soft")
    return _flagged(line, pen, width, "unset", without)


def _flagged(line: Line, pen: Pen, width: int, mark: str, said: str) -> Line:
    start = width - MARGIN - cell_len(said) - 2
    if said and start > line.end:
        line.put(start, pen.sign(mark), "ochre").put(start + 2, said, "ochre")
    return line


_ROWS = (_title, _sums, _rates)


def stay(name: str, days: int | None) -> str:
    """How long deals stay in a stage: "nine days in Quoted, as a rule"."""
    if days is None:
        return ""
    return f"{words.number(days)} day{'s' if days != 1 else ''} in {plain(name, 40)}, as a rule"
