"""Choosing one of a few words in a row; what does not fit waits behind `more`."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tinycrm.tui.text import plain
from tinycrm.tui.widgets.field import Field
from tinycrm.tui.widgets.words import ground, mark, sign, style, words

GAP = 1  # beside the one blank that each word has on both its sides


class Option(NamedTuple):
    """What is chosen, its word and the name of its mark."""

    value: Any
    word: str
    mark: str = ""


class Choice(Widget, can_focus=True):
    """Words in a row, the chosen one banded; arrows, first letters and the mouse choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "move(1)", show=False),
        Binding("left", "move(-1)", show=False),
        Binding("enter", "finish", show=False),
    ]

    chosen = reactive(0, layout=True)
    unfolded = reactive(False, layout=True)

    class Changed(Message):
        """Another word was chosen."""

    def __init__(self, options: Sequence[Option], value: Any = None) -> None:
        super().__init__()
        self.options = tuple(options)
        self._spots: list[tuple[int, range, int]] = []
        self.set_reactive(Choice.chosen, self._place(value))

    def _place(self, value: Any) -> int:
        return next((at for at, option in enumerate(self.options) if option.value == value), 0)

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self.options[self.chosen].value

    def choose(self, value: Any) -> None:
        """Choose what stands for a value."""
        self.chosen = self._place(value)

    def offer(self, options: Sequence[Option]) -> None:
        """Other words to choose from, the first one chosen."""
        self.options = tuple(options)
        self.set_reactive(Choice.chosen, 0)
        self.refresh(layout=True)

    def watch_chosen(self) -> None:
        """Tell the field."""
        self.post_message(self.Changed())

    def action_move(self, by: int) -> None:
        """Choose the next word, or the one before."""
        self.chosen = (self.chosen + by) % len(self.options)

    def action_finish(self) -> None:
        """On to the next field."""
        self.post_message(Field.Finished())

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the next word that begins with it."""
        letter = (event.character or "").casefold()
        if not letter.strip():
            return
        order = [*range(self.chosen + 1, len(self.options)), *range(self.chosen + 1)]
        found = next((at for at in order if self.options[at].word.casefold().startswith(letter)), None)
        if found is not None:
            event.stop()
            self.chosen = found

    def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse, or show the rest."""
        for row, columns, at in self._spots:
            if event.y == row and event.x in columns:
                if at < 0:
                    self.unfolded = True
                else:
                    self.chosen = at

    def render(self) -> Content:
        """The words, in one row or, unfolded, in as many as they take."""
        rows, self._spots = self._rows(self.size.width)
        return Content("\n").join(rows)

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """One row, more when it is unfolded."""
        return len(self._rows(width)[0])

    def _rows(self, width: int) -> tuple[list[Content], list[tuple[int, range, int]]]:
        """The rows, and which columns of them stand for which word; -1 stands for the rest."""
        more = Content.assemble(" ", words("more", "soft"), " ", words(sign(self, "down"), "soft"))
        shown = [self._word(at) for at in range(len(self.options))]
        fits = self._fitting(shown, width) if not self.unfolded else None
        if fits is not None:
            shown = [*shown[:fits], more]
        rows, spots, at = [Content("")], [], 0
        for number, word in enumerate(shown):
            if at and at + word.cell_length > width:
                rows, at = [*rows, Content("")], 0
            stands_for = -1 if fits is not None and number == fits else number
            spots.append((len(rows) - 1, range(at, at + word.cell_length), stands_for))
            rows[-1] = Content.assemble(rows[-1], word, " " * GAP)
            at += word.cell_length + GAP
        return rows, spots

    def _fitting(self, shown: Sequence[Content], width: int) -> int | None:
        """How many words stand in one row before `more`; None when all do, or one behind it is chosen."""
        room = width - len(" more v")
        total = sum(word.cell_length + GAP for word in shown) - GAP
        if total <= width:
            return None
        count, at = 0, 0
        for word in shown:
            at += word.cell_length + GAP
            if at > room:
                break
            count += 1
        return count if self.chosen < count else None

    def _word(self, at: int) -> Content:
        option = self.options[at]
        is_chosen = at == self.chosen
        said = words(plain(option.word), "ink bold" if is_chosen else "soft")
        front = (
            Content.assemble(mark(self, option.mark, "ink" if is_chosen else "soft"), " ")
            if option.mark
            else Content("")
        )
        word = Content.assemble(" ", front, said, " ")
        if not is_chosen:
            return word
        word = word.stylize_before(ground(self, "band"))
        return word.stylize(style("ink underline"), 1, len(word) - 1) if self.has_focus else word


class ChoiceField(Field):
    """One of a few words."""

    wide = True

    def __init__(self, name: str, label: str, options: Sequence[Option], value: Any = None, **kwargs: Any) -> None:
        super().__init__(name, label, **kwargs)
        self.options = tuple(options)
        self._first = value

    def body(self) -> Iterable[Widget]:
        """The words."""
        yield Choice(self.options, self._first)

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self.query_one(Choice).value if self.query(Choice) else self._first

    @value.setter
    def value(self, value: Any) -> None:
        if self.query(Choice):
            self.query_one(Choice).choose(value)
        else:
            self._first = value

    def offer(self, options: Sequence[Option]) -> None:
        """Other words to choose from, the first one chosen."""
        self.options = tuple(options)
        if self.query(Choice):
            self.query_one(Choice).offer(options)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.changed()


def yes_no(yes: str = "yes", no: str = "no") -> tuple[Option, ...]:
    """The options of a question."""
    return Option(False, no), Option(True, yes)
