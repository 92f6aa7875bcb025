"""Days as a calendar: weeks of seven, each day hanging from its own rule, one of them in hand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tinycrm.domain.day import MONTHS, WEEKDAYS, month_end
from tinycrm.tui.text import Pen, cut, filled, plain

WEEK = 7
FIRST, LAST = date(1, 2, 1), date(9999, 11, 30)  # beyond them weeks are not whole
SHOWN = 3  # entries of a day in a month; the agenda has them all
TALLEST = 6  # rows of a week in a month
WORTH_IT = 4  # cells that a cut text must have to say anything
ROOM_FOR_WORDS = 2  # rows from which on a day's entries are told in words


class Line(NamedTuple):
    """What stands on a day: the name of its mark, a name in forms from long to short, and more if there is room.

    `key` names it when it may be moved.
    """

    mark: str
    names: tuple[str, ...]
    more: str = ""
    ink: str = "soft"
    key: str | None = None

    def fitting(self, cells: int, end: str) -> str:
        """The words that fit in so many cells."""
        names = [plain(name) for name in self.names]
        name = next((name for name in names if cell_len(name) <= cells), names[-1])
        room = cells - cell_len(name) - 2
        return cut(f"{name}, {plain(self.more)}" if self.more and room >= WORTH_IT else name, cells, end)


class Span(NamedTuple):
    """The days that are shown: whole weeks from `first`; days outside `month` are faint, None is all of one rank."""

    first: date
    weeks: int
    month: tuple[int, int] | None = None

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.first + timedelta(self.weeks * WEEK - 1)


def month_of(day: date, first_weekday: int) -> Span:
    """The weeks that hold the month of a day; a week starts on `first_weekday`, Monday being 0."""
    day = min(max(day, FIRST), LAST)
    start = week_of(day.replace(day=1), first_weekday).first
    return Span(start, (month_end(day) - start).days // WEEK + 1, (day.year, day.month))


def week_of(day: date, first_weekday: int) -> Span:
    """The week of a day."""
    day = min(max(day, FIRST), LAST)
    return Span(day - timedelta((day.weekday() - first_weekday) % WEEK), 1)


class Month(Widget, can_focus=True):
    """Weeks of days with what stands on them. It says what was asked for; whoever shows it reads and writes."""

    DEFAULT_CSS = "Month { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "day(-1)", "day before", show=False, id="calendar.day_before"),
        Binding("right", "day(1)", "day after", show=False, id="calendar.day_after"),
        Binding("up", "day(-7)", "week before", show=False, id="calendar.week_before"),
        Binding("down", "day(7)", "week after", show=False, id="calendar.week_after"),
        Binding("enter", "choose", "open the day", show=False, id="calendar.choose"),
    ]  # fmt: skip

    class DayChanged(Message):
        """Another day is in hand; `key` is the entry on it that was clicked."""

        def __init__(self, day: date, key: str | None = None) -> None:
            super().__init__()
            self.day = day
            self.key = key

    class DayChosen(DayChanged):
        """The day in hand is to be looked at more closely."""

    class Dragged(Message):
        """The entry `key` is held over a day; with `dropped` it was let go there, unless the day is None."""

        def __init__(self, key: str, day: date | None, *, dropped: bool = False) -> None:
            super().__init__()
            self.key = key
            self.day = day
            self.dropped = dropped

    class Turned(Message):
        """So many months (or weeks) on were asked for."""

        def __init__(self, pages: int) -> None:
            super().__init__()
            self.pages = pages

    def __init__(self, pen: Callable[[], Pen], day: date, today: date, span: Span, *, id: str | None = None) -> None:  # noqa: A002  # what Textual calls it
        super().__init__(id=id)
        self._pen = pen
        self.day = day
        self.today = today
        self.span = span
        self.lines: Mapping[date, Sequence[Line]] = {}
        self.target: date | None = None
        self._held: tuple[str, date] | None = None

    def show(
        self,
        day: date,
        today: date,
        span: Span,
        lines: Mapping[date, Sequence[Line]],
        target: date | None = None,
    ) -> None:
        """Show these days; `target` is where something that is carried would be put down."""
        self.day, self.today, self.span, self.lines, self.target = day, today, span, lines, target
        self.refresh()

    def action_day(self, days: int) -> None:
        """Go so many days on."""
        self.post_message(self.DayChanged(_shifted(self.day, days)))

    def action_choose(self) -> None:
        """Open the day in hand."""
        self.post_message(self.DayChosen(self.day))

    def on_focus(self) -> None:
        """The band is stronger while the keys come here."""
        self.refresh()

    def on_blur(self) -> None:
        """The band pales."""
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of what may be moved."""
        found = self.hit(event.x, event.y)
        line = self._line_at(event.y, found) if found else None
        if found and line and line.key and event.button == 1:
            self._held = (line.key, found)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry it over another day."""
        if self._held is None:
            return
        key, origin = self._held
        day = self.hit(event.x, event.y)
        if day != self.target and (self.target is not None or day != origin):
            self.post_message(self.Dragged(key, day or origin))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let it go there."""
        if self._held is None:
            return
        key, origin = self._held
        self._held = None
        self.release_mouse()
        if self.target is not None:
            day = self.hit(event.x, event.y)
            self.post_message(self.Dragged(key, None if day == origin else day, dropped=True))

    def on_click(self, event: events.Click) -> None:
        """A click takes a day in hand, another opens it."""
        day = self.hit(event.x, event.y)
        if day is None or self.target is not None:
            return
        line = self._line_at(event.y, day)
        key = line.key if line else None
        self.post_message(self.DayChosen(day, key) if day == self.day else self.DayChanged(day, key))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """On to the next month."""
        event.stop()
        self.post_message(self.Turned(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Back to the one before."""
        event.stop()
        self.post_message(self.Turned(-1))

    def hit(self, x: int, y: int) -> date | None:
        """The day at a place of the widget."""
        week = (y - 1) // self.rows if y > 0 else -1
        if not 0 <= week < self.span.weeks:
            return None
        edges = self._edges(self.size)
        column = next((at for at in range(WEEK) if edges[at] <= x < edges[at + 1]), None)
        return None if column is None else self.span.first + timedelta(week * WEEK + column)

    @property
    def rows(self) -> int:
        """How many rows a week has."""
        room = max((self.size.height - 1) // self.span.weeks, 1)
        return room if self.span.weeks == 1 else min(room, TALLEST)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As much as there is."""
        return container.height

    def render_line(self, y: int) -> Strip:
        """One row of the screen: the names of the weekdays, then each week's rows."""
        if not self.size.width:
            return Strip.blank(0)
        week, row = divmod(y - 1, self.rows)
        if y == 0:
            text = self._row(self._weekday, 0)
        elif week < self.span.weeks:
            text = self._row(lambda day, cells: self._cell(day, row, cells), week)
        else:
            return Strip.blank(self.size.width, self.rich_style)
        below = self.rich_style.background_style  # of the paper or the sheet that it stands on
        strip = Strip(text.render(self.app.console)).adjust_cell_length(self.size.width, below)
        return strip.apply_style(below)

    def _row(self, drawn: Callable[[date, int], Text], week: int) -> Text:
        edges = self._edges(self.size)
        text = Text()
        for column in range(WEEK):
            cells = edges[column + 1] - edges[column] - 1
            day = self.span.first + timedelta(week * WEEK + column)
            text.append_text(drawn(day, cells)).append(" ")
        return text

    def _weekday(self, day: date, cells: int) -> Text:
        return Text(filled(WEEKDAYS[day.weekday()], cells), self._pen().style("soft"))

    def _cell(self, day: date, row: int, cells: int) -> Text:
        if self.rows < ROOM_FOR_WORDS:
            return self._strip(day, cells)
        if row == 0:
            return self._number(day, cells, ruled=True)
        return self._entry(day, row - 1, cells)

    def _number(self, day: date, cells: int, *, ruled: bool) -> Text:
        pen = self._pen()
        ground = self._ground(day) if not ruled else None
        noticed = self._noticed(day)
        words = f"{day.day} {MONTHS[day.month - 1]}" if day.day == 1 and ruled else str(day.day)
        text = Text()
        if day == self.today:
            face = pen.style("green", marks="bold") if pen.reverse else pen.style("paper", "green", marks="bold")
            around = ("[", "]") if pen.reverse else (" " if ruled else "", " ")
            text.append(words.join(around), face)
        elif self._outside(day) and not noticed:
            text.append(words, pen.style("faint", ground))
        else:
            text.append(words, pen.style("green" if noticed else "ink", ground, marks="bold"))
        if ruled:
            ink = "green" if day == self.today or noticed else "rule"
            text.append("" if day == self.today else " ")
            text.append(pen.sign("rule") * max(cells - text.cell_len, 0), pen.style(ink))
        text.truncate(cells)
        return text

    def _entry(self, day: date, at: int, cells: int) -> Text:
        lines, room = self.lines.get(day, ()), self._room()
        # a week's days are tall: the band ends where there is nothing more
        pen, ground = self._pen(), self._ground(day) if at < max(len(lines), SHOWN) + 1 else None
        text = Text(style=pen.style("ink", ground))
        if day == self.target and at == min(len(lines), room - 1):
            text.append(pen.sign("slot") * 4, pen.style("green", ground))
        elif len(lines) > room == 1:
            self._put(text, day, lines[0], cells, f" +{len(lines) - 1}")
        elif len(lines) > room and at == room - 1:
            text.append(cut(f"  {len(lines) - at} more", cells, pen.end), pen.style("soft", ground, marks="italic"))
        elif at < min(len(lines), room):
            self._put(text, day, lines[at], cells)
        return text.append(" " * (cells - text.cell_len), pen.style("ink", ground))

    def _put(self, text: Text, day: date, line: Line, cells: int, rest: str = "") -> None:
        """An entry, and behind it how many more there are."""
        pen, ground = self._pen(), self._ground(day)
        text.append_text(pen.mark(line.mark, ground))
        ink = "faint" if self._outside(day) else line.ink
        room = cells - text.cell_len - 1 - len(rest)
        text.append(f" {line.fitting(room, pen.end)}", pen.style(ink, ground))
        text.append(rest, pen.style("faint", ground))

    def _strip(self, day: date, cells: int) -> Text:
        """A day in one row: its number and its marks."""
        pen, ground = self._pen(), self._ground(day)
        text = self._number(day, cells, ruled=False)
        text = Text.assemble((" " * (2 - len(str(day.day))), pen.style("ink", ground)), text)
        text.append(" ", pen.style("ink", ground))
        marks = [line.mark for line in self.lines.get(day, ())]
        room = cells - text.cell_len
        for mark in marks if len(marks) <= room else marks[: room - 2]:
            text.append_text(pen.mark(mark, ground))
        if len(marks) > room > 1:
            text.append(f"+{min(len(marks) - room + 2, 9)}", pen.style("faint", ground))
        text.truncate(cells)
        return text.append(" " * (cells - text.cell_len), pen.style("ink", ground))

    def _room(self) -> int:
        """How many rows a day has for its entries."""
        return self.rows - 1 if self.span.weeks == 1 else min(self.rows - 1, SHOWN + 1)

    def _line_at(self, y: int, day: date) -> Line | None:
        at = (y - 1) % self.rows - 1
        lines = self.lines.get(day, ())
        shown = len(lines) if len(lines) <= self._room() else max(self._room() - 1, 1)
        return lines[at] if 0 <= at < shown else None

    def _ground(self, day: date) -> str | None:
        if not self._noticed(day):
            return None
        return "band" if self.has_focus or self.target is not None else "panel"

    def _noticed(self, day: date) -> bool:
        """Whether the day is in hand, or would get what is carried."""
        return day == (self.target or self.day)

    def _outside(self, day: date) -> bool:
        return self.span.month is not None and (day.year, day.month) != self.span.month

    @staticmethod
    def _edges(size: Size) -> list[int]:
        """Where each day of a week begins; the last one is where an eighth would."""
        return [at * (size.width + 1) // WEEK for at in range(WEEK + 1)]


def _shifted(day: date, days: int) -> date:
    return min(max(day, FIRST - timedelta(days)), LAST - timedelta(days)) + timedelta(days)
