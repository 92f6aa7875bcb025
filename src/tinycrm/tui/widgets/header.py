"""The header: the shop, the day, what is due, and the places."""

from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual import events
from textual.widget import Widget

from tinycrm.tui import words
from tinycrm.tui.places import Entry, in_header
from tinycrm.tui.text import Pen, cut, plain
from tinycrm.tui.widgets.footer import shown

if TYPE_CHECKING:
    from tinycrm.tui.app import TinyCrm

NARROW = 100
MARGIN = 2


class Spot(NamedTuple):
    """Cells that can be clicked: row, first and last column, the action, and what the tooltip says."""

    row: int
    start: int
    end: int
    action: str
    tip: str


class Header(Widget):
    """Three rows: the shop's name with the day and counts, the places, and the line under the place you are in."""

    DEFAULT_CSS = """
    Header { dock: top; height: 3; width: 100%; background: $background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.spots: list[Spot] = []

    @property
    def crm(self) -> "TinyCrm":
        """The app, by its own type."""
        return cast("TinyCrm", self.app)

    def render(self) -> Text:
        """The three rows."""
        self.spots = []
        shop = self._shop()
        places, here = self._places()
        lines = [shop, places, self._line(*here)]
        return Text("\n", no_wrap=True, end="").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Go where the clicked words lead."""
        self.tooltip = None
        if spot := self._spot(event):
            self.app.call_later(self.app.run_action, spot.action)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the words under the mouse are."""
        spot = self._spot(event)
        tip = spot.tip if spot else None
        if tip != self.tooltip:
            self.tooltip = tip

    def _spot(self, event: events.MouseEvent) -> Spot | None:
        return next((each for each in self.spots if each.row == event.y and each.start <= event.x < each.end), None)

    def _shop(self) -> Text:
        pen, width = self.crm.pen, self.size.width
        right = self._counts(pen, width)
        room = width - 2 * MARGIN - right.cell_len - MARGIN
        name = Text(cut(plain(self.crm.shop_title or "tinycrm"), max(room, 0), pen.end), pen.style("ink", marks="bold"))
        kept = "  nothing is kept" if self.crm.shop.throwaway else ""
        if name.cell_len + len(kept) <= room:
            name.append(kept, pen.style("ochre"))
        gap = max(width - 2 * MARGIN - name.cell_len - right.cell_len, 0)
        start = MARGIN + name.cell_len + gap
        self.spots = [each._replace(start=each.start + start, end=each.end + start) for each in self.spots]
        self.spots.append(Spot(0, MARGIN, MARGIN + name.cell_len, "app.palette", "Everything that can be done · ^p"))
        return Text.assemble(" " * MARGIN, name, " " * gap, right)

    def _counts(self, pen: Pen, width: int) -> Text:
        line = pen.text(words.date_line(self.crm.shop.today, short=width < NARROW), "soft")
        counts = self.crm.counts
        if counts is None or width < 50:
            return line
        gap = 4 if width >= NARROW else 3
        told = (
            ("late", counts.overdue, "overdue"),
            ("due", counts.due, "due"),
            ("birthday", counts.birthdays, "birthdays" if counts.birthdays != 1 else "birthday"),
        )
        if not any(count for _, count, _ in told):
            return line.append(" " * gap).append_text(pen.mark("done")).append(" nothing due", pen.style("soft"))
        for name, count, noun in told:
            if count:
                line.append(" " * gap)
                start = line.cell_len
                line.append_text(pen.mark(name)).append(f" {count:,}", pen.style("ink", marks="bold"))
                if width >= NARROW or name != "birthday":
                    line.append(f" {noun}", pen.style("soft"))
                self.spots.append(
                    Spot(0, start, line.cell_len, f"app.show('{name}')", f"{count:,} {noun}: click to see")
                )
                gap = gap if width >= NARROW else 2
        return line

    def _places(self) -> tuple[Text, tuple[int, int]]:
        """The places, and from where to where the one stands that you are in."""
        pen, width = self.crm.pen, self.size.width
        gap = 3 if width >= NARROW else 1
        places = in_header(self.crm.current_mode) if self.crm.shop_title else []
        named = len(places)
        while named and _cells(places, named, gap) > width - MARGIN - 1:
            named -= 1
        line, here = Text(" " * MARGIN), (0, 0)
        for number, place in enumerate(places):
            if number:
                line.append(" " * gap)
            start, inside = line.cell_len, place.id == self.crm.current_mode
            key = shown(place.key)
            line.append(key, pen.style("green" if inside else "faint", marks="bold" if inside else ""))
            if number < named or inside:
                line.append(f" {place.name}", pen.style("ink" if inside else "soft", marks="bold" if inside else ""))
            here = (start, line.cell_len) if inside else here
            self.spots.append(Spot(1, start, line.cell_len, f"app.go('{place.id}')", f"{place.name} · {key}"))
        return line, here

    def _line(self, start: int, end: int) -> Text:
        pen, width = self.crm.pen, self.size.width
        here = Text(pen.sign("here") * (end - start), pen.style("green"))
        return Text.assemble(pen.rule(start), here, pen.rule(width - end))


def _cells(places: list[Entry], named: int, gap: int) -> int:
    """How wide the places are when only the first ones have their names."""
    words = (len(shown(each.key)) + (1 + len(each.name) if at < named else 0) for at, each in enumerate(places))
    return sum(words) + gap * (len(places) - 1)
