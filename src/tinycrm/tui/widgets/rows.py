"""A list of any length: only the lines that are seen are drawn, only the pages that are looked at are fetched."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.line import Line, pen_of

PAGE = 60
KEPT = 5_000  # rows; far more than are seen, little enough to forget about
MARKS_END = 4  # the columns before it hold the bar and the mark


class Row(Protocol):
    """What a list shows: anything with a number of its own that stays."""

    @property
    def id(self) -> int:
        """The row's own number."""


R = TypeVar("R", bound=Row)


class Rows(ScrollView, Generic[R], can_focus=True):
    """A list of rows with one in hand, and some marked.

    `fetch(offset, limit)` answers with a page of rows; `paint(row, width, marked)` draws one, the first column being
    left for the bar.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("pageup", "leaf(-1)", "Page up", show=False),
        Binding("pagedown", "leaf(1)", "Page down", show=False),
        Binding("home,g", "jump(0)", "First", show=False),
        Binding("end,G", "jump(-1)", "Last", show=False),
        Binding("shift+up", "sweep(-1)", "Mark upwards", show=False),
        Binding("shift+down", "sweep(1)", "Mark downwards", show=False),
    ]
    DEFAULT_CSS = """
    Rows { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """Another row came into hand, or the one in hand is another now."""

        def __init__(self, rows: "Rows[Any]") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "Rows[Any]":
            """The list it happened in."""
            return self.rows

    class Opened(Moved):
        """The row in hand is to be opened."""

    class Asked(Moved):
        """What can be done with the row in hand is asked for."""

    class Marked(Moved):
        """Other rows are marked now."""

    def __init__(
        self,
        fetch: Callable[[int, int], Awaitable[Sequence[R]]],
        paint: Callable[[R, int, bool], Line],
        *,
        id: str | None = None,  # noqa: A002 - as every widget calls it
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._paint = paint
        self._rows: dict[int, R] = {}
        self._asked: set[int] = set()
        self.shown = 0  # how often something else was listed
        self._lines: dict[int, Strip] = {}
        self._pen: Pen | None = None
        self._hover = -1
        self.count = 0
        self.marked: set[int] = set()

    @property
    def row(self) -> R | None:
        """The row in hand; None when the list is empty, or that row is still being fetched."""
        return self._rows.get(self.cursor)

    def at(self, index: int) -> R | None:
        """The row at a place, None where it is not fetched yet or there is none."""
        return self._rows.get(index)

    def show(self, count: int, rows: Sequence[R] = (), offset: int = 0, cursor: int = 0, line: int = 0) -> None:
        """List something else: so many rows, those from `offset` on being at hand; the cursor stands on that line."""
        self.shown += 1
        self._rows = dict(enumerate(rows, offset))
        self._asked.clear()
        self._measure(count)
        self.redraw()
        self.set_reactive(Rows.cursor, max(0, min(cursor, count - 1)))
        self.scroll_to(y=self.cursor - line, animate=False, force=True, immediate=True)
        self._keep_in_sight()
        self.post_message(self.Moved(self))

    def grow(self, count: int) -> None:
        """There are so many, as turns out after the first of them were shown."""
        self._measure(count)
        self.redraw()

    def _measure(self, count: int) -> None:
        """There is so much to scroll through; unlike a plain assignment this does not lay out the whole screen anew."""
        self.count = count
        size = Size(self.size.width, count)
        self.set_reactive(Rows.virtual_size, size)
        self._scroll_update(size)

    @property
    def line(self) -> int:
        """On which line of the screen the row in hand stands, counted from the list's first."""
        return self.cursor - self.scroll_offset.y

    def mark(self, ids: set[int]) -> None:
        """Mark these rows and no others."""
        self.marked = ids
        self.redraw()
        self.post_message(self.Marked(self))

    def redraw(self) -> None:
        """Draw every line anew."""
        self._lines.clear()
        self.refresh()

    # drawing

    def render_line(self, y: int) -> Strip:
        """A line of the list, from the cache where nothing changed."""
        index = y + self.scroll_offset.y
        found = self._lines.get(index)
        if found is None:
            found = self._drawn(index)
            if index >= self.count or index in self._rows:
                self._lines[index] = found
        return found

    def _drawn(self, index: int) -> Strip:
        width, pen = self.size.width, self._the_pen()
        row = self._rows.get(index)
        if index >= self.count:
            return Line().strip(pen, width)
        if row is None:
            self._want(index)
            return Line().put(MARKS_END + 1, pen.sign("dot"), "faint").strip(pen, width)
        line = self._paint(row, width, row.id in self.marked)
        if index == self.cursor:
            return line.strip(pen, width, "band" if self.has_focus else "panel", bar=self.has_focus)
        return line.strip(pen, width, "panel" if index == self._hover else "paper")

    def _the_pen(self) -> Pen:
        if self._pen is None:
            self._pen = pen_of(self)
        return self._pen

    def _line_changed(self, *indexes: int) -> None:
        for index in indexes:
            self._lines.pop(index, None)
            self.refresh_line(index)

    def on_mount(self) -> None:
        """Draw anew when the theme changes."""
        self._refresh_scrollbars()
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def _theme_changed(self, _: object) -> None:
        self._pen = None
        self.redraw()

    def on_resize(self) -> None:
        """Lines are as wide as the list; the row in hand stays in sight."""
        self._measure(self.count)
        self.redraw()
        self._keep_in_sight()

    def on_focus(self) -> None:
        """The bar comes with the focus."""
        self._line_changed(self.cursor)

    def on_blur(self) -> None:
        """The bar goes with the focus; a paler band stays."""
        self._line_changed(self.cursor)

    # fetching

    def _want(self, index: int) -> None:
        page = index // PAGE
        if page not in self._asked:
            self._asked.add(page)
            self.run_worker(self._bring(page, self.shown), exit_on_error=True)

    async def _bring(self, page: int, showing: int) -> None:
        rows = await self._fetch(page * PAGE, PAGE)
        if showing != self.shown:
            return
        self._forget_far_ones()
        self._asked.discard(page)
        had = self.row
        self._rows.update(enumerate(rows, page * PAGE))
        self.refresh()
        if had is None and self.row is not None:
            self.post_message(self.Moved(self))

    def _forget_far_ones(self) -> None:
        if len(self._rows) > KEPT:
            here = self.scroll_offset.y
            self._rows = {index: row for index, row in self._rows.items() if abs(index - here) < KEPT // 2}
            self._lines.clear()

    # moving

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on a row that there is."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two lines, keep the new one in sight, tell."""
        self._line_changed(before, after)
        self._keep_in_sight()
        self.post_message(self.Moved(self))

    def _keep_in_sight(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if not height or top <= self.cursor < top + height:
            return
        self.scroll_to(y=self.cursor if self.cursor < top else self.cursor - height + 1, animate=False, immediate=True)

    def action_step(self, by: int) -> None:
        """Move by so many rows."""
        self.cursor += by

    def action_leaf(self, by: int) -> None:
        """Move by so many screens."""
        self.cursor += by * max(self.size.height - 1, 1)

    def action_jump(self, to: int) -> None:
        """Move to the first row, or with -1 to the last."""
        self.cursor = to if to >= 0 else self.count - 1

    def action_open(self) -> None:
        """Open the row in hand."""
        if self.row is not None:
            self.post_message(self.Opened(self))

    # marking

    def action_mark(self) -> None:
        """Mark the row in hand or take its mark off, and go on to the next."""
        self._toggle(self.cursor)
        self.cursor += 1

    def action_sweep(self, by: int) -> None:
        """Mark the row in hand and the next one that way."""
        self._add(self.cursor)
        self.cursor += by
        self._add(self.cursor)

    def _add(self, *indexes: int) -> None:
        rows = [self._rows[index] for index in indexes if index in self._rows]
        self.marked |= {row.id for row in rows}
        self._line_changed(*indexes)
        self.post_message(self.Marked(self))

    def _toggle(self, index: int) -> None:
        row = self._rows.get(index)
        if row is not None:
            self.marked ^= {row.id}
            self._line_changed(index)
            self.post_message(self.Marked(self))

    # the mouse

    def _under(self, event: events.MouseEvent) -> int:
        """The row under the mouse, -1 where there is none."""
        index = event.y + self.scroll_offset.y
        return index if 0 <= index < self.count else -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which row a click would take."""
        self._hover_over(self._under(event))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover_over(-1)

    def _hover_over(self, index: int) -> None:
        if index != self._hover:
            before, self._hover = self._hover, index
            self._line_changed(before, index)

    def on_click(self, event: events.Click) -> None:
        """A click takes a row in hand, another opens it; beside the name, or with ctrl or shift, it marks."""
        index = self._under(event)
        if index < 0:
            return
        before, self.cursor = self.cursor, index
        if event.button == 3:
            event.stop()
            self.post_message(self.Asked(self))
        elif event.shift:
            self._add(*range(min(before, index), max(before, index) + 1))
        elif event.ctrl or event.x < MARKS_END:
            self._toggle(index)
        elif event.chain > 1 or before == index:
            self.action_open()
