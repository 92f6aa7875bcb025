"""The board: deals as cards in the columns of their stages, one in hand; a card is carried by keys or by the mouse."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tinycrm.tui.widgets import across
from tinycrm.tui.widgets.columns import HEAD, Columns, Lift
from tinycrm.tui.widgets.deal_card import Painter
from tinycrm.tui.widgets.lane import GAP, Lane

if TYPE_CHECKING:
    from tinycrm.queries.deal import Card, Column

EDGE = 2  # cells at the sides where a lifted card scrolls the board


class Board(Columns, can_focus=True):
    """Columns with a card in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("left", "over(-1)", "Column before", show=False),
        Binding("right", "over(1)", "Next column", show=False),
        Binding("pageup", "leaf(-1)", "Page up", show=False),
        Binding("pagedown", "leaf(1)", "Page down", show=False),
        Binding("home,g", "step(-100_000)", "First", show=False),
        Binding("end,G", "step(100_000)", "Last", show=False),
    ]
    DEFAULT_CSS = "Board { height: 1fr; background: $background; }"

    class Moved(Message):
        """Another card is in hand."""

    class Opened(Message):
        """The card in hand is to be opened."""

    class Asked(Message):
        """What can be done with the card in hand is asked for."""

    class Carried(Message):
        """A card is to be put into a column: before another card, or at its end."""

        def __init__(self, card: "Card", stage_id: int, before: int | None) -> None:
            super().__init__()
            self.card = card
            self.stage_id = stage_id
            self.before = before

    def __init__(self) -> None:
        super().__init__()
        self._left: int | None = None  # the deal that went elsewhere without being followed
        self._pressed: tuple[int, int] | None = None
        self._dropped = False
        self._asked_for: int | None = None

    # what is shown

    def show(self, columns: "Sequence[Column]", painter: Painter) -> None:
        """Show other columns; the card in hand stays in hand where it is still on the board, else its place."""
        if len(columns) != len(self.lanes):
            self.put_back()
        held, stage = self.card, self.lane.column.stage.id if self.lane else None
        before = {lane.column.stage.id: lane for lane in self.lanes}
        self.lanes = [_renewed(column, before.get(column.stage.id)) for column in columns]
        self._painter = painter
        here = next((at for at, lane in enumerate(self.lanes) if lane.column.stage.id == stage), 0)
        self.at = here
        wanted = self._asked_for or (held.id if held and held.id != self._left else None)
        if wanted is not None:
            self._find(wanted)
        self._left = self._asked_for = None
        self.lay_out()
        self.post_message(self.Moved())

    def leave(self, deal_id: int) -> None:
        """Do not go after a card that goes elsewhere; the next one comes into hand."""
        self._left = deal_id

    def seek(self, deal_id: int) -> None:
        """Take a card in hand as soon as it is shown."""
        if not self._find(deal_id):
            self._asked_for = deal_id
        self.lay_out()

    def _find(self, deal_id: int) -> bool:
        # the column in hand first: a card may stand in one only, but looking there first is what usually finds it
        for at in sorted(range(len(self.lanes)), key=lambda each: each != self.at):
            index = self.lanes[at].index(deal_id)
            if index is not None:
                self.at = at
                self.lanes[at].take(index)
                return True
        return False

    # moving about

    def action_step(self, by: int) -> None:
        """Take another card of the column in hand."""
        if self.lane and self.lane.cards:
            self._take(self.at, self.lane.cursor + by)

    def action_leaf(self, by: int) -> None:
        """Move by as many cards as are in sight."""
        if self.lane:
            self.action_step(by * max(self.lane.seen(self.painter, self._room), 1))

    def action_over(self, by: int) -> None:
        """Take the card beside in hand, in the next column or the one before."""
        to = max(0, min(self.at + by, len(self.lanes) - 1))
        if self.lane is None or to == self.at:
            return
        row = self.lane.row_of(self.painter, self._room, self.lane.cursor)
        self._take(to, self.lanes[to].nearest(self.painter, self._room, row) if self.lanes[to].cards else 0)

    def action_fold(self) -> None:
        """Fold the column in hand to three cells, or open it again."""
        if self.lane:
            self._folds[self.lane.column.stage.id] = not self.lane.folded
            self.lay_out()

    def _take(self, at: int, index: int) -> None:
        before, self.at = self.at, at
        lane = self.lanes[at]
        if before == at:
            lane.take(index)
            lane.settle(self.painter, self._room)
            self.refresh()
        else:
            lane.take(index)
            self.lay_out()
        self.post_message(self.Moved())

    # carrying

    def carry(self, by: int) -> None:
        """Carry the card in hand into the next column, or the one before: beside the cards it stood beside."""
        card, to = self.card, self.at + by
        if card is None or self.lane is None or not 0 <= to < len(self.lanes):
            return
        target = self.lanes[to]
        row = self.lane.row_of(self.painter, self._room, self.lane.cursor)
        index = target.slot(self.painter, self._room, row) if not target.folded else len(target.cards)
        self.post_message(self.Carried(card, target.column.stage.id, _id_at(target, index)))

    def reorder(self, by: int) -> None:
        """Carry the card in hand up or down in its column."""
        card, lane = self.card, self.lane
        if card is None or lane is None or not 0 <= lane.cursor + by < len(lane.cards):
            return
        index = lane.cursor + (by if by < 0 else by + 1)
        self.post_message(self.Carried(card, lane.column.stage.id, _id_at(lane, index)))

    # the mouse

    def _under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The column and the row of cards under the mouse; the nearest column where it is beside all."""
        if not self._placed:
            return None
        place = min(self._placed, key=lambda each: max(each.first - event.x, event.x - each.end + 1, 0))
        return place.at, event.y - self._pad - HEAD

    def _card_under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        found = self._under(event)
        if found is None or self.lanes[found[0]].folded:
            return None
        spots = self.lanes[found[0]].spots(self.painter, self._room)
        if not 0 <= found[1] < len(spots) or spots[found[1]].line == GAP:
            return None
        return found[0], spots[found[1]].card

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A card may be about to be lifted."""
        self._dropped = False
        self._pressed = self._card_under(event) if event.button == 1 else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Lift the card that is pressed, and show where it would go."""
        if self._pressed is None or not self.lanes:
            return
        over = self._card_under(event)
        if self.lift is None and over == self._pressed:
            return
        if self.lift is None:
            self.capture_mouse()
        self._carry_over(event, *self._pressed)

    def _carry_over(self, event: events.MouseMove, origin: int, index: int) -> None:
        found = self._under(event)
        if found is None or index >= len(self.lanes[origin].cards):
            return
        at, row = found
        lane = self.lanes[at]
        self._scroll_at_edges(event, lane, row)
        slot = lane.slot(self.painter, self._room, row) if not lane.folded else len(lane.cards)
        lift = Lift(self.lift.deal_id if self.lift else self.lanes[origin].cards[index].id, origin, at, slot)
        if lift != self.lift:
            touched = {at, origin, self.at} | ({self.lift.target} if self.lift else set())
            self.lift = lift
            for each in touched:
                self.lanes[each].strips.clear()
            self.refresh()

    def _scroll_at_edges(self, event: events.MouseMove, lane: Lane, row: int) -> None:
        if row >= self._room - 1 or (row < 0 and lane.top):
            lane.scroll(1 if row >= 0 and lane.more(self.painter, self._room)[1] > 0 else -(row < 0))
        if event.x < EDGE or event.x >= self.size.width - EDGE:
            by = across.OPEN + across.RULE
            self._offset = max(self._offset + (-by if event.x < EDGE else by), 0)
            self._placed, self._offset = across.place(self.lanes, len(self.lanes), self.size.width, self._offset)
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put the lifted card down."""
        self._pressed = None
        lift = self.lift
        if lift is None:
            return
        self.put_back()
        self._dropped = True
        lane = self.lanes[lift.target]
        index = self.lanes[lift.origin].index(lift.deal_id)
        if index is not None and not (lift.origin == lift.target and lift.slot in (index, index + 1)):
            card = self.lanes[lift.origin].cards[index]
            self.at = lift.origin
            self.lanes[lift.origin].take(index)
            self.post_message(self.Carried(card, lane.column.stage.id, _id_at(lane, lift.slot)))

    def put_back(self) -> bool:
        """Let a lifted card go where it was; False when none is lifted."""
        self._pressed = None
        if self.lift is None:
            return False
        self.lift = None
        self.release_mouse()
        self.lay_out()
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The column under the mouse scrolls."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The column under the mouse scrolls."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        found = self._under(event)
        if found is None:
            return
        event.stop()
        lane = self.lanes[found[0]]
        if by < 0 or lane.more(self.painter, self._room)[1] > 0:
            lane.scroll(by)
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click takes a card in hand, another opens it; on a head it takes the column, again it folds it."""
        if self._dropped:
            self._dropped = False
            return
        self.focus()
        under, lane = self._card_under(event), self._under(event)
        if under is None:
            if lane is not None and (lane[1] < 0 or self.lanes[lane[0]].folded):
                self._click_head(lane[0])
            return
        again = under == (self.at, self.lanes[under[0]].cursor)
        self._take(*under)
        if event.button == 3:
            event.stop()
            self.post_message(self.Asked())
        elif again or event.chain > 1:
            self.post_message(self.Opened())

    def _click_head(self, at: int) -> None:
        again, folded = at == self.at, self.lanes[at].folded
        self._take(at, self.lanes[at].cursor)
        if again or folded:
            self._folds[self.lanes[at].column.stage.id] = not folded
            self.lay_out()


def _renewed(column: "Column", before: Lane | None) -> Lane:
    """The lane of a column, looking where it looked before."""
    lane = Lane(column)
    if before is not None:
        lane.top, lane.cursor = before.top, before.cursor
    return lane


def _id_at(lane: Lane, index: int) -> int | None:
    return lane.cards[index].id if index < len(lane.cards) else None
