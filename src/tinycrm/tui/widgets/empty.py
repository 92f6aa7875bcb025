"""What an empty place says: a sentence, what to know about it, and keys that lead on."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.text import Text
from textual import events
from textual.widget import Widget

from tinycrm.tui.text import plain
from tinycrm.tui.widgets.line import pen_of, wrap

MEASURE = 60
GAP = 5


class Lead(NamedTuple):
    """A key that leads on, its words, and the action of the screen that a click on it does."""

    key: str
    words: str
    action: str


class Empty(Widget):
    """The words, centred, in the middle third."""

    DEFAULT_CSS = """
    Empty { height: 1fr; width: 100%; background: $background; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._sentence, self._more = "", ""
        self._leads: Sequence[Lead] = ()
        self._spots: list[tuple[int, range, str]] = []

    def say(self, sentence: str, more: str = "", leads: Sequence[Lead] = ()) -> None:
        """Say something else."""
        self._sentence, self._more, self._leads = sentence, more, leads
        self.refresh()

    def render(self) -> Text:
        """The lines, each in the middle."""
        pen, width = pen_of(self), self.size.width
        room = max(min(MEASURE, width - 4), 10)
        lines = [pen.mark("all done"), Text()]
        lines += [pen.text(row, marks="bold") for row in wrap(plain(self._sentence), room)]
        lines += (
            [Text(), *(pen.text(row, "soft") for part in self._more.split("\n") for row in wrap(plain(part), room))]
            if self._more
            else []
        )
        lines.append(Text())
        top = max((self.size.height - len(lines) - 1) // 2, 0)
        keys = self._keys(width, top + len(lines))
        shown = [Text(" " * max((width - line.cell_len) // 2, 0)).append_text(line) for line in [*lines, *keys]]
        return Text("\n", no_wrap=True, end="").join([Text()] * top + shown)

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        for row, cells, action in self._spots:
            if event.y == row and event.x in cells:
                self.app.call_later(self.app.run_action, action, self.screen)

    def _keys(self, width: int, first: int) -> list[Text]:
        """The keys in one row, or in one below another where it is narrow."""
        pen, self._spots = pen_of(self), []
        together = pen.keys([(each.key, each.words) for each in self._leads], GAP)
        rows = [self._leads] if together.cell_len <= width - 4 else [[each] for each in self._leads]
        lines = []
        for number, row in enumerate(rows):
            line = pen.keys([(each.key, each.words) for each in row], GAP)
            at = (width - line.cell_len) // 2
            for each in row:
                end = at + len(f"{each.key} {each.words}")
                self._spots.append((first + number, range(at, end), each.action))
                at = end + GAP
            lines.append(line)
        return lines
