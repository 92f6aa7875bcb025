"""Days in words: what is on the day in hand, and what is still open from before."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.line import Line, pen_of, wrap

TWO_LINES = 60  # below this width the words stand under the name
WIDE = 100
ROOMY = 14  # rows from which on sections are kept apart
MARGIN = 2
WHO = 5
NAME = 20
WIDE_NAME = 24
GAP = 2
WHEN = 11
RIGHT = 3

Drawn = Callable[[Pen], Line]


class Row(NamedTuple):
    """A line of the agenda: who, what and when; `key` tells rows apart, `late` colours when."""

    key: Any
    mark: str
    who: str
    what: str
    when: str = ""
    late: bool = False
    over: bool = False


class Section(NamedTuple):
    """Rows under a title; `words` stand there instead of rows when there are none."""

    title: str
    rows: Sequence[Row]
    words: str = ""
    heads: bool = False  # the first of a pane, which says where you are


class Agenda(ScrollView, can_focus=True):
    """Rows in sections, one of them in hand."""

    DEFAULT_CSS = """
    Agenda { width: 1fr; height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "up", show=False),
        Binding("down", "step(1)", "down", show=False),
        Binding("enter", "open", "open", id="agenda.open", tooltip="Open the person's page"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """Another row is in hand."""

    class Opened(Message):
        """The row in hand is to be opened."""

    class Asked(Message):
        """What can be done with the row in hand is asked for."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # what Textual calls it
        super().__init__(id=id)
        self._sections: Sequence[Section] = ()
        self._lines: list[tuple[Drawn, int]] = []
        self._hover = -1
        self.rows: list[Row] = []

    @property
    def row(self) -> Row | None:
        """The row in hand, None when there is none."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, sections: Sequence[Section], *, anew: bool = False) -> None:
        """Show these sections; the row in hand stays the same one, unless they are shown `anew`."""
        held = None if anew or self.row is None else self.row.key
        self._sections = sections
        self.rows = [row for section in sections for row in section.rows]
        keys = [row.key for row in self.rows]
        at = keys.index(held) if held in keys else 0 if anew else min(self.cursor, max(len(keys) - 1, 0))
        self.set_reactive(Agenda.cursor, at)
        self._lay_out()
        if anew:
            self.scroll_home(animate=False)
        else:
            self._keep_in_sight()
        self.post_message(self.Moved())

    def hold(self, key: Any) -> None:
        """Take the row of this key in hand, where there is one."""
        self.cursor = next((at for at, row in enumerate(self.rows) if row.key == key), self.cursor)

    def action_step(self, by: int) -> None:
        """Take another row in hand."""
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))

    def action_open(self) -> None:
        """Open the row in hand."""
        if self.row is not None:
            self.post_message(self.Opened())

    def watch_cursor(self) -> None:
        """Draw it, keep it in sight, tell."""
        self.refresh()
        self._keep_in_sight()
        self.post_message(self.Moved())

    def on_mount(self) -> None:
        """Draw anew when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refresh())

    def on_resize(self) -> None:
        """Lines are as wide as the agenda."""
        self._lay_out()

    def on_focus(self) -> None:
        """The bar comes with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The bar goes with the focus."""
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which row a click would take."""
        self._hover_over(self._row_at(event.y))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover_over(-1)

    def on_click(self, event: events.Click) -> None:
        """A click takes a row in hand, another opens it, the right button asks what can be done with it."""
        row = self._row_at(event.y)
        if row < 0:
            return
        again, self.cursor = row == self.cursor, row
        if event.button == RIGHT:
            event.stop()
            self.post_message(self.Asked())
        elif again:
            self.action_open()

    def _row_at(self, y: int) -> int:
        at = y + self.scroll_offset.y
        return self._lines[at][1] if 0 <= at < len(self._lines) else -1

    def _hover_over(self, row: int) -> None:
        if row != self._hover:
            self._hover = row
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        pen, width, at = pen_of(self), self.size.width, y + self.scroll_offset.y
        if at >= len(self._lines):
            return Line().strip(pen, width)
        drawn, row = self._lines[at]
        in_hand = row == self.cursor and row >= 0
        hovered = row == self._hover and row >= 0
        ground = "band" if in_hand and self.has_focus else "panel" if in_hand or hovered else "paper"
        # where there are few colours the paler band of a list without the keys cannot be seen
        return drawn(pen).strip(pen, width, ground, bar=in_hand and (self.has_focus or pen.reverse))

    def _lay_out(self) -> None:
        """How each line is drawn, and which row it belongs to."""
        width = self.size.width
        self._lines, number = [], 0
        for at, section in enumerate(self._sections):
            if at and self._roomy:
                self._lines.append((_nothing, -1))
            self._lines += [(drawn, -1) for drawn in _title(section, width)]
            if not section.rows and section.words:
                self._lines += [(partial(_words, words), -1) for words in wrap(section.words, width - 2 * MARGIN)]
            for row in section.rows:
                self._lines += [(drawn, number) for drawn in _row(row, width)]
                number += 1
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    @property
    def _roomy(self) -> bool:
        return self.size.width < TWO_LINES or self.size.height > ROOMY

    def _keep_in_sight(self) -> None:
        places = [at for at, (_, row) in enumerate(self._lines) if row == self.cursor]
        height, top = self.size.height, self.scroll_offset.y
        if not places or not height:
            return
        first = places[0] if self.cursor else 0
        if first < top or places[-1] >= top + height:
            self.scroll_to(y=first if first < top else places[-1] - height + 1, animate=False, immediate=True)


