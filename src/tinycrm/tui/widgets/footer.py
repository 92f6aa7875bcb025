"""The footer: the keys of what is in hand, and at the right those that work everywhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual import events
from textual.dom import DOMNode
from textual.widget import Widget

from tinycrm.tui.text import plain

if TYPE_CHECKING:
    from tinycrm.tui.app import TinyCrm

MARGIN = 2
MOST = 6
WIDE = 100
NAMES = {
    "slash": "/", "question_mark": "?", "comma": ",", "left_square_bracket": "[", "right_square_bracket": "]",
    "plus": "+", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn",
}  # fmt: skip
# at the right, from this width on
EVERYWHERE = (("find", 100), ("undo", 100), ("palette", 120), ("help", 0))
# at the left of a narrow one, where there is room
FILLING = ("find", "add")


class Word(NamedTuple):
    """A key, what it does in a word, the action and whose it is, and the tooltip."""

    key: str
    word: str
    action: str
    owner: DOMNode
    tip: str


def shown(key: str) -> str:
    """A key as the footer and the help write it: "^p", "enter", "/"."""
    key = NAMES.get(key, key)
    return f"^{key.removeprefix('ctrl+')}" if key.startswith("ctrl+") else key


class Footer(Widget):
    """One row of keys; a click on one presses it. `order` are the ids of the bindings at its left, if not all."""

    DEFAULT_CSS = """
    Footer { dock: bottom; height: 1; width: 100%; background: $footer-background; color: $footer-foreground; }
    """

    def __init__(self, order: Iterable[str] = ()) -> None:
        super().__init__()
        self.spots: list[tuple[int, int, Word]] = []
        self.order = tuple(order)
        self.leading = ""  # instead of the usual first words: "3 marked:"

    @property
    def crm(self) -> "TinyCrm":
        """The app, by its own type."""
        return cast("TinyCrm", self.app)

    def on_mount(self) -> None:
        """Keys change with what is focused, and with what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def lead(self, words: str) -> None:
        """Put words before the keys at the left, such as "3 marked:"; empty takes them away."""
        if words != self.leading:
            self.leading = words
            self.refresh()

    def use(self, order: Iterable[str]) -> None:
        """Show other keys at the left, by the ids of their bindings."""
        wanted = tuple(order)
        if wanted != self.order:
            self.order = wanted
            self.refresh()

    def render(self) -> Text:
        """The row, left keys falling away from the right where there is no room."""
        width = self.size.width
        here, everywhere = self._words()
        right = [everywhere[name] for name, least in EVERYWHERE if name in everywhere and width >= least]
        if width < WIDE:
            here += [everywhere[name] for name in FILLING if name in everywhere and everywhere[name] not in here]
        here = here[:MOST]
        gap = 3 if width >= WIDE else 2
        room = width - 2 * MARGIN - self._cells(right, gap) - gap - len(self.leading)
        while here and self._cells(here, gap) > room:
            here.pop()
        self.spots = []
        line = Text(" " * MARGIN, no_wrap=True, end="")
        if self.leading:
            line.append(plain(self.leading), self.crm.pen.style("ink", marks="bold")).append(" " * gap)
        self._put(line, here, gap)
        line.append(" " * max(width - MARGIN - line.cell_len - self._cells(right, gap), 0))
        self._put(line, right, gap)
        return line

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked words say."""
        self.tooltip = None
        for start, end, word in self.spots:
            if start <= event.x < end:
                self.app.call_later(self.app.run_action, word.action, word.owner)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the words under the mouse do."""
        tip = next((word.tip for start, end, word in self.spots if start <= event.x < end), "")
        if (tip or None) != self.tooltip:
            self.tooltip = tip or None

    def _words(self) -> tuple[list[Word], dict[str, Word]]:
        """The keys of what is in hand, and by their ids those that work everywhere."""
        here: dict[str, Word] = {}
        everywhere: dict[str, Word] = {}
        for owner, binding, enabled, tip in self.screen.active_bindings.values():
            word = Word(binding.key_display or shown(binding.key), binding.description, binding.action, owner, tip)
            if owner is self.app:
                everywhere[binding.id or binding.key] = word
            elif enabled and (binding.show or binding.id in self.order):
                here.setdefault(binding.id or binding.action, word)
        known = {**everywhere, **here}
        return [known[name] for name in self.order or here if name in known], everywhere

    def _cells(self, words: list[Word], gap: int) -> int:
        return sum(len(word.key) + 1 + len(word.word) for word in words) + gap * max(len(words) - 1, 0)

    def _put(self, line: Text, words: list[Word], gap: int) -> None:
        pen = self.crm.pen
        for number, word in enumerate(words):
            if number:
                line.append(" " * gap)
            start = line.cell_len
            line.append(word.key, pen.style("green", marks="bold")).append(f" {word.word}", pen.style("soft"))
            self.spots.append((start, line.cell_len, word))
