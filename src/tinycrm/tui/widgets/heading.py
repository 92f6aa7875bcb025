"""A place's first line: where you are, and words at the right that can be clicked."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.widget import Widget

from tinycrm.tui.text import Pen, cut, plain

MARGIN = 2


class Word(NamedTuple):
    """A word that can be clicked: what it does, what its tooltip says; `chosen` is the one that is so now."""

    text: str
    action: str
    tip: str = ""
    chosen: bool = False
    gap: int = 2
    ink: str = "soft"


class Heading(Widget):
    """One row: a title in bold, and words at the right."""

    DEFAULT_CSS = "Heading { width: 1fr; height: 1; }"

    def __init__(self, pen: Callable[[], Pen], *, id: str | None = None) -> None:  # noqa: A002  # what Textual calls it
        super().__init__(id=id)
        self._pen = pen
        self._title = ""
        self._said = ""
        self._words: Sequence[Word] = ()
        self._spots: list[tuple[int, int, Word]] = []

    def show(self, title: str, words: Sequence[Word] = (), said: str = "") -> None:
        """Show a title, words that can be clicked, and what is `said` after the title, in an ordinary ink."""
        self._title, self._words, self._said = title, words, said
        self.refresh()

    def render(self) -> Text:
        """The row; words fall away from the left where there is no room."""
        pen, width = self._pen(), self.size.width
        words = list(self._words)
        while words and self._cells(words) + len(self._title) + MARGIN > width:
            words.pop(0)
        start = width - self._cells(words)
        title = plain(self._title)
        text = Text(no_wrap=True, end="").append(cut(title, width, pen.end), pen.style("ink", marks="bold"))
        if self._said:
            room = start - text.cell_len - 2 * MARGIN
            text.append("  ").append(cut(plain(self._said), room, pen.end), pen.style("soft"))
        text.append(" " * (start - text.cell_len))
        self._spots = []
        for number, word in enumerate(words):
            text.append(" " * (word.gap if number else 0))
            at = text.cell_len
            style = pen.style("green", marks="bold underline") if word.chosen else pen.style(word.ink)
            text.append(word.text, style)
            self._spots.append((at, text.cell_len, word))
        return text

    def on_click(self, event: events.Click) -> None:
        """Do what the word says."""
        if word := self._word(event.x):
            self.app.call_later(self.app.run_action, word.action, self.screen)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the word does."""
        word = self._word(event.x)
        tip = (word.tip or None) if word else None
        if tip != self.tooltip:
            self.tooltip = tip

    def _word(self, x: int) -> Word | None:
        return next((word for start, end, word in self._spots if start <= x < end), None)

    @staticmethod
    def _cells(words: Sequence[Word]) -> int:
        return sum(len(word.text) + (word.gap if number else 0) for number, word in enumerate(words))
