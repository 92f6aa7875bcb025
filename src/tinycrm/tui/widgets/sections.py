"""A list in sections: titles with a hairline and a count, and one line for each thing under them."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tinycrm.tui.text import MARKS, Pen, cut
from tinycrm.tui.widgets.line import Line, pen_of

WHO = 5  # the column where names begin
GAP = 2
WHEN = 11
MARGIN = 2
NAME_LEAST = 17
TALL = 32  # from so many rows on there is room for blank ones, whether all fits or not


class Row(NamedTuple):
    """One line: its mark, who, what, and when in its ink; `id` stays when the list is read again."""

    id: str
    mark: str
    who: str
    what: str
    when: str
    ink: str = "soft"
    data: Any = None
    faded: bool = False


class Section(NamedTuple):
    """A title, how many there are in all, and its lines."""

    id: str
    title: str
    total: int
    rows: Sequence[Row]
    late: bool = False


class _Place(NamedTuple):
    """What stands on a line of the list."""

    section: Section | None = None
    row: Row | None = None
    text: Text | None = None


class Sections(ScrollView, can_focus=True):
    """The list; one line is in hand. Titles can be folded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "up", show=False),
        Binding("down,j", "step(1)", "down", show=False),
        Binding("pageup", "leaf(-1)", "page up", show=False),
        Binding("pagedown", "leaf(1)", "page down", show=False),
        Binding("home,g", "edge(0)", "first", show=False),
        Binding("end,G", "edge(-1)", "last", show=False),
        Binding("enter", "open", "open", id="open", tooltip="Open the person"),
        Binding("c", "fold", "fold", show=False, id="fold", tooltip="Fold or unfold the section in hand"),
    ]
    DEFAULT_CSS = """
    Sections { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    class Moved(Message):
        """Another line came into hand."""

        def __init__(self, sections: "Sections") -> None:
            super().__init__()
            self.sections = sections

        @property
        def control(self) -> "Sections":
            """The list it happened in."""
            return self.sections

    class Opened(Moved):
        """The line in hand is to be opened."""

    class Asked(Moved):
        """What can be done with the line in hand is asked for."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id)
        self._sections: Sequence[Section] = ()
        self._heading: Text | None = None
        self._places: list[_Place] = []
        self._folded: set[str] = set()
        self._hover = -1
        self._cursor = ""

    @property
    def row(self) -> Row | None:
        """The line in hand."""
        return next((place.row for place in self._places if place.row and place.row.id == self._cursor), None)

    @property
    def rows(self) -> list[Row]:
        """All lines that can be in hand."""
        return [place.row for place in self._places if place.row]

    def show(self, sections: Sequence[Section], heading: Text | None = None) -> None:
        """Show other lines; the one in hand stays, or the cursor stays where it was when that one is gone."""
        before = self.rows
        index = next((number for number, row in enumerate(before) if row.id == self._cursor), 0)
        self._sections, self._heading = sections, heading
        self._lay_out()
        now = self.rows
        if now and self._cursor not in {row.id for row in now}:
            self._cursor = now[min(index, len(now) - 1)].id
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(self))

    def go_to(self, section_id: str) -> None:
        """Take the first line of a section in hand."""
        found = next((each for each in self._sections if each.id == section_id and each.rows), None)
        if found:
            self._folded.discard(section_id)
            self._lay_out()
            self._take(found.rows[0].id)

    # drawing

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width, pen, index = self.size.width, pen_of(self), y + self.scroll_offset.y
        if index >= len(self._places):
            return Line().strip(pen, width)
        section, row, text = self._places[index]
        if row:
            return self._drawn(row, pen, width, index)
        if section:
            count = (f"{section.total:,}" if section.total else "") + (pen.end if section.id in self._folded else "")
            text = pen.title(section.title, self._end - MARGIN, count, late=section.late)
        return self._strip(text or Text(), pen)

    def _drawn(self, row: Row, pen: Pen, width: int, index: int) -> Strip:
        end = self._end
        when_at = end - max(cell_len(row.when), WHEN)
        who = min(self._name_width, max(when_at - WHO - GAP, 0))
        what_at = WHO + who + GAP
        line = Line()
        if row.mark:
            line.put(MARGIN, pen.sign(row.mark), "faint" if row.faded else MARKS[row.mark].ink)
        line.put(WHO, cut(row.who, who, pen.end), "soft" if row.faded else "ink bold")
        what = row.what.replace(MARKS["dot"].sign, pen.sign("dot"))
        line.put(what_at, cut(what, when_at - what_at - GAP, pen.end), "soft")
        line.put_right(end, row.when, row.ink)
        if row.id == self._cursor:
            return line.strip(pen, width, "band" if self.has_focus else "panel", bar=self.has_focus)
        return line.strip(pen, width, "panel" if index == self._hover else "paper")

    def _strip(self, text: Text, pen: Pen) -> Strip:
        """A text as a line of the list, on paper."""
        segments = Text.assemble(" " * MARGIN, text, end="").render(self.app.console)
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(pen.style("ink", "paper"))

    @property
    def _end(self) -> int:
        """Where lines end: the same with a scrollbar beside them as without."""
        return self.outer_size.width - MARGIN

    @property
    def _name_width(self) -> int:
        longest = max((cell_len(row.who) for row in self.rows), default=0)
        return max(NAME_LEAST, min(longest, self.size.width * 3 // 10))

    def _lay_out(self) -> None:
        needed = sum(1 + len(self._shown(each)) for each in self._sections)
        spaced = needed + len(self._sections) - 1
        height = self.size.height
        blanks = spaced <= height or self.app.size.height >= TALL
        places = [_Place(text=self._heading), _Place()] if self._heading and (blanks or spaced + 2 <= height) else []
        for number, section in enumerate(self._sections):
            places += [_Place()] if number and blanks else []
            places += [_Place(section), *(_Place(row=row) for row in self._shown(section))]
        self._places = places
        self.virtual_size = Size(self.size.width, len(places))

    def _shown(self, section: Section) -> Sequence[Row]:
        return () if section.id in self._folded else section.rows

    def on_mount(self) -> None:
        """Draw anew when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refresh())

    def on_resize(self) -> None:
        """There is another number of lines to lay out."""
        self._lay_out()
        self._keep_in_sight()
        self.refresh()

    # moving

    def action_step(self, by: int) -> None:
        """Move by so many lines."""
        ids = [row.id for row in self.rows]
        if ids:
            index = ids.index(self._cursor) if self._cursor in ids else 0
            self._take(ids[max(0, min(index + by, len(ids) - 1))])

    def action_leaf(self, by: int) -> None:
        """Move by so many screens."""
        self.action_step(by * max(self.size.height - 1, 1))

    def action_edge(self, at: int) -> None:
        """Move to the first line, or with -1 to the last."""
        if self.rows:
            self._take(self.rows[at].id)

    def action_open(self) -> None:
        """Open the line in hand."""
        if self.row:
            self.post_message(self.Opened(self))

    def action_fold(self) -> None:
        """Fold the section in hand, or unfold all that are folded when none is in hand."""
        found = next((each.id for each in self._sections if any(row.id == self._cursor for row in each.rows)), None)
        if found:
            self._fold(found)

    def _fold(self, section_id: str) -> None:
        self._folded ^= {section_id}
        self._lay_out()
        self.refresh()

    def _take(self, row_id: str) -> None:
        if row_id != self._cursor:
            self._cursor = row_id
            self.post_message(self.Moved(self))
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        line = next((n for n, place in enumerate(self._places) if place.row and place.row.id == self._cursor), 0)
        top, height = self.scroll_offset.y, self.size.height
        first = line if line and self._places[line - 1].row else 0 if line < height else line - 1
        if height and not top <= first <= line < top + height:
            to = first if line < top + height else line - height + 1
            self.scroll_to(y=to, animate=False, immediate=True)

    # the mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which line a click would take."""
        self._hover_over(event.y + self.scroll_offset.y)

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover_over(-1)

    def _hover_over(self, index: int) -> None:
        if index != self._hover:
            self._hover = index
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click takes a line in hand, another opens it; on a title it folds the section."""
        index = event.y + self.scroll_offset.y
        place = self._places[index] if 0 <= index < len(self._places) else _Place()
        if place.section:
            self._fold(place.section.id)
        elif place.row:
            again = place.row.id == self._cursor
            self._take(place.row.id)
            if event.button == 3:
                event.stop()
                self.post_message(self.Asked(self))
            elif again or event.chain > 1:
                self.action_open()
