"""The last row of a sheet: its keys in words, each of which can be clicked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tinycrm.tui.widgets.words import words

GAP = "   "


class Key(NamedTuple):
    """A key as it is shown, its word, and what it does."""

    shown: str
    word: str
    action: str


class Keys(Widget):
    """Keys at the left and at the right of one row; instead of them a question, when there is one."""

    class Pressed(Message):
        """A key's words were clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, left: Sequence[Key], right: Sequence[Key] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._left, self._right = tuple(left), tuple(right)
        self._question = ""
        self._spots: list[tuple[int, range, str]] = []

    def show(self, left: Sequence[Key], right: Sequence[Key] = (), question: str = "") -> None:
        """Other keys, after a question where there is one."""
        self._left, self._right, self._question = tuple(left), tuple(right), question
        self.set_class(bool(question), "-asks")
        self.refresh(layout=True)

    def render(self) -> Content:
        """The row; from the right of the left part words fall away where there is no room.

        A question has a row of its own where it does not fit before its answers.
        """
        width = self.size.width
        if self._question and not self._fits(width):
            left, spots = _written(self._left)
            self._spots = [(1, spot, action) for spot, action in spots]
            return Content.assemble(words(self._question), "\n", left)
        right, spots = _written(self._right)
        left_keys = list(self._left)
        left, left_spots = _written(left_keys)
        asked = words(f"{self._question}{GAP}" if self._question else "")
        apart = len(GAP) if self._right else 0
        while len(left_keys) > 1 and asked.cell_length + left.cell_length + right.cell_length + apart > width:
            left_keys.pop()
            left, left_spots = _written(left_keys)
        start, shift = width - right.cell_length, asked.cell_length
        self._spots = [(0, range(spot.start + shift, spot.stop + shift), action) for spot, action in left_spots]
        self._spots += [(0, range(spot.start + start, spot.stop + start), action) for spot, action in spots]
        return Content.assemble(asked, left, " " * max(start - shift - left.cell_length, 0), right)

    def _fits(self, width: int) -> bool:
        return len(self._question) + len(GAP) + _written(self._left)[0].cell_length <= width

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """One row, and one for a question that needs it."""
        return 1 if not self._question or self._fits(width) else 1 + len(words(self._question).wrap(width))

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked words say."""
        for row, spot, action in self._spots:
            if event.y == row and event.x in spot:
                self.post_message(self.Pressed(action))


def _written(keys: Sequence[Key]) -> tuple[Content, list[tuple[range, str]]]:
    parts: list[Content] = []
    spots, at = [], 0
    for key in keys:
        part = Content.assemble(words(key.shown, "green bold"), words(f" {key.word}", "soft"))
        parts.append(part)
        spots.append((range(at, at + part.cell_length), key.action))
        at += part.cell_length + len(GAP)
    return Content(GAP).join(parts), spots
