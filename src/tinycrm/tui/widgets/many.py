"""A field of several things that are there, as chips after one another."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tinycrm.errors import CrmError, InvalidError
from tinycrm.tui.widgets.field import Check, Echo, Line
from tinycrm.tui.widgets.pick import Match, Offer, Offering
from tinycrm.tui.widgets.words import sign, words


class ManyField(Offering):
    """Several of what is there, as chips after one another; new words too where they are allowed."""

    wide = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("backspace", "drop", show=False, priority=True)]

    def __init__(
        self,
        name: str,
        label: str,
        offer: Offer,
        value: Sequence[Match] = (),
        *,
        new: Callable[[str], Match] | None = None,
        check: Check | None = None,
        **kwargs: Any,
    ) -> None:
        """`new` makes a match of words that nothing here is called; it raises CrmError when they make no sense."""
        super().__init__(name, label, offer, check=check, **kwargs)
        self.chosen = list(value)
        self._new = new

    def body(self) -> Iterable[Widget]:
        """The chips, the line, and the menu under it."""
        yield Chips()
        yield from super().body()

    def on_mount(self) -> None:
        """Show the chips."""
        self.query_one(Chips).show(self.chosen)
        super().on_mount()

    @property
    def value(self) -> list[list[Any]]:
        """What is chosen, each as what it is shown with."""
        typed = self.line.value.strip() if self.query(Line) else ""
        return [list(each) for each in self.chosen] + ([[typed, typed]] if typed else [])

    @value.setter
    def value(self, value: Sequence[Sequence[Any]]) -> None:
        self.chosen = [Match(*each) for each in value]
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Backspace takes a chip only where there is nothing else before it."""
        if action == "drop":
            return bool(self.chosen) and self.line.has_focus and not self.line.value
        return super().check_action(action, parameters)

    def action_drop(self) -> None:
        """Take the last one away."""
        self.chosen.pop()
        self._show()

    def take(self, match: Match) -> None:
        """Add it; the line is free for the next."""
        self._set_line("")
        if match.value not in [each.value for each in self.chosen]:
            self.chosen.append(match)
        self._show()

    def entered(self) -> None:
        """What is typed is added where new words are allowed; an empty line leads on."""
        typed = self.line.value.strip()
        if not typed:
            self.post_message(self.Finished())
        elif self._add_typed(typed):
            self._show()

    def typed(self) -> None:
        """A comma ends a word."""
        if self._new and self.line.value.endswith(","):
            self._add_typed(self.line.value.rstrip(", "))
            self._show()
        self.changed()

    def _add_typed(self, typed: str) -> bool:
        if self._new is None or not typed:
            self.say(Echo("Choose one of those that are offered.", "wrong"), judged=True)
            return False
        try:
            made = self._new(typed)
        except CrmError as error:
            self.problem = str(error)
            self.say(Echo(self.problem, "wrong"), judged=True)
            return False
        self.close()
        self.take(made)
        return True

    async def read(self, *, judged: bool) -> Echo | None:
        """What is still in the line counts as well, when it was left."""
        typed = self.line.value.strip()
        if typed and (judged or not self.line.has_focus):
            await self._resolve(typed)
        return await super().read(judged=judged)

    async def _resolve(self, typed: str) -> None:
        if self._new:
            self.take(self._new(typed))
            return
        found = await self._offer(typed)
        if len(found) != 1:
            raise InvalidError("Choose one of those that are offered." if found else "Nobody here is called that.")
        self.take(found[0])

    def on_chips_dropped(self, event: "Chips.Dropped") -> None:
        """A chip was clicked away."""
        event.stop()
        del self.chosen[event.at]
        self._show()

    def _show(self) -> None:
        if self.query(Chips):
            self.query_one(Chips).show(self.chosen)
        self.changed()


class Chips(Widget):
    """Chosen things after one another; a click on one takes it away."""

    class Dropped(Message):
        """A chip was clicked away."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[Match] = []
        self.display = False

    def show(self, chosen: Sequence[Match]) -> None:
        """Show these."""
        self._chosen = list(chosen)
        self.display = bool(chosen)
        self.refresh(layout=True)

    def render(self) -> Content:
        """The chips, in as many rows as they take."""
        rows, _ = self._rows(self.size.width)
        return Content("\n").join(rows)

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """One row, more when they do not fit."""
        return max(len(self._rows(width)[0]), 1)

    def _rows(self, width: int) -> tuple[list[Content], list[tuple[int, range]]]:
        rows, spots, at = [Content("")], [], 0
        for each in self._chosen:
            chip = Content.assemble(" ", words(each.name), words(f" {sign(self, 'remove')}  ", "faint"))
            if at and at + chip.cell_length > width:
                rows, at = [*rows, Content("")], 0
            spots.append((len(rows) - 1, range(at, at + chip.cell_length - 1)))
            rows[-1] = Content.assemble(rows[-1], chip)
            at += chip.cell_length
        return rows, spots

    def on_click(self, event: events.Click) -> None:
        """Take away what was clicked."""
        for at, (row, columns) in enumerate(self._rows(self.size.width)[1]):
            if event.y == row and event.x in columns:
                self.post_message(self.Dropped(at))
