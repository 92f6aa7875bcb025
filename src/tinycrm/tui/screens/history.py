"""History: what was done, newest first, what each thing changed, and taking any of it back."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tinycrm.errors import CrmError
from tinycrm.queries import history as queries
from tinycrm.queries.change import Field
from tinycrm.queries.history import Detail, Row
from tinycrm.queries.history import Line as Done
from tinycrm.tui import words
from tinycrm.tui.screen import Place
from tinycrm.tui.text import cut, plain
from tinycrm.tui.undo import take_back
from tinycrm.tui.widgets.blank import Blank, Lead
from tinycrm.tui.widgets.filter import Filter
from tinycrm.tui.widgets.line import Line, wrap
from tinycrm.tui.widgets.rows import PAGE, Rows

HINT = "a name, tagged, logged, import"
MARGIN, GAP = 2, 2
WHEN, WHO = 16, 18
NARROW = 60  # columns below which a row does not say who did it
LABEL = 15
MOST_LINES = 12  # of a long value
REST = 0.06  # seconds that a row is in hand before what it changed is read
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
DAY = r"\d{4}-\d\d-\d\d"
SOURCES = {"cli": "command", "tui": "screen", "import": "import", "cron": "by itself"}


class History(Place):
    """The list of operations, with what the one in hand changed beside or below it."""

    CSS_PATH = "history.tcss"
    place = "history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "undo this", id="undo", tooltip="Take back what is in hand, or bring it back"),
        Binding("f", "filter", "filter", id="filter", tooltip="Type a name or a word"),
        Binding("tab", "over", "what changed", show=False, id="history.over", tooltip="Scroll through what it changed"),
        Binding("escape", "calm", "back", show=False, id="calm", tooltip="Take the filter off"),
    ]

    FOOTER = ("undo", "filter")

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._detail: tuple[Done, Detail] | None = None

    def body(self) -> Iterable[Widget]:
        """The list, and what changed."""
        with Container(id="history"):
            with Vertical(id="done"):
                yield Filter("f", HINT)
                yield Rows(self.fetch, self.paint, id="rows")
                yield Blank()
            with VerticalScroll(id="detail"):
                yield Static(id="changed", markup=False)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.rows.focus()

    @property
    def rows(self) -> Rows[Done]:
        """The list."""
        return self.query_one(Rows)

    async def fetch(self, offset: int, limit: int) -> Sequence[Done]:
        """A page of the list."""
        return await self.read(queries.lines, self._typed, limit, offset)

    async def load(self) -> None:
        """Show the list as it is now; what is in hand stays so when it is near the top."""
        rows = self.rows
        held, line = (rows.row.id if rows.row else None), rows.line
        offset = max(rows.cursor - PAGE // 2, 0) // PAGE * PAGE if held else 0
        page = await self.read(queries.page, self._typed, 2 * PAGE, offset)
        at = next((number for number, each in enumerate(page.lines, offset) if each.id == held), 0)
        rows.show(page.total, page.lines, offset, at, line if at else 0)
        self.query_one(Filter).count(f"{page.total:,}")
        self.set_class(not page.total, "-empty")
        if not page.total and self._typed:
            self.query_one(Blank).say(
                f"Nothing was done with {plain(self._typed, 60)}.", (), [Lead("esc", "clears the filter")]
            )
        elif not page.total:
            self.query_one(Blank).say("Nothing was done yet.", ["What you do is kept here, and can be taken back."])

    def paint(self, row: Done, width: int, _: bool) -> Line:
        """An operation's line."""
        operation, pen = row.operation, self.pen
        ink = "faint" if operation.undone else "ink" if operation.undoes is None else "soft"
        when = self._when(operation.at)
        end = width - MARGIN
        line = Line()
        room = end - max(cell_len(when), WHEN) - GAP - MARGIN
        if width >= NARROW:
            room -= WHO + GAP
        undone = "  undone" if operation.undone else ""
        line.put(MARGIN, cut(row.words, room - len(undone), pen.end), ink).add(undone, "faint italic")
        if width >= NARROW:
            line.put(MARGIN + room + GAP, cut(self._by(row), WHO, pen.end), "faint")
        return line.put_right(end, when, "faint" if operation.undone else "soft")

    def _by(self, row: Done) -> str:
        operation = row.operation
        return operation.by if operation.source == "tui" else f"{operation.by}, {SOURCES[operation.source]}"

    def _when(self, at: str) -> str:
        moment = datetime.fromisoformat(at).astimezone(self.shop.zone)
        day = words.day(moment.date(), self.shop.today)
        return f"{day} {moment:%H:%M}"

    # what it changed

    def on_rows_moved(self) -> None:
        """Read what the row in hand changed, once it rests."""
        self._tell()

    @work(exclusive=True, group="detail")
    async def _tell(self) -> None:
        row = self.rows.row
        if row is None:
            return
        try:
            self._detail = row, await self.read(queries.detail, row.id, self.shop.money)
        except CrmError as error:
            self.crm.say_wrong(error)
            return
        self._draw()
        self.query_one("#detail").scroll_home(animate=False)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Lines are as long as there is room for."""
        self._draw()

    def _draw(self) -> None:
        if self._detail and self.is_mounted:
            row, detail = self._detail
            width = self.query_one("#detail").size.width - 1
            if width > 0:
                self.query_one("#changed", Static).update(self._told(row, detail, width))

    def _told(self, row: Done, detail: Detail, width: int) -> Text:
        pen, operation = self.pen, row.operation
        text = Text(no_wrap=True)
        for line in wrap(plain(row.words), width):
            text.append(f"{line}\n", pen.style("ink", marks="bold"))
        dot = f" {pen.sign('dot')} "
        through = SOURCES[operation.source]
        head = dot.join([operation.ref, self._when(operation.at), plain(operation.by), through])
        for line in wrap(head, width):
            text.append(f"{line}\n", pen.style("faint"))
        if operation.undone:
            text.append("It was undone; u brings it back.\n", pen.style("soft", marks="italic"))
        for touched in detail.rows:
            self._row(text, touched, width)
        if detail.left_out:
            text.append(f"\n{words.plural(detail.left_out, 'more row')}\n", pen.style("soft", marks="italic"))
        return text

    def _row(self, text: Text, touched: Row, width: int) -> None:
        """A row that came, went or changed: whose it is, and its fields."""
        pen = self.pen
        text.append("\n")
        if touched.sign:
            text.append(f"{touched.sign} ", pen.style("moss" if touched.sign == "+" else "rubric", marks="bold"))
        head = "  ".join(filter(None, [plain(touched.who), plain(touched.what)]))
        text.append(f"{cut(head, width - 2, pen.end)}\n", pen.style("soft", marks="bold"))
        for field in touched.fields:
            self._field(text, field, width)

    def _field(self, text: Text, field: Field, width: int) -> None:
        pen = self.pen
        was, now = (self._value(value) for value in (field.was, field.now))
        arrow = f" {'->' if pen.ascii else '→'} " if was and now else ""
        room = max(width - LABEL, 20)
        lines = [line for part in f"{was}{arrow}{now}".split("\n") for line in wrap(plain(part), room)]
        lines = [*lines[: MOST_LINES - 1], pen.end] if len(lines) > MOST_LINES else lines
        label = cut(plain(field.name.replace("_", " ")), LABEL - 1, pen.end)
        for number, value in enumerate(lines):
            text.append(f"{label if not number else '':<{LABEL}}", pen.style("faint"))
            text.append(f"{value}\n", pen.style("ink"))

    def _value(self, value: str) -> str:
        """A stored value as the screen says it."""
        if re.fullmatch(MOMENT, value):
            return self._when(value)
        return words.day(date.fromisoformat(value), self.shop.today) if re.fullmatch(DAY, value) else value

    def on_rows_opened(self) -> None:
        """Look at what it changed."""
        self.action_over()

    def on_rows_asked(self) -> None:
        """Show what can be done."""
        self.crm.action_palette()

    def action_over(self) -> None:
        """From the list to what changed, and back."""
        detail = self.query_one("#detail")
        (self.rows if detail.has_focus else detail).focus()

    # the filter

    def on_filter_typed(self, event: Filter.Typed) -> None:
        """Show what is meant, with every letter."""
        self._typed = event.text
        self.rows.cursor = 0
        self.reload()

    def on_filter_left(self) -> None:
        """Back to the list."""
        self.rows.focus()

    def on_filter_settled(self) -> None:
        """Back to the list."""
        self.rows.focus()

    def action_filter(self) -> None:
        """Type words."""
        self.query_one(Filter).query_line.focus()

    def action_calm(self) -> None:
        """Take the filter off; else leave."""
        line = self.query_one(Filter).query_line
        if line.value:
            line.value = ""
        elif not self.rows.has_focus:
            self.rows.focus()
        else:
            self.action_back()

    # taking back

    @work(group="asks", exclusive=True)
    async def action_undo(self) -> None:
        """Take back the operation in hand; one that is undone comes back."""
        row = self.rows.row
        if row is not None:
            await take_back(self, row.id)