def _nothing(_: Pen) -> Line:
    return Line()


def _words(words: str, _: Pen) -> Line:
    return Line().put(MARGIN, words, "soft")


def _title(section: Section, width: int) -> list[Drawn]:
    count = f"{len(section.rows):,}" if section.rows else ""
    if section.heads and width < TWO_LINES:
        return [
            lambda _: Line().put(MARGIN, section.title, "ink bold").put_right(width - MARGIN, count, "faint"),
            _nothing,
        ]
    late = any(row.late for row in section.rows)

    def ruled(pen: Pen) -> Line:
        line = Line().put(MARGIN, section.title.upper(), "rubric bold" if late else "soft bold")
        end = width - MARGIN - (len(count) + 1 if count else 0)
        line.add(pen.sign("rule") * (end - line.end - 1), "rule", gap=1)
        return line.put_right(width - MARGIN, count, "faint")

    return [ruled]


def _row(row: Row, width: int) -> list[Drawn]:
    if width >= TWO_LINES:
        return [lambda pen: _whole(row, width, pen)]
    below = ", ".join(filter(None, [row.when, row.what]))
    room = width - 2 * MARGIN - 2
    return [
        lambda pen: _head(row, pen).put(MARGIN + 2, cut(plain(row.who), room, pen.end), _face(row)),
        lambda pen: Line().put(MARGIN + 2, cut(plain(below), room, pen.end), "soft"),
    ]


def _whole(row: Row, width: int, pen: Pen) -> Line:
    name = WIDE_NAME if width >= WIDE else NAME
    what_at = WHO + name + GAP
    when_at = width - MARGIN - max(len(row.when), WHEN)
    line = _head(row, pen).put(WHO, cut(plain(row.who), name, pen.end), _face(row))
    line.put(what_at, cut(plain(row.what), when_at - what_at - GAP, pen.end), "soft")
    return line.put_right(width - MARGIN, row.when, "rubric" if row.late else "soft")


def _head(row: Row, pen: Pen) -> Line:
    return Line().put(MARGIN, pen.sign(row.mark), MARKS[row.mark].ink)


def _face(row: Row) -> str:
    return "soft" if row.over else "ink bold"
