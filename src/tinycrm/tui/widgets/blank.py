"""What a place shows where it has nothing to show: a kind sentence, and the keys that lead on."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui.text import plain
from tinycrm.tui.widgets.line import Line, pen_of, wrap

MEASURE = 68
PRESSED = {"esc": "escape"}


class Lead(NamedTuple):
    """A key that leads on, its words, and what is said about it more quietly."""

    key: str
    words: str
    more: str = ""


class Blank(Widget):
    """A sentence in the middle of an empty place."""

    DEFAULT_CSS = "Blank { height: 1fr; background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""
        self._rest: tuple[str, ...] = ()
        self._leads: tuple[Lead, ...] = ()
        self._lines: list[tuple[Line, str]] = []

    def say(self, sentence: str, rest: Sequence[str] = (), leads: Sequence[Lead] = ()) -> None:
        """Say this: a bold sentence, soft ones, and keys."""
        self._sentence, self._rest, self._leads = sentence, tuple(rest), tuple(leads)
        self._lines = []
        self.refresh()

    def on_resize(self) -> None:
        """Stand in the middle again."""
        self._lines = []

    def render_line(self, y: int) -> Strip:
        """A line of it."""
        self._lines = self._lines or self._laid_out()
        at = y - self._top()
        line = self._lines[at][0] if 0 <= at < len(self._lines) else Line()
        return line.strip(pen_of(self), self.size.width)

    def _top(self) -> int:
        return max((self.size.height - len(self._lines)) // 2 - 1, 0)

    def _laid_out(self) -> list[tuple[Line, str]]:
        pen, room = pen_of(self), min(self.size.width - 4, MEASURE)
        rest = [line for each in self._rest for line in wrap(plain(each), room)]
        lines = [(self._centred(pen.sign("all done"), "rubric"), ""), (Line(), "")]
        lines += [(self._centred(line, "ink bold"), "") for line in wrap(plain(self._sentence), room)]
        lines += [(Line(), ""), *((self._centred(line, "soft"), "") for line in rest)] if rest else []
        # the keys stand under one another, below where the widest sentence begins
        start = self._start(max(map(cell_len, rest), default=min(30, room)))
        leads = [
            (Line().put(start, lead.key, "green bold").add(lead.words, gap=2).add(lead.more, "faint", gap=2), lead.key)
            for lead in self._leads
        ]
        return [*lines, *([(Line(), ""), *leads] if leads else [])]

    def _start(self, width: int) -> int:
        return max((self.size.width - width) // 2, 2)

    def _centred(self, text: str, ink: str) -> Line:
        return Line().put(self._start(cell_len(text)), text, ink)

    def on_click(self, event: events.Click) -> None:
        """A click on a key's line presses the key."""
        at = event.y - self._top()
        if 0 <= at < len(self._lines) and (key := self._lines[at][1]):
            self.app.simulate_key(PRESSED.get(key, key))
