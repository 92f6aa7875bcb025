"""Columns of cards side by side, drawn line by line, so that a thousand cards cost no more than those in sight."""

from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip
from textual.widget import Widget

from tinycrm.tui.widgets import across
from tinycrm.tui.widgets.across import Placed
from tinycrm.tui.widgets.deal_card import LEFT, Painter
from tinycrm.tui.widgets.lane import GAP, Lane
from tinycrm.tui.widgets.line import Line

if TYPE_CHECKING:
    from tinycrm.queries.deal import Card

HEAD = 3  # rows: the name, the sums, the rule
TALL = 30


class Lift(NamedTuple):
    """A card that the mouse has lifted: from which column, and before which card of which one it would be put."""

    deal_id: int
    origin: int
    target: int
    slot: int


class Columns(Widget):
    """The columns as they stand, the card in hand, and the one that is lifted."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes: list[Lane] = []
        self.at = 0
        self.lift: Lift | None = None
        self._painter: Painter | None = None
        self._placed: list[Placed] = []
        self._offset = 0
        self._folds: dict[int, bool] = {}

    # what is shown

    @property
    def painter(self) -> Painter:
        """What draws cards."""
        assert self._painter is not None
        return self._painter

    @property
    def lane(self) -> Lane | None:
        """The column in hand."""
        return self.lanes[self.at] if self.at < len(self.lanes) else None

    @property
    def card(self) -> "Card | None":
        """The card in hand."""
        return self.lane.card if self.lane else None

    def lay_out(self) -> None:
        """Place the columns anew, and draw everything."""
        if not self.size.width or self._painter is None:
            return
        across.widen(self.lanes, self._folds, self.at, self.size.width)
        self._placed, self._offset = across.place(self.lanes, self.at, self.size.width, self._offset)
        for lane in self.lanes:
            if not self.lift:
                lane.settle(self.painter, self._room)
            lane.strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """There is another room."""
        self.lay_out()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The bar comes and goes with the focus."""
        super().watch_has_focus(has_focus)
        if self.lane:
            self.lane.strips.clear()
        self.refresh()

    # drawing

    @property
    def _pad(self) -> int:
        return 1 if self.app.size.height >= TALL else 0

    @property
    def _room(self) -> int:
        """The rows for cards."""
        return max(self.size.height - self._pad - HEAD, 1)

    def render_line(self, y: int) -> Strip:
        """A row through all columns in sight."""
        width = self.size.width
        if self._painter is None:
            return Strip.blank(width, self.rich_style)
        pen = self.painter.pen
        parts, x = [], 0
        for place in self._placed:
            parts.append(self._gap(place.first - x, y, first=not x))
            parts.append(self._strip(place.at, y).crop(place.first - place.start, place.end - place.start))
            x = place.end
        if self._is_cut and width > x:  # there is more at the right
            parts.append(self._further("next", y))
            x += 1
        return Strip.join([*parts, Line().strip(pen, max(width - x, 0))])

    def _gap(self, cells: int, y: int, *, first: bool) -> Strip:
        """What stands before a column: a hairline, or before the first a sign that there are more before it."""
        pen = self.painter.pen
        if first:
            return self._further("previous", y) if self._offset else Line().strip(pen, cells)
        return Line().put(cells - 1, pen.sign("pane"), "rule").strip(pen, cells)

    def _further(self, way: str, y: int) -> Strip:
        line = Line().put(0, self.painter.pen.sign(way), "green") if y == self._pad else Line()
        return line.strip(self.painter.pen, across.MARGIN)

    @property
    def _is_cut(self) -> bool:
        """Whether columns at the right are not seen whole."""
        seen = {place.at: place.end - place.start for place in self._placed}
        return bool(seen) and any(
            seen.get(at) != lane.width for at, lane in enumerate(self.lanes) if at >= self._placed[0].at
        )

    def _strip(self, at: int, y: int) -> Strip:
        lane = self.lanes[at]
        if not lane.strips:
            self._draw(at, lane)
        return lane.strips.get(y) or Line().strip(self.painter.pen, lane.width)

    def _draw(self, at: int, lane: Lane) -> None:
        """Draw the rows of a column."""
        pen, pad, in_hand = self.painter.pen, self._pad, at == (self.lift.target if self.lift else self.at)
        empty = Line().strip(pen, lane.width)
        lane.strips = dict.fromkeys(range(pad), empty) or {-1: empty}
        if lane.folded:
            lines = self.painter.folded(lane.column, in_hand=in_hand)
            lane.strips |= {pad + row: line.strip(pen, lane.width) for row, line in enumerate(lines)}
            return
        above, below = lane.more(self.painter, self._room)
        heads = [*self.painter.head(lane.column, lane.width), self._rule(lane, above, in_hand=in_hand)]
        lane.strips |= {pad + row: line.strip(pen, lane.width) for row, line in enumerate(heads)}
        self._draw_cards(at, lane, pad + HEAD)
        if below > 0:
            more = Line().put(LEFT, f"{below:,} more", "faint italic").add(pen.sign("down"), "faint", gap=1)
            lane.strips[self.size.height - 1] = more.strip(pen, lane.width)

    def _rule(self, lane: Lane, above: int, *, in_hand: bool) -> Line:
        pen, cells = self.painter.pen, lane.width - LEFT - 1
        end = f" {above:,} {pen.sign('up')}" if above else ""
        mark = "here" if in_hand else "rule"
        line = Line().put(LEFT, pen.sign(mark) * (cells - len(end)), "green" if in_hand else "rule")
        return line.add(end, "faint")

    def _draw_cards(self, at: int, lane: Lane, top: int) -> None:
        pen, lift = self.painter.pen, self.lift
        if not lane.cards and not (lift and lift.target == at):
            lane.strips[top + 1] = lane.empty().strip(pen, lane.width)
        drawn: dict[int, list[Line]] = {}
        for row, (index, number) in enumerate(lane.spots(self.painter, self._room), top):
            if number == GAP:
                if lift and (lift.target, lift.slot) == (at, index):
                    slot = Line().put(LEFT, pen.sign("slot") * (lane.width - LEFT - 1), "green")
                    lane.strips[row] = slot.strip(pen, lane.width)
                continue
            lifted = lift is not None and lane.cards[index].id == lift.deal_id
            if index not in drawn:
                drawn[index] = self.painter.card(lane.cards[index], lane.width, faint=lifted)
            held = at == self.at and index == lane.cursor and not lift
            ground = ("band" if self.has_focus else "panel") if held else "paper"
            line = drawn[index][number]
            lane.strips[row] = line.strip(pen, lane.width, ground, bar=held and self.has_focus)
