"""The line above a list in which the owner types whom they want to see, and what is wrong with it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tinycrm.tui.text import plain
from tinycrm.tui.widgets.heads import Hairline

PATIENCE_SECONDS = 0.5  # half a word is no mistake yet


class Query(Input):
    """The words themselves; keys that move lead to the list below."""

    virtual_size = Reactive(Size(0, 0), layout=False)  # it is as wide as its room: no letter moves anything else
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "open", show=False, id="filter.open"),
        Binding("down,up,pagedown,pageup", "leave", "to the list", show=False, id="filter.list", key_display="down"),
        Binding("escape", "clear", "clear", show=False, id="filter.clear"),
    ]

    def action_leave(self) -> None:
        """Go to the list."""
        self.post_message(Filter.Left())

    def action_clear(self) -> None:
        """Take every word away; with none left, go to the list."""
        if self.value:
            self.value = ""
        else:
            self.post_message(Filter.Left())


class Filter(Vertical):
    """The line, the count at its end, and below it a hairline, or what is wrong."""

    DEFAULT_CSS = """
    Filter { height: auto; background: $background; }
    Filter > Horizontal { height: 1; margin: 0 2; }
    Filter #filter-key { width: 2; color: $primary; text-style: bold; }
    Filter Query, Filter Query:focus { border: none; height: 1; width: 1fr; padding: 0; background: $background; }
    Filter Query .input--placeholder, Filter Query>.input--placeholder { color: $text-disabled; text-style: italic; }
    Filter #filter-count { width: 12; text-align: right; color: $text-muted; }
    Filter #filter-wrong { height: auto; margin: 0 2; padding: 0 0 0 2; color: $text-error; display: none; }
    Filter.-wrong #filter-wrong { display: block; }
    Filter.-wrong Hairline { display: none; }
    """

    class Typed(Message):
        """Other words stand in the line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The list is to be gone to."""

    class Settled(Message):
        """What is meant stands there: whoever is in hand is to be opened."""

    def __init__(self, key: str, hint: str) -> None:
        super().__init__()
        self._key = key
        self._hint = hint
        self._said = ""
        self._later: Timer | None = None

    def compose(self) -> Iterable[Widget]:
        """The parts."""
        with Horizontal():
            yield Static(self._key, id="filter-key", markup=False)
            yield Query(placeholder=self._hint, select_on_focus=False, max_length=2000)
            yield Static("", id="filter-count", markup=False)
        yield Static("", id="filter-wrong", markup=False)
        yield Hairline()

    @property
    def query_line(self) -> Query:
        """The line that is typed in."""
        return self.query_one(Query)

    @property
    def text(self) -> str:
        """The words."""
        return self.query_line.value

    def count(self, words: str) -> None:
        """Say how many there are."""
        # its width is always the same: nothing is to be laid out anew with every letter
        self.query_one("#filter-count", Static).update(Content(words), layout=False)

    def right(self) -> None:
        """Nothing is wrong with the words."""
        self._say("")

    def wrong(self, sentence: str, position: int, *, now: bool = False) -> None:
        """Say what is wrong, with ^ under the letter; unless `now`, when nothing more was typed for a moment."""
        words = f"{' ' * position}^\n{plain(sentence)}"
        if now:
            self._say(words)
        else:
            self._stop()
            self._later = self.set_timer(PATIENCE_SECONDS, lambda: self._say(words))

    def _say(self, words: str) -> None:
        self._stop()
        if words != self._said:
            self._said = words
            self.set_class(bool(words), "-wrong")
            self.query_one("#filter-wrong", Static).update(Content(words))

    def _stop(self) -> None:
        if self._later is not None:
            self._later.stop()
            self._later = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what stands there now."""
        event.stop()
        self._stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that this is what is meant."""
        event.stop()
        self.post_message(self.Settled())
