"""Things of several lines under one another, one of which may be in hand: a timeline, the facts of a person."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tinycrm.tui.widgets.line import Line, pen_of

NONE = -1


class Block(NamedTuple):
    """Lines that belong together. `id` stays when they are read again; without `data` they cannot be taken in hand."""

    lines: Sequence[Line]
    id: str = ""
    data: Any = None
    tail: int = 0  # how many of the lines, at the end, are no part of what is in hand


class Blocks(ScrollView, can_focus=True):
    """The blocks that `lay_out(width)` makes. At first none is in hand; going up from the first lets go of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("pageup", "leaf(-1)", "Page up", show=False),
        Binding("pagedown", "leaf(1)", "Page down", show=False),
        Binding("home,g", "edge(0)", "First", show=False),
        Binding("end,G", "edge(-1)", "Last", show=False),
    ]
    DEFAULT_CSS = """
    Blocks { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    ground = "paper"

    class Moved(Message):
        """Another block is in hand, or none any more."""

        def __init__(self, blocks: "Blocks") -> None:
            super().__init__()
            self.blocks = blocks

        @property
        def control(self) -> "Blocks":
            """Where it happened."""
            return self.blocks

    class Opened(Moved):
        """The block in hand is to be opened."""

    class Asked(Moved):
        """What can be done with the block in hand is asked for."""

    class Ending(Moved):
        """The last lines came into sight."""

    def __init__(self, lay_out: Callable[[int], Iterable[Block]], *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id)
        self._lay_out = lay_out
        self._blocks: list[Block] = []
        self._lines: list[tuple[int, Line, bool]] = []
        self._starts: list[int] = []
        self._cursor = NONE
        self._hover = NONE
        self._wanted = ""

    @property
    def data(self) -> Any:
        """What is in hand; None where nothing is."""
        return self._blocks[self._cursor].data if self._cursor != NONE else None

    @property
    def all(self) -> list[Any]:
        """Everything that can be taken in hand."""
        return [each.data for each in self._blocks if each.data is not None]

    def lay_out(self) -> None:
        """Make the blocks anew; the one in hand stays so, and the scroll where it is."""
        if not self.size.width:
            return
        held = self._wanted or (self._blocks[self._cursor].id if self._cursor != NONE else "")
        self._blocks = list(self._lay_out(self.size.width))
        self._lines, self._starts = [], []
        for number, block in enumerate(self._blocks):
            self._starts.append(len(self._lines))
            own = len(block.lines) - block.tail
            self._lines += [(number, line, at < own) for at, line in enumerate(block.lines)]
        self._cursor = next((n for n, each in enumerate(self._blocks) if held and each.id == held), NONE)
        self.virtual_size = Size(self.size.width, len(self._lines))
        if self._wanted and self._cursor != NONE:
            self._wanted = ""
            self.call_after_refresh(self._keep_in_sight, self._cursor)  # a list that is new is not scrolled before
        self.refresh()

    def take(self, block_id: str) -> None:
        """Take a block in hand, once it is there."""
        self._wanted = block_id
        self.lay_out()

    def let_go(self) -> None:
        """Take nothing in hand, and look at the beginning."""
        self._take(NONE)
        self.scroll_to(y=0, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """A line."""
        index, width, pen = y + self.scroll_offset.y, self.size.width, pen_of(self)
        if index >= len(self._lines):
            return Line().strip(pen, width, self.ground)
        number, line, own = self._lines[index]
        if own and number == self._cursor:
            return line.strip(pen, width, "band" if self.has_focus else "panel", bar=self.has_focus)
        return line.strip(pen, width, "panel" if own and number == self._hover else self.ground)

    def on_mount(self) -> None:
        """Draw anew when the theme changes."""
        self._refresh_scrollbars()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.lay_out())

    def on_resize(self) -> None:
        """Lines are as wide as the widget."""
        self.lay_out()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The bar comes and goes with the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        if new_value + 2 * self.size.height >= len(self._lines):
            self.post_message(self.Ending(self))

    # moving

    def action_step(self, by: int) -> None:
        """Take the next block, or the one before, in hand; where there is none, scroll."""
        at = self._cursor + by
        while 0 <= at < len(self._blocks) and self._blocks[at].data is None:
            at += by
        if at >= len(self._blocks):
            self.scroll_to(y=len(self._lines), animate=False, immediate=True)
        elif at < 0:
            self.let_go()
        else:
            self._take(at)

    def action_leaf(self, by: int) -> None:
        """Scroll by so many screens."""
        height = max(self.size.height - 1, 1)
        self.scroll_to(y=self.scroll_offset.y + by * height, animate=False, immediate=True)

    def action_edge(self, at: int) -> None:
        """Go to the beginning, or with -1 to the end."""
        if at == 0:
            self.let_go()
        else:
            self.scroll_to(y=len(self._lines), animate=False, immediate=True)

    def _take(self, number: int) -> None:
        if number != self._cursor:
            self._cursor = number
            self.refresh()
            self.post_message(self.Moved(self))
        if number != NONE:
            self._keep_in_sight(number)

    def _keep_in_sight(self, number: int) -> None:
        first, block = self._starts[number], self._blocks[number]
        last = first + len(block.lines) - block.tail
        top, height = self.scroll_offset.y, self.size.height
        if first < top or last - first >= height:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif last > top + height:
            self.scroll_to(y=last - height, animate=False, immediate=True)

    # the mouse

    def _under(self, event: events.MouseEvent) -> int:
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self._lines):
            return NONE
        number, _, own = self._lines[index]
        return number if own and self._blocks[number].data is not None else NONE

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would take."""
        self._hover_over(self._under(event))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover_over(NONE)

    def _hover_over(self, number: int) -> None:
        if number != self._hover:
            self._hover = number
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click takes a block in hand, another opens it; right click asks what can be done with it."""
        number = self._under(event)
        if number == NONE:
            return
        again = number == self._cursor
        self._take(number)
        if event.button == 3:
            event.stop()
            self.post_message(self.Asked(self))
        elif again or event.chain > 1:
            self.post_message(self.Opened(self))
